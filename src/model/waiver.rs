//! Waivers: deviations that a meeting accepted.

use chrono::NaiveDate;

use super::{CellRange, RegisterPlace, When};

/// What a meeting accepted (豁免), as it is written down: texts without spaces at their ends, empty where nothing is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiver {
    /// The branch's name.
    pub branch: String,
    /// The member's name.
    pub name: String,
    /// The member's number, where the name alone does not tell who.
    pub id: String,
    /// The code of the problem that was accepted.
    pub code: String,
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
    /// Whether the entry counts (计分) or not (不计分), as written.
    pub treatment: String,
    /// Why it was accepted.
    pub reason: String,
    /// Who accepted it: the meeting.
    pub by: String,
    /// The day of the meeting, as written.
    pub on: String,
    /// The same, where it can be read.
    pub day: Option<NaiveDate>,
    /// Where it is recorded.
    pub at: RegisterPlace,
}
