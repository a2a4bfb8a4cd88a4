//! What reads archives and changes nothing in them: `tally --previous`, `why`, `compare`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/sheets/mod.rs"]
mod sheets;

use std::fs;
use std::path::Path;

use folders::{assert_same, files_below};
use jifen::archive::{ArchivedFile, Bag, BagInfo, Digests};
use jifen::pipeline::archive::Archived;
use jifen::pipeline::{NoProgress, run as run_pipeline};
use program::{Run, jifen};
use serde_json::Value;
use sheets::{excel, notation};

/// A branch's workbook under the rule set of stars: rows of the roster, and (name, points of the one entry that is assessed).
fn book((township, branch): (&str, &str), year: i32, roster: &[&str], bonus: &[(&str, u32)]) -> String {
    let mut lines = String::new();
    for (number, (name, times)) in (1..).zip(bonus) {
        lines += &format!("{number} | {year}-03-{number:02} | {name} | J04 | {times} |  |  | 清理第{number}段村道\n");
    }
    format!(
        "--- sheet 花名册\n{township}{branch}{year}年党员花名册\n\
         序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 | 转入时间 | 转出时间 | 去世时间\n{}\n\n\
         --- sheet 积分登记\n{township}{branch}{year}年党员积分登记表\n\
         序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由\n{lines}",
        roster.join("\n")
    )
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, excel::xlsx(&notation::sheets(text).unwrap()).unwrap()).unwrap();
}

/// Computes the reports of a year, and leaves the result in `out`.
fn tally(folder: &Path, (reports, year, out): (&str, i32, &str), more: &[&str]) -> (Value, Run) {
    let label = year.to_string();
    let arguments = ["tally", reports, "--period", &label, "--programme-start", "2022", "--out", out];
    let run = jifen(folder, &[&arguments[..], more].concat());
    let text = fs::read_to_string(folder.join(out).join("结果.json"));
    (serde_json::from_str(&text.unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr))).unwrap(), run)
}

fn member<'a>(result: &'a Value, branch: &str, name: &str) -> &'a Value {
    let is_meant = |it: &&Value| it["branch"] == branch && it["name"] == name;
    result["members"].as_array().unwrap().iter().find(is_meant).unwrap_or_else(|| panic!("no {branch} {name}"))
}

/// What is said with a code, each with its severity.
fn said(result: &Value, code: &str) -> Vec<String> {
    let all = result["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == code);
    all.map(|it| format!("{} {}", it["severity"].as_str().unwrap(), it["message"].as_str().unwrap())).collect()
}

const EAST: &str = "东河村党支部";
const ARCHIVE: &str = "归档/清河镇-2024-党员积分档案";
const YEAR: [&str; 4] = ["--period", "2024", "--programme-start", "2022"];

/// Two years of a branch, the first of them packed.
fn packed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let here = ("清河镇", EAST);
    let (wang, li) = ("1 | 王伟 | 男 | 1980-03 | 2005-07-01 | 正式", "2 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式");
    write(&root.join("报表2024/东河村.xlsx"), &book(here, 2024, &[wang, li], &[("王伟", 3), ("李强", 1)]));
    write(&root.join("报表2025/东河村.xlsx"), &book(here, 2025, &[wang, li], &[("王伟", 4), ("李强", 1)]));
    let run = jifen(root, &[&["archive", "报表2024", "--out", "归档"], &YEAR[..]].concat());
    assert!(root.join(ARCHIVE).join("bagit.txt").is_file(), "{run:?}");
    folder
}

/// Changes a byte of the result in the archive.
fn tamper(root: &Path) {
    let path = root.join(ARCHIVE).join("data/电子档案/2024/结果/结果.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"probationary\": false", "\"probationary\": true ", 1)).unwrap();
}

