//! Closed periods: the result that was kept is compared with what the same workbooks give today.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/recalculate.rs"]
mod recalculate;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use program::{jifen, program as command, run};
use recalculate::recalculate;
use small_branch::write;

/// The lines when the first quarter is closed: three of the quarter, one of April.
const LINES: [&str; 4] = [
    "1 | 2025-01-12 | 王伟 | J04 | 1 | | | 清理河道 | | ",
    "2 | 2025-02-08 | 李秀英 | J04 | 1 | | | 打扫广场 | | ",
    "3 | 2025-03-20 | 赵敏 | J04 | 1 | | | 看望老人 | | ",
    "4 | 2025-04-02 | 赵敏 | J04 | 1 | | | 义务植树 | | ",
];

/// A folder whose first quarter was closed with these lines, and which has those now.
fn closed(now: &[&str]) -> tempfile::TempDir {
    closed_with(&LINES, now)
}

fn closed_with(then: &[&str], now: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), then);
    jifen(folder.path(), &["tally", "报表", "--period", "2025Q1"]).ends_with(0);
    fs::create_dir(folder.path().join("报表/结账")).unwrap();
    fs::copy(folder.path().join("汇总结果/结果.json"), folder.path().join("报表/结账/2025Q1.json")).unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), now);
    folder
}

fn tally(folder: &Path, arguments: &[&str]) -> Value {
    let mut command = command(folder);
    run(command.args(["tally", "报表", "--period", "2025", "--format", "json"]).args(arguments)).ends_with(0).json()
}

/// Code, cell and message of what is said with codes P6xx.
fn said(result: &Value) -> Vec<(&str, &str, &str)> {
    let all = result["diagnostics"].as_array().unwrap().iter();
    let mine = all.filter(|it| it["code"].as_str().unwrap().starts_with("P6"));
    mine.map(|it| {
        (it["code"].as_str().unwrap(), it["cell"].as_str().unwrap_or_default(), it["message"].as_str().unwrap())
    })
    .collect()
}

#[test]
fn what_was_added_changed_and_taken_out_is_told_at_its_cell() {
    // One line is new, and moves the others down; one says something else; one is gone; April is open still.
    let now = [
        "1 | 2025-01-05 | 王伟 | J04 | 1 | | | 扫雪 | | ",
        LINES[0],
        "3 | 2025-02-08 | 李秀英 | J04 | 3 | | | 打扫广场 | | ",
        LINES[3],
        "5 | 2025-04-20 | 王伟 | J04 | 1 | | | 植树 | | ",
    ];
    let folder = closed(&now);
    let result = tally(folder.path(), &[]);
    let said = said(&result);
    let codes: Vec<(&str, &str)> = said.iter().map(|(code, cell, _)| (*code, *cell)).collect();
    assert_eq!(codes, [("P603", "B5"), ("P601", "A3:J3"), ("P602", "A5:J5")], "{said:#?}");
    assert!(said[1].2.contains("2025Q1 结账以后补记的：王伟 J04，日期 2025-01-05，次数 1"), "{}", said[1].2);
    assert!(said[1].2.contains("得分结账时是 "), "{}", said[1].2);
    assert!(said[2].2.contains("结账时（当时在 东河村.xlsx「积分登记」A4:J4）次数 1"), "{}", said[2].2);
    assert!(said[2].2.contains("现在次数 3"), "{}", said[2].2);
    assert!(said[0].2.contains("东河村.xlsx「积分登记」A5:J5 赵敏 J04，日期 2025-03-20"), "{}", said[0].2);
    let one = &result["closed"][0];
    assert_eq!(
        (&one["period"], &one["file"], &one["status"]),
        (&json!("2025Q1"), &json!("结账/2025Q1.json"), &json!("final"))
    );
    let changes: Vec<&str> =
        one["entries"].as_array().unwrap().iter().map(|it| it["change"].as_str().unwrap()).collect();
    assert_eq!(changes, ["added", "changed", "removed"]);
    let names: Vec<&str> = one["members"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["王伟", "李秀英", "赵敏"]);
    // No score of the run is touched by it.
    fs::remove_dir_all(folder.path().join("报表/结账")).unwrap();
    let without = tally(folder.path(), &[]);
    assert_eq!(
        (&without["members"], &without["quotas"], without.get("closed")),
        (&result["members"], &result["quotas"], None)
    );
}

