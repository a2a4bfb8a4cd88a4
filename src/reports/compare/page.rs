//! The comparison as a page.

use super::{Comparison, MemberComparison, Move, Pair, Part, QuotaComparison};
use crate::model::Points;
use crate::reports::page::{Align, Page, Tone};

/// Of members whose grade stays so many are named.
const SHOWN: usize = 20;
/// Of the parts of a difference so many.
const PARTS: usize = 3;
/// Of what did it over all members so many.
const CAUSES: usize = 8;

/// The page. `title` says what a code of problems means.
#[must_use]
pub fn comparison_page(comparison: &Comparison, title: &dyn Fn(&str) -> Option<&'static str>) -> Page {
    let mut page = Page::default();
    let township = comparison.township.as_deref().unwrap_or_default();
    page.heading(format!("{township} {} 两套规则的比较", comparison.after.period).trim().to_owned());
    for (when, side) in [("原", &comparison.before), ("新", &comparison.after)] {
        let rules = &side.rule_set;
        let period = if comparison.before.period == comparison.after.period {
            String::new()
        } else {
            format!("，{}", side.period)
        };
        page.text(format!("{when}：{}（{}，版本 {}{period}）", rules.title, rules.id, rules.version));
    }
    page.blank();
    add_summary(&mut page, comparison);
    add_causes(&mut page, comparison);
    add_members(&mut page, comparison);
    add_quotas(&mut page, comparison);
    add_diagnostics(&mut page, comparison, title);
    page
}

/// The numbers of members, a sentence each.
pub fn summary_lines(comparison: &Comparison) -> Vec<String> {
    let summary = comparison.summary;
    let mut lines = vec![
        format!("共 {} 名党员，{} 人有变化。", summary.members, summary.changed),
        format!("得分：{} 人升，{} 人降。", summary.score_up, summary.score_down),
        format!("支部名次：{} 人升，{} 人降。", summary.rank_up, summary.rank_down),
    ];
    let other =
        if summary.grade_other > 0 { format!("，{} 人换了等次", summary.grade_other) } else { String::new() };
    lines.push(format!("等次：{} 人升，{} 人降{other}。", summary.grade_up, summary.grade_down));
    if !comparison.left_out.is_empty() {
        lines.push(format!("没有比较：{}，配置文件给这些支部写了另外的办法。", comparison.left_out.join("、")));
    }
    for (when, members) in [("原", &comparison.only_before), ("新", &comparison.only_after)] {
        if !members.is_empty() {
            let names: Vec<String> = members.iter().map(|(branch, name)| format!("{branch} {name}")).collect();
            lines.push(format!("只在{when}的结果里：{}。", names.join("、")));
        }
    }
    lines
}

fn add_summary(page: &mut Page, comparison: &Comparison) {
    for (index, line) in summary_lines(comparison).into_iter().enumerate() {
        page.line(if index == 0 { Tone::Strong } else { Tone::Plain }, 0, line);
    }
}

/// 79 → 82, or 79 where it is the same.
pub fn from_to<T: ToString + PartialEq>(pair: &Pair<Option<T>>) -> String {
    let shown = |one: &Option<T>| one.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
    if pair.differ() { format!("{} → {}", shown(&pair.before), shown(&pair.after)) } else { shown(&pair.after) }
}

/// +3, −2.
pub fn signed(points: Points) -> String {
    if points.is_negative() { format!("−{}", points.abs()) } else { format!("+{points}") }
}

fn add_causes(page: &mut Page, comparison: &Comparison) {
    if comparison.causes.is_empty() {
        return;
    }
    page.heading("哪些规定起了作用");
    for cause in comparison.causes.iter().take(CAUSES) {
        let up = (!cause.up.is_zero()).then(|| format!("共 {} 分", signed(cause.up)));
        let down = (!cause.down.is_zero()).then(|| format!("共 {} 分", signed(cause.down)));
        let points: Vec<String> = up.into_iter().chain(down).collect();
        page.line(Tone::Strong, 2, format!("{}：{} 人，{}", cause.name, cause.members, points.join("，")));
        for said in &cause.rules {
            page.line(Tone::Dim, 4, said);
        }
    }
    if comparison.causes.len() > CAUSES {
        page.line(Tone::Dim, 2, format!("…… 还有 {} 项，用 --out 写成工作簿查看。", comparison.causes.len() - CAUSES));
    }
}

fn add_members(page: &mut Page, comparison: &Comparison) {
    let changed = || comparison.members.iter().filter(|member| member.changed);
    if changed().next().is_none() {
        return;
    }
    page.heading("党员");
    for member in changed().filter(|member| member.moves != Move::None) {
        add_member(page, member);
    }
    let mut others: Vec<&MemberComparison> = changed().filter(|member| member.moves == Move::None).collect();
    others.sort_by_key(|member| std::cmp::Reverse(member.difference.map_or(Points::ZERO, Points::abs)));
    for member in others.iter().take(SHOWN) {
        add_member(page, member);
    }
    if others.len() > SHOWN {
        let more = others.len() - SHOWN;
        page.line(Tone::Dim, 2, format!("…… 还有 {more} 人等次没有变，用 --out 写成工作簿查看。"));
    }
}

