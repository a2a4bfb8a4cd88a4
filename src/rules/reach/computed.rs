//! What special cases and formulas can give: computed items and categories, figures.

use super::bounds::Bounds;
use super::span::Span;
use super::{Interval, Outcomes, Rule};
use crate::model::Points;
use crate::rules::{Case, Computed, Figure, Ladder};

/// What special cases, of which the first that holds decides, and else the formula, can come to.
pub fn of_computed(computed: &Computed, bounds: &Bounds<'_>) -> Span {
    let mut found = Collected::default();
    if found.of_cases(&computed.cases, bounds) {
        found.of_rule(computed.points.as_ref(), bounds);
    }
    found.span()
}

/// What a figure can come to.
pub fn of_figure(figure: &Figure, bounds: &Bounds<'_>) -> Span {
    let mut found = Collected::default();
    if found.of_cases(&figure.cases, bounds) {
        match (&figure.of, &figure.steps) {
            (None, Some(steps)) => {
                found.add(Some(of_ladder(steps, bounds)), bounds.lacks(&steps.of));
                found.truth = found.truth.or(Outcomes { yes: false, no: false, missing: true });
            }
            (of, _) => found.of_rule(of.as_ref(), bounds),
        }
    }
    let span = found.span();
    // A profile can close it: it is then no.
    let truth = if figure.closable { Outcomes { no: true, ..span.truth } } else { span.truth };
    Span { truth, ..span }
}

/// What a ladder gives for the numbers that its formula can come to.
fn of_ladder(ladder: &Ladder, bounds: &Bounds<'_>) -> Interval {
    let numbers = bounds.of_rule(&ladder.of).unwrap_or_default();
    reached(ladder, numbers).into_iter().map(Interval::only).reduce(Interval::hull).unwrap_or(Interval::NOTHING)
}

/// What a ladder gives for numbers between these.
#[must_use]
pub fn reached(ladder: &Ladder, numbers: Interval) -> Vec<Points> {
    let lowest = numbers.least.map_or(ladder.below, |least| ladder.at(least));
    let climbed = ladder.from.iter().filter(|rung| {
        let bound = rung.from.max(rung.above);
        let above_least = numbers.least.zip(bound).is_none_or(|(least, bound)| least <= bound);
        let below_most = numbers
            .most
            .zip(bound)
            .is_none_or(|(most, bound)| if rung.above.is_some() { bound < most } else { bound <= most });
        above_least && below_most
    });
    std::iter::once(lowest).chain(climbed.map(|rung| rung.is)).collect()
}

/// What was found so far.
struct Collected {
    interval: Option<Interval>,
    is_number: bool,
    may_lack: bool,
    may_be_exempt: bool,
    may_apply: bool,
    truth: Outcomes,
}

impl Default for Collected {
    fn default() -> Self {
        Self {
            interval: None,
            is_number: true,
            may_lack: false,
            may_be_exempt: false,
            may_apply: false,
            truth: Outcomes { yes: false, no: false, missing: false },
        }
    }
}

impl Collected {
    /// Adds what the cases give; whether it may be that none of them holds.
    fn of_cases(&mut self, cases: &[Case], bounds: &Bounds<'_>) -> bool {
        for case in cases {
            let holds = bounds.of_condition(&case.when);
            if !holds.yes {
                continue;
            }
            if case.exempt {
                self.may_be_exempt = true;
                self.add(Some(Interval::NOTHING), false);
            } else {
                self.may_apply = true;
            }
            if case.is.is_some() || !case.exempt {
                self.of_rule(case.is.as_ref(), bounds);
            }
            if holds.is_sure() {
                return false;
            }
        }
        self.may_apply = true;
        true
    }

    fn of_rule(&mut self, rule: Option<&Rule>, bounds: &Bounds<'_>) {
        match rule {
            Some(rule) => {
                self.add(bounds.of_rule(rule), bounds.lacks(rule));
                self.truth = self.truth.or(bounds.of_condition(rule));
            }
            None => self.may_lack = true,
        }
    }

    fn add(&mut self, interval: Option<Interval>, may_lack: bool) {
        self.may_lack |= may_lack;
        match interval {
            Some(found) => self.interval = Some(self.interval.map_or(found, |own| own.hull(found))),
            None => self.is_number = false,
        }
    }

    fn span(self) -> Span {
        // What never has a value counts nothing.
        let interval = self.interval.unwrap_or(Interval::NOTHING);
        Span {
            interval: Some(interval).filter(|_| self.is_number),
            may_lack: self.may_lack,
            may_be_exempt: self.may_be_exempt,
            may_apply: self.may_apply,
            truth: Outcomes { missing: self.truth.missing || self.may_lack, ..self.truth },
        }
    }
}
