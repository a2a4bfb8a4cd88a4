//! What lies in a bag's folder. Links are never followed and nothing is opened.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Files of a bag: a township has some thousands.
pub(super) const FILES: usize = 100_000;
/// Folders in one another: our own have six.
const DEPTH: usize = 64;

/// What was met.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Plain files and their size in bytes, by their path below the bag's folder.
    pub(super) files: BTreeMap<String, u64>,
    /// What is neither file nor folder, or cannot be looked into, with the reason in words.
    pub(super) strange: BTreeMap<String, &'static str>,
    /// Whether there is more than was looked at.
    pub(super) unbounded: bool,
}

/// Walks through a folder to its bottom.
///
/// # Errors
/// Where the folder itself cannot be listed.
pub(super) fn walk(folder: &Path) -> io::Result<Walked> {
    let mut walked = Walked::default();
    fs::read_dir(folder)?;
    // The path below the bag, and how deep it lies.
    let mut pending = vec![(String::new(), 0)];
    while let Some((below, depth)) = pending.pop() {
        let listed = fs::read_dir(folder.join(&below)).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let Ok(entries) = listed else {
            walked.strange.insert(below, "打不开");
            continue;
        };
        for entry in entries {
            let name = entry.file_name();
            let shown = name.to_string_lossy();
            let path = if below.is_empty() { shown.clone().into_owned() } else { format!("{below}/{shown}") };
            if walked.files.len() + walked.strange.len() + pending.len() >= FILES {
                walked.unbounded = true;
                return Ok(walked);
            }
            let Ok(about) = entry.metadata() else {
                walked.strange.insert(path, "打不开");
                continue;
            };
            if name.to_str().is_none() {
                walked.strange.insert(path, "的名称不是 UTF-8 编码");
            } else if about.is_dir() && depth < DEPTH {
                pending.push((path, depth + 1));
            } else if about.is_dir() {
                walked.unbounded = true;
            } else if about.is_file() {
                walked.files.insert(path, about.len());
            } else {
                let why = if about.is_symlink() { "是一个链接" } else { "是特殊文件" };
                walked.strange.insert(path, why);
            }
        }
    }
    Ok(walked)
}
