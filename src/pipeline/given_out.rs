//! Workbooks of the township in which tables of several branches stand (测评, 评议票, 考核 …) and nobody's roster or ledger:
//! their rows go to the branches they are about.
//!
//! A row that names its branch, or stands below a title that does, was divided already. Else the sheet is called after a
//! branch, or the row goes to the one branch whose member it names.

use std::collections::HashMap;
use std::sync::Arc;

use super::branch::branch_name;
use super::branch_names::begins_to_speak_of;
use super::gather::{Gathered, ReadFile};
use super::options::Settings;
use crate::layout::codes::L112;
use crate::layout::{Branches, Part, RecordLine, branch_stem};
use crate::model::{Diagnostic, Field, FormPlace, Member};

/// A branch that has a roster.
struct Home {
    name: String,
    members: Vec<Member>,
}

/// Gives the rows of such workbooks to the branches, and says of which nobody knows whose they are.
pub fn give_out(gathered: &mut Gathered, settings: &Settings) {
    if !gathered.files.iter().flat_map(|file| &file.recognised.parts).any(is_loose) {
        return;
    }
    let homes = homes(gathered, settings);
    let mut problems = Vec::new();
    for file in &mut gathered.files {
        if !file.recognised.parts.iter().any(is_loose) {
            continue;
        }
        let mut parts = Vec::new();
        for mut part in std::mem::take(&mut file.recognised.parts) {
            if !is_loose(&part) {
                parts.push(part);
                continue;
            }
            match &part.branch {
                Some(branch) => {
                    let named = branch_name(file, Some(branch), settings);
                    let same = homes.iter().find(|home| branch_stem(&home.name) == branch_stem(&named));
                    if let Some(home) = same.filter(|_| homes.iter().all(|home| home.name != named)) {
                        part.branch = Some(home.name.clone());
                    }
                    parts.push(part);
                }
                None if is_known(file, &homes, settings) => parts.push(part),
                None => {
                    let (given, found) = given_out(part, &homes);
                    parts.extend(given);
                    problems.extend(found);
                }
            }
        }
        file.recognised.parts = parts;
    }
    gathered.diagnostics.extend(problems);
}

/// Whether a part has rows of declared tables and nothing of a branch's own.
fn is_loose(part: &Part) -> bool {
    part.members.is_empty() && part.lines.is_empty() && !part.has_ledger && !part.records.is_empty()
}

/// The branches whose rosters were read.
fn homes(gathered: &Gathered, settings: &Settings) -> Vec<Home> {
    let mut homes: Vec<Home> = Vec::new();
    for file in &gathered.files {
        for part in file.recognised.parts.iter().filter(|part| !part.members.is_empty()) {
            let name = branch_name(file, part.branch.as_deref(), settings);
            match homes.iter_mut().find(|home| home.name == name) {
                Some(home) => home.members.extend(part.members.iter().cloned()),
                None => homes.push(Home { name, members: part.members.clone() }),
            }
        }
    }
    homes
}

/// Whether a file without a branch in it is called after one: a branch with a roster elsewhere, or one of the profile.
fn is_known(file: &ReadFile, homes: &[Home], settings: &Settings) -> bool {
    let name = branch_name(file, None, settings);
    let of_profile = settings.profile.branch_called(&name).is_some();
    of_profile || homes.iter().any(|home| branch_stem(&home.name) == branch_stem(&name))
}

