//! Conditions: `all`, `any`, `not` over comparisons of facts, the same little tree wherever a rule says *if*.

use std::fmt;

use serde::Deserialize;

use crate::model::Points;

/// A fact that a rule may ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The score, rounded as the rule set says.
    Score,
    /// The points of a category, by index.
    Category(usize),
}

/// The facts of one member.
pub trait Facts {
    /// The number behind a fact; `None` where it does not exist for this member.
    fn number(&self, fact: &Fact) -> Option<Points>;
}

/// A condition on facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// The fact lies in an interval: from the number up (以上), below the number (以下).
    Between {
        /// Which fact.
        fact: Fact,
        /// Its name for people.
        title: String,
        /// 以上: included.
        from: Option<Points>,
        /// 以下: not included.
        below: Option<Points>,
    },
}

impl Condition {
    /// Whether it holds. A comparison with a fact that does not exist never holds.
    pub fn holds(&self, facts: &impl Facts) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(facts)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts)),
            Self::Not(part) => !part.holds(facts),
            Self::Between { fact, from, below, .. } => facts.number(fact).is_some_and(|number| {
                from.is_none_or(|from| from <= number) && below.is_none_or(|below| number < below)
            }),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |parts: &[Self], word: &str| parts.iter().map(|p| p.to_string()).collect::<Vec<_>>().join(word);
        match self {
            Self::All(parts) => f.write_str(&joined(parts, "，并且")),
            Self::Any(parts) => write!(f, "（{}）", joined(parts, "，或者")),
            Self::Not(part) => write!(f, "不是（{part}）"),
            Self::Between { title, from, below, .. } => {
                f.write_str(title)?;
                from.map_or(Ok(()), |from| write!(f, " {from} 以上"))?;
                below.map_or(Ok(()), |below| write!(f, " {below} 以下"))
            }
        }
    }
}

/// A condition as written in TOML.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionText {
    all: Option<Vec<ConditionText>>,
    any: Option<Vec<ConditionText>>,
    not: Option<Box<ConditionText>>,
    fact: Option<String>,
    from: Option<Points>,
    below: Option<Points>,
}

impl ConditionText {
    /// The condition meant; `find` turns a fact's name into the fact and its title.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn build(&self, find: &impl Fn(&str) -> Option<(Fact, String)>) -> Result<Condition, String> {
        let build_all = |parts: &[Self]| parts.iter().map(|part| part.build(find)).collect::<Result<Vec<_>, _>>();
        match (&self.all, &self.any, &self.not, &self.fact) {
            (Some(parts), None, None, None) => Ok(Condition::All(build_all(parts)?)),
            (None, Some(parts), None, None) => Ok(Condition::Any(build_all(parts)?)),
            (None, None, Some(part), None) => Ok(Condition::Not(Box::new(part.build(find)?))),
            (None, None, None, Some(name)) => {
                let (fact, title) = find(name).ok_or_else(|| format!("没有叫做「{name}」的事实"))?;
                if self.from.is_none() && self.below.is_none() {
                    return Err(format!("「{name}」要有 from（以上）或 below（以下）"));
                }
                Ok(Condition::Between { fact, title, from: self.from, below: self.below })
            }
            _ => Err("条件要在 all、any、not、fact 中恰好写一个".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Only(Points);
    impl Facts for Only {
        fn number(&self, fact: &Fact) -> Option<Points> {
            (*fact == Fact::Score).then_some(self.0)
        }
    }

    #[test]
    fn above_includes_the_number_and_below_does_not() {
        let text: ConditionText = toml::from_str("fact = 'score'\nfrom = 90\nbelow = 100").unwrap();
        let band = text.build(&|_| Some((Fact::Score, "总分".to_owned()))).unwrap();
        assert!(band.holds(&Only(Points::whole(90))));
        assert!(!band.holds(&Only(Points::whole(100))));
        assert!(!band.holds(&Only(Points::parse("89.99").unwrap())));
        assert_eq!(band.to_string(), "总分 90 以上 100 以下");
    }

    #[test]
    fn a_condition_says_one_thing() {
        let text: ConditionText = toml::from_str("fact = 'score'").unwrap();
        assert!(text.build(&|_| Some((Fact::Score, String::new()))).is_err());
        let text: ConditionText = toml::from_str("all = []\nany = []").unwrap();
        assert!(text.build(&|_| None).is_err());
    }
}
