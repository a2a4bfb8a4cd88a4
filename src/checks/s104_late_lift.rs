//! S104: entries of the last days of the period just lift members into a better grade.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::signs::{Seen, asks_itself, calls};
use super::thresholds::{LAST_DAYS, LATE_LINES, LATE_ONE_IN, LIFTED_TO_WARN};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict, Window};
use crate::rules::formula::Function;

/// What `jifen explain S104` says.
pub static CODE: Code = Code {
    id: "S104",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "期末几天的加分刚好够到等次",
    why: "这名党员的加分有四分之一以上是期末最后 10 天发生或登记的，少了其中一条就够不到现在的等次，可能是临时凑分。这是线索，不影响得分。",
    mend: "请核对这几条登记的时间、事由和佐证；属实的不用改。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-04 | 王伟 | J04 | 志愿服务 | 10 | | | 清理河道 | | 
2 | 2025-06-12 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解地界纠纷 | 李秀英 | 2025-12-30
3 | 2025-12-24 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解邻里纠纷 | 李秀英 | 2025-12-30
4 | 2025-12-28 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解婚姻纠纷 | 李秀英 | 2025-12-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-04 | 王伟 | J04 | 志愿服务 | 10 | | | 清理河道 | | 
2 | 2025-06-12 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解地界纠纷 | 李秀英 | 2025-12-30
3 | 2025-09-24 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解邻里纠纷 | 李秀英 | 2025-12-30
4 | 2025-12-28 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解婚姻纠纷 | 李秀英 | 2025-12-30",
    ),
};

/// A member whom the last days lifted.
struct Lifted<'a> {
    member: usize,
    grade: usize,
    below: usize,
    lines: Vec<&'a Entry>,
}

/// Members who have their grade only because of several lines of the last days, and not without one of them.
pub fn run(seen: &Seen<'_>) -> Option<Diagnostic> {
    let period = seen.scene.period;
    // Ten days are no end of a month, but a third of it.
    if period.window() == Window::Month || asks_itself(seen.scene.rules, &|part| calls(part, Function::Without)) {
        return None;
    }
    let from = period.to().checked_sub_days(Days::new(LAST_DAYS - 1))?;
    if writes_all_at_the_end(seen, from) {
        return None;
    }
    let common = common_matters(seen);
    let lifted: Vec<Lifted<'_>> =
        seen.graded().filter_map(|(member, grade)| lifted(seen, member, grade, from, &common)).collect();
    let first = lifted.first()?;
    let members: Vec<usize> = lifted.iter().map(|one| one.member).collect();
    let whose = if let [one] = lifted.as_slice() {
        format!(
            "{}在 {from} 以后登记的 {} 条加分使等次由{}升到{}",
            seen.names(&members),
            one.lines.len(),
            seen.grade(one.below),
            seen.grade(one.grade)
        )
    } else {
        let lines: usize = lifted.iter().map(|one| one.lines.len()).sum();
        format!("{}在 {from} 以后登记的共 {lines} 条加分使他们的等次各高了一些", seen.names(&members))
    };
    let message = format!("{whose}，少了其中一条就不够，请核对是不是临时凑的分。");
    let severity = if lifted.len() >= LIFTED_TO_WARN { Severity::Warning } else { Severity::Note };
    let entry = first.lines.first()?;
    let at = entry.cell(if is_late_by_registration(entry, from) { Field::Registered } else { Field::Date });
    Some(CODE.says(message).at(at).of_member(&seen.names(&members)).as_severity(severity))
}

fn lifted<'a>(
    seen: &Seen<'a>,
    member: usize,
    grade: usize,
    from: NaiveDate,
    common: &BTreeSet<(NaiveDate, usize)>,
) -> Option<Lifted<'a>> {
    let is_common = |entry: &Entry| matter(entry).is_some_and(|matter| common.contains(&matter));
    let late: Vec<_> = seen.gains(member).filter(|(_, entry)| is_late(entry, from) && !is_common(entry)).collect();
    if late.len() < LATE_LINES || late.len() * LATE_ONE_IN < seen.gains(member).count() {
        return None;
    }
    let below = seen.grade_without(member, &|entry| late.iter().any(|(line, _)| line.entry == entry))?;
    let is_needed =
        |one: usize| seen.grade_without(member, &|entry| entry == one).is_some_and(|without| without > grade);
    let just = below > grade && late.iter().any(|(line, _)| is_needed(line.entry));
    just.then(|| Lifted { member, grade, below, lines: late.into_iter().map(|(_, entry)| entry).collect() })
}

/// Whether most lines of the branch are of the last days: it writes its year down at the end, and no line tells anything.
fn writes_all_at_the_end(seen: &Seen<'_>, from: NaiveDate) -> bool {
    let (mut late, mut all) = (0_usize, 0_usize);
    for (_, entry) in seen.members().flat_map(|member| seen.gains(member)) {
        all += 1;
        late += usize::from(is_late(entry, from));
    }
    late * 2 > all && seen.members().filter(|member| seen.gains(*member).next().is_some()).count() > 1
}

/// Days and items of which half of the members have a line: the branch did it together, or settled it for all.
fn common_matters(seen: &Seen<'_>) -> BTreeSet<(NaiveDate, usize)> {
    let mut who: BTreeMap<(NaiveDate, usize), BTreeSet<usize>> = BTreeMap::new();
    let mut counted = 0;
    for member in seen.members() {
        counted += 1;
        for matter in seen.gains(member).filter_map(|(_, entry)| matter(entry)) {
            who.entry(matter).or_default().insert(member);
        }
    }
    let is_common = |members: &BTreeSet<usize>| members.len() > 1 && members.len() * 2 >= counted;
    who.into_iter().filter(|(_, members)| is_common(members)).map(|(matter, _)| matter).collect()
}

fn matter(entry: &Entry) -> Option<(NaiveDate, usize)> {
    Some((entry.day()?, entry.known_item()?))
}

/// Whether it happened in the last days, or was only then written down.
fn is_late(entry: &Entry, from: NaiveDate) -> bool {
    entry.day().is_some_and(|day| day >= from) || is_late_by_registration(entry, from)
}

fn is_late_by_registration(entry: &Entry, from: NaiveDate) -> bool {
    entry.registered.is_some_and(|day| day >= from)
}
