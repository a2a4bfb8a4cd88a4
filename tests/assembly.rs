//! From files to branches: which workbook counts, parts of one branch, odd sheets; through the library.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::path::Path;

use jifen::model::{CellRange, CellRef, Severity};
use jifen::pipeline::{NoProgress, Options, RunError, run};
use jifen::reports::{ResultDocument, Status};
use jifen::workbook::{Value, sketch};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

const ROSTER: &str = "# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王伟|男|1980-05-04|2001-07-01|正式
2|李强|男|1985-05-04|2012-07-01|正式
";
const HEADER: &str = "序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期";

fn ledger(rows: &[&str]) -> String {
    format!("# 积分登记\n清河镇东河村党支部党员积分登记表\n{HEADER}\n{}\n", rows.join("\n"))
}

fn fill(sheet: &mut Worksheet, cells: &[jifen::workbook::Cell]) {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for cell in cells {
        let (row, col) = (cell.at.row, u16::try_from(cell.at.col).unwrap());
        match &cell.value {
            Value::Number(number) => sheet.write(row, col, number.to_string().parse::<f64>().unwrap()).unwrap(),
            Value::Date(day) => {
                let day = ExcelDateTime::parse_from_str(&day.date().to_string()).unwrap();
                sheet.write_with_format(row, col, &day, &date).unwrap()
            }
            Value::Bool(said) => sheet.write(row, col, *said).unwrap(),
            Value::Text(text) | Value::Error(text) => sheet.write(row, col, &**text).unwrap(),
            Value::NotCalculated => sheet,
        };
    }
}

fn book(drawing: &str) -> Workbook {
    let mut book = Workbook::new();
    for sheet in sketch(drawing) {
        fill(book.add_worksheet().set_name(&*sheet.name).unwrap(), sheet.cells());
    }
    book
}

fn save(folder: &Path, name: &str, drawing: &str) {
    book(drawing).save(folder.join(name)).unwrap();
}

fn options(folder: &Path) -> Options {
    Options { paths: vec![folder.to_owned()], period: Some("2025".to_owned()), ..Options::default() }
}

fn tally(folder: &Path) -> ResultDocument {
    run(&options(folder), &NoProgress).unwrap().result
}

fn score(result: &ResultDocument, name: &str) -> String {
    let member = result.members.iter().find(|member| member.name == name).unwrap();
    member.score.unwrap().to_string()
}

