//! Which fixes go into an annotated copy, and how they are listed there: the old content and the new one.

use std::collections::HashMap;

use crate::model::{CellRange, CellRef, Diagnostic, Fix, FixKind, Proper};
use crate::render::annotate::{Edit, MarkKind, Problem, Written};

/// Which fixes are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mending {
    /// None: a copy shows what is wrong and changes nothing.
    #[default]
    Nothing,
    /// Those that change the form only.
    Safe,
    /// Those that change the meaning too.
    Unsafe,
}

impl Mending {
    const fn covers(self, kind: FixKind) -> bool {
        match self {
            Self::Nothing => false,
            Self::Safe => matches!(kind, FixKind::Safe),
            Self::Unsafe => true,
        }
    }
}

/// How many problems fixes could put right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixable {
    /// By fixes that change the form only.
    pub safe: usize,
    /// By fixes that change the meaning.
    pub with_meaning: usize,
}

impl Fixable {
    /// Counts those of a run.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |kind| diagnostics.iter().filter(|d| d.fix.as_ref().is_some_and(|fix| fix.kind == kind)).count();
        Self { safe: count(FixKind::Safe), with_meaning: count(FixKind::Unsafe) }
    }
}

/// The edits of one workbook, and what became of them.
#[derive(Debug, Default)]
pub struct Plan {
    /// The edits, one for each cell.
    pub edits: Vec<Edit>,
    /// The content of each as the list shows it, and what it was where the old one looks the same.
    shown: Vec<(String, &'static str)>,
    places: HashMap<(String, CellRef), usize>,
    written: Vec<Written>,
}

impl Plan {
    /// The edits that the problems of one workbook ask for. Of several for a cell the first holds, and one that changes
    /// the meaning goes before one that changes the form: it was made knowing what the cell says.
    #[must_use]
    pub fn of(problems: &[&Diagnostic], mending: Mending) -> Self {
        let mut plan = Self::default();
        for kind in [FixKind::Unsafe, FixKind::Safe] {
            if !mending.covers(kind) {
                continue;
            }
            for problem in problems {
                let Some((fix, sheet, cells)) = target(problem).filter(|(fix, ..)| fix.kind == kind) else { continue };
                for at in cells {
                    plan.add(sheet, at, fix);
                }
            }
        }
        plan
    }

    fn add(&mut self, sheet: &str, at: CellRef, fix: &Fix) {
        let Some(proper) = &fix.proper else { return };
        let place = (sheet.to_owned(), at);
        if self.places.contains_key(&place) {
            return;
        }
        self.places.insert(place, self.edits.len());
        self.edits.push(Edit { sheet: sheet.to_owned(), at, proper: proper.clone(), kind: fix.kind });
        let to = if fix.to.is_empty() { "（清空）".to_owned() } else { fix.to.clone() };
        self.shown.push((to, if matches!(proper, Proper::Text(_)) { "（有空格）" } else { "（文本）" }));
    }

    /// Takes note of what became of the edits, in their order.
    pub fn note(&mut self, written: Vec<Written>) {
        self.written = written;
    }

    /// How many cells got a new content.
    #[must_use]
    pub fn done(&self) -> usize {
        self.written.iter().filter(|written| **written == Written::Done).count()
    }