#[test]
fn an_archive_is_last_year_as_its_result_is() {
    let folder = packed();
    let root = folder.path();
    let before = files_below(&root.join(ARCHIVE));
    tally(root, ("报表2024", 2024, "2024年"), &[]);
    let (by_archive, _) = tally(root, ("报表2025", 2025, "一"), &["--previous", ARCHIVE]);
    let (by_result, _) = tally(root, ("报表2025", 2025, "二"), &["--previous", "2024年"]);
    assert_eq!(member(&by_archive, EAST, "王伟")["before"], member(&by_result, EAST, "王伟")["before"]);
    assert_eq!(by_archive["years"]["township"], by_result["years"]["township"]);
    assert_eq!(by_archive["years"]["known"][0]["file"], "清河镇-2024-党员积分档案/结果.json");
    assert_same(&before, &files_below(&root.join(ARCHIVE)));
}

/// The result that an archive gave to the next year is kept in the next archive, and found there again.
#[test]
fn a_year_that_looked_into_an_archive_is_reckoned_again_without_it() {
    let folder = packed();
    let root = folder.path();
    let year = ["--period", "2025", "--programme-start", "2022", "--previous", ARCHIVE, "--out", "归档"];
    jifen(root, &[&["archive", "报表2025"], &year[..]].concat());
    fs::rename(root.join(ARCHIVE), root.join("别处")).unwrap();
    let archived = Archived::open(&root.join("归档/清河镇-2025-党员积分档案")).unwrap();
    let again = run_pipeline(&archived.options(), &NoProgress).unwrap();
    let (kept, again) = (serde_json::to_value(&archived.result).unwrap(), serde_json::to_value(&again.result).unwrap());
    assert_eq!(kept["years"], again["years"]);
    assert_eq!(kept["members"], again["members"]);
    assert_eq!(kept["diagnostics"], again["diagnostics"]);
}

#[test]
fn a_changed_archive_is_named_and_not_used() {
    let folder = packed();
    let root = folder.path();
    tamper(root);
    let (result, _) = tally(root, ("报表2025", 2025, "一"), &["--previous", ARCHIVE]);
    assert!(said(&result, "F405").concat().contains("结果.json"), "{:?}", said(&result, "F405"));
    assert!(said(&result, "L150").concat().contains("没有用到"));
    assert!(result["years"]["township"].get("before").is_none());
    for arguments in [
        vec!["why", "王伟", ARCHIVE],
        vec!["compare", ARCHIVE, ARCHIVE],
        vec!["compare", "township-stars", "agency-lists", ARCHIVE],
        vec!["archive", ARCHIVE, "--transfer", "王伟"],
    ] {
        let run = jifen(root, &arguments).ends_with(2);
        assert!(run.stderr.contains("F405") && run.stderr.contains("不能用"), "{arguments:?}: {}", run.stderr);
        assert!(!run.stdout.contains("王伟"), "{}", run.stdout);
    }
}

