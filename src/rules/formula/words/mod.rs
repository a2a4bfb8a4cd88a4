//! A formula in the words of a rulebook (办法).
//!
//! 以上 takes the number in and 以下 leaves it out, here as in every paragraph that a rule set prints.

mod call;
mod condition;
mod phrase;
#[cfg(test)]
mod tests;

use super::expr::{Binary, Expr};
use phrase::{Phrase, Shape, calculated, glued};

impl<R: PartialEq> Expr<R> {
    /// The formula in plain Chinese, from what the names are called: 总分 92 以上，并且基础分 60 以上.
    #[must_use]
    pub fn in_words(&self, name: &dyn Fn(&R) -> String) -> String {
        Speaker { name }.say(self).text
    }
}

struct Speaker<'a, R> {
    name: &'a dyn Fn(&R) -> String,
}

impl<R: PartialEq> Speaker<'_, R> {
    fn say(&self, expr: &Expr<R>) -> Phrase {
        match expr {
            Expr::Number(number) if number.is_negative() => Phrase::new(Shape::Sum, number.to_string()),
            Expr::Number(number) => Phrase::new(Shape::Atom, number.to_string()),
            Expr::Text(text) | Expr::Word { text, .. } => Phrase::new(Shape::Atom, format!("“{text}”")),
            Expr::Day(day) => Phrase::new(Shape::Atom, day.format("%Y年%-m月%-d日").to_string()),
            Expr::Truth(truth) => Phrase::new(Shape::Atom, if *truth { "“是”" } else { "“否”" }),
            Expr::Name(name) => Phrase::new(Shape::Atom, (self.name)(name)),
            Expr::Negate(inner) => {
                let inner = self.say(inner).at_least(Shape::Noun);
                Phrase::new(Shape::Sum, format!("−{inner}"))
            }
            Expr::Binary(operator @ (Binary::Plus | Binary::Minus), left, right) => {
                let sign = if *operator == Binary::Plus { "+" } else { "−" };
                self.calculation(left, Shape::Sum, sign, right, Shape::Product)
            }
            Expr::Binary(operator @ (Binary::Times | Binary::Over), left, right) => {
                let sign = if *operator == Binary::Times { "×" } else { "÷" };
                self.calculation(left, Shape::Product, sign, right, Shape::Noun)
            }
            Expr::Binary(Binary::And, ..) => self.all(expr),
            Expr::Binary(Binary::Or, ..) => self.either(expr),
            Expr::Binary(operator, left, right) => self.comparison(*operator, left, right),
            Expr::In(what, among) => self.among(what, &among.iter().collect::<Vec<_>>(), true),
            Expr::Not(inner) => self.denied(inner),
            Expr::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    /// An operand that is a phrase of several words always stands in brackets: 2 × x 取整 could be read two ways.
    fn calculation(&self, left: &Expr<R>, of_left: Shape, sign: &str, right: &Expr<R>, of_right: Shape) -> Phrase {
        let operand = |expr: &Expr<R>, wanted: Shape| {
            let said = self.say(expr);
            if said.shape == Shape::Phrase { said.bracketed() } else { said.at_least(wanted) }
        };
        // The first number of a calculation needs no brackets for its sign.
        let first = match left {
            Expr::Number(number) if number.is_negative() => Phrase::new(Shape::Atom, number.to_string()),
            left => operand(left, of_left),
        };
        Phrase::new(of_left, calculated(&first.text, sign, &operand(right, of_right).text))
    }

    /// What has a value of its own, as a part of a longer sentence.
    fn noun(&self, expr: &Expr<R>) -> Phrase {
        self.say(expr).at_least(Shape::Noun)
    }

    /// 不是 and what it denies.
    fn not(&self, inner: &Expr<R>) -> Phrase {
        let inner = self.say(inner).at_least(Shape::Atom);
        Phrase::new(Shape::Statement, glued(&["不是", &inner.text]))
    }
}
