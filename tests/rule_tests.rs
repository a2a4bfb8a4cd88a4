//! The tests that rule sets bring along: those of the built-in ones hold, and a test that does not hold says why.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use jifen::pipeline::{TestOutcome, run_tests};
use jifen::rules::{builtin, builtin_ids, builtin_text, load};

use program::jifen;

/// A rule set with one category and one grade line, and a table of figures.
const RULES: &str = r#"
id = "edge"
title = "界线"
version = "1"
source = "试"
settles = "year"
[score]
title = "总分"
round = 2
article = "一"
mark = "示"
[[table]]
id = "rating"
title = "评分表"
layout = "evaluation"
article = "一"
mark = "示"
[[table.column]]
id = "points"
title = "评分"
holds = "points"
from = 0
to = 100
[[table]]
id = "before"
title = "上年档案"
layout = "archive"
article = "一"
mark = "示"
[[table.column]]
id = "last"
title = "上年得分"
holds = "points"
required = false
[[figure]]
id = "half"
title = "一半"
of = "rating.points / 2"
[[figure]]
id = "gain"
title = "比上年"
of = "rating.points - last_year(last)"
[[category]]
id = "base"
title = "甲分"
article = "一"
mark = "示"
points = "rating.points"
[[grade]]
title = "好"
stars = 1
article = "一"
mark = "示"
when = "score >= 90"
effects = ["表扬", "通报"]
[[grade]]
title = "平"
article = "一"
mark = "示"
when = "score < 90"
[[honour]]
title = "满分之家"
if = "score = 100"
mark = "示"
"#;

fn outcome(test: &str) -> TestOutcome {
    let rules = load(&format!("{RULES}\n[[test]]\n{test}")).unwrap_or_else(|error| panic!("{error}"));
    run_tests(&rules).remove(0)
}

#[test]
fn the_tests_of_the_built_in_rule_sets_hold() {
    for id in builtin_ids() {
        let rules = builtin(id).unwrap().unwrap();
        for outcome in run_tests(&rules) {
            assert!(outcome.holds(), "{id} {}: {:#?}", outcome.title, outcome.differences);
        }
    }
    assert!(builtin("township-stars").unwrap().unwrap().tests.len() > 3);
}

#[test]
fn a_test_takes_the_way_of_every_workbook() {
    let outcome = outcome(
        r#"
title = "界线上先取整，再对照"
table.rating = """
姓名   | 评分
王伟   | 89.995
李秀英 | 89.994
张敏   | 100
"""
table.before = """
支部       | 姓名 | 出生年月 | 上年得分
试算党支部 | 张敏 | 1980-01  | 95.5
"""
[test.expect]
"王伟" = { score = "90.00", base = "89.995", half = "44.9975", grade = "好", stars = "1", consequences = "表扬、通报" }
"李秀英" = { score = "89.99", grade = "平", honours = "", rank = "3", gain = "" }
"张敏" = { score = "100", honours = "满分之家" }
"#,
    );
    assert!(outcome.holds(), "{:#?}\n{:#?}", outcome.differences, outcome.diagnostics);
}

#[test]
fn the_example_of_the_documentation_holds() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/规则比较.md")).unwrap();
    let example = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let rules = load(&format!("{}\n{example}", builtin_text("township-stars").unwrap())).unwrap();
    let last = run_tests(&rules).pop().unwrap();
    assert!(last.holds() && last.title == "缺一道程序的暂不计分", "{:#?}", last.differences);
}

#[test]
fn what_comes_out_otherwise_is_told() {
    let wrong = outcome(
        r#"
title = "错的"
roster = "序号 | 姓名\n1 | 王伟"
table.rating = "姓名 | 评分\n王伟 | 80"
table.ratings = "姓名 | 评分\n王伟 | 80"
[test.expect]
"王伟" = { score = "81", grade = "好", bas = "80" }
"张敏" = { score = "80" }
"#,
    );
    assert_eq!(
        wrong.differences,
        [
            "办法里没有 id 为「ratings」的表",
            "花名册里没有「张敏」",
            "王伟的「bas」：没有这样的分类、项目或算式",
            "王伟的等次：应为 好，算得 平",
            "王伟的总分：应为 81，算得 80",
        ]
    );
}

#[test]
fn an_error_has_to_be_expected() {
    let test = |expected: &str, points: &str| {
        let table = format!("table.rating = \"姓名 | 评分\\n王伟 | {points}\"");
        outcome(&format!("title = \"错\"\n{expected}\n{table}\nexpect = {{ \"王伟\" = {{ stars = \"0\" }} }}"))
    };
    assert!(test("", "80").holds());
    let unexpected = test("", "120").differences;
    assert!(unexpected.iter().any(|said| said.starts_with("错误 V304「评分表」 C3")), "{unexpected:?}");
    assert!(test("errors = true", "120").holds());
    assert_eq!(test("errors = true", "80").differences, ["写着 errors = true，但是没有错误"]);
    let period = test("period = \"去年\"", "80").differences;
    assert!(period.len() == 1 && period[0].starts_with("期间「去年」看不懂"), "{period:?}");
}

#[test]
fn the_command_ends_with_1_where_a_test_does_not_hold() {
    let root = tempfile::tempdir().unwrap();
    let test = "[[test]]\ntitle = \"八十分\"\ntable.rating = \"姓名 | 评分\\n王伟 | 80\"\n";
    let file = |score: &str| {
        let expect = format!("expect = {{ \"王伟\" = {{ score = \"{score}\" }} }}\n");
        fs::write(root.path().join("办法.toml"), format!("{RULES}{test}{expect}")).unwrap();
    };
    file("80");
    let good = jifen(root.path(), &["rules", "test", "办法.toml"]).ends_with(0);
    assert!(good.stdout.contains("1 项试算，全部符合"), "{}", good.stdout);
    file("81");
    let wrong = jifen(root.path(), &["规则", "试算", "办法.toml"]).ends_with(1);
    assert!(wrong.stdout.contains("王伟的总分：应为 81，算得 80"), "{}", wrong.stdout);
    jifen(root.path(), &["rules", "test", "没有这个办法"]).ends_with(2);
}
