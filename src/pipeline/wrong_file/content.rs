//! One branch's workbook sent twice, saved again in between: other bytes, and the same people and entries.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::{Wrong, in_use};
use crate::layout::Part;
use crate::layout::codes::L107;
use crate::model::Severity;
use crate::pipeline::branch::branch_name;
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;

/// Files that hold what an earlier file of the same branch holds.
pub fn sent_twice(gathered: &Gathered, settings: &Settings) -> Vec<Wrong> {
    let mut by_branch: HashMap<String, Vec<(usize, &ReadFile)>> = HashMap::new();
    for (at, file) in in_use(gathered) {
        if let [part] = file.recognised.parts.as_slice() {
            by_branch.entry(branch_name(file, part.branch.as_deref(), settings)).or_default().push((at, file));
        }
    }
    let mut wrong = Vec::new();
    for (branch, files) in by_branch.into_iter().filter(|(_, files)| files.len() > 1) {
        let mut known: HashMap<u64, &ReadFile> = HashMap::new();
        for (at, file) in files {
            let Some(content) = file.recognised.parts.first().and_then(content) else { continue };
            match known.get(&content) {
                Some(first) => wrong.push(repeated(at, file, first, &branch)),
                None => drop(known.insert(content, file)),
            }
        }
    }
    wrong.sort_by_key(|wrong| wrong.at);
    wrong
}

fn repeated(at: usize, file: &ReadFile, first: &ReadFile, branch: &str) -> Wrong {
    let (shown, first) = (&file.original.shown, &first.original.shown);
    let message = format!("「{shown}」和「{first}」的内容一样（花名册和登记都相同），只算一次，按「{first}」计算。");
    let help = "请删去多余的一份，只留一份。";
    // Nothing is in doubt: whichever is used, the result is the same.
    Wrong {
        at,
        says: L107
            .says(message)
            .in_file(shown)
            .advise(help)
            .as_severity(Severity::Warning)
            .of_branch(&Arc::from(branch)),
    }
}

/// What people and entries a part holds, wherever they stand in it; nothing where it has no entries.
///
/// Two that give the same are the same but for an accident of one in 2⁶⁴.
pub fn content(part: &Part) -> Option<u64> {
    if part.lines.is_empty() && part.records.is_empty() {
        return None;
    }
    let mut people: Vec<_> = part.members.iter().map(|it| (&it.name, &it.id, it.born, it.joined, it.left)).collect();
    people.sort();
    let mut all = DefaultHasher::new();
    people.hash(&mut all);
    let lines = part.lines.iter().map(|line| {
        let entry = &line.entry;
        let when = entry.when.map(|when| (when.from(), when.to()));
        let said = (&line.named.name, &line.named.code, when, &*entry.level, &*entry.matter);
        let figures = (entry.quantity, entry.stated.map(|points| points.to_string()), format!("{:?}", entry.item));
        hash_of(&(said, figures))
    });
    let records = part.records.iter().flat_map(|line| line.records.iter().map(move |record| (line, record)));
    let records = records.map(|(line, record)| {
        let values: Vec<String> = record.values.iter().map(|value| format!("{:?}{:?}", value.of, value.held)).collect();
        hash_of(&(&line.named.name, record.table, record.when.map(|when| (when.from(), when.to())), values))
    });
    let mut entries: Vec<u64> = lines.chain(records).collect();
    entries.sort_unstable();
    entries.hash(&mut all);
    Some(all.finish())
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
