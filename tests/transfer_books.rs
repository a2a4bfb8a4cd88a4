//! Books that go with members who leave, and come with those who arrive.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/sheets/mod.rs"]
mod sheets;

use std::fs;
use std::path::Path;

use folders::files_below;
use program::{Run, jifen};
use serde_json::Value;
use sheets::{excel, notation};

/// A branch's workbook under the rule set of stars: rows of the roster, and (name, points of the one entry that is assessed).
fn book((township, branch): (&str, &str), year: i32, roster: &[&str], bonus: &[(&str, u32)]) -> String {
    let mut lines = String::new();
    for (number, (name, times)) in (1..).zip(bonus) {
        lines += &format!("{number} | {year}-03-{number:02} | {name} | J04 | {times} |  |  | 清理第{number}段村道\n");
    }
    format!(
        "--- sheet 花名册\n{township}{branch}{year}年党员花名册\n\
         序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 | 转入时间 | 转出时间 | 去世时间\n{}\n\n\
         --- sheet 积分登记\n{township}{branch}{year}年党员积分登记表\n\
         序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由\n{lines}",
        roster.join("\n")
    )
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, excel::xlsx(&notation::sheets(text).unwrap()).unwrap()).unwrap();
}

/// Computes the reports of a year, and leaves the result in `out`.
fn tally(folder: &Path, (reports, year, out): (&str, i32, &str), more: &[&str]) -> (Value, Run) {
    let label = year.to_string();
    let arguments = ["tally", reports, "--period", &label, "--programme-start", "2022", "--out", out];
    let run = jifen(folder, &[&arguments[..], more].concat());
    let text = fs::read_to_string(folder.join(out).join("结果.json"));
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

const EAST: &str = "东河村党支部";
const WEST: &str = "西河村党支部";
const PEACH: &str = "桃源村党支部";
const WANG: &str = "1 | 王伟 | 男 | 1980-03 | 2005-07-01 | 正式";
const LI: &str = "1 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式";
const ZHOU: &str = "2 | 周涛 | 男 | 1985-08 | 2010-07-01 | 正式";
const BOOK: &str = "转接/李强-2024-组织关系转接";

/// 李强 was in 柳林乡 in 2024 and is in 清河镇 in 2025.
fn two_townships() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let peach = ("柳林乡", PEACH);
    write(&root.join("柳林2024/桃源村.xlsx"), &book(peach, 2024, &[LI, ZHOU], &[("李强", 5), ("周涛", 1)]));
    let east = ("清河镇", EAST);
    write(&root.join("清河2024/东河村.xlsx"), &book(east, 2024, &[WANG], &[("王伟", 3)]));
    let came = "2 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式 | 2025-02-01";
    write(&root.join("清河2025/东河村.xlsx"), &book(east, 2025, &[WANG, came], &[("王伟", 4), ("李强", 2)]));
    folder
}

fn leave(root: &Path, reports: &str, name: &str) -> Run {
    jifen(
        root,
        &["archive", reports, "--period", "2024", "--programme-start", "2022", "--transfer", name, "--out", "转接"],
    )
}

