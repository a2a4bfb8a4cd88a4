//! `check --fix`, `--unsafe-fixes` and `--clean`, through the program: what is written where, what stays, and that
//! scores change only as listed.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

#[path = "corpus/csv.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod csv;
#[path = "corpus/expectation.rs"]
#[allow(dead_code, reason = "what forms expect is the corpus's own matter")]
mod expectation;
#[path = "support/folders.rs"]
mod folders;
#[path = "corpus/form.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod form;
#[path = "corpus/notation.rs"]
mod notation;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/result_json.rs"]
mod result_json;
#[path = "support/sheets/mod.rs"]
mod sheets;
#[path = "corpus/shown.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jifen::model::{CellRef, FixKind, Proper};
use jifen::render::annotate::{Edit, Written, edit};
use rayon::prelude::*;
use serde_json::Value;

use folders::{files_below, write_below};
use form::Form;
use program::{jifen, samples};
use result_json::{list, text};

/// Code, sheet and cell of what fixes of a kind could put right.
fn fixable(result: &Value, kind: &str) -> Vec<String> {
    let found = list(result, "diagnostics").iter().filter(|it| it["fix"]["kind"] == kind);
    found.map(|it| format!("{} {} {} {}", text(it, "code"), it["file"], it["sheet"], it["cell"])).collect()
}

/// Branch, name and number of each member, with all that the result says of the member's points.
fn points(result: &Value) -> BTreeMap<String, Value> {
    let key = |it: &Value| format!("{} {} {}", it["branch"], it["name"], it["id"]);
    let said = |it: &Value| serde_json::json!([it["score"], it["categories"], it["veto"], it["stars_by_points"]]);
    list(result, "members").iter().map(|it| (key(it), said(it))).collect()
}

/// The names of the members whose lines have an unsafe fix.
fn listed(result: &Value) -> BTreeSet<&str> {
    let found = list(result, "diagnostics").iter().filter(|it| it["fix"]["kind"] == "unsafe");
    found.filter_map(|it| it["member"].as_str()).collect()
}

/// The members whose points differ.
fn changed<'a>(before: &'a Value, after: &Value) -> BTreeSet<&'a str> {
    let (was, is) = (points(before), points(after));
    assert_eq!(was.keys().collect::<Vec<_>>(), is.keys().collect::<Vec<_>>());
    let members = list(before, "members").iter();
    let key = |it: &Value| format!("{} {} {}", it["branch"], it["name"], it["id"]);
    members.filter(|it| was[&key(it)] != is[&key(it)]).map(|it| text(it, "name")).collect()
}

fn check(folder: &Path, more: &[&str]) -> Value {
    let run = jifen(folder, &[&["check", ".", "--format", "json", "--out", "../批注本"], more].concat());
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
    run.json()
}

