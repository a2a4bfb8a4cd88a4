//! `jifen template` at the command line: one workbook for each branch, nothing overwritten, plain words where it cannot be.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it measured"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use jifen::model::{Book, Column, RowKind, Table, TableCell};
use jifen::pipeline::{NoProgress, Options, run};
use jifen::render::xlsx::write_book;

fn jifen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jifen")).current_dir(folder).args(arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A roster of several branches: one sheet each, or one sheet with a column for the branch.
fn roster(folder: &Path, branches: &[(&str, &[&str])], by_column: bool) {
    let headers = ["序号", "姓名", "性别", "出生年月", "入党时间", "党员类别", "支部"];
    let columns =
        || headers.iter().take(if by_column { 7 } else { 6 }).map(|header| Column::center(*header, 10)).collect();
    let cells = |number: usize, name: &str, branch: &str| {
        let mut cells = vec![TableCell::count(number)];
        cells.extend([name, "男", "1970-03", "1995-07-01", "正式"].map(TableCell::words));
        cells.extend(by_column.then(|| TableCell::words(branch)));
        cells
    };
    let mut tables: Vec<Table> = Vec::new();
    for (branch, names) in branches {
        if tables.is_empty() || !by_column {
            let title = if by_column {
                "清河镇党员花名册".to_owned()
            } else {
                format!("清河镇{branch}党员花名册")
            };
            let name = if by_column { "花名册".to_owned() } else { branch.chars().filter(|c| *c != '/').collect() };
            tables.push(Table::new(&name, title, String::new(), columns()));
        }
        let table = tables.last_mut().unwrap();
        for (number, name) in (1..).zip(*names) {
            table.push(RowKind::Body, cells(number, name, branch));
        }
    }
    let book = Book { title: "花名册".into(), tables };
    fs::write(folder.join("花名册.xlsx"), write_book(&book).unwrap()).unwrap();
}

const TWO: [(&str, &[&str]); 2] =
    [("东河村党支部", &["白启明", "邓素芬"]), ("西河村党支部", &["方立春", "龚学义", "韩月英"])];

#[test]
fn every_branch_of_a_roster_has_a_workbook_with_its_members() {
    for by_column in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        roster(folder.path(), &TWO, by_column);
        let output = jifen(
            folder.path(),
            &["template", "--roster", "花名册.xlsx", "--period", "2025", "--rules", "township-stars"],
        );
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        for line in told(&output).lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        }
        for (branch, names) in TWO {
            let path = folder.path().join(format!("模板/{branch}.xlsx"));
            let options = Options { paths: vec![path], period: Some("2025".into()), ..Options::default() };
            let outcome = run(&options, &NoProgress).unwrap();
            let found: Vec<&str> = outcome.result.members.iter().map(|member| member.name.as_str()).collect();
            assert_eq!(found, names, "{by_column}");
            assert_eq!(outcome.result.branches[0].name, branch);
        }
    }
}

