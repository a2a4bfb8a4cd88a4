//! `data/tables.toml`, as written.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What tables there are.
pub static LISTS: LazyLock<Lists> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/tables.toml")).unwrap_or_default());

/// All tables, and the words that stand for those of 结果.json.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// The tables, in their order.
    pub table: Vec<TableList>,
    /// Name → word of 结果.json → what is written.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

/// A table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableList {
    /// Its name.
    pub name: String,
    /// The path of what has a row each.
    pub rows: String,
    /// What a row is.
    pub about: String,
    /// Its columns.
    pub columns: Vec<ColumnList>,
}

/// A column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnList {
    /// What stands over it.
    pub header: String,
    /// The path of what stands in it.
    pub value: String,
    /// What it means.
    pub means: String,
    /// Its unit, where it has one.
    #[serde(default)]
    pub unit: String,
    /// The name of the words that are written for those of 结果.json.
    pub words: Option<String>,
    /// What stands between several values.
    pub join: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_and_its_names_lead_somewhere() {
        let lists: Lists = toml::from_str(include_str!("../../../data/tables.toml")).unwrap();
        assert!(lists.table.len() > 50);
        for column in lists.table.iter().flat_map(|table| &table.columns) {
            assert!(column.words.as_ref().is_none_or(|name| lists.words.contains_key(name)), "{}", column.header);
            assert!(!column.means.is_empty(), "{}", column.value);
        }
        let mut names: Vec<&str> = lists.table.iter().map(|table| table.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), lists.table.len());
    }
}
