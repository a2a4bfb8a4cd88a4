//! The tables that the rule sets of `tests/rules/` declare, read through the program. Expectations are computed by hand.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[allow(dead_code, reason = "the rosters of examples are not needed here")]
#[path = "code_examples/drawn.rs"]
mod drawn;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use program::jifen;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/result.schema.json");
    jsonschema::validator_for(&serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()).unwrap()
});

const ROSTER: &str = "# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别|转入时间|转出时间
1|王伟|男|1980-03-01|2005-07-01|正式||
2|李秀英|女|1975-08-16|2001-06-28|正式||
3|张敏|女|1990-11-20|2015-12-03|正式|2025-06-01|
";

/// What the program reads in a drawn workbook under one of the rule sets, for the year 2025.
fn read(rules: &str, drawing: &str) -> Value {
    let sheets = if drawing.contains("# 花名册") { drawing.to_owned() } else { format!("{ROSTER}{drawing}") };
    read_file(rules, "东河村.xlsx", &drawn::of_sheets(&sheets))
}

fn read_file(rules: &str, name: &str, bytes: &[u8]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(format!("{rules}.toml"));
    let arguments = ["check", name, "--format", "json", "--period", "2025", "--rules", rules.to_str().unwrap()];
    let result = jifen(folder.path(), &arguments).json();
    let wrong: Vec<String> =
        SCHEMA.iter_errors(&result).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    result
}

/// The diagnostics as `code severity sheet!cell`, but for those that are named.
fn problems(result: &Value, but: &[&str]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let listed = result["diagnostics"].as_array().unwrap().iter();
    let kept = listed.filter(|diagnostic| !but.contains(&diagnostic["code"].as_str().unwrap()));
    kept.map(|d| format!("{} {} {}!{}", text(&d["code"]), text(&d["severity"]), text(&d["sheet"]), text(&d["cell"])))
        .collect()
}

/// The records of a table as `cell member key=value …`.
fn records(result: &Value, table: &str) -> Vec<String> {
    let all = result["records"].as_array().unwrap().iter().filter(|record| record["table"] == table);
    all.map(|record| {
        let values = record["values"].as_object().unwrap().iter();
        let values: Vec<String> = values.map(|(key, value)| format!("{key}={}", value.as_str().unwrap())).collect();
        let member = record["member"].as_str().unwrap_or("-");
        format!("{} {member} {}", record["cell"].as_str().unwrap(), values.join(" "))
    })
    .collect()
}

/// The entries of a member as `cell date level effect`.
fn entries(result: &Value, name: &str) -> Vec<String> {
    let member = result["members"].as_array().unwrap().iter().find(|member| member["name"] == name).unwrap();
    let steps = member["steps"].as_array().unwrap().iter();
    let entries = steps.flat_map(|step| step["entries"].as_array().unwrap());
    entries
        .map(|entry| {
            let text = |key: &str| entry[key].as_str().unwrap_or("-").to_owned();
            let source = &entry["source"];
            let place = format!("{}!{}", source["sheet"].as_str().unwrap(), source["cell"].as_str().unwrap());
            format!("{place} {} {} {} {}", text("date"), text("level"), text("effect"), text("state"))
        })
        .collect()
}

fn score(result: &Value, name: &str) -> String {
    let member = result["members"].as_array().unwrap().iter().find(|member| member["name"] == name).unwrap();
    member["score"].as_str().unwrap().to_owned()
}

/// What says nothing of the declared tables: lacking columns, members' numbers, no ledger, the first year.
const ASIDE: &[&str] = &["L105", "L108", "A104", "A103"];

const DUES: &str = "# 党费
清河镇东河村党支部2025年党费收缴表
序号|姓名|1月|2月|3月|4月|5月|6月
1|王伟|√|×|√|√|√|√
2|李秀英|√|√|√|√|√|×
3|张敏||||||√
";