#[test]
fn the_chinese_name_and_the_branches_of_the_profile() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("jifen.toml"),
        "township = \"清河镇\"\nrules = \"village-vanguard\"\nperiod = 2025\n[[branch]]\nname = \"南坡村党支部\"\n[[branch]]\nname = \"西河村党支部\"\n",
    )
    .unwrap();
    roster(folder.path(), &TWO, false);
    let output = jifen(folder.path(), &["模板", "--roster", "花名册.xlsx", "--form", "card", "--out", "空白表"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let text = told(&output);
    let places: Vec<usize> = ["南坡村", "西河村", "东河村"].iter().map(|name| text.find(name).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
    // Without a roster the profile alone names the branches.
    let output = jifen(folder.path(), &["template", "--profile", "jifen.toml", "--out", "另一份"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(
        folder.path().join("另一份/南坡村党支部.xlsx").is_file()
            && folder.path().join("另一份/西河村党支部.xlsx").is_file()
    );
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    roster(folder.path(), &TWO, false);
    let once = ["template", "--roster", "花名册.xlsx", "--rules", "township-stars", "--out", "模板"];
    assert_eq!(jifen(folder.path(), &once).status.code(), Some(0));
    fs::write(folder.path().join("模板/东河村党支部.xlsx"), "填过的").unwrap();
    let again = jifen(folder.path(), &once);
    assert_eq!(again.status.code(), Some(2));
    assert!(told(&again).contains("已经有文件"), "{}", told(&again));
    assert_eq!(fs::read(folder.path().join("模板/东河村党支部.xlsx")).unwrap(), "填过的".as_bytes());
    let among =
        jifen(folder.path(), &["template", "--roster", "花名册.xlsx", "--rules", "township-stars", "--out", "."]);
    assert_eq!(among.status.code(), Some(2));
    assert!(told(&among).contains("里有别的文件"), "{}", told(&among));
    assert!(!folder.path().join("西河村党支部.xlsx").exists());
}

#[test]
fn what_cannot_be_is_said_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let refused = |arguments: &[&str], words: &str| {
        let output = jifen(path, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains(words), "{arguments:?}: {}", told(&output));
        assert!(!path.join("模板").exists());
    };
    refused(&["template", "--form", "circle"], "circle");
    refused(&["template", "--rules", "nobody"], "没有规则集");
    refused(&["template", "--period", "去年"], "看不懂");
    refused(&["template", "--roster", "没有.xlsx"], "没有.xlsx");
    refused(&["template", "--rules", "company-weighted", "--form", "matrix"], "积分表里没有地方写");
    roster(path, &[("东河村党支部", &[])], false);
    refused(&["template", "--roster", "花名册.xlsx"], "没有读到一名党员");
    for (names, words) in [
        (&["东河/西河联合党支部"][..], "不能用作文件名"),
        (&["A厂党支部", "a厂党支部"], "文件名相同"),
        (&["第一党支部。", "CON"], "Windows"),
    ] {
        let profile: String = names.iter().map(|name| format!("[[branch]]\nname = \"{name}\"\n")).collect();
        fs::write(path.join("支部.toml"), profile).unwrap();
        refused(&["template", "--profile", "支部.toml"], words);
    }
    roster(path, &TWO, false);
    refused(&["template", "--roster", "花名册.xlsx", "--out", "一份.xlsx"], "要写 2 份空白表");
}

/// Sorting and filtering stay possible: nothing is protected; and the sheets print on A4 with numbered pages.
#[test]
fn nothing_is_locked() {
    let folder = tempfile::tempdir().unwrap();
    roster(folder.path(), &TWO, false);
    for (form, sheet) in [("ledger", "积分登记"), ("matrix", "积分表"), ("card", "白启明")] {
        let output = jifen(
            folder.path(),
            &["template", "--roster", "花名册.xlsx", "--rules", "township-stars", "--form", form, "--out", form],
        );
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        let bytes = fs::read(folder.path().join(form).join("东河村党支部.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut sheets = 0;
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut file, &mut text).unwrap();
            assert!(!text.contains("sheetProtection") && !text.contains("workbookProtection"), "{}", name);
            if name.starts_with("xl/worksheets/sheet") {
                sheets += 1;
                assert!(text.contains("paperSize=\"9\"") && text.contains("第 &amp;P 页 共 &amp;N 页"), "{}", name);
                assert!(text.contains("state=\"frozen\""), "{}", name);
            }
            if name == "xl/workbook.xml" {
                assert!(text.contains(sheet), "{form}");
            }
        }
        assert!(sheets >= 5);
    }
}

#[test]
fn this_years_workbooks_are_next_years_rosters() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("花名册.xlsx");
    let headers = ["日期", "姓名", "项目编号", "次数", "级别", "分值", "事由", "核实人", "党员大会通过日期"];
    let columns = || headers.iter().map(|header| Column::center(*header, 10)).collect();
    for filled in [true, false] {
        let mut ledger =
            Table::new("积分登记", "清河镇东河村党支部2025年党员积分登记表".into(), String::new(), columns());
        for day in (1..=12).filter(|_| filled) {
            let date = format!("2025-03-{day:02}");
            let cells = [&*date, "白启明", "J04", "1", "", "", "清理村道", "", ""];
            ledger.push(RowKind::Body, cells.map(TableCell::words).to_vec());
        }
        let mut people = Table::new(
            "花名册",
            "清河镇东河村党支部2025年党员花名册".into(),
            String::new(),
            ["姓名", "性别", "出生年月", "入党时间", "党员类别"]
                .map(|header| Column::center(header, 10))
                .into_iter()
                .collect(),
        );
        let cells = ["白启明", "男", "1970-03", "1995-07-01", "正式"];
        people.push(RowKind::Body, cells.map(TableCell::words).to_vec());
        let book = Book { title: "东河村".into(), tables: vec![people, ledger] };
        fs::write(&path, write_book(&book).unwrap()).unwrap();
        let out = if filled { "填过的" } else { "没填的" };
        let arguments =
            ["template", "--roster", "花名册.xlsx", "--period", "2026", "--rules", "township-stars", "--out", out];
        let output = jifen(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert!(folder.path().join(out).join("东河村党支部.xlsx").is_file(), "{}", told(&output));
    }
}
