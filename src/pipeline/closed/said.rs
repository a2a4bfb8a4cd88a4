//! What is said of a closed period that is another one today: at the cells of today's workbooks.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Reopened;
use crate::checks::{P601, P602, P603, P604};
use crate::layout::cell_of_name;
use crate::model::{CellRange, Diagnostic, Severity, Source};
use crate::pipeline::BranchScores;
use crate::reports::{ClosedEntry, ClosedMember, ClosedResult, EntryChange, EntryResult};

/// What was told already, so that an entry in two closed periods is told once, for the first of them.
pub type Told = BTreeSet<(&'static str, String)>;

/// What is said of one closed period.
#[must_use]
pub fn said(one: &Reopened, closed: &ClosedResult, branches: &[BranchScores], told: &mut Told) -> Vec<Diagnostic> {
    let places = Places::new(branches);
    let mut said: Vec<Diagnostic> = other_rules(one, closed).into_iter().collect();
    let scores: HashMap<Key<'_>, &ClosedMember> = closed
        .members
        .iter()
        .map(|member| ((member.branch.as_str(), member.name.as_str(), member.id.as_str()), member))
        .collect();
    let mut explained: BTreeSet<Key<'_>> = BTreeSet::new();
    for entry in &closed.entries {
        let key = (entry.branch.as_str(), entry.member.as_str(), entry.id.as_str());
        explained.insert(key);
        let diagnostic = of_entry(closed, entry, scores.get(&key).copied(), &places);
        let place = entry.after.as_ref().or(entry.before.as_ref()).map(|entry| &entry.source);
        let place = place.map(|at| format!("{}\u{1f}{}\u{1f}{}", at.file, at.sheet, at.cell)).unwrap_or_default();
        if told.insert((diagnostic.code.id, place)) {
            said.push(diagnostic);
        }
    }
    // With other rules the scores may differ for that reason alone.
    if closed.rule_set.is_none() {
        let unexplained = closed
            .members
            .iter()
            .filter(|member| !explained.contains(&(member.branch.as_str(), member.name.as_str(), member.id.as_str())));
        said.extend(unexplained.map(|member| of_member(closed, member, &places)));
    }
    said
}

/// That a result was kept for another year than that of the run.
#[must_use]
pub fn of_another_year(one: &Reopened, year: i32) -> Diagnostic {
    let message = format!("「{}」是 {} 的结账结果，这次算的是 {year} 年，没有比较。", one.file, one.period);
    P604.says(message).as_severity(Severity::Note).advise("不用处理；不想看到的，把它移出「结账」文件夹。")
}

fn other_rules(one: &Reopened, closed: &ClosedResult) -> Option<Diagnostic> {
    let (then, now) = (closed.rule_set.as_ref()?, &one.now.rule_set);
    let compared = if closed.not_compared {
        "登记和得分没有比较"
    } else {
        "该期的得分、等次可能因此与结账时不同，登记照常比较"
    };
    let message = format!(
        "{} 结账时用的规则集是「{}」（{}，版本 {}，摘要 {}），现在用的是「{}」（{}，版本 {}，摘要 {}）：{compared}。",
        closed.period,
        then.title,
        then.id,
        then.version,
        then.sha256.get(..12).unwrap_or(&then.sha256),
        now.title,
        now.id,
        now.version,
        now.sha256.get(..12).unwrap_or(&now.sha256),
    );
    Some(P604.says(message))
}

/// Branch, name, number.
type Key<'a> = (&'a str, &'a str, &'a str);

/// Where members stand today.
struct Places<'a>(HashMap<Key<'a>, Source>);

impl<'a> Places<'a> {
    fn new(branches: &'a [BranchScores]) -> Self {
        let all = branches.iter().flat_map(|branch| branch.roster.iter().map(move |member| (branch, member)));
        Self(all.map(|(branch, m)| ((&*branch.name, m.name.as_str(), m.id.as_str()), cell_of_name(m))).collect())
    }

    fn place(&self, diagnostic: Diagnostic, key: Key<'_>) -> Diagnostic {
        match self.0.get(&key) {
            Some(source) => diagnostic.at(source.clone()),
            None => diagnostic,
        }
    }
}

fn of_entry(
    closed: &ClosedResult,
    entry: &ClosedEntry,
    score: Option<&ClosedMember>,
    places: &Places<'_>,
) -> Diagnostic {
    let ClosedEntry { branch, member, id, item, .. } = entry;
    let [before, after] = entry.in_words();
    let period = &closed.period;
    let scored = score.map_or_else(String::new, |score| {
        format!(
            "{member} {period} 的得分结账时是 {}，现在算是 {}。",
            shown(&score.score_before),
            shown(&score.score_after)
        )
    });
    let found = match (entry.change, &entry.before, &entry.after) {
        (EntryChange::Added, _, Some(now)) => {
            let message = format!("{period} 结账以后补记的：{member} {item}，{after}。{scored}");
            P601.says(message).at(source(now)).found(&now.date)
        }
        (EntryChange::Changed, Some(was), Some(now)) => {
            let at = if (&was.source.file, &was.source.cell) == (&now.source.file, &now.source.cell) {
                String::new()
            } else {
                format!("（当时在 {}「{}」{}）", was.source.file, was.source.sheet, was.source.cell)
            };
            let message = format!("{period} 结账以后改过：{member} {item}，结账时{at}{before}，现在{after}。{scored}");
            P602.says(message).at(source(now)).found(&now.date)
        }
        (_, was, _) => {
            let at = was.as_ref().map_or_else(String::new, |was| {
                format!("{}「{}」{} ", was.source.file, was.source.sheet, was.source.cell)
            });
            let message = format!("{period} 结账时有、现在没有了：{at}{member} {item}，{before}。{scored}");
            places.place(P603.says(message), (branch, member, id))
        }
    };
    found.of_branch(&Arc::from(branch.as_str())).of_member(member)
}

fn of_member(closed: &ClosedResult, member: &ClosedMember, places: &Places<'_>) -> Diagnostic {
    let mut differs = Vec::new();
    if member.score_before != member.score_after {
        differs.push(format!("得分结账时是 {}，现在算是 {}", shown(&member.score_before), shown(&member.score_after)));
    }
    if member.grade_before != member.grade_after {
        let or_none = |grade: &Option<String>| grade.clone().unwrap_or_else(|| "没有等次".to_owned());
        differs.push(format!("等次结账时是{}，现在是{}", or_none(&member.grade_before), or_none(&member.grade_after)));
    }
    let message = format!("{} {} 的{}；登记没有变。", member.name, closed.period, differs.join("，"));
    let found = places.place(P604.says(message), (&member.branch, &member.name, &member.id));
    found.of_branch(&Arc::from(member.branch.as_str())).of_member(&member.name)
}

fn shown(score: &Option<crate::model::Points>) -> String {
    score.map_or_else(|| "没有列入或没有得分".to_owned(), |score| score.to_string())
}

fn source(entry: &EntryResult) -> Source {
    let at = &entry.source;
    let cells = CellRange::parse(&at.cell).unwrap_or_else(|| crate::model::CellRef::new(0, 0).into());
    Source { file: at.file.as_str().into(), sheet: at.sheet.as_str().into(), cells }
}
