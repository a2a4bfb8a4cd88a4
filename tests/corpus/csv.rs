//! A form's only sheet as a csv, as a spreadsheet program saves it.

use crate::form::Form;
use crate::sheets::Kind;
use crate::shown::shown;

/// The form as a csv; `None` where a csv cannot hold it: several sheets, hidden parts, formulas without a value,
/// formats that hide a part of the value, and cells merged downwards beside entries.
pub fn csv(form: &Form) -> Option<String> {
    let [sheet] = form.sheets.as_slice() else { return None };
    if sheet.hidden || !sheet.hidden_columns.is_empty() || sheet.rows.iter().any(|row| row.hidden) {
        return None;
    }
    for entry in &form.expected.entries {
        let rows = sheet.rows.get(entry.cells.top..=entry.cells.bottom)?;
        if rows.iter().flat_map(|row| &row.cells).any(|cell| cell.kind == Kind::Above) {
            return None;
        }
    }
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut text = String::new();
    for row in &sheet.rows {
        let mut fields =
            row.cells.iter().map(|cell| shown(cell).map(|text| quoted(&text))).collect::<Option<Vec<_>>>()?;
        fields.resize(width, String::new());
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    Some(text)
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

pub fn utf8(form: &Form) -> Option<Vec<u8>> {
    csv(form).map(|text| format!("\u{feff}{text}").into_bytes())
}

pub fn gb18030(form: &Form) -> Option<Vec<u8>> {
    csv(form).map(|text| encoding_rs::GB18030.encode(&text).0.into_owned())
}
