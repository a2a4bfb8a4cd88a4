//! Makes the sample townships under `samples/`, the list of what is planted in them, and a benchmark township.
//!
//! ```text
//! cargo run --example make-samples                  writes samples/
//! cargo run --example make-samples -- --check       exit 1 if samples/ is not what it would write
//! cargo run --example make-samples -- --bench-dir DIR --branches 50 --entries 480 --members 40
//! ```
//!
//! The generator reckons for itself and uses nothing of `jifen`, so that its figures can contradict the program's. What
//! `samples/规则集/` holds, others have reckoned: it is made of `tests/conformance/*/sample/`.

// A tool for developers: it talks on standard output, and a broken plan is best told by stopping at once.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

mod bench;
mod books;
mod branch;
mod calendar;
mod dice;
mod faults;
mod findings;
mod form;
mod items;
mod ledger;
mod liulin;
mod oddities;
#[path = "../../support/package.rs"]
mod package;
mod people;
mod plan;
mod qinghe;
mod readme;
mod reasons;
mod rulebooks;
mod score;
mod scores;
mod sheets;
mod situations;
mod stars;
#[path = "../../support/sheets/mod.rs"]
mod texts;
mod year;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use branch::Branch;

/// Files by their path under the folder they go to.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let value = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1);
    if let Some(folder) = value("--bench-dir") {
        let number = |name, usual| value(name).map_or(Ok(usual), |text| text.parse::<usize>());
        let branches = bench::branches(number("--branches", 50)?, number("--members", 40)?, number("--entries", 480)?);
        let mut files = Files::new();
        township(&mut files, Path::new(""), &branches)?;
        write(&files, Path::new(folder))?;
        return Ok(ExitCode::SUCCESS);
    }
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = samples_files()?;
    if arguments.iter().any(|argument| argument == "--check") {
        return Ok(check(&files, &samples));
    }
    if let Some(unknown) = arguments.first() {
        return Err(format!("unknown argument {unknown}: --check or --bench-dir DIR").into());
    }
    write(&files, &samples)?;
    Ok(ExitCode::SUCCESS)
}

fn samples_files() -> Result<Files, Box<dyn Error>> {
    let mut qinghe = qinghe::branches();
    faults::plant(&mut qinghe);
    oddities::add_prose(&mut qinghe);
    // A ledger without dates yields no line.
    let undated = qinghe.iter_mut().filter(|branch| branch.file == "龙泉村");
    undated.for_each(|branch| branch.lines.iter_mut().for_each(|line| line.state = ledger::State::Excluded));
    let liulin = liulin::branches();
    plan::hold(&qinghe, &liulin);
    let mut findings: Vec<_> = qinghe.iter().flat_map(findings::in_branch).collect();
    findings.extend(oddities::findings(&qinghe));
    findings.sort();

    let mut files = Files::new();
    township(&mut files, Path::new(qinghe::TOWNSHIP), &qinghe)?;
    township(&mut files, Path::new(liulin::TOWNSHIP), &liulin)?;
    for (name, bytes) in oddities::files()? {
        files.insert(Path::new(qinghe::TOWNSHIP).join(name), bytes);
    }
    files.insert("planted.csv".into(), findings::csv(&findings).into());
    files.insert("scores.csv".into(), scores::csv(qinghe.iter().chain(&liulin)).into());
    let rulebooks = rulebooks::all()?;
    for sample in &rulebooks {
        let folder = Path::new(rulebooks::FOLDER).join(&sample.title);
        files.extend(sample.files.iter().map(|(name, bytes)| (folder.join(name), bytes.clone())));
    }
    let readme = readme::readme(&qinghe, &liulin, &findings) + &rulebooks::readme(&rulebooks)?;
    files.insert("README.md".into(), readme.into());
    Ok(files)
}

fn township(files: &mut Files, folder: &Path, branches: &[Branch]) -> Result<(), Box<dyn Error>> {
    for branch in branches {
        files.insert(folder.join(format!("{}.xlsx", branch.file)), books::book(branch)?);
    }
    let first = branches.first().ok_or("no branches")?;
    let (name, year) = (first.township, first.year);
    let profile = format!("township = \"{name}\"\nperiod = \"{year}\"\nprogramme_start = {year}\n");
    files.insert(folder.join("jifen.toml"), profile.into());
    Ok(())
}

fn write(files: &Files, folder: &Path) -> Result<(), Box<dyn Error>> {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        fs::write(path, bytes)?;
    }
    println!("{} files in {}", files.len(), folder.display());
    Ok(())
}

/// Names what differs, is missing, or lies in a township's folder without being generated.
fn check(files: &Files, folder: &Path) -> ExitCode {
    let mut wrong: BTreeSet<PathBuf> = BTreeSet::new();
    for (path, bytes) in files {
        if fs::read(folder.join(path)).ok().as_ref() != Some(bytes) {
            wrong.insert(path.clone());
        }
    }
    let folders: BTreeSet<&Path> = files.keys().filter_map(|path| path.parent()).collect();
    for below in folders.into_iter().filter(|below| *below != Path::new("")) {
        let there = fs::read_dir(folder.join(below)).into_iter().flatten().flatten();
        let paths = there.map(|entry| below.join(entry.file_name()));
        wrong.extend(paths.filter(|path| !files.contains_key(path)));
    }
    wrong.iter().for_each(|path| println!("stale: {}", path.display()));
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
