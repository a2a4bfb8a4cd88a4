//! The corpus of small forms: each is written in several dialects, read by the program, and compared with what its
//! author expects (`corpus/README.md`). Nothing here knows how the program reads.
//!
//! `JIFEN_CORPUS_ONLY="012 own"` tries forms and dialects of these names alone and shows all differences,
//! `JIFEN_CORPUS_KEEP=FOLDER` keeps the files, `JIFEN_CORPUS_BLESS=1` writes `corpus/known-failures.txt` anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it found"
)]

#[path = "corpus/by_hand.rs"]
mod by_hand;
#[path = "corpus/compare.rs"]
mod compare;
#[path = "corpus/comparison.rs"]
mod comparison;
#[path = "corpus/csv.rs"]
mod csv;
#[path = "corpus/dialects.rs"]
mod dialects;
#[path = "corpus/expectation.rs"]
mod expectation;
#[path = "corpus/form.rs"]
mod form;
#[path = "corpus/known.rs"]
mod known;
#[path = "corpus/matching.rs"]
mod matching;
#[path = "corpus/notation.rs"]
mod notation;
#[path = "corpus/office.rs"]
mod office;
#[path = "corpus/openpyxl.rs"]
mod openpyxl;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "corpus/reading.rs"]
mod reading;
#[path = "corpus/report.rs"]
mod report;
#[path = "support/result_json.rs"]
mod result_json;
#[path = "corpus/samples.rs"]
mod samples;
#[path = "support/sheets/mod.rs"]
mod sheets;
#[path = "corpus/shown.rs"]
mod shown;

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, thread};

use rayon::prelude::*;

use dialects::Job;
use form::Form;
use report::{Counts, Share};

/// A form in a dialect, read and compared.
struct Outcome<'a> {
    job: Job<'a>,
    differences: Vec<String>,
    counts: Counts,
}

#[test]
fn every_form_is_read_as_its_author_expects() {
    let only: Vec<String> =
        env::var("JIFEN_CORPUS_ONLY").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let names = |it: &str| only.iter().any(|name| name == it);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut forms = notation::read_folder(&corpus.join("forms"))
        .unwrap_or_else(|errors| panic!("the notation is not kept:\n{}", errors.join("\n")));
    let all_forms = forms.len();
    if forms.iter().any(|form| names(&form.number)) {
        forms.retain(|form| names(&form.number));
    }
    let started = Instant::now();
    let any_dialect = !notation::DIALECTS.iter().any(|it| names(it));
    let outcomes = outcomes(&forms, |dialect| any_dialect || names(dialect));
    let took = started.elapsed().as_secs_f32();
    let heading = format!("{all_forms} forms, {} files read in {took:.1} s\n", outcomes.len());
    let report = heading + &recognition(&outcomes);
    println!("{report}");
    if only.is_empty() {
        leave("recognition.txt", &report);
        leave("corpus-differences.txt", &differences(outcomes.iter()));
    }

    let list = corpus.join("known-failures.txt");
    let tried: Vec<(&str, &str, bool)> =
        outcomes.iter().map(|it| (it.job.form.number.as_str(), it.job.dialect, it.differences.is_empty())).collect();
    if env::var_os("JIFEN_CORPUS_BLESS").is_some() && only.is_empty() {
        fs::write(&list, known::written(&tried)).unwrap();
    }
    let known = if only.is_empty() { known::read(&fs::read_to_string(&list).unwrap()) } else { Vec::new() };
    let news = outcomes.iter().filter(|it| !known::is_known(&known, &it.job.form.number, it.job.dialect));
    let (news, outdated) = (differences(news), known::outdated(&known, &tried));
    assert!(news.is_empty(), "not read as expected:\n{news}");
    assert!(outdated.is_empty(), "read right, or no form at all; remove from {}: {outdated:#?}", list.display());
}

/// Reads the forms in the wanted dialects, and sorts them. Other programs write theirs meanwhile.
fn outcomes(forms: &[Form], wanted: impl Fn(&str) -> bool + Sync) -> Vec<Outcome<'_>> {
    let folder = tempfile::tempdir().unwrap();
    let read = |dialects: &[&'static str]| -> Vec<Outcome<'_>> {
        let jobs: Vec<Job<'_>> = forms.iter().flat_map(|form| Job::all_of(form, dialects)).collect();
        jobs.into_par_iter().map(|job| outcome(job, folder.path())).collect()
    };
    let mut outcomes = thread::scope(|scope| {
        let others = scope.spawn(|| read(&dialects::by_other_programs(forms, folder.path(), &wanted)));
        let here: Vec<&'static str> = dialects::HERE.into_iter().filter(|it| wanted(it)).collect();
        let mut outcomes = read(&here);
        outcomes.extend(others.join().unwrap_or_else(|panic| resume_unwind(panic)));
        outcomes
    });
    outcomes.sort_by_key(|it| (&it.job.form.number, it.job.dialect));
    outcomes
}

fn outcome<'a>(job: Job<'a>, folder: &Path) -> Outcome<'a> {
    let (differences, mut counts) = match read(job, folder) {
        Ok(reading) => compare::compare(job, &reading),
        Err(failure) => (vec![failure], compare::nothing_read(job)),
    };
    counts.forms = Share { right: usize::from(differences.is_empty()), all: 1 };
    Outcome { job, differences, counts }
}

/// Gives the form to the program, in a folder of its own.
fn read(job: Job<'_>, folder: &Path) -> Result<reading::Reading, String> {
    let Job { form, dialect } = job;
    let bytes = job.bytes(folder)?;
    let place = env::var_os("JIFEN_CORPUS_KEEP").map_or_else(|| folder.join("read"), PathBuf::from);
    let place = place.join(format!("{}-{dialect}", form.number));
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join(job.file_name()), bytes).unwrap();
    let year = form.year_start.as_ref().map_or_else(String::new, |year| format!("programme_start = {year}\n"));
    if !year.is_empty() || !form.profile.is_empty() {
        fs::write(place.join("jifen.toml"), year + &form.profile).unwrap();
    }
    let mut command = program::program(&place);
    command.arg("check").arg(job.file_name()).args(["--format", "json", "--out", "out"]).env("RAYON_NUM_THREADS", "1");
    if let Some(period) = &form.period {
        command.args(["--period", period]);
    }
    let run = program::run(&mut command);
    match run.code {
        Some(0 | 1) => Ok(reading::Reading::of(&run.json())),
        code => Err(format!("! ended with {code:?}: {}", run.stderr.trim())),
    }
}

fn recognition(outcomes: &[Outcome<'_>]) -> String {
    let mut by_dialect: BTreeMap<&str, Counts> = BTreeMap::new();
    for outcome in outcomes {
        *by_dialect.entry(outcome.job.dialect).or_default() += outcome.counts;
    }
    report::table(&by_dialect, &[("samples", samples::counts())])
}

/// The differences of each form, dialects together that differ in the same way.
fn differences<'a>(outcomes: impl Iterator<Item = &'a Outcome<'a>>) -> String {
    let mut texts: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
    for outcome in outcomes.filter(|it| !it.differences.is_empty()) {
        let lines = outcome.differences.iter().map(|line| format!("    {line}\n")).collect();
        texts.entry((&outcome.job.form.path, lines)).or_default().push(outcome.job.dialect);
    }
    texts.iter().map(|((form, lines), dialects)| format!("{form} ({})\n{lines}", dialects.join(" "))).collect()
}

/// Leaves a text in the target folder, for whoever ran the tests.
fn leave(name: &str, text: &str) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    fs::write(target.join(name), text).unwrap();
}
