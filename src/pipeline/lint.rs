//! Whether a rule set hangs together: lint, with what a profile says of the year.

use std::path::{Path, PathBuf};

use super::profile::Profile;
use super::rule_file::rule_text;
use super::run_error::RunError;
use super::trial::run_tests;
use crate::model::Period;
use crate::model::text::compact;
use crate::rules::lint::{Asked, FailedTest, Lint, lint};
use crate::rules::{RuleSet, load};

/// What is to be looked at.
#[derive(Clone, Debug, Default)]
pub struct LintOptions {
    /// Id of a built-in rule set, or path of one.
    pub rules: String,
    /// The period for which it is looked at.
    pub period: Option<String>,
    /// The profile, which says what is not held in that period.
    pub profile: Option<PathBuf>,
}

/// The rule set, and all that lint finds in it.
///
/// # Errors
/// [`RunError`] where there is no such rule set or profile, or one of them cannot be read.
pub fn lint_rules(options: &LintOptions) -> Result<(RuleSet, Vec<Lint>), RunError> {
    let name = &options.rules;
    let text = rule_text(name, Path::new(""))?;
    let rules = load(&text).map_err(|error| RunError::Rules { name: name.clone(), error })?;
    let profile = options.profile.as_deref().map(Profile::read).transpose()?;
    let label = options.period.clone().or_else(|| profile.as_ref()?.period.as_ref().map(super::profile::Label::text));
    let period = label.map(|label| Period::parse(&label).ok_or(RunError::Period(label))).transpose()?;
    let not_held: Vec<String> =
        profile.iter().flat_map(|profile| &profile.honours_not_held).map(|title| compact(title)).collect();
    let closed = if profile.is_some() { super::closed(&rules, &not_held) } else { Vec::new() };
    let asked = Asked { text: Some(&text), period, closed, failed: failed_tests(&rules) };
    let found = lint(&rules, &asked);
    Ok((rules, found))
}

/// The rule set's own tests that do not come out as they say.
fn failed_tests(rules: &RuleSet) -> Vec<FailedTest> {
    let failed = run_tests(rules).into_iter().filter(|outcome| !outcome.holds());
    failed.map(|outcome| FailedTest { title: outcome.title, says: outcome.differences }).collect()
}
