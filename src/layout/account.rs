//! The reading ledger (读取清单): what became of every cell that holds something.
//!
//! Each cell has exactly one use. Cells of one use that lie together are one [`Stretch`], so that a sheet of thousands of
//! cells is a few dozen of them.

use std::sync::Arc;

use super::codes::L118;
use super::stretches::Ledger;
pub use super::stretches::Stretch;
use super::uses::{CellUse, RowCursor, Zone};
pub use super::uses::{TableUse, Use};
use crate::model::{CellRange, Diagnostic, Source};
use crate::workbook::{Cell, Sheet, Value};

/// So many places are named.
const PLACES: usize = 8;

/// What became of the cells of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Its sheets, in order.
    pub sheets: Vec<SheetAccount>,
}

/// What became of the cells of a sheet.
#[derive(Clone, Debug)]
pub struct SheetAccount {
    /// Its name.
    pub sheet: Arc<str>,
    /// Whether all of it is hidden.
    pub hidden: bool,
    /// The stretches, from the top.
    pub stretches: Vec<Stretch>,
}

impl Account {
    /// Sets the whole workbook aside: nothing of it counts.
    pub fn set_aside(&mut self) {
        for stretch in self.sheets.iter_mut().flat_map(|sheet| &mut sheet.stretches) {
            if stretch.what.is_used() {
                stretch.what = Use::FileSetAside;
            }
        }
    }

    /// Sets aside a workbook of which it does not matter what a cell would have been.
    pub fn set_aside_whole(&mut self) {
        for stretch in self.sheets.iter_mut().flat_map(|sheet| &mut sheet.stretches) {
            stretch.what = Use::FileSetAside;
        }
    }
}

impl SheetAccount {
    /// Accounts for every cell. `tables` are those of the sheet; where there are none, every cell is passed over for the
    /// reason given.
    #[must_use]
    pub fn new(sheet: &Sheet, tables: &[&TableUse], otherwise: Use) -> Self {
        let mut ledger = Ledger::default();
        let mut cursor = RowCursor::new(tables);
        for row in sheet.rows() {
            let zones = cursor.at(row.number);
            ledger.begin_row();
            for (place, cell) in row.cells.iter().enumerate() {
                let (what, column, holds_figures) = if tables.is_empty() {
                    (otherwise, None, true)
                } else {
                    use_of(tables, zones, cell, || place.checked_sub(1).and_then(|left| row.cells.get(left)))
                };
                let hidden = sheet.hidden || row.hidden || sheet.is_hidden_col(cell.at.col);
                let figures = usize::from(!what.is_used() && holds_figures && is_figure(cell));
                let uncalculated = usize::from(cell.value == Value::NotCalculated);
                let cells = CellRange::from(cell.at);
                ledger.add(Stretch { cells, count: 1, what, column, hidden, figures, uncalculated });
            }
            ledger.end_row(&row);
        }
        Self { sheet: Arc::clone(&sheet.name), hidden: sheet.hidden, stretches: ledger.stretches }
    }

    /// What is said of figures that stand outside all tables, or in columns without a heading.
    #[must_use]
    pub(super) fn figures_passed_over(&self, file: &Arc<str>) -> Option<Diagnostic> {
        let is_open = |it: &&Stretch| matches!(it.what, Use::Outside | Use::UnheadedColumn) && it.figures > 0;
        let found: Vec<&Stretch> = self.stretches.iter().filter(is_open).collect();
        let first = found.first()?;
        let places: Vec<String> = found.iter().take(PLACES).map(|stretch| stretch.cells.to_string()).collect();
        let figures: usize = found.iter().map(|stretch| stretch.figures).sum();
        let more = if found.len() > PLACES { " 等" } else { "" };
        let message = format!("{}{more} 写着 {figures} 个数字，不在认出的栏里，没有用到。", places.join("、"));
        let source = Source { file: Arc::clone(file), sheet: Arc::clone(&self.sheet), cells: first.cells };
        Some(L118.says(message).at(source))
    }

    /// How many cells hold something.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.stretches.iter().map(|stretch| stretch.count).sum()
    }
}

