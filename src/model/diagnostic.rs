//! Problems in the data are values: collected, counted, reported together.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CellRange, Fix, FixKind, Proper, privacy};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Information; nothing has to be done.
    Note,
    /// It counts as the rule set says, and is listed.
    Warning,
    /// It must be put right; until then the result is provisional (试算).
    Error,
}

impl Severity {
    /// The word that users read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Note => "说明",
            Self::Warning => "提醒",
            Self::Error => "错误",
        }
    }
}

/// What becomes of an entry: the most severe verdict of all checks holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It counts.
    #[default]
    Counted,
    /// It waits for a step of the procedure and counts 0 until then (待审议).
    Pending,
    /// It counts 0: in error, or of another period.
    Excluded,
}

/// One kind of problem: its permanent code, and all that `jifen explain` says about it.
///
/// The two examples are documentation and test at once: a test feeds them to the program and sees that the bad one
/// raises the code and the good one does not.
#[derive(Debug)]
pub struct Code {
    /// A letter and three digits; never reused.
    pub id: &'static str,
    /// How bad it is, where the diagnostic itself does not say otherwise.
    pub severity: Severity,
    /// What it does to the entry in which it is found.
    pub verdict: Verdict,
    /// A few words: what is wrong.
    pub title: &'static str,
    /// Why this is a problem, in one or two sentences.
    pub why: &'static str,
    /// What to do about it, in one or two sentences.
    pub mend: &'static str,
    /// A table that has the problem.
    pub bad: Example,
    /// The same table put right.
    pub good: Example,
}

impl Code {
    /// A diagnostic of this kind, with the code's own severity and advice; the place and value are added to it.
    #[must_use]
    pub fn says(&'static self, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: self,
            severity: self.severity,
            file: None,
            sheet: None,
            cells: None,
            branch: None,
            member: None,
            value: None,
            message: privacy::masked(&message.into()).into_owned(),
            help: self.mend.to_owned(),
            fix: None,
        }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// What stands in a [`Code`] as its bad or good example.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// Sheets of a branch's workbook, in the notation of `workbook::sketch`.
    Sheets(&'static str),
    /// A whole file: its name and its bytes.
    File(&'static str, &'static [u8]),
    /// A piece of a rule set, in TOML.
    Rules(&'static str),
    /// A situation that no single workbook shows, told in words.
    Told(&'static str),
}

/// Where something stands: file, sheet and cells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The file's path as shown: relative to the folder given, with `/`.
    pub file: Arc<str>,
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The cells.
    pub cells: CellRange,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}「{}」{}", self.file, self.sheet, self.cells)
    }
}

/// One problem in the data: code, place, value found, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: &'static Code,
    /// How bad it is here.
    pub severity: Severity,
    /// The file; `None` for the whole run.
    pub file: Option<Arc<str>>,
    /// The sheet; `None` for a whole file.
    pub sheet: Option<Arc<str>>,
    /// The cells; `None` for a whole sheet.
    pub cells: Option<CellRange>,
    /// The branch concerned.
    pub branch: Option<Arc<str>>,
    /// The member concerned.
    pub member: Option<String>,
    /// What was found, masked where it looks like an ID, phone or bank-card number.
    pub value: Option<String>,
    /// What is wrong, in one or two plain sentences.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What the cell could say instead.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Names the cells.
    #[must_use]
    pub fn at(mut self, source: Source) -> Self {
        self.file = Some(source.file);
        self.sheet = Some(source.sheet);
        self.cells = Some(source.cells);
        self
    }

    /// Names the sheet alone.
    #[must_use]
    pub fn in_sheet(mut self, file: &Arc<str>, sheet: &Arc<str>) -> Self {
        self.file = Some(Arc::clone(file));
        self.sheet = Some(Arc::clone(sheet));
        self
    }

    /// Names the file alone.
    #[must_use]
    pub fn in_file(mut self, file: &Arc<str>) -> Self {
        self.file = Some(Arc::clone(file));
        self
    }

    /// Names the branch.
    #[must_use]
    pub fn of_branch(mut self, branch: &Arc<str>) -> Self {
        self.branch = Some(Arc::clone(branch));
        self
    }

    /// Names the member; a number of an ID, a phone or a bank card that stands with the name is masked.
    #[must_use]
    pub fn of_member(mut self, member: &str) -> Self {
        self.member = Some(privacy::masked(member).into_owned());
        self
    }

    /// Names the value found.
    #[must_use]
    pub fn found(mut self, value: &str) -> Self {
        self.value = Some(privacy::masked(value).into_owned());
        self
    }

    /// Replaces the code's general advice by advice for this case.
    #[must_use]
    pub fn advise(mut self, help: impl Into<String>) -> Self {
        self.help = privacy::masked(&help.into()).into_owned();
        self
    }

    /// Replaces the code's severity.
    #[must_use]
    pub fn as_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Names the safe fix: the same meaning in the proper form.
    #[must_use]
    pub fn mended_to(mut self, proper: Proper) -> Self {
        self.fix = Some(Fix::new(FixKind::Safe, proper));
        self
    }

    /// Names the unsafe fix: what the cell would say if the problem is what it seems to be.
    #[must_use]
    pub fn could_be(mut self, proper: Proper) -> Self {
        self.fix = Some(Fix::new(FixKind::Unsafe, proper));
        self
    }
}
