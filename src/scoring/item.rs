//! One item of one member in one stretch of time.

use super::card::LineState;
use super::lines::ReckonedLine;
use super::view::View;
use crate::model::{FactValue, Points};
use crate::rules::formula::Value;
use crate::rules::{Case, Computed, Item};

/// What an item comes to.
#[derive(Clone, Debug)]
pub struct ItemPoints {
    /// The points, after floor and full marks; `None` where they cannot be told.
    pub counted: Points,
    /// Whether they could not be told.
    pub missing: bool,
    /// Whether the item does not apply: no points, no full marks.
    pub exempt: bool,
    /// Full marks.
    pub of: Option<Points>,
    /// How it came about, in words.
    pub note: String,
    /// Lines that floor or full marks cut.
    pub cuts: Vec<Cut>,
    /// The member's lines that belong to it, as a range of the reckoning's.
    pub lines: std::ops::Range<usize>,
}

/// What is left of a line.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Index of the line among the reckoning's.
    pub line: usize,
    /// What it still changes.
    pub effect: Points,
    /// Why.
    pub why: String,
}

impl ItemPoints {
    /// The points as a value.
    #[must_use]
    pub fn value(&self) -> Value {
        if self.missing { Value::Missing } else { Value::Number(self.counted) }
    }
}

/// What an item comes to in the view's frame, with the special case that decided; `None` where there is nothing to say.
pub fn item_points<'i>(index: usize, item: &'i Item, view: &View<'_>) -> (Option<ItemPoints>, Option<&'i Case>) {
    let lines = own_lines(index, view);
    let full = full_of(item, view);
    let is_exempt =
        (item.full_by.is_some() && full.is_none()) || item.applies.as_ref().is_some_and(|applies| !view.holds(applies));
    let blank = ItemPoints {
        counted: Points::ZERO,
        missing: false,
        exempt: is_exempt,
        of: full,
        note: String::new(),
        cuts: Vec::new(),
        lines,
    };
    if is_exempt {
        let cuts = exempt_cuts(view, &blank.lines);
        return (Some(ItemPoints { of: None, note: "不适用".to_owned(), cuts, ..blank }), None);
    }
    match &item.computed {
        Some(computed) => {
            let (points, case) = computed_points(computed, full, view);
            let is_exempt = case.is_some_and(|case| case.exempt);
            let note = case.map(|case| case.note.clone()).filter(|note| !note.is_empty());
            let shows = || computed.shows.as_ref().map(|shows| view.with_full(full).told(shows));
            let capped = points.map(|points| full.map_or(points, |full| points.min(full)));
            let held = capped.map(|points| item.floor.map_or(points, |floor| points.max(floor)));
            let item = ItemPoints {
                counted: held.unwrap_or(Points::ZERO),
                missing: held.is_none() && !is_exempt,
                exempt: is_exempt,
                of: full.filter(|_| !is_exempt),
                note: note.or_else(shows).unwrap_or_default(),
                ..blank
            };
            (Some(item), case)
        }
        None if blank.lines.is_empty() && full.is_none() && item.opening.is_none() && item.start.is_zero() => {
            (None, None)
        }
        None => (Some(entered_points(item, full, view, blank)), None),
    }
}

/// What special cases or the formula give, with the case.
pub fn computed_points<'c>(
    computed: &'c Computed,
    full: Option<Points>,
    view: &View<'_>,
) -> (Option<Points>, Option<&'c Case>) {
    let view = view.with_full(full);
    if let Some(case) = computed.cases.iter().find(|case| view.holds(&case.when)) {
        return (case.is.as_ref().and_then(|is| view.number(is)), Some(case));
    }
    (computed.points.as_ref().and_then(|points| view.number(points)), None)
}

/// Full marks in the view's frame; `None` where the item has none, or the member none of them.
fn full_of(item: &Item, view: &View<'_>) -> Option<Points> {
    if let Some(by) = &item.full_by {
        let is_class = view.scene.rules.classes.as_ref().is_some_and(|classes| classes.fact == by.fact);
        let word = match view.frame.filter(|_| is_class) {
            Some(frame) => frame.class,
            None => match view.scene.roster.get(view.member?)?.facts.get(by.fact)? {
                Some(FactValue::Choice(word)) => Some(*word),
                _ => None,
            },
        };
        return by.of.get(word?).copied().flatten();
    }
    let end = view.frame.map_or(view.scene.period, |frame| frame.period).to();
    let amended = item.amended.iter().rev().find(|amended| amended.full.is_some() && amended.since <= end);
    amended.and_then(|amended| amended.full).or(item.full)
}

/// The member's lines of an item; they stand together.
fn own_lines(item: usize, view: &View<'_>) -> std::ops::Range<usize> {
    let lines = view.own.map_or(&[][..], |own| &own.lines);
    let from = lines.partition_point(|line| line.item < item);
    let to = lines.partition_point(|line| line.item <= item);
    from..to
}

/// Adds or takes away one line after the other, from the start up to full marks and down to the floor.
fn entered_points(item: &Item, full: Option<Points>, view: &View<'_>, blank: ItemPoints) -> ItemPoints {
    let with_full = view.with_full(full);
    let start = match &item.opening {
        _ if item.starts_full => full.unwrap_or(Points::ZERO),
        Some(opening) => with_full.number(opening).unwrap_or(Points::ZERO),
        None => item.start,
    };
    let mut total = start;
    let mut cuts = Vec::new();
    for (at, line) in in_frame(view, &blank.lines) {
        let wanted = total + line.effect;
        let capped = full.map_or(wanted, |full| wanted.min(full.max(total)));
        let held = item.floor.map_or(capped, |floor| capped.max(floor.min(total)));
        if held != wanted {
            let why = if held > wanted { "已扣完为止" } else { "已到满分" };
            cuts.push(Cut { line: at, effect: held - total, why: why.to_owned() });
        }
        total = held;
    }
    let note = match full {
        Some(full) if item.deducts => format!("从 {start} 分扣起，满分 {full}"),
        Some(full) => format!("从 {start} 分加起，最多 {full} 分"),
        None if item.is_veto() => "只定等次，不计分值".to_owned(),
        None => String::new(),
    };
    ItemPoints { counted: total, note, cuts, ..blank }
}

/// The valid lines in the view's frame, with their indexes.
pub fn in_frame<'v>(
    view: &View<'v>,
    range: &std::ops::Range<usize>,
) -> impl Iterator<Item = (usize, &'v ReckonedLine)> + use<'v> {
    let (from, to) = (range.start, range.end);
    let lines = view.own.map_or(&[][..], |own| &own.lines);
    let months = view.frame.map(|frame| frame.months);
    let rules = view.scene.rules;
    let mine = lines.iter().enumerate().skip(from).take(to - from);
    let valid = mine.filter(|(_, line)| line.state.is_valid());
    let any_month = |line: &ReckonedLine| rules.item(line.item).is_some_and(|item| item.any_month);
    valid.filter(move |(_, line)| any_month(line) || months.is_none_or(|months| months.hold(line.when)))
}

/// Lines of an item that does not apply give nothing.
fn exempt_cuts(view: &View<'_>, range: &std::ops::Range<usize>) -> Vec<Cut> {
    let cut = |(line, _)| Cut { line, effect: Points::ZERO, why: "本项不适用".to_owned() };
    in_frame(view, range).filter(|(_, line)| line.state == LineState::Counted).map(cut).collect()
}
