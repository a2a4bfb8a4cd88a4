//! A branch hands its workbook in again: what it mended, what it left, what it wrote otherwise.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use program::{jifen, program as command, run, tool_works};
use small_branch::write;

/// A line that states the wrong points, one without a date, one without the step that it needs, and one in order.
const FIRST: [&str; 4] = [
    "1 | 2025-05-12 | 王伟 | J04 | 2 | | 5 | 清理河道 | | ",
    "2 | | 李秀英 | J04 | 1 | | 1.5 | 打扫广场 | | ",
    "3 | 2025-06-01 | 赵敏 | Z02 | 1 | | 2 | 调解纠纷 | 王伟 | ",
    "4 | 2025-06-08 | 赵敏 | J04 | 1 | | 1.5 | 护林 | | ",
];

fn check(folder: &Path, arguments: &[&str]) -> Value {
    let done = run(command(folder).arg("check").args(arguments).args(["--period", "2025", "--format", "json"]));
    done.json()
}

/// The problems of a round as `code member`, by kind.
fn problems(round: &Value, kind: &str) -> Vec<String> {
    let all = round[kind].as_array().unwrap();
    all.iter().map(|it| format!("{} {}", it["code"].as_str().unwrap(), it["member"].as_str().unwrap_or(""))).collect()
}

/// The entries of a round as `change member item date`.
fn entries(round: &Value) -> Vec<String> {
    let all = round["entries"].as_array().unwrap();
    let text = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
    all.iter().map(|it| ["change", "member", "item", "date"].map(|key| text(it, key)).join(" ")).collect()
}

/// The same workbook as another one writes it: first the columns that are not there, then as it was.
fn second() -> Vec<String> {
    let mut lines: Vec<String> = FIRST.iter().map(|line| (*line).to_owned()).collect();
    lines[0] = lines[0].replace("| 5 |", "| 3 |");
    lines[1] = lines[1].replace("2 | |", "2 | 2025-05-20 |");
    lines.remove(3);
    lines.push("4 | 2025-07-01 | 王伟 | Z02 | 1 | | 2 | 劝架 | 李秀英 | ".to_owned());
    // Another order says nothing.
    lines.reverse();
    lines
}

#[track_caller]
fn is_the_second_round(round: &Value) {
    assert_eq!((&round["branch"], &round["round"]), (&"东河村党支部".into(), &2.into()));
    assert_eq!(problems(round, "mended"), ["E304 王伟", "V101 李秀英"]);
    assert_eq!(problems(round, "unmended"), ["P101 赵敏"]);
    assert_eq!(problems(round, "new"), ["P101 王伟"]);
    assert_eq!(
        entries(round),
        [
            "added 王伟 Z02 2025-07-01",
            "changed 李秀英 J04 2025-05-20",
            "changed 王伟 J04 2025-05-12",
            "removed 赵敏 J04 2025-06-08"
        ]
    );
    let changed = &round["entries"][2];
    assert_eq!((&changed["before"], &changed["after"]), (&"2 次，5 分".into(), &"2 次，3 分".into()));
    assert_eq!(round["entries"][1]["before"], "日期空着，1 次，1.5 分");
}

