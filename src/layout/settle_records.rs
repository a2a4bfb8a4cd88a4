//! Records of declared tables, against the roster and the period: whose they are, what an empty cell means, which signs are
//! entries, and who is missing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::codes::{L114, V302, V306, V307};
use super::kind::Kind;
use super::ledger::Line;
use super::people::{Home, settle_lines};
use super::records::{DeclaredTable, RecordLine};
use crate::model::{
    CellRef, Diagnostic, Entry, Field, Held, ItemMention, Member, Period, Record, RecordField, Source, StepTaken,
    Tells, When, Whose,
};
use crate::rules::{Rows, RuleSet, Table, TableLayout};

/// What the records of a branch come to once its roster is known.
#[derive(Debug, Default)]
pub struct SettledRecords {
    /// The records whose member is known, and those of tables as a whole.
    pub records: Vec<Record>,
    /// The entries that signs are.
    pub entries: Vec<Entry>,
    /// Which tables have a row for which members.
    pub listed: BTreeSet<(usize, usize)>,
    /// What is wrong with rows.
    pub problems: Vec<Diagnostic>,
}

/// Finds the members of the rows, what an empty cell means for them, and the entries that signs are.
#[must_use]
pub fn settle_records(roster: &[Member], lines: Vec<RecordLine>, rules: &RuleSet, home: Home<'_>) -> SettledRecords {
    let mut settled = SettledRecords::default();
    let mut seen: HashMap<Key, Source> = HashMap::new();
    let whose = members_of(roster, &lines, home);
    for (mut line, (member, unknown)) in lines.into_iter().zip(whose) {
        let name = Some(line.named.name.clone()).filter(|name| !name.is_empty());
        if !unknown.is_empty() {
            let problems = unknown.into_iter().chain(line.problems);
            settled.problems.extend(problems.map(|problem| problem.of_member(&line.named.name)));
            continue;
        }
        let named = |problem: Diagnostic| match &name {
            Some(name) => problem.of_member(name),
            None => problem,
        };
        settled.problems.extend(line.problems.into_iter().map(named));
        let Some(first) = line.records.first() else { continue };
        let Some(table) = rules.tables.get(first.table) else { continue };
        settled.listed.extend(member.map(|member| (first.table, member)));
        if let Some(key) = key_of(first, member, table) {
            let place = first.form.cell(first.row, Field::Name);
            if let Some(earlier) = seen.get(&key) {
                settled.problems.push(named(listed_again(earlier, place, name.as_deref(), table)));
                continue;
            }
            seen.insert(key, place);
        }
        for record in &mut line.records {
            if let Whose::Member(who, _) = &mut record.of {
                *who = member;
            }
            fill_blank(record, member.and_then(|member| roster.get(member)), table);
            settled.entries.extend(entry_of(record, table, &line.steps));
        }
        settled.records.append(&mut line.records);
    }
    settled
}

/// What tells the rows of a table apart.
type Key = (usize, Option<(Arc<str>, Arc<str>, u32)>, Option<usize>, Vec<String>);

/// What may be there once: a member in a form of attendance, else a member with the keys of the row in the whole branch.
fn key_of(record: &Record, member: Option<usize>, table: &Table) -> Option<Key> {
    let keys: Vec<String> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.key)
        .map(|(index, _)| record.value(RecordField::Column(index)).map(|held| format!("{held:?}")))
        .collect::<Option<_>>()?;
    match (table.rows, table.layout) {
        (Rows::OneEach, _) if member.is_none() => None,
        (Rows::OneEach, TableLayout::Attendance) => {
            let form = &record.form;
            Some((record.table, Some((Arc::clone(&form.file), Arc::clone(&form.sheet), form.header)), member, keys))
        }
        (Rows::OneEach, _) => Some((record.table, None, member, keys)),
        _ => (!keys.is_empty()).then_some((record.table, None, member, keys)),
    }
}

fn listed_again(earlier: &Source, place: Source, name: Option<&str>, table: &Table) -> Diagnostic {
    let is_near = (&earlier.file, &earlier.sheet) == (&place.file, &place.sheet);
    let other = if is_near { earlier.cells.to_string() } else { earlier.to_string() };
    let keys: Vec<&str> = table.keys().map(|column| column.title.as_str()).collect();
    let what = match (name, keys.as_slice()) {
        (Some(name), []) => name.to_owned(),
        (Some(name), keys) => format!("{name}同样的{}", keys.join("、")),
        (None, keys) => format!("同样的{}", keys.join("、")),
    };
    V306.says(format!("{what}在「{}」里写了两行（另一处是 {other}），只用了前一行。", table.title)).at(place)
}

