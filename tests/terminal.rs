//! What the program says on the terminal, word for word (`tests/snapshots/terminal/`).
//!
//! After a change that is meant: `SNAPSHOTS=overwrite cargo test --test terminal`, then read the difference.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use snapbox::Assert;
use snapbox::data::{Data, DataFormat};
use unicode_width::UnicodeWidthStr;

use folders::{files_below, write_below};
use program::{Run, jifen, samples};

/// Columns of a terminal.
const WIDTH: usize = 80;

/// A working folder with the township of faults in it, and the one without.
fn workplace() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for name in ["清河镇", "柳林乡"] {
        write_below(&root.path().join(name), &files_below(&samples().join(name)));
    }
    root
}

/// What a run printed, as its snapshot has it.
fn transcript(arguments: &[&str], run: &Run) -> String {
    let mut text = format!("$ {}\nexit code {}\n", [&["jifen"], arguments].concat().join(" "), run.code.unwrap());
    for (name, printed) in [("standard output", &run.stdout), ("standard error", &run.stderr)] {
        if !printed.is_empty() {
            assert!(printed.ends_with('\n'), "{name} does not end with a line");
            text.push_str(&format!("--- {name}\n{printed}"));
        }
    }
    text
}

/// Asserts what holds of everything that is printed where no terminal is. Messages name paths, and are left to the
/// terminal to wrap.
#[track_caller]
fn assert_plain(arguments: &[&str], run: &Run) {
    for line in run.stdout.lines() {
        assert!(line.width() <= WIDTH, "{arguments:?}: {} columns: {line}", line.width());
    }
    for line in run.stdout.lines().chain(run.stderr.lines()) {
        assert_eq!(line.trim_end(), line, "{arguments:?}: blanks at the end of a line");
        assert!(!line.contains(char::is_control), "{arguments:?}: a control character: {line:?}");
    }
}

/// Runs the program in a working folder and holds what it prints to the snapshot.
#[track_caller]
fn hold(name: &str, folder: &Path, arguments: &[&str], code: i32) {
    let run = jifen(folder, arguments).ends_with(code);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/terminal/{name}.txt"));
    let snapshot = Data::read_from(&path, Some(DataFormat::Text)).raw();
    Assert::new().action_env("SNAPSHOTS").eq(transcript(arguments, &run), snapshot);
    assert_plain(arguments, &run);
}

/// One test for each snapshot: its name is the file's.
macro_rules! snapshots {
    ($($name:ident: $arguments:expr => $code:expr;)*) => {
        $(#[test]
        fn $name() {
            hold(stringify!($name), workplace().path(), &$arguments, $code);
        })*

        #[test]
        fn every_snapshot_has_its_test() {
            let mut expected = vec![$(concat!(stringify!($name), ".txt").to_owned()),*];
            expected.sort();
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/terminal");
            let found: Vec<String> = files_below(&folder).into_keys().collect();
            assert_eq!(found, expected);
        }
    };
}

