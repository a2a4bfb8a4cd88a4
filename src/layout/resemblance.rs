//! What a heading means that stands in no dictionary: by the word it ends in (申报分值), by a known word it holds with others
//! in between (党员大会审议通过日期), by what stands below it (a column of members' names).
//!
//! Known words go before: what only resembles a column is it where no other column is.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::band::Band;
use super::columns::Meaning;
use super::date_range::read_range;
use super::dates::{Written, read_date};
use super::heading::{Dictionaries, Heading, Sense};
use super::kind::Dictionary;
use super::labels::Labels;
use crate::model::Field;
use crate::model::text::{compact, person, without_remarks};
use crate::workbook::{Cell, Row, Value};

/// So many rows tell what a column holds.
const ROWS_LOOKED_AT: usize = 12;
/// A known word may have so many characters more in between.
const IN_BETWEEN: usize = 4;

/// Gives the columns of a header that nothing is known of the meaning of the words that they resemble.
pub fn add_resembling(columns: &mut [(Heading, Sense)], words: &Dictionaries<'_>) {
    for (heading, sense) in columns.iter_mut().filter(|(_, sense)| !sense.is_known()) {
        sense.events = resembling(heading.leaf(), words);
        sense.resembles = sense.events.is_some();
    }
    // Of two days that only resemble the one of the event, nobody knows which it is.
    let is_day = |sense: &Sense| sense.field(Dictionary::Events) == Some(Field::Date);
    let days = columns.iter().filter(|(_, sense)| is_day(sense)).count();
    let has_day = columns.iter().any(|(_, sense)| is_day(sense) && !sense.resembles);
    if days > 1 && !has_day {
        for (_, sense) in columns.iter_mut().filter(|(_, sense)| is_day(sense)) {
            (sense.events, sense.resembles) = (None, false);
        }
    }
}

/// The field of a ledger that a heading resembles.
fn resembling(leaf: &str, words: &Dictionaries<'_>) -> Option<Meaning> {
    let leaf = without_remarks(leaf);
    let find = |text: &str| words.columns.find(Dictionary::Events, text);
    let parts = || leaf.split(['/', '、', '或']).filter(|part| part.len() < leaf.len());
    let ends =
        || leaf.char_indices().skip(1).filter_map(|(at, _)| leaf.get(at..)).filter(|end| end.chars().nth(1).is_some());
    let by_part = parts().find_map(find);
    let by_end =
        || ends().find_map(find).filter(|meaning| matches!(meaning, Meaning::Field(field) if may_end_so(*field)));
    let by_step = || {
        let steps = words.rules.steps.iter().enumerate();
        let mut holding =
            steps.filter(|(_, step)| std::iter::once(&step.column).chain(&step.also).any(|word| holds(&leaf, word)));
        holding.next().map(|(step, _)| Meaning::Field(Field::Step(step)))
    };
    let by_unit = || (leaf.ends_with('分') && leaf.chars().count() > 2).then_some(Meaning::Field(Field::Price));
    by_part.or_else(by_step).or_else(by_end).or_else(by_unit)
}

/// Fields whose words keep their meaning at the end of a longer one. Names do not: 主持人姓名 is nobody's points.
const fn may_end_so(field: Field) -> bool {
    matches!(
        field,
        Field::Date
            | Field::ItemNumber
            | Field::ItemName
            | Field::Quantity
            | Field::Level
            | Field::Stated
            | Field::Price
            | Field::Added
            | Field::Taken
            | Field::Matter
            | Field::Evidence
            | Field::Remark
    )
}

/// Whether a heading holds all characters of a word in their order, and few others.
fn holds(heading: &str, word: &str) -> bool {
    let word = compact(word);
    let more = heading.chars().count().checked_sub(word.chars().count());
    let mut rest = heading.chars();
    more.is_some_and(|more| (1..=IN_BETWEEN).contains(&more))
        && word.chars().count() > 2
        && word.chars().all(|c| rest.any(|other| other == c))
}

