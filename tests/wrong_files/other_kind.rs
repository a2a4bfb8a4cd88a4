//! No branch's workbook at all: what the program wrote itself, a rule set, a summary, a list of dues; an empty form.

use std::fs;
use std::path::Path;

use crate::township::{Book, Folder, name};

/// The township's sample without a fault.
fn sample() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/柳林乡").display().to_string()
}

/// What one of the program's commands wrote, put among the inputs under another name, beside a good workbook.
#[track_caller]
fn sent_back(arguments: &[&str], written: &str, words: &[&str]) {
    let folder = Folder::with(&[("东河村.xlsx", Book::of("东河村党支部", 0))]);
    let run = folder.run(arguments);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    let bytes = fs::read(folder.path().join(written)).unwrap();
    folder.put("西河村.xlsx", &bytes);
    let told = folder.tally();
    told.says(&["西河村.xlsx L126 error"]).of("西河村.xlsx", words);
    assert_eq!(told.branches(), ["东河村党支部"]);
}

#[test]
fn the_summary_of_the_township_is_no_input() {
    sent_back(&["tally", &sample(), "--out", "out"], "out/汇总.xlsx", &["汇总"]);
}

#[test]
fn the_feedback_sheets_are_no_input() {
    let township = format!("{}/samples/清河镇", env!("CARGO_MANIFEST_DIR"));
    sent_back(&["tally", &township, "--out", "out"], "out/反馈单.xlsx", &["反馈单"]);
}

#[test]
fn the_reading_list_is_no_input() {
    let workbook = format!("{}/上林村.xlsx", sample());
    sent_back(&["check", "--reading-list", &workbook, "--out", "pz"], "pz/读取清单.xlsx", &["读取清单"]);
}

#[test]
fn the_book_of_a_member_is_no_input() {
    sent_back(&["why", "熊运来", &sample(), "--out", "依据.xlsx"], "依据.xlsx", &["一人一册"]);
    sent_back(&["archive", &sample(), "--member", "熊运来", "--out", "册.xlsx"], "册.xlsx", &["一人一册"]);
    let provisional = format!("{}/samples/清河镇", env!("CARGO_MANIFEST_DIR"));
    sent_back(&["why", "张伟", &provisional, "--out", "册.xlsx"], "册.xlsx", &["一人一册"]);
}

#[test]
fn a_rule_set_as_a_workbook_is_no_input() {
    sent_back(&["rules", "export", "township-stars", "--out", "规则.xlsx"], "规则.xlsx", &["规则"]);
    sent_back(&["rules", "export", "village-vanguard", "--out", "规则.xlsx"], "规则.xlsx", &["规则"]);
    sent_back(&["rules", "show", "township-stars", "--out", "办法.xlsx"], "办法.xlsx", &["办法"]);
}

#[test]
fn a_comparison_is_no_input() {
    let sample = sample();
    let arguments = ["compare", "township-stars", "township-stars", &sample, "--out", "比较.xlsx"];
    sent_back(&arguments, "比较.xlsx", &["比较"]);
}

/// What is said of a workbook of this drawing, beside a good one.
#[track_caller]
fn drawn(text: &str, problems: &[&str], words: &[&str]) {
    let folder = Folder::with(&[("东河村.xlsx", Book::of("东河村党支部", 0))]);
    folder.draw("西河村.xlsx", text);
    let told = folder.tally();
    told.says(problems).of("西河村.xlsx", words);
}

#[test]
fn a_summary_instead_of_a_ledger_is_one_sentence() {
    let rows: String = (8..16).map(|it| format!("{} | {} | 62 | 12 | 2 | 72\n", it - 7, name(it))).collect();
    let text = format!(
        "--- sheet 汇总\n西河村党支部2025年党员积分汇总表\n序号 | 姓名 | 基础分 | 增加分 | 扣减分 | 总分\n{rows}"
    );
    drawn(&text, &["西河村.xlsx L111 error"], &["汇总", "积分登记"]);
    let rows: String = (8..16).map(|it| format!("{} | {} | 18 | 20 | 19 | 21 | 78\n", it - 7, name(it))).collect();
    let header = "序号 | 姓名 | 第一季度 | 第二季度 | 第三季度 | 第四季度 | 合计";
    let text = format!("--- sheet 季度\n西河村党支部2025年各季度党员积分\n{header}\n{rows}");
    drawn(&text, &["西河村.xlsx L111 error"], &["合计", "积分登记"]);
}

#[test]
fn a_list_of_dues_is_one_sentence() {
    let months: Vec<String> = (1..=12).map(|month| format!("{month}月")).collect();
    let dues = ["5"; 12].join(" | ");
    let rows: String = (8..16).map(|it| format!("{} | {} | {dues} | 60\n", it - 7, name(it))).collect();
    let text = format!(
        "--- sheet 党费\n西河村党支部2025年党费收缴登记表\n序号 | 姓名 | {} | 合计\n{rows}",
        months.join(" | ")
    );
    drawn(&text, &["西河村.xlsx L101 error"], &["没有找到花名册", "党费收缴登记表"]);
    let rows: String = (8..16).map(|it| format!("{} | {} | 3000 | 0.5% | 15\n", it - 7, name(it))).collect();
    let header = "序号 | 姓名 | 月工资 | 缴纳比例 | 月缴党费";
    drawn(
        &format!("--- sheet 党费\n西河村党支部党费核定表\n{header}\n{rows}"),
        &["西河村.xlsx L101 error"],
        &["没有找到花名册", "党费核定表"],
    );
}

#[test]
fn an_empty_form_is_one_sentence() {
    let folder = Folder::with(&[("东河村.xlsx", Book::of("东河村党支部", 0))]);
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/township-stars.xlsx");
    folder.put("西河村.xlsx", &fs::read(blank).unwrap());
    folder.tally().says(&["西河村.xlsx L101 error"]).of("西河村.xlsx", &["空白", "没有填"]);
}

#[test]
fn a_ledger_beside_sheets_of_such_names_is_a_ledger() {
    let good = Book::of("西河村党支部", 1).drawn();
    let more = "--- sheet 总览\n西河村2025年情况\n--- sheet 办法\n见镇里的文件\n--- sheet 问题清单\n没有问题\n";
    let folder = Folder::new();
    folder.draw("西河村.xlsx", &format!("{good}{more}"));
    let told = folder.tally();
    assert!(told.problems().iter().all(|it| it.ends_with("note")), "{:?}", told.problems());
    assert_eq!(told.branches(), ["西河村党支部"]);
}

#[test]
fn a_list_of_dues_beside_a_ledger_is_passed_over() {
    let months: Vec<String> = (1..=12).map(|month| format!("{month}月")).collect();
    let dues = ["5"; 12].join(" | ");
    let rows: String = (8..16).map(|it| format!("{} | {} | {dues} | 60\n", it - 7, name(it))).collect();
    let text = format!(
        "--- sheet 党费\n西河村党支部2025年党费收缴登记表\n序号 | 姓名 | {} | 合计\n{rows}",
        months.join(" | ")
    );
    let folder = Folder::new();
    folder.draw("西河村.xlsx", &format!("{}{text}", Book::of("西河村党支部", 1).drawn()));
    let told = folder.tally();
    assert_eq!(told.branches(), ["西河村党支部"]);
    assert!(told.problems().iter().all(|it| !it.ends_with("error")), "{:?}", told.problems());
}
