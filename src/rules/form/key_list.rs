//! Reading `data/rule-keys.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Holds;
use super::keys::{Key, KeySheet, Keys, List};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    order: Vec<String>,
    sections: Vec<String>,
    choices: BTreeMap<String, Vec<(String, String)>>,
    sheet: Vec<SheetText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetText {
    name: String,
    about: String,
    #[serde(default)]
    rare: bool,
    #[serde(default)]
    lists: Vec<ListText>,
    named_by: Option<String>,
    #[serde(default)]
    within: bool,
    #[serde(default)]
    inline: bool,
    which: Option<String>,
    owner: Option<String>,
    like: Option<String>,
    frozen: Option<u16>,
    #[serde(default)]
    keys: Vec<KeyText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListText {
    path: String,
    title: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyText {
    key: String,
    title: String,
    holds: Holds,
    of: Option<String>,
    from: Option<String>,
    #[serde(default)]
    must: bool,
    #[serde(default)]
    rare: bool,
    width: Option<u16>,
    note: String,
}

impl Keys {
    /// Reads the list.
    pub(super) fn read(text: &str) -> Result<Self, toml::de::Error> {
        let text: Text = toml::from_str(text)?;
        let names: Vec<String> = text.sheet.iter().map(|sheet| sheet.name.clone()).collect();
        let mut lists: Vec<List> = Vec::new();
        let mut sheets = Vec::new();
        for (index, sheet) in text.sheet.iter().enumerate() {
            let like = sheet.like.as_ref().and_then(|name| text.sheet.iter().find(|other| other.name == *name));
            let keys: Vec<Key> = like.unwrap_or(sheet).keys.iter().map(|key| key.read(&text.choices, &names)).collect();
            let named_by = like.unwrap_or(sheet).named_by.as_ref();
            let named_by = named_by.and_then(|name| keys.iter().position(|key| key.path == *name));
            let first = lists.len();
            lists.extend(sheet.lists.iter().map(|list| List {
                path: list.path.clone(),
                relative: String::new(),
                title: list.title.clone(),
                sheet: index,
                owner: None,
                named_by,
                within: sheet.within,
                inline: sheet.inline,
                is_map: list.path.ends_with(".*"),
            }));
            sheets.push(KeySheet {
                name: sheet.name.clone(),
                about: sheet.about.clone(),
                rare: sheet.rare,
                which: sheet.which.clone(),
                owner: sheet.owner.clone(),
                shows_owner: false,
                frozen: sheet.frozen.unwrap_or(0),
                keys,
                lists: (first..lists.len()).collect(),
            });
        }
        let paths: Vec<String> = lists.iter().map(|list| list.path.clone()).collect();
        for list in &mut lists {
            let above = |path: &String| list.path.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('.'));
            let owners = paths.iter().enumerate().filter(|(_, path)| above(path));
            list.owner = owners.max_by_key(|(_, path)| path.len()).map(|(index, _)| index);
            let path = list.path.strip_suffix(".*").unwrap_or(&list.path);
            let owner = list.owner.and_then(|owner| paths.get(owner)).map_or(0, |path| path.len() + 1);
            list.relative = path.get(owner..).unwrap_or_default().to_owned();
        }
        let mut keys = Self { sheets, lists, order: text.order, sections: text.sections };
        let shows: Vec<bool> = (0..keys.sheets.len()).map(|sheet| keys.has_titled_owners(sheet)).collect();
        for (sheet, shows) in keys.sheets.iter_mut().zip(shows) {
            sheet.shows_owner = shows;
        }
        Ok(keys)
    }
}

impl KeyText {
    fn read(&self, choices: &BTreeMap<String, Vec<(String, String)>>, sheets: &[String]) -> Key {
        Key {
            path: self.key.clone(),
            title: self.title.clone(),
            holds: self.holds,
            choices: self.of.as_ref().and_then(|name| choices.get(name)).cloned().unwrap_or_default(),
            from: self.from.as_ref().and_then(|name| sheets.iter().position(|sheet| sheet == name)),
            must: self.must,
            rare: self.rare,
            width: self.width,
            note: self.note.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::form::keys::TEXT;

    #[test]
    fn the_list_is_read_and_hangs_together() {
        let keys = Keys::read(TEXT).unwrap();
        let text: Text = toml::from_str(TEXT).unwrap();
        for (sheet, text) in keys.sheets.iter().zip(&text.sheet) {
            let mut titles: Vec<&str> = sheet.headers().collect();
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), sheet.headers().count(), "{}", sheet.name);
            assert_eq!(sheet.which.is_some(), sheet.lists.len() > 1, "{}", sheet.name);
            for (key, text) in sheet.keys.iter().zip(&text.keys) {
                assert_eq!(key.from.is_some(), text.from.is_some(), "{}", text.key);
                assert_eq!(key.choices.is_empty(), text.of.is_none(), "{}", text.key);
                assert!(key.title.chars().count() <= 32 && key.note.chars().count() <= 200, "{}", key.path);
            }
        }
        for (index, list) in keys.lists.iter().enumerate() {
            let sheet = &keys.sheets[list.sheet];
            assert!(list.owner.is_none_or(|owner| keys.lists[owner].named_by.is_some()), "{}", list.path);
            assert!(list.owner.is_none_or(|_| sheet.owner.is_some()), "{}", list.path);
            assert!(!list.inline || !keys.is_owner(index), "{}", list.path);
            let head = list.path.split('.').next().unwrap();
            assert!(keys.order.iter().any(|known| known == head), "{}", list.path);
        }
    }
}
