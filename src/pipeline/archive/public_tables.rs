//! What may be published of a year: figures of branches and of groups of at least five people, and nobody's name.

use std::collections::BTreeMap;

use super::Packing;
use super::sums::{Sums, grades_of, sums_of};
use super::withheld::{FEWEST, NOT_TOLD, count, withheld, withheld_with};
use crate::model::{Points, masked};
use crate::reports::{BreakdownGroup, BreakdownResult, QuotaResult, Status};

/// A table of the publishable package.
#[derive(Clone, Debug, Default)]
pub struct PublicTable {
    /// Its name: that of its file and its sheet.
    pub name: &'static str,
    /// The columns, and whether they hold figures.
    pub columns: Vec<(String, bool)>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Remarks under it.
    pub notes: Vec<String>,
}

impl PublicTable {
    fn new(name: &'static str, words: &[&str], figures: &[&str]) -> Self {
        let words = words.iter().map(|title| ((*title).to_owned(), false));
        let figures = figures.iter().map(|title| ((*title).to_owned(), true));
        Self { name, columns: words.chain(figures).collect(), ..Self::default() }
    }
}

/// All of them; those without rows are left out.
pub fn tables(packing: &Packing<'_>) -> Vec<PublicTable> {
    let result = &packing.outcome.result;
    let by_rules = packing.outcome.by_rules();
    let rules: Vec<_> = by_rules.iter().map(|one| &one.rules).collect();
    let grades = grades_of(result, &rules);
    let (all, by_branch) = sums_of(result, &grades);
    let alike: Vec<bool> = by_branch.iter().map(|sums| sums.grades.contains(&sums.members)).collect();
    let kept = withheld_with(&by_branch.iter().map(people).collect::<Vec<_>>(), &alike);
    let of_branches: Vec<(&str, bool)> =
        result.branches.iter().map(|branch| branch.name.as_str()).zip(kept.iter().copied()).collect();
    let is_kept = |quota: &QuotaResult| people(&all) < FEWEST || is_withheld(&quota.scope, quota.counted, &of_branches);
    let tables = [
        headline(packing, &all, &grades),
        branches(packing, &grades, &all, &by_branch, &kept),
        quotas(&result.quotas, &is_kept),
        breakdown(&result.breakdown),
        honours(packing),
    ];
    tables.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

/// Whether what is told of places would tell of too few: of a group that is small itself, of a branch of which nothing is
/// told, or of a group within it.
fn is_withheld(scope: &str, counted: usize, branches: &[(&str, bool)]) -> bool {
    let own = branches.iter().find(|(name, _)| *name == scope);
    let around = || branches.iter().any(|(name, kept)| *kept && scope.starts_with(name));
    counted < FEWEST || own.map_or_else(around, |(_, kept)| *kept)
}

/// Of how many people the figures of a branch are.
fn people(sums: &Sums) -> usize {
    if sums.scored > 0 { sums.scored } else { sums.members }
}

fn headline(packing: &Packing<'_>, all: &Sums, grades: &[String]) -> PublicTable {
    let result = &packing.outcome.result;
    let mut table = PublicTable::new("概况", &["项目"], &["内容"]);
    let mut add = |label: String, text: String| table.rows.push(vec![label, text]);
    add("乡镇".into(), result.township.clone().unwrap_or_default());
    add("期间".into(), format!("{} 至 {}", result.period.from, result.period.to));
    let status = if result.status == Status::Final { "定案" } else { "试算" };
    add("结果".into(), status.into());
    add("支部（个）".into(), result.branches.len().to_string());
    add("党员总数（人）".into(), all.members.to_string());
    let told = people(all) >= FEWEST;
    let points = |points: Option<Points>| if told { in_words(points) } else { NOT_TOLD.to_owned() };
    add("得分合计（分）".into(), points(Some(all.points)));
    add("平均分".into(), points(all.mean));
    for (grade, members) in grades.iter().zip(&all.grades) {
        add(format!("{grade}（人）"), if told { members.to_string() } else { NOT_TOLD.to_owned() });
    }
    table
}

fn branches(packing: &Packing<'_>, grades: &[String], all: &Sums, by_branch: &[Sums], kept: &[bool]) -> PublicTable {
    let result = &packing.outcome.result;
    let mut figures = vec!["党员总数（人）", "有得分（人）", "得分合计（分）", "平均分"];
    figures.extend(grades.iter().map(String::as_str));
    let mut table = PublicTable::new("支部汇总", &["支部", "上级组织"], &figures);
    let row = |name: &str, above: &str, sums: &Sums, is_kept: bool| {
        let told = |text: String| if is_kept { NOT_TOLD.to_owned() } else { text };
        let mut row = vec![masked(name).into_owned(), masked(above).into_owned(), sums.members.to_string()];
        row.extend([told(sums.scored.to_string()), told(sums.points.to_string()), told(in_words(sums.mean))]);
        row.extend(sums.grades.iter().map(|members| told(members.to_string())));
        row
    };
    for ((branch, sums), kept) in result.branches.iter().zip(by_branch).zip(kept) {
        let above = branch.path.iter().rev().skip(1).rev().map(String::as_str).collect::<Vec<_>>().join("／");
        table.rows.push(row(&branch.name, &above, sums, *kept));
    }
    table.rows.push(row("合计", "", all, people(all) < FEWEST));
    if kept.contains(&true) {
        table.notes.push(format!(
            "「{NOT_TOLD}」：不足 {FEWEST} 人、或者全体同一等次的支部，只公布人数；从合计里能把它算出来的，人数最少的另一个支部也不公布。"
        ));
    }
    table
}

fn quotas(quotas: &[QuotaResult], is_kept: &dyn Fn(&QuotaResult) -> bool) -> PublicTable {
    let figures = ["党员总数（人）", "名额（个）", "竞争（人）", "评上（人）", "待定（人）", "保留（个）"];
    let mut table = PublicTable::new("名额", &["范围", "等次", "比例"], &figures);
    for quota in quotas {
        let told = |count: usize| if is_kept(quota) { NOT_TOLD.to_owned() } else { count.to_string() };
        table.rows.push(vec![
            masked(&quota.scope).into_owned(),
            quota.level.clone(),
            quota.share_in_words().unwrap_or_default(),
            quota.counted.to_string(),
            quota.limit.to_string(),
            told(quota.candidates),
            told(quota.awarded.len()),
            told(quota.contested.len()),
            told(quota.reserved),
        ]);
    }
    table.notes.push("名额＝党员总数×比例，按办法取整；竞争的人数含从更高的等次顺延下来的。".to_owned());
    table
}

fn breakdown(parts: &[BreakdownResult]) -> PublicTable {
    let figures = ["人数", "有得分（人）", "平均分", "评上（人）"];
    let mut table = PublicTable::new("分类统计", &["按什么分", "组"], &figures);
    for part in parts {
        let of = |size: &dyn Fn(&BreakdownGroup) -> usize| withheld(&part.groups.iter().map(size).collect::<Vec<_>>());
        let small = of(&|group| if group.scored > 0 { group.scored.min(group.members) } else { group.members });
        let few_top = of(&|group| group.top.unwrap_or_default());
        for ((group, is_kept), is_few) in part.groups.iter().zip(small).zip(few_top) {
            let mean = if is_kept { NOT_TOLD.to_owned() } else { in_words(group.mean) };
            table.rows.push(vec![
                part.title.clone(),
                masked(&group.group).into_owned(),
                count(group.members, is_kept),
                count(group.scored, is_kept),
                mean,
                group.top.map_or_else(String::new, |top| count(top, is_kept || is_few)),
            ]);
        }
    }
    table.notes.push(format!("不足 {FEWEST} 人的格写「〈{FEWEST}」；从合计里能把它算出来的，另一组也不公布。"));
    table
}

fn honours(packing: &Packing<'_>) -> PublicTable {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for honour in &packing.outcome.result.honours {
        *counts.entry(&honour.title).or_default() += 1;
    }
    let mut table = PublicTable::new("荣誉", &["荣誉"], &["授予（项）"]);
    table.rows = counts.into_iter().map(|(title, count)| vec![title.to_owned(), count.to_string()]).collect();
    table
}

fn in_words(points: Option<Points>) -> String {
    points.map_or_else(String::new, |points| points.to_string())
}

#[cfg(test)]
mod tests {
    use super::is_withheld;

    #[test]
    fn places_of_few_are_not_told_whatever_they_are_few_of() {
        let branches = [("东河村党支部", true), ("西河村党支部", false)];
        for (scope, counted, kept) in [
            ("东河村党支部", 9, true),
            ("东河村党支部 流动党员", 6, true),
            ("西河村党支部", 9, false),
            ("西河村党支部 流动党员", 4, true),
            ("柳林乡 流动党员", 2, true),
            ("柳林乡", 40, false),
        ] {
            assert_eq!(is_withheld(scope, counted, &branches), kept, "{scope}");
        }
    }
}
