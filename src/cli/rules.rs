//! `rules`: which rule sets there are, and what they say.

use std::path::Path;

use super::Ending;
use super::args::{RulesArguments, RulesCommand};
use super::failure::Failure;
use super::rules_test;
use super::screen::Screen;
use crate::pipeline::find_rules;
use crate::reports::{rules_list_page, rules_page};
use crate::rules::{builtin_ids, default_id};

/// Prints the list of rule sets, or one of them.
pub fn run(arguments: &RulesArguments, screen: &Screen) -> Result<Ending, Failure> {
    match &arguments.command {
        RulesCommand::List => {
            let rules = builtin_ids().into_iter().map(|id| find_rules(id, Path::new("")));
            screen.page(&rules_list_page(&rules.collect::<Result<Vec<_>, _>>()?, &default_id()));
        }
        RulesCommand::Show { rules } => {
            let name = rules.clone().unwrap_or_else(default_id);
            screen.page(&rules_page(&find_rules(&name, Path::new(""))?));
        }
        RulesCommand::Test { rules } => return rules_test::run(rules.as_deref(), screen),
    }
    Ok(Ending::Good)
}
