//! Conditions in words.

use super::super::expr::{Band, Binary, Expr};
use super::super::function::Function;
use super::Speaker;
use super::phrase::{Phrase, Shape, ends_wide, glued, listed};

/// A comparison as people say it: something, and what is said about it.
struct Said<'e, R> {
    subject: &'e Expr<R>,
    operator: Binary,
    other: &'e Expr<R>,
}

impl<R: PartialEq> Speaker<'_, R> {
    /// 「a，并且b，并且c」; bounds of one thing that follow each other become one: 总分 90 以上 100 以下.
    pub(super) fn all(&self, expr: &Expr<R>) -> Phrase {
        if let Some((low, high)) = expr.band().and_then(|band| limits(&band)) {
            return self.band(&low, &high);
        }
        let mut parts = Vec::new();
        flatten(expr, Binary::And, &mut parts);
        let mut said: Vec<Phrase> = Vec::new();
        let mut rest = parts.as_slice();
        while let [first, after @ ..] = rest {
            let both = after.first().and_then(|second| self.bounds(first, second));
            rest = if both.is_some() { after.get(1..).unwrap_or_default() } else { after };
            said.push(both.unwrap_or_else(|| self.say(first)));
        }
        joined(said, Shape::All, "，并且")
    }

    /// 「a，或者b」; equalities of one thing that follow each other become one: 符号为“出席”或“请假”.
    pub(super) fn either(&self, expr: &Expr<R>) -> Phrase {
        let mut parts = Vec::new();
        flatten(expr, Binary::Or, &mut parts);
        let mut said: Vec<Phrase> = Vec::new();
        let mut rest = parts.as_slice();
        while let [first, after @ ..] = rest {
            rest = after;
            let Some((subject, mut values)) = choices(first) else {
                said.push(self.say(first));
                continue;
            };
            while let [next, after @ ..] = rest
                && let Some((same, more)) = choices(next)
                && same == subject
            {
                values.extend(more);
                rest = after;
            }
            said.push(self.among(subject, &values, true));
        }
        joined(said, Shape::Either, "，或者")
    }

    /// Two bounds of one thing; `None` where the two conditions are nothing of the kind.
    fn bounds(&self, first: &Expr<R>, second: &Expr<R>) -> Option<Phrase> {
        let (first, second) = (compared(first)?, compared(second)?);
        let is_low = |operator| matches!(operator, Binary::AtLeast | Binary::Greater);
        let is_high = |operator| matches!(operator, Binary::AtMost | Binary::Less);
        if first.subject != second.subject || !is_constant(first.other) || !is_constant(second.other) {
            return None;
        }
        if is_low(first.operator) && is_high(second.operator) {
            Some(self.band(&first, &second))
        } else if is_high(first.operator) && is_low(second.operator) {
            Some(self.band(&second, &first))
        } else {
            None
        }
    }

    fn band(&self, low: &Said<'_, R>, high: &Said<'_, R>) -> Phrase {
        let subject = self.subject(low.subject);
        let text = match (low.operator, low.other, high.operator, high.other) {
            (Binary::AtLeast, Expr::Number(from), Binary::Less, Expr::Number(below)) if takes_bounds(&subject) => {
                glued(&[&subject.text, &from.to_string(), "以上", &below.to_string(), "以下"])
            }
            _ => {
                let low = self.predicate(&subject, low.operator, low.other);
                glued(&[&subject.text, &low, "、", &self.predicate(&subject, high.operator, high.other)])
            }
        };
        Phrase::new(Shape::Statement, text)
    }

    /// What is compared. A calculation that ends with a word is kept apart from the verb: it would go with that word.
    fn subject(&self, expr: &Expr<R>) -> Phrase {
        let subject = self.say(expr).at_least(Shape::Sum);
        let runs_on = matches!(subject.shape, Shape::Sum | Shape::Product) && ends_wide(&subject.text);
        if runs_on { subject.bracketed() } else { subject }
    }

    pub(super) fn comparison(&self, operator: Binary, left: &Expr<R>, right: &Expr<R>) -> Phrase {
        let said = ordered(operator, left, right);
        let subject = self.subject(said.subject);
        let text = match (said.operator, said.other) {
            (Binary::AtLeast, Expr::Number(from)) if takes_bounds(&subject) => {
                glued(&[&subject.text, &from.to_string(), "以上"])
            }
            (Binary::Less, Expr::Number(below)) if takes_bounds(&subject) => {
                glued(&[&subject.text, &below.to_string(), "以下"])
            }
            (operator, other) => glued(&[&subject.text, &self.predicate(&subject, operator, other)]),
        };
        Phrase::new(Shape::Statement, text)
    }

    /// What is said about the subject.
    fn predicate(&self, subject: &Phrase, operator: Binary, other: &Expr<R>) -> String {
        let said = self.say(other).at_least(Shape::Sum);
        let is_day = |text: &str| text.ends_with("日期") || text.ends_with("时间");
        let day = matches!(other, Expr::Day(_)) || is_day(&subject.text) || is_day(&said.text);
        let text = matches!(other, Expr::Text(_) | Expr::Word { .. });
        let number = matches!(other, Expr::Number(_));
        let constant = is_constant(other);
        let (before, behind) = match operator {
            Binary::Equal if constant => ("为", ""),
            Binary::Equal => ("等于", ""),
            Binary::Unequal if constant => ("不是", ""),
            Binary::Unequal => ("不等于", ""),
            Binary::Like => ("形如", ""),
            Binary::Less if day => ("早于", ""),
            Binary::AtMost if day => ("不晚于", ""),
            Binary::Greater if day => ("晚于", ""),
            Binary::AtLeast if day => ("不早于", ""),
            Binary::Less if text => ("在", "以下"),
            Binary::AtLeast if text => ("在", "以上"),
            Binary::AtMost if number => ("不超过", ""),
            Binary::Greater if number => ("超过", ""),
            Binary::Less => ("低于", ""),
            Binary::AtMost => ("不高于", ""),
            Binary::Greater => ("高于", ""),
            Binary::AtLeast => ("不低于", ""),
            // What does not compare never comes here.
            other => (other.sign(), ""),
        };
        glued(&[before, &said.text, behind])
    }

    /// 「类别为“甲”、“乙”或“丙”」, or that it is none of them.
    pub(super) fn among(&self, what: &Expr<R>, values: &[&Expr<R>], is: bool) -> Phrase {
        let subject = self.subject(what);
        let said: Vec<String> = values.iter().map(|value| self.noun(value).text).collect();
        let text = match (is, said.len()) {
            (true, _) => glued(&[&subject.text, "为", &listed(&said, "或")]),
            (false, 1) => glued(&[&subject.text, "不是", &listed(&said, "")]),
            (false, _) => glued(&[&subject.text, "不在", &said.join("、"), "之列"]),
        };
        Phrase::new(Shape::Statement, text)
    }

    /// That something does not hold, said as directly as it can be.
    pub(super) fn denied(&self, inner: &Expr<R>) -> Phrase {
        match inner {
            Expr::Not(inner) => self.say(inner),
            Expr::In(what, among) => self.among(what, &among.iter().collect::<Vec<_>>(), false),
            Expr::Binary(Binary::Like, what, pattern) => {
                let (what, pattern) = (self.subject(what), self.noun(pattern));
                Phrase::new(Shape::Statement, glued(&[&what.text, "不形如", &pattern.text]))
            }
            Expr::Binary(operator, left, right) => match operator.opposite() {
                Some(opposite) => self.comparison(opposite, left, right),
                None => self.not(inner),
            },
            Expr::Call(Function::Has, arguments) => self.call(Function::Missing, arguments),
            Expr::Call(Function::Missing, arguments) => self.call(Function::Has, arguments),
            Expr::Call(function, arguments) => match self.denied_call(*function, arguments) {
                Some(said) => said,
                None => self.not(inner),
            },
            _ => self.not(inner),
        }
    }
}

