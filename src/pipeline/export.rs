//! `tally --export`: the result as datasets of columns, a file for each kind of row and branch.

use std::collections::HashMap;

use rayon::prelude::*;

use super::OutputError;
use super::{Outcome, Who};
use crate::model::Points;
use crate::render::folder::OutputFiles;
use crate::render::parquet::{DatasetError, parquet};
use crate::reports::columnar::{
    AlertRow, BranchRow, DecisionRow, DiagnosticRow, EntryRow, GradeRow, MemberRow, PartRow, QuotaRow, Row, RunRow,
    StepRow, parts_of, place, words_of,
};
use crate::reports::{MemberResult, Status};

/// A file of a dataset.
struct File {
    path: String,
    bytes: Vec<u8>,
    /// All words that stand in it: what is packed as these bytes cannot be searched for private numbers.
    words: String,
}

/// All files of an export.
///
/// # Errors
/// [`OutputError`] where a figure does not fit into a dataset.
pub fn export_files(outcome: &Outcome) -> Result<OutputFiles, OutputError> {
    let export = Export::of(outcome);
    let branches = members_by_branch(outcome);
    let problems = problems_by_branch(outcome);
    let made = || branches.par_iter().map(|(name, members)| export.of_members(name, members));
    let (of_members, of_problems) = rayon::join(
        || made().collect::<Result<Vec<Vec<File>>, _>>(),
        || {
            let each = problems.par_iter();
            each.filter_map(|(name, rows)| export.of_branch(*name, rows).transpose()).collect::<Result<Vec<File>, _>>()
        },
    );
    let mut all: Vec<File> = of_members?.into_iter().flatten().chain(of_problems?).collect();
    all.extend(export.of_township()?);
    export.fill_up(&mut all)?;
    let mut files = OutputFiles::new();
    for File { path, bytes, words } in all {
        files.insert_packed(&path, bytes, &words)?;
    }
    Ok(files)
}

/// What all files have in common.
struct Export<'a> {
    outcome: &'a Outcome,
    township: Option<&'a str>,
    period: &'a str,
    /// Words about the run that stand in every file.
    about: Vec<(&'static str, String)>,
}

