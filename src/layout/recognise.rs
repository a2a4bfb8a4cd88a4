//! The tables of a workbook, and what they hold.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::codes::{L101, L103, L109, L110, L111};
use super::columns::Columns;
use super::context::Context;
use super::decisions::{self, read_decisions};
use super::form::check_columns;
use super::grid::read_grid;
use super::heading::Dictionaries;
use super::judge::{About, Surroundings};
use super::kind::Kind;
use super::ledger::{self, read_ledger};
use super::parts::{Part, Shelf, divide};
use super::pinned::{Pinned, pin_tables};
use super::pins::Pin;
use super::roster::{self, Listed, read_roster};
use super::rows::{RowUse, is_example_name, sorted_rows};
use super::tables::{Table, find_tables};
use super::title::year_in;
use crate::model::text::{compact, person};
use crate::model::{CellRange, CellRef, Decision, Diagnostic, Field, FormPlace, Member, Severity};
use crate::rules::{ItemMatch, RuleSet};
use crate::workbook::{Row, Sheet, Workbook, marks};

/// What is known beforehand about the forms of a township.
#[derive(Clone, Debug)]
pub struct Hints {
    /// The header dictionary.
    pub columns: Columns,
    /// The township's name, where the profile has it.
    pub township: Option<String>,
    /// The year for dates without one.
    pub year: Option<i32>,
    /// What the profile says of forms that are not recognised.
    pub pins: Vec<Pin>,
}

/// What a workbook turned out to hold.
#[derive(Debug, Default)]
pub struct Recognised {
    /// The tables, in sheet order.
    pub tables: Vec<TableRead>,
    /// The township that its titles name.
    pub township: Option<String>,
    /// The year that its titles name.
    pub year: Option<i32>,
    /// What the branches have in it: one part, where it is one branch's.
    pub parts: Vec<Part>,
    /// The decisions.
    pub decisions: Vec<Decision>,
    /// What is wrong with its forms and rosters.
    pub diagnostics: Vec<Diagnostic>,
    /// The pins that said what a table or sheet of it is, by their place in the hints.
    pub pins: BTreeSet<usize>,
}

/// A table that was recognised.
#[derive(Clone, Debug)]
pub struct TableRead {
    /// What it is.
    pub kind: Kind,
    /// Its sheet.
    pub sheet: Arc<str>,
    /// Its header.
    pub header: CellRange,
    /// How much of the header is understood, in percent.
    pub confidence: usize,
    /// Rows of data in it, or 1 for a card.
    pub rows: usize,
}

impl Recognised {
    /// Rows of data in all tables.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Whether there is nobody's and nothing in it that counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(Part::is_empty)
    }
}

/// Reads the tables of a workbook.
#[must_use]
pub fn recognise(workbook: &Workbook, rules: &RuleSet, hints: &Hints) -> Recognised {
    let file = Arc::clone(&workbook.original.shown);
    let sheets = || workbook.sheets.iter().filter(|sheet| !marks::is_sheet_name(&sheet.name));
    let year = hints.year.or_else(|| year_of(workbook));
    let words = Dictionaries { columns: &hints.columns, rules, year };
    let mut reading = Reading { file, rules, hints, words, shelves: Vec::new(), recognised: Recognised::default() };
    // Sheets of examples last: beside the form that they explain they are not meant.
    let is_pinned = |sheet: &Sheet| hints.pins.iter().any(|pin| pin.names_sheet(&reading.file, &sheet.name));
    let (examples, forms): (Vec<&Sheet>, Vec<&Sheet>) =
        sheets().partition(|sheet| is_example_name(&sheet.name) && !is_pinned(sheet));
    let members = BTreeSet::new();
    let mut found: Vec<(&Sheet, Vec<Table>)> =
        forms.iter().map(|sheet| (*sheet, reading.tables_of(sheet, &members))).collect();
    let members = reading.members_of(&found);
    for (sheet, tables) in &mut found {
        // Names of members head columns and name sheets; only now is it known which words are names.
        let turned = |table: &Table| table.judged.grid.iter().any(|column| matches!(column.about, About::Member(_)));
        let is_open = tables.is_empty() || tables.iter().any(turned) || members.contains(&person(&sheet.name));
        if !members.is_empty() && is_open {
            *tables = reading.tables_of(sheet, &members);
        }
    }
    let mut strangers = Vec::new();
    for (sheet, tables) in &found {
        let passed = reading.tell_pins(sheet, &members);
        if tables.is_empty() && !passed && !lists_items(sheet, rules) {
            strangers.push(*sheet);
        }
        for table in tables {
            reading.read(sheet, table);
        }
    }
    for sheet in examples {
        reading.read_example(sheet, &mut strangers);
    }
    reading.finish(&strangers)
}