/// Codes and cells of the problems, without the note on the first year.
fn problems(result: &ResultDocument) -> Vec<String> {
    let news = result.diagnostics.iter().filter(|d| d.code != "A104");
    news.map(|d| format!("{} {}", d.code, d.cell.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn parts_for_other_months_repeat_the_roster_and_count_together() {
    let folder = tempfile::tempdir().unwrap();
    let half = |rows: &[&str]| format!("{ROSTER}{}", ledger(rows));
    save(folder.path(), "上半年.xlsx", &half(&["1|2025-03-01|王伟|J04||2||||||"]));
    save(folder.path(), "下半年.xlsx", &half(&["1|2025-09-01|王伟|J04||1||||||"]));
    let result = tally(folder.path());
    assert_eq!(problems(&result), Vec::<String>::new());
    assert_eq!((result.branches.len(), result.members.len()), (1, 2));
    assert_eq!(score(&result, "王伟"), "59.5");
}

#[test]
fn the_part_for_the_latest_months_knows_who_has_left() {
    let left = ROSTER.replace("党员类别", "党员类别|转出时间").replace("2012-07-01|正式", "2012-07-01|正式|2025-08-01");
    for (first, second) in [("1.xlsx", "2.xlsx"), ("2.xlsx", "1.xlsx")] {
        let folder = tempfile::tempdir().unwrap();
        save(folder.path(), first, &format!("{ROSTER}{}", ledger(&["1|2025-03-01|王伟|J04||2||||||"])));
        save(folder.path(), second, &format!("{left}{}", ledger(&["1|2025-09-01|王伟|J04||1||||||"])));
        let result = tally(folder.path());
        assert_eq!((problems(&result), result.branches[0].members), (Vec::new(), 1), "{first}");
    }
}

#[test]
fn roster_and_ledger_may_come_in_two_files() {
    for (roster, entries) in [("1.xlsx", "2.xlsx"), ("2.xlsx", "1.xlsx")] {
        let folder = tempfile::tempdir().unwrap();
        save(folder.path(), roster, ROSTER);
        save(folder.path(), entries, &ledger(&["1|2025-03-01|王伟|J04||2||||||"]));
        let result = tally(folder.path());
        assert_eq!((problems(&result), score(&result, "王伟")), (Vec::new(), "58".to_owned()), "{roster}");
    }
}

#[test]
fn overlapping_workbooks_of_one_branch_are_an_error_and_count_once() {
    let folder = tempfile::tempdir().unwrap();
    let book = |quantity: u32| format!("{ROSTER}{}", ledger(&[&format!("1|2025-03-01|王伟|J04||{quantity}||||||")]));
    save(folder.path(), "一.xlsx", &book(2));
    save(folder.path(), "二.xlsx", &book(3));
    let result = tally(folder.path());
    assert_eq!((problems(&result), result.status), (vec!["L107 -".to_owned()], Status::Provisional));
    assert_eq!(score(&result, "王伟"), "58");
    std::fs::write(
        folder.path().join("jifen.toml"),
        "[[branch]]\nname = '东河村党支部'\naliases = ['东河支部']\nfile = '二.xlsx'\n",
    )
    .unwrap();
    let result = tally(folder.path());
    assert_eq!((problems(&result), result.status), (vec!["F201 -".to_owned()], Status::Final));
    assert_eq!(score(&result, "王伟"), "59.5");
}

#[test]
fn a_file_of_the_profile_that_is_not_there_does_not_take_the_branch_away() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "一.xlsx", &format!("{ROSTER}{}", ledger(&["1|2025-03-01|王伟|J04||2||||||"])));
    std::fs::write(folder.path().join("jifen.toml"), "[[branch]]\nname = '东河村党支部'\nfile = '二.xlsx'\n").unwrap();
    let result = tally(folder.path());
    assert_eq!((result.members.len(), score(&result, "王伟")), (2, "58".to_owned()));
}

#[test]
fn what_is_wrong_in_a_workbook_that_is_not_used_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let rows = ledger(&["1|2025-03-01|王伟|J04||2||||||"]);
    save(folder.path(), "一.xlsx", &format!("{ROSTER}3||男|1980-05-04|2001-07-01|正式\n{rows}"));
    save(folder.path(), "二.xlsx", &format!("{ROSTER}{rows}"));
    std::fs::write(folder.path().join("jifen.toml"), "[[branch]]\nname = '东河村党支部'\nfile = '二.xlsx'\n").unwrap();
    let result = tally(folder.path());
    assert_eq!((problems(&result), result.status), (vec!["F201 -".to_owned()], Status::Final));
}

#[test]
fn a_corrected_copy_stands_for_its_original_with_all_that_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = format!("{ROSTER}3||男|1980-05-04|2001-07-01|正式\n{}", ledger(&["1|2025-03-01|王伟|J04||2||||||"]));
    save(folder.path(), "东河村.xlsx", &wrong);
    let outcome = run(&options(folder.path()), &NoProgress).unwrap();
    assert_eq!(problems(&outcome.result), ["M106 B5"]);
    let copies = jifen::pipeline::annotated_copies(&outcome);
    std::fs::write(folder.path().join("东河村（批注）.xlsx"), &copies.files[0].1).unwrap();
    let result = tally(folder.path());
    assert_eq!(problems(&result), ["F201 -", "M106 B5"]);
    assert_eq!(result.members.len(), 2);
}

