//! Pages on a terminal: Chinese characters are two columns wide, lines wrap at the width, colour is optional.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use unicode_width::UnicodeWidthChar;

use crate::reports::{Align, Block, Page, Tone};

/// How a page is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to use colour.
    pub colour: bool,
}

/// The page as text, each line ended.
#[must_use]
pub fn page(page: &Page, layout: Layout) -> String {
    let mut out = String::new();
    for block in &page.blocks {
        match block {
            Block::Blank => out.push('\n'),
            Block::Heading(text) => lines(&mut out, Tone::Strong, 0, text, layout),
            Block::Line { tone, indent, text } => lines(&mut out, *tone, *indent, text, layout),
            Block::Listing { indent, gap, rows } => listing(&mut out, *indent, *gap, rows, layout),
            Block::Grid { columns, rows } => grid(&mut out, columns, rows, layout),
        }
    }
    out
}

fn lines(out: &mut String, tone: Tone, indent: usize, text: &str, layout: Layout) {
    let room = layout.width.saturating_sub(indent).max(10);
    for line in text.split('\n').flat_map(|paragraph| wrap(paragraph, room)) {
        one_line(out, tone, indent, &line, layout);
    }
}

fn one_line(out: &mut String, tone: Tone, indent: usize, line: &str, layout: Layout) {
    out.push_str(&" ".repeat(indent));
    let code = if layout.colour { colour(tone) } else { "" };
    out.push_str(code);
    out.push_str(line.trim_end());
    if !code.is_empty() {
        out.push_str("\u{1b}[0m");
    }
    out.push('\n');
}

/// A label that takes more than this part of the width stands on a line of its own.
const LABEL_SHARE: usize = 3;
/// How far the text of such a label is set in.
const UNDER_LABEL: usize = 2;

fn listing(out: &mut String, indent: usize, gap: usize, rows: &[(Tone, String, String)], layout: Layout) {
    let most = layout.width / LABEL_SHARE;
    let width = rows.iter().map(|(_, label, _)| columns(label)).filter(|width| *width <= most).max().unwrap_or(0);
    let beside = if width == 0 { 0 } else { width + gap };
    for (tone, label, text) in rows {
        let own = columns(label);
        if own > width {
            lines(out, *tone, indent, label, layout);
            lines(out, *tone, indent + UNDER_LABEL, text, layout);
            continue;
        }
        let room = layout.width.saturating_sub(indent + beside).max(10);
        let mut label = format!("{label}{}", " ".repeat(beside - own));
        for line in text.split('\n').flat_map(|paragraph| wrap(paragraph, room)) {
            one_line(out, *tone, indent, &format!("{label}{line}"), layout);
            label = " ".repeat(beside);
        }
    }
}

const fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Strong => "\u{1b}[1m",
        Tone::Good => "\u{1b}[32m",
        Tone::Doubtful => "\u{1b}[33m",
        Tone::Bad => "\u{1b}[31m",
        Tone::Dim => "\u{1b}[2m",
    }
}

/// Marks that no line begins with, and marks that no line ends with.
const CLOSING: &str = "，。、；：）」』！？…—〕】》％%";
const OPENING: &str = "（「『〔【《";

/// Breaks a text into lines of at most `room` columns. Words and figures stay whole where they can; no line begins with
/// a closing mark, or ends with an opening one, where that can be had.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line: Vec<String> = Vec::new();
    let mut used = 0;
    for piece in pieces(text, room) {
        let width = columns(&piece);
        if used + width > room {
            let rest = line.split_off(end_of_line(&line, &piece));
            lines.push(line.concat());
            line = rest.into_iter().skip_while(|piece| piece.trim().is_empty()).collect();
            used = line.iter().map(|piece| columns(piece)).sum();
            if line.is_empty() && piece.trim().is_empty() {
                continue;
            }
        }
        used += width;
        line.push(piece);
    }
    lines.push(line.concat());
    lines
}

/// How many of the line's pieces stay on it, where `next` begins another: what the marks hold together goes together.
fn end_of_line(line: &[String], next: &str) -> usize {
    let may_end = |end: usize| {
        let following = line.get(end).map_or(next, String::as_str);
        let last = end.checked_sub(1).and_then(|last| line.get(last));
        !following.starts_with(|c| CLOSING.contains(c))
            && !last.is_some_and(|last| last.ends_with(|c| OPENING.contains(c)))
    };
    (1..=line.len()).rev().find(|end| may_end(*end)).unwrap_or(line.len())
}

