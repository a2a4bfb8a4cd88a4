//! Deviations that a meeting accepted: quiet from then on, told with the result, and reported once they are of no use.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;
use std::process::Command;

use jifen::model::Verdict;
use serde_json::{Value, json};

use program::{jifen, program as command, run, tool_works};
use small_branch::{write, write_sheets};

/// A line that states the wrong points, one that no meeting has passed yet, one without a level, two alike.
const LINES: [&str; 5] = [
    "1 | 2025-05-12 | 王伟 | J04 | 2 | | 5 | 清理河道 | | ",
    "2 | 2025-06-01 | 赵敏 | Z02 | 1 | | 2 | 调解纠纷 | 王伟 | ",
    "3 | 2025-06-08 | 李秀英 | Z05 | 1 | | | 县级表彰 | 王伟 | 2025-12-30",
    "4 | 2025-07-01 | 赵敏 | J04 | 1 | | 9 | 护林 | | ",
    "5 | 2025-07-01 | 赵敏 | J04 | 1 | | 8 | 护林 | | ",
];

/// Columns of the sheet of waivers, and the keys of the TOML.
const COLUMNS: &str =
    "序号 | 支部 | 党员 | 代码 | 项目 | 日期 | 工作表 | 单元格 | 处理 | 原因 | 批准（会议） | 批准日期";
const KEYS: [&str; 11] = ["branch", "name", "code", "item", "date", "sheet", "cell", "treatment", "reason", "by", "on"];

/// Waivers as rows of cells between `|`, without 序号.
const STATED: &str =
    "东河村党支部 | 王伟 | E304 | J04 | 2025-05-12 | | | 不计分 | 当年按旧标准写的 | 支部党员大会 | 2026-01-10";
const PENDING: &str =
    "东河村党支部 | 赵敏 | P101 | Z02 | 2025-06-01 | | | 计分 | 大会记录受潮 | 支部党员大会 | 2026-01-10";

fn in_toml(waivers: &[&str]) -> String {
    let mut text = String::new();
    for waiver in waivers {
        text += "[[waive]]\n";
        for (key, cell) in KEYS.iter().zip(waiver.split('|').map(str::trim)).filter(|(_, cell)| !cell.is_empty()) {
            text += &format!("{key} = \"{cell}\"\n");
        }
    }
    text
}

fn in_sheet(path: &Path, waivers: &[&str]) {
    let rows: Vec<String> = waivers.iter().zip(1..).map(|(waiver, number)| format!("{number} | {waiver}")).collect();
    let rows: Vec<&str> = std::iter::once(COLUMNS).chain(rows.iter().map(String::as_str)).collect();
    write_sheets(path, &[("豁免", "清河镇 2025 年豁免登记表", &rows)]);
}

/// A folder with the workbook, and these waivers beside it.
fn folder(waivers: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), &LINES);
    if !waivers.is_empty() {
        fs::write(folder.path().join("报表/豁免.toml"), in_toml(waivers)).unwrap();
    }
    folder
}

fn tally(folder: &Path, arguments: &[&str]) -> Value {
    let mut command = command(folder);
    run(command.args(["tally", "报表", "--period", "2025", "--format", "json"]).args(arguments)).json()
}

/// The codes that stand, without notes, in the order of places.
fn codes(result: &Value) -> Vec<&str> {
    let all = result["diagnostics"].as_array().unwrap().iter();
    all.filter(|it| it["severity"] != "note").map(|it| it["code"].as_str().unwrap()).collect()
}

/// What is said with a code.
fn said<'a>(result: &'a Value, code: &str) -> &'a str {
    let all = result["diagnostics"].as_array().unwrap();
    all.iter().find(|it| it["code"] == code).map_or("", |it| it["message"].as_str().unwrap())
}

/// State and effect of the entry of a member's item.
fn entry(result: &Value, name: &str, item: &str) -> (String, String) {
    let member = result["members"].as_array().unwrap().iter().find(|it| it["name"] == name).unwrap();
    let step = member["steps"].as_array().unwrap().iter().find(|it| it["item"] == item).unwrap();
    let entry = &step["entries"][0];
    (entry["state"].as_str().unwrap().to_owned(), entry["effect"].as_str().unwrap().to_owned())
}

