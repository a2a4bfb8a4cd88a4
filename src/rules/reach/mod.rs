//! The least and the most that every part of a rule set can come to, from the rule set alone.
//!
//! ```
//! use jifen::rules::{Node, builtin, default_id, reach};
//!
//! let rules = builtin(&default_id()).unwrap().unwrap();
//! let base = reach(&rules).range(None, Node::Category(0)).unwrap();
//! assert_eq!(base.most.unwrap().to_string(), "70");
//! ```
//!
//! A range is never too narrow for what members can come to whose tables have no errors and whose figures are not
//! given twice. It can be too wide: what depends on the same fact in two places is taken as if it did not.

mod bounds;
mod computed;
mod entered;
mod given;
mod outcomes;
mod parts;
mod span;
mod spans;

pub use bounds::is_whole;
pub use given::Given;
pub use outcomes::Outcomes;
pub use span::Span;

use super::formula::{Expr, Interval};
use super::{Combine, Item, Join, Limit, Node, Pricing, Ref, Rule, RuleSet};
use crate::model::{Points, Window};

use bounds::Bounds;
use spans::Spans;

/// What every node of a rule set can come to in a run.
#[derive(Clone, Debug)]
pub struct Reach {
    class_fact: Option<usize>,
    everyone: Spans,
    by_class: Vec<Spans>,
    settled: Option<Box<Reach>>,
}

/// What every node can come to in a year, at any time.
#[must_use]
pub fn reach(rules: &RuleSet) -> Reach {
    Reach::of(rules, &Given { window: Some(Window::Year), ..Given::default() })
}

impl Reach {
    /// What every node can come to where these facts are given; the run is a year where it is not among them.
    #[must_use]
    pub fn of(rules: &RuleSet, given: &Given) -> Self {
        let class_fact = class_fact(rules);
        let column = class_fact.and_then(|fact| rules.member_facts.get(fact));
        let words = column.map_or(0, |column| column.one_of.len());
        let of_class = |class| Spans::of(rules, &Given { class, ..given.clone() });
        let by_class: Vec<Spans> = (0..words).map(|word| of_class(class_fact.map(|fact| (fact, word)))).collect();
        // A member without a class is among all members only where the roster may say nothing of it.
        let may_lack = column.is_none_or(|column| !column.required && column.empty.is_none());
        let unknown = (may_lack || by_class.is_empty()).then(|| of_class(None));
        let everyone = by_class.iter().cloned().chain(unknown).reduce(|a, b| a.hull(&b)).unwrap_or_default();
        let run = given.window.unwrap_or(Window::Year);
        let settled = (run > rules.settles)
            .then(|| Box::new(Self::of(rules, &Given { window: Some(rules.settles), ..given.clone() })));
        Self { class_fact, everyone, by_class, settled }
    }

    /// The fact of members by which ranges are told apart, as an index of the rule set's; `None` where there is none.
    #[must_use]
    pub const fn class_fact(&self) -> Option<usize> {
        self.class_fact
    }