#[test]
fn what_only_moved_is_no_change() {
    let now = [LINES[3], "2 | 2025-04-20 | 王伟 | J04 | 1 | | | 植树 | | ", LINES[2], LINES[1], LINES[0]];
    let folder = closed(&now);
    let result = tally(folder.path(), &[]);
    assert_eq!(said(&result), []);
    assert_eq!((&result["closed"][0]["entries"], &result["closed"][0]["members"]), (&json!([]), &json!([])));
    let screen = jifen(folder.path(), &["tally", "报表", "--period", "2025"]).ends_with(0).stdout;
    assert!(screen.contains("2025Q1：结账以后没有变动。"), "{screen}");
}

#[test]
fn another_day_item_or_matter_is_a_change_and_no_new_entry() {
    let reworded = LINES[1].replace("打扫广场", "打扫街道");
    let moved = LINES[2].replace("2025-03-20", "2025-03-02");
    let later = LINES[0].replace("2025-01-12", "2025-04-12");
    let folder = closed(&[&later, &reworded, &moved, LINES[3]]);
    let result = tally(folder.path(), &[]);
    let said = said(&result);
    let codes: Vec<&str> = said.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, ["P602", "P602", "P602"], "{said:#?}");
    assert!(
        said[0].2.contains("结账时日期 2025-01-12，计入，得 1.5 分，现在日期 2025-04-12，不计，得 0 分"),
        "{}",
        said[0].2
    );
    assert!(said[1].2.contains("事由、手续或其他栏有改动"), "{}", said[1].2);
    assert!(said[2].2.contains("日期 2025-03-20，现在日期 2025-03-02"), "{}", said[2].2);
}

/// The same words come again every quarter: the row that is gone is not one of those that nobody touched.
#[test]
fn a_row_that_stands_as_it_stood_is_no_change_of_another() {
    let row = |number: u32, day: &str, name: &str| format!("{number} | {day} | {name} | J04 | 1 | | | 打扫广场 | | ");
    let codes = |then: &[String], now: &[String]| {
        let [then, now] = [then, now].map(|rows| rows.iter().map(String::as_str).collect::<Vec<_>>());
        let folder = closed_with(&then, &now);
        let result = tally(folder.path(), &[]);
        said(&result).iter().map(|(code, cell, _)| format!("{code} {cell}")).collect::<Vec<_>>()
    };
    let (first, later) = (row(1, "2025-01-15", "王伟"), row(2, "2025-06-10", "王伟"));
    let (others, newest) = (row(3, "2025-02-08", "李秀英"), row(4, "2025-07-02", "王伟"));
    let then = [first.clone(), later.clone(), others.clone()];
    assert_eq!(codes(&then, &[later.clone(), others.clone()]), ["P603 B3"]);
    // What was written since, below, is another entry too.
    assert_eq!(codes(&then, &[later.clone(), others.clone(), newest]), ["P603 B3"]);
    // Of three who swept the square one is gone, and another has come.
    let third = row(1, "2025-01-15", "赵敏");
    assert_eq!(codes(&then, &[third, later, others]), ["P603 B3", "P601 A3:J3"]);
}

