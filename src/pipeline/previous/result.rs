//! The result of an earlier year, as far as later years look at it.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::layout::codes::{L150, L151};
use crate::model::{
    Diagnostic, MonthOrDay, PastBook, PastBranch, PastMember, PastOutcome, PastRun, PastYear, Period, Points, Window,
    masked,
};
use crate::reports::{
    AlertResult, BeforeResult, CarryResult, OpenMonths, PeriodResult, Rank, RuleSetResult, SCHEMA, Status,
    TransferBookResult,
};

/// The greatest file that is read, in bytes: a county's result has some tens of millions.
const MOST: u64 = 1 << 29;

/// What is read of 结果.json; its entries and steps are passed over.
#[derive(Deserialize)]
struct Document {
    rule_set: RuleSetResult,
    #[serde(default)]
    rule_sets: Vec<RuleSetResult>,
    township: Option<String>,
    period: PeriodResult,
    status: Status,
    branches: Vec<Branch>,
    members: Vec<Person>,
    #[serde(default)]
    transfer: Option<TransferBookResult>,
}

#[derive(Deserialize)]
struct Branch {
    name: String,
    members: usize,
    mean: Option<Points>,
}

#[derive(Deserialize)]
struct Person {
    branch: String,
    name: String,
    id: String,
    class: Option<String>,
    counted: bool,
    score: Option<Points>,
    rank: Rank,
    grade: Option<String>,
    stars: u32,
    #[serde(default)]
    consequences: Vec<String>,
    #[serde(default)]
    alerts: Vec<AlertResult>,
    before: Option<BeforeResult>,
    carry: Option<CarryResult>,
}

/// The version of the contract alone, which every version has.
#[derive(Deserialize)]
struct Version {
    schema: u32,
}

/// Reads the result of an earlier year.
///
/// # Errors
/// What is wrong with it: it is none, it is damaged, a newer version wrote it, or it is not of a whole year.
pub fn read_result(path: &Path, shown: &Arc<str>) -> Result<PastYear, Box<Diagnostic>> {
    let damaged = |why: &str| Box::new(L150.says(format!("「{shown}」不能当作以前年度的结果：{why}。")).in_file(shown));
    let size = std::fs::metadata(path).map_err(|_| damaged("打不开这个文件"))?.len();
    if size > MOST {
        return Err(damaged("文件太大"));
    }
    let bytes = std::fs::read(path).map_err(|_| damaged("打不开这个文件"))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let version: Version = serde_json::from_slice(bytes).map_err(|error| match error.line() {
        0 => damaged("里面没有内容"),
        _ => damaged("不是 jifen 写出的结果，或者文件不完整"),
    })?;
    if version.schema > SCHEMA {
        let advice = "请用写出它的那个版本，或更新的版本。";
        return Err(Box::new(damaged("它是更新的版本写出的，这个版本看不懂").advise(advice)));
    }
    let document: Document = serde_json::from_slice(bytes).map_err(|_| damaged("不是 jifen 写出的结果，或者改动过"))?;
    let label = &document.period.label;
    let Some(period) = Period::parse(label) else { return Err(damaged("看不出是哪个期间的")) };
    if period.window() != Window::Year {
        let message = format!("「{shown}」是 {period} 的结果，不是一整年的，没有用到。");
        return Err(Box::new(L151.says(message).in_file(shown).found(label)));
    }
    if !has_all_members(&document) {
        return Err(damaged("各支部的人数与里面的党员对不上，文件不完整，或者改动过"));
    }
    match &document.transfer {
        None => Ok(past_year(document, period, shown)),
        Some(transfer) if is_book_of(transfer, &document.members) => Ok(book_year(document, period, shown)),
        Some(_) => Err(damaged("是随人转来的一册，里面却不是这一个人，不完整，或者改动过")),
    }
}

/// Whether the result of a book that came with a member is of that member alone.
fn is_book_of(transfer: &TransferBookResult, members: &[Person]) -> bool {
    let [person] = members else { return false };
    (&person.name, &person.id, &person.branch) == (&transfer.member, &transfer.id, &transfer.from)
}

