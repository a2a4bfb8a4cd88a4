//! Problems put together for reading: by kind, and those that are the same problem in many places as one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{CellRange, Code, Diagnostic, Severity};

/// The families of codes in the order in which they are to be mended: while the file or its form is wrong, what is
/// said of its rows is worth little.
const FAMILIES: &str = "FLVMEPSTA";

/// All problems of one code and one severity.
#[derive(Clone, Debug)]
pub struct ProblemKind<'a> {
    /// How bad they are.
    pub severity: Severity,
    /// Their code.
    pub code: &'static Code,
    /// The problems, in the order of their first places.
    pub problems: Vec<SameProblem<'a>>,
}

/// One problem, and all places where it is the same: same code, same words, same advice.
#[derive(Clone, Debug)]
pub struct SameProblem<'a> {
    /// One diagnostic for each place, at least one.
    pub places: Vec<&'a Diagnostic>,
}

impl<'a> ProblemKind<'a> {
    /// In how many places.
    #[must_use]
    pub fn places(&self) -> usize {
        self.problems.iter().map(|problem| problem.places.len()).sum()
    }
}

impl<'a> SameProblem<'a> {
    /// The first place.
    #[must_use]
    pub fn first(&self) -> Option<&'a Diagnostic> {
        self.places.first().copied()
    }

    /// The members concerned, each once, in order.
    #[must_use]
    pub fn members(&self) -> Vec<&'a str> {
        let named = self.places.iter().filter_map(|diagnostic| diagnostic.member.as_deref());
        let mut known = HashSet::new();
        named.filter(|member| !member.is_empty() && known.insert(*member)).collect()
    }
}

/// The kinds of problems among these, the worst first; among equals what has to be mended first.
#[must_use]
pub fn problem_kinds<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<ProblemKind<'a>> {
    let mut kinds: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let key = (Reverse(diagnostic.severity), family(diagnostic.code), diagnostic.code.id);
        kinds.entry(key).or_default().push(diagnostic);
    }
    let kinds = kinds.into_values().filter_map(|diagnostics| {
        let first = diagnostics.first()?;
        Some(ProblemKind { severity: first.severity, code: first.code, problems: same_problems(&diagnostics) })
    });
    kinds.collect()
}

fn family(code: &Code) -> usize {
    let letter = code.id.chars().next();
    letter.and_then(|letter| FAMILIES.find(letter)).unwrap_or(FAMILIES.len())
}

fn same_problems<'a>(diagnostics: &[&'a Diagnostic]) -> Vec<SameProblem<'a>> {
    let mut problems: Vec<SameProblem<'a>> = Vec::new();
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for diagnostic in diagnostics {
        let at = *known.entry((&diagnostic.message, &diagnostic.help)).or_insert(problems.len());
        match problems.get_mut(at) {
            Some(problem) => problem.places.push(diagnostic),
            None => problems.push(SameProblem { places: vec![diagnostic] }),
        }
    }
    problems
}

