//! Which of the years that were named are used, and what they say in the rule set's own columns.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::books;
use crate::layout::codes::{L122, L151, L152, L153};
use crate::model::{Diagnostic, Held, Member, PastMatch, PastMember, PastYear, Period, Points, Severity};
use crate::rules::{Means, RuleSet, Table};

/// The years before a run, the latest first, all of them before its own.
#[derive(Debug, Default)]
pub struct Past {
    years: Vec<PastYear>,
    /// The year right before the run is the first of them.
    has_last: bool,
}

impl Past {
    /// All of them, the latest first.
    #[must_use]
    pub fn years(&self) -> &[PastYear] {
        &self.years
    }

    /// The year right before the run.
    #[must_use]
    pub fn last(&self) -> Option<&PastYear> {
        self.years.first().filter(|_| self.has_last)
    }

    /// Whether it is known which months in a row had not ended with last year.
    #[must_use]
    pub fn tells_open_months(&self) -> bool {
        self.last().is_some_and(|last| {
            let books = || last.books().all(|(_, book)| book.tells_open_months);
            !last.is_only_books() && books() && last.run.as_ref().is_none_or(|run| run.tells_open_months)
        })
    }
}

impl Past {
    /// Takes note of all members of today in each of the years: see [`PastYear::tell_apart`].
    pub fn tell_apart<'m>(&mut self, today: impl Iterator<Item = (&'m str, &'m Member)> + Clone) {
        self.years.iter_mut().for_each(|year| year.tell_apart(today.clone()));
    }
}

/// Takes the years that can be used for a run, and says why others cannot. The years' members then have what they say
/// in the columns of the archive that the rule set declares.
pub fn choose(
    named: Vec<PastYear>,
    rules: &RuleSet,
    period: Period,
    township: Option<&str>,
    branches: &HashSet<Arc<str>>,
) -> (Past, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let before = period.year() - 1;
    let mut by_year: BTreeMap<i32, Vec<PastYear>> = BTreeMap::new();
    for past in named {
        let year = past.year.unwrap_or(before);
        if (past.run.is_some() || past.is_only_books()) && year >= period.year() {
            said.push(not_before(&past, period));
        } else if let Some(problem) = of_another_township(&past, township, branches) {
            let is_used = problem.severity != Severity::Error;
            said.push(problem);
            if is_used {
                by_year.entry(year).or_default().push(past);
            }
        } else {
            by_year.entry(year).or_default().push(past);
        }
    }
    let mut years = Vec::new();
    for (year, pasts) in by_year.into_iter().rev() {
        let (books, mut pasts): (Vec<PastYear>, Vec<PastYear>) = pasts.into_iter().partition(PastYear::is_only_books);
        if let [past, _, ..] = pasts.as_slice() {
            let files: Vec<String> = pasts.iter().map(|past| format!("「{}」", past.file)).collect();
            let message =
                format!("{year} 年给了 {} 份：{}，不知道以哪一份为准，都没有用。", files.len(), files.join("、"));
            said.push(L152.says(message).in_file(&past.file).found(&year.to_string()));
            pasts.clear();
        }
        let (past, found) = books::taken_in(pasts.pop(), books, year);
        said.extend(found);
        years.extend(past);
    }
    let is_last = |past: &PastYear| past.year.unwrap_or(before) == before;
    if years.iter().any(is_last) {
        years.retain(|past| {
            let is_before = past.year.is_none_or(|year| year <= before);
            if !is_before {
                said.push(not_before(past, period));
            }
            is_before
        });
    }
    // People who wrote an archive may have written its title wrongly: it stands for last year where nothing else does.
    let mut has_last = years.first().is_some_and(is_last);
    if !has_last
        && let Some(wrong) = years.iter().position(|past| past.run.is_none())
        && let Some(year) = years.get(wrong).and_then(|past| past.year)
    {
        let past = years.remove(wrong);
        let message = format!("统计的是 {} 年，档案的标题写的是 {year} 年，不是 {before} 年。", period.year());
        said.push(L122.says(message).in_file(&past.file).found(&year.to_string()));
        years.insert(0, past);
        has_last = true;
    }
    if has_last && let Some(books) = years.first().filter(|last| last.is_only_books()) {
        let message = format!(
            "统计的是 {} 年，{before} 年的只有随人转来的 {} 册，其他党员与上一年有关的未能判断。",
            period.year(),
            books.members().len()
        );
        let advice = format!("请加上本乡镇 {before} 年的「结果.json」或它所在的文件夹；确实没有的，不用改。");
        said.push(L122.says(message).in_file(&books.file).advise(advice));
    }
    if let Some(latest) = years.first().filter(|_| !has_last) {
        let message = format!(
            "统计的是 {} 年，给出的以前年度没有 {before} 年的，最近的是「{}」，与上一年有关的未能判断。",
            period.year(),
            latest.file
        );
        let found = latest.year.map_or_else(String::new, |year| year.to_string());
        let advice = format!("请加上 {before} 年的「结果.json」或它所在的文件夹；确实没有的，不用改。");
        said.push(L122.says(message).in_file(&latest.file).found(&found).advise(advice));
    }
    if has_last && let Some(table) = rules.tables.iter().find(|table| table.is_archive()) {
        set_values(&mut years, rules, table);
    }
    (Past { years, has_last }, said)
}

