//! What a rule set asks branches for: columns of roster and ledger, tables; and what it brings along for its authors.

use super::facet::{Facets, Group, TITLE, Thing, key_of, window_word};
use super::head::spelt;
use crate::rules::{CarriedItem, Column, Holds, Means, Rows, RuleSet, Sign, Table, TestCase, Unlisted};

pub fn groups(rules: &RuleSet) -> Vec<Group> {
    let columns = |columns: &[Column]| columns.iter().map(|column| column_of(rules, "", column)).collect();
    let tables = rules.tables.iter().flat_map(|table| {
        let of = |kind: &'static str, columns: &[Column]| {
            let name = format!("{}.{kind}", table.id);
            columns.iter().map(|column| column_of(rules, &name, column)).collect::<Vec<_>>()
        };
        let signs = table.signs.iter().map(|sign| sign_of(rules, table, sign));
        let parts = of("head", &table.heads).into_iter().chain(of("column", &table.columns));
        std::iter::once(table_of(rules, table))
            .chain(parts)
            .chain(of("label", &table.labels))
            .chain(signs)
            .collect::<Vec<_>>()
    });
    vec![
        Group::new("花名册的栏", columns(&rules.member_facts)),
        Group::new("登记表的栏", columns(&rules.entry_columns)),
        Group::new("要交的表", tables.collect()),
        Group::new("试算", rules.tests.iter().map(|case| test_of(rules, case)).collect()),
        Group::new("保留的提示", rules.waivers.iter().map(|waiver| waiver_of(rules, waiver)).collect()),
    ]
}

/// What a column holds, in a word.
pub const fn holds_word(holds: Holds) -> &'static str {
    match holds {
        Holds::Text => "文字",
        Holds::Date => "日期",
        Holds::Month => "月份",
        Holds::Quarter => "季度",
        Holds::Half => "半年",
        Holds::Points => "分",
        Holds::Count => "整数",
        Holds::Percent => "百分数",
        Holds::Choice => "选填",
        Holds::Sign => "记号",
        Holds::Item => "项目",
    }
}

/// What a column is to the program, in a word.
const fn means_word(means: Means) -> &'static str {
    match means {
        Means::Grade => "上一年的等次",
        Means::Score => "上一年的得分",
        Means::Stars => "上一年的星级",
        Means::Class => "上一年的类别",
        Means::Consequences => "上一年的措施",
        Means::GradeYears => "到上一年为止同一等次的连续年数",
        Means::ProbationUntil => "预备期延长到哪一天",
    }
}

fn column_of(rules: &RuleSet, table: &str, column: &Column) -> Thing {
    let unlisted = match column.unlisted {
        Unlisted::Error => "错误",
        Unlisted::Warning => "提醒",
        Unlisted::Note => "说明",
    };
    let owner = table.split('.').next().unwrap_or_default();
    let owner = rules.tables.iter().find(|own| own.id == owner).map_or("", |own| &own.title);
    let name = if owner.is_empty() { column.title.clone() } else { format!("{owner}·{}", column.title) };
    Facets::of(rules)
        .said(TITLE, &column.title)
        .list("也可以叫", &column.also)
        .said("填", holds_word(column.holds))
        .points("最少", column.from)
        .points("最多", column.to)
        .said("可选的", spelt(&column.one_of))
        .said("写了别的", unlisted)
        .list("也可以写", &column.instead)
        .said("那一栏有字时不看", column.unless.clone().unwrap_or_default())
        .yes("必填", column.required)
        .keyed("空着按", format!("{:?}", column.empty), column.empty.clone().unwrap_or_default())
        .yes("区分各行", column.key)
        .yes("说明是哪个时候", column.when)
        .said("程序当作", column.means.map_or("", means_word))
        .said("说明", &column.about)
        .thing(format!("{table}.{}", column.id), name)
}

