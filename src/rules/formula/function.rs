//! The functions that a formula may call.

/// A function that a formula may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `min(a, b, …)`: the least of its arguments.
    Min,
    /// `max(a, b, …)`: the greatest of its arguments.
    Max,
    /// `abs(x)`: the distance from 0.
    Abs,
    /// `floor(x)`: the largest whole number that does not exceed x.
    Floor,
    /// `ceil(x)`: the smallest whole number that x does not exceed.
    Ceil,
    /// `round(x, places)`: halves away from zero; or `'up'`, `'down'` (away from and towards zero), `'half_even'`.
    Round,
    /// `clip(x, least, most)`: x, but not below least and not above most.
    Clip,
    /// `if(c, a, b)`: a where c holds, else b.
    If,
    /// `has(x)`: x is not missing.
    Has,
    /// `missing(x)`.
    Missing,
    /// `or_else(x, y)`: x, or y where x is missing.
    OrElse,
    /// `days(a, b)`: days from a to b.
    Days,
    /// `workdays(a, b)`: days from Monday to Friday from a to b, both counted.
    Workdays,
    /// `months(a, b)`: whole months from a to b.
    Months,
    /// `years(a, b)`: whole years from a to b.
    Years,
    /// `count(source[, filter])`: how many lines or records.
    Count,
    /// `times(item[, filter])`: the sum of 次数.
    Times,
    /// `sum(source, x[, filter])`.
    Sum,
    /// `mean(source, x[, filter])`.
    Mean,
    /// `most(source, x[, filter])`: the greatest value of x.
    Most,
    /// `least(source, x[, filter])`: the least value of x.
    Least,
    /// `any(source[, filter])`: there is one.
    Any,
    /// `listed(table)`: the member has a row in the table, whatever it says; where rows name a stretch of time, one of the
    /// time that is looked at.
    Listed,
    /// `trimmed(source, x, n[, filter])`: the mean; of n values and more, one highest and one lowest are dropped.
    Trimmed,
    /// `branch(aggregate)`: over the records of the whole branch.
    Branch,
    /// `previous(x)`: x in the settled period before.
    Previous,
    /// `in_month(x)`: x of the month in question.
    InMonth,
    /// `in_quarter(x)`: x of the quarter in question.
    InQuarter,
    /// `in_run(x)`: x over the whole run, whatever class or settled period is being reckoned.
    InRun,
    /// `without(filter, x)`: x as if the entries that fit were not there.
    Without,
    /// `last_year(x)`: x of the year before.
    LastYear,
    /// `closed(x)`: x was not held this year, as the profile says.
    Closed,
    /// `rank(x)`: the place by x from the top: 1, 2, 2, 4.
    Rank,
    /// `best(x)`: the greatest x of the branch.
    Best,
    /// `lowest(x)`: the least x of the branch.
    Lowest,
    /// `average(x)`: the mean of x in the branch.
    Average,
    /// `how_many(c)`: how many of the branch's members counted are such that c holds.
    HowMany,
}

/// What a function needs besides the values of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: [`super::evaluate`] computes it.
    Scalar,
    /// The lines or records of the source that its first argument names.
    Aggregate,
    /// Another period, another stretch of it, or other entries.
    Frame,
    /// The other members of the branch.
    Cohort,
}

/// `min` and `max` take so many arguments at the most.
const MANY: usize = 64;

impl Function {
    /// Every function.
    pub const ALL: [Self; 37] = [
        Self::Min,
        Self::Max,
        Self::Abs,
        Self::Floor,
        Self::Ceil,
        Self::Round,
        Self::Clip,
        Self::If,
        Self::Has,
        Self::Missing,
        Self::OrElse,
        Self::Days,
        Self::Workdays,
        Self::Months,
        Self::Years,
        Self::Count,
        Self::Times,
        Self::Sum,
        Self::Mean,
        Self::Most,
        Self::Least,
        Self::Any,
        Self::Listed,
        Self::Trimmed,
        Self::Branch,
        Self::Previous,
        Self::InMonth,
        Self::InQuarter,
        Self::InRun,
        Self::Without,
        Self::LastYear,
        Self::Closed,
        Self::Rank,
        Self::Best,
        Self::Lowest,
        Self::Average,
        Self::HowMany,
    ];

