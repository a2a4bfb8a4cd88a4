//! Members of a branch, as its roster (花名册) lists them.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::text::{split_remark, without_zeros};
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
    /// Numbers that an earlier roster gave; lines of that time use them.
    pub former_numbers: Vec<String>,
    /// The name, without spaces, in the usual widths.
    pub name: String,
    /// The remark in brackets behind the name, by which a branch tells namesakes apart: 大 of 张伟（大）.
    pub remark: Option<String>,
    /// Other names that the roster gives: 曾用名, 别名.
    pub aliases: Vec<String>,
    /// Whether another member of this roster bears the same name.
    pub namesake: bool,
    /// 性别, as written.
    pub sex: Option<String>,
    /// 学历, as written.
    pub education: Option<String>,
    /// 预备党员.
    pub probationary: bool,
    /// 出生年月.
    pub born: Option<MonthOrDay>,
    /// 入党时间.
    pub joined: Option<MonthOrDay>,
    /// 转正时间, where the roster has it.
    pub confirmed: Option<MonthOrDay>,
    /// 身份证号, where the roster has a whole one. Never shown.
    pub identity: Option<String>,
    /// As much of the end of the ID number as the roster has: the whole of it, or the last digits.
    pub identity_end: Option<String>,
    /// 转入时间: the first day in this branch.
    pub came: Option<NaiveDate>,
    /// 转出时间: from this day on no longer in this branch.
    pub left: Option<NaiveDate>,
    /// 去世时间.
    pub died: Option<NaiveDate>,
    /// 党小组, as written but for spaces.
    pub party_group: Option<String>,
    /// The cells with 转入时间 and 转出时间, where they were read.
    pub move_cells: MoveCells,
    /// The facts that the rule set asks for, in its order; `None` where the roster does not say.
    pub facts: Vec<Option<FactValue>>,
    /// The totals that the branch computed itself, each with its cell.
    pub own_totals: Vec<OwnTotal>,
    /// The row of the roster.
    pub source: Source,
    /// The cell with the name.
    pub name_cell: CellRef,
}

/// Where a roster says when a member came and left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveCells {
    /// The cell with 转入时间.
    pub came: Option<Source>,
    /// The cell with 转出时间.
    pub left: Option<Source>,
}

/// What a roster says of a member in a column of the rule set's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// One of the column's words, by its index.
    Choice(usize),
    /// Words, compact.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A figure.
    Figure(Points),
}

impl FactValue {
    /// The day, where it is one.
    #[must_use]
    pub const fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }
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
            former_numbers: Vec::new(),
            name,
            remark: None,
            aliases: Vec::new(),
            namesake: false,
            sex: None,
            education: None,
            probationary: false,
            born: None,
            joined: None,
            confirmed: None,
            identity: None,
            identity_end: None,
            came: None,
            left: None,
            died: None,
            party_group: None,
            move_cells: MoveCells::default(),
            facts: Vec::new(),
            own_totals: Vec::new(),
            name_cell: source.cells.first,
            source,
        }
    }

    /// Whether the member is on the branch's roster at the end of the day: come, and neither left nor dead.
    /// Who left and came again later is there from then on (转出时间早于转入时间的为转回，从转入时间起算).
    #[must_use]
    pub fn is_present_on(&self, day: NaiveDate) -> bool {
        let is_to_come = self.came.is_some_and(|came| day < came);
        let has_left = self.left.is_some_and(|left| left <= day && self.came.is_none_or(|came| came <= left));
        !is_to_come && !has_left && self.died.is_none_or(|died| day < died)
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

    /// Whether the rosters leave no way for both to be one person: another remark, another ID number.
    #[must_use]
    pub fn is_certainly_another(&self, other: &Self) -> bool {
        let ends = self.identity_end.as_deref().zip(other.identity_end.as_deref());
        self.remark != other.remark || ends.is_some_and(|(mine, theirs)| !ends_alike(mine, theirs))
    }

    /// Whether the ID number ends so; `None` where the roster does not say.
    #[must_use]
    pub fn has_identity_end(&self, end: &str) -> Option<bool> {
        self.identity_end.as_deref().map(|own| ends_alike(own, end))
    }

    /// Whether lines may name the member by this number: 编号 or 序号, with or without leading zeros.
    #[must_use]
    pub fn goes_by(&self, number: &str) -> bool {
        self.numbers().any(|(_, own)| same_number(own, number))
    }

    /// The numbers that lines may use, each with its rank: 编号 goes before 序号, and both before those of an earlier roster.
    pub fn numbers(&self) -> impl Iterator<Item = (usize, &str)> {
        let own = [(0, &self.id)].into_iter().chain(self.serial.iter().map(|serial| (1, serial)));
        let all = own.chain(self.former_numbers.iter().map(|former| (2, former)));
        all.map(|(rank, number)| (rank, number.as_str()))
    }

    /// The names under which tables may have the member: with the remark and without, and the other names.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let whole = self.remark.as_ref().map(|remark| format!("{}({remark})", self.name));
        std::iter::once(self.name.clone()).chain(whole).chain(self.aliases.iter().cloned())
    }

    /// Whether a text is the name, with or without the remark in brackets.
    #[must_use]
    pub fn is_called(&self, written: &str) -> bool {
        let (name, remark) = split_remark(written);
        name == self.name && (remark.is_none() || remark == self.remark.as_deref())
    }

    /// The name for lists in which namesakes have to be told apart: 姓名（id）.
    #[must_use]
    pub fn listed_name(&self) -> String {
        if self.namesake { format!("{}（{}）", self.name, self.id) } else { self.name.clone() }
    }
}

