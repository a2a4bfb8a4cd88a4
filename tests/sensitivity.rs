//! What one step more would change, decided by hand; and what is foretold comes true.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use program::{jifen, program as command, run, samples, tally as tally_sample};
use small_branch::write_sheets;

/// Twenty members: places for one of five stars, two of four, three of three in the first year. Whoever has no lines has 55.
const NAMES: [&str; 20] = [
    "王伟",
    "李秀英",
    "张敏",
    "陈刚",
    "周婷",
    "吴鹏",
    "郑洁",
    "冯涛",
    "褚艳",
    "卫东",
    "蒋涛",
    "沈洁",
    "韩梅",
    "杨帆",
    "朱琳",
    "秦朗",
    "尤佳",
    "许诺",
    "何静",
    "吕梁",
];

/// Lines without 序号 and date: name, item, times, 分值, 核实人. All are passed by the meeting.
const LINES: [&str; 38] = [
    // 104: five stars.
    "王伟 | J04 | 10 | | ",
    "王伟 | Z08 | 1 | 10 | 周婷",
    "王伟 | Z08 | 1 | 10 | 周婷",
    "王伟 | Z08 | 1 | 10 | 周婷",
    "王伟 | Z04 | 1 | 4 | 周婷",
    // 101: no place at five stars.
    "李秀英 | J04 | 10 | | ",
    "李秀英 | Z08 | 1 | 10 | 周婷",
    "李秀英 | Z08 | 1 | 10 | 周婷",
    "李秀英 | Z08 | 1 | 8 | 周婷",
    "李秀英 | Z04 | 1 | 3 | 周婷",
    // 95.
    "张敏 | J04 | 10 | | ",
    "张敏 | Z08 | 1 | 10 | 周婷",
    "张敏 | Z08 | 1 | 10 | 周婷",
    "张敏 | Z04 | 1 | 5 | 周婷",
    // 92: no place at four stars.
    "陈刚 | J04 | 10 | | ",
    "陈刚 | Z08 | 1 | 10 | 周婷",
    "陈刚 | Z08 | 1 | 8 | 周婷",
    "陈刚 | Z04 | 1 | 4 | 周婷",
    // 85.
    "周婷 | J04 | 10 | | ",
    "周婷 | Z08 | 1 | 10 | 王伟",
    "周婷 | Z04 | 1 | 5 | 王伟",
    // 82: the last at three stars.
    "吴鹏 | J04 | 10 | | ",
    "吴鹏 | Z08 | 1 | 10 | 王伟",
    "吴鹏 | Z04 | 1 | 2 | 王伟",
    // 81: no place.
    "郑洁 | J04 | 10 | | ",
    "郑洁 | Z08 | 1 | 10 | 王伟",
    "郑洁 | Z04 | 1 | 1 | 王伟",
    // 68.5, and 2 that are pending.
    "冯涛 | J04 | 9 | | ",
    "冯涛 | Z02 | 1 | | ",
    // 66.5, and twice 2 that are pending.
    "褚艳 | J04 | 6 | | ",
    "褚艳 | Z01 | 1 | 2.5 | 王伟",
    "褚艳 | Z02 | 1 | | ",
    "褚艳 | Z02 | 1 | | ",
    // 75, and a veto.
    "卫东 | Z08 | 1 | 10 | 王伟",
    "卫东 | Z08 | 1 | 10 | 王伟",
    "卫东 | V01 | | | ",
    // 80.5: no place; and 2 that are pending.
    "沈洁 | Z08 | 1 | 10 | 王伟",
    "沈洁 | Z02 | 1 | | ",
];

/// More of them, so that the numbers of lines stay as they are: 25.5 for 沈洁, 14.5 for 蒋涛, 15 for 韩梅.
const MORE: [&str; 7] = [
    "沈洁 | Z08 | 1 | 10 | 王伟",
    "沈洁 | Z04 | 1 | 4 | 王伟",
    "沈洁 | Z04 | 1 | 1.5 | 王伟",
    "蒋涛 | Z08 | 1 | 10 | 王伟",
    "蒋涛 | Z04 | 1 | 4.5 | 王伟",
    "韩梅 | Z08 | 1 | 10 | 王伟",
    "韩梅 | Z04 | 1 | 5 | 王伟",
];

