//! A package that is a part of a year points to the whole by digest: whether that one stands beside it, and whether any of
//! its members is named in what is published.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::findings::Findings;
use super::payload::PayloadFile;
use super::register::{PEOPLE, POINTER};
use crate::archive::{Opened, places};
use crate::model::Digest;
use crate::pipeline::archive::{Archived, POINTS_TO_SHA256};
use crate::reports::ProblemResult;
use crate::workbook::archive_mark::is_archive;

/// The manifest by whose digest a package is pointed to.
const MANIFEST: &str = "manifest-sha256.txt";
/// The label that packages of one year have in common.
const GROUP: &str = "Bag-Group-Identifier";

/// All tests. `beside` is the folder in which the package lies.
pub fn tests(opened: &Opened, beside: &Path, files: &[PayloadFile], findings: &mut Findings) {
    let whole = match pointed_to(opened, beside) {
        Pointed::Here(folder, name) => {
            findings.passed(&POINTER, format!("旁边的「{name}」，摘要一致"));
            Some(folder)
        }
        Pointed::Other(name) => {
            let message = format!("它说的不是旁边的「{name}」：那个包的清单（{MANIFEST}）摘要不同。");
            findings.failed(&POINTER, "与旁边的不一致，见下面", [ProblemResult::of(POINTER.id, message)]);
            None
        }
        Pointed::Absent => {
            findings.not_tested(&POINTER, "所指的档案包不在旁边，没有比较摘要");
            None
        }
    };
    match whole.and_then(|folder| Archived::open(&folder).ok()) {
        Some(whole) => people(&whole, files, findings),
        None => findings.not_tested(&PEOPLE, "旁边没有所指的、能打开的档案包，不知道有哪些姓名"),
    }
}

enum Pointed {
    Here(PathBuf, String),
    Other(String),
    Absent,
}

/// The package of the year among those that lie beside.
fn pointed_to(opened: &Opened, beside: &Path) -> Pointed {
    let says = |digest: &str| opened.info(POINTS_TO_SHA256).is_some_and(|said| said.trim() == digest);
    let mut folders: Vec<PathBuf> =
        fs::read_dir(beside).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut other = None;
    for folder in folders.into_iter().filter(|folder| is_archive(folder)) {
        if !folder.join("data").join(places::RUN).is_file() {
            continue;
        }
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Ok(digest) = fs::File::open(folder.join(MANIFEST)).and_then(Digest::of_reader) else { continue };
        if says(&digest.to_string()) {
            return Pointed::Here(folder, name);
        }
        let group = opened.info(GROUP).map(|group| format!("{GROUP}: {group}"));
        let info = fs::read_to_string(folder.join("bag-info.txt")).unwrap_or_default();
        if group.is_some_and(|group| info.lines().any(|line| line.trim_end() == group)) {
            other = Some(name);
        }
    }
    other.map_or(Pointed::Absent, Pointed::Other)
}

/// No member of the year is named.
fn people(whole: &Archived, files: &[PayloadFile], findings: &mut Findings) {
    let names: BTreeSet<&str> = whole.result.members.iter().map(|member| member.name.as_str()).collect();
    let mut problems = Vec::new();
    for file in files {
        let words = file.texts.iter().flat_map(|text| words(text));
        let named: BTreeSet<&str> = words.filter(|word| names.contains(word)).collect();
        if let Some(first) = named.first() {
            let more = if named.len() > 1 { format!("等 {} 人", named.len()) } else { String::new() };
            problems.push(ProblemResult::in_file(PEOPLE.id, &file.path, format!("写着党员的姓名：{first}{more}。")));
        }
    }
    findings.judged(&PEOPLE, format!("{} 名党员的姓名，{} 个文件里都没有", names.len(), files.len()), problems);
}

/// The runs of letters in a text: a name is one of its own, and no part of a longer word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '·')).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_name_is_a_word_of_its_own() {
        let found: Vec<&str> = words("\"王伟\",东河村党支部,王伟（2）,阿依古丽·买买提").collect();
        assert_eq!(found, ["王伟", "东河村党支部", "王伟", "2", "阿依古丽·买买提"]);
    }
}
