//! The list of keys, read from `data/rule-keys.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Holds;

static TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/rule-keys.toml"));

/// The header of the column that shows the owner's title.
pub const OWNER_SHOWN: &str = "（名称，不用填）";

/// Every table and key of the rule language, as sheets and columns.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The sheets, in their order. The first has one key a row, all others are lists.
    pub sheets: Vec<KeySheet>,
    /// The lists, owners before what they own.
    pub lists: Vec<List>,
    /// The order of the top level of the canonical TOML.
    pub order: Vec<String>,
    /// Which of them are written as a `[section]`.
    pub sections: Vec<String>,
}

/// A sheet.
#[derive(Clone, Debug)]
pub struct KeySheet {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// Whether it is hidden while it is empty.
    pub rare: bool,
    /// The header of the column that says which list a row belongs to, where there are several.
    pub which: Option<String>,
    /// The header of the column that names the owner.
    pub owner: Option<String>,
    /// Whether a column beside it shows the owner's title; nothing is read from it.
    pub shows_owner: bool,
    /// How many columns stay in view.
    pub frozen: u16,
    /// The keys, one a column.
    pub keys: Vec<Key>,
    /// Indexes of the lists whose rows stand in it.
    pub lists: Vec<usize>,
}

/// A key.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its path inside its row, with dots.
    pub path: String,
    /// Its header.
    pub title: String,
    /// What it holds.
    pub holds: Holds,
    /// Words that stand for others: in TOML, in the cell.
    pub choices: Vec<(String, String)>,
    /// Index of the sheet whose names are offered.
    pub from: Option<usize>,
    /// Whether it may not be empty.
    pub must: bool,
    /// Whether it is hidden while it is empty.
    pub rare: bool,
    /// The width of its column, where it has one of its own.
    pub width: Option<u16>,
    /// How to fill it in.
    pub note: String,
}

/// A list of tables.
#[derive(Clone, Debug)]
pub struct List {
    /// Its path from the root: `category.item`.
    pub path: String,
    /// Its path from its owner.
    pub relative: String,
    /// What one of its rows is called.
    pub title: String,
    /// Index of its sheet.
    pub sheet: usize,
    /// Index of the list of its owners; `None` where the root owns it.
    pub owner: Option<usize>,
    /// Index of the key by which its rows are named.
    pub named_by: Option<usize>,
    /// Whether a row's name begins with the owner's.
    pub within: bool,
    /// Whether it is written inside its owner.
    pub inline: bool,
    /// Whether it is a table with keys of its own choice (`test.expect.*`).
    pub is_map: bool,
}

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
    /// The list that is part of the program.
    ///
    /// # Panics
    /// Never: a test reads the list.
    #[must_use]
    #[expect(clippy::expect_used, reason = "part of the program, and read by a test")]
    pub fn built_in() -> Self {
        Self::read(TEXT).expect("data/rule-keys.toml")
    }

    fn read(text: &str) -> Result<Self, toml::de::Error> {
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

    /// Whether some owners of the rows of a sheet have a title beside their name.
    fn has_titled_owners(&self, sheet: usize) -> bool {
        let lists = self.lists.iter().filter(|list| list.sheet == sheet);
        lists.filter_map(|list| list.owner).any(|owner| {
            let named_by = self.lists.get(owner).and_then(|owner| owner.named_by);
            self.title_of(owner).is_some_and(|title| Some(title) != named_by)
        })
    }

    /// Index of the key that holds the title of a list's rows.
    #[must_use]
    pub fn title_of(&self, list: usize) -> Option<usize> {
        self.keys_of(Some(list)).iter().position(|key| key.path == "title")
    }

    /// The sheet of a list, or of the root.
    #[must_use]
    pub fn sheet_of(&self, scope: Option<usize>) -> usize {
        scope.and_then(|list| self.lists.get(list)).map_or(0, |list| list.sheet)
    }

    /// The keys of a list, or of the root.
    #[must_use]
    pub fn keys_of(&self, scope: Option<usize>) -> &[Key] {
        self.sheets.get(self.sheet_of(scope)).map_or(&[], |sheet| &sheet.keys)
    }

    /// The lists that the rows of a list own, or the root.
    pub fn owned_by(&self, scope: Option<usize>) -> impl Iterator<Item = (usize, &List)> {
        self.lists.iter().enumerate().filter(move |(_, list)| list.owner == scope)
    }

    /// Whether rows of other lists name the rows of this one.
    #[must_use]
    pub fn is_owner(&self, list: usize) -> bool {
        self.owned_by(Some(list)).next().is_some()
    }
}

impl KeySheet {
    /// How many columns stand before those of the keys.
    #[must_use]
    pub fn leading(&self) -> usize {
        self.owner_column() + usize::from(self.owner.is_some()) + usize::from(self.shows_owner)
    }

    /// Which column names the owner, where one does.
    #[must_use]
    pub fn owner_column(&self) -> usize {
        usize::from(self.which.is_some())
    }

    /// All headers, from the left.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        let leading = self.which.iter().chain(&self.owner).map(String::as_str);
        let leading = leading.chain(self.shows_owner.then_some(OWNER_SHOWN));
        leading.chain(self.keys.iter().map(|key| key.title.as_str()))
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
