//! What conditions ask about, taken apart into facts that are each looked at by itself.

use std::sync::Arc;

use super::cells::{Cell, cells};
use crate::model::Points;
use crate::rules::formula::{Binary, Expr, Function, Scope, Value, evaluate, linear};
use crate::rules::reach::{Given, Reach};
use crate::rules::{LineField, Node, OutcomeRef, Ref, RuleSet};

/// One fact that conditions ask about.
#[derive(Clone, Debug)]
pub enum Fact {
    /// A number: a sum of parts, each so many times.
    Number {
        /// The parts.
        terms: Vec<(Expr<Ref>, Points)>,
        /// What it is compared with.
        thresholds: Vec<Points>,
    },
    /// A text.
    Word {
        /// What it is.
        of: Expr<Ref>,
        /// The words that it is compared with, and others that it can be.
        words: Vec<Expr<Ref>>,
        /// Whether it can be none of them.
        is_open: bool,
    },
    /// A yes or no of its own.
    Flag(Expr<Ref>),
}

/// A condition over facts.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Yes, no, or missing.
    Truth(Option<bool>),
    /// Not.
    Not(Box<Condition>),
    /// Both.
    And(Box<Condition>, Box<Condition>),
    /// One or both.
    Or(Box<Condition>, Box<Condition>),
    /// A number compared.
    Number(usize, Binary, Points),
    /// A text compared.
    Word(usize, Binary, Expr<Ref>),
    /// A yes or no.
    Flag(usize),
}

/// The facts that some conditions ask about.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The facts.
    pub all: Vec<Fact>,
}

/// A formula that is a sum of parts, of which nobody looks into any.
fn in_parts(rules: &RuleSet, given: &Given, expr: &Expr<Ref>) -> Expr<Expr<Ref>> {
    let inner = |part: &Expr<Ref>| in_parts(rules, given, part);
    match expr {
        Expr::Number(number) => Expr::Number(*number),
        Expr::Negate(part) => Expr::Negate(Box::new(inner(part))),
        Expr::Binary(sign @ (Binary::Plus | Binary::Minus | Binary::Times | Binary::Over), a, b) => {
            let tree = Expr::binary(*sign, inner(a), inner(b));
            if linear(&tree).is_some() { tree } else { Expr::Name(expr.clone()) }
        }
        Expr::Name(Ref::Figure(index)) => match plain_figure(rules, given, *index) {
            Some(of) => inner(&of),
            None => Expr::Name(expr.clone()),
        },
        other => Expr::Name(other.clone()),
    }
}

/// What a figure stands for, where that is one formula and nothing else, and speaks of points, as other conditions do.
/// Any other figure is a fact by itself, under the name that people know.
fn plain_figure(rules: &RuleSet, given: &Given, index: usize) -> Option<Expr<Ref>> {
    let figure = rules.figures.get(index).filter(|figure| figure.cases.is_empty() && !figure.closable)?;
    let of = figure.of.as_ref()?.tree();
    speaks_of_points(rules, of).then(|| given.settle(rules, of))
}

/// Whether a formula asks for points or what became of a member, itself or by a figure. No figure asks for itself.
fn speaks_of_points(rules: &RuleSet, expr: &Expr<Ref>) -> bool {
    let mut speaks = false;
    expr.walk(&mut |part| {
        speaks |= match part {
            Expr::Name(Ref::Score | Ref::Category(_) | Ref::Item(_) | Ref::Outcome(_)) => true,
            Expr::Name(Ref::Figure(index)) => {
                let of = rules.figures.get(*index).and_then(|figure| figure.of.as_ref());
                of.is_some_and(|of| speaks_of_points(rules, of.tree()))
            }
            _ => false,
        };
    });
    speaks
}

