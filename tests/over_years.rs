//! Two and three years one after the other: the result of one is what the next looks back on.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/sheets/mod.rs"]
mod sheets;

use std::fs;
use std::path::Path;

use program::{Run, jifen};
use serde_json::Value;
use sheets::{excel, notation};

/// A branch's workbook under the rule set of stars: rows of the roster, and (name, points of the one entry that is assessed).
fn book(branch: &str, year: i32, roster: &[&str], bonus: &[(&str, u32)]) -> String {
    let mut lines = String::new();
    for (number, (name, times)) in (1..).zip(bonus) {
        lines += &format!("{number} | {year}-03-{number:02} | {name} | J04 | {times} |  |  | 清理第{number}段村道\n");
    }
    format!(
        "--- sheet 花名册\n清河镇{branch}{year}年党员花名册\n\
         序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 | 转入时间 | 转出时间 | 去世时间\n{}\n\n\
         --- sheet 积分登记\n清河镇{branch}{year}年党员积分登记表\n\
         序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由\n{lines}",
        roster.join("\n")
    )
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, excel::xlsx(&notation::sheets(text).unwrap()).unwrap()).unwrap();
}

/// Computes the reports of a year in `报表{year}`, and leaves the result in `{year}年`.
fn tally(folder: &Path, year: i32, more: &[&str]) -> (Value, Run) {
    let (reports, out, label) = (format!("报表{year}"), format!("{year}年"), year.to_string());
    let arguments = ["tally", &reports, "--period", &label, "--programme-start", "2022", "--out", &out];
    let run = jifen(folder, &[&arguments[..], more].concat());
    let text = fs::read_to_string(folder.join(&out).join("结果.json"));
    (serde_json::from_str(&text.unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr))).unwrap(), run)
}

fn member<'a>(result: &'a Value, branch: &str, name: &str) -> &'a Value {
    let is_meant = |it: &&Value| it["branch"] == branch && it["name"] == name;
    result["members"].as_array().unwrap().iter().find(is_meant).unwrap_or_else(|| panic!("no {branch} {name}"))
}

/// What is said with a code, each with its severity.
fn said(result: &Value, code: &str) -> Vec<String> {
    let all = result["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == code);
    all.map(|it| format!("{} {}", it["severity"].as_str().unwrap(), it["message"].as_str().unwrap())).collect()
}

fn names(value: &Value) -> Vec<String> {
    let all = value.as_array().into_iter().flatten();
    all.map(|it| format!("{}/{}", it["branch"].as_str().unwrap(), it["name"].as_str().unwrap())).collect()
}

const EAST: &str = "东河村党支部";
const WEST: &str = "西河村党支部";

/// Three years of two branches: 李强 moves, 王伟 stays, 陈刚 comes, 赵勇 vanishes, 孙丽 dies, and 刘洋 is two people.
fn three_years() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let wang = "1 | 王伟 | 男 | 1980-03 | 2005-07-01 | 正式";
    let li = "2 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式";
    let liu = ["4 | 刘洋 | 男 | 1990-05 | 2015-07-01 | 正式", "5 | 刘洋 | 女 | 1991-06 | 2016-07-01 | 正式"];
    let zhao = "1 | 赵勇 | 男 | 1969-01 | 1999-07-01 | 正式";
    let sun = "2 | 孙丽 | 女 | 1950-02 | 1980-07-01 | 正式";
    let zhou = "3 | 周涛 | 男 | 1985-08 | 2010-07-01 | 正式";
    for (year, times) in [(2023, 4), (2024, 5), (2025, 6)] {
        let moved = "2 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式 |  | 2025-02-01";
        let here = if year == 2025 { moved } else { li };
        let east = book(EAST, year, &[wang, here, liu[0], liu[1]], &[("王伟", times), ("刘洋（4）", 1)]);
        let east = east.replace("刘洋（4）", "刘洋");
        let came = "4 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式 | 2025-02-01";
        let new = "5 | 陈刚 | 男 | 1999-09 | 2025-01-05 | 预备";
        let dead = "2 | 孙丽 | 女 | 1950-02 | 1980-07-01 | 正式 |  |  | 2025-05-06";
        let west: Vec<&str> = if year == 2025 { vec![dead, zhou, came, new] } else { vec![zhao, sun, zhou] };
        let west = book(WEST, year, &west, &[("周涛", 2)]);
        write(&root.join(format!("报表{year}/东河村.xlsx")), &east);
        write(&root.join(format!("报表{year}/西河村.xlsx")), &west);
    }
    folder
}

