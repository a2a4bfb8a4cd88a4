//! Tables in which others judge members (测评, 评议票 …): what a township has of all branches in one workbook goes to the
//! branches it is about, and what was read is told.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::path::Path;

use serde_json::{Value, json};

use program::{jifen, program as command, run};
use small_branch::write_sheets;

/// A sheet: its name, its title, its rows.
type Written<'a> = (&'a str, &'a str, Vec<String>);

const EAST: [&str; 3] = ["王伟", "李秀英", "张敏"];
const WEST: [&str; 3] = ["赵强", "陈静", "周涛"];
const APPRAISAL: &str = "姓名 | 工作队测评 | 包村领导评分";

/// Two branches, each with its roster and nothing judged.
fn township(rules: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (branch, names) in [("东河村", EAST), ("西河村", WEST)] {
        let row = |(number, name): (usize, &&str)| format!("{number} | {name} | 男 | 1970-05 | 1995-07-01 | 正式党员");
        let rows: Vec<String> = (1..).zip(&names).map(row).collect();
        let mut roster = vec!["序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别"];
        roster.extend(rows.iter().map(String::as_str));
        let title = format!("清河镇{branch}党支部 2025 年花名册");
        write_sheets(&folder.path().join(format!("报表/{branch}.xlsx")), &[("花名册", &title, &roster)]);
    }
    std::fs::write(folder.path().join("报表/jifen.toml"), format!("rules = '{rules}'\nperiod = '2025'\n")).unwrap();
    folder
}

fn tally(folder: &Path) -> Value {
    run(command(folder).args(["tally", "报表", "--format", "json"])).json()
}

/// A row of figures for each: 90 and 80, 92 and 81 …
fn figures(names: &[&str]) -> Vec<String> {
    let row = |(number, name): (usize, &&str)| format!("{name} | {} | {}", 88 + 2 * number, 79 + number);
    (1..).zip(names).map(row).collect()
}

fn put(folder: &Path, sheets: &[(&str, &str, Vec<String>)]) {
    let rows: Vec<Vec<&str>> = sheets.iter().map(|(.., rows)| rows.iter().map(String::as_str).collect()).collect();
    let sheets: Vec<(&str, &str, &[&str])> =
        sheets.iter().zip(&rows).map(|((name, title, _), rows)| (*name, *title, rows.as_slice())).collect();
    write_sheets(&folder.join("报表/全镇测评.xlsx"), &sheets);
}

fn with_header(header: &str, rows: Vec<String>) -> Vec<String> {
    std::iter::once(header.to_owned()).chain(rows).collect()
}

