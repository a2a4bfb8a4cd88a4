//! The comparison as a workbook.

use super::page::{part_line, places_words, summary_lines};
use super::{Comparison, MemberComparison, Move, QuotaComparison};
use crate::model::{Book, CellRef, Column, NumberKind, Orientation, Points, RowKind, Table, TableCell};

/// The workbook: 概要, 党员, 名额, and 规则 where both rule sets are known. `means` says what a code of problems means.
#[must_use]
pub fn comparison_book(comparison: &Comparison, means: &dyn Fn(&str) -> Option<&'static str>) -> Book {
    let title =
        format!("{}{} 两套规则的比较", comparison.township.as_deref().unwrap_or_default(), comparison.after.period);
    let mut tables = vec![overview(comparison, &title, means), members(comparison, &title), quotas(comparison, &title)];
    tables.extend(rules(comparison, &title));
    Book { title, tables }
}

fn unit(comparison: &Comparison, unit: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!("　　单位：{unit}") };
    format!("期间：{}{unit}", comparison.after.period)
}

fn overview(comparison: &Comparison, title: &str, means: &dyn Fn(&str) -> Option<&'static str>) -> Table {
    let columns = vec![
        Column::left("项目", 30),
        Column::number("人数", 8, NumberKind::General),
        Column::number("增加", 9, NumberKind::General),
        Column::number("减少", 9, NumberKind::General),
        Column::left("规定的改动", 52),
    ];
    let mut table = Table::new("概要", title.to_owned(), unit(comparison, "分"), columns);
    let wide = |table: &mut Table, label: &str, words: String| {
        table.push(RowKind::Wide, vec![TableCell::words(label), TableCell::words(&words)]);
    };
    for (when, side) in [("原规则", &comparison.before), ("新规则", &comparison.after)] {
        let rules = &side.rule_set;
        wide(&mut table, when, format!("{}（{}，版本 {}，{}）", rules.title, rules.id, rules.version, side.period));
    }
    for line in summary_lines(comparison) {
        wide(&mut table, "", line);
    }
    table.push(RowKind::Heading, vec![TableCell::words("哪些规定起了作用")]);
    for cause in &comparison.causes {
        let cells = vec![
            TableCell::words(&cause.name),
            TableCell::count(cause.members),
            TableCell::Points(cause.up),
            TableCell::Points(cause.down),
            TableCell::words(&cause.rules.join("；")),
        ];
        table.push(RowKind::Body, cells);
    }
    table.push(RowKind::Heading, vec![TableCell::words("问题的数量有变化的")]);
    let headers = ["代码", "原", "新", "相差", "意思"];
    table.push(RowKind::Header, headers.into_iter().map(TableCell::words).collect());
    for diagnostic in &comparison.diagnostics {
        let (before, after) = (diagnostic.count.before, diagnostic.count.after);
        let by = i64::try_from(after).unwrap_or(i64::MAX) - i64::try_from(before).unwrap_or(i64::MAX);
        let cells = vec![
            TableCell::words(&diagnostic.code),
            TableCell::count(before),
            TableCell::count(after),
            TableCell::Whole(by),
            TableCell::words(means(&diagnostic.code).unwrap_or_default()),
        ];
        table.push(RowKind::Body, cells);
    }
    table.notes = vec!["「增加」「减少」是这一项使各人得分增减的合计。".to_owned()];
    table
}

/// The column of the score before, counted from 0.
const BEFORE: u32 = 4;

fn members(comparison: &Comparison, title: &str) -> Table {
    let number = |header: &str, width| Column::number(header, width, NumberKind::General);
    let columns = vec![
        Column::center("支部", 18),
        Column::center("姓名", 10),
        Column::center("编号", 8),
        Column::center("变化", 8),
        number("原得分", 9),
        number("新得分", 9),
        number("相差", 8),
        number("支部名次（原）", 10),
        number("支部名次（新）", 10),
        number("乡镇名次（原）", 10),
        number("乡镇名次（新）", 10),
        Column::center("原等次", 10),
        Column::center("新等次", 10),
        number("原星级", 7),
        number("新星级", 7),
        Column::left("哪些规定起了作用", 60),
        Column::left("等次的原因", 40),
    ];
    let mut table = Table::new("党员", format!("{title}：党员"), unit(comparison, "分"), columns);
    for (member, row) in comparison.members.iter().zip(Table::FIRST_ROW..) {
        table.push(RowKind::Body, member_row(member, row));
    }
    table.frozen_columns = 2;
    table.filter = true;
    table.orientation = Orientation::Landscape;
    table.notes = vec!["「变化」按等次：升、降、换（看不出高低）、不变。".to_owned()];
    table
}

