//! How much came out right, and what did not.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::compare::Comparison;

/// A case, and what came of it.
pub struct Outcome {
    pub name: String,
    pub found: Comparison,
}

/// Of so many, so many are right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    pub right: usize,
    pub all: usize,
}

impl Share {
    pub fn add(&mut self, right: usize, all: usize) {
        self.right += right;
        self.all += all;
    }

    fn shown(self) -> String {
        if self.all == 0 {
            return "-".to_owned();
        }
        // Rounded down: 100.0 is said of nothing less.
        let tenths = self.right * 1000 / self.all;
        format!("{}/{} {}.{}%", self.right, self.all, tenths / 10, tenths % 10)
    }
}

/// A line for each rule set and one for all: cases, members and figures right.
pub fn summary(outcomes: &[Outcome]) -> String {
    let mut by_rules: BTreeMap<&str, [Share; 3]> = BTreeMap::new();
    for Outcome { name, found } in outcomes {
        let rules = name.split('/').next().unwrap_or(name);
        for key in [rules, "~"] {
            let [cases, members, figures] = by_rules.entry(key).or_default();
            cases.add(usize::from(found.is_right()), 1);
            members.add(found.members.right, found.members.all);
            figures.add(found.figures.right, found.figures.all);
        }
    }
    let mut text = format!("{:<20} {:>18} {:>18} {:>18}\n", "right", "cases", "members", "figures");
    for (rules, shares) in by_rules {
        let [cases, members, figures] = shares.map(Share::shown);
        let rules = if rules == "~" { "all" } else { rules };
        writeln!(text, "{rules:<20} {cases:>18} {members:>18} {figures:>18}").unwrap();
    }
    text
}

/// The differences, under the name of each case that has any.
pub fn differences<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> String {
    let mut text = String::new();
    for Outcome { name, found } in outcomes.filter(|it| !it.found.is_right()) {
        writeln!(text, "{name}").unwrap();
        for line in &found.differences {
            writeln!(text, "    {}", line.replace('\n', "\n    ")).unwrap();
        }
    }
    text
}