#[test]
fn signs_of_attendance_and_dues_are_entries_that_score() {
    let attendance = "# 出勤
清河镇东河村党支部2025年出勤表
序号|姓名|2025-01-08|3月15日|2025年6月20日|备注
1|王伟|√|△|缺|
2|李秀英||√|✓|
3|张敏|—|-|×|
√出席 ×缺席 △请假
";
    let result = read("meetings", &format!("{attendance}{DUES}"));
    assert_eq!(problems(&result, ASIDE), [""; 0]);
    assert_eq!(
        entries(&result, "王伟"),
        [
            "出勤!D3 2025-03-15 请假 -0.5 counted",
            "出勤!E3 2025-06-20 无故缺席 -3 counted",
            "党费!D3 2025-02 - -1 counted",
        ]
    );
    assert_eq!(entries(&result, "李秀英"), ["党费!H4 2025-06 - -1 counted"]);
    assert_eq!(entries(&result, "张敏"), ["出勤!E5 2025-06-20 无故缺席 -3 counted"]);
    // 25 + 10 at the start
    assert_eq!([score(&result, "王伟"), score(&result, "李秀英"), score(&result, "张敏")], ["30.5", "34", "32"]);
    assert_eq!(
        records(&result, "attendance"),
        [
            "C3 王伟 day=2025-01-08 sign=出席",
            "D3 王伟 day=2025-03-15 sign=请假",
            "E3 王伟 day=2025-06-20 sign=无故缺席",
            "C4 李秀英 day=2025-01-08 sign=出席",
            "D4 李秀英 day=2025-03-15 sign=出席",
            "E4 李秀英 day=2025-06-20 sign=出席",
            "C5 张敏 day=2025-01-08 sign=免到",
            "D5 张敏 day=2025-03-15 sign=免到",
            "E5 张敏 day=2025-06-20 sign=无故缺席",
        ]
    );
    assert_eq!(records(&result, "dues")[12], "C5 张敏 month=2025-01 sign=免交");
    assert_eq!(result["files"][0]["layout"], serde_json::json!(["roster", "attendance", "attendance"]));
}

#[test]
fn a_line_of_the_ledger_beside_a_sign_is_suspicious_and_both_count() {
    let ledger = "# 积分登记
清河镇东河村党支部2025年党员积分登记表
序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由
1|2025-02-10|王伟|J03|党费缴纳|1|||
2|2025-03-10|王伟|J03|党费缴纳|1|||
";
    let result = read("meetings", &format!("{ledger}{DUES}"));
    assert_eq!(problems(&result, ASIDE), ["S110 warning 积分登记!B3"]);
    assert_eq!(entries(&result, "王伟").len(), 3);
    assert_eq!(score(&result, "王伟"), "32");
}

#[test]
fn two_meetings_of_one_day_are_two_and_stand_under_two_rows_of_header() {
    let drawing = "# 出勤
清河镇东河村党支部2025年出勤表
序号|姓名|2025-03-15|2025-03-15|2025-06-20
||学习|党员大会|党课
1|王伟|√|×|△
2|李秀英|√|√|√
3|张敏|||√
# 考核
姓名|季度|考试成绩|完成率|承诺件数|兑现件数
王伟|2025Q1|95.5|105|3|3
李秀英|一季度|80|105%|免|
张敏|第3季度|免|1.05|0|0
";
    let result = read("company", drawing);
    // 张敏 came in June; where nothing was promised nothing is to be kept.
    assert_eq!(problems(&result, ASIDE), ["L114 error 花名册!B3", "L114 error 花名册!B4", "V305 warning 考核!D4"]);
    assert_eq!(
        records(&result, "attendance"),
        [
            "C4 王伟 day=2025-03-15 kind=学习 sign=参加",
            "D4 王伟 day=2025-03-15 kind=支部党员大会 sign=无故缺席",
            "E4 王伟 day=2025-06-20 kind=党课 sign=请假",
            "C5 李秀英 day=2025-03-15 kind=学习 sign=参加",
            "D5 李秀英 day=2025-03-15 kind=支部党员大会 sign=参加",
            "E5 李秀英 day=2025-06-20 kind=党课 sign=参加",
            "C6 张敏 day=2025-03-15 kind=学习 sign=免到",
            "D6 张敏 day=2025-03-15 kind=支部党员大会 sign=免到",
            "E6 张敏 day=2025-06-20 kind=党课 sign=参加",
        ]
    );
    assert_eq!(
        records(&result, "assessment"),
        [
            "A2:F2 王伟 done=105 exam=95.5 kept=3 promised=3 quarter=2025Q1",
            "A3:F3 李秀英 done=105 exam=80 promised=免 quarter=2025Q1",
            "A4:F4 张敏 done=1.05 exam=免 kept=0 promised=0 quarter=2025Q3",
        ]
    );
}

