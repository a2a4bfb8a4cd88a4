//! Signs of favour and of carelessness: when each is told, when not, and that none of them touches a score.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::path::Path;

use serde_json::Value;

use program::{program as command, run};
use small_branch::write_sheets;

const HEADER: &str =
    "序号 | 日期 | 登记日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 佐证材料 | 核实人 | 党员大会通过日期";
const PEOPLE: [&str; 12] =
    ["王伟", "李秀英", "张敏", "李建国", "王秀兰", "陈刚", "赵勇", "孙丽", "周涛", "吴军", "郑芳", "冯磊"];
const EAST: &str = "东河村";

/// A line: day, name, item, times, level, stated points, matter.
type Line<'a> = (&'a str, &'a str, &'a str, u32, &'a str, &'a str, &'a str);

fn written(at: usize, line: &Line<'_>, evidence: &str) -> String {
    let (day, name, item, times, level, stated, matter) = line;
    let passed = if item.starts_with('Z') { "周婷 | 2025-12-31" } else { "|" };
    format!("{} | {day} | | {name} | {item} | {times} | {level} | {stated} | {matter} | {evidence} | {passed}", at + 1)
}

/// A branch's workbook with the first so many people.
fn branch(folder: &Path, village: &str, people: &[&str], lines: &[String]) {
    let mut roster = vec!["序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别".to_owned()];
    for (at, name) in people.iter().enumerate() {
        roster.push(format!("{} | {name} | 男 | 19{}-05 | 2010-07-01 | 正式党员", at + 1, 60 + at));
    }
    let roster: Vec<&str> = roster.iter().map(String::as_str).collect();
    let ledger: Vec<&str> = std::iter::once(HEADER).chain(lines.iter().map(String::as_str)).collect();
    write_sheets(
        &folder.join(format!("表/{village}.xlsx")),
        &[
            ("花名册", &format!("清河镇{village}党支部 2025 年花名册"), &roster),
            ("积分登记", &format!("清河镇{village}党支部 2025 年积分登记"), &ledger),
        ],
    );
}

fn tally(folder: &Path, more: &[&str]) -> Value {
    run(command(folder).args(["tally", "表", "--format", "json", "--programme-start", "2025"]).args(more)).json()
}

/// The signs of this file's codes: `code severity cell member`.
fn signs(result: &Value) -> Vec<String> {
    let is_sign = |code: &str| ("S104".."S201").contains(&code) && code != "S110";
    let all = result["diagnostics"].as_array().unwrap().iter();
    let text = |it: &Value, key: &str| it[key].as_str().unwrap_or("—").to_owned();
    all.filter(|it| is_sign(it["code"].as_str().unwrap()))
        .map(|it| ["code", "severity", "cell", "member"].map(|key| text(it, key)).join(" "))
        .collect()
}

/// The signs of one branch of so many people with these lines, each with evidence.
fn signs_of(count: usize, lines: &[Line<'_>]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = lines.iter().enumerate().map(|(at, line)| written(at, line, "照片")).collect();
    branch(folder.path(), EAST, &PEOPLE[..count], &lines);
    signs(&tally(folder.path(), &["--period", "2025"]))
}

/// What makes full marks in the item that begins with nothing, for the first so many people.
fn full(count: usize) -> Vec<Line<'static>> {
    PEOPLE[..count].iter().map(|name| ("2025-05-04", *name, "J04", 10, "", "", "打扫广场")).collect()
}

/// A line of two points.
fn two<'a>(day: &'a str, name: &'a str, matter: &'a str) -> Line<'a> {
    (day, name, "Z02", 1, "", "", matter)
}

#[test]
fn the_last_days_are_a_sign_where_they_lift_a_member() {
    let lines = |days: [&'static str; 3]| {
        let mut lines = full(4);
        lines.extend([two(days[0], "王伟", "地界"), two(days[1], "王伟", "婚姻"), two(days[2], "王伟", "邻里")]);
        lines
    };
    assert_eq!(signs_of(4, &lines(["2025-06-01", "2025-12-22", "2025-12-31"])), ["S104 note B8 王伟"]);
    // One day before the last ten; one line alone; a line that is not needed.
    assert!(signs_of(4, &lines(["2025-06-01", "2025-12-21", "2025-12-31"])).is_empty());
    let mut plenty = lines(["2025-12-23", "2025-12-24", "2025-12-31"]);
    plenty.push(two("2025-03-01", "王伟", "用水"));
    assert!(signs_of(4, &plenty).is_empty(), "75 points are there without any one of the three");
    // Two of twelve lines are no cluster.
    let often = full(4).into_iter().skip(1).chain((0..10).map(|_| ("2025-05-04", "王伟", "J04", 1, "", "", "")));
    let days = ["2025-06-01", "2025-12-23", "2025-12-31"];
    let often: Vec<Line<'_>> = often.chain(days.map(|day| two(day, "王伟", "地界"))).collect();
    assert!(signs_of(4, &often).is_empty());
}