/// The use of a cell.
fn use_of<'a>(
    tables: &[&TableUse],
    zones: &[(usize, Zone)],
    cell: &Cell,
    left: impl FnOnce() -> Option<&'a Cell>,
) -> CellUse {
    let inside = zones.iter().find_map(|(index, zone)| {
        let table = *tables.get(*index)?;
        (*zone != Zone::Above && table.cols.contains(&cell.at.col)).then_some((table, *zone))
    });
    if let Some((table, zone)) = inside {
        return match zone {
            Zone::Header => (Use::Header, None, false),
            Zone::Data => table.data(cell.at.col),
            Zone::Row(_) if table.labels.binary_search(&cell.at).is_ok() => (Use::Label, None, false),
            Zone::Row(what) => (what, None, table.data(cell.at.col).2),
            Zone::Above => (Use::Title, None, false),
        };
    }
    let mut above = zones.iter().filter(|(_, zone)| *zone == Zone::Above).filter_map(|(index, _)| tables.get(*index));
    if above.clone().any(|table| table.labels.binary_search(&cell.at).is_ok()) {
        return (Use::Label, None, false);
    }
    // A figure above a table is told by a label, or by nothing.
    let is_labelled =
        || matches!(left().map(|left| &left.value), Some(Value::Text(text)) if text.trim_end().ends_with([':', '：']));
    if above.next().is_some() && (matches!(cell.value, Value::Text(_)) || is_labelled()) {
        return (Use::Title, None, false);
    }
    (Use::Outside, None, true)
}

