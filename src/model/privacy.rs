//! ID-card, phone and bank-card numbers: how they look, and how they are masked. They never leave the program as they are.

use std::borrow::Cow;
use std::ops::Range;

/// What a private number is, going by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrivateKind {
    /// 18 places, of which the last may be X: an ID-card number.
    Identity,
    /// Eleven digits from 1: a mobile phone.
    Phone,
    /// 15 to 19 digits: a bank card, or an ID card of before 1999.
    Card,
}

impl PrivateKind {
    /// The words that users read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Identity => "身份证号",
            Self::Phone => "手机号",
            Self::Card => "银行卡号或证件号",
        }
    }
}

/// A private number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateNumber {
    /// What it looks like.
    pub kind: PrivateKind,
    /// Where it stands: bytes of the text.
    pub at: Range<usize>,
}

/// The digits of a SHA-256 digest: a run of digits in one is no number of anybody's.
const DIGEST: usize = 64;
/// A binary number has no more significant digits than this.
const SIGNIFICANT: usize = 17;
/// Numbers written in groups, with one space or hyphen between two: the digits of each group, and how the first begins.
const GROUPED: &[(PrivateKind, &[usize], &str)] = &[
    (PrivateKind::Phone, &[3, 4, 4], "1"),
    (PrivateKind::Identity, &[6, 8, 4], ""),
    (PrivateKind::Card, &[4, 4, 4, 4, 3], "62"),
    (PrivateKind::Card, &[4, 4, 4, 4, 2], "62"),
    (PrivateKind::Card, &[4, 4, 4, 4, 1], "62"),
    (PrivateKind::Card, &[4, 4, 4, 4], "62"),
];

/// The numbers in a text that look like those of an ID card, a phone or a bank card, digits in full width too; of phones and
/// bank cards also 138 0000 0000 and 138-0000-0000. A number with a decimal fraction and a SHA-256 digest hold none.
#[must_use]
pub fn private_numbers(text: &str) -> Vec<PrivateNumber> {
    if text.len() < 11 || text.chars().filter(|c| digit(*c).is_some()).nth(10).is_none() || is_fraction(text) {
        return Vec::new();
    }
    let runs = runs(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let rest = runs.get(at..).unwrap_or_default();
        if let Some((kind, count)) = single(text, run).map(|kind| (kind, 1)).or_else(|| grouped(rest)) {
            let end = rest.get(count - 1).map_or(run.end, |last| last.end);
            found.push(PrivateNumber { kind, at: run.start..end });
            at += count;
        } else {
            at += 1;
        }
    }
    found
}

/// The text with every [private number](private_numbers) masked but for its first three and last two characters.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let found = private_numbers(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut past = 0;
    for number in found {
        out.push_str(text.get(past..number.at.start).unwrap_or_default());
        let written = text.get(number.at.clone()).unwrap_or_default();
        let length = written.chars().filter(|c| is_place(*c)).count();
        let mut place = 0;
        for c in written.chars() {
            if is_place(c) {
                place += 1;
                out.push(if place <= 3 || place + 1 >= length { c } else { '*' });
            } else {
                out.push(c);
            }
        }
        past = number.at.end;
    }
    out.push_str(text.get(past..).unwrap_or_default());
    Cow::Owned(out)
}

/// Digits without anything between them, and an X after 17 of them.
struct Run {
    start: usize,
    end: usize,
    /// How many places, X included.
    length: usize,
    /// The first two digits.
    begins: [u32; 2],
    /// One space or hyphen stands between it and the run before.
    joined: bool,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let Some(value) = digit(first) else { continue };
        let mut run = Run { start, end: start + first.len_utf8(), length: 1, begins: [value, 0], joined: false };
        while let Some((at, c)) = chars.next_if(|(_, c)| digit(*c).is_some()) {
            if run.length == 1 {
                run.begins[1] = digit(c).unwrap_or_default();
            }
            run.length += 1;
            run.end = at + c.len_utf8();
        }
        if let Some((at, c)) = chars.next_if(|(_, c)| run.length == 17 && is_check_letter(*c)) {
            run.length += 1;
            run.end = at + c.len_utf8();
        }
        let between = runs.last().and_then(|last| text.get(last.end..run.start));
        run.joined = between.is_some_and(|between| {
            let mut between = between.chars();
            between.next().is_some_and(is_joint) && between.next().is_none()
        });
        runs.push(run);
    }
    runs
}

