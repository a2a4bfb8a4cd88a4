//! Bags as other programs see them, and archives that nothing writes into.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use folders::{assert_same, files_below};
use jifen::archive::{ArchivedFile, Bag, BagInfo, Digests, Tested, examine, zip};
use jifen::render::folder::{OutputFiles, put_new_folder};
use program::{jifen, run, tool_works};

const LINES: [&str; 4] = [
    "1 | 2025-01-12 | 王伟 | J04 | 1 | | | 清理河道 | | ",
    "2 | 2025-02-08 | 李秀英 | J04 | 1 | | | 打扫广场 | | ",
    "3 | 2025-03-20 | 赵敏 | J04 | 1 | | | 看望老人 | | ",
    "4 | 2025-04-02 | 赵敏 | J04 | 1 | | | 义务植树 | | ",
];

/// The names that have given trouble somewhere.
const NAMES: [&str; 7] = [
    "说明文件.TXT",
    "电子档案/2025/收到的材料/东 河村（定稿）.xlsx",
    "电子档案/2025/收到的材料/完成率100%.xlsx",
    "电子档案/2025/收到的材料/～𠮷野家&'s #1.csv",
    "电子档案/2025/收到的材料/a.csv",
    "其他/空.txt",
    "其他/一/二/三/四/五/六/七/八/深.txt",
];

fn files_of(names: &[&str]) -> Vec<(String, Vec<u8>)> {
    let payload = names.iter().map(|name| {
        let bytes = if name.contains('空') { Vec::new() } else { name.repeat(100).into_bytes() };
        (ArchivedFile::new(*name, *name, bytes.clone()), Digests::of(&bytes))
    });
    let info = BagInfo::new("清河镇党建办", "2025-12-31")
        .identifier("QHZ-DJ-2025-001")
        .description("清河镇 2025 年党员积分档案")
        .group("清河镇-2025");
    Bag { info: info.into_lines(), payload: payload.collect() }.files()
}

fn put_bag(folder: &Path, names: &[&str]) -> PathBuf {
    let mut files = OutputFiles::new();
    for (path, bytes) in files_of(names) {
        files.insert_of_branch(&path, bytes).unwrap();
    }
    let bag = folder.join("清河镇-2025-党员积分档案");
    put_new_folder(&bag, &files).unwrap();
    bag
}

fn works(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// What bagit.py says of a bag, where it is here.
fn is_valid_elsewhere(bag: &Path) {
    let mut python = Command::new("python3");
    if tool_works("bagit (Python)", works(python.args(["-c", "import bagit"]))) {
        let script =
            "import bagit, sys; bag = bagit.Bag(sys.argv[1]); bag.validate(); print(bag.info['Source-Organization'])";
        let told = run(Command::new("python3").args(["-c", script]).arg(bag)).ends_with(0).stdout;
        assert_eq!(told.trim(), "清河镇党建办");
    }
}

#[test]
fn other_programs_find_our_bags_right() {
    let folder = tempfile::tempdir().unwrap();
    let bag = put_bag(folder.path(), &NAMES);
    is_valid_elsewhere(&bag);
    if tool_works("sha256sum", works(Command::new("sha256sum").arg("--version"))) {
        for (program, list) in [
            ("sha256sum", "manifest-sha256.txt"),
            ("sha512sum", "manifest-sha512.txt"),
            ("sha256sum", "tagmanifest-sha256.txt"),
            ("sha512sum", "tagmanifest-sha512.txt"),
        ] {
            run(Command::new(program).args(["--check", "--strict", list]).current_dir(&bag)).ends_with(0);
        }
    }
    let mut openssl = Command::new("openssl");
    if tool_works("openssl with SM3", works(openssl.args(["dgst", "-sm3"]).arg(bag.join("bagit.txt")))) {
        for line in fs::read_to_string(bag.join("digests-sm3.txt")).unwrap().lines() {
            let (digest, path) = line.split_once("  ").unwrap();
            let told = run(Command::new("openssl").args(["dgst", "-sm3", "-r", path]).current_dir(&bag)).ends_with(0);
            assert!(told.stdout.starts_with(digest), "{path}: {}", told.stdout);
        }
    }
    let examination = examine(&bag);
    assert!(examination.tests.iter().all(|(_, tested)| matches!(tested, Tested::Passed(1..))), "{examination:#?}");
}

#[cfg(unix)]
#[test]
fn names_with_line_ends_are_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let bag = put_bag(folder.path(), &["其他/第一行\n第二行.csv", "其他/a\rb", "其他/100%.csv"]);
    is_valid_elsewhere(&bag);
    assert!(examine(&bag).opened.is_some());
    let escape = tempfile::tempdir().unwrap();
    assert!(examine(&put_bag(escape.path(), &["其他/a%0A%41.csv"])).opened.is_some());
}

