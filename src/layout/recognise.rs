//! The tables of a workbook, and what they hold.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::account::{SheetAccount, TableUse, Use};
use super::claims::Claims;
use super::codes::{L101, L103, L111};
use super::columns_read::columns_read;
use super::context::Context;
use super::date_forms::odd_dates;
use super::decisions::read_decisions;
use super::evidence::Evidence;
use super::form::check_columns;
use super::grid::read_grid;
use super::heading::Dictionaries;
use super::judge::Surroundings;
use super::judged::About;
use super::kind::Kind;
use super::lacking_columns::{lacking_columns, spare_idle_ledgers};
use super::ledger::read_ledger;
use super::naming::name_parts;
use super::nearest::Nearest;
use super::parts::{Shelf, divide};
use super::pinned::{Pinned, pin_tables};
use super::recognised::{Hints, Recognised, TableRead};
use super::records::{DeclaredTable, read_records};
use super::remarks::{hidden_parts, is_instructions, lists_items, not_counted, nothing_found, stranger};
use super::roster::{Listed, read_roster};
use super::rows::is_example_name;
use super::table_rows::{data_rows, rows_with_use};
use super::tables::{Table, find_tables};
use crate::model::text::person;
use crate::model::{CellRange, CellRef, Diagnostic, Field, FormPlace, Member, Severity};
use crate::rules::{Rows, RuleSet};
use crate::workbook::codes::BEYOND;
use crate::workbook::{Row, Sheet, Workbook, marks};

/// Reads the tables of a workbook.
#[must_use]
pub fn recognise(workbook: &Workbook, rules: &RuleSet, hints: &Hints) -> Recognised {
    let file = Arc::clone(&workbook.original.shown);
    let sheets = || workbook.sheets.iter().filter(|sheet| !marks::is_sheet_name(&sheet.name));
    let claims = Claims::of(workbook);
    let year = hints.year.or_else(|| claims.year());
    let words = Dictionaries::new(&hints.columns, rules, year);
    let mut reading =
        Reading { file, rules, hints, words, shelves: Vec::new(), uses: Vec::new(), recognised: Recognised::default() };
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
        let unnamed = |table: &Table| !table.judged.fields.contains_key(&Field::Name);
        let is_open = tables.is_empty()
            || tables.iter().any(unnamed)
            || tables.iter().any(turned)
            || members.contains(&person(&sheet.name));
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
    reading.account(workbook, &strangers);
    reading.recognised.year = reading.recognised.year.or(year);
    reading.recognised.claims = claims;
    reading.finish(&strangers)
}

/// No branch enters so many lines in a year; what has more is no honest workbook.
const MOST_LINES: usize = 50_000;