#[test]
fn what_was_accepted_is_quiet_and_told() {
    let before = tally(folder(&[]).path(), &[]);
    assert_eq!(codes(&before), ["E304", "P101", "E301", "E304", "E304"]);
    assert_eq!((entry(&before, "赵敏", "Z02"), before.get("waived")), (("pending".into(), "0".into()), None));
    let folder = folder(&[STATED, PENDING]);
    let result = tally(folder.path(), &[]);
    assert_eq!(codes(&result), ["E301", "E304", "E304"]);
    assert_eq!(entry(&result, "王伟", "J04"), ("excluded".into(), "0".into()));
    assert_eq!(entry(&result, "赵敏", "Z02"), ("counted".into(), "2".into()));
    let waived = &result["waived"];
    assert_eq!((&waived[0]["diagnostic"]["code"], &waived[0]["counts"]), (&json!("E304"), &json!(false)));
    assert_eq!((&waived[1]["diagnostic"]["code"], &waived[1]["counts"]), (&json!("P101"), &json!(true)));
    let told = [&waived[1]["reason"], &waived[1]["by"], &waived[1]["on"], &waived[1]["source"]];
    assert_eq!(
        told,
        [&json!("大会记录受潮"), &json!("支部党员大会"), &json!("2026-01-10"), &json!("豁免.toml 第 2 条")]
    );
    let text = fs::read_to_string(folder.path().join("汇总结果/说明.txt")).unwrap();
    assert!(
        text.contains("会议已同意豁免 2 处") && text.contains("大会记录受潮（支部党员大会 2026-01-10 同意"),
        "{text}"
    );
    let screen = jifen(folder.path(), &["check", "报表", "--period", "2025"]).ends_with(1).stdout;
    assert!(screen.contains("会议已同意豁免 2 处，不再列为问题"), "{screen}");
}

#[test]
fn a_waived_line_counts_as_the_rules_price_it() {
    let folder = folder(&[&STATED.replace("不计分", "计分")]);
    let result = tally(folder.path(), &[]);
    assert_eq!(entry(&result, "王伟", "J04"), ("counted".into(), "3".into()));
}

#[test]
fn without_problems_left_the_result_is_final() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), &LINES[..1]);
    assert_eq!(tally(folder.path(), &[])["status"], "provisional");
    fs::write(folder.path().join("报表/豁免.toml"), in_toml(&[STATED])).unwrap();
    let result = tally(folder.path(), &[]);
    assert_eq!((&result["status"], &result["branches"][0]["errors"]), (&json!("final"), &json!(0)));
}

#[test]
fn a_sheet_says_the_same_as_toml_and_is_no_branch() {
    let with_toml = tally(folder(&[STATED, PENDING]).path(), &[]);
    let folder = folder(&[]);
    in_sheet(&folder.path().join("报表/豁免.xlsx"), &[PENDING, STATED]);
    let with_sheet = tally(folder.path(), &[]);
    for key in ["members", "diagnostics", "files", "branches"] {
        assert_eq!(with_toml[key], with_sheet[key], "{key}");
    }
    assert_eq!(with_sheet["waived"][0]["source"], "豁免.xlsx「豁免」第 4 行");
    // Deeper in the folder, too.
    fs::create_dir(folder.path().join("报表/会议")).unwrap();
    fs::rename(folder.path().join("报表/豁免.xlsx"), folder.path().join("报表/会议/豁免.xlsx")).unwrap();
    assert_eq!(tally(folder.path(), &[])["waived"], with_sheet["waived"]);
    // Elsewhere it has to be named, on the command line or in the profile.
    fs::rename(folder.path().join("报表/会议/豁免.xlsx"), folder.path().join("同意的.xlsx")).unwrap();
    assert_eq!(tally(folder.path(), &[]).get("waived"), None);
    assert_eq!(tally(folder.path(), &["--waivers", "同意的.xlsx"])["waived"][1]["counts"], true);
    fs::write(folder.path().join("报表/jifen.toml"), "waivers = \"../同意的.xlsx\"\n").unwrap();
    assert_eq!(tally(folder.path(), &[])["waived"].as_array().unwrap().len(), 2);
    // One that is named among the inputs is no branch's workbook either.
    fs::rename(folder.path().join("同意的.xlsx"), folder.path().join("报表/同意的.xlsx")).unwrap();
    let result = tally(folder.path(), &["--waivers", "报表/同意的.xlsx"]);
    assert_eq!((result["files"].as_array().unwrap().len(), codes(&result)), (1, vec!["E301", "E304", "E304"]));
}