/// A folder with the workbooks in it, the copies with their fixes in the place of the workbooks.
fn mended(files: &[(&str, &[u8])], flag: &str, more: &[&str]) -> (tempfile::TempDir, Value, Value) {
    let root = tempfile::tempdir().unwrap();
    let (before, after) = (root.path().join("原表"), root.path().join("改后"));
    for (name, bytes) in files {
        for folder in [&before, &after] {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
    let first = check(&before, &[&[flag], more].concat());
    for (name, copy) in files_below(&root.path().join("批注本")) {
        if name.starts_with('.') {
            continue;
        }
        if let Some(replaced) = name.strip_suffix(".xlsx").filter(|name| after.join(name).exists()) {
            fs::remove_file(after.join(replaced)).unwrap();
        }
        fs::write(after.join(name), copy).unwrap();
    }
    if root.path().join("批注本").exists() {
        fs::rename(root.path().join("批注本"), root.path().join("第一次")).unwrap();
    }
    let second = check(&after, more);
    (root, first, second)
}

fn township() -> Vec<(String, Vec<u8>)> {
    let files = files_below(&samples().join("清河镇"));
    files.into_iter().map(|(name, bytes)| (name.to_string(), bytes)).collect()
}

#[test]
fn safe_fixes_leave_nothing_to_fix_and_every_score_as_it_was() {
    let township = township();
    let files: Vec<(&str, &[u8])> = township.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    let (_root, before, after) = mended(&files, "--fix", &[]);
    assert!(fixable(&before, "safe").len() > 5, "{:?}", fixable(&before, "safe"));
    assert_eq!(fixable(&after, "safe"), [""; 0]);
    assert_eq!(fixable(&after, "unsafe"), fixable(&before, "unsafe"));
    assert_eq!(changed(&before, &after), BTreeSet::new());
}

#[test]
fn unsafe_fixes_change_the_points_of_those_whose_lines_are_listed_alone() {
    let township = township();
    let files: Vec<(&str, &[u8])> = township.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    let (_root, before, after) = mended(&files, "--unsafe-fixes", &[]);
    assert!(fixable(&before, "unsafe").len() > 2, "{:?}", fixable(&before, "unsafe"));
    assert_eq!((fixable(&after, "safe"), fixable(&after, "unsafe")), (Vec::new(), Vec::new()));
    let changed = changed(&before, &after);
    assert!(!changed.is_empty() && changed.is_subset(&listed(&before)), "{changed:?}");
}

/// The forms of the corpus, as xlsx and as csv, which is rebuilt.
#[test]
fn forms_as_branches_send_them_are_fixed_without_changing_a_score() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/forms");
    let forms = notation::read_folder(&forms).unwrap_or_else(|errors| panic!("{errors:?}"));
    let tried: Vec<(usize, Vec<String>)> = forms.par_iter().map(fixed).collect();
    let wrong: Vec<&String> = tried.iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let fixed: usize = tried.iter().map(|(fixed, _)| fixed).sum();
    assert!(fixed > 40, "only {fixed} files had anything to fix");
}

/// How many dialects of a form had something to fix, and what went wrong.
fn fixed(form: &Form) -> (usize, Vec<String>) {
    let mut files = vec![(form.file.clone(), form.xlsx())];
    files.extend(csv::utf8(form).map(|bytes| (form.file_as("csv"), bytes)));
    let mut settings: Vec<&str> = form.period.iter().flat_map(|period| ["--period", period]).collect();
    settings.extend(form.year_start.iter().flat_map(|year| ["--programme-start", year]));
    let profile = tempfile::NamedTempFile::new().unwrap();
    fs::write(profile.path(), &form.profile).unwrap();
    let path = profile.path().to_str().unwrap();
    if !form.profile.is_empty() {
        settings.extend(["--profile", path]);
    }
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, bytes) in &files {
        for (flag, kinds) in [("--fix", &["safe"][..]), ("--unsafe-fixes", &["safe", "unsafe"])] {
            let (_root, before, after) = mended(&[(name, bytes)], flag, &settings);
            if kinds.iter().all(|kind| fixable(&before, kind).is_empty()) {
                continue;
            }
            count += 1;
            let left: Vec<String> = kinds.iter().flat_map(|kind| fixable(&after, kind)).collect();
            if !left.is_empty() {
                wrong.push(format!("{} {name} {flag}: left {left:?}", form.path));
            }
            let allowed = if flag == "--fix" { BTreeSet::new() } else { listed(&before) };
            let changed = changed(&before, &after);
            if !changed.is_subset(&allowed) {
                wrong.push(format!("{} {name} {flag}: points changed of {changed:?}", form.path));
            }
        }
    }
    (count, wrong)
}

const SHEETS: &str = "--- sheet 花名册
清河镇东河村党支部党员花名册 | < | < | < | <
序号 | 姓名 | 性别 | 入党时间 | 党员类别
1 | 王秀兰 | 女 | 1995-07-01 | 正式
2 | 李建国 | 男 | 2001-06-28 | 正式
--- sheet 积分登记
清河镇东河村党支部2025年党员积分登记表 | < | < | < | < | < | < | < | < | < | <
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | '2025.3.8 | 王　秀兰 | Ｊ04 | 志愿服务 | '２次 | | | 清理村道 | |
2 | '2025-03-09 | 李建国 | J04 | 志愿服务 | '1 | | | 清理河道 | |
3 | 2025-03-10 | 李建国 | J04 | 政治学习 | 1 | | | 植树 | |
4 | 2025-03-11 | 李建国 | J04 | 志愿服务 | 1 | 村级 | | 巡河 | |
5 | 2025-03-12 | =\"王 秀兰\" => 王 秀兰 | J04 | 志愿服务 | 1 | | | 巡河 | |
";

