//! Objections (异议) against what was made public: read, matched to the entries they are about, and compared with what was
//! decided. None touches a score: what was upheld the branch puts right in its own workbook.

mod checks;
mod entries;
mod files;

use self::checks::Answer;
use self::entries::Found;
use super::branch_names::branch_named;
use super::papers::Paper;
use super::year::Reckoned;
use super::{BranchScores, RunError};
use crate::checks::{P501, P506};
use crate::model::{Diagnostic, Objection, masked};
use crate::reports::{ObjectionResult, SourceResult};

/// The objections of a run, in the order of their files and rows, and what is to be said of them.
///
/// # Errors
/// [`RunError::Objections`] where a file is not there, or is no TOML.
pub fn objections(run: &Reckoned<'_>, said: &mut Vec<Diagnostic>) -> Result<Vec<ObjectionResult>, RunError> {
    let mut results = Vec::new();
    let over_folders = run.settings.paths.iter().any(|path| path.is_dir());
    let come = run.branches.iter().map(|branch| &*branch.name);
    for file in Paper::Objections.files(run.settings, run.papers, said) {
        let (objections, found) = files::read_file(&file)?;
        said.extend(found.into_iter().filter(|_| run.settings.whose.speaks_for_all()));
        for mut objection in objections {
            objection.branch = branch_named(&objection.branch, run.settings, run.township, come.clone());
            if !run.settings.answers_for(&objection.branch) {
                continue;
            }
            // Where only some workbooks were given, the objections of other branches say nothing.
            if over_folders || run.branches.iter().any(|branch| *branch.name == *objection.branch) {
                results.push(one(run, &objection, said));
            }
        }
    }
    Ok(results)
}

/// What became of one objection.
fn one(run: &Reckoned<'_>, objection: &Objection, said: &mut Vec<Diagnostic>) -> ObjectionResult {
    let mut result = as_written(objection);
    let of = run.branches.iter().find(|branch| *branch.name == *objection.branch);
    let about = |diagnostic: Diagnostic| {
        let told = about(objection, diagnostic);
        of.map_or(told.clone(), |branch| told.of_branch(&branch.name))
    };
    let answer = Answer::of(objection);
    said.extend(checks::as_written(objection, &answer).into_iter().map(about));
    answer.as_ref().unwrap_or(&Answer::Open).id().clone_into(&mut result.state);
    let subject = match entries::subject(run, objection) {
        Ok(subject) => subject,
        Err(diagnostic) => {
            said.push(about(*diagnostic));
            if matches!(answer, Ok(Answer::Open)) {
                said.push(about(checks::open()));
            }
            return result;
        }
    };
    let branch = subject.branch;
    if let Some(member) = branch.roster.get(subject.member) {
        result.name.clone_from(&member.name);
        result.id = Some(member.id.clone());
    }
    if let Some(item) = subject.item.and_then(|item| run.ground.rules.item(item)) {
        result.item = Some(item.label());
    }
    if matches!(answer, Ok(Answer::Open)) {
        said.push(about(checks::open()));
    }
    if let Some(when) = objection.when.filter(|when| !when.is_within(&run.ground.period)) {
        said.push(about(P506.says(format!("说的是 {when} 的登记，不在统计的期间里，没有核对。"))));
        return result;
    }
    match entries::find(run, objection, &subject) {
        Err(diagnostic) => said.push(about(*diagnostic)),
        Ok(found) => {
            if matches!((&found, &answer), (Found::Gone, Ok(Answer::Open))) {
                let message = "没有找到这条登记。";
                said.push(about(P501.says(message)));
            }
            tell(&mut result, branch, &found);
            if let Ok(answer) = &answer {
                let (agrees, problem) = checks::agrees(objection, answer, &found);
                result.agrees = agrees;
                said.extend(problem.map(about));
            }
        }
    }
    result
}

/// What is there now.
fn tell(result: &mut ObjectionResult, branch: &BranchScores, found: &Found) {
    result.entry = Some(found.id().to_owned());
    result.effect = found.effect();
    if let Found::Entry { entry, .. } = found
        && let Some(entry) = branch.entries.get(*entry)
    {
        let source = entry.source();
        result.date = entry.when.map(|when| when.to_string());
        result.at = Some(SourceResult {
            file: source.file.to_string(),
            sheet: source.sheet.to_string(),
            cell: source.cells.to_string(),
        });
    }
}

/// What the register says, with private numbers masked.
fn as_written(objection: &Objection) -> ObjectionResult {
    let words = |text: &str| masked(text.trim()).into_owned();
    let some = |text: &str| Some(words(text)).filter(|text| !text.is_empty());
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    ObjectionResult {
        branch: words(&objection.branch),
        name: words(&objection.name),
        id: some(&objection.id),
        item: some(&objection.item),
        date: objection.when.map(|when| when.to_string()).or_else(|| some(&objection.date)),
        matter: words(&objection.matter),
        raised: day(objection.raised_on),
        state: String::new(),
        settled: day(objection.settled_on),
        by: some(&objection.settled_by),
        how: some(&objection.settled_how),
        becomes: objection.points,
        entry: None,
        effect: None,
        at: None,
        agrees: None,
        source: objection.at.in_words(),
    }
}

/// A diagnostic about an objection, at its row.
fn about(objection: &Objection, diagnostic: Diagnostic) -> Diagnostic {
    let place = &objection.at;
    let diagnostic = match &place.source {
        Some(source) => diagnostic.at(source.clone()),
        None => diagnostic.in_file(&place.file),
    };
    let date = objection.when.map_or_else(|| objection.date.clone(), |when| when.to_string());
    let parts = [&objection.name, &objection.item, &date].map(|part| masked(part).into_owned());
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let title = format!("第 {} 条异议（{}）", place.number, parts.join(" "));
    let diagnostic = Diagnostic { message: format!("{title}：{}", diagnostic.message), ..diagnostic };
    if objection.name.is_empty() { diagnostic } else { diagnostic.of_member(&objection.name) }
}
