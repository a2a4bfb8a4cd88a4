//! The tables of a branch, as a case draws them.

/// A branch and its tables.
#[derive(Debug, Default)]
pub struct Branch {
    pub name: String,
    pub roster: Table,
    pub ledger: Table,
    pub points: Table,
    /// 另有: so many members more, without any entry.
    pub others: usize,
}

/// Header and rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The text of a column in a row; empty where the table lacks either.
    pub fn text<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let at = self.header.iter().position(|header| header == column);
        at.and_then(|at| row.get(at)).map_or("", String::as_str)
    }
}
