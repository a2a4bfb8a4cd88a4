//! `rules diff`: what changed between two rule sets.

use std::path::Path;

use super::Ending;
use super::args::Format;
use super::failure::Failure;
use super::screen::Screen;
use crate::pipeline::find_rules;
use crate::reports::{rules_diff, rules_diff_page};

/// Prints what changed from one rule set to the other.
pub fn run(before: &str, after: &str, format: Format, screen: &Screen) -> Result<Ending, Failure> {
    let rules = |name: &str| find_rules(name, Path::new(""));
    let diff = rules_diff(&rules(before)?, &rules(after)?);
    match format {
        Format::Json => screen.print(&format!("{}\n", serde_json::to_string_pretty(&diff)?)),
        Format::Text => screen.page(&rules_diff_page(&diff)),
    }
    Ok(Ending::Good)
}
