//! `--audit`: what people found at the entries that were drawn, told at those entries. No score is changed by it: the
//! branch corrects its report, or the result stays provisional.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::earlier::read_list;
use super::facts::{Facts, facts};
use crate::checks::{P401, P402, P403, P404};
use crate::layout::check_list::Finding;
use crate::model::text::compact;
use crate::model::{CellRange, CellRef, Diagnostic, Entry, Severity, Source, masked};
use crate::pipeline::branch_names::branch_named;
use crate::pipeline::options::Settings;
use crate::pipeline::{BranchScores, RunError};
use crate::rules::RuleSet;

/// What was found at an entry.
///
/// Of lines that are alike, the ones that were found true are there as long as any are: the others may have been struck out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    True,
    Doubtful,
    Untrue,
}

/// What the check lists of a run say about its entries. Of branches that are not in the run nothing is said, unless whole
/// folders were given.
///
/// # Errors
/// [`RunError::Audit`] where a file is no check list.
pub fn audited(
    settings: &Settings,
    branches: &[BranchScores],
    rules: &RuleSet,
    township: Option<&str>,
    whole: bool,
) -> Result<Vec<Diagnostic>, RunError> {
    let mut diagnostics = Vec::new();
    for path in &settings.audits {
        let wrong = |message: String| RunError::Audit { path: path.clone(), message };
        let (_, _, list) = read_list(path).map_err(wrong)?;
        let mut blank: BTreeMap<Source, (usize, usize)> = BTreeMap::new();
        let mut results: Vec<(Found, &Finding)> = Vec::new();
        let come = branches.iter().map(|branch| &*branch.name);
        let name_of = |finding: &Finding| branch_named(&compact(&finding.branch), settings, township, come.clone());
        for finding in list.findings.iter().filter(|finding| settings.answers_for(&name_of(finding))) {
            let (open, all) = blank.entry(sheet_of(finding)).or_default();
            *all += 1;
            let found = match &*finding.result {
                "" => {
                    *open += 1;
                    continue;
                }
                "属实" => Found::True,
                "不实" => Found::Untrue,
                "存疑" => Found::Doubtful,
                other => {
                    let message = format!("核查结果写的是「{other}」，要写属实、不实或存疑，这一条没有采用。");
                    diagnostics.push(in_list(P404.says(message).found(other), finding));
                    continue;
                }
            };
            diagnostics.extend(unsigned(finding));
            results.push((found, finding));
        }
        results.sort_by_key(|(found, _)| *found);
        let mut known: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (found, finding) in results {
            let name = name_of(finding);
            match branches.iter().find(|branch| *branch.name == *name) {
                Some(branch) => {
                    let known = known.entry(&branch.name).or_default();
                    let entry = matching(finding, branch, known, rules);
                    known.extend(entry);
                    let entry = entry.and_then(|entry| branch.entries.get(entry));
                    diagnostics.extend(told(finding, found, branch, entry));
                }
                None if whole => {
                    let message = format!("这次没有「{name}」的报表，核查结果「{}」没有用上。", finding.result);
                    diagnostics.push(in_list(P403.says(message), finding));
                }
                None => {}
            }
        }
        let unfinished = blank.into_iter().filter(|(_, (open, _))| *open > 0);
        diagnostics.extend(unfinished.map(|(source, (open, all))| {
            P404.says(format!("{all} 条里有 {open} 条还没有填核查结果。")).in_sheet(&source.file, &source.sheet)
        }));
    }
    Ok(diagnostics)
}

