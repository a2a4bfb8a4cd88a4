//! 完整性: every file of a package is one that the record of the run, or the program's own layout, knows.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::bench::Bench;
use super::findings::Findings;
use super::payload::{Part, PayloadFile};
use super::register::{NOTHING_ADDED, RECORD, SM3};
use crate::archive::Opened;
use crate::archive::places::{self, Kind};
use crate::model::masked;
use crate::reports::ProblemResult;

/// What lies beside `data/` in a package of ours.
const TAG_FILES: [&str; 7] = [
    "bag-info.txt",
    "bagit.txt",
    SM3_LIST,
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha512.txt",
];
/// The list of SM3 digests: BagIt knows nothing of it, so that a package without it is a whole bag.
const SM3_LIST: &str = "digests-sm3.txt";
/// The lists of the payload.
const LISTS: [&str; 4] = [places::ABOUT, places::CATALOGUE, places::INDEX_BOOK, places::INDEX_PAGE];

/// Beside the payload lie the files of a package of ours, and no others.
pub fn tag_files(opened: &Opened, findings: &mut Findings) {
    let entries = fs::read_dir(opened.folder()).into_iter().flatten().flatten();
    let names: BTreeSet<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let unknown = names.iter().filter(|name| *name != "data" && !TAG_FILES.contains(&name.as_str()));
    let told = |name: &String| not_ours(name);
    let problems: Vec<ProblemResult> = unknown.map(told).collect();
    if !problems.is_empty() {
        findings.failed(&NOTHING_ADDED, "有不是归档时写的文件，见下面", problems);
    }
    if !names.contains(SM3_LIST) {
        let problem = ProblemResult::in_file(SM3.id, SM3_LIST, format!("少了「{SM3_LIST}」：归档时每个包都写它。"));
        findings.failed(&SM3, format!("少了 {SM3_LIST}"), [problem]);
    }
}

fn not_ours(path: &str) -> ProblemResult {
    let message = format!("「{}」不是归档时装进去的：运行记录里没有它，程序也不写这样的文件。", masked(path));
    ProblemResult::in_file(NOTHING_ADDED.id, path, message)
}

/// Every file of the payload is accounted for: what was received by the record, with its digest.
pub fn tests(bench: &Bench<'_>, findings: &mut Findings) {
    let received = &bench.archived.record.received;
    let is_known = |file: &&PayloadFile| match file.part {
        Part::List => LISTS.contains(&file.path.as_str()),
        Part::Record(Kind::Received | Kind::Elsewhere) | Part::Rules => received.contains_key(&file.path),
        // What the program writes of a result is made again, or listed in the catalogue.
        Part::Record(_) => true,
        Part::Other => file.path == places::RUN,
    };
    let unknown: Vec<ProblemResult> =
        bench.files.iter().filter(|file| !is_known(file)).map(|file| not_ours(&file.path)).collect();
    if !unknown.is_empty() {
        findings.failed(&NOTHING_ADDED, "有不是归档时写的文件，见下面", unknown);
    }
    let differs = |file: &&PayloadFile| received.get(&file.path).is_some_and(|kept| kept.sha256 != file.digest);
    let told = |file: &PayloadFile| {
        let message = format!("「{}」不是归档时收到的那一份：运行记录记的摘要不同。", masked(&file.path));
        ProblemResult::in_file(RECORD.id, &file.path, message)
    };
    let mut problems: Vec<ProblemResult> = bench.files.iter().filter(differs).map(told).collect();
    problems.extend(unknown_keys(bench));
    if !problems.is_empty() {
        findings.failed(&RECORD, format!("{} 处不对，见下面", problems.len()), problems);
    }
}

/// What stands in the record and means nothing to this program: nobody can say what it is for.
fn unknown_keys(bench: &Bench<'_>) -> Vec<ProblemResult> {
    let record = &bench.archived.record;
    let bytes = fs::read(bench.archived.opened.location(places::RUN)).unwrap_or_default();
    let written: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let known = serde_json::to_value(record).unwrap_or_default();
    let mut keys = Vec::new();
    added(&written, &known, "", &mut keys);
    let told = |key: String| {
        let message = format!("运行记录里的「{}」不是程序写的。", masked(&key));
        ProblemResult::in_file(RECORD.id, places::RUN, message)
    };
    keys.into_iter().map(told).collect()
}

/// The keys that only the first has.
fn added(written: &Value, known: &Value, path: &str, keys: &mut Vec<String>) {
    let Value::Object(written) = written else { return };
    for (key, value) in written {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match known.get(key) {
            Some(known) => added(value, known, &path, keys),
            // Empty texts are left out when they are written.
            None if value.as_str() == Some("") => {}
            None => keys.push(path),
        }
    }
}