fn written(text: &str) -> Vec<u8> {
    let sheets = sheets::notation::sheets(text).unwrap();
    sheets::excel::xlsx(&sheets).unwrap()
}

/// A folder with one workbook, checked; its copy.
fn copy_of(bytes: &[u8], name: &str, flags: &[&str]) -> (tempfile::TempDir, Vec<u8>, String) {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join(name), bytes).unwrap();
    let run = jifen(root.path(), &[&["check", name], flags].concat());
    let copies = files_below(&root.path().join("批注"));
    let (_, copy) = copies.into_iter().find(|(name, _)| !name.starts_with('.')).unwrap();
    assert!(fs::read(root.path().join(name)).unwrap() == bytes, "the input was changed");
    (root, copy, run.stderr)
}

/// Cells of the ledger as the program reads them.
fn ledger(bytes: &[u8], cells: &[&str]) -> Vec<String> {
    let workbook = jifen::workbook::read_bytes(bytes, "甲.xlsx").workbook.unwrap();
    let sheet = workbook.sheets.iter().find(|sheet| &*sheet.name == "积分登记").unwrap();
    let shown = |at: &&str| {
        let cell = sheet.get(jifen::model::CellRef::parse(at).unwrap());
        cell.map_or_else(|| "-".to_owned(), |cell| format!("{:?}", cell.value))
    };
    cells.iter().map(shown).collect()
}

const CELLS: [&str; 8] = ["B3", "C3", "D3", "F3", "B4", "F4", "E5", "G6"];

#[test]
fn a_cell_gets_its_content_with_its_type() {
    let book = written(SHEETS);
    let (_root, copy, told) = copy_of(&book, "东河村.xlsx", &["--fix"]);
    let form = ["Date(2025-03-08T00:00:00)", "Text(\"王秀兰\")", "Text(\"J04\")", "Number(2)"];
    let form = form.into_iter().chain(["Date(2025-03-09T00:00:00)", "Number(1)"]);
    let safe: Vec<&str> = form.clone().chain(["Text(\"政治学习\")", "Text(\"村级\")"]).collect();
    assert_eq!(ledger(&copy, &CELLS), safe);
    assert!(told.contains("改好了 6 格。另有 2 处"), "{told}");
    let (_root, copy, told) = copy_of(&book, "东河村.xlsx", &["--unsafe-fixes"]);
    let all: Vec<&str> = form.chain(["Text(\"志愿服务\")", "-"]).collect();
    assert_eq!(ledger(&copy, &CELLS), all);
    assert!(told.contains("改好了 8 格"), "{told}");
    // The formula stays, and the shared texts.
    let sheet = package::part(&copy, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<f>\"王 秀兰\"</f>"), "{sheet}");
    assert!(package::part(&copy, "xl/sharedStrings.xml") == package::part(&book, "xl/sharedStrings.xml"));
    package::assert_consistent(&copy);
    let list = package::part(&copy, "xl/worksheets/jifenProblems.xml");
    for row in ["'2025.3.8 → 2025-03-08", "２次 → 2", "政治学习 → 志愿服务", "村级 → （清空）"]
    {
        assert!(list.contains(row.trim_start_matches('\'')), "{row}: {list}");
    }
}

#[test]
fn without_the_flag_a_fix_is_told_and_nothing_is_changed() {
    let book = written(SHEETS);
    let (_root, copy, told) = copy_of(&book, "东河村.xlsx", &[]);
    assert_eq!(ledger(&copy, &CELLS), ledger(&book, &CELLS));
    assert!(told.contains("6 处只是写法不规范，加 --fix"), "{told}");
    assert!(!told.contains("改好了"), "{told}");
}

#[test]
fn a_workbook_of_which_only_the_spelling_was_wrong_gets_a_copy_too() {
    let lines: Vec<&str> = SHEETS.lines().take(9).collect();
    let book = written(&(lines.join("\n") + "\n"));
    let (root, copy, _) = copy_of(&book, "东河村.xlsx", &["--fix", "--period", "2025"]);
    assert_eq!(ledger(&copy, &["B3", "F3"]), ["Date(2025-03-08T00:00:00)", "Number(2)"]);
    fs::write(root.path().join("第二次.xlsx"), copy).unwrap();
    let again = jifen(
        root.path(),
        &["check", "第二次.xlsx", "--period", "2025", "--programme-start", "2025", "--format", "json"],
    )
    .ends_with(0)
    .json();
    assert_eq!(list(&again, "diagnostics"), [Value::Null; 0]);
}

