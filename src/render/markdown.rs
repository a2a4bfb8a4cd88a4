//! Pages as Markdown, for the documentation.

use crate::reports::{Align, Block, Page, Tone};

/// The page as Markdown text. Its first heading is the document's title.
///
/// ```
/// use jifen::reports::Page;
///
/// let mut page = Page::default();
/// page.heading("标题");
/// page.text("一段话。");
/// assert_eq!(jifen::render::markdown::page(&page), "# 标题\n\n一段话。\n");
/// ```
#[must_use]
pub fn page(page: &Page) -> String {
    let mut level = "#";
    let mut parts = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Blank => {}
            Block::Heading(text) => {
                parts.push(format!("{level} {}\n", plain(text)));
                level = "##";
            }
            Block::Line { tone: Tone::Strong, text, .. } => parts.push(format!("**{}**\n", plain(text))),
            Block::Line { text, .. } => parts.push(format!("{}\n", plain(text))),
            Block::Listing { rows, .. } => {
                parts.extend(rows.iter().map(|(_, label, text)| format!("{} {}\n", plain(label), plain(text))));
            }
            Block::Grid { columns, rows } => parts.push(grid(columns, rows)),
        }
    }
    parts.join("\n")
}

fn grid(columns: &[(String, Align)], rows: &[Vec<String>]) -> String {
    let titles = columns.iter().map(|(title, _)| plain(title));
    let aligns = columns.iter().map(|(_, align)| match align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    });
    let rows = rows.iter().map(|row| line(row.iter().map(|cell| plain(cell))));
    [line(titles), line(aligns)].into_iter().chain(rows).collect()
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push_str(&format!(" {cell} |"));
    }
    line.push('\n');
    line
}

/// The text with the characters escaped that Markdown would take for its own.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => plain.push(' '),
            '|' | '*' | '_' | '<' | '`' | '\\' | '[' => plain.extend(['\\', c]),
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_emphasis_are_written_and_foreign_marks_escaped() {
        let mut built = Page::default();
        built.heading("一");
        built.heading("二");
        built.line(Tone::Strong, 2, "重要");
        built.grid(&[("甲", Align::Left), ("乙", Align::Right)], vec![vec!["a|b".into(), "<1>*".into()]]);
        assert_eq!(page(&built), "# 一\n\n## 二\n\n**重要**\n\n| 甲 | 乙 |\n| --- | ---: |\n| a\\|b | \\<1>\\* |\n");
    }
}