#[test]
fn members_and_branches_are_compared_with_last_year() {
    let folder = three_years();
    let root = folder.path();
    let (first, _) = tally(root, 2023, &[]);
    assert!(first.get("years").is_none() && member(&first, EAST, "王伟").get("before").is_none());
    assert_eq!(member(&first, EAST, "王伟")["carry"]["born"], "1980-03");
    tally(root, 2024, &["--previous", "2023年"]);
    let (result, run) = tally(root, 2025, &["--previous", "2024年", "--previous", "2023年/结果.json"]);
    let before = &member(&result, EAST, "王伟")["before"];
    assert_eq!(before["matched"], "born");
    assert_eq!((&before["period"], &before["branch"], &before["moved"]), (&"2024".into(), &EAST.into(), &false.into()));
    assert_eq!((&before["score_change"], &before["grade_change"]), (&"1.5".into(), &"same".into()), "{before}");
    assert_eq!(before["grades_in_a_row"], 3);
    // 李强 left the one branch and is counted in the other.
    let moved = member(&result, WEST, "李强");
    assert_eq!((&moved["before"]["branch"], &moved["before"]["moved"]), (&EAST.into(), &true.into()));
    assert_eq!(member(&result, WEST, "陈刚")["before"]["new"], true);
    let years = &result["years"];
    assert_eq!(names(&years["new"]), ["西河村党支部/陈刚"]);
    assert_eq!(names(&years["gone"]), ["西河村党支部/赵勇", "西河村党支部/孙丽"]);
    assert_eq!((&years["gone"][0]["how"], &years["gone"][1]["how"]), (&"absent".into(), &"died".into()));
    assert_eq!((names(&years["moved"]), &years["moved"][0]["from"]), (vec!["西河村党支部/李强".into()], &EAST.into()));
    let of = |at: usize, key: &str| years["branches"][at][key].as_u64().unwrap();
    assert_eq!((of(0, "moved_out"), of(1, "moved_in"), of(1, "gone"), of(1, "new")), (1, 1, 2, 1));
    assert_eq!(years["township"]["before"]["members"], 7);
    assert_eq!(
        said(&result, "M132"),
        ["warning 西河村党支部 2024 年年末在册的党员，今年的花名册里没有：赵勇，共 1 人，也没有写转出或去世。"]
    );
    assert!(run.stdout.replace('\n', "").contains("与 2024 年比：平均分"), "{}", run.stdout);
    assert!(run.stdout.replace('\n', "").contains("新增 1 人、减少 2 人、换支部 1 人"), "{}", run.stdout);
    // Namesakes are told apart by birth; nobody is unclear.
    let both: Vec<&Value> = result["members"].as_array().unwrap().iter().filter(|it| it["name"] == "刘洋").collect();
    assert!(both.iter().all(|it| it["before"]["known"] == true), "{both:?}");
    // Only the year before is named: its own result says how long the grade had been the same.
    let (alone, _) = tally(root, 2025, &["--previous", "2024年"]);
    assert_eq!(member(&alone, EAST, "王伟")["before"]["grades_in_a_row"], 3);
    let why = ["why", "王伟", "报表2025", "--period", "2025", "--programme-start", "2022", "--previous", "2024年"];
    let why = jifen(root, &why).stdout;
    assert!(why.contains("以前年度") && why.contains("今年高 1.5 分") && why.contains("到今年连续 3 年"), "{why}");
}

#[test]
fn a_branch_written_otherwise_is_the_same_branch() {
    let folder = three_years();
    let root = folder.path();
    let (before, _) = tally(root, 2024, &[]);
    let text = before.to_string().replace(EAST, "东河村支部");
    fs::write(root.join("2024年.json"), text).unwrap();
    let (result, _) = tally(root, 2025, &["--previous", "2024年.json"]);
    let years = &result["years"];
    assert_eq!(names(&years["moved"]), ["西河村党支部/李强"]);
    assert_eq!(years["branches"].as_array().unwrap().len(), 2);
    assert_eq!(years["branches"][0]["before"]["members"], 4);
}

