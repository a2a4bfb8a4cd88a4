//! What a package is made of, and how it is wanted.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::pipeline::options::Settings;
use crate::pipeline::{Options, Outcome};

/// How a package is wanted.
#[derive(Clone, Debug, Default)]
pub struct ArchiveOptions {
    /// Why a provisional result (试算) is packed nevertheless; `None` where it is not to be.
    pub provisional: Option<String>,
    /// Into which files the books of members go.
    pub books: Books,
}

/// Into which files the books of members go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Books {
    /// A workbook for each branch, with an index.
    #[default]
    Branch,
    /// A workbook for each member.
    Member,
}

/// A run that is to be packed.
pub struct Packing<'a> {
    /// What it found out.
    pub outcome: &'a Outcome,
    /// What it was asked for.
    pub given: &'a Options,
    /// What it was made with.
    pub settings: &'a Settings,
    /// How the package is wanted.
    pub options: &'a ArchiveOptions,
}

impl Packing<'_> {
    /// The label of the period: the year's folder.
    #[must_use]
    pub fn period(&self) -> &str {
        &self.outcome.result.period.label
    }

    /// The date of what the program has made: that of the report, else the period's last day.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        let last_day = || NaiveDate::parse_from_str(&self.outcome.result.period.to, "%Y-%m-%d").ok();
        self.settings.report_date.or_else(last_day).unwrap_or_default()
    }
}
