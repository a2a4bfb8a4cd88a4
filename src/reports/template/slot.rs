//! One column of a blank form: what it is called, what may stand in it, what is said of it, an example.

use chrono::NaiveDate;

use super::Template;
use super::lists::Lists;
use crate::model::{CellRef, Choices, Column as TableColumn, ColumnTone, NumberKind, Points, TableCell};
use crate::rules::{Column, Holds, Table as Declared};

/// What heads the example row.
const EXAMPLE: &str = "例";
/// The member of example rows: nobody's name.
pub const NOBODY: &str = "王某某";
/// The greatest figure that anyone would write.
const MOST: i64 = 99_999;

/// A column.
pub struct Slot {
    /// How it looks.
    pub column: TableColumn,
    /// What may stand in it.
    pub choices: Choices,
    /// What is said of it.
    pub note: String,
    /// What stands in the example row.
    pub example: TableCell,
}

impl Slot {
    /// A column of words.
    pub fn words(header: impl Into<String>, width: u16, note: &str) -> Self {
        let column = TableColumn { number: NumberKind::General, ..TableColumn::left(header, width) };
        Self { column, choices: Choices::Free, note: note.to_owned(), example: TableCell::Empty }
    }

    /// A column of short words or figures.
    pub fn short(header: impl Into<String>, width: u16, note: &str) -> Self {
        Self { column: TableColumn::center(header, width), ..Self::words("", width, note) }
    }

    /// A column of numbers that keep the zeros at their front.
    pub fn code(header: impl Into<String>, note: &str) -> Self {
        let slot = Self::short(header, 9, note);
        Self { column: TableColumn { number: NumberKind::Text, ..slot.column }, ..slot }
    }

    /// A column of days.
    pub fn day(header: impl Into<String>, from: Option<NaiveDate>, to: Option<NaiveDate>, note: &str) -> Self {
        let slot = Self::short(header, 12, note);
        let column = TableColumn { number: NumberKind::ShortDay, ..slot.column };
        Self { column, choices: Choices::Days { from, to }, ..slot }
    }

    /// The column of running numbers, in which an example says that it is one.
    pub fn serial(header: impl Into<String>) -> Self {
        Self::short(header, 6, "一行一个号。写「例」的一行是示例，不计分。").like(TableCell::words(EXAMPLE))
    }

    /// With what may stand in it.
    pub fn of(self, choices: Choices) -> Self {
        Self { choices, ..self }
    }

    /// With an example.
    pub fn like(self, example: TableCell) -> Self {
        Self { example, ..self }
    }

    /// Has to be filled in.
    pub fn must(self) -> Self {
        Self { column: TableColumn { tone: ColumnTone::Must, ..self.column }, ..self }
    }

    /// Holds formulas.
    pub fn reckoned(self) -> Self {
        let column = TableColumn { tone: ColumnTone::Fixed, number: NumberKind::Quiet, ..self.column };
        Self { column, ..self }
    }

    /// A column that the rule set declares; `table` is the one that it belongs to, `row` Excel's number of the first row.
    pub fn declared(
        template: &Template<'_>,
        column: &Column,
        table: Option<&Declared>,
        lists: &Lists,
        at: CellRef,
    ) -> Self {
        let note = note_of(column);
        let period = template.period.filter(|_| column.when);
        let header = column.title.as_str();
        let slot = match column.holds {
            Holds::Text => Self::words(header, 16, &note),
            Holds::Date => Self::day(header, period.map(|p| p.from()), period.map(|p| p.to()), &note),
            _ => Self::short(header, width_of(header), &note),
        };
        let choices = choices_of(template, column, table, lists, at).unwrap_or_else(|| slot.choices.clone());
        let slot = slot.like(example_of(template, column, table, &choices)).of(choices);
        if column.required && column.empty.is_none() { slot.must() } else { slot }
    }
}

