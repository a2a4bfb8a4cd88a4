//! 支部情况: members, means and grades by branch, and a chart of the means.

use super::formula::{body_row, criterion, in_column};
use super::{Plan, members, problems, wording};
use crate::model::{CellRef, Chart, ChartKind, Column, NumberKind, Points, RowKind, Severity, Table, TableCell};
use crate::reports::BranchResult;

/// The sheet's name.
pub const NAME: &str = "支部情况";
/// The column of the names.
pub const BRANCH: u32 = 1;
/// The column of the members counted.
pub const MEMBERS: u32 = 2;
/// The column of the means.
pub const MEAN: u16 = 3;
/// The column of the first grade; the errors and the warnings stand behind the last.
pub const GRADES: u32 = 4;

pub fn table(plan: &Plan<'_>) -> Table {
    let title = wording::title(plan.result, plan.rules, "各支部积分情况");
    let mut columns = vec![
        Column::center("序号", 6),
        Column::center("支部", 24),
        Column::number("党员总数", 10, NumberKind::General),
        Column::number("平均分", 10, NumberKind::Places(2)),
    ];
    let grades = plan.rules.grades.iter();
    columns.extend(grades.map(|grade| Column::number(&grade.title, 9, NumberKind::General)));
    columns.push(Column::number("错误", 8, NumberKind::General));
    columns.push(Column::number("提醒", 8, NumberKind::General));
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "人、分"), columns);
    for (index, branch) in plan.result.branches.iter().enumerate() {
        table.push(RowKind::Body, row(plan, index, branch));
    }
    if !plan.result.branches.is_empty() {
        table.push(RowKind::Total, total(plan));
        table.charts = charts(plan);
    }
    table.frozen_columns = 2;
    table.notes = vec![
        "党员总数、平均分和各等次人数只统计计入总数的党员；合计行的平均分按全体党员计算，不是各支部平均分的平均。"
            .to_owned(),
    ];
    table.signatures = wording::signatures();
    table
}

/// The means side by side, and how the grades part each branch.
fn charts(plan: &Plan<'_>) -> Vec<Chart> {
    let branches = plan.result.branches.len();
    let mean = Chart::new(ChartKind::Columns, "各支部平均分", 1, vec![MEAN], branches).axes("支部", "平均分（分）");
    let grades = u32::try_from(plan.rules.grades.len()).unwrap_or(0);
    let columns: Vec<u16> = (GRADES..GRADES + grades).filter_map(|col| u16::try_from(col).ok()).collect();
    let is_graded = plan.result.members.iter().any(|member| member.grade.is_some());
    let grades = Chart::new(ChartKind::Stacked, "各支部等次分布", 1, columns, branches).axes("支部", "人数（人）");
    std::iter::once(mean).chain(is_graded.then_some(grades)).collect()
}

fn row(plan: &Plan<'_>, index: usize, branch: &BranchResult) -> Vec<TableCell> {
    let row = body_row(index);
    let criterion = criterion(&branch.name, in_column(row, BRANCH));
    let of_branch = criterion.map(|branch| {
        let on = |col| plan.members.column_on(members::NAME, col);
        Conditions {
            members: format!("{},{branch},{},\"{}\"", on(members::BRANCH), on(members::COUNTED), members::YES),
            branch,
        }
    });
    let mut cells = vec![TableCell::count(index + 1), TableCell::words(&branch.name)];
    let sums = plan.sums(Some(&branch.name));
    let members = sums.map_or(0, |sums| sums.members);
    cells.push(match &of_branch {
        Some(of) if members == branch.members => TableCell::counting(format!("COUNTIFS({})", of.members), members),
        _ => TableCell::count(branch.members),
    });
    cells.push(match (&of_branch, branch.mean) {
        (_, None) => TableCell::Empty,
        (Some(of), Some(mean)) if plan.mean(Some(&branch.name)) == Some(mean) => mean_formula(plan, &of.members, mean),
        (_, Some(mean)) => TableCell::Points(mean),
    });
    for (grade, col) in plan.rules.grades.iter().zip(GRADES..) {
        let count = plan.graded(&grade.title, Some(&branch.name));
        let header = format!("{}${}", CellRef::new(0, col).column_letters(), Table::HEADER_ROW + 1);
        let of_grade = super::formula::criterion(&grade.title, header);
        cells.push(match (&of_branch, of_grade) {
            (Some(of), Some(grade)) => {
                let grades = plan.members.column_on(members::NAME, members::grade_column(plan));
                TableCell::counting(format!("COUNTIFS({},{grades},{grade})", of.members), count)
            }
            _ => TableCell::count(count),
        });
    }
    let (errors, warnings) = sums.map_or((0, 0), |sums| (sums.errors, sums.warnings));
    let figures = [(Severity::Error, branch.errors, errors), (Severity::Warning, branch.warnings, warnings)];
    for (severity, figure, listed) in figures {
        cells.push(match &of_branch {
            Some(of) if listed == figure => TableCell::counting(problems_of(plan, &of.branch, severity), figure),
            _ => TableCell::count(figure),
        });
    }
    cells
}

/// The conditions that choose a branch's members, and the criterion for its name.
struct Conditions {
    members: String,
    branch: String,
}

fn mean_formula(plan: &Plan<'_>, conditions: &str, mean: Points) -> TableCell {
    let scores = plan.members.column_on(members::NAME, members::score_column(plan));
    TableCell::reckoning(format!("ROUND(AVERAGEIFS({scores},{conditions}),2)"), mean)
}

fn problems_of(plan: &Plan<'_>, branch: &str, severity: Severity) -> String {
    let on = |col| plan.problem_rows().column_on(problems::NAME, col);
    format!("COUNTIFS({},{branch},{},\"{}\")", on(problems::BRANCH), on(problems::SEVERITY), severity.label())
}

fn total(plan: &Plan<'_>) -> Vec<TableCell> {
    let branches = &plan.result.branches;
    let sum = |col: u32, figure: usize| TableCell::counting(format!("SUM({})", plan.branches.column(col)), figure);
    let mut cells = vec![TableCell::Empty, TableCell::words("合计")];
    cells.push(sum(MEMBERS, branches.iter().map(|branch| branch.members).sum()));
    let counted = format!("{},\"{}\"", plan.members.column_on(members::NAME, members::COUNTED), members::YES);
    cells.push(plan.mean(None).map_or(TableCell::Empty, |mean| mean_formula(plan, &counted, mean)));
    for (grade, col) in plan.rules.grades.iter().zip(GRADES..) {
        cells.push(sum(col, branches.iter().map(|branch| plan.graded(&grade.title, Some(&branch.name))).sum()));
    }
    let errors = GRADES + u32::try_from(plan.rules.grades.len()).unwrap_or(0);
    cells.push(sum(errors, branches.iter().map(|branch| branch.errors).sum()));
    cells.push(sum(errors + 1, branches.iter().map(|branch| branch.warnings).sum()));
    cells
}
