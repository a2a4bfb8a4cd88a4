//! Bands of grades and of special cases: whether exactly one holds everywhere.

use super::cells::Stretch;
use super::grid::{Found, Grid};
use super::lens::Lens;
use super::said::Subject;
use crate::rules::formula::Expr;
use crate::rules::reach::{Given, Reach};
use crate::rules::{Case, Computed, Node, Ref, Rule};

/// What is wrong with bands.
#[derive(Clone, Debug)]
pub struct Band {
    /// What it is about.
    pub subject: Subject,
    /// What is wrong.
    pub kind: BandKind,
    /// Where.
    pub found: Found,
    /// For whom, and in which runs; empty for everybody.
    pub whose: String,
    /// Whether it is about grades; else about special cases.
    pub of_grades: bool,
}

/// What is wrong with bands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BandKind {
    /// None holds.
    Gap,
    /// Only a grade that the source does not have: its index.
    Filled(usize),
    /// Two hold, and neither is a special case of the other: their names.
    Overlap(String, String),
    /// It could not be proved: there were too many combinations.
    Unproved,
}

/// All that is wrong with the bands of a rule set.
pub fn bands_of(lens: &Lens<'_>) -> Vec<Band> {
    let mut all = of_grades(lens);
    let rules = lens.rules;
    for (index, figure) in rules.figures.iter().enumerate() {
        let has_rest = figure.of.is_some() || figure.steps.is_some();
        all.extend(of_cases(lens, Subject::node(rules, Node::Figure(index)), &figure.cases, has_rest));
    }
    let computed = |node: Node, computed: Option<&Computed>| {
        let computed = computed?;
        Some(of_cases(lens, Subject::node(rules, node), &computed.cases, computed.points.is_some()))
    };
    for (index, item) in rules.items.iter().enumerate() {
        all.extend(computed(Node::Item(index), item.computed.as_ref()).into_iter().flatten());
    }
    for (index, category) in rules.categories.iter().enumerate() {
        all.extend(computed(Node::Category(index), category.computed.as_ref()).into_iter().flatten());
    }
    all
}

/// What is wrong, with the classes and runs in which it is.
type Told = (BandKind, Found, Vec<Option<usize>>);

fn of_grades(lens: &Lens<'_>) -> Vec<Band> {
    let mut all: Vec<Band> = Vec::new();
    for (scale, on_scale) in lens.rules.scales.iter().enumerate() {
        let title = if on_scale.title.is_empty() { "等次".to_owned() } else { on_scale.title.clone() };
        for (window, reach) in lens.runs() {
            let grades = lens.on_scale(scale, window);
            if grades.is_empty() {
                continue;
            }
            let conditions: Vec<&Rule> =
                grades.iter().filter_map(|(_, grade)| grade.when.get(scale)?.as_ref()).collect();
            let titles: Vec<String> = grades.iter().map(|(_, grade)| grade.title.clone()).collect();
            let is_filler: Vec<bool> = grades.iter().map(|(_, grade)| grade.fills_gap).collect();
            let mut told: Vec<Told> = Vec::new();
            for class in lens.classes() {
                let given = lens.given(Some(window), class);
                for (kind, found) in examined(lens, &given, reach, &conditions, &titles, &is_filler) {
                    add(&mut told, kind, found, class);
                }
            }
            let first = grades.first().map(|(index, _)| *index).unwrap_or_default();
            for (kind, found, classes) in told {
                let subject = match kind {
                    // Of the rule set's own grades, not of those on this scale.
                    BandKind::Filled(at) => {
                        Subject::grade(lens.rules, grades.get(at).map_or(first, |(index, _)| *index))
                    }
                    _ => Subject {
                        of: title.clone(),
                        label: format!("「{title}」"),
                        ..Subject::grade(lens.rules, first)
                    },
                };
                let kind = match kind {
                    BandKind::Filled(at) => BandKind::Filled(grades.get(at).map_or(first, |(index, _)| *index)),
                    kind => kind,
                };
                let is_known = |band: &Band| band.kind == kind && band.found.in_words() == found.in_words();
                // What is wrong in a year is not told again of its parts.
                if !all.iter().any(is_known) {
                    all.push(Band { subject, kind, found, whose: lens.several(&classes), of_grades: true });
                }
            }
        }
    }
    all
}

