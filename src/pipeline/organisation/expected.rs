//! Which branches of the list handed in their workbooks, and whose workbooks came that nobody expects.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::layout::branch_stem;
use crate::layout::codes::{L132, L133};
use crate::model::{Diagnostic, Period, Severity};
use crate::pipeline::BranchScores;
use crate::pipeline::gather::ReadFile;
use crate::pipeline::options::Settings;
use crate::pipeline::profile::BranchProfile;
use crate::pipeline::wrong_file::speaks_of;
use crate::rules::Scope;

/// Branches of the list of which nothing came, and branches that came and are not on it. Asked of whole folders alone:
/// whoever checks one workbook does not miss the others.
pub fn expected_and_come(
    settings: &Settings,
    files: &[ReadFile],
    branches: &[BranchScores],
    found: &[Diagnostic],
    period: Period,
) -> Vec<Diagnostic> {
    let listed = settings.profile.branch.iter().filter(|branch| settings.answers_for(&branch.name));
    let listed: Vec<&BranchProfile> = listed.collect();
    if listed.is_empty() || settings.is_earlier || !settings.over_folders() {
        return Vec::new();
    }
    let come: BTreeSet<&str> = branches.iter().map(|branch| &*branch.name).collect();
    let missing: Vec<&BranchProfile> = listed.iter().copied().filter(|branch| !come.contains(&*branch.name)).collect();
    let names: BTreeSet<&str> = listed.iter().map(|branch| branch.name.as_str()).collect();
    let unlisted: Vec<&BranchScores> = branches.iter().filter(|branch| !names.contains(&*branch.name)).collect();
    let unused = unused(files, found);
    let mut said: Vec<Diagnostic> =
        missing.iter().map(|branch| is_missing(branch, &unlisted, settings, &unused, period)).collect();
    // A profile may name a few branches only for what is special about them: that is no list of all.
    let is_list = settings.has_organisation || unlisted.len() < come.len() - unlisted.len();
    if is_list {
        said.extend(unlisted.iter().map(|branch| is_unexpected(branch, &missing, files)));
    } else if !unlisted.is_empty() {
        let message = format!(
            "jifen.toml 的 [[branch]] 只列了 {} 个支部，交来的另外 {} 个不在里面，看来没有列全，没有逐个提醒。",
            listed.len(),
            unlisted.len()
        );
        let help = "要核对该交表的支部是不是都交了，请把支部列全，或者做一份「组织.xlsx」。";
        said.push(L133.says(message).as_severity(Severity::Note).advise(help));
    }
    said
}

/// That nothing came of a branch.
fn is_missing(
    branch: &BranchProfile,
    unlisted: &[&BranchScores],
    settings: &Settings,
    unused: &[Unused<'_>],
    period: Period,
) -> Diagnostic {
    let rules = &settings.rules;
    let is_over_all = matches!(rules.quota.scope, Scope::Township | Scope::Class);
    let by_township = is_over_all && rules.grades.iter().any(|grade| grade.quota.is_some());
    let decides = by_township && settings.settles(period);
    let mut message = format!("{}没有交表", branch.name);
    if let Some(file) = unused.iter().find(|file| file.is_of(branch)) {
        message += &format!("（「{}」像是它的，但没有用上，原因见那个文件的问题）", file.shown);
    }
    message += if decides {
        "。名额按全乡镇的人数计算，缺了它算不准。"
    } else {
        "，汇总里没有它的党员。"
    };
    let near = unlisted.iter().max_by_key(|other| nearness(&other.name, &branch.name));
    let near = near.filter(|other| nearness(&other.name, &branch.name) > 0);
    let name: Arc<str> = branch.name.as_str().into();
    let diagnostic = L132.says(message).of_branch(&name);
    let diagnostic = match near {
        Some(near) => diagnostic.advise(format!(
            "交来的有「{}」，名称相近：是同一个支部的，把它写进这个支部的「别名」（aliases）；不是的，请催这个支部交表。",
            near.name
        )),
        None => diagnostic,
    };
    if decides { diagnostic.as_severity(Severity::Error) } else { diagnostic }
}

/// A file of which nothing was used.
struct Unused<'a> {
    shown: &'a str,
    titled: Option<&'a str>,
}

