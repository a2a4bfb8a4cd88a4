//! 抽查清单: our own check lists, read back: how the draw was made, and what was found at each entry that was drawn.
//!
//! The headers are those that `reports::sample` writes; whoever fills a list in may move rows, but not rename columns.

use std::sync::Arc;

use super::cells::{broken, shown};
use super::dates::{Written, read_date};
use crate::model::text::{compact, header, plain};
use crate::model::{CellRange, CellRef, Source};
use crate::workbook::{Row, Sheet, Workbook};

/// The sheet that says how the draw was made.
pub const METHOD: &str = "抽查办法";
/// The sheet with all branches among which was drawn.
pub const BRANCHES: &str = "支部名单";
/// The sheet with all entries among which was drawn.
pub const ENTRIES: &str = "登记名单";
/// The label of the seed.
pub const SEED: &str = "抽查种子";
/// The label of the period.
pub const PERIOD: &str = "期间";
/// The label of the branch, above the entries that were drawn from it.
pub const BRANCH: &str = "支部";
/// Over the digests.
pub const DIGEST: &str = "摘要";
/// Over what tells which branches were drawn.
pub const DRAWN: &str = "抽中";
/// Over the member.
pub const MEMBER: &str = "党员";
/// Over the item.
pub const ITEM: &str = "项目";
/// Over the date.
pub const DATE: &str = "日期";
/// Over what the entry says besides.
pub const CONTENT: &str = "登记内容";
/// Over the file.
pub const FILE: &str = "文件";
/// Over the sheet.
pub const SHEET: &str = "工作表";
/// Over the cells.
pub const CELL: &str = "单元格";
/// Over what was found.
pub const RESULT: &str = "核查结果";
/// Over who looked.
pub const BY: &str = "核查人";
/// Over when they did.
pub const ON: &str = "核查日期";
/// Over why.
pub const NOTE: &str = "说明";

/// How many rows from the top are looked at for a header.
const ROWS_LOOKED_AT: usize = 40;

/// A check list.
#[derive(Clone, Debug, Default)]
pub struct CheckList {
    /// How the draw was made, where the workbook has the sheets that say so.
    pub draw: Option<EarlierDraw>,
    /// The entries that were drawn, with what was found, in the order of sheets and rows.
    pub findings: Vec<Finding>,
}

/// A draw that was made before.
#[derive(Clone, Debug, Default)]
pub struct EarlierDraw {
    /// Its seed.
    pub seed: String,
    /// The label of its period.
    pub period: String,
    /// The branches among which was drawn.
    pub branches: Vec<ListedBranch>,
}

/// A branch among which was drawn.
#[derive(Clone, Debug)]
pub struct ListedBranch {
    /// Its name.
    pub name: String,
    /// The digest by which it was drawn, as written.
    pub digest: String,
    /// Whether it was drawn.
    pub drawn: bool,
}

/// An entry that was drawn, and what was found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The branch.
    pub branch: String,
    /// The member, as the list writes it.
    pub member: String,
    /// The item, as the list writes it.
    pub item: String,
    /// The date, as the list writes it.
    pub date: String,
    /// What the entry says besides, as the list writes it.
    pub content: String,
    /// The branch's file.
    pub file: String,
    /// The sheet of that file.
    pub sheet: String,
    /// The cells of that sheet.
    pub cell: String,
    /// What was found: 属实, 不实, 存疑, something else, or nothing yet.
    pub result: String,
    /// Who looked.
    pub by: String,
    /// When.
    pub on: String,
    /// Why.
    pub note: String,
    /// The cell of the check list that says what was found.
    pub source: Source,
}

/// Whether a workbook is a check list, or a part of one, and no branch's report.
#[must_use]
pub fn is_check_list(workbook: &Workbook) -> bool {
    workbook.sheets.iter().any(|sheet| label(sheet, SEED, ROWS_LOOKED_AT).is_some() || of_findings(sheet).is_some())
}

/// Reads a check list; `None` where the workbook is none.
#[must_use]
pub fn read_check_list(workbook: &Workbook) -> Option<CheckList> {
    if !is_check_list(workbook) {
        return None;
    }
    let file = &workbook.original.shown;
    let findings = workbook.sheets.iter().flat_map(|sheet| findings_of(sheet, file));
    Some(CheckList { draw: draw_of(workbook), findings: findings.collect() })
}

