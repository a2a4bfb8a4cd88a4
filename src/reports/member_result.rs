//! A member in 结果.json: points, grade, and every step and entry behind them.

use serde::{Deserialize, Serialize};

use super::years::{BeforeResult, CarryResult};
use crate::model::Points;

/// A member's result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MemberResult {
    /// The branch.
    pub branch: String,
    /// The name.
    pub name: String,
    /// The roster's own number.
    pub id: String,
    /// The class, where the rule set has classes.
    pub class: Option<String>,
    /// 预备党员.
    pub probationary: bool,
    /// Whether counted among the branch's members at the end of the period.
    pub counted: bool,
    /// Points by category.
    #[serde(with = "in_order")]
    pub categories: Vec<(String, Option<Points>)>,
    /// The score.
    pub score: Option<Points>,
    /// Ranks by score.
    pub rank: Rank,
    /// The grade, after vetoes, quotas and decisions.
    pub grade: Option<String>,
    /// Stars, after vetoes, quotas and decisions.
    pub stars: u32,
    /// What the score alone would give.
    pub stars_by_points: u32,
    /// The grade that the score alone would give.
    #[serde(default)]
    pub grade_by_points: Option<String>,
    /// Grades in which the place is contested, best first.
    pub contested: Vec<String>,
    /// Codes of the vetoes that stand.
    pub veto: Vec<String>,
    /// What follows (后续措施), in the rule set's order.
    pub consequences: Vec<String>,
    /// Points by the headings of a second classification, where the rule set has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "in_order")]
    pub groups: Vec<(String, Points)>,
    /// Scores of the settled periods that count, where the year is made of such.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "in_order")]
    pub periods: Vec<(String, Option<Points>)>,
    /// Months in a row in which something is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<AlertResult>,
    /// The member's 党小组, where the roster has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_group: Option<String>,
    /// What is known of the years before; absent where no earlier year was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<BeforeResult>,
    /// What next year's run needs of the member; absent where there is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carry: Option<CarryResult>,
    /// The score as it stood at the end of each month or quarter; absent where nobody asked for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "in_order")]
    pub series: Vec<(String, Option<Points>)>,
    /// Every step of the score.
    pub steps: Vec<StepResult>,
}

/// Months in a row in which something is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertResult {
    /// What is missing.
    pub kind: String,
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// How many months from the first to the last.
    pub months: u32,
    /// How serious it is, in the rule set's words.
    pub level: String,
}

/// A member's ranks; null for those not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// In the branch.
    pub branch: Option<usize>,
    /// In the township.
    pub township: Option<usize>,
}

/// One step of a score.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StepResult {
    /// Code of the item; null for a step that belongs to none.
    pub item: Option<String>,
    /// The category; null for a veto and for steps on the whole score.
    pub category: Option<String>,
    /// The settlement period.
    pub period: String,
    /// The class in which it was reckoned, for a member who had several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// What it contributes.
    pub counted: Points,
    /// Full marks.
    pub of: Option<Points>,
    /// How it came about.
    pub note: String,
    /// The entries behind it.
    pub entries: Vec<EntryResult>,
}

/// An entry in a step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EntryResult {
    /// The day of occurrence.
    pub date: String,
    /// 次数.
    pub quantity: Points,
    /// 级别.
    pub level: Option<String>,
    /// 分值 as written.
    pub stated: Option<Points>,
    /// What it changes in its item, after all limits.
    pub effect: Points,
    /// counted, pending, excluded or capped.
    pub state: String,
    /// Why it did not count in full.
    pub why: Option<String>,
    /// Digest of 事由, of the steps of the procedure and of the other columns, in six hexadecimal digits: whether they
    /// were changed since can be told, what they say cannot. Absent where nothing is written in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// Where it stands.
    pub source: SourceResult,
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceResult {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cells of its row.
    pub cell: String,
}

impl MemberResult {
    /// The member for lists in which namesakes have to be told apart.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<Points> {
        self.categories.iter().find(|(other, _)| other == id).and_then(|(_, points)| *points)
    }
}

/// A map whose keys keep the rule set's order, written and read.
mod in_order {
    use std::fmt;
    use std::marker::PhantomData;

    use serde::de::{Error, MapAccess, Visitor};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer, V: Serialize>(pairs: &[(String, V)], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, V)>, D::Error> {
        deserializer.deserialize_map(Pairs(PhantomData))
    }

    struct Pairs<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Pairs<V> {
        type Value = Vec<(String, V)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs: Vec<(String, V)> = Vec::new();
            while let Some((key, value)) = map.next_entry::<String, V>()? {
                // A category or a period has one figure; of two nobody could say which holds.
                if pairs.iter().any(|(known, _)| *known == key) {
                    return Err(A::Error::custom("a key twice"));
                }
                pairs.push((key, value));
            }
            Ok(pairs)
        }
    }
}
