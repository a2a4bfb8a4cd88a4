//! Signs of favour and of carelessness: what a person should look at. They touch no score.
//!
//! A sign is told once for a branch, with the members that it is about, at the cell of the first of them.

use std::sync::Arc;

use super::thresholds::NAMED;
use super::{
    s104_late_lift, s105_on_the_edge, s106_all_alike, s107_all_at_the_top, s108_same_for_many, s109_same_in_branches,
    s111_no_evidence,
};
use crate::model::{Diagnostic, Entry, Points, Tells};
use crate::rules::formula::{Expr, Function};
use crate::rules::{Node, Ref, Rule, RuleSet};
use crate::scoring::{RUN, Reckoning, Scene, Scorecard, ScoredLine, View, grade_by_points};

/// A branch when all is reckoned.
pub struct Seen<'a> {
    /// Its name.
    pub name: &'a Arc<str>,
    /// All that is known of it.
    pub scene: Scene<'a>,
    /// What was reckoned of its members.
    pub reckonings: &'a [Reckoning],
    /// Their scorecards.
    pub cards: &'a [Scorecard],
    /// By member, whether counted at the end of the period.
    pub counted: Vec<bool>,
    /// By member, index of the grade that the points alone give; `None` where none is given.
    pub by_points: Vec<Option<usize>>,
}