/// The year that the workbook's name, its sheets' names or its first lines give.
pub fn year_of(workbook: &Workbook) -> Option<i32> {
    let lines = workbook.sheets.iter().flat_map(|sheet| sheet.rows().take(3).flat_map(|row| row.cells));
    let texts = lines.map(|cell| super::cells::shown(cell).into_owned());
    let names = workbook.sheets.iter().map(|sheet| sheet.name.to_string());
    texts.chain(names).chain([workbook.original.shown.to_string()]).find_map(|text| year_in(&compact(&text)))
}

/// A workbook while it is read.
struct Reading<'a> {
    file: Arc<str>,
    rules: &'a RuleSet,
    hints: &'a Hints,
    words: Dictionaries<'a>,
    shelves: Vec<Shelf>,
    recognised: Recognised,
}

impl Reading<'_> {
    fn tables_of(&self, sheet: &Sheet, members: &BTreeSet<String>) -> Vec<Table> {
        self.pinned(sheet, members).tables
    }

    fn pinned(&self, sheet: &Sheet, members: &BTreeSet<String>) -> Pinned {
        let around = Surroundings { sheet: &sheet.name, members, rows_looked_at: 30 };
        let found = find_tables(sheet, &self.words, &around);
        pin_tables(sheet, &self.file, &self.hints.pins, found, &self.words, &around)
    }

    /// Tells where the township's pins do not fit a sheet; whether one of them passes it over.
    fn tell_pins(&mut self, sheet: &Sheet, members: &BTreeSet<String>) -> bool {
        if self.hints.pins.is_empty() {
            return false;
        }
        let Pinned { problems, passed, used, .. } = self.pinned(sheet, members);
        self.recognised.diagnostics.extend(problems);
        self.recognised.pins.extend(used);
        if let Some(line) = passed {
            let message = format!("按配置文件第 {line} 行，工作表「{}」没有使用。", sheet.name);
            let diagnostic = L103.says(message).in_sheet(&self.file, &sheet.name).as_severity(Severity::Note);
            self.recognised.diagnostics.push(diagnostic.advise("可以不管；要用这张表的，在配置文件里删掉这一段。"));
        }
        passed.is_some()
    }

    /// The names that the rosters list.
    fn members_of(&self, found: &[(&Sheet, Vec<Table>)]) -> BTreeSet<String> {
        let rosters = found.iter().flat_map(|(sheet, tables)| tables.iter().map(move |table| (sheet, table)));
        let rosters = rosters.filter(|(_, table)| table.judged.kind == Kind::Roster);
        let listed = rosters.flat_map(|(sheet, table)| {
            let form = Arc::new(self.form(sheet, table));
            let rows = data_rows(sheet, table, &form);
            read_roster(&rows, &form, self.rules).0
        });
        listed.map(|listed| listed.member.name).collect()
    }

    fn form(&self, sheet: &Sheet, table: &Table) -> FormPlace {
        FormPlace {
            file: Arc::clone(&self.file),
            sheet: Arc::clone(&sheet.name),
            header: *table.band.rows.end(),
            columns: table.judged.fields.clone(),
            extent: (*table.cols.start(), *table.cols.end()),
        }
    }

    /// Reads the rows of a table.
    fn read(&mut self, sheet: &Sheet, table: &Table) {
        let form = Arc::new(self.form(sheet, table));
        let township = self.hints.township.as_deref();
        let context = Context::new(sheet, table, Arc::clone(&form), self.rules, township, self.words.year);
        let recognised = &mut self.recognised;
        recognised.township = recognised.township.take().or_else(|| context.title.township.clone());
        recognised.year = recognised.year.or(context.title.year);
        let kind = table.judged.kind;
        let uses_columns = matches!(kind, Kind::Roster | Kind::Ledger | Kind::Card | Kind::Matrix | Kind::Decisions);
        let complete = if uses_columns {
            let (problems, complete) = check_columns(sheet, table, &form, &self.words, context.member.is_some());
            recognised.diagnostics.extend(problems);
            complete
        } else {
            true
        };
        let rows = if complete { data_rows(sheet, table, &form) } else { Vec::new() };
        let mut shelf = Shelf::new(context.branch.clone(), form.row(form.header));
        match kind {
            Kind::Roster => {
                let (members, problems) = read_roster(&rows, &form, self.rules);
                recognised.diagnostics.extend(problems);
                shelf.members = members;
            }
            Kind::Ledger | Kind::Card | Kind::Matrix => {
                let is_events = kind != Kind::Matrix
                    && table.judged.figures().next().is_none()
                    && (kind == Kind::Ledger || form.columns.contains_key(&Field::Date));
                shelf.is_ledger = is_events;
                shelf.lines = if is_events {
                    read_ledger(&rows, &context, kind, self.rules)
                } else {
                    read_grid(&rows, &table.judged, &context, self.rules)
                };
                if complete {
                    shelf.others = self.people_of(&rows, table, &context);
                }
            }
            Kind::Decisions => {
                let (decisions, problems) = read_decisions(&rows, &form, context.branch.as_deref());
                self.recognised.decisions.extend(decisions);
                self.recognised.diagnostics.extend(problems);
            }
            _ => {
                self.recognised.diagnostics.extend(not_counted(sheet, table, &form));
                shelf.others = self.people_of(&rows, table, &context);
            }
        }
        self.recognised.diagnostics.extend(hidden_parts(sheet, table, &form));
        self.recognised.tables.push(TableRead {
            kind,
            sheet: Arc::clone(&sheet.name),
            header: CellRange::new(
                CellRef::new(*table.band.rows.start(), form.extent.0),
                CellRef::new(form.header, form.extent.1),
            ),
            confidence: if table.pin.is_some() { 100 } else { table.judged.confidence() },
            rows: if kind == Kind::Card { usize::from(!rows.is_empty()) } else { rows.len() },
        });
        self.shelves.push(shelf);
    }

    /// The members that a table other than a roster lists: one a row, one a column, or the one it is about.
    fn people_of(&self, rows: &[Row<'_>], table: &Table, context: &Context) -> Vec<Listed> {
        let form = &context.form;
        if let Some(named) = &context.member {
            let heads = table.judged.grid.iter().filter_map(|column| match &column.about {
                About::Member(name) => Some((name.clone(), CellRef::new(form.header, column.col))),
                _ => None,
            });
            let mut people: Vec<(String, CellRef)> = heads.collect();
            if people.is_empty() && table.judged.kind == Kind::Card {
                people.push((named.name.clone(), named.at.unwrap_or(CellRef::new(form.header, form.extent.0))));
            }
            let listed = people.into_iter().map(|(name, at)| {
                let id = named.code.clone().unwrap_or_default();
                Listed { member: Member::named(name, id, form.at(at)), branch: None }
            });
            return listed.collect();
        }
        read_roster(rows, form, self.rules).0
    }

    /// A sheet that only shows how to fill in the others is read where no other sheet has such a table.
    fn read_example<'s>(&mut self, sheet: &'s Sheet, strangers: &mut Vec<&'s Sheet>) {
        let tables = self.tables_of(sheet, &BTreeSet::new());
        if tables.is_empty() && !lists_items(sheet, self.rules) {
            strangers.push(sheet);
        }
        for table in &tables {
            if self.recognised.tables.iter().any(|other| other.kind == table.judged.kind) {
                let message = format!("工作表「{}」看名称是填写说明或样例，里面的内容没有使用。", sheet.name);
                let diagnostic = L103.says(message).in_sheet(&self.file, &sheet.name).found(&sheet.name);
                self.recognised.diagnostics.push(diagnostic.advise("确是登记表的，请改一个工作表名称。"));
                return;
            }
            self.read(sheet, table);
        }
    }

    fn finish(self, strangers: &[&Sheet]) -> Recognised {
        let Self { file, hints, shelves, mut recognised, .. } = self;
        let (parts, problems) = divide(shelves, hints.township.as_deref());
        recognised.parts = parts;
        recognised.diagnostics.extend(problems);
        let counts = |table: &TableRead| {
            matches!(
                table.kind,
                Kind::Roster | Kind::Ledger | Kind::Matrix | Kind::Card | Kind::Attendance | Kind::Decisions
            )
        };
        let is_blank = |sheet: &&Sheet| sheet.cells().is_empty();
        if recognised.tables.is_empty() && !recognised.pins.is_empty() && strangers.iter().all(is_blank) {
            // The township said of each sheet that it is none of ours, or what is wrong was told.
            return recognised;
        }
        if !recognised.tables.iter().any(counts) {
            let message = "这个文件里没有找到花名册，也没有找到积分登记。";
            recognised.diagnostics.push(L101.says(message).in_file(&file));
            return recognised;
        }
        recognised.diagnostics.extend(strangers.iter().map(|sheet| stranger(sheet, &file)));
        let gives_points = |table: &TableRead| matches!(table.kind, Kind::Ledger | Kind::Matrix | Kind::Card);
        if recognised.tables.iter().any(gives_points) {
            // Beside a table that gives points, sums are a courtesy.
            for diagnostic in recognised.diagnostics.iter_mut().filter(|diagnostic| diagnostic.code.id == L111.id) {
                diagnostic.severity = Severity::Note;
            }
        }
        if recognised.is_bare() {
            let message = "这个文件里的花名册和积分登记只有表头，一行内容也没有。";
            let advice = "发错了文件的，请换成填好的那一份；还没有填的，填好再报。";
            recognised.diagnostics.push(L101.says(message).in_file(&file).advise(advice));
        }
        recognised
    }
}