/// The lines, each on a day of its own; those of these indexes are verified besides.
fn lines(verified: &[usize]) -> Vec<String> {
    let line = |(index, line): (usize, &&str)| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [name, item, times, stated, by] = cells[..] else { panic!("{line}") };
        let by = if verified.contains(&index) { "王伟" } else { by };
        let (month, day) = (index / 20 + 3, index % 20 + 1);
        let number = index + 1;
        format!(
            "{number} | 2025-{month:02}-{day:02} | {name} | {item} | {times} | | {stated} | 第{number}件 | {by} | 2025-12-20"
        )
    };
    LINES.iter().chain(&MORE).enumerate().map(line).collect()
}

fn branch(path: &Path, name: &str, members: &[&str], lines: &[String]) {
    let roster: Vec<String> = std::iter::once("序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别".to_owned())
        .chain(
            members
                .iter()
                .zip(1..)
                .map(|(name, number)| format!("{number} | {name} | 男 | 1970-05 | 1995-07-01 | 正式党员")),
        )
        .collect();
    let header = "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期".to_owned();
    let ledger: Vec<&str> = std::iter::once(header.as_str()).chain(lines.iter().map(String::as_str)).collect();
    let roster: Vec<&str> = roster.iter().map(String::as_str).collect();
    let titles = [format!("{name} 2025 年花名册"), format!("{name} 2025 年积分登记")];
    write_sheets(path, &[("花名册", &titles[0], &roster), ("积分登记", &titles[1], &ledger)]);
}

/// The result of the township, these lines verified besides.
fn tally(verified: &[usize], more: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    branch(&folder.path().join("报表/东河村.xlsx"), "东河村党支部", &NAMES, &lines(verified));
    let mut command = command(folder.path());
    run(command.args(["tally", "报表", "--period", "2025", "--format", "json"]).args(more)).json()
}

/// By name, the grade.
fn grades(result: &Value) -> BTreeMap<String, Value> {
    let members = result["members"].as_array().unwrap().iter();
    members.map(|member| (member["name"].as_str().unwrap().to_owned(), member["grade"].clone())).collect()
}

/// Name, before, after.
fn shifts(of: &Value) -> Vec<[&str; 3]> {
    let text = |value: &Value| -> &'static str { Box::leak(value.as_str().unwrap_or("").to_owned().into_boxed_str()) };
    let all = of["shifts"].as_array().unwrap().iter();
    all.map(|shift| [text(&shift["name"]), text(&shift["before"]), text(&shift["after"])]).collect()
}

fn cases<'r>(result: &'r Value, kind: &str) -> Vec<&'r Value> {
    let all = result["sensitivity"]["cases"].as_array().unwrap().iter();
    all.filter(|case| case["kind"] == kind).collect()
}

#[test]
fn one_pending_entry_accepted() {
    let result = tally(&[], &[]);
    let single = cases(&result, "entry");
    let told: Vec<_> = single.iter().map(|case| (case["name"].as_str().unwrap(), shifts(case))).collect();
    assert_eq!(
        told,
        [
            ("冯涛", vec![["冯涛", "未定级", "一星级"]]),
            // 82.5 is more than 82.
            ("沈洁", vec![["沈洁", "二星级", "三星级"], ["吴鹏", "三星级", "二星级"]]),
        ]
    );
    assert_eq!((&single[0]["score"], &single[0]["score_then"]), (&json!("68.5"), &json!("70.5")));
    let entry = &single[0]["entries"][0];
    assert_eq!((&entry["item"], &entry["date"]), (&json!("Z02"), &json!("2025-04-09")));
    assert_eq!((&entry["source"]["sheet"], &entry["source"]["cell"]), (&json!("积分登记"), &json!("A31:J31")));
    let together = cases(&result, "entries");
    assert_eq!(together.len(), 1);
    assert_eq!(shifts(together[0]), [["褚艳", "未定级", "一星级"]]);
    assert_eq!(together[0]["entries"].as_array().unwrap().len(), 2);
    let asked = &result["sensitivity"]["asked"];
    assert_eq!((&asked["entries"], &asked["members"], asked.get("entries_left_out")), (&json!(4), &json!(1), None));
}

#[test]
fn one_veto_lifted() {
    let result = tally(&[], &[]);
    let vetoes = cases(&result, "veto");
    assert_eq!(vetoes.len(), 1);
    assert_eq!(shifts(vetoes[0]), [["卫东", "不合格", "二星级"]]);
    assert_eq!((&vetoes[0]["score"], &vetoes[0]["entries"][0]["item"]), (&json!("75"), &json!("V01")));
}

