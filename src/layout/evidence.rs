//! What a table was judged by, for those who want to know: its labels, and where branch, period and member come from.

use super::columns::usual_name;
use super::context::Context;
use super::kind::Dictionary;
use super::tables::Table;
use crate::model::{CellRef, Field, Period};
use crate::rules::RuleSet;

/// What a table was judged by.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The columns that are understood.
    pub known: usize,
    /// The columns that are headed by something.
    pub headed: usize,
    /// The rows below its header that belong to it, counted from 0; the last one is below the first where there is none.
    pub body: (u32, u32),
    /// The labels that were used.
    pub labels: Vec<Label>,
    /// The branch, and the label that names it; else it stands in the title.
    pub branch: Option<(String, Option<CellRef>)>,
    /// The period, and the label that names it; else it stands in the title or the sheet's name.
    pub period: Option<(Period, Option<CellRef>)>,
    /// The member that all of it is about, and the label that names him or her; else the sheet bears the name.
    pub member: Option<(String, Option<CellRef>)>,
}

/// A label with its value: 姓名：王伟.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it is usually called.
    pub name: String,
    /// What stands behind it.
    pub text: String,
    /// The cell with that.
    pub at: CellRef,
}

impl Evidence {
    /// What a table was judged by.
    #[must_use]
    pub fn of(table: &Table, context: &Context, rules: &RuleSet) -> Self {
        let labels = &table.labels;
        let name = |field: Field| {
            let names = [Dictionary::People, Dictionary::Events].map(|of| usual_name(rules, of, field));
            names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
        };
        let fields = labels.fields.iter().map(|(field, it)| (name(*field), it));
        let period = labels.period.iter().map(|it| ("期间".to_owned(), it));
        let mut used: Vec<Label> =
            fields.chain(period).map(|(name, it)| Label { name, text: it.text.clone(), at: it.at }).collect();
        used.sort_by_key(|label| label.at);
        let at = |field: Field| labels.fields.get(&field).map(|labelled| labelled.at);
        let judged = &table.judged;
        let of_label = labels.period(context.year).and(labels.period.as_ref()).map(|labelled| labelled.at);
        Self {
            known: judged.headed.saturating_sub(judged.unknown.len() + judged.repeated.len()),
            headed: judged.headed,
            body: (*table.rows.start(), *table.rows.end()),
            labels: used,
            branch: context.branch.clone().map(|branch| (branch, at(Field::Branch))),
            period: context.period.map(|period| (period, of_label)),
            member: context.member.as_ref().map(|member| (member.naming.name.clone(), member.at)),
        }
    }
}
