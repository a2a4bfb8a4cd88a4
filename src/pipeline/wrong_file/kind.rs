//! What is no branch's workbook: outputs of this program that were put among the inputs; files in which nothing was found
//! that counts.

use super::Wrong;
use crate::layout::codes::{L101, L111, L126};
use crate::layout::{Kind, TableRead};
use crate::model::Diagnostic;
use crate::model::text::compact;
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;

/// A workbook of ours, known by the sheets that it has beside others of its own.
struct Output {
    /// What it is called in messages.
    called: &'static str,
    /// Its sheets, as the reports name them.
    sheets: &'static [&'static str],
    /// How many of them it has at least: some are left out where they would be empty.
    least: usize,
}

const OUTPUTS: [Output; 5] = [
    Output {
        called: "乡镇汇总",
        sheets: &["总览", "党员积分", "得分明细", "支部情况", "后续措施", "问题清单"],
        least: 4,
    },
    Output {
        called: "规则表格",
        sheets: &["办法", "条文", "条文内容", "级别分值", "名额比例", "例题", "例题结果", "各栏"],
        least: 5,
    },
    Output { called: "两套规则的比较", sheets: &["概要", "党员"], least: 2 },
    Output { called: "读取清单", sheets: &["读取清单"], least: 1 },
    Output { called: "反馈单", sheets: &["目录", "常见问题"], least: 2 },
];

/// Titles by which workbooks of ours are known that have a sheet for each member or branch: how they end.
const TITLES: [(&str, &str); 6] = [
    ("积分依据", "积分依据"),
    ("积分一人一册", "一人一册"),
    ("反馈单", "反馈单"),
    ("两套规则的比较", "两套规则的比较"),
    ("积分结果告知单", "告知单"),
    ("公示情况记录", "公示情况记录"),
];

/// Sheets that only a branch's own workbook has.
const OF_BRANCHES: [&str; 3] = ["积分登记", "花名册", "积分卡"];

/// Files in which nothing counts, and outputs of ours.
pub fn of_another_kind(gathered: &Gathered, _: &Settings) -> Vec<Wrong> {
    let told = |file: &ReadFile| {
        let is_whole = |told: &&Diagnostic| {
            let of_file = told.file.as_ref() == Some(&file.original.shown) && told.sheet.is_none();
            of_file && (told.code == &L101 || told.code == &L111)
        };
        gathered.diagnostics.iter().find(is_whole).cloned()
    };
    let judge = |(at, file): (usize, &ReadFile)| {
        let says = match output(file) {
            Some(called) => {
                let shown = &file.original.shown;
                let message = format!("「{shown}」是本程序写的{called}，不是支部的登记表，没有使用。");
                L126.says(message).in_file(shown)
            }
            None => told(file)?,
        };
        Some(Wrong { at, says })
    };
    gathered.files.iter().enumerate().filter_map(judge).collect()
}

/// Which of our outputs a file is.
fn output(file: &ReadFile) -> Option<&'static str> {
    if file.sheets.iter().any(|sheet| OF_BRANCHES.iter().any(|word| sheet.contains(word))) {
        return None;
    }
    let has = |name: &&&str| file.sheets.iter().any(|sheet| compact(sheet) == **name);
    let by_sheets = OUTPUTS.iter().find(|output| output.sheets.iter().filter(has).count() >= output.least);
    let claims = &file.recognised.claims;
    let titled = |(end, called): &(&str, &'static str)| {
        let title = claims.title.as_deref().map(|title| title.strip_suffix("(试算)").unwrap_or(title));
        title.is_some_and(|title| title.ends_with(end)).then_some(*called)
    };
    // A township's own form may be called 反馈单: what has entries of events in it is somebody's work.
    let has_entries = file.recognised.tables.iter().any(|table| table.kind == Kind::Ledger && table.rows > 0);
    let by_title = TITLES.iter().find_map(titled).filter(|_| !has_entries);
    by_title.or_else(|| by_sheets.map(|output| output.called)).or_else(|| rulebook(file))
}

/// A rule set as `rules show` writes it: one sheet, 办法, which has numbers and names of items and lists nobody.
fn rulebook(file: &ReadFile) -> Option<&'static str> {
    let is_alone = matches!(file.sheets.as_slice(), [sheet] if &**sheet == "办法");
    let lists = |table: &TableRead| matches!(table.kind, Kind::Roster | Kind::Ledger | Kind::Card);
    (is_alone && !file.recognised.tables.iter().any(lists)).then_some("积分办法")
}
