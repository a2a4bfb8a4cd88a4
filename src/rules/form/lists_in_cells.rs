//! Several things in one cell: lists (甲；乙), words with other spellings (甲＝乙、丙), keys with values (甲：乙, one a line).
//!
//! A backslash takes the meaning from the sign behind it; it is written only where it is needed.

use super::holds::{read_number, spelled};
use super::node::{Entry, Node};

/// Between the parts of a list; the first is written, all are read.
const PARTS: &[char] = &['；', ';', '\n'];
/// Between a word and its other spellings.
const SPELLED: &[char] = &['＝', '='];
/// Between other spellings.
const SPELLINGS: &[char] = &['、'];
/// Between a key and its value.
const VALUE: &[char] = &['：', ':'];
/// An empty text, or an empty list.
pub const NOTHING: &str = "〔空〕";

/// A text as it stands in a cell of its own.
pub fn show_text(text: &str) -> String {
    match text {
        "" => NOTHING.to_owned(),
        text if text == NOTHING || text.starts_with('\\') => format!("\\{text}"),
        text => text.to_owned(),
    }
}

/// What [`show_text`] wrote.
pub fn read_text(written: &str) -> String {
    let written = written.trim();
    if written == NOTHING { String::new() } else { written.strip_prefix('\\').unwrap_or(written).to_owned() }
}

/// A list of texts or amounts. Of one part alone, a closing sign tells it from a text.
pub fn show_list(nodes: &[Node], is_told_from_text: bool) -> String {
    let parts: Vec<String> = nodes.iter().map(|node| guarded(&plain(node), PARTS)).collect();
    let end = if is_told_from_text && parts.len() == 1 { "；" } else { "" };
    if parts.is_empty() { NOTHING.to_owned() } else { parts.join("；") + end }
}

/// A text where a list might stand too.
pub fn show_single(text: &str) -> String {
    guarded(text, PARTS)
}

/// The parts of a list, and whether it was more than one text alone.
pub fn read_list(written: &str) -> (Vec<String>, bool) {
    if written.trim() == NOTHING {
        return (Vec::new(), true);
    }
    let parts = split(written, PARTS, usize::MAX);
    let is_list = parts.len() > 1;
    (parts.iter().filter(|part| !part.trim().is_empty()).map(|part| bare(part)).collect(), is_list)
}

/// Words with other spellings.
pub fn show_words(nodes: &[Node]) -> String {
    let signs = [PARTS, SPELLED, SPELLINGS].concat();
    let shown = |node: &Node| match node {
        Node::Table(entries) => {
            let mut values = entries.iter().map(|entry| &entry.node);
            let title = values.next().map(plain).unwrap_or_default();
            let also: Vec<String> = match values.next() {
                Some(Node::List(also)) => also.iter().map(|word| guarded(&plain(word), &signs)).collect(),
                _ => Vec::new(),
            };
            format!("{}＝{}", guarded(&title, &signs), also.join("、"))
        }
        node => guarded(&plain(node), &signs),
    };
    if nodes.is_empty() { NOTHING.to_owned() } else { nodes.iter().map(shown).collect::<Vec<_>>().join("；") }
}

/// What [`show_words`] wrote.
pub fn read_words(written: &str) -> Option<Node> {
    if written.trim() == NOTHING {
        return Some(Node::List(Vec::new()));
    }
    let parts = split(written, PARTS, usize::MAX);
    let words = parts.iter().filter(|part| !part.trim().is_empty()).map(|part| {
        let halves = split(part, SPELLED, 2);
        let title = Node::Text(bare(halves.first()?));
        let also = halves.get(1).map(|also| split(also, SPELLINGS, usize::MAX)).unwrap_or_default();
        let also = also.iter().filter(|word| !word.trim().is_empty()).map(|word| Node::Text(bare(word)));
        spelled(title, also.collect())
    });
    words.collect::<Option<Vec<_>>>().map(Node::List)
}

