//! What is wrong with a rule set before anybody computes with it: one file for each code.
//!
//! ```
//! use jifen::rules::lint::{Asked, lint};
//! use jifen::rules::{builtin, default_id};
//!
//! let rules = builtin(&default_id()).unwrap().unwrap();
//! let found = lint(&rules, &Asked::default());
//! assert!(found.iter().all(|lint| lint.waived.is_some() || lint.severity < jifen::model::Severity::Error));
//! ```

mod bands;
mod cells;
mod codes;
mod example;
mod facts;
mod firsts;
mod grid;
mod lens;
mod lines;
mod said;
pub(super) mod uses;

pub use codes::CODES;
pub use example::completed;
pub use lens::Lens;
pub use said::{Lint, Subject};

use super::RuleSet;
use crate::model::Period;

/// What is asked of a rule set.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// The text that it was read from, for the lines of what is found.
    pub text: Option<&'a str>,
    /// The period for which numbers hold; without it, the latest of each.
    pub period: Option<Period>,
    /// By figure, whether the profile says that it was not held; empty without a profile.
    pub closed: Vec<bool>,
    /// The tests of the rule set that fail.
    pub failed: Vec<FailedTest>,
}

/// A test of the rule set that did not come out as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedTest {
    /// Its title.
    pub title: String,
    /// What came out otherwise, one sentence each.
    pub says: Vec<String>,
}

/// All that is found, the worst first, then by code; what the rule set waives has its reason.
#[must_use]
pub fn lint(rules: &RuleSet, asked: &Asked<'_>) -> Vec<Lint> {
    let lens = Lens::new(rules, asked);
    let mut found: Vec<Lint> = codes::FINDERS.iter().flat_map(|find| find(&lens)).collect();
    let mut is_used = vec![false; rules.waivers.len()];
    for lint in &mut found {
        for (waiver, is_used) in rules.waivers.iter().zip(&mut is_used) {
            let fits = waiver.code.eq_ignore_ascii_case(lint.code.id)
                && (waiver.of.is_empty() || waiver.of == lint.subject.of);
            if fits {
                *is_used = true;
                lint.waived.get_or_insert_with(|| waiver.reason.clone());
            }
        }
    }
    let idle = rules.waivers.iter().zip(is_used).filter(|(_, is_used)| !is_used).map(|(waiver, _)| waiver);
    found.extend(codes::idle_waivers(idle));
    if let Some(text) = asked.text {
        let places = lines::Places::of(text);
        for lint in &mut found {
            lint.line = places.line(&lint.subject);
        }
    }
    found.sort_by_key(|lint| (lint.waived.is_some(), std::cmp::Reverse(lint.severity), lint.code.id, lint.line));
    found
}

#[cfg(test)]
mod tests;
