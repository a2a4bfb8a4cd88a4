//! Computing a formula.

use super::expr::{Binary, Expr};
use super::function::{Function, Kind};
use super::scalar;
use super::value::Value;
use crate::model::{Pattern, Points};

/// What a formula asks of those who know: the facts, and what lies beyond them.
pub trait Scope<R> {
    /// The value of a name.
    fn name(&mut self, name: &R) -> Value;

    /// The value of a function that is no [`Kind::Scalar`], from its arguments as they stand in the formula.
    fn call(&mut self, function: Function, arguments: &[Expr<R>]) -> Value;
}

/// The value of a formula.
///
/// Missing goes through arithmetic and comparisons; so do a division by 0, an operation on values that it does not
/// suit, and a number that 128 bits cannot hold exactly. `and`, `or`, `not`, `in` are three-valued (Kleene).
/// `if`, `and`, `or`, `or_else` look at no more than they need.
pub fn evaluate<R, S: Scope<R> + ?Sized>(expr: &Expr<R>, scope: &mut S) -> Value {
    match expr {
        Expr::Number(number) => Value::Number(*number),
        Expr::Text(text) => Value::Text(text.clone()),
        Expr::Word { text, rank } => Value::Word { text: text.clone(), rank: *rank },
        Expr::Day(day) => Value::Day(*day),
        Expr::Truth(truth) => Value::Truth(*truth),
        Expr::Name(name) => scope.name(name),
        Expr::Not(inner) => evaluate(inner, scope).truth().map(|truth| !truth).into(),
        Expr::Negate(inner) => evaluate(inner, scope).number().map(|number| -number).into(),
        Expr::Binary(Binary::And, left, right) => connected(false, [left, right], scope),
        Expr::Binary(Binary::Or, left, right) => connected(true, [left, right], scope),
        Expr::Binary(operator, left, right) => {
            let (left, right) = (evaluate(left, scope), evaluate(right, scope));
            operated(*operator, &left, &right)
        }
        Expr::In(what, among) => {
            let what = evaluate(what, scope);
            let mut unknown = what.is_missing();
            for one in among {
                match what.equals(&evaluate(one, scope)) {
                    Some(true) => return Value::Truth(true),
                    Some(false) => {}
                    None => unknown = true,
                }
            }
            if unknown { Value::Missing } else { Value::Truth(false) }
        }
        Expr::Call(function, arguments) => match (function, arguments.as_slice()) {
            (Function::If, [condition, then, otherwise]) => {
                let holds = evaluate(condition, scope).holds();
                evaluate(if holds { then } else { otherwise }, scope)
            }
            (Function::OrElse, [first, second]) => match evaluate(first, scope) {
                Value::Missing => evaluate(second, scope),
                found => found,
            },
            (function, arguments) if function.kind() == Kind::Scalar => {
                let values: Vec<Value> = arguments.iter().map(|argument| evaluate(argument, scope)).collect();
                scalar::call(*function, &values)
            }
            (function, arguments) => scope.call(*function, arguments),
        },
    }
}

/// `and` and `or`: the truth that decides, decides alone.
fn connected<R, S: Scope<R> + ?Sized>(decides: bool, parts: [&Expr<R>; 2], scope: &mut S) -> Value {
    let mut unknown = false;
    for part in parts {
        match evaluate(part, scope).truth() {
            Some(truth) if truth == decides => return Value::Truth(decides),
            Some(_) => {}
            None => unknown = true,
        }
    }
    if unknown { Value::Missing } else { Value::Truth(!decides) }
}

fn operated(operator: Binary, left: &Value, right: &Value) -> Value {
    let ordered = |holds: fn(std::cmp::Ordering) -> bool| left.order(right).map(holds).into();
    let computed = |compute: fn(Points, Points) -> Option<Points>| {
        left.number().zip(right.number()).and_then(|(left, right)| compute(left, right)).into()
    };
    match operator {
        Binary::Equal => left.equals(right).into(),
        Binary::Unequal => left.equals(right).map(|equal| !equal).into(),
        Binary::Less => ordered(std::cmp::Ordering::is_lt),
        Binary::AtMost => ordered(std::cmp::Ordering::is_le),
        Binary::Greater => ordered(std::cmp::Ordering::is_gt),
        Binary::AtLeast => ordered(std::cmp::Ordering::is_ge),
        Binary::Like => left.text().zip(right.text()).map(|(text, pattern)| Pattern::new(pattern).fits(text)).into(),
        Binary::Plus => computed(Points::checked_add),
        Binary::Minus => computed(Points::checked_sub),
        Binary::Times => computed(Points::checked_mul),
        Binary::Over => computed(Points::checked_div),
        // They are lazy: `connected` has them.
        Binary::And | Binary::Or => Value::Missing,
    }
}
