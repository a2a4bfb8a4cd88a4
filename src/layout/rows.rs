//! Which rows below a header are data: not blanks, totals, signatures, or the header again.

use std::sync::Arc;

use super::cells::shown;
use crate::model::text::{compact, says_nothing};
use crate::model::{Field, FormPlace};
use crate::workbook::{Cell, Row, Sheet, Value};

/// How a row of totals begins.
const TOTALS: [&str; 8] = ["合计", "小计", "总计", "累计", "平均", "平均分", "总分", "共计"];
/// How a line of notes or signatures begins.
const FOOTERS: [&str; 16] = [
    "填表人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "负责人",
    "支部书记",
    "书记签字",
    "书记签名",
    "签字",
    "记录人",
    "填报人",
    "填报日期",
    "日期",
    "注",
    "说明",
];

/// The rows of data of a table: a row in which none of `fields` is filled in holds no data.
///
/// `proof` are the fields of which two filled in prove a row of data, whatever words it begins with.
pub fn data_rows<'a>(
    sheet: &'a Sheet,
    form: &'a Arc<FormPlace>,
    fields: &'a [Field],
    proof: &'a [Field],
) -> impl Iterator<Item = Row<'a>> {
    let header = sheet.rows().find(|row| row.number == form.header);
    let filled =
        move |row: &Row<'_>, fields: &[Field]| fields.iter().filter(|field| is_filled(row, form, **field)).count();
    sheet.rows().filter(move |row| {
        row.number > form.header
            && filled(row, fields) > 0
            && !is_signature(row)
            && !is_instruction(row)
            && (filled(row, proof) > 1 || !is_total_or_note(row))
            && !header.is_some_and(|header| is_same_text(&header, row))
    })
}

fn is_filled(row: &Row<'_>, form: &FormPlace, field: Field) -> bool {
    let cell = form.columns.get(&field).and_then(|col| row.get(*col));
    cell.is_some_and(|cell| !matches!(&cell.value, Value::Text(text) if says_nothing(text)))
}

fn says_something(cell: &&Cell) -> bool {
    !matches!(&cell.value, Value::Text(text) if says_nothing(text))
}

/// The first text, whatever stands before it.
fn first_text(row: &Row<'_>) -> Option<String> {
    row.cells.iter().filter(says_something).find_map(|cell| match &cell.value {
        Value::Text(text) => Some(compact(text)),
        _ => None,
    })
}

/// The text that the row begins with; `None` where it begins with a number or a date, as lines of data do.
fn opening(row: &Row<'_>) -> Option<String> {
    match &row.cells.iter().find(says_something)?.value {
        Value::Text(text) => Some(compact(text)),
        _ => None,
    }
}

/// 填表人：…
fn is_signature(row: &Row<'_>) -> bool {
    let begins =
        |text: String| FOOTERS.iter().any(|footer| text.strip_prefix(footer).is_some_and(|rest| rest.starts_with(':')));
    opening(row).is_some_and(begins)
}

fn is_total_or_note(row: &Row<'_>) -> bool {
    let is_labelled = |text: &str| TOTALS.iter().any(|total| text.strip_prefix(total).is_some_and(is_figure));
    first_text(row).is_some_and(|text| TOTALS.contains(&text.as_str()))
        || opening(row).is_some_and(|text| is_labelled(&text) || FOOTERS.iter().any(|footer| text.starts_with(footer)))
}

/// What follows 合计 in one cell: ：2条, (20人), 35.
fn is_figure(rest: &str) -> bool {
    rest.starts_with(|c: char| matches!(c, ':' | '(' | '共') || c.is_ascii_digit())
}

/// 必填, under every header that has to be filled in.
fn is_instruction(row: &Row<'_>) -> bool {
    let mut cells = row.cells.iter().filter(says_something);
    cells.all(|cell| match &cell.value {
        Value::Text(text) => matches!(compact(text).as_str(), "必填" | "选填" | "非必填" | "必填项" | "选填项"),
        _ => false,
    })
}

/// A header that a page break repeats.
fn is_same_text(header: &Row<'_>, row: &Row<'_>) -> bool {
    let texts = |row: &Row<'_>| row.cells.iter().map(|cell| compact(&shown(cell))).collect::<Vec<_>>();
    header.cells.len() == row.cells.len() && texts(header) == texts(row)
}