#[test]
fn workbooks_are_compared_with_those_that_were_kept() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("一报/东河村.xlsx"), &FIRST);
    write(&folder.path().join("二报/东河村（改）.xlsx"), &second());
    let result = check(folder.path(), &["二报", "--against", "一报"]);
    is_the_second_round(&result["rounds"][0]);
    assert_eq!(result["rounds"][0]["against"], serde_json::json!(["东河村.xlsx"]));
    // Earlier files may lie among the new ones, and the other way round.
    write(&folder.path().join("二报/上次/东河村.xlsx"), &FIRST);
    let result = check(folder.path(), &["二报", "--against", "二报/上次"]);
    assert_eq!(result["files"].as_array().unwrap().len(), 1);
    is_the_second_round(&result["rounds"][0]);
    fs::remove_dir_all(folder.path().join("二报/上次")).unwrap();
    let told = jifen(folder.path(), &["tally", "二报", "--period", "2025", "--against", "一报"]).ends_with(0).stdout;
    let rows = told.lines().filter_map(|line| line.trim_start().strip_prefix("东河村党支部"));
    let mut rows = rows.map(|row| row.split_whitespace().collect::<Vec<_>>());
    assert!(rows.any(|row| row == ["2", "2", "1", "1", "4"]), "{told}");
    let line = "东河村党支部 第 2 次报：已改 2 处，未改 1 处，新增 1 处；登记增加 1 条，删去 1 条，改动 2 条。";
    let read_me = fs::read_to_string(folder.path().join("汇总结果/说明.txt")).unwrap();
    assert!(read_me.contains(line), "{read_me}");
}

#[test]
fn nothing_is_compared_where_there_is_nothing_earlier() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("东河村.xlsx"), &FIRST);
    assert_eq!(check(folder.path(), &["东河村.xlsx"]).get("rounds"), None);
    // An unedited copy is the same round still, and a check of it writes the same bytes.
    let copy = fs::read(folder.path().join("批注/东河村.xlsx")).unwrap();
    assert_eq!(check(folder.path(), &["批注/东河村.xlsx", "--out", "又"]).get("rounds"), None);
    assert!(fs::read(folder.path().join("又/东河村.xlsx")).unwrap() == copy);
    let missing = jifen(folder.path(), &["check", "东河村.xlsx", "--period", "2025", "--against", "没有"]).ends_with(2);
    assert!(missing.stderr.contains("没有能与以前的表「没有」比较：找不到"), "{}", missing.stderr);
}

/// A copy with one cell of its XML changed, as an office program would.
fn worked_on(copy: &[u8], from: &str, to: &str) -> Vec<u8> {
    let sheet = "xl/worksheets/sheet2.xml";
    let text = package::part(copy, sheet);
    assert!(text.contains(from), "{text}");
    package::edited(copy, sheet, |text| text.replacen(from, to, 1))
}

#[test]
fn a_copy_remembers_what_was_found_in_it() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("东河村.xlsx"), &FIRST);
    check(folder.path(), &["东河村.xlsx"]);
    let copy = fs::read(folder.path().join("批注/东河村.xlsx")).unwrap();
    // 分值 5 becomes 3, and the program that saved it left all else.
    let mended = worked_on(&copy, "<v>5</v>", "<v>3</v>");
    fs::create_dir(folder.path().join("二报")).unwrap();
    fs::write(folder.path().join("二报/东河村.xlsx"), mended).unwrap();
    let result = check(folder.path(), &["二报/东河村.xlsx"]);
    let round = &result["rounds"][0];
    assert_eq!((&round["round"], &round["against"]), (&2.into(), &Value::Null));
    assert_eq!(problems(round, "mended"), ["E304 王伟"]);
    assert_eq!(problems(round, "unmended"), ["V101 李秀英", "P101 赵敏"]);
    assert_eq!(problems(round, "new"), Vec::<String>::new());
    assert_eq!(entries(round), ["changed 王伟 J04 2025-05-12"]);
    // Once more: the third round.
    let copy = fs::read(folder.path().join("二报/批注/东河村.xlsx")).unwrap();
    fs::create_dir(folder.path().join("三报")).unwrap();
    fs::write(folder.path().join("三报/东河村.xlsx"), worked_on(&copy, "<v>3</v>", "<v>4</v>")).unwrap();
    let result = check(folder.path(), &["三报/东河村.xlsx"]);
    assert_eq!(
        (&result["rounds"][0]["round"], problems(&result["rounds"][0], "new")),
        (&3.into(), vec!["E304 王伟".into()])
    );
}

