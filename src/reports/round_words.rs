//! What changed since a branch handed in its workbook before, in words.

use super::round::{EntryChange, RoundResult, WaivedResult};

/// 已改 5 处，未改 2 处，新增 1 处；登记增加 3 条，删去 1 条，改动 2 条。
#[must_use]
pub fn round_in_words(round: &RoundResult) -> String {
    let problems = [("已改", round.mended.len()), ("未改", round.unmended.len()), ("新增", round.new.len())];
    let problems: Vec<String> = problems.iter().map(|(word, count)| format!("{word} {count} 处")).collect();
    let mut words = problems.join("，");
    let entries: Vec<String> = [EntryChange::Added, EntryChange::Removed, EntryChange::Changed]
        .into_iter()
        .map(|change| (change, entries_of(round, change)))
        .filter(|(_, count)| *count > 0)
        .map(|(change, count)| format!("{} {count} 条", change.label()))
        .collect();
    if !entries.is_empty() {
        words.push_str(&format!("；登记{}", entries.join("，")));
    }
    words.push('。');
    words
}

/// How many entries were added, removed or changed.
#[must_use]
pub fn entries_of(round: &RoundResult, change: EntryChange) -> usize {
    round.entries.iter().filter(|entry| entry.change == change).count()
}

/// An accepted deviation: what it is about, where it stands, who accepted it and why.
#[must_use]
pub fn waived_in_words(waived: &WaivedResult) -> String {
    let about = &waived.diagnostic;
    let place = [&about.branch, &about.sheet, &about.cell, &about.member];
    let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
    format!("{} {}：{}（{} {}：{}）", about.code, place.join(" "), about.message, waived.on, waived.by, waived.reason)
}

impl EntryChange {
    /// The word that users read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Added => "增加",
            Self::Removed => "删去",
            Self::Changed => "改动",
        }
    }
}
