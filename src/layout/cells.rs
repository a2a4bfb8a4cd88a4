//! Single cells: from what is stored to what is meant, or to a diagnostic that says why not.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::amounts::Unit;
use super::codes::{V101, V102, V103, V104, V105, V201, V202};
use super::date_range::read_range;
use super::dates::{Written, Years, read_number_as_date, read_written};
use super::numbers::{Figure, Product, read_figure};
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
        let col = *self.form.columns.get(&field)?;
        // What is merged down over several rows holds for all of them; a figure there would count again and again.
        let is_figure = matches!(field, Field::Stated | Field::Quantity | Field::Added | Field::Taken);
        let cell = if is_figure { self.row.get(col)? } else { self.row.get_merged(col)? };
        match &cell.value {
            Value::Text(text) if says_nothing(text) => None,
            _ => Some(cell),
        }
    }

    /// The text of a field, whether it says anything or not.
    #[must_use]
    pub fn bare_text(&self, field: Field) -> Option<String> {
        match &self.row.get_merged(*self.form.columns.get(&field)?)?.value {
            Value::Text(text) => Some(plain(text)),
            _ => None,
        }
    }

    /// Notes a problem with a field.
    pub fn problem(&mut self, field: Field, diagnostic: Diagnostic) {
        self.problems.push(diagnostic.at(self.form.cell(self.row.number, field)));
    }

    /// Notes that a cell was put right: what it holds, and how it is properly written.
    pub fn mended(&mut self, field: Field, found: &str, proper: &str) {
        self.problem(field, put_right(found, proper));
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

    /// The text of a field as it stands, its line breaks with it; an error value is nothing.
    #[must_use]
    pub fn text_as_written(&self, field: Field) -> Option<String> {
        self.cell(field).filter(|cell| broken(cell).is_none()).map(|cell| shown(cell).into_owned())
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
            Err(found) => self.last_day(field, &found),
        }
    }

    /// The last of several days of one month, which is noted; else what is wrong.
    fn last_day(&mut self, field: Field, found: &str) -> Option<NaiveDate> {
        let shown = found.trim();
        let parts = found.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
        let message = match read_range(found, self.year) {
            Some((from, to)) if (from.year(), from.month()) == (to.year(), to.month()) => {
                let message = format!("「{shown}」是 {from} 到 {to}，已按最后一天 {to} 计算。");
                let advice = format!("可以不改；要改就写成其中的一天，例如 {to}。");
                self.problem(field, V202.says(message).found(found).advise(advice));
                return Some(to);
            }
            Some((from, to)) => format!("「{shown}」是 {from} 到 {to}，不在一个月里，定不了算哪一天。"),
            None if parts > 2 => format!("日历上没有「{shown}」这一天。"),
            None => format!("「{shown}」看不出是哪一天。"),
        };
        self.problem(field, V102.says(message).found(found));
        None
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
        Ok(self.figure(field)?.map(|figure| figure.points))
    }

    /// A number of points and how it is written. `Err` where something else stands there (the problem is noted).
    pub fn figure(&mut self, field: Field) -> Result<Option<Figure>, ()> {
        self.cell(field).map(|cell| self.noted(field, figure_in(cell))).transpose()
    }

    /// A count of times, where one is written; units behind the number are passed over.
    pub fn count(&mut self, field: Field) -> Result<Option<u32>, ()> {
        self.cell(field).map(|cell| self.noted(field, count_in(cell))).transpose()
    }

    /// What was read from a field's cell, its problem noted.
    fn noted<T>(&mut self, field: Field, read: Figures<T>) -> Result<T, ()> {
        let (value, problem) = match read {
            Ok((value, remark)) => (Ok(value), remark),
            Err(problem) => (Err(()), Some(*problem)),
        };
        if let Some(problem) = problem {
            self.problem(field, problem);
        }
        value
    }
}

/// What a cell's figure is, with a remark on how it was read; or what is wrong with it. The place is still to be added.
pub type Figures<T> = Result<(T, Option<Diagnostic>), Box<Diagnostic>>;

