//! 一人一册: the book of each member, to be printed and kept: the member's own slip, every entry with its cell, the
//! score step by step, the rules.
//!
//! A branch's book has an index and a sheet for each member; a sheet is a run of pages with numbers of its own.

mod entries;
mod index;
mod known;
mod pages;
mod rows;
mod sheet;
mod slip;
mod steps;
#[cfg(test)]
mod tests;

use super::document::{MemberResult, ResultDocument};
use super::feedback::sheet_name;
use super::summary::wording;
use crate::model::{Book, masked};
use crate::rules::RuleSet;

use known::Known;

/// What the books of a result are made of: what is known of each member, looked up once for all books.
pub struct MemberBooks<'a> {
    result: &'a ResultDocument,
    known: Known<'a>,
}

/// A member on the way into a book.
struct Member<'a> {
    result: &'a MemberResult,
    rules: &'a RuleSet,
    /// The name of the sheet.
    sheet: String,
}

impl<'a> MemberBooks<'a> {
    /// Those of a result.
    #[must_use]
    pub fn of(result: &'a ResultDocument) -> Self {
        Self { result, known: Known::of(result) }
    }

    /// The members of a branch, in the order of its roster.
    #[must_use]
    pub fn members_of(&self, branch: &str) -> &[&'a MemberResult] {
        self.known.members_of(branch)
    }

    /// The book of a branch whose members are reckoned by `rules`: an index, and a sheet for each member.
    #[must_use]
    pub fn of_branch(&self, branch: &str, rules: &'a RuleSet) -> Book {
        let members: Vec<(&MemberResult, &RuleSet)> =
            self.members_of(branch).iter().map(|member| (*member, rules)).collect();
        self.book(&masked(branch), &members, true)
    }

    /// A book with the sheets of these members, each with the rules that they are reckoned by; an index stands before
    /// more than one.
    #[must_use]
    pub fn of_members(&self, members: &[(&'a MemberResult, &'a RuleSet)]) -> Book {
        let whose = match members {
            [(member, _)] => masked(&member.name).into_owned(),
            _ => String::new(),
        };
        self.book(&whose, members, members.len() > 1)
    }

    fn book(&self, whose: &str, members: &[(&'a MemberResult, &'a RuleSet)], has_index: bool) -> Book {
        let named = members.iter().zip(1..).map(|((result, rules), number)| Member {
            result,
            rules,
            sheet: sheet_name(number, &masked(&result.name)),
        });
        let members: Vec<Member<'_>> = named.collect();
        let mut tables: Vec<_> = members.iter().map(|member| sheet::table(self, member, has_index)).collect();
        if has_index {
            tables.insert(0, index::table(self.result, whose, &members, &tables));
        }
        Book { title: format!("{whose}{}", self.called()), tables }
    }

    /// What a book is called: 2025年党员积分一人一册（试算）.
    fn called(&self) -> String {
        let status = if wording::is_provisional(self.result) { "（试算）" } else { "" };
        let cumulative = if self.result.period.cumulative { "累计" } else { "" };
        format!("{}党员{cumulative}积分一人一册{status}", wording::period(&self.result.period))
    }
}

/// The member's name with the roster's number: 王伟（3）.
fn with_number(member: &MemberResult) -> String {
    if member.id.is_empty() { member.name.clone() } else { format!("{}（{}）", member.name, member.id) }
}

/// 预备党员, not on the roster any more, vetoed, contested: what is to be known of a member at first sight.
fn remarks(member: &MemberResult) -> Vec<&'static str> {
    let all = [
        (member.probationary, "预备党员"),
        (!member.counted, "期末不在册"),
        (!member.veto.is_empty(), "一票否决"),
        (!member.contested.is_empty(), "名额待定"),
        (member.score.is_none(), "没有得分"),
    ];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, words)| words).collect()
}
