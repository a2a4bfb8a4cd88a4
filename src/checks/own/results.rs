//! What a rule set asks of members, records and branches once the points are known.

use super::codes::{E405, E406, E409, E410, S202, S203};
use super::said;
use crate::checks::Book;
use crate::layout::cell_of_name;
use crate::model::{Diagnostic, Held, Member, Period, Record, RecordField, RecordValue, Severity, Source};
use crate::rules::{Alert, Looked, Node, OwnCheck, RuleSet};
use crate::scoring::{AlertFound, Finding, Frame, LineState, Listed, Months, RUN, Reckoning, View, valid_changes};

/// What the rule set's checks and special cases say.
pub fn run(book: &Book<'_>, reckonings: &[Reckoning]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for own in reckonings {
        let Some(member) = book.roster.get(own.member) else { continue };
        let is_counted = member.is_present_on(book.period.to());
        if is_counted {
            let told = own.findings.iter().filter(|finding| !is_told_at_a_line(book, own, finding));
            found.extend(told.map(|finding| of_case(book.rules, finding, member)));
            found.extend(lacking(book.rules, own, member));
        }
        found.extend(contradicting_changes(book, own.member, member));
        for check in book.rules.checks.iter().filter(|check| check.on == Looked::Member) {
            if is_counted || check.of_all {
                found.extend(of_member(book, reckonings, own, check, member));
            }
        }
    }
    for check in &book.rules.checks {
        match check.on {
            Looked::Branch => found.extend(of_branch(book, reckonings, check)),
            Looked::Record => found.extend(of_records(book, reckonings, check)),
            Looked::Entry | Looked::Member => {}
        }
    }
    found.extend(unsettled(book, reckonings));
    found.extend(off_the_roster(book, reckonings));
    found
}

/// Signs of months that do not count for their member; a sign that says so itself is none.
fn off_the_roster(book: &Book<'_>, everyone: &[Reckoning]) -> Vec<Diagnostic> {
    if book.rules.presence.as_ref().is_none_or(|presence| !presence.months) {
        return Vec::new();
    }
    let says = |record: &Record| {
        let away = book.rules.tables.get(record.table)?.away;
        let is_sign = record.values.iter().any(|value| matches!(value.held, Held::Sign(sign) if Some(sign) != away));
        let (when, own) = record.when.zip(record.member().and_then(|member| everyone.get(member)))?;
        let (run, member) = own.frames.first().zip(book.roster.get(own.member))?;
        if !is_sign || run.holds(when) {
            return None;
        }
        let message = format!("{} {when} 不在这名党员在册的月份，这一格没有计。", member.name);
        Some(E406.says(message).at(record.source()).of_member(&member.name))
    };
    book.scene.records.iter().filter_map(says).collect()
}

/// Whether what an item lacks was entered and is in error: that is told at the line.
fn is_told_at_a_line(book: &Book<'_>, own: &Reckoning, finding: &Finding) -> bool {
    let Node::Item(item) = finding.node else { return false };
    let mine = own.lines.iter().filter(|line| line.item == item && line.when.is_within(&book.period));
    finding.severity == Severity::Error && mine.into_iter().any(|line| line.state == LineState::Excluded)
}

fn of_case(rules: &RuleSet, finding: &Finding, member: &Member) -> Diagnostic {
    let code = if finding.severity == Severity::Error || finding.lacks { &E405 } else { &S203 };
    let period =
        if finding.period.window() == rules.settles { String::new() } else { format!("（{}）", finding.period) };
    let message = format!("{}的{}{period}：{}。", member.name, rules.title_of(finding.node), finding.says);
    code.says(message).as_severity(finding.severity).at(cell_of_name(member)).of_member(&member.name)
}

/// Computed points that could not be told, where no special case speaks of them.
fn lacking(rules: &RuleSet, own: &Reckoning, member: &Member) -> Vec<Diagnostic> {
    let mut lacking = Vec::new();
    for (at, frame) in own.frames.iter().enumerate().filter(|(_, frame)| frame.is_period || frame.is_run) {
        let has_spoken = |node: Node| own.findings.iter().any(|finding| finding.node == node);
        let items = (0..rules.items.len()).filter(|item| own.item(at, *item).is_some_and(|points| points.missing));
        let categories = rules.categories.iter().enumerate().filter(|(index, category)| {
            let points = own.category(at, *index);
            category.computed.is_some() && points.is_some_and(|points| points.value.is_none() && !points.exempt)
        });
        let nodes = items.map(Node::Item).chain(categories.map(|(index, _)| Node::Category(index)));
        for node in nodes.filter(|node| !has_spoken(*node)) {
            let period = if own.frames.len() == 1 { String::new() } else { format!("（{}）", frame.period) };
            let message = format!("{}的{}{period}没有可以计算的数。", member.name, rules.title_of(node));
            lacking.push(E405.says(message).at(cell_of_name(member)).of_member(&member.name));
        }
    }
    lacking
}

