//! Every way in which a bag can be wrong, each made of a good one.

use std::fs;
use std::path::Path;

use super::*;
use crate::archive::{ArchivedFile, Bag, BagInfo};
use crate::model::Severity;

const FILES: [(&str, &str); 4] = [
    ("说明文件.TXT", "清河镇 2025"),
    ("电子档案/2025/结果/结果.json", "{}"),
    ("电子档案/2025/收到的材料/东 河村 100%.csv", "a,b"),
    ("电子档案/2025/收到的材料/西河村.csv", "c,d"),
];

/// A good bag in a folder.
fn bag() -> tempfile::TempDir {
    let payload = FILES.iter().map(|(path, text)| {
        let file = ArchivedFile::new(*path, *path, text.as_bytes().to_vec());
        (file, Digests::of(text.as_bytes()))
    });
    let bag = Bag { info: BagInfo::new("清河镇", "2025-12-31").into_lines(), payload: payload.collect() };
    let folder = tempfile::Builder::new().prefix("bag").tempdir().unwrap();
    for (path, bytes) in bag.files() {
        put(folder.path(), &path, &bytes);
    }
    folder
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let at = folder.join(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, bytes).unwrap();
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

/// The codes and files of what is found after a change, sorted.
fn after(change: impl FnOnce(&Path)) -> Vec<(&'static str, String)> {
    let folder = bag();
    change(folder.path());
    let examination = examine(folder.path());
    assert_eq!(examination.tests.len(), 9);
    let is_wrong = examination.diagnostics.iter().any(|problem| problem.severity == Severity::Error);
    let has_failed = examination.tests.iter().any(|(_, tested)| matches!(tested, Tested::Failed(_)));
    assert_eq!((is_wrong, examination.opened.is_none()), (has_failed, has_failed), "{examination:#?}");
    let mut found: Vec<_> = examination
        .diagnostics
        .iter()
        .map(|problem| (problem.code.id, problem.file.as_deref().unwrap_or_default().to_owned()))
        .collect();
    found.sort();
    found
}

fn one(code: &'static str, file: &str) -> Vec<(&'static str, String)> {
    vec![(code, file.to_owned())]
}

const EAST: &str = "data/电子档案/2025/收到的材料/东 河村 100%.csv";
const WEST: &str = "data/电子档案/2025/收到的材料/西河村.csv";

#[test]
fn a_good_bag_passes_every_test() {
    let folder = bag();
    let examination = examine(folder.path());
    assert!(examination.diagnostics.is_empty(), "{:#?}", examination.diagnostics);
    let passed: Vec<Tested> = [7, 11, 5, 4, 4, 4, 4, 4, 4].map(Tested::Passed).into();
    assert_eq!(examination.tests.iter().map(|(_, tested)| tested.clone()).collect::<Vec<_>>(), passed);
    let opened = examination.opened.unwrap();
    assert_eq!(opened.info("source-organization"), Some("清河镇"));
    assert_eq!(opened.info("Payload-Oxum"), Some("22.4"));
    assert_eq!(opened.files().count(), 4);
    assert_eq!(fs::read_to_string(opened.location("说明文件.TXT")).unwrap(), "清河镇 2025");
}

#[test]
fn missing_added_renamed_and_changed_files_are_named() {
    let gone = after(|bag| fs::remove_file(bag.join(WEST)).unwrap());
    assert_eq!(gone, one("F402", WEST));
    let more = after(|bag| put(bag, "data/其他/备忘.txt", b"x"));
    assert_eq!(more, one("F403", "data/其他/备忘.txt"));
    assert_eq!(after(|bag| fs::rename(bag.join(WEST), bag.join("data/西.csv")).unwrap()), one("F404", WEST));
    assert_eq!(after(|bag| put(bag, WEST, b"c,e")), one("F405", WEST));
    assert_eq!(after(|bag| put(bag, EAST, b"a,c")), one("F405", EAST));
    assert_eq!(after(|bag| put(bag, "备忘.txt", b"x")), one("F403", "备忘.txt"));
    let swapped = after(|bag| {
        fs::rename(bag.join(EAST), bag.join("x")).unwrap();
        fs::rename(bag.join(WEST), bag.join(EAST)).unwrap();
        fs::rename(bag.join("x"), bag.join(WEST)).unwrap();
    });
    assert_eq!(swapped, [("F405", EAST.to_owned()), ("F405", WEST.to_owned())]);
}

#[test]
fn every_tag_file_is_guarded() {
    for name in ["bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt", "digests-sm3.txt"] {
        assert_eq!(after(|bag| fs::remove_file(bag.join(name)).unwrap()), one("F402", name), "{name}");
    }
    let longer = after(|bag| put(bag, "bag-info.txt", format!("{}A: b\n", read(bag, "bag-info.txt")).as_bytes()));
    assert_eq!(longer, one("F405", "bag-info.txt"));
    for name in ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"] {
        assert_eq!(after(|bag| fs::remove_file(bag.join(name)).unwrap()), one("F408", name), "{name}");
        let shorter = after(|bag| {
            let text = read(bag, name);
            put(bag, name, text.split_once('\n').unwrap().1.as_bytes());
        });
        assert_eq!(shorter, one("F408", name));
    }
}

