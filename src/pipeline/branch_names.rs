//! How a branch is named: in a list of branches, in the township's registers, in the names of files and sheets.

use super::options::Settings;
use super::profile::BranchProfile;
use crate::layout::branch_stem;

/// The branch of a list that a name means: by its name or another one that it is given, else the only one whose name
/// differs in nothing but the ending (东河村支部, 中共东河村支部委员会) and the township's 镇 before it (镇机关).
#[must_use]
pub fn called<'b>(branches: &'b [BranchProfile], name: &str) -> Option<&'b BranchProfile> {
    let names = || branches.iter().enumerate().flat_map(|(at, branch)| branch.names().map(move |own| (own, at)));
    named_so(names, name).and_then(|at| branches.get(at))
}

/// A branch's name as the run has it, however a register writes it: that of the list, else that of one of `come`, the
/// branches that came.
#[must_use]
pub fn branch_named<'n>(
    name: &str,
    settings: &Settings,
    township: Option<&str>,
    come: impl IntoIterator<Item = &'n str, IntoIter: Clone>,
) -> String {
    let place = name.strip_prefix("中共").unwrap_or(name);
    let bare = township.and_then(|township| place.strip_prefix(township));
    let written = bare.filter(|bare| !bare.is_empty()).unwrap_or(name);
    let listed = settings.profile.branch_called(name).or(settings.profile.branch_called(written));
    if let Some(branch) = listed {
        return branch.name.clone();
    }
    let come = come.into_iter();
    named_so(|| come.clone().map(|own| (own, own)), written).unwrap_or(written).to_owned()
}

/// What is called exactly so, else the only thing that is called so but for ending and 镇.
fn named_so<'a, T, I>(names: impl Fn() -> I, name: &str) -> Option<T>
where
    T: PartialEq,
    I: Iterator<Item = (&'a str, T)>,
{
    names().find_map(|(own, it)| (own == name).then_some(it)).or_else(|| {
        let stem = bare(name);
        let mut alike = names().filter_map(|(own, it)| (bare(own) == stem).then_some(it));
        let first = alike.next()?;
        alike.all(|other| other == first).then_some(first)
    })
}

/// A branch's name without its ending and the 镇 before it.
fn bare(name: &str) -> &str {
    let stem = branch_stem(name);
    stem.strip_prefix(['镇', '乡']).filter(|rest| rest.chars().count() > 1).unwrap_or(stem)
}

/// Whether the name of a file speaks of a branch by its stem: 东河村 in 2025年东河村积分表. What stands before has to be none
/// of the name's, and so has what stands behind: 东河村 is neither 河村 nor 东河沿.
#[must_use]
pub fn is_spoken_of(stem: &str, file: &str) -> bool {
    const BEHIND: [&str; 9] = ["村", "社区", "党", "支部", "积分", "花名册", "登记", "报", "表"];
    let ends_there =
        |behind: &str| !behind.starts_with(char::is_alphabetic) || BEHIND.iter().any(|word| behind.starts_with(word));
    places_behind(stem, file).any(ends_there)
}

/// Whether a text begins to speak of a branch by its stem, whatever follows it: 东河村 in 东河村测评, of which 河村 is none.
#[must_use]
pub fn begins_to_speak_of(stem: &str, text: &str) -> bool {
    places_behind(stem, text).next().is_some()
}

/// What stands behind the places where a stem is a name of its own, or the end of one with the township's before it.
fn places_behind<'a>(stem: &'a str, text: &'a str) -> impl Iterator<Item = &'a str> {
    const BEFORE: [char; 4] = ['镇', '乡', '年', '度'];
    let places = text.match_indices(stem).filter(|_| stem.chars().count() > 1);
    places.filter_map(move |(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let is_begun = before.is_none_or(|before| !before.is_alphabetic() || BEFORE.contains(&before));
        is_begun.then(|| text.get(at + stem.len()..)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_no_part_of_another_name() {
        for (text, file, sheet) in [
            ("2025年东河村积分表", true, true),
            ("清河镇东河村", true, true),
            ("东河村测评", false, true),
            ("小东河村", false, false),
        ] {
            assert_eq!((is_spoken_of("东河村", text), begins_to_speak_of("东河村", text)), (file, sheet), "{text}");
        }
        assert!(!begins_to_speak_of("河村", "东河村"));
    }

    #[test]
    fn a_name_that_means_two_means_none() {
        let named = |name: &str| {
            let come = ["东河村党支部", "东河村支部", "镇机关支部"];
            named_so(|| come.into_iter().map(|own| (own, own)), name)
        };
        assert_eq!(named("东河村支部"), Some("东河村支部"));
        assert_eq!(named("东河村"), None);
        assert_eq!(named("机关党支部"), Some("镇机关支部"));
        assert_eq!(named("西河村"), None);
    }
}
