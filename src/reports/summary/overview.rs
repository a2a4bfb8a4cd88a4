//! 总览: what was reckoned, by which rules, from which files, and what came out.

use super::formula::{body_row, criterion, in_column};
use super::{Plan, branches, members, problems, steps, wording};
use crate::model::{CellRef, Column, NumberKind, RowKind, Severity, Table, TableCell};
use crate::reports::Status;
use crate::rules::Mark;

/// The sheet's name.
pub const NAME: &str = "总览";

/// The sheet; `sheets` are the others, each with what it is about.
pub fn table(plan: &Plan<'_>, sheets: &[(&str, &str)]) -> Table {
    let title = wording::title(plan.result, plan.rules, "党员积分汇总");
    let columns = vec![
        Column::left("项目", 22),
        Column::left("内容", 22),
        Column::number("", 10, NumberKind::General),
        Column::left("", 48),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    basics(plan, &mut table);
    figures(plan, &mut table);
    assumptions(plan, &mut table);
    files(plan, &mut table);
    contents(sheets, &mut table);
    table.signatures = wording::signatures();
    table
}

fn basics(plan: &Plan<'_>, table: &mut Table) {
    let result = plan.result;
    let period = &result.period;
    let rules = &result.rule_set;
    say(table, "乡镇", result.township.as_deref().unwrap_or("（没有写明）"));
    let span = format!("{}（{}至{}）", wording::period(period), wording::day(&period.from), wording::day(&period.to));
    say(table, "期间", &span);
    say(table, "实施年度", &format!("第 {} 年", period.programme_year));
    say(table, "规则", &format!("{}（{}，版本 {}）", rules.title, rules.id, rules.version));
    table.push(RowKind::Wide, vec![TableCell::words("规则摘要 SHA-256"), TableCell::Text(rules.sha256.clone())]);
    if !result.rule_sets.is_empty() {
        let mine: Vec<String> = result.branches.iter().map(|branch| branch.name.clone()).collect();
        say(table, "本簿支部", &format!("{}（{} 个）", wording::listed(&mine), mine.len()));
        for other in result.rule_sets.iter().filter(|other| other.id != rules.id) {
            let words = format!("按《{}》计分的支部在「{}」，分数不能相比", other.title, result.summary_name(other));
            say(table, "其他支部", &words);
        }
    }
    say(table, "程序", &format!("jifen {}", result.jifen));
    match result.status {
        Status::Final => say(table, "结论", "定案：没有未改正的错误，也没有待定的名额。"),
        Status::Provisional => say(table, "结论", "试算：下列问题解决之前，分数、等次和名额都可能变动。"),
    }
    for (reason, number) in result.provisional_because.iter().zip(1..) {
        say(table, &format!("试算原因 {number}"), reason);
    }
}

fn figures(plan: &Plan<'_>, table: &mut Table) {
    head(table, "主要数字", &["项目", "数值", "口径", ""]);
    let on = |col| plan.members.column_on(members::NAME, col);
    let result = plan.result;
    let counted = format!("{},\"{}\"", on(members::COUNTED), members::YES);
    let branches = format!("COUNT({})", plan.branches.column_on(branches::NAME, 0));
    figure(table, "支部", TableCell::counting(branches, result.branches.len()), "交来工作簿的支部");
    let all = format!("COUNT({})", on(members::NUMBER));
    figure(table, "名册上的党员", TableCell::counting(all, result.members.len()), "名册列出的全部党员");
    let number = result.members.iter().filter(|member| member.counted).count();
    let formula = format!("COUNTIFS({counted})");
    figure(table, "党员总数", TableCell::counting(formula, number), "期末计入总数的党员，名额按此计算");
    let entries = result.members.iter().flat_map(|member| &member.steps).map(|step| step.entries.len()).sum();
    let formula = format!("SUM({})", plan.all_steps.column_on(steps::NAME, steps::ENTRIES));
    figure(table, "登记条目", TableCell::counting(formula, entries), "能认出党员、日期和项目的条目，不计分的也在内");
    for severity in [Severity::Error, Severity::Warning] {
        let range = plan.problem_rows().column_on(problems::NAME, problems::SEVERITY);
        let formula = format!("COUNTIFS({range},\"{}\")", severity.label());
        let number = result.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        figure(table, severity.label(), TableCell::counting(formula, number), "见「问题清单」");
    }
    if let Some(mean) = plan.mean(None) {
        let formula = format!("ROUND(AVERAGEIFS({},{counted}),2)", on(members::score_column(plan)));
        figure(table, "平均分", TableCell::reckoning(formula, mean), "计入总数的党员");
    }
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
        figure(table, &grade.title, cell, &plan.rules.grade_words(grade));
    }
}

fn assumptions(plan: &Plan<'_>, table: &mut Table) {
    head(table, "口径与假定", &[]);
    let rules = plan.rules;
    let shares = rules.grades.iter().filter_map(|grade| grade.quota.as_ref()).flat_map(|quota| &quota.percent);
    let marks = [
        ("个项目", rules.items.iter().filter(|item| item.mark == Mark::Illustrative).count()),
        ("个等次", rules.grades.iter().filter(|grade| grade.mark == Mark::Illustrative).count()),
        ("个名额比例", shares.filter(|share| share.mark == Mark::Illustrative).count()),
    ];
    let illustrative: Vec<String> =
        marks.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{count} {what}")).collect();
    if !illustrative.is_empty() {
        let (listed, mark) = (illustrative.join("、"), Mark::Illustrative.label());
        say(table, "示例数字", &format!("规则集中 {listed}的数字是示例{mark}，定案前请换成本单位的数字。"));
    }
    say(table, "取位", &format!("{}取 {} 位小数，四舍五入。", rules.score.title, rules.score.places));
    let general = plan.result.diagnostics.iter().filter(|d| d.file.is_none() && d.branch.is_none());
    for diagnostic in general {
        say(table, &format!("{} {}", diagnostic.severity.label(), diagnostic.code), &diagnostic.message);
    }
}

fn files(plan: &Plan<'_>, table: &mut Table) {
    head(table, "读入的文件", &["文件", "支部", "数据行", "摘要 SHA-256"]);
    for file in &plan.result.files {
        table.push(
            RowKind::Body,
            vec![
                TableCell::words(&file.path),
                TableCell::words(file.branch.as_deref().unwrap_or(wording::NOTHING)),
                TableCell::count(file.rows),
                TableCell::Text(file.sha256.clone()),
            ],
        );
    }
    if plan.result.files.is_empty() {
        say(table, wording::NOTHING, "");
    }
}

fn contents(sheets: &[(&str, &str)], table: &mut Table) {
    head(table, "本簿各表", &[]);
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
