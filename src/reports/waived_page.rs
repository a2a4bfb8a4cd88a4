//! What was accepted, after the result: how many problems, each with who accepted it and why.

use super::page::{Block, Page, Tone};
use super::round::WaivedResult;

/// How many are shown on the terminal; the result has all.
const SHOWN: usize = 20;

/// The page; empty where nothing was accepted.
#[must_use]
pub fn waived_page(waived: &[WaivedResult]) -> Page {
    let mut page = Page::default();
    if waived.is_empty() {
        return page;
    }
    page.blocks.push(Block::Blank);
    page.blocks.push(Block::Heading(format!("会议已同意豁免 {} 处，不再列为问题", waived.len())));
    for one in waived.iter().take(SHOWN) {
        page.line(Tone::Plain, 2, waived_in_words(one));
    }
    if waived.len() > SHOWN {
        page.line(Tone::Dim, 2, format!("……还有 {} 处，都在结果.json 的 waived 里", waived.len() - SHOWN));
    }
    page
}

/// 东河村党支部 王伟「积分登记」I10，E304：……；计分。原因：……（支部党员大会 2026-01-10 同意，豁免.xlsx「豁免」第 3 行）
#[must_use]
pub fn waived_in_words(one: &WaivedResult) -> String {
    let found = &one.diagnostic;
    let who: Vec<&str> = [&found.branch, &found.member].into_iter().filter_map(Option::as_deref).collect();
    let sheet = found.sheet.as_deref().map_or(String::new(), |sheet| format!("「{sheet}」"));
    let cell = found.cell.as_deref().unwrap_or("");
    let counts = match one.counts {
        Some(true) => "处理：计分。",
        Some(false) => "处理：不计分。",
        None => "",
    };
    format!(
        "{}{sheet}{cell} {}：{}{counts}原因：{}（{} {} 同意，见{}）",
        who.join(" "),
        found.code,
        found.message,
        one.reason.trim_end_matches('。'),
        one.by,
        one.on,
        one.source
    )
}
