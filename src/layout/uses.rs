//! What a cell can be used as, or passed over for; and which of it holds for the rows and columns of a table.

use std::ops::RangeInclusive;

use super::columns_read::{ColumnRead, Role};
use super::kind::Kind;
use super::rows::RowUse;
use super::tables::Table;
use crate::model::CellRef;
use crate::workbook::{Row, Sheet, Value};

/// What a cell was used as, or why it was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// Of the title above a table.
    Title,
    /// A label beside a table, or its value: 姓名：王伟.
    Label,
    /// Of a header.
    Header,
    /// Of a row of data, in a column that is known.
    Data,
    /// In a column whose heading nobody knows.
    UnknownColumn,
    /// In a column that says what an earlier one says.
    RepeatedColumn,
    /// In a column that is known and that nothing is made of: 联系电话.
    UnusedColumn,
    /// In a column of sums.
    SumColumn,
    /// In a column without a heading.
    UnheadedColumn,
    /// 合计, 小计.
    Total,
    /// 填表人：….
    Signature,
    /// 注：….
    Note,
    /// 必填.
    Instruction,
    /// An example of how to fill in the others.
    Example,
    /// The header again.
    HeaderAgain,
    /// A row that has a number and waits for data.
    Waiting,
    /// In a table that lacks a column without which no row can be read.
    Unreadable,
    /// In a table that the rules do not say how to count.
    NotCounted,
    /// Outside all tables.
    Outside,
    /// On a sheet that is the rulebook's list of items.
    ItemList,
    /// On a sheet of examples.
    ExampleSheet,
    /// On a sheet that was not recognised.
    UnknownSheet,
    /// On the sheet that we wrote.
    OwnSheet,
    /// In a workbook for which another one counts.
    FileSetAside,
}

impl Use {
    /// Whether it was used.
    #[must_use]
    pub const fn is_used(self) -> bool {
        matches!(self, Self::Title | Self::Label | Self::Header | Self::Data)
    }

    /// The word for it in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Label => "label",
            Self::Header => "header",
            Self::Data => "data",
            Self::UnknownColumn => "unknown_column",
            Self::RepeatedColumn => "repeated_column",
            Self::UnusedColumn => "unused_column",
            Self::SumColumn => "sum_column",
            Self::UnheadedColumn => "unheaded_column",
            Self::Total => "total",
            Self::Signature => "signature",
            Self::Note => "note",
            Self::Instruction => "instruction",
            Self::Example => "example",
            Self::HeaderAgain => "repeated_header",
            Self::Waiting => "waiting",
            Self::Unreadable => "unreadable",
            Self::NotCounted => "not_counted",
            Self::Outside => "outside",
            Self::ItemList => "item_list",
            Self::ExampleSheet => "example_sheet",
            Self::UnknownSheet => "unknown_sheet",
            Self::OwnSheet => "own_sheet",
            Self::FileSetAside => "file_set_aside",
        }
    }

    /// What people are told.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Title => "标题",
            Self::Label => "表外栏目",
            Self::Header => "表头",
            Self::Data => "数据",
            Self::UnknownColumn => "不认识的栏",
            Self::RepeatedColumn => "重复的栏",
            Self::UnusedColumn => "计分用不到的栏",
            Self::SumColumn => "合计栏",
            Self::UnheadedColumn => "没有表头的栏",
            Self::Total => "合计行",
            Self::Signature => "签字行",
            Self::Note => "说明行",
            Self::Instruction => "填写要求行",
            Self::Example => "示例行",
            Self::HeaderAgain => "重复的表头",
            Self::Waiting => "只有序号的空行",
            Self::Unreadable => "缺少必需栏的表",
            Self::NotCounted => "办法不计分的表",
            Self::Outside => "表格以外",
            Self::ItemList => "项目清单",
            Self::ExampleSheet => "填写说明或样例表",
            Self::UnknownSheet => "没有认出的工作表",
            Self::OwnSheet => "「jifen 校验」表",
            Self::FileSetAside => "没有使用的文件",
        }
    }

    /// Every use, those of cells that are used first.
    pub const ALL: [Self; 24] = [
        Self::Title,
        Self::Label,
        Self::Header,
        Self::Data,
        Self::UnknownColumn,
        Self::RepeatedColumn,
        Self::UnusedColumn,
        Self::SumColumn,
        Self::UnheadedColumn,
        Self::Total,
        Self::Signature,
        Self::Note,
        Self::Instruction,
        Self::Example,
        Self::HeaderAgain,
        Self::Waiting,
        Self::Unreadable,
        Self::NotCounted,
        Self::Outside,
        Self::ItemList,
        Self::ExampleSheet,
        Self::UnknownSheet,
        Self::OwnSheet,
        Self::FileSetAside,
    ];

    /// Whether cells of this use lie below each other in a column, and not beside each other in a row.
    pub(super) const fn lies_down(self) -> bool {
        matches!(
            self,
            Self::Data
                | Self::UnknownColumn
                | Self::RepeatedColumn
                | Self::UnusedColumn
                | Self::SumColumn
                | Self::UnheadedColumn
                | Self::NotCounted
        )
    }
}

