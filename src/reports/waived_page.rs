//! What was accepted, after the result: how many problems, each with who accepted it and why.

use super::page::{Block, Page, Tone};
use super::round::WaivedResult;
use super::round_words::waived_in_words;

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