#[test]
fn what_a_branch_does_or_writes_together_at_the_end_is_no_sign() {
    let together: Vec<Line<'_>> = PEOPLE[..4]
        .iter()
        .flat_map(|name| [two("2025-12-24", name, "联合调解"), (("2025-12-26"), *name, "Z01", 1, "", "3", "送温暖")])
        .collect();
    let mut lines = full(4);
    lines.extend(together);
    assert!(signs_of(4, &lines).is_empty(), "everybody has them");
    let all_late: Vec<Line<'_>> = PEOPLE[..3]
        .iter()
        .zip(["2025-12-24", "2025-12-25", "2025-12-27"])
        .flat_map(|(name, day)| {
            [(day, *name, "J04", 10, "", "", "打扫"), two(day, name, "地界"), (day, *name, "Z01", 1, "", "3", "送粮")]
        })
        .collect();
    assert!(signs_of(3, &all_late).is_empty(), "the branch writes its year down at its end");
}

#[test]
fn a_line_written_down_in_the_last_days_counts_as_one_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines: Vec<String> = full(4).iter().enumerate().map(|(at, line)| written(at, line, "照片")).collect();
    lines.push(written(5, &two("2025-06-01", "王伟", "用水"), "照片"));
    for (at, matter) in ["地界", "婚姻"].iter().enumerate() {
        let line = written(6 + at, &two("2025-12-10", "王伟", matter), "照片");
        lines.push(line.replacen("| |", "| 2025-12-30 |", 1));
    }
    branch(folder.path(), EAST, &PEOPLE[..4], &lines);
    assert_eq!(signs(&tally(folder.path(), &["--period", "2025"])), ["S104 note C8 王伟"]);
}

/// Five people with full marks and five points each in its own way, beside others with the base alone.
fn on_the_edge(of: usize, on: usize) -> Vec<Line<'static>> {
    const FIVE: [Line<'_>; 5] = [
        ("2025-03-08", "王伟", "Z03", 1, "", "", "种茶"),
        ("2025-04-12", "李秀英", "Z05", 1, "县级", "", "三八红旗手"),
        ("2025-05-20", "张敏", "Z04", 1, "", "5", "抢修水渠"),
        ("2025-07-16", "李建国", "Z08", 1, "", "5", "转移群众"),
        ("2025-08-02", "王秀兰", "Z04", 1, "", "5", "夜间值守"),
    ];
    full(of).into_iter().chain(FIVE[..on].iter().copied()).collect()
}

#[test]
fn many_on_an_edge_are_a_sign_and_full_marks_are_not() {
    let five = "王伟、李秀英、张敏、李建国、王秀兰";
    assert_eq!(signs_of(12, &on_the_edge(12, 5)), [format!("S105 note B3 {five}")]);
    assert_eq!(signs_of(10, &on_the_edge(10, 5)), [format!("S105 warning B3 {five}")]);
    assert!(signs_of(10, &on_the_edge(10, 4)).is_empty(), "the others are on an edge, too, but by full marks");
}

#[test]
fn scores_that_do_not_differ_are_a_sign() {
    assert!(signs_of(4, &full(4)).is_empty(), "four are few");
    assert_eq!(signs_of(5, &full(5)), ["S106 note B3 —"]);
    assert_eq!(signs_of(10, &full(10)), ["S106 warning B3 —"]);
    let mut half = full(10);
    half.push(("2025-06-01", "王伟", "Z07", 1, "村级", "", "修路建议"));
    assert_eq!(signs_of(10, &half), ["S106 note B3 —"], "half a point between the first and the last");
    half.push(two("2025-06-02", "李秀英", "地界"));
    assert!(signs_of(10, &half).is_empty());
    assert!(signs_of(6, &full(1)[..0]).is_empty(), "where nothing is written nothing can differ");
}

#[test]
fn everybody_in_the_best_grade_is_a_sign() {
    let best = |count: usize| -> Vec<Line<'static>> {
        let more =
            PEOPLE[..count].iter().zip(16..).map(|(name, times)| ("2025-06-01", *name, "Z02", times, "", "", "调解"));
        full(10).into_iter().chain(more).collect()
    };
    assert_eq!(signs_of(10, &best(10)), ["S107 warning B3 —"]);
    assert!(signs_of(10, &best(9)).is_empty());
}

#[test]
fn the_same_line_for_most_is_a_sign_where_points_are_decided_person_by_person() {
    let honoured = |count: usize, item: &'static str, level: &'static str| -> Vec<Line<'static>> {
        let more = PEOPLE[..count].iter().map(|name| ("2025-07-01", *name, item, 1, level, "", "七一表彰"));
        full(9).into_iter().chain(more).collect()
    };
    let named = "王伟、李秀英、张敏、李建国、王秀兰";
    assert_eq!(signs_of(9, &honoured(5, "Z05", "镇级")), [format!("S108 note I12 {named}")]);
    assert_eq!(signs_of(9, &honoured(6, "Z05", "镇级")), [format!("S108 note I12 {named}等 6 人")]);
    assert!(signs_of(9, &honoured(4, "Z05", "镇级")).is_empty(), "four of nine");
    assert!(signs_of(9, &honoured(6, "Z02", "")).is_empty(), "so much each time: they did it together");
}