impl Facts {
    /// Reads a settled condition; what it asks about is added to the facts.
    pub fn read(&mut self, rules: &RuleSet, given: &Given, expr: &Expr<Ref>) -> Condition {
        match expr {
            Expr::Truth(truth) => Condition::Truth(Some(*truth)),
            Expr::Not(inner) => Condition::Not(Box::new(self.read(rules, given, inner))),
            Expr::Binary(sign @ (Binary::And | Binary::Or), a, b) => {
                let (a, b) = (Box::new(self.read(rules, given, a)), Box::new(self.read(rules, given, b)));
                if *sign == Binary::And { Condition::And(a, b) } else { Condition::Or(a, b) }
            }
            Expr::Binary(sign, a, b) if sign.compares() => self.comparison(rules, given, *sign, a, b),
            Expr::In(what, among) => {
                let equal = among.iter().map(|word| Expr::binary(Binary::Equal, (**what).clone(), word.clone()));
                let either = equal.reduce(|a, b| Expr::binary(Binary::Or, a, b));
                either.map_or(Condition::Truth(Some(false)), |either| self.read(rules, given, &either))
            }
            Expr::Name(Ref::Figure(index)) => match plain_figure(rules, given, *index) {
                Some(of) => self.read(rules, given, &of),
                None => self.flag(expr.clone()),
            },
            Expr::Call(Function::Has, parts) => {
                Condition::Not(Box::new(self.flag(Expr::Call(Function::Missing, parts.clone()))))
            }
            Expr::Number(_) | Expr::Text(_) | Expr::Word { .. } | Expr::Day(_) => Condition::Truth(None),
            other => self.flag(other.clone()),
        }
    }

    fn flag(&mut self, expr: Expr<Ref>) -> Condition {
        let known = self.all.iter().position(|fact| matches!(fact, Fact::Flag(other) if *other == expr));
        Condition::Flag(known.unwrap_or_else(|| self.add(Fact::Flag(expr))))
    }

    fn add(&mut self, fact: Fact) -> usize {
        self.all.push(fact);
        self.all.len() - 1
    }

    fn comparison(&mut self, rules: &RuleSet, given: &Given, sign: Binary, a: &Expr<Ref>, b: &Expr<Ref>) -> Condition {
        let is_word = |expr: &Expr<Ref>| matches!(expr, Expr::Text(_) | Expr::Word { .. });
        match (is_word(a), is_word(b), sign.turned()) {
            (false, true, _) => return self.word(rules, a, sign, b),
            (true, false, Some(turned)) => return self.word(rules, b, turned, a),
            (true, true, _) => return Condition::Truth(None),
            _ => {}
        }
        let whole = Expr::binary(sign, a.clone(), b.clone());
        let difference = Expr::binary(Binary::Minus, in_parts(rules, given, a), in_parts(rules, given, b));
        let is_number = |expr: &Expr<Ref>| !matches!(expr, Expr::Day(_) | Expr::Truth(_)) && !is_day(rules, expr);
        match linear(&difference).filter(|_| sign != Binary::Like && is_number(a) && is_number(b)) {
            Some(sum) if sum.terms.is_empty() => {
                let sides = Expr::<Ref>::binary(sign, Expr::Number(sum.constant), Expr::Number(Points::ZERO));
                Condition::Truth(evaluate(&sides, &mut Nobody).truth())
            }
            Some(sum) => self.number(sum.terms, sum.constant, sign),
            None => self.flag(whole),
        }
    }

    /// `terms + constant sign 0`.
    fn number(&mut self, terms: Vec<(Expr<Ref>, Points)>, constant: Points, sign: Binary) -> Condition {
        let same = |own: &[(Expr<Ref>, Points)]| {
            let (first, times) = own.first()?;
            let (_, here) = terms.iter().find(|(part, _)| part == first)?;
            let ratio = here.checked_div(*times)?;
            let fits = own.len() == terms.len()
                && own.iter().all(|(part, times)| terms.contains(&(part.clone(), *times * ratio)));
            fits.then_some(ratio)
        };
        let known = self.all.iter().enumerate().find_map(|(index, fact)| match fact {
            Fact::Number { terms, .. } => Some((index, same(terms)?)),
            _ => None,
        });
        let (index, ratio) = known.unwrap_or_else(|| {
            let first = terms.first().map_or(Points::whole(1), |(_, times)| *times);
            // The parts stand as often as they are written where the first of them is taken once.
            let unit = if first == Points::whole(-1) { first } else { first.abs() };
            let unit = if terms.len() == 1 { first } else { unit };
            let scaled = terms.iter().map(|(part, times)| (part.clone(), *times / unit)).collect();
            (self.add(Fact::Number { terms: scaled, thresholds: Vec::new() }), unit)
        });
        let threshold = -constant / ratio;
        let sign = if ratio.is_negative() { sign.turned().unwrap_or(sign) } else { sign };
        if let Some(Fact::Number { thresholds, .. }) = self.all.get_mut(index) {
            thresholds.push(threshold);
        }
        Condition::Number(index, sign, threshold)
    }

