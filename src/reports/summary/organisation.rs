//! 组织汇总: branches, members, means and grades at each level of the organisation tree.
//!
//! A branch's figures are those of 支部情况; a unit above adds up the branches in the rows below it, which are its own: the
//! tree is written from the top, each unit before those below it.

use std::collections::HashMap;

use super::formula::{body_row, criterion};
use super::{Plan, branches, members, wording};
use crate::model::{CellRef, Column, NumberKind, Points, RowKind, Severity, Table, TableCell};
use crate::reports::{NO_GROUP, UnitKind, UnitResult};

/// The sheet's name.
const NAME: &str = "组织汇总";
const LEVEL: u32 = 1;
const FIRST_FIGURE: u32 = 2;

/// The columns behind the level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Figure {
    Expected,
    HandedIn,
    Members,
    Total,
    Mean,
    Grade(usize),
    Errors,
    Warnings,
}

pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let units = &plan.result.organisation;
    let first = units.first()?;
    let page = Page::of(plan, first);
    let title = wording::title(plan.result, plan.rules, "各级组织积分情况");
    let mut columns = vec![Column::left("组织", 34), Column::center("层级", 10)];
    columns.extend(page.figures.iter().map(|figure| page.column(*figure)));
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "个、人、分"), columns);
    for (at, unit) in units.iter().enumerate() {
        table.push(RowKind::Body, page.row(at, unit));
    }
    let tops = units.iter().filter(|unit| !units.iter().any(|other| other != *unit && other.holds(unit)));
    if tops.count() > 1 {
        table.push(RowKind::Total, page.total());
    }
    table.frozen_columns = 1;
    table.notes = vec![
        "支部一级的数与「支部情况」相同；上级组织的人数是下面各支部之和，平均分按全体党员计算，不是各支部平均分的平均。".to_owned(),
    ];
    if units.iter().any(|unit| unit.kind == UnitKind::Group) {
        table.notes.push("小组的人数、平均分是花名册上写着这个小组的党员的，已经算在支部里，不再相加。".to_owned());
    }
    if units.iter().any(is_missing) {
        table.notes.push("「已交」为 0 的支部没有交表，人数、平均分里没有它的党员。".to_owned());
    }
    table.notes.extend(not_of_a_branch(plan));
    table.signatures = wording::signatures();
    Some(table)
}

/// How many problems are in no row of the sheet, but counted on 总览: those of whole files, and of branches that handed in
/// nothing.
fn not_of_a_branch(plan: &Plan<'_>) -> Option<String> {
    let (mut errors, mut warnings) = (0_usize, 0_usize);
    for diagnostic in &plan.result.diagnostics {
        match diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Note => {}
        }
    }
    let branches = plan.result.organisation.iter().filter(|unit| unit.kind == UnitKind::Branch && !is_missing(unit));
    for unit in branches {
        errors = errors.saturating_sub(unit.errors.unwrap_or(0));
        warnings = warnings.saturating_sub(unit.warnings.unwrap_or(0));
    }
    let counted: Vec<String> = [(errors, "处错误"), (warnings, "处提醒")]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!(" {count} {what}"))
        .collect();
    (!counted.is_empty()).then(|| {
        format!(
            "另有{}不属于交了表的支部（例如支部没有交表、整个文件的问题），不在上面的数里，「总览」「问题清单」里有。",
            counted.join("、").trim_end()
        )
    })
}

fn is_missing(unit: &UnitResult) -> bool {
    unit.kind == UnitKind::Branch && unit.handed_in == Some(0)
}

/// What the level is called on the sheet; formulas look for the word of branches.
const fn level(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Township => "乡镇",
        UnitKind::Committee => "党委",
        UnitKind::General => "党总支",
        UnitKind::Unit => "上级组织",
        UnitKind::Branch => "党支部",
        UnitKind::Group => "党小组",
    }
}

/// Where the sheet's figures stand.
struct Page<'a> {
    plan: &'a Plan<'a>,
    figures: Vec<Figure>,
    /// Points of the members counted, and how many of them have any, by branch.
    of_branches: HashMap<&'a str, (Points, usize)>,
    /// The same by branch and group.
    of_groups: HashMap<(&'a str, &'a str), (Points, usize)>,
}