/// The header with the meaning of columns that only what stands below them tells: members' names, 正式 and 预备, days.
pub fn by_content<'b>(
    band: &'b Band,
    data: &[Row<'_>],
    labels: &Labels,
    members: &BTreeSet<String>,
    words: &Dictionaries<'_>,
) -> Cow<'b, Band> {
    let has = |dictionary, field| band.columns.iter().any(|(_, sense)| sense.field(dictionary) == Some(field));
    let is_open = |sense: &Sense| !sense.is_known() || sense.resembles;
    let mut told: Vec<(usize, Field)> = Vec::new();
    let mut tell = |field: Field, says: &dyn Fn(&Cell) -> bool| {
        let open = band.columns.iter().enumerate().filter(|(_, (_, sense))| is_open(sense));
        // Of two columns that may be it, be it in one cell only, nobody knows which is meant.
        let mut found =
            open.filter(|(_, (heading, _))| data.iter().any(|row| row.get(heading.at.col).is_some_and(says)));
        if let (Some((place, (heading, _))), None) = (found.next(), found.next())
            && says_mostly(data, heading.at.col, says)
        {
            told.push((place, field));
        }
    };
    let is_text = |cell: &Cell, says: &dyn Fn(&str) -> bool| matches!(&cell.value, Value::Text(text) if says(text));
    if !members.is_empty() && !labels.asks_for_member && !has(Dictionary::People, Field::Name) {
        tell(Field::Name, &|cell| is_text(cell, &|text| members.contains(&person(text))));
    }
    if !has(Dictionary::People, Field::Standing) {
        tell(Field::Standing, &|cell| is_text(cell, &|text| text.contains("正式") || text.contains("预备")));
    }
    if !has(Dictionary::Events, Field::Date) && !has(Dictionary::Events, Field::Day) {
        tell(Field::Date, &|cell| match &cell.value {
            Value::Date(_) => true,
            Value::Text(text) => {
                matches!(read_date(text, words.year), Some(Written::Day(_))) || read_range(text, words.year).is_some()
            }
            _ => false,
        });
    }
    if told.is_empty() {
        return Cow::Borrowed(band);
    }
    let mut band = band.clone();
    for (place, field) in told {
        if let Some((_, sense)) = band.columns.get_mut(place) {
            let meaning = Some(Meaning::Field(field));
            (sense.people, sense.events, sense.resembles) = match field {
                Field::Standing => (meaning, None, true),
                Field::Date => (None, meaning, true),
                _ => (meaning, meaning, true),
            };
        }
    }
    Cow::Owned(band)
}

/// Whether most cells of a column, and two at the least, are so.
fn says_mostly(data: &[Row<'_>], col: u32, says: &dyn Fn(&Cell) -> bool) -> bool {
    let cells = || data.iter().take(ROWS_LOOKED_AT).filter_map(|row| row.get(col));
    let (all, so) = (cells().count(), cells().filter(|cell| says(cell)).count());
    so >= 2 && so * 3 >= all * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;
    use crate::layout::kind::Kind;

    #[test]
    fn headings_resemble_the_words_they_end_in_or_hold() {
        let rules = drawn::rules();
        let hints = drawn::hints(&rules);
        let words = Dictionaries::new(&hints.columns, &rules, None);
        for (heading, field) in [
            ("申报分值", Some(Field::Price)),
            ("计分次数", Some(Field::Quantity)),
            ("级别/情形", Some(Field::Level)),
            ("核定分", Some(Field::Price)),
            ("事项发生日期", Some(Field::Date)),
            ("核实人员", Some(Field::Step(0))),
            ("党员大会审议通过日期", Some(Field::Step(1))),
            ("主持人姓名", None),
            ("带队人", None),
            ("分", None),
        ] {
            let expected = field.map(Meaning::Field);
            assert_eq!(resembling(heading, &words), expected, "{heading}");
        }
    }

    #[test]
    fn a_column_is_known_by_what_stands_in_it() {
        let read = drawn::read(
            "# 党员名册
序号|姓名|性别|入党时间
1|王伟|男|2001-07-01
2|李秀英|女|2005-07-01
# 申报
序号|申报对象|何时|申报项目|申报分值|事项说明
1|王伟|2025-03-08|志愿服务|1.5|清沟
2|李秀英|2025-03-09|志愿服务|1.5|清沟",
        );
        let kinds: Vec<Kind> = read.tables.iter().map(|table| table.kind).collect();
        assert_eq!(kinds, [Kind::Roster, Kind::Ledger]);
        assert_eq!(read.parts[0].lines.len(), 2);
        assert!(read.parts[0].lines.iter().all(|line| line.entry.day().is_some()));
    }
}
