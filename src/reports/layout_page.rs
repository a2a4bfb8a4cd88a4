//! `check --explain-layout`: what every sheet was taken for, and why.

use super::page::{Align, Page, Tone};
use super::reading::reading_result;
use super::reading_words::reading_in_words;
use crate::layout::{Account, ColumnRead, Dictionary, Kind, Nearest, Role, SheetAccount, TableRead, Use, usual_name};
use crate::model::{CellRef, masked};
use crate::rules::RuleSet;

/// So many places of one reason are named.
const PLACES: usize = 6;

/// What was read of a file.
#[derive(Clone, Debug)]
pub struct FileReading {
    /// Its path.
    pub path: String,
    /// The branch it is about.
    pub branch: Option<String>,
    /// The tables recognised.
    pub tables: Vec<TableRead>,
    /// What became of every cell.
    pub account: Account,
    /// The sheets that were not recognised, each with what comes nearest to a header.
    pub strangers: Vec<(std::sync::Arc<str>, Option<Nearest>)>,
}

/// The page.
#[must_use]
pub fn layout_page(files: &[FileReading], rules: &RuleSet) -> Page {
    let mut page = Page::default();
    for file in files {
        page.heading(match &file.branch {
            Some(branch) => format!("{}（{branch}）", file.path),
            None => file.path.clone(),
        });
        page.line(Tone::Plain, 2, reading_in_words(&reading_result(&file.account)));
        let names_branch = |table: &TableRead| table.evidence.branch.is_some();
        if file.branch.is_some() && !file.tables.iter().any(names_branch) {
            page.line(Tone::Plain, 2, "支部：表里没有写，据文件名或 jifen.toml。");
        }
        for sheet in &file.account.sheets {
            add_sheet(&mut page, file, sheet, rules);
        }
    }
    page
}

fn add_sheet(page: &mut Page, file: &FileReading, sheet: &SheetAccount, rules: &RuleSet) {
    page.blank();
    let hidden = if sheet.hidden { "（隐藏的）" } else { "" };
    page.line(Tone::Strong, 0, format!("工作表「{}」{hidden}", sheet.sheet));
    let mut is_table = false;
    for table in file.tables.iter().filter(|table| table.sheet == sheet.sheet) {
        if is_table {
            page.blank();
        }
        is_table = true;
        add_table(page, table, rules);
    }
    if !is_table {
        add_unread(page, file, sheet);
        return;
    }
    add_passed_over(page, sheet);
}

fn add_table(page: &mut Page, table: &TableRead, rules: &RuleSet) {
    let (first, last) = (table.header.first.row + 1, table.header.last.row + 1);
    let header = if first == last { format!("第 {first} 行") } else { format!("第 {first}—{last} 行") };
    let evidence = &table.evidence;
    let body = match evidence.body {
        (first, last) if first <= last => format!("，往下到第 {} 行", last + 1),
        _ => "，下面没有内容".to_owned(),
    };
    let unit = if table.kind == Kind::Card { "张" } else { "行数据" };
    page.line(
        Tone::Plain,
        2,
        format!("{}：表头在{header}（{}）{body}，共 {} {unit}。", table.kind.title(), table.header, table.rows),
    );
    let tone = if table.confidence == 100 { Tone::Good } else { Tone::Doubtful };
    let known = format!("把握 {}%：认出 {} 栏中的 {} 栏。", table.confidence, evidence.headed, evidence.known);
    page.line(tone, 2, known);
    let from = |at: Option<CellRef>, else_from: &str| at.map_or_else(|| else_from.to_owned(), |at| format!(" {at}"));
    if let Some((branch, at)) = &evidence.branch {
        page.line(Tone::Plain, 2, format!("支部：{branch}，据{}。", from(*at, "标题")));
    }
    if let Some((period, at)) = &evidence.period {
        page.line(Tone::Plain, 2, format!("期间：{period}，据{}。", from(*at, "标题或工作表名称")));
    }
    if let Some((member, at)) = &evidence.member {
        page.line(Tone::Plain, 2, format!("党员：{}，据{}。", masked(member), from(*at, "工作表名称")));
    }
    let labels = evidence.labels.iter();
    let labels: Vec<String> =
        labels.map(|label| format!("{}：{}（{}）", label.name, masked(&label.text), label.at)).collect();
    if !labels.is_empty() {
        page.line(Tone::Plain, 2, format!("表外栏目：{}。", labels.join("、")));
    }
    let rows = table.columns.iter().map(|column| {
        let letters = CellRef::new(0, column.col).column_letters();
        vec![letters, masked(&column.heading).into_owned(), role_in_words(column, table.kind, rules)]
    });
    page.grid(&[("栏", Align::Left), ("表头", Align::Left), ("当作", Align::Left)], rows.collect());
}

/// What a column was read as, in words.
#[must_use]
pub(super) fn role_in_words(column: &ColumnRead, kind: Kind, rules: &RuleSet) -> String {
    let item = |item: usize| rules.item(item).map_or_else(String::new, crate::rules::Item::label);
    let field = |field| {
        let name = usual_name(rules, kind.dictionary(), field);
        if name.is_empty() { usual_name(rules, Dictionary::Events, field) } else { name }
    };
    match &column.role {
        Role::Field(of) => field(*of),
        Role::Item(index, None) => item(*index),
        Role::Item(index, Some(period)) => format!("{}，{period}", item(*index)),
        Role::Period(period) => format!("期间 {period}"),
        Role::Day(day) => format!("日期 {day}"),
        Role::Member(name) => format!("党员 {}", masked(name)),
        Role::Declared => "表里的一栏".to_owned(),
        Role::Sum => "合计，没有用到".to_owned(),
        Role::Unused(_) => "计分用不到".to_owned(),
        Role::Repeated(of) => format!("与前面的「{}」重复，没有用到", field(*of)),
        Role::Unknown => "不认识，没有用到".to_owned(),
    }
}