/// The members of the rows, found as those of a ledger's lines are, with what is wrong where one is not.
fn members_of(roster: &[Member], lines: &[RecordLine], home: Home<'_>) -> Vec<(Option<usize>, Vec<Diagnostic>)> {
    let named = lines.iter().map(|line| {
        line.records.first().filter(|_| !line.named.name.is_empty()).map(|first| {
            let entry = Entry { col: None, ..blank_entry(first, &line.named.name) };
            Line { entry, named: line.named.clone(), branch: None, kind: Kind::Attendance, formula: false }
        })
    });
    let named: Vec<Option<Line>> = named.collect();
    let is_named: Vec<bool> = named.iter().map(Option::is_some).collect();
    let mut settled = settle_lines(roster, named.into_iter().flatten().collect(), home).into_iter();
    let whose = |is_named: bool| match is_named.then(|| settled.next()).flatten() {
        Some(entry) => (entry.member, if entry.member.is_some() { Vec::new() } else { entry.problems }),
        None => (None, Vec::new()),
    };
    is_named.into_iter().map(whose).collect()
}

fn blank_entry(record: &Record, name: &str) -> Entry {
    Entry {
        form: Arc::clone(&record.form),
        row: record.row,
        col: record.col,
        tells: Tells::Event,
        when: record.when,
        registered: None,
        member: None,
        written_name: name.into(),
        item: ItemMention::Missing,
        quantity: 1,
        has_quantity: false,
        level: "".into(),
        stated: None,
        has_stated: false,
        matter: "".into(),
        steps: Vec::new(),
        evidence: None,
        own: Vec::new(),
        problems: Vec::new(),
    }
}

/// An empty cell means what the table says; another thing where the member was not there.
fn fill_blank(record: &mut Record, member: Option<&Member>, table: &Table) {
    let is_away = match (member, record.when) {
        (Some(member), Some(when)) => !was_there(member, when),
        _ => false,
    };
    let means = table.away.filter(|_| is_away).or(table.empty);
    for value in record.values.iter_mut().filter(|value| value.held == Held::Blank) {
        if let Some(sign) = means {
            value.held = Held::Sign(sign);
        }
    }
}

/// Whether a member was on the roster on any of the days.
fn was_there(member: &Member, when: When) -> bool {
    let days = when.from().iter_days().take_while(|day: &NaiveDate| *day <= when.to());
    days.into_iter().any(|day| member.is_present_on(day) || member.died == Some(day))
}

/// The entry that a sign is.
fn entry_of(record: &Record, table: &Table, steps: &[StepTaken]) -> Option<Entry> {
    let value = record.values.iter().find(|value| matches!(value.held, Held::Sign(_)))?;
    let Held::Sign(sign) = value.held else { return None };
    let enters = table.sign(sign)?.enters.as_ref()?;
    let Whose::Member(member, name) = &record.of else { return None };
    let day = || {
        record.values.iter().find_map(|value| match value.held {
            Held::Day(day) => Some(When::Day(day)),
            Held::Span(period) => Some(When::Span(period)),
            _ => None,
        })
    };
    Some(Entry {
        row: value.at.row,
        col: Some(value.at.col),
        member: *member,
        when: record.when.or_else(day),
        item: ItemMention::Known(enters.item),
        level: enters.level.as_str().into(),
        steps: steps.to_vec(),
        ..blank_entry(record, name)
    })
}

