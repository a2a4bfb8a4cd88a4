//! The least and the most that a formula can reach, from the bounds of its names alone.

use super::expr::{Binary, Expr};
use super::function::Function;
use crate::model::{Points, Rounding};

/// All numbers from the least to the most, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// The least; `None` where there is none.
    pub least: Option<Points>,
    /// The most; `None` where there is none.
    pub most: Option<Points>,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Below,
    At(Points),
    Above,
}

use End::{Above, At, Below};

/// The interval that a formula's values lie in, where it has one; `None` where it is no number, or asks for a name that
/// `bounds` does not know. A name without bounds has [`Interval::default`].
///
/// The interval is never too narrow. It can be too wide where a name stands in the formula more than once, or where a
/// condition says when a part of it counts.
pub fn interval<R>(expr: &Expr<R>, bounds: &dyn Fn(&R) -> Option<Interval>) -> Option<Interval> {
    reach(expr, bounds).map(|(from, to)| {
        let at = |end| match end {
            At(number) => Some(number),
            Below | Above => None,
        };
        Interval { least: at(from), most: at(to) }
    })
}

type Reach = (End, End);

fn reach<R>(expr: &Expr<R>, bounds: &dyn Fn(&R) -> Option<Interval>) -> Option<Reach> {
    let of = |expr: &Expr<R>| reach(expr, bounds);
    match expr {
        Expr::Number(number) => Some((At(*number), At(*number))),
        Expr::Name(name) => {
            let Interval { least, most } = bounds(name)?;
            Some((least.map_or(Below, At), most.map_or(Above, At)))
        }
        Expr::Negate(inner) => of(inner).map(negative),
        Expr::Binary(operator, left, right) => {
            let (left, right) = (of(left)?, of(right)?);
            match operator {
                Binary::Plus => Some(sum(left, right)),
                Binary::Minus => Some(sum(left, negative(right))),
                Binary::Times => Some(product(left, right)),
                Binary::Over => Some(quotient(left, right)),
                _ => None,
            }
        }
        Expr::Call(function, arguments) => called(*function, arguments, &of),
        _ => None,
    }
}

fn called<R>(function: Function, arguments: &[Expr<R>], of: &dyn Fn(&Expr<R>) -> Option<Reach>) -> Option<Reach> {
    let none = At(Points::ZERO);
    match (function, arguments) {
        (Function::Min, several) => several.iter().map(of).reduce(|a, b| Some(lower(a?, b?)))?,
        (Function::Max, several) => several.iter().map(of).reduce(|a, b| Some(higher(a?, b?)))?,
        (Function::Clip, [x, least, most]) => Some(lower(higher(of(x)?, of(least)?), of(most)?)),
        (Function::Abs, [x]) => {
            let x = of(x)?;
            let (same, turned) = (x, negative(x));
            let least = none.max(same.0).max(turned.0);
            Some((least, same.1.max(turned.1)))
        }
        (Function::Floor, [x]) => Some(rounded(of(x)?, 0, Rounding::Floor)),
        (Function::Ceil, [x]) => Some(rounded(of(x)?, 0, Rounding::Ceiling)),
        (Function::Round, [x, Expr::Number(places), way @ ..]) => {
            let way = match way.first() {
                Some(Expr::Text(way)) if &**way == "up" => Rounding::Up,
                Some(Expr::Text(way)) if &**way == "down" => Rounding::Down,
                Some(Expr::Text(way)) if &**way == "half_even" => Rounding::HalfEven,
                _ => Rounding::HalfUp,
            };
            Some(rounded(of(x)?, places.as_count()?, way))
        }
        (Function::If, [_, a, b]) | (Function::OrElse, [a, b]) => {
            let (a, b) = (of(a)?, of(b)?);
            Some((a.0.min(b.0), a.1.max(b.1)))
        }
        (Function::Days | Function::Months | Function::Years, _) => Some((Below, Above)),
        (Function::Count | Function::Times | Function::Workdays | Function::HowMany, _) => Some((none, Above)),
        (Function::Rank, _) => Some((At(Points::whole(1)), Above)),
        // As many values as one likes may be added up: only their sign is sure.
        (Function::Sum, [_, x, ..]) => {
            let x = of(x)?;
            Some((if x.0 >= none { none } else { Below }, if x.1 <= none { none } else { Above }))
        }
        (Function::Mean | Function::Most | Function::Least | Function::Trimmed, [_, x, ..])
        | (Function::Without, [_, x])
        | (
            Function::Branch
            | Function::Previous
            | Function::InMonth
            | Function::InQuarter
            | Function::InRun
            | Function::LastYear,
            [x],
        )
        | (Function::Best | Function::Lowest | Function::Average, [x]) => of(x),
        _ => None,
    }
}

/// The end for a number that is computed; where it cannot be held, the end that takes in all numbers on this side.
fn end(number: Option<Points>, beyond: End) -> End {
    number.map_or(beyond, At)
}

fn negative((from, to): Reach) -> Reach {
    let turned = |end| match end {
        Below => Above,
        At(number) => At(-number),
        Above => Below,
    };
    (turned(to), turned(from))
}

