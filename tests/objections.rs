//! Objections (异议) against what was made public: read, matched, compared with what was decided, told; no score is touched.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use program::{jifen, program as command, run};
use small_branch::{write, write_sheets};

/// A line that is worth 3, one of a penalty, and two alike.
const LINES: [&str; 4] = [
    "1 | 2025-05-12 | 王伟 | J04 | 2 | | | 清理河道 | | ",
    "2 | 2025-06-01 | 赵敏 | Z02 | 1 | | 2 | 调解纠纷 | 王伟 | 2025-12-30",
    "3 | 2025-07-01 | 赵敏 | J04 | 1 | | | 护林 | | ",
    "4 | 2025-07-01 | 赵敏 | J04 | 1 | | | 护林 | | ",
];

const COLUMNS: &str = "序号 | 支部 | 党员 | 项目 | 日期 | 工作表 | 单元格 | 异议内容 | 提出日期 | 提出人 | 处理 | 改为 | 处理日期 | 处理人 | 处理说明";
const KEYS: [&str; 14] = [
    "branch", "name", "item", "date", "sheet", "cell", "matter", "raised", "raiser", "result", "becomes", "settled",
    "by", "how",
];

/// Objections as rows of cells between `|`, without 序号.
const OPEN: &str = "东河村党支部 | 王伟 | J04 | 2025-05-12 | | | 当天没有参加 | 2026-01-08 | 钱多多 | | | | | ";
const UPHELD: &str = "东河村党支部 | 王伟 | J04 | 2025-05-12 | | | 当天没有参加 | 2026-01-08 | | 成立 | | 2026-01-12 | 支部委员会 | 查了派工单";

fn rejected() -> String {
    UPHELD.replace("成立", "不成立")
}

fn in_toml(objections: &[&str]) -> String {
    let mut text = String::new();
    for objection in objections {
        text += "[[objection]]\n";
        for (key, cell) in KEYS.iter().zip(objection.split('|').map(str::trim)).filter(|(_, cell)| !cell.is_empty()) {
            text += &format!("{key} = \"{cell}\"\n");
        }
    }
    text
}

fn in_sheet(path: &Path, objections: &[&str]) {
    let rows: Vec<String> = objections.iter().zip(1..).map(|(objection, n)| format!("{n} | {objection}")).collect();
    let rows: Vec<&str> = std::iter::once(COLUMNS).chain(rows.iter().map(String::as_str)).collect();
    write_sheets(path, &[("异议", "清河镇 2025 年异议登记表", &rows)]);
}

/// A folder with the workbook, and these objections beside it.
fn folder(objections: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), &LINES);
    if !objections.is_empty() {
        fs::write(folder.path().join("报表/异议.toml"), in_toml(objections)).unwrap();
    }
    folder
}

fn tally(folder: &Path, arguments: &[&str]) -> Value {
    let mut command = command(folder);
    run(command.args(["tally", "报表", "--period", "2025", "--format", "json"]).args(arguments)).json()
}

/// The codes about objections, in the order of places.
fn codes(result: &Value) -> Vec<&str> {
    let all = result["diagnostics"].as_array().unwrap().iter();
    all.filter_map(|it| it["code"].as_str()).filter(|code| code.starts_with("P50")).collect()
}

/// What is said with a code.
fn said<'a>(result: &'a Value, code: &str) -> &'a str {
    let all = result["diagnostics"].as_array().unwrap();
    all.iter().find(|it| it["code"] == code).map_or("", |it| it["message"].as_str().unwrap())
}

