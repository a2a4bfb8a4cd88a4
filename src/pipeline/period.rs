//! Which period is computed.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::RunError;
use super::branch::BranchBook;
use super::gather::Gathered;
use super::options::Settings;
use crate::model::{Period, Severity, Tells};

/// The year of a result in which nothing at all could be read, and nobody said which year was meant.
const UNKNOWN_YEAR: i32 = 2000;

/// The period that was named; else the calendar year in which at least nine tenths of the readable dates lie.
/// With what was assumed, in words.
///
/// Where there is no date because the files are in error, the errors are what the user has to hear of: the run goes on
/// with the year that a title names.
///
/// # Errors
/// [`RunError::NoPeriod`] where the dates do not tell, [`RunError::NoDates`] where nothing is wrong and there are none.
pub fn choose(
    settings: &Settings,
    gathered: &Gathered,
    books: &[BranchBook],
) -> Result<(Period, Option<String>), RunError> {
    if let Some(period) = settings.period {
        // A period that is shorter than what is settled is what has come together since that began: where a year is
        // settled, since 1 January.
        let settled = settings.rules.settles;
        if settings.settles(period) {
            return Ok((period, None));
        }
        let period = period.cumulative(settled);
        let told = format!(
            "「{}」{}结算一次，{period} 不到结算的时候：算的是 {} 至 {} 的累计，不评等次和星级。",
            settings.rules.title,
            settled.each(),
            period.from(),
            period.to()
        );
        return Ok((period, Some(told)));
    }
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    let entries = books.iter().flat_map(|book| &book.entries);
    for date in entries.clone().filter_map(|entry| entry.when) {
        *years.entry(date.from().year()).or_default() += 1;
    }
    let dates: usize = years.values().sum();
    if dates == 0 {
        let in_files = gathered.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        let titled = gathered.year_in_titles();
        // Figures of which nobody says the year are no answer to the question which one is meant.
        let is_open = entries.clone().any(|entry| entry.tells != Tells::Event) && titled.is_none();
        if !in_files && (is_open || entries.count() == 0) {
            return Err(RunError::NoDates);
        }
        let year = titled.unwrap_or(UNKNOWN_YEAR);
        let period = Period::year_of(year).ok_or(RunError::NoPeriod)?;
        let told = match titled {
            Some(year) => format!("没有读到日期，按标题写的 {year} 年；不对的，请用 --period 指明。"),
            None => "没有读到日期，不知道是哪一年；请用 --period 指明，例如 --period 2025。".to_owned(),
        };
        return Ok((period, Some(told)));
    }
    let most = years.into_iter().find(|(_, count)| count * 10 >= dates * 9);
    let (year, _) = most.ok_or(RunError::NoPeriod)?;
    let period = Period::year_of(year).ok_or(RunError::NoPeriod)?;
    let told = match gathered.year_in_titles().filter(|titled| *titled != year) {
        Some(titled) => format!(
            "标题写的是 {titled} 年，登记的日期绝大多数却在 {year} 年，暂按 {year} 年度计算；请核对，并用 --period 指明。"
        ),
        None => format!("没有指明期间，登记的日期绝大多数在 {year} 年，按 {year} 年度计算。"),
    };
    Ok((period, Some(told)))
}
