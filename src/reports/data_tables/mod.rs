//! 数据表: every result as plain tables, so that nothing depends on Excel or on JSON.
//!
//! Which tables there are, what their columns are called, what each means and where in 结果.json it comes from stands in
//! `data/tables.toml`; what is written and what explains it are made of that one list.

mod lists;
mod path;
mod rows;

use serde::Serialize;
use serde_json::{Value, json};

use self::lists::{ColumnList, LISTS, TableList};
use self::rows::{Source, rows_of};
use super::ResultDocument;
use crate::rules::RuleSet;

/// The name of the table that explains all others.
pub const EXPLANATION: &str = "数据表说明";
/// The key under which the items of the rules are put beside what 结果.json holds.
const ITEMS: &str = "items";

/// One table: a header and rows of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataTable {
    /// Its name: that of its file, without ending.
    pub name: String,
    /// What a row of it is.
    pub about: String,
    /// The header.
    pub header: Vec<String>,
    /// The rows; each has as many texts as the header.
    pub rows: Vec<Vec<String>>,
}

/// All tables that have rows, in the order of the list, and behind them the one that explains every column of them.
///
/// `rules` are the rule sets in force: they name categories and items.
///
/// # Errors
/// Where the result cannot be taken apart; its types do not allow that.
pub fn data_tables(result: &ResultDocument, rules: &[&RuleSet]) -> Result<Vec<DataTable>, serde_json::Error> {
    let mut root = serde_json::to_value(result)?;
    if let Value::Object(keys) = &mut root {
        keys.insert(ITEMS.to_owned(), items(rules)?);
    }
    let categories = categories(rules);
    let mut tables = Vec::with_capacity(LISTS.table.len() + 1);
    let mut told = Vec::new();
    for list in &LISTS.table {
        let source = Source { list, root: &root, categories: &categories };
        let (header, rows) = rows_of(&source);
        explain(list, &rows, &mut told);
        if !rows.is_empty() {
            tables.push(DataTable { name: list.name.clone(), about: list.about.clone(), header, rows });
        }
    }
    tables.push(DataTable {
        name: EXPLANATION.to_owned(),
        about: "每张数据表、每一栏的意思。".to_owned(),
        header: ["表", "行数", "栏次", "栏名", "单位", "意思", "在结果.json 里"].map(str::to_owned).to_vec(),
        rows: told,
    });
    Ok(tables)
}

/// What the explanation says of a table: a line for itself, and one for each of its columns.
fn explain(list: &TableList, rows: &[Vec<String>], told: &mut Vec<Vec<String>>) {
    let about = match rows.is_empty() {
        true => format!("{}这一次没有，没有写出。", list.about),
        false => list.about.clone(),
    };
    let line = |place: String, header: &str, unit: &str, means: String, path: &str| {
        vec![
            list.name.clone(),
            rows.len().to_string(),
            place,
            header.to_owned(),
            unit.to_owned(),
            means,
            path.to_owned(),
        ]
    };
    told.push(line(String::new(), "", "", about, &list.rows));
    for (column, place) in list.columns.iter().zip(1..) {
        told.push(line(place.to_string(), &column.header, &column.unit, meaning(column), &column.value));
    }
}

/// What a column means, with the words that stand for those of 结果.json.
fn meaning(column: &ColumnList) -> String {
    let Some(words) = column.words.as_ref().and_then(|name| LISTS.words.get(name)) else { return column.means.clone() };
    let words: Vec<String> = words.iter().map(|(word, shown)| format!("{shown}（{word}）")).collect();
    format!("{}写作：{}。", column.means, words.join("、"))
}

/// Ids and titles of categories, in the rule sets' order; of an id that several have, the first title.
fn categories<'r>(rules: &[&'r RuleSet]) -> Vec<(&'r str, &'r str)> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for category in rules.iter().flat_map(|rules| &rules.categories) {
        if !all.iter().any(|(id, _)| *id == category.id) {
            all.push((&category.id, &category.title));
        }
    }
    all
}

/// An item of a rule set, and its category.
#[derive(Serialize)]
struct ItemNamed<'r> {
    rule_set: &'r str,
    id: &'r str,
    title: &'r str,
    category: Option<&'r str>,
    category_title: Option<&'r str>,
}

fn items(rules: &[&RuleSet]) -> Result<Value, serde_json::Error> {
    let of = |rules: &RuleSet| {
        let named = rules.items.iter().map(|item| {
            let category = item.category.and_then(|index| rules.categories.get(index));
            serde_json::to_value(ItemNamed {
                rule_set: &rules.id,
                id: &item.id,
                title: &item.title,
                category: category.map(|category| category.id.as_str()),
                category_title: category.map(|category| category.title.as_str()),
            })
        });
        named.collect::<Result<Vec<Value>, _>>()
    };
    let all: Vec<Vec<Value>> = rules.iter().map(|rules| of(rules)).collect::<Result<_, _>>()?;
    Ok(json!(all.concat()))
}

#[cfg(test)]
mod tests;
