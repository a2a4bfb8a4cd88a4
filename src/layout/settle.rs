//! What the tables of a branch say together: who its members are, which figures count, and which are only compared.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::codes::{L113, M101, M105, M107};
use super::directory::{Directory, Found};
use super::editions::merge_editions;
use super::kind::Kind;
use super::ledger::Line;
use super::naming::Naming;
use super::people::{Home, settle_lines};
use crate::model::text::without_zeros;
use crate::model::{Diagnostic, ItemMention, Member, OwnTotal, Severity, Source, Tells, TotalOf, When};
use crate::rules::RuleSet;

/// The members of a branch: those of its rosters; without any, those that its other tables list. Totals that other tables
/// state for members go to them.
#[must_use]
pub fn settle_members(
    listed: Vec<Member>,
    others: Vec<Member>,
    lines: &[Line],
    branch: &str,
) -> (Vec<Member>, Vec<Diagnostic>) {
    if listed.is_empty() {
        return settle_roster(numbered(others));
    }
    let (listed, mut problems) = merge_editions(listed);
    let (mut roster, found) = settle_roster(listed);
    problems.extend(found);
    let in_lines: BTreeSet<&str> = lines.iter().map(|line| line.named.name.as_str()).collect();
    let directory = Directory::new(&roster, branch);
    let mut totals = Vec::new();
    for other in others {
        let name =
            other.remark.as_ref().map_or_else(|| other.name.clone(), |remark| format!("{}({remark})", other.name));
        let has_number =
            !other.id.is_empty() && directory.members().any(|m| m.name == other.name && m.goes_by(&other.id));
        let code = has_number.then(|| other.id.clone());
        let identity = other.identity_end.clone();
        match directory.find(&Naming { name: name.clone(), code, identity }) {
            Found::One { member, .. } => totals.push((member, other.own_totals)),
            Found::Nobody if !in_lines.contains(name.as_str()) => {
                let message = format!("花名册里没有「{name}」。");
                let diagnostic = M101.says(message).at(cell_of_name(&other)).of_member(&name);
                problems.push(diagnostic.found(&name).as_severity(Severity::Warning));
            }
            _ => {}
        }
    }
    for (member, own_totals) in totals {
        if let Some(member) = roster.get_mut(member) {
            member.own_totals.extend(own_totals);
        }
    }
    (roster, problems)
}

/// Marks namesakes, and takes out rows that list the same member again.
fn settle_roster(members: Vec<Member>) -> (Vec<Member>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut kept: Vec<Member> = Vec::with_capacity(members.len());
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut by_identity: HashMap<String, usize> = HashMap::new();
    for member in members {
        let namesakes = by_name.entry(member.name.clone()).or_default();
        let again = namesakes.iter().filter_map(|index| kept.get(*index)).find(|earlier| {
            (earlier.id == member.id && !member.is_certainly_another(earlier)) || member.is_same_person(earlier)
        });
        if let Some(earlier) = again {
            let place = place_seen_from(earlier, &member);
            let message = format!("{}在花名册里列了两次（另一处是 {place}），这一行没有重复计算。", member.name);
            problems.push(M105.says(message).at(cell_of_name(&member)).of_member(&member.name));
            continue;
        }
        let same_identity = member.identity.as_ref().and_then(|identity| by_identity.get(identity));
        if let Some(earlier) = same_identity.and_then(|index| kept.get(*index)) {
            let message = format!(
                "{} 与 {} 的身份证号相同（另一处在{}），这一行没有重复计算。",
                member.name, earlier.name, earlier.source
            );
            problems.push(M105.says(message).at(cell_of_name(&member)).of_member(&member.name));
            continue;
        }
        if let Some(identity) = &member.identity {
            by_identity.insert(identity.clone(), kept.len());
        }
        let same_number = by_id.get(&member.id).and_then(|index| kept.get(*index));
        // An earlier edition of the roster numbered otherwise.
        if let Some(earlier) = same_number.filter(|earlier| is_one_list(earlier, &member)) {
            let place = place_seen_from(earlier, &member);
            let message = format!("{}与{}（{place}）用了同一个号「{}」。", member.name, earlier.name, member.id);
            problems.push(M107.says(message).at(cell_of_name(&member)).of_member(&member.name).found(&member.id));
        }
        by_id.entry(member.id.clone()).or_insert(kept.len());
        namesakes.push(kept.len());
        kept.push(member);
    }
    for group in by_name.values().filter(|group| group.len() > 1) {
        for index in group {
            if let Some(member) = kept.get_mut(*index) {
                member.namesake = true;
            }
        }
    }
    (kept, problems)
}

