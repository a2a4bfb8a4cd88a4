//! Two rule sets on the same workbooks: a price, a limit, a quota and a band that changed, reckoned by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use jifen::rules::builtin_text;
use jifen::workbook::{Value as CellValue, read};
use serde_json::{Value, json};
use tempfile::TempDir;

use program::{Run, jifen};

const STARS: &str = "township-stars";

/// K01 2 → 3 points; Z06 3 → 2 a quarter; 三星级 15 → 30 percent, and from 78 instead of 80 on.
const CHANGES: &[(&str, &str)] = &[
    (
        "text = \"每次 2 分。与 J02 各按登记分别计。\"\nprice.fixed = 2",
        "text = \"每次 3 分。与 J02 各按登记分别计。\"\nprice.fixed = 3",
    ),
    ("limits = [{ per = \"quarter\", times = 3 }]", "limits = [{ per = \"quarter\", times = 2 }]"),
    ("{ of = 15, mark = \"原\" }", "{ of = 30, mark = \"示\" }"),
    ("when = \"80 <= score < 90\"", "when = \"78 <= score < 90\""),
    ("when = \"75 <= score < 80\"", "when = \"75 <= score < 78\""),
];

const ROSTER: &str = "清河镇东河村党支部党员花名册
序号,姓名,性别,出生年月,入党时间,党员类别
1,王伟,男,1980-03-01,2005-07-01,正式
2,李秀英,女,1975-08-16,2001-06-28,正式
3,张敏,女,1990-11-20,2015-12-03,正式
4,刘洋,男,1971-02-11,1999-07-01,正式
5,陈静,女,1983-05-09,2008-07-01,正式
6,杨磊,男,1986-09-30,2010-07-01,正式
7,赵霞,女,1969-04-12,1995-07-01,正式
8,周强,男,1988-01-23,2012-07-01,正式
9,吴芳,女,1991-07-07,2016-07-01,正式
10,郑涛,男,1979-12-15,2004-07-01,正式
";

/// With nothing registered a member has 55. 王伟 55 + 6 + 10 + 8 = 79, then 55 + 4 + 18 = 77; 李秀英 55 + 15 + 8 = 78;
/// 张敏 55 + 15 + 10 = 80; 刘洋 82; 陈静 55 + 10 − 2 = 63, then 62; 杨磊 55 + 5 + 2 − 2 = 60, then 59.
const LEDGER: &str = "清河镇东河村党支部党员积分登记表
序号,日期,姓名,项目编号,项目名称,次数,级别,分值,事由,核实人,党员大会通过日期
1,2025-02-10,王伟,Z06,承诺践诺,3,,6,帮办证件,张敏,2025-03-01
2,2025-03-10,王伟,Z05,受表彰奖励,1,省级,10,抗洪,张敏,2025-04-01
3,2025-05-10,王伟,Z05,受表彰奖励,1,市级,8,扶贫,张敏,2025-06-01
4,2025-03-10,李秀英,Z05,受表彰奖励,1,国家级,15,抗洪,张敏,2025-04-01
5,2025-05-10,李秀英,Z05,受表彰奖励,1,市级,8,扶贫,张敏,2025-06-01
6,2025-03-10,张敏,Z05,受表彰奖励,1,国家级,15,抗洪,王伟,2025-04-01
7,2025-05-10,张敏,Z05,受表彰奖励,1,省级,10,扶贫,王伟,2025-06-01
8,2025-03-10,刘洋,Z05,受表彰奖励,1,国家级,15,抗洪,王伟,2025-04-01
9,2025-05-10,刘洋,Z05,受表彰奖励,1,省级,10,扶贫,王伟,2025-06-01
10,2025-07-10,刘洋,Z02,化解矛盾、维护稳定,1,,2,邻里纠纷,王伟,2025-08-01
11,2025-03-10,陈静,Z05,受表彰奖励,1,省级,10,抗洪,王伟,2025-04-01
12,2025-04-10,陈静,K01,无故不参加党员大会,1,,2,四月大会,,2025-05-01
13,2025-03-10,杨磊,Z05,受表彰奖励,1,县级,5,抗洪,王伟,2025-04-01
14,2025-04-10,杨磊,K01,无故不参加党员大会,1,,2,四月大会,,2025-05-01
15,2025-07-10,杨磊,Z02,化解矛盾、维护稳定,1,,2,邻里纠纷,王伟,2025-08-01
";

