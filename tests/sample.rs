//! The draw by a published seed: made again by a script that knows nothing of the program, never one branch left out three
//! times running; and what people found, told at the entries when the filled list comes back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use program::{Run, jifen, program as command, run, tool_works};
use small_branch::{write, write_sheets};

const ROSTER: [&str; 4] = [
    "序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别",
    "1 | 王伟 | 男 | 1970-05 | 1995-07-01 | 正式党员",
    "2 | 李秀英 | 女 | 1975-03 | 2001-07-01 | 正式党员",
    "3 | 赵敏 | 女 | 1980-01 | 2005-07-01 | 正式党员",
];
const HEADER: &str = "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期";
const NAMES: [&str; 9] = ["东河村", "西河村", "南坪村", "北岭村", "石桥村", "大营村", "龙泉村", "柳树湾村", "杨家沟村"];

/// A branch with so many lines: mostly alike, some of more points, one that states the wrong points.
fn branch(folder: &Path, name: &str, lines: usize) {
    let line = |number: usize| {
        let who = ["王伟", "李秀英", "赵敏"][number % 3];
        let (count, points) = match number {
            2 => (1, "9"),
            number if number.is_multiple_of(6) => (2, ""),
            _ => (1, ""),
        };
        format!(
            "{number} | 2025-{:02}-12 | {who} | J04 | {count} | | {points} | 第{number}次护林 | | ",
            number % 12 + 1
        )
    };
    let lines: Vec<String> = (1..=lines).map(line).collect();
    let ledger: Vec<&str> = std::iter::once(HEADER).chain(lines.iter().map(String::as_str)).collect();
    let titles = [format!("{name}党支部 2025 年花名册"), format!("{name}党支部 2025 年积分登记")];
    let sheets: [(&str, &str, &[&str]); 2] = [("花名册", &titles[0], &ROSTER), ("积分登记", &titles[1], &ledger)];
    write_sheets(&folder.join(format!("报表/{name}.xlsx")), &sheets);
}

/// A township of nine branches below two general ones; the profile has a tenth that hands nothing in.
fn township() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut profile = "township = \"清河镇\"\nrules = \"township-stars\"\n".to_owned();
    for (number, name) in NAMES.iter().chain(&["镇机关"]).enumerate() {
        if *name != "镇机关" {
            branch(folder.path(), name, 14 + number);
        }
        let general = if number < 6 { "农村党总支" } else { "河东党总支" };
        profile += &format!("[[branch]]\nname = \"{name}党支部\"\npath = [\"清河镇党委\", \"{general}\"]\n");
    }
    fs::write(folder.path().join("报表/jifen.toml"), profile).unwrap();
    folder
}

fn draw(folder: &Path, seed: &str, out: &str, more: &[&str]) -> Run {
    let mut command = command(folder);
    run(command.args(["sample", "报表", "--period", "2025", "--seed", seed, "--out", out]).args(more))
}

/// Runs a piece of Python with arguments.
fn python(folder: &Path, script: &str, arguments: &[&str]) -> Run {
    run(Command::new("python3").current_dir(folder).args(["-c", script]).args(arguments))
}

fn has_openpyxl() -> bool {
    let tried = Command::new("python3").args(["-c", "import openpyxl"]).output();
    tool_works("openpyxl", tried.is_ok_and(|output| output.status.success()))
}