/// Changes of class that do not fit each other or the roster.
fn contradicting_changes(book: &Book<'_>, index: usize, member: &Member) -> Option<Diagnostic> {
    let changes = book.rules.classes.as_ref()?.changes.as_ref()?;
    if valid_changes(&book.scene, index).is_some() {
        return None;
    }
    let mut mine = book.scene.index.records.get(index)?.iter().filter_map(|at| book.scene.records.get(*at));
    let last = mine.rfind(|record| record.table == changes.found.0)?;
    let message = format!("{}换过的类别前后不接，或与花名册的类别不一致，全年按花名册的类别计算。", member.name);
    Some(E410.says(message).at(last.source()).of_member(&member.name))
}

fn of_member(
    book: &Book<'_>,
    everyone: &[Reckoning],
    own: &Reckoning,
    check: &OwnCheck,
    member: &Member,
) -> Vec<Diagnostic> {
    let frames = own.frames.iter().enumerate().filter(|(at, frame)| match check.each_period {
        true => frame.is_period,
        false => *at == RUN,
    });
    let views = frames.map(|(at, _)| View::of_member(&book.scene, everyone, own, at));
    let held = views.filter(|view| view.holds(&check.when));
    let place = row_in(book, own.member, &check.at).unwrap_or_else(|| cell_of_name(member));
    held.map(|view| said(check, &view).at(place.clone()).of_member(&member.name)).collect()
}

/// The member's row in the table with this id.
fn row_in(book: &Book<'_>, member: usize, table: &str) -> Option<Source> {
    let table = book.rules.tables.iter().position(|own| own.id == table)?;
    let mine = book.scene.index.records.get(member)?.iter().filter_map(|at| book.scene.records.get(*at));
    mine.filter(|record| record.table == table).map(Record::source).next()
}

fn of_branch(book: &Book<'_>, everyone: &[Reckoning], check: &OwnCheck) -> Vec<Diagnostic> {
    let at = |diagnostic: Diagnostic| at_table(book, &check.at, diagnostic);
    let whole = View::of_branch(&book.scene, everyone);
    if !check.each_period {
        return whole.holds(&check.when).then(|| at(said(check, &whole))).into_iter().collect();
    }
    let mut found = Vec::new();
    for period in book.period.parts(book.rules.settles) {
        let frame = Frame {
            period,
            months: Months::of(&period),
            class: None,
            parts: Vec::new(),
            is_run: false,
            is_period: true,
        };
        let view = whole.in_frame(&frame);
        if view.holds(&check.when) {
            found.push(at(said(check, &view)));
        }
    }
    found
}

/// Marks what `table` or `table.label` means: the sheet, or the label above it; where there is nothing of the kind, the file.
fn at_table(book: &Book<'_>, at: &str, diagnostic: Diagnostic) -> Diagnostic {
    let (table, label) = at.split_once('.').map_or((at, None), |(table, label)| (table, Some(label)));
    let index = book.rules.tables.iter().position(|known| known.id == table);
    let mut records = book.scene.records.iter().filter(|record| Some(record.table) == index);
    let first = records.clone().next();
    let field = label.and_then(|label| {
        let mut labels = book.rules.tables.get(index?)?.labels.iter();
        labels.position(|known| known.id == label).map(RecordField::Label)
    });
    let labelled = |record: &Record| {
        let is_label = |value: &&RecordValue| matches!(value.of, RecordField::Label(_));
        let mine = || record.values.iter().find(|value| Some(value.of) == field);
        // A label that is not there is told at the others.
        let cell = mine().or_else(|| record.values.iter().find(is_label))?.at;
        Some(record.form.at(cell))
    };
    match (first, label.and_then(|_| records.find_map(labelled))) {
        (_, Some(place)) => diagnostic.at(place),
        (Some(record), None) => diagnostic.in_sheet(&record.form.file, &record.form.sheet),
        (None, None) => match book.roster.first() {
            Some(member) => diagnostic.in_file(&member.source.file),
            None => diagnostic,
        },
    }
}

/// The sheet of the roster, at its first row.
fn first_cell(member: &Member) -> Source {
    cell_of_name(member)
}