    /// What became of the fix of a problem, and the new content of its cell; `None` where none was asked for.
    fn outcome(&self, problem: &Diagnostic) -> Option<(Written, &(String, &'static str))> {
        let (fix, sheet, cells) = target(problem)?;
        // What another problem wants in the cell settles this one only where it knew more: a change of meaning.
        let settles = |edit: &usize| {
            self.edits.get(*edit).is_some_and(|it| it.kind > fix.kind || Some(&it.proper) == fix.proper.as_ref())
        };
        let places = cells.into_iter().map(|at| self.places.get(&(sheet.to_owned(), at)).copied());
        let edits: Vec<usize> = places.collect::<Option<Vec<usize>>>()?.into_iter().filter(settles).collect();
        let first = *edits.first()?;
        let written: Vec<Written> = edits.into_iter().filter_map(|edit| self.written.get(edit).copied()).collect();
        let left = written.iter().find(|written| **written != Written::Done);
        Some((*left.or(written.first())?, self.shown.get(first)?))
    }

    /// Whether the fix of a problem stands in the copy.
    #[must_use]
    pub fn is_mended(&self, problem: &Diagnostic) -> bool {
        matches!(self.outcome(problem), Some((Written::Done, _)))
    }

    /// The row of a problem as the copy lists it, once its fix was tried.
    #[must_use]
    pub fn listed(&self, diagnostic: &Diagnostic, problem: Problem) -> Problem {
        let Some((written, (to, stored))) = self.outcome(diagnostic) else { return problem };
        let left = |why: &str| Problem { help: format!("{why}没有自动改。{}", problem.help), ..problem.clone() };
        match written {
            Written::Done => {
                let old = problem.found.trim();
                let stored = if old == to { stored } else { "" };
                let found = format!("{old}{stored} → {to}").trim_start().to_owned();
                let help = "已经改好，请看一眼；改得不对的，照原来的记录改回来。".to_owned();
                let place =
                    target(diagnostic).and_then(|(_, sheet, cells)| Some((sheet.to_owned(), together(&cells)?)));
                Problem { kind: MarkKind::Mended, found, help, place: place.or(problem.place), ..problem }
            }
            Written::Formula => left("这一格是公式，"),
            Written::Shared => left("这一格几行合用，"),
            Written::Heading => left("这一格是「表格」（套用了表格格式）的标题，"),
            Written::Absent => left("这一格写不进去，"),
        }
    }
}

/// The range of cells that lie side by side: all that were put right get the colour.
fn together(cells: &[CellRef]) -> Option<CellRange> {
    let (first, last) = (*cells.iter().min()?, *cells.iter().max()?);
    let wide = usize::try_from(last.col.checked_sub(first.col)?).ok()?.checked_add(1)?;
    (first.row == last.row && wide == cells.len()).then(|| CellRange::new(first, last))
}

/// The fix of a problem with the cells that it concerns; `None` where it has none that can be written.
fn target(problem: &Diagnostic) -> Option<(&Fix, &str, Vec<CellRef>)> {
    let fix = problem.fix.as_ref().filter(|fix| fix.proper.is_some())?;
    let (sheet, cells) = (problem.sheet.as_deref()?, problem.cells?);
    // A fix is for one cell: a problem of a whole row has no place for it.
    if cells.first != cells.last {
        return None;
    }
    let mut all = vec![cells.first];
    all.extend(fix.also.iter().copied().filter(|at| *at != cells.first));
    Some((fix, sheet, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::CODES;
    use crate::model::{Proper, Source};

    fn problem(at: &str, fix: Option<(FixKind, &str)>) -> Diagnostic {
        let code = CODES.first().unwrap();
        let source = Source { file: "甲.xlsx".into(), sheet: "表".into(), cells: CellRange::parse(at).unwrap() };
        let fix = fix.map(|(kind, to)| Fix::new(kind, Proper::Text(to.into())));
        Diagnostic { fix, ..code.says("错").at(source) }
    }

    #[test]
    fn a_cell_gets_one_content_and_only_what_was_asked_for() {
        let problems = [
            problem("B2", Some((FixKind::Safe, "形"))),
            problem("B2", Some((FixKind::Safe, "形"))),
            problem("B2", Some((FixKind::Unsafe, "义"))),
            problem("C2", Some((FixKind::Safe, "形"))),
            problem("D2:F2", Some((FixKind::Safe, "形"))),
            problem("G2", None),
        ];
        let problems: Vec<&Diagnostic> = problems.iter().collect();
        let planned = |mending| {
            let edits = Plan::of(&problems, mending).edits.into_iter();
            edits.map(|edit| format!("{} {}", edit.at, edit.proper)).collect::<Vec<_>>()
        };
        assert_eq!(planned(Mending::Nothing), [""; 0]);
        assert_eq!(planned(Mending::Safe), ["B2 形", "C2 形"]);
        assert_eq!(planned(Mending::Unsafe), ["B2 义", "C2 形"]);
    }

    #[test]
    fn a_problem_is_listed_with_the_old_content_and_the_new_one() {
        let diagnostic = problem("B2", Some((FixKind::Safe, "5")));
        let mut plan = Plan::of(&[&diagnostic], Mending::Safe);
        let row = Problem {
            kind: MarkKind::Wrong,
            code: "V201".into(),
            place: None,
            member: String::new(),
            found: "５ ".into(),
            message: String::new(),
            help: "可以不改。".into(),
        };
        plan.note(vec![Written::Formula]);
        let left = plan.listed(&diagnostic, row.clone());
        assert_eq!((left.kind, &*left.help), (MarkKind::Wrong, "这一格是公式，没有自动改。可以不改。"));
        plan.note(vec![Written::Done]);
        let mended = plan.listed(&diagnostic, row);
        assert_eq!((mended.kind, &*mended.found), (MarkKind::Mended, "５ → 5"));
    }
}