/// Draws again without the program, which must come to the same; the branches that are drawn.
#[track_caller]
fn redone(folder: &Path, lists: &[&str]) -> BTreeSet<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/redo_draw.py");
    let done = run(Command::new("python3").current_dir(folder).arg(script).args(lists)).ends_with(0);
    done.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn anybody_comes_to_the_same_draw() {
    let folder = township();
    let folder = folder.path();
    draw(folder, "双色球2025149期 03 08 17 22 26 31 05", "甲.xlsx", &[]).ends_with(0);
    draw(folder, "双色球2025149期 03 08 17 22 26 31 05", "乙.xlsx", &[]).ends_with(0);
    assert_eq!(fs::read(folder.join("甲.xlsx")).unwrap(), fs::read(folder.join("乙.xlsx")).unwrap());
    if !has_openpyxl() {
        return;
    }
    assert_eq!(redone(folder, &["甲.xlsx"]).len(), 4, "a third of ten, rounded up");
    draw(folder, "1", "丙.xlsx", &["--strata", "--entries", "3"]).ends_with(0);
    let drawn = redone(folder, &["丙.xlsx"]);
    let of_village = drawn.iter().filter(|name| NAMES[..6].iter().any(|village| name.starts_with(village))).count();
    assert_eq!((drawn.len(), of_village), (4, 2), "a third of six and a third of four, rounded up");
    // Another seed draws others.
    let seeds = ["2", "3", "4", "5", "6"];
    let drawn = seeds.map(|seed| {
        draw(folder, seed, &format!("{seed}.xlsx"), &[]).ends_with(0);
        redone(folder, &[&format!("{seed}.xlsx")])
    });
    assert!(drawn.iter().collect::<BTreeSet<_>>().len() > 1);
}

#[test]
fn a_branch_of_the_organisation_workbook_is_drawn_from() {
    let folder = township();
    let folder = folder.path();
    fs::write(folder.join("报表/jifen.toml"), "township = \"清河镇\"\n").unwrap();
    let list: Vec<String> =
        NAMES.iter().chain(&["青山村", "镇机关"]).map(|name| format!("{name}党支部,23\n")).collect();
    fs::write(folder.join("报表/组织.csv"), format!("支部,党员数\n{}", list.concat())).unwrap();
    let said = draw(folder, "20260110", "1.xlsx", &[]).ends_with(0).stdout;
    assert!(said.contains("11 个支部抽中 4 个"), "{said}");
}

#[test]
fn nobody_is_left_out_three_times_running() {
    if !has_openpyxl() {
        return;
    }
    let folder = township();
    let folder = folder.path();
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    let mut most = 0;
    let mut lists: Vec<String> = Vec::new();
    for month in 1..=8 {
        let list = format!("{month}月.xlsx");
        let last = lists.iter().rev().take(2).rev();
        let after: Vec<&str> = last.clone().flat_map(|list| ["--after", list]).collect();
        draw(folder, &format!("第{month}期"), &list, &after).ends_with(0);
        let given: Vec<&str> = std::iter::once(list.as_str()).chain(last.map(String::as_str)).collect();
        let drawn = redone(folder, &given);
        assert!(drawn.len() >= 4, "{drawn:?}");
        for name in NAMES.iter().chain(&["镇机关"]).map(|name| format!("{name}党支部")) {
            let running = left_out.entry(name.clone()).or_default();
            *running = if drawn.contains(&name) { 0 } else { *running + 1 };
            most = most.max(*running);
        }
        lists.push(list);
    }
    assert_eq!(most, 2, "somebody was left out twice, nobody three times");
}

