//! The rule sets that are part of the program: the files of `rules/`, embedded.

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::{RuleError, RuleSet, load};

static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

#[derive(Deserialize)]
struct Index {
    default: String,
}

/// The ids of the embedded rule sets, sorted.
#[must_use]
pub fn builtin_ids() -> Vec<&'static str> {
    let mut ids: Vec<&str> = RULES
        .files()
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "toml"))
        .filter_map(|file| file.path().file_stem()?.to_str())
        .filter(|stem| *stem != "index")
        .collect();
    ids.sort_unstable();
    ids
}

/// The embedded rule set with this id, checked; `None` if there is none.
#[must_use]
pub fn builtin(id: &str) -> Option<Result<RuleSet, RuleError>> {
    builtin_text(id).map(load)
}

/// The text of the embedded rule set with this id; `None` if there is none.
#[must_use]
pub fn builtin_text(id: &str) -> Option<&'static str> {
    let text = RULES.get_file(format!("{id}.toml"))?.contents_utf8()?;
    builtin_ids().contains(&id).then_some(text)
}

/// The id of the rule set that is used where none is named.
#[must_use]
pub fn default_id() -> String {
    let index = RULES.get_file("index.toml").and_then(include_dir::File::contents_utf8).unwrap_or_default();
    toml::from_str::<Index>(index).map(|index| index.default).unwrap_or_default()
}
