//! The values of declared tables: from what stands in a cell or a heading to what the rule set says that it holds.

use chrono::{Datelike, NaiveDate};

use super::amounts::Unit;
use super::cells::{broken, left_to_its_formula, not_a_number, number_put_right, put_right, shown};
use super::codes::{V102, V103, V105, V303, V304, V305, V308};
use super::dates::{Written, Years, read_date, read_number_as_date, read_written};
use super::numbers::read_figure;
use super::periods::{read_bare_month, read_period};
use crate::model::text::{compact, plain, says_nothing};
use crate::model::{Diagnostic, Held, Period, Points, Proper, Severity, Window};
use crate::rules::{Column, Holds, ItemMatch, RuleSet, Table, Unlisted, Word};
use crate::workbook::{Cell, Value};

/// What a cell reads as, with a remark on how; or what is wrong with it. The place is still to be added.
pub type Read = Result<(Held, Option<Diagnostic>), Box<Diagnostic>>;

/// Where a value is read.
#[derive(Clone, Copy)]
pub struct Values<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The table whose signs may stand there.
    pub table: Option<&'a Table>,
    /// The year of days and months without one.
    pub year: Option<i32>,
}

impl Values<'_> {
    /// The value of a column's cell; `None` where it is empty and that means nothing.
    pub fn read(&self, column: &Column, cell: Option<&Cell>) -> Option<Read> {
        match cell.filter(|cell| !self.is_empty(column, cell)) {
            Some(cell) => {
                let of_cell = |remark: Option<Diagnostic>| remark.map(|remark| left_to_its_formula(cell, remark));
                Some(self.read_cell(column, cell).map(|(held, remark)| (held, of_cell(remark))))
            }
            None => column.empty.as_deref().map(|empty| self.read_text(column, empty).map(|(held, _)| (held, None))),
        }
    }

    /// A dash says nothing, unless it is a sign.
    fn is_empty(&self, column: &Column, cell: &Cell) -> bool {
        let Value::Text(text) = &cell.value else { return false };
        let is_word = || match column.holds {
            // A dash in a column of signs of other tables is one of them.
            Holds::Text => self.table.is_some_and(|table| table.is_carried_sign(column)),
            Holds::Sign => self.table.is_some_and(|table| table.find_sign(text).is_some()),
            Holds::Choice => column.choice(text).is_some(),
            _ => column.word_instead(text).is_some(),
        };
        says_nothing(text) && (compact(text).is_empty() || (column.holds != Holds::Sign && !is_word()))
    }

    fn read_cell(&self, column: &Column, cell: &Cell) -> Read {
        if let Some(problem) = broken(cell) {
            return Err(Box::new(problem));
        }
        let text = shown(cell);
        if column.holds.is_figure() {
            return figure(column, &cell.value, &text, cell.percent);
        }
        match (column.holds, &cell.value) {
            (Holds::Date, value) => self.day(value, &text),
            (holds, Value::Date(moment)) if holds.is_time() => {
                let held = held_period(holds, moment.date());
                held.map(|held| (held, None)).ok_or_else(|| not_known(column, &text))
            }
            _ => self.read_text(column, &text),
        }
    }

    /// A value that is no figure in a cell, as text.
    pub fn read_text(&self, column: &Column, text: &str) -> Read {
        let found = match column.holds {
            Holds::Text => Some(Held::Text(plain(text).into())),
            Holds::Choice => word_of(column, text),
            Holds::Sign => return self.sign(text),
            Holds::Item => match self.rules.find_item_in(text) {
                ItemMatch::Found(item) => Some(Held::Item(item)),
                _ => None,
            },
            Holds::Date | Holds::Month | Holds::Quarter | Holds::Half => read_time(column.holds, text, self.year),
            Holds::Points | Holds::Count | Holds::Percent => {
                return figure(column, &Value::Text(text.into()), text, Some(false));
            }
        };
        found.map(|held| (held, None)).ok_or_else(|| not_known(column, text))
    }

    /// The sign that a filled cell means.
    pub fn sign(&self, text: &str) -> Read {
        if let Some(sign) = self.table.and_then(|table| table.find_sign(text)) {
            return Ok((Held::Sign(sign), None));
        }
        let signs = self.table.map_or(&[][..], |table| &table.signs);
        let title = self.table.map_or("", |table| &table.title);
        let known: Vec<String> = signs.iter().map(|sign| spelt(&sign.word)).collect();
        let message = format!("「{}」不是「{title}」里的记号，看不懂是什么意思。", text.trim());
        let advice = format!("请改成这些记号中的一个：{}。", known.join("、"));
        Err(Box::new(V303.says(message).found(text).advise(advice)))
    }

    fn day(&self, value: &Value, text: &str) -> Read {
        let written = match value {
            Value::Date(moment) => return Ok((Held::Day(moment.date()), None)),
            Value::Number(number) => read_number_as_date(*number, Years::Short(self.year)),
            _ => read_written(text, Years::Short(self.year)),
        };
        match written {
            Some(Written::Day(day)) => Ok((Held::Day(day), Some(put_right(text, Proper::Day(day))))),
            Some(Written::Month(year, month)) => {
                let message = format!("只写到 {year} 年 {month} 月，没有写哪一天。");
                Err(Box::new(V102.says(message).found(text)))
            }
            None => Err(Box::new(V102.says(format!("「{}」看不出是哪一天。", text.trim())).found(text))),
        }
    }
}