snapshots! {
    nothing: [] as [&str; 0] => 2;
    help: ["--help"] => 0;
    help_check: ["check", "--help"] => 0;
    help_tally: ["tally", "--help"] => 0;
    help_rules: ["rules", "--help"] => 0;
    help_compare: ["compare", "--help"] => 0;
    help_template: ["template", "--help"] => 0;
    bad_template_form: ["template", "--form", "card-ledger"] => 2;

    tally: ["tally", "清河镇"] => 1;
    tally_quarter: ["tally", "清河镇", "--period", "2025Q1"] => 1;
    tally_third_year: ["tally", "清河镇", "--programme-start", "2023"] => 1;
    check_one: ["check", "清河镇/北岭村.xlsx"] => 1;
    check_no_form: ["check", "清河镇/通讯录.xlsx"] => 1;
    explain_layout: ["check", "--explain-layout", "清河镇/北岭村.xlsx"] => 1;
    explain_layout_no_form: ["check", "--explain-layout", "清河镇/通讯录.xlsx"] => 1;
    reading_list: ["check", "--reading-list", "--out", "核对", "清河镇/镇机关.xlsx"] => 0;
    check_statistics: ["check", "--statistics", "清河镇"] => 1;
    tally_statistics: ["tally", "--statistics", "清河镇", "--period", "2025Q1"] => 1;
    check_unreadable: ["check", "清河镇/西岗村.xlsx"] => 1;
    why_contested: ["why", "龙国栋", "清河镇"] => 1;
    why_vetoed: ["why", "曹子轩", "清河镇"] => 1;
    why_namesakes: ["why", "张伟", "清河镇/柳树湾村.xlsx"] => 1;
    why_not_counted: ["why", "周国强", "清河镇/大营村.xlsx"] => 1;
    explain: ["explain"] => 0;
    explain_e304: ["explain", "E304"] => 0;
    rules_list: ["rules", "list"] => 0;
    rules_lint: ["rules", "lint"] => 0;
    rules_lint_waived: ["rules", "lint", "agency-lists"] => 0;
    help_rules_lint: ["rules", "lint", "--help"] => 0;
    rules_show: ["rules", "show"] => 0;
    rules_test: ["rules", "test"] => 0;
    rules_diff_same: ["rules", "diff", "township-stars", "township-stars"] => 0;

    archive: ["archive", "柳林乡", "--zip"] => 0;
    archive_provisional: ["archive", "清河镇"] => 1;
    archive_with_reason: ["archive", "清河镇", "--provisional", "--reason", "年底先报县里"] => 1;
    help_archive: ["archive", "--help"] => 0;

    help_sample: ["sample", "--help"] => 0;
    sample: ["sample", "清河镇", "--seed", "2025149", "--period", "2025"] => 0;
    sample_no_seed: ["sample", "清河镇"] => 2;
    unknown_command: ["统计", "清河镇"] => 2;
    unknown_option: ["tally", "清河镇", "--quiet"] => 2;
    unknown_code: ["explain", "X999"] => 2;
    unknown_member: ["why", "孙悟空", "清河镇"] => 2;
    missing_argument: ["check"] => 2;
    missing_path: ["tally", "没有这个文件夹"] => 2;
    bad_format: ["tally", "清河镇", "--format", "xml"] => 2;
    bad_period: ["tally", "清河镇", "--period", "去年"] => 2;
    bad_date: ["tally", "清河镇", "--date", "2025-02-30"] => 2;
    bad_scope: ["tally", "清河镇", "--quota-scope", "县"] => 2;
    compare_without_paths: ["compare", "township-stars", "village-vanguard"] => 2;
    bad_rules: ["tally", "清河镇", "--rules", "没有这个办法"] => 2;
    programme_starts_later: ["tally", "清河镇", "--programme-start", "2030"] => 2;
}

#[test]
fn every_code_is_explained_within_the_width() {
    let root = tempfile::tempdir().unwrap();
    let list = jifen(root.path(), &["explain"]).ends_with(0);
    let is_code = |word: &&str| word.len() == 4 && word[1..].bytes().all(|byte| byte.is_ascii_digit());
    let codes: Vec<&str> = list.stdout.split_whitespace().filter(is_code).collect();
    assert!(codes.len() > 50, "{codes:?}");
    for code in codes {
        let arguments = ["explain", code];
        let run = jifen(root.path(), &arguments).ends_with(0);
        assert!(run.stdout.contains(code) && run.stderr.is_empty(), "{code}");
        assert_plain(&arguments, &run);
    }
}

#[test]
fn every_workbook_is_reported_within_the_width() {
    let root = workplace();
    for path in files_below(&samples().join("清河镇")).into_keys().filter(|path| path.ends_with(".xlsx")) {
        // The lock file of an open workbook is passed over.
        if path.starts_with("~$") {
            continue;
        }
        let path = format!("清河镇/{path}");
        let arguments = ["check", &path];
        let run = jifen(root.path(), &arguments);
        assert!(matches!(run.code, Some(0 | 1)), "{arguments:?}: {run:?}");
        assert_plain(&arguments, &run);
    }
}