/// Whether two ends of ID numbers can be of one: the shorter closes the longer.
fn ends_alike(a: &str, b: &str) -> bool {
    a.ends_with(b) || b.ends_with(a)
}

/// Whether two numbers that name are the same, whatever their zeros before and the size of their letters.
fn same_number(a: &str, b: &str) -> bool {
    without_zeros(a).eq_ignore_ascii_case(without_zeros(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn member() -> Member {
        let source =
            Source {
                file: "表.xlsx".into(), sheet: "花名册".into(), cells: super::super::CellRef::new(1, 1).into()
            };
        Member::named("王伟".into(), "007".into(), source)
    }

    #[test]
    fn who_came_and_went_is_there_in_between() {
        for (came, left, died, there, away) in [
            ("", "", "", &["2025-01-01"][..], &[][..]),
            ("2025-06-01", "", "", &["2025-06-01"], &["2025-05-31"]),
            ("", "2025-06-01", "", &["2025-05-31"], &["2025-06-01"]),
            ("2025-02-01", "2025-06-01", "", &["2025-02-01", "2025-05-31"], &["2025-01-31", "2025-06-01"]),
            // left, and came back
            (
                "2025-09-01",
                "2025-06-01",
                "",
                &["2025-09-01"],
                &["2025-01-01", "2025-05-31", "2025-06-01", "2025-08-31"],
            ),
            ("2025-09-01", "2025-06-01", "2025-10-01", &["2025-09-30"], &["2025-10-01"]),
        ] {
            let member = Member { came: day(came), left: day(left), died: day(died), ..member() };
            assert!(there.iter().all(|at| member.is_present_on(day(at).unwrap())), "{came} {left} {died}");
            assert!(!away.iter().any(|at| member.is_present_on(day(at).unwrap())), "{came} {left} {died}");
        }
    }

    #[test]
    fn numbers_names_and_ends_of_id_numbers_are_compared_as_people_write_them() {
        let member = Member {
            serial: Some("np03".into()),
            former_numbers: vec!["12".into()],
            remark: Some("大".into()),
            identity_end: Some("11010119000102002X".into()),
            ..member()
        };
        assert!(["7", "007", "NP03", "012"].iter().all(|number| member.goes_by(number)));
        assert!(!member.goes_by("70"));
        assert!(member.is_called("王伟") && member.is_called("王伟(大)") && !member.is_called("王伟(小)"));
        assert_eq!(member.has_identity_end("002X"), Some(true));
        assert_eq!(member.has_identity_end("0021"), Some(false));
    }
}
