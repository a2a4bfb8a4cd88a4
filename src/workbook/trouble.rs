//! Why a file, or one sheet of it, cannot be read.

use super::Sheet;
use super::sniff::Kind;

/// One sheet, or its name and why it could not be read.
pub(super) type SheetRead = Result<Sheet, (String, &'static str)>;

/// Cells of a workbook, empty ones included: no branch has more.
pub(super) const CELLS: usize = 5_000_000;
/// Sheets of a workbook.
pub(super) const SHEETS: usize = 2_000;
/// Merged rectangles of a sheet.
pub(super) const MERGES: usize = 100_000;

/// What stopped the reading. `Damaged` in a sheet costs that sheet alone; all else costs the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Not as such a file must be; in a few words of Chinese.
    Damaged(&'static str),
    /// Protected by a password.
    Locked,
    /// Something else in the same kind of package.
    Foreign(Kind),
    /// Larger than anything a branch writes; which limit, in Chinese.
    Beyond(String),
    /// The reader broke down over it, or took too long or too much memory; in a few words of Chinese.
    GaveUp(&'static str),
}

/// Takes one from the cells that a workbook may still have.
pub(super) fn take_cell(budget: &mut usize) -> Result<(), Trouble> {
    let beyond = || Trouble::Beyond(format!("单元格太多（超过 {} 万个）", CELLS / 10_000));
    *budget = budget.checked_sub(1).ok_or_else(beyond)?;
    Ok(())
}

/// Refuses more merged rectangles than any sheet has.
pub(super) fn check_merges(count: usize) -> Result<(), Trouble> {
    if count > MERGES {
        return Err(Trouble::Beyond(format!("合并的单元格太多（超过 {} 万处）", MERGES / 10_000)));
    }
    Ok(())
}

/// Refuses more sheets than any workbook has.
pub(super) fn check_sheets(count: usize) -> Result<(), Trouble> {
    if count > SHEETS {
        return Err(Trouble::Beyond(format!("工作表太多（超过 {SHEETS} 张）")));
    }
    Ok(())
}