/// Where problems stand, sheet by sheet, cells that touch each other as one: 积分登记 F5:F404、G7；花名册 B3.
///
/// At most `most` ranges are named, then the number of all places follows. `with_files` puts the file before the
/// sheet, where they are of more than one.
#[must_use]
pub fn places_in_words(diagnostics: &[&Diagnostic], most: usize, with_files: bool) -> String {
    let mut sheets: Vec<(String, Vec<CellRange>)> = Vec::new();
    for diagnostic in diagnostics {
        let name = sheet_in_words(diagnostic, with_files);
        let at = sheets.iter().position(|(other, _)| *other == name).unwrap_or_else(|| {
            sheets.push((name, Vec::new()));
            sheets.len() - 1
        });
        if let Some((_, cells)) = sheets.get_mut(at) {
            cells.extend(diagnostic.cells);
        }
    }
    let mut left = most;
    let mut is_cut = false;
    let mut words = Vec::new();
    for (name, cells) in sheets {
        let ranges = ranges(cells);
        if left == 0 && !(ranges.is_empty() && words.is_empty()) {
            is_cut = true;
            break;
        }
        is_cut |= ranges.len() > left;
        let named: Vec<String> = ranges.iter().take(left).map(ToString::to_string).collect();
        left = left.saturating_sub(named.len().max(1));
        let parts = [name, named.join("、")];
        words.push(parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
    }
    words.retain(|word| !word.is_empty());
    let mut text = words.join("；");
    if is_cut {
        text.push_str(&format!(" 等 {} 处", diagnostics.len()));
    }
    text
}

fn sheet_in_words(diagnostic: &Diagnostic, with_files: bool) -> String {
    let file = diagnostic.file.as_deref().filter(|_| with_files);
    [file, diagnostic.sheet.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The same cells in as few rectangles as joining neighbours gives: first those above each other, then those side by
/// side. From the top.
fn ranges(mut cells: Vec<CellRange>) -> Vec<CellRange> {
    cells.sort_by_key(|range| (range.first.col, range.last.col, range.first.row));
    let stacked = joined(cells, |above, below| {
        (above.first.col, above.last.col) == (below.first.col, below.last.col)
            && below.first.row <= above.last.row.saturating_add(1)
    });
    let mut cells = stacked;
    cells.sort_by_key(|range| (range.first.row, range.last.row, range.first.col));
    let mut cells = joined(cells, |left, right| {
        (left.first.row, left.last.row) == (right.first.row, right.last.row)
            && right.first.col <= left.last.col.saturating_add(1)
    });
    cells.sort_by_key(|range| (range.first.row, range.first.col));
    cells
}

fn joined(cells: Vec<CellRange>, touch: impl Fn(&CellRange, &CellRange) -> bool) -> Vec<CellRange> {
    let mut all: Vec<CellRange> = Vec::with_capacity(cells.len());
    for cell in cells {
        match all.last_mut().filter(|last| touch(last, &cell)) {
            Some(last) => {
                last.last.row = last.last.row.max(cell.last.row);
                last.last.col = last.last.col.max(cell.last.col);
            }
            None => all.push(cell),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Example, Source, Verdict};

    const fn code(id: &'static str, severity: Severity) -> Code {
        let example = Example::Told("");
        Code { id, severity, verdict: Verdict::Counted, title: "", why: "", mend: "", bad: example, good: example }
    }

    static E101: Code = code("E101", Severity::Error);
    static F101: Code = code("F101", Severity::Error);
    static A101: Code = code("A101", Severity::Warning);

    fn at(code: &'static Code, sheet: &str, cell: &str, message: &str) -> Diagnostic {
        let cells = CellRange::parse(cell).unwrap();
        code.says(message).at(Source { file: Arc::from("甲.xlsx"), sheet: Arc::from(sheet), cells })
    }

    #[test]
    fn four_hundred_identical_errors_are_one_problem() {
        let all: Vec<Diagnostic> = (5..=404).map(|row| at(&E101, "积分登记", &format!("F{row}"), "空着")).collect();
        let kinds = problem_kinds(&all);
        assert_eq!((kinds.len(), kinds[0].problems.len(), kinds[0].places()), (1, 1, 400));
        assert_eq!(places_in_words(&kinds[0].problems[0].places, 5, false), "积分登记 F5:F404");
        assert_eq!(places_in_words(&kinds[0].problems[0].places, 5, true), "甲.xlsx 积分登记 F5:F404");
    }

    #[test]
    fn the_worst_comes_first_and_the_file_before_its_rows() {
        let all = [at(&A101, "甲", "A1", "一"), at(&E101, "甲", "A1", "一"), at(&F101, "甲", "A1", "一")];
        let ids: Vec<&str> = problem_kinds(&all).iter().map(|kind| kind.code.id).collect();
        assert_eq!(ids, ["F101", "E101", "A101"]);
    }

    #[test]
    fn other_words_or_other_advice_are_another_problem() {
        let all = [
            at(&E101, "甲", "A1", "一"),
            at(&E101, "甲", "A2", "二"),
            at(&E101, "甲", "A3", "一"),
            at(&E101, "甲", "A4", "一").advise("别的"),
        ];
        let kinds = problem_kinds(&all);
        let counts: Vec<usize> = kinds[0].problems.iter().map(|problem| problem.places.len()).collect();
        assert_eq!(counts, [2, 1, 1]);
    }

    #[test]
    fn neighbours_are_one_range() {
        let words = |cells: &[&str], most: usize| {
            let all: Vec<Diagnostic> = cells.iter().map(|cell| at(&E101, "表", cell, "一")).collect();
            places_in_words(&all.iter().collect::<Vec<_>>(), most, false)
        };
        assert_eq!(words(&["F7", "F5", "F6", "G9"], 5), "表 F5:F7、G9");
        assert_eq!(words(&["A2:J2", "A3:J3", "A5:J5"], 5), "表 A2:J3、A5:J5");
        assert_eq!(words(&["B2", "C2", "D2", "B3", "C3", "D3"], 5), "表 B2:D3");
        assert_eq!(words(&["A1", "A3", "A5"], 2), "表 A1、A3 等 3 处");
        assert_eq!(words(&["A1", "A1"], 2), "表 A1");
    }

    #[test]
    fn several_sheets_and_whole_files_are_named() {
        let mut all = vec![at(&E101, "登记", "F5", "一"), at(&E101, "花名册", "B3", "一")];
        let named = |all: &[Diagnostic], most| places_in_words(&all.iter().collect::<Vec<_>>(), most, false);
        assert_eq!(named(&all, 5), "登记 F5；花名册 B3");
        assert_eq!(named(&all, 1), "登记 F5 等 2 处");
        all = vec![E101.says("一").in_file(&Arc::from("甲.xlsx"))];
        assert_eq!(named(&all, 5), "");
        assert_eq!(places_in_words(&[&all[0]], 5, true), "甲.xlsx");
    }
}