/// What may stand in a column of the rule set's own; `None` where its kind says it all.
pub fn choices_of(
    template: &Template<'_>,
    column: &Column,
    table: Option<&Declared>,
    lists: &Lists,
    at: CellRef,
) -> Option<Choices> {
    let words = || column.one_of.iter().map(|word| word.title.clone()).collect();
    let parts = |window| Choices::Words(template.parts(window));
    Some(match column.holds {
        Holds::Text | Holds::Date => return None,
        Holds::Choice => Choices::Words(words()),
        Holds::Sign => Choices::Words(table.map(signs).unwrap_or_default()),
        Holds::Item => lists.items(),
        Holds::Month | Holds::Quarter | Holds::Half => parts(column.holds.window()?),
        Holds::Points | Holds::Count | Holds::Percent => {
            let least =
                column.from.unwrap_or(if column.holds == Holds::Count { Points::ZERO } else { -Points::whole(MOST) });
            let most = column.to.unwrap_or(Points::whole(MOST));
            if column.instead.is_empty() && column.holds != Holds::Percent {
                match (column.holds, least.as_count(), most.as_count()) {
                    (Holds::Count, Some(least), Some(most)) => Choices::Whole { least, most },
                    _ => Choices::Figure { least, most },
                }
            } else {
                // A figure, a word instead of one, or 85%.
                let cell = format!("{}{}", at.column_letters(), at.row + 1);
                let words: String =
                    column.instead.iter().map(|word| format!(",{cell}=\"{}\"", word.replace('"', "\"\""))).collect();
                let percent =
                    if column.holds == Holds::Percent { format!(",RIGHT({cell},1)=\"%\"") } else { String::new() };
                let formula = format!("OR(AND(ISNUMBER({cell}),{cell}>={least},{cell}<={most}){words}{percent})");
                Choices::Where { formula, otherwise: format!("「{}」：{}", column.title, note_of(column)) }
            }
        }
    })
}

/// How its cells may be written, the shortest spelling of each sign.
pub fn signs(table: &Declared) -> Vec<String> {
    let shortest =
        |sign: &crate::rules::Sign| sign.word.spellings().min_by_key(|word| word.chars().count()).map(str::to_owned);
    table.signs.iter().filter_map(shortest).collect()
}

/// What is said of a column of the rule set's own.
pub fn note_of(column: &Column) -> String {
    let mut note = match column.holds {
        Holds::Text => String::new(),
        Holds::Date => "写年月日，如 2025-03-15。".to_owned(),
        Holds::Month | Holds::Quarter | Holds::Half | Holds::Choice | Holds::Sign | Holds::Item => {
            "从下拉列表中选。".to_owned()
        }
        Holds::Points | Holds::Count => {
            let what = if column.holds == Holds::Count { "整数" } else { "数" };
            match (column.from, column.to) {
                (Some(from), Some(to)) => format!("写 {from} 到 {to} 的{what}，不写单位。"),
                _ => format!("写{what}，不写单位。"),
            }
        }
        Holds::Percent => "写百分数，如 105%。".to_owned(),
    };
    for word in &column.instead {
        note.push_str(&format!("也可以写「{word}」。"));
    }
    match &column.empty {
        Some(empty) => note.push_str(&format!("空着当作「{empty}」。")),
        None if !column.required => note.push_str("没有的空着。"),
        None => {}
    }
    note + &column.about
}

fn example_of(template: &Template<'_>, column: &Column, table: Option<&Declared>, choices: &Choices) -> TableCell {
    let first = |words: &[String]| words.first().map_or(TableCell::Empty, |word| TableCell::words(word));
    if !column.required {
        return TableCell::Empty;
    }
    match (column.holds, choices) {
        (_, Choices::Words(words)) => first(words),
        (Holds::Date, _) => TableCell::Day(template.some_day()),
        (Holds::Percent, _) => TableCell::words("100%"),
        (Holds::Points | Holds::Count, _) => TableCell::Points(column.to.or(column.from).unwrap_or(Points::whole(1))),
        (Holds::Sign, _) => table.map_or(TableCell::Empty, |table| first(&signs(table))),
        _ => TableCell::Empty,
    }
}

/// How wide a header of a narrow column makes it: two lines of it.
pub fn width_of(header: &str) -> u16 {
    let length = u16::try_from(header.chars().count()).unwrap_or(20);
    (length + 2).clamp(9, 16)
}

impl Template<'_> {
    /// A day for examples, in the period.
    pub fn some_day(&self) -> NaiveDate {
        let of_2025 = || NaiveDate::from_ymd_opt(2025, 3, 15).unwrap_or_default();
        self.period.map_or_else(of_2025, |period| period.from() + chrono::Days::new(14))
    }
}
