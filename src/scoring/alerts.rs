//! Months in a row in which something is missing.

use super::frames::{Frame, RUN};
use super::months::Months;
use super::reckoning::Reckoning;
use super::scene::Scene;
use super::view::View;
use crate::model::{Held, Period};
use crate::rules::Alert;

/// A row of months that is long enough to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertFound {
    /// Index of the alert among the rule set's.
    pub alert: usize,
    /// Its first month.
    pub from: Period,
    /// Its last month.
    pub to: Period,
    /// How many months lie from the first to the last.
    pub months: u32,
    /// Index of its level.
    pub level: usize,
    /// Whether it had not ended at the end of the period.
    pub is_open: bool,
}

/// A row of months.
#[derive(Clone, Copy)]
struct Row {
    from: Period,
    to: Period,
    is_open: bool,
    is_of_this_year: bool,
}

impl Row {
    fn months(&self) -> u32 {
        let number = |month: Period| month.year() * 12 + i32::try_from(month.months_before()).unwrap_or(0);
        u32::try_from(number(self.to) - number(self.from) + 1).unwrap_or(0)
    }
}

/// What there is to say of a member's months in a row.
#[derive(Clone, Debug, Default)]
pub struct Alerts {
    /// The rows, by alert, then by time.
    pub found: Vec<AlertFound>,
    /// The alerts for which it cannot be told at all.
    pub unknown: Vec<usize>,
    /// The alerts whose first row may have begun last year, of which nobody knows; with its first month of this year.
    pub since_last_year: Vec<(usize, Period)>,
    /// The rows that had not ended at the end of the period, however short: alert, first and last month.
    pub open: Vec<(usize, Period, Period)>,
}

/// The rows of a member that are long enough to be told, and what cannot be told.
#[must_use]
pub fn alerts_of(scene: &Scene<'_>, own: &Reckoning) -> Alerts {
    let mut alerts = Alerts::default();
    for (index, alert) in scene.rules.alerts.iter().enumerate() {
        if !super::grading::is_in_run(&alert.runs, scene.period.window()) {
            continue;
        }
        let view = View::of_member(scene, &[], own, RUN);
        if alert.unknown.as_ref().is_some_and(|unknown| view.holds(unknown)) {
            alerts.unknown.push(index);
        }
        let (rows, is_unbroken_before) = rows(scene, own, alert);
        if alert.carry.is_some() && !scene.knows_last_year && is_unbroken_before {
            alerts.since_last_year.extend(rows.first().map(|row| (index, row.from)));
        }
        alerts.open.extend(rows.iter().filter(|row| row.is_open).map(|row| (index, row.from, row.to)));
        for row in rows.into_iter().filter(|row| row.is_of_this_year) {
            let months = row.months();
            let level = alert.levels.iter().position(|level| months >= level.from && (row.is_open || !level.open));
            if let Some(level) = level {
                alerts.found.push(AlertFound {
                    alert: index,
                    from: row.from,
                    to: row.to,
                    months,
                    level,
                    is_open: row.is_open,
                });
            }
        }
    }
    alerts
}

/// The rows of months, and whether nothing broke off before the first of this year.
fn rows(scene: &Scene<'_>, own: &Reckoning, alert: &Alert) -> (Vec<Row>, bool) {
    let mut rows = Vec::new();
    let (mut has_broken, mut is_unbroken_before) = (false, false);
    let mut open = carried(scene, own, alert);
    let on_roster = scene.months_on_roster(own.member);
    for number in scene.period.month_numbers().filter(|month| on_roster.contains(*month)) {
        let Some(month) = Period::month_of(scene.period.year(), number) else { continue };
        let class = own.frames.iter().rfind(|frame| frame.months.contains(number)).and_then(|frame| frame.class);
        let frame = Frame {
            period: month,
            months: Months::NONE.with(number),
            class,
            parts: Vec::new(),
            is_run: false,
            is_period: false,
        };
        let view = View::of_member(scene, &[], own, RUN).in_frame(&frame);
        if view.holds(&alert.breaks) {
            has_broken = true;
            rows.extend(open.take().map(|row: Row| Row { is_open: false, ..row }));
        } else if view.holds(&alert.absent) {
            is_unbroken_before |= !has_broken && open.is_none();
            let from = open.map_or(month, |row| row.from);
            open = Some(Row { from, to: month, is_open: true, is_of_this_year: true });
        }
    }
    rows.extend(open);
    (rows, is_unbroken_before)
}

/// The row that had not ended at the end of last year.
fn carried(scene: &Scene<'_>, own: &Reckoning, alert: &Alert) -> Option<Row> {
    let (from, to) = alert.carry.as_ref()?.found;
    let known = scene.last_year.get(own.member)?.as_ref()?;
    let month = |column: usize| match known.get(column)?.as_ref()? {
        Held::Span(month) => Some(*month),
        Held::Day(day) => Period::month_of(chrono::Datelike::year(day), chrono::Datelike::month(day)),
        Held::Text(text) => Period::parse(text),
        _ => None,
    };
    Some(Row { from: month(from)?, to: month(to)?, is_open: true, is_of_this_year: false })
}
