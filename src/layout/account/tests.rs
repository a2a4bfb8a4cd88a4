use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::layout::drawn;
use crate::layout::recognise::recognise;
use crate::workbook::{Original, Workbook, sketch};

/// The sheets of a drawing, accounted for: place, number of cells, use.
fn account(drawing: &str) -> Vec<String> {
    let recognised = drawn::read(drawing);
    let stretches = recognised.account.sheets.iter().flat_map(|sheet| &sheet.stretches);
    stretches.map(|it| format!("{} {} {}", it.cells, it.count, it.what.id())).collect()
}

#[test]
fn every_part_of_a_sheet_has_its_use() {
    let found = account(
        "# 积分登记\n东河村党支部积分登记表||||||2025\n核实人：|李秀英\n序号|日期|姓名|项目编号|分值|带队人|备注\n\
         1|2025-03-08|王伟|J04|2|张三|好\n2|2025-03-09|王伟|J04|1\n合计||||3\n3\n\
         序号|日期|姓名|项目编号|分值|带队人|备注\n4|2025-03-10|王伟|J04|1||||另记\n填表人：李秀英",
    );
    let expected = [
        "A1:A1 1 title",
        "G1:G1 1 outside",
        "A2:B2 2 label",
        "A3:G3 7 header",
        "A4:A5 2 data",
        "B4:B5 2 data",
        "C4:C5 2 data",
        "D4:D5 2 data",
        "E4:E5 2 data",
        "F4 1 unknown_column",
        "G4 1 data",
        "A6:E6 2 total",
        "A7 1 waiting",
        "A8:G8 7 repeated_header",
        "A9 1 data",
        "B9 1 data",
        "C9 1 data",
        "D9 1 data",
        "E9 1 data",
        "I9 1 outside",
        "A10 1 signature",
    ];
    let expected: Vec<String> = expected.map(|line| line.replace("A1:A1", "A1").replace("G1:G1", "G1")).into();
    assert_eq!(found, expected);
}

#[test]
fn sheets_without_a_table_are_passed_over_whole() {
    let roster = "# 花名册\n序号|姓名|性别|入党时间\n1|王伟|男|1999-07-01\n";
    let whole = |drawing: &str| account(&format!("{roster}{drawing}")).last().cloned();
    assert_eq!(whole("# 通讯录\n电话|地点\n1|2\n3|4").as_deref(), Some("A1:B3 6 unknown_sheet"));
    assert_eq!(whole("# jifen 校验\n处|问题\n1|2").as_deref(), Some("A1:B2 4 own_sheet"));
    assert_eq!(whole("# 填写说明\n序号|姓名|性别|入党时间\n1|王伟|男|1").as_deref(), Some("A1:D2 8 example_sheet"));
}

#[test]
fn figures_that_were_passed_over_are_told() {
    let recognised = drawn::read(
        "# 积分登记\n序号|日期|姓名|项目编号|分值|联系电话\n1|2025-03-08|王伟|J04|2|13\n合计||||2\n2\n备用|||||",
    );
    let stretches = recognised.account.sheets.iter().flat_map(|sheet| &sheet.stretches);
    let figures: Vec<(Use, usize)> =
        stretches.filter(|it| !it.what.is_used()).map(|it| (it.what, it.figures)).collect();
    assert_eq!(figures.iter().find(|(what, _)| *what == Use::Total), Some(&(Use::Total, 1)));
    assert_eq!(figures.iter().find(|(what, _)| *what == Use::Waiting), Some(&(Use::Waiting, 0)));
}

/// What a random cell may hold: words that mean much and words that mean nothing.
const WORDS: [&str; 28] = [
    "",
    "",
    "",
    "",
    "序号",
    "日期",
    "姓名",
    "项目编号",
    "分值",
    "次数",
    "事由",
    "性别",
    "入党时间",
    "备注",
    "联系电话",
    "合计",
    "填表人：王伟",
    "注：无",
    "必填",
    "示例",
    "王伟",
    "J04",
    "J04志愿服务",
    "3月",
    "2025-03-08",
    "2",
    "东河村党支部2025年积分登记表",
    "核实人：",
];

prop_compose! {
    fn random_sheet()(rows in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..9), 1..25)) -> String {
        let line = |row: Vec<usize>| row.into_iter().map(|word| WORDS[word]).collect::<Vec<_>>().join("|");
        rows.into_iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

proptest! {
    #[test]
    fn every_cell_has_exactly_one_use(
        one in random_sheet(),
        other in random_sheet(),
        hidden_row in 0u32..25,
        hidden_col in 0u32..9,
        header in any::<bool>(),
    ) {
        let header = if header { "序号|日期|姓名|项目编号|分值|事由\n" } else { "" };
        let mut sheets = sketch(&format!("# 甲\n{header}{one}\n# 乙\n{other}"));
        if let Some(sheet) = sheets.first_mut() {
            *sheet = sheet.clone().with_hidden([hidden_row].into(), vec![hidden_col..=hidden_col]);
        }
        let rules = drawn::rules();
        let workbook = Workbook { original: Original::in_memory(b"", &"甲.xlsx".into()), sheets };
        let recognised = recognise(&workbook, &rules, &drawn::hints(&rules));
        prop_assert_eq!(recognised.account.sheets.len(), workbook.sheets.len());
        for (account, sheet) in recognised.account.sheets.iter().zip(&workbook.sheets) {
            prop_assert_eq!(account.cells(), sheet.cells().len());
            // The counts of stretches are of cells that lie in them, and every cell lies in one.
            for stretch in &account.stretches {
                let inside = sheet.cells().iter().filter(|cell| stretch.cells.contains(cell.at)).count();
                prop_assert!(stretch.count <= inside && stretch.count > 0);
            }
            let covered = |at| account.stretches.iter().any(|stretch| stretch.cells.contains(at));
            prop_assert!(sheet.cells().iter().all(|cell| covered(cell.at)));
            let hidden = sheet.cells().iter().filter(|c| c.at.row == hidden_row || c.at.col == hidden_col).count();
            let told: usize = account.stretches.iter().filter(|it| it.hidden).map(|it| it.count).sum();
            prop_assert_eq!(told, if &*sheet.name == "甲" { hidden } else { 0 });
        }
    }
}

#[test]
fn a_sheet_of_many_stretches_is_still_accounted_for() {
    let cell = |row: u32, col: u32| {
        let value = Value::Text(if row.is_multiple_of(2) { "合计".into() } else { "甲".into() });
        Cell { at: CellRef::new(row, col), value, formula: false }
    };
    let cells: Vec<Cell> = (0..30_000).flat_map(|row| [cell(row, 0), cell(row, 2)]).collect();
    let hidden: BTreeSet<u32> = (0..30_000).step_by(2).collect();
    let sheet = Sheet::from_cells("表", cells).with_hidden(hidden, Vec::new());
    let account = SheetAccount::new(&sheet, &[], Use::UnknownSheet);
    assert_eq!(account.cells(), 60_000);
    assert!(account.stretches.len() <= MOST + 2);
}
