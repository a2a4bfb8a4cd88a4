//! 告知单: a slip for each member, two or three on a page, to be cut and handed out. A workbook for each branch: what
//! stands on a slip is nobody else's business.

use std::collections::HashSet;

use super::reasons::{Pending, Reasons, title_of};
use super::{Notice, changed_members, day};
use crate::model::{Book, Column, RowKind, Table, TableCell};
use crate::reports::feedback::{height, sheet_name, shortened};
use crate::reports::summary::wording;
use crate::reports::{MemberResult, ResultDocument, Status};
use crate::rules::RuleSet;

/// Widths of the columns, in digits; together no more than a page is wide, which is not made to fit where it has breaks.
const WIDTHS: [u16; 4] = [10, 25, 10, 29];
/// What a label leaves to the words behind it, in digits.
const BEHIND: u16 = 64;
/// What an upright A4 page holds at the scale of pages with breaks, in pixels, less a little for spreadsheets that make
/// rows higher: 10.19 inches at 9/10 are 1086.
const PAGE: usize = 1040;
/// A row of one line, in pixels.
const LINE: usize = 22;
/// The most characters of a line of reasons.
const LONGEST: usize = 90;
/// The most characters of a branch's name: two lines.
const BRANCH: usize = 26;
/// So many reasons of a kind are named; the others are counted.
const REASONS: usize = 3;

/// The slips of each branch, under the name of its file.
pub fn books(result: &ResultDocument, rules: &RuleSet, notice: &Notice) -> Vec<(String, Book)> {
    // By where they lie in the result: names are not enough to tell members apart.
    let changed: Option<HashSet<*const MemberResult>> = notice.first.as_ref().map(|first| {
        let now = changed_members(result, first).into_iter().filter_map(|changed| changed.now);
        now.map(std::ptr::from_ref).collect()
    });
    let is_told = |member: &MemberResult| {
        member.counted && changed.as_ref().is_none_or(|changed| changed.contains(&std::ptr::from_ref(member)))
    };
    let pending = Pending::of(result);
    let mut books = Vec::new();
    for (number, branch) in (1..).zip(&result.branches) {
        let members: Vec<&MemberResult> =
            result.members.iter().filter(|member| member.branch == branch.name && is_told(member)).collect();
        if members.is_empty() {
            continue;
        }
        let table = table(result, rules, notice, &pending, &members);
        let title = format!("{}积分结果告知单", branch.name);
        // Folders sort names letter by letter: 02 before 10.
        let zeros = result.branches.len().to_string().len() - number.to_string().len();
        let name = format!("{}{}", "0".repeat(zeros), sheet_name(number, &branch.name));
        books.push((name, Book { title, tables: vec![table] }));
    }
    books
}

fn table(
    result: &ResultDocument,
    rules: &RuleSet,
    notice: &Notice,
    pending: &Pending<'_>,
    members: &[&MemberResult],
) -> Table {
    let columns = WIDTHS.map(|width| Column::left("", width)).to_vec();
    let mut table = Table::new("告知单", String::new(), String::new(), columns);
    table.bare = true;
    table.ruled = false;
    let mut taken = 0;
    for (at, member) in members.iter().enumerate() {
        let slip = slip(result, rules, notice, pending, member);
        let needed: usize = slip.iter().map(|(_, cells)| height_of(cells)).sum();
        if at > 0 && taken + LINE + needed > PAGE {
            table.breaks.push(table.rows.len());
            taken = 0;
        } else if at > 0 {
            // Where the page is cut.
            table.push(RowKind::Body, Vec::new());
            taken += LINE;
        }
        taken += needed;
        for (kind, cells) in slip {
            table.push(kind, cells);
        }
    }
    table
}

fn height_of(cells: &[TableCell]) -> usize {
    let text = |cell: &TableCell| match cell {
        TableCell::Text(text) => text.clone(),
        _ => String::new(),
    };
    let width = if cells.len() > 2 { WIDTHS[1] } else { BEHIND };
    height(cells.iter().skip(1).map(text).collect::<Vec<_>>().iter().map(|text| (text.as_str(), width)))
}

fn slip(
    result: &ResultDocument,
    rules: &RuleSet,
    notice: &Notice,
    pending: &Pending<'_>,
    member: &MemberResult,
) -> Vec<(RowKind, Vec<TableCell>)> {
    let period = wording::period(&result.period);
    let cumulative = if wording::is_cumulative(rules, &result.period) { "累计" } else { "" };
    let status = if result.status == Status::Provisional { "（试算，不得发放）" } else { "" };
    let township = result.township.as_deref().unwrap_or_default();
    let title = format!("{township}{period}党员{cumulative}积分结果告知单{status}");
    let score = member.score.map_or_else(|| "没有得分".to_owned(), |score| format!("{score} 分"));
    let grade = member.grade.clone().unwrap_or_else(|| "不评".to_owned());
    let mut rows = vec![(RowKind::Heading, vec![TableCell::words(&title)])];
    let mut four = |cells: [&str; 4]| rows.push((RowKind::Wide, cells.map(TableCell::words).to_vec()));
    let name = if member.id.is_empty() { member.name.clone() } else { format!("{}（{}）", member.name, member.id) };
    four(["姓名", &name, "支部", &shortened(&member.branch, BRANCH)]);
    four([rules.score.title.as_str(), &score, if rules.has_stars() { "星级" } else { "等次" }, &grade]);
    let reasons = Reasons::of(rules, pending, member);
    let vetoes: Vec<String> = member.veto.iter().map(|item| title_of(rules, item)).collect();
    let said = [
        ("各类得分", categories(rules, member)),
        ("主要加分", listed(&reasons.added)),
        ("主要扣分", listed(&reasons.lost)),
        ("没有计分", listed(&reasons.not_counted)),
        ("一票否决", vetoes.join("、")),
        ("待决定", member.contested.join("、")),
    ];
    let said = said.into_iter().filter(|(_, words)| !words.is_empty());
    let mut wide: Vec<(&str, TableCell)> =
        said.map(|(label, words)| (label, TableCell::words(&shortened(&words, LONGEST)))).collect();
    wide.push(("异议", objecting(notice)));
    wide.push(("签收", TableCell::words("本人签字：　　　　　　　　　　　日期：　　　　年　　月　　日")));
    rows.extend(wide.into_iter().map(|(label, words)| (RowKind::Wide, vec![TableCell::words(label), words])));
    rows
}

fn categories(rules: &RuleSet, member: &MemberResult) -> String {
    let title = |id: &str| {
        rules
            .categories
            .iter()
            .find(|category| category.id == id)
            .map_or(id.to_owned(), |category| category.title.clone())
    };
    let told = member.categories.iter().filter_map(|(id, points)| Some(format!("{} {}", title(id), (*points)?)));
    told.collect::<Vec<_>>().join("，")
}

fn listed(reasons: &[String]) -> String {
    let mut words = reasons.iter().take(REASONS).cloned().collect::<Vec<_>>().join("；");
    if reasons.len() > REASONS {
        words = format!("{}；共 {} 项", shortened(&words, LONGEST - 8), reasons.len());
    }
    words
}

/// By when and where, with the lines of the profile as they are.
fn objecting(notice: &Notice) -> TableCell {
    let until = notice.to.map_or_else(|| "公示期内".to_owned(), |to| format!("{}以前", day(Some(to))));
    let words = format!("对结果有异议的，请于{until}向受理单位反映，并说明事实和依据。");
    if notice.to_whom.is_empty() {
        return TableCell::words(&words);
    }
    TableCell::Text(format!("{words}\n{}", notice.to_whom.join("　")))
}
