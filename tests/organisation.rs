//! The township's organisation: which branches it expects, what each level of it sums up to, and who moved between branches.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/recalculate.rs"]
mod recalculate;
#[path = "support/result_json.rs"]
mod result_json;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use program::{jifen, program as command, run};
use result_json::{list, text};
use small_branch::write_sheets;

const LEDGER: &str = "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期";

/// A branch's workbook: its roster's columns behind 入党时间, its people with what stands there, and a line for the first.
fn branch(folder: &Path, file: &str, title: &str, columns: &str, people: &[&str]) {
    let header = format!("序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 {columns}");
    let rows: Vec<String> = (1..).zip(people).map(|(number, person)| format!("{number} | {person}")).collect();
    let roster: Vec<&str> = std::iter::once(&header).chain(&rows).map(String::as_str).collect();
    let first = people[0].split('|').next().unwrap().trim();
    let line = format!("1 | 2025-05-12 | {first} | J04 | 1 | | | 为{title}清理河道 | | ");
    write_sheets(
        &folder.join("报表").join(file),
        &[
            ("花名册", &format!("清河镇{title}2025年党员花名册"), &roster),
            ("积分登记", &format!("清河镇{title}2025年积分登记"), &[LEDGER, &line]),
        ],
    );
}

/// Three people of a branch, whose names no other branch has.
fn people(family: &str) -> Vec<String> {
    let person = |(given, born): (&str, &str)| format!("{family}{given} | 男 | {born} | 2005-07-01 | 正式党员");
    [("建国", "1970-05"), ("秀英", "1975-03"), ("志强", "1980-01")].map(person).to_vec()
}

fn ordinary(folder: &Path, village: &str, family: &str) {
    let people = people(family);
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    branch(folder, &format!("{village}.xlsx"), &format!("{village}党支部"), "", &people);
}

/// 东河村, 西河村 and 石桥村, and what the township lists.
fn township(list: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (village, family) in [("东河村", "王"), ("西河村", "李"), ("石桥村", "赵")] {
        ordinary(folder.path(), village, family);
    }
    if !list.is_empty() {
        organisation(folder.path(), list);
    }
    folder
}

const COLUMNS: &str = "序号 | 支部 | 别名 | 上级组织 | 党员数 | 文件 | 备注";

fn organisation(folder: &Path, rows: &[&str]) {
    let rows: Vec<String> = (1..).zip(rows).map(|(number, row)| format!("{number} | {row}")).collect();
    let rows: Vec<&str> = std::iter::once(COLUMNS).chain(rows.iter().map(String::as_str)).collect();
    write_sheets(&folder.join("报表/组织.xlsx"), &[("组织", "清河镇党组织一览表", &rows)]);
}

fn tally(folder: &Path, arguments: &[&str]) -> Value {
    let mut command = command(folder);
    command.args(["tally", "报表", "--period", "2025", "--programme-start", "2025", "--format", "json"]);
    run(command.args(arguments)).json()
}

/// `L132 warning 青山村党支部`: what stands about branches and transfers, with cells where there are any.
fn told(result: &Value) -> Vec<String> {
    let own = |it: &&Value| ["L107", "L13", "M12", "M10"].iter().any(|code| text(it, "code").starts_with(code));
    let line = |it: &Value| {
        let place = match (text(it, "cell"), text(it, "branch")) {
            ("", branch) => branch.to_owned(),
            (cell, _) => format!("{} {cell}", text(it, "file")),
        };
        format!("{} {} {place}", text(it, "code"), text(it, "severity")).trim().to_owned()
    };
    list(result, "diagnostics").iter().filter(own).map(line).collect()
}

fn message<'a>(result: &'a Value, code: &str) -> (&'a str, &'a str) {
    let found = list(result, "diagnostics").iter().find(|it| it["code"] == code);
    found.map_or(("", ""), |it| (text(it, "message"), text(it, "help")))
}

/// The units of the tree as `清河镇/东片党总支 general 2/1 6 58`: kind, expected and come, members, mean.
fn units(result: &Value) -> Vec<String> {
    let count = |value: &Value| value.as_u64().map_or("-".to_owned(), |count| count.to_string());
    let unit = |unit: &Value| {
        let path = result_json::texts(unit, "path").join("/");
        let mean = unit["mean"].as_str().unwrap_or("-");
        let (expected, come) = (count(&unit["expected"]), count(&unit["handed_in"]));
        format!("{path} {} {expected}/{come} {} {mean}", text(unit, "kind"), unit["members"])
    };
    result["organisation"].as_array().map_or(Vec::new(), |units| units.iter().map(unit).collect())
}

