//! Members of a branch, as its roster (花名册) lists them.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::text::without_zeros;
use super::{CellRef, Period, Points, Source};

/// A day, or a month where no day was written (出生年月).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthOrDay {
    /// Year.
    pub year: i32,
    /// Month from 1.
    pub month: u32,
    /// Day of the month, where written.
    pub day: Option<u32>,
}

impl MonthOrDay {
    /// Whether both can mean the same: year and month agree, and the days where both have one.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        let days_agree = self.day.zip(other.day).is_none_or(|(a, b)| a == b);
        (self.year, self.month) == (other.year, other.month) && days_agree
    }
}

impl From<NaiveDate> for MonthOrDay {
    fn from(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month(), day: Some(day.day()) }
    }
}

impl fmt::Display for MonthOrDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// A member as listed in a branch's roster.
#[derive(Clone, Debug)]
pub struct Member {
    /// The roster's own number: 编号 where it has one, else 序号.
    pub id: String,
    /// The other number that lines may use: 序号, where `id` is the 编号.
    pub serial: Option<String>,
    /// The name, without spaces, in the usual widths.
    pub name: String,
    /// Whether another member of this roster bears the same name.
    pub namesake: bool,
    /// 预备党员.
    pub probationary: bool,
    /// 出生年月.
    pub born: Option<MonthOrDay>,
    /// 入党时间.
    pub joined: Option<MonthOrDay>,
    /// 身份证号, where the roster has a whole one. Never shown.
    pub identity: Option<String>,
    /// 转入时间: the first day in this branch.
    pub came: Option<NaiveDate>,
    /// 转出时间: from this day on no longer in this branch.
    pub left: Option<NaiveDate>,
    /// 去世时间.
    pub died: Option<NaiveDate>,
    /// The totals that the branch computed itself, each with its cell.
    pub own_totals: Vec<OwnTotal>,
    /// The row of the roster.
    pub source: Source,
    /// The cell with the name.
    pub name_cell: CellRef,
}

/// A total that the branch reckoned itself.
#[derive(Clone, Debug)]
pub struct OwnTotal {
    /// What it sums up.
    pub of: TotalOf,
    /// The figure, as written.
    pub points: Points,
    /// Where it stands.
    pub source: Source,
    /// Whether a formula computed it from other cells.
    pub formula: bool,
    /// The period that it is about, where it is not that of the run.
    pub period: Option<Period>,
}

/// What a total sums up; indexes are into the rule set's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TotalOf {
    /// The whole score.
    Score,
    /// A category.
    Category(usize),
    /// An item.
    Item(usize),
}

impl Member {
    /// A member of whom a name is all that is known.
    #[must_use]
    pub fn named(name: String, id: String, source: Source) -> Self {
        Self {
            id,
            serial: None,
            name,
            namesake: false,
            probationary: false,
            born: None,
            joined: None,
            identity: None,
            came: None,
            left: None,
            died: None,
            own_totals: Vec::new(),
            name_cell: source.cells.first,
            source,
        }
    }

    /// Whether the member is on the branch's roster at the end of the day: come, and neither left nor dead.
    /// Who left and came again later is there again.
    #[must_use]
    pub fn is_present_on(&self, day: NaiveDate) -> bool {
        let came = self.came.is_none_or(|came| came <= day);
        let returned = self.came.zip(self.left).is_some_and(|(came, left)| left < came);
        let gone = !returned && self.left.is_some_and(|left| left <= day);
        came && !gone && self.died.is_none_or(|died| day < died)
    }

    /// Whether both are the same person: the same ID number; else name, 出生年月 and 入党时间, all present and agreeing.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        if let Some((mine, theirs)) = self.identity.as_ref().zip(other.identity.as_ref()) {
            return mine == theirs;
        }
        let agree = |a: Option<MonthOrDay>, b: Option<MonthOrDay>| a.zip(b).is_some_and(|(a, b)| a.agrees_with(b));
        self.name == other.name && agree(self.born, other.born) && agree(self.joined, other.joined)
    }

    /// Whether lines may name the member by this number: 编号 or 序号, with or without leading zeros.
    #[must_use]
    pub fn goes_by(&self, number: &str) -> bool {
        let same = |own: &String| without_zeros(own) == without_zeros(number);
        same(&self.id) || self.serial.as_ref().is_some_and(same)
    }

    /// The name for lists in which namesakes have to be told apart: 姓名（id）.
    #[must_use]
    pub fn listed_name(&self) -> String {
        if self.namesake { format!("{}（{}）", self.name, self.id) } else { self.name.clone() }
    }
}