    /// How many classes there are.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.by_class.len()
    }

    /// What a node can come to for members of a class, or for all members; `None` where it is no number.
    #[must_use]
    pub fn range(&self, class: Option<usize>, node: Node) -> Option<Interval> {
        self.span(class, node).interval
    }

    /// All that is known of a node.
    #[must_use]
    pub fn span(&self, class: Option<usize>, node: Node) -> Span {
        class.and_then(|class| self.by_class.get(class)).unwrap_or(&self.everyone).at(node)
    }

    /// The same in a settled period, where the node is reckoned in each of them.
    #[must_use]
    pub fn in_period(&self, rules: &RuleSet, class: Option<usize>, node: Node) -> Span {
        let settled = self.settled.as_deref().filter(|_| rules.reckoned(node) != super::Reckoned::Once);
        settled.unwrap_or(self).span(class, node)
    }

    /// What a formula's values lie in; `None` where it is no number.
    #[must_use]
    pub fn of_formula(&self, rules: &RuleSet, given: &Given, expr: &Expr<Ref>) -> Option<Interval> {
        self.bounds(rules, given).interval(&given.settle(rules, expr))
    }

    /// What a condition can come to.
    #[must_use]
    pub fn of_condition(&self, rules: &RuleSet, given: &Given, expr: &Expr<Ref>) -> Outcomes {
        outcomes::outcomes(&given.settle(rules, expr), &self.bounds(rules, given))
    }

    /// What the parts of a category come to before its cap and floor hold; `None` where it is reckoned by a formula.
    #[must_use]
    pub fn before_cap(&self, rules: &RuleSet, given: &Given, index: usize) -> Option<Interval> {
        let category = rules.categories.get(index).filter(|category| category.computed.is_none())?;
        let bounds = self.bounds(rules, given);
        let months = match category.reckoned {
            super::Reckoned::Once => given.window.unwrap_or(Window::Year).months(),
            _ => rules.settles.months(),
        };
        let items = bounds.spans.items_in(rules, given, months);
        let groups = entered::groups(&bounds, months);
        Some(parts::before_cap(index, category, &bounds, &items, &groups).0)
    }

    /// What the lines of an item can be worth together in a settled period, without the item's sign: with all its limits,
    /// or without the one of this index.
    #[must_use]
    pub fn of_lines(&self, rules: &RuleSet, given: &Given, item: &Item, without: Option<usize>) -> Interval {
        entered::of_all_lines(item, &self.bounds(rules, given), months_of(rules, item, given), without)
    }

    /// What a limit lets the lines of some items be worth together in a settled period.
    #[must_use]
    pub fn allowed(&self, rules: &RuleSet, given: &Given, limit: &Limit, over: &[usize]) -> Option<Points> {
        let bounds = self.bounds(rules, given);
        let items = || over.iter().filter_map(|item| rules.items.get(*item));
        let each = items().map(|item| entered::of_a_line(item, &bounds).most);
        let dearest = each.reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b))).flatten();
        entered::allowed(limit, dearest, months_of(rules, items().next()?, given))
    }

    fn bounds<'b>(&'b self, rules: &'b RuleSet, given: &'b Given) -> Bounds<'b> {
        let class = given.class.map(|(_, class)| class);
        let spans = class.and_then(|class| self.by_class.get(class)).unwrap_or(&self.everyone);
        spans.bounds(rules, given)
    }
}

/// Months in which the lines of an item are reckoned together.
fn months_of(rules: &RuleSet, item: &Item, given: &Given) -> u32 {
    match item.category.and_then(|category| rules.categories.get(category)).map(|category| category.reckoned) {
        Some(super::Reckoned::Once) => given.window.unwrap_or(Window::Year).months(),
        _ => rules.settles.months(),
    }
}

/// The fact on which full marks, applicability and formulas depend most: the class that changes within the year, else
/// that of full marks, else the first to choose from that a rule of a category or item, a figure or a grade asks for.
fn class_fact(rules: &RuleSet) -> Option<usize> {
    let declared = rules.classes.as_ref().map(|classes| classes.fact);
    let of_full = || rules.items.iter().find_map(|item| item.full_by.as_ref()).map(|by| by.fact);
    let is_choice = |fact: usize| rules.member_facts.get(fact).is_some_and(|column| !column.one_of.is_empty());
    let asked = || {
        let mut found = None;
        for rule in rules_of(rules) {
            rule.tree().walk(&mut |part| {
                if let Expr::Name(Ref::Member(super::MemberRef::Fact(fact))) = part
                    && found.is_none()
                    && is_choice(*fact)
                {
                    found = Some(*fact);
                }
            });
        }
        found
    };
    declared.or_else(of_full).or_else(asked)
}

/// The rules that say what categories, items and grades come to.
fn rules_of(rules: &RuleSet) -> impl Iterator<Item = &Rule> {
    let categories = rules.categories.iter().flat_map(|category| category.applies.iter().chain(&category.start));
    let items = rules.items.iter().flat_map(|item| item.applies.iter().chain(&item.opening));
    let computed = rules.items.iter().filter_map(|item| item.computed.as_ref());
    let computed = computed.chain(rules.categories.iter().filter_map(|category| category.computed.as_ref()));
    let computed = computed.flat_map(|computed| {
        computed.points.iter().chain(computed.cases.iter().flat_map(|case| std::iter::once(&case.when).chain(&case.is)))
    });
    let figures = rules.figures.iter().flat_map(|figure| {
        figure.of.iter().chain(figure.cases.iter().flat_map(|case| std::iter::once(&case.when).chain(&case.is)))
    });
    let grades = rules.grades.iter().flat_map(|grade| grade.when.iter().flatten());
    categories.chain(items).chain(computed).chain(figures).chain(grades)
}

#[cfg(test)]
mod tests;