#[test]
fn an_open_objection_is_told_and_touches_no_score() {
    let before = tally(folder(&[]).path(), &[]);
    assert_eq!(before.get("objections"), None);
    let folder = folder(&[OPEN]);
    let result = tally(folder.path(), &[]);
    assert_eq!(codes(&result), ["P504"]);
    assert_eq!(result["members"], before["members"]);
    let one = &result["objections"][0];
    let told = [&one["branch"], &one["name"], &one["id"], &one["state"], &one["entry"], &one["effect"], &one["raised"]];
    assert_eq!(
        told,
        [
            &json!("东河村党支部"),
            &json!("王伟"),
            &json!("1"),
            &json!("open"),
            &json!("counted"),
            &json!("3"),
            &json!("2026-01-08"),
        ]
    );
    assert_eq!((&one["at"]["cell"], &one["source"]), (&json!("A3:J3"), &json!("异议.toml 第 1 条")));
    let why = jifen(folder.path(), &["why", "王伟", "报表", "--period", "2025"]).stdout;
    assert!(why.contains("异议：2026-01-08 提出"), "{why}");
    // Who raised it stands in no output.
    let book = fs::read(folder.path().join("汇总结果/汇总.xlsx")).unwrap();
    assert!(!result.to_string().contains("钱多多") && !String::from_utf8_lossy(&book).contains("钱多多"));
}

#[test]
fn a_sheet_says_the_same_as_toml_wherever_it_lies() {
    let all = [OPEN, UPHELD, &rejected()];
    let strip = |mut result: Value| {
        for one in result["objections"].as_array_mut().unwrap() {
            one["source"].take();
        }
        (result["objections"].clone(), result["members"].clone(), result["files"].clone())
    };
    let with_toml = strip(tally(folder(&all).path(), &[]));
    let folder = folder(&[]);
    in_sheet(&folder.path().join("报表/异议.xlsx"), &all);
    let result = tally(folder.path(), &[]);
    assert_eq!(result["objections"][0]["source"], "异议.xlsx「异议」第 3 行");
    assert_eq!(strip(result), with_toml);
    fs::rename(folder.path().join("报表/异议.xlsx"), folder.path().join("收到的.xlsx")).unwrap();
    assert_eq!(tally(folder.path(), &[]).get("objections"), None);
    assert_eq!(strip(tally(folder.path(), &["--objections", "收到的.xlsx"])), with_toml);
    fs::write(folder.path().join("报表/jifen.toml"), "objections = \"../收到的.xlsx\"\n").unwrap();
    assert_eq!(strip(tally(folder.path(), &[])), with_toml);
}

#[test]
fn what_was_decided_is_compared_with_the_workbook() {
    let cases = [
        (UPHELD.to_owned(), Some("现在仍计 3 分"), Some(false)),
        (rejected(), None, Some(true)),
        (UPHELD.replace("成立 | |", "成立 | 3 |"), None, Some(true)),
        (UPHELD.replace("成立 | |", "部分成立 | 1.5 |"), Some("改为 1.5 分，这条登记现在计 3 分"), Some(false)),
        (UPHELD.replace("2025-05-12", "2025-05-13"), None, Some(true)),
        (rejected().replace("2025-05-12", "2025-05-13"), Some("现在却没有这条登记了"), Some(false)),
        (UPHELD.replace("2025-05-12", ""), None, None),
        (
            UPHELD.replace("2025-05-12", "").replace("成立 | |", "成立 | 4.5 |"),
            Some("这个项目现在共 3 分"),
            Some(false),
        ),
        (UPHELD.replace("J04", "").replace("2025-05-12", ""), None, None),
    ];
    for (objection, message, agrees) in cases {
        let result = tally(folder(&[&objection]).path(), &[]);
        assert!(said(&result, "P505").contains(message.unwrap_or("")), "{objection}: {}", said(&result, "P505"));
        assert_eq!(codes(&result).len(), usize::from(message.is_some()), "{objection}: {:?}", codes(&result));
        assert_eq!(result["objections"][0].get("agrees").and_then(Value::as_bool), agrees, "{objection}");
    }
}

#[test]
fn a_branch_is_found_however_it_is_written() {
    for name in ["东河村", "东河村支部", "清河镇东河村党支部", "中共清河镇东河村支部委员会"]
    {
        let folder = folder(&[&OPEN.replace("东河村党支部", name)]);
        fs::write(folder.path().join("报表/jifen.toml"), "township = \"清河镇\"\n").unwrap();
        let result = tally(folder.path(), &[]);
        assert_eq!(codes(&result), ["P504"], "{name}");
        assert_eq!(result["objections"][0]["branch"], "东河村党支部", "{name}");
    }
}

