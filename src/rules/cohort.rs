//! Whether members are compared with each other before their points are known.

use super::formula::{Expr, Function};
use super::lint::uses::all_rules;
use super::{Ref, RuleSet};

/// Whether what one member comes to, or the grade that it gives, may depend on another member of the branch.
#[must_use]
pub fn compares_members(rules: &RuleSet) -> bool {
    // What is asked once all points and grades are known changes none of them.
    let is_after = |of: &str| ["honour", "list", "consequence", "alert", "check"].contains(&of);
    let asked = all_rules(rules).into_iter().filter(|(subject, _, _)| !is_after(subject.at.0));
    asked.map(|(_, _, rule)| rule).any(|rule| {
        let mut found = false;
        rule.tree().walk(&mut |part| found |= looks_at_others(part));
        found
    })
}

fn looks_at_others(part: &Expr<Ref>) -> bool {
    use Function::{Average, Best, Branch, HowMany, Lowest, Rank};
    matches!(part, Expr::Call(Average | Best | Branch | HowMany | Lowest | Rank, _))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::builtin;

    #[test]
    fn only_what_makes_points_and_grades_is_asked() {
        for (id, compares) in [
            ("township-stars", false),
            ("village-vanguard", false),
            ("agency-lists", false),
            ("company-weighted", true),
        ] {
            assert_eq!(compares_members(&builtin(id).unwrap().unwrap()), compares, "{id}");
        }
    }
}
