//! What holds of every result: the steps of a category add up to it, all steps to the score.

use serde_json::Value;

/// Of a result, what does not add up, in words.
pub fn broken(result: &Value) -> Vec<String> {
    let members = result["members"].as_array().map_or(&[][..], Vec::as_slice);
    members.iter().flat_map(of_member).collect()
}

fn of_member(member: &Value) -> Vec<String> {
    let steps = member["steps"].as_array().map_or(&[][..], Vec::as_slice);
    let sum = |belongs: &dyn Fn(&Value) -> bool| -> Option<i128> {
        steps.iter().filter(|step| belongs(&step["category"])).map(|step| millionths(&step["counted"])).sum()
    };
    let name = member["name"].as_str().unwrap_or_default();
    let mut broken = Vec::new();
    let mut compare = |what: &str, told: &Value, sum: Option<i128>| {
        if let Some(told) = millionths(told).filter(|told| Some(*told) != sum) {
            let shown = |millionths: i128| format!("{}.{:06}", millionths / 1_000_000, (millionths % 1_000_000).abs());
            let sum = sum.map_or_else(|| "no number".to_owned(), shown);
            broken.push(format!("{name} {what}: is {}, its steps come to {sum}", shown(told)));
        }
    };
    for (category, points) in member["categories"].as_object().into_iter().flatten() {
        compare(category, points, sum(&|of| of == category.as_str()));
    }
    compare("score", &member["score"], sum(&|_| true));
    broken
}

/// A decimal of at most six places, counted in millionths.
fn millionths(value: &Value) -> Option<i128> {
    let text = value.as_str()?;
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let number: i128 = format!("{whole}{places:0<6}").parse().ok()?;
    (places.len() <= 6).then_some(sign * number)
}

#[test]
fn what_does_not_add_up_is_told() {
    let member = |counted: &str| {
        serde_json::json!({"members": [{"name": "王伟", "score": "73.33", "categories": {"base": "70.333333", "bonus": null}, "steps": [
            {"category": "base", "counted": "70.333333"}, {"category": null, "counted": counted}]}]})
    };
    assert_eq!(broken(&member("2.996667")), [""; 0]);
    assert_eq!(broken(&member("-3")), ["王伟 score: is 73.330000, its steps come to 67.333333"]);
}
