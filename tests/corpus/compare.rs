//! Compares what the program read with what the form's author expects.

use rust_decimal::Decimal;

use crate::dialects::Job;
use crate::expectation::{Entry, Finding, Member, Place};
use crate::matching::{longest_common, matched};
use crate::reading::{ReadEntry, ReadFinding, Reading};
use crate::report::{Counts, Share};

/// The differences in words, `-` before what is missing and `+` before what is too much; and how much was right.
pub fn compare(job: Job<'_>, read: &Reading) -> (Vec<String>, Counts) {
    let mut comparison = Comparison { job, differences: Vec::new(), counts: Counts::default() };
    comparison.tables(read);
    comparison.members(read);
    comparison.entries(read);
    comparison.columns(read);
    comparison.findings(read);
    comparison.accounts(read);
    (comparison.differences, comparison.counts)
}

/// The counts where nothing was read.
pub fn nothing_read(job: Job<'_>) -> Counts {
    let expected = &job.form.expected;
    let none = |all: usize| Share { right: 0, all };
    Counts {
        tables: none(expected.layout.as_ref().map_or(0, Vec::len)),
        columns: none(expected.columns.iter().map(|it| it.columns.len()).sum()),
        members: none(expected.members.len()),
        entries: none(expected.entries.iter().filter(|it| !it.optional).count()),
        ..Counts::default()
    }
}

struct Comparison<'a> {
    job: Job<'a>,
    differences: Vec<String>,
    counts: Counts,
}

impl Comparison<'_> {
    fn differ(&mut self, sign: char, what: &str, text: &str) {
        self.differences.push(format!("{sign} {what} {text}"));
    }

    fn is_sheet(&self, expected: &str, read: &str) -> bool {
        expected == read || !self.job.names_sheets()
    }

    fn tables(&mut self, read: &Reading) {
        let expected = &self.job.form.expected;
        if let Some(layout) = &expected.layout {
            self.counts.tables = Share { right: longest_common(layout, &read.layout), all: layout.len() };
        }
        for (what, expected, read) in
            [("layout", &expected.layout, &read.layout), ("branch", &expected.branches, &read.branches)]
        {
            let Some(expected) = expected.as_ref().filter(|expected| *expected != read) else { continue };
            self.differ('-', what, &expected.join("；"));
            self.differ('+', what, &read.join("；"));
        }
    }

    fn members(&mut self, read: &Reading) {
        let expected = &self.job.form.expected.members;
        let fits = |member: &Member, [branch, number, name]: &[String; 3]| {
            member.branch.as_ref().is_none_or(|it| it == branch) && member.number == *number && member.name == *name
        };
        let found = matched(expected, &read.members, fits);
        self.counts.members = Share { right: found.iter().flatten().count(), all: expected.len() };
        for (member, _) in expected.iter().zip(&found).filter(|(_, found)| found.is_none()) {
            let of = member.branch.as_ref().map_or_else(String::new, |branch| format!(" of {branch}"));
            self.differ('-', "member", &format!("{} {}{of}", member.number, member.name));
        }
        for (index, [branch, number, name]) in read.members.iter().enumerate() {
            if !found.contains(&Some(index)) {
                self.counts.too_many += 1;
                self.differ('+', "member", &format!("{number} {name} of {branch}"));
            }
        }
    }

    fn entries(&mut self, read: &Reading) {
        let expected = &self.job.form.expected.entries;
        let fits = |entry: &Entry, read: &ReadEntry| self.lies_there(entry, read) && is_that(entry, read);
        let found = matched(expected, &read.entries, fits);
        let needed = || expected.iter().zip(&found).filter(|(entry, _)| !entry.optional);
        let right = needed().filter(|(_, found)| found.is_some()).count();
        self.counts.entries = Share { right, all: needed().count() };
        let missing = needed().filter(|(_, found)| found.is_none()).map(|(entry, _)| entry);
        let mut lines: Vec<_> = missing.map(|it| (it.cells.top, '-', it.line.clone())).collect();
        for (index, entry) in read.entries.iter().enumerate().filter(|(index, _)| !found.contains(&Some(*index))) {
            let excused = entry.state == "excluded"
                && expected.iter().any(|expected| expected.optional && self.lies_there(expected, entry));
            if !excused {
                let top = read.entries[index].cells.map_or(0, |cells| cells.top);
                lines.push((top, '+', entry.line()));
            }
        }
        lines.sort();
        for (_, sign, line) in lines {
            self.counts.too_many += usize::from(sign == '+');
            self.differ(sign, "entry", &line);
        }
    }

    fn lies_there(&self, entry: &Entry, read: &ReadEntry) -> bool {
        let lies = read.cells.is_some_and(|cells| entry.cells.lies_in(cells) && entry.cells.on_the_rows_of(cells));
        lies && self.is_sheet(&entry.sheet, &read.sheet)
    }

    /// The stated columns, where the program tells what it took columns for; the cells of headings that it does not
    /// complain about otherwise.
    fn columns(&mut self, read: &Reading) {
        let form = self.job.form;
        for expected in form.expected.columns.iter().filter(|_| read.tables.is_some()) {
            let tables = || read.tables.iter().flatten().filter(|it| self.is_sheet(&expected.sheet, &it.sheet));
            let as_read = |cells: &str| tables().flat_map(|it| &it.columns).find(|(it, _)| it == cells);
            let mut wrong = Vec::new();
            for (cells, name) in &expected.columns {
                let told = as_read(cells).and_then(|(_, name)| name.as_deref()).unwrap_or("nothing");
                if told != name {
                    wrong.push(format!("{}!{cells} is {name}, read as {told}", expected.sheet));
                }
            }
            self.counts.columns.all += expected.columns.len();
            self.counts.columns.right += expected.columns.len() - wrong.len();
            wrong.iter().for_each(|line| self.differ('-', "column", line));
        }
        if read.tables.is_none() || form.expected.columns.is_empty() {
            let headings: usize = form.sheets.iter().map(crate::sheets::Sheet::headings).sum();
            let expected = |code: &str| form.expected.diagnostics.iter().any(|it| it.code == code);
            let unknown = read.findings.iter().filter(|it| it.code == "L104" && !expected("L104")).count();
            self.counts.columns.all += headings;
            self.counts.columns.right += if read.layout.is_empty() { 0 } else { headings.saturating_sub(unknown) };
        }
    }

    /// Every cell of the form is accounted for, once.
    fn accounts(&mut self, read: &Reading) {
        for account in &read.accounts {
            let written = u64::try_from(self.job.form.filled_cells()).unwrap();
            // Other programs write cells of their own, or leave out what is empty text.
            let is_own = self.job.dialect == "own";
            if account.accounted != account.cells
                || account.used != account.used_as
                || (is_own && account.cells != written)
            {
                self.differ('-', "account", &format!("of {written} cells, told {account:?}"));
            }
        }
    }

    fn findings(&mut self, read: &Reading) {
        let form = self.job.form;
        let expected = &form.expected.diagnostics;
        let fits = |finding: &Finding, read: &ReadFinding| {
            is_code(&finding.code, &read.code)
                && finding.severity == read.severity
                && self.is_place(&finding.place, read)
                && finding.words.iter().all(|word| read.message.contains(word) || read.help.contains(word))
        };
        let found = matched(expected, &read.findings, fits);
        let is_ignored = |code: &str| form.ignore.iter().any(|pattern| is_code(pattern, code));
        for (finding, _) in expected.iter().zip(&found).filter(|(_, found)| found.is_none()) {
            self.differ('-', "finding", &finding.line);
        }
        for (index, finding) in read.findings.iter().enumerate() {
            if finding.severity != "note" && !found.contains(&Some(index)) && !is_ignored(&finding.code) {
                self.counts.false_alarms += 1;
                self.differ('+', "finding", &finding.line());
            }
        }
    }

    /// A sheet's name leaves open where on the sheet.
    fn is_place(&self, place: &Place, read: &ReadFinding) -> bool {
        let on = |sheet: &str| read.sheet.as_deref().is_some_and(|it| self.is_sheet(sheet, it));
        match place {
            Place::File => read.sheet.is_none(),
            Place::Sheet(sheet) => on(sheet) || !self.job.names_sheets(),
            Place::Cells(sheet, cells) => on(sheet) && read.cells.is_some_and(|it| cells.lies_in(it)),
        }
    }
}

