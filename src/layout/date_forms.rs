//! A column of dates in which a few are written unlike all others: true dates, text, numbers of days, packed numbers.

use rust_decimal::Decimal;

use super::codes::V203;
use super::dates::read_date;
use super::tables::Table;
use crate::model::text::says_nothing;
use crate::model::{CellRef, Diagnostic, Field, FormPlace};
use crate::rules::{Holds, RuleSet};
use crate::workbook::{Row, Value};

/// A column of fewer dates proves no habit.
const LEAST: usize = 5;
/// At most one in so many may be written otherwise, or one alone.
const SHARE: usize = 10;
/// So many cells are named.
const SHOWN: usize = 8;

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A true date.
    Date,
    /// 2025.3.15.
    Text,
    /// 20250315.
    Packed,
    /// 45731: the number behind a true date.
    Serial,
}

impl Form {
    const ALL: [Self; 4] = [Self::Date, Self::Text, Self::Packed, Self::Serial];

    const fn title(self) -> &'static str {
        match self {
            Self::Date => "真正的日期",
            Self::Text => "文字",
            Self::Packed => "八位数字",
            Self::Serial => "数字（日期的序号）",
        }
    }

    /// `None` where nothing like a date stands.
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Date(_) => Some(Self::Date),
            Value::Number(number) if number.is_integer() => {
                let within = |from: i64, to: i64| *number >= Decimal::from(from) && *number <= Decimal::from(to);
                let serial = within(10_000, 80_000).then_some(Self::Serial);
                serial.or_else(|| within(190_001, 21_991_231).then_some(Self::Packed))
            }
            Value::Text(text) if says_nothing(text) => None,
            Value::Text(text) => {
                let is_packed = text.trim().bytes().all(|byte| byte.is_ascii_digit());
                read_date(text, None).map(|_| if is_packed { Self::Packed } else { Self::Text })
            }
            _ => None,
        }
    }
}

/// The notes on a table's columns of dates, one for each column in which a few stand out.
#[must_use]
pub fn odd_dates(rows: &[Row<'_>], table: &Table, form: &FormPlace, rules: &RuleSet) -> Vec<Diagnostic> {
    let columns = form.columns.iter().filter(|(field, _)| holds_dates(**field, rules));
    columns.filter_map(|(_, col)| odd_dates_in(rows, *col, table, form)).collect()
}

fn holds_dates(field: Field, rules: &RuleSet) -> bool {
    match field {
        Field::Date | Field::Registered | Field::Born | Field::Joined | Field::Came | Field::Left | Field::Died => true,
        Field::Step(step) => rules.steps.get(step).is_some_and(|step| step.holds == Holds::Date),
        _ => false,
    }
}

fn odd_dates_in(rows: &[Row<'_>], col: u32, table: &Table, form: &FormPlace) -> Option<Diagnostic> {
    let written =
        || rows.iter().filter_map(|row| row.get(col)).filter_map(|cell| Some((cell.at, Form::of(&cell.value)?)));
    let mut counts = [0_usize; Form::ALL.len()];
    for (_, form) in written() {
        if let Some(count) = counts.get_mut(form as usize) {
            *count += 1;
        }
    }
    let all: usize = counts.iter().sum();
    let (usual, most) = Form::ALL.into_iter().zip(counts).max_by_key(|(_, count)| *count)?;
    let odd = all - most;
    if odd == 0 || all < LEAST || (odd > 1 && odd * SHARE > all) {
        return None;
    }
    let places: Vec<(CellRef, Form)> = written().filter(|(_, form)| *form != usual).collect();
    let named: Vec<String> = places.iter().take(SHOWN).map(|(at, form)| format!("{at}（{}）", form.title())).collect();
    let more = if places.len() > SHOWN { format!(" 等 {} 格", places.len()) } else { String::new() };
    let heading = table.band.at(col);
    let heading = heading.map_or("", |(heading, _)| heading.leaf());
    let (first, _) = places.first()?;
    let message = format!(
        "「{heading}」栏 {all} 个日期里，{most} 个写成{}，只有 {}{more}不一样。",
        usual.title(),
        named.join("、")
    );
    Some(V203.says(message).at(form.at(*first)))
}

#[cfg(test)]
mod tests {
    use crate::layout::drawn;

    /// The places of the notes on a roster with these days of joining.
    fn notes(days: &[&str]) -> Vec<String> {
        let lines: String = days.iter().zip(1..).map(|(day, n)| format!("{n}|党员{n}|男|{day}\n")).collect();
        let read = drawn::read(&format!("# 花名册\n序号|姓名|性别|入党时间\n{lines}"));
        let odd = read.diagnostics.iter().filter(|diagnostic| diagnostic.code.id == "V203");
        odd.map(|diagnostic| diagnostic.cells.unwrap().to_string()).collect()
    }

    #[test]
    fn the_one_that_is_written_otherwise_is_told() {
        let date = "1999-07-01";
        for odd in ["1999.7.1", "19990701", "36342", "1999年7月"] {
            assert_eq!(notes(&[date, date, odd, date, date]), ["D4"], "{odd}");
        }
        assert_eq!(notes(&["1999.7.1", "1999.7.2", date, "1999.7.3", "1999年7月"]), ["D4"]);
    }

    #[test]
    fn columns_of_one_form_of_many_forms_and_of_few_dates_are_left_alone() {
        let date = "1999-07-01";
        assert_eq!(notes(&[date; 9]), [""; 0]);
        assert_eq!(notes(&[date, date, "1999.7.1", "1999.7.2", date, date]), [""; 0]);
        assert_eq!(notes(&[date, "1999.7.1", date]), [""; 0]);
        assert_eq!(notes(&[date, date, date, date, date, "不详", "—", ""]), [""; 0]);
    }
}
