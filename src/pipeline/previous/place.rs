//! Where earlier years lie: the paths that profile or command line name, and the result within a folder.

use std::path::{Path, PathBuf};

use crate::archive::places::{Kind, RECORDS, RUN};
use crate::workbook::archive_mark::{archive_of, is_archive};

/// The name under which `tally` writes its result.
const RESULT: &str = "结果.json";

/// How many folders down a result is looked for: an archive keeps it somewhere below its own top.
const DEPTH: usize = 4;

/// How many files and folders are looked at before the search is given up.
const MOST: usize = 20_000;

/// What a path that was named is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A workbook that people wrote: 上一年度档案.
    Workbook(PathBuf),
    /// A result of ours.
    Result(PathBuf),
    /// An archive, or a book that came with a member: a folder that has to be whole before anything in it is read.
    Archive(PathBuf),
    /// A folder, or a result, that cannot be used; why.
    Neither(String),
}

/// Whether a path is meant as the result of a run, and not as a workbook.
#[must_use]
pub fn is_result(path: &Path) -> bool {
    path.is_dir() || has_ending(path, "json") || has_ending(path, "zip")
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// What a path is. What lies in an archive stands for the whole of it, except where a year is reckoned again from an archive.
#[must_use]
pub fn named(path: &Path, in_archive: bool) -> Named {
    if let Some(archive) = if in_archive { is_archive(path).then(|| path.to_owned()) } else { archive_of(path) } {
        return if is_result(path) {
            Named::Archive(archive)
        } else {
            Named::Neither(format!("它在档案包「{}」里面，请写档案包的文件夹", shown(&archive)))
        };
    }
    if has_ending(path, "zip") && path.is_file() {
        return Named::Neither("这是压缩包，请先解开，写解开以后的文件夹".to_owned());
    }
    if !path.is_dir() {
        return if is_result(path) { Named::Result(path.to_owned()) } else { Named::Workbook(path.to_owned()) };
    }
    let mut seen = 0;
    let mut level = vec![path.to_owned()];
    let mut archives = Vec::new();
    for _ in 0..=DEPTH {
        let mut found = Vec::new();
        let mut next = Vec::new();
        for folder in &level {
            for (entry, is_folder) in entries(folder) {
                seen += 1;
                if is_folder && is_archive(&entry) {
                    archives.push(entry);
                } else if is_folder {
                    next.push(entry);
                } else if entry.file_name().is_some_and(|name| name == RESULT) {
                    found.push(entry);
                }
            }
        }
        if seen > MOST {
            return Named::Neither(format!("文件夹里的东西太多，没有找完，请直接写「{RESULT}」的位置"));
        }
        // What lies nearer the top is meant: folders below it may hold older copies.
        match found.as_slice() {
            [] => level = next,
            [one] => return Named::Result(one.clone()),
            several => {
                let count = several.len();
                let listed = listed(path, several);
                return Named::Neither(format!("文件夹里有 {count} 个「{RESULT}」（{listed}），不知道用哪一个"));
            }
        }
    }
    // Beside a package lies its public part, which has no member's result.
    if archives.iter().any(|archive| has_result(archive)) {
        archives.retain(|archive| has_result(archive) || archive.join("data").join(RUN).exists());
    }
    match archives.as_slice() {
        [] => Named::Neither(format!("文件夹里没有「{RESULT}」（往下找了 {DEPTH} 层）")),
        [one] => Named::Archive(one.clone()),
        several => Named::Neither(format!(
            "文件夹里有 {} 个档案包（{}），请写明是哪一个；要用几个的，每个写一次 --previous",
            several.len(),
            listed(path, several)
        )),
    }
}

/// The first of several below a folder.
fn listed(folder: &Path, several: &[PathBuf]) -> String {
    let below = |file: &PathBuf| file.strip_prefix(folder).unwrap_or(file).display().to_string();
    let listed: Vec<String> = several.iter().take(3).map(below).collect();
    let more = if several.len() > 3 { " 等" } else { "" };
    format!("{}{more}", listed.join("、"))
}

/// Instead of a folder in which nothing lies but books that came with members, these; any other path as it is.
#[must_use]
pub fn each_book(path: PathBuf) -> Vec<PathBuf> {
    if archive_of(&path).is_some() {
        return vec![path];
    }
    let (folders, files): (Vec<_>, Vec<_>) = entries(&path).into_iter().partition(|(_, is_folder)| *is_folder);
    let is_result = |(file, _): &(PathBuf, bool)| file.file_name().is_some_and(|name| name == RESULT);
    if folders.is_empty() || files.iter().any(is_result) || !folders.iter().all(|(folder, _)| is_book(folder)) {
        return vec![path];
    }
    folders.into_iter().map(|(folder, _)| folder).collect()
}

/// Whether a folder looks like the book of one member: an archive with a result, and no record of a run.
fn is_book(folder: &Path) -> bool {
    is_archive(folder) && !folder.join("data").join(RUN).exists() && has_result(folder)
}

/// Whether an archive has a result, by its places alone.
fn has_result(archive: &Path) -> bool {
    let years = entries(&archive.join("data").join(RECORDS)).into_iter();
    years.map(|(year, _)| year.join(Kind::Results.folder()).join(RESULT)).any(|result| result.is_file())
}

/// What lies in a folder, in the order of names, each with whether it is a folder. Links are not followed.
fn entries(folder: &Path) -> Vec<(PathBuf, bool)> {
    let read = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<(PathBuf, bool)> = read
        .filter_map(|entry| {
            let kind = entry.file_type().ok()?;
            (kind.is_dir() || kind.is_file()).then(|| (entry.path(), kind.is_dir()))
        })
        .collect();
    entries.sort();
    entries
}

/// The path as messages have it: its last part, with the folder before it where the last part is the usual name.
#[must_use]
pub fn shown(path: &Path) -> String {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    match (name(path), path.parent().and_then(name)) {
        (Some(last), Some(folder)) if last == RESULT => format!("{folder}/{last}"),
        (Some(last), _) => last,
        (None, _) => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_of_a_folder_is_the_one_nearest_its_top() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        let put = |path: &str| {
            std::fs::create_dir_all(at(path).parent().unwrap()).unwrap();
            std::fs::write(at(path), "{}").unwrap();
        };
        assert!(matches!(named(folder.path(), false), Named::Neither(why) if why.contains("没有")));
        put("1/2/3/4/5/结果.json");
        assert!(matches!(named(folder.path(), false), Named::Neither(_)));
        put("1/2/3/4/结果.json");
        assert_eq!(named(folder.path(), false), Named::Result(at("1/2/3/4/结果.json")));
        put("data/结果.json");
        put("old/结果.json");
        assert!(matches!(named(folder.path(), false), Named::Neither(why) if why.contains("有 2 个")));
        put("结果.json");
        assert_eq!(named(folder.path(), false), Named::Result(at("结果.json")));
        assert_eq!(named(&at("上年.xlsx"), false), Named::Workbook(at("上年.xlsx")));
        assert_eq!(named(&at("2024.JSON"), false), Named::Result(at("2024.JSON")));
        assert_eq!(shown(Path::new("汇总/2024年/结果.json")), "2024年/结果.json");
    }
}
