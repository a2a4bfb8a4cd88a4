//! 公示情况记录: a page on which the township keeps what came of a publicity, filled in as far as that is known.

use chrono::NaiveDate;

use super::notice::title;
use super::{Notice, PublicityRound, changed_members, span};
use crate::model::{Book, Column, RowKind, Table, TableCell};
use crate::reports::ResultDocument;
use crate::reports::summary::wording;
use crate::rules::RuleSet;

/// Widths of the columns, in digits.
const WIDTHS: [u16; 4] = [16, 26, 16, 26];

pub fn book(result: &ResultDocument, rules: &RuleSet, notice: &Notice) -> Book {
    let whose = result.township.as_deref().unwrap_or_default();
    let what = format!("{}党员积分{}", wording::period(&result.period), round(notice));
    let headers = ["公示事项", what.as_str(), "", ""];
    let columns = headers.into_iter().zip(WIDTHS).map(|(header, width)| Column::left(header, width));
    let title = title(result, rules, whose, "公示情况记录");
    let mut table = Table::new("公示情况记录", title.clone(), String::new(), columns.collect());
    let mut add = |label: &str, words: TableCell| table.push(RowKind::Wide, vec![TableCell::words(label), words]);
    let members = result.members.iter().filter(|member| member.counted).count();
    add("办法", TableCell::words(&format!("{}，版本 {}", rules.title, rules.version)));
    add("公示范围", TableCell::words(&format!("{} 个党支部，{members} 名党员", result.branches.len())));
    if let Some(first) = &notice.first {
        let changed = changed_members(result, first).len();
        add("变动", TableCell::words(&format!("与第一次公示相比，{changed} 名党员的结果有变动")));
    }
    add("公示时间", TableCell::words(&span(notice)));
    add("公示方式、地点", TableCell::words("□ 公开栏　□ 党员大会　□ 党员微信群　□ 其他：\n地点：\n　"));
    // The lines of the profile are printed as they are: an office wants to be called.
    let to_whom = if notice.to_whom.is_empty() { String::new() } else { format!("{}\n　", notice.to_whom.join("\n")) };
    add("受理异议", if to_whom.is_empty() { TableCell::words("　\n　") } else { TableCell::Text(to_whom) });
    for (label, words) in registered(result) {
        add(&label, TableCell::words(&words));
    }
    let counted: Vec<usize> =
        of_period(result).filter(|round| is_of(notice, round)).filter_map(|round| round.objections).collect();
    let counted =
        if counted.is_empty() { "　　　".to_owned() } else { format!(" {} ", counted.iter().sum::<usize>()) };
    add("收到异议", TableCell::words(&format!("{counted}件")));
    add("异议和复核情况", TableCell::words("　\n　\n　\n　\n　\n　\n　\n　"));
    add("公示结果", TableCell::words("□ 无异议　　□ 有异议，已复核处理　　□ 需要再次公示"));
    add("附件", TableCell::words("□ 公示表　□ 张贴照片　□ 异议登记　□ 复核材料　□ 第二次公示"));
    table.signatures =
        ["记录人：", "审核人：", "负责人（签字）：", "日期：　　　　年　　月　　日"].map(str::to_owned).to_vec();
    table.one_page = true;
    Book { title, tables: vec![table] }
}

fn round(notice: &Notice) -> &'static str {
    if notice.first.is_some() { "（第二次公示，只列变动）" } else { "（第一次公示）" }
}

/// The rows of the register about this period; the others are history.
fn of_period(result: &ResultDocument) -> impl Iterator<Item = &PublicityRound> {
    let rounds = result.publicity.as_ref().map_or(&[][..], |publicity| &publicity.rounds);
    rounds.iter().filter(|round| round.period.is_empty() || round.period == result.period.label)
}

/// Whether a row is about the publicity that this record is of: it began while this one lasts. Branches begin on days of
/// their own; an earlier or later round is over by then, or begins after.
fn is_of(notice: &Notice, round: &PublicityRound) -> bool {
    let began: Option<NaiveDate> = round.from.as_ref().and_then(|day| day.parse().ok());
    let is_during = |from: NaiveDate| {
        let ends = notice.to.or(notice.from);
        notice.from.is_some_and(|first| first <= from) && ends.is_some_and(|last| from <= last)
    };
    began.is_some_and(is_during)
}

/// What the register tells of the rounds so far.
fn registered(result: &ResultDocument) -> Vec<(String, String)> {
    let told = of_period(result).take(6).map(|round| {
        let day = |day: &Option<String>| day.as_deref().map_or_else(|| "？".to_owned(), wording::day);
        let span = match (&round.from, &round.to) {
            (None, None) => "没有写日期".to_owned(),
            (from, to) => format!("{}至{}", day(from), day(to)),
        };
        let scope = if round.scope.is_empty() { "没有写范围" } else { round.scope.as_str() };
        let mut words = vec![format!("{scope}，{span}")];
        words.extend(round.objections.map(|count| format!("异议 {count} 件")));
        words.extend(Some(&round.outcome).filter(|words| !words.is_empty()).cloned());
        let label = if round.round.is_empty() { String::new() } else { format!("：{}", round.round) };
        (format!("已登记{label}"), words.join("；"))
    });
    told.collect()
}
