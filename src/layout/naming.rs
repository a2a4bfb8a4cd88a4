//! How a row names a person: the name with its remark in brackets, a number, an ID number or the end of it.

use super::cells::{Reader, is_damaged_identity, shown};
use crate::model::Field;
use crate::model::text::{compact, person, split_remark};
use crate::workbook::{Cell, Value};

/// Words before another name: 曾用名李招弟.
const FORMERLY: [&str; 6] = ["曾用名", "原名", "又名", "别名", "小名", "曾名"];

/// A person as a row names one.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The name, with its remark in brackets where it has one; empty where none is written.
    pub name: String,
    /// The member's number.
    pub code: Option<String>,
    /// The ID number, or as much of its end as is written.
    pub identity: Option<String>,
}

/// The name in a row. Spaces and dots that had to be passed over are noted; a remark in brackets is none.
pub fn read_name(row: &mut Reader<'_>) -> Option<String> {
    row.word(Field::Name, name_like).map(|name| person(&name)).filter(|name| !name.is_empty())
}

/// The name as it is properly written, its brackets as they stand.
fn name_like(written: &str) -> String {
    let proper = person(written);
    let is_bracket = |c: &char| matches!(c, '(' | ')' | '（' | '）');
    let without = |text: &str| text.chars().filter(|c| !is_bracket(c)).collect::<String>();
    let trimmed = written.trim_matches(' ');
    if proper.contains('(') && without(&proper) == without(trimmed) { trimmed.to_owned() } else { proper }
}

/// The member's number and ID number in a row. What has the shape of an ID number is one, in whatever column it stands.
pub fn read_numbers(row: &mut Reader<'_>) -> (Option<String>, Option<String>) {
    let is_damaged = row.cell(Field::Code).is_some_and(is_damaged_identity);
    let code = row.text(Field::Code).map(|text| compact(&text)).filter(|code| !code.is_empty() && !is_damaged);
    let identity = row.cell(Field::Identity).and_then(identity_end);
    match code {
        Some(code) if is_identity(&code) => (None, identity.or(Some(code.to_uppercase()))),
        code => (code, identity),
    }
}

/// Whether a text has the shape of a whole ID number: 18 characters, or 15 digits of the old ones.
#[must_use]
pub fn is_identity(text: &str) -> bool {
    let digits = text.trim_end_matches(['x', 'X']);
    let is_new = text.len() == 18 && digits.len() >= 17;
    (is_new || (text.len() == 15 && digits.len() == 15)) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// As much of an ID number as its cell ends in: the whole, the last digits, or what stands behind the stars. The last four
/// digits in a number cell have lost their zeros.
#[must_use]
pub fn identity_end(cell: &Cell) -> Option<String> {
    let is_readable = matches!(cell.value, Value::Text(_) | Value::Number(_)) && !is_damaged_identity(cell);
    if is_readable { identity_end_of(&shown(cell)) } else { None }
}

/// [`identity_end`] of a text.
#[must_use]
pub fn identity_end_of(text: &str) -> Option<String> {
    let text = compact(text).to_uppercase();
    let end = text.rsplit('*').next().unwrap_or_default();
    let digits = end.strip_suffix('X').unwrap_or(end);
    let is_end = !end.is_empty() && end.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_end.then(|| format!("{end:0>4}"))
}

/// The other names in a cell, and in the remark behind a name.
#[must_use]
pub fn names_in(text: &str) -> Vec<String> {
    let pieces = text.split(['、', ',', '，', ';', '；', '/', '\n', '\r']);
    let names = pieces.map(|piece| person(without_formerly(&person(piece))));
    names.filter(|name| !name.is_empty() && !crate::model::text::says_nothing(name)).collect()
}

/// The name that a roster gives, what stands in brackets behind it, and the other names that those are.
#[must_use]
pub fn name_parts(written: &str) -> (String, Option<String>, Vec<String>) {
    let (name, remark) = split_remark(written);
    match remark {
        Some(remark) if without_formerly(remark) != remark => (name.to_owned(), None, names_in(remark)),
        remark => (name.to_owned(), remark.map(str::to_owned), Vec::new()),
    }
}

/// The name behind 曾用名.
fn without_formerly(text: &str) -> &str {
    let rest =
        FORMERLY.iter().find_map(|word| text.strip_prefix(word)).map(|rest| rest.trim_start_matches([':', '：', '叫']));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_id_number_is_read_however_it_is_written() {
        for (written, end) in [
            ("0011", Some("0011")),
            ("11", Some("0011")),
            ("002x", Some("002X")),
            ("００２Ｘ", Some("002X")),
            ("1101**********002X", Some("002X")),
            ("110101190001020018", Some("110101190001020018")),
            ("2X", Some("002X")),
            ("无", None),
            ("1X1", None),
            ("", None),
        ] {
            assert_eq!(identity_end_of(written).as_deref(), end, "{written}");
        }
        assert!(is_identity("11010119000102002X") && is_identity("110101900101001"));
        assert!(!is_identity("2021110101") && !is_identity("X"));
    }

    #[test]
    fn other_names_stand_in_a_column_or_in_brackets() {
        assert_eq!(names_in("吴铁柱、吴 刚"), ["吴铁柱", "吴刚"]);
        assert_eq!(names_in("吴铁柱,吴刚；吴钢/吴罡\n又名：吴岗"), ["吴铁柱", "吴刚", "吴钢", "吴罡", "吴岗"]);
        assert_eq!(names_in("无"), Vec::<String>::new());
        assert_eq!(names_in("—"), Vec::<String>::new());
        let parts = |name, remark: Option<&str>, also: &[&str]| {
            let also: Vec<String> = also.iter().map(|name| (*name).to_owned()).collect();
            (String::from(name), remark.map(str::to_owned), also)
        };
        assert_eq!(name_parts("张伟(大)"), parts("张伟", Some("大"), &[]));
        assert_eq!(name_parts("李晓红(曾用名:李招弟)"), parts("李晓红", None, &["李招弟"]));
        assert_eq!(name_parts("李晓红"), parts("李晓红", None, &[]));
    }

    #[test]
    fn a_bracket_is_no_slip() {
        for (written, proper) in [
            ("王伟（东河村）", "王伟（东河村）"),
            ("王　伟(女)", "王伟(女)"),
            ("王伟 ", "王伟"),
            ("王伟(女）", "王伟(女）"),
        ] {
            assert_eq!(name_like(written), proper, "{written}");
        }
    }
}