#[test]
fn each_rule_set_is_compared_with_its_own_branches() {
    let folder = three_years();
    let root = folder.path();
    let profile = format!("township = \"清河镇\"\n[[branch]]\nname = \"{WEST}\"\nrules = \"agency-lists\"\n");
    for year in [2024, 2025] {
        fs::write(root.join(format!("报表{year}/jifen.toml")), &profile).unwrap();
    }
    let (last, _) = tally(root, 2024, &[]);
    assert_eq!(last["rule_sets"].as_array().unwrap().len(), 2);
    let (result, run) = tally(root, 2025, &["--previous", "2024年"]);
    let years = &result["years"];
    let known = years["known"].as_array().unwrap();
    assert_eq!((known.len(), &known[0]["same_rules"]), (1, &true.into()), "{known:?}");
    let branches = years["branches"].as_array().unwrap().iter();
    assert_eq!(branches.map(|it| it["name"].as_str().unwrap()).collect::<Vec<_>>(), [EAST, WEST]);
    assert!(years["township"].get("before").is_none());
    let said = run.stdout.replace('\n', "");
    assert!(said.contains("与 2024 年比：") && !said.contains("没有 2024 年的"), "{said}");
}

#[test]
fn a_year_that_is_not_there_is_told_whatever_the_rules() {
    let folder = three_years();
    let (result, run) = tally(folder.path(), 2025, &["--previous", "没有的文件夹"]);
    assert_eq!(said(&result, "L150").len(), 1, "{}", run.stdout);
    assert!(said(&result, "L150")[0].contains("「没有的文件夹」不存在"));
    let run = jifen(folder.path(), &["tally", "报表2025", "--profile", "没有.toml"]).ends_with(2);
    assert!(run.stderr.contains("没有这个文件") && !run.stderr.contains("os error"), "{}", run.stderr);
}

#[test]
fn a_year_that_is_missing_is_said_to_be() {
    let folder = three_years();
    let root = folder.path();
    tally(root, 2023, &[]);
    let (result, run) = tally(root, 2025, &["--previous", "2023年"]);
    assert_eq!(
        said(&result, "L122"),
        [
            "warning 统计的是 2025 年，给出的以前年度没有 2024 年的，最近的是「2023年/结果.json」，与上一年有关的未能判断。"
        ]
    );
    assert_eq!(result["years"]["missing"], serde_json::json!(["2024"]));
    let before = &member(&result, EAST, "王伟")["before"];
    assert_eq!((&before["known"], &before["why"]), (&false.into(), &"没有 2024 年的档案或结果，未能判断".into()));
    assert_eq!(result["years"]["unclear"].as_array().unwrap().len(), 6);
    assert!(
        run.stdout.replace('\n', "").contains("没有 2024 年的档案或结果，与上一年有关的未能判断"),
        "{}",
        run.stdout
    );
    let why = ["why", "王伟", "报表2025", "--period", "2025", "--programme-start", "2022", "--previous", "2023年"];
    assert!(jifen(root, &why).stdout.contains("未能判断"));
}

#[test]
fn what_cannot_be_an_earlier_year_is_refused() {
    let folder = three_years();
    let root = folder.path();
    tally(root, 2024, &[]);
    let text = fs::read_to_string(root.join("2024年/结果.json")).unwrap();
    let told = |code: &str, change: &dyn Fn(&str) -> String| {
        fs::create_dir_all(root.join("去年/data")).unwrap();
        fs::write(root.join("去年/data/结果.json"), change(&text)).unwrap();
        let (result, _) = tally(root, 2025, &["--previous", "去年"]);
        let is_used = result["years"]["township"].get("before").is_some();
        assert_eq!(is_used, code.is_empty() || code == "L153", "{code}");
        if code.is_empty() { String::new() } else { said(&result, code).concat() }
    };
    assert_eq!(told("", &str::to_owned), "");
    assert!(told("L150", &|text| text.replace("\"schema\": 1", "\"schema\": 2")).contains("更新的版本"));
    assert!(told("L150", &|text| text[..text.len() / 2].to_owned()).contains("不完整"));
    assert!(told("L150", &|_| String::new()).contains("error"));
    assert!(
        told("L151", &|text| text.replace("\"label\": \"2024\"", "\"label\": \"2024Q3\"")).contains("不是一整年的")
    );
    assert!(told("L151", &|text| text.replace("\"label\": \"2024\"", "\"label\": \"2026\"")).contains("2026 年的"));
    // The branches are the same: the township was renamed.
    assert!(told("L153", &|text| text.replace("清河镇", "清河街道")).starts_with("warning"));
    let (result, _) = tally(root, 2025, &["--previous", "去年", "--previous", "2024年"]);
    assert!(said(&result, "L152").concat().contains("2024 年给了 2 份"));
    let (result, _) = tally(root, 2025, &["--previous", "没有的"]);
    assert!(result["diagnostics"].as_array().unwrap().iter().any(|it| it["severity"] == "error"));
}