/// What is said of an entry, or of its not being there any more.
fn told(finding: &Finding, found: Found, branch: &BranchScores, entry: Option<&Entry>) -> Option<Diagnostic> {
    let diagnostic = match (entry, found) {
        (Some(_), Found::True) => return None,
        (Some(entry), found) => {
            let (code, word) = if found == Found::Untrue { (&P401, "不实") } else { (&P402, "存疑") };
            let said = said(finding);
            return Some(
                code.says(format!("抽查查明，这条登记{word}：{said}。"))
                    .at(entry.item_cell())
                    .of_member(&finding.member)
                    .of_branch(&branch.name),
            );
        }
        (None, Found::True) => P403.says(format!("核查时属实的这条登记（{}）现在没有了，或者改过了。", title(finding))),
        (None, Found::Untrue | Found::Doubtful) => P403
            .says(format!("核查结果是「{}」的这条登记（{}）现在没有了，或者改过了。", finding.result, title(finding)))
            .as_severity(Severity::Note)
            .advise("请对照核查结果，看改得对不对；对的不用再做什么。"),
    };
    Some(in_list(diagnostic, finding).of_member(&finding.member).of_branch(&branch.name))
}

/// The entry that a finding is about, by its index: the same words in the same cells, else the same words elsewhere in the
/// branch's workbooks, for rows may have moved. An entry that another finding is about is not taken twice.
fn matching(finding: &Finding, branch: &BranchScores, known: &BTreeSet<usize>, rules: &RuleSet) -> Option<usize> {
    let alike = branch
        .entries
        .iter()
        .enumerate()
        .filter(|(index, entry)| !known.contains(index) && is_told(finding, &facts(entry, branch, rules)));
    alike.max_by_key(|(index, entry)| (likeness(finding, entry), Reverse(*index))).map(|(index, _)| index)
}

/// How much of an entry's place is that of a finding. The same workbook may have been given by another folder.
fn likeness(finding: &Finding, entry: &Entry) -> (bool, bool) {
    let source = entry.source();
    let is_there = compact(&masked(&source.sheet)) == compact(&finding.sheet)
        && Some(source.cells) == CellRange::parse(&compact(&finding.cell));
    (is_there, last_part(&masked(&source.file)) == last_part(&finding.file))
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether the list says of the entry what it says itself.
fn is_told(finding: &Finding, facts: &Facts) -> bool {
    let pairs = [
        (&finding.member, &facts.member),
        (&finding.item, &facts.item),
        (&finding.date, &facts.date),
        (&finding.content, &facts.content),
    ];
    pairs.into_iter().all(|(listed, told)| compact(listed) == compact(told))
}

/// Who found it, when, and why.
fn said(finding: &Finding) -> String {
    let who: Vec<&str> = [&*finding.by, &*finding.on].into_iter().filter(|text| !text.is_empty()).collect();
    let who = if who.is_empty() { "没有写核查人".to_owned() } else { format!("{} 核查", who.join(" ")) };
    let note = finding.note.trim_end_matches(['。', '.']);
    if note.is_empty() { format!("{who}，没有写说明") } else { format!("{note}（{who}）") }
}

/// What an entry is called in messages about the list.
fn title(finding: &Finding) -> String {
    let parts = [&finding.member, &finding.item, &finding.date, &finding.content];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// A result that nobody answers for.
fn unsigned(finding: &Finding) -> Option<Diagnostic> {
    let needs_why = finding.result != "属实";
    let lacking = [
        ("核查人", finding.by.is_empty()),
        ("核查日期", finding.on.is_empty()),
        ("说明", needs_why && finding.note.is_empty()),
    ];
    let lacking: Vec<&str> = lacking.into_iter().filter_map(|(name, lacks)| lacks.then_some(name)).collect();
    if lacking.is_empty() {
        return None;
    }
    let message = format!("核查结果写了「{}」，没有写{}；结果已经采用。", finding.result, lacking.join("、"));
    Some(in_list(P404.says(message), finding))
}

fn in_list(diagnostic: Diagnostic, finding: &Finding) -> Diagnostic {
    diagnostic.at(finding.source.clone())
}

/// The sheet of a finding, with its first cell.
fn sheet_of(finding: &Finding) -> Source {
    Source { cells: CellRef::default().into(), ..finding.source.clone() }
}
