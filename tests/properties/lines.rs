//! No line is lost: whatever stands in a ledger, each line counts in some step or has a problem in its row.

use std::collections::BTreeSet;

use jifen::model::{CellRange, Severity};
use jifen::pipeline::{NoProgress, Options, run};
use jifen::reports::{ResultDocument, Status};
use proptest::prelude::*;
use proptest::sample::select;

use super::tables::Table;
use super::workbooks;

const ROSTER: &str = "序号|姓名|出生年月|入党时间|党员类别|转入时间
1|王伟|1980-05-04|2001-07-01|正式|
2|李强|1985-05-04|2012-07-01|正式|2025-04-01
3|张伟|1990-05-04|2015-07-01|正式|无
4|张伟|1970-05-04|1995-07-01|正式|";

/// What stands in each column: right, odd, wrong. No row begins like a note (注, 合计): such a row is none of the lines.
const COLUMNS: [(&str, &[&str]); 11] = [
    (
        "日期",
        &[
            "2025-03-01",
            "2025-03-01",
            "2025.3.2",
            "",
            "2025-02-30",
            "2024-05-01",
            "TRUE",
            "45731",
            "#REF!",
            "上半年",
            "202503",
        ],
    ),
    ("编号", &["", "", "", "1", "4", "03", "99", "#N/A"]),
    ("姓名", &["王伟", "王伟", "李强", "王　伟", "张伟", "赵六", "", "无", "#REF!", "12", "TRUE"]),
    ("项目编号", &["J01", "J04", "Z01", "Z03", "Z05", "Z06", "K04", "K05", "V01", "z02", "", "Q1", "#REF!"]),
    ("项目名称", &["", "", "", "志愿服务", "政治学习", "学习", "别的"]),
    ("次数", &["", "1", "2", "3次", "0", "-1", "1.5", "许多", "#DIV/0!", "99999999999"]),
    ("级别", &["", "", "缺学", "村级", "区级", "胡写", "#REF!", "3"]),
    ("分值", &["", "", "1", "2", "-3", "5分", "0.3", "很多", "#REF!", "1e99"]),
    ("事由", &["", "甲", "乙", "注册志愿者", "说明会", "#REF!", "-"]),
    ("核实人", &["李秀英", "李秀英", "", "未核实", "FALSE", "#REF!"]),
    ("党员大会通过日期", &["2026-01-05", "2026-01-05", "", "2025-01-01", "年底", "#REF!", "FALSE"]),
];
/// Columns that alone make a line of a row.
const TELLING: [&str; 8] = ["日期", "编号", "姓名", "项目编号", "项目名称", "级别", "分值", "事由"];

fn table() -> impl Strategy<Value = Table> {
    let row: Vec<_> = COLUMNS.iter().map(|(_, cells)| select(*cells)).collect();
    let row = row.prop_map(|cells| cells.into_iter().map(str::to_owned).collect::<Vec<String>>());
    let header = COLUMNS.iter().map(|(header, _)| (*header).to_owned()).collect::<Vec<_>>();
    prop::collection::vec(row, 1..40).prop_map(move |rows| Table { header: header.clone(), rows })
}

fn tally(ledger: &Table) -> ResultDocument {
    let folder = tempfile::tempdir().unwrap();
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<String>>();
    let mut lines = ROSTER.lines().map(cells);
    let roster = Table { header: lines.next().unwrap(), rows: lines.collect() };
    let mut book = rust_xlsxwriter::Workbook::new();
    workbooks::fill(book.add_worksheet().set_name("花名册").unwrap(), "东河村党支部花名册", &roster);
    workbooks::fill(book.add_worksheet().set_name("积分登记").unwrap(), "东河村党支部积分登记", ledger);
    book.save(folder.path().join("东河村.xlsx")).unwrap();
    let options =
        Options { paths: vec![folder.path().to_owned()], period: Some("2025".to_owned()), ..Options::default() };
    run(&options, &NoProgress).unwrap().result
}

fn row_of(cell: &str) -> u32 {
    CellRange::parse(cell).unwrap().first.row
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_line_counts_or_is_told_of(ledger in table()) {
        let result = tally(&ledger);
        let entries = || result.members.iter().flat_map(|member| &member.steps).flat_map(|step| &step.entries);
        let row = |cell: &String| row_of(cell);
        let in_ledger = || result.diagnostics.iter().filter(|d| d.sheet.as_deref() == Some("积分登记"));
        let rows_with = |wanted: &[Severity]| -> BTreeSet<u32> {
            in_ledger().filter(|d| wanted.contains(&d.severity)).filter_map(|d| d.cell.as_ref().map(row)).collect()
        };
        let all = [Severity::Note, Severity::Warning, Severity::Error];
        let (told, wrong) = (rows_with(&all), rows_with(&[Severity::Error]));
        let counts = |state: &str| matches!(state, "counted" | "capped");
        let counted: BTreeSet<u32> =
            entries().filter(|e| counts(&e.state)).map(|e| row_of(&e.source.cell)).collect();
        for (number, cells) in (2..).zip(&ledger.rows) {
            let holds = TELLING.iter().any(|column| !matches!(ledger.text(cells, column), "" | "无" | "-"));
            prop_assert!(!holds || counted.contains(&number) || told.contains(&number), "{:?}", cells);
        }
        prop_assert!(counted.is_disjoint(&wrong), "a line in error counts");
        for entry in entries().filter(|entry| !counts(&entry.state)) {
            prop_assert!(told.contains(&row_of(&entry.source.cell)) && entry.effect.is_zero());
        }
        let is_wrong = result.diagnostics.iter().any(|d| d.severity == Severity::Error);
        let is_contested = result.members.iter().any(|member| !member.contested.is_empty());
        prop_assert_eq!(result.status == Status::Provisional, is_wrong || is_contested);
    }
}
