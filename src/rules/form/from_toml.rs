//! From TOML to the tree.

use super::element::{Element, Field, Place};
use super::keys::{Key, Keys};
use super::node::{Entry, Node};
use crate::model::text::is_one_slip_apart;
use crate::rules::TomlError;

/// Reads a text.
pub fn read(keys: &Keys, text: &str) -> Result<Element, TomlError> {
    let mut root = Element::default();
    Reader { keys, text }.take(None, &mut root, "", Node::parse(text)?)?;
    Ok(root)
}

struct Reader<'a> {
    keys: &'a Keys,
    text: &'a str,
}

impl Reader<'_> {
    /// Puts what a table holds into an element; `prefix` is the path of the table inside the element.
    fn take(
        &self,
        scope: Option<usize>,
        element: &mut Element,
        prefix: &str,
        entries: Vec<Entry>,
    ) -> Result<(), TomlError> {
        if entries.is_empty() && !prefix.is_empty() {
            return Err(TomlError::at(self.text, 0, format!("「{prefix}」下面什么也没有，写不进表格；请把它去掉。")));
        }
        for entry in entries {
            let path = if prefix.is_empty() { entry.key.clone() } else { format!("{prefix}.{}", entry.key) };
            if let Some((list, _)) = self.keys.owned_by(scope).find(|(_, list)| list.relative == path)
                && self.rows(list, element, &entry)?
            {
                continue;
            }
            let keys = self.keys.keys_of(scope);
            let found = keys.iter().enumerate().find(|(_, key)| key.path == path);
            if let Some((index, node)) = found.and_then(|(index, key)| Some((index, accept(key, &entry.node)?))) {
                element.fields.insert(index, Field { node, place: Place::default() });
                continue;
            }
            let below = format!("{path}.");
            let goes_on = keys.iter().any(|key| key.path.starts_with(&below))
                || self.keys.owned_by(scope).any(|(_, list)| list.relative.starts_with(&below));
            match (entry.node, found) {
                (Node::Table(inner), _) if goes_on => self.take(scope, element, &path, inner)?,
                (_, Some((_, key))) => {
                    let choices: Vec<&str> = key.choices.iter().map(|(word, _)| word.as_str()).collect();
                    let choices =
                        if choices.is_empty() { String::new() } else { format!("：{}", choices.join("、")) };
                    let message = format!("「{path}」要写{}{choices}。", key.holds.in_words());
                    return Err(TomlError::at(self.text, entry.at, message));
                }
                _ => return Err(TomlError::at(self.text, entry.at, self.unknown(scope, &path))),
            }
        }
        Ok(())
    }

    /// Takes the rows of a list; whether the value is one.
    fn rows(&self, list: usize, element: &mut Element, entry: &Entry) -> Result<bool, TomlError> {
        let is_map = self.keys.lists.get(list).is_some_and(|list| list.is_map);
        let tables: Vec<Vec<Entry>> = match &entry.node {
            Node::Table(entries) if is_map => entries
                .iter()
                .map(|inner| {
                    let key = Entry { key: "@key".to_owned(), at: inner.at, node: Node::Text(inner.key.clone()) };
                    vec![key, Entry { key: "@value".to_owned(), at: inner.at, node: inner.node.clone() }]
                })
                .collect(),
            Node::List(nodes) if !is_map => {
                let tables = nodes.iter().map(|node| match node {
                    Node::Table(entries) => Some(entries.clone()),
                    _ => None,
                });
                match tables.collect::<Option<Vec<_>>>() {
                    Some(tables) => tables,
                    None => return Ok(false),
                }
            }
            _ => return Ok(false),
        };
        for table in tables {
            let mut row = Element::default();
            self.take(Some(list), &mut row, "", table)?;
            if row.fields.is_empty() {
                return Err(TomlError::at(self.text, entry.at, format!("「{}」里有空的一段，请把它去掉。", entry.key)));
            }
            element.lists.entry(list).or_default().push(row);
        }
        Ok(true)
    }

    fn unknown(&self, scope: Option<usize>, path: &str) -> String {
        let whole =
            scope.and_then(|list| self.keys.lists.get(list)).map_or(String::new(), |list| format!("{}.", list.path));
        let known = self.keys.keys_of(scope).iter().map(|key| key.path.as_str());
        let known = known.chain(self.keys.owned_by(scope).map(|(_, list)| list.relative.as_str()));
        let near = known.into_iter().find(|known| is_one_slip_apart(known, path));
        let near = near.map_or_else(String::new, |near| format!("是不是「{near}」？"));
        format!("不认识「{whole}{path}」，写不进表格。{near}")
    }
}

/// The canonical form of a value; of choices only the words that there are.
fn accept(key: &Key, node: &Node) -> Option<Node> {
    let node = key.holds.accept(node)?;
    let knows = |word: &Node| key.choices.iter().any(|(known, _)| word.as_text() == Some(known));
    let fits = match (key.holds, &node) {
        (super::Holds::Choice, word) => knows(word),
        (super::Holds::Choices, Node::List(words)) => words.iter().all(knows),
        _ => true,
    };
    fits.then_some(node)
}