/// A word to choose from.
#[must_use]
pub fn word_of(column: &Column, text: &str) -> Option<Held> {
    match column.holds {
        Holds::Choice => column.choice(text).map(Held::Choice),
        Holds::Text => Some(Held::Text(plain(text).into())).filter(|_| !says_nothing(text)),
        _ => None,
    }
}

/// A day, month, quarter or half-year in words.
#[must_use]
pub fn read_time(holds: Holds, text: &str, year: Option<i32>) -> Option<Held> {
    if holds == Holds::Date {
        return match read_date(text, year)? {
            Written::Day(day) => Some(Held::Day(day)),
            Written::Month(..) => None,
        };
    }
    let window = holds.window()?;
    let text = compact(text);
    let bare = || match window {
        Window::Month => Period::month_of(year?, read_bare_month(&text)?),
        Window::Quarter => Period::quarter_of(year?, text.parse().ok()?),
        Window::Half => read_period(&format!("{text}半年"), year),
        Window::Year => None,
    };
    read_period(&text, year).filter(|period| period.window() == window).or_else(bare).map(Held::Span)
}

/// The stretch of the calendar in which a day lies that a cell shows as one: Excel makes a day of 2025-03.
fn held_period(holds: Holds, day: NaiveDate) -> Option<Held> {
    let number = holds.window()?.of(day).1 + 1;
    let label = match holds.window()? {
        Window::Month => format!("{:04}-{number:02}", day.year()),
        Window::Quarter => format!("{:04}Q{number}", day.year()),
        Window::Half => format!("{:04}H{number}", day.year()),
        Window::Year => return None,
    };
    Period::parse(&label).map(Held::Span)
}

