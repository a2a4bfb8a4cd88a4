//! Books that came with members, beside the township's own results of the same years.

use std::collections::HashMap;

use crate::layout::codes::L154;
use crate::model::{Diagnostic, Member, PastMatch, PastYear, Period, Severity, TakenIn};

/// The township's own archive or result of a year with the books of the same year in it; the books alone where it has none.
/// What speaks against a book is told.
pub fn taken_in(own: Option<PastYear>, books: Vec<PastYear>, year: i32) -> (Option<PastYear>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let mut books = books.into_iter();
    let Some(mut past) = own.or_else(|| books.next()) else { return (None, said) };
    for book in books {
        for member in book.members() {
            let (file, name) = (&book.file, &member.name);
            let branch = member.branch.as_deref().unwrap_or_default();
            let is = format!("「{file}」是{name}随人转来的 {year} 年的一册");
            let message = match past.take_in(member.clone()) {
                TakenIn::Added | TakenIn::Same => continue,
                TakenIn::Kept(other) => {
                    format!("{is}，{year} 年年末他已不在{branch}，而在{other}，用的是{other}的，没有用这一册。")
                }
                TakenIn::Replaced(other) => {
                    format!("{is}，{year} 年年末他在{branch}，不在{other}，用的是这一册，没有用{other}的。")
                }
                TakenIn::Unclear(other) => {
                    let message = format!(
                        "{is}，{other}也有他 {year} 年的结果，内容不一样，看不出年末在哪里；\
                         除非只有一份的支部、编号与今年一样，两份都不用，与上一年有关的未能判断。"
                    );
                    said.push(L154.says(message).in_file(file).of_member(name));
                    continue;
                }
            };
            said.push(L154.says(message).in_file(file).of_member(name).as_severity(Severity::Note));
        }
    }
    (Some(past), said)
}

/// Books of years before a period whose people stand in no roster, or perhaps in none, `today` being all rosters.
pub fn of_nobody<'m>(
    named: &[PastYear],
    period: Period,
    today: impl Iterator<Item = (&'m str, &'m Member)>,
) -> Vec<Diagnostic> {
    let is_before = |past: &&PastYear| past.year.is_none_or(|year| year < period.year());
    let books: Vec<&PastYear> = named.iter().filter(|past| past.is_only_books()).filter(is_before).collect();
    if books.is_empty() {
        return Vec::new();
    }
    let mut by_name: HashMap<&str, Vec<(&str, &Member)>> = HashMap::new();
    for (branch, member) in today {
        by_name.entry(&member.name).or_default().push((branch, member));
    }
    let mut said = Vec::new();
    for book in books {
        for then in book.members() {
            let called_so = by_name.get(then.name.as_str()).map_or(&[][..], Vec::as_slice);
            let found: Vec<_> = called_so.iter().map(|(branch, member)| (branch, book.find(branch, member))).collect();
            if found.iter().any(|(_, found)| matches!(found, PastMatch::One(..))) {
                continue;
            }
            let perhaps = found.iter().find(|(_, found)| matches!(found, PastMatch::Several));
            let how = match (perhaps, found.first()) {
                (Some((branch, _)), _) => {
                    let lacking = if then.born.is_none() { "册子里" } else { "花名册" };
                    format!("今年{branch}的花名册里有这个姓名，{lacking}没有写出生年月，看不出是不是他")
                }
                (None, Some((branch, _))) => {
                    format!("今年{branch}的花名册里有同名的人，出生年月却不一样，没有当作同一个人")
                }
                (None, None) => "今年哪个支部的花名册里都没有这个人".to_owned(),
            };
            let message = format!("「{}」是{}随人转来的一册，{how}，没有用到。", book.file, then.name);
            said.push(L154.says(message).in_file(&book.file).of_member(&then.name));
        }
    }
    said
}