fn of_records(book: &Book<'_>, everyone: &[Reckoning], check: &OwnCheck) -> Vec<Diagnostic> {
    let records = book.scene.records.iter().filter(|record| check.found.contains(&record.table));
    let mut found = Vec::new();
    for record in records {
        let own = record.member().and_then(|member| everyone.get(member));
        let base = match own {
            Some(own) => {
                let at = record.when.and_then(|when| own.frames.iter().rposition(|frame| frame.holds(when)));
                View::of_member(&book.scene, everyone, own, at.unwrap_or(RUN))
            }
            None => View::of_branch(&book.scene, everyone),
        };
        let view = base.at_record(record);
        if view.holds(&check.when) {
            let name = record.member().and_then(|member| book.roster.get(member)).map(|member| &member.name);
            let diagnostic = said(check, &view).at(cell_of(book.rules, record, &check.at));
            found.push(name.map_or(diagnostic.clone(), |name| diagnostic.of_member(name)));
        }
    }
    found
}

/// The cell of a record that a check marks.
fn cell_of(rules: &RuleSet, record: &Record, at: &str) -> Source {
    let table = rules.tables.get(record.table);
    let field =
        table.and_then(|table| table.columns.iter().position(|column| column.id == at)).map(RecordField::Column);
    let label = || table?.labels.iter().position(|column| column.id == at).map(RecordField::Label);
    let place =
        |field: RecordField| record.values.iter().find(|value: &&RecordValue| value.of == field).map(|value| value.at);
    field.or_else(label).and_then(place).map_or_else(|| record.source(), |cell| record.form.at(cell))
}

/// Settled periods of which the branch has nothing to settle.
fn unsettled(book: &Book<'_>, everyone: &[Reckoning]) -> Vec<Diagnostic> {
    let Some(settled) = book.rules.year.as_ref().and_then(|year| year.settled.as_ref()) else { return Vec::new() };
    if book.roster.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for period in book.period.parts(book.rules.settles) {
        let frame = Frame {
            period,
            months: Months::of(&period),
            class: None,
            parts: Vec::new(),
            is_run: false,
            is_period: true,
        };
        let view = View::of_branch(&book.scene, everyone).in_frame(&frame);
        if !view.holds(settled) {
            let place = book.roster.first().map(first_cell);
            let diagnostic = E409.says(format!("{period} 没有可以结算的记录，按其余各期计算。"));
            found.push(place.map_or(diagnostic.clone(), |place| diagnostic.at(place)));
        }
    }
    found
}

/// What is to be said of a list that has more on it than places, because they tie.
#[must_use]
pub fn said_of_list(rules: &RuleSet, listed: &Listed, place: Source) -> Option<Diagnostic> {
    let list = rules.lists.get(listed.list).filter(|_| listed.has_ties)?;
    let period = listed.period.map_or_else(String::new, |period| format!("（{period}）"));
    let message = format!("{}{period}名次并列，一并列入，共 {} 人。", list.title, listed.members.len());
    Some(S202.says(message).at(place))
}

/// What is to be said of months in a row.
#[must_use]
pub fn said_of_alert(rules: &RuleSet, found: &AlertFound, place: Source, name: &str) -> Diagnostic {
    let alert = rules.alerts.get(found.alert);
    let (kind, level) = alert.map_or(("", ""), |alert| {
        (alert.kind.as_str(), alert.levels.get(found.level).map_or("", |level| level.level.as_str()))
    });
    let message = format!("{name}的{kind}：{} 至 {} 连续 {} 个月，列入{level}。", found.from, found.to, found.months);
    S203.says(message).at(place).of_member(name)
}

/// What is to be said where months in a row may have begun last year, of which nobody knows.
#[must_use]
pub fn said_of_last_year(rules: &RuleSet, alert: usize, month: Period, member: &Member) -> Diagnostic {
    let kind = rules.alerts.get(alert).map_or("", |alert| alert.kind.as_str());
    let message = format!("{}的{kind}：{month} 以前没有中断，又没有上一年度档案，跨年度未能判断。", member.name);
    S202.says(message).at(cell_of_name(member)).of_member(&member.name)
}

/// What is to be said of members for whom months in a row cannot be told.
#[must_use]
pub fn said_of_no_records(alert: &Alert, members: &[&Member], place: Source) -> Diagnostic {
    let names: Vec<String> = members.iter().map(|member| member.listed_name()).collect();
    S202.says(format!("「{}」没有可以用的记录，未能判断：{}，共 {} 人。", alert.kind, names.join("、"), names.len()))
        .at(place)
}

/// What is to be said of a consequence that has to be looked at.
#[must_use]
pub fn said_of_consequence(says: String, place: Source, name: &str) -> Diagnostic {
    S203.says(format!("{name}：{says}。")).at(place).of_member(name)
}