/// A figure within the bounds of a column; `percent` says whether the cell shows it as a percentage, where that is known.
fn figure(column: &Column, value: &Value, text: &str, percent: Option<bool>) -> Read {
    let instead = column.instead.iter().position(|word| compact(word) == compact(text));
    if let Some(word) = instead {
        return Ok((Held::Instead(word), None));
    }
    let read = match value {
        Value::Number(number) => {
            let unit = if percent == Some(true) && column.holds == Holds::Percent { Unit::Percent } else { Unit::None };
            Points::from_decimal(*number).map(|points| (points, unit))
        }
        Value::Text(text) => {
            let figure = read_figure(text).filter(|figure| figure.product.is_none() && figure.sign_word.is_none());
            figure.map(|figure| (figure.points, figure.unit))
        }
        _ => None,
    };
    let Some((points, unit)) = read.filter(|(_, unit)| column.holds == Holds::Percent || *unit != Unit::Percent) else {
        let words = column.instead.iter().map(|word| format!("「{word}」")).collect::<Vec<_>>().join("、");
        let instead = if words.is_empty() { String::new() } else { format!("，或者写{words}") };
        let advice = format!("请把「{}」改成数字，例如 3{instead}。", column.title);
        return Err(Box::new(V103.says(not_a_number(text)).found(text).advise(advice)));
    };
    let (points, remark) = match (column.holds, unit) {
        (Holds::Percent, Unit::Percent) => (points * Points::whole(100), None),
        (Holds::Percent, _) => in_percent(points, text, percent.is_none()),
        (_, Unit::None) if matches!(value, Value::Text(_)) => {
            (points, Some(number_put_right(text, points.to_decimal())))
        }
        _ => (points, None),
    };
    if column.holds == Holds::Count && points.as_count().is_none() {
        let message = format!("「{}」写的是「{}」，只能是 0、1、2 这样的整数。", column.title, text.trim());
        return Err(Box::new(V105.says(message).found(text)));
    }
    if !column.allows(points) {
        let bounds = match (column.from, column.to) {
            (Some(from), Some(to)) => format!("在 {from} 到 {to} 之间"),
            (Some(from), None) => format!("不小于 {from}"),
            (None, Some(to)) => format!("不大于 {to}"),
            (None, None) => String::new(),
        };
        let message = format!("「{}」写的是「{}」，应当{bounds}。", column.title, text.trim());
        return Err(Box::new(V304.says(message).found(text)));
    }
    Ok((Held::Figure(points), remark))
}

/// A share without a sign of percent: below 5 it is hardly meant as it stands, and counts as it stands, since nothing is
/// guessed. Only where the file does not say how the number is shown it is taken as Excel keeps 105%: as 1.05.
fn in_percent(points: Points, text: &str, may_show_percent: bool) -> (Points, Option<Diagnostic>) {
    if points.is_zero() || points.is_negative() || points >= Points::whole(5) {
        return (points, None);
    }
    let whole = points * Points::whole(100);
    let text = text.trim();
    if may_show_percent {
        let message = format!("这一格存的是 {text}，已按 {whole}% 认读。");
        let advice = format!("确是 {whole}% 的，可以不改，或写成 {whole}；确是 {text}% 的，请把百分号一起写上。");
        return (whole, Some(V305.says(message).found(text).advise(advice)));
    }
    let message = format!("这一格写的是 {text}，没有百分号，已按 {text}% 认读。");
    let advice = format!("应当是 {whole}% 的，请改成 {whole} 或 {whole}%；确是 {text}% 的，请把百分号一起写上。");
    (points, Some(V305.says(message).found(text).advise(advice)))
}

/// That a text is none of what a column holds.
fn not_known(column: &Column, text: &str) -> Box<Diagnostic> {
    let text = text.trim();
    let title = &column.title;
    let (message, advice) = match column.holds {
        Holds::Choice => {
            let words: Vec<String> = column.one_of.iter().map(spelt).collect();
            (format!("「{text}」不是「{title}」可以填的词。"), format!("请改成其中的一个：{}。", words.join("、")))
        }
        Holds::Item => (format!("「{text}」不是办法里的项目。"), "请写办法里的项目编号或名称。".to_owned()),
        Holds::Month => (format!("「{text}」看不出是哪个月。"), "请写成 3月 或 2025-03 这样。".to_owned()),
        Holds::Quarter => (format!("「{text}」看不出是哪个季度。"), "请写成 2025Q1 或 第一季度 这样。".to_owned()),
        Holds::Half => (format!("「{text}」看不出是上半年还是下半年。"), "请写「上」或「下」。".to_owned()),
        _ => (format!("「{text}」看不懂。"), format!("请核对「{title}」一栏后改好。")),
    };
    let problem = match column.unlisted {
        Unlisted::Warning if column.holds == Holds::Choice => V308.says(message),
        Unlisted::Note if column.holds == Holds::Choice => V308.says(message).as_severity(Severity::Note),
        _ => V303.says(message),
    };
    Box::new(problem.found(text).advise(advice))
}

/// A word with its other spellings, for people.
fn spelt(word: &Word) -> String {
    match word.also.as_slice() {
        [] => word.title.clone(),
        also => format!("{}（{}）", word.title, also.join(" ")),
    }
}