/// Neither the loss of its declaration nor a path that leads into it makes an archive a heap of files.
#[test]
fn what_lies_in_a_broken_archive_is_not_used_either() {
    let folder = packed();
    let root = folder.path();
    let result_of = |name: &str| format!("{ARCHIVE}/data/电子档案/2024/结果/{name}");
    let received = format!("{ARCHIVE}/data/电子档案/2024/收到的材料");
    // As long as it is whole, its result may be named wherever it lies, and nothing else of it.
    let (good, _) = tally(root, ("报表2025", 2025, "好"), &["--previous", ARCHIVE]);
    for inside in [result_of("结果.json"), result_of(""), format!("{ARCHIVE}/data"), "归档".to_owned()] {
        let (result, _) = tally(root, ("报表2025", 2025, "一"), &["--previous", &inside]);
        assert_eq!(result["years"]["known"], good["years"]["known"], "{inside}");
        assert_eq!(result["diagnostics"], good["diagnostics"], "{inside}");
    }
    jifen(root, &["compare", ARCHIVE, &result_of("结果.json")]).ends_with(0);
    assert!(jifen(root, &["why", "王伟", &received]).ends_with(0).stderr.contains("据档案包"));
    let (result, _) = tally(root, ("报表2025", 2025, "一"), &["--previous", &received]);
    assert!(said(&result, "L150").concat().contains("却不是它的结果"), "{:?}", said(&result, "L150"));
    assert!(jifen(root, &["compare", ARCHIVE, &received]).ends_with(2).stderr.contains("却不是它的结果"));

    tamper(root);
    fs::remove_file(root.join(ARCHIVE).join("bagit.txt")).unwrap();
    let before = files_below(&root.join(ARCHIVE));
    for inside in [ARCHIVE.to_owned(), result_of("结果.json"), result_of(""), "归档".to_owned()] {
        let (result, _) = tally(root, ("报表2025", 2025, "二"), &["--previous", &inside]);
        assert!(said(&result, "L150").concat().contains("没有用到"), "{inside}: {:?}", said(&result, "L150"));
        assert!(result["years"]["township"].get("before").is_none(), "{inside}");
        if inside != "归档" {
            jifen(root, &["compare", &inside, "好/结果.json"]).ends_with(2);
            jifen(root, &["why", "王伟", &inside]).ends_with(2);
        }
    }
    for refused in [["check", ARCHIVE], ["tally", ARCHIVE], ["check", &received]] {
        assert!(jifen(root, &refused).ends_with(2).stderr.contains("档案包"), "{refused:?}");
    }
    assert_same(&before, &files_below(&root.join(ARCHIVE)));
}

/// What helps is another thing where an archive is of a newer program than where it was changed.
#[test]
fn who_has_a_newer_archive_is_sent_for_a_newer_program() {
    let folder = packed();
    let root = folder.path();
    let changed = |path: &str, from: &str, to: &str| {
        let at = root.join(ARCHIVE).join(path);
        let text = fs::read_to_string(&at).unwrap();
        assert!(text.contains(from), "{path}: {from}");
        fs::write(&at, text.replacen(from, to, 1)).unwrap();
    };
    let record = "data/其他/运行记录.json";
    changed(record, "\"schema\": 1", "\"schema\": 9");
    // The same packed anew, so that its sums are right.
    let payload = files_below(&root.join(ARCHIVE)).into_iter().filter_map(|(path, bytes)| {
        let digests = Digests::of(&bytes);
        Some((ArchivedFile::new(path.strip_prefix("data/")?, "", bytes), digests))
    });
    let info = BagInfo::new("清河镇", "2024-12-31").into_lines();
    for (path, bytes) in (Bag { info, payload: payload.collect() }).files() {
        fs::write(root.join(ARCHIVE).join(path), bytes).unwrap();
    }
    for arguments in [vec!["why", "王伟", ARCHIVE], vec!["compare", ARCHIVE, ARCHIVE]] {
        let run = jifen(root, &arguments).ends_with(2);
        assert!(run.stderr.contains("F409") && run.stderr.contains("更新的版本"), "{}", run.stderr);
        assert!(!run.stderr.contains("重新取一份"), "{}", run.stderr);
    }
}

/// A folder that holds packages is not searched for one: they are named.
#[test]
fn several_packages_in_a_folder_are_named() {
    let folder = packed();
    let root = folder.path();
    jifen(root, &[&["archive", "报表2024", "--out", "归档/别的"], &YEAR[..]].concat());
    let (result, _) = tally(root, ("报表2025", 2025, "一"), &["--previous", "归档"]);
    let told = said(&result, "L150").concat();
    assert!(told.contains("有 2 个档案包") && told.contains("、别的/清河镇-2024-党员积分档案"), "{told}");
}

#[test]
fn a_package_in_one_file_and_the_public_one_are_told_plainly() {
    let folder = packed();
    let root = folder.path();
    fs::write(root.join("包.zip"), b"PK").unwrap();
    let (result, _) = tally(root, ("报表2025", 2025, "一"), &["--previous", "包.zip"]);
    assert!(said(&result, "L150").concat().contains("请先解开"), "{:?}", said(&result, "L150"));
    assert!(jifen(root, &["why", "王伟", "包.zip"]).ends_with(2).stderr.contains("请先解开"));
    assert!(jifen(root, &["compare", "包.zip", ARCHIVE]).ends_with(2).stderr.contains("请先解开"));
}

