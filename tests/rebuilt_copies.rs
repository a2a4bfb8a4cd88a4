//! Copies of workbooks that are no xlsx, through the program: what the file tells of its look is in the copy, fixes are
//! written, and the copy says what it is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/binary_excel.rs"]
mod binary_excel;
#[path = "support/container.rs"]
mod container;
#[path = "support/folders.rs"]
mod folders;
#[path = "support/old_excel.rs"]
mod old_excel;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;

use std::fs;

use jifen::model::CellRef;
use jifen::workbook::read_bytes;

use folders::files_below;
use old_excel::Held;
use program::jifen;

const HEADS: [&str; 4] = ["日期", "姓名", "项目编号", "次数"];
/// 15 March 2025.
const DAY: f64 = 45_731.0;
/// Twenty characters, and thirty points.
const WIDTH: u16 = 5_120;
const HEIGHT: u16 = 600;

fn xls() -> Vec<u8> {
    let heads = HEADS.iter().zip(0..).map(|(head, col)| (0, col, Held::Text(head)));
    let row =
        [(1, 0, Held::Day(DAY)), (1, 1, Held::Text("王伟")), (1, 2, Held::Text("J04")), (1, 3, Held::Text("２次"))];
    let cells = heads.chain(row).collect();
    let (widths, heights) = (vec![(0, WIDTH)], vec![(1, HEIGHT)]);
    let sheet = old_excel::Sheet { name: "积分登记", cells, widths, heights, ..old_excel::Sheet::default() };
    old_excel::workbook(&[sheet], false)
}

fn xlsb() -> Vec<u8> {
    use binary_excel::{cell, record, row, text};
    let words = |words: &[(u32, &str)]| words.iter().flat_map(|(col, word)| cell(6, *col, 0, &text(word))).collect();
    let heads: Vec<(u32, &str)> = (0..).zip(HEADS).collect();
    let heads: Vec<u8> = words(&heads);
    let line: Vec<u8> = words(&[(1, "王伟"), (2, "J04"), (3, "２次")]);
    let height = HEIGHT.to_le_bytes();
    let tall = record(0, &[&[1, 0, 0, 0, 0, 0, 0, 0][..], &height, &[0, 0x20, 0, 0, 0, 0, 0]].concat());
    let width = u32::from(WIDTH).to_le_bytes();
    let columns = record(0x3C, &[&[0; 8][..], &width, &[0, 0, 0, 0, 2, 0]].concat());
    let sheet = [
        record(0x81, &[]),
        record(0x186, &[]),
        columns,
        record(0x187, &[]),
        record(0x91, &[]),
        row(0, false),
        heads,
        tall,
        cell(5, 0, 1, &DAY.to_le_bytes()),
        line,
        record(0x92, &[]),
        record(0x82, &[]),
    ];
    binary_excel::workbook(&[("积分登记", false, sheet.concat())], &[])
}

fn fods() -> Vec<u8> {
    let word = |word: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{word}</text:p></table:table-cell>")
    };
    let heads: String = HEADS.into_iter().map(word).collect();
    let line: String = ["王伟", "J04", "２次"].into_iter().map(word).collect();
    format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\
         <office:automatic-styles><style:style style:name=\"co1\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"105pt\"/></style:style>\
         <style:style style:name=\"ro1\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"30pt\" style:use-optimal-row-height=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"积分登记\"><table:table-column table:style-name=\"co1\"/>\
         <table:table-row>{heads}</table:table-row><table:table-row table:style-name=\"ro1\">\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2025-03-15\"><text:p>2025年3月15日</text:p></table:table-cell>\
         {line}</table:table-row></table:table></office:spreadsheet></office:body></office:document>"
    )
    .into_bytes()
}

fn csv() -> Vec<u8> {
    format!("{}\n2025-03-15,王伟,J04,２次\n", HEADS.join(",")).into_bytes()
}

/// The copy that `check --fix` writes of a file, and what is said.
fn copy_of(name: &str, bytes: &[u8]) -> (Vec<u8>, String) {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join(name), bytes).unwrap();
    let run = jifen(root.path(), &["check", name, "--fix", "--period", "2025"]);
    let copies = files_below(&root.path().join("批注"));
    let copy = copies.get(&*format!("{name}.xlsx")).unwrap_or_else(|| panic!("{}{}", run.stdout, run.stderr));
    (copy.clone(), run.stderr)
}

/// The width of the first column and the height of the second row, as the copy writes them.
fn sizes(copy: &[u8]) -> (String, Option<String>) {
    let tags = package::tags(&package::part(copy, "xl/worksheets/sheet1.xml"));
    let column = tags.iter().find(|(tag, said)| tag == "col" && said["min"] == "1").unwrap();
    let row = tags.iter().find(|(tag, said)| tag == "row" && said["r"] == "2").unwrap();
    (column.1["width"].clone(), row.1.get("ht").cloned())
}

#[test]
fn what_the_file_tells_of_its_look_is_in_the_copy() {
    let day = "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;";
    let thirty = Some("30".to_owned());
    for (name, bytes, width, height, format) in [
        ("东河村.xls", xls(), "20", thirty.clone(), day),
        ("东河村.et", xls(), "20", thirty.clone(), day),
        ("东河村.xlsb", xlsb(), "20", thirty.clone(), day),
        ("东河村.fods", fods(), "20", thirty, day),
        ("东河村.csv", csv(), "14.7109375", None, "yyyy-mm-dd"),
    ] {
        let (copy, told) = copy_of(name, &bytes);
        package::assert_consistent(&copy);
        assert_eq!(sizes(&copy), (width.to_owned(), height), "{name}");
        let styles = package::part(&copy, "xl/styles.xml");
        assert!(styles.contains(&format!("formatCode=\"{format}\"")), "{name}: {styles}");
        assert!(told.contains("重建的副本") && told.contains("改好了 1 格"), "{name}: {told}");
        let list = package::part(&copy, "xl/worksheets/jifenProblems.xml");
        assert!(list.contains("这是重建的副本") && list.contains("２次 → 2"), "{name}: {list}");
        let workbook = read_bytes(&copy, "甲.xlsx").workbook.unwrap();
        let shown = |row, col| format!("{:?}", workbook.sheets[0].get(CellRef::new(row, col)).unwrap().value);
        assert_eq!((shown(1, 0).as_str(), shown(1, 3).as_str()), ("Date(2025-03-15T00:00:00)", "Number(2)"), "{name}");
    }
}

/// An input is never changed, and a copy that stands beside it is read in its place.
#[test]
fn the_original_stays_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    let bytes = xls();
    fs::write(root.path().join("东河村.xls"), &bytes).unwrap();
    jifen(root.path(), &["check", "东河村.xls", "--unsafe-fixes", "--period", "2025"]);
    assert!(fs::read(root.path().join("东河村.xls")).unwrap() == bytes);
}