/// A sign of one branch.
type Sign = fn(&Seen<'_>) -> Option<Diagnostic>;

static SIGNS: &[Sign] = &[
    s104_late_lift::run,
    s105_on_the_edge::run,
    s106_all_alike::run,
    s107_all_at_the_top::run,
    s108_same_for_many::run,
    s111_no_evidence::run,
];

/// The signs of one branch.
#[must_use]
pub fn signs_of_branch(seen: &Seen<'_>) -> Vec<Diagnostic> {
    SIGNS.iter().filter_map(|sign| sign(seen)).map(|diagnostic| diagnostic.of_branch(seen.name)).collect()
}

/// The signs that only several branches together show.
#[must_use]
pub fn signs_between_branches(branches: &[Seen<'_>]) -> Vec<Diagnostic> {
    s109_same_in_branches::run(branches)
}

impl<'a> Seen<'a> {
    /// The members counted, as indexes of the roster.
    pub(super) fn members(&self) -> impl Iterator<Item = usize> {
        self.counted.iter().enumerate().filter(|(_, counted)| **counted).map(|(member, _)| member)
    }

    /// The members counted who have a grade by points, with its index; whom a veto stands against has it not by points.
    pub(super) fn graded(&self) -> impl Iterator<Item = (usize, usize)> {
        let free = |member: &usize| self.reckonings.get(*member).is_some_and(|own| own.vetoes.is_empty());
        self.members().filter(free).filter_map(|member| Some((member, self.by_points.get(member).copied().flatten()?)))
    }

    /// A member's score.
    pub(super) fn score(&self, member: usize) -> Option<Points> {
        self.cards.get(member)?.score
    }

    /// A member's lines that are valid and change the score, each with its entry.
    pub(super) fn lines(&self, member: usize) -> impl Iterator<Item = (&'a ScoredLine, &'a Entry)> {
        let entries = self.scene.entries;
        let steps = self.cards.get(member).into_iter().flat_map(|card| &card.steps);
        let lines = steps.flat_map(|step| &step.lines);
        let telling = lines.filter(|line| line.state.is_valid() && !line.effect.is_zero());
        telling.filter_map(move |line| Some((line, entries.get(line.entry)?)))
    }

    /// A member's lines of a ledger that give points.
    pub(super) fn gains(&self, member: usize) -> impl Iterator<Item = (&'a ScoredLine, &'a Entry)> {
        self.lines(member).filter(|(line, entry)| line.effect > Points::ZERO && is_ledger_line(entry))
    }

    /// The grade that a member's points would give without some of the entries; `None` where none would be given, or where
    /// the reckoning of one member alone does not come to what stands in the result.
    pub(super) fn grade_without(&self, member: usize, left_out: &dyn Fn(usize) -> bool) -> Option<usize> {
        let grade = |keep: &dyn Fn(usize, &Entry) -> bool| {
            let own = Reckoning::supposed(&self.scene, member, keep);
            grade_by_points(self.scene.rules, &View::of_member(&self.scene, self.reckonings, &own, RUN))
        };
        let whole = grade(&|_, _| true);
        let without = grade(&|entry, _| !left_out(entry));
        without.filter(|_| whole == self.by_points.get(member).copied().flatten())
    }

    /// The score that a member would have without one of the entries, whatever weights and limits stand between the two.
    pub(super) fn score_without(&self, member: usize, left_out: usize) -> Option<Points> {
        let score = |keep: &dyn Fn(usize, &Entry) -> bool| {
            Reckoning::supposed(&self.scene, member, keep).points(self.scene.rules, Node::Score)
        };
        let without = score(&|entry, _| entry != left_out)?;
        (score(&|_, _| true) == self.score(member)).then_some(without)
    }

    /// `王伟、李秀英、张敏、李建国、王秀兰等 7 人`.
    pub(super) fn names(&self, members: &[usize]) -> String {
        let named = members.iter().filter_map(|member| self.scene.roster.get(*member)).map(|one| one.listed_name());
        let names: Vec<String> = named.take(NAMED).collect();
        let rest = if members.len() > NAMED { format!("等 {} 人", members.len()) } else { String::new() };
        format!("{}{rest}", names.join("、"))
    }

    /// The title of a grade.
    pub(super) fn grade(&self, grade: usize) -> &'a str {
        self.scene.rules.grades.get(grade).map_or("", |grade| &grade.title)
    }
}

/// Whether an entry is a line of a ledger about one event.
pub(super) fn is_ledger_line(entry: &Entry) -> bool {
    entry.col.is_none() && entry.tells == Tells::Event
}

/// Whether an entry's item is open at the top: neither it nor its category has full marks that everybody is to reach.
pub(super) fn is_open(rules: &RuleSet, entry: &Entry) -> bool {
    let item = entry.known_item().and_then(|item| rules.item(item));
    let category = item.and_then(|item| rules.categories.get(item.category?));
    item.zip(category).is_some_and(|(item, category)| {
        item.full.is_none() && item.full_by.is_none() && category.full.is_none() && !item.deducts
    })
}

/// Whether a rule set's own checks ask something of this kind already: then they tell it in the rulebook's own words.
pub(super) fn asks_itself(rules: &RuleSet, is_it: &dyn Fn(&Expr<Ref>) -> bool) -> bool {
    let mut seen = vec![false; rules.figures.len()];
    rules.checks.iter().any(|check| says(rules, &check.when, is_it, &mut seen))
}

/// Whether a rule, or a figure that it looks at, says it; figures seen once are not looked at again.
fn says(rules: &RuleSet, rule: &Rule, is_it: &dyn Fn(&Expr<Ref>) -> bool, seen: &mut [bool]) -> bool {
    let (mut found, mut figures) = (false, Vec::new());
    rule.tree().walk(&mut |part| {
        found |= is_it(part);
        if let Expr::Name(Ref::Figure(figure)) = part {
            figures.push(*figure);
        }
    });
    found
        || figures.into_iter().any(|figure| {
            let is_new = seen.get_mut(figure).is_some_and(|seen| !std::mem::replace(seen, true));
            let of = rules.figures.get(figure).filter(|_| is_new).and_then(|figure| figure.of.as_ref());
            of.is_some_and(|of| says(rules, of, is_it, seen))
        })
}

/// Whether it is a call of this function.
pub(super) fn calls(part: &Expr<Ref>, function: Function) -> bool {
    matches!(part, Expr::Call(called, _) if *called == function)
}
