//! Sentences of a rule set in which `{…}` stands for the value of a formula.

use serde::{Deserialize, Deserializer};

use super::Rule;
use super::formula::Formula;

/// A sentence, in parts.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Words, each with the formula that stands behind it.
    pub parts: Vec<(String, Option<Rule>)>,
}

impl Sentence {
    /// The sentence with every formula's value put in by `value`.
    #[must_use]
    pub fn told(&self, value: impl Fn(&Rule) -> String) -> String {
        let told =
            self.parts.iter().map(|(words, rule)| format!("{words}{}", rule.as_ref().map_or_else(String::new, &value)));
        told.collect()
    }

    /// Its formulas.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.parts.iter().filter_map(|(_, rule)| rule.as_ref())
    }

    /// Its formulas, to be changed.
    pub fn rules_mut(&mut self) -> impl Iterator<Item = &mut Rule> {
        self.parts.iter_mut().filter_map(|(_, rule)| rule.as_mut())
    }
}

impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let text = String::deserialize(deserializer)?;
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while let Some((words, behind)) = rest.split_once('{') {
            let (formula, left) = behind.split_once('}').ok_or_else(|| D::Error::custom("「{」后面没有「}」"))?;
            let formula: Formula = formula.parse().map_err(D::Error::custom)?;
            parts.push((words.to_owned(), Some(Rule::from(formula))));
            rest = left;
        }
        parts.push((rest.to_owned(), None));
        Ok(Self { parts })
    }
}
