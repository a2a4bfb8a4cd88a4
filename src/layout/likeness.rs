//! What stands below a heading that says nothing: names of members, days, items, figures.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::cells::shown;
use super::dates::{Written, read_date};
use super::heading::Dictionaries;
use super::numbers::read_figure;
use crate::model::Field;
use crate::model::text::{compact, person, says_nothing};
use crate::rules::{Holds, ItemMatch, RuleSet};
use crate::workbook::{Cell, Row, Value};

/// What most cells of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Names of members that a roster lists.
    Member,
    /// Days.
    Day,
    /// Numbers of items.
    ItemNumber,
    /// Names of items.
    ItemName,
    /// 1, 2, 3 and so on.
    Serial,
    /// Figures.
    Figure,
    /// Anything else, or nothing.
    Other,
}

impl Likeness {
    /// What the cells of a column look like.
    #[must_use]
    pub fn of(data: &[Row<'_>], col: u32, members: &BTreeSet<String>, words: &Dictionaries<'_>) -> Self {
        let cells = data.iter().filter_map(|row| row.get(col));
        let cells: Vec<&Cell> = cells.filter(|cell| !says_nothing(&shown(cell))).collect();
        let mostly = |is: &dyn Fn(&Cell) -> bool| {
            let fitting = cells.iter().filter(|cell| is(cell)).count();
            fitting > 0 && fitting * 5 >= cells.len() * 3
        };
        let item = |cell: &Cell| words.rules.find_item_in(&shown(cell));
        if mostly(&|cell| members.contains(&person(&shown(cell)))) {
            Self::Member
        } else if mostly(&|cell| is_day(cell, words.year)) {
            Self::Day
        } else if mostly(&|cell| matches!(item(cell), ItemMatch::Found(_))) {
            let is_number = |cell: &Cell| compact(&shown(cell)).is_ascii();
            if mostly(&is_number) { Self::ItemNumber } else { Self::ItemName }
        } else if is_serial(&cells) {
            Self::Serial
        } else if mostly(&is_figure) {
            Self::Figure
        } else {
            Self::Other
        }
    }

    /// The field that such a column usually is, where there is only one.
    #[must_use]
    pub const fn field(self) -> Option<Field> {
        match self {
            Self::Member => Some(Field::Name),
            Self::Day => Some(Field::Date),
            Self::ItemNumber => Some(Field::ItemNumber),
            Self::ItemName => Some(Field::ItemName),
            Self::Serial => Some(Field::Serial),
            Self::Figure | Self::Other => None,
        }
    }
}

impl Likeness {
    /// The fields of events that such a column may be besides, or instead.
    #[must_use]
    pub fn fields_of_events(self, rules: &RuleSet) -> Vec<Field> {
        let steps = |holds_text: bool| {
            let steps = rules.steps.iter().enumerate();
            steps
                .filter(move |(_, step)| (step.holds == Holds::Text) == holds_text)
                .map(|(index, _)| Field::Step(index))
        };
        match self {
            Self::Day => [Field::Date, Field::Registered].into_iter().chain(steps(false)).collect(),
            Self::Member => std::iter::once(Field::Name).chain(steps(true)).collect(),
            Self::Figure | Self::Serial => vec![Field::Quantity, Field::Stated],
            Self::Other => vec![Field::Matter, Field::Level],
            Self::ItemNumber | Self::ItemName => Vec::new(),
        }
    }
}

fn is_day(cell: &Cell, year: Option<i32>) -> bool {
    match &cell.value {
        Value::Date(_) => true,
        Value::Text(text) => matches!(read_date(text, year), Some(Written::Day(_))),
        _ => false,
    }
}

fn is_figure(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) => true,
        Value::Text(text) => read_figure(text).is_some(),
        _ => false,
    }
}

fn is_serial(cells: &[&Cell]) -> bool {
    let number = |cell: &&Cell| match &cell.value {
        Value::Number(number) => Some(*number),
        _ => None,
    };
    let numbers: Vec<Decimal> = cells.iter().filter_map(number).collect();
    numbers.len() == cells.len()
        && numbers.len() >= 2
        && numbers.first() == Some(&Decimal::ONE)
        && numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == *a + Decimal::ONE))
}
