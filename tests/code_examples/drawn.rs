//! Drawings of sheets (`workbook::sketch`) as real xlsx files.

use jifen::workbook::{Sheet, Value, sketch};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::package::{pack, parts};

/// Three members without any entry: what the examples of entries leave out.
const ROSTER: &str = "# 花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王伟|男|1980-03-01|2005-07-01|正式
2|李秀英|女|1975-08-16|2001-06-28|正式
3|张敏|女|1990-11-20|2015-12-03|正式
";

/// What stands for the result of a formula that was never calculated, until it is taken out of the file.
const NO_RESULT: &str = "没有结果";

/// The workbook of a drawing; a drawing of entries alone gets a roster.
pub fn workbook(text: &str) -> Vec<u8> {
    if text.lines().any(|line| line.trim() == "# 花名册") {
        of_sheets(text)
    } else {
        of_sheets(&format!("{ROSTER}{text}"))
    }
}

/// The workbook of a drawing as it stands.
pub fn of_sheets(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    // The same content is the same bytes, also a second later.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 1, 1).unwrap();
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    for sheet in sketch(text) {
        write(book.add_worksheet(), &sheet);
    }
    without_results(&book.save_to_buffer().unwrap())
}

fn write(out: &mut Worksheet, sheet: &Sheet) {
    out.set_name(&*sheet.name).unwrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for cell in sheet.cells() {
        let (row, col) = (cell.at.row, u16::try_from(cell.at.col).unwrap());
        match &cell.value {
            Value::Text(text) => out.write_string(row, col, &**text),
            Value::Number(number) => out.write_number(row, col, number.to_string().parse::<f64>().unwrap()),
            Value::Date(date) => {
                let date = ExcelDateTime::parse_from_str(&date.date().to_string()).unwrap();
                out.write_datetime_with_format(row, col, &date, &day)
            }
            Value::Bool(yes) => out.write_boolean(row, col, *yes),
            Value::Error(error) => out.write_formula(row, col, Formula::new("1/0").set_result(&**error)),
            Value::NotCalculated => out.write_formula(row, col, Formula::new("1+1").set_result(NO_RESULT)),
        }
        .unwrap();
    }
}

/// The same file with formulas that were never calculated where [`NO_RESULT`] stands.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let written = format!(" t=\"str\"><f>1+1</f><v>{NO_RESULT}</v>");
    let mut all = parts(bytes);
    for (_, content) in all.iter_mut().filter(|(name, _)| name.starts_with("xl/worksheets/")) {
        let text = String::from_utf8(std::mem::take(content)).unwrap();
        *content = text.replace(&written, "><f>1+1</f>").into_bytes();
    }
    pack(&all)
}
