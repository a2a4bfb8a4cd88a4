//! Records: the rows and marks of tables that a rule set declares beside roster and ledger.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{CellRef, Diagnostic, FormPlace, Period, Points, Source, When};

/// One row of a declared table; of a table of signs, one cell; and once for each table what its labels say.
#[derive(Clone, Debug)]
pub struct Record {
    /// Index of the table in the rule set.
    pub table: usize,
    /// Where the table stands.
    pub form: Arc<FormPlace>,
    /// Its row, from 0; for labels that of the header.
    pub row: u32,
    /// Its column, where it is a cell and not a row.
    pub col: Option<u32>,
    /// Whose it is.
    pub of: Whose,
    /// When it was: the column's day or period, else what a column of the row says that tells rows apart.
    pub when: Option<When>,
    /// What it says, in the order of the rule set: heads, columns or labels, the sign of the cell.
    pub values: Vec<RecordValue>,
    /// What the reading found wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// Whose a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The table's: a label above it, or a row that is not about a member.
    Table,
    /// A member's, with the index into the branch's roster once that is known, and the name as written.
    Member(Option<usize>, Box<str>),
}

/// One value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordValue {
    /// What it is the value of.
    pub of: RecordField,
    /// The cell that holds it, or is empty.
    pub at: CellRef,
    /// The value.
    pub held: Held,
}

/// What a value belongs to; indexes are into the table's lists in the rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordField {
    /// A row of the header above columns of signs.
    Head(usize),
    /// A column with a name of its own.
    Column(usize),
    /// A label.
    Label(usize),
    /// The sign of the cell.
    Sign,
}

/// A typed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// A text, in plain widths.
    Text(Box<str>),
    /// A day.
    Day(NaiveDate),
    /// A month, quarter or half-year.
    Span(Period),
    /// Points, a count, or a share in percent (105 is 105%).
    Figure(Points),
    /// A word that stands instead of a figure, by its index in the column.
    Instead(usize),
    /// A word to choose from, by its index in the column.
    Choice(usize),
    /// A sign, by its index in the table.
    Sign(usize),
    /// An item, by its index in the rule set.
    Item(usize),
    /// Nothing stands where a sign should.
    Blank,
}

impl Record {
    /// The whole row, or the cell that the record is.
    #[must_use]
    pub fn source(&self) -> Source {
        match self.col {
            Some(col) => self.form.at(CellRef::new(self.row, col)),
            None => self.form.row(self.row),
        }
    }

    /// The member, as index into the branch's roster.
    #[must_use]
    pub const fn member(&self) -> Option<usize> {
        match self.of {
            Whose::Member(member, _) => member,
            Whose::Table => None,
        }
    }

    /// The value of a field.
    #[must_use]
    pub fn value(&self, of: RecordField) -> Option<&Held> {
        self.values.iter().find(|value| value.of == of).map(|value| &value.held)
    }
}