fn draw_of(workbook: &Workbook) -> Option<EarlierDraw> {
    let called = |name: &str| workbook.sheets.iter().find(|sheet| compact(&sheet.name) == name);
    let method = called(METHOD)?;
    let sheet = called(BRANCHES)?;
    let columns = Columns::of(sheet, &[BRANCH, DIGEST, DRAWN])?;
    let branches = sheet.rows().filter(|row| row.number > columns.header).filter_map(|row| {
        let digest = compact(&columns.text(&row, DIGEST)).to_lowercase();
        // Remarks stand below the rows.
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let drawn = compact(&columns.text(&row, DRAWN)).starts_with(DRAWN);
        is_digest.then(|| ListedBranch { name: columns.text(&row, BRANCH), digest, drawn })
    });
    Some(EarlierDraw {
        seed: label(method, SEED, ROWS_LOOKED_AT)?,
        period: label(method, PERIOD, ROWS_LOOKED_AT)?,
        branches: branches.collect(),
    })
}

/// The columns of a sheet on which entries are looked into.
fn of_findings(sheet: &Sheet) -> Option<Columns> {
    Columns::of(sheet, &[RESULT, BY, MEMBER, SHEET, CELL])
}

fn findings_of(sheet: &Sheet, file: &Arc<str>) -> Vec<Finding> {
    let Some(columns) = of_findings(sheet) else { return Vec::new() };
    let above = usize::try_from(columns.header).unwrap_or(usize::MAX);
    let branch = label(sheet, BRANCH, above).unwrap_or_default();
    let rows = sheet.rows().filter(|row| row.number > columns.header);
    let finding = |row: Row<'_>| {
        let text = |name: &str| columns.text(&row, name);
        // Remarks stand below the rows, and have no cells.
        CellRange::parse(&compact(&text(CELL)))?;
        let at = CellRef::new(row.number, columns.col(RESULT)?);
        Some(Finding {
            branch: branch.clone(),
            member: text(MEMBER),
            item: text(ITEM),
            date: text(DATE),
            content: text(CONTENT),
            file: text(FILE),
            sheet: text(SHEET),
            cell: text(CELL),
            result: compact(&text(RESULT)),
            by: text(BY),
            on: day(&text(ON)),
            note: text(NOTE),
            source: Source { file: Arc::clone(file), sheet: Arc::clone(&sheet.name), cells: at.into() },
        })
    };
    rows.filter_map(finding).collect()
}

/// A day in figures, however it is written; what is none stays as it is.
fn day(text: &str) -> String {
    match read_date(&plain(text), None) {
        Some(Written::Day(day)) => day.to_string(),
        _ => text.to_owned(),
    }
}

/// What stands behind a label, in the rows at the top of a sheet.
fn label(sheet: &Sheet, name: &str, rows: usize) -> Option<String> {
    sheet.rows().take(rows.min(ROWS_LOOKED_AT)).find_map(|row| {
        let (first, rest) = row.cells.split_first()?;
        (compact(&shown(first)) == name).then(|| rest.first().map(|cell| shown(cell).trim().to_owned()))?
    })
}

/// Where the columns of a sheet are.
struct Columns {
    header: u32,
    at: Vec<(String, u32)>,
}

impl Columns {
    /// The columns below the first row that has all of these headers.
    fn of(sheet: &Sheet, needed: &[&str]) -> Option<Self> {
        sheet.rows().take(ROWS_LOOKED_AT).find_map(|row| {
            let at: Vec<(String, u32)> = row.cells.iter().map(|cell| (header(&shown(cell)), cell.at.col)).collect();
            let columns = Self { header: row.number, at };
            needed.iter().all(|name| columns.col(name).is_some()).then_some(columns)
        })
    }

    fn col(&self, name: &str) -> Option<u32> {
        self.at.iter().find(|(header, _)| header == name).map(|(_, col)| *col)
    }

    /// What stands in a column; an error value says nothing.
    fn text(&self, row: &Row<'_>, name: &str) -> String {
        let cell = self.col(name).and_then(|col| row.get(col)).filter(|cell| broken(cell).is_none());
        cell.map(|cell| shown(cell).trim().to_owned()).unwrap_or_default()
    }
}
