//! The workbook of a small branch: a roster of three, and lines of a ledger.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const ROSTER: &str = "序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别
1 | 王伟 | 男 | 1970-05 | 1995-07-01 | 正式党员
2 | 李秀英 | 女 | 1975-03 | 2001-07-01 | 正式党员
3 | 赵敏 | 女 | 1980-01 | 2005-07-01 | 正式党员";

const HEADER: &str = "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期";

/// Writes the workbook of a branch of three members with these lines; what stands between them is said above.
pub fn write(path: &Path, lines: &[impl AsRef<str>]) {
    let ledger: Vec<&str> = std::iter::once(HEADER).chain(lines.iter().map(AsRef::as_ref)).collect();
    let roster: Vec<&str> = ROSTER.lines().collect();
    write_sheets(
        path,
        &[("花名册", "东河村党支部 2025 年花名册", &roster), ("积分登记", "东河村党支部 2025 年积分登记", &ledger)],
    );
}

/// Writes a workbook of sheets, each with its name, a title and rows of cells between `|`: figures and days as such.
pub fn write_sheets(path: &Path, sheets: &[(&str, &str, &[&str])]) {
    let mut book = Workbook::new();
    // The same content is the same bytes, also a second later.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 1, 1).unwrap();
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    let dates = Format::new().set_num_format("yyyy-mm-dd");
    for (name, title, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.write(0, 0, *title).unwrap();
        for (row, line) in rows.iter().enumerate() {
            for (col, cell) in line.split('|').map(str::trim).enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let (row, col) = (u32::try_from(row).unwrap() + 1, u16::try_from(col).unwrap());
                match (cell.parse::<f64>(), ExcelDateTime::parse_from_str(cell)) {
                    (Ok(number), _) => sheet.write(row, col, number).unwrap(),
                    (_, Ok(day)) if cell.len() > 7 => sheet.write_with_format(row, col, day, &dates).unwrap(),
                    _ => sheet.write(row, col, cell).unwrap(),
                };
            }
        }
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    book.save(path).unwrap();
}