#[test]
fn a_high_line_without_evidence_is_a_sign_in_a_form_that_asks_for_it() {
    let signs_with = |high: &str, level: &str| {
        let folder = tempfile::tempdir().unwrap();
        let lines: Vec<Line<'_>> = PEOPLE[..6]
            .iter()
            .enumerate()
            .map(|(at, name)| ("2025-05-04", *name, "J04", 2 + at as u32 % 2, "", "", "打扫"))
            .collect();
        let mut lines: Vec<String> = lines.iter().enumerate().map(|(at, line)| written(at, line, "照片")).collect();
        lines.push(written(7, &("2025-07-01", "王伟", "Z05", 1, level, "", "先进"), high));
        branch(folder.path(), EAST, &PEOPLE[..6], &lines);
        signs(&tally(folder.path(), &["--period", "2025"]))
    };
    assert_eq!(signs_with("", "省级"), ["S111 warning J9 王伟"], "without it the grade is another");
    assert!(signs_with("文件", "省级").is_empty());
    assert!(signs_with("", "镇级").is_empty(), "two points are no more than usual");
}

/// Two or more branches whose ledgers begin with lines of these matters.
fn copied(folder: &Path, branches: &[(&str, usize)]) {
    let matters = ["植树", "清河", "看望老人", "打扫", "防火", "修渠"];
    for (place, (village, same)) in branches.iter().enumerate() {
        let people = &PEOPLE[place * 3..place * 3 + 3];
        let lines = matters.iter().enumerate().map(|(at, matter)| {
            let matter = if at < *same { (*matter).to_owned() } else { format!("{village}{matter}") };
            let day = format!("2025-0{}-12", at + 1);
            written(at, &(&day, people[at % 3], "J04", 1, "", "", &matter), "照片")
        });
        branch(folder, village, people, &lines.collect::<Vec<_>>());
    }
}

#[test]
fn a_run_of_lines_in_two_branches_is_a_sign_once_for_each_pair() {
    let of = |branches: &[(&str, usize)]| {
        let folder = tempfile::tempdir().unwrap();
        copied(folder.path(), branches);
        let result = tally(folder.path(), &["--period", "2025"]);
        let first = result["diagnostics"].as_array().unwrap().iter().find(|it| it["code"] == "S109");
        (signs(&result), first.map_or_else(String::new, |it| it["message"].as_str().unwrap().to_owned()))
    };
    let (found, message) = of(&[("东河村", 6), ("西河村", 6)]);
    assert_eq!(found, ["S109 warning I3 —"]);
    assert!(message.starts_with("东河村党支部从这一行起有 6 行登记和西河村党支部的"), "{message}");
    assert!(of(&[("东河村", 4), ("西河村", 6)]).0.is_empty(), "four in a row");
    assert_eq!(of(&[("东河村", 6), ("北岭村", 0), ("西河村", 6), ("南坪村", 0)]).0.len(), 1);
    assert!(of(&[("东河村", 6), ("西河村", 6), ("南坪村", 6)]).0.is_empty(), "the township held it for all");
}

#[test]
fn no_sign_touches_a_score_or_the_standing_of_a_result() {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> =
        on_the_edge(10, 5).iter().enumerate().map(|(at, line)| written(at, line, "照片")).collect();
    branch(folder.path(), EAST, &PEOPLE[..10], &lines);
    let result = tally(folder.path(), &["--period", "2025"]);
    assert!(!signs(&result).is_empty());
    assert_eq!(result["status"], "final");
    let scores: Vec<&str> =
        result["members"].as_array().unwrap().iter().map(|it| it["score"].as_str().unwrap()).collect();
    assert_eq!(scores, ["75", "75", "75", "75", "75", "70", "70", "70", "70", "70"]);
}

#[test]
fn signs_about_grades_and_differences_are_silent_where_the_period_is_a_month() {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = full(10).iter().enumerate().map(|(at, line)| written(at, line, "照片")).collect();
    branch(folder.path(), EAST, &PEOPLE[..10], &lines);
    assert!(signs(&tally(folder.path(), &["--period", "2025-05"])).is_empty());
}

#[test]
fn the_same_signs_are_told_whatever_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    copied(folder.path(), &[("东河村", 6), ("北岭村", 0), ("西河村", 6), ("南坪村", 0)]);
    let of = |threads: &str| {
        let mut command = command(folder.path());
        command.args(["tally", "表", "--format", "json", "--period", "2025"]).env("RAYON_NUM_THREADS", threads);
        run(&mut command).stdout
    };
    assert_eq!(of("1"), of("4"));
}

#[test]
fn the_page_of_signs_names_every_sign_and_quotes_the_rule_set_as_it_is() {
    let read = |path: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let page = read("docs/可疑线索.md");
    for code in jifen::pipeline::all_codes().iter().filter(|code| code.id.starts_with("S1")) {
        assert!(page.contains(&format!("| {} | {} |", code.id, code.title)), "{}", code.id);
    }
    let (_, quoted) = page.split_once("```toml\n").unwrap();
    let (quoted, _) = quoted.split_once("```").unwrap();
    assert!(read("rules/village-vanguard.toml").contains(quoted.trim()));
}
