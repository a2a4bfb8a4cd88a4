//! What people are asked to fill in: drop-downs, notes beside the cells, and what is hidden from them at first.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, Worksheet, XlsxError,
};

use crate::model::{Ask, CellRef, Choices, Table};

/// The most characters of the words of a drop-down, commas included; and of a note.
const WORDS: usize = 255;
/// The most characters of the title of a note.
const TITLE: usize = 32;
/// The first and the last year of days that spreadsheet programs agree on.
const YEARS: (i32, i32) = (1901, 2199);

/// Writes them into a sheet.
pub fn write(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    for ask in &table.asks {
        sheet.add_data_validation(ask.first, ask.col, ask.last, ask.col, &validation(ask)?)?;
    }
    for col in &table.hidden.columns {
        sheet.set_column_hidden(*col)?;
    }
    for row in &table.hidden.rows {
        sheet.set_row_hidden(*row)?;
    }
    sheet.set_hidden(table.hidden.sheet);
    Ok(())
}

fn validation(ask: &Ask) -> Result<DataValidation, XlsxError> {
    let title = shortened(&ask.title, TITLE);
    let validation = DataValidation::new();
    let validation = match &ask.choices {
        Choices::Words(words) if fits(words) => validation
            .allow_list_strings(words)?
            .set_error_title(&title)?
            .set_error_message(shortened(&format!("请从下拉列表中选择：{}。", words.join("、")), WORDS))?,
        Choices::Free | Choices::Words(_) => validation.allow_any_value(),
        Choices::Column { table, col, last } => {
            let letters = CellRef::new(0, u32::from(*col)).column_letters();
            let (first, last) = (Table::FIRST_ROW + 1, last + 1);
            let list = format!("='{}'!${letters}${first}:${letters}${last}", table.replace('\'', "''"));
            let listed = validation.allow_list_formula(Formula::new(list));
            warned(listed, &title, &format!("「{table}」里没有这个词。"))?
        }
        Choices::Cells(cells) => {
            let listed = validation.allow_list_formula(Formula::new(format!("={cells}")));
            warned(listed, &title, "下拉列表里没有这个词。确实要这样写的，选「是」。")?
        }
        Choices::Days { from, to } => {
            let said = match (from, to) {
                (Some(from), Some(to)) => format!("请写 {from} 到 {to} 之间的日期，如 {from}。"),
                (Some(from), None) => format!("请写 {from} 以后的日期，如 {from}。"),
                _ => "请写年月日齐全的日期，如 2025-03-15。".to_owned(),
            };
            let rule = DataValidationRule::Between(day(*from, YEARS.0, (1, 1))?, day(*to, YEARS.1, (12, 31))?);
            validation.allow_date(rule).set_error_title(&title)?.set_error_message(said)?
        }
        Choices::Whole { least, most } => {
            let whole = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
            let rule = DataValidationRule::Between(whole(*least), whole(*most));
            let said = format!("请写 {least} 到 {most} 的整数，只写数字，不写单位。");
            validation.allow_whole_number(rule).set_error_title(&title)?.set_error_message(said)?
        }
        Choices::Figure { least, most } => {
            let formula = |points: &crate::model::Points| Formula::new(points.to_string());
            let rule = DataValidationRule::Between(formula(least), formula(most));
            let said = format!("请写 {least} 到 {most} 的数，只写数字，不写单位。");
            validation.allow_decimal_number_formula(rule).set_error_title(&title)?.set_error_message(said)?
        }
        Choices::Where { formula, otherwise } => validation
            .allow_custom(Formula::new(format!("={formula}")))
            .set_error_title(&title)?
            .set_error_message(shortened(otherwise, WORDS))?,
    };
    validation.set_input_title(&title)?.set_input_message(shortened(&ask.note, WORDS))
}

/// Whether words fit into a list of their own; a comma would part one.
fn fits(words: &[String]) -> bool {
    words.iter().map(|word| word.chars().count() + 1).sum::<usize>() <= WORDS
        && words.iter().all(|word| !word.contains(','))
}

fn warned(validation: DataValidation, title: &str, message: &str) -> Result<DataValidation, XlsxError> {
    validation.set_error_style(DataValidationErrorStyle::Warning).set_error_title(title)?.set_error_message(message)
}

fn day(day: Option<NaiveDate>, year: i32, (month, date): (u8, u8)) -> Result<ExcelDateTime, XlsxError> {
    let year = day.map_or(year, |day| day.year()).clamp(YEARS.0, YEARS.1);
    let narrow = |number: u32| u8::try_from(number).unwrap_or(1);
    let (month, date) = day.map_or((month, date), |day| (narrow(day.month()), narrow(day.day())));
    ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2000), month, date)
}

/// The beginning of a text that is too long for its place.
fn shortened(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut length = 1;
    for c in text.chars() {
        length += c.len_utf16();
        if length > most {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}