#[test]
fn last_year_comes_with_the_member_and_is_not_the_branchs() {
    let folder = two_townships();
    let root = folder.path();
    let (there, _) = tally(root, ("柳林2024", 2024, "柳林2024年"), &[]);
    let (own, _) = tally(root, ("清河2024", 2024, "清河2024年"), &[]);
    let run = leave(root, "柳林2024", "李强");
    assert!(run.stderr.contains("随人转走的一册写在"), "{run:?}");
    let (result, run) =
        tally(root, ("清河2025", 2025, "清河2025年"), &["--previous", "清河2024年", "--previous", BOOK]);
    for code in ["L150", "L151", "L152", "L153", "L154", "L122"] {
        assert_eq!(said(&result, code), Vec::<String>::new(), "{code}");
    }
    let before = &member(&result, EAST, "李强")["before"];
    assert_eq!(before["score"], member(&there, PEACH, "李强")["score"], "{before}");
    assert_eq!(before["grade"], member(&there, PEACH, "李强")["grade"]);
    assert_eq!((&before["township"], &before["branch"]), (&"柳林乡".into(), &PEACH.into()));
    assert_eq!((&before["moved"], &before["known"], &before["matched"]), (&true.into(), &true.into(), &"born".into()));
    assert_eq!(before["book"], "李强-2024-组织关系转接/结果.json");
    // The branch's own last year is of 王伟 alone; 李强 is new in the township.
    let years = &result["years"];
    assert_eq!(years["branches"][0]["before"]["members"], 1);
    assert_eq!(years["branches"][0]["before"]["mean"], own["branches"][0]["mean"]);
    assert_eq!(years["township"]["before"]["members"], 1);
    assert_eq!(years["branches"].as_array().unwrap().len(), 1);
    assert_eq!((&years["new"][0]["name"], &years["branches"][0]["new"]), (&"李强".into(), &1.into()));
    assert!(years.get("gone").is_none() && years.get("moved").is_none() && years.get("missing").is_none(), "{years}");
    assert_eq!(years["known"].as_array().unwrap().len(), 1);
    assert_eq!(years["known"][0]["books"][0]["name"], "李强");
    assert!(run.stdout.contains("新增 1 人"), "{}", run.stdout);
    let why = ["why", "李强", "清河2025", "--period", "2025", "--programme-start", "2022", "--previous", BOOK];
    let why = jifen(root, &why);
    assert!(why.stdout.contains("随人转来"), "{}", why.stdout);
}

#[test]
fn the_book_holds_one_member_and_nobody_else() {
    let folder = two_townships();
    let root = folder.path();
    leave(root, "柳林2024", "李强");
    let files = files_below(&root.join(BOOK));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    for name in [
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "data/说明文件.TXT",
        "data/电子档案/2024/结果/结果.json",
        "data/电子档案/2024/一人一册/李强-2024-组织关系转接.xlsx",
        "data/其他/规则集/township-stars.toml",
    ] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    let result = text("data/电子档案/2024/结果/结果.json");
    for (name, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("周涛"), "{name}");
    }
    let result: Value = serde_json::from_str(&result).unwrap();
    assert_eq!(result["transfer"]["from"], PEACH);
    assert_eq!((&result["branches"][0]["members"], &result["branches"][0]["mean"]), (&1.into(), &Value::Null));
    assert_eq!(result["quotas"].as_array().unwrap().len(), 0);
    let about = text("data/说明文件.TXT");
    assert!(about.contains("李强") && about.contains("--previous"), "{about}");
    // It is never written twice over.
    let again = leave(root, "柳林2024", "李强").ends_with(2);
    assert!(again.stderr.contains("李强-2024-组织关系转接"), "{}", again.stderr);
    // The same inputs give the same bytes.
    fs::rename(root.join("转接"), root.join("转接一")).unwrap();
    leave(root, "柳林2024", "李强");
    assert_eq!(files, files_below(&root.join(BOOK)));
}

#[test]
fn only_a_book_leaves_the_others_untold() {
    let folder = two_townships();
    let root = folder.path();
    leave(root, "柳林2024", "李强");
    let (result, run) = tally(root, ("清河2025", 2025, "结果"), &["--previous", BOOK]);
    assert!(said(&result, "L122").concat().contains("只有随人转来的 1 册"), "{:?}", said(&result, "L122"));
    assert_eq!(member(&result, EAST, "李强")["before"]["known"], true);
    let other = &member(&result, EAST, "王伟")["before"];
    assert_eq!((&other["known"], other.get("new")), (&false.into(), None), "{other}");
    let years = &result["years"];
    assert_eq!((&years["known"][0]["kind"], &years["missing"][0]), (&"books".into(), &"2024".into()));
    assert!(years["township"].get("before").is_none() && years["branches"][0].get("before").is_none(), "{years}");
    let shown = run.stdout.replace('\n', "");
    assert!(shown.contains("2024 年的只有随人转来的 1 册") && !shown.contains("没有 2024 年的"), "{shown}");
    assert_eq!(other["why"], "2024 年的只有随人转来的册子，里面没有这个人，未能判断");
}

