//! The blank workbooks under `templates/` are what `jifen template` makes, and `check` says of one handed in blank that it is.
//!
//! `JIFEN_UPDATE=1 cargo test --test templates` writes them anew.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it measured"
)]

use std::fs;
use std::path::{Path, PathBuf};

use jifen::pipeline::{NoProgress, Options, TemplateOptions, run, templates};
use jifen::reports::TemplateForm;
use jifen::rules::builtin_ids;

const FORMS: [TemplateForm; 3] = [TemplateForm::Ledger, TemplateForm::Matrix, TemplateForm::Card];

fn kept(id: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("templates/{id}.xlsx"))
}

/// The bytes of a blank workbook; `None` where the form does not suit the rules.
fn blank(rules: &str, form: TemplateForm) -> Option<Vec<u8>> {
    let options = TemplateOptions { rules: Some(rules.to_owned()), form, ..TemplateOptions::default() };
    templates(&options).ok().map(|made| made.files[0].bytes.clone())
}

#[test]
fn the_templates_are_what_the_command_makes() {
    let mut stale = Vec::new();
    for id in builtin_ids() {
        let made = blank(id, TemplateForm::Ledger).unwrap();
        if std::env::var_os("JIFEN_UPDATE").is_some() {
            fs::write(kept(id), &made).unwrap();
        } else if fs::read(kept(id)).ok() != Some(made) {
            stale.push(id);
        }
    }
    assert!(stale.is_empty(), "stale: {stale:?}; JIFEN_UPDATE=1 cargo test --test templates writes them anew");
}

/// The rule sets that nobody had seen when the language was made, too: all that is asked for comes from them.
#[test]
fn a_blank_template_is_said_to_be_blank_and_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rules: Vec<String> = builtin_ids().into_iter().map(str::to_owned).collect();
    for folder in ["tests/rules", "tests/conformance/held-out"] {
        rules.extend(files_below(&root.join(folder)).into_iter().map(|path| path.to_string_lossy().into_owned()));
    }
    rules.sort();
    assert!(rules.len() > 15, "{rules:?}");
    let folder = tempfile::tempdir().unwrap();
    let mut made = 0;
    for id in &rules {
        for form in FORMS {
            let Some(bytes) = blank(id, form) else {
                // Only a table of one figure for each item may lack what a rule set asks for.
                assert_eq!(form, TemplateForm::Matrix, "{id}");
                continue;
            };
            let path = folder.path().join("空白.xlsx");
            fs::write(&path, bytes).unwrap();
            let options = Options { paths: vec![path], rules: Some(id.clone()), ..Options::default() };
            let outcome = run(&options, &NoProgress).unwrap_or_else(|error| panic!("{id} {form:?}: {error}"));
            let codes: Vec<&str> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
            assert_eq!(codes, ["L101"], "{id} {form:?}: {:#?}", outcome.diagnostics);
            made += 1;
        }
    }
    println!("{made} blank workbooks of {} rule sets", rules.len());
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            files.extend(text.contains("[score]").then_some(path));
        }
    }
    files
}
