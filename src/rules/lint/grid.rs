//! Conditions tried at every combination of values that they tell apart.
//!
//! Where a rule compares facts with fixed numbers and words, all members behave as one of finitely many combinations. The
//! grid goes through them, so that "exactly one holds" is proved, or disproved with an example. Facts that depend on each
//! other are taken as if they did not: what holds on the whole grid holds, and an example may be one that cannot be.

use super::cells::{Cell, Stretch};
use super::facts::{Condition, Fact, Facts, sum_of};
use crate::rules::formula::{Expr, Value};
use crate::rules::reach::{Given, Reach};
use crate::rules::{Ref, RuleSet};

/// So many combinations are tried; with more it is said that nothing was proved.
pub const BOUND: usize = 200_000;

/// Some conditions, and all combinations that they tell apart.
pub struct Grid<'a> {
    rules: &'a RuleSet,
    facts: Facts,
    conditions: Vec<Condition>,
    values: Vec<Vec<(Value, Option<Cell>)>>,
}

/// Which conditions hold at one combination.
pub struct Tried {
    /// For each fact, which of its values.
    pub at: Vec<usize>,
    /// For each condition, whether it holds.
    pub holds: Vec<bool>,
}

impl<'a> Grid<'a> {
    /// The grid of some conditions. With `reach`, only of values that can be.
    #[must_use]
    pub fn new(rules: &'a RuleSet, given: &Given, reach: Option<&Reach>, conditions: &[&Expr<Ref>]) -> Self {
        let mut facts = Facts::default();
        let settled = conditions.iter().map(|condition| given.settle(rules, condition));
        let conditions: Vec<Condition> = settled.map(|settled| facts.read(rules, given, &settled)).collect();
        let values = (0..facts.all.len()).map(|index| facts.values(rules, given, reach, index)).collect();
        Self { rules, facts, conditions, values }
    }

    /// How many combinations there are; `None` where they are too many.
    #[must_use]
    pub fn size(&self) -> Option<usize> {
        let size = self.values.iter().try_fold(1_usize, |size, values| size.checked_mul(values.len()));
        size.filter(|size| *size <= BOUND)
    }

    /// All combinations, the values of the axis, where there is one, changing fastest.
    pub fn each(&self, mut visit: impl FnMut(&Tried)) {
        if self.size().is_none_or(|size| size == 0) {
            return;
        }
        let order = self.order();
        let mut at = vec![0; self.values.len()];
        loop {
            let values: Vec<Value> = self.values_at(&at);
            let holds = self.conditions.iter().map(|condition| condition.at(&values) == Some(true)).collect();
            visit(&Tried { at: at.clone(), holds });
            if !self.step(&order, &mut at) {
                return;
            }
        }
    }

    fn values_at(&self, at: &[usize]) -> Vec<Value> {
        let value = |(values, at): (&Vec<(Value, Option<Cell>)>, &usize)| {
            values.get(*at).map_or(Value::Missing, |(value, _)| value.clone())
        };
        self.values.iter().zip(at).map(value).collect()
    }

    /// Facts in the order in which they change: the axis first.
    fn order(&self) -> Vec<usize> {
        let axis = self.axis();
        axis.into_iter().chain((0..self.values.len()).filter(|fact| Some(*fact) != axis)).collect()
    }

    /// Goes to the next combination; whether there was one.
    fn step(&self, order: &[usize], at: &mut [usize]) -> bool {
        for fact in order {
            let (Some(place), Some(values)) = (at.get_mut(*fact), self.values.get(*fact)) else { continue };
            *place += 1;
            if *place < values.len() {
                return true;
            }
            *place = 0;
        }
        false
    }

    /// The number that is compared most often.
    #[must_use]
    pub fn axis(&self) -> Option<usize> {
        let compared = |fact: &Fact| match fact {
            Fact::Number { thresholds, .. } => thresholds.len(),
            _ => 0,
        };
        let best = self.facts.all.iter().enumerate().rev().max_by_key(|(_, fact)| compared(fact))?;
        (compared(best.1) > 0).then_some(best.0)
    }

    /// The combinations line by line: along a line only the axis changes.
    pub fn lines(&self, mut visit: impl FnMut(&[Tried])) {
        let mut line: Vec<Tried> = Vec::new();
        let axis = self.axis();
        self.each(|tried| {
            let begins = axis.and_then(|axis| tried.at.get(axis)).is_none_or(|at| *at == 0);
            if begins && !line.is_empty() {
                visit(&line);
                line.clear();
            }
            line.push(Tried { at: tried.at.clone(), holds: tried.holds.clone() });
        });
        if !line.is_empty() {
            visit(&line);
        }
    }

    /// No place in particular.
    #[must_use]
    pub fn nowhere(&self) -> Found {
        Found { stretch: None, others: String::new(), is_of_score: false, name: String::new(), title: String::new() }
    }