impl<'a> Page<'a> {
    fn of(plan: &'a Plan<'a>, first: &UnitResult) -> Self {
        let mut figures = Vec::new();
        if first.expected.is_some() {
            figures.extend([Figure::Expected, Figure::HandedIn]);
        }
        figures.extend([Figure::Members, Figure::Total, Figure::Mean]);
        let held = |title: &str| first.grades.iter().any(|count| count.grade == title);
        let grades = plan.rules.grades.iter().enumerate().filter(|(_, grade)| held(&grade.title));
        figures.extend(grades.map(|(at, _)| Figure::Grade(at)));
        figures.extend([Figure::Errors, Figure::Warnings]);
        let (mut of_branches, mut of_groups) = (HashMap::new(), HashMap::new());
        for member in plan.result.members.iter().filter(|member| member.counted) {
            let Some(score) = member.score else { continue };
            let group = member.party_group.as_deref().unwrap_or(NO_GROUP);
            let totals: [&mut (Points, usize); 2] = [
                of_branches.entry(member.branch.as_str()).or_insert((Points::ZERO, 0)),
                of_groups.entry((member.branch.as_str(), group)).or_insert((Points::ZERO, 0)),
            ];
            for (points, count) in totals {
                *points += score;
                *count += 1;
            }
        }
        Self { plan, figures, of_branches, of_groups }
    }

    fn column(&self, figure: Figure) -> Column {
        let count = |header: &str, width| Column::number(header, width, NumberKind::General);
        match figure {
            Figure::Expected => count("应交", 7),
            Figure::HandedIn => count("已交", 7),
            Figure::Members => count("党员总数", 10),
            Figure::Total => Column::number("得分合计", 12, NumberKind::Places(self.plan.rules.score.places)),
            Figure::Mean => Column::number("平均分", 10, NumberKind::Places(2)),
            Figure::Grade(at) => count(self.plan.rules.grades.get(at).map_or("", |grade| &grade.title), 9),
            Figure::Errors => count("错误", 8),
            Figure::Warnings => count("提醒", 8),
        }
    }

    /// Column letters of a figure.
    fn letters(&self, figure: Figure) -> String {
        let at = self.figures.iter().position(|other| *other == figure).unwrap_or(0);
        CellRef::new(0, FIRST_FIGURE + u32::try_from(at).unwrap_or(0)).column_letters()
    }

    fn row(&self, at: usize, unit: &UnitResult) -> Vec<TableCell> {
        let indent = "　　".repeat(unit.path.len().saturating_sub(1));
        let name = match TableCell::words(unit.name()) {
            TableCell::Text(name) => TableCell::Text(format!("{indent}{name}")),
            other => other,
        };
        let mut cells = vec![name, TableCell::words(level(unit.kind))];
        let source = Source::of(self, at, unit);
        cells.extend(self.figures.iter().map(|figure| self.cell(*figure, unit, &source)));
        cells
    }

    fn cell(&self, figure: Figure, unit: &UnitResult, source: &Source) -> TableCell {
        let count = match figure {
            Figure::Expected => unit.expected,
            Figure::HandedIn => unit.handed_in,
            Figure::Members => Some(unit.members),
            Figure::Grade(at) => {
                let title = self.plan.rules.grades.get(at).map_or("", |grade| grade.title.as_str());
                unit.grades.iter().find(|count| count.grade == title).map(|count| count.members)
            }
            Figure::Errors => unit.errors,
            Figure::Warnings => unit.warnings,
            Figure::Total => return self.points(unit, source),
            Figure::Mean => return self.mean(unit, source),
        };
        if is_missing(unit) && !matches!(figure, Figure::Expected | Figure::HandedIn) {
            return TableCell::Empty;
        }
        let Some(count) = count else { return TableCell::Empty };
        match source {
            Source::Sum(rows) => TableCell::counting(self.sum(rows, figure), count),
            Source::Branch(row) => match self.on_branches(figure) {
                Some(col) => TableCell::counting(format!("{}!${col}${row}", branches::NAME), count),
                None => TableCell::count(count),
            },
            Source::Given => TableCell::count(count),
        }
    }

    /// The sum of the branches' figures in these rows.
    fn sum(&self, (first, last): &(u32, u32), figure: Figure) -> String {
        let (col, level_col) = (self.letters(figure), CellRef::new(0, LEVEL).column_letters());
        let word = level(UnitKind::Branch);
        format!("SUMIFS({col}{first}:{col}{last},${level_col}{first}:${level_col}{last},\"{word}\")")
    }

    /// The column of 支部情况 that has the figure.
    fn on_branches(&self, figure: Figure) -> Option<String> {
        let grades = u32::try_from(self.plan.rules.grades.len()).ok()?;
        let col = match figure {
            Figure::Members => branches::MEMBERS,
            Figure::Mean => branches::MEAN.into(),
            Figure::Grade(at) => branches::GRADES + u32::try_from(at).ok()?,
            Figure::Errors => branches::GRADES + grades,
            Figure::Warnings => branches::GRADES + grades + 1,
            Figure::Expected | Figure::HandedIn | Figure::Total => return None,
        };
        Some(CellRef::new(0, col).column_letters())
    }

