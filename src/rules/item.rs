//! Items and their prices: how an entry becomes points.

use serde::Deserialize;

use super::Mark;
use super::procedure::Requirement;
use crate::model::text::compact;
use crate::model::{Points, Window};

/// A part of the score under a name of its own.
#[derive(Clone, Debug)]
pub struct Category {
    /// Key in results.
    pub id: String,
    /// Name for people; also the header of the branch's own total.
    pub title: String,
    /// Other headers of that total.
    pub also: Vec<String>,
    /// Where the rulebook says so.
    pub article: String,
    /// Full marks, where it has any: the sum of its items' full marks.
    pub full: Option<Points>,
    /// Given or illustrative.
    pub mark: Mark,
    /// Remarks that belong to the whole category.
    pub about: String,
}

/// One item of the rulebook.
#[derive(Clone, Debug)]
pub struct Item {
    /// 项目编号.
    pub id: String,
    /// 项目名称.
    pub title: String,
    /// Other names under which it may be entered.
    pub also: Vec<String>,
    /// Index of its category; `None` for a veto.
    pub category: Option<usize>,
    /// What 次数 counts: 次, 件, 月.
    pub unit: String,
    /// What an entry is worth.
    pub pricing: Pricing,
    /// Whether entries take away. Prices are written without sign.
    pub deducts: bool,
    /// What the item begins with.
    pub start: Points,
    /// Full marks (满分): the most that it can contribute.
    pub full: Option<Points>,
    /// The least that it can contribute (扣完为止).
    pub floor: Option<Points>,
    /// What of many entries counts.
    pub limits: Vec<Limit>,
    /// How lines of the same matter count.
    pub same_matter: Option<SameMatter>,
    /// Steps of the procedure that its entries need.
    pub requires: Vec<Requirement>,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
    /// The rule in words.
    pub text: String,
}

impl Item {
    /// Whether it is a veto (一票否决) and carries no points.
    #[must_use]
    pub fn is_veto(&self) -> bool {
        matches!(self.pricing, Pricing::Veto)
    }

    /// Whether a line with 分值 may write it negative: three off is 3 or −3.
    #[must_use]
    pub fn takes_negative(&self) -> bool {
        self.deducts
    }

    /// What a line is worth before any limit, without sign: price × 次数, or what people decided for it.
    /// `None` where the line lacks what its price needs.
    #[must_use]
    pub fn price(&self, level: &str, quantity: u32, stated: Option<Points>) -> Option<Points> {
        match &self.pricing {
            Pricing::Fixed(price) => Some(*price * Points::whole(i64::from(quantity))),
            Pricing::Levels(levels) => {
                let times = if self.same_matter.is_some() { 1 } else { quantity };
                levels.find(level).map(|level| level.points * Points::whole(i64::from(times)))
            }
            Pricing::Assessed(_) => stated.map(Points::abs),
            Pricing::Veto => Some(Points::ZERO),
        }
    }

    /// For points that came together in a period: the most that one time can have given, how many times there were at
    /// the least, and the points.
    #[must_use]
    pub fn times_behind(&self, points: Points) -> (Points, u32, Points) {
        let most = match &self.pricing {
            Pricing::Fixed(price) => *price,
            Pricing::Levels(levels) => levels.of.iter().map(|level| level.points).max().unwrap_or(Points::ZERO),
            Pricing::Assessed(range) => range.to,
            Pricing::Veto => Points::ZERO,
        };
        (most, points.times_of(most), points)
    }

    /// Whether some number of entries can come to these points, without sign.
    #[must_use]
    pub fn can_come_to(&self, points: Points) -> bool {
        let (least, finest) = match &self.pricing {
            Pricing::Fixed(price) => (*price, *price),
            Pricing::Levels(levels) => {
                let prices = || levels.of.iter().map(|level| level.points).filter(|points| !points.is_zero());
                let finest = prices().reduce(Points::common_measure).unwrap_or(Points::ZERO);
                (prices().min().unwrap_or(Points::ZERO), finest)
            }
            Pricing::Assessed(range) => (range.from, range.step),
            Pricing::Veto => return false,
        };
        points.is_zero() || (points >= least && points.is_multiple_of(finest))
    }

    /// Whether the text is the item's name shortened or lengthened.
    #[must_use]
    pub fn may_be_called(&self, written: &str) -> bool {
        let title = compact(&self.title);
        written.chars().count() > 1 && (title.contains(written) || written.contains(&title))
    }

    /// Number and name, as messages show it.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}「{}」", self.id, self.title)
    }

    /// The sign of its entries.
    #[must_use]
    pub fn signed(&self, points: Points) -> Points {
        if self.deducts { -points } else { points }
    }
}

/// How an entry becomes points.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pricing {
    /// So much each time.
    Fixed(Points),
    /// By level.
    Levels(Levels),
    /// Decided by people for each line, within a range.
    Assessed(Assessed),
    /// No points: it decides the grade.
    #[serde(skip)]
    Veto,
}

/// A price by level.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// The level that an empty one means; without it, an empty level is an error.
    #[serde(default)]
    pub empty: Option<String>,
    /// The levels, in the rulebook's order.
    pub of: Vec<Level>,
}

/// One level and its price.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The level's name.
    pub level: String,
    /// Its price.
    pub points: Points,
    /// Other spellings of it in this item.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Levels {
    /// The level that a text means; the empty text means `empty`, where the rulebook says so.
    #[must_use]
    pub fn find(&self, written: &str) -> Option<&Level> {
        let wanted = if written.is_empty() { self.empty.as_deref()? } else { written };
        self.of.iter().find(|level| level.level == wanted || level.also.iter().any(|also| also == wanted))
    }

    /// The names, for messages.
    #[must_use]
    pub fn names(&self) -> String {
        self.of.iter().map(|level| level.level.as_str()).collect::<Vec<_>>().join("、")
    }
}

/// A range within which people decide.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessed {
    /// The least.
    pub from: Points,
    /// The most.
    pub to: Points,
    /// Steps count from 0; 0 means any figure.
    #[serde(default)]
    pub step: Points,
}

/// A limit on what of many entries counts in each window.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The window.
    pub per: Window,
    /// The most.
    pub most: LimitBy,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug)]
pub enum LimitBy {
    /// 次数.
    Times(u32),
    /// Points.
    Points(Points),
}

impl LimitBy {
    /// What so many windows allow together.
    #[must_use]
    pub fn over(self, windows: u32) -> Self {
        match self {
            Self::Times(most) => Self::Times(most.saturating_mul(windows)),
            Self::Points(most) => Self::Points(most * Points::whole(i64::from(windows))),
        }
    }
}

/// How lines of the same matter (同一事由) count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SameMatter {
    /// Once, at the highest level; 次数 does not multiply it.
    Highest,
}

/// The outcome of looking up an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemMatch {
    /// This one.
    Found(usize),
    /// The number means this one, the name another or none.
    Contradiction(usize),
    /// No such item.
    Unknown,
    /// Neither number nor name.
    Missing,
}
