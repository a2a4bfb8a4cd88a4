//! Formulas that are sums of names, each so many times.

use super::expr::{Binary, Expr};
use crate::model::Points;

/// A formula as a sum: each name so many times, and a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear<R> {
    /// The names, each once, with what they are taken times: never 0.
    pub terms: Vec<(R, Points)>,
    /// What is added without a name.
    pub constant: Points,
}

/// How often each name is taken, where the formula is a sum of names, each so many times, and nothing else.
pub fn is_linear<R: Clone + PartialEq>(expr: &Expr<R>) -> Option<Vec<(R, Points)>> {
    linear(expr).filter(|sum| sum.constant.is_zero()).map(|sum| sum.terms)
}

/// The formula as a sum, where it is one.
pub fn linear<R: Clone + PartialEq>(expr: &Expr<R>) -> Option<Linear<R>> {
    match expr {
        Expr::Number(number) => Some(Linear { terms: Vec::new(), constant: *number }),
        Expr::Name(name) => Some(Linear { terms: vec![(name.clone(), Points::whole(1))], constant: Points::ZERO }),
        Expr::Negate(inner) => linear(inner)?.times(Points::whole(-1)),
        Expr::Binary(operator, left, right) => {
            let (left, right) = (linear(left)?, linear(right)?);
            match operator {
                Binary::Plus => left.plus(right),
                Binary::Minus => left.plus(right.times(Points::whole(-1))?),
                Binary::Times if left.terms.is_empty() => right.times(left.constant),
                Binary::Times if right.terms.is_empty() => left.times(right.constant),
                Binary::Over if right.terms.is_empty() => left.times(Points::whole(1).checked_div(right.constant)?),
                _ => None,
            }
        }
        _ => None,
    }
}

impl<R: PartialEq> Linear<R> {
    fn plus(mut self, other: Self) -> Option<Self> {
        for (name, times) in other.terms {
            match self.terms.iter_mut().find(|(own, _)| *own == name) {
                Some((_, own)) => *own = own.checked_add(times)?,
                None => self.terms.push((name, times)),
            }
        }
        self.terms.retain(|(_, times)| !times.is_zero());
        self.constant = self.constant.checked_add(other.constant)?;
        Some(self)
    }

    fn times(mut self, factor: Points) -> Option<Self> {
        for (_, times) in &mut self.terms {
            *times = times.checked_mul(factor)?;
        }
        self.terms.retain(|(_, times)| !times.is_zero());
        self.constant = self.constant.checked_mul(factor)?;
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn terms(text: &str) -> Option<String> {
        let terms = is_linear(&parse(text).unwrap())?;
        Some(terms.iter().map(|(name, times)| format!("{times} {}", name.text)).collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn sums_of_names_are_taken_apart() {
        for (text, expected) in [
            ("a + b - c", Some("1 a, 1 b, -1 c")),
            ("60% * a + b * 40%", Some("0.6 a, 0.4 b")),
            ("(a + b) / 4 - -a", Some("1.25 a, 0.25 b")),
            ("2 * (a - (b - 3)) - 6", Some("2 a, -2 b")),
            ("a - a + 0 * b", Some("")),
            ("a + 1", None),
            ("a * b", None),
            ("a / b", None),
            ("a / 0", None),
            ("max(a, b)", None),
            ("a = b", None),
        ] {
            assert_eq!(terms(text).as_deref(), expected, "{text}");
        }
    }
}
