//! Making results public: what is posted up, handed out and kept, and what is noticed of the procedure.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jifen::workbook::{Value, read};
use serde_json::{Value as Json, json};

use program::{Run, jifen};
use small_branch::{write, write_sheets};

/// Two lines that count in full.
const LINES: [&str; 2] = [
    "1 | 2025-05-12 | 王伟 | J04 | 2 | | | 清理河道 | 李秀英 | ",
    "2 | 2025-06-01 | 赵敏 | Z02 | 1 | | 2 | 调解纠纷 | 王伟 | 2025-12-30",
];
/// The office, with a phone that is nobody's.
const OFFICE: &str = "to_whom = [\"清河镇党建办\", \"电话：13800000000\"]\n";
const REGISTER: &str =
    "批次 | 范围 | 期间 | 开始日期 | 结束日期 | 方式/地点 | 异议件数 | 复核结果 | 公示结果 | 记录人 | 备注";

/// A folder with the workbook of a branch and a profile with these lines about publicity.
fn folder(publicity: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), &LINES);
    profile(folder.path(), publicity);
    folder
}

fn profile(folder: &Path, publicity: &str) {
    let text = format!("township = \"清河镇\"\nperiod = \"2025\"\nprogramme_start = 2025\n{publicity}");
    fs::write(folder.join("报表/jifen.toml"), text).unwrap();
}

fn tally(folder: &Path, more: &[&str]) -> Run {
    jifen(folder, &[&["tally", "报表"], more].concat())
}

fn result(folder: &Path, more: &[&str]) -> Json {
    jifen(folder, &[&["tally", "报表", "--format", "json"], more].concat()).json()
}

/// All texts and figures of a workbook in the folder of publicity, sheet by sheet.
fn words(folder: &Path, file: &str) -> Vec<String> {
    let path = folder.join("汇总结果/公示").join(file);
    let workbook = read(&path, &Arc::from(file)).workbook.unwrap_or_else(|| panic!("{file}"));
    let cells = workbook.sheets.iter().flat_map(|sheet| sheet.cells().iter());
    let shown = |value: &Value| match value {
        Value::Text(text) => text.to_string(),
        other => format!("{other:?}"),
    };
    cells.map(|cell| shown(&cell.value)).collect()
}

fn all(folder: &Path, file: &str) -> String {
    words(folder, file).join("\n")
}