/// The kind of a number that is one run.
fn single(text: &str, run: &Run) -> Option<PrivateKind> {
    let kind = match run.length {
        11 if run.begins[0] == 1 => PrivateKind::Phone,
        18 => PrivateKind::Identity,
        15..=19 => PrivateKind::Card,
        _ => return None,
    };
    (!is_in_digest(text, run)).then_some(kind)
}

/// The kind of a number in groups that begins with the first of these runs, and how many runs it has.
fn grouped(runs: &[Run]) -> Option<(PrivateKind, usize)> {
    let first = runs.first()?;
    let begins = format!("{}{}", first.begins[0], first.begins[1]);
    let fits = |lengths: &[usize]| {
        let theirs = runs.get(..lengths.len()).unwrap_or_default();
        theirs.len() == lengths.len()
            && theirs.iter().map(|run| run.length).eq(lengths.iter().copied())
            && theirs.iter().skip(1).all(|run| run.joined)
    };
    let (kind, lengths, _) = GROUPED.iter().find(|(_, lengths, start)| begins.starts_with(start) && fits(lengths))?;
    Some((*kind, lengths.len()))
}

/// Whether the run stands in a digest: in just so many hexadecimal digits.
fn is_in_digest(text: &str, run: &Run) -> bool {
    let is_hex = |c: &char| c.is_ascii_hexdigit();
    let before = text.get(..run.start).unwrap_or_default().chars().rev().take(DIGEST).take_while(is_hex).count();
    let after = text.get(run.start..).unwrap_or_default().chars().take(DIGEST + 1).take_while(is_hex).count();
    before + after == DIGEST
}

/// Whether the text is one number with a decimal fraction: 0.30000000000000004.
fn is_fraction(text: &str) -> bool {
    let number = text.trim().trim_start_matches(['-', '+']);
    let (number, _) = number.split_once(['e', 'E']).unwrap_or((number, ""));
    let Some((whole, fraction)) = number.split_once('.') else { return false };
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let significant = whole.chars().chain(fraction.chars()).skip_while(|c| *c == '0').count();
    all(whole) && all(fraction) && significant <= SIGNIFICANT
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

fn is_place(c: char) -> bool {
    digit(c).is_some() || is_check_letter(c)
}

const fn is_check_letter(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ')
}

const fn is_joint(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '-' | '－')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_phone_and_card_shapes_are_masked() {
        assert_eq!(masked("身份证110101190001011234补"), "身份证110*************34补");
        assert_eq!(masked("11010119000101123X"), "110*************3X");
        assert_eq!(masked("电话13800000000"), "电话138******00");
        assert_eq!(masked("６２２２０００００００００００００００"), "６２２**************００");
    }

    #[test]
    fn numbers_in_groups_are_masked() {
        assert_eq!(masked("电话138 0000 0000，138-0000-0000"), "电话138 **** **00，138-****-**00");
        assert_eq!(masked("卡6222 0200 0000 0000 000。"), "卡622* **** **** **** *00。");
        assert_eq!(masked("110101 19000101 1234"), "110*** ******** **34");
    }

    #[test]
    fn ordinary_figures_stay() {
        let digest = "13800000000a1f15000000000000000b3c4d5e6f708192a3b4c5d6e7f8091a2b";
        for text in [
            "2025-03-15",
            "王伟",
            "20250315",
            "1234567890",
            "第12345678901234条",
            "2025-03-15 2025-03-16",
            digest,
            "0.30000000000000004",
            "-1234567890123.45",
            "20250315120000",
            "2021 2022 2023 2024",
            "1 2 3 4 5 6 7 8 9 10",
            "99999999999",
            "2025 0315 0316",
            "1.2345678901234567E-5",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn what_is_masked_holds_no_number_any_more() {
        let pieces =
            ["13800000000", " ", "-", "138", "0000", "110101190001011234", "X", "6222", ".", "5", "补", "123456"];
        for one in 0..pieces.len().pow(4) {
            let at = |power: u32| pieces[one / pieces.len().pow(power) % pieces.len()];
            let text = [at(0), at(1), at(2), at(3), at(1)].concat();
            let masked = masked(&text).into_owned();
            assert!(private_numbers(&masked).is_empty(), "{text} -> {masked}");
        }
    }
}
