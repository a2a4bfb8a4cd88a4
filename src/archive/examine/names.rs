//! Names that lead out of the bag, and names that other systems take for one.

use std::collections::BTreeMap;

/// Why a path of a list cannot be followed, in words that follow the path; `None` where it can.
pub(crate) fn danger(path: &str) -> Option<&'static str> {
    let mut bytes = path.bytes();
    let has_drive = bytes.next().is_some_and(|first| first.is_ascii_alphabetic()) && bytes.next() == Some(b':');
    if path.is_empty() {
        Some("是空的")
    } else if path.contains('\\') {
        Some("含有反斜杠，在别的系统上会指向别处")
    } else if has_drive {
        Some("带有盘符，指向包以外")
    } else if path.starts_with(['/', '~']) {
        Some("指向包以外")
    } else if path.split('/').any(|name| name == "..") {
        Some("含有「..」，会指向包以外")
    } else if path.split('/').any(|name| name.is_empty() || name == ".") {
        Some("写得不规整（多余的「/」或「.」）")
    } else if path.contains('\0') {
        Some("含有不能用的字符")
    } else {
        None
    }
}

/// Pairs of paths that differ in capitals alone, or in how a letter and its accent are stored: Windows and macOS take
/// them for one file, and one of them is lost there.
pub(super) fn twins<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<(&'a str, &'a str)> {
    let mut met: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for path in paths {
        match met.get(&skeleton(path)) {
            Some(other) if are_twins(other, path) => found.push((*other, path)),
            Some(_) => {}
            None => {
                met.insert(skeleton(path), path);
            }
        }
    }
    found
}

/// Whether two different names look the same to another system.
pub(super) fn are_twins(one: &str, other: &str) -> bool {
    let differs_in_capitals = one.to_lowercase() == other.to_lowercase();
    let is_taken_apart = |text: &str| text.chars().any(is_mark);
    one != other
        && (differs_in_capitals || is_taken_apart(one) != is_taken_apart(other) && skeleton(one) == skeleton(other))
}

/// The path in small letters, with one sign for every letter that can be stored with its accent or apart from it.
fn skeleton(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    for letter in path.to_lowercase().chars() {
        if is_mark(letter) {
            if !plain.ends_with(ACCENTED) {
                plain.pop();
                plain.push(ACCENTED);
            }
        } else if is_composed(letter) {
            plain.push(ACCENTED);
        } else {
            plain.push(letter);
        }
    }
    plain
}

const ACCENTED: char = '\u{fffd}';

/// Accents and the voicing marks of kana, stored behind their letter.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

/// Letters that stand for a letter with such a mark: Latin, Greek and Cyrillic ones, kana.
const fn is_composed(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1fff}' | '\u{386}'..='\u{3ce}' | '\u{400}'..='\u{45f}'
        | '\u{304c}'..='\u{3094}' | '\u{30ac}'..='\u{30f4}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_are_dangerous() {
        for path in ["", "/etc/x", "../x", "data/../../x", "data\\x", "C:/x", "c:x", "~/x", "data//x", "./x", "a/\0"] {
            assert!(danger(path).is_some(), "{path:?}");
        }
        for path in ["data/电子档案/2025/100%.xlsx", "data/a..b", "data/...", "data/~$东.xlsx", "data/a\nb", "东:西"]
        {
            assert_eq!(danger(path), None, "{path:?}");
        }
    }

    #[test]
    fn names_that_look_alike_are_twins() {
        let found = |paths: &[&'static str]| twins(paths.iter().copied()).len();
        assert_eq!(found(&["A/东.xlsx", "a/东.xlsx"]), 1);
        assert_eq!(found(&["cafe\u{301}", "caf\u{e9}"]), 1);
        assert_eq!(found(&["が", "か\u{3099}"]), 1);
        assert_eq!(found(&["东.xlsx", "西.xlsx", "cafe", "caf\u{e9}", "caf\u{e8}"]), 0);
    }
}
