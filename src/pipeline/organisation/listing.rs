//! The list of branches, of profile and organisation workbook together.

use std::collections::HashMap;

use super::is_township;
use crate::layout::codes::{L131, L134};
use crate::layout::{ExpectedBranch, RegisterRow, branch_stem};
use crate::model::Diagnostic;
use crate::pipeline::branch_names::called;
use crate::pipeline::profile::BranchProfile;

/// A branch of the list.
#[derive(Debug)]
pub struct ListedBranch {
    /// What is known of it.
    pub branch: BranchProfile,
    /// Its row in the organisation workbook.
    pub row: Option<RegisterRow>,
}

/// Both lists as one: in the order of the workbook, then what only the profile has. What is listed twice, or otherwise
/// in the one than in the other, is told.
pub fn merged(
    profile: &[BranchProfile],
    rows: Vec<ExpectedBranch>,
    township: Option<&str>,
) -> (Vec<ListedBranch>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let mut listed: Vec<ListedBranch> = Vec::new();
    let mut rest: Vec<Option<&BranchProfile>> = profile.iter().map(Some).collect();
    for row in rows {
        let mut own = of_row(&row, township);
        // 东河村支部 and 东河村党支部 are one branch, as they are where workbooks are taken for a branch.
        if let Some(first) = listed.iter().find(|other| branch_stem(&other.branch.name) == branch_stem(&own.name)) {
            let also = if first.branch.name == own.name {
                String::new()
            } else {
                format!("（前面写的是「{}」）", first.branch.name)
            };
            let message = format!("组织表里{}写了两次{also}，以写在前面的为准。", own.name);
            said.push(L134.says(message).at(row.row.place("name")));
            continue;
        }
        let known = std::iter::once(&own.name).chain(&own.aliases).find_map(|name| {
            let found = called(profile, name)?;
            rest.iter().position(|other| other.is_some_and(|other| std::ptr::eq(other, found)))
        });
        if let Some(known) = known.and_then(|at| rest.get_mut(at)?.take()) {
            said.extend(contradictions(known, &own, &row.row, township));
            own = both(known, own);
        }
        listed.push(ListedBranch { branch: own, row: Some(row.row) });
    }
    for branch in rest.into_iter().flatten() {
        let is_double = listed.iter().any(|other| other.branch.name == branch.name);
        if is_double {
            said.push(L134.says(format!("jifen.toml 的 [[branch]] 里{}写了两次，以写在前面的为准。", branch.name)));
        } else {
            listed.push(ListedBranch { branch: branch.clone(), row: None });
        }
    }
    said.extend(ambiguous(&listed));
    (listed, said)
}

/// What a row says, in the words of a profile: without the township before the name, with the township on top.
fn of_row(row: &ExpectedBranch, township: Option<&str>) -> BranchProfile {
    let bare = township.and_then(|township| row.name.strip_prefix(township));
    let bare = bare.filter(|bare| !bare.is_empty() && (branch_stem(bare) != *bare || !bare.ends_with("支部")));
    let mut aliases = row.aliases.clone();
    if bare.is_some() {
        aliases.push(row.name.clone());
    }
    let is_topped = |township: &str| row.above.first().is_none_or(|first| is_township(first, township));
    let top = township.filter(|township| !is_topped(township)).map(str::to_owned);
    BranchProfile {
        name: bare.unwrap_or(&row.name).to_owned(),
        aliases,
        path: top.into_iter().chain(row.above.iter().cloned()).collect(),
        file: row.file.clone(),
        members: row.members,
        rules: None,
    }
}

/// The profile's branch, with what only the workbook says of it.
fn both(profile: &BranchProfile, own: BranchProfile) -> BranchProfile {
    let mut both = profile.clone();
    for name in std::iter::once(own.name).chain(own.aliases) {
        if name != both.name && !both.aliases.contains(&name) {
            both.aliases.push(name);
        }
    }
    if both.path.is_empty() {
        both.path = own.path;
    }
    both.file = both.file.or(own.file);
    both.members = both.members.or(own.members);
    both
}

/// What the profile says otherwise than a row.
fn contradictions(
    profile: &BranchProfile,
    own: &BranchProfile,
    row: &RegisterRow,
    township: Option<&str>,
) -> Vec<Diagnostic> {
    let below = |path: &[String]| {
        let is_top = |unit: &&String| township.is_some_and(|township| is_township(unit, township));
        path.iter().skip_while(is_top).cloned().collect::<Vec<_>>().join("/")
    };
    let count = |members: Option<usize>| members.map(|members| members.to_string()).unwrap_or_default();
    let file = |file: &Option<String>| file.clone().unwrap_or_default();
    let above = if row.text("above").is_empty() { "general" } else { "above" };
    let pairs = [
        ("上级组织", below(&profile.path), below(&own.path), above),
        ("党员数", count(profile.members), count(own.members), "members"),
        ("文件", file(&profile.file), file(&own.file), "file"),
    ];
    let differ =
        pairs.into_iter().filter(|(_, first, second, _)| !first.is_empty() && !second.is_empty() && first != second);
    differ
        .map(|(what, first, second, column)| {
            let name = &profile.name;
            let message =
                format!("{name}的{what}，组织表写的是「{second}」，jifen.toml 写的是「{first}」，按 jifen.toml。");
            L131.says(message).at(row.place(column)).found(&second)
        })
        .collect()
}

/// Names that mean two branches of the list.
fn ambiguous(listed: &[ListedBranch]) -> Vec<Diagnostic> {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    let mut said = Vec::new();
    for one in listed {
        for name in std::iter::once(&one.branch.name).chain(&one.branch.aliases) {
            let first = *seen.entry(name).or_insert(&one.branch.name);
            if first == one.branch.name {
                continue;
            }
            let message =
                format!("「{name}」既是{first}的叫法，又是{}的叫法，这样的表都算作{first}的。", one.branch.name);
            let diagnostic = L134.says(message).found(name);
            said.push(match &one.row {
                Some(row) => diagnostic.at(row.place(if *name == one.branch.name { "name" } else { "aliases" })),
                None => diagnostic,
            });
        }
    }
    said
}
