//! A form of another township: its titles name that one and nowhere this one.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Wrong, in_use};
use crate::layout::branch_stem;
use crate::layout::codes::L124;
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;

/// Without a profile, at least so many other files have to name a township…
const OTHERS: usize = 3;
/// … and of each ten of them, so many the same one.
const OF_TEN: usize = 9;

/// How a township's name ends: 清河乡 became 清河镇, and its old forms are still its own.
const ENDS: [&str; 3] = ["街道", "镇", "乡"];

/// Files of another township than the profile's; without a profile, than that of nearly all other files.
pub fn of_another_township(gathered: &Gathered, settings: &Settings) -> Vec<Wrong> {
    match &settings.township {
        Some(own) => {
            let wrong = in_use(gathered).filter(|(_, file)| !is_listed(file, settings));
            wrong.filter_map(|(at, file)| judge(at, file, own, "配置文件写的乡镇是")).collect()
        }
        None => by_the_others(gathered),
    }
}

fn by_the_others(gathered: &Gathered) -> Vec<Wrong> {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    let mut naming = 0;
    for (_, file) in in_use(gathered) {
        let townships = &file.recognised.claims.townships;
        naming += usize::from(!townships.is_empty());
        for township in townships {
            *named.entry(township).or_default() += 1;
        }
    }
    let most = named.iter().max_by_key(|(_, count)| **count);
    let Some((own, _)) = most.filter(|(_, count)| {
        let others = naming - 1;
        others >= OTHERS && **count * 10 >= others * OF_TEN
    }) else {
        return Vec::new();
    };
    // A folder that bears the township's name is meant to hold its files.
    let is_put_there = |file: &ReadFile| {
        let folders = Path::new(&*file.original.shown).parent().map(|folder| folder.to_string_lossy());
        let townships = &file.recognised.claims.townships;
        folders.is_some_and(|folders| townships.iter().any(|township| folders.contains(township.as_str())))
    };
    let files = in_use(gathered).filter(|(_, file)| !is_put_there(file));
    files.filter_map(|(at, file)| judge(at, file, own, "其他文件写的都是")).collect()
}

fn judge(at: usize, file: &ReadFile, own: &str, because: &str) -> Option<Wrong> {
    let claims = &file.recognised.claims;
    let other = claims.townships.first()?;
    let is_own = |township: &String| stem(township) == stem(own);
    if claims.townships.iter().any(is_own) || claims.lines.iter().any(|line| line.contains(stem(own))) {
        return None;
    }
    let shown = &file.original.shown;
    let message =
        format!("「{shown}」的标题写的是「{other}」，{because}「{own}」：看来是别的乡镇的表，整个文件没有使用。");
    let help = format!("请看是不是发错了文件。确是{own}的支部，把标题里的「{other}」改成「{own}」再报。");
    Some(Wrong { at, says: L124.says(message).in_file(shown).found(other).advise(help) })
}

/// Whether the profile knows a branch that the titles name: it is ours, whatever stands before its name.
fn is_listed(file: &ReadFile, settings: &Settings) -> bool {
    let names = settings.profile.branch.iter().flat_map(|branch| std::iter::once(&branch.name).chain(&branch.aliases));
    let mut stems = names.map(|name| branch_stem(name));
    stems.any(|stem| file.recognised.claims.lines.iter().any(|line| line.contains(stem)))
}

fn stem(township: &str) -> &str {
    ENDS.iter().find_map(|end| township.strip_suffix(end)).unwrap_or(township)
}
