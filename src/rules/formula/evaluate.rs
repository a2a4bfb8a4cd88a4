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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::super::{Name, parse};
    use super::*;

    /// Facts of the tests; what is not listed is missing, and `stop` must not be asked for.
    struct Facts;

    impl Scope<Name> for Facts {
        fn name(&mut self, name: &Name) -> Value {
            let word = |text: &str, rank| Value::Word { text: Arc::from(text), rank };
            match name.text.as_str() {
                "ten" => Value::Number(Points::whole(10)),
                "class" => Value::Text(Arc::from("老　龄")),
                "empty" => Value::Text(Arc::from("")),
                "village" => word("村级", 1),
                "town" => word("镇级", 2),
                "joined" => Value::Day(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()),
                "stop" => panic!("nobody has to know this"),
                _ => Value::Missing,
            }
        }
        fn call(&mut self, function: Function, arguments: &[Expr<Name>]) -> Value {
            match (function, arguments) {
                (Function::Count, [Expr::Name(source), ..]) => Value::Number(Points::count(source.text.len())),
                (Function::Any, _) => Value::Truth(true),
                _ => Value::Missing,
            }
        }
    }

    fn value(text: &str) -> Value {
        evaluate(&parse(text).unwrap_or_else(|error| panic!("{text}: {error}")), &mut Facts)
    }

    #[test]
    fn numbers_are_computed_exactly() {
        for (formula, expected) in [
            ("20 * 7 / 12 * 12", "140"),
            ("1 / 3 + 1 / 3 + 1 / 3", "1"),
            ("0.1 + 0.2", "0.3"),
            ("10 - 2 - 3", "5"),
            ("100 / 10 / 5", "2"),
            ("2 + 3 * 4", "14"),
            ("-ten - -5", "-5"),
            ("-(3) * 2", "-6"),
            ("60% * ten", "6"),
            ("min(40, 2 * floor(max(0, 115.5 - 100)))", "30"),
            ("max(1, 2.5, -3)", "2.5"),
            ("abs(3 - ten)", "7"),
            ("floor(-0.5) + ceil(-0.5)", "-1"),
            ("floor(7) + ceil(7.000001)", "15"),
            ("round(2 / 3, 2)", "0.67"),
            ("round(-2.5, 0)", "-3"),
            ("round(2.5, 0, 'half_even')", "2"),
            ("round(2.01, 0, 'up')", "3"),
            ("round(-2.99, 0, 'down')", "-2"),
            ("clip(120, 0, 100)", "100"),
            ("clip(-1, 0, 100)", "0"),
            ("if(ten > 5, 1, stop)", "1"),
            ("if(nobody > 5, stop, 2)", "2"),
            ("or_else(nobody, 3)", "3"),
            ("or_else(ten, stop)", "10"),
            ("count(members) + 1", "8"),
        ] {
            assert_eq!(value(formula), Value::Number(Points::parse(expected).unwrap()), "{formula}");
        }
    }

    #[test]
    fn what_has_no_value_is_missing() {
        for formula in [
            "nobody",
            "nobody + 1",
            "0 * nobody",
            "-nobody",
            "ten / 0",
            "ten / (5 - 5)",
            "nobody = nobody",
            "nobody != 1",
            "ten < nobody",
            "min(nobody, 1)",
            "floor(nobody)",
            "round(1.5, ten)",
            "ten + class",
            "ten = '10'",
            "ten < joined",
            "class < '一'",
            "yes < no",
            "town >= '镇级'",
            "ten like '1*'",
            "not ten",
            "yes and ten",
            "max(class, '甲')",
            "not nobody",
            "nobody and yes",
            "nobody or no",
            "ten in (1, nobody)",
            "nobody in (1)",
            "days(joined, nobody)",
            "days(1, 2)",
            "rank(ten)",
            "999999999 * 999999999 * 999999999 * 999999999 * 999999999",
        ] {
            assert_eq!(value(formula), Value::Missing, "{formula}");
        }
    }

    #[test]
    fn conditions_hold_or_not() {
        for (formula, expected) in [
            ("90 <= 90 < 100", true),
            ("90 <= 100 < 100", false),
            ("class = '老龄'", true),
            ("class != ' 老龄 '", false),
            ("class in ('在职', '老龄')", true),
            ("not class in ('在职')", true),
            ("ten in (nobody, 10)", true),
            ("class like '老*'", true),
            ("class like '老'", false),
            ("class not like '*龄'", false),
            ("town like '镇*'", true),
            ("town = '镇级'", true),
            ("village < town", true),
            ("town <= village", false),
            ("empty = ''", true),
            ("has(empty) and missing(nobody)", true),
            ("has(nobody)", false),
            ("no and stop", false),
            ("yes or stop", true),
            ("nobody and no", false),
            ("nobody or yes", true),
            ("not no", true),
            ("yes = (1 < 2)", true),
            ("joined < 2024-03-01 and joined = 2024-02-29", true),
            ("max(joined, 2024-03-01) = 2024-03-01", true),
            ("any(D01)", true),
            ("1 / 3 * 3 = 1", true),
        ] {
            assert_eq!(value(formula), Value::Truth(expected), "{formula}");
        }
    }

    #[test]
    fn conditions_and_their_opposites_agree() {
        for (left, right) in [("1", "2"), ("2", "2"), ("nobody", "1"), ("village", "town"), ("class", "'老龄'")] {
            for operator in ["=", "!=", "<", "<=", ">", ">="] {
                let tree = parse(&format!("{left} {operator} {right}")).unwrap();
                let Expr::Binary(operator, left, right) = &tree else { panic!("no comparison") };
                let other = |operator, left: &Expr<Name>, right: &Expr<Name>| {
                    evaluate(&Expr::binary(operator, left.clone(), right.clone()), &mut Facts)
                };
                let value = evaluate(&tree, &mut Facts);
                assert_eq!(value, other(operator.turned().unwrap(), right, left));
                let opposite = other(operator.opposite().unwrap(), left, right);
                assert_eq!(value.truth().map(|truth| !truth), opposite.truth());
            }
        }
    }
}
