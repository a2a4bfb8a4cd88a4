//! What `check` and `tally` list of earlier rounds: problems that are new, and entries that are not what they were.

use super::page::{Block, Page, Tone};
use super::round::{RoundProblem, RoundResult};
use super::round_words::entry_in_words;

/// How many lines of one kind are shown for a branch; the result has all.
const SHOWN: usize = 10;

/// The page; empty where nothing is new and no entry changed. How much was put right stands in the other pages.
#[must_use]
pub fn rounds_page(rounds: &[RoundResult]) -> Page {
    let mut page = Page::default();
    let changed: Vec<&RoundResult> =
        rounds.iter().filter(|round| !round.new.is_empty() || !round.entries.is_empty()).collect();
    if changed.is_empty() {
        return page;
    }
    page.blocks.push(Block::Blank);
    page.blocks.push(Block::Heading("与上一次报的不同".to_owned()));
    for round in changed {
        page.line(Tone::Strong, 0, format!("{}（第 {} 次报）", round.branch, round.round));
        problems(&mut page, "新增的问题", &round.new);
        for entry in round.entries.iter().take(SHOWN) {
            page.line(Tone::Plain, 2, entry_in_words(entry));
        }
        more(&mut page, round.entries.len(), "条登记");
    }
    page
}

fn problems(page: &mut Page, title: &str, problems: &[RoundProblem]) {
    for problem in problems.iter().take(SHOWN) {
        let sheet = problem.sheet.as_deref().map_or(String::new(), |sheet| format!("「{sheet}」"));
        let cell = problem.cell.as_deref().unwrap_or("");
        let member = problem.member.as_deref().map_or(String::new(), |member| format!("{member}　"));
        page.line(Tone::Plain, 2, format!("{title}：{} {sheet}{cell} {member}{}", problem.code, problem.message));
    }
    more(page, problems.len(), "处");
}

fn more(page: &mut Page, count: usize, what: &str) {
    if count > SHOWN {
        page.line(Tone::Dim, 2, format!("……还有 {} {what}，都在 --format json 的 rounds 里", count - SHOWN));
    }
}
