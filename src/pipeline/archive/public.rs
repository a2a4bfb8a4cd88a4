//! The package that may be published: results without personal data.
//!
//! Nothing of it names a member, shows a cell of an input or tells what an input was called.

use super::entries::entries;
use super::public_tables::{PublicTable, tables};
use super::{Packing, carrier};
use crate::archive::places::{ABOUT, CATALOGUE, INDEX_PAGE, Kind, OTHER, RULES, place};
use crate::archive::{About, ArchivedFile, about_text, catalogue_xml};
use crate::model::{Book, Column, NumberKind, Points, RowKind, Table, TableCell};
use crate::pipeline::OutputError;
use crate::pipeline::rulebook::rules_in_markdown;
use crate::render::csv::{CsvEncoding, rows_as_csv};
use crate::render::html::{Html, Shown};
use crate::render::xlsx::write_book;
use crate::reports::titled;
use crate::rules::form::{Keys, rules_alone};

/// The name of the workbook with all tables.
const BOOK: &str = "公开汇总.xlsx";

/// The payload of the publishable package; [`pointer`] is to be added.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    let tables = tables(packing);
    let title = titled(&packing.outcome.result, &packing.outcome.rules, "党员积分公开汇总");
    let mut files = vec![ArchivedFile::new(
        place(packing.period(), Kind::Results, BOOK),
        "公开汇总（电子表格）",
        write_book(&book(&title, &tables)).map_err(OutputError::Summary)?,
    )];
    for table in &tables {
        let header: Vec<&str> = table.columns.iter().map(|(header, _)| header.as_str()).collect();
        let bytes = rows_as_csv(&header, &table.rows, CsvEncoding::Utf8).map_err(OutputError::Table)?.bytes;
        let path = place(packing.period(), Kind::Tables, &format!("{}.csv", table.name));
        files.push(ArchivedFile::new(path, format!("数据表：{}", table.name), bytes));
    }
    files.extend(rulebooks(packing));
    let page = page(&title, &tables, &files);
    let mut entries = entries(packing, &files);
    for entry in &mut entries {
        // 档号 belong to the records of the whole package; what is published is no secret.
        entry.number.clear();
        "无".clone_into(&mut entry.secrecy);
    }
    let about = about_text(&about(packing, &files), &files);
    files.extend([
        ArchivedFile::new(ABOUT, "说明文件", about),
        ArchivedFile::new(CATALOGUE, "文件目录", catalogue_xml(&entries).into_bytes()),
        ArchivedFile::new(INDEX_PAGE, "公开汇总（网页）", page.into_bytes()),
    ]);
    Ok(files)
}

/// The file that points from the publishable package to the whole one: its name, and the SHA-256 (64 hexadecimal digits) of
/// its `manifest-sha256.txt`. Whoever is shown the whole package later can tell whether it is this one.
#[must_use]
pub fn pointer(name: &str, sha256: &str) -> ArchivedFile {
    let text = format!(
        "\u{feff}本包是公开的部分，不含个人信息。完整的归档包由保管单位保管：\r\n\r\n包名：{name}\r\n\
         它的 manifest-sha256.txt 的 SHA-256：{sha256}\r\n\r\n\
         manifest-sha256.txt 里有完整归档包每个文件的摘要，所以这一个摘要对得上，就是当时的那个包。\r\n"
    );
    ArchivedFile::new(format!("{OTHER}/指向.txt"), "指向完整的归档包", text.into_bytes())
}

/// The rules of each rule set: as text to be read, and for programs. Without their examples, in which people have names.
fn rulebooks(packing: &Packing<'_>) -> Vec<ArchivedFile> {
    let (result, keys) = (&packing.outcome.result, Keys::built_in());
    let mut files = Vec::new();
    for one in packing.outcome.by_rules() {
        let (rules, named) = (&one.rules, &one.result.rule_set);
        let readable = place(packing.period(), Kind::Rulebook, &result.beside_its_name(named, "办法", ".md"));
        files.push(ArchivedFile::new(
            readable,
            format!("办法：{}", rules.title),
            rules_in_markdown(rules).into_bytes(),
        ));
        // A text that loads is one that the list of keys knows.
        if let Ok(text) = rules_alone(&keys, &rules.text) {
            let path = format!("{RULES}/{}", result.beside_its_name(named, "规则集", ".toml"));
            files.push(ArchivedFile::new(path, format!("规则集：{}", rules.id), text.into_bytes()));
        }
    }
    files
}