    /// The points of a unit's members together, and how many of them have any.
    fn total_of(&self, unit: &UnitResult) -> (Points, usize) {
        if let (UnitKind::Group, [.., branch, group]) = (unit.kind, unit.path.as_slice()) {
            return self.of_groups.get(&(branch.as_str(), group.as_str())).copied().unwrap_or((Points::ZERO, 0));
        }
        let units = self.plan.result.organisation.iter();
        let own = units.filter(|other| other.kind == UnitKind::Branch && unit.holds(other));
        let totals = own.filter_map(|branch| self.of_branches.get(branch.name()));
        totals.fold((Points::ZERO, 0), |(points, count), (more, others)| (points + *more, count + others))
    }

    fn points(&self, unit: &UnitResult, source: &Source) -> TableCell {
        if unit.mean.is_none() {
            return TableCell::Empty;
        }
        let (total, _) = self.total_of(unit);
        match source {
            Source::Sum(rows) => TableCell::reckoning(self.sum(rows, Figure::Total), total),
            Source::Branch(row) => {
                let on = |col| self.plan.members.column_on(members::NAME, col);
                let name = format!("{}!${}${row}", branches::NAME, CellRef::new(0, branches::BRANCH).column_letters());
                let Some(name) = criterion(unit.name(), name) else { return TableCell::Points(total) };
                let scores = on(members::score_column(self.plan));
                let (of_branch, counted) = (on(members::BRANCH), on(members::COUNTED));
                let formula = format!("SUMIFS({scores},{of_branch},{name},{counted},\"{}\")", members::YES);
                TableCell::reckoning(formula, total)
            }
            Source::Given => TableCell::Points(total),
        }
    }

    fn mean(&self, unit: &UnitResult, source: &Source) -> TableCell {
        let Some(mean) = unit.mean else { return TableCell::Empty };
        match source {
            Source::Sum((first, _)) if self.total_of(unit).1 == unit.members => {
                let row = first - 1;
                let (total, count) = (self.letters(Figure::Total), self.letters(Figure::Members));
                TableCell::reckoning(format!("ROUND({total}{row}/{count}{row},2)"), mean)
            }
            Source::Branch(row) => match self.on_branches(Figure::Mean) {
                Some(col) => TableCell::reckoning(format!("{}!${col}${row}", branches::NAME), mean),
                None => TableCell::Points(mean),
            },
            _ => TableCell::Points(mean),
        }
    }

    /// What is under several tops.
    fn total(&self) -> Vec<TableCell> {
        let units = &self.plan.result.organisation;
        let rows = (body_row(0) + 1, body_row(units.len().saturating_sub(1)) + 1);
        let all: Vec<&UnitResult> = units.iter().filter(|unit| unit.kind == UnitKind::Branch).collect();
        let mut cells = vec![TableCell::words("合计"), TableCell::Empty];
        cells.extend(self.figures.iter().map(|figure| {
            let sum = |of: &dyn Fn(&UnitResult) -> Option<usize>| all.iter().filter_map(|unit| of(unit)).sum::<usize>();
            let count = match figure {
                Figure::Expected => sum(&|unit| unit.expected),
                Figure::HandedIn => sum(&|unit| unit.handed_in),
                Figure::Members => sum(&|unit| Some(unit.members)),
                Figure::Grade(at) => {
                    let title = self.plan.rules.grades.get(*at).map_or("", |grade| grade.title.as_str());
                    sum(&|unit| unit.grades.iter().find(|count| count.grade == title).map(|count| count.members))
                }
                Figure::Errors => sum(&|unit| unit.errors),
                Figure::Warnings => sum(&|unit| unit.warnings),
                Figure::Total => {
                    let total = all.iter().map(|unit| self.total_of(unit).0).sum();
                    return TableCell::reckoning(self.sum(&rows, *figure), total);
                }
                Figure::Mean => return self.plan.mean(None).map_or(TableCell::Empty, TableCell::Points),
            };
            TableCell::counting(self.sum(&rows, *figure), count)
        }));
        cells
    }
}

/// Where the figures of a row come from.
enum Source {
    /// From the branches in these rows of the sheet, as people count them.
    Sum((u32, u32)),
    /// From this row of 支部情况.
    Branch(u32),
    /// From nowhere else: they stand as they are.
    Given,
}

impl Source {
    fn of(page: &Page<'_>, at: usize, unit: &UnitResult) -> Self {
        let units = &page.plan.result.organisation;
        match unit.kind {
            UnitKind::Group => Self::Given,
            UnitKind::Branch => {
                let row = page.plan.result.branches.iter().position(|branch| branch.name == unit.name());
                row.map_or(Self::Given, |row| Self::Branch(body_row(row) + 1))
            }
            _ => {
                let below = units.iter().skip(at + 1).take_while(|other| unit.holds(other)).count();
                let row = body_row(at) + 1;
                let last = row.saturating_add(u32::try_from(below).unwrap_or(0));
                if below == 0 { Self::Given } else { Self::Sum((row + 1, last)) }
            }
        }
    }
}