    fn word(&mut self, rules: &RuleSet, of: &Expr<Ref>, sign: Binary, word: &Expr<Ref>) -> Condition {
        let known = self.all.iter().position(|fact| matches!(fact, Fact::Word { of: other, .. } if other == of));
        let index = known.unwrap_or_else(|| {
            let (words, is_open) = words_of(rules, of);
            self.add(Fact::Word { of: of.clone(), words, is_open })
        });
        if let Some(Fact::Word { words, is_open: true, .. }) = self.all.get_mut(index) {
            let example = match (sign, word) {
                // Something that the pattern fits.
                (Binary::Like, Expr::Text(pattern)) => Expr::Text(Arc::from(pattern.replace(['*', '?'], "某"))),
                _ => word.clone(),
            };
            if !words.contains(&example) {
                words.push(example);
            }
        }
        Condition::Word(index, sign, word.clone())
    }

    /// The values that a fact can have: numbers in cells, words, yes and no. With `reach`, only what can be.
    pub fn values(
        &self,
        rules: &RuleSet,
        given: &Given,
        reach: Option<&Reach>,
        index: usize,
    ) -> Vec<(Value, Option<Cell>)> {
        match self.all.get(index) {
            Some(Fact::Number { terms, thresholds }) => {
                let interval =
                    reach.and_then(|reach| reach.of_formula(rules, given, &sum_of(terms))).unwrap_or_default();
                let found = cells(thresholds, interval, grain(rules, terms));
                found.into_iter().map(|(cell, number)| (Value::Number(number), Some(cell))).collect()
            }
            Some(Fact::Word { words, is_open, .. }) => {
                let other = is_open.then(|| Value::Text(Arc::from("\u{1f}")));
                let words = words.iter().filter_map(|word| match word {
                    Expr::Text(text) => Some(Value::Text(Arc::clone(text))),
                    Expr::Word { text, rank } => Some(Value::Word { text: Arc::clone(text), rank: *rank }),
                    _ => None,
                });
                words.chain(other).map(|value| (value, None)).collect()
            }
            Some(Fact::Flag(expr)) => {
                let outcomes = reach.map(|reach| reach.of_condition(rules, given, expr));
                let (yes, no) = outcomes.map_or((true, true), |found| (found.yes, found.no || found.missing));
                let both = [(true, yes), (false, no)].into_iter().filter(|(_, can_be)| *can_be);
                both.map(|(truth, _)| (Value::Truth(truth), None)).collect()
            }
            None => Vec::new(),
        }
    }
}

/// The sum that a number is.
pub fn sum_of(terms: &[(Expr<Ref>, Points)]) -> Expr<Ref> {
    let one = Points::whole(1);
    let part = |(part, times): &(Expr<Ref>, Points)| match *times == one {
        true => part.clone(),
        false => Expr::binary(Binary::Times, part.clone(), Expr::Number(*times)),
    };
    terms.iter().map(part).reduce(|a, b| Expr::binary(Binary::Plus, a, b)).unwrap_or(Expr::Number(Points::ZERO))
}

/// The finest step of a number, where it has one.
fn grain(rules: &RuleSet, terms: &[(Expr<Ref>, Points)]) -> Option<Points> {
    match terms {
        [(Expr::Name(Ref::Score), times)] if *times == Points::whole(1) => {
            let ten = Points::whole(10);
            (0..rules.score.places).try_fold(Points::whole(1), |grain, _| grain.checked_div(ten))
        }
        [(expr, times)] if *times == Points::whole(1) && crate::rules::reach::is_whole(rules, expr) => {
            Some(Points::whole(1))
        }
        _ => None,
    }
}

