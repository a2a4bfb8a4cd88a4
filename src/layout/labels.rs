//! Labels with their values beside a table: 姓名：王伟, 月份：3月, 核实人：李秀英.

use std::collections::BTreeMap;

use super::cells::shown;
use super::columns::{Columns, Meaning};
use super::kind::Dictionary;
use super::periods::read_period;
use super::rows::asks_for_period;
use crate::model::text::{compact, header, plain, says_nothing};
use crate::model::{CellRef, Field, Period};
use crate::workbook::{Cell, Row, Value};

/// What labels say, each with the cell that holds the value.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Values of fields: the member, the branch, steps of the procedure.
    pub fields: BTreeMap<Field, Labelled>,
    /// The period, as written.
    pub period: Option<Labelled>,
    /// Whether one of them asks for a member, answered or not.
    pub asks_for_member: bool,
    /// All others that a rule set may ask for: 应到 → 23.
    pub others: BTreeMap<String, Labelled>,
}

/// A value behind a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The text.
    pub text: String,
    /// The cell that holds it.
    pub at: CellRef,
}

impl Labels {
    /// Reads the labels of some rows.
    pub fn read<'a>(rows: impl Iterator<Item = Row<'a>>, columns: &Columns) -> Self {
        let mut labels = Self::default();
        for row in rows {
            let mut cells = row.cells.iter().peekable();
            while let Some(cell) = cells.next() {
                let beside = cells.peek().filter(|next| key_of(next, columns).is_none()).copied();
                labels.read_cell(cell, beside, columns);
            }
        }
        labels
    }

    /// Takes over what it does not say itself.
    pub fn fill_from(&mut self, other: Self) {
        for (field, labelled) in other.fields {
            self.fields.entry(field).or_insert(labelled);
        }
        for (key, labelled) in other.others {
            self.others.entry(key).or_insert(labelled);
        }
        self.period = self.period.take().or(other.period);
    }

    /// Whether they name a member or a period: what can only hold for all rows of a table.
    #[must_use]
    pub fn tells_of_whole_table(&self) -> bool {
        self.fields.contains_key(&Field::Name) || self.period.is_some()
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&str> {
        self.fields.get(&field).map(|labelled| labelled.text.as_str())
    }

    /// The period that a label names.
    #[must_use]
    pub fn period(&self, year: Option<i32>) -> Option<Period> {
        read_period(&self.period.as_ref()?.text, year)
    }

    fn read_cell(&mut self, cell: &Cell, beside: Option<&Cell>, columns: &Columns) {
        let text = plain(&shown(cell));
        let pairs = pairs(&text, &|key| field_of(key, columns).is_some() || asks_for_period(key));
        if pairs.is_empty() {
            // 姓名 in one cell, 王伟 in the next.
            if let (Some(key), Some(value)) =
                (key_of(cell, columns), beside.filter(|value| value.at.col == cell.at.col + 1))
            {
                self.note(&key, &plain(&shown(value)), value.at, columns);
            }
            return;
        }
        let last = pairs.len() - 1;
        for (place, (key, value)) in pairs.into_iter().enumerate() {
            match beside {
                Some(next) if place == last && value.is_empty() => {
                    self.note(&key, &plain(&shown(next)), next.at, columns)
                }
                _ => self.note(&key, &value, cell.at, columns),
            }
        }
    }

    fn note(&mut self, key: &str, value: &str, at: CellRef, columns: &Columns) {
        self.asks_for_member |= field_of(key, columns) == Some(Field::Name);
        if says_nothing(value) {
            return;
        }
        let labelled = Labelled { text: value.trim().to_owned(), at };
        match field_of(key, columns) {
            Some(field) => drop(self.fields.entry(field).or_insert(labelled)),
            None if asks_for_period(key) => drop(self.period.get_or_insert(labelled)),
            None => drop(self.others.entry(key.to_owned()).or_insert(labelled)),
        }
    }
}

/// The field that a label names. Events know more of them: the steps of the procedure.
fn field_of(key: &str, columns: &Columns) -> Option<Field> {
    let find = |dictionary| match columns.find(dictionary, key) {
        Some(Meaning::Field(field)) => Some(field),
        _ => None,
    };
    let field = find(Dictionary::People).or_else(|| find(Dictionary::Events))?;
    let tells = matches!(
        field,
        Field::Name | Field::Code | Field::Branch | Field::ItemNumber | Field::ItemName | Field::Step(_) | Field::Total
    );
    tells.then_some(field)
}

/// The label that a cell alone is.
fn key_of(cell: &Cell, columns: &Columns) -> Option<String> {
    let Value::Text(text) = &cell.value else { return None };
    let key = header(text);
    let known = field_of(&key, columns).is_some() || asks_for_period(&key);
    (known || compact(text).ends_with(':')).then_some(key)
}

/// The labels with their values that one text holds: 姓名：王伟　编号：3.
fn pairs(text: &str, is_known: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut pieces = text.split(':').peekable();
    let mut key = pieces.next().unwrap_or_default().to_owned();
    while let Some(piece) = pieces.next() {
        // A time of day is no label.
        let (value, next) = if pieces.peek().is_none() { (piece, "") } else { split_label(piece, is_known) };
        let name = header(last_word(&key));
        if !name.is_empty() && name.chars().count() <= 12 {
            pairs.push((name, value.trim().to_owned()));
        }
        key = next.to_owned();
    }
    pairs
}

/// The value before the label of what comes next, and that label: a known one, spaced out or not, else the last word.
fn split_label<'a>(piece: &'a str, is_known: &dyn Fn(&str) -> bool) -> (&'a str, &'a str) {
    let trimmed = piece.trim_end();
    let breaks = || trimmed.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| trimmed.split_at(at));
    let known = breaks().find(|(_, label)| is_known(&header(label)));
    known.or_else(|| breaks().next_back()).unwrap_or(("", trimmed))
}

/// What stands behind the last break.
fn last_word(text: &str) -> &str {
    text.rsplit(['\n', ';', ',', '。']).next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{builtin, default_id};
    use crate::workbook::sketch;

    fn labels(drawing: &str) -> Labels {
        let rules = builtin(&default_id()).unwrap().unwrap();
        let columns = Columns::new(&rules, &BTreeMap::new());
        let sheet = &sketch(&format!("# 表\n{drawing}"))[0];
        Labels::read(sheet.rows(), &columns)
    }

    #[test]
    fn labels_stand_in_one_cell_with_their_values_or_before_them() {
        for drawing in [
            "姓名：王伟　月份：3月",
            "姓名|王伟|月份|3月",
            "姓　名：|王伟||月 份：|3月",
            "党支部：东河村党支部 姓名：王伟 月份：3月 得分合计：",
        ] {
            let labels = labels(drawing);
            assert_eq!(labels.text(Field::Name), Some("王伟"), "{drawing}");
            assert_eq!(labels.period(Some(2025)), Period::parse("2025-03"), "{drawing}");
        }
    }

    #[test]
    fn steps_and_unknown_labels_are_kept_with_their_cells() {
        let labels = labels("核实人：李秀英|党员大会通过日期：2025-12-20|应到：23");
        assert_eq!(labels.text(Field::Step(0)), Some("李秀英"));
        assert_eq!(labels.text(Field::Step(1)), Some("2025-12-20"));
        assert_eq!(labels.others["应到"], Labelled { text: "23".into(), at: CellRef::new(0, 2) });
    }
}