fn add_member(page: &mut Page, member: &MemberComparison) {
    let by = member.difference.filter(|by| !by.is_zero()).map_or_else(String::new, |by| format!("（{}）", signed(by)));
    let mut said = vec![format!("{} 分{by}", from_to(&member.score))];
    if member.rank_in_branch.differ() {
        said.push(format!("支部第 {} 名", from_to(&member.rank_in_branch)));
    }
    if member.grade.differ() || member.stars.differ() {
        let star = if member.stars.differ() {
            format!("（{} → {} 星）", member.stars.before, member.stars.after)
        } else {
            String::new()
        };
        said.push(format!("{}{star}", from_to(&member.grade)));
    }
    let tone = match member.moves {
        Move::Up => Tone::Good,
        Move::Down => Tone::Bad,
        Move::Other => Tone::Doubtful,
        Move::None => Tone::Plain,
    };
    page.line(tone, 2, format!("{} {}：{}", member.branch, member.name, said.join("，")));
    for part in member.parts.iter().take(PARTS) {
        page.line(Tone::Plain, 4, if part.by_rules { part_figures(part) } else { part_line(part) });
    }
    if let Some(rest) = rest_of(&member.parts) {
        page.line(Tone::Dim, 4, rest);
    }
    if !member.grade_because.is_empty() {
        page.line(Tone::Plain, 4, format!("等次：{}", member.grade_because.join("；")));
    }
}

/// What one part gives more or less, and why.
pub fn part_line(part: &Part) -> String {
    let because = if part.because.is_empty() { String::new() } else { format!("：{}", part.because.join("；")) };
    format!("{}{because}", part_figures(part))
}

/// The same without the reasons, which stand above the members where they are rules.
fn part_figures(part: &Part) -> String {
    let shown = |points: Points| points.to_string().replace('-', "−");
    let Pair { before, after } = part.points;
    format!("{} {} → {}（{}）", part.name, shown(before), shown(after), signed(part.difference))
}

fn rest_of(parts: &[Part]) -> Option<String> {
    let rest = parts.get(PARTS..).filter(|rest| !rest.is_empty())?;
    let sum: Points = rest.iter().map(|part| part.difference).sum();
    Some(format!("其余 {} 项合计 {}", rest.len(), signed(sum)))
}

fn add_quotas(page: &mut Page, comparison: &Comparison) {
    let changed: Vec<&QuotaComparison> = comparison.quotas.iter().filter(|quota| quota.changed()).collect();
    if changed.is_empty() {
        return;
    }
    page.heading("名额");
    for quota in changed {
        let candidates = from_to(&Pair::of(Some(quota.candidates.before), Some(quota.candidates.after)));
        page.line(
            Tone::Strong,
            2,
            format!("{} {}：名额 {}，竞争 {candidates} 人", quota.scope, quota.level, limit(quota)),
        );
        for said in places_words(quota) {
            page.line(Tone::Plain, 4, said);
        }
    }
}

fn limit(quota: &QuotaComparison) -> String {
    let shown = |limit: Option<usize>| limit.map_or_else(|| "没有规定".to_owned(), |limit| limit.to_string());
    from_to(&Pair::of(Some(shown(quota.limit.before)), Some(shown(quota.limit.after))))
}

/// Who comes in, who goes out, who ties.
pub fn places_words(quota: &QuotaComparison) -> Vec<String> {
    let without = |all: &[String], others: &[String]| -> Vec<String> {
        all.iter().filter(|name| !others.contains(name)).cloned().collect()
    };
    let awarded = &quota.awarded;
    let contested = &quota.contested;
    let parts = [
        ("新入选", without(&awarded.after, &awarded.before)),
        ("不再入选", without(&awarded.before, &awarded.after)),
        ("新的并列待定", without(&contested.after, &contested.before)),
        ("不再待定", without(&contested.before, &contested.after)),
    ];
    let said = parts.into_iter().filter(|(_, names)| !names.is_empty());
    said.map(|(what, names)| format!("{what}：{}", names.join("、"))).collect()
}

fn add_diagnostics(page: &mut Page, comparison: &Comparison, title: &dyn Fn(&str) -> Option<&'static str>) {
    if comparison.diagnostics.is_empty() {
        return;
    }
    page.heading("问题");
    let rows = comparison.diagnostics.iter().map(|diagnostic| {
        let words = title(&diagnostic.code).unwrap_or_default().to_owned();
        let (before, after) = (diagnostic.count.before, diagnostic.count.after);
        vec![diagnostic.code.clone(), words, before.to_string(), after.to_string()]
    });
    let columns = [("代码", Align::Left), ("意思", Align::Left), ("原", Align::Right), ("新", Align::Right)];
    page.grid(&columns, rows.collect());
}
