//! 结果, 批注本, 公示: what `tally` writes, in its places; and 办法, the rules in force, to be read.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Packing;
use crate::archive::ArchivedFile;
use crate::archive::places::{Kind, place};
use crate::model::Diagnostic;
use crate::pipeline::rulebook::{rulebook_as_book, rulebook_in_markdown};
use crate::pipeline::{Outcome, OutputError, township_files};

/// What `tally` writes, and what came of it.
pub struct Results {
    /// What the program has made, searched for private numbers already.
    pub ours: Vec<ArchivedFile>,
    /// 办法, not yet searched.
    pub rulebooks: Vec<ArchivedFile>,
    /// The branches' workbooks with our marks.
    pub copies: Vec<ArchivedFile>,
    /// Files in which a private number stands; they are not among the others.
    pub held: Vec<Diagnostic>,
    /// What is to be said of the copies, and of what is made public.
    pub remarks: Vec<String>,
}

/// What `tally` writes, in its places.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(packing: &Packing<'_>) -> Result<Results, OutputError> {
    let (files, rulebooks) = rayon::join(|| township_files(packing.outcome), || rulebooks(packing));
    let (files, remarks) = files?;
    let held = files.held().to_vec();
    let branches: HashMap<&str, &str> = packing
        .outcome
        .result
        .files
        .iter()
        .filter_map(|file| Some((file.path.as_str(), file.branch.as_deref()?)))
        .collect();
    let (mut ours, mut copies) = (Vec::new(), Vec::new());
    for (path, bytes) in files {
        let Some(below) = path.strip_prefix("批注/") else {
            ours.push(ArchivedFile::new(place(packing.period(), Kind::Results, &path), titled(&path), bytes));
            continue;
        };
        // A workbook of another format was made anew as xlsx.
        let original = below.strip_suffix(".xlsx").filter(|stem| branches.contains_key(stem)).unwrap_or(below);
        let said = format!("「{original}」");
        let mine: Vec<&str> = remarks.iter().filter(|told| told.starts_with(&said)).map(String::as_str).collect();
        copies.push(ArchivedFile {
            title: format!("批注本（{original}）"),
            author: branches.get(original).map_or_else(String::new, |branch| (*branch).to_owned()),
            remark: mine.concat(),
            ..ArchivedFile::new(place(packing.period(), Kind::Copies, below), "", bytes)
        });
    }
    Ok(Results { ours, rulebooks: rulebooks?, copies, held, remarks })
}

/// What a file of the output folder is.
fn titled(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    match path {
        "结果.json" => "全部结果，供程序读取".to_owned(),
        "说明.txt" => "结果的说明".to_owned(),
        "反馈单.xlsx" => "发回支部的反馈单".to_owned(),
        _ => stem.replace('/', "："),
    }
}

/// The rules of each rule set: as text and as a workbook that is printed.
fn rulebooks(packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    let result = &packing.outcome.result;
    let of = |one: &&Outcome| -> Result<Vec<ArchivedFile>, OutputError> {
        let rules = &one.rules;
        let title = format!("办法：{}，版本 {}", rules.title, rules.version);
        let at = |ending: &str| {
            let name = result.beside_its_name(&one.result.rule_set, "办法", ending);
            place(packing.period(), Kind::Rulebook, &name)
        };
        let book = rulebook_as_book(rules).map_err(OutputError::Rulebook)?;
        Ok(vec![
            ArchivedFile::new(at(".md"), title.clone(), rulebook_in_markdown(rules).into_bytes()),
            ArchivedFile::new(at(".xlsx"), format!("{title}（可以打印）"), book),
        ])
    };
    let own = packing.outcome.by_rules();
    let made: Result<Vec<Vec<ArchivedFile>>, OutputError> = own.par_iter().map(of).collect();
    Ok(made?.concat())
}