/// A township of one branch of ten, and the changed rule set.
fn workplace() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let mut changed = builtin_text(STARS).unwrap().to_owned();
    for (old, new) in CHANGES {
        assert!(changed.contains(old), "{old}");
        changed = changed.replacen(old, new, 1);
    }
    let before_tests = changed.find("[[test]]").unwrap();
    fs::write(root.path().join("新办法.toml"), &changed[..before_tests]).unwrap();
    fs::write(root.path().join("旧办法.toml"), builtin_text(STARS).unwrap().split("[[test]]").next().unwrap()).unwrap();
    fs::create_dir(root.path().join("清河镇")).unwrap();
    fs::write(root.path().join("清河镇/花名册.csv"), ROSTER).unwrap();
    fs::write(root.path().join("清河镇/积分登记.csv"), LEDGER).unwrap();
    root
}

fn compared(root: &Path, more: &[&str]) -> Run {
    let settings = ["--period", "2025", "--programme-start", "2025"];
    let all = [&["compare", "旧办法.toml", "新办法.toml", "清河镇"], &settings[..], more].concat();
    jifen(root, &all).ends_with(0)
}

fn member<'v>(comparison: &'v Value, name: &str) -> &'v Value {
    comparison["members"].as_array().unwrap().iter().find(|member| member["name"] == name).unwrap()
}

#[test]
fn it_comes_out_as_reckoned_by_hand() {
    let root = workplace();
    let found = compared(root.path(), &["--format", "json"]).json();
    let summary = json!({
        "members": 10, "changed": 5, "score_up": 0, "score_down": 3, "rank_up": 1, "rank_down": 1,
        "grade_up": 2, "grade_down": 1, "grade_other": 0,
    });
    assert_eq!(found["summary"], summary);
    for (name, score, rank, grade, stars) in [
        ("王伟", ["79", "77"], [3, 4], ["二星级", "二星级"], [2, 2]),
        ("李秀英", ["78", "78"], [4, 3], ["二星级", "三星级"], [2, 3]),
        ("张敏", ["80", "80"], [2, 2], ["二星级", "三星级"], [2, 3]),
        ("刘洋", ["82", "82"], [1, 1], ["三星级", "三星级"], [3, 3]),
        ("陈静", ["63", "62"], [5, 5], ["无星", "无星"], [0, 0]),
        ("杨磊", ["60", "59"], [6, 6], ["无星", "不合格"], [0, 0]),
        ("郑涛", ["55", "55"], [7, 7], ["不合格", "不合格"], [0, 0]),
    ] {
        let member = member(&found, name);
        let pair = |key: &str| json!([member[key]["before"], member[key]["after"]]);
        let all = [pair("score"), pair("rank_in_branch"), pair("grade"), pair("stars")];
        assert_eq!(all, [json!(score), json!(rank), json!(grade), json!(stars)], "{name}");
    }
    let limit = &member(&found, "王伟")["parts"];
    assert_eq!(limit[0]["difference"], "-2");
    assert_eq!(limit[0]["because"], json!(["限额 每季度最多 3 件 → 每季度最多 2 件"]));
    assert_eq!(limit.as_array().unwrap().len(), 1);
    assert_eq!(member(&found, "杨磊")["parts"][0]["because"], json!(["分值 每次扣 2 分 → 每次扣 3 分"]));
    let band = json!([
        "二星级：条件 总分 75 以上 80 以下 → 总分 75 以上 78 以下",
        "三星级：条件 总分 80 以上 90 以下 → 总分 78 以上 90 以下"
    ]);
    assert_eq!(member(&found, "李秀英")["grade_because"], band);
    let quota = json!(["原：按分数为三星级，没有名额", "三星级名额 1 → 3"]);
    assert_eq!(member(&found, "张敏")["grade_because"], quota);
    let third = found["quotas"].as_array().unwrap().iter().find(|quota| quota["level"] == "三星级").unwrap();
    assert_eq!(third["limit"], json!({ "before": 1, "after": 3 }));
    assert_eq!(third["candidates"], json!({ "before": 2, "after": 3 }));
    assert_eq!(third["awarded"], json!({ "before": ["刘洋"], "after": ["李秀英", "张敏", "刘洋"] }));
    // 分值 that was written by the old price is no error under the new one.
    assert_eq!(found["diagnostics"], json!([]));
    let causes: Vec<&Value> = found["causes"].as_array().unwrap().iter().map(|cause| &cause["item"]).collect();
    assert_eq!(causes, ["K01", "Z06"]);
}