#[test]
fn a_profile_names_one_year_or_several() {
    let folder = three_years();
    let root = folder.path();
    tally(root, 2023, &[]);
    tally(root, 2024, &[]);
    let profile = "previous = ['../2024年', '../2023年/结果.json']\n";
    fs::write(root.join("报表2025/jifen.toml"), profile).unwrap();
    let (result, _) = tally(root, 2025, &[]);
    let known = result["years"]["known"].as_array().unwrap();
    assert_eq!(known.iter().map(|year| year["period"].as_str().unwrap()).collect::<Vec<_>>(), ["2024", "2023"]);
    fs::write(root.join("报表2025/jifen.toml"), "previous = '../2024年'\n").unwrap();
    assert_eq!(tally(root, 2025, &[]).0["years"]["known"][0]["file"], "2024年/结果.json");
    // The flag wins, and a folder among the reports holds nobody's workbook.
    fs::rename(root.join("2023年"), root.join("报表2025/2023年")).unwrap();
    write(
        &root.join("报表2025/2023年/旧表.xlsx"),
        &book("南坪村党支部", 2023, &["1 | 吴军 | 男 | 1980-03 | 2005-07-01 | 正式"], &[]),
    );
    let (result, _) = tally(root, 2025, &["--previous", "报表2025/2023年"]);
    assert_eq!(result["years"]["known"][0]["period"], "2023");
    assert_eq!(result["branches"].as_array().unwrap().len(), 2);
}

#[test]
fn without_a_time_of_birth_the_number_tells_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let roster = ["1 | 王伟 | 男 |  | 2005-07-01 | 正式", "2 | 李强 | 男 |  | 2001-07-01 | 正式"];
    let other = ["1 | 王伟 | 男 |  | 2005-07-01 | 正式", "3 | 李强 | 男 |  | 2001-07-01 | 正式"];
    write(&root.join("报表2024/东河村.xlsx"), &book(EAST, 2024, &roster, &[("王伟", 2)]));
    write(&root.join("报表2025/东河村.xlsx"), &book(EAST, 2025, &other, &[("王伟", 2)]));
    tally(root, 2024, &[]);
    let (result, _) = tally(root, 2025, &["--previous", "2024年"]);
    assert_eq!(member(&result, EAST, "王伟")["before"]["matched"], "id");
    let unclear = &member(&result, EAST, "李强")["before"];
    assert_eq!((&unclear["known"], unclear.get("new")), (&false.into(), None));
    assert!(unclear["why"].as_str().unwrap().contains("看不出是不是"));
    // Who may still be here is not called gone.
    assert!(result["years"].get("gone").is_none(), "{}", result["years"]);
    let why = ["why", "王伟", "报表2025", "--period", "2025", "--programme-start", "2022", "--previous", "2024年"];
    assert!(jifen(root, &why).stdout.contains("是按支部、姓名、编号对上的"));
}

/// The text of a case that was reckoned by hand.
fn case(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance").join(path);
    fs::read_to_string(folder.join("东河村.txt")).unwrap()
}

/// An archive as people write it, of what a result says; `row` gives the cells behind 支部, 姓名 and 出生年月.
fn archive(result: &Value, columns: &str, row: impl Fn(&Value) -> String) -> String {
    let mut text = format!("--- sheet 上一年度档案\n清河镇2024年度档案\n支部 | 姓名 | 出生年月 | {columns}\n");
    for it in result["members"].as_array().unwrap() {
        let cell = |value: &Value| value.as_str().unwrap().to_owned();
        text += &format!(
            "{} | {} | {} | {}\n",
            cell(&it["branch"]),
            cell(&it["name"]),
            cell(&it["carry"]["born"]),
            row(it)
        );
    }
    text
}

