//! The township profile, `jifen.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::RunError;
use super::archive::ArchiveProfile;
use super::branch_names::called;
use super::forms::FormProfile;
use super::publishing::PublicityProfile;
use super::unreadable;
use crate::rules::{Scope, read_toml};

/// The file that is looked for beside the inputs.
pub const FILE_NAME: &str = "jifen.toml";

/// What a township says once for all runs. Everything is optional; flags win.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// The township's name.
    pub township: Option<String>,
    /// Id of a built-in rule set, or path of a rule set.
    pub rules: Option<String>,
    /// The period: 2025, 2025Q1, 2025-03.
    pub period: Option<Label>,
    /// The calendar year in which the programme began.
    pub programme_start: Option<i32>,
    /// Over whom quotas are reckoned, where not as the rule set says.
    pub quota_scope: Option<Scope>,
    /// File with the decisions of meetings, relative to the profile.
    pub decisions: Option<String>,
    /// Earlier years: archives, results, folders that hold one, relative to the profile.
    pub previous: Option<OneOrMany>,
    /// File with waivers, relative to the profile.
    pub waivers: Option<String>,
    /// File with objections, relative to the profile.
    pub objections: Option<String>,
    /// File with the branches that the township expects, relative to the profile.
    pub organisation: Option<String>,
    /// How results are made public; the section alone asks for it.
    pub publicity: Option<PublicityProfile>,
    /// What the archivist's lists say of the year's package.
    pub archive: ArchiveProfile,
    /// Results that were kept when periods were closed, files or folders, relative to the profile.
    pub closed: Vec<String>,
    /// Honours that are not given this year, by title.
    pub honours_not_held: Vec<String>,
    /// The branches, in the order of the organisation tree.
    pub branch: Vec<BranchProfile>,
    /// Header spellings of this township: the usual header → what stands in its forms.
    pub columns: BTreeMap<String, OneOrMany>,
    /// Forms that are not recognised, and how to read them.
    pub form: Vec<Spanned<FormProfile>>,
    /// The text that it was read from, for the places of mistakes.
    #[serde(skip)]
    pub text: String,
}

/// A period's label; a year may be written as a number.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Label {
    /// 2025.
    Year(i32),
    /// "2025Q1".
    Text(String),
}

impl Label {
    /// The label as text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// One spelling or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// All of them.
    #[must_use]
    pub fn to_vec(&self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one.clone()],
            Self::Many(many) => many.clone(),
        }
    }
}

/// A branch as the township knows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BranchProfile {
    /// Its name.
    pub name: String,
    /// Other names under which its workbooks come.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The organisations above it, from the top.
    #[serde(default)]
    pub path: Vec<String>,
    /// Which of several workbooks counts.
    pub file: Option<String>,
    /// How many members the township expects on its roster at the end of the period.
    pub members: Option<usize>,
    /// Id or path of the rule set that holds for this branch, where it is not that of all others.
    pub rules: Option<String>,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// [`RunError::Profile`] with the place of the mistake.
    pub fn read(path: &Path) -> Result<Self, RunError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| RunError::Unreadable { path: path.to_owned(), reason: unreadable::in_words(&error) })?;
        let read: Result<Self, _> = read_toml(&text);
        let checked = read.and_then(|profile| profile.archive.check(&text).map(|()| profile));
        let profile = checked.map_err(|error| RunError::Profile { path: path.to_owned(), error })?;
        Ok(Self { text, ..profile })
    }

    /// The profile's branch that a name means.
    #[must_use]
    pub fn branch_called(&self, name: &str) -> Option<&BranchProfile> {
        called(&self.branch, name)
    }
}

impl BranchProfile {
    /// Its name, then the others.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }

    /// Whether this is one of its names.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }
}