fn is_code(pattern: &str, code: &str) -> bool {
    pattern.len() == code.len() && pattern.bytes().zip(code.bytes()).all(|(a, b)| a == b || a == b'?')
}

fn is_that(entry: &Entry, read: &ReadEntry) -> bool {
    let namesake = [format!("{} {}", read.number, read.member), format!("{}（{}）", read.member, read.number)];
    (entry.member == read.member || namesake.contains(&entry.member))
        && entry.branch.as_ref().is_none_or(|it| *it == read.branch)
        && entry.item == read.item
        && entry.date == read.date
        && is_number(entry.quantity.as_deref(), read.quantity.as_deref())
        && entry.level == read.level
        && is_number(entry.stated.as_deref(), read.stated.as_deref())
}

fn is_number(expected: Option<&str>, read: Option<&str>) -> bool {
    let number = |text: &str| Decimal::from_str_exact(text).ok();
    expected == read || expected.and_then(number).is_some_and(|it| read.and_then(number) == Some(it))
}

impl ReadEntry {
    fn line(&self) -> String {
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let [date, quantity, level, stated] = [&self.date, &self.quantity, &self.level, &self.stated].map(or_dash);
        let Self { sheet, cell, member, item, state, .. } = self;
        format!("{sheet}!{cell} | {member} | {item} | {date} | {quantity} | {level} | {stated} ({state})")
    }
}

impl ReadFinding {
    fn line(&self) -> String {
        let place = match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
            (Some(sheet), None) => sheet.clone(),
            _ => "-".to_owned(),
        };
        format!("{} {} {place} ; {}", self.code, self.severity, self.message)
    }
}
