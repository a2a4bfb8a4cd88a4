//! Recognising forms: from sheets of cells to members, entries and decisions.
//!
//! A table is found by the words of its header, wherever it stands; each layout reads its rows in a module of its own.
//! What cannot be understood is a diagnostic with the cell, never a guess.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod amounts;
mod cells;
pub mod codes;
mod columns;
mod date_parts;
mod date_range;
mod dates;
mod decisions;
mod header;
mod ledger;
mod moments;
mod numbers;
mod numerals;
mod people;
mod periods;
mod roster;
mod rows;
mod title;

pub use amounts::Unit;
pub use codes::CODES;
pub use columns::{Columns, Kind, usual_name};
pub use date_range::read_range;
pub use dates::{Written, read_date};
pub use decisions::read_outcome;
pub use ledger::Line;
pub use numbers::{Figure, Product, SignWord, read_figure};
pub use people::{cell_of_name, settle_lines, settle_roster};
pub use periods::{read_bare_month, read_period};

use std::collections::BTreeSet;
use std::sync::Arc;

use self::cells::shown;
use self::codes::{L101, L103, L106};
use self::decisions::read_decisions;
use self::header::{Found, find_table};
use self::ledger::read_ledger;
use self::roster::read_roster;
use self::rows::{is_example_name, is_total};
use self::title::read_title;
use crate::model::text::{compact, says_nothing};
use crate::model::{Decision, Diagnostic, Field, FormPlace, Member, Severity};
use crate::rules::{ItemMatch, RuleSet};
use crate::workbook::{Sheet, Workbook, marks};

/// What is known beforehand about the forms of a township.
#[derive(Clone, Debug)]
pub struct Hints {
    /// The header dictionary.
    pub columns: Columns,
    /// The township's name, where the profile has it.
    pub township: Option<String>,
    /// The year for dates without one.
    pub year: Option<i32>,
}

/// What a workbook turned out to hold.
#[derive(Debug, Default)]
pub struct Recognised {
    /// The tables, in sheet order.
    pub layout: Vec<Kind>,
    /// Rows of data in them.
    pub rows: usize,
    /// The branch that its titles name.
    pub branch: Option<String>,
    /// The township that its titles name.
    pub township: Option<String>,
    /// The year that its titles name.
    pub year: Option<i32>,
    /// The members of its rosters.
    pub members: Vec<Member>,
    /// The lines of its ledgers.
    pub lines: Vec<Line>,
    /// The decisions.
    pub decisions: Vec<Decision>,
    /// What is wrong with its forms and rosters.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the tables of a workbook.
#[must_use]
pub fn recognise(workbook: &Workbook, rules: &RuleSet, hints: &Hints) -> Recognised {
    let file = &workbook.original.shown;
    let mut recognised = Recognised::default();
    let mut strangers = Vec::new();
    let sheets = workbook.sheets.iter().filter(|sheet| !marks::is_sheet_name(&sheet.name));
    let (examples, forms): (Vec<&Sheet>, Vec<&Sheet>) = sheets.partition(|sheet| is_example_name(&sheet.name));
    // Sheets of examples last: beside the form that they explain they are not meant.
    for sheet in forms.into_iter().chain(examples) {
        match find_table(sheet, file, &hints.columns, rules) {
            Some(found) if is_example_name(&sheet.name) && recognised.layout.contains(&found.kind) => {
                let message = format!("工作表「{}」看名称是填写说明或样例，里面的内容没有使用。", sheet.name);
                let diagnostic = L103.says(message).in_sheet(file, &sheet.name).found(&sheet.name);
                recognised.diagnostics.push(diagnostic.advise("确是登记表的，请改一个工作表名称。"));
            }
            Some(found) => recognised.add_table(sheet, found, file, rules, hints),
            None if lists_items(sheet, rules) => {}
            None => strangers.push(sheet),
        }
    }
    if recognised.layout.is_empty() {
        let message = "这个文件里没有找到花名册，也没有找到积分登记。";
        recognised.diagnostics.push(L101.says(message).in_file(file));
    } else {
        recognised.diagnostics.extend(strangers.into_iter().map(|sheet| stranger(sheet, file)));
        if recognised.is_bare() {
            let message = "这个文件里的花名册和积分登记只有表头，一行内容也没有。";
            let advice = "发错了文件的，请换成填好的那一份；还没有填的，填好再报。";
            recognised.diagnostics.push(L101.says(message).in_file(file).advise(advice));
        }
    }
    recognised
}

impl Recognised {
    /// Whether its forms are in order and nobody has filled them in.
    fn is_bare(&self) -> bool {
        let is_empty = self.members.is_empty() && self.lines.is_empty() && self.decisions.is_empty();
        let is_wrong = self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        is_empty && !is_wrong && self.layout.iter().any(|kind| *kind != Kind::Decisions)
    }