#[test]
fn forms_without_a_single_row_are_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let empty = format!("# 花名册\n花名册\n序号|姓名|性别|出生年月|入党时间|党员类别\n{}", ledger(&["1||||||||||"]));
    save(folder.path(), "空.xlsx", &empty);
    save(folder.path(), "东河村.xlsx", ROSTER);
    let result = tally(folder.path());
    assert_eq!(problems(&result), ["L108 -", "L101 -"]);
    assert_eq!(result.status, Status::Provisional);
    assert_eq!(result.diagnostics.iter().find(|d| d.code == "L101").unwrap().file.as_deref(), Some("空.xlsx"));
}

#[test]
fn two_rosters_and_two_ledgers_in_one_workbook_are_read_together() {
    let folder = tempfile::tempdir().unwrap();
    let more = "# 花名册二\n序号|姓名|性别|出生年月|入党时间|党员类别\n3|赵敏|女|1990-05-04|2015-07-01|正式\n";
    let rows = ledger(&["1|2025-03-01|王伟|J04||2||||||"]);
    let later = ledger(&["1|2025-04-01|赵敏|J04||1||||||", "2|2025-03-01|王伟|J04||2||||||"]);
    save(folder.path(), "东河村.xlsx", &format!("{ROSTER}{more}{rows}{}", later.replace("积分登记\n", "四月\n")));
    let result = tally(folder.path());
    assert_eq!(problems(&result), ["S101 B4"]);
    assert_eq!((score(&result, "王伟"), score(&result, "赵敏")), ("61".to_owned(), "56.5".to_owned()));
}

#[test]
fn a_name_merged_over_several_rows_holds_for_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut book =
        book(&format!("{ROSTER}{}", ledger(&["1|2025-03-01|王伟|J04||||||||", "2|2025-03-02||J04||||||||"])));
    let sheet = book.worksheet_from_name("积分登记").unwrap();
    sheet.merge_range(2, 2, 3, 2, "王伟", &Format::new()).unwrap();
    book.save(folder.path().join("东河村.xlsx")).unwrap();
    let result = tally(folder.path());
    assert_eq!(problems(&result), Vec::<String>::new());
    assert_eq!(score(&result, "王伟"), "58");
}

#[test]
fn headers_in_any_dress_and_the_townships_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let roster = sketch(ROSTER);
    fill(book.add_worksheet().set_name("花名册").unwrap(), roster[0].cells());
    let sheet = book.add_worksheet().set_name("积分登记").unwrap();
    let headers =
        ["序号", "发生\n日期", "同志", "*项目编号：", "次 数（必填）", "级别（情形）", "分值(分)", "事\u{3000}由"];
    for (col, header) in (0..).zip(headers.into_iter().chain(["核实人（签字）", "党员大会通过\n日期"])) {
        sheet.write(0, col, header).unwrap();
    }
    fill(sheet, sketch("# 表\n|\n1|2025-03-01|王伟|J04|2||||| ")[0].cells());
    book.save(folder.path().join("东河村.xlsx")).unwrap();
    std::fs::write(folder.path().join("jifen.toml"), "[columns]\n'姓名' = '同志'\n").unwrap();
    let result = tally(folder.path());
    assert_eq!((problems(&result), score(&result, "王伟")), (Vec::new(), "58".to_owned()));
}

#[test]
fn a_spelling_for_a_column_that_no_table_has_stops_the_run() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "东河村.xlsx", ROSTER);
    std::fs::write(folder.path().join("jifen.toml"), "[columns]\n'同志' = '姓名'\n").unwrap();
    let error = run(&options(folder.path()), &NoProgress).unwrap_err().to_string();
    assert!(error.contains("「同志」"), "{error}");
}

#[test]
fn a_period_that_cannot_be_read_stops_the_run() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "东河村.xlsx", ROSTER);
    for label in ["2025年第一季度", "2025上半年", "2025Q5", "二〇二五"] {
        let asked = Options { period: Some(label.to_owned()), ..options(folder.path()) };
        assert!(matches!(run(&asked, &NoProgress), Err(RunError::Period(_))), "{label}");
    }
}

#[test]
fn a_line_without_a_name_is_nobodys() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "东河村.xlsx", &format!("{ROSTER}{}", ledger(&["1|2025-03-01||J04||||||||"])));
    let result = tally(folder.path());
    assert!(result.diagnostics.iter().all(|d| d.member.as_deref() != Some("")));
}

