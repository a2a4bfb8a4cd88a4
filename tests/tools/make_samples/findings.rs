//! The list of what is to be found: `planted.csv`.

use std::collections::BTreeMap;

use crate::branch::Branch;
use crate::ledger::Planted;
use crate::sheets::{LEDGER, ROSTER, order};

/// One planted diagnostic.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub file: String,
    pub sheet: String,
    /// In Excel, from 1.
    pub row: Option<u32>,
    pub code: &'static str,
    pub what: String,
}

/// What is planted in members and lines of one branch.
pub fn in_branch(branch: &Branch) -> Vec<Finding> {
    let file = format!("{}.xlsx", branch.file);
    let first = branch.form.header_row() + 1;
    let found = |sheet: &str, row: u32, planted: &Planted| Finding {
        file: file.clone(),
        sheet: sheet.to_owned(),
        row: Some(row),
        code: planted.code,
        what: planted.what.clone(),
    };
    let mut findings = Vec::new();
    for (row, member) in (first..).zip(&branch.members) {
        findings.extend(member.planted.iter().map(|planted| found(ROSTER, row, planted)));
    }
    for (row, index) in (first..).zip(order(branch)) {
        findings.extend(branch.lines[index].planted.iter().map(|planted| found(LEDGER, row, planted)));
    }
    findings.extend(ties(branch, first, &file));
    findings
}

/// One finding for each grade in which places are contested: at the first of those who tie.
fn ties(branch: &Branch, first: u32, file: &str) -> Vec<Finding> {
    let mut tied: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, standing) in branch.standings() {
        standing.contested.iter().for_each(|level| tied.entry(level).or_default().push(index));
    }
    let tie = |(level, who): (&str, Vec<usize>)| {
        let names: Vec<&str> = who.iter().map(|index| branch.members[*index].person.name.as_str()).collect();
        Finding {
            file: file.to_owned(),
            sheet: ROSTER.to_owned(),
            row: Some(first + u32::try_from(who[0]).unwrap()),
            code: "A101",
            what: format!("{level}并列待定：{}", names.join("、")),
        }
    };
    tied.into_iter().map(tie).collect()
}

/// As csv, UTF-8.
pub fn csv(findings: &[Finding]) -> String {
    let mut text = "file,sheet,row,code,what\n".to_owned();
    for Finding { file, sheet, row, code, what } in findings {
        let row = row.map(|row| row.to_string()).unwrap_or_default();
        text.push_str(&format!("{file},{sheet},{row},{code},{what}\n"));
    }
    text
}
