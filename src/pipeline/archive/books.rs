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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::archive::ArchiveOptions;
    use crate::pipeline::options::Settings;
    use crate::pipeline::{NoProgress, Options, run};

    /// The books of a sample.
    fn books_of(sample: &str, books: Books) -> Vec<ArchivedFile> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
        let options = Options { paths: vec![path], ..Options::default() };
        let (outcome, settings) = (run(&options, &NoProgress).unwrap(), Settings::new(&options).unwrap());
        let options = ArchiveOptions { books, ..ArchiveOptions::default() };
        let packing = Packing {
            outcome: &outcome,
            given: &crate::pipeline::Options::default(),
            settings: &settings,
            options: &options,
        };
        let files = files(&packing).unwrap();
        let again = super::files(&packing).unwrap();
        assert!(files.iter().zip(&again).all(|(one, other)| one.bytes == other.bytes), "the same bytes each time");
        files
    }

    #[test]
    fn each_branch_has_a_book() {
        let files = books_of("清河镇", Books::Branch);
        assert_eq!(files.len(), 10);
        let first = files.iter().find(|file| file.author == "东河村党支部").unwrap();
        assert_eq!(first.path, "电子档案/2025/一人一册/东河村党支部.xlsx");
        assert_eq!(first.title, "东河村党支部2025年党员积分一人一册（试算）");
    }

    #[test]
    fn or_each_member_has() {
        let files = books_of("柳林乡", Books::Member);
        let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert!(paths.iter().all(|path| path.starts_with("电子档案/2025/一人一册/")));
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), files.len());
        assert!(files.iter().all(|file| !file.title.contains("试算")));
    }
}
