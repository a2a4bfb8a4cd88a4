//! What a meeting decides about contested places: through the program, from TOML and from workbooks.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what fails here fails the test")]

#[path = "rulebook/case.rs"]
mod case;
#[path = "rulebook/points_table.rs"]
mod points_table;
#[path = "rulebook/tables.rs"]
mod tables;
#[path = "rulebook/workbooks.rs"]
mod workbooks;

use std::path::{Path, PathBuf};
use std::process::Command;

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use case::Case;
use tables::Table;

/// Two tie for the one five-star place of twenty members.
const TWO_FOR_ONE: &str = "【】
得分：
姓名 | 基础分 | 增加分
甲 | 70 | 30
乙 | 70 | 30
另有：18 人
";

/// Three tie for the two five-star places of forty members; four-star places are enough.
const THREE_FOR_TWO: &str = "【】
得分：
姓名 | 基础分 | 增加分
甲 | 70 | 30
乙 | 70 | 30
丙 | 70 | 30
另有：37 人
";

/// A folder of workbooks.
struct Town(tempfile::TempDir);

/// What came out of a run.
struct Outcome {
    code: i32,
    result: Value,
}

impl Town {
    fn new(case: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for branch in &Case::all(case)[0].branches {
            workbooks::write(folder.path(), branch);
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn tally(&self, arguments: &[&str]) -> Outcome {
        let out = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_jifen"));
        command.args(["tally", "--format", "json", "--period", "2025", "--out"]).arg(out.path().join("结果"));
        let done = command.args(arguments).arg(self.0.path()).output().unwrap();
        let result = serde_json::from_slice(&done.stdout).unwrap_or(Value::Null);
        Outcome { code: done.status.code().unwrap(), result }
    }

    /// Decisions in TOML outside the folder: lines of 支部|姓名|编号|等次|决定|会议日期|理由.
    fn decide(&self, decisions: &[&str]) -> Outcome {
        let elsewhere = tempfile::tempdir().unwrap();
        let path = elsewhere.path().join("决定.toml");
        std::fs::write(&path, toml_of(decisions)).unwrap();
        self.tally(&["--decisions", path.to_str().unwrap()])
    }
}

fn toml_of(decisions: &[&str]) -> String {
    let mut text = String::new();
    for decision in decisions {
        let cells: Vec<&str> = decision.split('|').map(str::trim).collect();
        let [branch, name, id, grade, outcome, date, reason] = cells[..] else { panic!("{decision}") };
        text += &format!("[[decision]]\nbranch = '{branch}'\nname = '{name}'\ngrade = '{grade}'\n");
        text += &format!("outcome = '{outcome}'\ndate = '{date}'\nreason = '{reason}'\n");
        if !id.is_empty() {
            text += &format!("id = '{id}'\n");
        }
    }
    text
}

/// The same as a sheet.
fn sheet_of(decisions: &[&str]) -> Table {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<String>>();
    Table {
        header: cells("支部|姓名|编号|等次|决定|会议日期|理由"),
        rows: decisions.iter().map(|decision| cells(decision)).collect(),
    }
}

fn write_sheet(path: &Path, decisions: &[&str]) {
    let mut book = Workbook::new();
    workbooks::fill(book.add_worksheet().set_name("决定").unwrap(), "清河镇并列名额决定表", &sheet_of(decisions));
    book.save(path).unwrap();
}

impl Outcome {
    fn member(&self, name: &str) -> &Value {
        let members = self.result["members"].as_array().expect("members");
        members.iter().find(|member| member["name"] == name).unwrap_or_else(|| panic!("{name}"))
    }

    fn grade(&self, name: &str) -> &str {
        self.member(name)["grade"].as_str().unwrap()
    }

    fn five_stars(&self) -> &Value {
        let quotas = self.result["quotas"].as_array().unwrap();
        quotas.iter().find(|quota| quota["level"] == "五星级").unwrap()
    }

    /// Codes that begin with A, but for the note on the first year.
    fn codes(&self) -> Vec<&str> {
        let all = self.result["diagnostics"].as_array().unwrap().iter();
        all.filter_map(|d| d["code"].as_str()).filter(|code| code.starts_with('A') && *code != "A104").collect()
    }

    fn messages(&self, code: &str) -> Vec<&str> {
        let all = self.result["diagnostics"].as_array().unwrap().iter();
        all.filter(|d| d["code"] == code).filter_map(|d| d["message"].as_str()).collect()
    }
}

const GIVEN: &str = "东河村党支部 | 甲 | | 五星级 | 授予 | 2026-01-10 | 抢险救灾突出";
const DENIED: &str = "东河村党支部 | 乙 | | 五星级 | 不授予 | 2026-01-10 | 抢险救灾突出";

#[test]
fn without_a_decision_the_tie_keeps_the_result_provisional() {
    let outcome = Town::new(TWO_FOR_ONE).tally(&[]);
    assert_eq!(outcome.code, 1);
    assert_eq!(outcome.result["status"], "provisional");
    assert_eq!(outcome.codes(), ["A101"]);
    assert_eq!((outcome.grade("甲"), outcome.grade("乙")), ("四星级", "四星级"));
}

#[test]
fn a_decision_settles_the_place_and_the_result_is_final() {
    let outcome = Town::new(TWO_FOR_ONE).decide(&[GIVEN, DENIED]);
    assert_eq!((outcome.code, outcome.codes().len()), (0, 0));
    assert_eq!(outcome.result["status"], "final");
    assert_eq!((outcome.grade("甲"), outcome.grade("乙")), ("五星级", "四星级"));
    assert_eq!(outcome.five_stars()["awarded"], serde_json::json!(["甲"]));
    assert_eq!(outcome.five_stars()["reserved"], 0);
    assert_eq!(outcome.member("乙")["contested"], serde_json::json!([]));
}

#[test]
fn one_decision_is_enough_where_it_leaves_nothing_open() {
    let given = Town::new(TWO_FOR_ONE).decide(&[GIVEN]);
    assert_eq!((given.code, given.grade("甲"), given.grade("乙")), (0, "五星级", "四星级"));
    let denied = Town::new(TWO_FOR_ONE).decide(&[DENIED]);
    assert_eq!((denied.code, denied.grade("甲"), denied.grade("乙")), (0, "五星级", "四星级"));
}

#[test]
fn a_place_that_nobody_is_given_stays_reserved() {
    let neither = Town::new(TWO_FOR_ONE).decide(&[&GIVEN.replace("授予", "不授予"), DENIED]);
    assert_eq!((neither.code, neither.grade("甲"), neither.grade("乙")), (0, "四星级", "四星级"));
    assert_eq!(neither.five_stars()["reserved"], 1);
    assert_eq!(neither.five_stars()["contested"], serde_json::json!([]));
}

#[test]
fn a_partial_decision_leaves_the_rest_contested() {
    let outcome = Town::new(THREE_FOR_TWO).decide(&[GIVEN]);
    assert_eq!((outcome.code, outcome.codes()), (1, vec!["A101"]));
    assert_eq!(outcome.grade("甲"), "五星级");
    assert_eq!(outcome.five_stars()["contested"], serde_json::json!(["乙", "丙"]));
    assert_eq!(outcome.five_stars()["reserved"], 1);
    assert_eq!(outcome.member("乙")["contested"], serde_json::json!(["五星级"]));
    assert_eq!(outcome.member("甲")["contested"], serde_json::json!([]));
}

#[test]
fn more_than_the_places_left_is_refused() {
    let both = Town::new(TWO_FOR_ONE).decide(&[GIVEN, &DENIED.replace("不授予", "授予")]);
    assert_eq!((both.code, both.codes()), (1, vec!["A102", "A102", "A101"]));
    assert_eq!((both.grade("甲"), both.grade("乙")), ("四星级", "四星级"));
    assert_eq!(both.five_stars()["contested"], serde_json::json!(["甲", "乙"]));
}

#[test]
fn a_branch_is_found_however_it_is_written() {
    let both = [GIVEN, DENIED].map(|line| line.replace("东河村党支部", "东河村"));
    let outcome = Town::new(TWO_FOR_ONE).decide(&[&both[0], &both[1]]);
    assert_eq!((outcome.code, outcome.grade("甲"), outcome.grade("乙")), (0, "五星级", "四星级"));
}

#[test]
fn what_was_denied_stays_denied_where_too_much_was_given() {
    let given = |name: &str| GIVEN.replace('甲', name);
    let case = THREE_FOR_TWO.replace("另有：37 人", "另有：17 人");
    let outcome = Town::new(&case).decide(&[GIVEN, &given("丙"), DENIED]);
    assert_eq!(outcome.messages("A102").len(), 2);
    assert_eq!(outcome.five_stars()["contested"], serde_json::json!(["甲", "丙"]));
    assert_eq!(outcome.five_stars()["reserved"], 1);
}

#[test]
fn an_uncontested_place_is_not_decided() {
    for line in [
        "东河村党支部 | 甲 | | 四星级 | 授予 | 2026-01-10 | 理由",
        "东河村党支部 | 甲 | | 二星级 | 授予 | 2026-01-10 | 理由",
        "东河村党支部 | 东河村3 | | 五星级 | 授予 | 2026-01-10 | 理由",
        "东河村党支部 | 东河村3 | | 五星级 | 不授予 | 2026-01-10 | 理由",
    ] {
        let outcome = Town::new(TWO_FOR_ONE).decide(&[GIVEN, DENIED, line]);
        assert_eq!((outcome.code, outcome.codes()), (1, vec!["A102"]), "{line}");
        assert_eq!(outcome.grade("甲"), "五星级", "{line}");
        assert_eq!(outcome.grade("东河村3"), "不合格", "{line}");
    }
}

#[test]
fn a_decision_is_complete_or_not_followed() {
    for (line, lacks) in [
        ("东河村党支部 | 甲 | | 五星级 | 授予 | 2026-01-10 | ", "理由"),
        ("东河村党支部 | 甲 | | 五星级 | 授予 | | 理由", "会议日期"),
        ("东河村党支部 | 甲 | | 五星级 | 授予 | 2026-02-30 | 理由", "会议日期"),
        ("东河村党支部 | 甲 | | 五星级 | 再议 | 2026-01-10 | 理由", "决定"),
        ("东河村党支部 | 甲 | | 五星级 | | 2026-01-10 | 理由", "决定"),
    ] {
        let outcome = Town::new(TWO_FOR_ONE).decide(&[line]);
        assert_eq!((outcome.code, outcome.codes()), (1, vec!["A103", "A101"]), "{line}");
        assert!(outcome.messages("A103")[0].contains(lacks), "{line}: {:?}", outcome.messages("A103"));
        assert_eq!(outcome.grade("甲"), "四星级", "{line}");
    }
}

#[test]
fn who_and_what_are_meant_has_to_be_plain() {
    for line in [
        "东河村党支部 | 丁 | | 五星级 | 授予 | 2026-01-10 | 理由",
        "西河村党支部 | 甲 | | 五星级 | 授予 | 2026-01-10 | 理由",
        "东河村党支部 | 甲 | | 六星级 | 授予 | 2026-01-10 | 理由",
        "东河村党支部 | 甲 | 2 | 五星级 | 授予 | 2026-01-10 | 理由",
    ] {
        let outcome = Town::new(TWO_FOR_ONE).decide(&[line]);
        assert_eq!((outcome.code, outcome.codes()), (1, vec!["A102", "A101"]), "{line}");
    }
}

#[test]
fn a_second_decision_on_one_place_is_refused_and_two_that_contradict_each_other_are() {
    let town = Town::new(TWO_FOR_ONE);
    let outcome = town.decide(&[GIVEN, DENIED, DENIED]);
    assert_eq!((outcome.code, outcome.codes(), outcome.grade("甲")), (1, vec!["A102"], "五星级"));
    for lines in
        [[GIVEN, DENIED, &DENIED.replace("不授予", "授予")], [&DENIED.replace("不授予", "授予"), DENIED, GIVEN]]
    {
        let outcome = town.decide(&lines);
        assert_eq!((outcome.code, outcome.codes()), (1, vec!["A107", "A107"]));
        assert_eq!(outcome.grade("甲"), "五星级");
    }
}

#[test]
fn a_decision_from_before_the_period_is_not_about_it() {
    let outcome = Town::new(TWO_FOR_ONE).decide(&[&GIVEN.replace("2026-01-10", "2024-12-30"), DENIED]);
    assert_eq!((outcome.codes(), outcome.grade("甲")), (vec!["A105"], "五星级"));
    assert!(outcome.messages("A105")[0].contains("在 2025 开始以前"), "{:?}", outcome.messages("A105"));
}

#[test]
fn what_became_of_each_decision_is_told() {
    let by = |who: &str| toml_of(&[GIVEN, DENIED]).replacen("date =", &format!("by = '{who}'\ndate ="), 1);
    let town = Town::new(TWO_FOR_ONE);
    // A file of that name beside the reports is found, and is no branch's.
    std::fs::write(town.path("决定.toml"), by("镇党委会")).unwrap();
    let outcome = town.tally(&[]);
    assert_eq!((outcome.code, outcome.codes(), outcome.grade("甲")), (0, vec!["A106"], "五星级"));
    let first = &outcome.result["decisions"][0];
    let told = [&first["name"], &first["id"], &first["by"], &first["on"], &first["outcome"], &first["source"]];
    assert_eq!(
        told.map(|it| it.as_str().unwrap()),
        ["甲", "1", "镇党委会", "2026-01-10", "followed", "决定.toml 第 1 条"]
    );
    assert_eq!((&first["awarded"], first.get("why")), (&Value::Bool(true), None));
    assert_eq!(outcome.result["decisions"][1].get("by"), None);
    let other = Town::new(TWO_FOR_ONE).decide(&["东河村党支部 | 丁 | | 五星级 | 授予 | 2026-01-10 | 理由"]);
    let one = &other.result["decisions"][0];
    assert_eq!(one["outcome"], "refused");
    assert!(one["why"].as_str().unwrap().contains("花名册里没有「丁」"), "{one}");
    assert_eq!(other.result["files"].as_array().unwrap().len(), 1);
}

#[test]
fn namesakes_need_their_number() {
    let case = "【】
花名册：
序号 | 编号 | 姓名 | 出生年月 | 入党时间 | 党员类别
1 | D01 | 张伟 | 1980-05-04 | 2001-07-01 | 正式
2 | D02 | 张伟 | 1990-05-04 | 2012-07-01 | 正式
登记：
日期 | 编号 | 姓名 | 项目编号 | 次数 | 分值 | 事由
2025-03-01 | D01 | 张伟 | J04 | 10 | |
2025-03-01 | D02 | 张伟 | J04 | 10 | |
2025-03-01 | D01 | 张伟 | Z08 | | 10 | 一
2025-03-02 | D01 | 张伟 | Z08 | | 10 | 二
2025-03-03 | D01 | 张伟 | Z08 | | 10 | 三
2025-03-01 | D02 | 张伟 | Z08 | | 10 | 一
2025-03-02 | D02 | 张伟 | Z08 | | 10 | 二
2025-03-03 | D02 | 张伟 | Z08 | | 10 | 三
另有：18 人
";
    let line = |number: &str| format!("东河村党支部 | 张伟 | {number} | 五星级 | 授予 | 2026-01-10 | 理由");
    let unclear = Town::new(case).decide(&[&line("")]);
    assert_eq!((unclear.code, unclear.codes()), (1, vec!["A102", "A101"]));
    for number in ["D02", "2", "02"] {
        let outcome = Town::new(case).decide(&[&line(number)]);
        assert_eq!((outcome.code, outcome.codes().len()), (0, 0), "{number}");
        assert_eq!(outcome.five_stars()["awarded"], serde_json::json!(["张伟（D02）"]), "{number}");
    }
}

#[test]
fn a_workbook_of_decisions_says_the_same_as_toml() {
    let town = Town::new(THREE_FOR_TWO);
    let lines = [GIVEN, DENIED, "东河村党支部 | 丁 | | 五星级 | 授予 | 2026-01-10 | 理由"];
    let by_toml = town.decide(&lines);
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("决定.xlsx");
    write_sheet(&path, &lines);
    let by_sheet = town.tally(&["--decisions", path.to_str().unwrap()]);
    assert_eq!((by_toml.code, by_sheet.code), (1, 1));
    for key in ["status", "members", "quotas", "branches", "provisional_because"] {
        assert_eq!(by_toml.result[key], by_sheet.result[key], "{key}");
    }
    assert_eq!(by_toml.messages("A102"), by_sheet.messages("A102"));
}

#[test]
fn the_profile_names_the_decisions_relative_to_itself() {
    let town = Town::new(TWO_FOR_ONE);
    std::fs::create_dir(town.path("会议")).unwrap();
    std::fs::write(town.path("会议/决定.toml"), toml_of(&[GIVEN, DENIED])).unwrap();
    std::fs::write(town.path("jifen.toml"), "decisions = '会议/决定.toml'\n").unwrap();
    let outcome = town.tally(&[]);
    assert_eq!((outcome.code, outcome.grade("甲")), (0, "五星级"));
    std::fs::write(town.path("jifen.toml"), "decisions = '没有.toml'\n").unwrap();
    assert_eq!(town.tally(&[]).code, 2);
}

#[test]
fn a_workbook_of_decisions_among_the_inputs_counts_once() {
    let town = Town::new(TWO_FOR_ONE);
    write_sheet(&town.path("决定.xlsx"), &[GIVEN, DENIED]);
    assert_eq!((town.tally(&[]).code, town.tally(&[]).grade("甲")), (0, "五星级"));
    std::fs::write(town.path("jifen.toml"), "decisions = '决定.xlsx'\n").unwrap();
    let outcome = town.tally(&[]);
    assert_eq!((outcome.code, outcome.codes()), (0, vec![]));
    assert_eq!(outcome.grade("甲"), "五星级");
}

#[test]
fn a_sheet_of_decisions_in_a_branch_workbook_is_about_that_branch() {
    let town = Town::new("【】\n另有：1 人\n");
    let case = Case::all(TWO_FOR_ONE);
    let mut decisions = sheet_of(&[GIVEN, DENIED]);
    for row in std::iter::once(&mut decisions.header).chain(&mut decisions.rows) {
        row.remove(0);
    }
    let mut book = Workbook::new();
    workbooks::fill_branch(&mut book, &case[0].branches[0]);
    workbooks::fill(book.add_worksheet().set_name("决定").unwrap(), "并列名额决定表", &decisions);
    book.save(town.path("东河村党支部.xlsx")).unwrap();
    let outcome = town.tally(&[]);
    assert_eq!((outcome.code, outcome.codes()), (0, vec![]));
    assert_eq!(outcome.grade("甲"), "五星级");
}

#[test]
fn a_number_may_stand_bare_in_toml_and_a_day_too() {
    let town = Town::new(TWO_FOR_ONE);
    let bare = toml_of(&["东河村党支部 | 甲 | 1 | 五星级 | 授予 | 2026-01-10 | 理由"]);
    std::fs::write(town.path("决定.toml"), bare.replace("id = '1'", "id = 1").replace("'2026-01-10'", "2026-01-10"))
        .unwrap();
    std::fs::write(town.path("jifen.toml"), "decisions = '决定.toml'\n").unwrap();
    let outcome = town.tally(&[]);
    assert_eq!((outcome.code, outcome.grade("甲")), (0, "五星级"));
}

#[test]
fn branches_go_by_their_aliases_and_with_the_township_before_them() {
    let town = Town::new(TWO_FOR_ONE);
    for name in ["清河镇东河村党支部", "东河支部"] {
        let lines = [GIVEN.replace("东河村党支部", name), DENIED.replace("东河村党支部", name)];
        std::fs::write(town.path("决定.toml"), toml_of(&[&lines[0], &lines[1]])).unwrap();
        let profile = "decisions = '决定.toml'\n[[branch]]\nname = '东河村党支部'\naliases = ['东河支部']\n";
        std::fs::write(town.path("jifen.toml"), profile).unwrap();
        let outcome = town.tally(&[]);
        assert_eq!((outcome.code, outcome.codes()), (0, vec![]), "{name}");
        assert_eq!(outcome.grade("甲"), "五星级", "{name}");
    }
}

#[test]
fn decisions_that_cannot_be_read_stop_the_run() {
    let town = Town::new(TWO_FOR_ONE);
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("决定.toml");
    for text in ["[[decision]]\nname = '甲'\n", "decision = 3\n", "这不是"] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(town.tally(&["--decisions", path.to_str().unwrap()]).code, 2, "{text}");
    }
}