#[test]
fn two_columns_of_one_meaning_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let header = "党员大会通过日期|活动时间";
    for (content, severity) in [("", Severity::Note), ("2025-01-01", Severity::Warning)] {
        let drawing = format!("{ROSTER}{}", ledger(&[&format!("1|2025-03-01|王伟|J04||2||||||{content}")]));
        save(folder.path(), "东河村.xlsx", &drawing.replace("党员大会通过日期", header));
        let result = tally(folder.path());
        let told: Vec<_> = result.diagnostics.iter().filter(|d| d.code == "L104").map(|d| d.severity).collect();
        assert_eq!((problems(&result), told), (vec!["L104 L2".to_owned()], vec![severity]));
    }
}

#[test]
fn a_second_block_of_lines_beside_the_first_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let row = "1|2025-03-01|王伟|J04||2||||||1|2025-04-01|李强|J04||1";
    let drawing = format!("{ROSTER}{}", ledger(&[row]).replace(HEADER, &format!("{HEADER}|{HEADER}")));
    save(folder.path(), "东河村.xlsx", &drawing);
    let result = tally(folder.path());
    assert_eq!(problems(&result), Vec::<String>::new());
    assert_eq!((score(&result, "王伟"), score(&result, "李强")), ("58".to_owned(), "56.5".to_owned()));
}

#[test]
fn a_sheet_of_examples_is_told_of_and_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let example = ledger(&["1|2025-03-01|王伟|J04||9||||||"]).replace("# 积分登记", "# 填写示例");
    let real = ledger(&["1|2025-03-01|王伟|J04||2||||||"]);
    save(folder.path(), "东河村.xlsx", &format!("{ROSTER}{example}{real}"));
    let result = tally(folder.path());
    assert_eq!(problems(&result), ["L103 -"]);
    assert_eq!(result.members[0].category("base").unwrap().to_string(), "58");
    // Alone it is what the branch has, whatever its name.
    save(folder.path(), "东河村.xlsx", &format!("{ROSTER}{example}"));
    let result = tally(folder.path());
    assert_eq!(problems(&result), Vec::<String>::new());
    assert_eq!(result.members[0].category("base").unwrap().to_string(), "68.5");
}

#[test]
fn a_column_of_branches_names_one_or_several() {
    let with = |first: &str, second: &str| {
        let header = "# 花名册\n党员花名册\n序号|姓名|性别|出生年月|入党时间|党员类别|所在党支部\n";
        format!("{header}1|王伟|男|1980-05-04|2001-07-01|正式|{first}\n2|李强|男|1985-05-04|2012-07-01|正式|{second}\n")
    };
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "一.xlsx", &with("清河镇东河村党支部", "清河镇东河村党支部"));
    let result = tally(folder.path());
    assert_eq!((problems(&result), &*result.branches[0].name), (vec!["L108 -".to_owned()], "东河村党支部"));
    save(folder.path(), "一.xlsx", &with("东河村党支部", "西河村党支部"));
    let result = tally(folder.path());
    assert_eq!(problems(&result), ["L108 -", "L108 -"]);
    let branches: Vec<&str> = result.branches.iter().map(|branch| &*branch.name).collect();
    assert_eq!(branches, ["东河村党支部", "西河村党支部"]);
}