#[test]
fn what_is_not_there_or_not_clear_is_told_at_its_row() {
    let cases = [
        ("P501", OPEN.replace("王伟", "孙悦"), "花名册里没有「孙悦」"),
        ("P501", OPEN.replace("东河村", "西河村"), "没有叫做「西河村党支部」的支部"),
        ("P501", OPEN.replace("J04", "J99"), "办法里没有「J99」"),
        ("P501", OPEN.replace("2025-05-12", "2025-05-13"), "没有找到这条登记"),
        ("P501", OPEN.replace("王伟", "赵敏").replace("2025-05-12", "2025-07-01"), "有 2 条登记都是这样的"),
        ("P502", OPEN.replace("当天没有参加", ""), "没有写明异议内容"),
        ("P502", UPHELD.replace("查了派工单", "").replace("支部委员会", ""), "没有写明处理人、处理说明"),
        ("P502", UPHELD.replace("成立", "算了"), "处理写的是「算了」，看不懂"),
        ("P502", OPEN.replace("2026-01-08", "年初"), "提出日期写的是「年初」，看不懂"),
        ("P503", OPEN.replace("2026-01-08", "2025-05-01"), "早于登记的日期"),
        ("P503", rejected().replace("2026-01-12", "2026-01-02"), "早于提出日期"),
        ("P506", rejected().replace("2025-05-12", "2024-05-12"), "不在统计的期间里"),
    ];
    for (code, objection, why) in cases {
        let folder = folder(&[]);
        in_sheet(&folder.path().join("报表/异议.xlsx"), &[&objection]);
        let result = tally(folder.path(), &[]);
        assert!(said(&result, code).contains(why), "{code} {why}: {:?}", said(&result, code));
        let at = result["diagnostics"].as_array().unwrap().iter().find(|it| it["code"] == code).unwrap();
        assert_eq!((&at["file"], &at["sheet"]), (&json!("异议.xlsx"), &json!("异议")));
        assert!(at["cell"].as_str().unwrap().ends_with('3'), "{at}");
        let is_known = objection.contains("东河村");
        assert_eq!(at["branch"].as_str(), is_known.then_some("东河村党支部"), "{at}");
        assert_eq!(result["objections"].as_array().unwrap().len(), 1);
    }
    // Told apart by the cell.
    let both = OPEN.replace("王伟", "赵敏").replace("2025-05-12 | |", "2025-07-01 | 积分登记 | G6");
    assert_eq!(codes(&tally(folder(&[&both]).path(), &[])), ["P504"]);
    // Of one file alone the objections of other branches say nothing.
    let folder = folder(&[&OPEN.replace("东河村", "西河村")]);
    let done = run(command(folder.path()).args(["check", "报表/东河村.xlsx", "--period", "2025", "--format", "json"]));
    assert_eq!(codes(&done.json()), [""; 0]);
}

#[test]
fn a_file_that_is_wrong_stops_the_run() {
    let folder = folder(&[]);
    fs::write(folder.path().join("报表/异议.toml"), "[[objection]]\nbranche = \"x\"\n").unwrap();
    let done = jifen(folder.path(), &["tally", "报表", "--period", "2025"]).ends_with(2);
    assert!(done.stderr.contains("异议.toml」有误：第 2 行"), "{}", done.stderr);
    let done = jifen(folder.path(), &["tally", "报表", "--objections", "没有.xlsx", "--period", "2025"]).ends_with(2);
    assert!(done.stderr.contains("没有这个文件"), "{}", done.stderr);
    fs::remove_file(folder.path().join("报表/异议.toml")).unwrap();
    write_sheets(&folder.path().join("报表/异议.xlsx"), &[("别的", "清河镇", &["序号 | 姓名"])]);
    assert!(said(&tally(folder.path(), &[]), "P502").contains("没有找到异议的表"));
}
