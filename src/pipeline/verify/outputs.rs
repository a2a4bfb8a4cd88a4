//! The same result is written in several ways: workbooks, csv, books, notices. Where the version is the same, they are
//! made again from the recomputation, and every byte has to be the archive's.

use std::fs;

use super::authenticity;
use super::bench::Bench;
use super::findings::Findings;
use super::payload::{Part, PayloadFile};
use super::register::OUTPUTS;
use crate::archive::ArchivedFile;
use crate::archive::places::{self, Kind};
use crate::model::Digest;
use crate::pipeline::archive::{ArchiveOptions, Archived, Packing, info_of_whole, lists, written_files};
use crate::pipeline::{Outcome, OutputError, Settings};
use crate::reports::ProblemResult;

/// What is made again: all that is written of a result, and the lists of the package.
const MADE: [Part; 6] = [
    Part::List,
    Part::Record(Kind::Results),
    Part::Record(Kind::Books),
    Part::Record(Kind::Copies),
    Part::Record(Kind::Rulebook),
    Part::Record(Kind::Tables),
];

/// What is made again of a package.
struct Made {
    files: Vec<ArchivedFile>,
    info: Vec<(String, String)>,
}

/// Makes them again and compares.
pub fn tests(bench: &Bench<'_>, again: &Result<Outcome, String>, findings: &mut Findings) {
    let packed_by = &bench.archived.record.jifen;
    if packed_by != env!("CARGO_PKG_VERSION") {
        findings.not_tested(&OUTPUTS, format!("归档的是 jifen {packed_by}，只有同一版本写出的才逐字节一样"));
        authenticity::agrees(bench, None, findings);
        return;
    }
    let Ok(outcome) = again else {
        findings.not_tested(&OUTPUTS, "重算不了");
        authenticity::agrees(bench, None, findings);
        return;
    };
    match made_again(bench, outcome) {
        Ok(made) => {
            authenticity::agrees(bench, Some(&made.info), findings);
            compare(bench.files, &made.files, findings);
        }
        Err(why) => {
            findings.not_tested(&OUTPUTS, format!("重新写不出来：{why}"));
            authenticity::agrees(bench, None, findings);
        }
    }
}

fn made_again(bench: &Bench<'_>, outcome: &Outcome) -> Result<Made, String> {
    let Archived { opened, record, .. } = bench.archived;
    let given = bench.archived.options();
    let settings = Settings::new(&given).map_err(|error| error.to_string())?;
    let options = ArchiveOptions { books: record.books, provisional: record.provisional_reason.clone() };
    let packing = Packing { outcome, given: &given, settings: &settings, options: &options };
    let in_words = |error: OutputError| error.to_string();
    let mut files = written_files(&packing).map_err(in_words)?;
    let bytes = |path: &str| fs::read(opened.location(path)).unwrap_or_default();
    let received = record.received.iter().map(|(path, kept)| kept.file(path, bytes(path))).collect();
    files.extend(lists(&packing, received, &files, bytes(places::RUN)).map_err(in_words)?);
    Ok(Made { files, info: info_of_whole(&packing) })
}

/// Holds what a package has written in it against what was made again.
pub fn compare(files: &[PayloadFile], made: &[ArchivedFile], findings: &mut Findings) {
    let kept: Vec<&PayloadFile> = files.iter().filter(|file| MADE.contains(&file.part)).collect();
    let mut problems = Vec::new();
    for file in &kept {
        let message = match made.iter().find(|made| made.path == file.path) {
            None => "重算写不出这个文件。",
            Some(made) if Digest::of(&made.bytes).to_string() != file.digest => "与重算写出的不一样。",
            Some(_) => continue,
        };
        problems.push(ProblemResult::in_file(OUTPUTS.id, &file.path, message));
    }
    // What is not only written, such as the rule set of a member's book, was held against its digest.
    let written = made.iter().filter(|made| MADE.contains(&Part::of(&made.path)));
    for made in written.filter(|made| !kept.iter().any(|file| file.path == made.path)) {
        problems.push(ProblemResult::in_file(OUTPUTS.id, &made.path, "重算写得出，包里没有。"));
    }
    findings.judged(&OUTPUTS, format!("{} 个文件按重算再写一遍，逐字节一样", kept.len()), problems);
}
