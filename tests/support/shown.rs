//! What was read, as lines that can be compared.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use jifen::workbook::{Reading, Sheet};

/// The cells of a sheet: `A1 Number(3)`, and ` =` behind what a formula computed.
pub fn cells(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.cells().iter();
    cells.map(|cell| format!("{} {:?}{}", cell.at, cell.value, if cell.formula { " =" } else { "" })).collect()
}

/// A sheet with all that a reader of forms is told of it.
pub fn sheet(sheet: &Sheet) -> Vec<String> {
    let mut lines = vec![format!("# {}{}", sheet.name, if sheet.hidden { " (hidden)" } else { "" })];
    lines.extend(sheet.merges().iter().map(|merge| format!("merged {merge}")));
    lines.extend(sheet.rows().filter(|row| row.hidden).map(|row| format!("hidden row {}", row.number + 1)));
    lines.extend((0..50).filter(|col| sheet.is_hidden_col(*col)).map(|col| format!("hidden column {}", col + 1)));
    lines.extend(cells(sheet));
    lines
}

/// All sheets of a file, in which nothing may be wrong.
#[track_caller]
pub fn whole(reading: Reading) -> Vec<String> {
    assert_eq!(reading.diagnostics, []);
    reading.workbook.unwrap().sheets.iter().flat_map(sheet).collect()
}

/// The codes of what is wrong with a file.
pub fn codes(reading: &Reading) -> Vec<&str> {
    reading.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}