#[test]
fn what_cannot_be_drawn_is_refused_in_words() {
    let folder = township();
    let folder = folder.path();
    let without = jifen(folder, &["sample", "报表"]).ends_with(2).stderr;
    assert!(without.contains("没有写种子，没有抽") && without.contains("彩票"), "{without}");
    for (seed, why) in [("  ", "没有写种子"), ("a|b", "「|」"), ("13812345678", "电话"), ("第\n期", "换行")]
    {
        let said = draw(folder, seed, "无.xlsx", &[]).ends_with(2).stderr;
        assert!(said.contains(why) && !said.contains("13812345678"), "{said}");
    }
    draw(folder, "1", "1.xlsx", &[]).ends_with(0);
    let there = draw(folder, "2", "1.xlsx", &[]).ends_with(2).stderr;
    assert!(there.contains("没有覆盖"), "{there}");
    let same = draw(folder, "1", "2.xlsx", &["--after", "1.xlsx"]).ends_with(2).stderr;
    assert!(same.contains("2025 的抽查已经用过它"), "{same}");
    let no_list = draw(folder, "2", "2.xlsx", &["--after", "报表/东河村.xlsx"]).ends_with(2).stderr;
    assert!(no_list.contains("不是抽查清单"), "{no_list}");
    let nowhere = draw(folder, "2", "2.xlsx", &["--after", "没有.xlsx"]).ends_with(2).stderr;
    assert!(nowhere.contains("没有这个文件"), "{nowhere}");
    let mut earlier = command(folder);
    let earlier = run(earlier.args(["sample", "报表", "--period", "2025-03", "--seed", "2", "--after", "1.xlsx"]));
    assert!(earlier.ends_with(2).stderr.contains("比这次抽的 2025-03 还晚"));
    fs::write(folder.join("报表/jifen.toml"), "township = \"清河镇\"").unwrap();
    let flat = draw(folder, "2", "2.xlsx", &["--strata"]).ends_with(2).stderr;
    assert!(flat.contains("要分层抽，可是没有一个支部写明了上级组织"), "{flat}");
    if has_openpyxl() {
        let forge = "import openpyxl;b=openpyxl.load_workbook('1.xlsx');b['抽查办法']['B4']='9';b.save('改.xlsx')";
        python(folder, forge, &[]).ends_with(0);
        let forged = draw(folder, "2", "2.xlsx", &["--after", "改.xlsx"]).ends_with(2).stderr;
        assert!(forged.contains("摘要与种子对不上"), "{forged}");
    }
}

/// Fills the rows of the first branch's sheet: results by their order, with who, when and why.
const FILL: &str = "
import sys, openpyxl
name, out, results = sys.argv[1], sys.argv[2], sys.argv[3].split(',')
book = openpyxl.load_workbook(name)
sheet = next(s for s in book if s['A3'].value == '支部')
head = [c.value for c in sheet[4]]
col = lambda name: head.index(name) + 1
for row, result in zip(range(5, 5 + len(results)), results):
    sheet.cell(row, col('核查结果')).value = result or None
    if result:
        sheet.cell(row, col('核查人')).value = '孙明'
        sheet.cell(row, col('核查日期')).value = '2026-01-12'
        if result != '属实':
            sheet.cell(row, col('说明')).value = '护林记录里没有这一天。'
book.save(out)
print('\\n'.join(' '.join(str(sheet.cell(r, col(c)).value) for c in ('党员', '日期', '单元格')) for r in range(5, 8)))
";

fn audited(folder: &Path, more: &[&str], code: i32) -> Value {
    let mut command = command(folder);
    let run = run(command.args(["tally", "报表", "--period", "2025", "--format", "json"]).args(more));
    run.ends_with(code).json()
}

fn with_code<'a>(result: &'a Value, code: &str) -> Vec<&'a Value> {
    result["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == code).collect()
}

