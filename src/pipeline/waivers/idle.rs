//! Waivers that quiet nothing, and why.

use super::{Accepted, Fate, Waivers, about};
use crate::checks::{P301, P302};
use crate::model::{Diagnostic, Member};
use crate::pipeline::BranchScores;

impl Waivers {
    /// What is said of waivers that were not followed. Those of branches that are not in the run are passed over where only
    /// some files were given.
    #[must_use]
    pub fn not_followed(&self, fates: &[(usize, Fate)], branches: &[BranchScores], whole: bool) -> Vec<Diagnostic> {
        let said = |(index, one): (usize, &Accepted)| {
            let worst = fates.iter().filter(|(other, _)| *other == index).map(|(_, fate)| *fate).max();
            let diagnostic = match worst {
                Some(Fate::Followed) => return None,
                Some(Fate::Repeated) => {
                    P301.says("另有一条豁免说的是同一件事，这一条多余。").advise("请删去多余的一条。")
                }
                Some(Fate::Ambiguous(count)) => P302
                    .says(format!("有 {count} 条登记都是这名党员、这个项目、这个日期，不知道说的是哪一条，没有采用。"))
                    .advise("请补上「工作表」和「单元格」，指明是哪一条登记。"),
                Some(Fate::Contradicted) => P302
                    .says("另有一条豁免说的是同一件事，处理却写得不一样，两条都没有采用。")
                    .advise("请查会议记录，只留下对的一条。"),
                None => idle(one, branches, whole)?,
            };
            Some(about(&one.waiver, diagnostic).of_branch(&one.waiver.branch.as_str().into()))
        };
        self.accepted.iter().enumerate().filter_map(said).collect()
    }
}

/// Why a waiver matches nothing.
fn idle(one: &Accepted, branches: &[BranchScores], whole: bool) -> Option<Diagnostic> {
    let waiver = &one.waiver;
    let Some(branch) = branches.iter().find(|branch| *branch.name == *waiver.branch) else {
        let message = format!("没有叫做「{}」的支部，没有采用。", waiver.branch);
        let mut near = branches.iter().filter(|branch| branch.name.starts_with(waiver.branch.as_str()));
        let advice = match (near.next(), near.next()) {
            (Some(near), None) => format!("是不是「{}」？请写支部的全称；不再需要的，删去这一条。", near.name),
            _ => "请核对支部的名称；不再需要的，删去这一条。".to_owned(),
        };
        return whole.then(|| P301.says(message).advise(advice));
    };
    if branch.entries.iter().any(|entry| one.is_about(branch, entry) && one.is_in(entry)) {
        let message = format!("这条登记现在没有 {} 这个问题，豁免用不上了。", one.code.id);
        return Some(P301.says(message).advise("登记已经改好的，请删去这一条；代码写错的，请改正。"));
    }
    let is_open = |member: &&Member| member.is_called(&waiver.name) && one.could_be_another(member);
    if branch.roster.iter().any(|member| is_open(&member)) {
        let message = format!("{}有几名党员叫「{}」，不知道说的是哪一位，没有采用。", waiver.branch, waiver.name);
        return Some(P302.says(message).advise("请补上这名党员的编号，或者写明工作表和单元格。"));
    }
    let is_listed = branch.roster.iter().any(|member| member.is_called(&waiver.name));
    let message = match (is_listed, waiver.item.is_empty() && waiver.when.is_none()) {
        (false, _) => format!("{}的花名册里没有「{}」，也没有这个名字的登记。", waiver.branch, waiver.name),
        (true, true) => format!("「{}」{} 那里没有 {} 这个问题。", waiver.sheet, waiver.cell, one.code.id),
        (true, false) => "这名党员没有这个项目、这个日期的登记，豁免用不上了。".to_owned(),
    };
    Some(P301.says(message))
}
