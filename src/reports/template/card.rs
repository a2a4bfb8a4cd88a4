//! 积分卡: a sheet for each member, who is named above the table.

use std::collections::HashSet;

use super::form::Form;
use super::lists::Lists;
use super::roster::{Roster, name_of, number_of};
use super::{Template, ledger};
use crate::layout::{Dictionary, usual_name};
use crate::model::{Ask, Field, Member, Table, TableCell};

/// The name of the sheet where no members are known.
const NAME: &str = "积分卡";
/// Rows to be filled in.
const ROWS: u32 = 40;
/// The most characters that the name of a sheet has.
const LONGEST: usize = 31;

/// The sheets: one for each member, or a blank one to be copied.
pub fn tables(template: &Template<'_>, lists: &Lists, roster: &Roster) -> Vec<Table> {
    let members = template.members();
    if members.is_empty() {
        let mut card = card(template, lists, NAME.to_owned(), None);
        card.asks.push(Ask {
            first: Table::HEADER_ROW,
            last: Table::HEADER_ROW,
            col: 2,
            title: usual_name(template.rules, Dictionary::People, Field::Name),
            note: "从下拉列表中选，名单取自「花名册」。一张卡只写一个人。".to_owned(),
            choices: roster.names(),
        });
        return vec![card];
    }
    let mut taken = HashSet::new();
    let cards = members.into_iter().map(|(serial, member)| {
        let name = sheet_name(member, serial, &mut taken);
        card(template, lists, name, Some((member, serial)))
    });
    cards.collect()
}

fn card(template: &Template<'_>, lists: &Lists, name: String, member: Option<(&Member, i64)>) -> Table {
    let fields = ledger::fields(template.rules, lists, false);
    let first = Form::first(2, 0, true);
    let slots = ledger::slots(template, &fields, lists, None, first);
    let mut form = Form::new(&name, template.title("党员个人积分卡"), slots);
    let label = |field| TableCell::Text(format!("{}：", usual_name(template.rules, Dictionary::People, field)));
    let blank = || TableCell::Text(String::new());
    let (who, number) = match member {
        Some((member, serial)) => (TableCell::words(&name_of(member)), number_of(member, serial)),
        None => (blank(), blank()),
    };
    let number = if matches!(number, TableCell::Empty) { blank() } else { number };
    let mut named = vec![blank(), label(Field::Name), who, label(Field::Code), number];
    named.resize(fields.len(), blank());
    form.above = vec![named, ledger::sums(&fields, first, ROWS)];
    form.length = ROWS;
    form.frozen = 2;
    form.table()
}

/// The member's name as far as a sheet may bear it, and the number where another has that name.
fn sheet_name(member: &Member, serial: i64, taken: &mut HashSet<String>) -> String {
    let proper = |c: &char| !matches!(c, ':' | '\\' | '/' | '?' | '*' | '[' | ']' | '\'');
    let name: String = name_of(member).chars().filter(proper).take(LONGEST - 8).collect();
    let name = if name.is_empty() || super::is_sheet_of_ours(&name) { format!("{serial}{name}") } else { name };
    let name = if taken.contains(&name.to_lowercase()) { format!("{name}（{serial}）") } else { name };
    taken.insert(name.to_lowercase());
    name
}
