//! 规则集: the text of every rule set in force, the built-in ones too, and by what names the run called them.

use std::path::Path;

use super::Packing;
use super::keeper::{Keeper, Kept, Source};
use super::record::RunRecord;
use crate::archive::places;
use crate::model::Digest;
use crate::pipeline::OutputError;
use crate::pipeline::rule_file::rule_text;
use crate::rules::{RuleSet, default_id};

/// Keeps the rule sets, and records by what names they were called.
///
/// # Errors
/// [`OutputError::Changed`] where one is no longer what it was.
pub fn keep(packing: &Packing<'_>, keeper: &mut Keeper<'_>, record: &mut RunRecord) -> Result<(), OutputError> {
    let (settings, given) = (packing.settings, packing.given);
    let base = settings.profile_path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    match (&given.rules, &settings.profile.rules) {
        (Some(name), _) => keep_one(&settings.rules, name, Path::new(""), keeper, record)?,
        (None, Some(name)) => keep_one(&settings.rules, name, base, keeper, record)?,
        (None, None) => {
            let id = default_id();
            keep_one(&settings.rules, &id, Path::new(""), keeper, record)?;
            record.default_rules = Some(id);
        }
    }
    if given.rules.is_some() {
        return Ok(());
    }
    for name in settings.profile.branch.iter().filter_map(|branch| branch.rules.as_ref()) {
        // A branch for which the main rule set is named has none of its own: its text is the main one's.
        let text = text(name, base)?;
        let digest = Digest::of(text.as_bytes());
        let all = std::iter::once(&settings.rules).chain(settings.own_rules.iter().map(|own| &own.rules));
        let Some(rules) = all.into_iter().find(|rules| rules.digest == digest) else { return Err(changed(name)) };
        keep_text(rules, name, text, keeper, record)?;
    }
    Ok(())
}

fn keep_one(
    rules: &RuleSet,
    name: &str,
    base: &Path,
    keeper: &mut Keeper<'_>,
    record: &mut RunRecord,
) -> Result<(), OutputError> {
    let text = text(name, base)?;
    if Digest::of(text.as_bytes()) != rules.digest {
        return Err(changed(name));
    }
    keep_text(rules, name, text, keeper, record)
}

fn keep_text(
    rules: &RuleSet,
    name: &str,
    text: String,
    keeper: &mut Keeper<'_>,
    record: &mut RunRecord,
) -> Result<(), OutputError> {
    // An id is no path: what could lead elsewhere is no part of the file's name.
    let file: String = rules.id.chars().map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
    let title = format!("规则集《{}》，版本 {}", rules.title, rules.version);
    let source = Source::Bytes(text.into_bytes());
    let kept = Kept { title, author: String::new(), remark: String::new(), source };
    let at = keeper.keep_at(format!("{}/{file}.toml", places::RULES), kept)?;
    record.stand_ins.insert(name.to_owned(), at.clone());
    record.rule_sets.insert(rules.id.clone(), at);
    Ok(())
}

fn text(name: &str, base: &Path) -> Result<String, OutputError> {
    rule_text(name, base).map_err(|error| OutputError::Changed(error.to_string()))
}

fn changed(name: &str) -> OutputError {
    OutputError::Changed(format!("规则集「{name}」在程序运行期间被改动了，"))
}
