//! 依据: by what the result was reckoned: program, rule set, files, and the rule set in readable form.

use super::{Plan, wording};
use crate::model::{Row, RowKind, Table, TableCell};
use crate::reports::page_book::page_table;
use crate::reports::rulebook_page;
use crate::rules::{Mark, reach};

/// The sheet's name.
pub const NAME: &str = "依据";
/// The least width of the column of labels, in digits.
const LABELS: u16 = 20;

/// The sheet.
pub fn table(plan: &Plan<'_>) -> Table {
    let reach = reach(plan.rules);
    let mut table = page_table(&rulebook_page(plan.rules, &|node| reach.range(None, node), &[]), NAME);
    table.title = wording::title(plan.result, plan.rules, "积分计算依据");
    table.unit = wording::unit(plan.result, "");
    for (column, header) in table.columns.iter_mut().zip(["项目", "内容"]) {
        column.header = header.to_owned();
    }
    if let Some(column) = table.columns.first_mut() {
        column.width = column.width.max(LABELS);
    }
    let mut rows = Vec::new();
    program(plan, &mut rows);
    readings(plan, &mut rows);
    files(plan, &mut rows);
    rows.push(heading(&format!("办法全文：{}", plan.rules.title)));
    table.rows.splice(0..0, rows);
    table
}

fn heading(text: &str) -> Row {
    Row { kind: RowKind::Heading, cells: vec![TableCell::words(text)] }
}

fn say(rows: &mut Vec<Row>, label: &str, text: &str) {
    rows.push(Row { kind: RowKind::Wide, cells: vec![TableCell::words(label), TableCell::words(text)] });
}

fn digest(rows: &mut Vec<Row>, label: &str, text: String) {
    // A digest is no number of a person, whatever digits it has: it is not masked.
    rows.push(Row { kind: RowKind::Wide, cells: vec![TableCell::words(label), TableCell::Text(text)] });
}

fn program(plan: &Plan<'_>, rows: &mut Vec<Row>) {
    let (result, rules) = (plan.result, plan.rules);
    rows.push(heading("程序和规则"));
    say(rows, "程序", &format!("jifen {}", result.jifen));
    let own = &result.rule_set;
    say(rows, "规则集", &format!("{}（{}，版本 {}）", own.title, own.id, own.version));
    say(rows, "来源", &rules.source);
    digest(rows, "规则摘要 SHA-256", own.sha256.clone());
    for other in result.rule_sets.iter().filter(|other| other.sha256 != own.sha256) {
        digest(
            rows,
            "另一规则集",
            format!("{}（{}，版本 {}），SHA-256 {}", other.title, other.id, other.version, other.sha256),
        );
    }
    let period = &result.period;
    let span = format!("{}（{}至{}）", wording::period(period), wording::day(&period.from), wording::day(&period.to));
    say(rows, "期间", &span);
    say(rows, "实施年度", &format!("第 {} 年", period.programme_year));
    let status = if wording::is_provisional(result) { "试算" } else { "定案" };
    say(rows, "结论", status);
}

fn readings(plan: &Plan<'_>, rows: &mut Vec<Row>) {
    rows.push(heading("口径"));
    let rules = plan.rules;
    let (score, rounding) = (&rules.score, rules.score.rounding.words());
    say(rows, "取位", &format!("{}取 {} 位小数，{rounding}；中间不取整的照分数精确计算。", score.title, score.places));
    let waiting = rules.illustrative();
    if !waiting.is_empty() {
        let mark = Mark::Illustrative.label();
        let text = format!("{} 处数字是示例{mark}，定案前请换成本单位的：{}。", waiting.len(), waiting.join("、"));
        say(rows, "示例数字", &text);
    }
    let general = plan.result.diagnostics.iter().filter(|d| d.file.is_none() && d.branch.is_none());
    for diagnostic in general {
        say(rows, &format!("{} {}", diagnostic.severity.label(), diagnostic.code), &diagnostic.message);
    }
}

fn files(plan: &Plan<'_>, rows: &mut Vec<Row>) {
    rows.push(heading(&format!("读入的文件（{} 个）", plan.result.files.len())));
    for file in &plan.result.files {
        let branch = file.branch.as_deref().unwrap_or("没有认出支部");
        let text = format!("{}，数据 {} 行，SHA-256 {}", crate::model::masked(&file.path), file.rows, file.sha256);
        digest(rows, branch, text);
    }
    if plan.result.files.is_empty() {
        say(rows, wording::NOTHING, "");
    }
}
