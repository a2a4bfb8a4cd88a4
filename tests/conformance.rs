//! The rulebooks, case by case: each folder below `conformance/` with an `expected.json` is a township, written by
//! hand with what comes out of it (`conformance/README.md`). The program is run over it, and its result compared.
//! Nothing here knows how the program reckons.
//!
//! `JIFEN_CONFORMANCE_ONLY="agency-lists/ballot"` tries the cases whose path holds these words and shows all differences,
//! `JIFEN_CONFORMANCE_KEEP=FOLDER` keeps the workbooks, `JIFEN_CONFORMANCE_BLESS=1` writes `known-failures.txt` anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it found"
)]

#[path = "conformance/case.rs"]
mod case;
#[path = "conformance/compare.rs"]
mod compare;
#[path = "conformance/comparison.rs"]
mod comparison;
#[path = "conformance/known.rs"]
mod known;
#[path = "conformance/law.rs"]
mod law;
#[path = "conformance/member.rs"]
mod member;
#[path = "support/package.rs"]
mod package;
#[path = "conformance/place.rs"]
mod place;
#[path = "support/program.rs"]
mod program;
#[path = "conformance/report.rs"]
mod report;
#[path = "support/sheets/mod.rs"]
mod sheets;
#[path = "conformance/value.rs"]
mod value;

use std::path::{Path, PathBuf};
use std::{env, fs};

use rayon::prelude::*;
use serde_json::Value;

use case::Case;
use compare::Comparison;
use report::Outcome;

#[test]
fn every_case_comes_out_as_its_author_reckoned() {
    let only = env::var("JIFEN_CONFORMANCE_ONLY").unwrap_or_default();
    let only: Vec<&str> = only.split_whitespace().collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut cases = case::all_below(&folder);
    cases.retain(|case| only.is_empty() || only.iter().any(|words| case.name.contains(words)));
    assert!(!cases.is_empty(), "no case of {} is called so: {only:?}", folder.display());

    let temporary = tempfile::tempdir().unwrap();
    let place = env::var_os("JIFEN_CONFORMANCE_KEEP").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let outcomes: Vec<Outcome> = cases.into_par_iter().map(|case| outcome(case, &place)).collect();
    let differences = report::differences(outcomes.iter());
    let summary = report::summary(&outcomes);
    println!("{summary}");
    if !only.is_empty() {
        assert!(differences.is_empty(), "not as reckoned:\n{differences}");
        return;
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    fs::write(target.join("conformance.txt"), format!("{summary}\n{differences}")).unwrap();

    let list = folder.join("known-failures.txt");
    let tried: Vec<(&str, bool)> = outcomes.iter().map(|it| (it.name.as_str(), it.found.is_right())).collect();
    if env::var_os("JIFEN_CONFORMANCE_BLESS").is_some() {
        fs::write(&list, known::written(&tried)).unwrap();
    }
    let known = known::read(&fs::read_to_string(&list).unwrap());
    let news = report::differences(outcomes.iter().filter(|it| !known.contains(&it.name)));
    let outdated = known::outdated(&known, &tried);
    assert!(news.is_empty(), "not as reckoned:\n{news}");
    assert!(outdated.is_empty(), "right, or no case at all; remove from {}: {outdated:#?}", list.display());
}

fn outcome(case: Case, place: &Path) -> Outcome {
    let found = match tally(&case, place) {
        Ok((exit, result)) => {
            let mut found = compare::compare(&case.expected, exit, result.as_ref());
            found.differences.extend(result.iter().flat_map(law::broken));
            found
        }
        Err(failure) => Comparison::failed(&case.expected, failure),
    };
    Outcome { name: case.name, found }
}

/// Runs the program over the case: its exit code, and its result where it printed one.
fn tally(case: &Case, place: &Path) -> Result<(i32, Option<Value>), String> {
    let (input, out) = (place.join(&case.name).join("in"), place.join(&case.name).join("out"));
    case.write(&input)?;
    let mut command = program::program(&input);
    command.args(["tally", ".", "--format", "json", "--out"]).arg(&out).env("RAYON_NUM_THREADS", "1");
    let run = program::run(&mut command);
    match run.code {
        Some(code @ (0 | 1)) => Ok((code, Some(run.json()))),
        Some(2) if case.expected["exit"] == 2 => Ok((2, None)),
        code => Err(format!("the program ended with {code:?}: {}", run.stderr.trim())),
    }
}
