//! A case's folder: what the program is given, and what its author expects.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::sheets::{excel, notation};

const EXPECTED: &str = "expected.json";
const PROFILE: &str = "jifen.toml";

pub struct Case {
    /// Its path below `conformance/`.
    pub name: String,
    folder: PathBuf,
    /// All cases lie below it.
    root: PathBuf,
    pub expected: Value,
}

/// All cases, by name: the folders with an `expected.json`.
pub fn all_below(root: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut pending = vec![root.to_owned()];
    while let Some(folder) = pending.pop() {
        pending.extend(entries(&folder).into_iter().filter(|path| path.is_dir()));
        let path = folder.join(EXPECTED);
        if !path.is_file() {
            continue;
        }
        let name = folder.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let expected = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        cases.push(Case { name, folder, root: root.to_owned(), expected });
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

impl Case {
    /// Writes the township as the program is given it: workbooks instead of texts, everything else as it is.
    pub fn write(&self, target: &Path) -> Result<(), String> {
        copy(&self.folder, target)?;
        let profile = target.join(PROFILE);
        let Ok(text) = fs::read_to_string(&profile) else { return Ok(()) };
        fs::write(profile, text.lines().map(|line| as_workbook(line) + "\n").collect::<String>()).unwrap();
        self.take_shared_rules(&text, target);
        Ok(())
    }

    /// A rule set that several cases share lies in a folder above them.
    fn take_shared_rules(&self, profile: &str, target: &Path) {
        let Some(name) = profile.lines().find_map(|line| named(line, "rules")).filter(|it| it.ends_with(".toml"))
        else {
            return;
        };
        let above = self.folder.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root));
        let shared = above.map(|folder| folder.join(name)).find(|path| path.is_file());
        if let (Some(shared), false) = (shared, target.join(name).exists()) {
            fs::copy(shared, target.join(name)).unwrap();
        }
    }
}

fn copy(folder: &Path, target: &Path) -> Result<(), String> {
    fs::create_dir_all(target).unwrap();
    for path in entries(folder) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            copy(&path, &target.join(name))?;
        } else if let Some(stem) = name.strip_suffix(".txt") {
            let text = fs::read_to_string(&path).unwrap();
            let bytes = notation::sheets(&text).and_then(|sheets| excel::xlsx(&sheets));
            fs::write(target.join(format!("{stem}.xlsx")), bytes.map_err(|error| format!("{name}: {error}"))?).unwrap();
        } else if name != EXPECTED {
            fs::copy(&path, target.join(name)).unwrap();
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The text that a line of a profile gives to a key.
fn named<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let value = line.trim_start().strip_prefix(key)?.trim_start().strip_prefix('=')?;
    value.split('"').nth(1)
}

/// A line that names a text as the archive of last year names the workbook that is made of it.
fn as_workbook(line: &str) -> String {
    match named(line, "previous").and_then(|file| file.strip_suffix(".txt")) {
        Some(stem) => line.replace(&format!("{stem}.txt"), &format!("{stem}.xlsx")),
        None => line.to_owned(),
    }
}

#[test]
fn a_profile_names_the_workbook_that_is_made() {
    assert_eq!(as_workbook("previous = \"上年档案.txt\"  # a"), "previous = \"上年档案.xlsx\"  # a");
    for line in
        ["previous_year = \"a.txt\"", "# previous = \"a.txt\"", "previous = \"a.xlsx\"", "decisions = \"a.txt\""]
    {
        assert_eq!(as_workbook(line), line);
    }
    assert_eq!(named("rules = \"rules.toml\"", "rules"), Some("rules.toml"));
}
