//! The lines by which an annotated copy remembers what was found in it.
//!
//! ```text
//! r1;round;2
//! r1;problem;<branch>;<code>;<severity>;<sheet>;<cells>;<member>;<value>;<message>
//! r1;entry;<branch>;<member>;<item>;<date>;<understood>;<which>;<quantity>;<level>;<stated>;<matter>;<steps>;<others>;<sheet>;<cells>
//! r1;end;<digest of the lines above>
//! ```
//! `%` and `;` inside a field are written `%25` and `%3B`. Lines of another version are passed over.

use std::sync::Arc;

use super::noted::{Noted, NotedEntry, NotedProblem};
use crate::model::{CellRange, Digest, Severity};

/// How each line of this version begins.
const VERSION: &str = "r1";
/// The most lines that a copy keeps; with more its sheet would be slow to open.
const MOST: usize = 100_000;

/// What a copy remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memo {
    /// How many times the workbook had been handed in when it was marked, from 1.
    pub round: u32,
    /// What was found in it.
    pub noted: Noted,
}

impl Memo {
    /// The lines; where there are too many to be kept, the round alone.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let Noted { problems, entries } = &self.noted;
        let mut lines = vec![line(&["round", &self.round.to_string()])];
        if problems.len() + entries.len() > MOST {
            return lines;
        }
        lines.extend(problems.iter().map(problem_line));
        lines.extend(entries.iter().map(entry_line));
        // Whoever deletes some of them shall not be told that problems were mended.
        let whole = Digest::of(lines.join("\n").as_bytes()).short();
        lines.push(line(&["end", &whole]));
        lines
    }

    /// Reads the lines of a copy, which is called `file` now; `None` where it remembers nothing, or not all any more.
    #[must_use]
    pub fn read(lines: &[String], file: &Arc<str>) -> Option<Self> {
        let mut memo = Self::default();
        if !is_whole(lines) {
            return None;
        }
        for line in lines {
            let mut fields = line.split(';').map(unescaped);
            if fields.next().as_deref() != Some(VERSION) {
                continue;
            }
            let kind = fields.next().unwrap_or_default();
            let fields: Vec<String> = fields.collect();
            match kind.as_str() {
                "round" => memo.round = fields.first().and_then(|round| round.parse().ok()).unwrap_or(0),
                "problem" => memo.noted.problems.extend(problem_of(fields, file)),
                "entry" => memo.noted.entries.extend(entry_of(fields, file)),
                _ => {}
            }
        }
        (memo.round > 0).then_some(memo)
    }
}

/// Whether none of the lines was deleted, moved or changed.
fn is_whole(lines: &[String]) -> bool {
    match lines {
        [] | [_] => true,
        [said @ .., last] => *last == line(&["end", &Digest::of(said.join("\n").as_bytes()).short()]),
    }
}

fn problem_line(problem: &NotedProblem) -> String {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    line(&[
        "problem",
        &problem.branch,
        &problem.code,
        severity,
        &or_empty(&problem.sheet),
        &problem.cells.map(|cells| cells.to_string()).unwrap_or_default(),
        &or_empty(&problem.member),
        &or_empty(&problem.value),
        &problem.message,
    ])
}

fn problem_of(fields: Vec<String>, file: &Arc<str>) -> Option<NotedProblem> {
    let [branch, code, severity, sheet, cells, member, value, message] = <[String; 8]>::try_from(fields).ok()?;
    let said = |text: String| Some(text).filter(|text| !text.is_empty());
    let severity = match severity.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Note,
    };
    Some(NotedProblem {
        file: Arc::clone(file),
        branch,
        code,
        severity,
        sheet: said(sheet),
        cells: CellRange::parse(&cells),
        member: said(member),
        value: said(value),
        message,
        waived: false,
    })
}

fn entry_line(entry: &NotedEntry) -> String {
    let understood = if entry.understood { "1" } else { "0" };
    let [which, quantity, level, stated, matter, steps, others] = entry.rest();
    let [member, item, date] = entry.key();
    let cells = entry.cells.to_string();
    line(&[
        "entry",
        &entry.branch,
        member,
        item,
        date,
        understood,
        which,
        quantity,
        level,
        stated,
        matter,
        steps,
        others,
        &entry.sheet,
        &cells,
    ])
}

fn entry_of(fields: Vec<String>, file: &Arc<str>) -> Option<NotedEntry> {
    let fields = <[String; 14]>::try_from(fields).ok()?;
    let [branch, member, item, date, understood, which, quantity, level, stated, matter, steps, others, sheet, cells] =
        fields;
    Some(NotedEntry {
        file: Arc::clone(file),
        branch,
        member,
        item,
        date,
        understood: understood == "1",
        which,
        quantity,
        level,
        stated,
        matter,
        steps,
        others,
        sheet,
        cells: CellRange::parse(&cells)?,
    })
}

fn line(fields: &[&str]) -> String {
    let mut line = VERSION.to_owned();
    for field in fields {
        line.push(';');
        if field.contains(['%', ';']) {
            line.push_str(&field.replace('%', "%25").replace(';', "%3B"));
        } else {
            line.push_str(field);
        }
    }
    line
}

fn unescaped(field: &str) -> String {
    field.replace("%3B", ";").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_comes_back_as_it_was() {
        let file: Arc<str> = "东河村.xlsx".into();
        let problem = NotedProblem {
            file: Arc::clone(&file),
            branch: "东河村党支部".into(),
            code: "E304".into(),
            severity: Severity::Error,
            sheet: Some("积分;登记%3B".into()),
            cells: CellRange::parse("H5"),
            member: Some("王伟".into()),
            value: None,
            message: "应当是 3 分；这里写的是 5 分。".into(),
            waived: false,
        };
        let entry = NotedEntry {
            file: Arc::clone(&file),
            branch: "东河村党支部".into(),
            member: "王伟".into(),
            item: "甲;乙".into(),
            date: String::new(),
            understood: false,
            which: "3".into(),
            quantity: "2".into(),
            level: "县级".into(),
            stated: "1.5".into(),
            matter: "01ab".into(),
            steps: String::new(),
            others: "77".into(),
            sheet: "积分登记".into(),
            cells: CellRange::parse("A5:K5").unwrap(),
        };
        let memo = Memo { round: 3, noted: Noted { problems: vec![problem], entries: vec![entry] } };
        let lines = memo.lines();
        assert_eq!(lines.len(), 3);
        assert_eq!(Memo::read(&lines, &file), Some(memo));
    }

    #[test]
    fn foreign_lines_are_passed_over() {
        let file: Arc<str> = "a".into();
        let lines: Vec<String> =
            ["", "r2;round;5", "r1;problem;a", "r1;entry;a;b", "r1", "r1;x"].map(str::to_owned).into();
        assert_eq!(Memo::read(&lines, &file), None);
    }
}
