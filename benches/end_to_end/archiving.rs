//! Archiving the year, and verifying the package, beside reading the workbooks.

use std::fs;
use std::path::{Path, PathBuf};

use jifen::pipeline::archive::{ArchiveOptions, Packing, packages};
use jifen::pipeline::verify::verify;
use jifen::pipeline::{NoProgress, Settings, run};
use jifen::render::folder::{OutputFiles, put_new_folder};
use jifen::workbook::read;

use super::baseline;
use super::clock::{Taken, in_turn, shown};
use super::township::options;

/// Measures in turn: reading, the run, making the packages, putting them in place, all of it, and verifying.
pub fn print(times: usize, inputs: &Path, files: &[PathBuf], scratch: &Path) {
    let options = options(inputs);
    let settings = Settings::new(&options).expect("the settings are right");
    let outcome = run(&options, &NoProgress).expect("the inputs can be read");
    let wanted = ArchiveOptions::default();
    let packing = Packing { outcome: &outcome, given: &options, settings: &settings, options: &wanted };
    let out = scratch.join("归档");
    let made = packages(&packing).expect("the packages can be made");
    let package = out.join(&made.whole.name);
    let whole = || -> Vec<PathBuf> {
        let _ = fs::remove_dir_all(&out);
        let outcome = run(&options, &NoProgress).expect("the inputs can be read");
        let packing = Packing { outcome: &outcome, given: &options, settings: &settings, options: &wanted };
        let made = packages(&packing).expect("the packages can be made");
        std::iter::once(made.whole)
            .chain(made.public)
            .map(|package| put(package.files, &out.join(package.name)))
            .collect()
    };
    let mut phases: [(&str, &mut dyn FnMut()); 6] = [
        ("bare reading (calamine)", &mut || _ = baseline::read(files)),
        ("read", &mut || files.iter().for_each(|file| drop(read(file, "表.xlsx")))),
        ("read, recognise, check, score, document", &mut || drop(run(&options, &NoProgress))),
        ("make both packages", &mut || drop(packages(&packing))),
        ("archive, all of it", &mut || drop(whole())),
        ("verify the package", &mut || drop(verify(&package, &NoProgress))),
    ];
    let taken: Vec<Taken> = in_turn(times, &mut phases);
    for ((name, _), taken) in phases.iter().zip(&taken) {
        println!("  {name:<42} {}", shown(*taken));
    }
    if let [bare, read, run, _, all, _] = taken.as_slice() {
        let times = |of: &Taken| all.wall.as_secs_f64() / of.wall.as_secs_f64();
        println!("  RATIO of archiving to bare reading {:.2}, to our reading {:.2}", times(bare), times(read));
        println!("  RATIO of archiving to reading and reckoning {:.2}", times(run));
    }
}

fn put(files: Vec<(String, Vec<u8>)>, folder: &Path) -> PathBuf {
    let mut ready = OutputFiles::new();
    for (path, bytes) in files {
        ready.insert_of_branch(&path, bytes).expect("a path of the package");
    }
    put_new_folder(folder, &ready).expect("the package can be put in place");
    folder.to_owned()
}
