//! Annotation: marking 50 cells of one workbook beside reading it twice; then five cells in every row of its ledger.

use std::fs;
use std::path::PathBuf;

use jifen::model::{CellRange, CellRef};
use jifen::render::annotate::{MarkKind, Marking, Problem, annotate};
use jifen::workbook::read_bytes;

use super::baseline;
use super::clock::{median_taken, shown};

const PROBLEMS: u32 = 50;
/// Five in each of 480 rows: more than a branch would ever correct by hand.
const MANY: u32 = 2_400;

pub fn print(times: usize, files: &[PathBuf]) {
    let file = files.first().expect("there is a workbook");
    let bytes = fs::read(file).expect("the file can be read");
    let reading = read_bytes(&bytes, "表.xlsx");
    let workbook = reading.workbook.expect("a workbook");
    let ledger = workbook.sheets.last().expect("a sheet");
    let problems: Vec<Problem> = (0..PROBLEMS).map(|number| problem(&ledger.name, number)).collect();
    let headline = ["50 处".to_owned()];
    let bare = median_taken(times, || baseline::read_one(file));
    let read = median_taken(times, || read_bytes(&bytes, "表.xlsx").workbook.map(|workbook| workbook.sheets.len()));
    let marked = median_taken(times, || {
        annotate(&bytes, &Marking::of(&headline, &problems)).expect("it can be marked").bytes.len()
    });
    let many: Vec<Problem> = (0..MANY).map(|number| problem_at(&ledger.name, number / 5 + 4, number % 5)).collect();
    let filled =
        median_taken(times, || annotate(&bytes, &Marking::of(&headline, &many)).expect("it can be marked").bytes.len());
    let size = annotate(&bytes, &Marking::of(&headline, &many)).expect("it can be marked").bytes.len();
    println!("  bare reading of one workbook (calamine)      {}", shown(bare));
    println!("  read it                                      {}", shown(read));
    println!("  mark {PROBLEMS} cells in it and list the problems     {}", shown(marked));
    println!("  mark {MANY} cells in it ({} KB, from {} KB)   {}", size / 1000, bytes.len() / 1000, shown(filled));
    println!("  RATIO of marking to bare reading {:.2}", marked.wall.as_secs_f64() / bare.wall.as_secs_f64());
    println!("  RATIO of marking to reading twice {:.2}", marked.wall.as_secs_f64() / (2.0 * read.wall.as_secs_f64()));
}

fn problem(sheet: &str, number: u32) -> Problem {
    problem_at(sheet, 4 + number * 9, 1 + number % 8)
}

fn problem_at(sheet: &str, row: u32, col: u32) -> Problem {
    let cell = CellRef::new(row, col);
    Problem {
        kind: [MarkKind::Wrong, MarkKind::Doubtful, MarkKind::Pending][(row + col) as usize % 3],
        code: "E304".to_owned(),
        place: Some((sheet.to_owned(), CellRange::from(cell))),
        member: "王伟".to_owned(),
        found: "5".to_owned(),
        message: "这里写的与办法不符，请核对次数、级别和分值。".to_owned(),
        help: "请核对后改正。".to_owned(),
    }
}
