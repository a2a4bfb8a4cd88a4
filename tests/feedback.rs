//! What goes back to the branches: 反馈单.xlsx, a page for each; the list of problems as csv; the statistics.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;

use std::collections::HashSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use jifen::model::Severity;
use jifen::pipeline::{NoProgress, Options, Outcome, run as run_pipeline};
use jifen::render::csv::{CsvEncoding, csv};
use jifen::render::xlsx::write_book;
use jifen::reports::{
    DiagnosticResult, EntryChange, RoundEntry, RoundProblem, RoundResult, WaivedResult, feedback_book,
};
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::Value;

use folders::{files_below, write_below};
use program::{jifen, program, run, samples, tool_works};

/// The smallest letters that an old secretary reads on paper, in points.
const SMALLEST: f64 = 8.0;
/// How high a word's box is for each point of its letters, in LibreOffice's substitute for 宋体: 20.03 for a title of
/// 20 points at 0.776.
const BOX: f64 = 1.29;

fn table(sheet: &mut Worksheet, title: &str, rows: &[Vec<String>]) {
    sheet.write(0, 0, title).unwrap();
    for (at, row) in (1..).zip(rows) {
        for (col, text) in (0..).zip(row) {
            sheet.write(at, col, text.as_str()).unwrap();
        }
    }
}

fn cells(line: &str) -> Vec<String> {
    line.split('|').map(str::to_owned).collect()
}

/// A branch's workbook with these lines in its ledger.
fn save_branch(folder: &Path, branch: &str, lines: &[String]) {
    let mut book = Workbook::new();
    let roster = [
        "序号|姓名|性别|出生年月|入党时间|党员类别",
        "1|王伟|男|1980-05-04|2001-07-01|正式",
        "2|李强|男|1985-05-04|2012-07-01|正式",
    ];
    table(book.add_worksheet().set_name("花名册").unwrap(), &format!("清河镇{branch}党员花名册"), &roster.map(cells));
    let header = cells("序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期");
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(lines.iter().map(|line| cells(line))).collect();
    table(book.add_worksheet().set_name("积分登记").unwrap(), &format!("清河镇{branch}党员积分登记表"), &rows);
    book.save(folder.join(format!("{branch}.xlsx"))).unwrap();
}

fn outcome(folder: &Path) -> Outcome {
    let options = Options { paths: vec![folder.to_owned()], period: Some("2025".to_owned()), ..Options::default() };
    run_pipeline(&options, &NoProgress).unwrap()
}

fn feedback_of(outcome: &Outcome) -> Vec<u8> {
    write_book(&feedback_book(&outcome.result, &outcome.rules, &outcome.diagnostics).unwrap()).unwrap()
}