/// What is said with a code: where, and what.
fn said(result: &Json, code: &str) -> Vec<String> {
    let all = result["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == code);
    all.map(|it| format!("{} {}", it["cell"].as_str().unwrap_or(""), it["message"].as_str().unwrap())).collect()
}

fn register(folder: &Path, rows: &[&str]) {
    let rows: Vec<&str> = std::iter::once(REGISTER).chain(rows.iter().copied()).collect();
    write_sheets(&folder.join("报表/公示登记.xlsx"), &[("公示登记", "清河镇2025年公示登记", &rows)]);
}

#[test]
fn nothing_is_written_unless_asked_for() {
    let folder = folder("");
    tally(folder.path(), &[]).ends_with(0);
    assert!(!folder.path().join("汇总结果/公示").exists());
    assert_eq!(result(folder.path(), &[]).get("publicity"), None);
}

#[test]
fn the_profile_asks_for_notices_slips_and_a_record() {
    let folder = folder(&format!("[publicity]\nstart = \"2026-01-12\"\n{OFFICE}"));
    let json = result(folder.path(), &[]);
    let expected = json!({"from": "2026-01-12", "to": "2026-01-16", "working_days": 5, "mask": "none",
        "order": "strokes", "ranking": false, "round": 1});
    assert_eq!(json["publicity"], expected);
    for file in ["公示（全乡镇）.xlsx", "公示（各支部）.xlsx"] {
        let text = all(folder.path(), file);
        for part in [
            "2025年党员积分公示",
            "根据《乡镇党员星级积分办法》，对",
            "3 名党员的2025年积分进行了核算。",
            "公示时间：2026年1月12日至2026年1月16日（5 个工作日）",
            "电话：13800000000",
            "2026年1月12日",
            "不分名次",
        ] {
            assert!(text.contains(part), "{file} lacks {part}: {text}");
        }
        assert!(!words(folder.path(), file).iter().any(|cell| cell == "名次"));
    }
    // 王 before 李 before 赵: four, seven and nine strokes.
    let text = all(folder.path(), "公示（各支部）.xlsx");
    let at = |name: &str| text.find(name).unwrap();
    assert!(at("王伟") < at("李秀英") && at("李秀英") < at("赵敏"), "{text}");
    let slips = all(folder.path(), "告知单/1 东河村党支部.xlsx");
    for part in ["积分结果告知单", "王伟（1）", "主要加分", "请于2026年1月16日以前", "清河镇党建办　电话：13800000000"]
    {
        assert!(slips.contains(part), "{part}: {slips}");
    }
    // What is earned from nothing is added; that more could have been earned takes nothing away.
    assert!(slips.contains("主要加分\n「志愿服务」+3（满分 15）") && !slips.contains("主要扣分"), "{slips}");
    let record = all(folder.path(), "公示情况记录.xlsx");
    assert!(record.contains("1 个党支部，3 名党员") && record.contains("□ 无异议"), "{record}");
    // The phone of the office stands nowhere else.
    assert!(!fs::read_to_string(folder.path().join("汇总结果/结果.json")).unwrap().contains("13800000000"));
}

#[test]
fn names_are_masked_and_ranks_shown_by_choice() {
    let folder = folder("");
    let rows: Vec<&str> = [
        "序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别",
        "1 | 王伟 | 男 | 1970-05 | 1995-07-01 | 正式党员",
        "2 | 欧阳秀英 | 女 | 1975-03 | 2001-07-01 | 正式党员",
        "3 | 王敏 | 女 | 1980-01 | 2005-07-01 | 正式党员",
        "4 | 郤文 | 女 | 1981-01 | 2005-07-01 | 正式党员",
    ]
    .to_vec();
    let ledger = ["序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期", LINES[0]];
    write_sheets(
        &folder.path().join("报表/东河村.xlsx"),
        &[("花名册", "东河村党支部 2025 年花名册", &rows), ("积分登记", "东河村党支部 2025 年积分登记", &ledger)],
    );
    tally(folder.path(), &["--publish=2026-01-12", "--mask", "name"]).ends_with(0);
    let text = all(folder.path(), "公示（各支部）.xlsx");
    for part in ["王*（1）", "王*（3）", "欧阳*", "郤*", "笔画表没有的字（1 个）"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for name in ["王伟", "秀英", "王敏", "郤文", "「郤」"] {
        assert!(!text.contains(name), "{name}");
    }
    tally(folder.path(), &["--publish", "--mask", "编号", "--ranking", "--order", "得分"]).ends_with(0);
    let text = all(folder.path(), "公示（各支部）.xlsx");
    assert!(
        text.contains("编号") && text.contains("名次") && text.contains("从高到低") && !text.contains('王'),
        "{text}"
    );
    tally(folder.path(), &["--publish", "--ranking"]).ends_with(0);
    let text = all(folder.path(), "公示（全乡镇）.xlsx");
    assert!(text.contains("按姓氏笔画排列，名次另写在「名次」一栏") && !text.contains("不分名次"), "{text}");
    tally(folder.path(), &["--publish"]).ends_with(0);
    assert!(all(folder.path(), "公示（全乡镇）.xlsx").contains("笔画表里没有「郤」"));
    // Days and office are left to be filled in by hand, and that is said.
    let told = tally(folder.path(), &["--publish"]).stderr;
    assert!(told.contains("没有写公示从哪天开始") && told.contains("没有写向谁反映异议"), "{told}");
}

#[test]
fn a_provisional_result_is_not_posted_up_unless_asked_for_by_name() {
    let folder = folder("[publicity]\nstart = \"2026-01-12\"\n");
    write(&folder.path().join("报表/东河村.xlsx"), &["1 | 2025-05-12 | 王伟 | J04 | 2 | | 99 | 清理河道 | 李秀英 | "]);
    let run = tally(folder.path(), &[]).ends_with(1);
    assert!(run.stderr.contains("结果还是试算，没有写公示表"), "{}", run.stderr);
    assert!(!folder.path().join("汇总结果/公示").exists());
    tally(folder.path(), &["--publish"]).ends_with(1);
    assert!(all(folder.path(), "公示（全乡镇）.xlsx").contains("（试算，不得张贴）"));
    assert!(all(folder.path(), "告知单/1 东河村党支部.xlsx").contains("（试算，不得发放）"));
}

#[test]
fn the_phone_of_the_office_is_printed_and_no_other() {
    // In the title it is nobody's line: the notice is held back, the others are written.
    let folder = folder(&format!("[publicity]\nissuer = \"清河镇 13900000000\"\n{OFFICE}"));
    let run = tally(folder.path(), &[]).ends_with(1);
    assert!(run.stderr.contains("F301") && run.stderr.contains("139******00"), "{}", run.stderr);
    let posted = folder.path().join("汇总结果/公示");
    assert!(!posted.join("公示（全乡镇）.xlsx").exists() && posted.join("公示（各支部）.xlsx").exists());
    // The same number as the office's is held back where its line does not stand around it.
    profile(folder.path(), &format!("[publicity]\nissuer = \"王伟13800000000\"\n{OFFICE}"));
    let run = tally(folder.path(), &[]).ends_with(1);
    assert!(run.stderr.contains("公示（全乡镇）.xlsx") && run.stderr.contains("138******00"), "{}", run.stderr);
}

#[test]
fn a_bare_number_of_the_office_lets_no_other_place_pass() {
    let folder = folder("[publicity]\nissuer = \"王伟13800000000\"\nto_whom = \"13800000000\"\n");
    let run = tally(folder.path(), &[]).ends_with(1);
    assert!(run.stderr.contains("公示（全乡镇）.xlsx"), "{}", run.stderr);
    assert!(all(folder.path(), "公示（各支部）.xlsx").contains("电话：13800000000"));
}

#[test]
fn a_slip_says_what_a_line_waits_for() {
    let folder = folder("[publicity]\n");
    let passed_by_nobody = "2 | 2025-06-01 | 赵敏 | Z02 | 1 | | 2 | 调解纠纷 | 王伟 | ";
    let fined = "3 | 2025-07-01 | 王伟 | J01 | 1 | | | 无故缺席 | 李秀英 | ";
    write(&folder.path().join("报表/东河村.xlsx"), &[LINES[0], passed_by_nobody, fined]);
    tally(folder.path(), &[]).ends_with(0);
    let slips = all(folder.path(), "告知单/1 东河村党支部.xlsx");
    assert!(slips.contains("2025-06-01「化解矛盾、维护稳定」：要先经党员大会通过，这里没有记录\n"), "{slips}");
    assert!(!slips.contains("P101") && slips.contains("主要扣分\n「政治学习」满分 20 得 "), "{slips}");
}

#[test]
fn a_publicity_before_the_period_is_over_is_told() {
    let folder = folder("");
    let told = tally(folder.path(), &["--publish=2025-12-31"]).ends_with(0).stderr;
    assert!(told.contains("公示从 2025-12-31 开始，统计期到 2025-12-31 才结束"), "{told}");
    assert!(told.contains("公示要用的表写在结果文件夹的「公示」里"), "{told}");
    let told = tally(folder.path(), &["--publish=2026-01-01"]).ends_with(0).stderr;
    assert!(!told.contains("才结束"), "{told}");
}

#[test]
fn slips_and_records_are_no_reports() {
    let folder = folder("[publicity]\n");
    tally(folder.path(), &[]).ends_with(0);
    for (file, called) in [("告知单/1 东河村党支部.xlsx", "告知单"), ("公示情况记录.xlsx", "公示情况记录")]
    {
        let put = folder.path().join("报表/别的.xlsx");
        fs::copy(folder.path().join("汇总结果/公示").join(file), &put).unwrap();
        let told = said(&result(folder.path(), &[]), "L126");
        assert!(told.len() == 1 && told[0].contains(called), "{file}: {told:?}");
        fs::remove_file(put).unwrap();
        tally(folder.path(), &[]).ends_with(0);
    }
}

#[test]
fn a_period_that_is_not_settled_is_published_without_grades() {
    let folder = folder("[publicity]\nstart = 2025-07-07\n");
    tally(folder.path(), &["--period", "2025Q2"]).ends_with(0);
    let text = all(folder.path(), "公示（各支部）.xlsx");
    assert!(text.contains("2025年第二季度党员累计积分公示") && !text.contains("星级\n"), "{text}");
}

#[test]
fn working_days_are_counted_by_a_table_that_can_be_replaced() {
    let span = |folder: &Path, start: &str| {
        let result = result(folder, &[&format!("--publish={start}")]);
        let publicity = &result["publicity"];
        (publicity["to"].as_str().unwrap().to_owned(), said(&result, "P707").len())
    };
    let folder = folder("");
    // Spring Festival 2026, with two Saturdays made up for.
    assert_eq!(span(folder.path(), "2026-02-11"), ("2026-02-24".into(), 0));
    // A Saturday: counting begins on Monday.
    assert_eq!(span(folder.path(), "2026-01-10"), ("2026-01-16".into(), 0));
    // Nobody knows the holidays of 2027.
    assert_eq!(span(folder.path(), "2027-01-04"), ("2027-01-08".into(), 1));
    let told = result(folder.path(), &["--publish=2027-01-04"]);
    assert_eq!(told["publicity"]["years_without_holidays"], json!([2027]));
    // A table beside the workbooks, as Excel writes csv in China, is no branch's report.
    let (gbk, _, _) = encoding_rs::GBK.encode("日期,类别,名称\r\n2027/1/6,休,某节\r\n2027年1月9日,班,某节\r\n");
    fs::write(folder.path().join("报表/节假日.csv"), gbk).unwrap();
    assert_eq!(span(folder.path(), "2027-01-04"), ("2027-01-09".into(), 0));
    // A day of a known year puts that day right and leaves the others.
    fs::write(folder.path().join("报表/节假日.csv"), "日期,类别\n2026-12-31,休\n2027-01-01,休\n").unwrap();
    assert_eq!(span(folder.path(), "2026-02-11"), ("2026-02-24".into(), 0));
    assert_eq!(span(folder.path(), "2026-12-30"), ("2027-01-07".into(), 0));
    fs::write(folder.path().join("报表/节假日.csv"), "日期,类别\n2027-01-06,什么\n").unwrap();
    let result = result(folder.path(), &["--publish=2027-01-04"]);
    assert!(said(&result, "P707").iter().any(|it| it.contains("看不懂")), "{:?}", said(&result, "P707"));
}

#[test]
fn a_wrong_profile_is_told_with_its_place() {
    let folder = folder("[publicity]\nstart = \"元旦\"\n");
    let told = tally(folder.path(), &[]).ends_with(2).stderr;
    assert!(told.contains("「元旦」不是日期") && told.contains("第"), "{told}");
    profile(folder.path(), "[publicity]\ndays = 0\n");
    assert!(tally(folder.path(), &[]).ends_with(2).stderr.contains("要写 1 到 60"));
    profile(folder.path(), "[publicity]\nregister = \"没有.xlsx\"\n");
    assert!(tally(folder.path(), &[]).ends_with(2).stderr.contains("没有这个文件"));
    assert!(tally(folder.path(), &["--mask", "都遮"]).ends_with(2).stderr.contains("name（只留姓）"));
}

#[test]
fn the_register_is_read_told_and_checked() {
    let folder = folder("");
    register(
        folder.path(),
        &[
            "第一次 | 全乡镇 | 2025 | 2026-01-12 | 2026-01-14 | 公开栏 | 0 | | 无异议 | 李秀英 | ",
            "第二次 | 东河村党支部 | 2025 | 2026-01-20 | 2026-01-19 | 公开栏 | | | | | ",
            "第三次 | 东河村党支部 | 2025 | 2026-02-02 | 2026-02-06 | 公开栏 | | | | | ",
            "第四次 | | 2025 | 年后 | | 公开栏 | 若干 | | | | ",
            "去年 | 全乡镇 | 2024 | 2025-01-13 | 2025-01-14 | | 1 | | | | ",
        ],
    );
    let result = result(folder.path(), &[]);
    assert_eq!(result["status"], "final");
    assert_eq!(
        said(&result, "P702"),
        [
            "E3 第一次（全乡镇）：2026-01-12 至 2026-01-14 只有 3 个工作日，要公示 5 个工作日；从 2026-01-12 起，要到 2026-01-16 才满。"
        ]
    );
    assert_eq!(said(&result, "P703"), ["E4 第二次（东河村党支部）：结束日期 2026-01-19 在开始日期 2026-01-20 以前。"]);
    assert_eq!(
        said(&result, "P706"),
        [
            "B6 第四次：没有写「范围」，「开始日期」写着「年后」，看不懂，没有写「结束日期」，「异议件数」写着「若干」，看不懂。"
        ]
    );
    // Without a report date nobody knows that the last day is past.
    let outcomes = |result: &Json| {
        let all = result["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == "P705");
        all.map(|it| it["severity"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(outcomes(&result), ["note", "note"]);
    let rounds = result["publicity"]["rounds"].as_array().unwrap();
    assert_eq!(rounds.len(), 5);
    assert_eq!((&rounds[0]["working_days"], &rounds[0]["outcome"]), (&json!(3), &json!("无异议")));
    assert_eq!((&rounds[4]["period"], &rounds[0]["objections"]), (&json!("2024"), &json!(0)));
    assert_eq!(result["publicity"].get("from"), None);
    let dated = self::result(folder.path(), &["--date", "2026-02-03"]);
    assert_eq!(outcomes(&dated), ["warning"]);
    let dated = self::result(folder.path(), &["--date", "2026-02-01"]);
    assert!(said(&dated, "P703").iter().any(|it| it.starts_with("D5 ") && it.contains("晚于统计截止日")), "{dated}");
}

#[test]
fn objections_that_are_counted_are_registered() {
    let folder = folder("");
    register(folder.path(), &["第一次 | 全乡镇 | 2025 | 2026-01-12 | 2026-01-16 | | 2 | | 有异议已处理 | | "]);
    let result = result(folder.path(), &[]);
    assert_eq!(said(&result, "P704"), ["G3 公示登记共收到异议 2 件，异议登记里有 0 条。"]);
    // Objections and publications of another period are history.
    register(
        folder.path(),
        &[
            "第一次 | 全乡镇 | 2024 | 2025-01-13 | 2025-01-17 | | 1 | | 有异议已处理 | | ",
            "第一次 | 全乡镇 | 2025 | 2026-01-12 | 2026-01-16 | | 1 | | 有异议已处理 | | ",
        ],
    );
    let objection = |date: &str| {
        format!(
            "[[objection]]\nbranch = \"东河村党支部\"\nname = \"王伟\"\nitem = \"J04\"\ndate = \"{date}\"\nmatter = \"没有参加\"\nraised = \"2026-01-14\"\n"
        )
    };
    let both = objection("2024-05-12") + &objection("2025-05-12");
    fs::write(folder.path().join("报表/异议.toml"), both).unwrap();
    let result = self::result(folder.path(), &[]);
    assert_eq!((said(&result, "P506").len(), said(&result, "P704")), (1, Vec::<String>::new()));
}

#[test]
fn the_record_counts_the_objections_of_its_own_publicity() {
    let folder = folder("[publicity]\nstart = \"2026-01-12\"\n");
    register(
        folder.path(),
        &[
            "第一次 | 全乡镇 | 2024 | 2025-01-13 | 2025-01-17 | | 4 | | 有异议已处理 | | ",
            "第一次 | 全乡镇 | 2025 | 2026-01-12 | 2026-01-16 | | 2 | | 有异议已处理 | | ",
            "第一次 | 东河村党支部 | 2025 | 2026-01-13 | 2026-01-19 | | 1 | | 有异议已处理 | | ",
            "第二次 | 东河村 | 2025 | 2026-01-20 | 2026-01-26 | | 0 | | 无异议 | | ",
            " | 火星党支部、各党支部、清河镇东河村党支部 | 2025 | | | | | | | | ",
        ],
    );
    let result = result(folder.path(), &[]);
    let unclear = said(&result, "P706");
    assert!(unclear.iter().any(|it| it.ends_with("「范围」写着「火星党支部」，没有这个支部。")), "{unclear:?}");
    assert_eq!(unclear.len(), 2, "{unclear:?}");
    let record = all(folder.path(), "公示情况记录.xlsx");
    assert!(record.contains(" 3 件") && record.contains("已登记\n") && record.contains("没有写日期"), "{record}");
    fs::copy(folder.path().join("汇总结果/结果.json"), folder.path().join("第一次.json")).unwrap();
    tally(folder.path(), &["--publish=2026-01-20", "--since", "第一次.json"]).ends_with(0);
    assert!(all(folder.path(), "公示情况记录.xlsx").contains(" 0 件"));
    // What is not registered yet is counted by hand.
    tally(folder.path(), &["--publish=2026-02-02", "--since", "第一次.json"]).ends_with(0);
    assert!(all(folder.path(), "公示情况记录.xlsx").contains("　　　件"));
}

#[test]
fn notices_of_another_period_are_noticed() {
    let folder = folder("[publicity]\nstart = \"2026-01-12\"\n");
    tally(folder.path(), &[]).ends_with(0);
    let ours = folder.path().join("汇总结果/公示/公示（各支部）.xlsx");
    // Ours of this period among the inputs: no report, and nothing is wrong.
    fs::copy(&ours, folder.path().join("报表/公示（各支部）.xlsx")).unwrap();
    let result = result(folder.path(), &[]);
    assert_eq!((result["status"].as_str(), said(&result, "P701").len()), (Some("final"), 0));
    assert_eq!(result["members"].as_array().unwrap().len(), 3);
    // For a quarter it is the wrong one; beside a single file that is checked, too.
    let quarter = self::result(folder.path(), &["--period", "2025Q2"]);
    assert_eq!(
        said(&quarter, "P701"),
        ["A1 公示表「东河村党支部2025年党员积分公示」是 2025 的，这次统计的是 2025Q2。"]
    );
    let run = jifen(folder.path(), &["check", "报表/东河村.xlsx", "--period", "2025Q2", "--format", "json"]).json();
    assert_eq!(said(&run, "P701").len(), 1);
    // Theirs, of last year, in a form of their own.
    let rows = ["序号 | 姓名 | 得分", "1 | 王伟 | 71"];
    write_sheets(
        &folder.path().join("报表/公示（各支部）.xlsx"),
        &[("Sheet1", "清河镇2024年度党员积分公示名单", &rows)],
    );
    let result = self::result(folder.path(), &[]);
    assert_eq!(said(&result, "P701"), ["A1 公示表「清河镇2024年度党员积分公示名单」是 2024 的，这次统计的是 2025。"]);
    assert_eq!(result["members"].as_array().unwrap().len(), 3);
}

#[test]
fn the_second_publicity_lists_the_changes_only() {
    let folder = folder(&format!("[publicity]\nstart = \"2026-01-12\"\n{OFFICE}"));
    tally(folder.path(), &[]).ends_with(0);
    fs::copy(folder.path().join("汇总结果/结果.json"), folder.path().join("第一次.json")).unwrap();
    let second = ["--publish=2026-01-20", "--since", "第一次.json"];
    let told = tally(folder.path(), &second).ends_with(0).stderr;
    assert!(told.contains("没有变动，不用第二次公示"), "{told}");
    assert!(!folder.path().join("汇总结果/公示/第二次公示（只列变动）.xlsx").exists());
    write(&folder.path().join("报表/东河村.xlsx"), &LINES[..1]);
    let result = result(folder.path(), &second);
    assert_eq!(result["publicity"]["round"], 2);
    let text = all(folder.path(), "第二次公示（只列变动）.xlsx");
    assert!(text.contains("赵敏") && !text.contains("王伟") && text.contains("由 2 分改为 0 分"), "{text}");
    assert!(!folder.path().join("汇总结果/公示/公示（全乡镇）.xlsx").exists());
    let slips = all(folder.path(), "告知单/1 东河村党支部.xlsx");
    assert!(slips.contains("赵敏") && !slips.contains("王伟（1）"), "{slips}");
    assert!(all(folder.path(), "公示情况记录.xlsx").contains("1 名党员的结果有变动"));
    // A row more on the roster gives those below another number, and nobody another result.
    fs::copy(folder.path().join("汇总结果/结果.json"), folder.path().join("第二次.json")).unwrap();
    let roster = [
        "序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别",
        "1 | 钱多多 | 男 | 1970-05 | 1995-07-01 | 正式党员",
        "2 | 王伟 | 男 | 1970-05 | 1995-07-01 | 正式党员",
        "3 | 赵敏 | 女 | 1980-01 | 2005-07-01 | 正式党员",
        "4 | 李秀英 | 女 | 1975-03 | 2001-07-01 | 正式党员",
    ];
    let ledger = ["序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期", LINES[0]];
    write_sheets(
        &folder.path().join("报表/东河村.xlsx"),
        &[("花名册", "东河村党支部 2025 年花名册", &roster), ("积分登记", "东河村党支部 2025 年积分登记", &ledger)],
    );
    tally(folder.path(), &["--publish=2026-02-02", "--since", "第二次.json"]).ends_with(0);
    let text = all(folder.path(), "第二次公示（只列变动）.xlsx");
    assert!(text.contains("钱多多") && !text.contains("赵敏") && !text.contains("不再列入"), "{text}");
    assert!(text.contains("花名册里新增"), "{text}");
    // The first one has to be of the same period.
    let told = tally(folder.path(), &[&second[..], &["--period", "2025Q2"]].concat()).ends_with(2).stderr;
    assert!(told.contains("它是 2025 的结果，这次统计的是 2025Q2"), "{told}");
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let made = || {
        let folder = folder(&format!("[publicity]\nstart = \"2026-01-12\"\n{OFFICE}"));
        tally(folder.path(), &[]).ends_with(0);
        let read = |file: &str| fs::read(folder.path().join("汇总结果/公示").join(file)).unwrap();
        [read("公示（全乡镇）.xlsx"), read("公示情况记录.xlsx"), read("告知单/1 东河村党支部.xlsx")]
    };
    assert_eq!(made(), made());
}

#[test]
fn a_ledger_under_the_words_of_a_notice_is_read() {
    let folder = folder("");
    let rows = [
        "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由",
        "1 | 2025-03-12 | 周涛 | J04 | 1 | | | 护林",
        "公示期：2026年1月12日至1月16日",
    ];
    let title = "清河镇西河村党支部2025年党员积分公示表";
    write_sheets(&folder.path().join("报表/西河村.xlsx"), &[("积分登记", title, &rows)]);
    let result = result(folder.path(), &[]);
    let mut branches = result["branches"].as_array().unwrap().iter();
    assert!(branches.any(|branch| branch["name"] == "西河村党支部"), "{result}");
}

#[test]
fn a_register_that_the_rules_ask_branches_for_is_not_the_township_s() {
    let folder = folder("");
    register(folder.path(), &["第一次 | | | 2026-01-12 | 2026-01-16 | | 0 | | 无异议 | | "]);
    assert_eq!(said(&result(folder.path(), &[]), "P706").len(), 1);
    assert_eq!(said(&result(folder.path(), &["--rules", "agency-lists"]), "P706"), [""; 0]);
}