const LIST: [&str; 4] = [
    "东河村党支部 | | 清河镇党委/东片党总支 | 3 | | ",
    "西河村党支部 | 西河支部 | 清河镇党委/东片党总支 | 3 | | ",
    "石桥村党支部 | | 清河镇党委/西片党总支 | 3 | | ",
    "青山村党支部 | | 清河镇党委/西片党总支 | 12 | | 山区",
];

#[test]
fn who_is_on_the_list_and_handed_in_nothing_is_missed() {
    let folder = township(&LIST);
    let result = tally(folder.path(), &[]);
    assert_eq!(told(&result), ["L132 warning 青山村党支部"]);
    assert_eq!(result["status"], "final");
    assert_eq!(
        units(&result),
        [
            "清河镇党委 township 4/3 9 55.5",
            "清河镇党委/东片党总支 general 2/2 6 55.5",
            "清河镇党委/东片党总支/东河村党支部 branch 1/1 3 55.5",
            "清河镇党委/东片党总支/西河村党支部 branch 1/1 3 55.5",
            "清河镇党委/西片党总支 general 2/1 3 55.5",
            "清河镇党委/西片党总支/石桥村党支部 branch 1/1 3 55.5",
            "清河镇党委/西片党总支/青山村党支部 branch 1/0 0 -",
        ]
    );
    let page = jifen(folder.path(), &["tally", "报表", "--period", "2025"]).stdout;
    assert!(page.contains("应交 4 个支部，1 个没有交：青山村党支部。"), "{page}");
    // Places reckoned over the township are wrong without it.
    let result = tally(folder.path(), &["--quota-scope", "township"]);
    assert_eq!((told(&result), &result["status"]), (vec!["L132 error 青山村党支部".to_owned()], &json!("provisional")));
    // So are those of a class over the township.
    let result = tally(folder.path(), &["--rules", "classified-members"]);
    assert!(told(&result).contains(&"L132 error 青山村党支部".to_owned()), "{:?}", told(&result));
    // Whoever checks one workbook does not miss the others.
    let one = jifen(folder.path(), &["check", "报表/东河村.xlsx", "--period", "2025", "--format", "json"]).json();
    assert_eq!((told(&one), one.get("organisation")), (Vec::new(), None));
}

#[test]
fn a_file_that_may_be_the_missing_branchs_is_pointed_at() {
    let folder = township(&LIST);
    fs::write(folder.path().join("报表/青山村.xlsx"), b"PK\x03\x04 cut off").unwrap();
    let result = tally(folder.path(), &[]);
    assert_eq!(told(&result), ["L132 warning 青山村党支部"]);
    assert!(message(&result, "L132").0.contains("「青山村.xlsx」像是它的"), "{:?}", message(&result, "L132"));
}

