//! 积分表: a row for each member, a column for each item, in the cells what it came to.

use super::Template;
use super::form::Form;
use super::roster::{Roster, name_of, number_of};
use super::slot::{NOBODY, Slot, width_of};
use crate::layout::{Dictionary, usual_name};
use crate::model::{CellRef, Choices, Field, Points, Table, TableCell};
use crate::rules::formula::Expr;
use crate::rules::{Holds, Item, LineField, Pricing, Ref, Rule, RuleSet};

/// The name of the sheet.
const NAME: &str = "积分表";
/// What nobody comes to.
const MOST: i64 = 9_999;
/// Rows for those who are not listed yet.
const MORE: u32 = 10;

/// The sheet.
///
/// # Errors
/// Where what the rule set asks for has no place in it, in words.
pub fn table(template: &Template<'_>, roster: &Roster) -> Result<Table, String> {
    let rules = template.rules;
    let items = items(rules)?;
    let lines_above = if rules.steps.is_empty() { 0 } else { 1 };
    let first = Form::first(lines_above, 0, true);
    let people = |field| usual_name(rules, Dictionary::People, field);
    let mut slots = vec![
        Slot::serial(people(Field::Serial)),
        Slot::short(people(Field::Name), 11, "从下拉列表中选，名单取自「花名册」。")
            .must()
            .of(roster.names())
            .like(TableCell::words(NOBODY)),
        Slot::code(people(Field::Code), "重名的写花名册的编号或序号，其他人空着。"),
    ];
    let before = u32::try_from(slots.len()).unwrap_or(3);
    slots.extend(items.iter().map(|item| slot(item)));
    let sum = sum(rules, &items, before);
    if sum.is_some() {
        slots.push(Slot::short("合计", 9, "由公式得出，不用填。").reckoned());
    }
    slots.push(Slot::words(people(Field::Remark), 14, ""));
    let columns = slots.len();
    let mut form = Form::new(NAME, template.title("党员积分表"), slots);
    form.unit = "单位：分。一人一行，格里写这一项一共得几分（表头写明扣的，写扣几分）；没有的空着。写「例」的一行是示例，不计分。".to_owned();
    form.frozen = 3;
    if lines_above > 0 {
        form.above = vec![steps(rules, columns)];
    }
    let members = template.members();
    form.length = if members.is_empty() { 60 } else { u32::try_from(members.len()).unwrap_or(0) + MORE };
    let mut members = members.into_iter();
    form.rows = (first..first + form.length)
        .map(|row| {
            let mut cells = match members.next() {
                Some((number, member)) => {
                    let serial = i64::from(row - first) + 1;
                    vec![TableCell::Whole(serial), TableCell::words(&name_of(member)), number_of(member, number)]
                }
                None => vec![TableCell::Empty; 3],
            };
            let named = !matches!(cells.get(1), Some(TableCell::Empty) | None);
            cells.resize(cells.len() + items.len(), TableCell::Empty);
            cells.extend(sum.as_ref().map(|sum| total(sum, row, named)));
            cells
        })
        .collect();
    let mut table = form.table();
    // The steps of the procedure are told once, above.
    for (col, step) in (0..).zip(&rules.steps) {
        if step.holds == Holds::Date {
            table.asks.push(crate::model::Ask {
                first: Table::HEADER_ROW,
                last: Table::HEADER_ROW,
                col: col * 2 + 2,
                title: step.column.clone(),
                note: format!("整张表的{}日期，写年月日。", step.title),
                choices: Choices::Days { from: template.period.map(|period| period.from()), to: None },
            });
        }
    }
    Ok(table)
}

/// 核实人：[ ] 党员大会通过日期：[ ], which hold for the whole table.
fn steps(rules: &RuleSet, columns: usize) -> Vec<TableCell> {
    let mut cells = vec![TableCell::Text(String::new()); columns];
    for (place, step) in rules.steps.iter().enumerate() {
        if let Some(cell) = cells.get_mut(place * 2 + 1) {
            *cell = TableCell::Text(format!("{}：", step.column));
        }
    }
    cells
}

