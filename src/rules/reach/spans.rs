//! What all nodes come to: in a settled period, then in the run that is made of such.

use super::bounds::Bounds;
use super::computed::of_figure;
use super::entered::groups;
use super::parts::{ItemSpan, of_category, of_item, of_score};
use super::span::Span;
use super::{Given, Interval, Join, Node, RuleSet};
use crate::model::{Points, Window};
use crate::rules::{Reckoned, Year};

/// What all nodes come to.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    figures: Vec<Span>,
    items: Vec<Span>,
    categories: Vec<Span>,
    score: Span,
}

impl Spans {
    /// What all nodes come to in a run.
    pub fn of(rules: &RuleSet, given: &Given) -> Self {
        let run = given.window.unwrap_or(Window::Year);
        let settled = Self::reckoned(rules, given, rules.settles.months(), None);
        if run <= rules.settles {
            return settled;
        }
        let periods = run.months() / rules.settles.months();
        Self::reckoned(rules, given, run.months(), Some((&settled, periods)))
    }

    /// What is known of a node; anything, where it is not known yet.
    pub fn at(&self, node: Node) -> Span {
        let found = match node {
            Node::Figure(index) => self.figures.get(index),
            Node::Item(index) => self.items.get(index),
            Node::Category(index) => self.categories.get(index),
            Node::Score => Some(&self.score),
        };
        found.copied().unwrap_or_default()
    }

    /// What either of two comes to.
    pub fn hull(&self, other: &Self) -> Self {
        let each = |a: &[Span], b: &[Span]| a.iter().zip(b).map(|(a, b)| a.hull(b)).collect();
        Self {
            figures: each(&self.figures, &other.figures),
            items: each(&self.items, &other.items),
            categories: each(&self.categories, &other.categories),
            score: self.score.hull(&other.score),
        }
    }

    /// Reckons every node after all that it needs. With settled periods and their number, what is reckoned in those is
    /// joined from them.
    fn reckoned(rules: &RuleSet, given: &Given, months: u32, settled: Option<(&Self, u32)>) -> Self {
        let mut spans = Self {
            figures: vec![Span::default(); rules.figures.len()],
            items: vec![Span::default(); rules.items.len()],
            categories: vec![Span::default(); rules.categories.len()],
            score: Span::default(),
        };
        // A period that does not count, or in which the member was nowhere, has no points.
        let year = rules.year.as_ref();
        let may_not_count = year.is_some_and(|year| year.counts.is_some() || year.settled.is_some())
            || rules.presence.as_ref().is_some_and(|presence| presence.months);
        let joins = |node: Node| settled.filter(|_| rules.reckoned(node) != Reckoned::Once);
        let has_yearly = rules.categories.iter().any(|c| c.parent.is_none() && c.reckoned == Reckoned::Once);
        for node in &rules.order {
            let found = match *node {
                Node::Figure(index) => {
                    rules.figures.get(index).map(|figure| of_figure(figure, &spans.bounds(rules, given)))
                }
                Node::Item(_) | Node::Category(_) if joins(*node).is_some() => {
                    joins(*node).map(|(settled, periods)| joined(rules.year.as_ref(), settled.at(*node), periods))
                }
                Node::Score if settled.is_some() && !has_yearly => {
                    settled.map(|(settled, periods)| joined(rules.year.as_ref(), settled.at(Node::Score), periods))
                }
                Node::Item(index) => spans.items_in(rules, given, months).get(index).map(|found| found.span.shown()),
                Node::Category(index) => rules.categories.get(index).map(|category| {
                    let items = spans.items_in(rules, given, months);
                    let bounds = spans.bounds(rules, given);
                    of_category(index, category, &bounds, &items, &groups(&bounds, months))
                }),
                Node::Score => Some(of_score(&spans.bounds(rules, given)).rounded(rules)),
            };
            let found = found.unwrap_or_default();
            let may_lack = found.may_lack || (may_not_count && !matches!(node, Node::Figure(_)));
            spans.keep(*node, Span { may_lack, ..found });
        }
        spans
    }

    /// The bounds that a formula has that asks for these.
    pub fn bounds<'a>(&'a self, rules: &'a RuleSet, given: &'a Given) -> Bounds<'a> {
        Bounds { rules, given, spans: self, full: None, item: None }
    }

    /// What the items come to in so many months, with what their lines change.
    pub fn items_in(&self, rules: &RuleSet, given: &Given, months: u32) -> Vec<ItemSpan> {
        let bounds = self.bounds(rules, given);
        let groups = groups(&bounds, months);
        let items = rules.items.iter().enumerate();
        items.map(|(index, item)| of_item(index, item, &bounds, &groups, months)).collect()
    }

    fn keep(&mut self, node: Node, span: Span) {
        let place = match node {
            Node::Figure(index) => self.figures.get_mut(index),
            Node::Item(index) => self.items.get_mut(index),
            Node::Category(index) => self.categories.get_mut(index),
            Node::Score => Some(&mut self.score),
        };
        if let Some(place) = place {
            *place = span;
        }
    }
}

impl Span {
    /// The same of an item as results have it: one that does not apply counts nothing.
    fn shown(self) -> Self {
        let interval = match (self.interval, self.may_apply, self.may_be_exempt) {
            (_, false, _) => Some(Interval::NOTHING),
            (Some(interval), _, true) => Some(interval.hull(Interval::NOTHING)),
            (interval, ..) => interval,
        };
        Self { interval, ..self }
    }

    /// The same, rounded as the score is.
    fn rounded(self, rules: &RuleSet) -> Self {
        let round =
            |end: Option<Points>| end.and_then(|end| end.checked_round(rules.score.places, rules.score.rounding));
        let interval =
            self.interval.map(|interval| Interval { least: round(interval.least), most: round(interval.most) });
        Self { interval, ..self }
    }
}

/// What the settled periods of a run make of a figure. One that does not count for a member is left out.
fn joined(year: Option<&Year>, each: Span, periods: u32) -> Span {
    let Some(interval) = each.interval else { return each };
    let all = match year.map_or(Join::Sum, |year| year.of) {
        Join::Sum => interval.hull(interval.times(Points::whole(i64::from(periods)))),
        Join::Mean | Join::Weighted | Join::Last | Join::Max | Join::Min => interval,
    };
    let may_skip = year.is_some_and(|year| year.counts.is_some() || year.settled.is_some());
    Span { interval: Some(all), may_lack: each.may_lack || may_skip, ..each }
}
