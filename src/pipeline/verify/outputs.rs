//! The same result is written in several ways: workbooks, csv, books, notices. Where the version is the same, they are
//! made again from the recomputation, and every byte has to be the archive's.

use super::bench::Bench;
use super::findings::Findings;
use super::payload::{Part, PayloadFile};
use super::register::OUTPUTS;
use crate::archive::ArchivedFile;
use crate::archive::places::Kind;
use crate::model::Digest;
use crate::pipeline::archive::{ArchiveOptions, Packing, written_files};
use crate::pipeline::{Outcome, Settings};
use crate::reports::ProblemResult;

/// What is made again: all that is written of a result.
const KINDS: [Kind; 5] = [Kind::Results, Kind::Books, Kind::Copies, Kind::Rulebook, Kind::Tables];

/// Makes them again and compares.
pub fn tests(bench: &Bench<'_>, again: &Result<Outcome, String>, findings: &mut Findings) {
    let packed_by = &bench.archived.record.jifen;
    if packed_by != env!("CARGO_PKG_VERSION") {
        findings.not_tested(&OUTPUTS, format!("归档的是 jifen {packed_by}，只有同一版本写出的才逐字节一样"));
        return;
    }
    let Ok(outcome) = again else {
        findings.not_tested(&OUTPUTS, "重算不了");
        return;
    };
    match made_again(bench, outcome) {
        Ok(files) => compare(bench, &files, findings),
        Err(why) => findings.not_tested(&OUTPUTS, format!("重新写不出来：{why}")),
    }
}

fn made_again(bench: &Bench<'_>, outcome: &Outcome) -> Result<Vec<ArchivedFile>, String> {
    let given = bench.archived.options();
    let settings = Settings::new(&given).map_err(|error| error.to_string())?;
    let options = ArchiveOptions { books: bench.archived.record.books, ..ArchiveOptions::default() };
    let packing = Packing { outcome, given: &given, settings: &settings, options: &options };
    written_files(&packing).map_err(|error| error.to_string())
}

fn compare(bench: &Bench<'_>, made: &[ArchivedFile], findings: &mut Findings) {
    let is_written = |file: &&PayloadFile| KINDS.iter().any(|kind| file.part == Part::Record(*kind));
    let kept: Vec<&PayloadFile> = bench.files.iter().filter(is_written).collect();
    let mut problems = Vec::new();
    for file in &kept {
        let message = match made.iter().find(|made| made.path == file.path) {
            None => "重算写不出这个文件。",
            Some(made) if Digest::of(&made.bytes).to_string() != file.digest => "与重算写出的不一样。",
            Some(_) => continue,
        };
        problems.push(ProblemResult::in_file(OUTPUTS.id, &file.path, message));
    }
    for made in made.iter().filter(|made| !kept.iter().any(|file| file.path == made.path)) {
        problems.push(ProblemResult::in_file(OUTPUTS.id, &made.path, "重算写得出，包里没有。"));
    }
    findings.judged(&OUTPUTS, format!("{} 个文件按重算再写一遍，逐字节一样", kept.len()), problems);
}