/// That a year is none before the run's own.
fn not_before(past: &PastYear, period: Period) -> Diagnostic {
    let year = past.year.unwrap_or_default();
    let message = format!("统计的是 {} 年，「{}」是 {year} 年的，不是以前年度的，没有用到。", period.year(), past.file);
    L151.says(message).in_file(&past.file).found(&year.to_string())
}

/// That a year is of another township. One that has a branch in common was most likely renamed: it is used.
fn of_another_township(past: &PastYear, township: Option<&str>, branches: &HashSet<Arc<str>>) -> Option<Diagnostic> {
    let run = past.run.as_ref()?;
    let (then, now) = run.township.as_deref().zip(township).filter(|(then, now)| then != now)?;
    let file = &past.file;
    let same = run.branches.iter().filter(|branch| branches.contains(branch.name.as_str())).count();
    let problem = if same * 2 > run.branches.len() {
        let message = format!("「{file}」是{then}的结果，这次是{now}的；支部大多相同，按改了名处理，照样比较。");
        L153.says(message).as_severity(Severity::Warning)
    } else {
        L153.says(format!("「{file}」是{then}的结果，这次是{now}的，没有用到。"))
    };
    Some(problem.in_file(file).found(then))
}

/// Puts into the columns of the archive what the result of last year says.
fn set_values(years: &mut [PastYear], rules: &RuleSet, table: &Table) {
    let Some((last, earlier)) = years.split_first_mut() else { return };
    let year = last.year.unwrap_or_default();
    let is_known = |word: &str| rules.alerts.iter().any(|alert| alert.kind == word);
    last.set_values(|member| {
        let mut values: Vec<Option<Held>> =
            table.columns.iter().map(|column| value(column, member, (year, earlier))).collect();
        for (kind, from, to) in member.outcome.open_months.iter().filter(|(kind, ..)| is_known(kind)) {
            let carry = rules.alerts.iter().find(|alert| alert.kind == *kind).and_then(|alert| alert.carry.as_ref());
            for (index, month) in carry.into_iter().flat_map(|carry| [(carry.found.0, from), (carry.found.1, to)]) {
                if let Some(slot) = values.get_mut(index) {
                    *slot = Some(Held::Span(*month));
                }
            }
        }
        values
    });
}

fn value(column: &crate::rules::Column, member: &PastMember, (year, earlier): (i32, &[PastYear])) -> Option<Held> {
    let outcome = &member.outcome;
    let word = |word: &str| match column.one_of.is_empty() {
        true => Some(Held::Text(word.into())),
        false => column.choice(word).map(Held::Choice),
    };
    match column.means? {
        Means::Grade => word(outcome.grade.as_deref()?),
        Means::Class => word(outcome.class.as_deref()?),
        Means::Score => outcome.score.map(Held::Figure),
        Means::Stars => outcome.stars.map(|stars| Held::Figure(Points::whole(i64::from(stars)))),
        Means::Consequences => {
            Some(outcome.consequences.join("、")).filter(|text| !text.is_empty()).and_then(|text| word(&text))
        }
        Means::GradeYears => {
            let grade = outcome.grade.as_deref()?;
            let known = outcome.in_a_row.unwrap_or(1);
            let years = grades_in_a_row(grade, 1, known, year - 1, earlier, |year| year.find_past(member));
            Some(Held::Figure(Points::whole(i64::from(years))))
        }
        Means::ProbationUntil => None,
    }
}

/// How many years in a row somebody had a grade: `known` so far, of which the last `counted` were counted one by one, and
/// on through the years before, the latest first, as long as they follow each other down from `next`.
pub fn grades_in_a_row<'a>(
    grade: &str,
    counted: u32,
    known: u32,
    next: i32,
    before: &'a [PastYear],
    find: impl Fn(&'a PastYear) -> PastMatch<'a>,
) -> u32 {
    let mut years = known.max(counted);
    for (offset, (year, expected)) in (1_u32..).zip(before.iter().zip((i32::MIN..=next).rev())) {
        if year.year != Some(expected) {
            break;
        }
        let PastMatch::One(then, _) = find(year) else { break };
        if then.outcome.grade.as_deref() != Some(grade) {
            break;
        }
        years = years.max(counted + offset - 1 + then.outcome.in_a_row.unwrap_or(1));
    }
    years
}
