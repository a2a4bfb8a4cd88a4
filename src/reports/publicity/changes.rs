//! The second publicity: only what changed since the first.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::list::members;
use super::notice::{in_quotes, letter, of_township, title, upright};
use super::{Notice, span};
use crate::model::{Book, Column, Points, RowKind, Table, TableCell};
use crate::reports::summary::wording;
use crate::reports::{MemberResult, ResultDocument};
use crate::rules::RuleSet;

/// So many items are named as the reason of a change.
const REASONS: usize = 3;

/// A member whose result is another than the first time.
pub struct Changed<'a> {
    /// The member now; `None` where nothing is published any more.
    pub now: Option<&'a MemberResult>,
    /// The member then; `None` where nothing was published.
    pub then: Option<&'a MemberResult>,
}

type Key<'a> = (&'a str, &'a str, &'a str);

/// Who has the same name as another in the same branch, then or now.
struct Namesakes<'a>(HashSet<(&'a str, &'a str)>);

impl<'a> Namesakes<'a> {
    fn of(results: [&'a ResultDocument; 2]) -> Self {
        let mut namesakes = HashSet::new();
        for result in results {
            let mut seen = HashSet::new();
            let names = published(result).map(|member| (member.branch.as_str(), member.name.as_str()));
            namesakes.extend(names.filter(|name| !seen.insert(*name)));
        }
        Self(namesakes)
    }

    /// Branch and name; the number only where it tells namesakes apart: where it is the row of the roster, a new row gives
    /// everybody below another one.
    fn key(&self, member: &'a MemberResult) -> Key<'a> {
        let (branch, name) = (member.branch.as_str(), member.name.as_str());
        (branch, name, if self.0.contains(&(branch, name)) { member.id.as_str() } else { "" })
    }
}

fn published(result: &ResultDocument) -> impl Iterator<Item = &MemberResult> {
    result.members.iter().filter(|member| member.counted)
}

/// Who has another score, grade or stars than the first time, in the order of the result; behind them, who was in the first
/// list only.
#[must_use]
pub fn changed_members<'a>(result: &'a ResultDocument, first: &'a ResultDocument) -> Vec<Changed<'a>> {
    let namesakes = Namesakes::of([first, result]);
    let key = |member: &'a MemberResult| namesakes.key(member);
    let before: HashMap<Key<'_>, &MemberResult> = published(first).map(|member| (key(member), member)).collect();
    let after: HashMap<Key<'_>, &MemberResult> = published(result).map(|member| (key(member), member)).collect();
    let shown = |member: &MemberResult| (member.score, member.grade.clone(), member.stars);
    let changed = published(result).filter_map(|now| {
        let then = before.get(&key(now)).copied();
        let is_same = then.is_some_and(|then| shown(then) == shown(now));
        (!is_same).then_some(Changed { now: Some(now), then })
    });
    let gone = published(first).filter(|then| !after.contains_key(&key(then)));
    changed.chain(gone.map(|then| Changed { now: None, then: Some(then) })).collect()
}

/// The notice; `None` where nothing changed.
pub fn book(result: &ResultDocument, rules: &RuleSet, notice: &Notice, first: &ResultDocument) -> Option<Book> {
    let changed = changed_members(result, first);
    if changed.is_empty() {
        return None;
    }
    let namesakes = Namesakes::of([first, result]);
    // All on the rosters, counted or not.
    let then: HashSet<Key<'_>> = first.members.iter().map(|member| namesakes.key(member)).collect();
    let now: HashSet<Key<'_>> = result.members.iter().map(|member| namesakes.key(member)).collect();
    let names = called([first, result], &namesakes, notice);
    let columns = vec![
        Column::center("序号", 7),
        Column::center("支部", 14),
        Column::center("姓名", 12),
        Column::center("第一次公示", 14),
        Column::center("现在", 14),
        Column::left("原因", 23),
    ];
    let title = title(result, rules, result.township.as_deref().unwrap_or_default(), "第二次公示");
    let mut table = Table::new("第二次公示", title.clone(), String::new(), columns);
    for (number, changed) in (1..).zip(&changed) {
        let Some(member) = changed.now.or(changed.then) else { continue };
        let name = names.get(&namesakes.key(member)).map_or("", String::as_str);
        let cells = vec![
            TableCell::Whole(number),
            TableCell::words(&member.branch),
            TableCell::words(name),
            TableCell::words(&changed.then.map_or_else(|| "没有列入".to_owned(), in_words)),
            TableCell::words(&changed.now.map_or_else(|| "不再列入".to_owned(), in_words)),
            TableCell::words(&match (changed.then, changed.now) {
                (None, _) if then.contains(&namesakes.key(member)) => "这次计入党员总数".to_owned(),
                (None, _) => "花名册里新增".to_owned(),
                (_, None) if now.contains(&namesakes.key(member)) => "这次不计入党员总数".to_owned(),
                (_, None) => "花名册里没有了".to_owned(),
                (Some(then), Some(now)) => reason(then, now, rules),
            }),
        ];
        table.push(RowKind::Body, cells);
    }
    let opening = vec![
        format!(
            "　　根据{}核算的{}党员积分已经公示。经复核，{} 名党员的结果有变动，现将变动的部分再次公示；\
             没有列出的，以第一次公示为准。",
            in_quotes(&rules.title),
            wording::period(&result.period),
            changed.len()
        ),
        format!("　　公示时间：{}。", span(notice)),
    ];
    table.letter = Some(letter(opening, notice, &of_township(result, notice)));
    Some(Book { title, tables: vec![upright(table)] })
}

/// What everybody is called, as in the full lists: a number that tells namesakes apart is the same in both.
fn called<'a>(
    results: [&'a ResultDocument; 2],
    namesakes: &Namesakes<'a>,
    notice: &Notice,
) -> HashMap<Key<'a>, String> {
    let mut names = HashMap::new();
    for result in results {
        for branch in &result.branches {
            names.extend(
                members(result, &branch.name, notice)
                    .into_iter()
                    .map(|named| (namesakes.key(named.member), named.called)),
            );
        }
    }
    names
}

fn in_words(member: &MemberResult) -> String {
    let score = member.score.map_or_else(|| "没有得分".to_owned(), |score| format!("{score} 分"));
    match &member.grade {
        Some(grade) => format!("{score}，{grade}"),
        None => score,
    }
}

/// Which items are worth something else now; where none is, the grade follows from others.
fn reason(then: &MemberResult, now: &MemberResult, rules: &RuleSet) -> String {
    let (before, after) = (by_item(then), by_item(now));
    let mut items: Vec<&str> = before.keys().chain(after.keys()).copied().collect();
    items.sort_unstable();
    items.dedup();
    let of = |points: &BTreeMap<&str, Points>, item: &str| points.get(item).copied().unwrap_or_default();
    let different = items.into_iter().filter(|item| of(&before, item) != of(&after, item));
    let reasons: Vec<String> = different
        .map(|item| {
            let label = rules
                .items
                .iter()
                .find(|known| known.id == item)
                .map_or_else(|| item.to_owned(), |item| format!("「{}」", item.title));
            format!("{label}由 {} 分改为 {} 分", of(&before, item), of(&after, item))
        })
        .collect();
    match reasons.len() {
        0 if then.veto != now.veto => "一票否决有变动".to_owned(),
        0 if then.score != now.score => "分类的限额、折算有变动".to_owned(),
        0 => "得分没有变，等次按名额和决定重新评定".to_owned(),
        count => {
            let rest = if count > REASONS { format!("等 {count} 项") } else { String::new() };
            format!("{}{rest}", reasons.into_iter().take(REASONS).collect::<Vec<_>>().join("；"))
        }
    }
}

fn by_item(member: &MemberResult) -> BTreeMap<&str, Points> {
    let mut points: BTreeMap<&str, Points> = BTreeMap::new();
    for step in &member.steps {
        if let Some(item) = &step.item {
            let sum = points.entry(item).or_default();
            *sum += step.counted;
        }
    }
    points
}
