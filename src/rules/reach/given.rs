//! What is taken as known when a rule set is looked at: a formula with these facts put in.

use chrono::NaiveDate;

use crate::model::Window;
use crate::rules::formula::{Binary, Expr, Function, Scope, Value, evaluate};
use crate::rules::{MemberRef, Ref, RuleSet, RunRef};

/// Facts that are known without any table.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The class: index of the fact, index of its word.
    pub class: Option<(usize, usize)>,
    /// What is run.
    pub window: Option<Window>,
    /// The day on which numbers are looked up.
    pub day: Option<NaiveDate>,
    /// By figure, whether the profile says that it was not held; empty where no profile is known.
    pub closed: Vec<bool>,
}

/// Constants need nobody who knows facts.
struct NoFacts;

impl Scope<Ref> for NoFacts {
    fn name(&mut self, _: &Ref) -> Value {
        Value::Missing
    }

    fn call(&mut self, _: Function, _: &[Expr<Ref>]) -> Value {
        Value::Missing
    }
}

impl Given {
    fn is_closed(&self, figure: usize) -> bool {
        self.closed.get(figure).copied().unwrap_or(false)
    }

    /// The formula with all that is known put in, and what follows from that alone worked out.
    #[must_use]
    pub fn settle(&self, rules: &RuleSet, expr: &Expr<Ref>) -> Expr<Ref> {
        let inner = |part: &Expr<Ref>| self.settle(rules, part);
        let settled = match expr {
            Expr::Name(name) => return self.known(rules, *name),
            Expr::Not(part) => Expr::Not(Box::new(inner(part))),
            Expr::Negate(part) => Expr::Negate(Box::new(inner(part))),
            Expr::Binary(sign, a, b) => match (sign, inner(a), inner(b)) {
                (Binary::And, Expr::Truth(false), _) | (Binary::And, _, Expr::Truth(false)) => Expr::Truth(false),
                (Binary::Or, Expr::Truth(true), _) | (Binary::Or, _, Expr::Truth(true)) => Expr::Truth(true),
                (Binary::And, Expr::Truth(true), other)
                | (Binary::And, other, Expr::Truth(true))
                | (Binary::Or, Expr::Truth(false), other)
                | (Binary::Or, other, Expr::Truth(false)) => other,
                (sign, a, b) => Expr::binary(*sign, a, b),
            },
            Expr::In(what, among) => Expr::In(Box::new(inner(what)), among.iter().map(inner).collect()),
            Expr::Call(Function::Closed, parts) => match parts.as_slice() {
                [Expr::Name(Ref::Figure(figure))] if !self.closed.is_empty() => Expr::Truth(self.is_closed(*figure)),
                _ => expr.clone(),
            },
            Expr::Call(Function::If, parts) => match parts.iter().map(inner).collect::<Vec<_>>().as_slice() {
                [Expr::Truth(true), a, _] => a.clone(),
                [Expr::Truth(false), _, b] => b.clone(),
                parts => Expr::Call(Function::If, parts.to_vec()),
            },
            // In another stretch of time the class and the length of what is run may be others.
            Expr::Call(Function::Previous | Function::InMonth | Function::InQuarter | Function::LastYear, _) => {
                expr.clone()
            }
            Expr::Call(function, parts) => Expr::Call(*function, parts.iter().map(inner).collect()),
            plain => plain.clone(),
        };
        worked_out(settled)
    }

    fn known(&self, rules: &RuleSet, name: Ref) -> Expr<Ref> {
        let found = match name {
            Ref::Number(index) => {
                let number = rules.numbers.get(index);
                let only = || {
                    let mut all = number?.all();
                    all.next().filter(|first| all.all(|other| other == *first))
                };
                let on = |day| number.and_then(|number| number.on(day));
                self.day.map_or_else(only, on).map(Expr::Number)
            }
            Ref::Member(MemberRef::Fact(fact)) => {
                self.class.filter(|(class, _)| *class == fact).and_then(|(_, word)| {
                    let word = rules.member_facts.get(fact)?.one_of.get(word)?;
                    Some(Expr::Text(word.title.as_str().into()))
                })
            }
            Ref::Run(RunRef::Window) => self.window.map(|window| Expr::Text(window.id().into())),
            Ref::Figure(figure) if self.is_closed(figure) => Some(Expr::Truth(false)),
            _ => None,
        };
        found.unwrap_or(Expr::Name(name))
    }
}

/// The value of a formula in which no name is left.
fn worked_out(expr: Expr<Ref>) -> Expr<Ref> {
    let mut is_constant = true;
    expr.walk(&mut |part| {
        let asks = matches!(part, Expr::Name(_))
            || matches!(part, Expr::Call(function, _) if function.kind() != crate::rules::formula::Kind::Scalar);
        is_constant &= !asks;
    });
    if !is_constant {
        return expr;
    }
    match evaluate(&expr, &mut NoFacts) {
        Value::Truth(truth) => Expr::Truth(truth),
        Value::Number(number) => Expr::Number(number),
        Value::Text(text) => Expr::Text(text),
        Value::Word { text, rank } => Expr::Word { text, rank },
        Value::Day(day) => Expr::Day(day),
        Value::Missing => expr,
    }
}