/// What is no entry, and yet changes a score: neither a workbook nor the rules are others.
#[test]
fn scores_that_the_profile_or_a_list_of_branches_moves_are_told() {
    let folder = closed(&LINES);
    let at = folder.path();
    let roster = |first: &str| {
        let header = "序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别";
        let people = ["王伟 | 男 | 1970-05 | 1995-07-01 | 正式党员", "李秀英 | 女 | 1975-03 | 2001-07-01 | 正式党员"];
        let rows: Vec<String> =
            [first].into_iter().chain(people).filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let rows = (1..).zip(rows).map(|(number, row)| format!("{number} | {row}"));
        let roster: Vec<String> = std::iter::once(header.to_owned()).chain(rows).collect();
        let roster: Vec<&str> = roster.iter().map(String::as_str).collect();
        let ledger = "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期";
        let ledger = [&[ledger][..], &LINES[..2]].concat();
        let sheets: [(&str, &str, &[&str]); 2] =
            [("花名册", "东河村党支部 2025 年花名册", &roster), ("积分登记", "东河村党支部 2025 年积分登记", &ledger)];
        small_branch::write_sheets(&at.join("报表/东河村.xlsx"), &sheets);
    };
    // The list gives the branch another name, then and now.
    fs::write(at.join("报表/组织.csv"), "支部,别名\n东河党支部,东河村党支部\n").unwrap();
    roster("");
    jifen(at, &["tally", "报表", "--period", "2025Q1"]).ends_with(0);
    fs::copy(at.join("汇总结果/结果.json"), at.join("报表/结账/2025Q1.json")).unwrap();
    // Somebody is written in above, and everybody has another number.
    roster("周大海 | 男 | 1968-02 | 1990-07-01 | 正式党员 ");
    let result = tally(at, &[]);
    let found = said(&result);
    assert_eq!(found.iter().map(|(code, cell, _)| (*code, *cell)).collect::<Vec<_>>(), [("P604", "B3")], "{found:#?}");
    assert!(found[0].2.contains("周大海 2025Q1 的得分结账时是 没有列入或没有得分，现在算是 "), "{}", found[0].2);
    assert_eq!(result["closed"][0].get("missing"), None);
    // The kept score is another one, and the workbooks are the same.
    jifen(at, &["tally", "报表", "--period", "2025Q1"]).ends_with(0);
    let mut kept: Value = serde_json::from_slice(&fs::read(at.join("汇总结果/结果.json")).unwrap()).unwrap();
    kept["members"][1]["score"] = json!("12.5");
    fs::write(at.join("报表/结账/2025Q1.json"), kept.to_string()).unwrap();
    assert_eq!(said(&tally(at, &[])).iter().map(|(code, ..)| *code).collect::<Vec<_>>(), ["P604"]);
    jifen(at, &["tally", "报表", "--period", "2025Q1", "--close"]).ends_with(2);
    // Who is on the roster no more has no entry that could tell it.
    roster("");
    let result = tally(at, &[]);
    let found = said(&result);
    assert_eq!(found.iter().map(|(code, cell, _)| (*code, *cell)).collect::<Vec<_>>(), [("P604", ""), ("P604", "B3")]);
    assert_eq!(result["closed"][0]["members"][1]["score_after"], Value::Null);
    // Nothing is compared with another rule set, nor is that nothing to say.
    kept["rule_set"]["id"] = json!("village-vanguard");
    kept["rule_set"]["sha256"] = json!("0".repeat(64));
    fs::write(at.join("报表/结账/2025Q1.json"), kept.to_string()).unwrap();
    let told = jifen(at, &["tally", "报表", "--period", "2025Q1", "--close"]).ends_with(2);
    assert!(told.stdout.contains("2025Q1：结账时用的是另一个规则集，登记和得分没有比较。"), "{}", told.stdout);
    assert_eq!(tally(at, &[])["closed"][0]["not_compared"], true);
}

#[test]
fn closing_keeps_what_was_written_and_takes_no_other_result_away() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(&at.join("报表/东河村.xlsx"), &LINES);
    let close = ["tally", "报表", "--period", "2025Q1", "--close"];
    let told = jifen(at, &close).ends_with(0).stderr;
    assert!(told.contains("2025Q1 已结账，结果留在「报表/结账/2025Q1.json」"), "{told}");
    let kept = fs::read(at.join("报表/结账/2025Q1.json")).unwrap();
    assert_eq!(kept, fs::read(at.join("汇总结果/结果.json")).unwrap());
    let told = jifen(at, &close).ends_with(0).stderr;
    assert!(told.contains("2025Q1 已经结过账，以后没有变动"), "{told}");
    write(&at.join("报表/东河村.xlsx"), &LINES[1..]);
    let told = jifen(at, &close).ends_with(2).stderr;
    assert!(told.contains("没有覆盖它"), "{told}");
    assert_eq!(fs::read(at.join("报表/结账/2025Q1.json")).unwrap(), kept);
    assert_eq!(said(&tally(at, &[])).len(), 1);
    // What is provisional is not closed.
    write(&at.join("报表/东河村.xlsx"), &["1 | 2025-05-12 | 王伟 | J04 | 2 | | 5 | 清理河道 | | "]);
    let told = jifen(at, &["tally", "报表", "--period", "2025Q2", "--close"]).ends_with(1).stderr;
    assert!(told.contains("2025Q2 还是试算，没有结账") && !at.join("报表/结账/2025Q2.json").exists(), "{told}");
}

/// A member who is on the roster for another time, and a table, change scores without any entry.
#[test]
fn a_score_that_no_entry_explains_is_told_at_the_member() {
    let folder = closed(&LINES);
    let file = folder.path().join("报表/结账/2025Q1.json");
    let mut kept: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    kept["members"][1]["score"] = json!("12.5");
    kept["files"][0]["sha256"] = json!("00");
    fs::write(&file, kept.to_string()).unwrap();
    let result = tally(folder.path(), &[]);
    let said = said(&result);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert_eq!((said[0].0, said[0].1), ("P604", "B4"));
    assert!(said[0].2.contains("李秀英 2025Q1 的得分结账时是 12.5，现在算是 "), "{}", said[0].2);
}

