//! How much longer `tally` takes than the bare reading and writing that no program could do without.
//!
//! ```text
//! cargo bench --bench end_to_end
//! cargo bench --bench end_to_end -- --pairs 15 --inputs DIR
//! ```
//!
//! It measures and prints; it asserts no time. `docs/performance.md` says what the figures mean.

// A tool for developers: it talks on standard output, and what goes wrong is best told by stopping at once.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

mod annotation;
mod archiving;
mod baseline;
mod clock;
mod phases;
mod program;
mod township;

use std::env;
use std::path::PathBuf;

use jifen::model::Severity;
use jifen::pipeline::{NoProgress, run};
use jifen::reports::summary_book;

use baseline::PlainBook;
use clock::{Pairs, in_pool};

/// Pairs of measurements, unless `--pairs` says otherwise.
const PAIRS: usize = 11;

fn main() {
    // Cargo itself adds `--bench`.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1);
    let pairs = value("--pairs").map_or(PAIRS, |text| text.parse().expect("--pairs takes a number"));
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let inputs = value("--inputs").map(PathBuf::from).unwrap_or_else(|| township::make(scratch.path()));
    let files = township::workbooks(&inputs);

    let outcome = run(&township::options(&inputs), &NoProgress).expect("the inputs can be read");
    // Members made by a rule may be alike in a way that a note remarks on; nothing has to be put right.
    let wrong: Vec<_> = outcome.diagnostics.iter().filter(|it| it.severity > Severity::Note).collect();
    assert!(wrong.is_empty(), "the inputs are faultless: {wrong:#?}");
    for note in &outcome.diagnostics {
        println!("  note {} {}", note.code.id, note.message);
    }
    let summary = PlainBook::of(&summary_book(&outcome.result, &outcome.rules));
    println!("{} workbooks, {} cells; the summary has {} cells", files.len(), baseline::read(&files), summary.cells());
    drop(outcome);
    let bare = || baseline::read(&files) + summary.write();

    println!("\ntally (all outputs, in process) against bare reading and writing, medians of {pairs} pairs:");
    for threads in [1, 2] {
        let out = scratch.path().join("结果");
        let ours = || township::tally(&inputs, &out);
        println!("{}", Pairs::measure(pairs, threads, bare, ours).line(threads));
    }

    println!("\nthe program against the same, wall time:");
    match program::built() {
        Some(program) => {
            for threads in [1, 2] {
                let out = scratch.path().join("程序结果");
                let ours = || program::tally(&program, &inputs, &out, threads);
                println!("{}", Pairs::measure(pairs, threads, bare, ours).line(threads));
            }
        }
        None => println!("  not measured: build it first, cargo build --release"),
    }

    println!("\nwhere the time goes, one thread, medians of {pairs}:");
    in_pool(1, || phases::print(pairs, &inputs, &files, &summary, scratch.path()));

    for threads in [1, 2] {
        println!("\narchiving, {threads} thread(s), medians of {pairs}:");
        in_pool(threads, || archiving::print(pairs, &inputs, &files, scratch.path()));
    }

    println!("\nannotation, one thread, medians of {pairs}:");
    in_pool(1, || annotation::print(pairs, &files));
}
