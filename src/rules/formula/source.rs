//! A formula's text from its tree, in the one spelling that everybody gets to see.

use super::expr::{Binary, Expr, Name};
use super::token::is_plain_name;

/// How tightly a part of a formula holds together; the tighter is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Whole,
}

impl Binary {
    const fn binding(self) -> Binding {
        match self {
            Self::Or => Binding::Or,
            Self::And => Binding::And,
            Self::Plus | Self::Minus => Binding::Sum,
            Self::Times | Self::Over => Binding::Product,
            _ => Binding::Comparison,
        }
    }
}

impl Binding {
    /// How tightly the operands on the left and on the right have to hold together: a chain leans to the left.
    const fn operands(self) -> (Self, Self) {
        match self {
            Self::Or => (Self::Or, Self::And),
            Self::And => (Self::And, Self::Not),
            Self::Sum => (Self::Sum, Self::Product),
            Self::Product => (Self::Product, Self::Sign),
            _ => (Self::Sum, Self::Sum),
        }
    }
}

impl Expr<Name> {
    /// The formula's text, with the fewest brackets; it reads back into the same tree, unless its spaces
    /// make it longer than a formula may be.
    #[must_use]
    pub fn source(&self) -> String {
        self.source_with(&|name| name.text.clone())
    }
}

impl<R: PartialEq> Expr<R> {
    /// The formula's text, with the fewest brackets, from what the names are called.
    #[must_use]
    pub fn source_with(&self, name: &dyn Fn(&R) -> String) -> String {
        let mut writer = Writer { text: String::new(), name };
        writer.part(self, Binding::Or);
        writer.text
    }

    fn binding(&self) -> Binding {
        match self {
            Self::Not(_) => Binding::Not,
            Self::Negate(_) => Binding::Sign,
            Self::Number(number) if number.is_negative() => Binding::Sign,
            Self::In(..) => Binding::Comparison,
            Self::Binary(..) if self.band().is_some() => Binding::Comparison,
            Self::Binary(operator, ..) => operator.binding(),
            _ => Binding::Whole,
        }
    }
}

struct Writer<'a, R> {
    text: String,
    name: &'a dyn Fn(&R) -> String,
}

impl<R: PartialEq> Writer<'_, R> {
    /// A part where something at least so tight is wanted.
    fn part(&mut self, expr: &Expr<R>, wanted: Binding) {
        if expr.binding() < wanted {
            self.text.push('(');
            self.bare(expr);
            self.text.push(')');
        } else {
            self.bare(expr);
        }
    }

    fn bare(&mut self, expr: &Expr<R>) {
        match expr {
            Expr::Number(number) => self.text.push_str(&number.to_string()),
            Expr::Text(text) | Expr::Word { text, .. } => self.quoted(text),
            Expr::Day(day) => self.text.push_str(&day.format("%Y-%m-%d").to_string()),
            Expr::Truth(truth) => self.text.push_str(if *truth { "yes" } else { "no" }),
            Expr::Name(name) => self.name(&(self.name)(name)),
            Expr::Not(inner) => {
                self.text.push_str("not ");
                self.part(inner, Binding::Not);
            }
            Expr::Negate(inner) => {
                self.text.push('-');
                // A bare -3 is the number.
                let is_number = matches!(&**inner, Expr::Number(number) if !number.is_negative());
                if is_number {
                    self.listed(std::slice::from_ref(inner));
                } else {
                    self.part(inner, Binding::Sign);
                }
            }
            Expr::Binary(operator, left, right) => match expr.band() {
                Some(band) => {
                    self.part(band.from, Binding::Sum);
                    self.sign(band.first);
                    self.part(band.middle, Binding::Sum);
                    self.sign(band.second);
                    self.part(band.to, Binding::Sum);
                }
                None => {
                    let (tight_left, tight_right) = operator.binding().operands();
                    self.part(left, tight_left);
                    self.sign(*operator);
                    self.part(right, tight_right);
                }
            },
            Expr::In(what, among) => {
                self.part(what, Binding::Sum);
                self.text.push_str(" in ");
                self.listed(among);
            }
            Expr::Call(function, arguments) => {
                self.text.push_str(function.name());
                self.listed(arguments);
            }
        }
    }

    fn sign(&mut self, operator: Binary) {
        self.text.push(' ');
        self.text.push_str(operator.sign());
        self.text.push(' ');
    }

    fn listed(&mut self, parts: &[impl std::borrow::Borrow<Expr<R>>]) {
        self.text.push('(');
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                self.text.push_str(", ");
            }
            self.part(part.borrow(), Binding::Or);
        }
        self.text.push(')');
    }

    /// A text between quotes; what would end it stands twice.
    fn quoted(&mut self, text: &str) {
        self.text.push('\'');
        for c in text.chars() {
            let times = if matches!(c, '\'' | '＇') { 2 } else { 1 };
            self.text.extend(std::iter::repeat_n(c, times));
        }
        self.text.push('\'');
    }

    fn name(&mut self, name: &str) {
        if is_plain_name(name) {
            self.text.push_str(name);
        } else {
            self.text.push('「');
            self.text.push_str(&name.replace('」', "」」"));
            self.text.push('」');
        }
    }
}
