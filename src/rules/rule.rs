//! A formula of the rule set whose names lead to what they mean.

use serde::Deserialize;

use super::formula::{Expr, Formula};
use super::names::{Names, Place};
use crate::model::RecordField;

/// What a rule says: how much, or if.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Formula")]
pub struct Rule {
    formula: Formula,
    tree: Expr<Ref>,
}

impl From<Formula> for Rule {
    fn from(formula: Formula) -> Self {
        Self { formula, tree: Expr::Truth(false) }
    }
}

impl Rule {
    /// Leads every name to what it means at this place of the rule set.
    pub(super) fn resolve(&mut self, names: &Names<'_>, place: Place) -> Result<(), String> {
        self.tree = names.resolve(self.formula.expr(), place)?;
        Ok(())
    }

    /// The tree.
    #[must_use]
    pub const fn tree(&self) -> &Expr<Ref> {
        &self.tree
    }

    /// The formula as written.
    #[must_use]
    pub fn source(&self) -> &str {
        self.formula.text()
    }
}

/// What a name in a formula means; indexes are into the rule set's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ref {
    /// A named number.
    Number(usize),
    /// A figure.
    Figure(usize),
    /// A category's points.
    Category(usize),
    /// An item's points.
    Item(usize),
    /// The score.
    Score,
    /// Full marks of the item that the formula belongs to.
    Full,
    /// All lines of the ledger.
    Entries,
    /// The records of a table.
    Table(usize),
    /// What the member's one record of a table says, or a label above the table.
    Of(usize, RecordField),
    /// A fact of the member.
    Member(MemberRef),
    /// A fact of the run.
    Run(RunRef),
    /// What became of the member.
    Outcome(OutcomeRef),
    /// A field of the line that is looked at.
    Line(LineField),
    /// A field of the record that is looked at.
    Record(RecordField),
    /// When the record that is looked at was.
    RecordDate,
    /// A column of last year's archive.
    LastYear(usize),
}

/// A fact of a member that every rule set knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MemberRef {
    /// 姓名.
    Name,
    /// 性别.
    Sex,
    /// 预备党员: yes or no.
    Probationary,
    /// Whole years of age on the last day.
    Age,
    /// Whole years since 入党 on the last day.
    PartyAge,
    /// 出生: the day, or the first of the month.
    Born,
    /// 入党时间.
    Joined,
    /// 转入时间.
    Came,
    /// 转出时间.
    Left,
    /// 去世时间.
    Died,
    /// Whether on the roster on the last day.
    Present,
    /// Months on the roster.
    Months,
    /// A column of the rule set's own.
    Fact(usize),
}

/// A fact of the run or of the period that is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RunRef {
    /// What is run: month, quarter, half, year.
    Window,
    /// The label of the stretch of time that is looked at.
    Period,
    /// The calendar year.
    Year,
    /// The n-th year of the programme.
    ProgrammeYear,
    /// The last day.
    End,
    /// The first day.
    Start,
    /// How many members of the branch are counted.
    Members,
}

/// What became of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OutcomeRef {
    /// The grade.
    Grade,
    /// The grade that the points alone give.
    ByPoints,
    /// The stars.
    Stars,
    /// Whether a veto stands.
    Vetoed,
    /// The rank by score among the counted members of all branches: 1, 2, 2, 4 from the top.
    TownRank,
    /// The same from the bottom.
    TownRankLast,
}

/// A field of a line of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LineField {
    /// 项目编号.
    Item,
    /// The id of its category.
    Category,
    /// 日期.
    Date,
    /// 登记日期.
    Registered,
    /// 级别.
    Level,
    /// 次数.
    Quantity,
    /// 分值 as written.
    Stated,
    /// What it is worth before limits, with its sign.
    Price,
    /// What it counts, with its sign.
    Points,
    /// 事由.
    Matter,
    /// 佐证: yes or no.
    Evidence,
    /// Number of the month.
    Month,
    /// Number of the quarter.
    Quarter,
    /// Number of the half-year.
    Half,
    /// A column of the rule set's own.
    Own(usize),
    /// A step of the procedure: its day, or that it was taken.
    Step(usize),
}
