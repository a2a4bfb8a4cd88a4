//! From a case to workbooks.

use std::path::Path;

use jifen::workbook::{Value, sketch};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::points_table;
use super::tables::{Branch, Table};

const ROSTER: [&str; 6] = ["序号", "姓名", "性别", "出生年月", "入党时间", "党员类别"];
const LEDGER: [&str; 11] =
    ["序号", "日期", "姓名", "项目编号", "项目名称", "次数", "级别", "分值", "事由", "核实人", "党员大会通过日期"];

/// Writes the branch's workbook.
pub fn write(folder: &Path, branch: &Branch) {
    let mut book = Workbook::new();
    fill_branch(&mut book, branch);
    book.save(folder.join(format!("{}.xlsx", branch.name))).unwrap();
}

/// Roster and ledger.
pub fn fill_branch(book: &mut Workbook, branch: &Branch) {
    let title = |form: &str| format!("清河镇{}党员{form}", branch.name);
    let ledger = ledger(branch);
    fill(book.add_worksheet().set_name("花名册").unwrap(), &title("花名册"), &roster(branch, &ledger));
    fill(book.add_worksheet().set_name("积分登记").unwrap(), &title("积分登记表"), &ledger);
}

/// The roster as written; else whoever the other tables name. And the others behind them.
fn roster(branch: &Branch, ledger: &Table) -> Table {
    let mut roster = branch.roster.clone();
    if roster.header.is_empty() {
        roster.header = ROSTER.map(str::to_owned).to_vec();
        let tables = [&branch.points, ledger];
        let mut names: Vec<&str> = tables.iter().flat_map(|t| t.rows.iter().map(|row| t.text(row, "姓名"))).collect();
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| !name.is_empty() && seen.insert(*name));
        if names.is_empty() && branch.others == 0 {
            names.push("王伟");
        }
        for name in names {
            roster.rows.push(member(&roster, roster.rows.len(), name));
        }
    }
    for number in 0..branch.others {
        let name = format!("{}{number}", branch.name.trim_end_matches("党支部"));
        roster.rows.push(member(&roster, roster.rows.len(), &name));
    }
    roster
}

fn member(roster: &Table, place: usize, name: &str) -> Vec<String> {
    let cell = |header: &String| match header.as_str() {
        "序号" => (place + 1).to_string(),
        "姓名" => name.to_owned(),
        "性别" => "男".to_owned(),
        "出生年月" => format!("{}-05-04", 1950 + place % 50),
        "入党时间" => "2001-07-01".to_owned(),
        "党员类别" => "正式".to_owned(),
        _ => String::new(),
    };
    roster.header.iter().map(cell).collect()
}

/// The lines as written, with the columns that they leave out, and those that make up the points.
fn ledger(branch: &Branch) -> Table {
    let extra = branch.ledger.header.iter().filter(|header| !LEDGER.contains(&header.as_str())).cloned();
    let header: Vec<String> = LEDGER.map(str::to_owned).into_iter().chain(extra).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in &branch.ledger.rows {
        assert!(row.len() <= branch.ledger.header.len(), "这一行的栏比表头多：{row:?}");
        let cell = |column: &String| match column.as_str() {
            _ if branch.ledger.header.contains(column) => branch.ledger.text(row, column).to_owned(),
            "序号" => (rows.len() + 1).to_string(),
            "日期" => "2025-03-01".to_owned(),
            "姓名" => "王伟".to_owned(),
            "核实人" => "李秀英".to_owned(),
            "党员大会通过日期" => "2026-01-05".to_owned(),
            _ => String::new(),
        };
        rows.push(header.iter().map(cell).collect());
    }
    for row in &branch.points.rows {
        let of = |column| branch.points.text(row, column);
        for (item, quantity, level, stated) in points_table::lines(of("基础分"), of("增加分"), of("扣减分")) {
            let matter = format!("第{}件", rows.len() + 1);
            let cell = |column: &String| match column.as_str() {
                "序号" => (rows.len() + 1).to_string(),
                "日期" => "2025-06-15".to_owned(),
                "姓名" => of("姓名").to_owned(),
                "项目编号" => item.to_owned(),
                "次数" => quantity.clone(),
                "级别" => level.to_owned(),
                "分值" => stated.clone(),
                "事由" => matter.clone(),
                "核实人" => "李秀英".to_owned(),
                "党员大会通过日期" => "2026-01-05".to_owned(),
                _ => String::new(),
            };
            rows.push(header.iter().map(cell).collect());
        }
    }
    Table { header, rows }
}

/// Writes a title, and the table below it.
pub fn fill(sheet: &mut Worksheet, title: &str, table: &Table) {
    sheet.write(0, 0, title).unwrap();
    let lines: Vec<String> = std::iter::once(&table.header).chain(&table.rows).map(|row| row.join(" | ")).collect();
    let drawn = sketch(&format!("# 表\n{}\n", lines.join("\n")));
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for cell in drawn[0].cells() {
        let (row, col) = (cell.at.row + 1, u16::try_from(cell.at.col).unwrap());
        match &cell.value {
            Value::Text(text) => sheet.write(row, col, &**text),
            Value::Number(number) => sheet.write(row, col, number.to_string().parse::<f64>().unwrap()),
            Value::Bool(said) => sheet.write(row, col, *said),
            Value::Date(day) => {
                let day = ExcelDateTime::parse_from_str(&day.date().to_string()).unwrap();
                sheet.write_with_format(row, col, &day, &date)
            }
            Value::Error(text) => sheet.write(row, col, Formula::new("=1/0").set_result(&**text)),
            Value::NotCalculated => sheet.write(row, col, Formula::new("=1").set_result("")),
        }
        .unwrap();
    }
}