/// Sets aside what is of another period, and tells which cells are empty in the rest.
#[must_use]
pub fn records_of_period(
    records: Vec<Record>,
    entries: &mut Vec<Entry>,
    rules: &RuleSet,
    period: &Period,
) -> (Vec<Record>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut told: BTreeSet<Source> = BTreeSet::new();
    let mut others: BTreeSet<(Source, CellRef)> = BTreeSet::new();
    let (kept, outside): (Vec<Record>, Vec<Record>) =
        records.into_iter().partition(|record| record.when.is_none_or(|when| when.is_within(period)));
    for record in &outside {
        let place = place_of_time(record);
        for value in &record.values {
            others.insert((record.form.at(value.at), value.at));
        }
        if let Some(when) = record.when.filter(|_| told.insert(place.clone())) {
            let message = format!("{when} 不在本期（{} 至 {}）之内，没有使用。", period.from(), period.to());
            problems.push(V307.says(message).at(place).found(&when.to_string()));
        }
    }
    entries.retain(|entry| {
        let at = CellRef::new(entry.row, entry.col.unwrap_or_default());
        entry.col.is_none() || !others.contains(&(entry.form.at(at), at))
    });
    problems.extend(empty_cells(&kept, rules));
    problems.extend(kept.iter().flat_map(|record| {
        record.problems.iter().cloned().map(|problem| match &record.of {
            Whose::Member(_, name) => problem.of_member(&**name),
            Whose::Table => problem,
        })
    }));
    (kept, problems)
}

/// The cell that says when a record was.
fn place_of_time(record: &Record) -> Source {
    let is_time = |held: &Held| matches!(held, Held::Day(_) | Held::Span(_));
    let of_time = record.values.iter().find(|value| is_time(&value.held) && record.when.is_some());
    of_time.map_or_else(|| record.source(), |value| record.form.at(value.at))
}

/// The cells without a sign: each, or the whole column where nobody has one.
fn empty_cells(records: &[Record], rules: &RuleSet) -> Vec<Diagnostic> {
    let mut columns: BTreeMap<Source, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| record.col.is_some()) {
        columns.entry(place_of_time(record)).or_default().push(record);
    }
    let is_blank = |record: &&Record| record.value(RecordField::Sign) == Some(&Held::Blank);
    let mut problems = Vec::new();
    for (place, column) in columns {
        if column.len() > 1 && column.iter().all(is_blank) {
            let title =
                column.first().and_then(|record| rules.tables.get(record.table)).map_or("", |table| &table.title);
            let message = format!("「{title}」的这一栏，每个人都空着。");
            let advice = "还没有开的会、没有到的月份，请删去这一栏；已经有的，请逐人补填记号。";
            problems.push(V302.says(message).advise(advice).at(place));
            continue;
        }
        for record in column.into_iter().filter(is_blank) {
            let Whose::Member(_, name) = &record.of else { continue };
            let when = record.when.map(|when| when.to_string()).unwrap_or_default();
            let message = format!("{name} {when} 的一格空着，不知道是什么情况，这一格没有计。");
            problems.push(V302.says(message).at(record.source()).of_member(&**name));
        }
    }
    problems
}

/// The members counted who have no row in a table that has to list them: one problem for each table.
#[must_use]
pub fn lacking_members(
    roster: &[Member],
    listed: &BTreeSet<(usize, usize)>,
    found: &[DeclaredTable],
    rules: &RuleSet,
    day: NaiveDate,
) -> Vec<Diagnostic> {
    let counted: Vec<(usize, &Member)> =
        roster.iter().enumerate().filter(|(_, member)| member.is_present_on(day)).collect();
    let required = rules.tables.iter().enumerate().filter(|(_, table)| table.required);
    required
        .filter_map(|(index, table)| {
            let mine = || found.iter().filter(|found| found.table == index);
            if mine().any(|found| !found.complete) {
                return None;
            }
            let absent = counted.iter().filter(|(who, _)| !listed.contains(&(index, *who)));
            let names: Vec<String> = absent.map(|(_, member)| member.listed_name()).collect();
            if names.is_empty() {
                return None;
            }
            let title = &table.title;
            Some(match mine().next() {
                Some(found) => {
                    let message = format!("「{title}」里没有{}，共 {} 人。", names.join("、"), names.len());
                    L114.says(message).at(found.place.clone())
                }
                None => {
                    let message = format!("没有「{title}」：{}，共 {} 人都没有。", names.join("、"), names.len());
                    let advice = format!("请把「{title}」放进支部的工作簿，工作表名称写「{title}」，一并报来。");
                    let diagnostic = L114.says(message).advise(advice);
                    match roster.first() {
                        Some(member) => diagnostic.in_file(&member.source.file),
                        None => diagnostic,
                    }
                }
            })
        })
        .collect()
}