impl From<RowUse> for Use {
    fn from(row: RowUse) -> Self {
        match row {
            RowUse::Data => Self::Data,
            RowUse::Total => Self::Total,
            RowUse::Signature => Self::Signature,
            RowUse::Note => Self::Note,
            RowUse::Instruction => Self::Instruction,
            RowUse::Header => Self::HeaderAgain,
            RowUse::Example => Self::Example,
            RowUse::Waiting => Self::Waiting,
        }
    }
}

/// The use of a cell, the table and column that it belongs to, and whether a figure in it could be points.
pub(super) type CellUse = (Use, Option<(usize, usize)>, bool);

/// What is known of a table once it was read, as far as it says what its cells were used as.
#[derive(Debug)]
pub struct TableUse {
    /// Its sheet.
    pub sheet: String,
    above: u32,
    header: RangeInclusive<u32>,
    rows: RangeInclusive<u32>,
    /// Its columns.
    pub cols: RangeInclusive<u32>,
    /// The uses of its columns, from the first.
    uses: Vec<CellUse>,
    row_uses: Vec<(u32, RowUse)>,
    readable: bool,
    /// The cells of labels that were used, sorted.
    pub labels: Vec<CellRef>,
}

impl TableUse {
    /// What holds for the cells of a table; `place` is its place among the tables of the workbook.
    #[must_use]
    pub fn new(
        sheet: &Sheet,
        table: &Table,
        place: usize,
        columns: &[ColumnRead],
        rows: &[(Row<'_>, RowUse)],
        readable: bool,
    ) -> Self {
        let mut uses = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let Some(at) = column.col.checked_sub(*table.cols.start()).and_then(|at| usize::try_from(at).ok()) else {
                continue;
            };
            if uses.len() <= at {
                uses.resize(at + 1, UNHEADED);
            }
            if let Some(slot) = uses.get_mut(at) {
                let what = use_of_column(&column.role, table.judged.kind);
                *slot = (what, Some((place, index)), column.role.holds_figures());
            }
        }
        Self {
            sheet: sheet.name.to_string(),
            above: table.above,
            header: table.band.rows.clone(),
            rows: table.rows.clone(),
            cols: table.cols.clone(),
            uses,
            row_uses: rows.iter().map(|(row, what)| (row.number, *what)).collect(),
            readable,
            labels: label_cells(sheet, table),
        }
    }

    /// The use of a cell in a row of data.
    #[must_use]
    pub(super) fn data(&self, col: u32) -> CellUse {
        let at = col.checked_sub(*self.cols.start()).and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| self.uses.get(at)).copied().unwrap_or(UNHEADED)
    }
}

/// A cell of a column without a heading.
const UNHEADED: CellUse = (Use::UnheadedColumn, None, true);

