//! What a workbook turned out to hold.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::account::Account;
use super::claims::Claims;
use super::columns::Columns;
use super::columns_read::ColumnRead;
use super::evidence::Evidence;
use super::kind::Kind;
use super::nearest::Nearest;
use super::parts::Part;
use super::pins::Pin;
use crate::model::{CellRange, Decision, Diagnostic, Severity};

/// What is known beforehand about the forms of a township.
#[derive(Clone, Debug)]
pub struct Hints {
    /// The header dictionary.
    pub columns: Columns,
    /// The township's name, where the profile has it.
    pub township: Option<String>,
    /// The year for dates without one.
    pub year: Option<i32>,
    /// What the profile says of forms that are not recognised.
    pub pins: Vec<Pin>,
}

/// What a workbook turned out to hold.
#[derive(Clone, Debug, Default)]
pub struct Recognised {
    /// The tables, in sheet order.
    pub tables: Vec<TableRead>,
    /// The township that its titles name.
    pub township: Option<String>,
    /// The year that its titles name.
    pub year: Option<i32>,
    /// What it says of itself, tables or not.
    pub claims: Claims,
    /// What the branches have in it: one part, where it is one branch's.
    pub parts: Vec<Part>,
    /// The decisions.
    pub decisions: Vec<Decision>,
    /// What is wrong with its forms and rosters.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of every cell.
    pub account: Account,
    /// The sheets that were not recognised, each with what comes nearest to a header.
    pub strangers: Vec<(Arc<str>, Option<Nearest>)>,
    /// The pins that said what a table or sheet of it is, by their place in the hints.
    pub pins: BTreeSet<usize>,
}

/// A table that was recognised.
#[derive(Clone, Debug)]
pub struct TableRead {
    /// What it is.
    pub kind: Kind,
    /// Its sheet.
    pub sheet: Arc<str>,
    /// Its header.
    pub header: CellRange,
    /// How much of the header is understood, in percent.
    pub confidence: usize,
    /// Rows of data in it, or 1 for a card.
    pub rows: usize,
    /// Its columns, from the left.
    pub columns: Vec<ColumnRead>,
    /// What it was judged by.
    pub evidence: Evidence,
}

impl Recognised {
    /// Rows of data in all tables.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Whether there is nobody's and nothing in it that counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(Part::is_empty)
    }
}

impl Recognised {
    /// Whether its forms are in order and nobody has filled them in.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        let is_wrong = self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        let of_township = self.tables.iter().all(|table| matches!(table.kind, Kind::Decisions | Kind::Archive));
        self.parts.iter().all(Part::is_blank) && self.decisions.is_empty() && !is_wrong && !of_township
    }
}
