//! From a file to a workbook, or to the diagnostics that say why not.

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::Arc;

use super::codes::{BEYOND, DAMAGED_SHEET, GAVE_UP, LOCKED, REPEATED, UNREADABLE, foreign};
use super::package::Package;
use super::sniff::{Kind, sniff};
use super::trouble::{SheetRead, Trouble};
use super::worker::{self, Format};
use super::{Original, Sheet, Workbook, delimited, html, ods, xlsb, xlsx, xml2003};
use crate::model::{Diagnostic, Digest};

const TRIPPED: Trouble = Trouble::Damaged("内容无法识别");

/// What became of one file.
#[derive(Debug)]
pub struct Reading {
    /// The workbook, where there is one to read.
    pub workbook: Option<Workbook>,
    /// What is wrong with the file, or with single sheets of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a file. `shown` is its path as users see it: relative to the folder given, with `/`.
#[must_use]
pub fn read(location: &Path, shown: &str) -> Reading {
    match Original::open(location, &shown.into()) {
        Ok((original, bytes)) => reading(original, &bytes),
        Err(diagnostic) => Reading { workbook: None, diagnostics: vec![diagnostic] },
    }
}

/// Reads a file that lies in memory.
#[must_use]
pub fn read_bytes(bytes: &[u8], shown: &str) -> Reading {
    reading(Original::in_memory(bytes, &shown.into()), bytes)
}

/// A workbook drawn in plain text ([`sketch`](super::sketch)), as if it had been read.
#[must_use]
pub fn read_drawing(text: &str, shown: &str) -> Reading {
    let original = Original::in_memory(text.as_bytes(), &shown.into());
    assembled(original, super::sketch(text).into_iter().map(Ok).collect())
}

/// Leaves of several files with the same bytes only the first, and says so of the others.
pub fn drop_repeats(readings: &mut [Reading]) {
    let mut seen: BTreeMap<Digest, Arc<str>> = BTreeMap::new();
    for reading in readings {
        let Some(Workbook { original, .. }) = &reading.workbook else { continue };
        let Some(first) = seen.get(&original.digest) else {
            seen.insert(original.digest, Arc::clone(&original.shown));
            continue;
        };
        let shown = &original.shown;
        let repeated = REPEATED.says(format!("「{shown}」与「{first}」内容完全相同，只按「{first}」计算一次。"));
        reading.diagnostics = vec![repeated.in_file(shown)];
        reading.workbook = None;
    }
}

fn reading(original: Original, bytes: &[u8]) -> Reading {
    let shown = Arc::clone(&original.shown);
    match sheets(bytes, &shown) {
        Ok(read) => assembled(original, read),
        Err(trouble) => Reading { workbook: None, diagnostics: vec![refusal(trouble, &shown)] },
    }
}

/// The formats: each reads the bytes of its own kind.
///
/// Our own readers leave nothing to trip over; should one ever, the other files go on.
fn sheets(bytes: &[u8], shown: &str) -> Result<Vec<SheetRead>, Trouble> {
    catch_unwind(|| match sniff(bytes) {
        Kind::Package => packed(bytes),
        Kind::Xls => worker::sheets(Format::Xls, bytes),
        Kind::Ods => ods::flat(bytes),
        Kind::WebPage => html::sheets(bytes, stem(shown)),
        Kind::Xml2003 => xml2003::sheets(bytes),
        Kind::Text => delimited::sheets(bytes, stem(shown)),
        other => Err(Trouble::Foreign(other)),
    })
    .unwrap_or(Err(TRIPPED))
}

fn packed(bytes: &[u8]) -> Result<Vec<SheetRead>, Trouble> {
    let mut package = Package::open(bytes)?;
    match package.kind() {
        Kind::Xlsx => xlsx::sheets(&mut package),
        Kind::Xlsb => xlsb::sheets(&mut package),
        Kind::Ods => ods::sheets(&mut package),
        other => Err(Trouble::Foreign(other)),
    }
}

/// The file's name without what follows its last dot: the name of the sheet, where the format has no names for sheets.
fn stem(shown: &str) -> &str {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn assembled(original: Original, read: Vec<SheetRead>) -> Reading {
    let file = &original.shown;
    let broken = |name: &str, why: &str| {
        DAMAGED_SHEET.says(format!("「{file}」的工作表「{name}」读不出来：{why}。这张表没有计入。")).in_file(file)
    };
    let (mut sheets, mut diagnostics): (Vec<Sheet>, _) = (Vec::new(), Vec::new());
    for sheet in read {
        match sheet {
            Ok(sheet) => sheets.push(sheet),
            Err((name, why)) => diagnostics.push(broken(&name, why)),
        }
    }
    if sheets.is_empty() {
        let why = if diagnostics.is_empty() { "里面没有工作表" } else { "没有一张工作表读得出来" };
        let unreadable = UNREADABLE.says(format!("「{file}」不能读取：{why}。")).in_file(file);
        return Reading { workbook: None, diagnostics: vec![unreadable] };
    }
    Reading { workbook: Some(Workbook { original, sheets }), diagnostics }
}

fn refusal(trouble: Trouble, file: &Arc<str>) -> Diagnostic {
    let unreadable = |why: &str| UNREADABLE.says(format!("「{file}」不能读取：{why}。"));
    match trouble {
        Trouble::Damaged(why) => unreadable(why),
        Trouble::Locked | Trouble::Foreign(Kind::Locked) => LOCKED.says(format!("「{file}」加了密码，不能读取。")),
        Trouble::GaveUp(why) => GAVE_UP.says(format!("「{file}」没有读完：{why}。")),
        Trouble::Beyond(limit) => BEYOND.says(format!("「{file}」不能读取：{limit}。")),
        Trouble::Foreign(Kind::Empty) => unreadable("文件是空的"),
        Trouble::Foreign(kind) => match foreign(kind) {
            Some((what, way_out)) => {
                super::codes::FOREIGN.says(format!("「{file}」是{what}，不能直接读取。")).advise(way_out)
            }
            None => unreadable("它不是工作簿，或已损坏"),
        },
    }
    .in_file(file)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Written};

    use super::*;
    use crate::model::CellRef;

    fn written() -> Vec<u8> {
        let mut book = Written::new();
        let sheet = book.add_worksheet().set_name("积分登记").unwrap();
        let title = Format::new();
        sheet.merge_range(0, 0, 0, 3, " 东河村\u{3000}党支部 ", &title).unwrap();
        sheet.write(1, 0, 2.675).unwrap();
        let date = ExcelDateTime::from_ymd(2025, 3, 15).unwrap();
        sheet.write_with_format(1, 1, &date, &Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"")).unwrap();
        sheet.write(1, 2, Formula::new("=A2*2").set_result("5.35")).unwrap();
        sheet.write(1, 3, true).unwrap();
        sheet.write_blank(1, 4, &Format::new().set_bold()).unwrap();
        sheet.set_row_hidden(1).unwrap();
        sheet.set_column_hidden(2).unwrap();
        book.add_worksheet().set_name("隐藏").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_workbook_is_read_as_its_user_sees_it() {
        let Reading { workbook, diagnostics } = read_bytes(&written(), "东河村.xlsx");
        assert_eq!(diagnostics, []);
        let sheets = workbook.unwrap().sheets;
        let sheet = &sheets[0];
        assert_eq!((&*sheet.name, sheet.hidden, sheets[1].hidden), ("积分登记", false, true));
        let shown: Vec<String> = sheet.cells().iter().map(|cell| format!("{} {:?}", cell.at, cell.value)).collect();
        assert_eq!(
            shown,
            [
                "A1 Text(\" 东河村\u{3000}党支部 \")".replace('\u{3000}', "\\u{3000}").as_str(),
                "A2 Number(2.675)",
                "B2 Date(2025-03-15T00:00:00)",
                "C2 Number(5.35)",
                "D2 Bool(true)",
            ]
        );
        assert!(sheet.get(CellRef::new(1, 2)).unwrap().formula);
        assert_eq!(sheet.merges()[0].to_string(), "A1:D1");
        assert!(sheet.is_hidden_row(1) && sheet.is_hidden_col(2) && !sheet.is_hidden_col(1));
    }

    #[test]
    fn the_same_bytes_count_once() {
        let bytes = written();
        let mut readings = [read_bytes(&bytes, "a.xlsx"), read_bytes(b"", "b.xlsx"), read_bytes(&bytes, "c.xlsx")];
        drop_repeats(&mut readings);
        let codes: Vec<Vec<&str>> =
            readings.iter().map(|reading| reading.diagnostics.iter().map(|d| d.code.id).collect()).collect();
        assert_eq!(codes, [vec![], vec!["F101"], vec!["F202"]]);
        assert!(readings[2].workbook.is_none());
        assert!(readings[2].diagnostics[0].message.contains("「a.xlsx」"));
    }

    #[test]
    fn the_examples_of_codes_raise_them() {
        for code in super::super::CODES {
            if let crate::model::Example::File(name, bytes) = code.bad {
                let codes: Vec<&str> = read_bytes(bytes, name).diagnostics.iter().map(|d| d.code.id).collect();
                assert_eq!(codes, [code.id]);
            }
            if let crate::model::Example::File(name, bytes) = code.good {
                assert_eq!(read_bytes(bytes, name).diagnostics, []);
            }
        }
    }

    #[test]
    fn a_sheet_that_cannot_be_read_does_not_hide_the_others() {
        let file = Original::in_memory(b"x", &"a.xlsx".into());
        let read = assembled(file.clone(), vec![Err(("甲".into(), "坏")), Ok(Sheet::from_cells("乙", vec![]))]);
        assert_eq!((read.workbook.unwrap().sheets.len(), read.diagnostics[0].code.id), (1, "F105"));
        let read = assembled(file, vec![Err(("甲".into(), "坏"))]);
        assert_eq!((read.workbook.is_none(), read.diagnostics[0].code.id), (true, "F101"));
    }
}