/// What is merged over several lines is put right for all of them where the meaning stays, and left where it would not.
#[test]
fn merged_cells_are_put_right_at_their_corner_or_left() {
    let ledger_rows = "1 | '2025.3.8 | 李建国 | J04 | 政治学习 | 1 | | | 清理村道 | |
2 | ^ | 李建国 | J04 | ^ | 1 | | | 巡河 | |
";
    let head: Vec<&str> = SHEETS.lines().take(8).collect();
    let book = written(&format!("{}\n{ledger_rows}", head.join("\n")));
    let (_root, copy, told) = copy_of(&book, "东河村.xlsx", &["--unsafe-fixes"]);
    assert_eq!(ledger(&copy, &["B3", "E3"]), ["Date(2025-03-08T00:00:00)", "Text(\"政治学习\")"], "{told}");
    let list = package::part(&copy, "xl/worksheets/jifenProblems.xml");
    assert!(list.contains("这一格几行合用，没有自动改。"), "{list}");
}

/// An edit of one cell of the ledger, and what becomes of it.
fn edited(book: &[u8], at: &str, proper: Proper) -> (Vec<u8>, Written) {
    let at = CellRef::parse(at).unwrap();
    let edited = edit(book, &[Edit { sheet: "积分登记".into(), at, proper, kind: FixKind::Safe }]).unwrap();
    package::assert_well_formed(&edited.bytes);
    (edited.bytes, edited.written[0])
}

const DAY: &str = "Date(2025-03-08T00:00:00)";

fn day() -> Proper {
    Proper::Day(chrono::NaiveDate::from_ymd_opt(2025, 3, 8).unwrap())
}

#[test]
fn a_day_is_counted_as_the_workbook_counts_its_days() {
    let since_1904 = |xml: &str| xml.replacen("<workbookPr", "<workbookPr date1904=\"1\"", 1);
    let book = package::edited(&written(SHEETS), "xl/workbook.xml", since_1904);
    let (copy, outcome) = edited(&book, "B3", day());
    assert_eq!((ledger(&copy, &["B3"]), outcome), (vec![DAY.to_owned()], Written::Done));
}

