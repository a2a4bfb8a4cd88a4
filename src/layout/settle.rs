//! What the tables of a branch say together: who its members are, which figures count, and which are only compared.

use std::collections::BTreeSet;

use super::codes::{L113, M101};
use super::kind::Kind;
use super::ledger::Line;
use super::people::{cell_of_name, settle_lines, settle_roster};
use crate::model::{Diagnostic, ItemMention, Member, OwnTotal, Severity, Tells, TotalOf, When};
use crate::rules::RuleSet;

/// The members of a branch: those of its rosters; without any, those that its other tables list. Totals that other tables
/// state for members go to them.
#[must_use]
pub fn settle_members(listed: Vec<Member>, others: Vec<Member>, lines: &[Line]) -> (Vec<Member>, Vec<Diagnostic>) {
    if listed.is_empty() {
        return settle_roster(numbered(others));
    }
    let (mut roster, mut problems) = settle_roster(listed);
    let in_lines: BTreeSet<&str> = lines.iter().map(|line| &*line.entry.written_name).collect();
    for other in others {
        let same = |member: &&mut Member| member.name == other.name && (!member.namesake || member.goes_by(&other.id));
        match roster.iter_mut().find(same) {
            Some(member) => member.own_totals.extend(other.own_totals),
            None if in_lines.contains(other.name.as_str()) => {}
            None => {
                let message = format!("花名册里没有「{}」。", other.name);
                let diagnostic = M101.says(message).at(cell_of_name(&other)).of_member(&other.name);
                problems.push(diagnostic.found(&other.name).as_severity(Severity::Warning));
            }
        }
    }
    (roster, problems)
}

/// The same person on several tables is one; who has no number gets one by the order.
fn numbered(others: Vec<Member>) -> Vec<Member> {
    let mut kept: Vec<Member> = Vec::new();
    for mut other in others {
        let again = |member: &&mut Member| {
            let is_other_place = member.source.sheet != other.source.sheet || member.source.cells != other.source.cells;
            member.name == other.name && is_other_place && (other.id.is_empty() || member.goes_by(&other.id))
        };
        if let Some(earlier) = kept.iter_mut().find(again) {
            earlier.own_totals.append(&mut other.own_totals);
            continue;
        }
        if other.id.is_empty() {
            other.id = (kept.len() + 1).to_string();
        }
        kept.push(other);
    }
    kept
}

/// Beside a ledger, figures of whole periods are the branch's own totals: they are taken out of the lines, and go to the
/// members for comparison.
#[must_use]
pub fn compare_figures(roster: &mut [Member], lines: Vec<Line>, rules: &RuleSet) -> (Vec<Line>, Vec<Diagnostic>) {
    let (figures, events): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.entry.col.is_some() && matches!(line.kind, Kind::Matrix | Kind::Card));
    let mut problems = Vec::new();
    let mut told = BTreeSet::new();
    let formulas: Vec<bool> = figures.iter().map(|line| line.formula).collect();
    for (entry, formula) in settle_lines(roster, figures).into_iter().zip(formulas) {
        let form = &entry.form;
        if told.insert((form.file.clone(), form.sheet.clone(), form.header)) {
            let message = format!("本支部有积分登记，工作表「{}」里的数只用来核对，不另外计分。", form.sheet);
            problems.push(L113.says(message).at(form.row(form.header)));
        }
        let source = entry.source();
        let found = entry.problems.into_iter().filter(|problem| problem.severity != Severity::Note);
        problems.extend(found.map(|problem| problem.as_severity(Severity::Warning)));
        let (Some(member), ItemMention::Known(index), Some(stated)) = (entry.member, &entry.item, entry.stated) else {
            continue;
        };
        let (Some(member), Some(item)) = (roster.get_mut(member), rules.item(*index)) else { continue };
        let points = if entry.tells == Tells::Change { item.start + item.signed(stated.abs()) } else { stated };
        let period = match entry.when {
            Some(When::Span(period)) => Some(period),
            _ => None,
        };
        member.own_totals.push(OwnTotal { of: TotalOf::Item(*index), points, source, formula, period });
    }
    (events, problems)
}