impl Recognised {
    /// Whether its forms are in order and nobody has filled them in.
    fn is_bare(&self) -> bool {
        let is_wrong = self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        let only_decisions = self.tables.iter().all(|table| table.kind == Kind::Decisions);
        self.is_empty() && self.decisions.is_empty() && !is_wrong && !only_decisions
    }
}

/// The rows of a table that hold data.
pub fn data_rows<'a>(sheet: &'a Sheet, table: &Table, form: &FormPlace) -> Vec<Row<'a>> {
    let people: Vec<Field> = [Field::Name].into_iter().chain(roster::ABOUT).collect();
    let (fields, proof): (&[Field], &[Field]) = match table.judged.kind {
        Kind::Ledger | Kind::Card => (&ledger::FIELDS, &ledger::PROOF),
        Kind::Decisions => (&decisions::FIELDS, &decisions::FIELDS),
        _ => (&people, &roster::PROOF),
    };
    let rows = sorted_rows(sheet, table, form, fields, proof);
    rows.into_iter().filter(|(_, row_use)| *row_use == RowUse::Data).map(|(row, _)| row).collect()
}

/// What is said of a table that was recognised and gives no points.
fn not_counted(sheet: &Sheet, table: &Table, form: &FormPlace) -> Option<Diagnostic> {
    let kind = table.judged.kind;
    let place = form.row(form.header);
    if kind == Kind::Summary {
        // Sums by months would have been points, had they said of what.
        let (message, severity) = if table.judged.figures().next().is_some() {
            ("只有各月、各季度的合计，看不出是哪个项目的分，没有用来计分。", Severity::Error)
        } else {
            ("是汇总表，没有用来计分。", Severity::Warning)
        };
        return Some(L111.says(format!("工作表「{}」{message}", sheet.name)).at(place).as_severity(severity));
    }
    let message = format!("工作表「{}」是{}，办法没有说怎样按它计分，这张表没有计入。", sheet.name, kind.title());
    Some(L110.says(message).at(place))
}