/// What the cells of a column are used as in a table of this kind.
fn use_of_column(role: &Role, kind: Kind) -> Use {
    match role {
        Role::Field(_) if kind == Kind::Archive => Use::NotCounted,
        Role::Field(_) | Role::Declared => Use::Data,
        Role::Item(..) | Role::Period(_) | Role::Day(_) | Role::Member(_) => {
            if matches!(kind, Kind::Matrix | Kind::Card | Kind::Ledger) { Use::Data } else { Use::NotCounted }
        }
        Role::Sum => Use::SumColumn,
        Role::Unused(_) => Use::UnusedColumn,
        Role::Repeated(_) => Use::RepeatedColumn,
        Role::Unknown => Use::UnknownColumn,
    }
}

/// The cells of the labels that say something, and of their values.
fn label_cells(sheet: &Sheet, table: &Table) -> Vec<CellRef> {
    let labels = &table.labels;
    // A declared table asks for figures beside it: 应到, 实到.
    let asked_for = labels.others.values().filter(|_| table.judged.declared.is_some());
    let values = labels.fields.values().chain(&labels.period).chain(asked_for).map(|labelled| labelled.at);
    let mut cells = Vec::new();
    for at in values {
        cells.push(at);
        let is_alone =
            !matches!(sheet.get(at).map(|cell| &cell.value), Some(Value::Text(text)) if text.contains([':', '：']));
        if let Some(col) = at.col.checked_sub(1).filter(|_| is_alone) {
            cells.push(CellRef::new(at.row, col));
        }
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// What a row is in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Above the header.
    Above,
    /// Of the header.
    Header,
    /// A row of data that was read.
    Data,
    /// Another row.
    Row(Use),
}

/// Goes down a sheet and knows which tables a row belongs to.
pub(super) struct RowCursor<'a> {
    tables: &'a [&'a TableUse],
    /// Those that begin further down, the next one last.
    coming: Vec<usize>,
    /// Those that reach the row, each with the place of its next row.
    active: Vec<(usize, usize)>,
    zones: Vec<(usize, Zone)>,
}

impl<'a> RowCursor<'a> {
    pub fn new(tables: &'a [&'a TableUse]) -> Self {
        let mut coming: Vec<usize> = (0..tables.len()).collect();
        coming.sort_by_key(|index| std::cmp::Reverse(tables.get(*index).map_or(0, |table| table.above)));
        Self { tables, coming, active: Vec::new(), zones: Vec::new() }
    }

    /// What a row is in the tables that it belongs to. Rows have to come from the top.
    pub fn at(&mut self, row: u32) -> &[(usize, Zone)] {
        let tables = self.tables;
        while let Some(index) = self.coming.pop_if(|index| tables.get(*index).is_some_and(|table| table.above <= row)) {
            self.active.push((index, 0));
        }
        self.active.retain(|(index, _)| {
            tables.get(*index).is_some_and(|table| row <= *table.rows.end().max(table.header.end()))
        });
        self.zones.clear();
        for (index, next) in &mut self.active {
            let Some(table) = tables.get(*index) else { continue };
            if let Some(zone) = zone(table, row, next) {
                self.zones.push((*index, zone));
            }
        }
        &self.zones
    }
}

/// What a row is in a table; `next` is the place of the row that comes next in it.
fn zone(table: &TableUse, row: u32, next: &mut usize) -> Option<Zone> {
    if row < *table.header.start() {
        return Some(Zone::Above);
    }
    if table.header.contains(&row) {
        return Some(Zone::Header);
    }
    while table.row_uses.get(*next).is_some_and(|(number, _)| *number < row) {
        *next += 1;
    }
    let (_, what) = table.row_uses.get(*next).filter(|(number, _)| *number == row)?;
    Some(match what {
        RowUse::Data if table.readable => Zone::Data,
        RowUse::Data => Zone::Row(Use::Unreadable),
        other => Zone::Row((*other).into()),
    })
}
