//! A branch's report on the form of another rule set of the run: told once, not of each of its lines.

use crate::layout::Recognised;
use crate::layout::codes::L140;
use crate::model::{Diagnostic, ItemMention};
use crate::pipeline::gather::Gathered;
use crate::pipeline::options::Settings;

/// Fewer lines than this tell nothing.
const FEW: usize = 3;
/// Of ten lines, so many have an item of the other rule set.
const OF_TEN: usize = 8;

/// The rule set whose form a file plainly is, where by its own nothing in it has a meaning: no line has an item of it.
pub(super) fn form_of_another(
    own: usize,
    known: &[(usize, Recognised)],
    settings: &Settings,
    by: &dyn Fn(usize) -> Recognised,
) -> Option<usize> {
    let of = |place: usize| known.iter().find(|(other, _)| *other == place).map(|(_, recognised)| meaning(recognised));
    let (of_own, all) = of(own)?;
    if of_own > 0 || (own == 0 && all < FEW) {
        return None;
    }
    (0..=settings.own_rules.len()).filter(|place| *place != own).find(|place| {
        let (known, all) = of(*place).unwrap_or_else(|| meaning(&by(*place)));
        known >= FEW && known * 10 >= all * OF_TEN
    })
}

/// How many lines and rows of declared tables have a meaning, and how many there are.
fn meaning(recognised: &Recognised) -> (usize, usize) {
    let lines = || recognised.parts.iter().flat_map(|part| &part.lines);
    let known = lines().filter(|line| matches!(line.entry.item, ItemMention::Known(_))).count();
    let records: usize = recognised.parts.iter().map(|part| part.records.len()).sum();
    (known + records, lines().count() + records)
}

/// The files that are forms of another rule set, each with its place and what is said of it.
pub fn of_another_rulebook(gathered: &Gathered, settings: &Settings) -> Vec<(usize, Diagnostic)> {
    let judge = |(at, file): (usize, &crate::pipeline::gather::ReadFile)| {
        let other = settings.tongue(file.form_of?).0;
        let own = settings.tongue(file.rules).0;
        let shown = &file.original.shown;
        let part = file.recognised.parts.iter().find(|part| !part.is_empty())?;
        let branch = crate::pipeline::branch::branch_name(file, part.branch.as_deref(), settings);
        let message = format!(
            "{branch}按《{}》计分，「{shown}」登记的却都是《{}》的项目；整个文件没有使用。",
            own.title, other.title
        );
        let help = format!(
            "请先核对配置文件给{branch}写的 rules：应按《{}》计分的，写 rules = \"{}\"；没有写错的，请支部换成《{}》的表。",
            other.title, other.id, own.title
        );
        Some((at, L140.says(message).in_file(shown).advise(help)))
    };
    gathered.files.iter().enumerate().filter_map(judge).collect()
}