/// What is hidden in a table is read as if it were not, and said.
fn hidden_parts(sheet: &Sheet, table: &Table, form: &FormPlace) -> Option<Diagnostic> {
    let rows: Vec<u32> =
        sheet.rows().filter(|row| row.hidden && table.rows.contains(&row.number)).map(|row| row.number).collect();
    let cols: Vec<u32> = table.cols.clone().filter(|col| sheet.is_hidden_col(*col)).collect();
    let mut parts = Vec::new();
    if sheet.hidden {
        parts.push("整张工作表".to_owned());
    }
    if let Some(list) = listed(rows.iter().map(|row| (row + 1).to_string())) {
        parts.push(format!("第 {list} 行"));
    }
    if let Some(list) = listed(cols.iter().map(|col| CellRef::new(0, *col).column_letters())) {
        parts.push(format!("{list} 栏"));
    }
    if parts.is_empty() {
        return None;
    }
    let message = format!("工作表「{}」有隐藏的内容（{}），已照常读取。", sheet.name, parts.join("、"));
    let at = match (rows.first(), cols.first()) {
        (Some(row), _) => form.row(*row),
        (None, Some(col)) => form.at(CellRef::new(form.header, *col)),
        (None, None) => form.row(form.header),
    };
    Some(L109.says(message).at(at))
}

/// A few, and that there are more.
fn listed(mut items: impl Iterator<Item = String>) -> Option<String> {
    let first: Vec<String> = items.by_ref().take(8).collect();
    let more = items.count();
    match (first.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(first.join("、")),
        (false, more) => Some(format!("{} 等 {}", first.join("、"), first.len() + more)),
    }
}

/// Whether a sheet is the rulebook's own list of items, as templates have it: each row begins with the number of
/// another one, and most of them are there.
pub fn lists_items(sheet: &Sheet, rules: &RuleSet) -> bool {
    let mut listed = BTreeSet::new();
    for first in sheet.rows().filter_map(|row| row.cells.first()) {
        match rules.find_item(Some(&compact(&super::cells::shown(first))), None) {
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
