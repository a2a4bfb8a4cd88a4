//! Single cells: from what is stored to what is meant, or to a diagnostic that says why not.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

use super::codes::{V101, V102, V103, V104, V105, V201};
use super::dates::{Written, Years, read_number_as_date, read_range, read_written};
use crate::model::text::{compact, plain, says_nothing};
use crate::model::{Diagnostic, Field, FormPlace, Points};
use crate::workbook::{Cell, Row, Value};

/// One row of a recognised table, read field by field. What is wrong or put right gathers in `problems`.
pub struct Reader<'a> {
    /// The table.
    pub form: &'a Arc<FormPlace>,
    /// The row.
    pub row: Row<'a>,
    /// The year for dates that are written without one.
    pub year: Option<i32>,
    /// What was found wrong so far.
    pub problems: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// The cell of a field, unless it is empty or says nothing (`—`).
    #[must_use]
    pub fn cell(&self, field: Field) -> Option<&'a Cell> {
        let cell = self.row.get(*self.form.columns.get(&field)?)?;
        match &cell.value {
            Value::Text(text) if says_nothing(text) => None,
            _ => Some(cell),
        }
    }

    /// Notes a problem with a field.
    pub fn problem(&mut self, field: Field, diagnostic: Diagnostic) {
        self.problems.push(diagnostic.at(self.form.cell(self.row.number, field)));
    }

    /// Notes that a cell was put right: what it holds, and how it is properly written.
    pub fn mended(&mut self, field: Field, found: &str, proper: &str) {
        let (message, advice) = match found.trim() {
            same if same == proper => {
                let kind = if proper.parse::<NaiveDate>().is_ok() { "日期" } else { "数字" };
                let message = format!("这里的「{proper}」存成了文本，已按{kind}认读。");
                (message, "可以不改；要改的，把单元格格式改成「常规」，再输入一遍。".to_owned())
            }
            other => {
                let message = format!("这里写的是「{other}」，已按「{proper}」认读。");
                (message, format!("可以不改；要改就写成「{proper}」。"))
            }
        };
        self.problem(field, V201.says(message).found(found).advise(advice).mended_to(proper));
    }

    /// The text of a field, in plain widths; an error value is a problem.
    pub fn text(&mut self, field: Field) -> Option<String> {
        let cell = self.cell(field)?;
        if let Some(diagnostic) = broken(cell) {
            self.problem(field, diagnostic);
            return None;
        }
        Some(plain(&shown(cell)))
    }

    /// A text that is compared word for word; spaces and widths that had to be passed over are noted.
    pub fn word(&mut self, field: Field, proper: impl Fn(&str) -> String) -> Option<String> {
        let cell = self.cell(field)?;
        if let Some(diagnostic) = broken(cell) {
            self.problem(field, diagnostic);
            return None;
        }
        let written = shown(cell);
        let word = proper(&written);
        if word != written.trim_matches(|c: char| c == ' ') {
            self.mended(field, &written, &word);
        }
        Some(word)
    }

    /// A day that has to be there.
    pub fn required_day(&mut self, field: Field) -> Option<NaiveDate> {
        if self.cell(field).is_none() {
            self.problem(field, V101.says("没有写日期，不知道是哪一天的事，这一条不能计分。"));
            return None;
        }
        match self.date(field)? {
            Ok(Written::Day(day)) => Some(day),
            Ok(Written::Month(year, month)) => {
                let message = format!("只写到 {year} 年 {month} 月，没有写哪一天。");
                let found = self.cell(field).map(shown).unwrap_or_default();
                self.problem(field, V102.says(message).found(&found));
                None
            }
            Err(found) => {
                let found_day = found.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count() > 2;
                let message = if found_day {
                    format!("日历上没有「{}」这一天。", found.trim())
                } else {
                    format!("「{}」看不出是哪一天。", found.trim())
                };
                self.problem(field, V102.says(message).found(&found));
                None
            }
        }
    }

    /// A date, where there is one: what it says, or the text that says no date. Error values are problems and `None`.
    pub fn date(&mut self, field: Field) -> Option<Result<Written, String>> {
        let cell = self.cell(field)?;
        let years = if matches!(field, Field::Born | Field::Joined) { Years::Full } else { Years::Short(self.year) };
        let written = match &cell.value {
            Value::Date(moment) => return Some(Ok(Written::Day(moment.date()))),
            Value::Number(number) => read_number_as_date(*number, years),
            Value::Text(text) => read_written(text, years),
            Value::Bool(_) => None,
            Value::Error(_) | Value::NotCalculated => {
                if let Some(diagnostic) = broken(cell) {
                    self.problem(field, diagnostic);
                }
                return None;
            }
        };
        let found = shown(cell);
        if let Some(Written::Day(day)) = written {
            self.mended(field, &found, &day.to_string());
        }
        Some(written.ok_or_else(|| found.into_owned()))
    }

    /// A number of points, where one is written. `Err` where something else stands there (the problem is noted).
    pub fn points(&mut self, field: Field) -> Result<Option<Points>, ()> {
        let Some(cell) = self.cell(field) else { return Ok(None) };
        if let Some(diagnostic) = broken(cell) {
            self.problem(field, diagnostic);
            return Err(());
        }
        let found = shown(cell);
        let read = match &cell.value {
            Value::Number(number) => Points::from_decimal(*number),
            Value::Text(text) => {
                let text = compact(text);
                let bare = text.strip_suffix('分').unwrap_or(&text);
                Points::parse(bare).ok()
            }
            _ => None,
        };
        match read {
            Some(points) => {
                if matches!(cell.value, Value::Text(_)) {
                    self.mended(field, &found, &points.to_string());
                }
                Ok(Some(points))
            }
            None => {
                self.problem(field, V103.says(format!("「{}」不是数字，没有办法计算。", found.trim())).found(&found));
                Err(())
            }
        }
    }

    /// A count of times, where one is written; units behind the number are passed over.
    pub fn count(&mut self, field: Field) -> Result<Option<u32>, ()> {
        let Some(cell) = self.cell(field) else { return Ok(None) };
        if let Some(diagnostic) = broken(cell) {
            self.problem(field, diagnostic);
            return Err(());
        }
        let found = shown(cell);
        let number = match &cell.value {
            Value::Number(number) => Points::from_decimal(*number),
            Value::Text(text) => {
                let text = compact(text);
                let bare = text.trim_end_matches(['次', '件', '个', '月', '户', '天', '篇', '条']);
                Points::parse(bare).ok()
            }
            _ => None,
        };
        let Some(number) = number else {
            self.problem(field, V103.says(format!("「{}」不是数字，没有办法计算。", found.trim())).found(&found));
            return Err(());
        };
        match number.as_count().filter(|count| *count > 0) {
            Some(count) => {
                if matches!(cell.value, Value::Text(_)) {
                    self.mended(field, &found, &count.to_string());
                }
                Ok(Some(count))
            }
            None => {
                let message = format!("次数写的是「{}」，只能是 1、2、3 这样的整数。", found.trim());
                self.problem(field, V105.says(message).found(&found));
                Err(())
            }
        }
    }
}

/// What the cell shows, as text.
#[must_use]
pub fn shown(cell: &Cell) -> Cow<'_, str> {
    match &cell.value {
        Value::Text(text) | Value::Error(text) => Cow::Borrowed(text),
        Value::Number(number) => number.normalize().to_string().into(),
        Value::Date(moment) => moment.date().to_string().into(),
        Value::Bool(true) => "TRUE".into(),
        Value::Bool(false) => "FALSE".into(),
        Value::NotCalculated => "".into(),
    }
}

/// The diagnostic for a cell that holds no value but an error.
fn broken(cell: &Cell) -> Option<Diagnostic> {
    match &cell.value {
        Value::Error(text) => Some(V104.says(format!("这里显示的是错误「{text}」，读不出内容。")).found(text)),
        Value::NotCalculated => Some(V104.says("这里是公式，但文件里没有算出来的结果。")),
        _ => None,
    }
}
