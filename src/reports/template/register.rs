//! The blank workbook of one of the township's registers: the register, how to fill it in, what its drop-downs offer.

use chrono::NaiveDate;

use super::form::Form;
use super::in_words;
use super::slot::Slot;
use crate::layout::{Fill, FormColumn, RegisterForm};
use crate::model::{Align, Book, Choices, Column, NumberKind, Orientation, Period, Points, RowKind, Table, TableCell};
use crate::rules::{ItemMatch, Pricing, RuleSet};

/// The sheet that the drop-downs are taken from.
const LISTS: &str = "下拉选项";
/// The sheet that says how to fill in the register.
const GUIDE: &str = "填表说明";
/// What nobody writes more of.
const MOST: i64 = 99_999;

/// What a register is made for.
#[derive(Clone, Copy, Debug)]
pub struct RegisterTemplate<'a> {
    /// Which register.
    pub form: &'a RegisterForm,
    /// The rules, whose items and grades are offered.
    pub rules: &'a RuleSet,
    /// The township's name, where it is known.
    pub township: Option<&'a str>,
    /// The period, where it is known.
    pub period: Option<Period>,
    /// The branches that are offered; none lets names be typed.
    pub branches: &'a [String],
}

/// The words of a drop-down, and the column of [`LISTS`] in which they stand.
struct Offered {
    header: &'static str,
    words: Vec<String>,
    fill: Fill,
}

/// The blank workbook.
#[must_use]
pub fn register_book(template: &RegisterTemplate<'_>) -> Book {
    let RegisterTemplate { form, township, period, .. } = *template;
    let offered = offered(template);
    let town = township.unwrap_or("〔乡镇〕");
    let title = format!("{town}{}{}", period.map_or_else(|| "〔年〕年".to_owned(), in_words), form.title);
    let columns = form.columns.iter().map(|column| slot(template, column, &offered));
    let slots: Vec<Slot> = std::iter::once(serial()).chain(columns).collect();
    let unit = "橙色表头的栏必填；点到一格，旁边有提示。写「例」的一行是示例，不算数。".to_owned();
    let register = Form { frozen: 3, unit, ..Form::new(form.file, title.clone(), slots) }.table();
    let mut tables = vec![Table { orientation: Orientation::Landscape, ..register }, guide(template)];
    if !offered.is_empty() {
        tables.push(lists(&offered));
    }
    Book { title, tables }
}

/// What the register's columns have drop-downs of, as far as it is known.
fn offered(template: &RegisterTemplate<'_>) -> Vec<Offered> {
    let rules = template.rules;
    let item = |(index, item): (usize, &crate::rules::Item)| {
        let both = format!("{} {}", item.id, item.title);
        if rules.find_item_in(&both) == ItemMatch::Found(index) { both } else { item.id.clone() }
    };
    let is_entered = |item: &crate::rules::Item| !matches!(item.pricing, Pricing::Computed);
    let of = |fill: Fill| match fill {
        Fill::Branch => ("可选的支部", template.branches.to_vec()),
        Fill::Item => {
            let items = rules.items.iter().enumerate().filter(|(_, item)| is_entered(item));
            ("可选的项目", items.map(item).collect())
        }
        Fill::Grade => ("可选的等次", rules.grades.iter().map(|grade| grade.title.clone()).collect()),
        _ => ("", Vec::new()),
    };
    let asked = [Fill::Branch, Fill::Item, Fill::Grade].into_iter();
    let asked = asked.filter(|fill| template.form.columns.iter().any(|column| column.fill == *fill));
    let all = asked.map(|fill| {
        let (header, words) = of(fill);
        Offered { header, words, fill }
    });
    all.filter(|offered| !offered.words.is_empty()).collect()
}

/// The running numbers: what an example is here counts for nothing anyway.
fn serial() -> Slot {
    Slot {
        note: "一行一个号。写「例」的一行是示例，不算数。".to_owned(), ..Slot::serial("序号")
    }
}