    /// Reads the table that was found on a sheet.
    fn add_table(&mut self, sheet: &Sheet, found: Found, file: &Arc<str>, rules: &RuleSet, hints: &Hints) {
        self.layout.push(found.kind);
        self.diagnostics.extend(found.diagnostics);
        let title = read_title(&found.title, hints.township.as_deref());
        self.note_branch(title.branch.as_deref(), sheet, file);
        if matches!(found.kind, Kind::Roster | Kind::Ledger) {
            self.note_branch_column(sheet, &found.form, hints);
        }
        self.township = self.township.take().or(title.township);
        self.year = self.year.or(title.year);
        if !found.complete {
            return;
        }
        match found.kind {
            Kind::Roster => {
                let (members, problems) = read_roster(sheet, &found.form, rules);
                self.rows += members.len();
                self.members.extend(members);
                self.diagnostics.extend(problems);
            }
            Kind::Ledger => {
                let lines = read_ledger(sheet, &found.form, rules, title.year.or(hints.year));
                self.rows += lines.len();
                self.lines.extend(lines);
            }
            Kind::Decisions => {
                let (decisions, problems) = read_decisions(sheet, &found.form, title.branch.as_deref());
                self.rows += decisions.len();
                self.decisions.extend(decisions);
                self.diagnostics.extend(problems);
            }
        }
    }

    fn note_branch(&mut self, branch: Option<&str>, sheet: &Sheet, file: &Arc<str>) {
        match (&self.branch, branch) {
            (None, Some(branch)) => self.branch = Some(branch.to_owned()),
            (Some(first), Some(branch)) if first != branch => {
                let message = format!(
                    "工作表「{}」的标题写的是「{branch}」，前面的表写的是「{first}」，暂按「{first}」处理。",
                    sheet.name
                );
                self.diagnostics.push(L106.says(message).in_sheet(file, &sheet.name).found(branch));
            }
            _ => {}
        }
    }

    /// A workbook is one branch's: its 支部 column may name it where no title does, and must not name several.
    fn note_branch_column(&mut self, sheet: &Sheet, form: &FormPlace, hints: &Hints) {
        let Some(col) = form.columns.get(&Field::Branch) else { return };
        let below = sheet.rows().filter(|row| row.number > form.header).filter_map(|row| row.get(*col));
        let written: BTreeSet<String> =
            below.map(|cell| compact(&shown(cell))).filter(|text| !says_nothing(text) && !is_total(text)).collect();
        let mut names = written.iter();
        match (names.next(), names.next()) {
            (Some(only), None) if self.branch.is_none() => {
                let title = read_title(only, hints.township.as_deref());
                self.branch = Some(title.branch.unwrap_or_else(|| only.clone()));
            }
            (Some(first), Some(second)) => {
                let message = format!(
                    "「支部」一栏写着 {} 个支部（{first}、{second}{}），这里的人和登记都算在了一个支部里。",
                    written.len(),
                    if written.len() > 2 { "……" } else { "" }
                );
                let diagnostic = L106.says(message).at(form.cell(form.header, Field::Branch));
                let advice = "请把每个支部的花名册和积分登记放进各自的工作簿；写法不同的同一个支部，请改成一样的写法。";
                self.diagnostics.push(diagnostic.as_severity(Severity::Error).advise(advice));
            }
            _ => {}
        }
    }
}

/// Whether a sheet is the rulebook's own list of items, as templates have it: each row begins with the number of
/// another one, and most of them are there.
fn lists_items(sheet: &Sheet, rules: &RuleSet) -> bool {
    let mut listed = BTreeSet::new();
    for first in sheet.rows().filter_map(|row| row.cells.first()) {
        match rules.find_item(Some(&compact(&shown(first))), None) {
            ItemMatch::Found(item) if !listed.insert(item) => return false,
            _ => {}
        }
    }
    listed.len() * 2 > rules.items.len()
}

fn stranger(sheet: &Sheet, file: &Arc<str>) -> Diagnostic {
    let is_table = sheet.rows().filter(|row| row.cells.len() >= 3).count() >= 2;
    let message = match sheet.cells().len() {
        0 => format!("工作表「{}」是空的。", sheet.name),
        _ => format!("工作表「{}」不是花名册，也不是积分登记，没有使用。", sheet.name),
    };
    let diagnostic = L103.says(message).in_sheet(file, &sheet.name).found(&sheet.name);
    if is_table {
        return diagnostic;
    }
    diagnostic.as_severity(Severity::Note).advise("可以不管。里面有积分记录的，请移到「积分登记」表中，一件事写一行。")
}