/// The rows of a part by branch, and what is wrong with those that are left. A part of which most rows name nobody that is
/// known stays what it is: a branch's whose roster is missing.
fn given_out(part: Part, homes: &[Home]) -> (Vec<Part>, Vec<Diagnostic>) {
    let branches = Branches::of(homes.iter().map(|home| (home.name.as_str(), home.members.as_slice())));
    let found: Vec<Option<Result<usize, Box<Diagnostic>>>> =
        part.records.iter().map(|line| home_of(line, homes, &branches)).collect();
    let known = found.iter().flatten().filter(|found| found.is_ok()).count();
    if known * 2 < found.iter().flatten().count() || known == 0 {
        return (vec![part], Vec::new());
    }
    // What stands above a table is of the branch that all its rows are of.
    let homes_of_tables = homes_of_tables(&part.records, &found);
    let of_table = |line: &RecordLine| *homes_of_tables.get(&table_of(line)?)?;
    let labels: Vec<Option<usize>> = part
        .records
        .iter()
        .zip(&found)
        .map(|(line, found)| if found.is_none() { of_table(line) } else { None })
        .collect();
    let mut given: Vec<Part> =
        homes.iter().map(|home| Part { branch: Some(home.name.clone()), ..Part::default() }).collect();
    let mut problems = Vec::new();
    for ((line, found), label) in part.records.into_iter().zip(found).zip(labels) {
        let home = match found {
            Some(Ok(home)) => Some(home),
            Some(Err(problem)) => {
                problems.push(at_name(*problem, &line));
                continue;
            }
            None => label,
        };
        match home.and_then(|home| given.get_mut(home)) {
            Some(part) => part.records.push(line),
            None => problems.extend(nobodys(&line)),
        }
    }
    for declared in part.declared {
        let is_in = |line: &RecordLine| {
            let record = line.records.first();
            record.is_some_and(|record| record.table == declared.table && record.form.sheet == declared.place.sheet)
        };
        for part in given.iter_mut().filter(|part| part.records.iter().any(is_in)) {
            part.declared.push(declared.clone());
        }
    }
    given.retain(|part| !part.records.is_empty());
    (given, problems)
}

/// Where the table of a row begins: the rows of one table share the place of its header.
fn table_of(line: &RecordLine) -> Option<*const FormPlace> {
    line.records.first().map(|record| Arc::as_ptr(&record.form))
}

/// The branch that all rows of a table are of; `None` for a table with rows of several.
fn homes_of_tables(
    lines: &[RecordLine],
    found: &[Option<Result<usize, Box<Diagnostic>>>],
) -> HashMap<*const FormPlace, Option<usize>> {
    let mut homes: HashMap<*const FormPlace, Option<usize>> = HashMap::new();
    for (line, found) in lines.iter().zip(found) {
        if let (Some(table), Some(Ok(home))) = (table_of(line), found) {
            homes.entry(table).and_modify(|known| *known = known.filter(|known| known == home)).or_insert(Some(*home));
        }
    }
    homes
}

/// The branch of a row, by the name of its sheet, else by the member that it names; `None` where it names nobody.
fn home_of(line: &RecordLine, homes: &[Home], branches: &Branches<'_>) -> Option<Result<usize, Box<Diagnostic>>> {
    let sheet = line.records.first().map_or("", |record| &record.form.sheet);
    let stems = homes.iter().map(|home| branch_stem(&home.name)).enumerate();
    let called = stems.filter(|(_, stem)| begins_to_speak_of(stem, sheet));
    if let Some((home, _)) = called.max_by_key(|(home, stem)| (stem.len(), std::cmp::Reverse(*home))) {
        return Some(Ok(home));
    }
    (!line.named.name.is_empty()).then(|| branches.home(&line.named))
}

/// A problem at the name of a row, or at the row.
fn at_name(problem: Diagnostic, line: &RecordLine) -> Diagnostic {
    match line.records.first() {
        Some(record) => problem.at(record.form.cell(record.row, Field::Name)),
        None => problem,
    }
}

/// That nobody knows whose a row is that names nobody.
fn nobodys(line: &RecordLine) -> Option<Diagnostic> {
    let record = line.records.first()?;
    let message = "这张表里有几个支部的党员，表上面写的数看不出是哪个支部的，没有使用。";
    let advice = "请一个支部一张工作表，工作表名或标题写明支部。";
    Some(L112.says(message).at(record.source()).advise(advice))
}
