//! The cells that we read are those that calamine reads on its own.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use jifen::workbook::{Value, read_bytes};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// A ledger of rows that hold a bit of everything.
fn ledger(rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\";@");
    let time = Format::new().set_num_format("[h]:mm");
    let places = Format::new().set_num_format("0.00_ ;[红色]\\-0.00");
    let sheet = book.add_worksheet();
    for row in 0..rows {
        let number = f64::from(row);
        let texts = ["王伟", " 李 娜 ", "a<b>&\"c\"", "_x000D_", "一\n二", "\u{3000}全\u{3000}", "001", "📷"];
        sheet.write(row, 0, texts[row as usize % texts.len()]).unwrap();
        sheet.write(row, 1, number / 7.0).unwrap();
        sheet.write_with_format(row, 2, number * 0.1 - 5.0, &places).unwrap();
        let day = ExcelDateTime::from_serial_datetime(40_000.0 + number * 1.375).unwrap();
        sheet.write_with_format(row, 3, &day, &date).unwrap();
        sheet.write_with_format(row, 4, number / 24.0, &time).unwrap();
        sheet.write(row, 5, row % 2 == 0).unwrap();
        sheet.write(row, 6, Formula::new("=A1&\"x\"").set_result(texts[row as usize % 3])).unwrap();
        sheet.write(row, 7, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write(row, 8, number * 1e10 + 0.5).unwrap();
        sheet.write_blank(row, 9, &places).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// To 14 digits, as a text: in the fifteenth, a 5 left over by binary fractions may go either way.
fn digits(number: f64) -> String {
    format!("{number:.13e}")
}

#[test]
fn two_readers_agree() {
    let bytes = ledger(500);
    let mut theirs = BTreeMap::new();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range("Sheet1").unwrap();
    for (row, col, data) in range.used_cells() {
        let shown = match data {
            Data::String(text) => format!("text {text}"),
            Data::Float(number) => format!("number {}", digits(*number)),
            Data::DateTime(day) if day.is_datetime() => format!("date {:?}", day.to_ymd_hms_milli()),
            Data::DateTime(duration) => format!("number {}", digits(duration.as_f64())),
            other => format!("{other:?}"),
        };
        theirs.insert((u32::try_from(row).unwrap(), u32::try_from(col).unwrap()), shown);
    }
    let reading = read_bytes(&bytes, "a.xlsx");
    assert_eq!(reading.diagnostics, []);
    let workbook = reading.workbook.unwrap();
    let mut ours = BTreeMap::new();
    for cell in workbook.sheets[0].cells() {
        let shown = match &cell.value {
            Value::Text(text) => format!("text {text}"),
            Value::Number(number) => format!("number {}", digits(number.to_string().parse().unwrap())),
            Value::Date(day) => {
                use chrono::{Datelike as _, Timelike as _};
                let milli = day.nanosecond() / 1_000_000;
                let time = (day.hour(), day.minute(), day.second(), milli);
                format!("date {:?}", (day.year(), day.month(), day.day(), time.0, time.1, time.2, time.3))
            }
            Value::Bool(said) => format!("Bool({said})"),
            Value::Error(code) if &**code == "#DIV/0!" => "Error(Div0)".to_owned(),
            other => format!("{other:?}"),
        };
        ours.insert((cell.at.row, cell.at.col), shown);
    }
    assert_eq!(ours.len(), 4_500);
    for (at, shown) in &theirs {
        assert_eq!(ours.get(at), Some(shown), "{at:?}");
    }
    assert_eq!(ours.len(), theirs.len());
}
