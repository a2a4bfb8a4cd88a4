//! What `tally` says of periods that were closed before: how much changed since, and the first of it.

use super::closed::{ClosedEntry, ClosedResult};
use super::document::Status;
use super::page::{Page, Tone};
use super::round::EntryChange;

/// How many entries are shown of a period; the result has all.
const SHOWN: usize = 10;

/// The page; empty where no period was closed.
#[must_use]
pub fn closed_page(closed: &[ClosedResult]) -> Page {
    let mut page = Page::default();
    if closed.is_empty() {
        return page;
    }
    page.blank();
    page.heading("已结账的期间");
    for one in closed {
        let tone = if one.is_as_it_was() { Tone::Good } else { Tone::Doubtful };
        page.line(tone, 2, closed_in_words(one));
        for entry in one.entries.iter().take(SHOWN) {
            page.line(Tone::Plain, 4, entry_in_words(entry));
        }
        if one.entries.len() > SHOWN {
            page.line(Tone::Dim, 4, format!("……还有 {} 条，见汇总.xlsx「结账后变动」", one.entries.len() - SHOWN));
        }
    }
    page
}

/// One closed period in a sentence.
#[must_use]
pub fn closed_in_words(closed: &ClosedResult) -> String {
    let [added, changed, removed] = closed.counts();
    let kept = if closed.status == Status::Provisional { "（结账时是试算）" } else { "" };
    let mut said = format!("{}{kept}：", closed.period);
    if closed.not_compared {
        said.push_str("结账时用的是另一个规则集，登记和得分没有比较。");
        return said;
    }
    if closed.entries.is_empty() && closed.members.is_empty() {
        said.push_str("结账以后没有变动。");
    } else {
        let members = closed.members.len();
        said.push_str(&format!(
            "结账以后补了 {added} 条、改了 {changed} 条、少了 {removed} 条登记，{members} 名党员该期的得分或等次与结账时不同。"
        ));
    }
    if closed.rule_set.is_some() {
        said.push_str("规则集与结账时不同。");
    }
    if !closed.missing.is_empty() {
        said.push_str(&format!("这次没有{}的表，没有比较。", closed.missing.join("、")));
    }
    said
}

fn entry_in_words(entry: &ClosedEntry) -> String {
    let what = match entry.change {
        EntryChange::Added => "补记",
        EntryChange::Changed => "改动",
        EntryChange::Removed => "少了",
    };
    let [before, after] = entry.in_words();
    let said = match entry.change {
        EntryChange::Added => after,
        EntryChange::Removed => before,
        EntryChange::Changed => format!("{before} → {after}"),
    };
    let place = entry.after.as_ref().or(entry.before.as_ref()).map(|it| &it.source);
    let place = place.map_or_else(String::new, |at| format!("（{}「{}」{}）", at.file, at.sheet, at.cell));
    format!("{what}：{} {} {}：{said}{place}", entry.branch, entry.member, entry.item)
}
