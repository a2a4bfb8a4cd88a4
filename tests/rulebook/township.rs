//! From a case to its result.

use std::path::Path;

use jifen::pipeline::{NoProgress, Options, run as run_pipeline};
use jifen::reports::ResultDocument;
use jifen::rules::Scope;

use super::case::Case;
use super::workbooks;

/// Writes the case's workbooks and lets the program make of them what it will.
pub fn run(case: &Case) -> ResultDocument {
    let folder = tempfile::tempdir().unwrap();
    for branch in &case.branches {
        workbooks::write(folder.path(), branch);
    }
    let setting = |name: &str| case.settings.get(name).cloned();
    let mut options = Options {
        paths: vec![folder.path().to_owned()],
        period: Some(setting("期间").unwrap_or_else(|| "2025".to_owned())),
        programme_start: setting("起始年度").map(|year| year.parse().unwrap()),
        report_date: setting("截止日").map(|date| date.parse().unwrap()),
        quota_scope: setting("名额范围").map(|scope| if scope == "乡镇" { Scope::Township } else { Scope::Branch }),
        strict: setting("严格").is_some(),
        ..Options::default()
    };
    if let Some(change) = setting("办法改") {
        let rules = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml"));
        let (from, to) = change.split_once('⇒').expect("办法改 甲 ⇒ 乙");
        let rules = rules.unwrap();
        assert!(rules.contains(from.trim()), "办法里没有 {from}");
        let path = folder.path().join("办法.toml");
        std::fs::write(&path, rules.replace(from.trim(), to.trim())).unwrap();
        options.rules = Some(path.display().to_string());
    }
    run_pipeline(&options, &NoProgress).unwrap_or_else(|error| panic!("【{}】{error}", case.title)).result
}