/// All texts and numbers of a sheet, row by row.
fn sheet_text(bytes: &[u8], sheet: &str) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let rows = range.rows().map(|row| {
        let cells = row.iter().filter(|cell| !matches!(cell, Data::Empty)).map(ToString::to_string);
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("|")
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn sheet_names(bytes: &[u8]) -> Vec<String> {
    Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names()
}

/// The pages of a printed workbook, and the size of the smallest letters on each, in points; `None` where the tools
/// are missing.
fn printed(bytes: &[u8]) -> Option<Vec<f64>> {
    let works =
        |tool: &str, argument: &str| Command::new(tool).arg(argument).output().is_ok_and(|o| o.status.success());
    let all = [("soffice", "--version"), ("pdftotext", "-v")];
    if !all.into_iter().all(|(tool, argument)| tool_works(tool, works(tool, argument))) {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.xlsx"), bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let office = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(folder.path().join("book.xlsx"))
        .output()
        .unwrap();
    let pdf = folder.path().join("book.pdf");
    assert!(pdf.exists(), "{office:?}");
    let text = Command::new("pdftotext").args(["-bbox"]).arg(&pdf).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let pages = text.split("<page ").skip(1).map(|page| {
        let number = |line: &str, name: &str| -> f64 {
            line.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        let words = page.lines().filter(|line| line.contains("<word "));
        words.map(|line| (number(line, "yMax") - number(line, "yMin")) / BOX).fold(f64::MAX, f64::min)
    });
    Some(pages.collect())
}

#[test]
fn every_branch_with_something_to_mend_has_one_page() {
    let outcome = outcome(&samples().join("清河镇"));
    let bytes = feedback_of(&outcome);
    let names = sheet_names(&bytes);
    assert_eq!(names.first().map(String::as_str), Some("目录"));
    assert_eq!(names.last().map(String::as_str), Some("常见问题"));
    assert!(names.contains(&"11 西岗村.xlsx".to_owned()), "an unreadable file is sent back too: {names:?}");
    let index = sheet_text(&bytes, "目录");
    for branch in &outcome.result.branches {
        assert!(index.contains(&branch.name), "{}\n{index}", branch.name);
    }
    if let Some(pages) = printed(&bytes) {
        assert_eq!(pages.len(), names.len(), "{names:?}");
        let of_branches = &pages[1..pages.len() - 1];
        assert!(of_branches.iter().all(|height| *height >= SMALLEST), "{pages:?}");
    }
}

#[test]
fn four_hundred_identical_errors_are_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = (0..400).map(|n| format!("{}|2025-03-01|王伟|J04||半|||||", n + 1)).collect();
    save_branch(folder.path(), "东河村党支部", &lines);
    let outcome = outcome(folder.path());
    let text = sheet_text(&feedback_of(&outcome), "1 东河村党支部");
    assert!(text.contains("有 400 处必须改正，都是同一个问题"), "{text}");
    assert_eq!(text.lines().filter(|line| line.contains("|错误|")).count(), 1, "{text}");
    assert!(text.contains("积分登记 F3:F402"), "{text}");

    let shown = jifen(folder.path(), &["check", "东河村党支部.xlsx", "--period", "2025"]).ends_with(1).stdout;
    assert!(shown.contains("有 400 处必须改正，都是同一个问题"), "{shown}");
    assert!(shown.contains("积分登记 F3:F402（400 处）"), "{shown}");
    assert!(shown.lines().count() < 60, "{shown}");
}

#[test]
fn more_than_a_page_says_the_worst_first_and_counts_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = Vec::new();
    for n in 0..40 {
        lines.push(format!("1|2025-02-3{}|王伟|J04||1|||||", n % 10));
        lines.push(format!("1|2025-03-01|赵{}|J04||1|||||", ["甲", "乙", "丙", "丁"][n % 4]));
        lines.push(format!("1|2025-03-01|王伟|Q{n}||1|||||"));
        lines.push(format!("1|2025-03-01|王伟|J04||{n}.5|||||"));
        lines.push(format!("1|2025-03-01|王伟|Z02||1||{n}9|调解纠纷{n}||"));
        lines.push(format!("1|2025-03-01|王伟|Z05||1|第{n}级|||||"));
        lines.push(format!("1|2025-03-01|王伟|Z01||1||一{n}|||||"));
        lines.push(format!("1||王伟|J0{}||1|||||", n % 4 + 1));
        lines.push(format!("1|2025-04-01|王伟|||{}|||||", n + 1));
        lines.push(format!("1|2024-04-{:02}|王伟|J04||1|||||", n % 28 + 1));
    }
    save_branch(folder.path(), "东河村党支部", &lines);
    let outcome = outcome(folder.path());
    assert!(outcome.diagnostics.iter().filter(|d| d.severity == Severity::Error).count() > 200);
    let bytes = feedback_of(&outcome);
    let text = sheet_text(&bytes, "1 东河村党支部");
    assert!(text.contains("，共 40 处，例如："), "{text}");
    assert!(text.contains("处见批注本「jifen 校验」表。"), "{text}");
    let severities: Vec<&str> = text.lines().filter_map(|line| line.split('|').nth(1)).collect();
    let last_error = severities.iter().rposition(|word| *word == "错误").unwrap();
    assert!(severities.iter().position(|word| *word == "提醒").is_none_or(|first| first > last_error), "{text}");
    if let Some(pages) = printed(&bytes) {
        assert_eq!(pages.len(), sheet_names(&bytes).len());
        let of_branches = &pages[1..pages.len() - 1];
        assert!(of_branches.iter().all(|height| *height >= SMALLEST), "{pages:?}");
    }
}

fn problem(code: &str, sheet: &str, cell: &str, message: &str) -> RoundProblem {
    RoundProblem {
        code: code.to_owned(),
        severity: Severity::Error,
        sheet: Some(sheet.to_owned()),
        cell: Some(cell.to_owned()),
        member: None,
        message: message.to_owned(),
    }
}

/// Tells the outcome that the branch was here before, and that something was accepted.
fn with_rounds(outcome: &mut Outcome, branch: &str) {
    let mine = outcome.result.diagnostics.iter().filter(|d| d.branch.as_deref() == Some(branch));
    let errors: Vec<&DiagnosticResult> = mine.filter(|d| d.severity == Severity::Error).collect();
    let of =
        |d: &DiagnosticResult| problem(&d.code, d.sheet.as_deref().unwrap(), d.cell.as_deref().unwrap(), &d.message);
    let entry = |change, before: Option<&str>, after: Option<&str>| RoundEntry {
        change,
        member: "王伟".to_owned(),
        item: "J04".to_owned(),
        date: "2025-03-01".to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        sheet: "积分登记".to_owned(),
        cell: "A9:K9".to_owned(),
    };
    let round = RoundResult {
        branch: branch.to_owned(),
        files: vec![format!("{branch}.xlsx")],
        round: 2,
        against: None,
        mended: vec![problem("V101", "积分登记", "B9", "没有写日期，不知道是哪一天的事。")],
        unmended: vec![of(errors[0])],
        new: vec![of(errors[1])],
        entries: vec![
            entry(EntryChange::Added, None, Some("1 次")),
            entry(EntryChange::Changed, Some("1 次"), Some("2 次")),
        ],
    };
    let waived = WaivedResult {
        diagnostic: DiagnosticResult { code: "E101".to_owned(), ..errors[0].clone() },
        counts: Some(true),
        reason: "年前漏报".to_owned(),
        by: "支部党员大会".to_owned(),
        on: "2026-01-10".to_owned(),
        source: "同意.toml".to_owned(),
    };
    outcome.result.rounds = vec![round];
    outcome.result.waived = vec![waived];
}

#[test]
fn the_sheet_says_what_was_done_since_the_last_time() {
    let folder = tempfile::tempdir().unwrap();
    let lines = ["1|2025-03-01|王伟|J04||半|||||", "2|2025-02-30|李强|J04||1|||||"].map(str::to_owned);
    save_branch(folder.path(), "东河村党支部", &lines);
    let mut outcome = outcome(folder.path());
    with_rounds(&mut outcome, "东河村党支部");
    let bytes = feedback_of(&outcome);
    let text = sheet_text(&bytes, "1 东河村党支部");
    for said in [
        "第 2 次报",
        "与上次比|已改 1 处，未改 1 处，新增 1 处；登记增加 1 条，改动 1 条。",
        "积分登记 B9 没有写日期",
        "增加：王伟 J04 2025-03-01，1 次（积分登记 A9:K9）",
        "改动：王伟 J04 2025-03-01，原来 1 次，现在 2 次（积分登记 A9:K9）",
        "年前漏报",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(text.contains("错误\n未改") && text.contains("错误\n新增"), "{text}");
    assert!(sheet_text(&bytes, "目录").contains("第几次报"));
    let page = jifen::reports::tally_page(&outcome.result);
    let layout = jifen::render::terminal::Layout { width: 80, colour: false };
    let shown = jifen::render::terminal::page(&page, layout);
    assert!(shown.contains("第几次报"), "{shown}");
    let shown =
        jifen::render::terminal::page(&jifen::reports::check_page(&outcome.result, &outcome.diagnostics), layout);
    assert!(shown.contains("第 2 次报，与上次比：已改 1 处"), "{shown}");
}

#[test]
fn a_township_without_problems_sends_nothing_back() {
    let outcome = outcome(&samples().join("柳林乡"));
    assert!(feedback_book(&outcome.result, &outcome.rules, &outcome.diagnostics).is_none());
}

/// Reads csv with Python's own reader, as a stranger would, and answers with what it read as JSON.
fn read_by_python(folder: &Path, file: &str, encoding: &str) -> Option<Vec<Vec<String>>> {
    let script =
        "import csv,json,sys\nprint(json.dumps(list(csv.reader(open(sys.argv[1],encoding=sys.argv[2],newline='')))))";
    let output = Command::new("python3").args(["-c", script, file, encoding]).current_dir(folder).output();
    if !tool_works("python3", output.as_ref().is_ok_and(|output| output.status.success())) {
        return None;
    }
    Some(serde_json::from_slice(&output.unwrap().stdout).unwrap())
}

#[test]
fn the_csv_is_what_the_json_says() {
    let root = tempfile::tempdir().unwrap();
    write_below(&root.path().join("清河镇"), &files_below(&samples().join("清河镇")));
    let said = jifen(root.path(), &["check", "清河镇", "--out", "批", "--format", "json"]).ends_with(1).json();
    let expected: Vec<Vec<String>> = said["diagnostics"].as_array().unwrap().iter().map(row).collect();
    for (encoding, name) in [("utf-8", "utf-8-sig"), ("gbk", "cp936")] {
        let mut command = program(root.path());
        let arguments = ["check", "清河镇", "--out", "批", "--format", "csv", "--encoding", encoding];
        let output = command.args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        fs::write(root.path().join("问题.csv"), &output.stdout).unwrap();
        let Some(read) = read_by_python(root.path(), "问题.csv", name) else { return };
        let header =
            ["文件", "支部", "工作表", "单元格", "党员", "代码", "程度", "原填内容", "问题", "怎么改", "可改为"];
        assert_eq!(read[0], header);
        assert_eq!(read[1..], expected, "{encoding}");
    }
}

/// A problem of 结果.json as its row of the csv.
fn row(problem: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let severity = match problem["severity"].as_str().unwrap() {
        "error" => "错误",
        "warning" => "提醒",
        _ => "说明",
    };
    let columns = ["file", "branch", "sheet", "cell", "member", "code"].map(|key| text(&problem[key]));
    let more = ["value", "message", "help"].map(|key| text(&problem[key]));
    [columns.to_vec(), vec![severity.to_owned()], more.to_vec(), vec![text(&problem["fix"]["to"])]].concat()
}

#[test]
fn formulas_are_inert_in_the_csv_and_rare_characters_are_not_lost() {
    let root = tempfile::tempdir().unwrap();
    let lines = ["1|2025-03-01|王伟|J04||=1+1|||||", "2|2025-03-01|赵䶮|J04||1|||||"].map(str::to_owned);
    let mut book = Workbook::new();
    let people = ["序号|姓名|性别|出生年月|入党时间|党员类别", "1|王伟|男|1980-05-04|2001-07-01|正式"].map(cells);
    table(book.add_worksheet().set_name("花名册").unwrap(), "清河镇东河村党支部党员花名册", &people);
    let sheet = book.add_worksheet().set_name("积分登记").unwrap();
    let header = cells("序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期");
    sheet.write(0, 0, "清河镇东河村党支部党员积分登记表").unwrap();
    for (at, row) in (1..).zip(std::iter::once(header).chain(lines.iter().map(|line| cells(line)))) {
        for (col, text) in (0..).zip(&row) {
            sheet.write_string(at, col, text).unwrap();
        }
    }
    book.save(root.path().join("东河村.xlsx")).unwrap();
    let arguments = ["check", "东河村.xlsx", "--period", "2025", "--format", "csv"];
    let shown = jifen(root.path(), &arguments);
    assert!(shown.stdout.contains(",'=1+1,"), "{}", shown.stdout);
    let mut command = program(root.path());
    let output = command.args(arguments).args(["--encoding", "gbk"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(shown.stdout.contains("赵䶮"), "{}", shown.stdout);
    assert!(told.contains("「䶮」写作〔U+4DAE〕"), "{told}");
    assert!(output.stdout.windows(6).any(|bytes| bytes == b"U+4DAE"));
}

/// Every character of the basic plane: Python reads what we wrote as code page 936, and lacks what we said is lacking.
#[test]
fn gbk_is_what_windows_reads() {
    let all: Vec<char> = ('\u{A0}'..='\u{FFFF}').collect();
    let rows: Vec<[String; 1]> = all.iter().map(|c| [format!("字{c}")]).collect();
    let written = csv(&["字"], &rows, CsvEncoding::Gbk).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("gbk.csv"), &written.bytes).unwrap();
    let Some(read) = read_by_python(folder.path(), "gbk.csv", "cp936") else { return };
    assert_eq!(read.len(), all.len() + 1);
    let lacking: HashSet<char> = written.lacking.into_iter().collect();
    for (c, row) in all.iter().zip(&read[1..]) {
        let expected =
            if lacking.contains(c) { format!("字〔U+{:04X}〕", u32::from(*c)) } else { format!("字{c}") };
        assert_eq!(row[0], expected);
    }
    let script = "import sys\ndef ok(c):\n  try: return bool(chr(c).encode('cp936'))\n  except UnicodeError: return False\n\
                  print(sum(ok(c) for c in range(0xA0,0x10000) if not 0xD800<=c<0xE000))";
    let output = Command::new("python3").args(["-c", script]).output().unwrap();
    let theirs: usize = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
    assert_eq!(all.len() - lacking.len(), theirs);
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    let root = tempfile::tempdir().unwrap();
    save_branch(root.path(), "东河村党支部", &[]);
    for arguments in [&["--encoding", "gbk"][..], &["--statistics", "--format", "csv"]] {
        let refused = jifen(root.path(), &[&["check", "东河村党支部.xlsx"], arguments].concat()).ends_with(2);
        assert!(refused.stderr.contains("--format csv"), "{}", refused.stderr);
    }
}

#[test]
fn statistics_count_by_code_and_by_branch() {
    let root = tempfile::tempdir().unwrap();
    write_below(&root.path().join("清河镇"), &files_below(&samples().join("清河镇")));
    let arguments = ["tally", "清河镇", "--statistics", "--format", "json"];
    let said = run(program(root.path()).args(arguments)).ends_with(1).json();
    let taught = |d: &&Value| d["severity"] != "note" && !d["code"].as_str().unwrap().starts_with('A');
    let all = said["diagnostics"].as_array().unwrap().iter().filter(taught).count();
    let sum = |list: &Value, keys: &[&str]| -> u64 {
        let rows = list.as_array().unwrap().iter();
        rows.map(|row| keys.iter().map(|key| row[*key].as_u64().unwrap()).sum::<u64>()).sum()
    };
    assert_eq!(sum(&said["statistics"]["problems"], &["places"]), all as u64);
    assert_eq!(sum(&said["statistics"]["branches"], &["errors", "warnings"]), all as u64);
    let places: Vec<u64> =
        said["statistics"]["problems"].as_array().unwrap().iter().map(|p| p["places"].as_u64().unwrap()).collect();
    assert!(places.is_sorted_by(|one, next| one >= next), "{places:?}");
    // Without the option the contract is as it was.
    let plain = run(program(root.path()).args(["tally", "清河镇", "--format", "json"])).ends_with(1).json();
    assert!(plain.get("statistics").is_none());
}

#[test]
fn the_sheet_of_a_file_that_was_not_used_names_the_branch_of_its_title() {
    let folder = tempfile::tempdir().unwrap();
    let line = |year: i32| move |n: u32| format!("{n}|{year}-03-{n:02}|王伟|J04||1|||清理村道||");
    save_branch(folder.path(), "东河村党支部", &(1..=8).map(line(2025)).collect::<Vec<_>>());
    save_branch(folder.path(), "西河村党支部", &(1..=8).map(line(2024)).collect::<Vec<_>>());
    fs::rename(folder.path().join("西河村党支部.xlsx"), folder.path().join("二.xlsx")).unwrap();
    let mut dues = Workbook::new();
    let rows = ["序号|姓名|党费", "1|李强|12"].map(cells);
    table(dues.add_worksheet().set_name("党费").unwrap(), "南坪村党支部党费收缴表", &rows);
    dues.save(folder.path().join("三.xlsx")).unwrap();
    let bytes = feedback_of(&outcome(folder.path()));
    for (file, branch) in [("二.xlsx", "西河村党支部"), ("三.xlsx", "南坪村党支部")] {
        let names = sheet_names(&bytes);
        let sheet = names.iter().find(|name| name.ends_with(file)).unwrap();
        let text = sheet_text(&bytes, sheet);
        assert!(text.contains(&format!("{file}　文件标题写的是「{branch}」")), "{text}");
        assert!(!text.contains("没有认出这是哪个支部"), "{text}");
        assert!(sheet_text(&bytes, "目录").contains(&format!("{file}（标题写的是{branch}）")));
    }
}