#[test]
fn why_tells_from_the_archive_what_was_reckoned_then() {
    let folder = packed();
    let root = folder.path();
    let then = jifen(root, &[&["why", "王伟", "报表2024"], &YEAR[..]].concat());
    let why = jifen(root, &["why", "王伟", ARCHIVE, "--out", "王伟.xlsx"]).ends_with(0);
    // What one more point would change is asked of the engine, not of the archive.
    let steps = then.stdout.split("如果再多").next().unwrap().trim_end();
    assert!(why.stdout.trim_end().starts_with(steps), "{}\n{}", why.stdout, then.stdout);
    assert!(why.stderr.contains("清河镇 2024 年的结果") && why.stderr.contains("2024-12-31"), "{}", why.stderr);
    assert!(root.join("王伟.xlsx").is_file());
    let json = jifen(root, &["why", "李强", ARCHIVE, "--format", "json"]).ends_with(0).json();
    assert_eq!(json[0]["name"], "李强");
    assert!(jifen(root, &["why", "赵勇", ARCHIVE]).ends_with(2).stderr.contains("没有「赵勇」"));
    let mixed = jifen(root, &["why", "王伟", ARCHIVE, "报表2025"]).ends_with(2);
    assert!(mixed.stderr.contains("只能单独写"), "{}", mixed.stderr);
    let flag = jifen(root, &["why", "王伟", ARCHIVE, "--period", "2024"]).ends_with(2);
    assert!(flag.stderr.contains("--period"), "{}", flag.stderr);
}

#[test]
fn results_are_compared_archive_or_not() {
    let folder = packed();
    let root = folder.path();
    tally(root, ("报表2024", 2024, "2024年"), &[]);
    for sides in [[ARCHIVE, ARCHIVE], [ARCHIVE, "2024年/结果.json"], ["2024年/结果.json", ARCHIVE]] {
        let run = jifen(root, &[&["compare"], &sides[..]].concat()).ends_with(0);
        assert!(run.stdout.contains("township-stars") || !run.stdout.is_empty(), "{}", run.stdout);
    }
    let by_archive = jifen(root, &["compare", "township-stars", "agency-lists", ARCHIVE, "--format", "json"]);
    let by_archive = by_archive.ends_with(0).json();
    let by_reports = [&["compare", "township-stars", "agency-lists", "报表2024", "--format", "json"], &YEAR[..]];
    assert_eq!(by_archive, jifen(root, &by_reports.concat()).ends_with(0).json());
}

/// The book can be made of last year's archive: who leaves in spring takes the year that is closed.
#[test]
fn a_book_is_made_of_an_archive() {
    let folder = packed();
    let root = folder.path();
    jifen(root, &["archive", ARCHIVE, "--transfer", "李强", "--out", "一"]);
    jifen(root, &[&["archive", "报表2024", "--transfer", "李强", "--out", "二"], &YEAR[..]].concat());
    let name = "李强-2024-组织关系转接";
    assert_same(&files_below(&root.join("一").join(name)), &files_below(&root.join("二").join(name)));
    assert!(root.join("一").join(name).join("bagit.txt").is_file());
    let book = format!("一/{name}");
    assert!(jifen(root, &["compare", ARCHIVE, &book]).ends_with(2).stderr.contains("只有这一个人"));
    let rules = jifen(root, &["compare", "township-stars", "agency-lists", &book]).ends_with(2);
    assert!(rules.stderr.contains("请写带全部材料的那一包") && !rules.stderr.contains("F409"), "{}", rules.stderr);
    let why = jifen(root, &["why", "李强", &book]).ends_with(0);
    assert!(why.stdout.contains("李强"), "{}", why.stdout);
}
