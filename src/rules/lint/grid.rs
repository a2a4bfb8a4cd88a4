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

    /// The stretches of the axis, for each combination of the other facts, where `picked` says so. Of the other facts only
    /// those are told that make the difference.
    #[must_use]
    pub fn stretches(&self, picked: impl Fn(&[bool]) -> bool) -> Vec<Found> {
        let axis = self.axis();
        let mut lines = 0_usize;
        let mut found: Vec<Seen> = Vec::new();
        self.lines(|line| {
            lines += 1;
            let cell = |tried: &Tried| self.values.get(axis?)?.get(*tried.at.get(axis?)?)?.1;
            for run in line.chunk_by(|a, b| picked(&a.holds) == picked(&b.holds)) {
                let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
                if picked(&first.holds) {
                    let stretch = cell(first).zip(cell(last)).map(|(first, last)| Stretch::of(first, last));
                    match found.iter_mut().find(|seen| seen.stretch == stretch) {
                        Some(seen) => seen.again(&first.at),
                        None => found.push(Seen {
                            stretch,
                            at: first.at.clone(),
                            is_same: vec![true; first.at.len()],
                            count: 1,
                        }),
                    }
                }
            }
        });
        found.into_iter().map(|seen| self.told(seen, lines)).collect()
    }

    fn told(&self, seen: Seen, lines: usize) -> Found {
        let axis = self.axis();
        let same: Vec<usize> = (0..self.values.len())
            .filter(|fact| Some(*fact) != axis && seen.is_same.get(*fact) == Some(&true))
            .filter(|fact| self.values.get(*fact).is_some_and(|values| values.len() > 1))
            .collect();
        // Whether it is so wherever these facts are the same: then the others make no difference.
        let ways = same.iter().filter_map(|fact| self.values.get(*fact)).map(Vec::len).product::<usize>();
        let is_all = seen.count.checked_mul(ways) == Some(lines);
        let told = (0..self.values.len()).filter(|fact| Some(*fact) != axis && (!is_all || same.contains(fact)));
        let others = told.filter_map(|fact| self.value_in_words(fact, *seen.at.get(fact)?));
        let is_whole = |stretch: &Stretch| stretch.from.is_none() && stretch.to.is_none();
        Found {
            stretch: seen.stretch.filter(|stretch| !is_whole(stretch)),
            others: others.collect::<Vec<_>>().join("，"),
            is_of_score: axis.is_some_and(|axis| self.is_score(axis)),
            name: axis.map_or_else(String::new, |axis| self.name(axis)),
            title: axis.map_or_else(String::new, |axis| self.title(axis)),
        }
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

/// A stretch of the axis that was seen on some lines.
struct Seen {
    stretch: Option<Stretch>,
    at: Vec<usize>,
    /// By fact, whether its value was the same on all of them.
    is_same: Vec<bool>,
    count: usize,
}

impl Seen {
    fn again(&mut self, at: &[usize]) {
        self.count += 1;
        for ((is_same, own), other) in self.is_same.iter_mut().zip(&self.at).zip(at) {
            *is_same &= own == other;
        }
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
