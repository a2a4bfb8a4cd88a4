//! 目录.xlsx: the catalogue as a workbook that is printed, and from which the files open.

use super::Packing;
use crate::archive::{ArchivedFile, CatalogueEntry, is_record};
use crate::model::{Book, Column, RowKind, Table, TableCell, masked};
use crate::reports::titled;

/// The workbook: the records, then whatever else lies in the package.
pub fn book(packing: &Packing<'_>, entries: &[CatalogueEntry], files: &[ArchivedFile]) -> Book {
    let result = &packing.outcome.result;
    let title = titled(result, &packing.outcome.rules, "党员积分归档目录");
    let mut tables = vec![records(packing, &title, entries)];
    let mut others: Vec<&ArchivedFile> = files.iter().filter(|file| !is_record(file)).collect();
    others.sort_by_key(|file| file.path.as_str());
    if !others.is_empty() {
        tables.push(rest(&others));
    }
    Book { title, tables }
}

fn records(packing: &Packing<'_>, title: &str, entries: &[CatalogueEntry]) -> Table {
    let has_numbers = entries.iter().any(|entry| !entry.number.is_empty());
    let columns = vec![
        Column::center("顺序号", 7),
        Column::center("档号", if has_numbers { 26 } else { 8 }),
        Column::left("题名", 36),
        Column::left("责任者", 20),
        Column::center("日期", 10),
        Column::center("保管期限", 10),
        Column::center("密级", 6),
        Column::left("文件", 48),
        Column::left("备注", 36),
    ];
    let retention = packing.archive_profile().retention_in_words().unwrap_or_default();
    let mut table = Table::new("目录", title.to_owned(), format!("共 {} 份材料", entries.len()), columns);
    for entry in entries {
        let cells = vec![
            TableCell::count(entry.order),
            TableCell::words(&entry.number),
            TableCell::words(&entry.title),
            TableCell::words(&entry.author),
            TableCell::words(&entry.date),
            TableCell::words(retention),
            TableCell::words(&entry.secrecy),
            TableCell::File { text: entry.path.clone(), path: entry.path.clone() },
            TableCell::words(&entry.remark),
        ];
        table.push(RowKind::Body, cells);
    }
    table.filter = true;
    table.signatures = ["移交人：", "接收人：", "日期：　　　　年　　月　　日"].map(str::to_owned).to_vec();
    table
}

fn rest(files: &[&ArchivedFile]) -> Table {
    let columns = vec![Column::center("序号", 7), Column::left("题名", 40), Column::left("文件", 60)];
    let mut table = Table::new("其他文件", "其他文件".to_owned(), format!("共 {} 个文件", files.len()), columns);
    for (file, number) in files.iter().zip(1..) {
        let path = masked(&file.path).into_owned();
        let link = TableCell::File { text: path.clone(), path };
        table.push(RowKind::Body, vec![TableCell::count(number), TableCell::words(&file.title), link]);
    }
    table
}
