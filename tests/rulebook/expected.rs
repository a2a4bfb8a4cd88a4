//! What a case says has to come out, against what came out.

use jifen::model::{CellRange, Points, Severity};
use jifen::reports::{DiagnosticResult, MemberResult, QuotaResult, ResultDocument, Status};

use super::case::Case;

/// Title and header stand above the first row of data.
const ROWS_ABOVE: u32 = 2;

/// What differs, in words; nothing where all holds.
pub fn differences(case: &Case, result: &ResultDocument) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut problems: &str = "无";
    for line in &case.expected {
        let (about, facts) = line.split_once('：').unwrap_or(("王伟", line));
        match about.trim() {
            "问题" => problems = facts,
            "结果" => {
                let status = if result.status == Status::Final { "定案" } else { "试算" };
                compare("结果", facts.trim(), status, &mut wrong);
            }
            row if row.starts_with('第') && row.ends_with('行') => line_facts(row, facts, result, &mut wrong),
            about => match quota(about, result) {
                Some(quota) => quota_facts(quota, facts, &mut wrong),
                None => member_facts(about, facts, result, &mut wrong),
            },
        }
    }
    compare("问题", &sorted(problems.split('；')), &sorted(found(result).iter().map(String::as_str)), &mut wrong);
    consistency(result, &mut wrong);
    wrong
}

fn compare(what: &str, expected: &str, actual: &str, wrong: &mut Vec<String>) {
    if expected != actual {
        wrong.push(format!("{what}：办法是「{expected}」，程序是「{actual}」"));
    }
}

fn sorted<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    if parts.is_empty() { "无".to_owned() } else { parts.join("；") }
}

/// The problems, as cases write them. That the first year was assumed is no news here.
fn found(result: &ResultDocument) -> Vec<String> {
    let place = |problem: &DiagnosticResult| {
        let row = problem.cell.as_deref().and_then(CellRange::parse).map(|cells| cells.first.row + 1 - ROWS_ABOVE);
        match (problem.sheet.as_deref(), row) {
            (Some("积分登记"), Some(row)) => format!("{} 第 {row} 行", problem.code),
            (Some(sheet), Some(row)) => format!("{} {sheet}第 {row} 行", problem.code),
            _ => problem.code.clone(),
        }
    };
    result.diagnostics.iter().filter(|problem| !["A104", "S109"].contains(&problem.code.as_str())).map(place).collect()
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "无".to_owned() } else { names.join("、") }
}

fn number(points: Option<Points>) -> String {
    points.map_or_else(|| "无".to_owned(), |points| points.to_string())
}

fn facts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('；').map(|fact| fact.trim().split_once(' ').unwrap_or((fact.trim(), "")))
}

fn member_facts(name: &str, text: &str, result: &ResultDocument, wrong: &mut Vec<String>) {
    let (name, id) = name.strip_suffix('）').and_then(|name| name.split_once('（')).unwrap_or((name, ""));
    let named = |member: &&MemberResult| member.name == name && (id.is_empty() || member.id == id);
    let Some(member) = result.members.iter().find(named) else {
        wrong.push(format!("没有「{name}」"));
        return;
    };
    for (key, expected) in facts(text) {
        let category =
            |id: &str| number(member.categories.iter().find(|(key, _)| key == id).and_then(|(_, points)| *points));
        let actual = match key {
            "总分" => number(member.score),
            "基础分" => category("base"),
            "增加分" => category("bonus"),
            "扣减分" => category("penalty"),
            "等次" => member.grade.clone().unwrap_or_else(|| "无".to_owned()),
            "星数" => member.stars.to_string(),
            "按分星数" => member.stars_by_points.to_string(),
            "名次" => member.rank.branch.map_or_else(|| "无".to_owned(), |rank| rank.to_string()),
            "全镇名次" => member.rank.township.map_or_else(|| "无".to_owned(), |rank| rank.to_string()),
            "待定" => list(&member.contested),
            "否决" => list(&member.veto),
            "后续" => list(&member.consequences),
            "计入" => (if member.counted { "是" } else { "否" }).to_owned(),
            item => {
                number(member.steps.iter().find(|step| step.item.as_deref() == Some(item)).map(|step| step.counted))
            }
        };
        compare(&format!("{name} {key}"), expected.trim(), &actual, wrong);
    }
}

fn quota<'a>(about: &str, result: &'a ResultDocument) -> Option<&'a QuotaResult> {
    let (scope, level) = about.split_once(' ').map_or((None, about), |(scope, level)| (Some(scope), level));
    result.quotas.iter().find(|quota| quota.level == level && scope.is_none_or(|scope| scope == quota.scope))
}

fn quota_facts(quota: &QuotaResult, text: &str, wrong: &mut Vec<String>) {
    for (key, expected) in facts(text) {
        let actual = match key {
            "名额" => quota.limit.to_string(),
            "党员" => quota.counted.to_string(),
            "候选" => quota.candidates.to_string(),
            "授予" => list(&quota.awarded),
            "待定" => list(&quota.contested),
            "保留" => quota.reserved.to_string(),
            key => panic!("名额没有「{key}」"),
        };
        compare(&format!("{} {} {key}", quota.scope, quota.level), expected.trim(), &actual, wrong);
    }
}

fn line_facts(row: &str, text: &str, result: &ResultDocument, wrong: &mut Vec<String>) {
    let number: u32 = row.trim_matches(['第', '行', ' ']).parse().expect("行号");
    let steps = result.members.iter().flat_map(|member| &member.steps);
    let entry = steps.flat_map(|step| &step.entries).find(|entry| {
        let at = CellRange::parse(&entry.source.cell).unwrap();
        at.first.row + 1 - ROWS_ABOVE == number
    });
    let actual = entry.map_or_else(
        || "没有列出".to_owned(),
        |entry| {
            let state = match entry.state.as_str() {
                "counted" => "计入",
                "capped" => "截去",
                "pending" => "待审议",
                "excluded" => "不计",
                other => other,
            };
            format!("{state} {}", entry.effect)
        },
    );
    compare(row, text.trim(), &actual, wrong);
}

/// What holds of every result.
fn consistency(result: &ResultDocument, wrong: &mut Vec<String>) {
    for member in &result.members {
        let sum: Points = member.steps.iter().map(|step| step.counted).sum();
        if Some(sum) != member.score {
            wrong.push(format!("{}：各步相加是 {sum}，总分是 {}", member.name, number(member.score)));
        }
        for (category, points) in &member.categories {
            let of = member.steps.iter().filter(|step| step.category.as_ref() == Some(category));
            let sum: Points = of.map(|step| step.counted).sum();
            if points.is_some_and(|points| points != sum) {
                wrong.push(format!("{}：{category} 各步相加是 {sum}，写的是 {}", member.name, number(*points)));
            }
        }
    }
    let wants = result.diagnostics.iter().any(|problem| problem.severity == Severity::Error)
        || result.members.iter().any(|member| !member.contested.is_empty());
    if wants != (result.status == Status::Provisional) {
        wrong.push("试算和定案与错误、待定不一致".to_owned());
    }
}
