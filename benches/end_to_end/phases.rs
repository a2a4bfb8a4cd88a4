//! The phases of `tally`, and those of the bare work beside them.

use std::path::{Path, PathBuf};

use jifen::pipeline::{NoProgress, run, township_files};
use jifen::render::folder::replace_folder;
use jifen::render::json::json;
use jifen::render::xlsx::write_book;
use jifen::reports::summary_book;
use jifen::workbook::read;

use super::baseline::{self, PlainBook};
use super::clock::{Taken, in_turn, shown};
use super::township::{options, tally};

/// Measures each phase on its own, in turn, and prints them. What a phase makes is dropped within its time.
pub fn print(times: usize, inputs: &Path, files: &[PathBuf], plain: &PlainBook, scratch: &Path) {
    let outcome = run(&options(inputs), &NoProgress).expect("the inputs can be read");
    let book = summary_book(&outcome.result, &outcome.rules);
    let (outputs, _) = township_files(&outcome).expect("the outputs can be made");
    let (placed, tallied) = (scratch.join("放置"), scratch.join("汇总结果"));
    let mut phases: [(&str, &mut dyn FnMut()); 9] = [
        ("bare reading (calamine)", &mut || _ = baseline::read(files)),
        ("bare writing (rust_xlsxwriter)", &mut || _ = plain.write()),
        ("read", &mut || files.iter().for_each(|file| drop(read(file, "表.xlsx")))),
        ("read, recognise, check, score, document", &mut || drop(run(&options(inputs), &NoProgress))),
        ("summary tables", &mut || drop(summary_book(&outcome.result, &outcome.rules))),
        ("write 汇总.xlsx", &mut || drop(write_book(&book))),
        ("write 结果.json", &mut || drop(json(&outcome.result))),
        ("put the folder in place", &mut || drop(replace_folder(&placed, &outputs))),
        ("tally, all of it", &mut || _ = tally(inputs, &tallied)),
    ];
    let taken: Vec<Taken> = in_turn(times, &mut phases);
    for ((name, _), taken) in phases.iter().zip(taken) {
        println!("  {name:<42} {}", shown(taken));
    }
}
