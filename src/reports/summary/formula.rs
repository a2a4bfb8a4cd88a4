//! The parts that formulas are made of: ranges and criteria.

use crate::model::{CellRef, Table};

/// Rows of a sheet, counted from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    pub first: u32,
    pub last: u32,
}

impl Rows {
    /// The rows of a table's body from the `start`-th on. An empty body still has one row (无).
    pub fn of_body(start: usize, count: usize) -> Self {
        let first = Table::FIRST_ROW.saturating_add(clamped(start));
        Self { first, last: first.saturating_add(clamped(count.max(1)) - 1) }
    }

    /// One column of these rows, absolute: `$F$4:$F$99`.
    pub fn column(self, col: u32) -> String {
        let letters = CellRef::new(0, col).column_letters();
        format!("${letters}${}:${letters}${}", self.first + 1, self.last + 1)
    }

    /// The same on another sheet.
    pub fn column_on(self, sheet: &str, col: u32) -> String {
        format!("{sheet}!{}", self.column(col))
    }
}

fn clamped(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(CellRef::LAST_ROW)
}

/// The row of the n-th row of a body.
pub fn body_row(index: usize) -> u32 {
    Table::FIRST_ROW.saturating_add(clamped(index))
}

/// `$B4`: the column stays when the formula is copied sideways, the row moves along.
pub fn in_column(row: u32, col: u32) -> String {
    format!("${}", CellRef::new(row, col))
}

/// The criterion that means exactly this text: the cell that holds it, or, where spreadsheets would read the text as
/// a comparison or a pattern, a literal that they cannot misread. `None` where a formula cannot hold it.
pub fn criterion(text: &str, cell: String) -> Option<String> {
    let is_plain = !text.is_empty() && !text.starts_with(['=', '<', '>']) && !text.contains(['*', '?', '~']);
    if is_plain {
        return Some(cell);
    }
    let mut literal = String::from("\"=");
    for c in text.chars() {
        match c {
            '*' | '?' | '~' => literal.extend(['~', c]),
            '"' => literal.push_str("\"\""),
            _ => literal.push(c),
        }
    }
    literal.push('"');
    (literal.chars().count() < 250).then_some(literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_absolute_and_never_empty() {
        assert_eq!(Rows::of_body(0, 3).column(5), "$F$4:$F$6");
        assert_eq!(Rows::of_body(2, 0).column_on("表", 26), "表!$AA$6:$AA$6");
        assert_eq!(in_column(body_row(1), 1), "$B5");
    }

    #[test]
    fn a_criterion_means_the_text_and_nothing_else() {
        let of = |text| criterion(text, "$B4".to_owned());
        assert_eq!(of("东河村党支部").as_deref(), Some("$B4"));
        assert_eq!(of("=东河*村").as_deref(), Some("\"==东河~*村\""));
        assert_eq!(of("<\"甲\"").as_deref(), Some("\"=<\"\"甲\"\"\""));
        assert_eq!(of(&"*".repeat(300)), None);
    }
}
