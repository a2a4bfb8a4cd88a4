//! The reference of the rule language, `docs/规则语言.md`: its tables of keys are made of `data/rule-keys.toml`, and it
//! names every function.
//!
//! `JIFEN_UPDATE=1` writes the tables anew.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at what it did not expect, and says what it found"
)]

use std::collections::BTreeMap;
use std::fs;

use jifen::rules::formula::Function;
use toml::{Table, Value};

const PAGE: &str = "docs/规则语言.md";
const BEGIN: &str = "<!-- 键表开始：由 data/rule-keys.toml 生成，JIFEN_UPDATE=1 cargo test --test rule_language -->";
const END: &str = "<!-- 键表结束 -->";

#[test]
fn the_tables_of_keys_are_those_that_a_rule_set_may_have() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let made = format!("{before}{BEGIN}\n\n{}{END}{after}", tables());
    if std::env::var_os("JIFEN_UPDATE").is_some() {
        fs::write(PAGE, made).unwrap();
        return;
    }
    let differing = page.lines().zip(made.lines()).find(|(is, made)| is != made);
    assert!(page == made, "{PAGE} is stale, JIFEN_UPDATE=1 rewrites it; first difference: {differing:?}");
}

#[test]
fn every_function_is_named() {
    let page = fs::read_to_string(PAGE).unwrap();
    let missing: Vec<_> =
        Function::ALL.iter().map(|it| it.name()).filter(|name| !page.contains(&format!("`{name}("))).collect();
    assert!(missing.is_empty(), "{PAGE} does not name {missing:?}");
}

fn tables() -> String {
    let list: Table = toml::from_str(&fs::read_to_string("data/rule-keys.toml").unwrap()).unwrap();
    let sheets: Vec<&Table> = list["sheet"].as_array().unwrap().iter().map(|it| it.as_table().unwrap()).collect();
    let mut text = String::new();
    for sheet in &sheets {
        let Some(keys) = keys_of(sheet) else { continue };
        let name = word(sheet, "name");
        text.push_str(&format!("### {name}{}\n\n", headings(&sheets, sheet)));
        text.push_str("| 键 | 名称 | 写什么 | 说明 |\n|---|---|---|---|\n");
        for key in keys {
            let key = key.as_table().unwrap();
            let must = if key.get("must").is_some() { "（必写）" } else { "" };
            let holds = held(key, &list);
            let id = word(key, "key").replace("@key", "键").replace("@value", "值");
            text.push_str(&format!("| `{id}` | {}{must} | {holds} | {} |\n", word(key, "title"), word(key, "note")));
        }
        text.push('\n');
    }
    text
}

fn keys_of(sheet: &Table) -> Option<&Vec<Value>> {
    sheet.get("keys")?.as_array()
}

fn word<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Where the keys stand: `[[category.item]]`, or within braces.
fn headings(sheets: &[&Table], sheet: &Table) -> String {
    let alike = sheets.iter().filter(|other| word(other, "like") == word(sheet, "name"));
    let mut paths: Vec<String> = Vec::new();
    for sheet in std::iter::once(&sheet).chain(alike.map(|it| &**it).collect::<Vec<_>>().iter()) {
        for list in sheet.get("lists").and_then(Value::as_array).into_iter().flatten() {
            let path = word(list.as_table().unwrap(), "path");
            let is_inline = sheet.get("inline").is_some();
            paths.push(match (path.strip_suffix(".*"), is_inline) {
                (Some(map), _) => format!("`{map} = {{ 键 = 值 }}`"),
                (None, true) => format!("`{path} = [{{ … }}]`"),
                (None, false) => format!("`[[{path}]]`"),
            });
        }
    }
    if paths.is_empty() { String::new() } else { format!("：{}", paths.join("、")) }
}

/// What stands behind a key.
fn held(key: &Table, list: &Table) -> String {
    let words: BTreeMap<&str, &str> = BTreeMap::from([
        ("text", "文字"),
        ("long", "文字"),
        ("number", "数"),
        ("amount", "数或算式"),
        ("formula", "算式"),
        ("yes", "`true`"),
        ("day", "日期"),
        ("texts", "几个词"),
        ("text_or_texts", "一个词或几个词"),
        ("amounts", "几个数"),
        ("words", "几个词"),
        ("map", "`{ 词 = 数 }`"),
        ("text_map", "`{ 词 = \"…\" }`"),
        ("formula_or_map", "算式，或 `{ 评定 = \"算式\" }`"),
    ]);
    let holds = word(key, "holds");
    let choices = list["choices"].get(word(key, "of")).and_then(Value::as_array);
    let choices = choices.into_iter().flatten().filter_map(|it| {
        let pair = it.as_array()?;
        Some(format!("`\"{}\"` {}", pair.first()?.as_str()?, pair.get(1)?.as_str()?))
    });
    let choices: Vec<String> = choices.collect();
    match (holds, choices.is_empty()) {
        ("choice", false) => choices.join("，"),
        ("choices", false) => format!("其中几个：{}", choices.join("，")),
        (_, false) => format!("{}；{}", words[holds], choices.join("，")),
        _ => words.get(holds).unwrap_or_else(|| panic!("no word for {holds}")).to_string(),
    }
}
