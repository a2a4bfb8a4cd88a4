//! The rule sets that a profile names for single branches.

use std::path::Path;

use crate::pipeline::RunError;
use crate::pipeline::profile::Profile;
use crate::pipeline::rule_file::rules_of_run;
use crate::pipeline::stand_ins::StandIns;
use crate::rules::RuleSet;

/// The rule sets beside the main one, each once, in the order in which the profile first names them, with their branches.
///
/// A branch for which the profile names the main rule set has none of its own.
///
/// # Errors
/// [`RunError::BranchRules`] where there is no such rule set or it is wrong; [`RunError::SameRules`] where two have one id.
pub fn own_rules_of(
    profile: &Profile,
    path: &Path,
    main: &RuleSet,
    stand_ins: &StandIns,
) -> Result<Vec<(RuleSet, Vec<String>)>, RunError> {
    let base = path.parent().unwrap_or(Path::new(""));
    let mut own: Vec<(RuleSet, Vec<String>)> = Vec::new();
    for (branch, name) in profile.branch.iter().filter_map(|branch| Some((branch, branch.rules.as_deref()?))) {
        let rules = rules_of_run(name, base, stand_ins).map_err(|error| RunError::BranchRules {
            path: path.to_owned(),
            branch: branch.name.clone(),
            name: name.to_owned(),
            error: Box::new(error),
        })?;
        if rules.digest == main.digest {
            continue;
        }
        let same = |first: &str| RunError::SameRules {
            path: path.to_owned(),
            id: rules.id.clone(),
            first: first.to_owned(),
            second: branch.name.clone(),
        };
        if rules.id == main.id {
            return Err(same("全乡镇"));
        }
        match own.iter_mut().find(|(known, _)| known.id == rules.id) {
            Some((known, branches)) if known.digest == rules.digest => branches.push(branch.name.clone()),
            Some((_, branches)) => return Err(same(branches.first().map_or("", String::as_str))),
            None => own.push((rules, vec![branch.name.clone()])),
        }
    }
    Ok(own)
}
