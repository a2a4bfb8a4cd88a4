//! False alarms: how many problems the program tells of a good workbook that a person would call wrong. It is 0.
//!
//! Good workbooks are the sample without faults, a blank workbook filled in, and the corpus of forms. What a person agrees
//! with is written down beforehand: a form's own expectation, and `false_alarms/accepted.toml`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    dead_code,
    reason = "a test stops at what it did not expect, says what it found, and uses a part of the corpus's reading"
)]

#[path = "false_alarms/agreed.rs"]
mod agreed;
#[path = "corpus/expectation.rs"]
mod expectation;
#[path = "false_alarms/filled.rs"]
mod filled;
#[path = "corpus/form.rs"]
mod form;
#[path = "corpus/notation.rs"]
mod notation;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/result_json.rs"]
mod result_json;
#[path = "support/sheets/mod.rs"]
mod sheets;

use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use agreed::{Accepted, Told};
use form::Form;
use program::{program, run, samples};
use result_json::list;

/// What was found in one kind of good workbooks.
struct Source {
    name: &'static str,
    workbooks: usize,
    told: usize,
    false_alarms: Vec<String>,
}

#[test]
fn a_person_would_call_no_problem_of_a_good_workbook_wrong() {
    let accepted = Accepted::read();
    let sources = [clean_sample(&accepted), filled_templates(&accepted), corpus(&accepted)];
    println!("good workbooks            workbooks  problems told  false alarms");
    for Source { name, workbooks, told, false_alarms } in &sources {
        println!("{name:24} {workbooks:10} {told:14} {:13}", false_alarms.len());
    }
    let all: Vec<String> = sources.into_iter().flat_map(|source| source.false_alarms).collect();
    assert!(all.is_empty(), "a person would call these wrong, or has not been asked:\n{}", all.join("\n"));
}

/// What `check` says of a file or folder.
fn check(folder: &Path, path: &str, more: &[&str]) -> Vec<Told> {
    let mut command = program(folder);
    command.args(["check", path, "--format", "json", "--out", "out"]).args(more).env("RAYON_NUM_THREADS", "1");
    let run = run(&mut command);
    assert!(matches!(run.code, Some(0 | 1)), "{path}: {run:?}");
    told(&run.json())
}

fn told(result: &Value) -> Vec<Told> {
    list(result, "diagnostics").iter().map(Told::of).collect()
}

/// The township without faults, tallied: nothing whatever may be said of it.
fn clean_sample(accepted: &Accepted) -> Source {
    let told = told(&program::tally(&samples().join("柳林乡"), 0, &[]));
    let workbooks = fs::read_dir(samples().join("柳林乡")).unwrap().count() - 1;
    Source { name: "clean sample", workbooks, false_alarms: accepted.others("柳林乡", &told, &[]), told: told.len() }
}

/// Blank workbooks of the project, filled in without fault.
fn filled_templates(accepted: &Accepted) -> Source {
    let folder = tempfile::tempdir().unwrap();
    let files = filled::fill(folder.path());
    let mut source = Source { name: "filled templates", workbooks: files.len(), told: 0, false_alarms: Vec::new() };
    for (file, rules) in files {
        let told = check(folder.path(), &file, &["--rules", rules, "--period", "2025"]);
        source.told += told.len();
        source.false_alarms.extend(accepted.others(&file, &told, &[]));
    }
    source
}

/// The forms of the corpus, in the dialect of their own.
fn corpus(accepted: &Accepted) -> Source {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/forms");
    let forms = notation::read_folder(&forms).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let is_own = |form: &&Form| form.dialects.as_ref().is_none_or(|list| list.iter().any(|it| it == "own"));
    let forms: Vec<&Form> = forms.iter().filter(is_own).collect();
    let found: Vec<(usize, Vec<String>)> = forms
        .par_iter()
        .map(|form| {
            let told = of_form(form, folder.path());
            let others = accepted.others(&form.number, &told, &form.expected.diagnostics);
            (told.len(), others)
        })
        .collect();
    Source {
        name: "forms of the corpus",
        workbooks: forms.len(),
        told: found.iter().map(|(told, _)| told).sum(),
        false_alarms: found.into_iter().flat_map(|(_, others)| others).collect(),
    }
}

fn of_form(form: &Form, folder: &Path) -> Vec<Told> {
    let folder = folder.join(&form.number);
    fs::create_dir_all(&folder).unwrap();
    let file = form.file_as("xlsx");
    fs::write(folder.join(&file), form.xlsx()).unwrap();
    let year = form.year_start.as_ref().map_or_else(String::new, |year| format!("programme_start = {year}\n"));
    if !year.is_empty() || !form.profile.is_empty() {
        fs::write(folder.join("jifen.toml"), year + &form.profile).unwrap();
    }
    let period: Vec<&str> = form.period.iter().flat_map(|period| ["--period", period]).collect();
    check(&folder, &file, &period)
}
