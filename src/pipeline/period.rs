//! Which period is computed.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::RunError;
use super::branch::BranchBook;
use super::options::Settings;
use crate::model::Period;

/// The period that was named; else the calendar year in which at least nine tenths of the readable dates lie.
/// With what was assumed, in words.
///
/// # Errors
/// [`RunError::NoPeriod`] where there is none, [`RunError::NoDates`] where there are no dates.
pub fn choose(settings: &Settings, books: &[BranchBook]) -> Result<(Period, Option<String>), RunError> {
    if let Some(period) = settings.period {
        // Where a year is settled, a shorter period is what has come together since 1 January.
        let period = if settings.settles(period) { period } else { period.cumulative() };
        return Ok((period, None));
    }
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for date in books.iter().flat_map(|book| &book.entries).filter_map(|entry| entry.date) {
        *years.entry(date.year()).or_default() += 1;
    }
    let dates: usize = years.values().sum();
    if dates == 0 {
        return Err(RunError::NoDates);
    }
    let most = years.into_iter().find(|(_, count)| count * 10 >= dates * 9);
    let (year, _) = most.ok_or(RunError::NoPeriod)?;
    let period = Period::year_of(year).ok_or(RunError::NoPeriod)?;
    Ok((period, Some(format!("没有指明期间，登记的日期绝大多数在 {year} 年，按 {year} 年度计算。"))))
}
