//! Columns that the rules ask about and a table lacks: its rows can be read, but less can be known.

use super::codes::{L105, V104};
use super::columns::usual_name;
use super::kind::Kind;
use super::ledger::Line;
use super::recognised::Recognised;
use super::tables::Table;
use crate::model::{Diagnostic, Field, FormPlace, ItemMention, Severity};
use crate::rules::{Item, Pricing, RuleSet};

/// The columns that a roster or a ledger lacks. Of a ledger those that one of its lines asks for: whoever enters nothing that
/// has levels needs no column of them. Where there are no lines yet, or one with an error value (#REF!) for content, all that may
/// be asked for: what stood there nobody knows.
pub fn lacking_columns(table: &Table, form: &FormPlace, rules: &RuleSet, lines: &[Line]) -> Vec<Diagnostic> {
    let kind = table.judged.kind;
    let wanted: Vec<(Field, Severity)> = match kind {
        Kind::Roster => {
            let numbered = form.columns.contains_key(&Field::Serial) || form.columns.contains_key(&Field::Code);
            let facts = rules.member_facts.iter().enumerate().filter(|(_, fact)| fact.required);
            let number = (!numbered).then_some((Field::Serial, Severity::Warning));
            number.into_iter().chain(facts.map(|(index, _)| (Field::Fact(index), Severity::Error))).collect()
        }
        Kind::Ledger => {
            let mut wanted = vec![(Field::Level, Severity::Warning), (Field::Stated, Severity::Warning)];
            wanted.extend((0..rules.steps.len()).map(|step| (Field::Step(step), Severity::Warning)));
            // A label above or below the table says for all lines what a column would say for each.
            let is_labelled = |field: &Field| table.labels.fields.contains_key(field);
            wanted.retain(|(field, _)| !is_labelled(field) && is_asked_for(*field, rules, lines));
            let own = rules.entry_columns.iter().enumerate().filter(|(_, column)| column.required);
            wanted.extend(own.map(|(index, _)| (Field::Own(index), Severity::Warning)));
            wanted.extend([Field::Quantity, Field::Matter].map(|field| (field, Severity::Note)));
            wanted
        }
        _ => Vec::new(),
    };
    wanted
        .into_iter()
        .filter(|(field, _)| !has(form, *field))
        .map(|(field, severity)| {
            let name = usual_name(rules, kind.dictionary(), field);
            let (message, advice) = if field == Field::Serial {
                let message = format!("这张花名册没有「{name}」一栏，暂按名单的先后编号。");
                (message, format!("请在表头加上「{name}」，给每个人一个不同的号。"))
            } else {
                let message = format!("这张表没有「{name}」一栏，按每行都没有填写处理。");
                (message, format!("请在表头加上「{name}」，有内容的逐行填写；都没有内容的，这一栏可以空着。"))
            };
            L105.says(message).at(form.row(form.header)).as_severity(severity).advise(advice)
        })
        .collect()
}

/// Takes back what was said of ledgers without rows where another of the workbook has some: a month in which nothing happened
/// asks for no columns.
pub fn spare_idle_ledgers(recognised: &mut Recognised) {
    let ledgers = || recognised.tables.iter().filter(|table| table.kind == Kind::Ledger);
    if !ledgers().any(|table| table.rows > 0) {
        return;
    }
    let idle: Vec<_> = ledgers().filter(|table| table.rows == 0).map(|it| (it.sheet.clone(), it.header.last)).collect();
    let is_idle = |told: &Diagnostic| {
        let at = told.sheet.as_ref().zip(told.cells);
        at.is_some_and(|(sheet, cells)| idle.iter().any(|(idle, header)| idle == sheet && cells.contains(*header)))
    };
    recognised.diagnostics.retain(|told| told.code != &L105 || !is_idle(told));
}

/// Whether a form has a column for it; 加分 and 扣分 are 分值 in two columns.
fn has(form: &FormPlace, field: Field) -> bool {
    let is_there = |field: &Field| form.columns.contains_key(field);
    is_there(&field) || (field == Field::Stated && [Field::Added, Field::Taken].iter().any(is_there))
}

/// Whether an item of these lines, or of the rules where there are none, asks for a field.
fn is_asked_for(field: Field, rules: &RuleSet, lines: &[Line]) -> bool {
    let asks = |item: &Item| match field {
        Field::Level => matches!(item.pricing, Pricing::Levels(_)),
        Field::Stated => matches!(item.pricing, Pricing::Assessed(_)),
        Field::Step(step) => item.requires.iter().any(|need| need.step == step),
        _ => true,
    };
    let is_broken = |line: &Line| line.entry.problems.iter().any(|problem| problem.code == &V104);
    if lines.is_empty() || lines.iter().any(is_broken) {
        return rules.items.iter().any(asks);
    }
    let items = lines.iter().filter_map(|line| match line.entry.item {
        ItemMention::Known(item) | ItemMention::Contradicting { number: item, .. } => rules.items.get(item),
        _ => None,
    });
    items.into_iter().any(asks)
}
