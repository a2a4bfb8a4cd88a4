//! `rules lint`: whether a rule set hangs together.

use super::Ending;
use super::args::{Format, LintArguments};
use super::failure::Failure;
use super::screen::Screen;
use crate::model::Severity;
use crate::pipeline::{LintOptions, lint_rules};
use crate::reports::{lint_document, lint_page};
use crate::rules::default_id;

/// Prints what is found. Errors end the command as errors in data do.
pub fn run(arguments: &LintArguments, screen: &Screen) -> Result<Ending, Failure> {
    let options = LintOptions {
        rules: arguments.rules.clone().unwrap_or_else(default_id),
        period: arguments.period.clone(),
        profile: arguments.profile.clone(),
    };
    let (rules, found) = lint_rules(&options)?;
    match arguments.format {
        Format::Text => screen.page(&lint_page(&rules, &found)),
        Format::Json => {
            let text = serde_json::to_string_pretty(&lint_document(&rules, &found))?;
            screen.print(&format!("{text}\n"));
        }
    }
    let has_error = found.iter().any(|lint| lint.waived.is_none() && lint.severity == Severity::Error);
    Ok(if has_error { Ending::DataWrong } else { Ending::Good })
}
