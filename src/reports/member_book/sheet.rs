//! A member's sheet: the slip on the first page, then the entries, the steps of the score, what is to be checked, the rules.

use unicode_width::UnicodeWidthStr;

use super::pages::Pages;
use super::{Member, MemberBooks, entries, index, rows, slip, steps, with_number};
use crate::model::{CellRef, RowKind, Table, TableCell, masked};
use crate::reports::feedback::shortened;
use crate::reports::{DiagnosticResult, ResultDocument};
use crate::rules::RuleSet;

/// The widest title that fits on one line over the columns, in columns of the terminal: 20 points.
const TITLE: usize = 44;
/// The most characters of a branch's name in the line that stands on every page.
const BRANCH: usize = 24;
/// So many problems are named; the others are counted.
const PROBLEMS: usize = 40;

/// The sheet.
pub fn table<'a>(books: &MemberBooks<'a>, member: &Member<'a>, has_index: bool) -> Table {
    let (result, who) = (books.result, member.result);
    let called = masked(&with_number(who)).into_owned();
    let branch = masked(&who.branch).into_owned();
    let long = format!("{}{}", result.township.as_deref().unwrap_or_default(), books.called());
    let title = if long.width() > TITLE { books.called() } else { long };
    let line = format!("{}　{}　　单位：分", shortened(&branch, BRANCH), shortened(&called, BRANCH));
    let columns = rows::columns(&format!("{called}　{}", shortened(&branch, BRANCH)), steps::places(who));
    let mut table = Table::new(&member.sheet, masked(&title).into_owned(), line, columns);
    table.orientation = crate::model::Orientation::Portrait;
    // Grid lines are printed in the place of borders, which would be a format for each cell.
    table.ruled = false;
    let mut pages = Pages::of(table);
    slip::add(&mut pages, books, member);
    pages.turn();
    entries::add(&mut pages, member);
    steps::add(&mut pages, member);
    problems(&mut pages, &books.known.problems(who));
    basis(&mut pages, result, member.rules);
    if has_index {
        let back =
            TableCell::Link {
                text: "返回目录".to_owned(), table: index::NAME.to_owned(), cell: CellRef::new(0, 0)
            };
        pages.push(RowKind::Wide, vec![back]);
    }
    pages.done()
}

/// What still has to be put right, or looked at again.
fn problems(pages: &mut Pages, problems: &[&DiagnosticResult]) {
    if problems.is_empty() {
        return;
    }
    pages.part(&format!("需要核对的 {} 处", problems.len()), &[]);
    for problem in problems.iter().take(PROBLEMS) {
        let sheet = problem.sheet.as_deref().map_or_else(String::new, |sheet| format!("「{sheet}」"));
        let file = problem.file.as_deref().unwrap_or_default();
        let place = format!("{file}{sheet}{}", problem.cell.as_deref().unwrap_or_default());
        let colon = if place.is_empty() { "" } else { "：" };
        let label = format!("{} {}", problem.severity.label(), problem.code);
        rows::wide(pages, &label, &format!("{place}{colon}{}", problem.message));
    }
    if problems.len() > PROBLEMS {
        rows::remark(pages, &format!("另有 {} 处，见问题清单。", problems.len() - PROBLEMS));
    }
}

/// By what the score was reckoned.
fn basis(pages: &mut Pages, result: &ResultDocument, rules: &RuleSet) {
    pages.part("依据", &[]);
    rows::wide(pages, "办法", &format!("{}，版本 {}（{}）", rules.title, rules.version, rules.id));
    // A digest is no number of a person, whatever digits it has: it is not masked.
    let digest = TableCell::Text(rules.digest.to_string());
    pages.push(RowKind::Wide, vec![TableCell::words("办法 SHA-256"), TableCell::Empty, digest]);
    rows::wide(pages, "程序", &format!("jifen {}", result.jifen));
}
