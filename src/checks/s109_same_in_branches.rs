//! S109: a run of lines stands in two branches, word for word, under other names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::signs::{Seen, is_ledger_line};
use super::thresholds::{BRANCHES_FOR_ALL, SAME_IN_A_ROW};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Points, Severity, Verdict};

/// What `jifen explain S109` says.
pub static CODE: Code = Code {
    id: "S109",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "两个支部的登记成串相同",
    why: "两个支部有连续 5 行以上的登记，日期、项目、次数、级别、分值和事由都一样，只是姓名不同，可能是照抄的。这是线索，不影响得分。",
    mend: "请两个支部各自对照原始记录核对；确是一起做的事，各自的事由里写清楚本支部的人做了什么。",
    bad: Example::Told("东河村和西河村的积分登记里有五行日期、项目、事由都一样，只是姓名不同。"),
    good: Example::Told("东河村和西河村只有一行日期、项目、事由一样：镇里统一组织的义务植树。"),
};

/// What two lines have in common that were copied.
type Said<'a> = (NaiveDate, usize, u32, &'a str, Option<Points>, &'a str);

/// A line of a branch, and the number of what it says.
type Line<'a> = (usize, &'a Entry);

/// One warning for each two branches: at the line of the first with which the run begins.
pub fn run(branches: &[Seen<'_>]) -> Vec<Diagnostic> {
    let shared = Shared::of(branches);
    let books: Vec<Vec<Vec<Line<'_>>>> =
        branches.iter().enumerate().map(|(branch, seen)| shared.stretches(branch, seen)).collect();
    let mut runs: HashMap<Vec<usize>, Vec<(usize, &[Line<'_>])>> = HashMap::new();
    let mut pairs: BTreeMap<(usize, usize), Copied<'_>> = BTreeMap::new();
    for (branch, stretches) in books.iter().enumerate() {
        for lines in stretches.iter().flat_map(|stretch| stretch.windows(SAME_IN_A_ROW)) {
            let said: Vec<usize> = lines.iter().map(|(said, _)| *said).collect();
            if said.iter().collect::<BTreeSet<_>>().len() < SAME_IN_A_ROW {
                continue;
            }
            let known = runs.entry(said).or_default();
            for (other, theirs) in known.iter().filter(|(other, _)| *other != branch) {
                if are_other_people(theirs, lines) {
                    pairs.entry((*other, branch)).or_default().take(theirs, lines);
                }
            }
            known.push((branch, lines));
        }
    }
    pairs.into_iter().filter_map(|(pair, copied)| told(branches, pair, &copied)).collect()
}

/// What two branches have in common.
#[derive(Default)]
struct Copied<'a> {
    /// The first line of the run in both.
    first: Option<(&'a Entry, &'a Entry)>,
    /// The rows in the first branch, by table.
    rows: BTreeSet<(String, u32)>,
}

impl<'a> Copied<'a> {
    fn take(&mut self, theirs: &[Line<'a>], mine: &[Line<'a>]) {
        if let ([(_, there), ..], [(_, here), ..]) = (theirs, mine) {
            self.first.get_or_insert((there, here));
        }
        self.rows.extend(theirs.iter().map(|(_, entry)| (entry.form.sheet.to_string(), entry.row)));
    }
}

fn told(branches: &[Seen<'_>], (a, b): (usize, usize), copied: &Copied<'_>) -> Option<Diagnostic> {
    let ((there, here), first, second) = (copied.first?, branches.get(a)?, branches.get(b)?);
    let message = format!(
        "{}从这一行起有 {} 行登记和{}的（{} 起）日期、项目、事由都一样，只是姓名不同。",
        first.name,
        copied.rows.len(),
        second.name,
        here.cell(Field::Matter)
    );
    Some(CODE.says(message).at(there.cell(Field::Matter)).of_branch(first.name))
}

/// What is said in the branches, each thing with a number.
struct Shared {
    /// By branch and entry, the number of what it says; `None` for what says nothing.
    numbers: Vec<Vec<Option<usize>>>,
    /// By number, in how many branches it stands.
    spread: Vec<usize>,
    /// In how many branches something stands that the township held for all.
    for_all: usize,
}

impl Shared {
    fn of<'a>(branches: &[Seen<'a>]) -> Self {
        let mut known: HashMap<Said<'a>, usize> = HashMap::new();
        // By number, the last branch that says it, and how many do.
        let mut spread: Vec<(usize, usize)> = Vec::new();
        let mut number_in = |branch: usize, entry: &'a Entry| {
            let number = *known.entry(said(entry)?).or_insert(spread.len());
            match spread.get_mut(number) {
                Some((last, count)) => {
                    *count += usize::from(*last != branch);
                    *last = branch;
                }
                None => spread.push((branch, 1)),
            }
            Some(number)
        };
        let of_branch = |(branch, seen): (usize, &Seen<'a>)| {
            seen.scene.entries.iter().map(|entry| number_in(branch, entry)).collect()
        };
        let numbers = branches.iter().enumerate().map(of_branch).collect();
        let for_all = BRANCHES_FOR_ALL.max(branches.len() / 2 + 1);
        Self { numbers, spread: spread.into_iter().map(|(_, count)| count).collect(), for_all }
    }

    /// The stretches of lines of a branch, in the order of each table, that stand in other branches, too; what is held for
    /// all is passed over.
    fn stretches<'a>(&self, branch: usize, seen: &Seen<'a>) -> Vec<Vec<Line<'a>>> {
        let mut stretches: Vec<Vec<Line<'a>>> = Vec::new();
        let mut before: Option<&Entry> = None;
        let numbers = self.numbers.get(branch).into_iter().flatten();
        for (entry, number) in seen.scene.entries.iter().zip(numbers) {
            let Some(number) = *number else { continue };
            let spread = self.spread.get(number).copied().unwrap_or_default();
            if spread >= self.for_all {
                continue;
            }
            let goes_on = before.is_some_and(|before| {
                (&before.form.file, &before.form.sheet) == (&entry.form.file, &entry.form.sheet)
                    && before.row < entry.row
            });
            let is_shared = spread > 1;
            before = is_shared.then_some(entry);
            match (is_shared, stretches.last_mut().filter(|_| goes_on)) {
                (true, Some(stretch)) => stretch.push((number, entry)),
                (true, None) => stretches.push(vec![(number, entry)]),
                (false, _) => {}
            }
        }
        stretches
    }
}

fn said(entry: &Entry) -> Option<Said<'_>> {
    let (day, item) = (entry.day()?, entry.known_item()?);
    (is_ledger_line(entry) && !entry.matter.is_empty()).then_some((
        day,
        item,
        entry.quantity,
        &*entry.level,
        entry.stated,
        &*entry.matter,
    ))
}

/// Whether no line is about the same name in both: else it is one person in two branches, and told elsewhere.
fn are_other_people(theirs: &[Line<'_>], mine: &[Line<'_>]) -> bool {
    theirs.iter().zip(mine).all(|((_, there), (_, here))| there.written_name != here.written_name)
}
