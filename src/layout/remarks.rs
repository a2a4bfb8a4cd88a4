//! What is said of sheets and tables: not counted, hidden, not recognised.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::claims::Claims;
use super::codes::{L101, L103, L109, L110, L111};
use super::kind::Kind;
use super::rows::is_example_name;
use super::tables::Table;
use crate::model::text::compact;
use crate::model::{CellRef, Diagnostic, FormPlace, Severity};
use crate::rules::{ItemMatch, RuleSet};
use crate::workbook::{Sheet, Value};

/// What is said of a table that was recognised and gives no points.
pub fn not_counted(sheet: &Sheet, table: &Table, form: &FormPlace) -> Option<Diagnostic> {
    let kind = table.judged.kind;
    let place = form.row(form.header);
    if kind == Kind::Summary {
        // Sums by months would have been points, had they said of what.
        let (message, severity) = if table.judged.figures().next().is_some() {
            ("只有各月、各季度的合计，看不出是哪个项目的分，没有用来计分。", Severity::Error)
        } else {
            ("是汇总表，没有用来计分。", Severity::Warning)
        };
        return Some(L111.says(format!("工作表「{}」{message}", sheet.name)).at(place).as_severity(severity));
    }
    if kind == Kind::Archive {
        let message = format!("工作表「{}」是上一年度档案，支部的表里不用它，没有使用。", sheet.name);
        let advice = "它是全乡镇的档案的，请在配置文件里写明：previous = \"文件名\"。";
        return Some(L110.says(message).advise(advice).at(place));
    }
    let message = format!("工作表「{}」是{}，办法没有说怎样按它计分，这张表没有计入。", sheet.name, kind.title());
    Some(L110.says(message).at(place))
}

/// What is hidden in a table is read as if it were not, and said.
pub fn hidden_parts(sheet: &Sheet, table: &Table, form: &FormPlace) -> Option<Diagnostic> {
    let rows: Vec<u32> = sheet.rows_in(table.rows.clone()).filter(|row| row.hidden).map(|row| row.number).collect();
    let cols: Vec<u32> = table.cols.clone().filter(|col| sheet.is_hidden_col(*col)).collect();
    let mut parts = Vec::new();
    if sheet.hidden {
        parts.push("整张工作表".to_owned());
    }
    if let Some(list) = listed(rows.iter().map(|row| (row + 1).to_string())) {
        parts.push(format!("第 {list} 行"));
    }
    if let Some(list) = listed(cols.iter().map(|col| CellRef::new(0, *col).column_letters())) {
        parts.push(format!("{list} 栏"));
    }
    if parts.is_empty() {
        return None;
    }
    let message = format!("工作表「{}」有隐藏的内容（{}），已照常读取。", sheet.name, parts.join("、"));
    let at = match (rows.first(), cols.first()) {
        (Some(row), _) => form.row(*row),
        (None, Some(col)) => form.at(CellRef::new(form.header, *col)),
        (None, None) => form.row(form.header),
    };
    Some(L109.says(message).at(at))
}

/// A few, and that there are more.
fn listed(mut items: impl Iterator<Item = String>) -> Option<String> {
    let first: Vec<String> = items.by_ref().take(8).collect();
    let more = items.count();
    match (first.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(first.join("、")),
        (false, more) => Some(format!("{} 等 {}", first.join("、"), first.len() + more)),
    }
}

/// Whether a sheet is the rulebook's own list of items, as templates have it: each row begins with the number of
/// another one, and most of them are there.
pub fn lists_items(sheet: &Sheet, rules: &RuleSet) -> bool {
    let mut listed = BTreeSet::new();
    for first in sheet.rows().filter_map(|row| row.cells.first()) {
        match rules.find_item(Some(&compact(&super::cells::shown(first))), None) {
            ItemMatch::Found(item) if !listed.insert(item) => return false,
            _ => {}
        }
    }
    listed.len() * 2 > rules.items.len()
}

/// What is said of a workbook in which nothing counts; its title tells its sender which file it is.
pub fn nothing_found(only_sums: bool, claims: &Claims) -> Diagnostic {
    let title = claims.title.as_ref().map_or(String::new(), |title| format!("（标题是「{title}」）"));
    // Sums of dues or fees are no points.
    if only_sums && claims.title.as_ref().is_none_or(|title| title.contains('分')) {
        let message = format!("这个文件只有各人的合计{title}，没有积分登记，看不出每一分是哪件事得的，没有使用。");
        return L111.says(message);
    }
    L101.says(format!("这个文件里没有找到花名册，也没有找到积分登记{title}。"))
}

/// Whether a sheet of instructions holds words and no figures: 填表说明.
pub fn is_instructions(sheet: &Sheet) -> bool {
    sheet.cells().iter().all(|cell| matches!(cell.value, Value::Text(_)))
}

pub fn stranger(sheet: &Sheet, file: &Arc<str>) -> Diagnostic {
    // A sheet that says of itself that it explains the form is plainly something else.
    let is_table = !is_example_name(&sheet.name) && sheet.rows().filter(|row| row.cells.len() >= 3).count() >= 2;
    let message = match sheet.cells().len() {
        0 => format!("工作表「{}」是空的。", sheet.name),
        _ => format!("工作表「{}」不是花名册，也不是积分登记，没有使用。", sheet.name),
    };
    let diagnostic = L103.says(message).in_sheet(file, &sheet.name).found(&sheet.name);
    if is_table {
        return diagnostic;
    }
    diagnostic.as_severity(Severity::Note).advise("可以不管。里面有积分记录的，请移到「积分登记」表中，一件事写一行。")
}