    /// Its name, its kind, and the least and the most arguments that it takes.
    const fn described(self) -> (&'static str, Kind, usize, usize) {
        match self {
            Self::Min => ("min", Kind::Scalar, 2, MANY),
            Self::Max => ("max", Kind::Scalar, 2, MANY),
            Self::Abs => ("abs", Kind::Scalar, 1, 1),
            Self::Floor => ("floor", Kind::Scalar, 1, 1),
            Self::Ceil => ("ceil", Kind::Scalar, 1, 1),
            Self::Round => ("round", Kind::Scalar, 2, 3),
            Self::Clip => ("clip", Kind::Scalar, 3, 3),
            Self::If => ("if", Kind::Scalar, 3, 3),
            Self::Has => ("has", Kind::Scalar, 1, 1),
            Self::Missing => ("missing", Kind::Scalar, 1, 1),
            Self::OrElse => ("or_else", Kind::Scalar, 2, 2),
            Self::Days => ("days", Kind::Scalar, 2, 2),
            Self::Workdays => ("workdays", Kind::Scalar, 2, 2),
            Self::Months => ("months", Kind::Scalar, 2, 2),
            Self::Years => ("years", Kind::Scalar, 2, 2),
            Self::Count => ("count", Kind::Aggregate, 1, 2),
            Self::Times => ("times", Kind::Aggregate, 1, 2),
            Self::Sum => ("sum", Kind::Aggregate, 2, 3),
            Self::Mean => ("mean", Kind::Aggregate, 2, 3),
            Self::Most => ("most", Kind::Aggregate, 2, 3),
            Self::Least => ("least", Kind::Aggregate, 2, 3),
            Self::Any => ("any", Kind::Aggregate, 1, 2),
            Self::Trimmed => ("trimmed", Kind::Aggregate, 3, 4),
            Self::Branch => ("branch", Kind::Frame, 1, 1),
            Self::Previous => ("previous", Kind::Frame, 1, 1),
            Self::InMonth => ("in_month", Kind::Frame, 1, 1),
            Self::InQuarter => ("in_quarter", Kind::Frame, 1, 1),
            Self::InRun => ("in_run", Kind::Frame, 1, 1),
            Self::Without => ("without", Kind::Frame, 2, 2),
            Self::LastYear => ("last_year", Kind::Frame, 1, 1),
            Self::Closed => ("closed", Kind::Frame, 1, 1),
            Self::Rank => ("rank", Kind::Cohort, 1, 1),
            Self::Best => ("best", Kind::Cohort, 1, 1),
            Self::Lowest => ("lowest", Kind::Cohort, 1, 1),
            Self::Average => ("average", Kind::Cohort, 1, 1),
            Self::HowMany => ("how_many", Kind::Cohort, 1, 1),
            Self::Listed => ("listed", Kind::Aggregate, 1, 1),
        }
    }

    /// How it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.described().0
    }

    /// What it needs besides the values of its arguments.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.described().1
    }

    /// The least and the most arguments that it takes.
    #[must_use]
    pub const fn arity(self) -> (usize, usize) {
        let (_, _, least, most) = self.described();
        (least, most)
    }

    /// Which argument is the filter that chooses lines or records, counted from 0.
    #[must_use]
    pub const fn filter(self) -> Option<usize> {
        match self {
            Self::Count | Self::Times | Self::Any => Some(1),
            Self::Sum | Self::Mean | Self::Most | Self::Least => Some(2),
            Self::Trimmed => Some(3),
            Self::Without => Some(0),
            _ => None,
        }
    }

    /// The function of this name; capitals make no difference.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name().eq_ignore_ascii_case(name))
    }

    /// The function whose name comes nearest, where one comes near.
    #[must_use]
    pub fn nearest(name: &str) -> Option<Self> {
        let name: Vec<char> = name.to_lowercase().chars().take(32).collect();
        let far = |function: &Self| steps_between(&name, &function.name().chars().collect::<Vec<_>>());
        let nearest = Self::ALL.into_iter().min_by_key(far)?;
        (far(&nearest) * 2 <= name.len().max(3)).then_some(nearest)
    }
}

/// How many characters have to be put in, taken out or exchanged to make one of the other.
fn steps_between(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for ((y, both), below) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            let left = next.last().copied().unwrap_or_default();
            next.push((both + usize::from(x != y)).min(below + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_found_by_its_name() {
        for function in Function::ALL {
            assert_eq!(Function::find(function.name()), Some(function));
            let (least, most) = function.arity();
            assert!(1 <= least && least <= most && function.filter().is_none_or(|filter| filter < most));
        }
        assert_eq!(Function::find("MIN"), Some(Function::Min));
        assert_eq!(Function::find("avg"), None);
    }

    #[test]
    fn a_slip_is_led_to_the_function_meant() {
        for (slip, meant) in [("cuont", "count"), ("sums", "sum"), ("orelse", "or_else"), ("Averge", "average")] {
            assert_eq!(Function::nearest(slip).map(Function::name), Some(meant), "{slip}");
        }
        assert_eq!(Function::nearest("出席次数"), None);
    }
}
