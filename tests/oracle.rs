//! An independent re-computation of the sample townships, by a script that shares nothing with the engine
//! (`tests/oracle/`), against 结果.json: all that both of them have.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;
#[path = "support/result_json.rs"]
mod result_json;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use folders::{files_below, write_below};
use program::{run, samples, tally, tool_works};
use result_json::{list, row, text};

/// What the script says of a folder; `None` where there is no Python.
fn oracle(folder: &Path, more: &[&str]) -> Option<Value> {
    let version = Command::new("python3").args(["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]).output();
    if !tool_works("python3", version.is_ok_and(|output| output.status.success())) {
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/township_stars.py");
    Some(run(Command::new("python3").arg(script).arg(folder).args(more)).ends_with(0).json())
}

/// A sample township, copied, with a further line in its profile in place of the one that begins the same.
fn with_profile(township: &str, line: &str) -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join(township);
    write_below(&folder, &files_below(&samples().join(township)));
    let key = line.split('=').next().unwrap();
    let profile = fs::read_to_string(folder.join("jifen.toml")).unwrap();
    let kept: String = profile.lines().filter(|it| !it.starts_with(key)).map(|it| format!("{it}\n")).collect();
    fs::write(folder.join("jifen.toml"), format!("{kept}{line}\n")).unwrap();
    (root, folder)
}

/// The values of these keys, for comparison.
fn picked(value: &Value, keys: &[(&str, &str)]) -> Value {
    keys.iter().map(|(name, pointer)| ((*name).to_owned(), value.pointer(pointer).cloned().unwrap())).collect()
}

const MEMBER: [(&str, &str); 11] = [
    ("name", "/name"),
    ("id", "/id"),
    ("counted", "/counted"),
    ("score", "/score"),
    ("grade", "/grade"),
    ("stars", "/stars"),
    ("stars_by_points", "/stars_by_points"),
    ("contested", "/contested"),
    ("veto", "/veto"),
    ("consequences", "/consequences"),
    ("branch", "/branch"),
];
const PARTS: [(&str, &str, &str); 5] = [
    ("base", "/base", "/categories/base"),
    ("bonus", "/bonus", "/categories/bonus"),
    ("penalty", "/penalty", "/categories/penalty"),
    ("rank_branch", "/rank_branch", "/rank/branch"),
    ("rank_township", "/rank_township", "/rank/township"),
];
const QUOTA: [&str; 8] = ["scope", "level", "percent", "limit", "candidates", "awarded", "contested", "reserved"];

/// A member in the words of both.
fn member(value: &Value, is_ours: bool) -> Value {
    let parts = PARTS.iter().map(|(name, theirs, ours)| (*name, if is_ours { *ours } else { *theirs }));
    picked(value, &MEMBER.iter().copied().chain(parts).collect::<Vec<_>>())
}

fn quota(value: &Value) -> Value {
    QUOTA.iter().map(|key| ((*key).to_owned(), value[key].clone())).collect()
}

/// Asserts that two lists are the same, element by element, so that a difference is told in few words.
#[track_caller]
fn assert_lists(what: &str, ours: &[Value], theirs: &[Value]) {
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(ours, theirs, "{what}, ours before theirs");
    }
    assert_eq!(ours.len(), theirs.len(), "{what}");
}

/// Compares a result with what the script says of the same folder.
fn compare(result: &Value, oracle: &Value) {
    let branches = list(oracle, "branches");
    let files: BTreeMap<&str, &str> =
        list(result, "files").iter().map(|file| (text(file, "path"), text(file, "branch"))).collect();
    let ours = list(result, "branches").iter().map(|it| json!([it["name"], it["members"], it["mean"]]));
    let theirs = branches.iter().map(|it| json!([it["name"], it["members_counted"], it["mean"]]));
    assert_lists("branches", &ours.collect::<Vec<_>>(), &theirs.collect::<Vec<_>>());
    let named = |key: &str, value: &Value, name: &Value| {
        let mut value = value.clone();
        value[key] = name.clone();
        value
    };
    let ours: Vec<Value> = list(result, "members").iter().map(|it| member(it, true)).collect();
    let theirs = branches.iter().flat_map(|branch| {
        list(branch, "members").iter().map(|it| member(&named("branch", it, &branch["name"]), false))
    });
    assert_lists("members", &ours, &theirs.collect::<Vec<_>>());
    let ours: Vec<Value> = list(result, "quotas").iter().map(quota).collect();
    let in_branches = branches
        .iter()
        .flat_map(|branch| list(branch, "quotas").iter().map(|it| quota(&named("scope", it, &branch["name"]))));
    let in_township = oracle.get("quotas").and_then(Value::as_array).into_iter().flatten().map(quota);
    assert_lists("quotas", &ours, &in_branches.chain(in_township).collect::<Vec<_>>());
    for branch in branches {
        assert_eq!(files[text(branch, "file")], text(branch, "name"));
        compare_lines(result, branch);
    }
}

/// Item, state and effect of every line, by its row. A line in error may be absent from the steps, never from the
/// diagnostics.
fn compare_lines(result: &Value, branch: &Value) {
    let (file, name) = (text(branch, "file"), text(branch, "name"));
    let findings = list(result, "diagnostics").iter().filter(|it| text(it, "file") == file);
    let findings: Vec<(&str, &str, Option<u32>)> =
        findings.map(|it| (text(it, "code"), text(it, "severity"), row(text(it, "cell")))).collect();
    let members = list(result, "members").iter().filter(|member| text(member, "branch") == name);
    let mut pending = BTreeSet::new();
    for (ours, theirs) in members.zip(list(branch, "members")) {
        let theirs: BTreeMap<u32, Value> = list(theirs, "lines")
            .iter()
            .map(|line| (u32::try_from(line["row"].as_u64().unwrap()).unwrap(), line))
            .map(|(row, line)| (row, json!([line["item"], line["state"], line["effect"]])))
            .collect();
        let mut seen = BTreeSet::new();
        for step in list(ours, "steps") {
            for entry in list(step, "entries") {
                assert_eq!(text(&entry["source"], "file"), file);
                assert_eq!(text(&entry["source"], "sheet"), "积分登记");
                let row = row(text(&entry["source"], "cell")).unwrap();
                let ours = json!([step["item"], entry["state"], entry["effect"]]);
                assert_eq!(Some(&ours), theirs.get(&row), "{file} row {row}, ours before theirs");
                assert!(seen.insert(row), "{file} row {row} stands in two steps");
                if text(entry, "state") == "pending" {
                    pending.insert(row);
                }
            }
        }
        for (row, line) in theirs.iter().filter(|(row, _)| !seen.contains(row)) {
            assert_eq!(line[1], "excluded", "{file} row {row} is in no step");
        }
    }
    // A ledger that cannot be read as a whole is told of once.
    let whole_sheet = findings.iter().any(|(code, ..)| *code == "L102");
    for excluded in rows(branch, "excluded_rows") {
        let mut told = findings.iter().filter(|(.., row)| *row == Some(excluded));
        let told = told.any(|(code, severity, _)| *severity == "error" || *code == "E101");
        assert!(told || whole_sheet, "{file} row {excluded} is excluded in silence");
    }
    assert_eq!(pending, rows(branch, "pending_rows"), "{file}: pending rows");
}

fn rows(branch: &Value, key: &str) -> BTreeSet<u32> {
    list(branch, key).iter().map(|row| u32::try_from(row.as_u64().unwrap()).unwrap()).collect()
}

/// Both sample townships, each with its exit code.
const TOWNSHIPS: [(&str, i32); 2] = [("清河镇", 1), ("柳林乡", 0)];

#[test]
fn in_the_first_year() {
    for (township, code) in TOWNSHIPS {
        let folder = samples().join(township);
        let Some(oracle) = oracle(&folder, &[]) else { return };
        compare(&tally(&folder, code, &[]), &oracle);
    }
}

#[test]
fn in_the_third_year() {
    for (township, _) in TOWNSHIPS {
        let (_root, folder) = with_profile(township, "programme_start = 2023");
        let Some(oracle) = oracle(&folder, &["--programme-start", "2023"]) else { return };
        let result = tally_any(&folder, &[]);
        assert_eq!(result["period"]["programme_year"], 3);
        compare(&result, &oracle);
    }
    let folder = samples().join("柳林乡");
    let (_root, copied) = with_profile("柳林乡", "programme_start = 2023");
    let by_flag = tally_any(&folder, &["--programme-start", "2023"]);
    assert_eq!(tally_any(&copied, &[]), by_flag, "the profile and the flag say the same");
}

#[test]
fn with_quotas_of_the_township() {
    for (township, _) in TOWNSHIPS {
        let (_root, folder) = with_profile(township, "quota_scope = \"township\"");
        let flags = ["--programme-start", "2025", "--township-name", township, "--quota-scope", "township"];
        let Some(oracle) = oracle(&folder, &flags) else { return };
        compare(&tally_any(&folder, &[]), &oracle);
    }
}

/// What a meeting decided, in the form of either: branch, member, grade, 授予 or not.
const DECISIONS: [(&str, &str, &str, &str); 11] = [
    // One of three has the place; the two others share the two places of the next grade.
    ("南坪村党支部", "龙国栋", "五星级", "授予"),
    ("南坪村党支部", "郝天佑", "五星级", "不授予"),
    ("南坪村党支部", "蒋涛", "五星级", "不授予"),
    // Nobody has it.
    ("西河村党支部", "盖明", "四星级", "不授予"),
    ("西河村党支部", "戴艳", "四星级", "不授予"),
    // One said no, so the other has it.
    ("石桥村党支部", "贾福顺", "五星级", "不授予"),
    // One of two places is given; two still tie for the other.
    ("清河社区党支部", "盖婷", "三星级", "授予"),
    // More than there are: refused.
    ("北岭村党支部", "单志强", "四星级", "授予"),
    ("北岭村党支部", "钟国栋", "四星级", "授予"),
    // Nothing is contested there.
    ("东河村党支部", "任鹏", "五星级", "授予"),
    ("柳树湾村党支部", "张伟", "五星级", "授予"),
];

#[test]
fn with_decisions_of_meetings() {
    let root = tempfile::tempdir().unwrap();
    let (toml, csv) = (root.path().join("决定.toml"), root.path().join("决定.csv"));
    let said = DECISIONS.iter().map(|(branch, name, grade, outcome)| {
        format!(
            "[[decision]]\nbranch = \"{branch}\"\nname = \"{name}\"\ngrade = \"{grade}\"\n\
             outcome = \"{outcome}\"\ndate = 2026-01-12\nreason = \"党员大会表决\"\n"
        )
    });
    fs::write(&toml, said.collect::<String>()).unwrap();
    let said = DECISIONS.iter().map(|(branch, name, grade, outcome)| format!("{branch},{name},,{grade},{outcome}\n"));
    fs::write(&csv, format!("支部,姓名,编号,星级,决定\n{}", said.collect::<String>())).unwrap();
    let folder = samples().join("清河镇");
    let Some(oracle) = oracle(&folder, &["--decisions", csv.to_str().unwrap()]) else { return };
    let result = tally(&folder, 1, &["--decisions", toml.to_str().unwrap()]);
    compare(&result, &oracle);
    let refused = list(&result, "diagnostics").iter().filter(|it| text(it, "code") == "A102");
    let mut refused: Vec<&str> = refused.map(|it| text(it, "member")).collect();
    refused.sort_unstable();
    assert_eq!(refused, ["任鹏", "单志强", "张伟", "钟国栋"]);
}

/// The result, whether final or not: other quotas make other ties.
fn tally_any(folder: &Path, more: &[&str]) -> Value {
    let out = tempfile::tempdir().unwrap();
    let mut command = program::program(out.path());
    let ran = run(command.arg("tally").arg(folder).args(["--format", "json"]).args(more));
    assert!(matches!(ran.code, Some(0 | 1)), "{ran:?}");
    ran.json()
}

#[test]
fn a_difference_is_found() {
    let folder = samples().join("柳林乡");
    let Some(oracle) = oracle(&folder, &[]) else { return };
    let result = tally(&folder, 0, &[]);
    for (pointer, wrong) in [
        ("/members/3/score", json!("1")),
        ("/members/20/categories/bonus", json!("1")),
        ("/members/5/rank/township", json!(null)),
        ("/members/0/steps/1/entries/0/effect", json!("-9")),
        ("/members/0/steps/1/entries/0/source/cell", json!("A999")),
        ("/quotas/1/awarded", json!([])),
        ("/branches/2/mean", json!("1")),
    ] {
        let mut changed = result.clone();
        *changed.pointer_mut(pointer).unwrap() = wrong;
        let seen = std::panic::catch_unwind(|| compare(&changed, &oracle)).is_err();
        assert!(seen, "{pointer} was not compared");
    }
}