/// In a cell that shows texts a number would become a text again as soon as somebody touches it.
#[test]
fn the_format_of_a_cell_changes_where_it_would_show_something_else() {
    for (format, expected) in [("49", "0"), ("9", "0"), ("14", "0"), ("2", "2"), ("0", "0")] {
        let style = |xml: &str| {
            let (before, formats) = xml.split_once("<cellXfs").unwrap();
            let all = format!("<xf numFmtId=\"{format}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" quotePrefix=\"1\"");
            let formats = formats.replacen("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"", &all, 1);
            format!("{before}<cellXfs{formats}")
        };
        let book = package::edited(&written(SHEETS), "xl/styles.xml", style);
        let (copy, outcome) = edited(&book, "F3", Proper::Number(2.into()));
        assert_eq!((ledger(&copy, &["F3"]), outcome), (vec!["Number(2)".to_owned()], Written::Done), "{format}");
        let sheet = package::part(&copy, "xl/worksheets/sheet2.xml");
        let cell = package::tags(&sheet).into_iter().find(|(tag, said)| tag == "c" && said["r"] == "F3").unwrap().1;
        let at: usize = cell["s"].parse().unwrap();
        let styles = package::part(&copy, "xl/styles.xml");
        let formats = styles.split("<cellXfs").nth(1).unwrap();
        let used = package::tags(formats.split("</cellXfs>").next().unwrap().split_once('>').unwrap().1);
        let used = &used.iter().filter(|(tag, _)| tag == "xf").nth(at).unwrap().1;
        assert_eq!((used["numFmtId"].as_str(), used.get("quotePrefix")), (expected, None), "{format}");
    }
}

#[test]
fn a_cell_that_one_formula_fills_with_others_is_left() {
    let array = |xml: &str| xml.replacen("<f>\"王 秀兰\"</f>", "<f t=\"array\" ref=\"C6:C7\">C3</f>", 1);
    let book = package::edited(&written(SHEETS), "xl/worksheets/sheet2.xml", array);
    let text = || Proper::Text("王秀兰".into());
    assert_eq!(edited(&book, "C7", text()).1, Written::Formula);
    assert_eq!(edited(&book, "C6", text()).1, Written::Formula);
    assert_eq!(edited(&book, "C3", text()).1, Written::Done);
    assert_eq!(edited(&book, "C99", text()).1, Written::Absent);
}

#[test]
fn a_part_with_prefixes_keeps_them() {
    let prefixed = |xml: &str| {
        let (head, body) = xml.split_once("?>").unwrap();
        let body = body.replace("</", "\u{1}").replace('<', "<x:").replace('\u{1}', "</x:");
        format!("{head}?>{}", body.replacen("xmlns=", "xmlns:x=", 1))
    };
    let book = package::edited(&written(SHEETS), "xl/worksheets/sheet2.xml", prefixed);
    let (copy, outcome) = edited(&book, "C3", Proper::Text("<王> ".into()));
    assert_eq!(outcome, Written::Done);
    assert_eq!(ledger(&copy, &["C3"]), ["Text(\"<王> \")"]);
    let (copy, _) = edited(&book, "B3", day());
    assert_eq!(ledger(&copy, &["B3"]), [DAY]);
}

/// A tick is one time; under a heading of points the 1 would be one point.
#[test]
fn a_tick_is_left_where_a_one_would_mean_something_else() {
    let book = written(
        "--- sheet 积分表
清河镇东河村党支部2025年党员积分表 | < | <
序号 | 姓名 | 志愿服务
1 | 王秀兰 | √
2 | 李建国 | √
",
    );
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("甲.xlsx"), book).unwrap();
    let result = jifen(root.path(), &["check", "甲.xlsx", "--period", "2025", "--format", "json"]).json();
    let ticks = list(&result, "diagnostics").iter().filter(|it| text(it, "code") == "V201");
    let ticks: Vec<&Value> = ticks.collect();
    assert!(!ticks.is_empty() && ticks.iter().all(|it| it["fix"].is_null()), "{ticks:?}");
}

#[test]
fn marks_come_off_into_a_folder_of_their_own() {
    let root = tempfile::tempdir().unwrap();
    let township = root.path().join("清河镇");
    write_below(&township, &files_below(&samples().join("清河镇")));
    jifen(root.path(), &["check", "清河镇"]).ends_with(1);
    let copies = files_below(&township.join("批注"));
    let run = jifen(root.path(), &["check", "--clean", "清河镇/批注"]).ends_with(0);
    let cleaned = files_below(&township.join("去批注"));
    assert!(run.stderr.contains("「东河村.xlsx」去掉了我们的"), "{}", run.stderr);
    assert_eq!(files_below(&township.join("批注")).len(), copies.len());
    for (name, bytes) in cleaned.iter().filter(|(name, _)| name.ends_with(".xlsx")) {
        let original = fs::read(samples().join("清河镇").join(name)).unwrap();
        // Only formats that no cell uses are left behind.
        assert_eq!(package::differing(&original, bytes), ["xl/styles.xml"], "{name}");
        package::assert_consistent(bytes);
    }
    let run = jifen(root.path(), &["check", "--clean", "清河镇/去批注"]).ends_with(0);
    assert!(run.stderr.contains("没有批注，没有另写一份"), "{}", run.stderr);
    assert!(!township.join("去批注-2").exists() && !root.path().join("去批注").exists());
}

#[test]
fn cleaning_never_writes_over_an_input() {
    let root = tempfile::tempdir().unwrap();
    let (_keep, copy, _) = copy_of(&written(SHEETS), "东河村.xlsx", &[]);
    fs::create_dir(root.path().join("报表")).unwrap();
    fs::write(root.path().join("报表/东河村.xlsx"), &copy).unwrap();
    let run = jifen(root.path(), &["check", "--clean", "报表/东河村.xlsx", "--out", "报表"]).ends_with(2);
    assert!(run.stderr.contains("不是 jifen 写的文件夹"), "{}", run.stderr);
    assert!(fs::read(root.path().join("报表/东河村.xlsx")).unwrap() == copy);
}
