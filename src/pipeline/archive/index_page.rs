//! index.html: the package for whoever has a browser and nothing else.

use std::collections::HashMap;

use super::Packing;
use super::carrier::{CHECKING, carrier, contents, facts, kinds};
use super::sums::{Sums, grades_of, sums_of};
use crate::archive::places::{Kind, place};
use crate::archive::{ArchivedFile, CatalogueEntry, formats_of};
use crate::model::{Points, masked};
use crate::render::html::{Html, Shown};
use crate::reports::{MemberResult, titled};

/// The page.
pub fn page(packing: &Packing<'_>, entries: &[CatalogueEntry], files: &[ArchivedFile]) -> String {
    let result = &packing.outcome.result;
    let by_rules = packing.outcome.by_rules();
    let rules: Vec<_> = by_rules.iter().map(|one| &one.rules).collect();
    let grades = grades_of(result, &rules);
    let (all, by_branch) = sums_of(result, &grades);
    let mut page = Html::new(&titled(result, &packing.outcome.rules, "党员积分归档"));
    labelled(&mut page, &facts(packing));
    page.heading("全乡镇");
    let mut figures = vec![
        figure("支部（个）", result.branches.len()),
        figure("党员总数（人）", all.members),
        vec![text("平均分"), points(all.mean)],
    ];
    figures.extend(grades.iter().zip(&all.grades).map(|(grade, count)| figure(&format!("{grade}（人）"), *count)));
    page.table(&["项目", "数"], &figures);
    page.heading("各支部");
    branches(&mut page, packing, &grades, &by_branch);
    page.heading("党员");
    members(&mut page, packing, files);
    page.heading("里面有什么");
    let lines = contents(packing.period(), files);
    page.list(&lines.iter().map(|(place, says)| text(&format!("{place}　{says}"))).collect::<Vec<_>>());
    page.heading("全部材料");
    records(&mut page, packing, entries);
    page.heading("读这些文件需要什么");
    let formats = formats_of(files).into_iter().map(|held| {
        vec![text(&held.endings_in_words()), number(held.files), text(held.format.what), text(held.format.reading)]
    });
    page.table(&["后缀", "个数", "是什么", "怎样读"], &formats.collect::<Vec<_>>());
    page.heading("怎样核对");
    page.text("本页和所有材料都在 data 文件夹里；它的上一层有每个文件的摘要。文件改了一个字节，摘要就对不上。");
    for (says, typed) in CHECKING {
        page.text(&format!("{says}："));
        page.typed(typed);
    }
    page.heading("保管");
    labelled(&mut page, &carrier(packing));
    page.finish()
}

fn labelled(page: &mut Html, lines: &[(&str, String)]) {
    let given = lines.iter().filter(|(_, says)| !says.is_empty());
    page.list(&given.map(|(label, says)| text(&format!("{label}：{says}"))).collect::<Vec<_>>());
}

/// A row for each branch, which leads to its members.
fn branches(page: &mut Html, packing: &Packing<'_>, grades: &[String], sums: &[Sums]) {
    let mut header = vec!["支部".to_owned(), "党员总数".to_owned(), "平均分".to_owned()];
    header.extend(grades.iter().cloned());
    let row = |(index, (branch, sums)): (usize, (&crate::reports::BranchResult, &Sums))| {
        let mut row = vec![
            Shown::Mark { text: masked(&branch.name).into_owned(), mark: mark(index) },
            number(sums.members),
            points(sums.mean),
        ];
        row.extend(sums.grades.iter().map(|count| number(*count)));
        row
    };
    let rows: Vec<_> = packing.outcome.result.branches.iter().zip(sums).enumerate().map(row).collect();
    page.table(&header, &rows);
}

/// A table for each branch: its members, score and grade, and where their book lies.
fn members(page: &mut Html, packing: &Packing<'_>, files: &[ArchivedFile]) {
    let result = &packing.outcome.result;
    let books = place(packing.period(), Kind::Books, "");
    let mut by_branch: HashMap<&str, Vec<&ArchivedFile>> = HashMap::new();
    for file in files.iter().filter(|file| file.path.starts_with(&books)) {
        by_branch.entry(&file.author).or_default().push(file);
    }
    let mut of_branch: HashMap<&str, Vec<&MemberResult>> = HashMap::new();
    for member in &result.members {
        of_branch.entry(&member.branch).or_default().push(member);
    }
    for (index, branch) in result.branches.iter().enumerate() {
        let shown = masked(&branch.name);
        let books = by_branch.get(&*shown).map_or(&[][..], Vec::as_slice);
        let members = of_branch.get(branch.name.as_str()).map_or(&[][..], Vec::as_slice);
        page.marked_heading(&shown, &mark(index));
        let row = |member: &&MemberResult| {
            let grade = member.grade.as_deref().unwrap_or_default();
            let state = if member.contested.is_empty() {
                String::new()
            } else {
                format!("待定：{}", member.contested.join("、"))
            };
            let counted = if member.counted { "" } else { "不计入总数" };
            let notes: Vec<&str> = [state.as_str(), counted].into_iter().filter(|note| !note.is_empty()).collect();
            vec![
                text(&member.id),
                text(&member.name),
                points(member.score),
                text(grade),
                text(&notes.join("；")),
                book_of(member, books).map_or_else(
                    || text(""),
                    |file| Shown::File { text: "积分册".to_owned(), path: file.path.clone() },
                ),
            ]
        };
        let rows: Vec<_> = members.iter().map(row).collect();
        page.table(&["编号", "姓名", "得分", "等次", "说明", "积分册"], &rows);
    }
}

/// The book in which a member stands: the only one of the branch, or the one that bears the member's name.
fn book_of<'f>(member: &MemberResult, books: &[&'f ArchivedFile]) -> Option<&'f ArchivedFile> {
    let numbered = format!("{}（{}）", member.name, member.id);
    let is_called = |file: &&&ArchivedFile| {
        let stem = file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".xlsx"));
        stem.is_some_and(|stem| stem == numbered || (member.id.is_empty() && stem == member.name))
    };
    let own = books.iter().find(is_called);
    own.or(match books {
        [only] => Some(only),
        _ => None,
    })
    .copied()
}

/// All records, by their kinds.
fn records(page: &mut Html, packing: &Packing<'_>, entries: &[CatalogueEntry]) {
    for (kind, _) in kinds() {
        let folder = place(packing.period(), kind, "");
        let mine: Vec<Vec<Shown>> = entries
            .iter()
            .filter_map(|entry| Some((entry, entry.path.strip_prefix(&folder)?)))
            .map(|(entry, below)| {
                vec![
                    number(entry.order),
                    text(&entry.number),
                    text(&entry.title),
                    Shown::File { text: below.to_owned(), path: entry.path.clone() },
                ]
            })
            .collect();
        if !mine.is_empty() {
            page.marked_heading(kind.folder(), kind.folder());
            page.table(&["顺序号", "档号", "题名", "文件"], &mine);
        }
    }
}

fn mark(index: usize) -> String {
    format!("b{}", index + 1)
}

fn text(words: &str) -> Shown {
    Shown::Text(masked(words).into_owned())
}

fn number(count: usize) -> Shown {
    Shown::Number(count.to_string())
}

fn points(points: Option<Points>) -> Shown {
    Shown::Number(points.map_or_else(String::new, |points| points.to_string()))
}

fn figure(label: &str, count: usize) -> Vec<Shown> {
    vec![text(label), number(count)]
}