/// By member, what follows and the months in a row.
fn follows(result: &Value) -> Vec<String> {
    let of = |it: &Value| format!("{} {} {} {}", it["branch"], it["name"], it["consequences"], it["alerts"]);
    result["members"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn two_years_of_three_lists_are_the_same_by_result_and_by_archive() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let text = case("agency-lists/two-years");
    write(&root.join("报表2024/东河村.xlsx"), &text.replace("2025", "2024"));
    write(&root.join("报表2025/东河村.xlsx"), &text);
    let rules = ["--rules", "agency-lists"];
    let (first, _) = tally(root, 2024, &rules);
    let grade = |it: &Value| it["grade"].as_str().unwrap_or_default().to_owned();
    write(&root.join("上年档案.xlsx"), &archive(&first, "等次", grade));
    let (by_archive, _) = tally(root, 2025, &[&rules[..], &["--previous", "上年档案.xlsx"]].concat());
    let (by_result, _) = tally(root, 2025, &[&rules[..], &["--previous", "2024年"]].concat());
    assert_eq!(follows(&by_result), follows(&by_archive));
    let measures = member(&by_result, EAST, "王伟")["consequences"].to_string();
    assert!(measures.contains("诫勉谈话"), "{measures}");
    let unknown = |result: &Value| follows(result).concat().matches("未能判断").count();
    assert_eq!(unknown(&by_result), 0);
    assert!(unknown(&tally(root, 2025, &rules).0) > 0);
    // The archive says the grade too.
    assert_eq!(member(&by_archive, EAST, "王伟")["before"]["grade"], member(&first, EAST, "王伟")["grade"]);
    assert_eq!(by_archive["years"]["known"][0]["kind"], "archive");
}

#[test]
fn six_months_go_on_over_the_turn_of_the_year() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let text = case("classified-members/45-over-the-turn-of-the-year");
    // In the year before 何平 missed August to December; now January and February as well.
    write(&root.join("报表2024/东河村.xlsx"), &text.replace("2025", "2024"));
    let now = text.replace("9 | 何平 | 9 | √ | √ | √ | √ | √", "9 | 何平 | 9 | × | × | × | √ | √");
    assert_ne!(now, text);
    write(&root.join("报表2025/东河村.xlsx"), &now);
    let rules = ["--rules", "classified-members"];
    let (first, _) = tally(root, 2024, &rules);
    let open = &member(&first, EAST, "何平")["carry"]["open"];
    assert_eq!(*open, serde_json::json!([{ "kind": "组织生活", "from": "2024-08", "to": "2024-12" }]));
    let (by_result, _) = tally(root, 2025, &[&rules[..], &["--previous", "2024年"]].concat());
    let alerts = &member(&by_result, EAST, "何平")["alerts"];
    assert_eq!(
        (&alerts[0]["from"], &alerts[0]["to"], &alerts[0]["months"]),
        (&"2024-08".into(), &"2025-02".into(), &7.into())
    );
    let row = |it: &Value| {
        let kinds = ["组织生活", "党费", "工作任务"];
        let find =
            |kind: &str| it["carry"]["open"].as_array().unwrap().iter().find(|open| open["kind"] == kind).cloned();
        let cells = kinds.iter().flat_map(|kind| {
            let open = find(kind).unwrap_or_default();
            [&open["from"], &open["to"]].map(|value| value.as_str().unwrap_or_default().to_owned())
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    let columns = "组织生活起 | 组织生活止 | 党费起 | 党费止 | 工作任务起 | 工作任务止";
    write(&root.join("上年档案.xlsx"), &archive(&first, columns, row));
    let (by_archive, _) = tally(root, 2025, &[&rules[..], &["--previous", "上年档案.xlsx"]].concat());
    assert_eq!(follows(&by_result), follows(&by_archive));
    // Nobody knows of the year before: that is said. So it is where the result is of a version that did not say.
    let unknown = |result: &Value| said(result, "S202").iter().filter(|it| it.contains("跨年度未能判断")).count();
    let (alone, _) = tally(root, 2025, &rules);
    assert!(unknown(&by_result) == 0 && unknown(&alone) > 0);
    let mut old: Value = serde_json::from_str(&fs::read_to_string(root.join("2024年/结果.json")).unwrap()).unwrap();
    for it in old["members"].as_array_mut().unwrap() {
        it["carry"].as_object_mut().unwrap().remove("open");
    }
    fs::write(root.join("旧版.json"), old.to_string()).unwrap();
    let (by_old, _) = tally(root, 2025, &[&rules[..], &["--previous", "旧版.json"]].concat());
    assert_eq!(unknown(&by_old), unknown(&alone) - 1);
    // What was told and reached the end of the year had certainly not ended.
    assert_eq!(member(&by_old, EAST, "何平")["alerts"][0]["months"], 7);
}

/// Rules that carry a fifth of last year's score over, and honour who was as good for three years.
const CARRIED: &str = "
[[category]]
id = 'carried'
title = '上年结转'
article = '二'
mark = '示'
points = 'or_else(last_year(past_score), 0) * 20%'

[[table]]
id = 'archive'
title = '上一年度档案'
layout = 'archive'
article = '二'
mark = '示'
[[table.column]]
id = 'past_score'
title = '得分'
holds = 'points'
required = false
means = 'score'
[[table.column]]
id = 'past_years'
title = '连续年数'
holds = 'count'
required = false
means = 'grade_years'

[[honour]]
title = '稳定奖'
if = 'last_year(past_years) >= 2'
article = '二'
mark = '示'
";

#[test]
fn points_and_years_in_a_row_are_carried_over() {
    let folder = three_years();
    let root = folder.path();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml");
    fs::write(root.join("本镇.toml"), fs::read_to_string(rules).unwrap() + CARRIED).unwrap();
    tally(root, 2023, &[]);
    let (last, _) = tally(root, 2024, &["--previous", "2023年"]);
    let (result, _) = tally(root, 2025, &["--rules", "本镇.toml", "--previous", "2024年"]);
    assert_eq!(member(&last, EAST, "王伟")["score"], "62.5");
    assert_eq!(member(&result, EAST, "王伟")["categories"]["carried"], "12.5");
    assert_eq!(member(&result, WEST, "陈刚")["categories"]["carried"], "0");
    let honoured = names(&result["honours"]);
    assert!(honoured.contains(&"东河村党支部/王伟".to_owned()) && !honoured.concat().contains("陈刚"), "{honoured:?}");
    // It is another rule set than last year's: that is said where the years are compared.
    assert_eq!(result["years"]["known"][0]["same_rules"], false);
}

#[test]
fn a_probation_that_ends_is_told_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let rules = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml")).unwrap();
    let until = "\n[[member]]\nid = 'until'\ntitle = '延长到哪天'\nholds = 'date'\nrequired = false\n";
    fs::write(root.join("本镇.toml"), rules + until + "means = 'probation_until'\n").unwrap();
    let text = book(
        EAST,
        2025,
        &[
            "1 | 王伟 | 男 | 1999-03 | 2024-07-01 | 预备 |  |  |  | 2025-09-01",
            "2 | 李强 | 男 | 1998-11 | 2024-12-20 | 预备 |  |  |  | ",
            "3 | 赵敏 | 女 | 1997-11 | 2025-06-20 | 预备 |  |  |  | ",
        ],
        &[("王伟", 1)],
    );
    write(&root.join("报表2025/东河村.xlsx"), &text.replace("| 去世时间", "| 去世时间 | 延长到哪天"));
    let told = |more: &[&str]| said(&tally(root, 2025, &[&["--rules", "本镇.toml"], more].concat()).0, "M131");
    let ended = |name: &str, day: &str| {
        format!("note {name}的预备期到 {day} 已满，花名册里还是「预备」，请核对是不是已经讨论转正。")
    };
    assert_eq!(told(&[]), [ended("王伟", "2025-09-01"), ended("李强", "2025-12-20")]);
    assert_eq!(told(&["--date", "2025-07-15"]), ["note 王伟的预备期到 2025-09-01 满，请按时讨论转正。"]);
    assert_eq!(told(&["--date", "2025-06-30"]), Vec::<String>::new());
}

#[test]
fn what_a_column_means_has_to_suit_it() {
    let folder = three_years();
    let root = folder.path();
    let rules = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml")).unwrap();
    for (right, wrong, told) in [
        ("means = 'score'", "means = 'stars'", "的 means 与 holds 对不上"),
        ("means = 'score'", "means = 'probation_until'", "不能写 means"),
        ("means = 'score'", "means = 'points'", "points"),
        ("layout = 'archive'", "layout = 'assessment'", "不能写 means"),
    ] {
        fs::write(root.join("本镇.toml"), rules.clone() + &CARRIED.replace(right, wrong)).unwrap();
        let run = jifen(root, &["rules", "lint", "本镇.toml"]);
        assert!((run.stdout.clone() + &run.stderr).contains(told), "{wrong}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn the_sheets_of_the_summary_name_who_came_and_went() {
    let folder = three_years();
    let root = folder.path();
    tally(root, 2024, &[]);
    tally(root, 2025, &["--previous", "2024年"]);
    let parts = package::parts(&fs::read(root.join("2025年/汇总.xlsx")).unwrap());
    let texts: String = parts.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for words in
        ["上年对比", "党员上年对比", "今年的花名册里没有，也没有写转出，请核对", "换了支部", "各支部平均分比2024年增减"]
    {
        assert!(texts.contains(words), "{words}");
    }
    let told = fs::read_to_string(root.join("2025年/说明.txt")).unwrap();
    assert!(told.contains("与 2024 年比"), "{told}");
}
