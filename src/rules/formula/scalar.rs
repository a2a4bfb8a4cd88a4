//! Functions of nothing but the values of their arguments.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::calendar;
use super::function::Function;
use super::value::Value;
use crate::model::{Points, Rounding};

/// The value of a scalar function; missing where its arguments do not suit it.
pub(super) fn call(function: Function, values: &[Value]) -> Value {
    match (function, values) {
        (Function::Has, [value]) => Value::Truth(!value.is_missing()),
        (Function::Missing, [value]) => Value::Truth(value.is_missing()),
        (Function::Min, values) => extreme(values, Ordering::Less),
        (Function::Max, values) => extreme(values, Ordering::Greater),
        (Function::Clip, [value, least, most]) => {
            let raised = extreme(&[value.clone(), least.clone()], Ordering::Greater);
            extreme(&[raised, most.clone()], Ordering::Less)
        }
        (Function::Abs, [value]) => value.number().map(Points::abs).into(),
        (Function::Floor, [value]) => rounded(value, 0, Rounding::Floor),
        (Function::Ceil, [value]) => rounded(value, 0, Rounding::Ceiling),
        (Function::Round, [value, places]) => to_places(value, places, Rounding::HalfUp),
        (Function::Round, [value, places, Value::Text(way)]) => match &**way {
            "up" => to_places(value, places, Rounding::Up),
            "down" => to_places(value, places, Rounding::Down),
            "half_even" => to_places(value, places, Rounding::HalfEven),
            _ => Value::Missing,
        },
        (Function::Days, [from, to]) => between(from, to, calendar::days),
        (Function::Workdays, [from, to]) => between(from, to, calendar::workdays),
        (Function::Months, [from, to]) => between(from, to, calendar::months),
        (Function::Years, [from, to]) => between(from, to, calendar::years),
        _ => Value::Missing,
    }
}

/// The one of the values that stands before or behind all others.
fn extreme(values: &[Value], wanted: Ordering) -> Value {
    let mut found: Option<&Value> = None;
    for value in values {
        // Even a single one has to be of a kind that has an order.
        let Some(order) = value.order(found.unwrap_or(value)) else { return Value::Missing };
        if found.is_none() || order == wanted {
            found = Some(value);
        }
    }
    found.cloned().unwrap_or(Value::Missing)
}

fn rounded(value: &Value, places: u32, way: Rounding) -> Value {
    value.number().and_then(|number| number.checked_round(places, way)).into()
}

fn to_places(value: &Value, places: &Value, way: Rounding) -> Value {
    match places.number().and_then(Points::as_count) {
        Some(places) => rounded(value, places, way),
        None => Value::Missing,
    }
}

fn between(from: &Value, to: &Value, count: fn(NaiveDate, NaiveDate) -> i64) -> Value {
    from.day().zip(to.day()).map(|(from, to)| Points::whole(count(from, to))).into()
}