fn member_row(member: &MemberComparison, row: u32) -> Vec<TableCell> {
    let points = |points: Option<Points>| points.map_or(TableCell::Empty, TableCell::Points);
    let rank = |rank: Option<usize>| rank.map_or(TableCell::Empty, TableCell::count);
    let moved = match member.moves {
        Move::None => "不变",
        Move::Up => "升",
        Move::Down => "降",
        Move::Other => "换",
    };
    let difference = member.difference.map_or(TableCell::Empty, |by| {
        let (before, after) = (CellRef::new(row, BEFORE), CellRef::new(row, BEFORE + 1));
        TableCell::reckoning(format!("ROUND({after}-{before},6)"), by)
    });
    let parts: Vec<String> = member.parts.iter().map(part_line).collect();
    let words = |words: &Option<String>| TableCell::words(words.as_deref().unwrap_or_default());
    vec![
        TableCell::words(&member.branch),
        TableCell::words(&member.name),
        TableCell::words(&member.id),
        TableCell::words(moved),
        points(member.score.before),
        points(member.score.after),
        difference,
        rank(member.rank_in_branch.before),
        rank(member.rank_in_branch.after),
        rank(member.rank_in_township.before),
        rank(member.rank_in_township.after),
        words(&member.grade.before),
        words(&member.grade.after),
        TableCell::Whole(i64::from(member.stars.before)),
        TableCell::Whole(i64::from(member.stars.after)),
        TableCell::words(&parts.join("\n")),
        TableCell::words(&member.grade_because.join("；")),
    ]
}

fn quotas(comparison: &Comparison, title: &str) -> Table {
    let number = |header: &str| Column::number(header, 8, NumberKind::General);
    let columns = vec![
        Column::center("范围", 20),
        Column::center("等次", 10),
        number("原名额"),
        number("新名额"),
        number("原竞争"),
        number("新竞争"),
        Column::left("原入选", 30),
        Column::left("新入选", 30),
        Column::left("变动", 36),
    ];
    let mut table = Table::new("名额", format!("{title}：名额"), unit(comparison, "人"), columns);
    for quota in &comparison.quotas {
        table.push(RowKind::Body, quota_row(quota));
    }
    table.frozen_columns = 2;
    table.orientation = Orientation::Landscape;
    table
}

fn quota_row(quota: &QuotaComparison) -> Vec<TableCell> {
    let limit = |limit: Option<usize>| limit.map_or(TableCell::Empty, TableCell::count);
    vec![
        TableCell::words(&quota.scope),
        TableCell::words(&quota.level),
        limit(quota.limit.before),
        limit(quota.limit.after),
        TableCell::count(quota.candidates.before),
        TableCell::count(quota.candidates.after),
        TableCell::words(&quota.awarded.before.join("、")),
        TableCell::words(&quota.awarded.after.join("、")),
        TableCell::words(&places_words(quota).join("；")),
    ]
}

fn rules(comparison: &Comparison, title: &str) -> Option<Table> {
    let diff = comparison.rules.as_ref()?;
    let columns = vec![
        Column::center("类别", 14),
        Column::left("哪一项", 28),
        Column::center("内容", 14),
        Column::left("原", 40),
        Column::left("新", 40),
    ];
    let mut table = Table::new("规则", format!("{title}：规则的改动"), unit(comparison, ""), columns);
    for group in &diff.groups {
        for change in &group.changes {
            for facet in &change.facets {
                let words = [&group.title, &change.name, &facet.about, &facet.before, &facet.after];
                table.push(RowKind::Body, words.into_iter().map(|words| TableCell::words(words)).collect());
            }
        }
    }
    table.filter = true;
    table.orientation = Orientation::Landscape;
    Some(table)
}