/// The conditions that a chain joins; a band stays one.
fn flatten<'e, R: PartialEq>(expr: &'e Expr<R>, operator: Binary, parts: &mut Vec<&'e Expr<R>>) {
    match expr {
        Expr::Binary(joins, left, right) if *joins == operator && expr.band().is_none() => {
            flatten(left, operator, parts);
            flatten(right, operator, parts);
        }
        _ => parts.push(expr),
    }
}

fn joined(mut parts: Vec<Phrase>, shape: Shape, between: &str) -> Phrase {
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return only;
    }
    let said: Vec<String> = parts.into_iter().map(|part| part.at_least(Shape::Statement).text).collect();
    Phrase::new(shape, said.join(between))
}

/// The lower and the upper bound of a band.
fn limits<'e, R>(band: &Band<'e, R>) -> Option<(Said<'e, R>, Said<'e, R>)> {
    let first = Said { subject: band.middle, operator: band.first.turned()?, other: band.from };
    let second = Said { subject: band.middle, operator: band.second, other: band.to };
    let rises = matches!(band.second, Binary::Less | Binary::AtMost);
    Some(if rises { (first, second) } else { (second, first) })
}

fn is_constant<R>(expr: &Expr<R>) -> bool {
    matches!(expr, Expr::Number(_) | Expr::Text(_) | Expr::Word { .. } | Expr::Day(_) | Expr::Truth(_))
}

/// The comparison with what is known beforehand on its right.
fn ordered<'e, R>(operator: Binary, left: &'e Expr<R>, right: &'e Expr<R>) -> Said<'e, R> {
    match operator.turned() {
        Some(turned) if is_constant(left) && !is_constant(right) => {
            Said { subject: right, operator: turned, other: left }
        }
        _ => Said { subject: left, operator, other: right },
    }
}

fn compared<R>(expr: &Expr<R>) -> Option<Said<'_, R>> {
    match expr {
        Expr::Binary(operator, left, right) if operator.compares() => Some(ordered(*operator, left, right)),
        _ => None,
    }
}

/// What something has to be equal to one of.
fn choices<R>(expr: &Expr<R>) -> Option<(&Expr<R>, Vec<&Expr<R>>)> {
    match expr {
        Expr::Binary(Binary::Equal, left, right) => {
            let said = ordered(Binary::Equal, left, right);
            is_constant(said.other).then(|| (said.subject, vec![said.other]))
        }
        Expr::In(what, among) => Some((what, among.iter().collect())),
        _ => None,
    }
}

/// Whether 90 以上 can follow without being taken for a part of it.
fn takes_bounds(subject: &Phrase) -> bool {
    subject.shape >= Shape::Noun && ends_wide(&subject.text)
}
