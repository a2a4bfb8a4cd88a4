//! Members who have no row in a table that has to list them.

use std::collections::BTreeMap;

use super::codes::L114;
use super::records::DeclaredTable;
use super::settle::cell_of_name;
use crate::model::{Diagnostic, Member, Period, Record, RecordField, When};
use crate::rules::{Rows, RuleSet, Table};

/// The rows of declared tables by table and member, both by index: the stretch of time that the keys of each name. A row of
/// which that cannot be read, or that has no such key, stands for all of them.
pub type Listed = BTreeMap<(usize, usize), Vec<Option<Period>>>;

/// The stretch of time that a row's keys name.
#[must_use]
pub fn span_of(record: &Record, table: &Table) -> Option<Period> {
    let time_key = table.columns.iter().position(is_time_key)?;
    record.value(RecordField::Column(time_key))?;
    match record.when? {
        When::Span(period) => Some(period),
        When::Day(_) => None,
    }
}

fn is_time_key(column: &crate::rules::Column) -> bool {
    column.key && column.holds.window().is_some()
}

/// The members counted who have no row in a table that has to list them, each at the roster; the table, where it is not
/// there or lists nobody. Of a table with a row for each quarter, every quarter of the period that it has at all is asked
/// for, of those who are on the roster at its end.
#[must_use]
pub fn lacking_members(
    roster: &[Member],
    listed: &Listed,
    found: &[DeclaredTable],
    rules: &RuleSet,
    period: &Period,
) -> Vec<Diagnostic> {
    let required = rules.tables.iter().enumerate().filter(|(_, table)| table.is_required(period.window()));
    required.flat_map(|(index, table)| Lacking { roster, listed, found, period, index, table }.told()).collect()
}

/// One table that has to list the members.
struct Lacking<'a> {
    roster: &'a [Member],
    listed: &'a Listed,
    found: &'a [DeclaredTable],
    period: &'a Period,
    index: usize,
    table: &'a Table,
}

impl Lacking<'_> {
    fn told(&self) -> Vec<Diagnostic> {
        let mut mine = self.found.iter().filter(|found| found.table == self.index);
        let counted = self.roster.iter().filter(|member| member.is_present_on(self.period.to())).count();
        if counted == 0 || self.table.rows == Rows::NotOfMembers || mine.clone().any(|found| !found.complete) {
            return Vec::new();
        }
        let title = &self.table.title;
        let Some(found) = mine.next() else {
            let advice = format!("请把「{title}」放进支部的工作簿，工作表名称写「{title}」，一并报来。");
            let diagnostic = L114.says(format!("没有「{title}」，{counted} 名党员都没有。")).advise(advice);
            return vec![match self.roster.first() {
                Some(member) => diagnostic.in_file(&member.source.file),
                None => diagnostic,
            }];
        };
        let spans = self.spans();
        let by_span = self.table.columns.iter().any(is_time_key);
        if spans.is_empty() {
            let message = match by_span {
                true => format!("「{title}」里没有 {} 的任何一行，{counted} 名党员都没有。", self.period),
                false => format!("「{title}」里一名党员也没有，{counted} 名党员都没有。"),
            };
            return vec![L114.says(message).at(found.place.clone())];
        }
        let absent = spans.into_iter().flat_map(|span| self.absent(span));
        absent.collect()
    }

    /// The stretches of time for which somebody has a row; nothing but `None`, where rows name none.
    fn spans(&self) -> Vec<Option<Period>> {
        let rows = self.listed.iter().filter(|((table, _), _)| *table == self.index).flat_map(|(_, rows)| rows);
        let within = |span: &Period| When::Span(*span).is_within(self.period);
        let mut spans: Vec<Option<Period>> = Vec::new();
        for row in rows.filter(|row| row.as_ref().is_none_or(within)) {
            if !spans.contains(row) {
                spans.push(*row);
            }
        }
        if spans.iter().any(Option::is_some) {
            spans.retain(Option::is_some);
        }
        spans.sort_by_key(|span| span.map(|span| span.to()));
        spans
    }

    /// Who has no row for a stretch of time.
    fn absent(&self, span: Option<Period>) -> impl Iterator<Item = Diagnostic> {
        let day = span.map_or(self.period.to(), |span| span.to());
        let has_row = move |who: usize| {
            let rows = self.listed.get(&(self.index, who));
            rows.is_some_and(|rows| rows.iter().any(|row| row.is_none() || *row == span))
        };
        let members = self.roster.iter().enumerate().filter(move |(_, member)| member.is_present_on(day));
        members.filter(move |(who, _)| !has_row(*who)).map(move |(_, member)| {
            let of = span.map_or_else(String::new, |span| format!(" {span} "));
            let message = format!("「{}」里没有{}{of}的一行。", self.table.title, member.listed_name());
            let advice = format!(
                "请在「{}」里补上{}{of}的一行；不是本支部党员的，请在花名册里写明转出时间。",
                self.table.title, member.name
            );
            L114.says(message).advise(advice).at(cell_of_name(member)).of_member(&member.name)
        })
    }
}
