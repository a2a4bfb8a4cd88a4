//! Which entry an objection is about, and what it is worth now.

use crate::checks::P501;
use crate::model::text::compact;
use crate::model::{Diagnostic, Entry, ItemMention, Objection, Points};
use crate::pipeline::BranchScores;
use crate::pipeline::year::Reckoned;
use crate::rules::ItemMatch;
use crate::scoring::LineState;

/// Whom and what an objection is about.
pub struct Subject<'a> {
    /// The branch.
    pub branch: &'a BranchScores,
    /// The member, as an index of its roster.
    pub member: usize,
    /// The item, where one is named.
    pub item: Option<usize>,
}

/// What is there of it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The entry, as an index of the branch's; what it is worth, and what became of it.
    Entry {
        /// The entry.
        entry: usize,
        /// What it changes in its item.
        effect: Points,
        /// What became of it; `None` where it reached no score.
        state: Option<LineState>,
    },
    /// No such entry.
    Gone,
    /// It is about an item as a whole, which is worth so much.
    Item(Points),
    /// It is about the whole score, where there is one.
    Score(Option<Points>),
}

impl Found {
    /// As the result calls it.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Entry { state: Some(LineState::Counted), .. } => "counted",
            Self::Entry { state: Some(LineState::Capped), .. } => "capped",
            Self::Entry { state: Some(LineState::Pending), .. } => "pending",
            Self::Entry { .. } => "excluded",
            Self::Gone => "gone",
            Self::Item(_) => "item",
            Self::Score(_) => "score",
        }
    }

    /// What it is worth.
    pub const fn effect(&self) -> Option<Points> {
        match self {
            Self::Entry { effect, .. } => Some(*effect),
            Self::Item(points) => Some(*points),
            Self::Score(points) => *points,
            Self::Gone => None,
        }
    }
}

/// Whom and what it is about; else why nobody can tell.
pub fn subject<'a>(run: &Reckoned<'a>, objection: &Objection) -> Result<Subject<'a>, Box<Diagnostic>> {
    let lost = |message: String, advice: &str| Err(Box::new(P501.says(message).advise(advice)));
    let Some(branch) = run.branches.iter().find(|branch| *branch.name == *objection.branch) else {
        let message = format!("没有叫做「{}」的支部。", objection.branch);
        return lost(message, "请核对支部的名称，写全称。");
    };
    let is_meant = |member: &crate::model::Member| {
        let is_told = objection.id.is_empty() || member.goes_by(&objection.id);
        member.is_called(&objection.name) && is_told || member.listed_name() == objection.name
    };
    let mut fitting = branch.roster.iter().enumerate().filter(|(_, member)| is_meant(member));
    let Some((member, _)) = fitting.next() else {
        let message = format!("{}的花名册里没有「{}」。", branch.name, objection.name);
        return lost(message, "请核对姓名和编号，照花名册写。");
    };
    if fitting.next().is_some() {
        let message = format!("{}有几位「{}」，不知道说的是哪一位。", branch.name, objection.name);
        return lost(message, "请补上这名党员的编号。");
    }
    let item = match (objection.item.is_empty(), run.ground.rules.find_item_in(&objection.item)) {
        (true, _) => None,
        (false, ItemMatch::Found(item)) => Some(item),
        (false, _) => {
            let message = format!("办法里没有「{}」这个项目。", objection.item);
            return lost(message, "请写项目的编号或名称，照办法写。");
        }
    };
    Ok(Subject { branch, member, item })
}

/// The entry, or what else it is about; else why nobody can tell.
pub fn find(run: &Reckoned<'_>, objection: &Objection, subject: &Subject<'_>) -> Result<Found, Box<Diagnostic>> {
    let card = subject.branch.cards.get(subject.member);
    if objection.when.is_none() && objection.cells.is_none() {
        return Ok(match subject.item {
            Some(item) => Found::Item(card.map_or(Points::ZERO, |card| card.of_item(item))),
            None => Found::Score(card.and_then(|card| card.score)),
        });
    }
    let entries = subject.branch.entries.iter().enumerate();
    let fitting: Vec<usize> =
        entries.filter(|(_, entry)| is_about(run, objection, subject, entry)).map(|(index, _)| index).collect();
    let entry = match fitting.as_slice() {
        [] => return Ok(Found::Gone),
        [only] => *only,
        several => {
            let message = format!("有 {} 条登记都是这样的，不知道说的是哪一条。", several.len());
            let advice = "请补上项目，或者「工作表」和「单元格」，指明是哪一条登记。";
            return Err(Box::new(P501.says(message).advise(advice)));
        }
    };
    let steps = card.into_iter().flat_map(|card| &card.steps);
    let lines: Vec<_> = steps.flat_map(|step| &step.lines).filter(|line| line.entry == entry).collect();
    let effect = lines.iter().map(|line| line.effect).sum();
    Ok(Found::Entry { entry, effect, state: lines.first().map(|line| line.state) })
}

/// Whether an entry is the one that is meant: by member, item, date and cell, as far as they are written.
fn is_about(run: &Reckoned<'_>, objection: &Objection, subject: &Subject<'_>, entry: &Entry) -> bool {
    let is_item = subject.item.is_none_or(|item| match &entry.item {
        ItemMention::Known(known) => *known == item,
        ItemMention::Contradicting { number, .. } => *number == item,
        ItemMention::Unknown { number, name } => [number, name]
            .into_iter()
            .flatten()
            .any(|written| run.ground.rules.find_item_in(written) == ItemMatch::Found(item)),
        ItemMention::Unreadable | ItemMention::Missing => false,
    });
    let is_cell = objection.cells.is_none_or(|cells| {
        let source = entry.source();
        compact(&source.sheet) == compact(&objection.sheet) && source.cells.contains(cells.first)
    });
    let is_date = objection.when.is_none_or(|when| entry.when == Some(when));
    entry.member == Some(subject.member) && is_item && is_date && is_cell
}
