//! Which days are working days in this township.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::checks::P707;
use crate::layout::read_holidays;
use crate::model::{Diagnostic, Workdays};
use crate::pipeline::RunError;
use crate::pipeline::papers::Paper;
use crate::pipeline::year::Reckoned;
use crate::workbook::read;

/// The table that comes with the program, with the township's own days in place of its own.
///
/// # Errors
/// [`RunError::Publicity`] where the table that was named is not there.
pub fn workdays(run: &Reckoned<'_>, said: &mut Vec<Diagnostic>) -> Result<Workdays, RunError> {
    let mut known = Workdays::built_in().clone();
    for path in Paper::Holidays.files(run.settings, run.papers, said) {
        if !path.is_file() {
            return Err(RunError::Publicity { path, message: "没有这个文件。".to_owned() });
        }
        let shown = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let shown: Arc<str> = shown.into();
        let reading = read(&path, &shown);
        said.extend(reading.diagnostics);
        let Some(workbook) = reading.workbook else { continue };
        match read_holidays(&workbook) {
            Some((own, unread)) => {
                known = known.amended_by(&own);
                said.extend(unread.into_iter().map(|row| {
                    let message = "节假日表的这一行看不懂：日期要写 2027-01-01 这样的，类别写「休」或者「班」。";
                    P707.says(message).at(row)
                }));
            }
            None => {
                let message = format!("「{shown}」里没有找到节假日的表：要有「日期」「类别」两栏。");
                said.push(P707.says(message).in_file(&shown));
            }
        }
    }
    Ok(known)
}

/// Says once that weekdays alone were counted in years of which no holidays are known.
pub fn not_covered(
    known: &Workdays,
    spans: impl Iterator<Item = (NaiveDate, NaiveDate)>,
    said: &mut Vec<Diagnostic>,
) -> Vec<i32> {
    let mut years: Vec<i32> = spans.flat_map(|(from, to)| known.not_covered(from, to)).collect();
    years.sort_unstable();
    years.dedup();
    if !years.is_empty() {
        let lacking: Vec<String> = years.iter().map(ToString::to_string).collect();
        let message = format!(
            "没有 {} 年的节假日表，工作日只除去了周六、周日；遇到节日和调休，公示的天数可能不准。",
            lacking.join("、")
        );
        said.push(P707.says(message).found(&lacking.join("、")));
    }
    years
}