fn slot(template: &RegisterTemplate<'_>, column: &FormColumn, offered: &[Offered]) -> Slot {
    let FormColumn { width, must, fill, note, example, .. } = *column;
    let header = template.form.register.header(column.id);
    let slot = match fill {
        Fill::Code => Slot { column: Column { width, ..Slot::code(header, note).column }, ..Slot::code(header, note) },
        Fill::Day => Slot::day(header, None, None, note),
        Fill::OneOf(words) => {
            Slot::short(header, width, note).of(Choices::Words(words.iter().map(|word| (*word).to_owned()).collect()))
        }
        Fill::Count => Slot::short(header, width, note).of(Choices::Whole { least: 0, most: 99_999 }),
        Fill::Points => {
            let range = Choices::Figure { least: -Points::whole(MOST), most: Points::whole(MOST) };
            Slot::short(header, width, note).of(range)
        }
        Fill::Words | Fill::Branch | Fill::Item | Fill::Grade => Slot::words(header, width, note),
    };
    let list = (0..).zip(offered).find(|(_, offered)| offered.fill == fill);
    let slot = match list {
        Some((col, offered)) => {
            let last = Table::FIRST_ROW + u32::try_from(offered.words.len()).unwrap_or(1) - 1;
            let slot = slot.of(Choices::Column { table: LISTS.to_owned(), col, last });
            slot.like(offered.words.first().map_or(TableCell::Empty, |word| TableCell::words(word)))
        }
        None => slot.like(shown(fill, example)),
    };
    if must { slot.must() } else { slot }
}

/// What stands in the example.
fn shown(fill: Fill, example: &str) -> TableCell {
    let day = || NaiveDate::parse_from_str(example, "%Y-%m-%d").ok().map(TableCell::Day);
    let points = || Points::parse(example).ok().map(TableCell::Points);
    let typed = match fill {
        Fill::Day => day(),
        Fill::Points | Fill::Count => points(),
        Fill::Branch if example.is_empty() => Some(TableCell::words("〔某村〕党支部")),
        _ => None,
    };
    typed.unwrap_or_else(|| TableCell::words(example))
}

/// 填表说明.
fn guide(template: &RegisterTemplate<'_>) -> Table {
    let form = template.form;
    let columns = vec![Column::left("关于", 16), Column::left("怎样做", 84)];
    let mut table = Table::new(GUIDE, GUIDE.to_owned(), form.about.to_owned(), columns);
    table.heading = Align::Left;
    table.orientation = Orientation::Portrait;
    let mut wide = |label: &str, text: &str| {
        table.push(RowKind::Wide, vec![TableCell::words(label), TableCell::words(text)]);
    };
    for (label, text) in form.guide {
        wide(label, text);
    }
    wide("橙色表头", "必填的栏。别的栏没有就空着。点到一格，旁边有提示；有下拉箭头的从列表中选。");
    wide("写「例」的行", "示例，序号栏写着「例」，不算数；可以留着，也可以整行删除。");
    wide("日期", "写年月日齐全的日期，如 2025-03-15。");
    wide("下拉选项", "下拉列表从这张表里取，不要改动、删除。没有这张表的，名称照花名册写。");
    table
}

/// 下拉选项: a column for each drop-down.
fn lists(offered: &[Offered]) -> Table {
    let column = |offered: &Offered| Column { number: NumberKind::Text, ..Column::left(offered.header, 40) };
    let unit = "下拉列表从这里取，请不要改动、删除这张表。".to_owned();
    let mut table = Table::new(LISTS, LISTS.to_owned(), unit, offered.iter().map(column).collect());
    table.orientation = Orientation::Portrait;
    let longest = offered.iter().map(|offered| offered.words.len()).max().unwrap_or(0);
    for row in 0..longest {
        let cell = |offered: &Offered| offered.words.get(row).map_or(TableCell::Empty, |word| TableCell::words(word));
        table.push(RowKind::Body, offered.iter().map(cell).collect());
    }
    table
}