/// A folder of nothing but books is all of them.
#[test]
fn a_folder_of_books_is_all_of_them() {
    let folder = two_townships();
    let root = folder.path();
    leave(root, "柳林2024", "李强");
    leave(root, "柳林2024", "周涛");
    let zhou = "转接/周涛-2024-组织关系转接";
    let (each, _) = tally(root, ("清河2025", 2025, "一"), &["--previous", zhou, "--previous", BOOK]);
    let (all, _) = tally(root, ("清河2025", 2025, "二"), &["--previous", "转接"]);
    assert_eq!((&all["years"], &all["diagnostics"]), (&each["years"], &each["diagnostics"]));
    assert_eq!(member(&all, EAST, "李强")["before"]["known"], true);
}

/// A roster without 出生年月 leaves open whose book it is: that is said, and not that there are namesakes.
#[test]
fn a_book_that_may_be_anybodys_is_told() {
    let folder = two_townships();
    let root = folder.path();
    leave(root, "柳林2024", "李强");
    let here = ["1 | 王伟 | 男 | 1980-03 | 2005-07-01 | 正式", "2 | 李强 | 男 |  | 2001-07-01 | 正式 | 2025-02-01"];
    write(&root.join("清河2025/东河村.xlsx"), &book(("清河镇", EAST), 2025, &here, &[("王伟", 4)]));
    let (result, _) = tally(root, ("清河2025", 2025, "一"), &["--previous", BOOK]);
    let told = said(&result, "L154").concat();
    assert!(told.contains("花名册没有写出生年月，看不出是不是他"), "{told}");
    let why = member(&result, EAST, "李强")["before"]["why"].to_string();
    assert!(why.contains("花名册没有写出生年月") && !why.contains("同名"), "{why}");
    // A book of the year itself is none of a year before, whoever is in the roster.
    let (result, _) = tally(root, ("清河2024", 2024, "二"), &["--previous", BOOK]);
    assert_eq!((said(&result, "L151").len(), said(&result, "L154").len()), (1, 0));
}

#[test]
fn a_book_of_nobody_and_a_changed_book_are_told() {
    let folder = two_townships();
    let root = folder.path();
    leave(root, "柳林2024", "周涛");
    let (result, _) = tally(root, ("清河2025", 2025, "一"), &["--previous", "转接/周涛-2024-组织关系转接"]);
    let told = said(&result, "L154");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("warning") && told[0].contains("周涛"), "{told:?}");
    leave(root, "柳林2024", "李强");
    let path = root.join(BOOK).join("data/电子档案/2024/结果/结果.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"probationary\": false", "\"probationary\": true ", 1)).unwrap();
    let (result, _) = tally(root, ("清河2025", 2025, "二"), &["--previous", BOOK]);
    assert!(said(&result, "L150").concat().contains("与打包时不一样"), "{:?}", said(&result, "L150"));
    assert!(!said(&result, "F405").is_empty());
    assert!(!result["members"].to_string().contains("随人转来"));
    assert_eq!(member(&result, EAST, "李强")["before"]["known"], false);
}

#[test]
fn who_is_meant_is_asked_where_several_may_be() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let other = "2 | 王伟 | 男 | 1990-05 | 2015-07-01 | 正式";
    let here = ("清河镇", EAST);
    write(
        &root.join("报表/东河村.xlsx"),
        &book(here, 2024, &[WANG, other, "3 | 孙丽 | 女 | 1970-02 | 1995-07-01 | 正式"], &[("孙丽", 1)]),
    );
    let run = leave(root, "报表", "王伟").ends_with(2);
    assert!(run.stderr.contains("王伟（2）") && run.stderr.contains("--transfer"), "{}", run.stderr);
    assert!(leave(root, "报表", "赵勇").ends_with(2).stderr.contains("没有「赵勇」"));
    leave(root, "报表", "王伟（2）");
    let text = root.join("转接/王伟（2）-2024-组织关系转接/data/电子档案/2024/结果/结果.json");
    let text = fs::read_to_string(text).unwrap();
    leave(root, "报表", "王伟（1）");
    assert!(root.join("转接/王伟（1）-2024-组织关系转接").is_dir());
    let result: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&result["members"][0]["id"], &result["members"][0]["carry"]["born"]), (&"2".into(), &"1990-05".into()));
}

