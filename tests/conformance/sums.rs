//! The law of the steps: those of a category add up to it, and all of them to the score, as they are shown.

use rust_decimal::Decimal;
use serde_json::Value;

/// Where the steps of a result do not add up, in words.
pub fn differences(result: &Value) -> Vec<String> {
    list(result, "members").iter().flat_map(of_member).collect()
}

fn of_member(member: &Value) -> Vec<String> {
    let name = member["name"].as_str().unwrap_or_default();
    let steps = list(member, "steps");
    let mut wrong = Vec::new();
    let mut compare = |what: &str, written: &Value, sum: Decimal| {
        if let Some(written) = decimal(written).filter(|written| *written != sum) {
            wrong.push(format!("{name}: the steps of {what} add up to {sum}, not to {written}"));
        }
    };
    for (id, points) in member["categories"].as_object().into_iter().flatten() {
        let mine = steps.iter().filter(|step| step["category"] == id.as_str());
        compare(id, points, sum_of(mine));
    }
    compare("the score", &member["score"], sum_of(steps.iter()));
    wrong
}

fn sum_of<'s>(steps: impl Iterator<Item = &'s Value>) -> Decimal {
    steps.filter_map(|step| decimal(&step["counted"])).sum()
}

fn decimal(value: &Value) -> Option<Decimal> {
    value.as_str()?.parse().ok()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