#[test]
fn a_sheet_saved_by_another_program_says_the_same() {
    let works = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !tool_works("soffice", works) {
        return;
    }
    let folder = folder(&[]);
    in_sheet(&folder.path().join("原/豁免.xlsx"), &[STATED, PENDING]);
    for (extension, filter) in [("xlsx", "xlsx:Calc MS Excel 2007 XML"), ("ods", "ods")] {
        let profile = format!("-env:UserInstallation=file://{}/lo", folder.path().display());
        let arguments = [profile.as_str(), "--headless", "--convert-to", filter, "--outdir", "报表", "原/豁免.xlsx"];
        let saved = Command::new("soffice").args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(saved.status.success());
        assert_eq!(codes(&tally(folder.path(), &[])), ["E301", "E304", "E304"], "{extension}");
        fs::remove_file(folder.path().join(format!("报表/豁免.{extension}"))).unwrap();
    }
}

#[test]
fn a_branch_is_found_however_it_is_written() {
    for name in ["东河村", "东河村支部"] {
        let result = tally(folder(&[&STATED.replace("东河村党支部", name)]).path(), &[]);
        assert_eq!(
            (said(&result, "P301"), result["waived"][0]["diagnostic"]["branch"].as_str()),
            ("", Some("东河村党支部")),
            "{name}"
        );
    }
}

#[test]
fn what_is_of_no_use_is_reported() {
    let cases = [
        (STATED.replace("王伟", "孙悦"), "花名册里没有「孙悦」"),
        (STATED.replace("2025-05-12", "2025-05-13"), "没有这个项目、这个日期的登记"),
        (STATED.replace("E304", "E306"), "现在没有 E306 这个问题"),
        (STATED.replace("东河村党支部", "西河村党支部"), "没有叫做「西河村党支部」的支部"),
    ];
    for (waiver, why) in cases {
        let result = tally(folder(&[&waiver]).path(), &[]);
        assert!(said(&result, "P301").contains(why), "{why}: {}", said(&result, "P301"));
        assert!(result.get("waived").is_none());
    }
    // Of one file alone the waivers of other branches say nothing.
    let folder = folder(&[&STATED.replace("东河村党支部", "西河村党支部")]);
    let done = run(command(folder.path()).args(["check", "报表/东河村.xlsx", "--period", "2025", "--format", "json"]));
    assert_eq!(said(&done.json(), "P301"), "");
}

#[test]
fn what_is_lacking_is_told_at_its_row() {
    let cells: Vec<&str> = STATED.split('|').map(str::trim).collect();
    let names = ["支部", "党员", "代码", "项目", "日期", "", "", "处理", "原因", "批准（会议）", "批准日期"];
    for (lacking, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let mut cells = cells.clone();
        cells[lacking] = "";
        let folder = folder(&[]);
        in_sheet(&folder.path().join("报表/豁免.xlsx"), &[&cells.join("|")]);
        let result = tally(folder.path(), &[]);
        assert!(said(&result, "P302").contains(&format!("没有写明{name}")), "{name}: {}", said(&result, "P302"));
        let at = result["diagnostics"].as_array().unwrap().iter().find(|it| it["code"] == "P302").unwrap();
        assert_eq!((&at["file"], &at["sheet"]), (&json!("豁免.xlsx"), &json!("豁免")));
        assert!(at["cell"].as_str().unwrap().ends_with('3'), "{at}");
        assert_eq!(codes(&result).iter().filter(|code| **code == "E304").count(), 3);
    }
    for (from, to, why) in [
        ("2025-05-12", "去年五月", "日期写的是「去年五月」，看不懂"),
        ("2026-01-10", "年底", "批准日期写的是「年底」，看不懂"),
        ("不计分", "算了", "要写「计分」或「不计分」"),
    ] {
        let result = tally(folder(&[&STATED.replace(from, to)]).path(), &[]);
        assert!(said(&result, "P302").contains(why), "{}", said(&result, "P302"));
    }
}

#[test]
fn some_things_cannot_be_waived() {
    let level = "东河村党支部 | 李秀英 | E301 | Z05 | 2025-06-08 | | | 计分 | 大家都知道 | 支部党员大会 | 2026-01-10";
    let cases = [
        (level.to_owned(), "算不出该得多少分，处理不能写「计分」"),
        (STATED.replace("E304", "L102"), "不能豁免：说的是整张表"),
        (STATED.replace("E304", "F101"), "不能豁免：文件读不出来"),
        (STATED.replace("E304", "A101"), "不能豁免：名额和并列的事"),
        (STATED.replace("E304", "R101"), "不能豁免：说的是规则集"),
        (STATED.replace("E304", "P301"), "不能豁免：这是豁免本身的问题"),
        (STATED.replace("E304", "E999"), "没有「E999」这个代码"),
        (STATED.replace("E304", "S102"), "不影响计分"),
    ];
    for (waiver, why) in cases {
        let result = tally(folder(&[&waiver]).path(), &[]);
        assert!(said(&result, "P303").contains(why), "{why}: {}", said(&result, "P303"));
        assert_eq!(codes(&result).len(), 6);
    }
    let result = tally(folder(&[&level.replace("计分", "不计分")]).path(), &[]);
    assert_eq!(codes(&result), ["E304", "P101", "E304", "E304"]);
}