#[test]
fn what_is_wrong_in_a_table_of_signs_is_told_at_its_cell() {
    let drawing = "# 出勤
清河镇东河村党支部2025年出勤表
序号|姓名|2025-01-08|2024-12-20|2025-06-20|座谈会|
1|王伟|√|√|★|√|√
2|李秀英||√|√|√|
2|李秀英|√|√|√|√|
4|赵六|√|√|√|√|
";
    let result = read("village", drawing);
    assert_eq!(
        problems(&result, ASIDE),
        [
            "L114 error -!-",
            "L114 error 花名册!B5",
            "V307 warning 出勤!D2",
            "V301 error 出勤!F2",
            "V301 error 出勤!G2",
            "V303 error 出勤!E3",
            "V306 error 出勤!B4",
            "V306 error 出勤!B5",
            "M101 error 出勤!B6",
        ]
    );
    assert_eq!(records(&result, "attendance"), ["C3 王伟 day=2025-01-08 sign=出席", "E3 王伟 day=2025-06-20",]);
}

#[test]
fn figures_of_evaluators_have_bounds() {
    let drawing = "# 测评
序号|姓名|工作队测评|包村领导评分|备注
1|王伟|95|90.5|
2|李秀英|105||
3|张敏|九十五|'88|
# 出勤
序号|姓名|2025-07-08
1|王伟|√
2|李秀英|√
3|张敏|√
";
    let result = read("village", drawing);
    assert_eq!(
        problems(&result, ASIDE),
        ["V304 error 测评!C3", "V302 error 测评!D3", "V201 note 测评!C4", "V201 note 测评!D4"]
    );
    assert_eq!(
        records(&result, "appraisal"),
        ["A2:E2 王伟 leader=90.5 team=95", "A3:E3 李秀英 ", "A4:E4 张敏 leader=88 team=95"]
    );
}

#[test]
fn ballots_have_labels_and_publicity_has_no_members() {
    let drawing = "# 民主评议
清河镇东河村党支部民主评议
应到|30|实到：28　发票：28　收票：28张
序号|姓名|优秀|合格|基本合格|不合格
1|王伟|20|8||
2|李秀英|10|18|0|
3|张敏|三|25||
# 公示登记
半年|环节|开始日期|结束日期|方式|异议及处理
上|评分|2025-07-01|2025-07-07|公示栏|无
上|评分|2025-07-02|2025-07-08||
下半年|审核|2026-01-04|1月35日||
";
    let result = read("agency", drawing);
    assert_eq!(
        problems(&result, ASIDE),
        [
            "V201 note 民主评议!C6",
            "V306 error 公示登记!A2:F2",
            "V306 error 公示登记!A3:F3",
            "V303 error 公示登记!B4",
            "V102 error 公示登记!D4"
        ]
    );
    assert_eq!(
        records(&result, "ballot"),
        [
            "A3:F3 - expected=30 issued=28 present=28 returned=28",
            "A4:F4 王伟 excellent=20 fair=0 good=8 poor=0",
            "A5:F5 李秀英 excellent=10 fair=0 good=18 poor=0",
            "A6:F6 张敏 excellent=3 fair=0 good=25 poor=0",
        ]
    );
    assert_eq!(records(&result, "publicity"), ["A4:F4 - begins=2026-01-04 half=2025H2",]);
}