fn sum(a: Reach, b: Reach) -> Reach {
    let added = |a, b, beyond| match (a, b) {
        (At(a), At(b)) => end(Points::checked_add(a, b), beyond),
        _ => beyond,
    };
    (added(a.0, b.0, Below), added(a.1, b.1, Above))
}

fn product(a: Reach, b: Reach) -> Reach {
    let corners = [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)].map(|(a, b)| multiplied(a, b));
    let least = corners.into_iter().min().unwrap_or(Below);
    (least, corners.into_iter().max().unwrap_or(Above))
}

fn multiplied(a: End, b: End) -> End {
    let sign = |end: End| end.cmp(&At(Points::ZERO));
    // Nothing times the largest number there is comes to nothing.
    let beyond = match (sign(a), sign(b)) {
        (a, b) if a.is_eq() || b.is_eq() => At(Points::ZERO),
        (a, b) if a == b => Above,
        _ => Below,
    };
    match (a, b) {
        (At(a), At(b)) => end(a.checked_mul(b), beyond),
        _ => beyond,
    }
}

/// A division by 0 has no value, so 0 is left out of the divisor; close to it the quotient has no bounds.
fn quotient(a: Reach, (from, to): Reach) -> Reach {
    let none = At(Points::ZERO);
    let over = |divisor: End, at_zero: End| match divisor {
        At(number) if number.is_zero() => at_zero,
        At(number) => end(Points::whole(1).checked_div(number), at_zero),
        Below | Above => none,
    };
    if from >= none {
        product(a, (over(to, none), over(from, Above)))
    } else if to <= none {
        product(a, (over(to, Below), over(from, none)))
    } else if a == (none, none) {
        a
    } else {
        (Below, Above)
    }
}

fn lower(a: Reach, b: Reach) -> Reach {
    (a.0.min(b.0), a.1.min(b.1))
}

fn higher(a: Reach, b: Reach) -> Reach {
    (a.0.max(b.0), a.1.max(b.1))
}

fn rounded((from, to): Reach, places: u32, way: Rounding) -> Reach {
    let at = |number, beyond| match number {
        At(number) => end(Points::checked_round(number, places, way), beyond),
        other => other,
    };
    (at(from, Below), at(to, Above))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    /// a from 0 to 10, b from -2 to 3, n from 0 up, u without bounds; all others are no numbers.
    fn shown(text: &str) -> Option<String> {
        let whole = |number: i64| Some(Points::whole(number));
        let tree = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let reach = interval(&tree, &|name| match name.text.as_str() {
            "a" => Some(Interval { least: whole(0), most: whole(10) }),
            "b" => Some(Interval { least: whole(-2), most: whole(3) }),
            "n" => Some(Interval { least: whole(0), most: None }),
            "u" => Some(Interval::default()),
            _ => None,
        })?;
        let end = |number: Option<Points>| number.map_or("…".to_owned(), |number| number.to_string());
        Some(format!("{} {}", end(reach.least), end(reach.most)))
    }

    #[test]
    fn the_least_and_the_most_are_found() {
        for (formula, expected) in [
            ("60", Some("60 60")),
            ("a", Some("0 10")),
            ("-a", Some("-10 0")),
            ("60 + a + b", Some("58 73")),
            ("a - b", Some("-3 12")),
            ("a * b", Some("-20 30")),
            ("b * b", Some("-6 9")),
            ("60% * a", Some("0 6")),
            ("a / 4", Some("0 2.5")),
            ("a / -4", Some("-2.5 0")),
            ("20 * a / n", Some("0 …")),
            ("min(20, 20 * a / n)", Some("0 20")),
            ("a / b", Some("… …")),
            ("0 / b", Some("0 0")),
            ("b / (a + 1)", Some("-2 3")),
            ("a + n", Some("0 …")),
            ("a - n", Some("… 10")),
            ("0 * u", Some("0 0")),
            ("max(0, u)", Some("0 …")),
            ("clip(u, -5, 5)", Some("-5 5")),
            ("clip(a, 2, 5)", Some("2 5")),
            ("abs(b)", Some("0 3")),
            ("abs(b - 5)", Some("2 7")),
            ("floor(a / 4)", Some("0 2")),
            ("ceil(a / 4)", Some("0 3")),
            ("round(b / 3, 1)", Some("-0.7 1")),
            ("round(b / 3, 0, 'down')", Some("0 1")),
            ("if(c = '甲', a, b)", Some("-2 10")),
            ("or_else(a, -1)", Some("-1 10")),
            ("count(x)", Some("0 …")),
            ("sum(x, a)", Some("0 …")),
            ("sum(x, -a)", Some("… 0")),
            ("most(x, a)", Some("0 10")),
            ("branch(mean(x, b))", Some("-2 3")),
            ("previous(a)", Some("0 10")),
            ("rank(a)", Some("1 …")),
            ("days(x, y)", Some("… …")),
            ("a = 1", None),
            ("c", None),
            ("a + c", None),
            ("'甲'", None),
        ] {
            assert_eq!(shown(formula).as_deref(), expected, "{formula}");
        }
    }
}