/// The items of which a figure says all that the rule set asks for.
fn items(rules: &RuleSet) -> Result<Vec<&Item>, String> {
    let all = || rules.items.iter().enumerate();
    let fits: Vec<&Item> = all().filter(|(_, item)| has_figure(item)).map(|(_, item)| item).collect();
    if fits.is_empty() {
        return Err("这套办法没有可以一格写一个得分的项目，不能用积分表，请用积分登记（--form ledger）。".to_owned());
    }
    let asked: Vec<String> = rules.entry_columns.iter().map(|column| format!("「{}」", column.title)).collect();
    let evidence = rules.checks.iter().any(|check| asks_for_evidence(&check.when));
    if evidence || !asked.is_empty() {
        let mut needs = asked;
        needs.extend(evidence.then(|| "佐证".to_owned()));
        return Err(format!(
            "这套办法要逐条写明{}，积分表里没有地方写，请用积分登记（--form ledger）或积分卡（--form card）。",
            needs.join("、")
        ));
    }
    Ok(fits)
}

fn has_figure(item: &Item) -> bool {
    matches!(item.pricing, Pricing::Fixed(_) | Pricing::Levels(_) | Pricing::Assessed(_)) && item.full_by.is_none()
}

fn is_taken(item: &Item) -> bool {
    item.deducts && item.start.is_zero() && !item.starts_full
}

/// The column of an item: what it may come to.
fn slot(item: &Item) -> Slot {
    let full = item.full.filter(|_| item.starts_full);
    let header = match full {
        Some(full) => format!("{}{}（{full}分）", item.id, item.title),
        None if is_taken(item) => format!("{}{}扣分", item.id, item.title),
        None => format!("{}{}", item.id, item.title),
    };
    let note = match full {
        Some(full) => format!("从 {full} 分扣起，写还剩几分；没有扣的空着。{}", item.text),
        None if is_taken(item) => format!("写一共扣几分，不写负号；没有的空着。{}", item.text),
        None => format!("写一共得几分；没有的空着。{}", item.text),
    };
    let most = item.full.unwrap_or(Points::whole(MOST));
    let slot = Slot::short(header, width_of(&item.title).clamp(8, 10), &note);
    slot.of(Choices::Figure { least: Points::ZERO, most })
}

/// What each column gives to the total, where that is no more than their sum: the column, what an empty cell gives, and
/// whether it is taken off.
fn sum(rules: &RuleSet, items: &[&Item], before: u32) -> Option<Vec<(String, Points, bool)>> {
    rules.added_up()?;
    let is_plain = |item: &Item| {
        item.opening.is_none() && item.factor.is_none() && item.applies.is_none() && item.computed.is_none()
    };
    let scored = rules.items.iter().filter(|item| !item.is_veto() && !matches!(item.pricing, Pricing::Recorded));
    let all_there = scored.clone().all(|item| is_plain(item) && items.iter().any(|own| own.id == item.id));
    let plain = rules.categories.iter().all(|category| {
        category.computed.is_none() && category.cap.is_none() && category.floor.is_none() && category.start.is_none()
    });
    (all_there && plain).then(|| {
        let column = |(col, item): (u32, &&Item)| {
            let empty = if item.starts_full { item.full.unwrap_or(item.start) } else { item.start };
            (CellRef::new(0, col).column_letters(), empty, is_taken(item))
        };
        (before..).zip(items).map(column).collect()
    })
}

fn total(sum: &[(String, Points, bool)], row: u32, named: bool) -> TableCell {
    let mut terms = String::new();
    let mut cached = Points::ZERO;
    for (letters, empty, taken) in sum {
        cached += *empty;
        let cell = format!("{letters}{row}");
        let term = match (taken, empty.is_zero()) {
            (true, _) => format!("-ABS(N({cell}))"),
            (false, true) => format!("+N({cell})"),
            (false, false) => format!("+IF({cell}=\"\",{empty},N({cell}))"),
        };
        terms.push_str(&term);
    }
    let formula = format!("IF($B{row}=\"\",0,{})", terms.trim_start_matches('+'));
    TableCell::reckoning(formula, if named { cached } else { Points::ZERO })
}

/// Whether a rule looks at the evidence of a line.
fn asks_for_evidence(rule: &Rule) -> bool {
    let mut asks = false;
    rule.tree().walk(&mut |part| asks |= *part == Expr::Name(Ref::Line(LineField::Evidence)));
    asks
}