#[test]
fn every_table_of_classified_members_is_read() {
    let drawing = "# 出勤
序号|姓名|编号|2025-07-05|2025-07-05
|||F01|党课
1|王伟||√|线
2|李秀英||送|×
3|张敏||△|—
# 党费
序号|姓名|7月|8月
1|王伟|√|补
2|李秀英|×|△
3|张敏|—|
# 评价
序号|姓名|评委|德|能|勤|绩|廉|合计
1|王伟|甲|18|17|16|15|20|86
2|王伟|乙|18|17|16|15|20|
3|李秀英|甲|21|17|16|15|20|
4|张敏|甲|18|17|16|15|20|86
5|张敏|甲|18|17|16|15|20|86
# 类别变动
姓名|变动日期|原类别|新类别|依据
王伟|2025-05-01|在职|退休|文件
李秀英|5月|在职|务农|
# 转入登记
姓名|原支部|介绍信日期|日期|项目编号|记号|次数
张敏|西河村|2025-05-20|2025-03-05|F08||2
张敏|西河村|2025-05-20|2025-04-05|F99|√|
# 工作任务
日期|姓名|工作内容|完成情况|理由
2025-03-05|王伟|清扫|√|
2025-03-06|李秀英|值班|未完成|忘了
2025-03-07|张敏|值班||
";
    let result = read("classified", drawing);
    let ignored = [ASIDE, &["L104", "V201"][..]].concat();
    assert_eq!(
        problems(&result, &ignored),
        [
            "V302 error 党费!D4",
            "V304 error 评价!D4",
            "V306 error 评价!B5",
            "V306 error 评价!B6",
            "V102 error 类别变动!B3",
            "V303 error 类别变动!D3",
            "V303 error 转入登记!E3",
            "V302 error 工作任务!D4",
        ]
    );
    assert_eq!(
        records(&result, "attendance")[..2],
        ["D3 王伟 day=2025-07-05 kind=支部党员大会 sign=出席", "E3 王伟 day=2025-07-05 kind=党课 sign=线上"]
    );
    assert_eq!(records(&result, "dues")[1], "D2 王伟 month=2025-08 sign=补交");
    assert_eq!(
        records(&result, "changes"),
        ["A2:E2 王伟 after=离退休 basis=文件 before=在职 day=2025-05-01", "A3:E3 李秀英 before=在职"]
    );
    assert_eq!(
        records(&result, "transfers")[0],
        "A2:G2 张敏 day=2025-03-05 from_branch=西河村 item=F08 letter=2025-05-20 quantity=2"
    );
    assert_eq!(
        records(&result, "tasks"),
        [
            "A2:E2 王伟 day=2025-03-05 outcome=做了 work=清扫",
            "A3:E3 李秀英 day=2025-03-06 outcome=没有做 reason=忘了 work=值班",
            "A4:E4 张敏 day=2025-03-07 work=值班",
        ]
    );
    assert_eq!(records(&result, "appraisal").len(), 3, "nobody knows which of two rows of one judge is meant");
}

#[test]
fn a_table_is_known_by_its_columns_where_nothing_calls_it_by_name() {
    let drawing = "# Sheet2
姓名|一季度|备注
王伟|√|
# Sheet3
姓名|3月|4月
王伟|√|√
李秀英|√|×
张敏||
# Sheet4
姓名|日期|季度|考试成绩
王伟|2025-03-08|一季度|90
";
    let result = read("meetings", drawing);
    assert_eq!(records(&result, "dues").len(), 6);
    assert_eq!(entries(&result, "李秀英"), ["Sheet3!C3 2025-04 - -1 counted"]);
}

