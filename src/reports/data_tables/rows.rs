//! The rows of one table.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::lists::{ColumnList, LISTS, TableList};
use super::path::{Step, ValuePath};
use crate::model::masked;

/// What stands between several values, where the list says nothing.
const BETWEEN: &str = "、";

/// What a table is made of.
pub struct Source<'a> {
    /// What the list says of it.
    pub list: &'a TableList,
    /// 结果.json, and the items of the rules.
    pub root: &'a Value,
    /// Ids and titles of categories, in their order.
    pub categories: &'a [(&'a str, &'a str)],
}

/// A thing of which a row knows: the value, and its name in a map.
type Station<'v> = (&'v Value, Option<&'v str>);

/// A column, ready to be filled.
struct Filler<'a> {
    /// Which of the row's stations it starts from.
    station: usize,
    /// What leads on from there.
    rest: Vec<Step>,
    is_name: bool,
    words: Option<&'a BTreeMap<String, String>>,
    between: &'a str,
}

/// Header and rows.
pub fn rows_of(source: &Source<'_>) -> (Vec<String>, Vec<Vec<String>>) {
    let way = ValuePath::read(&source.list.rows);
    let stations = way.stations();
    let mut found = Vec::new();
    walk(source.root, &way.steps, &mut vec![(source.root, None)], stations.len(), &mut found);
    let (mut header, mut fillers) = (Vec::new(), Vec::new());
    for column in &source.list.columns {
        let path = ValuePath::read(&column.value);
        let filler = filler(column, &path, &way, &stations);
        if spreads(&filler) {
            for (key, title) in spread(&filler, &found, source.categories) {
                header.push(title);
                fillers.push(of_key(column, &filler, key));
            }
        } else {
            header.push(column.header.clone());
            fillers.push(filler);
        }
    }
    let rows = found.iter().map(|row| fillers.iter().map(|filler| text(filler, row)).collect()).collect();
    (header, rows)
}

/// Goes along a path and notes the stations of each row at its end.
fn walk<'v>(
    value: &'v Value,
    steps: &[Step],
    stations: &mut Vec<Station<'v>>,
    all: usize,
    found: &mut Vec<Vec<Station<'v>>>,
) {
    let Some((step, rest)) = steps.split_first() else {
        let mut row = stations.clone();
        if row.len() < all {
            row.push((value, None));
        }
        found.push(row);
        return;
    };
    let mut on = |value: &'v Value, name: Option<&'v str>| {
        stations.push((value, name));
        walk(value, rest, stations, all, found);
        stations.pop();
    };
    match (step, value) {
        (Step::Each, Value::Array(values)) => values.iter().for_each(|value| on(value, None)),
        (Step::Named, Value::Object(values)) => values.iter().for_each(|(name, value)| on(value, Some(name))),
        (Step::Key(key), Value::Object(values)) => {
            if let Some(value) = values.get(key).filter(|value| !value.is_null()) {
                walk(value, rest, stations, all, found);
            }
        }
        _ => {}
    }
}

/// Where a column starts: at the row itself, or at something on the way to it.
fn filler<'a>(column: &'a ColumnList, path: &ValuePath, way: &ValuePath, stations: &[usize]) -> Filler<'a> {
    let shared = path.steps.iter().zip(&way.steps).take_while(|(own, other)| own == other).count();
    let (station, steps) = stations.iter().copied().enumerate().rev().find(|(_, at)| *at <= shared).unwrap_or_default();
    Filler {
        station,
        rest: path.steps.iter().skip(steps).cloned().collect(),
        is_name: path.is_name,
        words: column.words.as_ref().and_then(|name| LISTS.words.get(name)),
        between: column.join.as_deref().unwrap_or(BETWEEN),
    }
}

/// Whether a column becomes several: one for each name of a map.
fn spreads(filler: &Filler<'_>) -> bool {
    filler.rest.last() == Some(&Step::Named)
}

/// The names of the map in all rows, in the order of categories, each with its header.
fn spread<'v>(filler: &Filler<'_>, rows: &[Vec<Station<'v>>], categories: &[(&str, &str)]) -> Vec<(&'v str, String)> {
    let mut names = BTreeSet::new();
    for (start, _) in rows.iter().filter_map(|row| row.get(filler.station)) {
        let map = filler.rest.iter().try_fold(*start, |value, step| match step {
            Step::Key(key) => value.get(key),
            Step::Each | Step::Named => Some(value),
        });
        names.extend(map.and_then(Value::as_object).into_iter().flat_map(|map| map.keys().map(String::as_str)));
    }
    let place = |name: &str| categories.iter().position(|(id, _)| *id == name).unwrap_or(usize::MAX);
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_by_key(|name| place(name));
    let title = |name: &str| {
        let title = categories.iter().find(|(id, _)| *id == name).map_or(name, |(_, title)| title);
        let is_shared = categories.iter().filter(|(_, other)| *other == title).count() > 1;
        if is_shared { format!("{title}（{name}）") } else { title.to_owned() }
    };
    names.into_iter().map(|name| (name, title(name))).collect()
}

/// The column of one name of a map.
fn of_key<'a>(column: &'a ColumnList, filler: &Filler<'a>, key: &str) -> Filler<'a> {
    let mut rest = filler.rest.clone();
    rest.pop();
    rest.push(Step::Key(key.to_owned()));
    Filler { rest, between: column.join.as_deref().unwrap_or(BETWEEN), ..*filler }
}

/// What stands in a cell.
fn text(filler: &Filler<'_>, row: &[Station<'_>]) -> String {
    let Some((value, name)) = row.get(filler.station) else { return String::new() };
    if filler.is_name {
        let name = name.unwrap_or_default();
        let words = filler.words.and_then(|words| words.get(name));
        return words.cloned().unwrap_or_else(|| masked(name).into_owned());
    }
    let mut texts = Vec::new();
    collect(value, &filler.rest, filler.words, &mut texts);
    texts.join(filler.between)
}

fn collect(value: &Value, steps: &[Step], words: Option<&BTreeMap<String, String>>, texts: &mut Vec<String>) {
    match (value, steps.split_first()) {
        (Value::Array(values), None) => values.iter().for_each(|value| collect(value, steps, words, texts)),
        (Value::Array(values), Some((Step::Each, rest))) => {
            values.iter().for_each(|value| collect(value, rest, words, texts));
        }
        (Value::Object(values), Some((Step::Key(key), rest))) => {
            if let Some(value) = values.get(key) {
                collect(value, rest, words, texts);
            }
        }
        (Value::String(text), None) => {
            // As 结果.json has it: private numbers are masked.
            texts.push(words.and_then(|words| words.get(text)).cloned().unwrap_or_else(|| masked(text).into_owned()));
        }
        (Value::Bool(yes), None) => texts.push(if *yes { "是" } else { "否" }.to_owned()),
        (Value::Number(number), None) => texts.push(number.to_string()),
        _ => {}
    }
}
