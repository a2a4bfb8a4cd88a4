//! Honours that the profile says were not held this year.

use crate::model::text::compact;
use crate::rules::{Figure, RuleSet};

/// By figure, whether it was not held this year.
pub fn closed(rules: &RuleSet, not_held: &[String]) -> Vec<bool> {
    let is_closed = |figure: &Figure| not_held.iter().any(|title| may_close(figure, title));
    rules.figures.iter().map(is_closed).collect()
}

/// Whether a profile means this figure when it says what was not held.
fn may_close(figure: &Figure, title: &str) -> bool {
    figure.closable && (title == compact(&figure.title) || title == figure.id)
}

/// What the profile says was not held, though no rule set of the run has anything of that name that can be left out.
pub fn unknown_honours(all: &[&RuleSet], not_held: &[String]) -> Option<String> {
    let figures = || all.iter().flat_map(|rules| &rules.figures);
    let is_known = |title: &&String| figures().any(|figure| may_close(figure, title));
    let unknown: Vec<String> =
        not_held.iter().filter(|title| !is_known(title)).map(|title| format!("「{title}」")).collect();
    let known: Vec<&str> = figures().filter(|figure| figure.closable).map(|figure| figure.title.as_str()).collect();
    let known = if known.is_empty() { "没有".to_owned() } else { format!("有{}", known.join("、")) };
    (!unknown.is_empty())
        .then(|| format!("honours_not_held 里的{}没有用到：这个规则集可以写的{known}。", unknown.join("、")))
}