/// A workbook while it is read.
struct Reading<'a> {
    file: Arc<str>,
    rules: &'a RuleSet,
    hints: &'a Hints,
    words: Dictionaries<'a>,
    shelves: Vec<Shelf>,
    uses: Vec<TableUse>,
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
            let rows = data_rows(&rows_with_use(sheet, table, &form));
            read_roster(&rows, &form, self.rules).0
        });
        listed.flat_map(|listed| listed.member.names().collect::<Vec<String>>()).collect()
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
        let complete = if uses_columns || table.judged.declared.is_some() {
            let (problems, complete) = check_columns(sheet, table, &form, &self.words, context.member.is_some());
            recognised.diagnostics.extend(problems);
            complete
        } else {
            true
        };
        let with_use = rows_with_use(sheet, table, &form);
        let rows = if complete { data_rows(&with_use) } else { Vec::new() };
        let columns = columns_read(table);
        let place = recognised.tables.len();
        self.uses.push(TableUse::new(sheet, table, place, &columns, &with_use, complete));
        recognised.diagnostics.extend(odd_dates(&rows, table, &form, self.rules));
        let mut shelf = Shelf::new(context.branch.clone(), form.row(form.header));
        let year_end = context.title.year.and_then(|year| chrono::NaiveDate::from_ymd_opt(year, 12, 31));
        shelf.as_of = context.period.map(|period| period.to()).or(year_end);
        if let Some(index) = table.judged.declared.filter(|_| kind != Kind::Archive) {
            self.read_declared(sheet, table, index, &rows, &context, &mut shelf);
        }
        match kind {
            Kind::Archive => self.recognised.diagnostics.extend(not_counted(sheet, table, &form)),
            _ if table.judged.declared.is_some() => {}
            Kind::Roster => {
                let (members, problems) = read_roster(&rows, &form, self.rules);
                self.recognised.diagnostics.extend(problems);
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
                // Who stands in a ledger is no more than mentioned.
                if complete && kind != Kind::Ledger {
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
        // A table that cannot be read has more to mend than that.
        if complete && (uses_columns || table.judged.declared.is_some()) {
            let lacking = lacking_columns(table, &form, self.rules, &shelf.lines);
            self.recognised.diagnostics.extend(lacking);
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
            columns,
            evidence: Evidence::of(table, &context, self.rules),
        });
        self.shelves.push(shelf);
    }

    /// Reads a table that the rule set declares; where a member has one row in it, it tells who is there.
    fn read_declared(
        &mut self,
        sheet: &Sheet,
        table: &Table,
        index: usize,
        rows: &[Row<'_>],
        context: &Context,
        shelf: &mut Shelf,
    ) {
        let read = read_records(sheet, table, index, rows, context, &self.words);
        self.recognised.diagnostics.extend(read.problems);
        shelf.records = read.lines;
        shelf.declared = Some(DeclaredTable { table: index, place: shelf.place.clone(), complete: read.complete });
        if read.complete && self.rules.tables.get(index).is_some_and(|declared| declared.rows == Rows::OneEach) {
            shelf.others = self.people_of(rows, table, context);
        }
    }

    /// The members that a table other than a roster lists: one a row, one a column, or the one it is about.
    fn people_of(&self, rows: &[Row<'_>], table: &Table, context: &Context) -> Vec<Listed> {
        let form = &context.form;
        let heads = table.judged.grid.iter().filter_map(|column| match &column.about {
            About::Member(name) => Some((name.clone(), CellRef::new(form.header, column.col))),
            _ => None,
        });
        let mut people: Vec<(String, CellRef)> = heads.collect();
        let mut id = String::new();
        if let Some(named) = context.member.as_ref().filter(|_| table.judged.kind == Kind::Card) {
            id = named.naming.code.clone().unwrap_or_default();
            people.push((named.naming.name.clone(), named.at.unwrap_or(CellRef::new(form.header, form.extent.0))));
        }
        if people.is_empty() {
            return read_roster(rows, form, self.rules).0;
        }
        let listed = people.into_iter().map(|(name, at)| {
            let (name, remark, aliases) = name_parts(&name);
            let member = Member { remark, aliases, ..Member::named(name, id.clone(), form.at(at)) };
            Listed { member, branch: None }
        });
        listed.collect()
    }

    /// A sheet that only shows how to fill in the others is read where no other sheet has such a table.
    fn read_example<'s>(&mut self, sheet: &'s Sheet, strangers: &mut Vec<&'s Sheet>) {
        let tables = self.tables_of(sheet, &BTreeSet::new());
        if tables.is_empty() && !lists_items(sheet, self.rules) && !is_instructions(sheet) {
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

    /// Accounts for every cell of the workbook.
    fn account(&mut self, workbook: &Workbook, strangers: &[&Sheet]) {
        let sheets = workbook.sheets.iter().map(|sheet| {
            let tables: Vec<&TableUse> = self.uses.iter().filter(|table| table.sheet == *sheet.name).collect();
            let otherwise = if !tables.is_empty() {
                Use::Outside
            } else if marks::is_sheet_name(&sheet.name) {
                Use::OwnSheet
            } else if strangers.iter().any(|stranger| stranger.name == sheet.name) {
                Use::UnknownSheet
            } else if lists_items(sheet, self.rules) {
                Use::ItemList
            } else {
                Use::ExampleSheet
            };
            SheetAccount::new(sheet, &tables, otherwise)
        });
        self.recognised.account.sheets = sheets.collect();
        let nearest = strangers.iter().map(|sheet| (Arc::clone(&sheet.name), Nearest::on(sheet, &self.words)));
        self.recognised.strangers = nearest.collect();
        let figures = self.recognised.account.sheets.iter().filter_map(|sheet| sheet.figures_passed_over(&self.file));
        self.recognised.diagnostics.extend(figures);
    }

    fn finish(self, strangers: &[&Sheet]) -> Recognised {
        let Self { file, hints, mut shelves, mut recognised, .. } = self;
        let lines: usize = shelves.iter().map(|shelf| shelf.lines.len() + shelf.records.len()).sum();
        if lines > MOST_LINES {
            let message = format!("「{file}」里有 {lines} 条登记，多于 {MOST_LINES} 条，没有读取。");
            recognised.diagnostics = vec![BEYOND.says(message).in_file(&file)];
            recognised.decisions.clear();
            shelves.clear();
        }
        spare_idle_ledgers(&mut recognised);
        let (parts, problems) = divide(shelves, hints.township.as_deref());
        recognised.parts = parts;
        recognised.diagnostics.extend(problems);
        let counts = |table: &TableRead| {
            matches!(
                table.kind,
                Kind::Roster
                    | Kind::Ledger
                    | Kind::Matrix
                    | Kind::Card
                    | Kind::Attendance
                    | Kind::Decisions
                    | Kind::Archive
            )
        };
        let is_blank = |sheet: &&Sheet| sheet.cells().is_empty();
        if recognised.tables.is_empty() && !recognised.pins.is_empty() && strangers.iter().all(is_blank) {
            // The township said of each sheet that it is none of ours, or what is wrong was told.
            return recognised;
        }
        let declared = recognised.parts.iter().any(|part| !part.declared.is_empty());
        if !declared && !recognised.tables.iter().any(counts) {
            recognised.diagnostics.retain(|diagnostic| diagnostic.code.id != L111.id);
            let only_sums = recognised.tables.iter().any(|table| table.kind == Kind::Summary);
            recognised.diagnostics.push(nothing_found(only_sums, &recognised.claims).in_file(&file));
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
            let message = "这是没有填过的空白表：花名册和积分登记只有表头，一行内容也没有。";
            let advice = "发错了文件的，请换成填好的那一份；还没有填的，填好再报。";
            // That says all of declared tables too, in which nobody has written the days yet.
            let entered =
                |kind: Kind| matches!(kind, Kind::Roster | Kind::Ledger | Kind::Matrix | Kind::Card | Kind::Decisions);
            let waiting: BTreeSet<Arc<str>> = recognised
                .tables
                .iter()
                .filter(|table| !entered(table.kind))
                .map(|table| Arc::clone(&table.sheet))
                .collect();
            let matters = |diagnostic: &Diagnostic| {
                diagnostic.severity > Severity::Note
                    || diagnostic.sheet.as_ref().is_none_or(|sheet| !waiting.contains(sheet))
            };
            recognised.diagnostics.retain(matters);
            recognised.parts.clear();
            recognised.diagnostics.push(L101.says(message).in_file(&file).advise(advice));
        }
        recognised
    }
}