/// The cell with a member's name.
#[must_use]
pub fn cell_of_name(member: &Member) -> Source {
    Source {
        file: Arc::clone(&member.source.file),
        sheet: Arc::clone(&member.source.sheet),
        cells: member.name_cell.into(),
    }
}

/// Where a member stands, as briefly as it can be said to who looks at another: `B4` in the same sheet.
fn place_seen_from(member: &Member, other: &Member) -> String {
    if is_one_list(member, other) { member.name_cell.to_string() } else { cell_of_name(member).to_string() }
}

/// Whether both stand in one list.
fn is_one_list(a: &Member, b: &Member) -> bool {
    (&a.source.file, &a.source.sheet) == (&b.source.file, &b.source.sheet)
}

/// A number such that two are the same if [`Member::goes_by`] takes one for the other.
fn same_when_equal(number: &str) -> String {
    without_zeros(number).to_ascii_uppercase()
}

/// The same person on several tables is one; who has no number gets one by the order.
fn numbered(others: Vec<Member>) -> Vec<Member> {
    let mut kept: Vec<Member> = Vec::new();
    let mut namesakes: HashMap<(String, Option<String>), Vec<usize>> = HashMap::new();
    let mut by_number: HashMap<(String, Option<String>, String), Vec<usize>> = HashMap::new();
    for mut other in others {
        let name = || (other.name.clone(), other.remark.clone());
        let with_number = |number: &str| (other.name.clone(), other.remark.clone(), same_when_equal(number));
        let alike = if other.id.is_empty() { namesakes.get(&name()) } else { by_number.get(&with_number(&other.id)) };
        let is_elsewhere = |place: &&usize| {
            let earlier = kept.get(**place).map(|member| &member.source);
            earlier.is_some_and(|it| it.sheet != other.source.sheet || it.cells != other.source.cells)
        };
        let again = alike.into_iter().flatten().find(is_elsewhere).copied();
        if let Some(earlier) = again.and_then(|place| kept.get_mut(place)) {
            earlier.own_totals.append(&mut other.own_totals);
            continue;
        }
        let place = kept.len();
        if other.id.is_empty() {
            other.id = (place + 1).to_string();
        }
        namesakes.entry((other.name.clone(), other.remark.clone())).or_default().push(place);
        for (_, number) in other.numbers() {
            let key = (other.name.clone(), other.remark.clone(), same_when_equal(number));
            by_number.entry(key).or_default().push(place);
        }
        kept.push(other);
    }
    kept
}

/// Beside a ledger, figures of whole periods are the branch's own totals: they are taken out of the lines, and go to the
/// members for comparison.
#[must_use]
pub fn compare_figures(
    roster: &mut [Member],
    lines: Vec<Line>,
    home: Home<'_>,
    rules: &RuleSet,
) -> (Vec<Line>, Vec<Diagnostic>) {
    let (figures, events): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.entry.col.is_some() && matches!(line.kind, Kind::Matrix | Kind::Card));
    let mut problems = Vec::new();
    let mut told = BTreeSet::new();
    let formulas: Vec<bool> = figures.iter().map(|line| line.formula).collect();
    for (entry, formula) in settle_lines(roster, figures, home).into_iter().zip(formulas) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;

    fn roster(rows: &str) -> (Vec<Member>, Vec<&'static str>) {
        let mut read = drawn::read(&format!("# 花名册\n序号|编号|姓名|出生年月|入党时间\n{rows}"));
        let (kept, problems) = settle_roster(read.parts.remove(0).members);
        (kept, problems.iter().map(|problem| problem.code.id).collect())
    }

    #[test]
    fn a_roster_lists_everyone_once_under_a_number_of_his_own() {
        for (rows, names, codes) in [
            ("1||王伟||\n2||李秀英||", "王伟 李秀英", &[][..]),
            // the same number and name, or the same birth and joining
            ("1||王伟||\n1||王伟||", "王伟", &["M105"]),
            ("1||王伟|1980-03-01|2005-07-01\n2||王伟|1980-03-01|2005-07-01", "王伟", &["M105"]),
            // namesakes
            ("1||王伟|1980-03-01|2005-07-01\n2||王伟|1985-03-01|2009-07-01", "王伟（1） 王伟（2）", &[]),
            ("1||王伟||\n2||王伟||", "王伟（1） 王伟（2）", &[]),
            ("1||王伟||\n1||李秀英||", "王伟 李秀英", &["M107"]),
            ("1||王伟（大）||\n1||王伟（小）||", "王伟（1） 王伟（1）", &["M107"]),
        ] {
            let (members, found) = roster(rows);
            let listed: Vec<String> = members.iter().map(Member::listed_name).collect();
            assert_eq!((listed.join(" ").as_str(), found.as_slice()), (names, codes), "{rows}");
        }
    }
}
