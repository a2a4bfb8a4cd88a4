//! Entries: the lines of a points ledger (积分登记).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{CellRange, CellRef, Diagnostic, Held, Points, Source, When};

/// What a column of a form means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 序号.
    Serial,
    /// 姓名.
    Name,
    /// 编号 of the member.
    Code,
    /// 曾用名, 别名: other names of the member.
    Alias,
    /// 身份证号, or its last digits.
    Identity,
    /// 性别.
    Sex,
    /// 出生年月.
    Born,
    /// 学历, which only statistics ask for.
    Education,
    /// 入党时间.
    Joined,
    /// 党员类别: full or probationary.
    Standing,
    /// 转正时间: the day on which a probationary member became a full one.
    Confirmed,
    /// 转入时间.
    Came,
    /// 转出时间.
    Left,
    /// 去世时间.
    Died,
    /// 日期 of occurrence.
    Date,
    /// 月 of the date, where the form has a column of its own for it, beside one for 日.
    Month,
    /// 日 of such a date.
    Day,
    /// 登记日期: the day of writing down.
    Registered,
    /// 项目编号.
    ItemNumber,
    /// 项目名称.
    ItemName,
    /// 次数.
    Quantity,
    /// 级别.
    Level,
    /// 分值 of the whole line.
    Stated,
    /// 分值 beside a column of 得分: the price of one, or the maximum. Without such a column it is [`Field::Stated`].
    Price,
    /// 加分: points added, in a form with columns for both directions.
    Added,
    /// 扣分: points taken off, in such a form.
    Taken,
    /// 事由.
    Matter,
    /// 佐证材料.
    Evidence,
    /// 备注.
    Remark,
    /// 支部.
    Branch,
    /// 合计: the whole score by the branch's own reckoning.
    Total,
    /// The branch's own total of a category, by its index in the rule set.
    CategoryTotal(usize),
    /// A step of the procedure, by its index in the rule set.
    Step(usize),
    /// A fact of members that the rule set asks for, by its index there.
    Fact(usize),
    /// A column of the ledger that the rule set asks for, by its index there.
    Own(usize),
    /// Of a decision: the grade it is about.
    Grade,
    /// Of a decision: 授予 or 不授予.
    Outcome,
    /// Of a decision: who decided.
    DecidedBy,
    /// Of a decision: why.
    Reason,
    /// 党小组 of a member.
    PartyGroup,
}

/// A table on a sheet: where it stands, and which column means what.
#[derive(Clone, Debug)]
pub struct FormPlace {
    /// The file's path as shown.
    pub file: Arc<str>,
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// Row of the header (its last, where it has several), from 0.
    pub header: u32,
    /// The columns that were recognised.
    pub columns: BTreeMap<Field, u32>,
    /// First and last column of the table.
    pub extent: (u32, u32),
}

impl FormPlace {
    /// The cell of a field in a row; where the form lacks the column, the row's whole range.
    #[must_use]
    pub fn cell(&self, row: u32, field: Field) -> Source {
        match self.columns.get(&field) {
            Some(col) => self.at(CellRef::new(row, *col)),
            None => self.row(row),
        }
    }

    /// A cell on the table's sheet.
    #[must_use]
    pub fn at(&self, cell: CellRef) -> Source {
        self.source(cell.into())
    }

    /// The row, as far as the table reaches.
    #[must_use]
    pub fn row(&self, row: u32) -> Source {
        let (first, last) = self.extent;
        self.source(CellRange::new(CellRef::new(row, first), CellRef::new(row, last)))
    }

    fn source(&self, cells: CellRange) -> Source {
        Source { file: Arc::clone(&self.file), sheet: Arc::clone(&self.sheet), cells }
    }
}

