//! Every entry of a member with its cell, in the order in which the branch wrote them.

use std::collections::HashSet;

use super::Member;
use super::pages::Pages;
use crate::model::{CellRange, Points, RowKind, TableCell};
use crate::reports::{EntryResult, MemberResult};

/// The header; the first cell numbers them.
const HEADER: [&str; 9] = ["序号", "日期", "项目", "次数", "级别", "分值", "计分", "情况", "单元格"];

/// An entry, and the item that it is of.
struct Listed<'a> {
    entry: &'a EntryResult,
    item: Option<&'a str>,
}

/// The part.
pub fn add(pages: &mut Pages, member: &Member<'_>) {
    let entries = listed(member.result);
    if entries.is_empty() {
        pages.part("二、登记：没有", &[]);
        return;
    }
    pages.part(&format!("二、登记（{} 条）　分值是登记表上写的，计分是限额等以后的", entries.len()), &HEADER);
    let mut place = None;
    for (number, Listed { entry, item }) in (1..).zip(&entries) {
        let source = &entry.source;
        if place != Some((&source.file, &source.sheet)) {
            place = Some((&source.file, &source.sheet));
            pages.push(RowKind::Heading, vec![TableCell::words(&format!("{}「{}」", source.file, source.sheet))]);
        }
        let known = item.and_then(|item| member.rules.items.iter().find(|known| known.id == item));
        let label = known.map_or_else(|| item.unwrap_or_default().to_owned(), crate::rules::Item::label);
        pages.push(
            RowKind::Body,
            vec![
                TableCell::Whole(number),
                TableCell::words(&entry.date),
                TableCell::words(&label),
                TableCell::Points(entry.quantity),
                TableCell::words(entry.level.as_deref().unwrap_or_default()),
                entry.stated.map_or(TableCell::Empty, TableCell::Points),
                TableCell::Points(entry.effect),
                TableCell::words(&state_in_words(entry)),
                TableCell::words(&source.cell),
            ],
        );
    }
}

/// All entries, each once: a step of every month may name it again.
fn listed(member: &MemberResult) -> Vec<Listed<'_>> {
    let mut seen = HashSet::new();
    let mut entries: Vec<Listed<'_>> = Vec::new();
    for step in &member.steps {
        let item = step.item.as_deref();
        let key = |entry| (item, place(entry));
        entries.extend(
            step.entries.iter().filter(|entry| !seen.contains(&key(entry))).map(|entry| Listed { entry, item }),
        );
        seen.extend(step.entries.iter().map(key));
    }
    entries.sort_by_cached_key(|listed| {
        let source = &listed.entry.source;
        let at = CellRange::parse(&source.cell).map(|cells| (cells.first.row, cells.first.col));
        (source.file.as_str(), source.sheet.as_str(), at)
    });
    entries
}

fn place(entry: &EntryResult) -> [&str; 3] {
    let source = &entry.source;
    [&source.file, &source.sheet, &source.cell]
}

/// 计入; what it waits for, or why it does not count.
fn state_in_words(entry: &EntryResult) -> String {
    let said = match entry.state.as_str() {
        "counted" => "计入",
        "capped" => "部分计入",
        "pending" => "暂不计分",
        _ => "不计",
    };
    let said = if entry.state == "capped" && entry.effect == Points::ZERO { "不计" } else { said };
    match entry.why.as_deref().filter(|why| !why.is_empty()) {
        None => said.to_owned(),
        Some(why) if why.contains(said) => why.to_owned(),
        Some(why) => format!("{said}：{why}"),
    }
}
