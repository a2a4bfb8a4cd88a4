//! What a code means, with a bad and a good table.

use std::collections::BTreeSet;

use super::page::{Align, Page, Tone};
use crate::model::{CellRef, Code, Example, Severity, Verdict};
use crate::workbook::{Drawing, drawings};

/// So many rows of a table are shown; the rest is counted.
const ROWS_SHOWN: usize = 8;

/// The page about one code.
#[must_use]
pub fn explain_page(code: &Code) -> Page {
    let mut page = Page::default();
    add_code(&mut page, code);
    page
}

/// Adds what the page about one code says.
pub(super) fn add_code(page: &mut Page, code: &Code) {
    page.heading(format!("{} {}（{}）", code.id, code.title, code.severity.label()));
    page.text(code.why);
    page.text(format!("怎么办：{}", code.mend));
    if let Some(effect) = effect(code) {
        page.text(format!("对计分：{effect}"));
    }
    let filled = filled_columns(&code.bad).into_iter().chain(filled_columns(&code.good)).collect();
    add_example(page, "有问题的：", &code.bad, &filled);
    add_example(page, "改正以后：", &code.good, &filled);
}

/// What becomes of the line or of the result; `None` where the explanation has to say it.
fn effect(code: &Code) -> Option<&'static str> {
    let is_about_a_line = code.id.starts_with(['E', 'P', 'S']);
    match (code.verdict, code.severity) {
        // Of a rule set; no line and no result is at fault.
        _ if code.id.starts_with('R') => None,
        (Verdict::Excluded, Severity::Error) => Some("这一条不计分；改正以前，汇总结果只是试算。"),
        (Verdict::Excluded, _) => Some("这一条不计分；别的不受影响。"),
        (Verdict::Pending, _) => Some("这一条暂不计分，手续齐了再计。"),
        (Verdict::Counted, Severity::Error) => Some("改正以前，汇总结果只是试算。"),
        (Verdict::Counted, _) => is_about_a_line.then_some("这一条照常计分。"),
    }
}

fn add_example(page: &mut Page, title: &str, example: &Example, filled: &BTreeSet<(&str, String)>) {
    page.blank();
    page.line(Tone::Strong, 0, title);
    match example {
        Example::Told(text) => page.line(Tone::Plain, 2, *text),
        Example::Rules(text) => {
            for line in text.lines() {
                page.line(Tone::Plain, 2, line);
            }
        }
        Example::File(name, b"") => page.line(Tone::Plain, 2, format!("文件「{name}」，里面是空的。")),
        Example::File(name, bytes) => {
            let content = std::str::from_utf8(bytes).map(|text| format!("，内容是 {text}"));
            page.line(Tone::Plain, 2, format!("文件「{name}」{}", content.unwrap_or_default()));
        }
        Example::Sheets(text) => {
            for sheet in sheets(text) {
                add_sheet(page, &sheet, filled);
            }
        }
    }
}

/// One sheet of a drawing.
struct Drawn<'a> {
    name: &'a str,
    titles: Vec<&'a str>,
    header: Vec<String>,
    rows: Vec<Vec<&'a str>>,
}

impl Drawn<'_> {
    fn is_empty(&self, col: usize) -> bool {
        self.rows.iter().all(|row| row.get(col).is_none_or(|cell| cell.is_empty()))
    }
}

fn sheets(text: &str) -> impl Iterator<Item = Drawn<'_>> {
    drawings(text).into_iter().map(|Drawing { name, rows }| {
        let rows = rows.into_iter().filter(|row| !row.is_empty());
        let rows = rows.map(|row| row.into_iter().map(|cell| cell.trim_start_matches('\'')).collect());
        let (titles, mut rows): (Vec<Vec<&str>>, Vec<_>) = rows.partition(|row: &Vec<&str>| row.len() == 1);
        let has_header =
            rows.first().is_some_and(|row| !row.iter().any(|cell| cell.starts_with(|c: char| c.is_ascii_digit())));
        let header = if has_header { owned(&rows.remove(0)) } else { letters(&rows) };
        Drawn { name, titles: titles.concat(), header, rows }
    })
}

fn owned(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// A table without a header is shown under the letters of its columns.
fn letters(rows: &[Vec<&str>]) -> Vec<String> {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..).take(widest).map(|col| CellRef::new(0, col).column_letters()).collect()
}

/// The columns of an example, as sheet and header, in which something is written.
fn filled_columns(example: &Example) -> BTreeSet<(&'static str, String)> {
    let Example::Sheets(text) = *example else { return BTreeSet::new() };
    let of_sheet = |sheet: Drawn<'static>| {
        let filled: Vec<_> = (0..sheet.header.len()).filter(|col| !sheet.is_empty(*col)).collect();
        filled.into_iter().filter_map(move |col| Some((sheet.name, sheet.header.get(col)?.clone())))
    };
    sheets(text).flat_map(of_sheet).collect()
}

/// Shows the columns in which something is written here or in the other example; long tables are cut.
fn add_sheet(page: &mut Page, sheet: &Drawn<'_>, filled: &BTreeSet<(&str, String)>) {
    page.line(Tone::Dim, 2, format!("工作表「{}」", sheet.name));
    for title in &sheet.titles {
        page.line(Tone::Plain, 2, *title);
    }
    let is_filled = |title: &String| filled.iter().any(|(name, filled)| *name == sheet.name && filled == title);
    let used: Vec<(usize, &String)> = sheet.header.iter().enumerate().filter(|(_, title)| is_filled(title)).collect();
    let shown = |row: &Vec<&str>, col: usize| match row.get(col).copied().unwrap_or_default() {
        // Filled in in the other example: that it is empty here is what has to be seen.
        "" if sheet.is_empty(col) => "（空）".to_owned(),
        cell => cell.to_owned(),
    };
    let pick = |row: &Vec<&str>| used.iter().map(|(col, _)| shown(row, *col)).collect();
    let columns: Vec<(&str, Align)> = used.iter().map(|(_, title)| (title.as_str(), Align::Left)).collect();
    page.grid(&columns, sheet.rows.iter().take(ROWS_SHOWN).map(pick).collect());
    if sheet.rows.len() > ROWS_SHOWN {
        page.line(Tone::Dim, 2, format!("…… 共 {} 行", sheet.rows.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::Block;

    static CODE: Code = Code {
        id: "E999",
        severity: Severity::Error,
        verdict: Verdict::Excluded,
        title: "没有填",
        why: "为什么。",
        mend: "填上。",
        bad: Example::Sheets("# 表\n题目\n甲 | 乙 | 丙\n1 | | \n"),
        good: Example::Sheets("# 表\n题目\n甲 | 乙 | 丙\n1 | 2 | \n"),
    };

    #[test]
    fn an_empty_column_is_shown_where_the_other_example_fills_it_in() {
        let page = explain_page(&CODE);
        let grids: Vec<_> = page.blocks.iter().filter(|block| matches!(block, Block::Grid { .. })).collect();
        let columns = vec![("甲".to_owned(), Align::Left), ("乙".to_owned(), Align::Left)];
        let grid =
            |rows: [&str; 2]| Block::Grid { columns: columns.clone(), rows: vec![rows.map(str::to_owned).to_vec()] };
        assert_eq!(grids, [&grid(["1", "（空）"]), &grid(["1", "2"])]);
        assert!(page.blocks.iter().any(|block| matches!(block, Block::Line { text, .. } if text.contains("试算"))));
    }
}
