//! What a code means, with a bad and a good table.

use super::page::{Align, Page, Tone};
use crate::model::{Code, Example, Verdict};

/// The page about one code.
#[must_use]
pub fn explain_page(code: &Code) -> Page {
    let mut page = Page::default();
    page.heading(format!("{} {}（{}）", code.id, code.title, code.severity.label()));
    page.text(code.why);
    page.text(format!("怎么办：{}", code.mend));
    let effect = match code.verdict {
        Verdict::Counted => "不影响这一条计分。",
        Verdict::Pending => "这一条暂不计分。",
        Verdict::Excluded => "这一条不计分，改正以后再计。",
    };
    page.text(format!("对计分：{effect}"));
    add_example(&mut page, "有问题的：", &code.bad);
    add_example(&mut page, "改正以后：", &code.good);
    page
}

fn add_example(page: &mut Page, title: &str, example: &Example) {
    page.blank();
    page.line(Tone::Strong, 0, title);
    match example {
        Example::Told(text) => page.line(Tone::Plain, 2, *text),
        Example::File(name, bytes) => {
            page.line(Tone::Plain, 2, format!("文件「{name}」，{} 字节", bytes.len()));
        }
        Example::Sheets(text) => add_sheets(page, text),
    }
}

/// Shows the columns of a sketch in which something is written; long rosters are cut.
fn add_sheets(page: &mut Page, text: &str) {
    for sheet in text.split("# ").filter(|sheet| !sheet.trim().is_empty()) {
        let mut lines = sheet.lines().filter(|line| !line.trim().is_empty());
        page.line(Tone::Dim, 2, format!("工作表「{}」", lines.next().unwrap_or_default().trim()));
        let rows: Vec<Vec<String>> = lines
            .map(|line| line.split('|').map(|cell| cell.trim().trim_start_matches('\'').to_owned()).collect())
            .collect();
        let (titles, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row: &Vec<String>| row.len() == 1);
        for title in titles {
            page.line(Tone::Plain, 2, title.concat());
        }
        let Some((header, body)) = rows.split_first() else { continue };
        let used: Vec<usize> = (0..header.len())
            .filter(|col| body.iter().any(|row| row.get(*col).is_some_and(|cell| !cell.is_empty())))
            .collect();
        let pick = |row: &Vec<String>| used.iter().map(|col| row.get(*col).cloned().unwrap_or_default()).collect();
        let columns: Vec<(&str, Align)> =
            used.iter().filter_map(|col| header.get(*col)).map(|title| (title.as_str(), Align::Left)).collect();
        page.grid(&columns, body.iter().take(6).map(pick).collect());
        if body.len() > 6 {
            page.line(Tone::Dim, 2, format!("…… 共 {} 行", body.len()));
        }
    }
}
