//! `archive`: what is packed, what is refused, and that nothing half-done is left.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;

use jifen::archive::Digests;
use jifen::pipeline::archive::Archived;

use folders::{assert_same, files_below};
use program::{jifen, samples};
use small_branch::write;

const WHOLE: &str = "归档/柳林乡-2025-党员积分档案";
const PUBLIC: &str = "归档/柳林乡-2025-公开部分";

/// A folder 报表 that is final, of a profile with this text more.
fn small(more: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    write(&root.path().join("报表/东河村.xlsx"), &["1 | 2025-01-12 | 王伟 | J04 | 1 | | | 清理河道 | | "]);
    let profile = format!("period = \"2025Q1\"\nprogramme_start = 2025\n{more}");
    fs::write(root.path().join("报表/jifen.toml"), profile).unwrap();
    root
}

fn willow() -> String {
    samples().join("柳林乡").to_str().unwrap().to_owned()
}

/// A value of bag-info.txt.
fn info(bag: &Path, label: &str) -> Option<String> {
    let text = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
    text.lines().find_map(|line| Some(line.strip_prefix(label)?.strip_prefix(": ")?.to_owned()))
}

#[test]
fn a_final_result_is_packed_whole_and_as_a_part_that_points_to_it() {
    let root = tempfile::tempdir().unwrap();
    let run = jifen(root.path(), &["archive", &willow()]).ends_with(0);
    assert!(run.stdout.contains(WHOLE) && run.stdout.contains(PUBLIC), "{}", run.stdout);
    let (whole, public) = (root.path().join(WHOLE), root.path().join(PUBLIC));
    let manifest = fs::read(whole.join("manifest-sha256.txt")).unwrap();
    let digest = Digests::of(&manifest).sha256;
    assert_eq!(info(&public, "Jifen-Whole-Package-Manifest-SHA256").unwrap(), digest);
    assert_eq!(info(&public, "Jifen-Whole-Package").unwrap(), "柳林乡-2025-党员积分档案");
    assert!(fs::read_to_string(public.join("data/其他/指向.txt")).unwrap().contains(&digest));
    for bag in [&whole, &public] {
        assert_eq!(info(bag, "Source-Organization").unwrap(), "柳林乡");
        assert_eq!(info(bag, "Bagging-Date").unwrap(), "2025-12-31");
        assert_eq!(info(bag, "Bag-Group-Identifier").unwrap(), "柳林乡-2025");
    }
    // The inputs are those that were given, byte for byte.
    let received = files_below(&whole.join("data/电子档案/2025/收到的材料"));
    assert_same(&received, &files_below(&samples().join("柳林乡")));
    // The results are those of `tally`.
    jifen(root.path(), &["tally", &willow(), "--out", "汇总"]).ends_with(0);
    let mut tallied = files_below(&root.path().join("汇总"));
    tallied.retain(|path, _| path != ".jifen" && !path.starts_with("批注/"));
    assert_same(&files_below(&whole.join("data/电子档案/2025/结果")), &tallied);
    // The rules are there to be loaded and to be read.
    for path in ["其他/规则集/township-stars.toml", "电子档案/2025/办法/办法.md", "电子档案/2025/办法/办法.xlsx"]
    {
        assert!(whole.join("data").join(path).is_file(), "{path}");
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes_wherever_and_whenever() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    jifen(one.path(), &["archive", &willow(), "--zip"]).ends_with(0);
    let there = other.path().join("深/处");
    fs::create_dir_all(&there).unwrap();
    let run = program::run(program::program(&there).env("RAYON_NUM_THREADS", "1").args([
        "archive",
        &willow(),
        "--zip",
        "--out",
        "归档",
    ]));
    run.ends_with(0);
    let files = files_below(&one.path().join("归档"));
    assert!(files.keys().any(|path| path == "柳林乡-2025-党员积分档案.zip"), "{:?}", files.keys());
    assert!(files.keys().any(|path| path == "柳林乡-2025-公开部分.zip"), "{:?}", files.keys());
    assert_same(&files, &files_below(&there.join("归档")));
}

#[test]
fn a_provisional_result_is_refused_and_nothing_is_written() {
    let root = tempfile::tempdir().unwrap();
    let sample = samples().join("清河镇");
    let run = jifen(root.path(), &["archive", sample.to_str().unwrap()]).ends_with(1);
    assert!(run.stderr.contains("结果还是试算，没有归档：有 30 处错误没有改正；"), "{}", run.stderr);
    assert!(run.stderr.contains("--provisional --reason"), "{}", run.stderr);
    assert!(fs::read_dir(root.path()).unwrap().next().is_none());
    for arguments in [&["--provisional"][..], &["--reason", "先报"], &["--provisional", "--reason", " "]] {
        jifen(root.path(), &[&["archive", sample.to_str().unwrap()], arguments].concat()).ends_with(2);
    }
    assert!(fs::read_dir(root.path()).unwrap().next().is_none());
}

#[test]
fn with_a_reason_a_provisional_result_is_packed_as_one() {
    let root = tempfile::tempdir().unwrap();
    let sample = samples().join("清河镇");
    let reason = "年底先报县里，经办电话 13800000000";
    jifen(root.path(), &["archive", sample.to_str().unwrap(), "--provisional", "--reason", reason]).ends_with(1);
    let names: Vec<String> = fs::read_dir(root.path().join("归档"))
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["清河镇-2025-党员积分档案-试算"]);
    let bag = root.path().join("归档").join(&names[0]);
    let archived = Archived::open(&bag).unwrap();
    let said = info(&bag, "Jifen-Provisional-Reason").unwrap();
    assert!(said.starts_with("年底先报县里") && !said.contains("13800000000"), "{said}");
    assert_eq!(archived.record.provisional_reason.as_deref(), Some(said.as_str()));
}