#[test]
fn a_zip_is_the_same_wherever_it_is_made_and_other_programs_unpack_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut names = NAMES;
    let write = |names: &[&str], to: &str| {
        let (path, files) = (folder.path().join(to), files_of(names));
        zip::put_new_zip(&path, "档案", files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))).unwrap();
        path
    };
    let one = write(&names, "一.zip");
    names.reverse();
    let other = write(&names, "二.zip");
    assert_eq!(fs::read(&one).unwrap(), fs::read(other).unwrap());
    if tool_works("python3", works(Command::new("python3").arg("--version"))) {
        let script = "import sys, zipfile; zip = zipfile.ZipFile(sys.argv[1]); assert zip.testzip() is None; \
                      zip.extractall(sys.argv[2]); assert all(i.date_time[:3] == (1980, 1, 1) for i in zip.infolist())";
        let into = folder.path().join("解开");
        run(Command::new("python3").args(["-c", script]).arg(&one).arg(&into)).ends_with(0);
        is_valid_elsewhere(&into.join("档案"));
        assert!(examine(&into.join("档案")).opened.is_some());
    }
    if works(Command::new("unzip").arg("-v")) {
        run(Command::new("unzip").args(["-tq"]).arg(&one)).ends_with(0);
    }
    let unpacked = zip::unpack(&one, &folder.path().join("自己解开")).unwrap();
    let expected: folders::Files = files_of(&NAMES).into_iter().collect();
    assert_same(&files_below(&unpacked), &expected);
}

/// A township of one branch, and its archive: the folder, the archive below it.
fn archived() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    small_branch::write(&folder.path().join("报表/东河村.xlsx"), &LINES);
    fs::write(folder.path().join("报表/jifen.toml"), "township = '清河镇'\nprogramme_start = 2025\n").unwrap();
    let archive = put_bag(&folder.path().join("归档"), &["电子档案/2025/收到的材料/x.txt"]);
    let book = archive.join("data/电子档案/2025/收到的材料/东河村.xlsx");
    fs::copy(folder.path().join("报表/东河村.xlsx"), book).unwrap();
    (folder, archive)
}

#[test]
fn an_archive_is_no_input_of_what_would_change_it() {
    let (folder, archive) = archived();
    let before = files_below(folder.path());
    let inside = archive.join("data/电子档案/2025/收到的材料");
    let book = inside.join("东河村.xlsx");
    for path in [&archive, &inside, &book] {
        let path = path.to_str().unwrap();
        let attempts: [&[&str]; 10] = [
            &["check", path],
            &["check", path, "--fix"],
            &["check", path, "--clean"],
            &["check", path, "--suggest-profile"],
            &["tally", path],
            &["tally", path, "--close", "--period", "2025Q1"],
            &["sample", path, "--seed", "1", "--out", "抽查.xlsx"],
            &["template", "--roster", path, "--out", "空白表"],
            &["archive", path],
            &["tally", "报表", path],
        ];
        for attempt in attempts {
            let told = jifen(folder.path(), attempt).ends_with(2);
            assert!(told.stderr.contains("档案包"), "{attempt:?}: {}", told.stderr);
        }
    }
    assert_same(&files_below(folder.path()), &before);
}

#[test]
fn nothing_is_written_into_an_archive() {
    let (folder, archive) = archived();
    let before = files_below(&archive);
    let at = |name: &str| archive.join(name).to_str().unwrap().to_owned();
    let (data, new, file) = (at("data"), at("新/文件夹"), at("data/新.xlsx"));
    let archive = archive.to_str().unwrap();
    let attempts: [&[&str]; 12] = [
        &["tally", "报表", "--out", archive],
        &["tally", "报表", "--out", &new],
        &["check", "报表", "--reading-list", "--out", &data],
        &["check", "报表", &format!("--suggest-profile={file}")],
        &["why", "王伟", "报表", "--out", &file],
        &["sample", "报表", "--seed", "1", "--out", &file],
        &["template", "--out", &file],
        &["template", "--roster", "报表", "--out", &new],
        &["archive", "报表", "--out", &data],
        &["demo", &new],
        &["rules", "show", "township-stars", "--out", &file],
        &["rules", "export", "township-stars", "--out", &file],
    ];
    for attempt in attempts {
        let told = jifen(folder.path(), attempt);
        assert_ne!(told.code, Some(0), "{attempt:?}: {}", told.stdout);
        let is_told = told.stderr.contains("档案包") && told.stderr.contains("没有写入");
        assert!(is_told || attempt[0] == "rules", "{attempt:?}: {}{}", told.stdout, told.stderr);
        assert_same(&files_below(Path::new(archive)), &before);
        assert!(!Path::new(&new).parent().unwrap().exists(), "{attempt:?}");
    }
}

#[test]
fn an_archive_among_the_inputs_is_passed_over() {
    let (folder, _) = archived();
    let result = program::tally(folder.path(), 0, &["--period", "2025Q1"]);
    let files: Vec<&str> = result["files"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(files, ["报表/东河村.xlsx"]);
    let notes = result["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == "F201");
    let notes: Vec<&str> = notes.map(|it| it["file"].as_str().unwrap()).collect();
    assert_eq!(notes, ["归档/清河镇-2025-党员积分档案"]);
}
