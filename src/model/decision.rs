//! Decisions of a meeting about contested places.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Source;

/// What a meeting (党员大会) decided about someone whose place was contested.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The branch's name.
    pub branch: String,
    /// The member's name.
    pub name: String,
    /// The member's number, where the name alone does not tell who.
    pub id: Option<String>,
    /// Title of the grade that the place is in.
    pub grade: String,
    /// Awarded (授予) or not (不授予); `None` where neither is written.
    pub awarded: Option<bool>,
    /// The day of the meeting.
    pub date: Option<NaiveDate>,
    /// Who decided: the meeting (党员大会, 镇党委会); empty where nobody wrote it.
    pub by: String,
    /// Whether the file asks for it: older ones do not.
    pub asks_by: bool,
    /// Why.
    pub reason: String,
    /// The file it is written in.
    pub file: Arc<str>,
    /// Which one of its file it is, from 1.
    pub number: usize,
    /// Where it stands in a workbook.
    pub source: Option<Source>,
}