    /// The stretches of the axis, for each combination of the other facts, where `picked` says so; those that are the same
    /// whatever the others are come once, with nothing said of the others.
    #[must_use]
    pub fn stretches(&self, mut picked: impl FnMut(&[bool]) -> bool) -> Vec<Found> {
        let axis = self.axis();
        let mut lines = 0_usize;
        let mut found: Vec<(Option<Stretch>, Vec<usize>, usize)> = Vec::new();
        let mut open: Option<(Option<Cell>, Option<Cell>, Vec<usize>)> = None;
        let mut close = |open: &mut Option<(Option<Cell>, Option<Cell>, Vec<usize>)>| {
            let Some((first, last, at)) = open.take() else { return };
            let stretch = first.zip(last).map(|(first, last)| Stretch::of(first, last));
            match found.iter_mut().find(|(other, ..)| *other == stretch) {
                Some((_, _, count)) => *count += 1,
                None => found.push((stretch, at, 1)),
            }
        };
        self.each(|tried| {
            let on_axis = axis.and_then(|axis| tried.at.get(axis)).copied().unwrap_or(0);
            if on_axis == 0 {
                close(&mut open);
                lines += 1;
            }
            if !picked(&tried.holds) {
                close(&mut open);
                return;
            }
            let cell = axis
                .and_then(|axis| self.values.get(axis))
                .and_then(|values| values.get(on_axis))
                .and_then(|(_, cell)| *cell);
            match &mut open {
                Some((_, last, _)) => *last = cell,
                None => open = Some((cell, cell, tried.at.clone())),
            }
        });
        close(&mut open);
        let whole = |stretch: &Stretch| stretch.from.is_none() && stretch.to.is_none();
        found
            .into_iter()
            .map(|(stretch, at, count)| Found {
                stretch: stretch.filter(|stretch| !whole(stretch)),
                others: if count == lines { String::new() } else { self.others_in_words(&at) },
                is_of_score: axis.is_some_and(|axis| self.is_score(axis)),
                name: axis.map_or_else(String::new, |axis| self.name(axis)),
                title: axis.map_or_else(String::new, |axis| self.title(axis)),
            })
            .collect()
    }

    fn is_score(&self, fact: usize) -> bool {
        matches!(self.facts.all.get(fact), Some(Fact::Number { terms, .. }) if matches!(terms.as_slice(), [(Expr::Name(Ref::Score), _)]))
    }

    fn expr(&self, fact: usize) -> Option<Expr<Ref>> {
        Some(match self.facts.all.get(fact)? {
            Fact::Number { terms, .. } => sum_of(terms),
            Fact::Word { of, .. } | Fact::Flag(of) => of.clone(),
        })
    }

    /// A fact as a formula.
    #[must_use]
    pub fn name(&self, fact: usize) -> String {
        self.expr(fact).map_or_else(String::new, |expr| expr.source_with(&|name| self.rules.id_of(*name)))
    }

    /// A fact in words.
    #[must_use]
    pub fn title(&self, fact: usize) -> String {
        self.expr(fact).map_or_else(String::new, |expr| expr.in_words(&|name: &Ref| self.rules.name_of(*name)))
    }

    /// What facts other than the axis are at a combination, in words.
    #[must_use]
    pub fn others_in_words(&self, at: &[usize]) -> String {
        let axis = self.axis();
        let others = (0..self.values.len()).filter(|fact| Some(*fact) != axis);
        let words = others.filter_map(|fact| self.value_in_words(fact, *at.get(fact)?));
        words.collect::<Vec<_>>().join("，")
    }

    fn value_in_words(&self, fact: usize, at: usize) -> Option<String> {
        let title = self.title(fact);
        let (value, cell) = self.values.get(fact)?.get(at)?;
        Some(match (value, cell) {
            (Value::Number(_), Some(cell)) => Stretch::of(*cell, *cell).of_title(&title),
            (Value::Truth(true), _) => format!("「{title}」为是"),
            (Value::Truth(false), _) => format!("「{title}」为否"),
            (value, _) => match value.text() {
                Some("\u{1f}") => format!("{title}是别的"),
                Some(text) => format!("{title}为「{text}」"),
                None => return None,
            },
        })
    }
}

/// Where something was found on a grid.
#[derive(Clone, Debug)]
pub struct Found {
    /// The stretch of the axis; `None` where it is the whole of it, or there is none.
    pub stretch: Option<Stretch>,
    /// What the other facts are there; empty where that makes no difference.
    pub others: String,
    /// Whether the axis is the score.
    pub is_of_score: bool,
    /// The axis as a formula.
    pub name: String,
    /// The axis in words.
    pub title: String,
}

impl Found {
    /// In words.
    #[must_use]
    pub fn in_words(&self) -> String {
        let stretch = self.stretch.map(|stretch| stretch.of_title(&self.title));
        let parts: Vec<String> =
            stretch.into_iter().chain(Some(self.others.clone()).filter(|others| !others.is_empty())).collect();
        parts.join("，")
    }
}