fn about(packing: &Packing<'_>, files: &[ArchivedFile]) -> About {
    let result = &packing.outcome.result;
    let private = ["载体编号", "全宗号", "保管期限", "密级", "检查单位"];
    let in_lists = |place: &str| place == crate::archive::places::INDEX_BOOK;
    About {
        title: format!("说明文件：{}", titled(result, &packing.outcome.rules, "党员积分公开包")),
        facts: carrier::facts(packing),
        carrier: carrier::carrier(packing).into_iter().filter(|(label, _)| !private.contains(label)).collect(),
        contents: carrier::contents(packing.period(), files).into_iter().filter(|(it, _)| !in_lists(it)).collect(),
        checking: carrier::checking(),
        notes: vec![
            "本包可以公开：没有党员的姓名、编号、出生年月，没有报表的内容和文件名，不足 5 人的分组不公布。".to_owned(),
            "完整的归档包由保管单位保管，本包的「其他/指向.txt」写明它的摘要。".to_owned(),
            "「其他/规则集」里的规则文件去掉了例题；原来的规则文件在完整的归档包里，摘要见上面的「办法」。".to_owned(),
        ],
    }
}

/// The tables as a workbook, a sheet each.
fn book(title: &str, tables: &[PublicTable]) -> Book {
    let sheet = |table: &PublicTable| {
        let widest =
            |index: usize| table.rows.iter().filter_map(move |row| row.get(index)).map(|text| text.chars().count());
        let column = |(index, (header, is_figure)): (usize, &(String, bool))| {
            let width = widest(index).chain([header.chars().count()]).max().unwrap_or_default() * 2 + 2;
            let width = u16::try_from(width.clamp(10, 44)).unwrap_or(44);
            match is_figure {
                true => Column::number(header, width, NumberKind::General),
                false => Column::left(header, width),
            }
        };
        let columns = table.columns.iter().enumerate().map(column).collect();
        let mut sheet = Table::new(table.name, format!("{title}：{}", table.name), String::new(), columns);
        for row in &table.rows {
            let cells = row.iter().zip(&table.columns).map(|(text, (_, is_figure))| cell(text, *is_figure));
            sheet.push(RowKind::Body, cells.collect());
        }
        sheet.notes.clone_from(&table.notes);
        sheet
    };
    Book { title: title.to_owned(), tables: tables.iter().map(sheet).collect() }
}

fn cell(text: &str, is_figure: bool) -> TableCell {
    match Points::parse(text).ok().filter(|_| is_figure) {
        Some(points) => TableCell::Points(points),
        None => TableCell::words(text),
    }
}

/// The same for a browser.
fn page(title: &str, tables: &[PublicTable], files: &[ArchivedFile]) -> String {
    let mut page = Html::new(title);
    page.text(
        "可以公开的汇总：没有党员的姓名和编号，没有报表的内容。完整的归档包由保管单位保管，见「其他/指向.txt」。",
    );
    for table in tables {
        page.heading(table.name);
        let header: Vec<&str> = table.columns.iter().map(|(header, _)| header.as_str()).collect();
        let shown = |(text, (_, is_figure)): (&String, &(String, bool))| match is_figure {
            true => Shown::Number(text.clone()),
            false => Shown::Text(text.clone()),
        };
        let rows = table.rows.iter().map(|row| row.iter().zip(&table.columns).map(shown).collect());
        page.table(&header, &rows.collect::<Vec<Vec<Shown>>>());
        table.notes.iter().for_each(|note| page.text(note));
    }
    page.heading("文件");
    let files = files.iter().map(|file| Shown::File { text: file.title.clone(), path: file.path.clone() });
    page.list(&files.collect::<Vec<_>>());
    page.heading("怎样核对");
    for (says, typed) in carrier::CHECKING.iter().take(3) {
        page.text(&format!("{says}："));
        page.typed(typed);
    }
    page.finish()
}

#[cfg(test)]
mod tests;
