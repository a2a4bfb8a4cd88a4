//! A member's scorecard: the score, and every step that made it.

use crate::model::{Entry, ItemMention, Member, Points, Verdict};
use crate::rules::{Fact, Facts, RuleSet};

use super::item::{Posting, score_item};

/// What the checks say of an entry, and why where it does not simply count.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The reason, in a few words.
    pub why: Option<String>,
}

/// What became of an entry in the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Counted in full.
    Counted,
    /// Waits for a step of the procedure.
    Pending,
    /// In error, or of another period.
    Excluded,
    /// Cut or dropped by a limit, a maximum or a floor.
    Capped,
}

/// An entry in the score.
#[derive(Clone, Debug)]
pub struct ScoredLine {
    /// Index into the branch's entries.
    pub entry: usize,
    /// What it changes in its item, after all limits.
    pub effect: Points,
    /// What became of it.
    pub state: LineState,
    /// Why, where it did not count in full.
    pub why: Option<String>,
}

/// One step of the score: an item, or what the rule set does with the sum.
#[derive(Clone, Debug)]
pub struct Step {
    /// Index of the item; `None` for a step that belongs to no item (rounding).
    pub item: Option<usize>,
    /// Index of the category; `None` for a veto and for steps on the whole score.
    pub category: Option<usize>,
    /// What it contributes, after floor, maximum and limits.
    pub counted: Points,
    /// Full marks, where the item has any.
    pub of: Option<Points>,
    /// How it came about, in words.
    pub note: String,
    /// The entries behind it.
    pub lines: Vec<ScoredLine>,
}

/// A member's score with all its steps.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Points by category, in the rule set's order.
    pub categories: Vec<Points>,
    /// The score, rounded as the rule set says.
    pub score: Points,
    /// The steps; they add up to the score.
    pub steps: Vec<Step>,
    /// Indexes of the vetoes that stand, sorted, each once.
    pub vetoes: Vec<usize>,
}

impl Facts for Scorecard {
    fn number(&self, fact: &Fact) -> Option<Points> {
        match fact {
            Fact::Score => Some(self.score),
            Fact::Category(index) => self.categories.get(*index).copied(),
        }
    }
}

/// The scorecards of a branch's members, in roster order. `judgements` has one for each entry.
///
/// The order of entries matters only where the rulebook says so: of several that a limit cuts, the later by date,
/// then by position, loses.
#[must_use]
pub fn score_branch(rules: &RuleSet, roster: &[Member], entries: &[Entry], judgements: &[Judgement]) -> Vec<Scorecard> {
    let mut by_member: Vec<Vec<Posting<'_>>> = roster.iter().map(|_| Vec::new()).collect();
    for (index, (entry, judgement)) in entries.iter().zip(judgements).enumerate() {
        let (Some(date), Some(member), ItemMention::Known(item)) = (entry.date, entry.member, &entry.item) else {
            continue;
        };
        if let Some(postings) = by_member.get_mut(member) {
            postings.push(Posting { index, entry, date, item: *item, judgement });
        }
    }
    by_member.into_iter().map(|postings| score_member(rules, postings)).collect()
}

fn score_member(rules: &RuleSet, mut postings: Vec<Posting<'_>>) -> Scorecard {
    postings.sort_by_key(|posting| (posting.item, posting.date, posting.index));
    let mut steps = Vec::new();
    let mut vetoes = Vec::new();
    let mut rest = postings.as_slice();
    for (index, item) in rules.items.iter().enumerate() {
        let (own, others) = rest.split_at(rest.partition_point(|posting| posting.item <= index));
        rest = others;
        if own.is_empty() && item.full.is_none() {
            continue;
        }
        let step = score_item(index, item, own);
        if item.is_veto() && step.lines.iter().any(|line| line.state == LineState::Counted) {
            vetoes.push(index);
        }
        steps.push(step);
    }
    let categories: Vec<Points> = (0..rules.categories.len())
        .map(|category| steps.iter().filter(|step| step.category == Some(category)).map(|step| step.counted).sum())
        .collect();
    let exact: Points = rules.score.of.iter().filter_map(|category| categories.get(*category)).copied().sum();
    let score = exact.round(rules.score.places);
    if score != exact {
        steps.push(Step {
            item: None,
            category: None,
            counted: score - exact,
            of: None,
            note: format!("{}取 {} 位小数", rules.score.title, rules.score.places),
            lines: Vec::new(),
        });
    }
    vetoes.sort_by_key(|veto| rules.item(*veto).map(|item| item.id.clone()));
    Scorecard { categories, score, steps, vetoes }
}
