//! An archive's inputs and rules give its result again: the same 结果.json, byte for byte, wherever the archive lies.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use jifen::pipeline::archive::Archived;
use jifen::pipeline::{NoProgress, run};
use jifen::render::json::json;

use program::{jifen, samples};

/// Archives, moves the archive to a place of its own, and gives the archived result and what comes out of it today.
#[track_caller]
fn archived_and_again(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let out = tempfile::tempdir().unwrap();
    let target = out.path().join("归档");
    let target = target.to_str().unwrap();
    jifen(folder, &[&["archive"], arguments, &["--out", target]].concat()).ends_with(code);
    let bag = bag_in(Path::new(target));
    let moved = out.path().join("多年以后");
    fs::rename(bag, &moved).unwrap();
    again(&moved)
}

#[track_caller]
fn again(bag: &Path) -> (String, String) {
    let archived = Archived::open(bag).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let kept = fs::read_to_string(archived.opened.location(&archived.record.result)).unwrap();
    let outcome = run(&archived.options(), &NoProgress).unwrap_or_else(|error| panic!("{error}"));
    (kept, String::from_utf8(json(&outcome.result).unwrap()).unwrap())
}

/// The bag of the records; the publishable one has no record of the run.
#[track_caller]
fn bag_in(folder: &Path) -> PathBuf {
    let mut bags = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    bags.find(|bag| bag.join("data/其他/运行记录.json").is_file()).unwrap()
}

/// The first line in which two texts differ.
#[track_caller]
fn assert_same((kept, now): (String, String)) {
    let place = kept.lines().zip(now.lines()).position(|(one, other)| one != other);
    if let Some(place) = place {
        let around = |text: &str| text.lines().skip(place.saturating_sub(8)).take(16).collect::<Vec<_>>().join("\n");
        panic!("line {}:\n{}\n----\n{}", place + 1, around(&kept), around(&now));
    }
    assert_eq!(kept, now);
}

#[test]
fn the_sample_townships_come_out_again() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["清河镇", "柳林乡"] {
        assert_same(archived_and_again(folder.path(), &[samples().join(name).to_str().unwrap()], 0));
    }
}
