//! How a branch's form looks: columns, header words, layout.

use crate::ledger::Column::{
    self, Base, Bonus, Born, Came, Class, Code, Count, Date, Died, Entered, Evidence, Id, Item, Joined, Left, Level,
    Matter, Name, Passed, Penalty, Points, Remark, Serial, Sex, Total, Verifier,
};

/// Whether 分值 is filled in where the price says it already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    Blank,
    /// Deductions as positive figures.
    Plain,
    /// Deductions with a minus sign.
    Signed,
}

/// A branch's form.
#[derive(Clone)]
pub struct Form {
    pub roster: Vec<(Column, String)>,
    pub ledger: Vec<(Column, String)>,
    /// 编号 with this prefix in the roster.
    pub numbers: Option<&'static str>,
    /// A second line under the title with unit and 单位：分.
    pub unit_line: bool,
    /// An empty row between title and headers.
    pub gap: bool,
    pub merged_title: bool,
    pub title_end: &'static str,
    /// 填表人 and 审核人 below the table.
    pub footer: bool,
    pub frozen: bool,
    pub drop_downs: bool,
    pub date_format: &'static str,
    pub stated: Stated,
    /// Whether 核实人 is filled in for base items too.
    pub base_verified: bool,
    /// Lines grouped by member and not by date.
    pub by_member: bool,
    /// What this branch writes for 镇级.
    pub town: &'static str,
    /// One line in so many leaves the number, or the name, of the item to the other.
    pub one_of_two: Option<Column>,
    /// Few, summed lines.
    pub brief: bool,
}

/// The header word of the plainest form.
pub fn word(column: Column) -> &'static str {
    match column {
        Serial => "序号",
        Date => "日期",
        Entered => "登记日期",
        Id => "编号",
        Name => "姓名",
        Code => "项目编号",
        Item => "项目名称",
        Count => "次数",
        Level => "级别",
        Points => "分值",
        Matter => "事由",
        Evidence => "佐证材料",
        Verifier => "核实人",
        Passed => "党员大会通过日期",
        Remark => "备注",
        Column::Colour => "颜色",
        Sex => "性别",
        Born => "出生年月",
        Joined => "入党时间",
        Class => "党员类别",
        Came => "转入时间",
        Left => "转出时间",
        Died => "去世时间",
        Base => "基础分",
        Bonus => "增加分",
        Penalty => "扣减分",
        Total => "合计",
    }
}

impl Default for Form {
    fn default() -> Self {
        let words = |columns: &[Column]| columns.iter().map(|column| (*column, word(*column).to_owned())).collect();
        Self {
            roster: words(&[Serial, Name, Sex, Born, Joined, Class, Remark]),
            ledger: words(&[
                Serial, Date, Name, Code, Item, Count, Level, Points, Matter, Evidence, Verifier, Passed, Remark,
            ]),
            numbers: None,
            unit_line: false,
            gap: false,
            merged_title: true,
            title_end: "",
            footer: false,
            frozen: false,
            drop_downs: false,
            date_format: "yyyy-mm-dd",
            stated: Stated::Plain,
            base_verified: true,
            by_member: false,
            town: "镇级",
            one_of_two: None,
            brief: false,
        }
    }
}

impl Form {
    /// Puts `columns` into the roster before its last column.
    pub fn roster_with(mut self, columns: &[Column]) -> Self {
        let at = self.roster.len() - 1;
        self.roster.splice(at..at, columns.iter().map(|column| (*column, word(*column).to_owned())));
        self
    }

    /// Puts a column into the ledger before another.
    pub fn ledger_with(mut self, column: Column, before: Column) -> Self {
        let at = self.ledger.iter().position(|(other, _)| *other == before).unwrap_or(self.ledger.len());
        self.ledger.insert(at, (column, word(column).to_owned()));
        self
    }

    /// The ledger's columns in another order.
    pub fn ledger_as(mut self, columns: &[Column]) -> Self {
        self.ledger = columns.iter().map(|column| (*column, word(*column).to_owned())).collect();
        self
    }

    /// Other header words, in both sheets.
    pub fn saying(mut self, words: &[(Column, &str)]) -> Self {
        for (column, text) in self.roster.iter_mut().chain(&mut self.ledger) {
            if let Some((_, other)) = words.iter().find(|(of, _)| of == column) {
                (*other).clone_into(text);
            }
        }
        self
    }

    /// The header's row in Excel, from 1.
    pub fn header_row(&self) -> u32 {
        2 + u32::from(self.unit_line) + u32::from(self.gap)
    }
}