/// The words that a fact can be, where they are known, and whether it can be others.
fn words_of(rules: &RuleSet, of: &Expr<Ref>) -> (Vec<Expr<Ref>>, bool) {
    let texts = |titles: Vec<&str>| titles.into_iter().map(|title| Expr::Text(Arc::from(title))).collect::<Vec<_>>();
    match of {
        Expr::Name(Ref::Outcome(OutcomeRef::Grade | OutcomeRef::ByPoints)) => {
            (texts(rules.grades.iter().map(|grade| grade.title.as_str()).collect()), false)
        }
        Expr::Name(Ref::Member(crate::rules::MemberRef::Fact(fact))) => {
            let column = rules.member_facts.get(*fact);
            let words = column.map(|column| column.one_of.iter().map(|word| word.title.as_str()).collect::<Vec<_>>());
            let words = words.unwrap_or_default();
            let is_open = words.is_empty() || column.is_some_and(|column| !column.required && column.empty.is_none());
            (texts(words), is_open)
        }
        Expr::Name(Ref::Line(LineField::Level)) => {
            let levels = rules.levels.iter().zip(0..);
            (levels.map(|(text, rank)| Expr::Word { text: Arc::from(text.as_str()), rank }).collect(), true)
        }
        _ => (Vec::new(), true),
    }
}

/// Whether a formula is a day.
fn is_day(rules: &RuleSet, expr: &Expr<Ref>) -> bool {
    use crate::rules::{Holds, MemberRef, RunRef};
    match expr {
        Expr::Name(Ref::Member(
            MemberRef::Born | MemberRef::Joined | MemberRef::Came | MemberRef::Left | MemberRef::Died,
        ))
        | Expr::Name(Ref::Run(RunRef::End | RunRef::Start) | Ref::RecordDate)
        | Expr::Name(Ref::Line(LineField::Date | LineField::Registered | LineField::Step(_))) => true,
        Expr::Name(Ref::Member(MemberRef::Fact(fact))) => {
            rules.member_facts.get(*fact).is_some_and(|column| column.holds == Holds::Date)
        }
        _ => false,
    }
}

/// Comparisons of constants ask nobody.
struct Nobody;

impl Scope<Ref> for Nobody {
    fn name(&mut self, _: &Ref) -> Value {
        Value::Missing
    }

    fn call(&mut self, _: Function, _: &[Expr<Ref>]) -> Value {
        Value::Missing
    }
}

impl Condition {
    /// What it comes to where the facts have these values.
    #[must_use]
    pub fn at(&self, values: &[Value]) -> Option<bool> {
        match self {
            Self::Truth(truth) => *truth,
            Self::Not(inner) => inner.at(values).map(|truth| !truth),
            Self::And(a, b) => match (a.at(values), b.at(values)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(a, b) => match (a.at(values), b.at(values)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Number(index, sign, threshold) => {
                let number = values.get(*index)?.number()?;
                Some(match sign {
                    Binary::Less => number < *threshold,
                    Binary::AtMost => number <= *threshold,
                    Binary::Greater => number > *threshold,
                    Binary::AtLeast => number >= *threshold,
                    Binary::Equal => number == *threshold,
                    _ => number != *threshold,
                })
            }
            Self::Word(index, sign, word) => {
                let value = match values.get(*index)? {
                    Value::Text(text) => Expr::Text(Arc::clone(text)),
                    Value::Word { text, rank } => Expr::Word { text: Arc::clone(text), rank: *rank },
                    _ => return None,
                };
                evaluate(&Expr::<Ref>::binary(*sign, value, word.clone()), &mut Nobody).truth()
            }
            Self::Flag(index) => values.get(*index)?.truth(),
        }
    }
}

/// The nodes that a formula asks for by name, for messages about what they reach.
pub fn nodes_of(expr: &Expr<Ref>) -> Vec<Node> {
    let mut found = Vec::new();
    expr.walk(&mut |part| {
        let node = match part {
            Expr::Name(Ref::Score) => Node::Score,
            Expr::Name(Ref::Category(index)) => Node::Category(*index),
            Expr::Name(Ref::Item(index)) => Node::Item(*index),
            Expr::Name(Ref::Figure(index)) => Node::Figure(*index),
            _ => return,
        };
        if !found.contains(&node) {
            found.push(node);
        }
    });
    found
}
