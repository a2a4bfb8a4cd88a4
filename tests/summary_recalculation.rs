//! The values that the summary carries beside its formulas are those that LibreOffice calculates.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may")]

#[path = "support/made_township.rs"]
mod made_township;
#[path = "support/recalculate.rs"]
mod recalculate;

use jifen::model::{Cached, Points, TableCell};
use jifen::render::xlsx::write_book;
use jifen::reports::summary_book;
use jifen::rules::{RuleSet, builtin, default_id};

use made_township::{empty, township};
use recalculate::recalculate;

fn rules() -> RuleSet {
    builtin(&default_id()).unwrap().unwrap()
}

#[test]
fn a_recalculation_gives_the_cached_values() {
    let rules = rules();
    let mut result = township(&rules, 4, 23);
    result.branches[1].name = "=西沟*村".into();
    for member in result.members.iter_mut().filter(|member| member.branch == "西沟村党支部") {
        member.branch = "=西沟*村".into();
    }
    let bytes = write_book(&summary_book(&result, &rules)).unwrap();
    if let Some(comparison) = recalculate(&bytes) {
        assert!(comparison.formulas > 600, "only {} formulas", comparison.formulas);
        assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    }
}

/// Tallies a folder of the samples and recalculates its summary: every cell with a formula, at least so many.
fn sample_recalculates(sample: &str, at_least: usize) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
    let mut tally = std::process::Command::new(env!("CARGO_BIN_EXE_jifen"));
    tally.arg("tally").arg(&sample).arg("--out").arg(&out);
    assert!(matches!(tally.output().unwrap().status.code(), Some(0 | 1)));
    if let Some(comparison) = recalculate(&std::fs::read(out.join("汇总.xlsx")).unwrap()) {
        assert!(comparison.formulas > at_least, "{}: only {} formulas", sample.display(), comparison.formulas);
        assert!(comparison.differences.is_empty(), "{}: {:#?}", sample.display(), comparison.differences);
    }
}

#[test]
fn the_summary_of_the_sample_township_recalculates() {
    sample_recalculates("清河镇", 1_000);
}

#[test]
fn the_summary_of_the_faultless_sample_recalculates() {
    sample_recalculates("柳林乡", 100);
}

#[test]
fn the_summaries_of_the_samples_of_all_rule_sets_recalculate() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/规则集");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names.len(), 4);
    for name in names {
        sample_recalculates(&format!("规则集/{}", name.to_str().unwrap()), 100);
    }
}

/// The sheets that compare with a year before: what it said is changed, so that no figure is by chance the same.
#[test]
fn the_sheets_over_the_years_recalculate() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/清河镇");
    let tally = |out: &str, more: &[&std::ffi::OsStr]| {
        let mut tally = std::process::Command::new(env!("CARGO_BIN_EXE_jifen"));
        tally.arg("tally").arg(&sample).arg("--out").arg(at(out)).args(more);
        assert_eq!(tally.output().unwrap().status.code(), Some(1));
    };
    tally("去年", &[]);
    let text = std::fs::read_to_string(at("去年/结果.json")).unwrap();
    let mut last: serde_json::Value = serde_json::from_str(&text).unwrap();
    last["period"]["label"] = "2024".into();
    last["branches"][0]["mean"] = "66.67".into();
    last["branches"].as_array_mut().unwrap().pop();
    for member in last["members"].as_array_mut().unwrap().iter_mut().step_by(3) {
        member["score"] = "61.35".into();
    }
    std::fs::write(at("去年.json"), last.to_string()).unwrap();
    tally("今年", &["--previous".as_ref(), at("去年.json").as_os_str()]);
    let summary = std::fs::read(at("今年/汇总.xlsx")).unwrap();
    if let Some(comparison) = recalculate(&summary) {
        assert!(comparison.formulas > 1_400, "only {} formulas", comparison.formulas);
        assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    }
}

#[test]
fn an_empty_township_recalculates_too() {
    let rules = rules();
    let bytes = write_book(&summary_book(&empty(&rules), &rules)).unwrap();
    if let Some(comparison) = recalculate(&bytes) {
        assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    }
}

#[test]
fn a_wrong_cached_value_is_found() {
    let rules = rules();
    let mut book = summary_book(&township(&rules, 1, 5), &rules);
    let cells = book.tables.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells);
    let wrong = cells.into_iter().find_map(|cell| match cell {
        TableCell::Formula { cached: cached @ Cached::Points(_), .. } => Some(cached),
        _ => None,
    });
    *wrong.unwrap() = Cached::Points(Points::whole(99_999));
    if let Some(comparison) = recalculate(&write_book(&book).unwrap()) {
        assert_eq!(comparison.differences.len(), 1, "{:#?}", comparison.differences);
    }
}

#[test]
fn the_bytes_do_not_depend_on_how_the_threads_run() {
    let rules = rules();
    let book = summary_book(&township(&rules, 6, 20), &rules);
    let first = write_book(&book).unwrap();
    assert!((0..12).all(|_| write_book(&book).unwrap() == first));
}
