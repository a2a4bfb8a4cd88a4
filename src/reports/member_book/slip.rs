//! The first page: what the member is told, and signs.

use super::pages::Pages;
use super::rows::{pair, wide};
use super::{Member, MemberBooks};
use crate::model::{Points, masked};
use crate::reports::member_words::{decision_in_words, objection_in_words, quotas_in_words};
use crate::reports::publicity::{Reasons, title_of};
use crate::reports::round_words::waived_in_words;
use crate::reports::summary::wording;
use crate::reports::years_words::before_in_words;
use crate::reports::{MemberResult, ResultDocument};
use crate::rules::RuleSet;

/// So many reasons, problems or sentences of a kind are told here; the others are counted.
const FEW: usize = 6;
/// What stands where the roster says nothing.
const UNSAID: &str = "—";

/// The page.
pub fn add<'a>(pages: &mut Pages, books: &MemberBooks<'a>, member: &Member<'a>) {
    let (result, rules, who) = (books.result, member.rules, member.result);
    pages.part("一、本人积分告知单", &[]);
    identity(pages, result, rules, who);
    points(pages, rules, who);
    let reasons = Reasons::of(rules, &books.known.pending, who);
    wide(pages, "主要加分", &few(&reasons.added, "项"));
    wide(pages, "主要扣分", &few(&reasons.lost, "项"));
    wide(pages, "没有计分", &few(&reasons.not_counted, "条"));
    outcome(pages, books, rules, who);
    let about = books.known.about(who);
    let decisions: Vec<String> = about.decisions.iter().map(|one| decision_in_words(one)).collect();
    wide(pages, "会议决定", &lines(&decisions));
    let objections: Vec<String> = about.objections.iter().map(|one| objection_in_words(one)).collect();
    wide(pages, "异议", &lines(&objections));
    let waived: Vec<String> = books.known.waived(who).into_iter().map(waived_in_words).collect();
    wide(pages, "同意的例外", &lines(&waived));
    wide(pages, "以前年度", &before_in_words(result, rules, who).join(""));
    wide(pages, "结果", &standing(books, who));
    wide(pages, "本人签收", "本人签字：　　　　　　　　　　　　日期：　　　　年　　月　　日");
}

fn identity(pages: &mut Pages, result: &ResultDocument, rules: &RuleSet, who: &MemberResult) {
    let or_unsaid = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or(UNSAID).to_owned();
    pair(pages, ["姓名", &who.name], ["编号", &or_unsaid(Some(&who.id))]);
    pair(pages, ["支部", &who.branch], ["党小组", &or_unsaid(who.party_group.as_deref())]);
    let standing = if who.probationary { "预备党员" } else { "正式党员" };
    let class = match &rules.classes {
        Some(_) => format!("{standing}，{}", or_unsaid(who.class.as_deref())),
        None => standing.to_owned(),
    };
    let span = format!("{}至{}", wording::day(&result.period.from), wording::day(&result.period.to));
    pair(pages, ["党员类别", &class], ["期间", &span]);
}

fn points(pages: &mut Pages, rules: &RuleSet, who: &MemberResult) {
    let score = in_points(who.score);
    let grade = who.grade.as_deref().unwrap_or("不评");
    let graded = if rules.has_stars() { "星级" } else { "等次" };
    pair(pages, [rules.score.title.as_str(), &score], [graded, grade]);
    let categories = rules.categories.iter().filter_map(|category| {
        let points = who.category(&category.id)?;
        Some(format!("{} {points}", category.title))
    });
    wide(pages, "各类得分", &categories.collect::<Vec<_>>().join("，"));
    let periods: Vec<String> =
        who.periods.iter().map(|(period, score)| format!("{period} {}", in_points(*score))).collect();
    wide(pages, "各期得分", &periods.join("，"));
    let groups: Vec<String> = who.groups.iter().map(|(group, points)| format!("{group} {points}")).collect();
    wide(pages, "另一种分类", &groups.join("，"));
}

