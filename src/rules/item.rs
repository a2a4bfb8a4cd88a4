//! Items and their prices: how an entry becomes points.

use serde::Deserialize;

use super::procedure::Requirement;
use super::{Computed, Limit, Mark, Once, Per, Repeat, Rule};
use crate::model::Points;
use crate::model::text::compact;
use chrono::NaiveDate;

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
    /// What the item begins with, where that is the same for all.
    pub start: Points,
    /// What it begins with otherwise.
    pub opening: Option<Rule>,
    /// Full marks (满分): the most that it can contribute; where they depend on a fact of the member, the greatest.
    pub full: Option<Points>,
    /// Full marks by a fact of the member; who has another value is exempt.
    pub full_by: Option<FullBy>,
    /// Whether it begins with full marks.
    pub starts_full: bool,
    /// Who it applies to; others are exempt.
    pub applies: Option<Rule>,
    /// How it is reckoned, where no line is entered for it.
    pub computed: Option<Computed>,
    /// By what the price of a line is multiplied.
    pub factor: Option<Rule>,
    /// Prices from a later day on, in their order.
    pub amended: Vec<Amendment>,
    /// The least that it can contribute (扣完为止).
    pub floor: Option<Points>,
    /// What of many entries counts.
    pub limits: Vec<Limit>,
    /// Lines that are alike count once.
    pub once: Option<Once>,
    /// What the n-th line counts.
    pub repeat: Option<Repeat>,
    /// Whether a line is one matter: 次数 above 1 is an error.
    pub one_each: bool,
    /// Whether its lines count whatever the month: in months when the member was not on the roster, and in every class.
    pub any_month: bool,
    /// The most lines that a member may have in a window; where there are more, none of them counts.
    pub lines: Option<MostLines>,
    /// Under which heading of a second classification it is summed up.
    pub group: String,
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

    /// Whether a line of this level is a veto: of a veto every line is, of other items those whose level is one.
    #[must_use]
    pub fn is_veto_at(&self, level: &str) -> bool {
        self.is_veto() || self.levels().and_then(|levels| levels.find(level)).is_some_and(|level| level.veto)
    }

    /// Whether a line with 分值 may write it negative: three off is 3 or −3, and some prices are less than nothing (倒扣).
    #[must_use]
    pub fn takes_negative(&self) -> bool {
        self.deducts
            || match &self.pricing {
                Pricing::Fixed(price) => price.is_negative(),
                Pricing::Levels(levels) => levels.of.iter().any(|level| level.points.is_negative()),
                Pricing::Assessed(range) => range.from.is_negative(),
                Pricing::Formula(_) => true,
                Pricing::Recorded | Pricing::Computed | Pricing::Veto => false,
            }
    }

    /// 分值 as written, without the sign that only says that it is taken off.
    #[must_use]
    pub fn without_sign(&self, stated: Points) -> Points {
        if self.deducts { stated.abs() } else { stated }
    }

    /// What a line is worth before any limit, without sign: price × 次数, or what people decided for it.
    /// `None` where the line lacks what its price needs, and where a formula prices it.
    #[must_use]
    pub fn price(&self, day: NaiveDate, level: &str, quantity: u32, stated: Option<Points>) -> Option<Points> {
        let times = Points::whole(i64::from(if self.once.is_some() { 1 } else { quantity }));
        match self.pricing_on(day) {
            Pricing::Fixed(price) => Some(*price * times),
            Pricing::Levels(levels) => levels.find(level).map(|level| level.points * times),
            Pricing::Assessed(_) => stated.map(|stated| self.without_sign(stated)),
            Pricing::Formula(_) => None,
            Pricing::Recorded | Pricing::Computed | Pricing::Veto => Some(Points::ZERO),
        }
    }

    /// Its levels, where it is priced by level.
    #[must_use]
    pub const fn levels(&self) -> Option<&Levels> {
        match &self.pricing {
            Pricing::Levels(levels) => Some(levels),
            _ => None,
        }
    }

    /// What an entry of that day is worth.
    #[must_use]
    pub fn pricing_on(&self, day: NaiveDate) -> &Pricing {
        let in_force = self.amended.iter().rev().find(|amended| amended.price.is_some() && amended.since <= day);
        in_force.and_then(|amended| amended.price.as_ref()).unwrap_or(&self.pricing)
    }

    /// For points that came together in a period: the most that one time can have given, how many times there were at
    /// the least, and the points.
    #[must_use]
    pub fn times_behind(&self, points: Points) -> (Points, u32, Points) {
        let most = match &self.pricing {
            Pricing::Fixed(price) => *price,
            Pricing::Levels(levels) => levels.of.iter().map(|level| level.points).max().unwrap_or(Points::ZERO),
            Pricing::Assessed(range) => range.to,
            Pricing::Formula(_) | Pricing::Recorded | Pricing::Computed | Pricing::Veto => Points::ZERO,
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
            Pricing::Formula(_) => return true,
            Pricing::Recorded | Pricing::Computed | Pricing::Veto => return false,
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
    /// By a formula over the line.
    Formula(Rule),
    /// No points: it is only recorded.
    #[serde(rename = "none", deserialize_with = "super::toml_text::only_true")]
    Recorded,
    /// Reckoned from other figures: no line is entered for it.
    #[serde(skip)]
    Computed,
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
    #[serde(default)]
    pub points: Points,
    /// Whether it decides the grade instead (一票否决).
    #[serde(default)]
    pub veto: bool,
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

/// Full marks by a fact of the member.
#[derive(Clone, Debug)]
pub struct FullBy {
    /// Index of the fact.
    pub fact: usize,
    /// Full marks by the index of its word; who has none is exempt (免).
    pub of: Vec<Option<Points>>,
}

/// How many lines of an item a member may have.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MostLines {
    /// The window.
    pub per: Per,
    /// The most.
    pub most: usize,
}

/// What is different from a day on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The first day.
    #[serde(deserialize_with = "super::toml_text::the_day")]
    pub since: NaiveDate,
    /// What an entry is worth.
    pub price: Option<Pricing>,
    /// Full marks.
    pub full: Option<Points>,
    /// The rule in words.
    #[serde(default)]
    pub text: String,
    /// Given or illustrative.
    pub mark: Option<Mark>,
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