#[test]
fn what_was_found_is_told_at_the_entry() {
    if !has_openpyxl() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let lines = [
        "1 | 2025-03-12 | 王伟 | J04 | 1 | | | 清理河道 | | ",
        "2 | 2025-04-12 | 赵敏 | J04 | 2 | | | 护林 | | ",
        "3 | 2025-05-12 | 李秀英 | J04 | 1 | | | 植树 | | ",
    ];
    write(&folder.join("报表/东河村.xlsx"), &lines);
    let before = audited(folder, &[], 0);
    // The list lies among the reports: it is none of them.
    draw(folder, "1", "报表/抽查清单.xlsx", &[]).ends_with(0);
    let beside = audited(folder, &[], 0);
    assert_eq!(beside["members"], before["members"]);
    assert!(with_code(&beside, "F201")[0]["message"].as_str().unwrap().contains("是抽查清单"));
    let fill = |results: &str| python(folder, FILL, &["报表/抽查清单.xlsx", "填好.xlsx", results]).ends_with(0).stdout;
    let listed = fill("不实,存疑,属实");
    assert!(listed.starts_with("王伟 2025-03-12 A3:J3"), "{listed}");

    let result = audited(folder, &["--audit", "填好.xlsx"], 1);
    let untrue = with_code(&result, "P401")[0];
    assert_eq!((&untrue["file"], &untrue["sheet"]), (&"东河村.xlsx".into(), &"积分登记".into()));
    assert_eq!((&untrue["cell"], &untrue["member"]), (&"D3".into(), &"王伟".into()));
    assert_eq!((&untrue["severity"], &untrue["branch"]), (&"error".into(), &"东河村党支部".into()));
    assert_eq!(untrue["message"], "抽查查明，这条登记不实：护林记录里没有这一天（孙明 2026-01-12 核查）。");
    let doubtful = with_code(&result, "P402")[0];
    assert_eq!((&doubtful["severity"], &doubtful["member"]), (&"warning".into(), &"赵敏".into()));
    let scores = |result: &Value| -> Vec<Value> {
        result["members"].as_array().unwrap().iter().map(|member| member["score"].clone()).collect()
    };
    assert_eq!(scores(&result), scores(&before), "no score is changed");
    assert_eq!(result["status"], "provisional");
    assert!(folder.join("汇总结果/批注/东河村.xlsx").is_file());

    // The branch strikes the line out: the others move up, and are known again.
    write(&folder.join("报表/东河村.xlsx"), &lines[1..]);
    let corrected = audited(folder, &["--audit", "填好.xlsx"], 0);
    assert!(with_code(&corrected, "P401").is_empty());
    assert_eq!(with_code(&corrected, "P402")[0]["cell"], "D3");
    let gone = with_code(&corrected, "P403");
    assert_eq!((gone.len(), &gone[0]["severity"]), (1, &"note".into()));

    // It changes one that was found true.
    let changed = [lines[1], "3 | 2025-05-12 | 李秀英 | J04 | 5 | | | 植树 | | "];
    write(&folder.join("报表/东河村.xlsx"), &changed);
    let suspicious = audited(folder, &["--audit", "填好.xlsx"], 0);
    assert!(with_code(&suspicious, "P403").iter().any(|it| it["severity"] == "warning" && it["member"] == "李秀英"));

    write(&folder.join("报表/东河村.xlsx"), &lines);
    fill("属实,,大概是");
    let open = audited(folder, &["--audit", "填好.xlsx"], 0);
    let said: Vec<&str> = with_code(&open, "P404").iter().map(|it| it["message"].as_str().unwrap()).collect();
    assert_eq!(
        said,
        ["3 条里有 1 条还没有填核查结果。", "核查结果写的是「大概是」，要写属实、不实或存疑，这一条没有采用。"]
    );
    let wrong =
        jifen(folder, &["tally", "报表", "--period", "2025", "--audit", "报表/东河村.xlsx"]).ends_with(2).stderr;
    assert!(wrong.contains("不是抽查清单"), "{wrong}");
}

#[test]
fn of_lines_that_are_alike_the_true_one_stays() {
    if !has_openpyxl() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let line = |number: usize| format!("{number} | 2025-03-12 | 王伟 | J04 | 1 | | | 清理河道 | | ");
    write(&folder.join("报表/东河村.xlsx"), &[line(1), line(2)]);
    draw(folder, "1", "清单.xlsx", &[]).ends_with(0);
    python(folder, FILL, &["清单.xlsx", "填好.xlsx", "不实,属实"]).ends_with(0);
    let both = audited(folder, &["--audit", "填好.xlsx"], 1);
    assert_eq!(with_code(&both, "P401").iter().map(|it| &it["cell"]).collect::<Vec<_>>(), ["D3"]);
    write(&folder.join("报表/东河村.xlsx"), &[line(1)]);
    let one = audited(folder, &["--audit", "填好.xlsx"], 0);
    assert_eq!((with_code(&one, "P401").len(), with_code(&one, "P403").len()), (0, 1));
}
