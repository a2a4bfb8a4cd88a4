//! `archive --member`: the book of one person, through the program.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};

use program::{Run, jifen, samples};
use small_branch::{write, write_sheets};

/// Three lines that count, and one that states the wrong points.
const LINES: [&str; 3] = [
    "1 | 2025-05-12 | 王伟 | J04 | 2 | | 3 | 清理河道，电话 13800000000 | | ",
    "2 | 2025-06-08 | 李秀英 | J04 | 1 | | | 护林 | | ",
    "3 | 2025-07-01 | 王伟 | J04 | 1 | | | 护林 | | ",
];
const WRONG: &str = "4 | 2025-07-02 | 赵敏 | J04 | 1 | | 9 | 护林 | | ";

/// A folder with the workbook of a branch.
fn folder(lines: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), lines);
    folder
}

fn book_of(folder: &Path, name: &str, more: &[&str]) -> Run {
    jifen(folder, &[&["archive", "报表", "--period", "2025", "--member", name], more].concat())
}

/// The cells of each row of the only sheet that hold something, as texts.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 1, "{names:?}");
    let range = book.worksheet_range(&names[0]).unwrap();
    let row = |row: &[Data]| row.iter().filter(|cell| **cell != Data::Empty).map(ToString::to_string).collect();
    range.rows().map(row).collect()
}

/// What stands behind a label.
fn behind<'a>(rows: &'a [Vec<String>], label: &str) -> &'a str {
    let row = rows.iter().find(|row| row.contains(&label.to_owned())).unwrap();
    &row[row.iter().position(|cell| cell == label).unwrap() + 1]
}

#[test]
fn one_person_gets_their_book() {
    let folder = folder(&LINES);
    let run = book_of(folder.path(), "王伟", &[]).ends_with(0);
    assert!(run.stderr.contains("王伟-2025-一人一册.xlsx"), "{run:?}");
    let path = folder.path().join("王伟-2025-一人一册.xlsx");
    let rows = rows(&path);
    assert_eq!(rows[0], ["2025年党员积分一人一册"]);
    assert_eq!((behind(&rows, "姓名"), behind(&rows, "支部"), behind(&rows, "结果")), ("王伟", "东河村党支部", "定案"));
    let entries: Vec<&Vec<String>> =
        rows.iter().filter(|row| row.iter().any(|cell| cell.starts_with("2025-0"))).collect();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].last().unwrap(), "A3:J3");
    assert_eq!(entries[1].last().unwrap(), "A5:J5");
    // The running sum ends with the score.
    let at = rows.iter().position(|row| row.first().is_some_and(|cell| cell == "步")).unwrap();
    let steps: Vec<&Vec<String>> = rows[at + 1..].iter().take_while(|row| row.len() > 2).collect();
    let score = behind(&rows[at..], "总分").trim_end_matches(" 分");
    assert_eq!(steps.last().unwrap().last().unwrap(), score);
    // 事由 stays where it is, and so does what stands in it.
    assert!(!rows.concat().concat().contains("138"));
}

#[test]
fn a_file_that_is_there_is_not_replaced() {
    let folder = folder(&LINES);
    let path = folder.path().join("册.xlsx");
    fs::write(&path, "别人的").unwrap();
    let run = book_of(folder.path(), "王伟", &["--out", "册.xlsx"]).ends_with(2);
    assert!(run.stderr.contains("已经有文件"), "{run:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "别人的");
    fs::create_dir(folder.path().join("册")).unwrap();
    book_of(folder.path(), "王伟", &["--out", "册"]).ends_with(0);
    assert!(folder.path().join("册/王伟-2025-一人一册.xlsx").exists());
}

#[test]
fn a_provisional_book_says_so() {
    let folder = folder(&[&LINES[..], &[WRONG]].concat());
    let run = book_of(folder.path(), "赵敏", &["--out", "册.xlsx"]).ends_with(1);
    assert!(run.stderr.contains("试算"), "{run:?}");
    let rows = rows(&folder.path().join("册.xlsx"));
    assert_eq!(rows[0], ["2025年党员积分一人一册（试算）"]);
    assert!(behind(&rows, "结果").starts_with("试算，还不能作为最后结果：有 1 处错误没有改正"));
    assert!(rows.iter().any(|row| row[0] == "需要核对的 1 处"));
    assert!(rows.iter().any(|row| row[0] == "错误 E304" && row[1].contains("「积分登记」G6")), "{rows:?}");
}

#[test]
fn nobody_and_several_are_told() {
    let folder = folder(&LINES);
    let run = book_of(folder.path(), "王维", &[]).ends_with(2);
    assert!(run.stderr.contains("花名册里没有「王维」"), "{run:?}");
    let town = samples().join("清河镇");
    let town = town.to_str().unwrap();
    let run = jifen(folder.path(), &["archive", town, "--member", "张伟"]).ends_with(2);
    for words in ["有 2 个「张伟」", "张伟（LSW-01）", "张伟（LSW-21）", "姓名（编号）"] {
        assert!(run.stderr.contains(words), "{words}: {run:?}");
    }
    jifen(folder.path(), &["archive", town, "--member", "张伟（LSW-21）"]).ends_with(1);
    assert!(folder.path().join("张伟（LSW-21）-2025-一人一册.xlsx").exists());
}

#[test]
fn who_has_the_same_number_in_two_branches_is_told_by_the_branch() {
    let folder = folder(&LINES);
    let roster = ["序号 | 姓名 | 性别 | 入党时间", "1 | 王伟 | 男 | 1990-07-01", "2 | 孙丽 | 女 | 2000-07-01"];
    let ledger = ["序号 | 日期 | 姓名 | 项目编号 | 次数", "1 | 2025-03-05 | 王伟 | J04 | 1"];
    write_sheets(
        &folder.path().join("报表/西河村.xlsx"),
        &[("花名册", "西河村党支部 2025 年花名册", &roster), ("积分登记", "西河村党支部 2025 年积分登记", &ledger)],
    );
    let run = book_of(folder.path(), "王伟（1）", &[]).ends_with(2);
    assert!(run.stderr.contains("东河村党支部 王伟（1）、西河村党支部 王伟（1）"), "{run:?}");
    book_of(folder.path(), "西河村党支部 王伟（1）", &["--out", "册.xlsx"]).ends_with(0);
    let rows = rows(&folder.path().join("册.xlsx"));
    assert_eq!(behind(&rows, "支部"), "西河村党支部");
}

#[test]
fn why_writes_the_same_book() {
    let folder = folder(&LINES);
    book_of(folder.path(), "李秀英", &["--out", "甲.xlsx"]).ends_with(0);
    jifen(folder.path(), &["why", "李秀英", "报表", "--period", "2025", "--out", "乙.xlsx"]).ends_with(0);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(read("甲.xlsx") == read("乙.xlsx"));
}
