//! Words that hold together more or less tightly, and how they are put side by side.

use std::fmt;

/// What a phrase is; the later hold together more tightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// Conditions of which one is enough.
    Either,
    /// Conditions that all have to hold.
    All,
    /// With an afterthought behind a comma: x，最多 40.
    Clause,
    /// One condition.
    Statement,
    /// a + b.
    Sum,
    /// a × b.
    Product,
    /// Several words for one value: 出勤中符号为“出席”的条数.
    Phrase,
    /// A few words for one value: 出勤的条数.
    Noun,
    /// A name, a number, or what stands in brackets.
    Atom,
}

/// Words and what they are.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub shape: Shape,
    pub text: String,
}

impl Phrase {
    pub fn new(shape: Shape, text: impl Into<String>) -> Self {
        Self { shape, text: text.into() }
    }

    pub fn bracketed(self) -> Self {
        Self::new(Shape::Atom, format!("（{}）", self.text))
    }

    /// In brackets where it holds together less tightly than this.
    pub fn at_least(self, shape: Shape) -> Self {
        if self.shape < shape { self.bracketed() } else { self }
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The parts side by side, with a space between a Chinese word and a number or Latin one.
pub(super) fn glued(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        if let (Some(before), Some(after)) = (text.chars().next_back(), part.chars().next())
            && is_word(before)
            && is_word(after)
            && !(is_wide(before) && is_wide(after))
        {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

/// A sign between its operands; full-width brackets bring their own space.
pub(super) fn calculated(left: &str, sign: &str, right: &str) -> String {
    let before = if left.ends_with('）') { "" } else { " " };
    let after = if right.starts_with('（') { "" } else { " " };
    format!("{left}{before}{sign}{after}{right}")
}

/// The last two joined by a word, those before by commas.
pub(super) fn listed(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., end] => glued(&[&before.join("、"), last, end]),
    }
}

/// Whether something that is written as one number could be taken to go on with the number behind it.
pub(super) fn ends_wide(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| is_word(c) && is_wide(c))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '%' | '_')
}

fn is_wide(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii()
}