fn table_of(rules: &RuleSet, table: &Table) -> Thing {
    let rows = match table.rows {
        Rows::OneEach => "一名党员一行",
        Rows::ManyEach => "一名党员可以有几行",
        Rows::NotOfMembers => "不按党员填",
    };
    let sign = |index: Option<usize>| index.and_then(|index| table.sign(index)).map_or("", |sign| &sign.word.title);
    let runs: Vec<&str> = table.runs.iter().map(|window| window_word(*window)).collect();
    let (keys, words): (Vec<String>, Vec<String>) = table
        .blank
        .iter()
        .map(|blank| {
            let is = sign(Some(blank.is));
            (format!("{}→{is}", key_of(rules, &blank.when)), format!("{}：{is}", rules.words(&blank.when)))
        })
        .unzip();
    Facets::of(rules)
        .said(TITLE, &table.title)
        .list("也可以叫", &table.also)
        .said("表样", table.layout.id())
        .said("行", rows)
        .yes("每人都要有", table.required)
        .said("只在", runs.join("、"))
        .said("空格按", sign(table.empty))
        .said("不在册的空格按", sign(table.away))
        .said("按别处的记录算", carries(rules, table))
        .keyed("空格另按", keys.join("\n"), words.join("；"))
        .origin(&table.article, Some(table.mark))
        .said("说明", &table.about)
        .thing(&table.id, &table.title)
}

/// Where the rows of a table count, if elsewhere.
fn carries(rules: &RuleSet, table: &Table) -> String {
    let Some(carries) = &table.carries else { return String::new() };
    let column = |index: Option<usize>| index.and_then(|index| table.columns.get(index)).map_or("", |it| &it.title);
    let to = carries.to.iter().map(|(item, table)| {
        let title = rules.tables.get(*table).map_or("", |table| &table.title);
        format!("{}（{title}）", rules.item(*item).map_or("", |item| &item.id))
    });
    let item = match carries.item {
        CarriedItem::In(index) => column(Some(index)),
        CarriedItem::Always(item) => rules.item(item).map_or("", |item| &item.id),
    };
    let [day, sign, quantity] = [Some(carries.day), carries.sign, carries.quantity].map(column);
    let columns = [item, day, sign, quantity].join("、");
    format!("{columns}；{}", to.collect::<Vec<_>>().join("、"))
}

fn sign_of(rules: &RuleSet, table: &Table, sign: &Sign) -> Thing {
    let enters = sign.enters.as_ref().map_or_else(String::new, |enters| {
        let item = rules.item(enters.item).map_or("", |item| &item.id);
        format!("{item} {}", enters.level).trim().to_owned()
    });
    Facets::of(rules)
        .list("写作", &sign.word.also)
        .said("算一条登记", enters)
        .said("说明", &sign.about)
        .thing(format!("{}.sign.{}", table.id, sign.word.title), format!("{}·记号「{}」", table.title, sign.word.title))
}

fn test_of(rules: &RuleSet, case: &TestCase) -> Thing {
    let TestCase { title, about, period, roster, ledger, table, errors, expect } = case;
    let drawn = format!("{roster}\n{ledger}\n{table:?}");
    Facets::of(rules)
        .said("说明", about)
        .said("期间", period)
        .yes("有错误", *errors)
        .keyed("登记", drawn, "（见规则文件）".to_owned())
        .keyed("应得", format!("{expect:?}"), expected_words(case))
        .thing(title, title)
}

fn expected_words(case: &TestCase) -> String {
    let of = |(name, wanted): (&String, &std::collections::BTreeMap<String, String>)| {
        let wanted: Vec<String> = wanted.iter().map(|(key, value)| format!("{key} {value}")).collect();
        format!("{name} {}", wanted.join("，"))
    };
    case.expect.iter().map(of).collect::<Vec<_>>().join("；")
}

fn waiver_of(rules: &RuleSet, waiver: &crate::rules::Waiver) -> Thing {
    let of = if waiver.of.is_empty() { String::new() } else { format!("「{}」", waiver.of) };
    Facets::of(rules)
        .said("理由", &waiver.reason)
        .thing(format!("{} {}", waiver.code, waiver.of), format!("{}{of}", waiver.code))
}