#[test]
fn one_place_more() {
    let result = tally(&[], &[]);
    let places = result["sensitivity"]["places"].as_array().unwrap();
    let told: Vec<_> = places
        .iter()
        .map(|place| {
            let name = |holder: &Value| holder["name"].as_str().unwrap().to_owned();
            let edge = (name(&place["last_in"]), name(&place["first_out"][0]), place["gap"].as_str().unwrap());
            (place["level"].as_str().unwrap(), edge, shifts(place))
        })
        .collect();
    let edge = |last: &str, first: &str, gap| (last.to_owned(), first.to_owned(), gap);
    assert_eq!(
        told,
        [
            (
                "五星级",
                edge("王伟", "李秀英", "3"),
                vec![["李秀英", "四星级", "五星级"], ["陈刚", "三星级", "四星级"], ["郑洁", "二星级", "三星级"]]
            ),
            ("四星级", edge("张敏", "陈刚", "3"), vec![["陈刚", "三星级", "四星级"], ["郑洁", "二星级", "三星级"]]),
            ("三星级", edge("吴鹏", "郑洁", "1"), vec![["郑洁", "二星级", "三星级"]]),
        ]
    );
}

#[test]
fn all_accepted_and_who_is_near() {
    let result = tally(&[], &[]);
    let found = &result["sensitivity"];
    let all = &found["all_accepted"];
    assert_eq!((&all["entries"], &all["members"]), (&json!(4), &json!(3)));
    let lists: Vec<_> = all["shifts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|shift| (shift["name"].as_str().unwrap(), shift["list"].as_str().unwrap(), shift["stars"].clone()))
        .collect();
    assert_eq!(
        lists,
        [
            ("吴鹏", "other", json!([3, 2])),
            ("冯涛", "on", json!([0, 1])),
            ("褚艳", "on", json!([0, 1])),
            ("沈洁", "other", json!([2, 3])),
        ]
    );
    assert_eq!(found["within"], "0.5");
    let near: Vec<_> =
        found["near"].as_array().unwrap().iter().map(|near| (near["name"].as_str().unwrap(), near)).collect();
    assert_eq!(near.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["蒋涛", "韩梅"]);
    assert_eq!(near[0].1["above"], json!({"points": "0.5", "grade": "一星级", "given": "一星级"}));
    assert_eq!(near[1].1["below"], json!({"points": "0", "grade": "未定级", "given": "未定级"}));
    assert_eq!((near[0].1.get("below"), near[1].1.get("above")), (None, None));
}

/// What is foretold of each pending entry, of those of a member, and of all of them, comes true once they are verified.
#[test]
fn what_is_foretold_comes_true() {
    for scope in ["branch", "township"] {
        let arguments = ["--quota-scope", scope];
        let before = tally(&[], &arguments);
        let pending = [28, 31, 32, 37];
        let of = |verified: &[usize]| {
            let mut foretold = grades(&before);
            let shifts = match verified {
                [_, _, _, _] => Some(&before["sensitivity"]["all_accepted"]),
                _ => {
                    let cells: Vec<String> = verified.iter().map(|at| format!("A{0}:J{0}", at + 3)).collect();
                    let is_it = |case: &&Value| {
                        let entries = case.get("entries").and_then(Value::as_array).into_iter().flatten();
                        entries
                            .map(|entry| entry["source"]["cell"].as_str().unwrap())
                            .eq(cells.iter().map(String::as_str))
                    };
                    before["sensitivity"]["cases"].as_array().unwrap().iter().find(is_it)
                }
            };
            for [name, _, after] in shifts.map(shifts_of).unwrap_or_default() {
                foretold.insert(name, json!(after));
            }
            foretold
        };
        let one_by_one = pending.iter().map(|at| vec![*at]);
        for verified in one_by_one.chain([vec![31, 32], pending.to_vec()]) {
            assert_eq!(of(&verified), grades(&tally(&verified, &arguments)), "{scope} {verified:?}");
        }
    }
}

fn shifts_of(of: &Value) -> Vec<[String; 3]> {
    shifts(of).into_iter().map(|shift| shift.map(str::to_owned)).collect()
}

/// A rulebook that rounds to whole points.
const RULES: &str = r#"
id = "whole"
title = "整数积分办法"
version = "1"
source = "例子"
settles = "year"

[score]
title = "总分"
round = 0
article = "一"
mark = "示"

[[category]]
id = "bonus"
title = "加分"
article = "二"
mark = "示"

[[category.item]]
id = "Z01"
title = "做事"
unit = "次"
mark = "示"
text = "每次 0.5 分。"
price.fixed = "0.5"

[[grade]]
title = "合格"
stars = 0
article = "三"
mark = "示"
when = "score >= 10"

[[grade]]
title = "不合格"
stars = 0
article = "三"
mark = "示"
when = "score < 10"
"#;

#[test]
fn one_rounding() {
    let folder = tempfile::tempdir().unwrap();
    let line =
        |name: &str, times: u32, day: u32| format!("{day} | 2025-03-{day:02} | {name} | Z01 | {times} | | | 做事 | | ");
    // 9.5 is 10 and would be 9; 9 is 9 however it is rounded; 8.5 is 9 and would be 8.
    let lines = [line("王伟", 19, 1), line("李秀英", 18, 2), line("张敏", 17, 3)];
    branch(&folder.path().join("报表/东河村.xlsx"), "东河村党支部", &["王伟", "李秀英", "张敏"], &lines);
    fs::write(folder.path().join("办法.toml"), RULES).unwrap();
    let arguments = ["tally", "报表", "--period", "2025", "--rules", "办法.toml", "--format", "json"];
    let result = jifen(folder.path(), &arguments).json();
    let told = cases(&result, "rounding");
    let scores: Vec<_> = told.iter().map(|case| (&case["name"], &case["score"], &case["score_then"])).collect();
    assert_eq!(scores, [(&json!("王伟"), &json!("10"), &json!("9"))], "{result:#}");
    assert_eq!(shifts(told[0]), [["王伟", "合格", "不合格"]]);
}

#[test]
fn nothing_is_said_where_nothing_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    branch(&folder.path().join("报表/东河村.xlsx"), "东河村党支部", &NAMES, &lines(&[]));
    let result = jifen(folder.path(), &["tally", "报表", "--period", "2025Q1", "--format", "json"]).json();
    assert_eq!(result.get("sensitivity"), None);
}

