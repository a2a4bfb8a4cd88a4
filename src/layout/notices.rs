//! 公示: notices that were posted up, ours or theirs. They hold names and scores and look like a form that is filled in.

use std::sync::Arc;

use super::cells::shown;
use super::periods::read_period;
use crate::model::text::compact;
use crate::model::{Period, Source};
use crate::workbook::{Sheet, Workbook, marks};

/// Titles stand in the first rows of a sheet, alone or nearly so, and are no longer than this.
const ROWS_OF_TITLE: usize = 4;
const MOST_CELLS: usize = 3;
const LONGEST_TITLE: usize = 48;
/// What makes a title one.
const PUBLICITY: &str = "公示";
/// Registers and records of publicity are something else.
const OTHERS: [&str; 4] = ["公示登记", "公示记录", "公示情况", "公示台账"];
/// What a letter says that is posted up.
const OF_LETTERS: [&str; 4] = ["公示时间", "公示期", "予以公示", "现公示"];
/// What is made public of members, in a title.
const OF_RESULTS: [&str; 4] = ["积分", "得分", "星级", "评定"];
/// The longest name of a period, in characters.
const LONGEST_PERIOD: usize = 14;

/// A notice that was found.
#[derive(Clone, Debug)]
pub struct PostedNotice {
    /// Its title.
    pub title: String,
    /// Where the title stands.
    pub source: Source,
    /// The period that the title names.
    pub period: Option<Period>,
    /// Whether it has the words of a letter: it is a notice, whatever table it holds.
    pub is_letter: bool,
    /// Whether the title says that it is of results: then a list of names under it is no roster.
    pub is_of_results: bool,
}

/// The notices of a workbook; empty unless all its sheets are such: a branch may keep its notice beside its ledger.
#[must_use]
pub fn posted_notices(workbook: &Workbook) -> Vec<PostedNotice> {
    let sheets = workbook.sheets.iter().filter(|sheet| !marks::is_sheet_name(&sheet.name));
    let filled = sheets.filter(|sheet| sheet.rows().next().is_some());
    let found: Option<Vec<PostedNotice>> = filled.map(|sheet| posted(sheet, &workbook.original.shown)).collect();
    found.unwrap_or_default()
}

fn posted(sheet: &Sheet, file: &Arc<str>) -> Option<PostedNotice> {
    let rows = sheet.rows().take(ROWS_OF_TITLE).filter(|row| row.cells.len() <= MOST_CELLS);
    let is_title = |text: &str| text.contains(PUBLICITY) && text.chars().count() <= LONGEST_TITLE;
    let titles = rows.flat_map(|row| row.cells).map(|cell| (cell.at, compact(&shown(cell))));
    let (at, title) = titles.into_iter().find(|(_, text)| is_title(text))?;
    if OTHERS.iter().any(|other| title.contains(other)) {
        return None;
    }
    let says = |text: &str| OF_LETTERS.iter().any(|word| text.contains(word));
    let is_letter = sheet.rows().flat_map(|row| row.cells).any(|cell| cell.at != at && says(&compact(&shown(cell))));
    let source = Source { file: Arc::clone(file), sheet: Arc::clone(&sheet.name), cells: at.into() };
    let is_of_results = OF_RESULTS.iter().any(|word| title.contains(word));
    Some(PostedNotice { period: period_in(&title), title, source, is_letter, is_of_results })
}

/// The period that a title names: 2025年第一季度 in 清河镇2025年第一季度党员积分公示.
fn period_in(title: &str) -> Option<Period> {
    let chars: Vec<char> = title.chars().collect();
    (0..chars.len()).find_map(|start| {
        let rest = chars.get(start..)?;
        (4..=LONGEST_PERIOD.min(rest.len())).rev().find_map(|length| {
            let text: String = rest.get(..length)?.iter().collect();
            read_period(&text, None)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_period() {
        for (title, label) in [
            ("清河镇2025年党员积分公示", Some("2025")),
            ("东河村党支部2025年第一季度党员累计积分公示", Some("2025Q1")),
            ("2025年上半年党员积分公示", Some("2025H1")),
            ("关于2025年度党员积分的公示", Some("2025")),
            ("清河镇2025年3月党员积分公示", Some("2025-03")),
            ("党员积分公示", None),
        ] {
            assert_eq!(period_in(title).map(|period| period.to_string()).as_deref(), label, "{title}");
        }
    }
}
