//! Comparing two rule sets where branches have several: only those of the two are compared.

use crate::pipeline::Options;
use crate::pipeline::branch::{branch_name, branch_of};
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;
use crate::rules::RuleSet;

/// Which branches a comparison is not about.
pub struct LeftOut {
    settings: Settings,
    compared: Vec<usize>,
}

impl LeftOut {
    /// Of a comparison of two rule sets: the branches that have another one. Where the profile names neither of the two for
    /// any branch, the branches of the main rule set are compared. `None` where all branches have one rule set.
    #[must_use]
    pub fn of(options: &Options, sides: [&RuleSet; 2]) -> Option<Self> {
        // What is wrong with the profile is told by the runs themselves.
        let settings = Settings::new(&Options { rules: None, ..options.clone() }).ok()?;
        if settings.own_rules.is_empty() {
            return None;
        }
        let is_compared = |place: &usize| sides.iter().any(|side| side.id == settings.tongue(*place).0.id);
        let compared: Vec<usize> = (0..=settings.own_rules.len()).filter(is_compared).collect();
        let compared = if compared.is_empty() { vec![0] } else { compared };
        Some(Self { settings, compared })
    }

    /// Takes the branches out of what was read, and names those that were there. A file with nothing else in it is set aside.
    pub fn leave_out(&self, gathered: &mut Gathered) -> Vec<String> {
        let mut left_out: Vec<String> = Vec::new();
        for file in &gathered.files {
            left_out.extend(names(file, &self.settings).into_iter().filter(|name| self.is_out(name)));
        }
        left_out.sort_by_key(|name| self.settings.profile.branch.iter().position(|branch| branch.name == *name));
        left_out.dedup();
        gathered.pass_over(|file| {
            let names = names(file, &self.settings);
            names
                .iter()
                .all(|name| self.is_out(name))
                .then(|| format!("{}按别的办法计分，没有比较。", names.join("、")))
        });
        for file in &mut gathered.files {
            let shown = &file.original.shown;
            let parts = &mut file.recognised.parts;
            parts.retain(|part| !self.is_out(&branch_of(shown, part.branch.as_deref(), &self.settings)));
        }
        left_out
    }

    fn is_out(&self, branch: &str) -> bool {
        !self.compared.contains(&self.settings.place_of(branch))
    }
}

fn names(file: &ReadFile, settings: &Settings) -> Vec<String> {
    let parts = file.recognised.parts.iter().filter(|part| !part.is_empty());
    let mut names: Vec<String> = parts.map(|part| branch_name(file, part.branch.as_deref(), settings)).collect();
    if names.is_empty() {
        names.push(branch_name(file, file.recognised.claims.branch.as_deref(), settings));
    }
    names.dedup();
    names
}
