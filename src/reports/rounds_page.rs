//! What `check` and `tally` say of earlier rounds: a line for each branch, and the entries that are not what they were.

use super::page::{Block, Page, Tone};
use super::round::{EntryChange, RoundEntry, RoundProblem, RoundResult};

/// How many lines of one kind are shown for a branch; the result has all.
const SHOWN: usize = 10;

/// The page; empty where no branch is compared with an earlier round.
#[must_use]
pub fn rounds_page(rounds: &[RoundResult]) -> Page {
    let mut page = Page::default();
    if rounds.is_empty() {
        return page;
    }
    page.blocks.push(Block::Blank);
    page.blocks.push(Block::Heading("与上一次报的比较".to_owned()));
    for round in rounds {
        let tone = if round.unmended.is_empty() && round.new.is_empty() { Tone::Good } else { Tone::Doubtful };
        page.line(tone, 0, round_in_words(round));
        problems(&mut page, "未改", &round.unmended);
        problems(&mut page, "新增", &round.new);
        for entry in round.entries.iter().take(SHOWN) {
            page.line(Tone::Plain, 2, entry_in_words(entry));
        }
        more(&mut page, round.entries.len(), "条登记");
    }
    page
}

/// 东河村党支部 第 2 次报：已改 3 处，未改 1 处，新增 0 处；登记增加 1 条、删去 0 条、改动 3 条。
#[must_use]
pub fn round_in_words(round: &RoundResult) -> String {
    let count = |change| round.entries.iter().filter(|entry| entry.change == change).count();
    format!(
        "{} 第 {} 次报：已改 {} 处，未改 {} 处，新增 {} 处；登记增加 {} 条、删去 {} 条、改动 {} 条。",
        round.branch,
        round.round,
        round.mended.len(),
        round.unmended.len(),
        round.new.len(),
        count(EntryChange::Added),
        count(EntryChange::Removed),
        count(EntryChange::Changed)
    )
}

/// 改动：王伟 J04 2025-05-12（积分登记 A5:K5）：原来 2 次，5 分，现在 2 次，3 分
#[must_use]
pub fn entry_in_words(entry: &RoundEntry) -> String {
    let named = [&entry.member, &entry.item, &entry.date].map(String::as_str);
    let named: Vec<&str> = named.into_iter().filter(|part| !part.is_empty()).collect();
    let who = named.join(" ");
    let place = format!("「{}」{}", entry.sheet, entry.cell);
    let (before, after) = (entry.before.as_deref().unwrap_or(""), entry.after.as_deref().unwrap_or(""));
    match entry.change {
        EntryChange::Added => format!("增加：{who}（{after}），在{place}"),
        EntryChange::Removed => format!("删去：{who}（{before}），原来在{place}"),
        EntryChange::Changed => format!("改动：{who}，原来 {before}，现在 {after}，在{place}"),
    }
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