#[test]
fn a_workbook_of_the_township_goes_to_its_branches_in_whatever_form() {
    let of = |branch: &str, names: &[&str]| {
        figures(names).into_iter().map(move |row| format!("{branch} | {row}")).collect::<Vec<_>>()
    };
    let by_column =
        with_header(&format!("支部 | {APPRAISAL}"), [of("东河村党支部", &EAST), of("西河村党支部", &WEST)].concat());
    let short = with_header(&format!("支部 | {APPRAISAL}"), [of("东河村", &EAST), of("西河村", &WEST)].concat());
    let one = |names: &[&str]| with_header(APPRAISAL, figures(names));
    let stacked = [one(&EAST), vec!["清河镇西河村党支部 2025 年测评表".to_owned()], one(&WEST)].concat();
    let all = with_header(APPRAISAL, [figures(&EAST), figures(&WEST)].concat());
    let forms: [(&str, Vec<Written<'_>>); 6] = [
        ("a column names the branch", vec![("测评", "清河镇 2025 年测评表", by_column)]),
        ("a column names it shortly", vec![("测评", "清河镇 2025 年测评表", short)]),
        (
            "titles do",
            vec![
                ("甲", "清河镇东河村党支部 2025 年测评表", one(&EAST)),
                ("乙", "清河镇西河村党支部 2025 年测评表", one(&WEST)),
            ],
        ),
        (
            "sheets are called so",
            vec![("东河村", "清河镇 2025 年测评表", one(&EAST)), ("西河村", "清河镇 2025 年测评表", one(&WEST))],
        ),
        ("one below the other", vec![("测评", "清河镇东河村党支部 2025 年测评表", stacked)]),
        ("names alone", vec![("测评", "清河镇 2025 年测评表", all)]),
    ];
    for (how, sheets) in forms {
        let folder = township("village-vanguard");
        put(folder.path(), &sheets);
        let result = tally(folder.path());
        let branches: Vec<&str> =
            result["branches"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
        assert_eq!(branches, ["东河村党支部", "西河村党支部"], "{how}");
        let told = result["appraisals"].as_array().unwrap();
        assert_eq!(told.len(), 2, "{how}");
        for (one, branch) in told.iter().zip(branches) {
            let counts = [&one["rows"], &one["rated"], &one["members"]].map(|it| it.as_u64().unwrap());
            assert_eq!(
                (one["branch"].as_str().unwrap(), counts, one.get("without")),
                (branch, [3, 3, 3], None),
                "{how}"
            );
        }
        assert_eq!(told[0]["figures"][0]["mean"], "92", "{how}");
        assert_eq!(told[0]["figures"][1]["most"], "82", "{how}");
        let unknown = result["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| ["M101", "M102", "L112", "L101"].contains(&it["code"].as_str().unwrap()));
        assert_eq!(unknown.count(), 0, "{how}");
    }
}

#[test]
fn what_is_wrong_in_it_is_told_at_its_cell() {
    let folder = township("village-vanguard");
    let rows =
        ["王伟 | 90 | 80", "王伟 | 91 | 80", "李秀英 | 101 | 80", "赵强 | 90 | 优", "孙悦 | 90 | 80", "周涛 | 90 | 80"];
    let rows = with_header(APPRAISAL, rows.map(str::to_owned).to_vec());
    put(folder.path(), &[("测评", "清河镇 2025 年测评表", rows)]);
    let result = tally(folder.path());
    let all = result["diagnostics"].as_array().unwrap();
    let at = |code: &str| {
        all.iter()
            .find(|it| it["code"] == code && it["file"] == "全镇测评.xlsx")
            .map(|it| (it["cell"].clone(), it["branch"].clone()))
    };
    assert_eq!(at("V304"), Some((json!("B5"), json!("东河村党支部"))));
    assert_eq!(at("V103"), Some((json!("C6"), json!("西河村党支部"))));
    assert_eq!(at("M101").unwrap().0, json!("A7"));
    assert!(at("V306").is_some(), "{all:#?}");
    let told = &result["appraisals"][1];
    assert_eq!((&told["rated"], &told["without"]), (&json!(2), &json!(["陈静"])));
    // A sheet of the summary says the same.
    let book = folder.path().join("汇总结果/汇总.xlsx");
    assert!(book.is_file());
}

#[test]
fn a_name_that_two_branches_have_is_not_guessed() {
    let folder = township("village-vanguard");
    let path = folder.path().join("报表/西河村.xlsx");
    let roster = [
        "序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别",
        "1 | 王伟 | 男 | 1980-05 | 2005-07-01 | 正式党员",
        "2 | 陈静 | 女 | 1980-05 | 2005-07-01 | 正式党员",
    ];
    std::fs::remove_file(&path).unwrap();
    write_sheets(&path, &[("花名册", "清河镇西河村党支部 2025 年花名册", &roster)]);
    put(
        folder.path(),
        &[("测评", "清河镇 2025 年测评表", with_header(APPRAISAL, figures(&["王伟", "李秀英", "陈静"])))],
    );
    let result = tally(folder.path());
    let said: Vec<&str> = result["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["code"] == "M102")
        .map(|it| it["message"].as_str().unwrap())
        .collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("东河村党支部、西河村党支部都有「王伟」"), "{said:?}");
}

#[test]
fn ballots_below_each_other_keep_their_own_labels() {
    let folder = township("agency-lists");
    let one = |names: &[&str], voters: usize| {
        let mut rows = vec![format!(
            "应到： | {voters} | 实到： | {voters} | 发票： | {voters} | 收票： | {voters} | 有效票： | {voters}"
        )];
        rows.push("序号 | 姓名 | 编号 | 优秀 | 合格 | 基本合格 | 不合格".to_owned());
        rows.extend((1..).zip(names).map(|(number, name)| format!("{number} | {name} | | {voters} | 0 | 0 | 0")));
        rows
    };
    let stacked =
        [one(&EAST, 18), vec!["清河镇西河村党支部 2025 年民主评议票汇总表".to_owned()], one(&WEST, 20)].concat();
    put(folder.path(), &[("评议票", "清河镇东河村党支部 2025 年民主评议票汇总表", stacked)]);
    let result = tally(folder.path());
    let means: Vec<&Value> =
        result["appraisals"].as_array().unwrap().iter().map(|it| &it["figures"][0]["mean"]).collect();
    assert_eq!(means, [&json!("18"), &json!("20")]);
    assert!(
        result["diagnostics"].as_array().unwrap().iter().all(|it| it["code"] != "E404"),
        "{:#}",
        result["diagnostics"]
    );
}

#[test]
fn a_rule_set_without_such_tables_says_nothing_of_them() {
    let folder = township("township-stars");
    assert_eq!(tally(folder.path()).get("appraisals"), None);
    // And one whose tables are missing says that they are.
    let folder = township("village-vanguard");
    let told = &tally(folder.path())["appraisals"];
    assert_eq!((&told[0]["rows"], &told[0]["rated"], &told[0]["members"]), (&json!(0), &json!(0), &json!(3)));
    let summary = jifen(folder.path(), &["tally", "报表"]);
    assert_eq!(summary.code, Some(1));
}