fn add(told: &mut Vec<Told>, kind: BandKind, found: Found, class: Option<usize>) {
    let same = told.iter_mut().find(|(other, at, _)| *other == kind && at.in_words() == found.in_words());
    match same {
        Some((_, _, classes)) => {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        None => told.push((kind, found, vec![class])),
    }
}

fn of_cases(lens: &Lens<'_>, subject: Subject, cases: &[Case], has_rest: bool) -> Vec<Band> {
    let Some(reach) = lens.year().filter(|_| !cases.is_empty()) else { return Vec::new() };
    let conditions: Vec<&Rule> = cases.iter().map(|case| &case.when).collect();
    let titles: Vec<String> = cases.iter().map(|case| lens.rules.words(&case.when)).collect();
    let given = lens.given(None, None);
    let found = examined(lens, &given, reach, &conditions, &titles, &vec![false; cases.len()]);
    let is_told = |(kind, found): &(BandKind, Found)| match kind {
        BandKind::Gap => !has_rest,
        // Of special cases the first that holds decides; only where they meet at one number it is doubtful which is meant.
        BandKind::Overlap(..) => found.stretch.is_some_and(|stretch| stretch.single().is_some()),
        BandKind::Filled(_) => false,
        BandKind::Unproved => true,
    };
    let told = found.into_iter().filter(is_told);
    told.map(|(kind, found)| Band { subject: subject.clone(), kind, found, whose: String::new(), of_grades: false })
        .collect()
}

/// Where none of the conditions holds, where only fillers do, and where two do of which neither is the special case.
fn examined(
    lens: &Lens<'_>,
    given: &Given,
    reach: &Reach,
    conditions: &[&Rule],
    titles: &[String],
    is_filler: &[bool],
) -> Vec<(BandKind, Found)> {
    let trees: Vec<&Expr<Ref>> = conditions.iter().map(|rule| rule.tree()).collect();
    let grid = Grid::new(lens.rules, given, Some(reach), &trees);
    if grid.size().is_none() {
        return vec![(BandKind::Unproved, grid.nowhere())];
    }
    let mut found: Vec<(BandKind, Found)> =
        grid.stretches(|holds| !holds.contains(&true)).into_iter().map(|gap| (BandKind::Gap, gap)).collect();
    for (at, _) in is_filler.iter().enumerate().filter(|(_, is_filler)| **is_filler) {
        let only_it = |holds: &[bool]| holds.iter().enumerate().all(|(other, holds)| *holds == (other == at));
        found.extend(grid.stretches(only_it).into_iter().map(|gap| (BandKind::Filled(at), gap)));
    }
    for (a, b) in crossing(&grid, conditions.len()) {
        let both = |holds: &[bool]| holds.get(a) == Some(&true) && holds.get(b) == Some(&true);
        let names = || BandKind::Overlap(title(titles, a), title(titles, b));
        found.extend(grid.stretches(both).into_iter().map(|overlap| (names(), overlap)));
    }
    found
}

fn title(titles: &[String], at: usize) -> String {
    titles.get(at).cloned().unwrap_or_default()
}

/// Pairs that both hold somewhere on a line along the axis where each also holds without the other.
fn crossing(grid: &Grid<'_>, count: usize) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    grid.lines(|line| {
        for a in 0..count {
            for b in a + 1..count {
                let is = |at: usize, holds: &[bool]| holds.get(at).copied().unwrap_or(false);
                let any = |in_a: bool, in_b: bool| {
                    line.iter().any(|tried| is(a, &tried.holds) == in_a && is(b, &tried.holds) == in_b)
                };
                if !pairs.contains(&(a, b)) && any(true, true) && any(true, false) && any(false, true) {
                    pairs.push((a, b));
                }
            }
        }
    });
    pairs
}

impl Band {
    /// The stretch of the axis that it is about.
    #[must_use]
    pub fn stretch(&self) -> Option<Stretch> {
        self.found.stretch
    }

    /// Whether two conditions meet at one number, or leave one out.
    #[must_use]
    pub fn is_at_a_line(&self) -> bool {
        self.stretch().is_some_and(|stretch| stretch.single().is_some())
    }

    /// Where it is, in words, with whom it is about.
    #[must_use]
    pub fn place(&self) -> String {
        let found = self.found.in_words();
        match (self.whose.is_empty(), found.is_empty()) {
            (true, true) => "任何情况下".to_owned(),
            (true, false) => found,
            (false, true) => self.whose.clone(),
            (false, false) => format!("{}，{found}", self.whose),
        }
    }
}
