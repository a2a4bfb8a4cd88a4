//! 数据表: `data/tables.toml` has a column for everything that `docs/result.schema.json` knows, and what is written of the
//! samples is what 结果.json says.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jifen::pipeline::{NoProgress, Options, run};
use jifen::reports::{DataTable, data_tables};
use serde_json::Value;

/// What has no column, and why.
const WITHOUT: &[(&str, &str)] =
    &[("statistics", "only `check --statistics` tells it; what is archived has none, and it can be counted from 问题")];

fn at_root(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The paths of all values that a document of the schema may hold.
fn leaves(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(schema, schema, "", &mut Vec::new(), &mut found);
    let holds_more = |path: &String| {
        let below = [".", "[]", "{}"].map(|mark| format!("{path}{mark}"));
        found.iter().any(|other| below.iter().any(|below| other.starts_with(below)))
    };
    found.iter().filter(|path| !holds_more(path)).cloned().collect()
}

fn walk<'s>(root: &'s Value, node: &'s Value, path: &str, named: &mut Vec<&'s str>, found: &mut BTreeSet<String>) {
    if let Some(name) = node["$ref"].as_str() {
        if named.contains(&name) {
            return;
        }
        named.push(name);
        walk(root, root.pointer(&name[1..]).unwrap(), path, named, found);
        named.pop();
        return;
    }
    let choices = ["anyOf", "oneOf", "allOf"].iter().filter_map(|key| node[*key].as_array()).flatten();
    let mut is_joined = false;
    for choice in choices {
        walk(root, choice, path, named, found);
        is_joined = true;
    }
    if let Some(keys) = node["properties"].as_object() {
        for (key, value) in keys {
            let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            walk(root, value, &below, named, found);
        }
    } else if node["items"].is_object() {
        walk(root, &node["items"], &format!("{path}[]"), named, found);
    } else if node["additionalProperties"].is_object() {
        walk(root, &node["additionalProperties"], &format!("{path}{{}}"), named, found);
    } else if !is_joined && node["type"] != "null" {
        found.insert(path.to_owned());
    }
}

#[test]
fn everything_that_the_schema_knows_has_a_column() {
    let schema: Value = serde_json::from_str(&at_root("docs/result.schema.json")).unwrap();
    let lists: toml::Table = at_root("data/tables.toml").parse().unwrap();
    let tables = lists["table"].as_array().unwrap();
    let columns = tables.iter().flat_map(|table| table["columns"].as_array().unwrap());
    let columns: BTreeSet<&str> = columns.map(|column| column["value"].as_str().unwrap()).collect();
    let leaves = leaves(&schema);
    assert!(leaves.len() > 400, "{}", leaves.len());
    let is_excused = |path: &str| WITHOUT.iter().any(|(under, _)| path.split(['.', '[', '{']).next() == Some(*under));
    let lacking: Vec<&String> =
        leaves.iter().filter(|path| !columns.contains(path.as_str()) && !is_excused(path)).collect();
    assert!(lacking.is_empty(), "no column of data/tables.toml has {lacking:#?}");
    for (under, why) in WITHOUT {
        assert!(leaves.iter().any(|path| path.starts_with(under)), "{under} is no longer there ({why})");
    }
    // And no column is of something that is not there any more; the items come from the rules.
    let gone: Vec<&&str> = columns
        .iter()
        .filter(|path| !path.starts_with("items[]") && !leaves.contains(path.trim_end_matches('@')))
        .collect();
    assert!(gone.is_empty(), "the schema does not know {gone:#?}");
}

/// The tables of a sample, and its result.
fn tables_of(sample: &str) -> (Vec<DataTable>, Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
    let outcome = run(&Options { paths: vec![path], ..Options::default() }, &NoProgress).unwrap();
    let tables = data_tables(&outcome.result, &[&outcome.rules]).unwrap();
    (tables, serde_json::to_value(&outcome.result).unwrap())
}

fn table<'t>(tables: &'t [DataTable], name: &str) -> &'t DataTable {
    tables.iter().find(|table| table.name == name).unwrap()
}

fn column(table: &DataTable, header: &str) -> Vec<String> {
    let place = table.header.iter().position(|title| title == header).unwrap();
    table.rows.iter().map(|row| row[place].clone()).collect()
}

#[test]
fn what_is_written_of_the_samples_is_what_the_result_says() {
    for sample in ["清河镇", "柳林乡"] {
        let (tables, result) = tables_of(sample);
        for table in &tables {
            let headers: BTreeSet<&String> = table.header.iter().collect();
            assert_eq!(headers.len(), table.header.len(), "{}: {:?}", table.name, table.header);
            assert!(table.rows.iter().all(|row| row.len() == table.header.len()), "{}", table.name);
        }
        let members = result["members"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let people = table(&tables, "党员");
        assert_eq!(column(people, "姓名"), members.iter().map(|member| text(&member["name"])).collect::<Vec<_>>());
        assert_eq!(column(people, "得分"), members.iter().map(|member| text(&member["score"])).collect::<Vec<_>>());
        let base = members.iter().map(|member| text(&member["categories"]["base"]));
        assert_eq!(column(people, "基础分"), base.collect::<Vec<_>>());
        let steps = members.iter().flat_map(|member| member["steps"].as_array().unwrap());
        let entries = steps.clone().flat_map(|step| step["entries"].as_array().unwrap());
        let counted = steps.map(|step| text(&step["counted"]));
        assert_eq!(column(table(&tables, "得分步骤"), "计分"), counted.collect::<Vec<_>>());
        let cells = entries.map(|entry| text(&entry["source"]["cell"]));
        assert_eq!(column(table(&tables, "登记"), "单元格"), cells.collect::<Vec<_>>());
        let problems = result["diagnostics"].as_array().unwrap().iter().map(|problem| text(&problem["message"]));
        assert_eq!(column(table(&tables, "问题"), "问题"), problems.collect::<Vec<_>>());
    }
}

#[test]
fn every_column_is_explained() {
    let (tables, _) = tables_of("柳林乡");
    let explained = table(&tables, "数据表说明");
    for written in tables.iter().filter(|table| table.name != "数据表说明") {
        let lines: Vec<&Vec<String>> = explained.rows.iter().filter(|row| row[0] == written.name).collect();
        assert_eq!(lines[0][1], written.rows.len().to_string());
        // Columns of categories stand for one line of the explanation.
        let told: BTreeSet<&str> = lines.iter().skip(1).map(|line| line[3].as_str()).collect();
        let untold = written.header.iter().filter(|header| !told.contains(header.as_str())).count();
        assert!(untold == 0 || written.name == "党员", "{}: {untold}", written.name);
        assert!(lines.iter().all(|line| !line[5].is_empty()));
    }
    let empty = explained.rows.iter().find(|row| row[0] == "重报").unwrap();
    assert!(empty[5].ends_with("这一次没有，没有写出。"), "{empty:?}");
}
