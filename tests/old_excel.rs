//! Excel 97–2003 and WPS .et: what stands in the records is what is read, in a worker and without one.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

#[path = "support/container.rs"]
mod container;
#[path = "support/old_excel.rs"]
mod old_excel;
#[path = "support/shown.rs"]
mod shown;

use container::container;
use jifen::workbook::{Reading, read_bytes, worker};
use old_excel::{Held, Sheet, record, stream, upside_down, workbook};

/// Reads in a worker, as the program does.
fn read(bytes: &[u8]) -> Reading {
    worker::use_program(env!("CARGO_BIN_EXE_jifen").into());
    read_bytes(bytes, "东河村.et")
}

fn ledger<'a>() -> Sheet<'a> {
    Sheet {
        name: "积分登记",
        cells: vec![
            (0, 0, Held::Text("东河村党支部")),
            (1, 0, Held::Text("001")),
            (1, 1, Held::Day(45_731.0)),
            (1, 2, Held::Number(2.675)),
            (1, 3, Held::Hundredths(267)),
            (1, 4, Held::Bool(true)),
            (1, 5, Held::Error(0x17)),
            (2, 0, Held::Computed(5.35)),
            (2, 1, Held::ComputedText(Some("优秀"))),
            (2, 2, Held::ComputedText(None)),
            (2, 3, Held::ComputedNothing),
            (2, 4, Held::Number(0.1 + 0.2)),
        ],
        merges: vec![[0, 0, 0, 5]],
        hidden_rows: vec![2],
        hidden_cols: vec![3],
        ..Sheet::default()
    }
}

#[test]
fn every_kind_of_cell_is_read() {
    let hidden = Sheet { name: "隐藏", hidden: true, cells: vec![(0, 0, Held::Number(1.0))], ..Sheet::default() };
    let reading = read(&workbook(&[ledger(), hidden], false));
    assert_eq!(reading.diagnostics, []);
    let sheets = reading.workbook.unwrap().sheets;
    let sheet = &sheets[0];
    assert_eq!((&*sheet.name, sheet.hidden, &*sheets[1].name, sheets[1].hidden), ("积分登记", false, "隐藏", true));
    assert_eq!(
        shown::cells(sheet),
        [
            "A1 Text(\"东河村党支部\")",
            "A2 Text(\"001\")",
            "B2 Date(2025-03-15T00:00:00)",
            "C2 Number(2.675)",
            "D2 Number(2.67)",
            "E2 Bool(true)",
            "F2 Error(\"#REF!\")",
            "A3 Number(5.35) =",
            "B3 Text(\"优秀\") =",
            "C3 NotCalculated =",
            "E3 Number(0.3)",
        ]
    );
    assert_eq!(sheet.merges().iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:F1"]);
    assert!(sheet.is_hidden_row(2) && !sheet.is_hidden_row(1) && sheet.is_hidden_col(3) && !sheet.is_hidden_col(2));
}

#[test]
fn days_may_count_from_1904() {
    let sheet = Sheet { name: "表", cells: vec![(0, 0, Held::Day(44_269.0))], ..Sheet::default() };
    let reading = read(&workbook(&[sheet], true));
    assert_eq!(shown::cells(&reading.workbook.unwrap().sheets[0]), ["A1 Date(2025-03-15T00:00:00)"]);
}

#[test]
fn a_text_that_is_nowhere_is_told() {
    let mut bytes = stream(&[ledger()], false, &[]);
    let at = bytes.windows(4).position(|four| four == [0xFD, 0, 10, 0]).unwrap();
    bytes[at + 10] = 99;
    let reading = read(&container(&[("Workbook", &bytes)]));
    assert_eq!(shown::cells(&reading.workbook.unwrap().sheets[0])[0], "A1 Error(\"?\")");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let good = stream(&[ledger()], false, &[]);
    let of = |stream: &[u8]| container(&[("Workbook", stream)]);
    let locked = stream(&[ledger()], false, &record(0x2F, &[1, 0, 1, 0, 1, 0]));
    let far = Sheet { cells: vec![(0, 0, Held::Number(1.0)), (65_535, 255, Held::Number(1.0))], ..Sheet::default() };
    for (name, bytes, code) in [
        ("locked", of(&locked), "F102"),
        ("locked as a whole", container(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]), "F102"),
        ("cut short", of(&good[..good.len() - 10]), "F101"),
        ("cut in the table of contents", of(&good[..60]), "F101"),
        ("a damaged container", workbook(&[ledger()], false)[..2_000].to_vec(), "F101"),
        ("same names", workbook(&[ledger(), ledger()], false), "F101"),
        ("far cell", workbook(&[far], false), "F104"),
        ("upside down", upside_down(), "F107"),
        ("a text document with a workbook in it", container(&[("WordDocument", &good)]), "F103"),
        ("slides", container(&[("PowerPoint Document", b"x")]), "F103"),
    ] {
        let reading = read(&bytes);
        assert_eq!(
            (shown::codes(&reading), reading.workbook.is_none()),
            (vec![code], true),
            "{name}: {:?}",
            reading.diagnostics
        );
    }
}
