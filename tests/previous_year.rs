//! Last year's archive and honours that are not given, as a township names them: profile, flag, and files beside the inputs.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/sheets/mod.rs"]
mod sheets;

use std::fs;
use std::path::Path;

use program::jifen;
use serde_json::Value;
use sheets::{excel, notation};

const BRANCH: &str = "--- sheet 花名册
清河镇东河村党支部2025年党员花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别
1 | 王伟 | 男 | 1980-05 | 2005-07-01 | 正式
2 | 李秀英 | 女 | 1975-08 | 2001-06-28 | 正式

--- sheet 积分登记
清河镇东河村党支部2025年党员积分登记表
序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 佐证材料 | 核实人 | 党员大会通过日期
1 | 2025-03-15 | 王伟 | J04 | 2 |  |  | 清理村道
";

const ARCHIVE: &str = "--- sheet 上一年度档案
清河镇2024年度档案
支部 | 姓名 | 出生年月 | 等次
东河村党支部 | 王伟 | 1980-05 | 合格
西河村党支部 | 李秀英 | 1975-08 | 不合格
";

const TABLE: &str = "
[[table]]
id = 'archive'
title = '上一年度档案'
layout = 'archive'
article = '六'
mark = '示'
[[table.column]]
id = 'grade'
title = '等次'
holds = 'choice'
one_of = ['合格', '不合格']
required = false
";

/// A township: a rule set that looks at last year, a branch, and the profile's own lines.
fn township(profile: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml");
    let rules = fs::read_to_string(rules).unwrap();
    fs::write(folder.path().join("rules.toml"), rules + TABLE).unwrap();
    let profile = format!("rules = 'rules.toml'\nperiod = '2025'\nprogramme_start = 2024\n{profile}");
    fs::write(folder.path().join("jifen.toml"), profile).unwrap();
    write(&folder, "东河村.xlsx", BRANCH);
    folder
}

fn write(folder: &tempfile::TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), excel::xlsx(&notation::sheets(text).unwrap()).unwrap()).unwrap();
}

/// The files that count as workbooks of branches, and what is told, as `code severity file/sheet!cell`.
fn check(folder: &tempfile::TempDir, more: &[&str]) -> (Vec<String>, Vec<String>) {
    let arguments = [&["check", ".", "--format", "json", "--out", "批注"], more].concat();
    let result = jifen(folder.path(), &arguments).json();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let listed = |key: &str| result[key].as_array().unwrap().iter();
    let told = listed("diagnostics").map(|it| {
        format!(
            "{} {} {}/{}!{}",
            text(&it["code"]),
            text(&it["severity"]),
            text(&it["file"]),
            text(&it["sheet"]),
            text(&it["cell"])
        )
    });
    (listed("files").map(|file| text(&file["path"])).collect(), told.collect())
}

#[test]
fn the_archive_is_no_branch_s_workbook() {
    let folder = township("previous = '上年档案.xlsx'\nhonours_not_held = ['道德模范']");
    write(&folder, "上年档案.xlsx", ARCHIVE);
    let alone = (vec!["东河村.xlsx".to_owned()], Vec::new());
    assert_eq!(check(&folder, &[]), alone);
    // Elsewhere, in another format, by the flag, which wins.
    let elsewhere = tempfile::tempdir().unwrap();
    let csv = "清河镇2024年度档案,,\n支部,姓名,出生年月,等次\n东河村党支部,王伟,1980-05,良好\n";
    fs::write(elsewhere.path().join("去年.csv"), csv).unwrap();
    fs::remove_file(folder.path().join("上年档案.xlsx")).unwrap();
    let path = elsewhere.path().join("去年.csv");
    let (files, told) = check(&folder, &["--previous", path.to_str().unwrap()]);
    assert_eq!((files, told), (alone.0, vec!["V303 error 去年.csv/去年!D3".to_owned()]));
}

#[test]
fn an_archive_that_cannot_be_used_is_told() {
    let folder = township("previous = '上年档案.xlsx'");
    let first = |folder: &tempfile::TempDir| check(folder, &[]).1.into_iter().next();
    assert_eq!(first(&folder).as_deref(), Some("F101 error 上年档案.xlsx/-!-"));
    fs::write(folder.path().join("上年档案.xlsx"), b"PK\x03\x04").unwrap();
    assert!(first(&folder).is_some_and(|told| told.starts_with("F1") && told.contains(" error 上年档案.xlsx/")));
    write(&folder, "上年档案.xlsx", "--- sheet 通知\n请各支部上报\n");
    assert_eq!(first(&folder).as_deref(), Some("L121 error 上年档案.xlsx/-!-"));
    write(&folder, "上年档案.xlsx", &ARCHIVE.replace("2024", "2023"));
    assert_eq!(first(&folder).as_deref(), Some("L122 warning 上年档案.xlsx/-!-"));
    write(&folder, "上年档案.xlsx", &ARCHIVE.replace("1980-05", "八零年"));
    assert_eq!(first(&folder).as_deref(), Some("V303 error 上年档案.xlsx/上一年度档案!C3"));
}

#[test]
fn an_archive_that_nobody_named_is_not_used() {
    let folder = township("");
    write(&folder, "上年档案.xlsx", ARCHIVE);
    let (files, told) = check(&folder, &[]);
    assert_eq!(files.len(), 2);
    assert_eq!(told, ["L110 warning 上年档案.xlsx/上一年度档案!A2:D2"]);
    // A rule set that does not look at last year says so.
    let run = jifen(folder.path(), &["check", ".", "--rules", "township-stars", "--previous", "上年档案.xlsx"]);
    assert!(run.stderr.contains("不看上一年度档案，「上年档案.xlsx」没有用到"), "{}", run.stderr);
}

#[test]
fn a_rule_set_declares_one_plain_archive() {
    for (right, wrong, told) in [
        ("layout = 'archive'", "layout = 'archive'\nrequired = true", "上一年度档案一名党员一行"),
        ("layout = 'archive'", "layout = 'archive'\nrows = 'many'", "上一年度档案一名党员一行"),
        ("id = 'grade'", "id = 'grade'\nkey = true", "一人一行的表不用 key"),
    ] {
        let folder = township("");
        let path = folder.path().join("rules.toml");
        let rules = fs::read_to_string(&path).unwrap();
        fs::write(&path, rules.replace(right, wrong)).unwrap();
        let run = jifen(folder.path(), &["check", "."]).ends_with(2);
        assert!(run.stderr.contains(told), "{}", run.stderr);
        let twice = TABLE.replace("上一年度档案", "前年档案").replace("'archive'\ntitle", "'before'\ntitle");
        fs::write(&path, rules + &twice).unwrap();
        let run = jifen(folder.path(), &["check", "."]).ends_with(2);
        assert!(run.stderr.contains("的表只能有一张"), "{}", run.stderr);
    }
}