impl<'a> Export<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let result = &outcome.result;
        let sets = outcome.by_rules().into_iter().map(|one| &one.result.rule_set);
        let sets: Vec<String> = sets.map(|set| format!("{} {}", set.id, set.sha256)).collect();
        let status = if result.status == Status::Final { "final" } else { "provisional" };
        let about = vec![
            ("jifen.version", result.jifen.clone()),
            ("jifen.period", result.period.label.clone()),
            ("jifen.rule_sets", sets.join("\n")),
            ("jifen.status", status.to_owned()),
        ];
        Self { outcome, township: result.township.as_deref(), period: &result.period.label, about }
    }

    fn file<R: Row>(&self, branch: Option<&str>, rows: &[R]) -> Result<File, OutputError> {
        let bytes = parquet(rows, &self.about)
            .map_err(|error: DatasetError| OutputError::Dataset { dataset: R::NAME, error: Box::new(error) })?;
        let path = place::<R>(self.township, branch, self.period);
        Ok(File { path, bytes, words: words_of(rows) })
    }

    /// A file of a branch's rows; none where there are no rows.
    fn of_branch<R: Row>(&self, branch: Option<&str>, rows: &[R]) -> Result<Option<File>, OutputError> {
        if rows.is_empty() { Ok(None) } else { self.file(branch, rows).map(Some) }
    }

    /// All that is about the members of a branch.
    fn of_members(&self, branch: &str, members: &[MemberRow<'_>]) -> Result<Vec<File>, OutputError> {
        let branch = Some(branch);
        let each = || members.iter().copied();
        let steps: Vec<StepRow<'_>> = each().flat_map(MemberRow::steps).collect();
        let entries: Vec<EntryRow<'_>> = steps.iter().copied().flat_map(StepRow::entries).collect();
        let parts: Vec<PartRow<'_>> = each().flat_map(parts_of).collect();
        let alerts: Vec<AlertRow<'_>> = each().flat_map(MemberRow::alerts).collect();
        let files = [
            self.of_branch(branch, members)?,
            self.of_branch(branch, &steps)?,
            self.of_branch(branch, &entries)?,
            self.of_branch(branch, &parts)?,
            self.of_branch(branch, &alerts)?,
        ];
        Ok(files.into_iter().flatten().collect())
    }

    /// All that is not divided by branch.
    fn of_township(&self) -> Result<[File; 5], OutputError> {
        let (period, sets) = (self.period, self.outcome.by_rules());
        let (mut branches, mut quotas, mut grades, mut runs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for one in &sets {
            let (rules, result) = (&one.rules, &one.result);
            branches.extend(result.branches.iter().map(|branch| BranchRow { period, rules, branch }));
            quotas.extend(result.quotas.iter().map(|quota| QuotaRow { period, rules, quota }));
            let all = rules.grades.iter().enumerate();
            grades.extend(all.map(|(at, grade)| GradeRow { period, rules, no: at + 1, grade }));
            runs.push(RunRow {
                jifen: &result.jifen,
                rule_set: &result.rule_set,
                rules,
                period: &result.period,
                status: self.outcome.result.status,
                because: &self.outcome.result.provisional_because,
            });
        }
        Ok([
            self.file(None, &branches)?,
            self.file(None, &quotas)?,
            self.file(None, &grades)?,
            self.file(None, &decisions(self.outcome))?,
            self.file(None, &runs)?,
        ])
    }

    /// A dataset without any row has one empty file all the same: who reads it finds its columns.
    fn fill_up(&self, files: &mut Vec<File>) -> Result<(), OutputError> {
        let empty = [
            self.file::<MemberRow<'_>>(None, &[])?,
            self.file::<StepRow<'_>>(None, &[])?,
            self.file::<EntryRow<'_>>(None, &[])?,
            self.file::<PartRow<'_>>(None, &[])?,
            self.file::<AlertRow<'_>>(None, &[])?,
            self.file::<DiagnosticRow<'_>>(None, &[])?,
        ];
        for file in empty {
            let dataset = file.path.split_inclusive('/').next().unwrap_or_default();
            if !files.iter().any(|other| other.path.starts_with(dataset)) {
                files.push(file);
            }
        }
        Ok(())
    }
}

/// The members of each branch, in the order of the roster.
fn members_by_branch(outcome: &Outcome) -> Vec<(&str, Vec<MemberRow<'_>>)> {
    let mut all = Vec::new();
    for one in outcome.by_rules() {
        let places = places(one);
        let mut members = one.result.members.iter();
        for (b, branch) in one.kept.branches.iter().enumerate() {
            let mine = members.by_ref().take(branch.roster.len()).enumerate();
            let rows = mine.map(|(m, member)| {
                let (scope, ranking) = places.get(&(b, m)).copied().unwrap_or_default();
                MemberRow { period: &outcome.result.period.label, rules: &one.rules, no: m + 1, member, scope, ranking }
            });
            all.push((&*branch.name, rows.collect()));
        }
    }
    all
}

/// A scope, and what decides the order of a member in it.
type Placing<'a> = (Option<&'a str>, Option<&'a [Points]>);

/// In which scope each member is counted.
fn places(one: &Outcome) -> HashMap<Who, Placing<'_>> {
    let mut places: HashMap<Who, Placing<'_>> = HashMap::new();
    for scope in &one.kept.standing.scopes {
        places.extend(scope.everyone.iter().map(|who| (*who, (Some(scope.name.as_str()), None))));
        let keyed = scope.contenders.iter().zip(&scope.keys);
        places.extend(keyed.map(|(who, keys)| (*who, (Some(scope.name.as_str()), Some(keys.as_slice())))));
    }
    places
}

/// The problems of each branch, in the order of the result; those of none too.
fn problems_by_branch(outcome: &Outcome) -> Vec<(Option<&str>, Vec<DiagnosticRow<'_>>)> {
    let mut all: Vec<(Option<&str>, Vec<DiagnosticRow<'_>>)> = Vec::new();
    let mut known: HashMap<Option<&str>, usize> = HashMap::new();
    for (at, diagnostic) in outcome.result.diagnostics.iter().enumerate() {
        let row = DiagnosticRow { period: &outcome.result.period.label, no: at + 1, diagnostic };
        let branch = diagnostic.branch.as_deref();
        let place = *known.entry(branch).or_insert(all.len());
        match all.get_mut(place) {
            Some((_, rows)) => rows.push(row),
            None => all.push((branch, vec![row])),
        }
    }
    all
}

/// The decisions, each with the member that it means.
fn decisions(outcome: &Outcome) -> Vec<DecisionRow<'_>> {
    let result = &outcome.result;
    let mut numbers: HashMap<(&str, &str), Vec<(usize, &MemberResult)>> = HashMap::new();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for member in &result.members {
        let no = count.entry(&member.branch).or_default();
        *no += 1;
        numbers.entry((&member.branch, &member.name)).or_default().push((*no, member));
    }
    let rows = result.decisions.iter().map(|decision| {
        let named = numbers.get(&(decision.branch.as_str(), decision.name.as_str()));
        let mut meant =
            named.into_iter().flatten().filter(|(_, member)| decision.id.as_ref().is_none_or(|id| *id == member.id));
        let only = match (meant.next(), meant.next()) {
            (Some((no, _)), None) => Some(*no),
            _ => None,
        };
        let rules = &outcome.of_branch(&decision.branch).rules;
        DecisionRow { period: &result.period.label, rules, member_no: only, decision }
    });
    rows.collect()
}
