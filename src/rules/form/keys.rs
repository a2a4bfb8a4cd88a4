//! The list of keys, read from `data/rule-keys.toml`.

use super::Holds;

pub(super) static TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/rule-keys.toml"));

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

    /// Whether some owners of the rows of a sheet have a title beside their name.
    pub(super) fn has_titled_owners(&self, sheet: usize) -> bool {
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
