//! A result against what its author expects.

use serde_json::Value;

use crate::member;
use crate::place::Place;
use crate::report::Share;
use crate::value::{self, Difference, is_same, shown};

/// The parts of an expectation; `about` is for readers.
const PARTS: [&str; 10] =
    ["about", "exit", "status", "members", "honours", "quotas", "entries", "errors", "warnings", "no_warnings"];

/// What came of a case.
#[derive(Debug, Default)]
pub struct Comparison {
    pub differences: Vec<String>,
    pub members: Share,
    /// Single values and places that the author gives.
    pub figures: Share,
}

impl Comparison {
    /// A case that gave no result: nothing that its author expects is right.
    pub fn failed(expected: &Value, failure: String) -> Self {
        let nothing = compare(expected, -1, Some(&Value::Null));
        let none_of = |share: Share| Share { right: 0, ..share };
        Self { differences: vec![failure], members: none_of(nothing.members), figures: none_of(nothing.figures) }
    }

    pub fn is_right(&self) -> bool {
        self.differences.is_empty()
    }

    /// Takes in what was compared under a name: all its figures, and those that differ.
    fn take(&mut self, name: &str, figures: usize, found: Vec<Difference>) {
        self.figures.add(figures.saturating_sub(found.len()), figures);
        self.differences.extend(
            found.into_iter().map(|(key, expected, got)| format!("{name} {key}: expected {expected}, got {got}")),
        );
    }

    /// Takes in one figure, which is right where nothing is said against it.
    fn take_one(&mut self, against: Option<String>) {
        self.figures.add(usize::from(against.is_none()), 1);
        self.differences.extend(against);
    }
}

