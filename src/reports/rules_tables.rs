//! What a rule set asks branches for beside roster and ledger, in words: columns, labels, signs and their meaning.

use super::page::{Align, Page};
use crate::rules::{Column, Holds, Rows, RuleSet, Sign, Table, Word};

/// Adds the columns of the rule set's own in roster and ledger, and each table, as articles.
pub(super) fn add_tables(page: &mut Page, rules: &RuleSet) {
    if !rules.member_facts.is_empty() {
        page.heading("花名册里另外要有的栏");
        add_columns(page, rules.member_facts.iter().map(|fact| (fact.title.clone(), fact)));
    }
    if !rules.entry_columns.is_empty() {
        page.heading("积分登记里另外要有的栏");
        add_columns(page, rules.entry_columns.iter().map(|column| (column.title.clone(), column)));
    }
    for table in &rules.tables {
        let of = if table.is_archive() { "乡镇备的表" } else { "要交的表" };
        page.heading(format!("{of}：{}（见「{}」）{}", table.title, table.article, table.mark.label()));
        page.text(in_words(table));
        let heads = table.heads.iter().map(|head| (format!("{}（各列上方）", head.title), head));
        let labels = table.labels.iter().map(|label| (format!("{}（表的上方）", label.title), label));
        let columns = table.columns.iter().map(|column| (column.title.clone(), column));
        add_columns(page, labels.chain(heads).chain(columns));
        add_signs(page, rules, table);
    }
}

/// How many rows for whom, other names of the sheet, remarks.
fn in_words(table: &Table) -> String {
    let keys: String = table.keys().map(|key| format!("「{}」", key.title)).collect();
    let rows = match (table.rows, keys.is_empty()) {
        (Rows::OneEach, _) => "一名党员一行".to_owned(),
        (Rows::ManyEach, true) => "一名党员可以有几行".to_owned(),
        (Rows::ManyEach, false) => format!("一名党员每个{keys}一行"),
        (Rows::NotOfMembers, true) => "不按党员填".to_owned(),
        (Rows::NotOfMembers, false) => format!("不按党员填，每个{keys}一行"),
    };
    let named = match table.rows {
        _ if table.is_archive() => "，写明支部、姓名、出生年月，有入党时间的写上",
        Rows::NotOfMembers => "",
        _ => "，写明姓名，重名的加编号",
    };
    let required = if table.required { "；计入党员总数的都要有" } else { "" };
    let also = match table.also.as_slice() {
        [] => String::new(),
        names => format!("工作表也可以叫{}。", names.iter().map(|name| format!("「{name}」")).collect::<String>()),
    };
    format!("{rows}{named}{required}。{also}{}", table.about)
}

fn add_columns<'a>(page: &mut Page, columns: impl Iterator<Item = (String, &'a Column)>) {
    let rows: Vec<Vec<String>> =
        columns.map(|(title, column)| vec![title, contents(column), column.also.join("、")]).collect();
    page.grid(&[("栏", Align::Left), ("填什么", Align::Left), ("也可以叫", Align::Left)], rows);
}

/// What to fill in, in words.
fn contents(column: &Column) -> String {
    let mut text = match column.holds {
        Holds::Text => "文字".to_owned(),
        Holds::Date => "年月日".to_owned(),
        Holds::Month => "月份，如 3月".to_owned(),
        Holds::Quarter => "季度，如 2025Q1".to_owned(),
        Holds::Half => "上半年或下半年".to_owned(),
        Holds::Points => range(column, "数"),
        Holds::Count => range(column, "整数"),
        Holds::Percent => range(column, "百分数"),
        Holds::Choice => format!("选填：{}", column.one_of.iter().map(spelt).collect::<Vec<_>>().join("、")),
        Holds::Sign => "记号，见下".to_owned(),
        Holds::Item => "项目的编号或名称".to_owned(),
    };
    for word in &column.instead {
        text.push_str(&format!("，或写「{word}」"));
    }
    match (&column.empty, column.required) {
        (Some(empty), _) => text.push_str(&format!("；空着按「{empty}」")),
        (None, true) => {}
        (None, false) => text.push_str("；可以空着"),
    }
    if !column.about.is_empty() {
        text.push_str(&format!("。{}", column.about));
    }
    text
}

fn range(column: &Column, what: &str) -> String {
    match (column.from, column.to) {
        (Some(from), Some(to)) => format!("{from}—{to} 的{what}"),
        (Some(from), None) => format!("{from} 以上的{what}"),
        (None, Some(to)) => format!("不超过 {to} 的{what}"),
        (None, None) if column.holds == Holds::Count => format!("0 以上的{what}"),
        (None, None) => what.to_owned(),
    }
}

/// A word with its other spellings.
fn spelt(word: &Word) -> String {
    match word.also.as_slice() {
        [] => word.title.clone(),
        also => format!("{}（{}）", word.title, also.join("、")),
    }
}

fn add_signs(page: &mut Page, rules: &RuleSet, table: &Table) {
    let rows = table.signs.iter().map(|sign| {
        let spellings: Vec<&str> = sign.word.also.iter().map(String::as_str).collect();
        vec![spellings.join(" "), sign.word.title.clone(), consequence(rules, sign)]
    });
    let titles = [("记号", Align::Left), ("意思", Align::Left), ("说明", Align::Left)];
    if !table.signs.is_empty() {
        page.blank();
    }
    page.grid(&titles, rows.collect());
    let title = |index: Option<usize>| index.and_then(|index| table.sign(index)).map(|sign| sign.word.title.as_str());
    let empty = match (table.heads.is_empty(), title(table.empty)) {
        (true, _) => return,
        (false, Some(sign)) => format!("格子空着的按「{sign}」"),
        (false, None) => "格子空着的为错误".to_owned(),
    };
    let away = title(table.away).map(|sign| format!("；不在册的日子空着的按「{sign}」"));
    page.text(format!("{empty}{}。意思一栏的词也可以直接填。", away.unwrap_or_default()));
}

fn consequence(rules: &RuleSet, sign: &Sign) -> String {
    let entry = sign.enters.as_ref().and_then(|enters| {
        let item = rules.item(enters.item)?.label();
        let level = if enters.level.is_empty() { String::new() } else { format!("，级别「{}」", enters.level) };
        Some(format!("算一条登记：{item}{level}。"))
    });
    format!("{}{}", entry.unwrap_or_default(), sign.about)
}
