//! Forms that nobody fills in: far too many headers, columns, merged cells or tables. Each is read, or passed over, in a
//! time that grows with its size. What was needed is printed: `cargo test --test hostile_forms -- --nocapture`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "what fails here fails the test; times are printed")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jifen::layout::{Columns, Hints, recognise};
use jifen::model::{CellRange, CellRef, Severity};
use jifen::rules::{builtin, default_id};
use jifen::workbook::{Cell, Sheet, Value, Workbook, read_bytes};

/// Generous: without optimisation, on a busy machine.
const LIMIT: Duration = Duration::from_secs(10);

const ROSTER: &str = "序号|姓名|性别|出生年月|入党时间|党员类别";
const LEDGER: &str = "序号|日期|姓名|项目编号|次数|级别|分值|事由|核实人|党员大会通过日期";
const MEMBER: &str = "1|王伟|男|1970-01|1995-07|正式";
const EVENT: &str = "1|2025-03-08|王伟|J04|1||1|清理村道|李秀英|2025-12-20";

/// Rows as they are drawn, from the top.
fn sheet<'a>(rows: impl IntoIterator<Item = &'a str>) -> Sheet {
    let cells = (0..).zip(rows).flat_map(|(row, line)| {
        let filled = (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty());
        filled.map(move |(col, text)| text_at(row, col, text)).collect::<Vec<_>>()
    });
    Sheet::from_cells("表", cells.collect())
}

fn text_at(row: u32, col: u32, text: &str) -> Cell {
    let value = text.parse().map_or_else(|_| Value::Text(text.into()), Value::Number);
    Cell { at: CellRef::new(row, col), value, formula: false, percent: None }
}

fn repeated(rows: &[&'static str], times: usize) -> Sheet {
    sheet(std::iter::repeat_n(rows, times).flatten().copied())
}

/// One header, and the same row below it again and again.
fn below(header: &str, row: &'static str, times: usize) -> Sheet {
    sheet([header].into_iter().chain(std::iter::repeat_n(row, times)))
}

fn merged(row: u32, cols: (u32, u32)) -> CellRange {
    CellRange::new(CellRef::new(row, cols.0), CellRef::new(row, cols.1))
}

fn wide(first: &str, heading: impl Fn(u32) -> String) -> String {
    std::iter::once(first.to_owned()).chain((6..16_384).map(heading)).collect::<Vec<_>>().join("|")
}

/// The sheets, each with how many tables must be found on it at least.
fn sheets() -> Vec<(&'static str, Sheet, usize)> {
    let far =
        || (0..20_000).map(|row| merged(row, (12, 13))).chain((10..8_000).map(|col| merged(0, (col * 2, col * 2 + 1))));
    let whole_rows = (0..3_000).map(|row| merged(row, (2, 16_383))).collect();
    let side_by_side = ["姓名|性别|入党时间|"; 2_000].concat();
    let branch = |number| [format!("清河镇第{number}村党支部花名册"), ROSTER.to_owned(), MEMBER.to_owned()];
    let branches: Vec<String> = (1..=1_000).flat_map(branch).collect();
    let filled = ["王伟|男|1995-07|"; 2_000].concat();
    vec![
        ("headers alone", repeated(&[ROSTER], 20_000), 1),
        ("headers of no known kind", repeated(&["姓名|备注|合计名次|级别"], 20_000), 0),
        ("words of headers in the data", below(LEDGER, "姓名|2025-03-08|王伟|J04|1||1|清理村道", 2_000), 1),
        ("tables below one another", sheet(branches.iter().map(String::as_str)), 1_000),
        ("tables side by side", sheet([side_by_side.as_str(), filled.as_str()]), 1),
        ("merged cells", below(LEDGER, EVENT, 5_000).with_merges(far().collect()), 1),
        ("merged rows", repeated(&["姓名|甲|乙"], 3_000).with_merges(whole_rows), 0),
        ("unknown columns", below(&wide(ROSTER, |col| format!("栏{col}")), MEMBER, 2_000), 1),
        ("one column again and again", below(&wide("姓名", |_| "姓名".to_owned()), MEMBER, 10), 0),
        (
            "items again and again",
            below(&wide("序号|姓名", |_| "J04".to_owned()), &*wide("1|王伟", |_| "1".to_owned()).leak(), 5),
            1,
        ),
        ("one text in a row", repeated(&["姓名：王伟"], 100_000), 0),
    ]
}

#[test]
fn each_sheet_is_read_in_a_time_that_grows_with_its_size() {
    let rules = builtin(&default_id()).unwrap().unwrap();
    let hints =
        Hints { columns: Columns::new(&rules, &BTreeMap::new()), township: None, year: Some(2025), pins: Vec::new() };
    for (name, sheet, tables) in sheets() {
        let workbook =
            Workbook { sheets: vec![sheet], ..read_bytes("姓名\n".as_bytes(), "甲.csv").workbook.unwrap() };
        let start = Instant::now();
        let recognised = recognise(&workbook, &rules, &hints);
        let took = start.elapsed();
        println!("{name}: {} ms, {} tables", took.as_millis(), recognised.tables.len());
        assert!(took < LIMIT, "{name}: {took:?}");
        assert!(recognised.tables.len() >= tables, "{name}: {} tables", recognised.tables.len());
        let cells: usize = recognised.account.sheets.iter().map(|sheet| sheet.cells()).sum();
        assert_eq!(cells, workbook.sheets[0].cells().len(), "{name}");
    }
}

#[test]
fn more_lines_than_a_branch_can_enter_are_refused_whole() {
    let rules = builtin(&default_id()).unwrap().unwrap();
    let hints =
        Hints { columns: Columns::new(&rules, &BTreeMap::new()), township: None, year: Some(2025), pins: Vec::new() };
    for (lines, codes) in [(50_000, &[][..]), (50_001, &["F104"])] {
        let sheets = vec![sheet([ROSTER, MEMBER]), below(LEDGER, EVENT, lines)];
        let workbook = Workbook { sheets, ..read_bytes("姓名\n".as_bytes(), "甲.csv").workbook.unwrap() };
        let recognised = recognise(&workbook, &rules, &hints);
        let errors = recognised.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(errors.map(|diagnostic| diagnostic.code.id).collect::<Vec<_>>(), codes);
        assert_eq!(recognised.is_empty(), lines > 50_000);
    }
}
