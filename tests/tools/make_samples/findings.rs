//! The list of what is to be found: `planted.csv`.

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
    findings
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