impl Unused<'_> {
    /// Whether its title or its name speaks of the branch.
    fn is_of(&self, branch: &BranchProfile) -> bool {
        let titled = self.titled.is_some_and(|titled| branch.is_called(titled));
        titled || branch.names().any(|name| self.shown.contains(branch_stem(name)))
    }
}

/// The files of which nothing was used: those that could not be read, then those in which nothing counts.
fn unused<'a>(files: &'a [ReadFile], found: &'a [Diagnostic]) -> Vec<Unused<'a>> {
    let read: BTreeSet<&str> = files.iter().map(|file| &*file.original.shown).collect();
    let wrong = found.iter().filter(|it| it.severity == Severity::Error).filter_map(|it| it.file.as_deref());
    let unread = wrong.filter(|file| !read.contains(file)).map(|shown| Unused { shown, titled: None });
    let idle = files.iter().filter(|file| file.branches.is_empty());
    let idle =
        idle.map(|file| Unused { shown: &file.original.shown, titled: file.recognised.claims.branch.as_deref() });
    unread.chain(idle).collect()
}

/// That a branch came which is not on the list.
fn is_unexpected(branch: &BranchScores, missing: &[&BranchProfile], files: &[ReadFile]) -> Diagnostic {
    let name = &branch.name;
    let near = missing.iter().max_by_key(|listed| nearness(name, &listed.name));
    let near = near.filter(|listed| nearness(name, &listed.name) > 0);
    let message = match near {
        Some(near) => format!("支部名单里没有{name}，没有交表的「{}」名称最接近；党员照样计入。", near.name),
        None => format!("支部名单里没有{name}；党员照样计入。"),
    };
    let diagnostic = L133.says(message).of_branch(name).found(name);
    let diagnostic = match near {
        Some(near) => diagnostic.advise(format!(
            "是同一个支部的，在「{}」的「别名」（aliases）里写上「{name}」；是新成立的，加进名单；不是本乡镇的，把文件移走。",
            near.name
        )),
        None => diagnostic,
    };
    match files.iter().find(|file| file.branches.contains(name)) {
        Some(file) => diagnostic.in_file(&file.original.shown),
        None => diagnostic,
    }
}

/// How near two names of branches come: 0 where they have nothing of their own in common.
fn nearness(one: &str, other: &str) -> usize {
    let (first, second) = (branch_stem(one), branch_stem(other));
    let longest = first.chars().count().max(second.chars().count());
    let common = first.chars().filter(|c| second.contains(*c)).count();
    // One speaks of the other (东河 and 东河村), or they differ in one of three characters.
    if speaks_of(one, other)
        || speaks_of(other, one)
        || (longest > 2 && common * 3 >= longest * 2 && !are_parts(first, second))
    {
        100 * common / longest.max(1)
    } else {
        0
    }
}

/// Whether two names are those of parts of one: 第一 and 第二, 东 and 西 before the same kind of place.
fn are_parts(one: &str, other: &str) -> bool {
    let differing = |one: &str, other: &str| one.chars().filter(|c| !other.contains(*c)).collect::<String>();
    let (mine, theirs) = (differing(one, other), differing(other, one));
    let tells = |text: &str| {
        !text.is_empty() && text.chars().all(|c| "一二三四五六七八九十东南西北上下前后大小新老0123456789".contains(c))
    };
    tells(&mine) && tells(&theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_near_that_can_mean_one_branch() {
        for (one, other, near) in [
            ("东河党支部", "东河村党支部", true),
            ("东和村党支部", "东河村党支部", true),
            ("西河村党支部", "东河村党支部", false),
            ("机关第一党支部", "机关第二党支部", false),
            ("石桥村党支部", "东河村党支部", false),
        ] {
            assert_eq!(nearness(one, other) > 0, near, "{one} {other}");
        }
    }
}
