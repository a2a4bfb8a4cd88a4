//! Another branch's workbook under this branch's name: file name, title and people do not belong together.

use std::collections::{BTreeMap, HashMap};

use super::Wrong;
use super::same_people::shared;
use super::sent::{Sent, alike, speaks_of};
use super::versions::are_of_one_branch;
use crate::layout::codes::L125;
use crate::pipeline::gather::Gathered;
use crate::pipeline::options::Settings;

/// Files whose title is that of another branch's file, and files with the people of another branch.
pub fn of_another_branch(gathered: &Gathered, settings: &Settings) -> Vec<Wrong> {
    let mut sent = Sent::all(gathered, settings);
    sent.retain(|one| !one.is_chosen);
    let mut wrong: BTreeMap<usize, Wrong> = BTreeMap::new();
    for found in under_another_name(&sent) {
        wrong.insert(found.at, found);
    }
    for found in with_the_same_people(&sent) {
        wrong.entry(found.at).or_insert(found);
    }
    wrong.into_values().collect()
}

/// Files whose name is one branch's and whose title is another's, which has a file of its own.
fn under_another_name(sent: &[Sent<'_>]) -> Vec<Wrong> {
    let mut by_name: HashMap<&str, Vec<&Sent<'_>>> = HashMap::new();
    for one in sent {
        by_name.entry(&one.name).or_default().push(one);
    }
    let judge = |one: &Sent<'_>| {
        let named = one.named.as_deref().filter(|_| one.is_misnamed())?;
        let own =
            by_name.get(&*one.name)?.iter().find(|other| other.titled && speaks_of(&other.called, &other.name))?;
        let (shown, title, other) = (one.shown(), &one.name, own.shown());
        let is_theirs = one.people.count() == 0 || shared(&one.people, &own.people).is_most();
        let (found, help) = if is_theirs {
            (format!("看来把{title}的表用「{named}」的名字交来了"), format!("请换成{named}自己的表。"))
        } else {
            (
                format!("里面的人却不一样，看来是照{title}的表填的，标题没有改"),
                format!("请把标题里的「{title}」改成本支部的名称再报；发错了文件的，换成{named}自己的表。"),
            )
        };
        let message =
            format!("「{shown}」的标题写的是「{title}」，而「{other}」已经是{title}的表；{found}。整个文件没有使用。");
        Some(Wrong { at: one.at, says: L125.says(message).in_file(&one.file.original.shown).found(title).advise(help) })
    };
    sent.iter().filter_map(judge).collect()
}

/// Files of two branches with the same people.
fn with_the_same_people(sent: &[Sent<'_>]) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for (first, second) in alike(sent) {
        let (Some(first), Some(second)) = (sent.get(first), sent.get(second)) else { continue };
        // Where nothing names a branch, the names of the files may be anything: 花名册.xlsx and 积分表.xlsx.
        let is_named = |one: &Sent<'_>| one.titled || one.named.is_some();
        if first.name == second.name || are_of_one_branch(first, second) || !(is_named(first) && is_named(second)) {
            continue;
        }
        let same = shared(&first.people, &second.people);
        let is_same = first.content.is_some() && first.content == second.content;
        let whose = match (first.is_misnamed(), second.is_misnamed()) {
            (true, false) => vec![(first, second)],
            (false, true) => vec![(second, first)],
            _ => vec![(first, second), (second, first)],
        };
        let both = if whose.len() > 1 {
            "看不出是哪一份发错了，两份都没有使用"
        } else {
            "整个文件没有使用"
        };
        for (one, other) in whose {
            let what = if is_same {
                "花名册和登记都一样".to_owned()
            } else {
                format!("花名册有 {} 人相同", same.count)
            };
            let message = format!(
                "「{}」（{}）和「{}」（{}）{what}，看来是一个支部的表用了两个支部的名字；{both}。",
                one.shown(),
                one.name,
                other.shown(),
                other.name
            );
            wrong.push(Wrong { at: one.at, says: L125.says(message).in_file(&one.file.original.shown) });
        }
    }
    wrong
}