fn add_passed_over(page: &mut Page, sheet: &SheetAccount) {
    for what in Use::ALL.into_iter().filter(|what| !what.is_used()) {
        let found: Vec<_> = sheet.stretches.iter().filter(|stretch| stretch.what == what).collect();
        if found.is_empty() {
            continue;
        }
        let count: usize = found.iter().map(|stretch| stretch.count).sum();
        let places = found.iter().take(PLACES).map(|stretch| {
            let hidden = if stretch.hidden { "（隐藏）" } else { "" };
            format!("{}{hidden}", stretch.cells)
        });
        let places = places.collect::<Vec<_>>().join("、");
        let more = if found.len() > PLACES { " 等" } else { "" };
        page.line(Tone::Dim, 2, format!("没有用到：{} {count} 格，{places}{more}。", what.title()));
    }
}

fn add_unread(page: &mut Page, file: &FileReading, sheet: &SheetAccount) {
    let Some(what) = sheet.stretches.first().map(|stretch| stretch.what) else {
        page.line(Tone::Dim, 2, "是空的。");
        return;
    };
    if what != Use::UnknownSheet {
        page.line(Tone::Dim, 2, format!("是{}，{} 格都没有用到。", what.title(), sheet.cells()));
        return;
    }
    page.line(Tone::Doubtful, 2, format!("没有认出是什么表，{} 格都没有用到。", sheet.cells()));
    let looked = "找的是一行表头：花名册要有姓名，和性别、出生年月、入党时间、党员类别中的两样；积分登记要有姓名、日期、项目，和次数、分值、事由等；积分表要有姓名和几个项目。";
    page.line(Tone::Plain, 2, looked);
    let nearest =
        file.strangers.iter().find(|(name, _)| *name == sheet.sheet).and_then(|(_, nearest)| nearest.as_ref());
    match nearest {
        Some(nearest) => {
            let words = |words: &[String]| words.iter().map(|word| masked(word)).collect::<Vec<_>>().join("、");
            let rest = match nearest.unknown.as_slice() {
                [] => String::new(),
                unknown => format!("，不认识{}", words(unknown)),
            };
            let known = words(&nearest.known);
            page.line(Tone::Plain, 2, format!("最像表头的是第 {} 行：认识{known}{rest}。", nearest.row + 1));
        }
        None => page.line(Tone::Plain, 2, "没有一行有认识的表头。"),
    }
    page.line(Tone::Dim, 2, "表头另有说法的，可以写在 jifen.toml 的 [columns] 里。");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::layout::{Columns, Hints, recognise};
    use crate::reports::Block;
    use crate::rules::{builtin, default_id};
    use crate::workbook::{Original, Workbook, sketch};

    fn lines(drawing: &str) -> Vec<String> {
        let rules = builtin(&default_id()).unwrap().unwrap();
        let hints = Hints {
            columns: Columns::new(&rules, &BTreeMap::new()),
            township: None,
            year: Some(2025),
            pins: Vec::new(),
        };
        let workbook = Workbook { original: Original::in_memory(b"", &"甲.xlsx".into()), sheets: sketch(drawing) };
        let read = recognise(&workbook, &rules, &hints);
        let file = FileReading {
            path: "甲.xlsx".to_owned(),
            branch: None,
            tables: read.tables,
            account: read.account,
            strangers: read.strangers,
        };
        let text = |block: Block| match block {
            Block::Line { text, .. } | Block::Heading(text) => vec![text],
            Block::Listing { rows, .. } => rows.into_iter().map(|(_, label, text)| format!("{label} {text}")).collect(),
            Block::Grid { rows, .. } => rows.into_iter().map(|row| row.join(" ")).collect(),
            Block::Blank => Vec::new(),
        };
        layout_page(&[file], &rules).blocks.into_iter().flat_map(text).collect()
    }

    #[test]
    fn a_card_is_explained_with_its_labels_and_columns() {
        let found = lines(
            "# 王伟\n东河村党支部个人积分卡\n姓名：王伟　月份：3月\n考核项目|领导批示|扣分|得分|备注\nJ04志愿服务|劳动||2\n合计|||2",
        );
        for line in [
            "个人积分卡：表头在第 3 行（A3:E3），往下到第 5 行，共 1 张。",
            "把握 80%：认出 5 栏中的 4 栏。",
            "支部：东河村党支部，据标题。",
            "期间：2025-03，据 A2。",
            "党员：王伟，据 A2。",
            "表外栏目：姓名：王伟（A2）、期间：3月（A2）。",
            "B 领导批示 不认识，没有用到",
            "没有用到：不认识的栏 1 格，B4。",
            "没有用到：合计行 2 格，A5:D5。",
        ] {
            assert!(found.iter().any(|it| it == line), "{line}: {found:#?}");
        }
    }

    #[test]
    fn a_sheet_that_was_not_recognised_says_what_comes_nearest() {
        let found = lines("# 表\n来访登记\n日期|访客|电话\n1|张三|2\n2|李四|3");
        assert!(found.contains(&"没有认出是什么表，10 格都没有用到。".to_owned()), "{found:#?}");
        assert!(found.contains(&"最像表头的是第 2 行：认识日期、电话，不认识访客。".to_owned()), "{found:#?}");
    }
}
