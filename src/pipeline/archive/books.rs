//! 一人一册: the books of members.

use rayon::prelude::*;

use super::file_names::FileNames;
use super::{Books, Packing};
use crate::archive::ArchivedFile;
use crate::archive::places::{Kind, place};
use crate::model::{Book, masked};
use crate::pipeline::OutputError;
use crate::render::xlsx::write_book;
use crate::reports::{MemberBooks, MemberResult};
use crate::rules::RuleSet;

/// The book of a branch, or of a member of it, on the way to a file.
struct Wanted<'a> {
    /// Its name below the folder of books, without ending.
    name: String,
    branch: &'a str,
    rules: &'a RuleSet,
    /// The one member whose book it is; `None` for all of the branch.
    member: Option<&'a MemberResult>,
}

/// The books of all members, a workbook for each branch or for each member.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    let result = &packing.outcome.result;
    let books = MemberBooks::of(result);
    let (mut folders, mut wanted) = (FileNames::default(), Vec::new());
    for branch in &result.branches {
        let branch = branch.name.as_str();
        let members = books.members_of(branch);
        if members.is_empty() {
            continue;
        }
        let rules = &packing.outcome.of_branch(branch).rules;
        let folder = folders.give(&masked(branch));
        match packing.options.books {
            Books::Branch => wanted.push(Wanted { name: folder, branch, rules, member: None }),
            Books::Member => {
                let mut names = FileNames::default();
                wanted.extend(members.iter().map(|member| {
                    let name = format!("{folder}/{}", names.give(&masked(&numbered(member))));
                    Wanted { name, branch, rules, member: Some(*member) }
                }));
            }
        }
    }
    wanted.par_iter().map(|wanted| file(packing, &books, wanted)).collect()
}

fn file(packing: &Packing<'_>, books: &MemberBooks<'_>, wanted: &Wanted<'_>) -> Result<ArchivedFile, OutputError> {
    let book: Book = match wanted.member {
        Some(member) => books.of_members(&[(member, wanted.rules)]),
        None => books.of_branch(wanted.branch, wanted.rules),
    };
    let bytes = write_book(&book).map_err(OutputError::MemberBook)?;
    let path = place(packing.period(), Kind::Books, &format!("{}.xlsx", wanted.name));
    Ok(ArchivedFile { author: masked(wanted.branch).into_owned(), ..ArchivedFile::new(path, book.title, bytes) })
}

/// 王伟（3）.
fn numbered(member: &MemberResult) -> String {
    if member.id.is_empty() { member.name.clone() } else { format!("{}（{}）", member.name, member.id) }
}
