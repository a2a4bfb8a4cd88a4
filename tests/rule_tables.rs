//! The tables that rule sets declare: what loads, what is refused and how, what `rules show` says of them.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;

use std::path::Path;

use jifen::pipeline::rulebook;
use jifen::render::markdown::page;
use jifen::rules::{Enters, Holds, Rows, RuleError, RuleSet, TableLayout, load};
use program::jifen;
use unicode_width::UnicodeWidthStr;

const NAMES: [&str; 5] = ["agency", "classified", "company", "meetings", "village"];

fn text(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/rules/{name}.toml"))).unwrap()
}

fn rules(name: &str) -> RuleSet {
    load(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What loading says of a rule set in which one text is replaced.
#[track_caller]
fn refusal(name: &str, from: &str, to: &str) -> String {
    let text = text(name);
    assert!(text.contains(from), "{name} has no {from}");
    load(&text.replacen(from, to, 1)).unwrap_err().to_string()
}

#[test]
fn all_load_and_show_their_tables_on_eighty_columns() {
    for name in NAMES {
        let rules = rules(name);
        assert_eq!(rules.id, name);
        assert!(!rules.tables.is_empty());
        let path = format!("tests/rules/{name}.toml");
        let run = jifen(Path::new(env!("CARGO_MANIFEST_DIR")), &["rules", "show", &path]).ends_with(0);
        for table in &rules.tables {
            assert!(run.stdout.contains(&format!("要交的表：{}（", table.title)), "{name}: {}", table.id);
            for column in table.columns.iter().chain(&table.heads).chain(&table.labels) {
                assert!(run.stdout.contains(&column.title), "{name}: {}", column.title);
            }
        }
        let too_wide = run.stdout.lines().find(|line| line.width() > 80);
        assert_eq!(too_wide, None, "{name}");
    }
}

#[test]
fn a_document_has_the_same_articles() {
    let text = page(&rulebook(&rules("meetings")));
    assert!(text.contains("# 要交的表：出勤（见「二」）【原】"), "{text}");
    assert!(text.contains("| △ 假 | 请假 | 算一条登记：J02「组织生活」，级别「请假」。 |"), "{text}");
}

#[test]
fn a_sign_is_known_by_its_spellings_alone() {
    let rules = rules("meetings");
    let table = &rules.tables[rules.find_table("考勤 表").unwrap()];
    assert_eq!((table.layout, table.rows, table.required), (TableLayout::Attendance, Rows::OneEach, false));
    let meaning = |written: &str| table.find_sign(written).map(|sign| table.signs[sign].word.title.as_str());
    assert_eq!(meaning(" √ "), Some("出席"));
    assert_eq!(meaning("Ｘ"), Some("无故缺席"));
    assert_eq!(meaning("无故 缺席"), Some("无故缺席"));
    assert_eq!(meaning("╳"), None, "the rule set does not list it");
    assert_eq!(meaning(""), None);
    assert_eq!(table.empty.map(|sign| table.signs[sign].word.title.as_str()), Some("出席"));
    assert_eq!(table.away, None);
    assert_eq!(table.time_head().map(|head| head.holds), Some(Holds::Date));
    assert_eq!(table.signs[1].enters, Some(Enters { item: 0, level: "无故缺席".to_owned() }));
    let dues = &rules.tables[rules.find_table("党费").unwrap()];
    assert_eq!(dues.signs[1].enters, Some(Enters { item: 1, level: String::new() }));
}

#[test]
fn columns_labels_and_facts_are_one_concept() {
    let company = rules("company");
    let assessment = &company.tables[1];
    assert_eq!((assessment.rows, assessment.required), (Rows::ManyEach, true));
    assert_eq!(assessment.keys().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["quarter"]);
    assert_eq!(assessment.columns[1].word_instead("免"), Some("免"));
    assert_eq!(company.member_facts[1].empty.as_deref(), Some("否"));
    assert!(company.entry_columns.iter().all(|column| !column.required), "most lines leave them empty");
    assert_eq!(company.entry_columns[3].choice("不成立"), Some(1));
    assert_eq!(company.tables[0].heads[1].choice("党员大会"), Some(1));
    let agency = rules("agency");
    assert_eq!(agency.tables[0].labels.iter().filter(|label| label.required).count(), 4);
    assert!(agency.tables[0].labels[0].is_called("应到："));
    assert_eq!(agency.tables[0].columns[0].empty.as_deref(), Some("0"));
    assert_eq!(agency.tables[1].rows, Rows::NotOfMembers);
    assert_eq!(rules("classified").tables[5].columns[2].holds, Holds::Sign);
}

#[test]
fn unknown_keys_and_words_are_refused_with_the_nearest() {
    let said = refusal("village", "away = ", "awy = ");
    assert!(said.contains("不认识「awy」。是不是「away」？"), "{said}");
    let said = refusal("village", "holds = \"points\"", "holds = \"point\"");
    assert!(said.contains("不能写「point」。是不是「points」？"), "{said}");
    let said = refusal("village", "layout = \"evaluation\"", "layout = \"evaluations\"");
    assert!(said.contains("是不是「evaluation」？"), "{said}");
    let said = refusal("company", "rows = \"many\"", "rows = \"two\"");
    assert!(said.contains("可以写的有：one、many、none"), "{said}");
    let said = refusal("meetings", "enters = { item", "enters = { itm");
    assert!(said.contains("是不是「item」？"), "{said}");
}

#[test]
fn what_makes_no_sense_is_refused_in_words() {
    for (name, from, to, expected) in [
        ("village", "id = \"appraisal\"", "id = \"attendance\"", "table：id「attendance」用了两次"),
        ("village", "also = [\"测评表\", \"多方评价\"]", "also = [\"考勤表\"]", "table：表名「考勤表」用了两次"),
        ("village", "also = [\"测评表\", \"多方评价\"]", "also = [\"\"]", "表「测评」：id、title 和 also 不能空着"),
        ("village", "title = \"出勤\"", "title = \"\"", "表「attendance」：id、title 和 also 不能空着"),
        ("village", "\"√\", \"✓\"", "\"√\", \"假\"", "表「出勤」：记号里「假」用了两次"),
        ("village", "\"√\", \"✓\"", "\"√\", \" \"", "表「出勤」：记号里有空的写法"),
        ("village", "away = \"免到\"", "away = \"缓到\"", "表「出勤」：away 里的「缓到」不是这张表的记号"),
        (
            "village",
            "from = 0\nto = 100",
            "from = 200\nto = 100",
            "表「测评」：「工作队测评」的 from（200）大于 to（100）",
        ),
        ("village", "id = \"leader\"", "id = \"team\"", "表「测评」：id「team」用了两次"),
        ("village", "title = \"包村领导评分\"", "title = \"工作队\"", "表「测评」：栏名「工作队」用了两次"),
        ("village", "id = \"leader\"", "id = \"leader\"\nkey = true", "一人一行的表不用 key"),
        ("village", "holds = \"date\"", "holds = \"text\"", "date、month、quarter 或 half"),
        ("village", "layout = \"evaluation\"", "layout = \"attendance\"", "要有 [[table.head]]"),
        (
            "company",
            "from = 0\ninstead",
            "from = 0\none_of = [\"甲\"]\ninstead",
            "「完成率」不是 choice，不能写 one_of",
        ),
        ("company", "holds = \"text\"\n", "holds = \"text\"\nto = 3\n", "member：「部门」不是数"),
        ("company", "holds = \"text\"\n", "holds = \"item\"\n", "member：「部门」不能是 sign 或 item"),
        ("company", "title = \"公示结束日期\"", "title = \"公示开始日期\"", "entry：栏名「公示开始日期」用了两次"),
        ("company", "empty = \"否\"", "empty = \"不\"", "member：「支委」空着时按「不」读"),
        (
            "company",
            "[\"是\", \"否\"]",
            "[\"是\", { title = \"否\", also = [\"是\"] }]",
            "「支委」的选项里「是」用了两次",
        ),
        ("agency", "empty = 0", "empty = \"-1\"", "「优秀」空着时按「-1」读"),
        ("agency", "rows = \"none\"", "rows = \"none\"\nrequired = true", "rows = \"none\" 的表一行不是一名党员"),
        (
            "meetings",
            "level = \"请假\" }",
            "level = \"事假\" }",
            "J02「组织生活」没有「事假」这一级，有：无故缺席、请假",
        ),
        ("meetings", ", level = \"请假\" }", " }", "J02「组织生活」要写级别 level"),
        ("meetings", "item = \"J03\"", "item = \"J04\"", "没有编号为「J04」的项目"),
        ("meetings", "item = \"J03\"", "item = \"J03\", level = \"迟\"", "J03「党费缴纳」不分级别"),
        ("classified", "holds = \"sign\"", "holds = \"text\"", "表「工作任务」：写了 [[table.sign]]，却没有一栏填记号"),
    ] {
        let said = refusal(name, from, to);
        assert!(said.contains(expected), "{name}: {from} → {to}\n{said}");
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let text = text("village").replace("id = \"leader\"", "id = \"team\"").replace("\"√\", \"✓\"", "\"√\", \"假\"");
    let Err(RuleError::Meaning(problems)) = load(&text) else { panic!("it loads") };
    assert_eq!(problems.len(), 2, "{problems:?}");
}