#[test]
fn who_moved_within_the_year_takes_the_book_of_the_branch_that_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let left = "2 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式 |  | 2024-06-01";
    let came = "1 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式 | 2024-06-01";
    write(&root.join("报表/东河村.xlsx"), &book(("清河镇", EAST), 2024, &[WANG, left], &[("王伟", 1)]));
    write(&root.join("报表/西河村.xlsx"), &book(("清河镇", WEST), 2024, &[came, ZHOU], &[("周涛", 1)]));
    let run = leave(root, "报表", "李强");
    assert!(run.stderr.contains("--transfer \"西河村党支部 李强（1）\""), "{}", run.stderr);
    let text = fs::read_to_string(root.join(BOOK).join("data/电子档案/2024/结果/结果.json")).unwrap();
    let result: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&result["transfer"]["from"], &result["transfer"]["to"]), (&EAST.into(), &WEST.into()));
    assert_eq!((&result["members"][0]["counted"], &result["branches"][0]["members"]), (&false.into(), &0.into()));
    // Next year in the same township: its own result has the member at the end of the year, so the book is not needed.
    let here = "1 | 李强 | 男 | 1972-11 | 2001-07-01 | 正式 | 2024-06-01";
    write(&root.join("明年/西河村.xlsx"), &book(("清河镇", WEST), 2025, &[here, ZHOU], &[("周涛", 1)]));
    tally(root, ("报表", 2024, "2024年"), &[]);
    let (result, _) = tally(root, ("明年", 2025, "2025年"), &["--previous", "2024年", "--previous", BOOK]);
    let before = &member(&result, WEST, "李强")["before"];
    assert_eq!((&before["known"], before.get("book")), (&true.into(), None), "{before}");
    // Word for word it says what that result says: there is nothing to look into.
    assert_eq!(said(&result, "L154"), Vec::<String>::new());
}

/// Two years of three lists: who leaves for another township is judged there by the same two years.
#[test]
fn consequences_follow_the_member() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/agency-lists/two-years/东河村.txt");
    let text = fs::read_to_string(case).unwrap();
    write(&root.join("柳林2024/东河村.xlsx"), &text.replace("2025", "2024").replace("清河镇", "柳林乡"));
    write(&root.join("清河2025/东河村.xlsx"), &text);
    write(&root.join("清河2024/东河村.xlsx"), &text.replace("2025", "2024"));
    let rules = ["--rules", "agency-lists"];
    let year = ["--period", "2024", "--programme-start", "2022", "--transfer", "王伟", "--out", "转接"];
    let run = jifen(root, &[&["archive", "柳林2024"], &rules[..], &year].concat());
    assert!(run.stderr.contains("随人转走的一册写在"), "{run:?}");
    tally(root, ("清河2024", 2024, "清河2024年"), &rules);
    let (stayed, _) = tally(root, ("清河2025", 2025, "一"), &[&rules[..], &["--previous", "清河2024年"]].concat());
    let book = "转接/王伟-2024-组织关系转接";
    let (moved, _) = tally(root, ("清河2025", 2025, "二"), &[&rules[..], &["--previous", book]].concat());
    let measures = |result: &Value| member(result, EAST, "王伟")["consequences"].to_string();
    assert!(measures(&stayed).contains("诫勉谈话"), "{}", measures(&stayed));
    assert_eq!(measures(&moved), measures(&stayed));
    let in_a_row = |result: &Value| member(result, EAST, "王伟")["before"]["grades_in_a_row"].clone();
    assert_eq!(in_a_row(&moved), in_a_row(&stayed));
}