/// The number of points in a cell.
pub fn figure_in(cell: &Cell) -> Figures<Figure> {
    let read = read_figure_of(cell)?;
    let found = shown(cell);
    let message = match read.map(|figure| (figure, figure.unit)) {
        Some((figure, Unit::None | Unit::Points)) => {
            let remark = match figure.product {
                Some(product) => Some(multiplied(&found, figure.points, product)),
                None if matches!(cell.value, Value::Text(_)) => Some(put_right(&found, &figure.points.to_string())),
                None => None,
            };
            return Ok((figure, remark));
        }
        Some((_, Unit::Times)) => format!("「{}」写的是次数，看不出是多少分。", found.trim()),
        Some((_, Unit::Percent)) => format!("「{}」是百分数，看不出是多少分。", found.trim()),
        None => not_a_number(&found),
    };
    Err(Box::new(V103.says(message).found(&found)))
}

/// The number of times in a cell.
pub fn count_in(cell: &Cell) -> Figures<u32> {
    let is_bare = |figure: &Figure| figure.product.is_none() && figure.sign_word.is_none();
    let found = shown(cell);
    let Some(figure) = read_figure_of(cell)?.filter(|figure| figure.unit != Unit::Points && is_bare(figure)) else {
        return Err(Box::new(V103.says(not_a_number(&found)).found(&found)));
    };
    match figure.points.as_count().filter(|count| *count > 0 && figure.unit != Unit::Percent) {
        Some(count) => {
            let is_text = matches!(cell.value, Value::Text(_));
            Ok((count, is_text.then(|| put_right(&found, &count.to_string()))))
        }
        None => {
            let message = format!("次数写的是「{}」，只能是 1、2、3 这样的整数。", found.trim());
            Err(Box::new(V105.says(message).found(&found)))
        }
    }
}

/// The figure in a cell, where it is one; an error value is a problem.
fn read_figure_of(cell: &Cell) -> Result<Option<Figure>, Box<Diagnostic>> {
    if let Some(diagnostic) = broken(cell) {
        return Err(Box::new(diagnostic));
    }
    Ok(match &cell.value {
        Value::Number(number) => Points::from_decimal(*number).map(Figure::from),
        Value::Text(text) => read_figure(text),
        _ => None,
    })
}

/// The remark that a cell was put right: what it holds, and how it is properly written.
pub fn put_right(found: &str, proper: &str) -> Diagnostic {
    let is_word = proper.parse::<NaiveDate>().is_err() && read_figure(proper).is_none();
    let (message, advice) = match found.trim() {
        same if same == proper && is_word => {
            let message = format!("这里的「{proper}」前后有空格，已不计空格认读。");
            (message, format!("可以不改；要改就写成「{proper}」。"))
        }
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
    V201.says(message).found(found).advise(advice).mended_to(proper)
}

/// The remark on how a product was read. The cell alone cannot be put right: the times belong into a column of their own.
fn multiplied(found: &str, points: Points, product: Product) -> Diagnostic {
    let message = match product.times {
        Some(times) => {
            let each = points / Points::whole(times.into());
            format!("这里写的是「{}」，已按 {times} 次、每次 {each} 分、共 {points} 分认读。", found.trim())
        }
        None => format!("这里写的是「{}」，已按共 {points} 分认读。", found.trim()),
    };
    let advice = format!("可以不改；要改就在「次数」栏写次数，在「分值」栏写 {points}。");
    V201.says(message).found(found).advise(advice)
}

pub fn not_a_number(found: &str) -> String {
    format!("「{}」不是数字，没有办法计算。", found.trim())
}

/// Whether an ID number was saved as a number and lost its end: Excel keeps fifteen digits, which is all that the old ID
/// numbers have. A text in scientific notation is what it showed, copied.
#[must_use]
pub fn is_damaged_identity(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(number) => number.trunc().abs() >= Decimal::from(1_000_000_000_000_000_i64),
        Value::Text(text) => {
            let text = compact(text);
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let parts = text.split_once(['e', 'E']).map(|(number, power)| (number, power.trim_start_matches('+')));
            parts.is_some_and(|(number, power)| digits(number) && matches!(power, "14" | "15" | "16" | "17"))
        }
        _ => false,
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
pub fn broken(cell: &Cell) -> Option<Diagnostic> {
    match &cell.value {
        Value::Error(text) => Some(V104.says(format!("这里显示的是错误「{text}」，读不出内容。")).found(text)),
        Value::NotCalculated => Some(V104.says("这里是公式，但文件里没有算出来的结果。")),
        _ => None,
    }
}
