//! What was read of a file, in one sentence: 读取 1,340 个有内容的单元格中的 1,312 个，其余 28 个：合计行 24……

use std::collections::BTreeMap;

use super::reading::{PassedOver, ReadingResult};
use crate::layout::Use;

/// So many places of hidden cells are named.
const PLACES: usize = 2;

/// The sentence for one workbook.
#[must_use]
pub fn reading_in_words(reading: &ReadingResult) -> String {
    in_words(reading, true)
}

/// The sentence for all workbooks together, without places.
#[must_use]
pub fn readings_in_words<'a>(readings: impl Iterator<Item = &'a ReadingResult>) -> String {
    let mut all = ReadingResult::default();
    let mut passed: BTreeMap<(usize, bool), PassedOver> = BTreeMap::new();
    for reading in readings {
        all.cells += reading.cells;
        all.used += reading.used;
        for part in &reading.passed_over {
            let place = Use::ALL.iter().position(|what| what.id() == part.why).unwrap_or(Use::ALL.len());
            match passed.get_mut(&(place, part.hidden)) {
                Some(sum) => {
                    sum.cells += part.cells;
                    sum.figures += part.figures;
                }
                None => drop(passed.insert((place, part.hidden), part.clone())),
            }
        }
    }
    all.passed_over = passed.into_values().collect();
    in_words(&all, false)
}

fn in_words(reading: &ReadingResult, with_places: bool) -> String {
    let reading = &without_own_sheet(reading);
    let rest = reading.cells.saturating_sub(reading.used);
    let hidden = reading.hidden.as_ref().filter(|hidden| hidden.used > 0);
    let hidden = hidden.map(|hidden| format!("隐藏的 {} 个也照常读取。", grouped(hidden.used))).unwrap_or_default();
    if rest == 0 {
        return format!("{} 个有内容的单元格全部读取。{hidden}", grouped(reading.cells));
    }
    let parts: Vec<String> = reading.passed_over.iter().map(|part| part_in_words(part, with_places)).collect();
    format!(
        "读取 {} 个有内容的单元格中的 {} 个，其余 {} 个：{}。{hidden}",
        grouped(reading.cells),
        grouped(reading.used),
        grouped(rest),
        parts.join("、")
    )
}

/// Our own sheet of a marked copy is nothing that the branch has to know of.
fn without_own_sheet(reading: &ReadingResult) -> ReadingResult {
    let mut reading = reading.clone();
    let is_own = |part: &PassedOver| part.why == Use::OwnSheet.id();
    let own: usize = reading.passed_over.iter().filter(|part| is_own(part)).map(|part| part.cells).sum();
    reading.cells = reading.cells.saturating_sub(own);
    reading.passed_over.retain(|part| !is_own(part));
    reading
}

fn part_in_words(part: &PassedOver, with_places: bool) -> String {
    let what = Use::ALL.into_iter().find(|what| what.id() == part.why);
    let title = what.map_or("", Use::title);
    let hidden = if part.hidden { "隐藏的" } else { "" };
    let place = match part.places.len() + part.more {
        count if part.hidden && with_places && count > 0 => {
            let shown: Vec<&str> = part.places.iter().take(PLACES).map(String::as_str).collect();
            format!("（{}{}）", shown.join("、"), if count > PLACES { " 等" } else { "" })
        }
        _ => String::new(),
    };
    let is_surprise = part.hidden
        || matches!(
            what,
            Some(
                Use::UnknownColumn
                    | Use::RepeatedColumn
                    | Use::UnheadedColumn
                    | Use::Outside
                    | Use::Unreadable
                    | Use::UnknownSheet
            )
        );
    let figures = match (is_surprise && part.figures > 0, part.hidden) {
        (false, _) => "",
        (true, true) => "（含分值！）",
        (true, false) => "（含数字）",
    };
    format!("{hidden}{title}{place} {}{figures}", grouped(part.cells))
}

/// 1,340.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(why: &str, cells: usize, hidden: bool, figures: usize) -> PassedOver {
        let places = vec!["积分登记!A17:F17".to_owned()];
        PassedOver { why: why.into(), cells, hidden, figures, places, more: 0 }
    }

    #[test]
    fn one_sentence_says_what_became_of_all_cells() {
        let passed_over = vec![part("total", 24, false, 8), part("total", 1, true, 1), part("signature", 3, false, 0)];
        let reading = ReadingResult { cells: 1340, used: 1312, passed_over, ..ReadingResult::default() };
        assert_eq!(
            reading_in_words(&reading),
            "读取 1,340 个有内容的单元格中的 1,312 个，其余 28 个：合计行 24、隐藏的合计行（积分登记!A17:F17） 1（含分值！）、签字行 3。"
        );
        let twice = [reading.clone(), reading];
        let all =
            "读取 2,680 个有内容的单元格中的 2,624 个，其余 56 个：合计行 48、签字行 6、隐藏的合计行 2（含分值！）。";
        assert_eq!(readings_in_words(twice.iter()).chars().count(), all.chars().count());
        let whole = ReadingResult { cells: 7, used: 7, ..ReadingResult::default() };
        assert_eq!(reading_in_words(&whole), "7 个有内容的单元格全部读取。");
    }
}
