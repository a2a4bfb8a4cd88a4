//! What is put in place, and what is refused; that it survives being killed is `tests/output_atomic.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::workbook::record::{self, NAME};

fn files(pairs: &[(&str, &str)]) -> OutputFiles {
    let mut files = OutputFiles::new();
    pairs.iter().for_each(|(path, text)| files.insert(path, (*text).into()).unwrap());
    files
}

/// Every file below a folder with its text, sorted; the records left out.
fn content(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.file_name().unwrap() != NAME {
                let below = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.push((below.to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn edited(result: Result<(), FolderError>) -> Vec<PathBuf> {
    match result {
        Err(FolderError::Edited(paths)) => paths,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_folder_of_ours_is_replaced_and_anything_else_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("结果/汇总结果");
    let old = [("a/b.xlsx", "1"), ("c.txt", "1")];
    let new = [("a/d.xlsx", "2"), ("c.txt", "2")];
    replace_folder(&target, &files(&old)).unwrap();
    assert_eq!(content(&target), pairs(&old));
    fs::remove_file(target.join("c.txt")).unwrap();
    fs::write(target.join("Thumbs.db"), "").unwrap();
    replace_folder(&target, &files(&new)).unwrap();
    assert_eq!(content(&target), pairs(&new));
    assert_eq!(record::unedited(&target).unwrap().unwrap().len(), 2);
    assert_eq!(fs::read_dir(root.path().join("结果")).unwrap().count(), 1);

    for name in ["a/d.xlsx", "a/mine.xlsx"] {
        fs::write(target.join(name), "edited").unwrap();
    }
    let before = content(&target);
    assert_eq!(edited(ensure_replaceable(&target)), [target.join("a/d.xlsx"), target.join("a/mine.xlsx")]);
    assert_eq!(edited(replace_folder(&target, &files(&old))).len(), 2);
    assert_eq!(content(&target), before);

    fs::remove_file(target.join(NAME)).unwrap();
    assert!(matches!(replace_folder(&target, &files(&old)), Err(FolderError::NotOurs(_))));
    assert!(matches!(merge_into_folder(&target, &files(&old)), Err(FolderError::NotOurs(_))));
    let file = target.join("c.txt");
    assert!(matches!(replace_folder(&file, &files(&old)), Err(FolderError::NotOurs(_))));
    assert!(matches!(replace_folder(&file.join("x"), &files(&old)), Err(FolderError::Io { .. })));
    assert_eq!(content(&target), before);
    assert_eq!(fs::read_dir(root.path().join("结果")).unwrap().count(), 1);
}

#[test]
fn an_open_file_holds_the_folder() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("汇总结果");
    replace_folder(&target, &files(&[("汇总.xlsx", "1"), ("a.xlsx", "1")])).unwrap();
    fs::write(target.join("~$汇总.xlsx"), "owner").unwrap();
    let result = replace_folder(&target, &files(&[]));
    assert!(matches!(&result, Err(FolderError::Open(paths)) if *paths == [target.join("汇总.xlsx")]), "{result:?}");
    assert!(result.unwrap_err().to_string().contains("请先关闭"));
    assert!(matches!(merge_into_folder(&target, &files(&[("汇总.xlsx", "2")])), Err(FolderError::Open(_))));
    merge_into_folder(&target, &files(&[("a.xlsx", "2")])).unwrap();
}

#[test]
fn an_empty_folder_is_taken() {
    let root = tempfile::tempdir().unwrap();
    for (name, put) in [("a", replace_folder as fn(&Path, &OutputFiles) -> _), ("b", merge_into_folder)] {
        let target = root.path().join(name);
        fs::create_dir(&target).unwrap();
        put(&target, &files(&[("x", "1")])).unwrap();
        assert_eq!(record::unedited(&target).unwrap(), Some(["x".to_owned()].into()));
    }
    merge_into_folder(&root.path().join("c"), &files(&[])).unwrap();
    assert!(!root.path().join("c").exists());
    let here = std::env::current_dir().unwrap();
    assert!(replace_folder(&here, &files(&[])).is_err());
}

#[test]
fn merging_keeps_other_files_and_refuses_edited_ones() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("批注");
    merge_into_folder(&target, &files(&[("东.xlsx", "1"), ("片/西.xlsx", "1")])).unwrap();
    fs::write(target.join("东.xlsx"), "corrected").unwrap();
    fs::write(target.join("我的.xlsx"), "mine").unwrap();
    merge_into_folder(&target, &files(&[("片/西.xlsx", "2"), ("新/北.xlsx", "2")])).unwrap();
    let now = pairs(&[("东.xlsx", "corrected"), ("我的.xlsx", "mine"), ("新/北.xlsx", "2"), ("片/西.xlsx", "2")]);
    assert_eq!(content(&target), now);
    assert_eq!(record::unedited(&target).unwrap(), Some(["新/北.xlsx".to_owned(), "片/西.xlsx".to_owned()].into()));
    let record = fs::read_to_string(target.join(NAME)).unwrap();
    assert_eq!(record.lines().count(), 3, "{record}");

    let refused = files(&[("东.xlsx", "3"), ("我的.xlsx", "3"), ("我的.xlsx ", "3"), ("片/西.xlsx", "3")]);
    assert_eq!(edited(merge_into_folder(&target, &refused)), [target.join("东.xlsx"), target.join("我的.xlsx")]);
    assert_eq!(edited(merge_into_folder(&target, &files(&[("东.xlsx/a", "3")]))), [target.join("东.xlsx")]);
    assert_eq!(content(&target), now);
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
}

#[test]
fn archives_are_never_written_into() {
    let root = tempfile::tempdir().unwrap();
    let archive = root.path().join("归档/清河镇");
    put_new_folder(&archive, &files(&[("bagit.txt", "1"), ("data/a", "1")])).unwrap();
    let before = content(&archive);
    for target in ["", "data", "data/新", "批注"] {
        let target = archive.join(target);
        for put in [replace_folder as fn(&Path, &OutputFiles) -> _, merge_into_folder] {
            assert!(
                matches!(put(&target, &files(&[("x", "2")])), Err(FolderError::Archive(_))),
                "{}",
                target.display()
            );
        }
        assert!(matches!(ensure_replaceable(&target), Err(FolderError::Archive(_))));
    }
    assert!(matches!(put_new_folder(&archive.join("新"), &files(&[("x", "2")])), Err(FolderError::Archive(_))));
    assert!(matches!(put_new_folder(&archive, &files(&[("x", "2")])), Err(FolderError::Exists(_))));
    assert_eq!(content(&archive), before);
    assert_eq!(fs::read_dir(archive).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn links_are_refused_and_permissions_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("真");
    let link = root.path().join("链接");
    replace_folder(&target, &files(&[("a/x", "1")])).unwrap();
    symlink(&target, &link).unwrap();
    for link in [link.clone(), link.join("")] {
        assert!(matches!(replace_folder(&link, &files(&[])), Err(FolderError::Link(_))));
        assert!(matches!(merge_into_folder(&link, &files(&[("x", "")])), Err(FolderError::Link(_))));
    }
    fs::rename(target.join("a"), root.path().join("别处")).unwrap();
    symlink(root.path().join("别处"), target.join("a")).unwrap();
    assert_eq!(edited(merge_into_folder(&target, &files(&[("a/x", "2")]))), [target.join("a")]);
    assert_eq!(edited(replace_folder(&target, &files(&[]))), [target.join("a")]);
    assert_eq!(fs::read_to_string(root.path().join("别处/x")).unwrap(), "1");

    fs::remove_file(target.join("a")).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o2775)).unwrap();
    replace_folder(&target, &files(&[("x", "2")])).unwrap();
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o7777, 0o2775);
}
