//! The check list of a draw (抽查清单): how it was made, among what, and what is to be looked into, branch by branch.
//!
//! It holds all that is needed to make the draw again by hand, and is read back by `layout::check_list`.

mod frame;
mod method;
mod page;
mod visit;

pub use page::sample_page;

use super::PeriodResult;
use super::summary::wording::period as period_in_words;
use crate::layout::check_list::{BRANCHES, ENTRIES, METHOD};
use crate::model::{Book, Digest, Points};

/// A draw. All texts are as they are printed: digests are made of them.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The version of the draw.
    pub version: String,
    /// What people published.
    pub seed: String,
    /// The township, where it is known.
    pub township: Option<String>,
    /// The period.
    pub period: PeriodResult,
    /// The rule set, in words.
    pub rules: String,
    /// Whether each stratum was drawn from by itself.
    pub is_stratified: bool,
    /// How many entries of a branch are drawn, where it has so many.
    pub entries: usize,
    /// The files that were read, each with the SHA-256 of its bytes.
    pub files: Vec<(String, String)>,
    /// The earlier draws, in their order.
    pub after: Vec<EarlierList>,
    /// The branches, in the order of the organisation tree.
    pub branches: Vec<SampledBranch>,
}

/// The check list of an earlier draw.
#[derive(Clone, Debug)]
pub struct EarlierList {
    /// The file.
    pub file: String,
    /// The label of its period.
    pub period: String,
    /// The digest of its bytes.
    pub sha256: Digest,
}

/// A branch that could be drawn.
#[derive(Clone, Debug)]
pub struct SampledBranch {
    /// Its name.
    pub name: String,
    /// The stratum.
    pub stratum: String,
    /// Whether it had to be drawn.
    pub is_due: bool,
    /// Whether any workbook of it was read.
    pub has_workbook: bool,
    /// By what it was drawn.
    pub digest: Digest,
    /// Its place in the stratum, from 1.
    pub place: usize,
    /// Whether it was drawn.
    pub drawn: bool,
    /// Whether each of the earlier draws took it.
    pub before: Vec<bool>,
    /// Its entries; of a branch that was not drawn, none.
    pub entries: Vec<SampledEntry>,
}

/// An entry that could be drawn.
#[derive(Clone, Debug)]
pub struct SampledEntry {
    /// The member.
    pub member: String,
    /// The item.
    pub item: String,
    /// The date.
    pub date: String,
    /// What else it says.
    pub content: String,
    /// The points that it states, else those that it was reckoned at.
    pub points: Option<Points>,
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cells.
    pub cell: String,
    /// The codes of the problems that stand in it.
    pub codes: String,
    /// Whether its points are among the highest of the branch.
    pub is_high: bool,
    /// How many tickets it had.
    pub tickets: usize,
    /// The least of its tickets' digests.
    pub digest: Digest,
    /// Whether it was drawn.
    pub drawn: bool,
}

impl Sample {
    /// The branches that were drawn, in the order of the organisation tree.
    pub fn drawn(&self) -> impl Iterator<Item = &SampledBranch> {
        self.branches.iter().filter(|branch| branch.drawn)
    }

    /// A title: township, period, what it is.
    fn title(&self, what: &str) -> String {
        format!("{}{}{what}", self.township.as_deref().unwrap_or_default(), period_in_words(&self.period))
    }
}

impl SampledBranch {
    /// The entries that were drawn, in the order of the workbooks.
    pub fn drawn_entries(&self) -> impl Iterator<Item = &SampledEntry> {
        self.entries.iter().filter(|entry| entry.drawn)
    }
}

/// The check list.
#[must_use]
pub fn sample_book(sample: &Sample) -> Book {
    let mut tables = vec![method::method(sample), frame::branches(sample)];
    let mut taken: Vec<String> = [METHOD, BRANCHES, ENTRIES].map(str::to_owned).to_vec();
    for branch in sample.drawn() {
        let name = sheet_name(&branch.name, &taken);
        taken.push(name.clone());
        tables.push(visit::visit(sample, branch, &name));
    }
    tables.push(frame::entries(sample));
    Book { title: sample.title("积分抽查清单"), tables }
}

/// What a sheet can be called: at most 31 characters, without those that spreadsheets keep for themselves, and never
/// twice, whatever the case of letters.
fn sheet_name(branch: &str, taken: &[String]) -> String {
    const LONGEST: usize = 24;
    let is_fit = |c: &char| !c.is_control() && !['[', ']', ':', '*', '?', '/', '\\', '\''].contains(c);
    let name: String = branch.chars().filter(is_fit).take(LONGEST).collect();
    let name = if name.trim().is_empty() { "支部".to_owned() } else { name.trim().to_owned() };
    let is_taken = |name: &str| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (2..=taken.len() + 2).map(|number| format!("{name}（{number}）"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_spreadsheets_allow() {
        let taken = vec!["支部名单".to_owned(), "A厂党支部".to_owned()];
        assert_eq!(sheet_name("东河村党支部", &taken), "东河村党支部");
        assert_eq!(sheet_name("支部名单", &taken), "支部名单（2）");
        assert_eq!(sheet_name("a厂党支部", &taken), "a厂党支部（2）");
        assert_eq!(sheet_name("东/西[联合]*支部?", &taken), "东西联合支部");
        assert_eq!(sheet_name("?", &taken), "支部");
        assert!(sheet_name(&"很长的名称".repeat(9), &taken).chars().count() <= 31);
    }
}
