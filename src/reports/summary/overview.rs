//! 总览: what a committee reads in ten seconds, then what was reckoned and by what, and what is on the other sheets.

use super::formula::{body_row, criterion, in_column};
use super::{Plan, branches, members, pending, problems, steps, wording};
use crate::model::{CellRef, Column, NumberKind, Points, RowKind, Severity, Table, TableCell};
use crate::rules::Mark;

/// The sheet's name.
pub const NAME: &str = "总览";
/// The most reasons why a result is provisional that stand here; the others are on 待决事项.
const REASONS: usize = 8;

/// The sheet; `sheets` are the others, each with what it is about.
pub fn table(plan: &Plan<'_>, sheets: &[(&str, &str)]) -> Table {
    let title = wording::title(plan.result, plan.rules, "党员积分汇总");
    let columns = vec![
        Column::center("支部（个）", 18),
        Column::center("党员总数（人）", 15),
        Column { number: NumberKind::Places(2), ..Column::center("平均分", 13) },
        Column::center("待决事项（项）", 15),
        Column::center("错误（处）", 13),
        Column::left(plan.best(), 30),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    headline(plan, &mut table);
    conclusion(plan, &mut table);
    grades(plan, &mut table);
    figures(plan, &mut table);
    basics(plan, &mut table);
    contents(sheets, &mut table);
    table.signatures = wording::signatures();
    table
}

/// The figures in large type: branches, members, mean, what is pending, errors, and who has the best grades.
fn headline(plan: &Plan<'_>, table: &mut Table) {
    let result = plan.result;
    let on = |col| plan.members.column_on(members::NAME, col);
    let counted = format!("{},\"{}\"", on(members::COUNTED), members::YES);
    let branches = format!("COUNT({})", plan.branches.column_on(branches::NAME, 0));
    let number = result.members.iter().filter(|member| member.counted).count();
    let mean = plan.mean(None).map_or(TableCell::Empty, |mean| {
        let formula = format!("ROUND(AVERAGEIFS({},{counted}),2)", on(members::score_column(plan)));
        TableCell::reckoning(formula, mean)
    });
    let pending = match plan.pending.len() {
        0 => TableCell::words(wording::NOTHING),
        some => TableCell::count(some),
    };
    table.push(
        RowKind::Headline,
        vec![
            TableCell::counting(branches, result.branches.len()),
            TableCell::counting(format!("COUNTIFS({counted})"), number),
            mean,
            pending,
            severity(plan, Severity::Error),
            TableCell::words(&best(plan)),
        ],
    );
}

/// How many have each of the grades that have quotas.
fn best(plan: &Plan<'_>) -> String {
    let top = plan.rules.top_grades().into_iter().filter_map(|index| plan.rules.grades.get(index));
    let said = top.map(|grade| format!("{} {} 人", grade.title, plan.graded(&grade.title, None)));
    if plan.is_graded() { said.collect::<Vec<_>>().join("，") } else { "本期不评等次".to_owned() }
}

fn severity(plan: &Plan<'_>, severity: Severity) -> TableCell {
    let range = plan.problem_rows().column_on(problems::NAME, problems::SEVERITY);
    let formula = format!("COUNTIFS({range},\"{}\")", severity.label());
    TableCell::counting(formula, plan.result.diagnostics.iter().filter(|d| d.severity == severity).count())
}

fn conclusion(plan: &Plan<'_>, table: &mut Table) {
    let reasons = &plan.result.provisional_because;
    if !wording::is_provisional(plan.result) {
        say(table, "结论", "定案：没有未改正的错误，也没有待定的名额。");
    } else {
        say(table, "结论", "试算：下列问题解决之前，分数、等次和名额都可能变动。");
    }
    for (reason, number) in reasons.iter().take(REASONS).zip(1..) {
        say(table, &format!("试算原因 {number}"), reason);
    }
    if reasons.len() > REASONS {
        let rest = reasons.len() - REASONS;
        say(table, "其他原因", &format!("还有 {rest} 条，见「{}」。", pending::NAME));
    }
    let missing: Vec<&str> = plan
        .pending
        .iter()
        .filter(|matter| matter.part == pending::Part::Missing)
        .map(pending::Matter::branch)
        .collect();
    if !missing.is_empty() {
        say(table, "没有交表的支部", &format!("{} 个：{}", missing.len(), missing.join("、")));
    }
}

/// Grades: how many, their share, places and what is kept back.
fn grades(plan: &Plan<'_>, table: &mut Table) {
    if !plan.is_graded() {
        return;
    }
    let stars = plan.rules.has_stars();
    head(table, if stars { "星级" } else { "等次" }, &["等次", "人数", "占比（%）", "名额", "待定（保留）", "怎样评"]);
    let on = |col| plan.members.column_on(members::NAME, col);
    let counted = format!("{},\"{}\"", on(members::COUNTED), members::YES);
    let all = plan.result.members.iter().filter(|member| member.counted).count();
    for grade in &plan.rules.grades {
        let row = body_row(table.rows.len());
        let number = plan.graded(&grade.title, None);
        let cell = criterion(&grade.title, in_column(row, 0)).map_or_else(
            || TableCell::count(number),
            |title| {
                let grades = on(members::grade_column(plan));
                TableCell::counting(format!("COUNTIFS({counted},{grades},{title})"), number)
            },
        );
        let quotas = || plan.result.quotas.iter().filter(|quota| quota.level == grade.title);
        let places = quotas().map(|quota| quota.limit).sum();
        let kept: usize = quotas().map(|quota| quota.reserved).sum();
        let share = (all > 0).then(|| (Points::count(number) * Points::whole(100) / Points::count(all)).round(2));
        table.push(
            RowKind::Body,
            vec![
                TableCell::words(&grade.title),
                cell,
                share.map_or(TableCell::Empty, TableCell::Points),
                quotas().next().map_or_else(|| TableCell::words("不限"), |_| TableCell::count(places)),
                if kept > 0 { TableCell::count(kept) } else { TableCell::Empty },
                TableCell::words(&plan.rules.grade_words(grade)),
            ],
        );
    }
}

fn figures(plan: &Plan<'_>, table: &mut Table) {
    head(table, "其他数字", &[]);
    let result = plan.result;
    let all = format!("COUNT({})", plan.members.column_on(members::NAME, members::NUMBER));
    figure(
        table,
        "名册上的党员",
        TableCell::counting(all, result.members.len()),
        "名册列出的全部党员，期末不计入的也在内",
    );
    let entries = result.members.iter().flat_map(|member| &member.steps).map(|step| step.entries.len()).sum();
    let formula = format!("SUM({})", plan.all_steps.column_on(steps::NAME, steps::ENTRIES));
    figure(table, "登记条目", TableCell::counting(formula, entries), "能认出党员、日期和项目的条目，不计分的也在内");
    figure(table, "提醒", severity(plan, Severity::Warning), "按办法计分，请核对，见「问题清单」");
    figure(table, "读入的文件", TableCell::count(result.files.len()), "清单和摘要见「依据」");
}

fn basics(plan: &Plan<'_>, table: &mut Table) {
    head(table, "口径与假定", &[]);
    let (result, rules) = (plan.result, plan.rules);
    say(table, "乡镇", result.township.as_deref().unwrap_or("（没有写明）"));
    let own = &result.rule_set;
    say(table, "办法", &format!("{}（{}，版本 {}），全文见「依据」", own.title, own.id, own.version));
    let period = &result.period;
    let span = format!("{}，实施第 {} 年", wording::period(period), period.programme_year);
    say(table, "期间", &span);
    let waiting = rules.illustrative().len();
    if waiting > 0 {
        let mark = Mark::Illustrative.label();
        say(
            table,
            "示例数字",
            &format!("规则集中有 {waiting} 处数字是示例{mark}，定案前请换成本单位的数字，见「依据」。"),
        );
    }
    say(
        table,
        "取位",
        &format!("{}取 {} 位小数，{}。", rules.score.title, rules.score.places, rules.score.rounding.words()),
    );
    let general = result.diagnostics.iter().filter(|d| d.file.is_none() && d.branch.is_none());
    for diagnostic in general {
        say(table, &format!("{} {}", diagnostic.severity.label(), diagnostic.code), &diagnostic.message);
    }
}

fn contents(sheets: &[(&str, &str)], table: &mut Table) {
    head(table, "本簿各表（点表名就到）", &[]);
    for (name, about) in sheets {
        let link = TableCell::Link { text: (*name).to_owned(), table: (*name).to_owned(), cell: CellRef::new(0, 0) };
        table.push(RowKind::Wide, vec![link, TableCell::words(about)]);
    }
}

fn say(table: &mut Table, label: &str, text: &str) {
    table.push(RowKind::Wide, vec![TableCell::words(label), TableCell::words(text)]);
}

fn figure(table: &mut Table, label: &str, cell: TableCell, about: &str) {
    table.push(RowKind::Wide, vec![TableCell::words(label), cell, TableCell::words(about)]);
}

fn head(table: &mut Table, heading: &str, headers: &[&str]) {
    table.push(RowKind::Heading, vec![TableCell::words(heading)]);
    if !headers.is_empty() {
        table.push(RowKind::Header, headers.iter().copied().map(TableCell::words).collect());
    }
}