/// Runs of narrow characters stay together, up to a whole line; each wide character may stand alone.
fn pieces(text: &str, room: usize) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let narrow = c.width().unwrap_or(0) < 2 && c != ' ';
        match pieces.last_mut() {
            Some(piece) if open && narrow && columns(piece) < room => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        open = narrow;
    }
    pieces
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// A line of hyphens under the header and no others: box characters are two columns wide on some Chinese consoles.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('-').junction('-'));
/// A table of so many columns is not squeezed into the width: its rows are written out instead.
const MANY_COLUMNS: usize = 7;

fn grid(out: &mut String, titles: &[(String, Align)], rows: &[Vec<String>], layout: Layout) {
    if titles.len() >= MANY_COLUMNS && natural_width(titles, rows) > layout.width {
        for row in rows {
            let cells = titles.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            let text: Vec<String> = cells.map(|((title, _), cell)| format!("{title} {cell}")).collect();
            lines(out, Tone::Plain, 2, &text.join("；"), layout);
        }
        return;
    }
    let mut table = Table::new();
    table.load_style(STYLE);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(layout.width).unwrap_or(u16::MAX));
    table.set_header(titles.iter().map(|(title, _)| title.as_str()));
    for row in rows {
        table.add_row(row);
    }
    for (index, (_, align)) in titles.iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(match align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            });
        }
    }
    for line in table.to_string().lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// How wide the table is where nothing wraps: each column's widest cell, and a space on either side.
fn natural_width(titles: &[(String, Align)], rows: &[Vec<String>]) -> usize {
    let width = |(index, (title, _)): (usize, &(String, Align))| {
        let cells = rows.iter().filter_map(|row| row.get(index)).map(|cell| columns(cell));
        cells.max().unwrap_or(0).max(columns(title)) + 2
    };
    titles.iter().enumerate().map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_wrap_by_columns_and_keep_figures_whole() {
        let mut out = String::new();
        lines(
            &mut out,
            Tone::Plain,
            2,
            "积分登记 F12 王伟：分值 1234 与办法不符。",
            Layout { width: 20, colour: false },
        );
        assert!(out.lines().all(|line| columns(line) <= 20), "{out}");
        assert!(out.contains("1234"), "{out}");
        assert!(!out.lines().any(|line| line.trim_start().starts_with('。')), "{out}");
    }

    #[test]
    fn marks_stay_with_their_words() {
        assert_eq!(wrap("一二三四五。六", 10), ["一二三四", "五。六"]);
        assert_eq!(wrap("一二三（四五六）七", 8), ["一二三", "（四五", "六）七"]);
        assert_eq!(wrap("一二 abc def", 8), ["一二 abc", "def"]);
        assert_eq!(wrap("一/a/long/path", 8), ["一", "/a/long/", "path"]);
        assert_eq!(wrap("。。。。。。", 4), ["。。", "。。", "。。"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn a_table_that_does_not_fit_is_written_out() {
        let titles: Vec<(String, Align)> = (1..=8).map(|n| (format!("第{n}栏"), Align::Left)).collect();
        let rows = vec![(1..=8).map(|n| if n == 3 { String::new() } else { "很长的内容".repeat(2) }).collect()];
        let mut out = String::new();
        grid(&mut out, &titles, &rows, Layout { width: 80, colour: false });
        assert!(out.contains("第1栏 很长的内容") && !out.contains("第3栏"), "{out}");
        assert!(out.lines().all(|line| columns(line) <= 80), "{out}");
    }

    #[test]
    fn texts_stand_beside_their_labels() {
        let row = |label: &str, text: &str| (Tone::Plain, label.to_owned(), text.to_owned());
        let mut out = String::new();
        let rows = [row("登记 F5", "一二三四五六"), row("登记 F12", "七"), row("很长很长的标签", "八")];
        listing(&mut out, 2, 2, &rows, Layout { width: 24, colour: false });
        assert_eq!(out, "  登记 F5   一二三四五六\n  登记 F12  七\n  很长很长的标签\n    八\n");
        out.clear();
        listing(&mut out, 2, 2, &rows, Layout { width: 20, colour: false });
        assert!(out.lines().all(|line| columns(line) <= 20), "{out}");
        out.clear();
        listing(&mut out, 0, 1, &[row("→", "一二三四五六七八")], Layout { width: 12, colour: false });
        assert_eq!(out, "→ 一二三四五\n  六七八\n");
    }

    #[test]
    fn colour_is_only_where_asked_for() {
        let mut built = Page::default();
        built.line(Tone::Bad, 0, "错");
        assert_eq!(page(&built, Layout { width: 80, colour: false }), "错\n");
        assert!(page(&built, Layout { width: 80, colour: true }).starts_with("\u{1b}[31m"));
    }
}