#[test]
fn a_header_may_be_merged_turned_or_in_one_row() {
    let expected = ["C4 王伟 day=2025-03-15 kind=学习 sign=参加", "D4 王伟 day=2025-03-15 kind=党课 sign=无故缺席"];
    let plain = |rows: &str| drawn::of_sheets(&format!("{ROSTER}# 出勤\n{rows}"));
    for (bytes, row) in [
        (merged(), 4),
        (plain("2025年出勤表\n序号|姓名|学习|党课\n||2025-03-15|'3月15日\n1|王伟|√|×"), 4),
        (plain("2025年出勤表\n序号|姓名|2025-03-15|2025-03-15\n|会议类型|学习|党课\n1|王伟|√|×"), 4),
        (plain("2025年出勤表\n序号|姓名|学习|党课|主题党日\n||2025-03-15|'3月15日|3月16日\n1|王伟|√|×|"), 4),
        (plain("2025年出勤表\n序号|姓名|3月15日（学习）|3月15日党课\n1|王伟|√|×"), 3),
    ] {
        let result = read_file("company", "东河村.xlsx", &bytes);
        let expected = expected.map(|record| record.replace('4', &row.to_string()));
        assert_eq!(records(&result, "attendance")[..2], expected);
    }
}

/// One day over two columns, and number and name over both rows of the header.
fn merged() -> Vec<u8> {
    let mut book = Workbook::new();
    let plain = Format::new();
    let roster = book.add_worksheet().set_name("花名册").unwrap();
    for (col, text) in (0..).zip(["序号", "姓名", "性别", "入党时间"]) {
        roster.write(0, col, text).unwrap();
    }
    roster.write(1, 0, 1).unwrap().write(1, 1, "王伟").unwrap();
    let sheet = book.add_worksheet().set_name("出勤").unwrap();
    sheet.merge_range(0, 0, 0, 3, "2025年出勤表", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "序号", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "姓名", &plain).unwrap();
    sheet.merge_range(1, 2, 1, 3, "3月15日", &plain).unwrap();
    sheet.write(2, 2, "学习").unwrap().write(2, 3, "党课").unwrap();
    sheet.write(3, 0, 1).unwrap().write(3, 1, "王伟").unwrap().write(3, 2, "√").unwrap().write(3, 3, "×").unwrap();
    book.save_to_buffer().unwrap()
}

/// All text, nothing merged, no roster beside it: the members are those of the table.
#[test]
fn a_csv_of_attendance_has_its_two_rows_of_header() {
    let text =
        "清河镇东河村党支部2025年出勤表,,,\n序号,姓名,2025/3/15,6月20日\n,,学习,党课\n1,王伟,√,×\n2,李秀英,△,—\n";
    let result = read_file("company", "出勤.csv", text.as_bytes());
    assert_eq!(
        records(&result, "attendance"),
        [
            "C4 王伟 day=2025-03-15 kind=学习 sign=参加",
            "D4 王伟 day=2025-06-20 kind=党课 sign=无故缺席",
            "C5 李秀英 day=2025-03-15 kind=学习 sign=请假",
            "D5 李秀英 day=2025-06-20 kind=党课 sign=免到",
        ]
    );
    assert_eq!(result["members"].as_array().unwrap().len(), 2);
}

#[test]
fn a_rule_set_without_tables_has_no_records() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("东河村.xlsx"), drawn::of_sheets(ROSTER)).unwrap();
    let result = jifen(folder.path(), &["check", "东河村.xlsx", "--format", "json", "--period", "2025"]).json();
    assert!(result.get("records").is_none());
}

const OWN_LEDGER: &str = "# 积分登记
清河镇东河村党支部2025年积分登记
序号|日期|姓名|项目编号|次数|分值|事由|佐证|公示开始日期|公示结束|异议|处理结果|工时
1|2025-03-03|王伟|G05|1|5|清扫|照片|2025-03-04|'2025.3.10|无||1.5
2|2025-03-04|王伟|G05|1|5|值班|没有|2025-13-01|—|有人提出|成立|'2
3|2025-03-05|李秀英|G05|1|5|值班|||||也许|-1
4|2025-03-06|李秀英|G05|1|5|清扫||3月7日|3月|||
";

