//! Folders with all their files.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files below a folder, by path with `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Reads all files below a folder; none where there is no such folder.
pub fn files_below(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(below, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Writes all files below a folder.
pub fn write_below(folder: &Path, files: &Files) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Asserts that two folders hold the same files with the same bytes; differences are told by name.
#[track_caller]
pub fn assert_same(left: &Files, right: &Files) {
    let names = left.keys().chain(right.keys().filter(|path| !left.contains_key(*path)));
    let differing: Vec<_> = names.filter(|path| left.get(*path) != right.get(*path)).collect();
    assert!(differing.is_empty(), "these differ: {differing:?}");
}