#[test]
fn a_line_without_a_branch_goes_where_its_member_is() {
    let folder = tempfile::tempdir().unwrap();
    let roster = "# 花名册
序号|所在党支部|姓名|性别|出生年月|入党时间|党员类别
1|东河村党支部|王伟|男|1980-05-04|2001-07-01|正式
2|东河村党支部|李强|男|1985-05-04|2012-07-01|正式
1|西河村党支部|王伟|男|1990-05-04|2015-07-01|正式
2|西河村党支部|赵敏|女|1992-05-04|2018-07-01|正式
";
    let lines = "# 积分登记
日期|姓名|项目编号|次数|级别|分值|事由|核实人|党员大会通过日期
2025-03-01|王伟（东河村）|J04|1|||清河||
2025-03-01|赵敏|J04|2|||清河||
2025-03-01|赵敏（西河村）|J04|1|||护河||
2025-03-01|王伟|J04|1|||清河||
2025-03-01|赵民|J04|1|||清河||
2025-03-01|李强（西河村）|J04|1|||清河||
";
    save(folder.path(), "两个支部.xlsx", &format!("{roster}{lines}"));
    let result = tally(folder.path());
    assert_eq!((score(&result, "赵敏"), score(&result, "李强")), ("59.5".to_owned(), "55".to_owned()));
    assert_eq!(problems(&result), ["M102 B5", "M101 B6", "M101 B7"]);
    let help = |cell: &str| result.diagnostics.iter().find(|d| d.cell.as_deref() == Some(cell)).unwrap().help.clone();
    assert!(help("B6").starts_with("是不是西河村党支部的「赵敏」？"), "{}", help("B6"));
    assert!(help("B7").starts_with("东河村党支部有「李强」"), "{}", help("B7"));
}

#[test]
fn one_person_in_two_branches_of_a_workbook_is_told_with_both_places() {
    let folder = tempfile::tempdir().unwrap();
    let roster = |village: &str| {
        format!(
            "# {village}\n清河镇{village}党支部党员花名册\n序号|姓名|性别|出生年月|入党时间|党员类别\n\
             1|李建国|男|1972-11-03|2001-06-28|正式\n"
        )
    };
    save(folder.path(), "片区.xlsx", &format!("{}{}", roster("东河村"), roster("西河村")));
    let result = tally(folder.path());
    let told: Vec<String> = result.diagnostics.iter().filter(|d| d.code == "M104").map(|d| d.message.clone()).collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("片区.xlsx「西河村」B3") && told[1].contains("片区.xlsx「东河村」B3"), "{told:?}");
}

#[test]
fn the_branch_is_the_one_behind_the_label() {
    for above in [
        "党员积分登记表|||\n党支部：东河村党支部|||",
        "党员积分登记表|||\n支部名称：清河镇东河村党支部||书记签字：|",
        "党员积分登记表|||\n单位：东河村党支部||党支部书记：李秀英|",
        "党支部书记：李秀英|||\n东河村党支部2025年党员积分登记表|||",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let rows = format!("# 积分登记\n{above}\n{HEADER}\n1|2025-03-01|王伟|J04||2||||||\n");
        save(folder.path(), "一.xlsx", &format!("{}{rows}", ROSTER.replace("清河镇东河村党支部", "")));
        let result = tally(folder.path());
        assert_eq!(result.branches[0].name, "东河村党支部", "{above}");
    }
}

#[test]
fn a_programme_that_begins_later_cannot_be_computed() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "东河村.xlsx", ROSTER);
    let later = Options { programme_start: Some(2026), ..options(folder.path()) };
    assert!(matches!(run(&later, &NoProgress), Err(RunError::ProgrammeStart { start: 2026, year: 2025 })));
    let undated = Options { period: None, ..options(folder.path()) };
    let error = run(&undated, &NoProgress).unwrap_err().to_string();
    assert!(error.contains("--period"), "{error}");
    assert!(!error.contains("分散"), "{error}");
}

#[test]
fn cells_of_problems_are_cells_of_the_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let rows = ledger(&["1|TRUE|王伟|J04||-0||||||", "2|2025-03-01|TRUE|#REF!||1e9||#N/A|||"]);
    save(folder.path(), "东河村.xlsx", &format!("{ROSTER}{rows}"));
    let result = tally(folder.path());
    let line = |row| move |cell: &&CellRange| cell.contains(CellRef::new(row, cell.first.col));
    let cells: Vec<CellRange> =
        result.diagnostics.iter().filter_map(|d| CellRange::parse(d.cell.as_deref()?)).collect();
    assert!(cells.iter().any(|cell| line(2)(&cell)) && cells.iter().any(|cell| line(3)(&cell)));
    assert_eq!(score(&result, "王伟"), "55");
}