/// A whole township ends with which workbooks have to be mended.
#[test]
fn a_township_is_reported_within_the_width_and_summed_up() {
    let root = workplace();
    let arguments = ["check", "清河镇"];
    let run = jifen(root.path(), &arguments).ends_with(1);
    assert_plain(&arguments, &run);
    let (_, overview) = run.stdout.split_once("总的情况\n").unwrap();
    assert!(overview.contains("1 个工作簿可以上报，11 个要改。"), "{overview}");
    assert_eq!(overview.lines().filter(|line| line.contains(".xlsx")).count(), 11, "{overview}");
}

/// A path alone does the obvious, and every command has its Chinese name.
#[test]
fn other_ways_to_say_the_same() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("清河镇")).unwrap();
    for file in ["jifen.toml", "北岭村.xlsx"] {
        fs::copy(samples().join("清河镇").join(file), root.path().join("清河镇").join(file)).unwrap();
    }
    let said = |arguments: &[&str], code: i32| jifen(root.path(), arguments).ends_with(code).stdout;
    for (one, other, code) in [
        (&["清河镇"][..], &["tally", "清河镇"][..], 1),
        (&["汇总", "清河镇"], &["tally", "清河镇"], 1),
        (&["清河镇/北岭村.xlsx"], &["check", "清河镇/北岭村.xlsx"], 1),
        (&["校验", "清河镇/北岭村.xlsx"], &["check", "清河镇/北岭村.xlsx"], 1),
        (&["依据", "单志强", "清河镇"], &["why", "单志强", "清河镇"], 1),
        (&["解释", "E304"], &["explain", "E304"], 0),
        (&["explain", "e304"], &["explain", "E304"], 0),
        (&["规则", "列出"], &["rules", "list"], 0),
        (&["规则", "查看"], &["rules", "show"], 0),
        (&["规则", "检查"], &["rules", "lint"], 0),
        (&["rules", "show", "township-stars"], &["rules", "show"], 0),
        (&["-h"], &["--help"], 0),
    ] {
        assert!(said(one, code) == said(other, code), "{one:?} says something else than {other:?}");
    }
}

/// A rule set and a profile of the township's own, with a mistake each: the place is told.
#[test]
fn mistakes_in_files_are_told_with_their_line() {
    let root = workplace();
    fs::write(root.path().join("办法.toml"), "id = \"x\"\ntitle = 3\n").unwrap();
    let refused = jifen(root.path(), &["tally", "清河镇", "--rules", "办法.toml"]).ends_with(2);
    assert!(refused.stderr.contains("办法.toml"), "{}", refused.stderr);
    fs::write(root.path().join("清河镇/jifen.toml"), "township = \"清河镇\"\nperiods = \"2025\"\n").unwrap();
    let refused = jifen(root.path(), &["tally", "清河镇"]).ends_with(2);
    assert!(refused.stderr.contains("jifen.toml") && refused.stderr.contains("第 2 行"), "{}", refused.stderr);
}

#[test]
fn a_rule_set_with_errors_ends_with_1_and_names_the_lines() {
    let root = tempfile::tempdir().unwrap();
    let piece = "\
[[grade]]
title = \"合格\"
article = \"六\"
mark = \"原\"
when = \"score >= 70\"
[[grade]]
title = \"不合格\"
article = \"六\"
mark = \"原\"
when = \"score < 65\"
[[waive]]
code = \"R301\"
reason = \"没有这样的事\"
";
    fs::write(root.path().join("办法.toml"), jifen::rules::lint::completed(piece)).unwrap();
    let run = jifen(root.path(), &["rules", "lint", "办法.toml"]).ends_with(1);
    assert_plain(&["rules", "lint", "办法.toml"], &run);
    for said in [
        "有 1 处必须改正，另有 1 处请再看一看",
        "错误 R101",
        "第 24 行",
        "补一个等次：\"65 <= score < 70\"",
        "提醒 R803",
    ] {
        assert!(run.stdout.contains(said), "{said}\n{}", run.stdout);
    }
    let data = jifen(root.path(), &["rules", "lint", "办法.toml", "--format", "json"]).ends_with(1);
    assert!(data.stdout.contains("\"errors\": 1") && data.stdout.contains("\"of\": \"等次\""), "{}", data.stdout);
}
