//! Whether a package is what it was when it was packed, and whether its results follow from its inputs and rules.
//!
//! `register` lists the tests; the four heads of DA/T 70 have a file each, and so have recomputation and what is written
//! of it. Nothing of a package is trusted, and none of its content looked at, unless its fixity holds.

mod authenticity;
mod bench;
mod differences;
mod error;
mod findings;
mod fixity;
mod integrity;
mod outputs;
mod part;
mod payload;
mod place;
mod recompute;
mod register;
mod security;
mod usability;
mod words;

use std::fs;
use std::path::Path;

use serde_json::Value;

use self::bench::Bench;
use self::findings::Findings;
use self::payload::{Looking, payload};
use self::place::Place;
use super::Progress;
use super::archive::Archived;
use crate::archive::{Opened, examine, places};
use crate::reports::{PackageKind, PackageResult, RecomputationResult, Tested, VERIFICATION_SCHEMA, Verification};

pub use error::VerifyError;

/// Why the content of a package was not looked at.
const UNTRUSTED: &str = "包里的文件不是归档时的样子，内容没有再看";
/// The same of a package that is only a part of a year.
const ONLY_A_PART: &str = "这个包里没有收到的材料和运行记录";

/// Makes all tests of a package, a folder or a zip. Nothing of it is changed.
///
/// # Errors
/// [`VerifyError`] where there is nothing to verify; what is wrong with a package is in the result.
pub fn verify(path: &Path, progress: &dyn Progress) -> Result<Verification, VerifyError> {
    let name = name_of(path);
    match place::find(path)? {
        Ok(place) if place.is_all_of_zip() => Ok(of_place(&place, &name, progress)),
        Ok(place) => Ok(of_place(&place, &name_of(&place.folder), progress)),
        Err(diagnostics) => {
            let mut findings = Findings::default();
            findings.failed(&register::DECLARATION, "压缩包展不开，见下面", []);
            findings.told(&register::DECLARATION, &diagnostics);
            Ok(finished(findings, untrusted(name), UNTRUSTED, None))
        }
    }
}

fn of_place(place: &Place, name: &str, progress: &dyn Progress) -> Verification {
    let mut findings = Findings::default();
    let examination = examine(&place.folder);
    fixity::tests(&examination, &mut findings);
    let Some(opened) = examination.opened else {
        return finished(findings, untrusted(name.to_owned()), UNTRUSTED, None);
    };
    authenticity::source(&opened, &mut findings);
    if !opened.location(places::RUN).exists() {
        return of_part(place, &opened, name, findings);
    }
    match Archived::of(opened) {
        Ok(archived) => of_year(&archived, name, findings, progress),
        Err(problem) => {
            findings.failed(&register::SCHEMA, "运行记录或结果读不出来，见下面", []);
            findings.told(&register::SCHEMA, &[*problem]);
            finished(findings, untrusted(name.to_owned()), "运行记录或结果读不出来，没有再看", None)
        }
    }
}

/// A whole year: inputs, rules, results.
fn of_year(archived: &Archived, name: &str, mut findings: Findings, progress: &dyn Progress) -> Verification {
    let opened = &archived.opened;
    let again = recompute::again(archived, progress);
    let outcome = again.as_ref().ok();
    let notice = outcome.and_then(|outcome| outcome.by_rules().into_iter().find_map(|one| one.notice.as_ref()));
    let printed = notice.map_or_else(Vec::new, |notice| notice.to_whom.clone());
    let files = payload(opened, Looking { printed: &printed, names: false });
    let bytes = fs::read(opened.location(&archived.record.result)).unwrap_or_default();
    let document: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let bench = Bench { archived, document: &document, files: &files };
    authenticity::tests(&bench, &mut findings);
    let recomputation = recompute::compare(archived, bench.document, &again, &mut findings);
    outputs::tests(&bench, &again, &mut findings);
    of_any(opened, &files, &mut findings);
    integrity::tests(&bench, &mut findings);
    usability::schema(archived, &mut findings);
    let result = &archived.result;
    let package = PackageResult {
        name: name.to_owned(),
        kind: PackageKind::Year,
        files: files.len(),
        township: result.township.clone(),
        period: Some(result.period.label.clone()),
        packed_by: Some(archived.record.jifen.clone()),
        packed_on: opened.info("Bagging-Date").map(str::to_owned),
        provisional: result.status == crate::reports::Status::Provisional,
    };
    finished(findings, package, "没有这一项要核对的内容", recomputation)
}

/// A part of a year: the publishable one, the book that goes with a member.
fn of_part(place: &Place, opened: &Opened, name: &str, mut findings: Findings) -> Verification {
    let files = payload(opened, Looking { printed: &[], names: true });
    of_any(opened, &files, &mut findings);
    part::tests(opened, &place.beside, &files, &mut findings);
    let package = PackageResult {
        name: name.to_owned(),
        kind: PackageKind::Part,
        files: files.len(),
        township: opened.info("Source-Organization").map(str::to_owned),
        period: None,
        packed_by: None,
        packed_on: opened.info("Bagging-Date").map(str::to_owned),
        provisional: false,
    };
    finished(findings, package, ONLY_A_PART, None)
}

/// The tests of content that need no result.
fn of_any(opened: &Opened, files: &[payload::PayloadFile], findings: &mut Findings) {
    let text = fs::read_to_string(opened.location(places::CATALOGUE)).ok();
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    integrity::catalogue(text.as_deref(), &paths, findings);
    usability::opens(files, findings);
    usability::plain(files, findings);
    security::tests(files, findings);
}

fn untrusted(name: String) -> PackageResult {
    PackageResult {
        name,
        kind: PackageKind::Untrusted,
        files: 0,
        township: None,
        period: None,
        packed_by: None,
        packed_on: None,
        provisional: false,
    }
}

fn finished(
    findings: Findings,
    package: PackageResult,
    otherwise: &str,
    recomputation: Option<RecomputationResult>,
) -> Verification {
    let (tests, problems) = findings.finished(package.kind, otherwise);
    Verification {
        schema: VERIFICATION_SCHEMA,
        jifen: env!("CARGO_PKG_VERSION").to_owned(),
        package,
        passed: tests.iter().all(|test| test.result != Tested::Failed),
        tests,
        problems,
        recomputation,
    }
}

fn name_of(path: &Path) -> String {
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    full.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
