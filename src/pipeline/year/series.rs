//! The series over the year: what the entries of each month changed.

use std::collections::BTreeSet;

use super::Reckoned;
use crate::model::{Period, Points, When, Window};
use crate::pipeline::BranchScores;
use crate::pipeline::rounding::shown;
use crate::reports::{SeriesResult, SeriesWindow};

/// What is summed up of a stretch of time.
#[derive(Clone, Debug, Default)]
struct Sum {
    entries: usize,
    counted: usize,
    added: Points,
    deducted: Points,
    members: BTreeSet<usize>,
}

/// An entry of a member: when it was, whether it counts, and what it changes.
type Dated = (usize, When, bool, Points);

/// Points by month, by quarter and in all: of the township, then of each branch; nothing where no entry is dated.
///
/// An entry is in the windows in which all of it lies: a figure of a quarter is in that quarter and in no month.
pub fn series(run: &Reckoned<'_>) -> Vec<SeriesResult> {
    let windows = windows_of(run.ground.period);
    let mut township: Vec<SeriesResult> = windows.iter().map(|window| row(None, *window, &Sum::default())).collect();
    let mut branches = Vec::with_capacity(windows.len() * run.branches.len());
    for branch in run.branches {
        let dated = dated(branch, &run.ground.period);
        for (window, whole) in windows.iter().zip(&mut township) {
            let mut own = row(Some(branch), *window, &sum(&dated, window.1));
            if window.0 == SeriesWindow::Run {
                let (undated, adjusted) = beside(branch);
                own.undated = Some(shown(undated));
                own.adjusted = Some(shown(adjusted));
            }
            add(whole, &own);
            branches.push(own);
        }
    }
    if township.iter().all(|row| row.entries == 0) {
        return Vec::new();
    }
    township.extend(branches);
    township
}

/// The months of a run, its quarters where it has several, and itself.
fn windows_of(period: Period) -> Vec<(SeriesWindow, Period)> {
    let parts = |window: Window| if period.months() > window.months() { period.parts(window) } else { Vec::new() };
    let months = parts(Window::Month).into_iter().map(|month| (SeriesWindow::Month, month));
    let quarters = parts(Window::Quarter).into_iter().map(|quarter| (SeriesWindow::Quarter, quarter));
    months.chain(quarters).chain([(SeriesWindow::Run, period)]).collect()
}

/// The entries of a branch that lie in the run.
fn dated(branch: &BranchScores, period: &Period) -> Vec<Dated> {
    let lines = branch.reckonings.iter().flat_map(|own| own.lines.iter().map(move |line| (own.member, line)));
    let within = lines.filter(|(_, line)| line.when.is_within(period));
    within.map(|(member, line)| (member, line.when, line.state.is_valid(), line.effect)).collect()
}

fn sum(dated: &[Dated], window: Period) -> Sum {
    let mut sum = Sum::default();
    for (member, _, counts, effect) in dated.iter().filter(|(_, when, ..)| when.is_within(&window)) {
        sum.entries += 1;
        sum.counted += usize::from(*counts);
        sum.members.insert(*member);
        if *effect > Points::ZERO {
            sum.added += *effect;
        } else {
            sum.deducted += *effect;
        }
    }
    sum
}

fn row(branch: Option<&BranchScores>, (window, period): (SeriesWindow, Period), sum: &Sum) -> SeriesResult {
    SeriesResult {
        branch: branch.map(|branch| branch.name.to_string()),
        window,
        period: period.to_string(),
        entries: sum.entries,
        counted: sum.counted,
        added: shown(sum.added),
        deducted: shown(sum.deducted),
        members: sum.members.len(),
        undated: None,
        adjusted: None,
    }
}

/// The township is the sum of its branches as they are shown.
fn add(whole: &mut SeriesResult, own: &SeriesResult) {
    whole.entries += own.entries;
    whole.counted += own.counted;
    whole.added += own.added;
    whole.deducted += own.deducted;
    whole.members += own.members;
    for (sum, part) in [(&mut whole.undated, own.undated), (&mut whole.adjusted, own.adjusted)] {
        if let Some(part) = part {
            *sum = Some(sum.unwrap_or(Points::ZERO) + part);
        }
    }
}

/// What the steps of a branch come to beside the effects of entries: of items, and of what is done with their sums.
fn beside(branch: &BranchScores) -> (Points, Points) {
    let (mut undated, mut adjusted) = (Points::ZERO, Points::ZERO);
    for step in branch.cards.iter().flat_map(|card| &card.steps) {
        match step.item {
            Some(_) => undated += step.counted - step.lines.iter().map(|line| line.effect).sum(),
            None => adjusted += step.counted,
        }
    }
    (undated, adjusted)
}