#[test]
fn the_phone_that_is_posted_up_is_packed_too() {
    let root = small("township = \"清河镇\"\n[publicity]\nto_whom = [\"清河镇党建办\", \"电话：13800000000\"]\n");
    jifen(root.path(), &["archive", "报表"]).ends_with(0);
    let posted = "data/电子档案/2025Q1/结果/公示/公示（全乡镇）.xlsx";
    assert!(root.path().join("归档/清河镇-2025Q1-党员积分档案").join(posted).is_file());
}

#[test]
fn a_reason_is_not_needed_where_the_result_is_final() {
    let root = small("township = \"清河镇\"\n");
    let run = jifen(root.path(), &["archive", "报表", "--provisional", "--reason", "试"]).ends_with(0);
    assert!(run.stderr.contains("没有用到"), "{}", run.stderr);
    let bag = root.path().join("归档/清河镇-2025Q1-党员积分档案");
    assert_eq!(info(&bag, "Jifen-Provisional-Reason"), None);
}

#[test]
fn nothing_is_overwritten_and_neither_package_is_left_alone() {
    let root = small("township = \"清河镇\"\n");
    let at = |name: &str| root.path().join("归档").join(name);
    for taken in ["清河镇-2025Q1-公开部分", "清河镇-2025Q1-党员积分档案", "清河镇-2025Q1-公开部分.zip"]
    {
        fs::create_dir_all(at("")).unwrap();
        fs::write(at(taken), "别的").unwrap();
        let run = jifen(root.path(), &["archive", "报表", "--zip"]).ends_with(2);
        assert!(run.stderr.contains("没有覆盖"), "{}", run.stderr);
        assert_eq!(files_below(&at("")).into_keys().collect::<Vec<_>>(), [taken]);
        fs::remove_file(at(taken)).unwrap();
    }
    jifen(root.path(), &["archive", "报表"]).ends_with(0);
    let before = files_below(&at(""));
    let run = jifen(root.path(), &["archive", "报表"]).ends_with(2);
    assert!(run.stderr.contains("请先把它移走，或用 --out"), "{}", run.stderr);
    assert_same(&before, &files_below(&at("")));
}

#[test]
fn a_private_number_in_a_file_of_ours_stops_the_package() {
    let root = small("township = \"13800000000清河镇\"\n");
    let run = jifen(root.path(), &["archive", "报表"]).ends_with(1);
    assert!(run.stderr.contains("F301") && run.stderr.contains("档案包没有写"), "{}", run.stderr);
    assert!(!root.path().join("归档").exists());
}

#[test]
fn check_lists_and_what_is_made_public_are_packed_too() {
    let root = small("township = \"清河镇\"\n");
    jifen(root.path(), &["sample", "报表", "--seed", "2025149", "--out", "清单.xlsx"]).ends_with(0);
    let audit = ["--audit", "清单.xlsx", "--publish=2025-04-07", "--series", "month"];
    jifen(root.path(), &[&["archive", "报表"], &audit[..]].concat()).ends_with(0);
    let records = root.path().join("归档/清河镇-2025Q1-党员积分档案/data/电子档案/2025Q1");
    assert!(records.join("另外给出的材料/01/清单.xlsx").is_file());
    assert!(fs::read_dir(records.join("结果/公示")).unwrap().next().is_some());
}