/// Keys and values, one a line.
pub fn show_map(entries: &[Entry]) -> String {
    let signs = [&['\n'], VALUE].concat();
    let line = |entry: &Entry| format!("{}：{}", guarded(&entry.key, &signs), guarded(&plain(&entry.node), &['\n']));
    if entries.is_empty() { NOTHING.to_owned() } else { entries.iter().map(line).collect::<Vec<_>>().join("\n") }
}

/// What [`show_map`] wrote, or `None` where a line has no key. Numbers become numbers where `has_numbers`.
pub fn read_map(written: &str, has_numbers: bool) -> Option<Node> {
    if written.trim() == NOTHING {
        return Some(Node::Table(Vec::new()));
    }
    let lines = split(written, &['\n'], usize::MAX);
    let entries = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| {
        let halves = split(line, VALUE, 2);
        let (key, value) = (bare(halves.first()?), bare(halves.get(1)?));
        let number = read_number(&value).filter(|_| has_numbers);
        Some(Entry::new(key, number.unwrap_or(Node::Text(value))))
    });
    entries.collect::<Option<Vec<_>>>().map(Node::Table)
}

/// Whether the text is [`show_map`]'s and no formula: a formula never has a name and a colon at its front.
pub fn is_map(written: &str) -> bool {
    let halves = split(written, VALUE, 2);
    let key = halves.first().map(|key| key.trim()).unwrap_or_default();
    written.trim() == NOTHING
        || halves.len() == 2 && !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn plain(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::Whole(number) => number.to_string(),
        Node::Day(day) => day.to_string(),
        Node::Yes(_) | Node::List(_) | Node::Table(_) => String::new(),
    }
}

/// A part with backslashes before the signs that would divide it.
fn guarded(text: &str, signs: &[char]) -> String {
    if text.is_empty() || text == NOTHING {
        return show_text(text);
    }
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if c == '\\' || signs.contains(&c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// A part without those backslashes.
fn bare(part: &str) -> String {
    let part = part.trim();
    if part == NOTHING {
        return String::new();
    }
    let mut out = String::with_capacity(part.len());
    let mut chars = part.chars();
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

/// The parts between signs that no backslash guards, at most so many; backslashes stay.
fn split(text: &str, signs: &[char], most: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if signs.contains(&c) && parts.len() < most {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
            if c == '\\' {
                part.extend(chars.next());
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<Node> {
        texts.iter().map(|text| Node::Text((*text).to_owned())).collect()
    }

    #[test]
    fn lists_come_back_whatever_their_parts_hold() {
        for parts in [&["甲", "乙"][..], &["甲；乙", "丙;", "\\"], &[""], &["〔空〕", "丁\n戊"], &[], &["一"]]
        {
            let shown = show_list(&texts(parts), true);
            assert_eq!(read_list(&shown), (parts.iter().map(|part| (*part).to_owned()).collect(), true), "{shown}");
        }
        assert_eq!(read_list(&show_single("甲；乙")), (vec!["甲；乙".to_owned()], false));
        assert_eq!(read_list("甲; 乙；\n丙").0, ["甲", "乙", "丙"]);
    }

    #[test]
    fn words_and_maps_come_back() {
        let word = spelled(Node::Text("党课=".into()), texts(&["F、04", "讲座"])).unwrap();
        let words = vec![Node::Text("学习".into()), word];
        assert_eq!(read_words(&show_words(&words)), Some(Node::List(words)));
        let map = vec![Entry::new("在：职", Node::Whole(15)), Entry::new("points", Node::Text("a : 1\nb".into()))];
        assert_eq!(read_map(&show_map(&map), true), Some(Node::Table(map)));
        assert!(is_map("points：score >= 90") && !is_map("a = 'x：y'") && !is_map("score >= 90"));
        assert_eq!(read_map("没有值", true), None);
    }
}