#[test]
fn two_lines_alike_are_told_apart_by_their_cell() {
    let both = "东河村党支部 | 赵敏 | E304 | J04 | 2025-07-01 | | | 不计分 | 记不清了 | 支部党员大会 | 2026-01-10";
    let result = tally(folder(&[both]).path(), &[]);
    assert!(said(&result, "P302").contains("有 2 条登记都是这名党员"), "{}", said(&result, "P302"));
    let result = tally(folder(&[&both.replace("| | | 不计分", "| 积分登记 | G7 | 不计分")]).path(), &[]);
    assert_eq!(codes(&result), ["E304", "P101", "E301", "E304"]);
    assert_eq!(result["waived"][0]["diagnostic"]["value"], "8");
    // By the cell alone, what is no entry can be named: here nothing stands in the roster's cell.
    let result = tally(folder(&[&both.replace("J04 | 2025-07-01 | | ", "| | 花名册 | B3 ")]).path(), &[]);
    assert!(said(&result, "P301").contains("「花名册」B3 那里没有 E304"), "{}", said(&result, "P301"));
}

#[test]
fn the_order_of_waivers_makes_no_difference() {
    let contrary = STATED.replace("不计分", "计分");
    let twice = PENDING.replace("受潮", "丢失");
    let all = [STATED, &contrary, PENDING, &twice];
    let first = tally(folder(&all).path(), &[]);
    assert_eq!(codes(&first).iter().filter(|code| **code == "P302").count(), 2);
    assert_eq!(codes(&first).iter().filter(|code| **code == "P301").count(), 1);
    assert_eq!(first["waived"].as_array().unwrap().len(), 1);
    let reversed: Vec<&str> = all.iter().rev().copied().collect();
    let second = tally(folder(&reversed).path(), &[]);
    assert_eq!(first["members"], second["members"]);
    assert_eq!(first["waived"][0]["reason"], second["waived"][0]["reason"]);
}

#[test]
fn a_file_that_is_wrong_stops_the_run() {
    let folder = folder(&[]);
    fs::write(folder.path().join("报表/豁免.toml"), "[[waive]]\nbranche = \"x\"\n").unwrap();
    let done = jifen(folder.path(), &["tally", "报表", "--period", "2025"]).ends_with(2);
    assert!(done.stderr.contains("豁免.toml」有误：第 2 行"), "{}", done.stderr);
    let done = jifen(folder.path(), &["tally", "报表", "--waivers", "没有.xlsx", "--period", "2025"]).ends_with(2);
    assert!(done.stderr.contains("没有这个文件"), "{}", done.stderr);
}

#[test]
fn what_is_waived_later_is_not_called_mended() {
    let folder = folder(&[]);
    write(&folder.path().join("一报/东河村.xlsx"), &LINES);
    fs::write(folder.path().join("报表/豁免.toml"), in_toml(&[STATED])).unwrap();
    let result = tally(folder.path(), &["--against", "一报"]);
    let round = &result["rounds"][0];
    let count = |kind: &str| round[kind].as_array().unwrap().len();
    assert_eq!((count("mended"), count("unmended"), count("new")), (0, 4, 0));
}

#[test]
fn the_page_is_true() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/重报与豁免.md");
    let page = fs::read_to_string(page).unwrap().replace("\r\n", "\n");
    // Its example does what it says.
    let example = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = folder(&[]);
    fs::write(folder.path().join("报表/豁免.toml"), example).unwrap();
    let result = tally(folder.path(), &[]);
    assert_eq!(codes(&result), ["P101", "E301", "E304"]);
    assert_eq!(result["waived"].as_array().unwrap().len(), 2);
    // Each code of which the entry may count is in its list, and no other.
    let list = page.split("### 计分还是不计分").nth(1).unwrap().split("###").next().unwrap();
    for code in jifen::pipeline::all_codes().iter().filter(|code| code.verdict != Verdict::Counted) {
        let waiver = STATED.replace("E304", code.id).replace("不计分", "计分");
        let result = tally(self::folder(&[&waiver]).path(), &[]);
        let may_count = !said(&result, "P303").contains("处理不能写「计分」");
        assert_eq!(list.contains(&format!("\n| {} |", code.id)), may_count, "{}", code.id);
    }
}
