//! Branches that are reckoned by a rule set of their own: villages by one rulebook, factories by another, in one run.
//!
//! Files are read once. Each is recognised by the rule set of the branch that it is taken for; then every rule set goes over
//! its own branches as a run of its own would, and what came out is put together. Scores of two rulebooks cannot be
//! compared, so ranks and places are given among the branches of one.

mod fitting;
mod joined;
mod left_out;
mod named;
mod shares;
mod understood;

pub use fitting::of_another_rulebook;
pub use joined::joined;
pub use left_out::LeftOut;
pub use named::own_rules_of;
pub use shares::shares;
pub use understood::understand;

use crate::layout::{Columns, Hints};
use crate::rules::RuleSet;

use super::branch::branch_of;
use super::options::Settings;

/// How a rule set's forms are headed, and the rule set.
pub type Tongue<'a> = (&'a Columns, &'a RuleSet);

/// A rule set beside the main one.
#[derive(Clone)]
pub struct OwnRules {
    /// The rules.
    pub rules: RuleSet,
    /// What the layout room is told where it recognises files by them.
    pub hints: Hints,
    /// The branches, as the profile calls them.
    pub branches: Vec<String>,
}

impl OwnRules {
    /// Whether a branch is reckoned by these rules.
    #[must_use]
    pub fn is_for(&self, branch: &str) -> bool {
        self.branches.iter().any(|name| name == branch)
    }
}

/// Which branches a rule set answers for: what is said of others is not its matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// All there are.
    Everyone,
    /// These.
    These(Vec<String>),
    /// All that are not named here, known or not.
    AllBut(Vec<String>),
}

impl Whose {
    /// Whether a branch is among them.
    #[must_use]
    pub fn includes(&self, branch: &str) -> bool {
        let is_in = |names: &[String]| names.iter().any(|name| name == branch);
        match self {
            Self::Everyone => true,
            Self::These(names) => is_in(names),
            Self::AllBut(names) => !is_in(names),
        }
    }

    /// Whether what concerns no branch is its matter: said once, by the first rule set of a run.
    #[must_use]
    pub const fn speaks_for_all(&self) -> bool {
        !matches!(self, Self::These(_))
    }
}

impl Settings {
    /// Whether a branch, called as the run calls it, is reckoned by the rules of these settings. In a run by one rule set all
    /// are, also those that nobody knows.
    #[must_use]
    pub fn answers_for(&self, branch: &str) -> bool {
        self.whose.includes(branch)
    }

    /// The place of the rule set that a branch is reckoned by: 0 is the main one, then the others in their order.
    fn place_of(&self, branch: &str) -> usize {
        self.own_rules.iter().position(|own| own.is_for(branch)).map_or(0, |place| place + 1)
    }

    /// The same for what a file calls a branch, or a file that names none.
    fn place_of_titled(&self, shown: &str, title: Option<&str>) -> usize {
        self.place_of(&branch_of(shown, title, self))
    }

    /// The rule set at a place, and what the layout room is told.
    fn tongue(&self, place: usize) -> (&RuleSet, &Hints) {
        let own = place.checked_sub(1).and_then(|place| self.own_rules.get(place));
        own.map_or((&self.rules, &self.hints), |own| (&own.rules, &own.hints))
    }
}
