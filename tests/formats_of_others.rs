//! Files that LibreOffice and SheetJS make of a workbook hold what the workbook holds. Where a tool is missing, the test
//! says that it is skipped.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

#[path = "support/program.rs"]
mod program;
#[path = "support/shown.rs"]
mod shown;

use std::fs;
use std::path::Path;
use std::process::Command;

use jifen::workbook::{read_bytes, worker};
use program::tool_works;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

const NAMES: [&str; 5] = ["王伟", "欧阳·张三", "001", "340123197001011234", "a<b>&\"c\""];

/// A ledger of some rows, and a hidden sheet.
fn ledger() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = book.add_worksheet().set_name("积分登记").unwrap();
    sheet.merge_range(0, 0, 0, 4, "东河村党支部积分登记表", &Format::new()).unwrap();
    for row in 1..40_u32 {
        let number = f64::from(row);
        sheet.write(row, 0, NAMES[row as usize % 5]).unwrap();
        sheet
            .write_with_format(row, 1, ExcelDateTime::from_ymd(2025, 3, 1 + (row % 28) as u8).unwrap(), &date)
            .unwrap();
        sheet.write(row, 2, number / 8.0).unwrap();
        sheet.write(row, 3, number * 0.1 - 1.0).unwrap();
        sheet.write(row, 4, Formula::new(format!("=C{}*2", row + 1)).set_result((number / 4.0).to_string())).unwrap();
        sheet
            .write(
                row,
                5,
                Formula::new(format!("=A{}&\"优\"", row + 1)).set_result(format!("{}优", NAMES[row as usize % 5])),
            )
            .unwrap();
    }
    sheet.set_row_hidden(3).unwrap();
    sheet.set_column_hidden(2).unwrap();
    book.add_worksheet().set_name("隐藏").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    book.save_to_buffer().unwrap()
}

/// Makes LibreOffice recalculate what it loads: what it takes over without, it writes into xls as 0.
const ALWAYS_RECALCULATE: &str = "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\
    <item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\">\
    <value>0</value></prop></item></oor:items>";

fn read(path: &Path) -> Vec<String> {
    worker::use_program(env!("CARGO_BIN_EXE_jifen").into());
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    shown::whole(read_bytes(&fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())), &name))
}

#[test]
fn what_libreoffice_saves_reads_the_same() {
    let office = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !tool_works("soffice (LibreOffice)", office) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let original = folder.path().join("a.xlsx");
    fs::write(&original, ledger()).unwrap();
    let profile = folder.path().join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_RECALCULATE).unwrap();
    let expected = read(&original);
    assert_eq!(expected.len(), 241);
    for (filter, extension) in [
        ("xls:MS Excel 97", "xls"),
        ("ods:calc8", "ods"),
        ("fods:OpenDocument Spreadsheet Flat XML", "fods"),
        ("xlsx:Calc MS Excel 2007 XML", "xlsx"),
    ] {
        let out = folder.path().join("out");
        let done = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", profile.display()))
            .args(["--headless", "--convert-to", filter, "--outdir"])
            .arg(&out)
            .arg(&original)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
        assert_eq!(read(&out.join("a").with_extension(extension)), expected, "{filter}");
    }
}

/// Takes the workbook apart and writes it in four older formats. SheetJS writes no number formats into xls.
const SHEETJS: &str = "const X = require('xlsx');\
    const b = X.readFile('a.xlsx', {cellNF: true, cellStyles: true, cellFormula: true});\
    X.writeFile(b, 'a.xlsb', {bookType: 'xlsb', cellStyles: true});\
    X.writeFile(b, '8.xls', {bookType: 'biff8'}); X.writeFile(b, 'a.xml', {bookType: 'xlml'}); X.writeFile(b, '5.xls', {bookType: 'biff5', codepage: 936});";

#[test]
fn what_sheetjs_saves_reads_the_same() {
    let node = |script: &str, folder: &Path| Command::new("node").args(["-e", script]).current_dir(folder).output();
    let folder = tempfile::tempdir().unwrap();
    let works = node("require('xlsx')", folder.path()).is_ok_and(|output| output.status.success());
    if !tool_works("the npm package xlsx (SheetJS; NODE_PATH names its folder)", works) {
        return;
    }
    let original = folder.path().join("a.xlsx");
    fs::write(&original, ledger()).unwrap();
    // SheetJS keeps no formulas in these formats; in xls nothing is hidden, and in the older one nothing is Chinese;
    // in XML a day is a number.
    let plain = |lines: Vec<String>| -> Vec<String> {
        lines.iter().map(|line| line.trim_end_matches(" =").to_owned()).collect()
    };
    let expected = plain(read(&original));
    let done = node(SHEETJS, folder.path()).unwrap();
    assert!(done.status.success(), "{done:?}");
    assert_eq!(plain(read(&folder.path().join("a.xlsb"))), expected);
    for (name, keeps_chinese) in [("8.xls", true), ("5.xls", false), ("a.xml", true)] {
        let found = plain(read(&folder.path().join(name)));
        let kept = |line: &&String| !line.starts_with(['#', 'm', 'h']) && (name != "a.xml" || !line.contains("Date("));
        for line in expected.iter().filter(kept).filter(|line| keeps_chinese || line.is_ascii()) {
            assert!(found.contains(line), "{name}: {line} is not in {found:#?}");
        }
    }
}