/// Rank and grade, and why it is what it is; what follows.
fn outcome<'a>(pages: &mut Pages, books: &MemberBooks<'a>, rules: &RuleSet, who: &'a MemberResult) {
    if !who.counted {
        wide(pages, "说明", "期末不在本支部党员名册上，不评等次，不占名额。");
    } else if who.score.is_none() {
        wide(pages, "说明", "缺少必需的评价或没有应计的期间，得分不能产生。");
    }
    if let (Some(branch), Some(township)) = (who.rank.branch, who.rank.township) {
        wide(pages, "名次", &format!("支部第 {branch} 名，全部第 {township} 名"));
    }
    let vetoes: Vec<String> = who.veto.iter().map(|item| title_of(rules, item)).collect();
    if let (Some(veto), false) = (&rules.veto, vetoes.is_empty()) {
        wide(pages, &veto.title, &format!("{}。{}", vetoes.join("、"), veto.about));
    }
    let mut graded = Vec::new();
    let known = |title: &Option<String>| rules.grades.iter().find(|grade| Some(&grade.title) == title.as_ref());
    match known(&who.grade_by_points) {
        Some(grade) if who.grade_by_points == who.grade => graded.push(format!("{}。", rules.grade_words(grade))),
        Some(grade) => graded.push(format!("按分数可到{}（{}）。", grade.title, rules.grade_words(grade))),
        None => {}
    }
    graded.extend(quotas_in_words(books.known.quotas(who), who));
    wide(pages, "评定", &graded.join("\n"));
    wide(pages, "待决定", &who.contested.join("、"));
    let honours = books.known.about(who).honours.iter().map(|honour| {
        let period = honour.period.as_ref().map_or_else(String::new, |period| format!("（{period}）"));
        format!("{}{period}", honour.title)
    });
    wide(pages, "荣誉", &honours.collect::<Vec<_>>().join("、"));
    wide(pages, "后续措施", &few(&who.consequences, "项"));
    let alerts: Vec<String> = who
        .alerts
        .iter()
        .map(|it| format!("{}：{} 至 {} 连续 {} 个月，{}", it.kind, it.from, it.to, it.months, it.level))
        .collect();
    wide(pages, "预警", &few(&alerts, "项"));
}

/// Whether the result stands: 定案, or 试算 and why. Ties of other branches are not told.
fn standing(books: &MemberBooks<'_>, who: &MemberResult) -> String {
    if !wording::is_provisional(books.result) {
        return "定案".to_owned();
    }
    let others = books.result.branches.iter().filter(|branch| branch.name != who.branch);
    let others: Vec<&str> = others.map(|branch| branch.name.as_str()).collect();
    let is_of_other =
        |reason: &&String| !reason.starts_with(&who.branch) && others.iter().any(|branch| reason.starts_with(branch));
    let because: Vec<&str> =
        books.result.provisional_because.iter().filter(|reason| !is_of_other(reason)).map(String::as_str).collect();
    let because = if because.is_empty() { "别的支部有并列待定".to_owned() } else { because.join("；") };
    format!("试算，还不能作为最后结果：{because}。")
}

fn in_points(points: Option<Points>) -> String {
    points.map_or_else(|| "没有得分".to_owned(), |points| format!("{points} 分"))
}

/// The first few, and how many there are.
fn few(texts: &[String], unit: &str) -> String {
    let mut words = texts.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join("；");
    if texts.len() > FEW {
        words.push_str(&format!("；共 {} {unit}，见下页", texts.len()));
    }
    words
}

/// A line for each; of very many the first few.
fn lines(texts: &[String]) -> String {
    let told: Vec<String> = texts.iter().take(FEW).map(|text| masked(text).into_owned()).collect();
    let more = texts.len().saturating_sub(FEW);
    let more = if more > 0 { format!("\n另有 {more} 条") } else { String::new() };
    format!("{}{more}", told.join("\n"))
}
