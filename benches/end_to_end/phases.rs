//! The phases of `tally`, and those of the bare work beside them.

use std::path::{Path, PathBuf};

use jifen::pipeline::{NoProgress, run, township_files};
use jifen::render::folder::replace_folder;
use jifen::render::json::json;
use jifen::render::xlsx::write_book;
use jifen::reports::summary_book;
use jifen::workbook::read;

use super::baseline::{self, PlainBook};
use super::clock::{Taken, median_taken, shown};
use super::township::options;

/// Measures each phase on its own and prints them.
pub fn print(times: usize, inputs: &Path, files: &[PathBuf], plain: &PlainBook, scratch: &Path) {
    let print = |name: &str, taken: Taken| println!("  {name:<44} {}", shown(taken));
    print("bare reading (calamine)", median_taken(times, || baseline::read(files)));
    print("bare writing (rust_xlsxwriter)", median_taken(times, || plain.write()));
    let read_all =
        || files.iter().map(|file| read(file, "表.xlsx")).filter(|reading| reading.workbook.is_some()).count();
    let reading = median_taken(times, read_all);
    let whole_run = median_taken(times, || run(&options(inputs), &NoProgress));
    print("read", reading);
    let rest = Taken {
        wall: whole_run.wall.saturating_sub(reading.wall),
        processor: whole_run.processor.saturating_sub(reading.processor),
    };
    print("recognise, check, score, award, document", rest);
    let outcome = run(&options(inputs), &NoProgress).expect("the inputs can be read");
    print("summary tables", median_taken(times, || summary_book(&outcome.result, &outcome.rules)));
    let book = summary_book(&outcome.result, &outcome.rules);
    print("write 汇总.xlsx", median_taken(times, || write_book(&book)));
    print("write 结果.json", median_taken(times, || json(&outcome.result)));
    let (outputs, _) = township_files(&outcome).expect("the outputs can be made");
    let out = scratch.join("放置");
    print("put the folder in place", median_taken(times, || replace_folder(&out, &outputs)));
}
