//! What a key holds, and how a value of TOML becomes the one way of writing it.

use serde::Deserialize;

use super::node::{Entry, Node};
use crate::model::Points;
use crate::model::text::compact;

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Words.
    Text,
    /// Words on several lines.
    Long,
    /// A number.
    Number,
    /// A number or a formula.
    Amount,
    /// A formula.
    Formula,
    /// Yes or no.
    Yes,
    /// A day.
    Day,
    /// One of some words.
    Choice,
    /// Some of some words.
    Choices,
    /// Texts.
    Texts,
    /// A text, or texts.
    TextOrTexts,
    /// Numbers or formulas.
    Amounts,
    /// Words with other spellings.
    Words,
    /// Numbers or formulas under keys of the rule set's own.
    Map,
    /// Texts under keys of the rule set's own.
    TextMap,
    /// A formula, or several under keys of the rule set's own.
    FormulaOrMap,
}

impl Holds {
    /// The canonical form of a value; `None` where it is of another kind.
    pub(super) fn accept(self, node: &Node) -> Option<Node> {
        let texts = |nodes: &[Node]| nodes.iter().map(text).collect::<Option<Vec<_>>>().map(Node::List);
        let amounts = |nodes: &[Node]| nodes.iter().map(amount).collect::<Option<Vec<_>>>().map(Node::List);
        match (self, node) {
            (Self::Formula | Self::Amount, Node::Yes(yes)) => {
                Some(Node::Text(if *yes { "yes" } else { "no" }.to_owned()))
            }
            (Self::Text | Self::Long | Self::Formula | Self::Choice, node) => text(node),
            (Self::Number, node) => number(node),
            (Self::Amount, node) => amount(node),
            (Self::Yes, Node::Yes(_)) | (Self::Day, Node::Day(_)) => Some(node.clone()),
            (Self::Texts | Self::Choices | Self::TextOrTexts, Node::List(nodes)) => texts(nodes),
            (Self::TextOrTexts | Self::FormulaOrMap, Node::Text(_)) => text(node),
            (Self::Amounts, Node::List(nodes)) => amounts(nodes),
            (Self::Words, Node::List(nodes)) => nodes.iter().map(word).collect::<Option<Vec<_>>>().map(Node::List),
            (Self::Map | Self::FormulaOrMap, Node::Table(entries)) => map(entries, amount),
            (Self::TextMap, Node::Table(entries)) => map(entries, text),
            _ => None,
        }
    }

    /// What has to be written, for messages.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Text | Self::Long => "文字",
            Self::Number => "数字，如 2 或 1.5",
            Self::Amount => "数字或算式",
            Self::Formula => "算式",
            Self::Yes => "「是」或「否」",
            Self::Day => "日期，如 2026-01-01",
            Self::Choice | Self::Choices => "列出的词",
            Self::Texts | Self::TextOrTexts => "文字，几个的用；隔开",
            Self::Amounts => "数字或算式，几个的用；隔开",
            Self::Words => "词，几个的用；隔开，别的写法写在 ＝ 后面，用、隔开",
            Self::Map | Self::TextMap => "一行一个「名称：内容」",
            Self::FormulaOrMap => "算式，或者一行一个「名称：算式」",
        }
    }
}

/// A text without white space at its ends, which means nothing, and with one kind of line break.
pub(super) fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

fn text(node: &Node) -> Option<Node> {
    match node {
        Node::Text(text) => Some(Node::Text(tidy(text))),
        Node::Whole(number) => Some(Node::Text(number.to_string())),
        Node::Yes(_) | Node::Day(_) | Node::List(_) | Node::Table(_) => None,
    }
}

fn number(node: &Node) -> Option<Node> {
    match node {
        Node::Text(text) => read_number(text),
        Node::Whole(number) => read_number(&number.to_string()),
        _ => None,
    }
}

/// The number that a text is, in any width.
pub(super) fn read_number(text: &str) -> Option<Node> {
    let points = Points::parse(&compact(text)).ok()?.to_decimal().to_string();
    Some(points.parse().map_or(Node::Text(points), Node::Whole))
}

fn amount(node: &Node) -> Option<Node> {
    number(node).or_else(|| text(node))
}

fn word(node: &Node) -> Option<Node> {
    let Node::Table(entries) = node else { return text(node) };
    let (mut title, mut also) = (None, Vec::new());
    for entry in entries {
        match (entry.key.as_str(), &entry.node) {
            ("title", node) => title = text(node),
            ("also", Node::List(nodes)) => also = nodes.iter().map(text).collect::<Option<_>>()?,
            _ => return None,
        }
    }
    spelled(title?, also)
}

/// A word with other spellings; without any, the bare word.
pub(super) fn spelled(title: Node, also: Vec<Node>) -> Option<Node> {
    if also.is_empty() {
        return Some(title);
    }
    Some(Node::Table(vec![Entry::new("title", title), Entry::new("also", Node::List(also))]))
}

fn map(entries: &[Entry], value: impl Fn(&Node) -> Option<Node>) -> Option<Node> {
    let entries = entries.iter().map(|entry| Some(Entry::new(entry.key.clone(), value(&entry.node)?)));
    entries.collect::<Option<Vec<_>>>().map(Node::Table)
}
