//! Reads the notation of sheets. An error names the line.

use super::{Sheet, cells, merges, place};

/// Reads a text of sheets and nothing else: each begins with `--- sheet NAME`. Remarks may stand before the first.
pub fn sheets(text: &str) -> Result<Vec<Sheet>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<(usize, &str)> = text.lines().enumerate().map(|(index, line)| (index + 1, line)).collect();
    let mut found: Vec<Sheet> = Vec::new();
    for section in lines.chunk_by(|_, (_, line)| !line.starts_with("---")) {
        let read = match section[0].1.strip_prefix("---").map(str::trim) {
            Some(title) => title.strip_prefix("sheet ").ok_or_else(|| (section[0].0, format!("{title} is no section"))),
            None => match section.iter().find(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
                Some((number, line)) => Err((*number, format!("{line} stands before the first --- sheet"))),
                None => continue,
            },
        };
        let read = read.and_then(|name| sheet(name.trim(), &section[1..]));
        let sheet = read.map_err(|(number, message)| format!("line {number}: {message}"))?;
        if found.iter().any(|it| it.name == sheet.name) {
            return Err(format!("line {}: a second sheet {}", section[0].0, sheet.name));
        }
        found.push(sheet);
    }
    if found.is_empty() { Err("there is no --- sheet".to_owned()) } else { Ok(found) }
}

/// Reads one sheet: what stands behind `--- sheet`, and its numbered lines.
pub fn sheet(title: &str, lines: &[(usize, &str)]) -> Result<Sheet, (usize, String)> {
    let (name, hidden) = title.strip_suffix(" hidden").map_or((title, false), |name| (name.trim(), true));
    let mut sheet = Sheet { name: name.to_owned(), hidden, ..Sheet::default() };
    let mut numbers = Vec::new();
    for (number, line) in lines.iter().filter(|(_, line)| !line.trim_matches(' ').is_empty()) {
        let fail = |message: String| (*number, message);
        if let Some(columns) = line.strip_prefix("hidden columns:").filter(|_| sheet.rows.is_empty()) {
            for letters in columns.split([',', ' ']).filter(|it| !it.is_empty()) {
                let column = place::column(letters);
                sheet.hidden_columns.push(column.ok_or_else(|| fail(format!("{letters} is no column")))?);
            }
            continue;
        }
        sheet.rows.push(cells::row(line).map_err(fail)?);
        numbers.push(*number);
    }
    sheet.merges = merges(&sheet.rows).map_err(|(row, message)| (numbers[row], message))?;
    Ok(sheet)
}

#[test]
fn sheets_are_read_and_errors_name_the_line() {
    let read = sheets("# a remark\n\n--- sheet 甲\n标题 | <\n1 | 2025-03-15\n\n--- sheet 乙 hidden\n丙\n").unwrap();
    let names: Vec<_> = read.iter().map(|sheet| (sheet.name.as_str(), sheet.rows.len(), sheet.hidden)).collect();
    assert_eq!(names, [("甲", 2, false), ("乙", 1, true)]);
    for (text, message) in [
        ("", "there is no"),
        ("甲\n--- sheet 甲\n", "line 1: 甲 stands before"),
        ("--- expect\n", "line 1: expect is no section"),
        ("--- sheet 甲\n1\n021\n", "line 3: 021 begins with 0"),
        ("--- sheet 甲\n1\n--- sheet 甲\n", "line 3: a second sheet"),
    ] {
        let error = sheets(text).unwrap_err();
        assert!(error.starts_with(message), "{error}");
    }
}
