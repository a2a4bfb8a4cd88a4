//! How values are written in canonical TOML.

use super::node::{Entry, Node};

/// A value; a text on as many lines as it has.
pub fn value(node: &Node) -> String {
    match node {
        Node::Text(words) if words.contains('\n') => format!("\"\"\"\n{}\"\"\"", escaped(words, true)),
        node => on_one_line(node),
    }
}

/// A value, all of it on one line.
pub fn on_one_line(node: &Node) -> String {
    match node {
        Node::Text(words) => format!("\"{}\"", escaped(words, false)),
        Node::Whole(number) => number.to_string(),
        Node::Yes(yes) => yes.to_string(),
        Node::Day(day) => day.to_string(),
        Node::List(nodes) => format!("[{}]", nodes.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        Node::Table(entries) if entries.is_empty() => "{}".to_owned(),
        Node::Table(entries) => format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", ")),
    }
}

fn entry(entry: &Entry) -> String {
    format!("{} = {}", key(&entry.key), on_one_line(&entry.node))
}

/// One key: bare where it can be.
pub fn key(key: &str) -> String {
    let is_bare =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare { key.to_owned() } else { format!("\"{}\"", escaped(key, false)) }
}

/// What stands between the quotes.
fn escaped(words: &str, keeps_breaks: bool) -> String {
    words.chars().fold(String::with_capacity(words.len() + 2), |mut out, c| {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' if keeps_breaks => out.push(c),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for words in ["", "甲", "a\"b\\c", "一\n\"\"\"二\"", "\t\u{1}", "'x' = {y}"] {
            let table: toml::Table =
                format!("{} = {}", key(words), value(&Node::Text(words.to_owned()))).parse().unwrap();
            assert_eq!(table[words].as_str(), Some(words));
        }
    }
}
