//! What a node can come to, and how such ranges are added, held and joined.

use super::Outcomes;
use crate::model::Points;
use crate::rules::formula::Interval;

/// What is known of a node's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The numbers that it can be; `None` where it is no number.
    pub interval: Option<Interval>,
    /// Whether it may have no value.
    pub may_lack: bool,
    /// Whether it may be exempt: no points, no full marks.
    pub may_be_exempt: bool,
    /// Whether it may apply.
    pub may_apply: bool,
    /// What it can be where it is a yes or no.
    pub truth: Outcomes,
}

impl Default for Span {
    fn default() -> Self {
        Self {
            interval: Some(Interval::default()),
            may_lack: true,
            may_be_exempt: false,
            may_apply: true,
            truth: Outcomes::ANY,
        }
    }
}

impl Span {
    /// A number that is always there.
    pub const fn sure(interval: Interval) -> Self {
        Self {
            interval: Some(interval),
            may_lack: false,
            may_be_exempt: false,
            may_apply: true,
            truth: Outcomes { yes: false, no: false, missing: true },
        }
    }

    /// What either of two comes to.
    pub fn hull(&self, other: &Self) -> Self {
        let interval = match (self.interval, other.interval) {
            (Some(a), Some(b)) => Some(a.hull(b)),
            _ => None,
        };
        Self {
            interval,
            may_lack: self.may_lack || other.may_lack,
            may_be_exempt: self.may_be_exempt || other.may_be_exempt,
            may_apply: self.may_apply || other.may_apply,
            truth: self.truth.or(other.truth),
        }
    }
}

/// A number that is not there has no bound.
fn both(a: Option<Points>, b: Option<Points>, of: impl Fn(Points, Points) -> Option<Points>) -> Option<Points> {
    a.zip(b).and_then(|(a, b)| of(a, b))
}

impl Interval {
    /// Nothing but 0.
    pub const NOTHING: Self = Self { least: Some(Points::ZERO), most: Some(Points::ZERO) };

    /// Nothing but this number.
    #[must_use]
    pub const fn only(number: Points) -> Self {
        Self { least: Some(number), most: Some(number) }
    }

    /// All numbers of either.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            least: both(self.least, other.least, |a, b| Some(a.min(b))),
            most: both(self.most, other.most, |a, b| Some(a.max(b))),
        }
    }

    /// A number of one and a number of the other, added.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            least: both(self.least, other.least, Points::checked_add),
            most: both(self.most, other.most, Points::checked_add),
        }
    }

    /// The opposite numbers.
    #[must_use]
    pub fn negative(self) -> Self {
        Self { least: self.most.map(|most| -most), most: self.least.map(|least| -least) }
    }

    /// So many times each.
    #[must_use]
    pub fn times(self, factor: Points) -> Self {
        if factor.is_zero() {
            return Self::NOTHING;
        }
        let by = |end: Option<Points>| end.and_then(|end| end.checked_mul(factor));
        match factor.is_negative() {
            true => Self { least: by(self.most), most: by(self.least) },
            false => Self { least: by(self.least), most: by(self.most) },
        }
    }

    /// Numbers above this become this.
    #[must_use]
    pub fn capped(self, cap: Option<Points>) -> Self {
        match cap {
            Some(cap) => Self {
                least: self.least.map(|least| least.min(cap)),
                most: Some(self.most.map_or(cap, |most| most.min(cap))),
            },
            None => self,
        }
    }

    /// Numbers below this become this.
    #[must_use]
    pub fn held_up(self, floor: Option<Points>) -> Self {
        self.negative().capped(floor.map(|floor| -floor)).negative()
    }

    /// Whether a number is among them.
    #[must_use]
    pub fn holds(self, number: Points) -> bool {
        self.least.is_none_or(|least| least <= number) && self.most.is_none_or(|most| number <= most)
    }

    /// The number, where it is only one.
    #[must_use]
    pub fn single(self) -> Option<Points> {
        self.least.filter(|_| self.least == self.most)
    }
}
