//! What changed since a branch handed in its workbook before, in words.

use super::round::{EntryChange, RoundEntry, RoundResult, WaivedResult};

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

/// 东河村党支部 王伟「积分登记」I10，E304：……；计分。原因：……（支部党员大会 2026-01-10 同意，豁免.xlsx「豁免」第 3 行）
#[must_use]
pub fn waived_in_words(one: &WaivedResult) -> String {
    let found = &one.diagnostic;
    let who: Vec<&str> = [&found.branch, &found.member].into_iter().filter_map(Option::as_deref).collect();
    let sheet = found.sheet.as_deref().map_or(String::new(), |sheet| format!("「{sheet}」"));
    let cell = found.cell.as_deref().unwrap_or("");
    let counts = match one.counts {
        Some(true) => "处理：计分。",
        Some(false) => "处理：不计分。",
        None => "",
    };
    format!(
        "{}{sheet}{cell} {}：{}{counts}原因：{}（{} {} 同意，见{}）",
        who.join(" "),
        found.code,
        found.message,
        one.reason.trim_end_matches('。'),
        one.by,
        one.on,
        one.source
    )
}

/// 改动：王伟 J04 2025-05-12，原来 2 次、5 分，现在 2 次、3 分（积分登记 A5:K5）
#[must_use]
pub fn entry_in_words(entry: &RoundEntry) -> String {
    let about = [&entry.member, &entry.item, &entry.date].map(String::as_str);
    let about: Vec<&str> = about.into_iter().filter(|word| !word.is_empty()).collect();
    let said = match (&entry.before, &entry.after) {
        (Some(before), Some(after)) => format!("，原来 {before}，现在 {after}"),
        (Some(only), None) | (None, Some(only)) => format!("，{only}"),
        (None, None) => String::new(),
    };
    format!("{}：{}{said}（{} {}）", entry.change.label(), about.join(" "), entry.sheet, entry.cell)
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
