//! The tree that a formula reads into.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::NaiveDate;

use super::function::Function;
use crate::model::Points;

/// A formula as a tree; `R` is what a name refers to: at first the [`Name`] as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr<R> {
    /// A number.
    Number(Points),
    /// A text, as written between its quotes.
    Text(Arc<str>),
    /// A text of a list that has an order, as the levels: only who knows the list makes one of a text.
    Word {
        /// The text.
        text: Arc<str>,
        /// Its place in the list, the least first.
        rank: u32,
    },
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Truth(bool),
    /// A name.
    Name(R),
    /// `not x`.
    Not(Box<Expr<R>>),
    /// `-x`; the negative of a number that is written out is a [`Expr::Number`].
    Negate(Box<Expr<R>>),
    /// Two joined by an operator.
    Binary(Binary, Box<Expr<R>>, Box<Expr<R>>),
    /// `x in (a, b)`: x is one of them.
    In(Box<Expr<R>>, Vec<Expr<R>>),
    /// A function and its arguments, as many as [`Function::arity`] allows.
    Call(Function, Vec<Expr<R>>),
}

/// A name as it stands in a formula. Two are equal where their texts are.
#[derive(Clone, Debug)]
pub struct Name {
    /// The text, in half width: an id, a title, or `table.column`.
    pub text: String,
    /// Where it stands, in characters from 0.
    pub at: usize,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// What stands between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binary {
    /// 或.
    Or,
    /// 且.
    And,
    /// `=`.
    Equal,
    /// `!=`.
    Unequal,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
    /// `>`.
    Greater,
    /// `>=`.
    AtLeast,
    /// `like`: a text fits a pattern in which `*` stands for any characters.
    Like,
    /// `+`.
    Plus,
    /// `-`.
    Minus,
    /// `*`.
    Times,
    /// `/`.
    Over,
}

impl Binary {
    /// How it is written.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Like => "like",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
        }
    }

    /// Whether it compares two values.
    #[must_use]
    pub const fn compares(self) -> bool {
        matches!(
            self,
            Self::Equal | Self::Unequal | Self::Less | Self::AtMost | Self::Greater | Self::AtLeast | Self::Like
        )
    }

    /// Whether `a ? x ? b` may be written for two comparisons: both up, or both down.
    pub(super) const fn continues(self, before: Self) -> bool {
        match self {
            Self::Less | Self::AtMost => matches!(before, Self::Less | Self::AtMost),
            Self::Greater | Self::AtLeast => matches!(before, Self::Greater | Self::AtLeast),
            _ => false,
        }
    }

    /// The same comparison with its sides exchanged; `None` where that is no comparison of two like values.
    #[must_use]
    pub const fn turned(self) -> Option<Self> {
        match self {
            Self::Equal | Self::Unequal => Some(self),
            Self::Less => Some(Self::Greater),
            Self::AtMost => Some(Self::AtLeast),
            Self::Greater => Some(Self::Less),
            Self::AtLeast => Some(Self::AtMost),
            _ => None,
        }
    }

    /// The comparison that holds where this one does not; `None` where no sign says it.
    #[must_use]
    pub const fn opposite(self) -> Option<Self> {
        match self {
            Self::Equal => Some(Self::Unequal),
            Self::Unequal => Some(Self::Equal),
            Self::Less => Some(Self::AtLeast),
            Self::AtMost => Some(Self::Greater),
            Self::Greater => Some(Self::AtMost),
            Self::AtLeast => Some(Self::Less),
            _ => None,
        }
    }
}

impl<R> Expr<R> {
    /// Two joined by an operator.
    #[must_use]
    pub fn binary(operator: Binary, left: Self, right: Self) -> Self {
        Self::Binary(operator, Box::new(left), Box::new(right))
    }

    /// The parts directly below, from left to right.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Word { .. } | Self::Day(_) | Self::Truth(_) | Self::Name(_) => {
                Vec::new()
            }
            Self::Not(inner) | Self::Negate(inner) => vec![inner],
            Self::Binary(_, left, right) => vec![left, right],
            Self::In(what, among) => std::iter::once(&**what).chain(among).collect(),
            Self::Call(_, arguments) => arguments.iter().collect(),
        }
    }

    /// Visits it and every part of it, a whole before its parts, from left to right.
    pub fn walk<'e>(&'e self, visit: &mut impl FnMut(&'e Self)) {
        // No recursion: a tree may be as deep as its builder liked.
        let mut open = vec![self];
        while let Some(part) = open.pop() {
            visit(part);
            open.extend(part.parts().into_iter().rev());
        }
    }
}

/// `a <= x < b`, which stands in the tree as two comparisons.
pub(super) struct Band<'e, R> {
    pub from: &'e Expr<R>,
    pub first: Binary,
    pub middle: &'e Expr<R>,
    pub second: Binary,
    pub to: &'e Expr<R>,
}

impl<R: PartialEq> Expr<R> {
    /// The three parts of a band, where it is one.
    pub(super) fn band(&self) -> Option<Band<'_, R>> {
        let Self::Binary(Binary::And, left, right) = self else { return None };
        let (Self::Binary(first, from, middle), Self::Binary(second, again, to)) = (&**left, &**right) else {
            return None;
        };
        (second.continues(*first) && middle == again).then_some(Band {
            from,
            first: *first,
            middle,
            second: *second,
            to,
        })
    }
}