#[test]
fn the_page_says_who_moves_and_why() {
    let root = workplace();
    let page = compared(root.path(), &[]).stdout;
    assert_eq!(
        page,
        "\
清河镇 2025 两套规则的比较
原：乡镇党员星级积分办法（township-stars，版本 1.0）
新：乡镇党员星级积分办法（township-stars，版本 1.0）

共 10 名党员，5 人有变化。
得分：0 人升，3 人降。
支部名次：1 人升，1 人降。
等次：2 人升，1 人降。

哪些规定起了作用
  K01「无故不参加党员大会」：2 人，共 −2 分
    分值 每次扣 2 分 → 每次扣 3 分
  Z06「承诺践诺」：1 人，共 −2 分
    限额 每季度最多 3 件 → 每季度最多 2 件

党员
  东河村党支部 李秀英：78 分，支部第 4 → 3 名，二星级 → 三星级（2 → 3 星）
    等次：二星级：条件 总分 75 以上 80 以下 → 总分 75 以上 78 以下；三星级：条件
    总分 80 以上 90 以下 → 总分 78 以上 90 以下
  东河村党支部 张敏：80 分，二星级 → 三星级（2 → 3 星）
    等次：原：按分数为三星级，没有名额；三星级名额 1 → 3
  东河村党支部 杨磊：60 → 59 分（−1），无星 → 不合格
    K01「无故不参加党员大会」 −2 → −3（−1）
    等次：得分 60 → 59
  东河村党支部 王伟：79 → 77 分（−2），支部第 3 → 4 名
    Z06「承诺践诺」 6 → 4（−2）
  东河村党支部 陈静：63 → 62 分（−1）
    K01「无故不参加党员大会」 −2 → −3（−1）

名额
  东河村党支部 三星级：名额 1 → 3，竞争 2 → 3 人
    新入选：李秀英、张敏
"
    );
}

#[test]
fn the_workbook_holds_numbers() {
    let root = workplace();
    let run = compared(root.path(), &["--out", "比较.xlsx"]);
    assert!(run.stderr.contains("比较表写在「比较.xlsx」。"), "{}", run.stderr);
    let book = read(&root.path().join("比较.xlsx"), "比较.xlsx").workbook.unwrap();
    let names: Vec<&str> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(names, ["概要", "党员", "名额", "规则"]);
    let row = book.sheets[1]
        .rows()
        .find(|row| row.get(1).is_some_and(|c| c.value == CellValue::Text("王伟".into())))
        .unwrap();
    let numbers: Vec<String> = [4, 5, 6, 7, 8]
        .iter()
        .map(|col| match &row.get(*col).unwrap().value {
            CellValue::Number(number) => number.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(numbers, ["79", "77", "-2", "3", "4"]);
    let again = jifen(
        root.path(),
        &["compare", "旧办法.toml", "新办法.toml", "清河镇", "--period", "2025", "--out", "比较.xlsx"],
    );
    assert!(again.ends_with(2).stderr.contains("没有覆盖它"));
}

#[test]
fn kept_results_are_compared_too() {
    let root = workplace();
    for (rules, out) in [("旧办法.toml", "一"), ("新办法.toml", "二")] {
        jifen(
            root.path(),
            &["tally", "清河镇", "--rules", rules, "--period", "2025", "--programme-start", "2025", "--out", out],
        );
    }
    let found = jifen(root.path(), &["比较", "一/结果.json", "二/结果.json", "--format", "json"]).ends_with(0).json();
    // Here nothing excuses what was written by the old price: the two lines of K01 do not count.
    assert_eq!(member(&found, "陈静")["score"], json!({ "before": "63", "after": "65" }));
    assert_eq!(found["diagnostics"], json!([{ "code": "E304", "count": { "before": 0, "after": 2 } }]));
    assert_eq!(member(&found, "王伟")["difference"], "-2");
    assert_eq!(found["rules"], Value::Null);
    let same = jifen(root.path(), &["compare", "一/结果.json", "一/结果.json"]).ends_with(0).stdout;
    assert!(same.contains("0 人有变化"), "{same}");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let root = workplace();
    for arguments in [
        &["compare", STARS, "新办法.toml"][..],
        &["compare", STARS, "没有这个办法", "清河镇"],
        &["compare", STARS, "新办法.toml", "没有这个文件夹"],
        &["compare", "没有.json", "没有.json"],
        &["compare", STARS, "新办法.toml", "清河镇", "--rules", STARS],
        &["compare", STARS],
    ] {
        let run = jifen(root.path(), arguments).ends_with(2);
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{arguments:?}");
    }
}