/// A branch that wrote nothing of the procedure down is tried member by member only.
#[test]
fn very_many_pending_entries_are_tried_together() {
    let folder = tempfile::tempdir().unwrap();
    let line = |at: usize| {
        let name = ["王伟", "李秀英", "张敏"][at % 3];
        format!("{at} | 2025-03-{:02} | {name} | Z02 | 1 | | | 第{at}件 | | ", at + 1)
    };
    let lines: Vec<String> = (0..12).map(line).collect();
    branch(&folder.path().join("报表/东河村.xlsx"), "东河村党支部", &["王伟", "李秀英", "张敏"], &lines);
    let result = jifen(folder.path(), &["tally", "报表", "--period", "2025", "--format", "json"]).json();
    let asked = &result["sensitivity"]["asked"];
    assert_eq!((&asked["entries"], &asked["entries_left_out"], &asked["members"]), (&json!(0), &json!(12), &json!(3)));
    // 55 and 8.
    assert_eq!(cases(&result, "entries").len(), 3);
    assert_eq!(result["sensitivity"]["all_accepted"]["entries"], 12);
}

#[test]
fn the_screen_and_the_sheet_say_it() {
    let folder = tempfile::tempdir().unwrap();
    branch(&folder.path().join("报表/东河村.xlsx"), "东河村党支部", &NAMES, &lines(&[]));
    let screen = jifen(folder.path(), &["tally", "报表", "--period", "2025"]).stdout.replace(['\n', ' '], "");
    assert!(screen.contains("待审议的有2条，通过一条就会改变等次"), "{screen}");
    assert!(screen.contains("待审议的4条全部通过，授牌名单会变"), "{screen}");
    let book = fs::read(folder.path().join("汇总结果/汇总.xlsx")).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let texts = std::io::read_to_string(package.by_name("xl/sharedStrings.xml").unwrap()).unwrap();
    for says in [
        "若 2025-04-09 Z02「化解矛盾、维护稳定」（积分登记!A31:J31）通过，得分 68.5→70.5，未定级→一星级",
        "同时 吴鹏 三星级→二星级",
        "三星级名额 3 名，最后一名是吴鹏（82 分），名额以外的第一名是郑洁（81 分），相差 1 分。多一个名额，郑洁 二星级→三星级",
        "刚好够一星级，再少一点按分数就是未定级",
        "授牌名单会变：增加 2 人，退出 0 人，换等次 2 人。",
    ] {
        assert!(texts.contains(says), "{says}");
    }
}

/// The clean sample: nothing pending, and still somebody near.
#[test]
fn the_clean_sample_has_nothing_pending() {
    let result = tally_sample(&samples().join("柳林乡"), 0, &[]);
    let found = &result["sensitivity"];
    assert_eq!((found.get("all_accepted"), &found["asked"]["entries"]), (None, &json!(0)));
}