#[test]
fn a_copy_saved_by_another_program_is_unmended() {
    let works = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !tool_works("soffice", works) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("东河村.xlsx"), &FIRST);
    check(folder.path(), &["东河村.xlsx"]);
    let profile = format!("-env:UserInstallation=file://{}/lo", folder.path().display());
    let saved = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            "二报",
            "批注/东河村.xlsx",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(saved.status.success());
    let result = check(folder.path(), &["二报/东河村.xlsx"]);
    let round = &result["rounds"][0];
    assert_eq!(round["round"], 2);
    assert_eq!(problems(round, "unmended"), ["E304 王伟", "V101 李秀英", "P101 赵敏"]);
    assert_eq!((problems(round, "mended").len(), problems(round, "new").len(), entries(round).len()), (0, 0, 0));
}

#[test]
fn twenty_thousand_entries_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let line = |index: usize| {
        let name = ["王伟", "李秀英", "赵敏"][index % 3];
        let (month, day) = (index / 28 % 12 + 1, index % 28 + 1);
        format!("{index} | 2025-{month:02}-{day:02} | {name} | J04 | 1 | | 1.5 | 第{index}次服务 | | ")
    };
    let lines: Vec<String> = (0..20_000).map(line).collect();
    write(&folder.path().join("一报/东河村.xlsx"), &lines);
    let mut others: Vec<String> = lines.iter().rev().filter(|line| !line.starts_with("77 ")).cloned().collect();
    others[4_321] = others[4_321].replace("| 1.5 |", "| 2.5 |");
    write(&folder.path().join("二报/东河村.xlsx"), &others);
    let result = check(folder.path(), &["二报", "--against", "一报"]);
    let round = &result["rounds"][0];
    assert_eq!(problems(round, "new"), ["E304 王伟"]);
    assert_eq!(entries(round), ["changed 王伟 J04 2025-08-27", "removed 赵敏 J04 2025-03-22"]);
    // The copy remembers all of them.
    let copy = fs::read(folder.path().join("二报/批注/东河村.xlsx")).unwrap();
    fs::create_dir(folder.path().join("三报")).unwrap();
    fs::write(folder.path().join("三报/东河村.xlsx"), worked_on(&copy, "<v>2.5</v>", "<v>1.5</v>")).unwrap();
    let result = check(folder.path(), &["三报"]);
    let round = &result["rounds"][0];
    assert_eq!((&round["round"], problems(round, "mended")), (&3.into(), vec!["E304 王伟".into()]));
    assert_eq!(entries(round), ["changed 王伟 J04 2025-08-27"]);
}

#[test]
fn no_number_of_a_person_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    write(
        &folder.path().join("东河村.xlsx"),
        &["1 | 2025-05-12 | 王伟13800000000 | J99 | 1 | 电话13800000000 | 5 | 电话13800000000 | | "],
    );
    check(folder.path(), &["东河村.xlsx"]);
    let copy = fs::read(folder.path().join("批注/东河村.xlsx")).unwrap();
    let ours = package::part(&copy, "xl/worksheets/jifenProblems.xml");
    let memo: Vec<&str> = ours.split("<t>").filter(|text| text.starts_with("jifen1|memo|")).collect();
    assert!(memo.len() > 2 && !memo.concat().contains("13800000000"), "{memo:?}");
}

#[test]
fn the_page_shows_what_the_program_prints() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("一报/东河村.xlsx"), &FIRST);
    write(&folder.path().join("二报/东河村.xlsx"), &second());
    let told = jifen(folder.path(), &["check", "二报", "--against", "一报", "--period", "2025"]).stdout;
    let (_, shown) = told.split_once("\n与上一次报的不同\n").unwrap();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/重报与豁免.md");
    let page = fs::read_to_string(page).unwrap().replace("\r\n", "\n");
    assert!(page.contains(&format!("```text\n与上一次报的不同\n{shown}```\n")), "{shown}");
}
