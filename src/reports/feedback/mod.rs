//! 反馈单.xlsx: what the township sends back, a printed page for each branch that has something to mend.

mod index;
mod problems;
mod room;
mod sheet;

pub(super) use room::{height, shortened};

use super::document::ResultDocument;
use super::round::{RoundResult, WaivedResult};
use super::senders::{Sender, senders};
use super::statistics::statistics;
use crate::model::{Book, Diagnostic, Severity};
use crate::rules::RuleSet;

/// What one sheet is made of.
struct Feedback<'a> {
    /// Whose it is.
    sender: Sender<'a>,
    /// The name of the sheet.
    sheet: String,
    /// What changed since the last time, where that is known.
    round: Option<&'a RoundResult>,
    /// What the meeting accepted.
    waived: Vec<&'a WaivedResult>,
}

/// The book: an index, a sheet for each branch with errors, warnings or a comparison with the last time, and the
/// commonest problems. `None` where there is nothing to say to anyone.
#[must_use]
pub fn feedback_book(result: &ResultDocument, rules: &RuleSet, diagnostics: &[Diagnostic]) -> Option<Book> {
    let all = senders(result, diagnostics);
    let mut feedback: Vec<Feedback<'_>> = Vec::new();
    for sender in &all {
        let round = result.rounds.iter().find(|round| round.branch == sender.name);
        let has_problems = sender.count(Severity::Error) + sender.count(Severity::Warning) > 0;
        if has_problems || round.is_some_and(is_telling) {
            let sheet = sheet_name(feedback.len() + 1, sender.name);
            let waived = result.waived.iter().filter(|waived| is_about(waived, sender)).collect();
            feedback.push(Feedback { sender: sender.clone(), sheet, round, waived });
        }
    }
    if feedback.is_empty() {
        return None;
    }
    let mut tables = vec![index::table(result, rules, &all, &feedback)];
    tables.extend(feedback.iter().map(|feedback| sheet::table(result, feedback)));
    tables.extend(index::commonest(result, rules, &statistics(result, diagnostics)));
    let title = super::summary::wording::title(result, rules, "积分报表反馈单");
    Some(Book { title, tables })
}

fn is_telling(round: &RoundResult) -> bool {
    !(round.mended.is_empty() && round.unmended.is_empty() && round.new.is_empty() && round.entries.is_empty())
}

fn is_about(waived: &WaivedResult, sender: &Sender<'_>) -> bool {
    match (&waived.diagnostic.branch, &waived.diagnostic.file) {
        (Some(branch), _) => branch == sender.name,
        (None, Some(file)) => sender.files.contains(&file.as_str()),
        (None, None) => false,
    }
}

/// A name that a sheet may have, and no other has: the number, and as much of the name as fits.
pub(super) fn sheet_name(number: usize, name: &str) -> String {
    const LONGEST: usize = 31;
    let mut sheet = number.to_string();
    for c in std::iter::once(' ').chain(name.chars()) {
        let c = if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') || c.is_control() { ' ' } else { c };
        if sheet.encode_utf16().count() + c.len_utf16() > LONGEST {
            break;
        }
        sheet.push(c);
    }
    sheet.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_excel_allows() {
        assert_eq!(sheet_name(3, "东河村党支部"), "3 东河村党支部");
        assert_eq!(sheet_name(12, "甲/乙[1].xlsx"), "12 甲 乙 1 .xlsx");
        assert_eq!(sheet_name(1, &"长".repeat(40)).chars().count(), 31);
    }
}
