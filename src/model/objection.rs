//! Objections (异议): what somebody said against a score that was made public, and what came of it.

use chrono::NaiveDate;

use super::{CellRange, Points, RegisterPlace, When};

/// An objection as it is written down: texts without spaces at their ends, empty where nothing is written.
///
/// Who raised it is not here: the name stays in the register, and no output can have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objection {
    /// The branch of the member that it is about.
    pub branch: String,
    /// The member that it is about.
    pub name: String,
    /// The member's number, where the name alone does not tell who.
    pub id: String,
    /// The item, by number or name.
    pub item: String,
    /// The day or period of the entry, as written.
    pub date: String,
    /// The same, where it can be read.
    pub when: Option<When>,
    /// The sheet, where member, item and date do not tell which entry it is.
    pub sheet: String,
    /// The cell on it, as written.
    pub cell: String,
    /// The same, where it can be read.
    pub cells: Option<CellRange>,
    /// What is objected to.
    pub matter: String,
    /// The day on which it was raised, as written.
    pub raised: String,
    /// The same, where it can be read.
    pub raised_on: Option<NaiveDate>,
    /// What came of it (成立, 不成立, 部分成立), as written; empty while it is open.
    pub result: String,
    /// The day on which that was decided, as written.
    pub settled: String,
    /// The same, where it can be read.
    pub settled_on: Option<NaiveDate>,
    /// Who decided it: a person or a meeting.
    pub settled_by: String,
    /// How, and why.
    pub settled_how: String,
    /// What the entry is worth once it is put right (改为), as written.
    pub becomes: String,
    /// The same, where it can be read: points with their sign, 0 for an entry that is taken out.
    pub points: Option<Points>,
    /// Where it is recorded.
    pub at: RegisterPlace,
}
