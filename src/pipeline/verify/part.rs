//! A package that is a part of a year points to the whole by digest: whether that one stands beside it, and whether any of
//! its members is named in what is published.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::findings::Findings;
use super::payload::{Part, PayloadFile};
use super::register::{NOTHING_ADDED, PEOPLE, POINTER};
use crate::archive::Opened;
use crate::archive::places::{self, Kind};
use crate::model::Digest;
use crate::pipeline::archive::{Archived, MANIFEST, POINTS_TO, POINTS_TO_SHA256, pointer};
use crate::reports::{PackageKind, ProblemResult};
use crate::workbook::archive_mark::is_archive;

/// Bytes of a result; what is larger was not written by this program.
const LARGEST_RESULT: u64 = 200_000_000;

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
    pointer_agrees(opened, files, findings);
    match whole.and_then(|folder| Archived::open(&folder).ok()) {
        Some(whole) => people(&whole, files, findings),
        None => findings.not_tested(&PEOPLE, "旁边没有所指的、能打开的档案包，不知道有哪些姓名"),
    }
}

/// Which part of a year a package without a record of the run is: the publishable one says in bag-info.txt of which package
/// it is a part and holds no result, a member's book holds a result that says whose it is. `None` where it is neither: a
/// year's package from which the record was taken.
pub fn kind_of(opened: &Opened) -> Option<PackageKind> {
    let of_a_year = [Part::Record(Kind::Received), Part::Record(Kind::Elsewhere), Part::Record(Kind::Copies)];
    if opened.files().any(|(path, _)| of_a_year.contains(&Part::of(path))) {
        return None;
    }
    match result_of(opened) {
        Some(path) => {
            let about = fs::metadata(opened.location(path)).ok().filter(|about| about.len() <= LARGEST_RESULT)?;
            let bytes = fs::read(opened.location(path)).ok().filter(|_| about.is_file())?;
            let result: Value = serde_json::from_slice(&bytes).ok()?;
            result.get("transfer").is_some_and(Value::is_object).then_some(PackageKind::Transfer)
        }
        None => opened.info(POINTS_TO_SHA256).map(|_| PackageKind::Part),
    }
}

/// Whether there is a 结果.json where results lie.
pub fn has_result(opened: &Opened) -> bool {
    result_of(opened).is_some()
}

fn result_of(opened: &Opened) -> Option<&str> {
    let is_result = |path: &&str| Part::of(path) == Part::Record(Kind::Results) && path.ends_with("/结果.json");
    opened.files().map(|(path, _)| path).find(is_result)
}

enum Pointed {
    Here(PathBuf, String),
    Other(String),
    Absent,
}

/// The package of the year among those that lie beside: the one of that digest. One that has the name and another digest is
/// not the one that was meant; the packages of other runs are nothing to this one.
fn pointed_to(opened: &Opened, beside: &Path) -> Pointed {
    let said = opened.info(POINTS_TO_SHA256).unwrap_or_default();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(beside).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut other = None;
    for folder in folders.into_iter().filter(|folder| is_archive(folder)) {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Ok(digest) = fs::File::open(folder.join(MANIFEST)).and_then(Digest::of_reader) else { continue };
        if digest.to_string().eq_ignore_ascii_case(said) {
            return Pointed::Here(folder, name);
        }
        if opened.info(POINTS_TO) == Some(&name) {
            other = Some(name);
        }
    }
    other.map_or(Pointed::Absent, Pointed::Other)
}

/// The file that points says the same as bag-info.txt.
fn pointer_agrees(opened: &Opened, files: &[PayloadFile], findings: &mut Findings) {
    let wanted = pointer(opened.info(POINTS_TO).unwrap_or_default(), opened.info(POINTS_TO_SHA256).unwrap_or_default());
    let kept = files.iter().find(|file| file.path == wanted.path);
    if opened.info("Bag-Software-Agent") == Some(concat!("jifen ", env!("CARGO_PKG_VERSION")))
        && kept.is_none_or(|kept| kept.digest != Digest::of(&wanted.bytes).to_string())
    {
        let message = format!("「{}」与 bag-info.txt 说的不是同一个档案包。", wanted.path);
        let problem = ProblemResult::in_file(POINTER.id, &wanted.path, message);
        findings.failed(&POINTER, "包里两处说法不一，见下面", [problem]);
    }
    let unknown = files.iter().filter(|file| match file.part {
        Part::Other => file.path != wanted.path,
        Part::List => ![places::ABOUT, places::CATALOGUE, places::INDEX_PAGE].contains(&file.path.as_str()),
        Part::Record(_) | Part::Rules => false,
    });
    let told = |file: &PayloadFile| {
        let message = format!("「{}」不是公开部分里的文件。", file.path);
        ProblemResult::in_file(NOTHING_ADDED.id, &file.path, message)
    };
    let unknown: Vec<ProblemResult> = unknown.map(told).collect();
    if !unknown.is_empty() {
        findings.failed(&NOTHING_ADDED, "有不是程序写的文件，见下面", unknown);
    }
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