#[test]
fn a_ledger_has_columns_of_the_rule_sets_own() {
    let result = read("company", OWN_LEDGER);
    let ignored = [ASIDE, &["L114"][..]].concat();
    assert_eq!(
        problems(&result, &ignored),
        [
            "V201 note 积分登记!J3",
            "V102 error 积分登记!I4",
            "V201 note 积分登记!M4",
            "V303 error 积分登记!L5",
            "V304 error 积分登记!M5",
            "V201 note 积分登记!I6",
            "V102 error 积分登记!J6",
        ]
    );
    let states = |name: &str| entries(&result, name).iter().map(|entry| entry.contains("counted")).collect::<Vec<_>>();
    assert_eq!([states("王伟"), states("李秀英")], [[true, false], [false, false]]);
    let columns = &result["files"][0]["tables"][1]["columns"];
    let role = |at: usize| columns[at]["as"].as_str().unwrap_or("-").to_owned();
    assert_eq!(
        [7, 8, 9, 10, 11, 12].map(role),
        ["evidence", "shown_from", "shown_to", "objection", "outcome", "hours"]
    );
}

#[test]
fn what_a_ledger_has_to_say_is_asked_for() {
    let ledger = |columns: &str, cells: &str| {
        format!("# 积分登记\n2025年积分登记\n序号|日期|姓名|项目编号|次数{columns}\n1|2025-03-03|王伟|B04|1{cells}\n")
    };
    let ignored = ["L114", "A104", "A103"];
    let asked = |columns: &str, cells: &str| problems(&read("village", &ledger(columns, cells)), &ignored);
    assert_eq!(asked("|事由|名目", "||口头"), [""; 0]);
    assert_eq!(asked("|事由|名目", "||"), ["V302 error 积分登记!G3"]);
    assert_eq!(asked("|事由", "|"), ["L105 warning 积分登记!A2:F2", "V302 error 积分登记!A3:F3"]);
}

/// A table of each rule set, in a workbook with the roster; the diagnostics of it.
fn told(rules: &str, drawing: &str) -> Vec<String> {
    let ignored = [ASIDE, &["L114", "V201"][..]].concat();
    problems(&read(rules, drawing), &ignored)
}

#[test]
fn a_column_without_a_date_has_none_of_its_neighbour() {
    for (header, expected) in [
        ("序号|姓名|2025-07-15||2025-09-20\n||学习|党课|学习", &["V301 error 出勤!D2"][..]),
        ("序号|姓名|2025-07-15|2025-07-15|2025-09-20\n||学习|党课|主题党日", &["V308 warning 出勤!E3"]),
        ("序号|姓名|学习|党课|学习\n||2025-07-15||2025-09-20", &["V301 error 出勤!D3"]),
    ] {
        let drawing = format!("# 出勤\n2025年出勤表\n{header}\n1|王伟|√|×|√\n2|李秀英|√|×|√\n3|张敏|√|×|√\n");
        assert_eq!(told("company", &drawing), expected, "{header}");
    }
    let drawing = "# 出勤\n序号|姓名|2025-07-15|2025-09-20\n||党课|主题党日\n1|王伟|√|×\n2|李秀英|√|×\n3|张敏|√|×\n";
    assert_eq!(told("classified", drawing), ["V308 note 出勤!D2"]);
}

#[test]
fn months_that_are_still_to_come_are_no_matter() {
    let dues = "# 党费\n序号|姓名|1月|2024年12月|2024年11月\n1|王伟|√|√|\n2|李秀英|√||\n3|张敏|||\n";
    let found = told("classified", dues);
    assert_eq!(found, ["V307 warning 党费!D1"]);
}

