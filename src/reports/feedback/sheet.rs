//! A branch's sheet: conclusion, counts, what changed since the last time, the problems, the term, who signs.

use unicode_width::UnicodeWidthStr;

use super::room::{Room, WIDTHS, height_of_wide, shortened};
use super::{Feedback, problems};
use crate::model::{Column, RowKind, Severity, Table, TableCell};
use crate::reports::document::ResultDocument;
use crate::reports::headline::headline;
use crate::reports::round::{RoundProblem, RoundResult};
use crate::reports::round_words::{entry_in_words, round_in_words, waived_in_words};
use crate::reports::summary::wording;

/// The widest title that fits on one line over the columns, in columns of the terminal: 20 points.
const TITLE: usize = 52;
/// Title, line below it, header, notes and signatures, in pixels.
const FRAME: usize = 44 + 22 + 40 + 58 + 22 + 30;
/// So many files, mended problems, changed entries and accepted deviations are named.
const FILES: usize = 4;
const MENDED: usize = 3;
const ENTRIES: usize = 4;
const WAIVED: usize = 3;
/// The most characters of one of them.
const LONGEST: usize = 48;

/// The sheet.
pub fn table(result: &ResultDocument, feedback: &Feedback<'_>) -> Table {
    let period = wording::period(&result.period);
    let name = feedback.sender.name;
    let long = format!("{name}{period}积分报表反馈单");
    let township = result.township.as_deref().unwrap_or_default();
    // Nobody knows whose a file of no known branch is: its name is no title.
    let (title, line) = if feedback.sender.branch.is_some() && long.width() <= TITLE {
        (long, township.to_owned())
    } else {
        (format!("{period}积分报表反馈单"), format!("{township}　{name}"))
    };
    let round = feedback.round.map_or_else(String::new, |round| format!("　第 {} 次报", round.round));
    let (_, conclusion) = headline(feedback.sender.diagnostics.iter().copied());
    // The first header is the conclusion; the list has its own.
    let headers = ["结论", "", conclusion.as_str(), "", ""];
    let columns = headers.into_iter().zip(WIDTHS).enumerate().map(|(at, (header, width))| match at {
        0 | 1 => Column::center(header, width),
        _ => Column::left(header, width),
    });
    let mut table = Table::new(&feedback.sheet, title, format!("{line}{round}").trim().to_owned(), columns.collect());
    table.one_page = true;
    let mut taken = FRAME;
    for (label, words) in above(feedback) {
        taken += height_of_wide(&words);
        push_wide(&mut table, label, &words);
    }
    let below = below(feedback);
    taken += below.iter().map(|(_, words)| height_of_wide(words)).sum::<usize>();
    if feedback.sender.count(Severity::Error) + feedback.sender.count(Severity::Warning) > 0 {
        let header = ["序号", "程度", "位置", "问题", "怎么改"];
        table.push(RowKind::Header, header.map(TableCell::words).to_vec());
        problems::add(&mut table, feedback, Room::of_page(taken));
    }
    for (label, words) in below {
        push_wide(&mut table, label, &words);
    }
    let how = match feedback.sender.branch {
        Some(_) => "请在批注本（涂了颜色的那一份）上改，改好就交批注本，不用另抄。",
        None => "没有认出这是哪个支部的表。请查清文件，改好以后重新报来。",
    };
    table.notes =
        ["「错误」必须改正，改正以前那一条不计分；「提醒」请核对，没有错的不用改。", how].map(str::to_owned).to_vec();
    table.signatures = ["反馈人：", "支部签收：", "日期：　　　年　　月　　日"].map(str::to_owned).to_vec();
    table
}

fn push_wide(table: &mut Table, label: &str, words: &str) {
    table.push(RowKind::Wide, vec![TableCell::words(label), TableCell::Empty, TableCell::words(words)]);
}

/// What stands over the list.
fn above(feedback: &Feedback<'_>) -> Vec<(&'static str, String)> {
    let sender = &feedback.sender;
    let files = listed(sender.files.iter().map(|file| (*file).to_owned()), FILES, "、", "个文件");
    let mut counts = Vec::new();
    if let Some(branch) = sender.branch {
        counts.push(format!("党员 {} 名", branch.members));
    }
    if let Some(entries) = sender.entries {
        counts.push(format!("登记 {entries} 行"));
    }
    let severities = [Severity::Error, Severity::Warning].map(|severity| (severity.label(), sender.count(severity)));
    counts.extend(severities.map(|(label, count)| format!("{label} {count} 处")));
    let mut rows = vec![("报来的表", files), ("读到的", counts.join("，"))];
    if let Some(round) = feedback.round {
        rows.push(("与上次比", round_in_words(round)));
        rows.extend(Some(("已改的", mended(round))).filter(|(_, words)| !words.is_empty()));
        rows.extend(Some(("登记变动", changed(round))).filter(|(_, words)| !words.is_empty()));
    }
    rows
}

/// What stands under it.
fn below(feedback: &Feedback<'_>) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if !feedback.waived.is_empty() {
        let words = feedback.waived.iter().map(|waived| shortened(&waived_in_words(waived), LONGEST * 2));
        rows.push(("已同意豁免", listed(words, WAIVED, "；\n", "处")));
    }
    if feedback.sender.count(Severity::Error) + feedback.sender.count(Severity::Warning) > 0 {
        rows.push(("期限", "请于　　　　年　　月　　日以前改好，交回　　　　　　　　　　。".to_owned()));
    }
    rows
}

fn mended(round: &RoundResult) -> String {
    let words = round.mended.iter().map(|problem| shortened(&problem_in_words(problem), LONGEST));
    listed(words, MENDED, "；\n", "处")
}

fn changed(round: &RoundResult) -> String {
    let words = round.entries.iter().map(|entry| shortened(&entry_in_words(entry), LONGEST * 2));
    listed(words, ENTRIES, "；\n", "条")
}

fn problem_in_words(problem: &RoundProblem) -> String {
    let place: Vec<&str> = [&problem.sheet, &problem.cell].into_iter().flatten().map(String::as_str).collect();
    let member = problem.member.as_deref().filter(|member| !problem.message.contains(member));
    let member = member.map(|member| format!("{member}：")).unwrap_or_default();
    format!("{} {member}{}", place.join(" "), problem.message).trim().to_owned()
}

/// The first of some words, and how many there are where these are not all.
fn listed(words: impl ExactSizeIterator<Item = String>, most: usize, between: &str, unit: &str) -> String {
    let count = words.len();
    let mut text = words.take(most).collect::<Vec<_>>().join(between);
    if count > most {
        text.push_str(&format!(" 等 {count} {unit}"));
    }
    text
}