/// Which item of the rule set a line names; indexes are into the rule set's items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemMention {
    /// This one.
    Known(usize),
    /// The number means one item, the name something else.
    Contradicting {
        /// The item that the number means.
        number: usize,
        /// The name as written.
        name: Box<str>,
    },
    /// No item of this number (or, without a number, of this name).
    Unknown {
        /// The number as written, where it was.
        number: Option<Box<str>>,
        /// The name as written, where it was.
        name: Option<Box<str>>,
    },
    /// The cell that would name it holds an error value.
    Unreadable,
    /// Neither number nor name is written.
    Missing,
}

/// Whether a step of the procedure was taken for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepTaken {
    /// Its column is empty.
    No,
    /// Its column is filled in, with a day where one can be read.
    Yes(Option<NaiveDate>),
}

/// What the figures of an entry are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tells {
    /// One event, or several alike: a line of a ledger, a mark of an attendance table.
    Event,
    /// The item's points at the end of a period, as a matrix states them: what is left of full marks, or what has come together.
    Standing,
    /// What was added to the item or taken off in a period.
    Change,
}

/// An entry after reading: what could be understood is typed, what could not is in `problems`.
///
/// It is a line of a ledger, or one cell of a table that has a figure or a mark for each member.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The table it stands in.
    pub form: Arc<FormPlace>,
    /// Its row, from 0.
    pub row: u32,
    /// Its column, where it is a cell and not a line.
    pub col: Option<u32>,
    /// What its figures are about.
    pub tells: Tells,
    /// The day of occurrence; of a figure, the period that it sums up.
    pub when: Option<When>,
    /// The day on which it was written down.
    pub registered: Option<NaiveDate>,
    /// The member, as index into the branch's roster.
    pub member: Option<usize>,
    /// The name as written, for messages.
    pub written_name: Box<str>,
    /// The item.
    pub item: ItemMention,
    /// How often: 1 where nothing is written.
    pub quantity: u32,
    /// Whether 次数 is filled in.
    pub has_quantity: bool,
    /// 级别 as written, without spaces; empty where nothing is.
    pub level: Box<str>,
    /// 分值 as written.
    pub stated: Option<Points>,
    /// Whether 分值 is filled in.
    pub has_stated: bool,
    /// 事由, without spaces and in the usual widths: lines of one text are the same matter. Empty where nothing is written.
    pub matter: Box<str>,
    /// The steps of the procedure, in the rule set's order.
    pub steps: Vec<StepTaken>,
    /// Whether 佐证 is filled in; `None` where the form has no column for it.
    pub evidence: Option<bool>,
    /// What stands in the columns of the rule set's own, in its order.
    pub own: Vec<Option<Held>>,
    /// What the reading found wrong with this line.
    pub problems: Vec<Diagnostic>,
}

impl Entry {
    /// The whole line, or the cell that the entry is.
    #[must_use]
    pub fn source(&self) -> Source {
        match self.col {
            Some(col) => self.form.at(CellRef::new(self.row, col)),
            None => self.form.row(self.row),
        }
    }

    /// The cell of one field; where the form has no column for it, the whole entry.
    #[must_use]
    pub fn cell(&self, field: Field) -> Source {
        match self.form.columns.get(&field) {
            Some(col) => self.form.at(CellRef::new(self.row, *col)),
            None => self.source(),
        }
    }

    /// Whether the entry is a line with a cell of its own for the field, empty or not.
    #[must_use]
    pub fn has_cell(&self, field: Field) -> bool {
        self.col.is_none() && self.form.columns.contains_key(&field)
    }

    /// The item, where it names one.
    #[must_use]
    pub const fn known_item(&self) -> Option<usize> {
        match self.item {
            ItemMention::Known(item) => Some(item),
            _ => None,
        }
    }

    /// The day of occurrence, where it is one day.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        match self.when? {
            When::Day(day) => Some(day),
            When::Span(_) => None,
        }
    }

    /// The cell that names the item: its number, else its name.
    #[must_use]
    pub fn item_cell(&self) -> Source {
        let number = self.form.columns.contains_key(&Field::ItemNumber);
        self.cell(if number { Field::ItemNumber } else { Field::ItemName })
    }
}
