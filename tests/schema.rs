//! 结果.json is what its published schema says (`docs/result.schema.json`), and the schema says enough to refuse
//! what it is not.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jifen::model::Severity;
use jifen::reports::{
    DiagnosticResult, EntryChange, Mask, Order, PublicityResult, PublicityRound, RoundEntry, RoundProblem, RoundResult,
    WaivedResult,
};
use jsonschema::Validator;
use serde_json::{Value, json};

use program::{jifen, samples, tally};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/result.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
});

static QINGHE: LazyLock<Value> = LazyLock::new(|| tally(&samples().join("清河镇"), 1, &[]));

#[track_caller]
fn assert_valid(result: &Value) {
    let wrong: Vec<String> =
        SCHEMA.iter_errors(result).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_results_of_both_samples_fit() {
    assert_valid(&QINGHE);
    assert_valid(&tally(&samples().join("柳林乡"), 0, &[]));
}

#[test]
fn the_file_is_what_is_printed() {
    let root = tempfile::tempdir().unwrap();
    let folder = samples().join("柳林乡");
    let folder = folder.to_str().unwrap();
    let run = jifen(root.path(), &["tally", folder, "--format", "json", "--out", "结果"]).ends_with(0);
    assert_eq!(fs::read_to_string(root.path().join("结果/结果.json")).unwrap(), run.stdout);
}

#[test]
fn the_result_of_checking_one_workbook_fits() {
    for (workbook, code) in [("清河镇/石桥村.xlsx", 1), ("清河镇/通讯录.xlsx", 1), ("柳林乡/桃源村.xlsx", 0)]
    {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("支部.xlsx");
        fs::copy(samples().join(workbook), &path).unwrap();
        let arguments = ["check", "支部.xlsx", "--format", "json", "--period", "2025"];
        assert_valid(&jifen(root.path(), &arguments).ends_with(code).json());
    }
}

/// A period that is not settled has no grades, and warnings made errors change the status.
#[test]
fn other_kinds_of_run_fit() {
    assert_valid(&tally(&samples().join("柳林乡"), 0, &["--period", "2025Q1"]));
    assert_valid(&tally(&samples().join("清河镇"), 1, &["--strict"]));
    assert_valid(&tally(&samples().join("清河镇"), 1, &["--quota-scope", "township"]));
}

/// The book that goes with a member who left, and the result of next year that takes it in.
#[test]
fn a_transfer_book_fits() {
    let root = tempfile::tempdir().unwrap();
    let folder = samples().join("柳林乡");
    let result = tally(&folder, 0, &[]);
    let name = result["members"][3]["name"].as_str().unwrap();
    let arguments = ["archive", folder.to_str().unwrap(), "--transfer", name, "--out", "转接"];
    jifen(root.path(), &arguments).ends_with(0);
    let book = root.path().join(format!("转接/{name}-2025-组织关系转接"));
    let text = fs::read_to_string(book.join("data/电子档案/2025/结果/结果.json")).unwrap();
    let held: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(held["transfer"]["member"], name);
    assert_valid(&held);
    // The same book as one of the year before.
    let past = text.replace("\"label\": \"2025\"", "\"label\": \"2024\"");
    fs::write(root.path().join("一册.json"), past).unwrap();
    let previous = root.path().join("一册.json");
    let next = tally(&folder, 0, &["--previous", previous.to_str().unwrap()]);
    assert_eq!(next["years"]["known"][0]["books"][0]["name"], name);
    assert_valid(&next);
}

/// Scores over the year, and periods that were closed: one that is as it was, one that is not.
#[test]
fn the_year_fits() {
    let root = tempfile::tempdir().unwrap();
    let folder = samples().join("柳林乡");
    let quarter = tally(&folder, 0, &["--period", "2025Q1", "--series", "month"]);
    assert_valid(&quarter);
    let mut then = quarter.clone();
    then["members"][0]["score"] = json!("1");
    then["members"][0]["steps"][0]["entries"] = json!([]);
    then["rule_set"]["version"] = json!("0.9");
    then["rule_set"]["sha256"] = json!("0".repeat(64));
    fs::write(root.path().join("甲.json"), quarter.to_string()).unwrap();
    fs::write(root.path().join("乙.json"), then.to_string()).unwrap();
    let result = tally(&folder, 0, &["--series", "quarter", "--closed", root.path().to_str().unwrap()]);
    assert_valid(&result);
    assert_eq!(result["closed"].as_array().unwrap().len(), 2);
    assert!(!result["closed"][0]["members"].as_array().unwrap().is_empty());
}

/// What only some runs have: rounds, accepted deviations, statistics.
#[test]
fn what_some_runs_have_fits() {
    let mut result = tally(&samples().join("清河镇"), 1, &["--statistics"]);
    assert_valid(&result);
    let diagnostic: DiagnosticResult = serde_json::from_value(result["diagnostics"][0].clone()).unwrap();
    let problem = RoundProblem {
        code: "E203".to_owned(),
        severity: Severity::Error,
        sheet: Some("积分登记".to_owned()),
        cell: Some("F5".to_owned()),
        member: None,
        message: "没有写项目。".to_owned(),
    };
    let entry = |change, before: Option<&str>, after: Option<&str>| RoundEntry {
        change,
        member: "王伟".to_owned(),
        item: "J04".to_owned(),
        date: String::new(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        sheet: "积分登记".to_owned(),
        cell: "A5:J5".to_owned(),
    };
    let round = RoundResult {
        branch: "东河村党支部".to_owned(),
        files: vec!["东河村.xlsx".to_owned()],
        round: 2,
        against: Some(vec!["上次/东河村.xlsx".to_owned()]),
        mended: vec![problem.clone()],
        unmended: Vec::new(),
        new: vec![problem],
        entries: vec![
            entry(EntryChange::Added, None, Some("1 次")),
            entry(EntryChange::Removed, Some("1 次"), None),
            entry(EntryChange::Changed, Some("1 次"), Some("2 次")),
        ],
    };
    let waived = WaivedResult {
        diagnostic,
        counts: None,
        reason: "年前漏报".to_owned(),
        by: "支部党员大会".to_owned(),
        on: "2026-01-10".to_owned(),
        source: "同意.toml 第 3 行".to_owned(),
    };
    result["rounds"] = serde_json::to_value([RoundResult { against: None, ..round.clone() }, round]).unwrap();
    result["waived"] = serde_json::to_value([waived]).unwrap();
    let publicity = PublicityResult {
        from: Some("2027-01-11".to_owned()),
        to: Some("2027-01-15".to_owned()),
        working_days: Some(5),
        years_without_holidays: vec![2027],
        mask: Some(Mask::Name),
        order: Some(Order::Roster),
        ranking: Some(false),
        round: Some(2),
        rounds: vec![PublicityRound {
            source: "公示登记.xlsx「公示登记」A3:K3".to_owned(),
            ..PublicityRound::default()
        }],
    };
    result["publicity"] = serde_json::to_value(publicity).unwrap();
    assert_valid(&result);
    for (pointer, value) in [
        ("/rounds/0/entries/0/change", json!("new")),
        ("/rounds/0/round", json!("2")),
        ("/rounds", json!([])),
        ("/waived/0/diagnostic", json!(null)),
        ("/sensitivity/cases/0/kind", json!("place")),
        ("/sensitivity/places/0/first_out", json!([])),
        ("/sensitivity/near/0/score", json!(70)),
        ("/sensitivity/asked/entries", json!("2")),
        ("/statistics/problems/0/share", json!(4.4)),
        ("/statistics/branches/0/entries", json!("302")),
    ] {
        let mut wrong = result.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(!SCHEMA.is_valid(&wrong), "{pointer}");
    }
}

/// What the township's registers bring: decisions, objections; and what was read of appraisals.
#[test]
fn what_registers_bring_fits() {
    let folder = tempfile::tempdir().unwrap();
    let sample = samples().join("清河镇");
    for entry in fs::read_dir(&sample).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let member = |field: &str| QINGHE["members"][0][field].as_str().unwrap().to_owned();
    let (branch, name, id) = (member("branch"), member("name"), member("id"));
    let about = format!("branch = '{branch}'\nname = '{name}'\nid = '{id}'\n");
    let whole = "matter = '得分不对'\nraised = '2026-01-08'\n";
    let settled = "result = '部分成立'\nbecomes = '1.5'\nsettled = '2026-01-12'\nby = '支部委员会'\nhow = '已改'\n";
    let objections = format!("[[objection]]\n{about}{whole}\n[[objection]]\n{about}item = 'J04'\n{whole}{settled}");
    fs::write(folder.path().join("异议.toml"), objections).unwrap();
    let decision = format!(
        "[[decision]]\n{about}grade = '五星级'\noutcome = '授予'\ndate = '2026-01-10'\nreason = '好'\nby = '大会'\n"
    );
    fs::write(folder.path().join("决定.toml"), decision).unwrap();
    let result = tally(folder.path(), 1, &[]);
    assert_valid(&result);
    assert_eq!(result["objections"].as_array().unwrap().len(), 2);
    assert!(result["decisions"].is_array());
    for (pointer, value) in [
        ("/objections/0/state", json!("closed")),
        ("/objections/0/raiser", json!("某人")),
        ("/decisions/0/outcome", json!("kept")),
    ] {
        let mut wrong = result.clone();
        match wrong.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => drop(wrong["objections"][0].as_object_mut().unwrap().insert("raiser".to_owned(), value)),
        }
        assert!(!SCHEMA.is_valid(&wrong), "{pointer}");
    }
    assert_valid(&tally(&samples().join("规则集/农村党员积分量化考核办法"), 1, &[]));
}

/// A year before, known from its own result.
#[test]
fn what_a_year_before_brings_fits() {
    let folder = samples().join("柳林乡");
    let mut last = tally(&folder, 0, &[]);
    last["period"]["label"] = json!("2024");
    last["members"].as_array_mut().unwrap().swap_remove(1);
    let gone = json!({ "name": "苗青", "id": "99", "counted": true });
    let mut other = last["members"][0].clone();
    other.as_object_mut().unwrap().extend(gone.as_object().unwrap().clone());
    last["members"].as_array_mut().unwrap().push(other);
    let past = tempfile::tempdir().unwrap();
    fs::write(past.path().join("结果.json"), last.to_string()).unwrap();
    let result = tally(&folder, 0, &["--previous", past.path().to_str().unwrap()]);
    assert_valid(&result);
    assert_eq!((&result["years"]["last"], &result["years"]["gone"][0]["name"]), (&json!("2024"), &json!("苗青")));
    for (pointer, value) in [
        ("/years/known/0/kind", json!("file")),
        ("/years/township/up", json!("3")),
        ("/years/gone/0/how", json!("")),
        ("/members/0/before/known", json!("yes")),
        ("/members/0/before/score_change", json!(1.5)),
        ("/members/0/before/grade_change", json!("better")),
        ("/members/0/carry/born", json!("1980-03-12")),
    ] {
        let mut wrong = result.clone();
        *wrong.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
        assert!(!SCHEMA.is_valid(&wrong), "{pointer}");
    }
}

/// Branches of two rule sets in one run.
#[test]
fn branches_of_several_rule_sets_fit() {
    let root = tempfile::tempdir().unwrap();
    for file in ["清河镇/东河村.xlsx", "规则集/机关党员三清单积分办法/党政办.xlsx"] {
        fs::copy(samples().join(file), root.path().join(Path::new(file).file_name().unwrap())).unwrap();
    }
    let profile = "period = \"2025\"\n[[branch]]\nname = \"党政办党支部\"\nrules = \"agency-lists\"\n";
    fs::write(root.path().join("jifen.toml"), profile).unwrap();
    let result = tally(root.path(), 1, &[]);
    assert_valid(&result);
    assert_eq!(result["rule_sets"].as_array().unwrap().len(), 2);
    for (pointer, value) in [
        ("/rule_sets", json!([result["rule_set"]])),
        ("/rule_sets/1/sha256", json!("甲")),
        ("/branches/0/rule_set", json!(null)),
        ("/quotas/0/rule_set", json!(1)),
    ] {
        let mut wrong = result.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(!SCHEMA.is_valid(&wrong), "{pointer}");
    }
}

/// The value at a pointer changed, or taken away, or something put beside it.
#[test]
fn what_is_not_the_contract_is_refused() {
    let renamed = |pointer: &str, from: &str, to: &str| {
        let mut result = QINGHE.clone();
        let object = result.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        let value = object.remove(from).unwrap_or_else(|| panic!("no {from} at {pointer}"));
        object.insert(to.to_owned(), value);
        result
    };
    let replaced = |pointer: &str, value: Value| {
        let mut result = QINGHE.clone();
        *result.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
        result
    };
    let wrong = [
        renamed("", "diagnostics", "problems"),
        renamed("/rule_set", "sha256", "digest"),
        renamed("/period", "programme_year", "year"),
        renamed("/files/0", "rows", "lines"),
        renamed("/branches/0", "mean", "average"),
        renamed("/members/0", "stars_by_points", "stars_by_score"),
        renamed("/members/0/rank", "township", "all"),
        renamed("/members/0/steps/0", "counted", "points"),
        renamed("/members/0/steps/1/entries/0", "effect", "points"),
        renamed("/members/0/steps/1/entries/0/source", "cell", "cells"),
        renamed("/quotas/0", "reserved", "kept"),
        renamed("/diagnostics/0", "help", "advice"),
        renamed("/breakdown/0/groups/0", "members", "count"),
        replaced("/breakdown/0/groups/0/mean", json!(72.25)),
        replaced("/breakdown/0/by", json!("name")),
        replaced("/schema", json!(2)),
        replaced("/status", json!("open")),
        replaced("/status", json!("final")),
        replaced("/period/label", json!("2025年")),
        replaced("/members/0/score", json!(93)),
        replaced("/members/0/score", json!("93.0")),
        replaced("/members/0/score", json!("9.3e1")),
        replaced("/members/0/score", json!("-0")),
        replaced("/members/0/categories/base", json!(66.5)),
        replaced("/members/0/steps/0/counted", json!(20)),
        replaced("/members/0/steps/1/entries/0/effect", json!(-0.5)),
        replaced("/members/0/steps/1/entries/0/date", json!("2025-02-30")),
        replaced("/members/0/steps/1/entries/0/state", json!("kept")),
        replaced("/members/0/contested", json!("五星级")),
        replaced("/quotas/0/percent", json!(5)),
        replaced("/branches/0/mean", json!(74.41)),
        replaced("/diagnostics/0/severity", json!("fatal")),
        replaced("/diagnostics/0/code", json!("东101")),
    ];
    for (index, result) in wrong.iter().enumerate() {
        assert!(!SCHEMA.is_valid(result), "wrong document {index} was taken for a right one");
    }
}