#[test]
fn formulas_of_the_sheets_give_what_is_cached() {
    let folder = township(&LIST);
    let people = [
        format!("{MOVER} | 2025-06-25 | | 第一组"),
        "孙小红 | 女 | 1975-03 | 2005-07-01 | 正式党员 | | | 第二组".to_owned(),
        "孙小芳 | 女 | 1976-03 | 2005-07-01 | 正式党员 | | 2025-08-01 | ".to_owned(),
    ];
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    branch(folder.path(), "石门村.xlsx", "石门村党支部", "| 转入时间 | 转出时间 | 党小组", &people);
    jifen(folder.path(), &["tally", "报表", "--period", "2025", "--programme-start", "2025"]);
    let bytes = fs::read(folder.path().join("汇总结果/汇总.xlsx")).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    let cells = |sheet: &str, book: &mut calamine::Xlsx<_>| -> Vec<Vec<String>> {
        let range = calamine::Reader::worksheet_range(book, sheet).unwrap();
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let tree = cells("组织汇总", &mut book);
    let notes: Vec<&str> = tree.iter().map(|row| row[0].as_str()).filter(|text| text.contains("另有")).collect();
    assert!(notes.len() == 1 && notes[0].contains("另有 1 处提醒不属于交了表的支部"), "{notes:?}");
    assert_eq!(tree[2][..7], ["组织", "层级", "应交", "已交", "党员总数", "得分合计", "平均分"]);
    assert_eq!(tree[3][..5], ["清河镇党委", "乡镇", "4", "4", "11"]);
    assert_eq!(tree[5][..5], ["　　　　东河村党支部", "党支部", "1", "1", "3"]);
    // Who has not handed in has no figures.
    assert_eq!(tree[9][..6], ["　　　　青山村党支部", "党支部", "1", "0", "", ""]);
    let moves = cells("党员调动", &mut book);
    assert_eq!(
        (moves[3][1].as_str(), moves[3][2].as_str(), moves[4][4].as_str()),
        ("周大海", "（本乡镇以外）", "（本乡镇以外）")
    );
    if let Some(comparison) = recalculate::recalculate(&bytes) {
        assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    }
}

#[test]
fn who_is_not_on_the_list_is_told_with_the_nearest_name() {
    let mut list = LIST[..3].to_vec();
    list[2] = "石桥党支部 | | 西片党总支 | | | ";
    let result = tally(township(&list).path(), &[]);
    assert_eq!(told(&result), ["L132 warning 石桥党支部", "L133 warning 石桥村党支部"]);
    let (words, help) = message(&result, "L133");
    assert!(words.contains("石桥党支部") && help.contains("别名"), "{words} {help}");
    // One name for it is enough.
    list[2] = "石桥党支部 | 石桥村党支部 | 西片党总支 | | | ";
    let result = tally(township(&list).path(), &[]);
    assert_eq!(told(&result), [""; 0]);
    assert_eq!(result["branches"][2]["path"], json!(["清河镇", "西片党总支", "石桥党支部"]));
    // A profile that names one branch for what is special about it is no list of all.
    let folder = township(&[]);
    fs::write(folder.path().join("报表/jifen.toml"), "[[branch]]\nname = '东河村党支部'\nmembers = 3\n").unwrap();
    let result = tally(folder.path(), &[]);
    assert_eq!(told(&result), ["L133 note"]);
}

#[test]
fn names_differ_in_their_endings_and_in_the_township_before_them() {
    let list = ["清河镇东河村党支部 | | | | | ", "西河村支部 | | | | | ", "中共石桥村支部委员会 | | | | | "];
    let folder = township(&list);
    // A file whose sheets name no branch goes by its name.
    let people = people("周");
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    branch(folder.path(), "2025年镇机关积分表.xlsx", "", "", &people);
    let list = [&list[..], &["机关党支部 | | | | | "]].concat();
    organisation(folder.path(), &list);
    let result = tally(folder.path(), &[]);
    assert_eq!(told(&result), [""; 0]);
    assert_eq!(list_of_names(&result), ["东河村党支部", "西河村支部", "中共石桥村支部委员会", "机关党支部"]);
}

fn list_of_names(result: &Value) -> Vec<&str> {
    list(result, "branches").iter().map(|branch| text(branch, "name")).collect()
}

#[test]
fn the_profile_is_followed_where_both_speak_of_a_branch() {
    let folder = township(&LIST[..3]);
    let profile =
        "township = '清河镇'\n[[branch]]\nname = '西河村党支部'\npath = ['清河镇', '北片党总支']\nmembers = 3\n";
    fs::write(folder.path().join("报表/jifen.toml"), profile).unwrap();
    let result = tally(folder.path(), &[]);
    assert_eq!(told(&result), ["L131 warning 组织.xlsx D4"]);
    assert!(message(&result, "L131").0.contains("北片党总支"));
    // In the order of the workbook, with the path of the profile.
    assert_eq!(list_of_names(&result), ["东河村党支部", "西河村党支部", "石桥村党支部"]);
    assert_eq!(result["branches"][1]["path"], json!(["清河镇", "北片党总支", "西河村党支部"]));
}

#[test]
fn rows_that_cannot_be_used_are_told_at_their_cells() {
    let rows = [
        "东河村党支部 | | 东片党总支 | 二十来个 | | ",
        "西河村党支部 | 河西 | 东片党总支 | 3 | 西河村（新）.xlsx | ",
        "石桥村党支部 | 河西 | | 3 | | ",
        "东河村支部 | | 东片党总支 | | | ",
        " | | 西片党总支 | 7 | | ",
        "合计 | | | 13 | | ",
    ];
    let result = tally(township(&rows).path(), &[]);
    assert_eq!(
        told(&result),
        [
            "L130 warning 组织.xlsx E3",
            "L130 warning 组织.xlsx F4",
            "L134 warning 组织.xlsx C5",
            "L134 warning 组织.xlsx B6",
            "L130 warning 组织.xlsx B7",
        ]
    );
    // The profile lists a branch twice that the workbook lists as well.
    let folder = township(&LIST[..3]);
    fs::write(folder.path().join("报表/jifen.toml"), "[[branch]]\nname = '东河村党支部'\n".repeat(2)).unwrap();
    let result = tally(folder.path(), &[]);
    assert_eq!(
        (told(&result).concat(), &result["organisation"][0]["expected"]),
        ("L134 warning".to_owned(), &json!(3))
    );
}

#[test]
fn a_workbook_without_the_list_and_one_that_is_not_there() {
    let folder = township(&[]);
    write_sheets(&folder.path().join("报表/组织.xlsx"), &[("一", "会议安排", &["时间 | 地点", "3月 | 会议室"])]);
    let result = tally(folder.path(), &[]);
    assert_eq!(told(&result), ["L130 warning"]);
    let run = jifen(folder.path(), &["tally", "报表", "--period", "2025", "--organisation", "没有.xlsx"]).ends_with(2);
    assert!(run.stderr.contains("没有.xlsx"), "{}", run.stderr);
}

#[test]
fn other_columns_formats_and_places_of_the_list() {
    let folder = township(&[]);
    let csv = "党支部名称,党委,总支,人数\n东河村党支部,清河镇党委,东片党总支,3人\n西河村党支部,清河镇党委,东片党总支,\n石桥村党支部,清河镇党委,,3\n";
    fs::write(folder.path().join("名单.csv"), csv).unwrap();
    let expected = [
        "清河镇党委 township 3/3 9 55.5",
        "清河镇党委/东片党总支 general 2/2 6 55.5",
        "清河镇党委/东片党总支/东河村党支部 branch 1/1 3 55.5",
        "清河镇党委/东片党总支/西河村党支部 branch 1/1 3 55.5",
        "清河镇党委/石桥村党支部 branch 1/1 3 55.5",
    ];
    let result = tally(folder.path(), &["--organisation", "名单.csv"]);
    assert_eq!((units(&result), told(&result)), (expected.map(str::to_owned).to_vec(), Vec::new()));
    fs::write(folder.path().join("报表/jifen.toml"), "organisation = '../名单.csv'\n").unwrap();
    assert_eq!(units(&tally(folder.path(), &[])), expected);
}

#[test]
fn of_two_overlapping_workbooks_the_list_names_one() {
    let folder = township(&LIST[..3]);
    let people = people("王");
    let people: Vec<&str> = people.iter().take(2).map(String::as_str).collect();
    branch(folder.path(), "东河村（改）.xlsx", "东河村党支部", "", &people);
    let result = tally(folder.path(), &[]);
    assert!(told(&result).iter().any(|told| told.starts_with("L107 error")), "{:?}", told(&result));
    let help = message(&result, "L107").1;
    assert!(help.contains("组织.xlsx") && help.contains("file = ") && help.contains("文件"), "{help}");
    for named in ["东河村（改）.xlsx", "东河村（改）"] {
        let row = format!("东河村党支部 | | 清河镇党委/东片党总支 | | {named} | ");
        organisation(folder.path(), &[&row, LIST[1], LIST[2]]);
        let result = tally(folder.path(), &[]);
        assert_eq!((told(&result), &result["branches"][0]["members"]), (Vec::new(), &json!(2)), "{named}");
    }
}

#[test]
fn the_corrected_copy_stands_for_the_workbook_that_the_list_names() {
    let folder = township(&LIST[..3]);
    // An error, so that there is a copy.
    let people = people("王");
    let people: Vec<String> = people.iter().map(|person| person.replace("1970-05", "某年")).collect();
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    branch(folder.path(), "东河村.xlsx", "东河村党支部", "", &people);
    jifen(folder.path(), &["check", "报表/东河村.xlsx", "--period", "2025"]);
    fs::copy(folder.path().join("报表/批注/东河村.xlsx"), folder.path().join("报表/东河村（批注）.xlsx")).unwrap();
    fs::remove_dir_all(folder.path().join("报表/批注")).unwrap();
    organisation(folder.path(), &["东河村党支部 | | | 3 | 东河村.xlsx | ", LIST[1], LIST[2]]);
    let result = tally(folder.path(), &[]);
    assert_eq!(told(&result), [""; 0]);
    assert_eq!(result["branches"][0]["members"], 3);
}

#[test]
fn groups_lie_below_their_branch() {
    let folder = township(&[]);
    let people = [
        "王秀英 | 女 | 1975-03 | 2005-07-01 | 正式党员 | 第二组",
        "王建国 | 男 | 1970-05 | 2005-07-01 | 正式党员 | 第一组",
        "王志强 | 男 | 1980-01 | 2005-07-01 | 正式党员 | ",
        "王小明 | 男 | 1981-01 | 2005-07-01 | 正式党员 | 第一组",
    ];
    branch(folder.path(), "东河村.xlsx", "东河村党支部", "| 党小组", &people);
    let result = tally(folder.path(), &[]);
    let groups: Vec<&str> = list(&result, "members")
        .iter()
        .map(|it| it.get("party_group").map_or("-", |it| it.as_str().unwrap()))
        .collect();
    assert_eq!(groups[..5], ["第二组", "第一组", "-", "第一组", "-"]);
    let expected = [
        "清河镇 township -/3 10 55.45",
        "清河镇/东河村党支部 branch -/1 4 55.38",
        "清河镇/东河村党支部/第一组 group -/- 2 55",
        "清河镇/东河村党支部/第二组 group -/- 1 56.5",
        "清河镇/东河村党支部/未编组 group -/- 1 55",
        "清河镇/石桥村党支部 branch -/1 3 55.5",
        "清河镇/西河村党支部 branch -/1 3 55.5",
    ];
    assert_eq!(units(&result), expected);
}

#[test]
fn the_group_may_be_a_column_of_the_rule_set() {
    let folder = tempfile::tempdir().unwrap();
    let people = [
        "王建国 | 男 | 1970-05 | 2005-07-01 | 正式 | 在职 | 第一组",
        "王秀英 | 女 | 1975-03 | 2005-07-01 | 正式 | 离退休 | 第二组",
    ];
    branch(folder.path(), "东河村.xlsx", "东河村党支部", "| 类别 | 党小组", &people);
    let result = tally(folder.path(), &["--rules", "classified-members"]);
    let groups: Vec<&str> = list(&result, "members").iter().map(|member| text(member, "party_group")).collect();
    assert_eq!(groups, ["第一组", "第二组"]);
}

#[test]
fn nothing_is_said_of_a_township_that_is_a_flat_list_of_branches() {
    let result = tally(township(&[]).path(), &[]);
    assert_eq!((result.get("organisation"), result.get("transfers")), (None, None));
}

/// Two branches, each with one who moved: 转入时间, 转出时间 behind the standing.
fn moved(from: &str, to: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    for (village, family, mover) in [("东河村", "王", from), ("西河村", "李", to)] {
        let mut people = people(family);
        people.push(mover.to_owned());
        let people: Vec<&str> = people.iter().map(String::as_str).collect();
        branch(
            folder.path(),
            &format!("{village}.xlsx"),
            &format!("{village}党支部"),
            "| 转入时间 | 转出时间",
            &people,
        );
    }
    tally(folder.path(), &[])
}

const MOVER: &str = "周大海 | 男 | 1972-06 | 2001-07-01 | 正式党员";

#[test]
fn a_transfer_is_matched_by_both_rosters() {
    let (left, came) = (format!("{MOVER} | | 2025-06-20"), format!("{MOVER} | 2025-06-25 | "));
    let result = moved(&left, &came);
    assert_eq!(told(&result), [""; 0]);
    assert_eq!(
        result["transfers"],
        json!([{"name": "周大海", "from": "东河村党支部", "to": "西河村党支部", "left": "2025-06-20",
                "came": "2025-06-25", "days": 5, "matched": true}])
    );
    // Both days in the cells that hold them.
    for (came, code, words) in
        [("2025-05-20", "M120", "中间 31 天两个支部都算了他"), ("2025-07-21", "M121", "中间 31 天哪个支部都没有算他")]
    {
        let result = moved(&left, &format!("{MOVER} | {came} | "));
        assert_eq!(told(&result), [format!("{code} warning 西河村.xlsx G6")]);
        let said = message(&result, code).0;
        assert!(said.contains("东河村.xlsx「花名册」H6") && said.contains(words), "{said}");
        assert_eq!(result["transfers"][0]["matched"], true);
    }
    // A month may pass on the way.
    assert_eq!(told(&moved(&left, &format!("{MOVER} | 2025-07-20 | "))), [""; 0]);
}

/// Of a period before the move both branches have the member: what is lacking is the day of coming.
#[test]
fn a_move_after_the_period_that_one_roster_does_not_tell() {
    let folder = tempfile::tempdir().unwrap();
    let (left, came) = (format!("{MOVER} | | 2025-06-20"), format!("{MOVER} | | "));
    for (village, family, mover) in [("东河村", "王", &left), ("西河村", "李", &came)] {
        let mut people = people(family);
        people.push(mover.clone());
        let people: Vec<&str> = people.iter().map(String::as_str).collect();
        let title = format!("{village}党支部");
        branch(folder.path(), &format!("{village}.xlsx"), &title, "| 转入时间 | 转出时间", &people);
    }
    // The township's figures are those of the end of the year.
    organisation(folder.path(), &["东河村党支部 | | | 3 | | ", "西河村党支部 | | | 4 | | "]);
    let mut command = command(folder.path());
    let result = run(command.args(["tally", "报表", "--period", "2025-03", "--format", "json"])).json();
    assert_eq!(told(&result), ["M104 error 东河村.xlsx B6", "M104 error 西河村.xlsx B6"]);
    let (words, help) = message(&result, "M104");
    assert!(words.contains("东河村党支部写明 2025-06-20 转出，西河村党支部没有写转入时间"), "{words}");
    assert!(help.contains("请在西河村党支部的花名册（西河村.xlsx「花名册」B6）里填上「转入时间」"), "{help}");
    // Neither of March nor of December: told with both.
    organisation(folder.path(), &["东河村党支部 | | | 5 | | ", "西河村党支部 | | | 4 | | "]);
    let mut command = program::program(folder.path());
    let result = run(command.args(["tally", "报表", "--period", "2025-03", "--format", "json"])).json();
    let words = message(&result, "M109").0;
    assert!(words.contains("应有党员 5 名，花名册期末在册的是 4 名（按已写的转入、转出，到年末是 3 名）"), "{words}");
}

#[test]
fn what_one_roster_does_not_say() {
    let left = format!("{MOVER} | | 2025-06-20");
    let result = moved(&left, &format!("{MOVER} | | "));
    assert_eq!(told(&result), ["M122 note 西河村.xlsx B6"]);
    assert_eq!(result["transfers"][0]["matched"], false);
    // Perhaps the same person.
    let result = moved(&left, "周大海 | 男 | | | 正式党员 | 2025-06-20 | ");
    assert_eq!(told(&result), ["M123 note 西河村.xlsx G6"]);
    assert!(list(&result, "transfers").iter().all(|it| it["perhaps"] == true), "{}", result["transfers"]);
    // Born in another year: two people, and two ordinary moves.
    let result = moved(&left, "周大海 | 男 | 1990-01 | 2012-07-01 | 正式党员 | 2025-06-20 | ");
    assert_eq!(told(&result), [""; 0]);
    let moves: Vec<(&Value, &Value)> = list(&result, "transfers").iter().map(|it| (&it["from"], &it["to"])).collect();
    assert_eq!(moves, [(&json!("东河村党支部"), &Value::Null), (&Value::Null, &json!("西河村党支部"))]);
    // Still on the roster there: that is another problem, and told as such.
    let result = moved(MOVER, &format!("{MOVER} | 2025-06-20 | "));
    assert_eq!(told(&result), ["M104 error 东河村.xlsx B6", "M104 error 西河村.xlsx B6"]);
}

#[test]
fn moves_of_other_years_and_to_the_outside_are_no_news() {
    let left = format!("{MOVER} | | 2019-03-01");
    let result = moved(&left, &format!("{MOVER} | 2020-01-01 | "));
    assert_eq!((told(&result), result.get("transfers")), (Vec::new(), None));
    let result =
        moved(&format!("{MOVER} | | 2025-03-01"), "吴小燕 | 女 | 1991-02 | 2015-07-01 | 正式党员 | 2025-04-01 | ");
    assert_eq!((told(&result), list(&result, "transfers").len()), (Vec::new(), 2));
}

#[test]
fn who_comes_back_is_matched_both_ways() {
    // Left in March, and back in August.
    let (home, away) = (format!("{MOVER} | 2025-08-15 | 2025-03-10"), format!("{MOVER} | 2025-03-12 | 2025-08-14"));
    let result = moved(&home, &away);
    assert_eq!(told(&result), [""; 0]);
    let moves: Vec<(&str, i64)> =
        list(&result, "transfers").iter().map(|it| (text(it, "to"), it["days"].as_i64().unwrap())).collect();
    assert_eq!(moves, [("西河村党支部", 2), ("东河村党支部", 1)]);
}
