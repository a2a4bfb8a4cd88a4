//! Bands of years by which statistics part the members: age, and years in the Party.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Mark, RuleSet};

/// How statistics part the members by years.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// By which years.
    pub by: BandsBy,
    /// The last whole year of each band, rising; one more band holds all above.
    pub up_to: Vec<u32>,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
    /// Given or illustrative.
    pub mark: Option<Mark>,
}

/// Years of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BandsBy {
    /// Of life, from 出生年月 on.
    Age,
    /// In the Party, from 入党时间 on.
    PartyAge,
}

/// What `data/breakdown.toml` says where a rule set says nothing.
#[derive(Debug, Default, Deserialize)]
struct Usual {
    breakdown: Vec<Bands>,
    order: Vec<Order>,
}

#[derive(Debug, Deserialize)]
struct Order {
    by: String,
    words: Vec<String>,
}

static USUAL: LazyLock<Usual> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/breakdown.toml")).unwrap_or_default());

impl BandsBy {
    /// What it is called: 年龄, 党龄.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Age => "年龄",
            Self::PartyAge => "党龄",
        }
    }

    const fn unit(self) -> &'static str {
        match self {
            Self::Age => "岁",
            Self::PartyAge => "年",
        }
    }
}

impl Bands {
    /// How many bands there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.up_to.len() + 1
    }

    /// The band of so many whole years, counted from 0.
    #[must_use]
    pub fn of(&self, years: u32) -> usize {
        self.up_to.iter().take_while(|last| years > **last).count()
    }

    /// A band in words: 35 岁以下, 36—45 岁, 61 岁以上; the limits belong to it.
    #[must_use]
    pub fn words(&self, band: usize) -> String {
        let unit = self.by.unit();
        let before = band.checked_sub(1).and_then(|before| self.up_to.get(before)).map(|last| last.saturating_add(1));
        match (before, self.up_to.get(band)) {
            (None, Some(last)) => format!("{last} {unit}以下"),
            (Some(first), Some(last)) if first == *last => format!("{first} {unit}"),
            (Some(first), Some(last)) => format!("{first}—{last} {unit}"),
            (Some(first), None) => format!("{first} {unit}以上"),
            (None, None) => "全部".to_owned(),
        }
    }

    /// What is wrong with them; `None` where nothing is.
    pub(super) fn mistake(&self) -> Option<String> {
        let rising = self.up_to.iter().zip(self.up_to.iter().skip(1)).all(|(one, next)| one < next);
        let title = self.by.title();
        if self.up_to.is_empty() {
            return Some(format!("{title}的分段（breakdown）没有写 up_to，应写各段的上限，如 [35, 45, 55, 60]"));
        }
        (!rising).then(|| format!("{title}的分段（breakdown）的 up_to 应从小到大，不能相同"))
    }
}

impl RuleSet {
    /// The bands of these years: the rule set's own, or else the usual ones.
    #[must_use]
    pub fn bands(&self, by: BandsBy) -> Option<&Bands> {
        self.bands.iter().chain(&USUAL.breakdown).find(|bands| bands.by == by)
    }
}

/// In which order the groups of a fact stand (性别, 学历): the place of the first known word that is part of what the
/// roster says; `None` where none is.
#[must_use]
pub fn usual_place(by: &str, written: &str) -> Option<usize> {
    let order = USUAL.order.iter().find(|order| order.by == by)?;
    order.words.iter().position(|word| written.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{builtin, default_id};

    #[test]
    fn limits_belong_to_their_band() {
        let bands = Bands { by: BandsBy::Age, up_to: vec![35, 45, 46], article: String::new(), mark: None };
        let words: Vec<String> = (0..bands.count()).map(|band| bands.words(band)).collect();
        assert_eq!(words, ["35 岁以下", "36—45 岁", "46 岁", "47 岁以上"]);
        assert_eq!([0, 35, 36, 45, 46, 47, 90].map(|years| bands.of(years)), [0, 0, 1, 1, 2, 3, 3]);
    }

    #[test]
    fn limits_have_to_rise() {
        let mistake = |up_to| Bands { by: BandsBy::Age, up_to, article: String::new(), mark: None }.mistake();
        assert!(mistake(vec![]).is_some() && mistake(vec![5, 5]).is_some() && mistake(vec![5, 6]).is_none());
    }

    #[test]
    fn there_are_usual_bands_and_an_usual_order() {
        let rules = builtin(&default_id()).unwrap().unwrap();
        assert!([BandsBy::Age, BandsBy::PartyAge].iter().all(|by| rules.bands(*by).is_some()));
        assert!(usual_place("education", "小学") < usual_place("education", "大学本科"));
        assert!(usual_place("education", "大学专科") < usual_place("education", "大学"));
        assert_eq!(usual_place("sex", "？"), None);
    }
}