/// A year of which no more is known than of the one member with whom the book came.
fn book_year(document: Document, period: Period, shown: &Arc<str>) -> PastYear {
    let clean = |text: String| masked(&text).into_owned();
    let RuleSetResult { id, title, version, sha256 } = document.rule_set;
    let tells_open_months = document.members.iter().all(tells);
    let book = PastBook {
        file: masked(shown).into_owned(),
        township: document.township.map(clean),
        is_outside: true,
        rules: [id, title, version, sha256].map(clean),
        is_final: document.status == Status::Final,
        tells_open_months,
    };
    let in_book = |person| PastMember { book: Some(book.clone()), ..past_member(person, period) };
    PastYear::new(Arc::clone(shown), Some(period.year()), document.members.into_iter().map(in_book).collect())
}

/// Whether a result says which months in a row had not ended for somebody.
fn tells(person: &Person) -> bool {
    person.carry.as_ref().is_some_and(|carry| carry.open.is_some())
}

/// Whether the members are those that the branches count, nobody twice and nobody of another branch.
fn has_all_members(document: &Document) -> bool {
    let mut counted: HashMap<&str, usize> = document.branches.iter().map(|branch| (branch.name.as_str(), 0)).collect();
    let mut seen = HashSet::new();
    for person in &document.members {
        let Some(count) = counted.get_mut(person.branch.as_str()) else { return false };
        *count += usize::from(person.counted);
        if !seen.insert((&person.branch, &person.name, &person.id)) {
            return false;
        }
    }
    document.branches.iter().all(|branch| counted.get(branch.name.as_str()) == Some(&branch.members))
}

fn past_year(document: Document, period: Period, shown: &Arc<str>) -> PastYear {
    let clean = |text: String| masked(&text).into_owned();
    let rules = document.rule_set;
    let four = |rules: RuleSetResult| [rules.id, rules.title, rules.version, rules.sha256].map(clean);
    let run = PastRun {
        township: document.township.map(clean),
        rules: four(rules),
        all_rules: document.rule_sets.into_iter().map(four).collect(),
        is_final: document.status == Status::Final,
        tells_open_months: document.members.iter().filter(|person| person.counted).all(tells),
        branches: document
            .branches
            .into_iter()
            .map(|branch| PastBranch { name: clean(branch.name), members: branch.members, mean: branch.mean })
            .collect(),
    };
    let members = document.members.into_iter().map(|person| past_member(person, period)).collect();
    PastYear::new(Arc::clone(shown), Some(period.year()), members).of_run(run)
}

fn past_member(person: Person, period: Period) -> PastMember {
    let clean = |text: String| masked(&text).into_owned();
    let (born, open) = person.carry.map_or((None, None), |carry| (carry.born, carry.open));
    let outcome = PastOutcome {
        counted: Some(person.counted),
        score: person.score,
        rank: (person.rank.branch, person.rank.township),
        grade: person.grade.map(clean),
        stars: Some(person.stars),
        class: person.class.map(clean),
        consequences: person.consequences.into_iter().map(clean).collect(),
        in_a_row: person.before.and_then(|before| before.grades_in_a_row),
        open_months: open_months(open, person.alerts, period),
    };
    PastMember {
        branch: Some(clean(person.branch)),
        name: person.name,
        remark: None,
        id: Some(person.id),
        born: born.as_deref().and_then(month),
        joined: None,
        values: Vec::new(),
        outcome,
        source: None,
        book: None,
    }
}

/// The rows of months that had not ended. A result of an older version has only those that were told; of these the ones
/// that reach the end of the year had certainly not ended.
fn open_months(
    carried: Option<Vec<OpenMonths>>,
    told: Vec<AlertResult>,
    year: Period,
) -> Vec<(String, Period, Period)> {
    let is_month = |period: &Period| period.window() == Window::Month;
    let row = |kind: String, from: &str, to: &str| {
        let from = Period::parse(from).filter(is_month)?;
        let to = Period::parse(to).filter(is_month)?;
        (from.from() <= to.from() && to.year() <= year.year()).then(|| (masked(&kind).into_owned(), from, to))
    };
    match carried {
        Some(open) => open.into_iter().filter_map(|open| row(open.kind, &open.from, &open.to)).collect(),
        None => {
            let told = told.into_iter().filter_map(|told| row(told.kind, &told.from, &told.to));
            told.filter(|(_, _, to)| to.to() == year.to()).collect()
        }
    }
}

/// 1980-03.
fn month(text: &str) -> Option<MonthOrDay> {
    let (year, month) = text.split_once('-')?;
    let month: u32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(MonthOrDay { year: year.parse().ok()?, month, day: None })
}