/// Compares a run's exit code and result; there is none where the program could not run.
pub fn compare(expected: &Value, exit: i32, result: Option<&Value>) -> Comparison {
    let mut found = Comparison::default();
    for key in expected.as_object().into_iter().flat_map(|parts| parts.keys()) {
        if !PARTS.contains(&key.as_str()) {
            found.differences.push(format!("expected.json: there is no part {key}; there are {}", PARTS.join(" ")));
        }
    }
    if let Some(code) = expected.get("exit") {
        let wrong = *code != exit;
        found.take_one(wrong.then(|| format!("exit: expected {code}, got {exit}")));
    }
    let Some(result) = result else { return found };
    if let Some(status) = expected.get("status") {
        let (wrong, why) = (*status != result["status"], shown(result.get("provisional_because")));
        let got = shown(result.get("status"));
        found.take_one(wrong.then(|| format!("status: expected {}, got {got} {why}", shown(Some(status)))));
    }
    members(&expected["members"], result, &mut found);
    if let Some(list) = expected.get("honours").and_then(Value::as_array) {
        honours(list, items(result, "honours"), &mut found);
    }
    for quota in items(expected, "quotas") {
        one_quota(quota, items(result, "quotas"), &mut found);
    }
    entries(&expected["entries"], result, &mut found);
    places(expected, result, &mut found);
    found
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn members(expected: &Value, result: &Value, found: &mut Comparison) {
    for (words, keys) in expected.as_object().into_iter().flatten() {
        let before = found.differences.len();
        match member::find(items(result, "members"), words) {
            Err(message) => {
                let (figures, _) = compared(keys, &Value::Null);
                found.figures.add(0, figures);
                found.differences.push(format!("{words}: {message}"));
            }
            Ok(member) => {
                let (figures, differences) = compared(keys, member);
                found.take(words, figures, differences);
            }
        }
        found.members.add(usize::from(found.differences.len() == before), 1);
    }
}

/// Compares each of the author's keys.
fn compared(keys: &Value, got: &Value) -> (usize, Vec<Difference>) {
    let (mut figures, mut differences) = (0, Vec::new());
    for (key, expected) in keys.as_object().into_iter().flatten() {
        value::compare(key, expected, got.get(key), &mut figures, &mut differences);
    }
    (figures, differences)
}

/// The list is complete, in whatever order.
fn honours(expected: &[Value], got: &[Value], found: &mut Comparison) {
    let mut left: Vec<&Value> = got.iter().collect();
    for honour in expected {
        let fits = |got: &&Value| {
            honour.as_object().into_iter().flatten().all(|(key, value)| match (key.as_str(), value.as_str()) {
                ("name", Some(words)) => member::is_called(got, words),
                _ => is_same(value, got.get(key)),
            })
        };
        let place = left.iter().position(fits);
        if let Some(place) = place {
            left.remove(place);
        }
        found.take_one(place.is_none().then(|| format!("honours: {honour} is missing")));
    }
    found.differences.extend(left.iter().map(|honour| format!("honours: {honour} is one too many")));
}

fn one_quota(expected: &Value, got: &[Value], found: &mut Comparison) {
    let name = format!("quota {} {}", shown(expected.get("scope")), shown(expected.get("level")));
    let is_it = |quota: &&Value| ["scope", "level"].iter().all(|key| quota.get(key) == expected.get(key));
    let Some(quota) = got.iter().find(is_it) else {
        return found.take_one(Some(format!("{name}: there is no such quota")));
    };
    let (mut figures, mut differences) = (0, Vec::new());
    for (key, expected) in
        expected.as_object().into_iter().flatten().filter(|(key, _)| *key != "scope" && *key != "level")
    {
        let got = quota.get(key).map(|got| in_order(&named_alike(expected, got)));
        let expected = in_order(expected);
        value::compare(key, &expected, got.as_ref(), &mut figures, &mut differences);
    }
    found.take(&name, figures, differences);
}

/// Of a whole township every name has its branch before it; an author may leave that out.
fn named_alike(expected: &Value, got: &Value) -> Value {
    let names = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    if names(expected).iter().any(|name| name.contains(' ')) || !got.is_array() {
        return got.clone();
    }
    names(got).iter().map(|name| name.rsplit(' ').next().unwrap_or(name)).collect()
}

/// Names in an order of their own: the contract gives them none.
fn in_order(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(names) = value.as_array_mut() {
        names.sort_by_key(ToString::to_string);
    }
    value
}

fn entries(expected: &Value, result: &Value, found: &mut Comparison) {
    let steps = || items(result, "members").iter().flat_map(|member| items(member, "steps"));
    for (place, keys) in expected.as_object().into_iter().flatten() {
        let here = steps().flat_map(|step| items(step, "entries"));
        let here = here.filter(|entry| Place::of(&entry["source"]).is_called(place));
        // Of several in one row, as the cells of a table of figures, it is the one that fits best.
        match here.map(|entry| compared(keys, entry)).min_by_key(|(_, differences)| differences.len()) {
            Some((figures, differences)) => found.take(place, figures, differences),
            None => found.take_one(absent(place, keys, result)),
        }
    }
}

/// An entry in error may be absent from the steps; a diagnostic then stands in its row.
fn absent(place: &str, keys: &Value, result: &Value) -> Option<String> {
    let is_excluded = keys.get("state").is_none_or(|state| state == "excluded");
    let is_nothing = keys.get("effect").is_none_or(|effect| effect == "0");
    let is_said = items(result, "diagnostics").iter().any(|it| Place::of(it).is_called(place));
    (!(is_excluded && is_nothing && is_said)).then(|| format!("{place}: expected {keys}, got no entry"))
}

fn places(expected: &Value, result: &Value, found: &mut Comparison) {
    let of = |severity: &'static str| items(result, "diagnostics").iter().filter(move |it| it["severity"] == severity);
    for (key, severity) in [("errors", "error"), ("warnings", "warning")] {
        for place in texts(expected, key) {
            let missing = !of(severity).any(|it| Place::of(it).is_called(place));
            found.take_one(missing.then(|| format!("{key}: {place} has no {severity}")));
        }
    }
    if expected.get("errors").is_some() {
        let unlisted = |it: &&Value| !texts(expected, "errors").any(|place| Place::of(it).is_called(place));
        found.differences.extend(of("error").filter(unlisted).map(|it| format!("errors: nobody expects {}", told(it))));
    }
    for place in texts(expected, "no_warnings") {
        let first = of("warning").find(|it| Place::of(it).is_called(place));
        found.take_one(first.map(|it| format!("no_warnings: nobody expects {}", told(it))));
    }
}

fn texts<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    items(value, key).iter().filter_map(Value::as_str)
}

fn told(diagnostic: &Value) -> String {
    let [code, message] = ["code", "message"].map(|key| shown(diagnostic.get(key)));
    format!("{code} at {}: {message}", Place::of(diagnostic).name())
}