#[test]
fn where_results_are_kept_is_said_on_the_command_line_or_in_the_profile() {
    let folder = closed(&LINES[1..]);
    let (at, kept) = (folder.path(), folder.path().join("报表/结账/2025Q1.json"));
    // A workbook in the folder of closed periods is nobody's report.
    write(&at.join("报表/结账/西河村.xlsx"), &LINES);
    let result = tally(at, &[]);
    assert_eq!((result["files"].as_array().unwrap().len(), said(&result).len()), (1, 1));
    fs::create_dir(at.join("留存")).unwrap();
    fs::rename(&kept, at.join("留存/一季度.json")).unwrap();
    assert_eq!(tally(at, &[]).get("closed"), None);
    assert_eq!(tally(at, &["--closed", "留存/一季度.json"])["closed"][0]["file"], "一季度.json");
    assert_eq!(tally(at, &["--closed", "留存"])["closed"][0]["file"], "一季度.json");
    fs::write(at.join("报表/jifen.toml"), "closed = [\"../留存/一季度.json\"]\n").unwrap();
    assert_eq!(said(&tally(at, &[])).len(), 1);
    // Checking one workbook asks nothing of it.
    jifen(at, &["check", "报表/东河村.xlsx", "--period", "2025"]).ends_with(0);
}

#[test]
fn what_is_no_result_is_refused_in_a_sentence() {
    let folder = closed(&LINES);
    let file = folder.path().join("报表/结账/2025Q1.json");
    let whole = fs::read_to_string(&file).unwrap();
    let refused = |text: &str| {
        fs::write(&file, text).unwrap();
        jifen(folder.path(), &["tally", "报表", "--period", "2025"]).ends_with(2).stderr
    };
    let half: String = whole.chars().take(whole.chars().count() / 2).collect();
    assert!(refused(&half).contains("文件不完整"));
    assert!(refused("{\"a\": 1}").contains("不是 jifen 写出的结果.json"));
    assert!(refused("积分").contains("2025Q1.json」不能用：不是 jifen 写出的结果.json"));
    fs::write(folder.path().join("报表/jifen.toml"), "township = \"清河镇\"\n").unwrap();
    let mut other: Value = serde_json::from_str(&whole).unwrap();
    other["township"] = json!("柳林乡");
    assert!(refused(&other.to_string()).contains("它是「柳林乡」的，这次汇总的是「清河镇」"));
    let missing = jifen(folder.path(), &["tally", "报表", "--closed", "没有.json"]).ends_with(2).stderr;
    assert!(missing.contains("没有.json"), "{missing}");
    // That of another year is kept where it is, and not compared.
    other["township"] = json!("清河镇");
    other["period"]["label"] = json!("2024Q1");
    fs::write(&file, other.to_string()).unwrap();
    let result = tally(folder.path(), &[]);
    assert!(said(&result)[0].2.contains("是 2024Q1 的结账结果"), "{:?}", said(&result));
    assert_eq!(result.get("closed"), None);
}

#[test]
fn a_branch_that_is_not_there_this_time_is_not_compared() {
    let folder = closed(&LINES);
    let kept = folder.path().join("报表/结账/2025Q1.json");
    let mut result: Value = serde_json::from_slice(&fs::read(&kept).unwrap()).unwrap();
    result["branches"].as_array_mut().unwrap().push(json!({
        "name": "西河村党支部", "path": ["西河村党支部"], "members": 0, "mean": null, "errors": 0, "warnings": 0
    }));
    result["files"][0]["sha256"] = json!("00");
    fs::write(&kept, result.to_string()).unwrap();
    let result = tally(folder.path(), &[]);
    assert_eq!(result["closed"][0]["missing"], json!(["西河村党支部"]));
    assert_eq!(said(&result), []);
}

#[test]
fn the_sheet_recalculates() {
    let folder = closed(&LINES[1..]);
    tally(folder.path(), &[]);
    if let Some(comparison) = recalculate(&fs::read(folder.path().join("汇总结果/汇总.xlsx")).unwrap()) {
        assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    }
    let text = fs::read_to_string(folder.path().join("汇总结果/说明.txt")).unwrap();
    assert!(text.contains("2025Q1：结账以后补了 0 条、改了 0 条、少了 1 条登记，1 名党员"), "{text}");
}

#[test]
fn an_entry_in_two_closed_periods_is_told_once() {
    let folder = closed(&LINES);
    jifen(folder.path(), &["tally", "报表", "--period", "2025Q2"]).ends_with(0);
    fs::copy(folder.path().join("汇总结果/结果.json"), folder.path().join("报表/结账/2025Q2.json")).unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), &LINES[1..]);
    let result = tally(folder.path(), &[]);
    assert_eq!(result["closed"].as_array().unwrap().len(), 2);
    assert_eq!(said(&result).len(), 1, "{:#?}", said(&result));
}