#[test]
fn sums_that_are_wrong_though_every_file_is_right_are_told() {
    let found = after(|bag| put(bag, "bag-info.txt", b"Payload-Oxum: 23.4\n"));
    assert_eq!(found, [("F405", "bag-info.txt".to_owned()), ("F408", "bag-info.txt".to_owned())]);
    let found = after(|bag| put(bag, "bag-info.txt", b"Payload-Oxum: many\nno label\n"));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn half_written_bags_are_no_bags() {
    assert_eq!(after(|bag| fs::remove_file(bag.join("bagit.txt")).unwrap()), one("F401", ""));
    assert_eq!(
        after(|bag| {
            fs::remove_file(bag.join("tagmanifest-sha256.txt")).unwrap();
            fs::remove_file(bag.join("tagmanifest-sha512.txt")).unwrap();
        }),
        one("F401", "")
    );
    let no_payload = after(|bag| fs::remove_dir_all(bag.join("data")).unwrap());
    assert_eq!(no_payload, one("F401", ""));
    let no_lists = after(|bag| {
        for name in ["manifest-sha256.txt", "manifest-sha512.txt", "digests-sm3.txt"] {
            fs::remove_file(bag.join(name)).unwrap();
        }
    });
    assert_eq!(no_lists, one("F401", ""));
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(examine(empty.path()).diagnostics[0].code.id, "F401");
    assert_eq!(examine(&empty.path().join("x")).diagnostics[0].code.id, "F401");
}

#[test]
fn encodings_versions_and_lines_are_named() {
    let declared = |text: &'static str| after(move |bag| put(bag, "bagit.txt", text.as_bytes()));
    let both = [("F405", "bagit.txt".to_owned()), ("F406", "bagit.txt".to_owned())];
    assert_eq!(declared("BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n"), both);
    assert_eq!(declared("BagIt-Version: 1.0\nTag-File-Character-Encoding: GBK\n"), both);
    assert_eq!(declared("\u{feff}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"), both);
    assert_eq!(declared("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")[0].0, "F404", "no escape of %");
    let list = "manifest-sha256.txt";
    let gbk = after(|bag| {
        let text = read(bag, list);
        put(bag, list, &encoding_rs::GBK.encode(&text).0);
    });
    assert_eq!(gbk, [("F405", list.to_owned()), ("F406", list.to_owned())]);
    let doubled = after(|bag| put(bag, list, read(bag, list).repeat(2).as_bytes()));
    assert_eq!(doubled.iter().filter(|(code, _)| *code == "F406").count(), 4);
}

#[test]
fn what_leads_out_of_the_bag_is_not_followed() {
    let line = format!("{}  ../../etc/passwd\n", "0".repeat(64));
    let out = after(|bag| put(bag, "manifest-sha256.txt", (read(bag, "manifest-sha256.txt") + &line).as_bytes()));
    assert_eq!(out, [("F405", "manifest-sha256.txt".to_owned()), ("F407", "manifest-sha256.txt".to_owned())]);
    let fetch = after(|bag| put(bag, "fetch.txt", b"http://example.com/x - data/x\n"));
    assert_eq!(fetch, [("F403", "fetch.txt".to_owned()), ("F407", "fetch.txt".to_owned())]);
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_not_read() {
    use std::os::unix::fs::symlink;

    let linked = after(|bag| {
        fs::remove_file(bag.join(WEST)).unwrap();
        symlink("/dev/zero", bag.join(WEST)).unwrap();
    });
    assert_eq!(linked, [("F407", WEST.to_owned()), ("F408", "bag-info.txt".to_owned())]);
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = after(|bag| {
        fs::rename(bag.join("data"), elsewhere.path().join("data")).unwrap();
        symlink(elsewhere.path().join("data"), bag.join("data")).unwrap();
    });
    assert!(moved.contains(&("F407", "data".to_owned())), "{moved:?}");
    assert!(moved.iter().all(|(code, _)| *code != "F402"), "{moved:?}");
    let pipe = after(|bag| {
        let path = bag.join("data/管道");
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::RUSR).unwrap();
    });
    assert_eq!(pipe, one("F407", "data/管道"));
}

#[test]
fn lists_of_other_digests_are_remarked_and_twins_too() {
    let found = after(|bag| put(bag, "manifest-md5.txt", b"0  data/x\n"));
    assert_eq!(found, [("F403", "manifest-md5.txt".to_owned()), ("F408", "manifest-md5.txt".to_owned())]);
}