/// A number, or a text with a digit of figure's length.
fn is_figure(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) => true,
        Value::Text(text) => text.len() <= 12 && text.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::layout::drawn;
    use crate::layout::recognise::recognise;
    use crate::layout::stretches::MOST;
    use crate::model::CellRef;
    use crate::workbook::{Original, Workbook, sketch};

    /// The sheets of a drawing, accounted for: place, number of cells, use.
    fn account(drawing: &str) -> Vec<String> {
        let recognised = drawn::read(drawing);
        let stretches = recognised.account.sheets.iter().flat_map(|sheet| &sheet.stretches);
        stretches.map(|it| format!("{} {} {}", it.cells, it.count, it.what.id())).collect()
    }

    #[test]
    fn every_part_of_a_sheet_has_its_use() {
        let found = account(
            "# 积分登记\n东河村党支部积分登记表||||||2025\n核实人：|李秀英\n序号|日期|姓名|项目编号|分值|带队人|备注\n\
             1|2025-03-08|王伟|J04|2|张三|好\n2|2025-03-09|王伟|J04|1\n合计||||3\n3\n\
             序号|日期|姓名|项目编号|分值|带队人|备注\n4|2025-03-10|王伟|J04|1||||另记\n填表人：李秀英",
        );
        let expected = [
            "A1:A1 1 title",
            "G1:G1 1 outside",
            "A2:B2 2 label",
            "A3:G3 7 header",
            "A4:A5 2 data",
            "B4:B5 2 data",
            "C4:C5 2 data",
            "D4:D5 2 data",
            "E4:E5 2 data",
            "F4 1 unknown_column",
            "G4 1 data",
            "A6:E6 2 total",
            "A7 1 waiting",
            "A8:G8 7 repeated_header",
            "A9 1 data",
            "B9 1 data",
            "C9 1 data",
            "D9 1 data",
            "E9 1 data",
            "I9 1 outside",
            "A10 1 signature",
        ];
        let expected: Vec<String> = expected.map(|line| line.replace("A1:A1", "A1").replace("G1:G1", "G1")).into();
        assert_eq!(found, expected);
    }

    #[test]
    fn sheets_without_a_table_are_passed_over_whole() {
        let roster = "# 花名册\n序号|姓名|性别|入党时间\n1|王伟|男|1999-07-01\n";
        let whole = |drawing: &str| account(&format!("{roster}{drawing}")).last().cloned();
        assert_eq!(whole("# 通讯录\n电话|地点\n1|2\n3|4").as_deref(), Some("A1:B3 6 unknown_sheet"));
        assert_eq!(whole("# jifen 校验\n处|问题\n1|2").as_deref(), Some("A1:B2 4 own_sheet"));
        assert_eq!(whole("# 填写说明\n序号|姓名|性别|入党时间\n1|王伟|男|1").as_deref(), Some("A1:D2 8 example_sheet"));
    }

    #[test]
    fn figures_that_were_passed_over_are_told() {
        let recognised = drawn::read(
            "# 积分登记\n序号|日期|姓名|项目编号|分值|联系电话\n1|2025-03-08|王伟|J04|2|13\n合计||||2\n2\n备用|||||",
        );
        let stretches = recognised.account.sheets.iter().flat_map(|sheet| &sheet.stretches);
        let figures: Vec<(Use, usize)> =
            stretches.filter(|it| !it.what.is_used()).map(|it| (it.what, it.figures)).collect();
        assert_eq!(figures.iter().find(|(what, _)| *what == Use::Total), Some(&(Use::Total, 1)));
        assert_eq!(figures.iter().find(|(what, _)| *what == Use::Waiting), Some(&(Use::Waiting, 0)));
    }

    /// What a random cell may hold: words that mean much and words that mean nothing.
    const WORDS: [&str; 28] = [
        "",
        "",
        "",
        "",
        "序号",
        "日期",
        "姓名",
        "项目编号",
        "分值",
        "次数",
        "事由",
        "性别",
        "入党时间",
        "备注",
        "联系电话",
        "合计",
        "填表人：王伟",
        "注：无",
        "必填",
        "示例",
        "王伟",
        "J04",
        "J04志愿服务",
        "3月",
        "2025-03-08",
        "2",
        "东河村党支部2025年积分登记表",
        "核实人：",
    ];

    prop_compose! {
        fn random_sheet()(rows in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..9), 1..25)) -> String {
            let line = |row: Vec<usize>| row.into_iter().map(|word| WORDS[word]).collect::<Vec<_>>().join("|");
            rows.into_iter().map(line).collect::<Vec<_>>().join("\n")
        }
    }

    proptest! {
        #[test]
        fn every_cell_has_exactly_one_use(
            one in random_sheet(),
            other in random_sheet(),
            hidden_row in 0u32..25,
            hidden_col in 0u32..9,
            header in any::<bool>(),
        ) {
            let header = if header { "序号|日期|姓名|项目编号|分值|事由\n" } else { "" };
            let mut sheets = sketch(&format!("# 甲\n{header}{one}\n# 乙\n{other}"));
            if let Some(sheet) = sheets.first_mut() {
                *sheet = sheet.clone().with_hidden([hidden_row].into(), vec![hidden_col..=hidden_col]);
            }
            let rules = drawn::rules();
            let workbook = Workbook { original: Original::in_memory(b"", &"甲.xlsx".into()), sheets };
            let recognised = recognise(&workbook, &rules, &drawn::hints(&rules));
            prop_assert_eq!(recognised.account.sheets.len(), workbook.sheets.len());
            for (account, sheet) in recognised.account.sheets.iter().zip(&workbook.sheets) {
                prop_assert_eq!(account.cells(), sheet.cells().len());
                // The counts of stretches are of cells that lie in them, and every cell lies in one.
                for stretch in &account.stretches {
                    let inside = sheet.cells().iter().filter(|cell| stretch.cells.contains(cell.at)).count();
                    prop_assert!(stretch.count <= inside && stretch.count > 0);
                }
                let covered = |at| account.stretches.iter().any(|stretch| stretch.cells.contains(at));
                prop_assert!(sheet.cells().iter().all(|cell| covered(cell.at)));
                let hidden = sheet.cells().iter().filter(|c| c.at.row == hidden_row || c.at.col == hidden_col).count();
                let told: usize = account.stretches.iter().filter(|it| it.hidden).map(|it| it.count).sum();
                prop_assert_eq!(told, if &*sheet.name == "甲" { hidden } else { 0 });
            }
        }
    }

    #[test]
    fn a_sheet_of_many_stretches_is_still_accounted_for() {
        let cell = |row: u32, col: u32| {
            let value = Value::Text(if row.is_multiple_of(2) { "合计".into() } else { "甲".into() });
            Cell { at: CellRef::new(row, col), value, formula: false, percent: None }
        };
        let cells: Vec<Cell> = (0..30_000).flat_map(|row| [cell(row, 0), cell(row, 2)]).collect();
        let hidden: BTreeSet<u32> = (0..30_000).step_by(2).collect();
        let sheet = Sheet::from_cells("表", cells).with_hidden(hidden, Vec::new());
        let account = SheetAccount::new(&sheet, &[], Use::UnknownSheet);
        assert_eq!(account.cells(), 60_000);
        assert!(account.stretches.len() <= MOST + 2);
    }
}
