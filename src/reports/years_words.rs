//! The years before in words: a line for the township, lines for a member.

use super::document::{MemberResult, ResultDocument};
use super::years::{BeforeResult, KnownBook, KnownYear, YearsResult};
use crate::model::Points;
use crate::rules::RuleSet;

/// How the township stands beside last year; `None` where no year was named.
#[must_use]
pub fn years_in_words(years: &YearsResult) -> Option<String> {
    let last = &years.last;
    let all = &years.township;
    let is_known = |known: &KnownYear| known.period == *last && known.kind != "books";
    if all.before.is_none() && !years.known.iter().any(is_known) {
        return Some(match years.known.iter().find(|known| known.period == *last) {
            Some(books) => {
                let count = books.books.len();
                format!("{last} 年的只有随人转来的 {count} 册，其他党员与上一年有关的未能判断。")
            }
            None => format!("没有 {last} 年的档案或结果，与上一年有关的未能判断。"),
        });
    }
    let mut parts = Vec::new();
    // Of branches with rules of their own there is no mean of all.
    let before = all.before.as_ref();
    let now = all.now.as_ref();
    if let (Some(then), Some(now), Some(change)) =
        (before.and_then(|before| before.mean), now.and_then(|now| now.mean), all.mean_change)
    {
        parts.push(format!("平均分 {then} → {now}（{}）", signed(change)));
    }
    let graded =
        all.up + all.down > 0 || before.is_some_and(|before| before.grades.iter().any(|grade| grade.members > 0));
    if graded {
        parts.push(format!("等次上升 {} 人、下降 {} 人", all.up, all.down));
    }
    parts.push(format!("新增 {} 人、减少 {} 人、换支部 {} 人", all.new, all.gone, all.moved_in));
    if all.unclear > 0 {
        parts.push(format!("未能判断 {} 人", all.unclear));
    }
    Some(format!("与 {last} 年比：{}。", parts.join("；")))
}

/// Why scores of last year and now are not of one measure, or may change still; nothing where neither is so.
#[must_use]
pub fn years_remarks(years: &YearsResult) -> Vec<String> {
    let mut remarks = Vec::new();
    for known in &years.known {
        if known.same_rules == Some(false) {
            let rules =
                known.rule_set.as_ref().map_or_else(String::new, |set| format!("「{}」{} 版", set.title, set.version));
            remarks
                .push(format!("{} 年按{rules}计算，与今年的规则不完全一样，分数和等次的升降只供参考。", known.period));
        }
        if known.is_final == Some(false) {
            remarks.push(format!("{} 年用的是试算结果，定案以后可能有变化。", known.period));
        }
        for book in &known.books {
            let KnownBook { file, name, .. } = book;
            let place = format!("{}{}", book.township.as_deref().unwrap_or_default(), book.branch);
            let mut remark = format!("{name} {} 年的得分和等次是随人转来的（{place}，「{file}」）", known.period);
            if !book.same_rules {
                let rules = &book.rule_set;
                remark += &format!("，按「{}」{} 版计算，升降只供参考", rules.title, rules.version);
            }
            if !book.is_final {
                remark += "，写出时还是试算";
            }
            remarks.push(format!("{remark}；不计入支部上年的人数和平均分。"));
        }
        if known.kind == "archive" {
            remarks.push(format!("{} 年用的是人工整理的档案「{}」，里面没有的项目空着。", known.period, known.file));
        }
    }
    let has_books = |year: &&String| years.known.iter().any(|known| known.period == **year && known.kind == "books");
    let missing: Vec<&str> = years.missing.iter().filter(|year| !has_books(year)).map(String::as_str).collect();
    if !missing.is_empty() {
        remarks.push(format!("没有 {} 年的档案或结果，跨过这些年的未能判断。", missing.join("、")));
    }
    remarks
}

/// The years before of a member, sentence by sentence.
#[must_use]
pub fn before_in_words(result: &ResultDocument, rules: &RuleSet, member: &MemberResult) -> Vec<String> {
    let Some(before) = &member.before else {
        // Nobody named a year. That matters where the rule set looks at it.
        let looks_back = rules.tables.iter().any(crate::rules::Table::is_archive);
        let is_first = result.period.programme_year == 1;
        let settled = member.grade.is_some() && looks_back && !is_first;
        return settled.then(|| "没有上一年度的档案或结果，与上一年有关的未能判断。".to_owned()).into_iter().collect();
    };
    if !before.known {
        return before.why.iter().map(|why| format!("{why}。")).collect();
    }
    let mut lines = vec![last_year(before)];
    if let (Some(years), Some(grade)) = (before.grades_in_a_row.filter(|years| *years > 1), &member.grade) {
        lines.push(format!("到今年连续 {years} 年「{grade}」。"));
    }
    if before.matched.as_deref() == Some("id") {
        lines.push("两年里有一年没有出生年月，是按支部、姓名、编号对上的，请核对是不是同一个人。".to_owned());
    }
    lines
}

fn last_year(before: &BeforeResult) -> String {
    let mut parts = Vec::new();
    let came = if before.book.is_some() { "（随人转来）" } else { "" };
    if let Some(branch) = before.branch.as_ref().filter(|_| before.moved == Some(true) || before.book.is_some()) {
        parts.push(format!("在{}{branch}{came}", before.township.as_deref().unwrap_or_default()));
    }
    if let Some(score) = before.score {
        let change = before.score_change.map_or_else(String::new, |change| format!("，今年{}", changed(change)));
        parts.push(format!("{score} 分{change}"));
    }
    if let Some(grade) = &before.grade {
        let change = match before.grade_change.as_deref() {
            Some("up") => "，今年上升",
            Some("down") => "，今年下降",
            Some(_) => "，今年不变",
            None => "",
        };
        parts.push(format!("等次「{grade}」{change}"));
    }
    if parts.is_empty() {
        parts.push("档案里有这个人，没有写得分和等次".to_owned());
    }
    format!("{} 年：{}。", before.period, parts.join("；"))
}

fn changed(change: Points) -> String {
    if change.is_zero() {
        "一样".to_owned()
    } else if change.is_negative() {
        format!("低 {} 分", change.abs())
    } else {
        format!("高 {change} 分")
    }
}

fn signed(points: Points) -> String {
    if points.is_negative() { points.to_string() } else { format!("+{points}") }
}