#[test]
fn rows_that_say_the_same_twice_are_wrong_all_of_them() {
    let drawing = "# 考核
姓名|季度|考试成绩|完成率|承诺件数|兑现件数
王伟|2025Q1|90|100|免|
王伟|2025Q1|90|100|免|
王伟|2025Q2|90|100|免|
王伟|一季度|80|100|免|
";
    let result = read("company", drawing);
    let found = problems(&result, &[ASIDE, &["L114"][..]].concat());
    assert_eq!(found, ["V306 error 考核!A2", "V306 error 考核!A3", "V306 error 考核!A5"]);
    assert_eq!(records(&result, "assessment").len(), 1);
    let message = |place: usize| {
        let all = result["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == "V306");
        all.map(|it| it["message"].as_str().unwrap().to_owned()).nth(place).unwrap()
    };
    assert_eq!(message(0), "王伟同样的季度在「考核」里写了 3 行（其余在 A3、A5），都没有使用。");
}

#[test]
fn a_second_workbook_that_repeats_a_row_repeats_it_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let appraisal =
        "# 测评\n清河镇东河村党支部测评表\n序号|姓名|工作队测评|包村领导评分\n1|王伟|95|90\n2|李秀英|80|80\n";
    fs::write(folder.path().join("一.xlsx"), drawn::of_sheets(&format!("{ROSTER}{appraisal}"))).unwrap();
    let second = drawn::of_sheets(&appraisal.replace("80|80", "80|85"));
    fs::write(folder.path().join("二.xlsx"), second).unwrap();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/village.toml");
    let arguments = ["check", ".", "--format", "json", "--period", "2025", "--rules", rules.to_str().unwrap()];
    let result = jifen(folder.path(), &arguments).json();
    let found = result["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == "V306");
    let found: Vec<String> =
        found.map(|it| format!("{} {}", it["file"].as_str().unwrap(), it["cell"].as_str().unwrap())).collect();
    assert_eq!(found, ["一.xlsx B4", "二.xlsx B3", "二.xlsx B4"]);
    assert_eq!(records(&result, "appraisal"), ["A3:D3 王伟 leader=90 team=95"]);
}

#[test]
fn who_is_missing_in_a_table_is_told_at_the_roster() {
    let attendance = "# 出勤\n序号|姓名|2025-07-08\n1|王伟|√\n2|李秀英|√\n3|张敏|√\n";
    let appraisal = "# 测评\n序号|姓名|工作队测评|包村领导评分\n1|王伟|95|90\n3|张敏|80|80\n";
    let lacking = |drawing: &str| problems(&read("village", drawing), ASIDE);
    assert_eq!(lacking(&format!("{attendance}{appraisal}")), ["L114 error 花名册!B4"]);
    assert_eq!(lacking(attendance), ["L114 error -!-"]);
    assert_eq!(
        lacking(&format!("{appraisal}2|李秀英|80|80\n# 出勤\n序号|姓名|2025-07-08\n")),
        ["L114 error 出勤!A1:C1"]
    );
}

#[test]
fn a_number_that_the_sheet_shows_as_a_percentage_is_one() {
    let mut book = Workbook::new();
    let roster = book.add_worksheet().set_name("花名册").unwrap();
    for (col, text) in (0..).zip(["序号", "姓名", "性别", "入党时间"]) {
        roster.write(0, col, text).unwrap();
    }
    roster.write(1, 0, 1).unwrap().write(1, 1, "王伟").unwrap();
    let sheet = book.add_worksheet().set_name("考核").unwrap();
    for (col, text) in (0..).zip(["姓名", "季度", "考试成绩", "完成率", "承诺件数", "兑现件数"]) {
        sheet.write(0, col, text).unwrap();
    }
    let percent = Format::new().set_num_format("0.0%");
    for (row, rate) in (1..).zip([1.05, 0.04, 6.0]) {
        sheet.write(row, 0, "王伟").unwrap().write(row, 1, format!("2025Q{row}")).unwrap();
        sheet.write(row, 2, "免").unwrap().write(row, 4, "免").unwrap();
        sheet.write_with_format(row, 3, rate, &percent).unwrap();
    }
    let result = read_file("company", "东河村.xlsx", &book.save_to_buffer().unwrap());
    let ignored = [ASIDE, &["L114"][..]].concat();
    assert_eq!(problems(&result, &ignored), [""; 0]);
    let rates = records(&result, "assessment");
    let rates: Vec<&str> = rates.iter().filter_map(|record| record.split("done=").nth(1)?.split(' ').next()).collect();
    assert_eq!(rates, ["105", "4", "600"]);
}
