//! Archives that are no longer what was packed.

use std::fs;
use std::path::Path;

use jifen::archive::{ArchivedFile, Bag, BagInfo, Digests, examine, zip};
use jifen::model::Diagnostic;

use crate::situations::{Situation, told};

pub const ARCHIVES: &[Situation] = &[
    told("F401", |folder| changed(folder, |bag| fs::remove_file(bag.join("bagit.txt")).unwrap()), whole),
    // Another file takes the place of the one that is gone, so that the sums are right.
    told("F402", |folder| changed(folder, |bag| fs::remove_file(bag.join("digests-sm3.txt")).unwrap()), whole),
    told("F403", |folder| changed(folder, |bag| fs::write(bag.join("备忘.txt"), "记").unwrap()), whole),
    told(
        "F404",
        |folder| {
            changed(folder, |bag| {
                fs::rename(bag.join(EAST), bag.join("data/电子档案/2025/收到的材料/东河村（定稿）.csv")).unwrap();
            })
        },
        whole,
    ),
    told("F405", |folder| changed(folder, |bag| fs::write(bag.join(SUMMARY), "王秀兰,93").unwrap()), whole),
    told("F406", |folder| changed(folder, in_gbk), whole),
    told("F407", |folder| changed(folder, linked), whole),
    told("F408", |folder| changed(folder, without_a_line), whole),
    told("F410", |folder| unpacked(folder, true), |folder| unpacked(folder, false)),
];

const EAST: &str = "data/电子档案/2025/收到的材料/东河村.csv";
const SUMMARY: &str = "data/电子档案/2025/数据表/汇总.csv";

fn files() -> Vec<(String, Vec<u8>)> {
    let files = [("说明文件.TXT", "清河镇 2025"), (&EAST[5..], "王秀兰,志愿服务"), (&SUMMARY[5..], "王秀兰,83")];
    let payload = files
        .map(|(path, text)| (ArchivedFile::new(path, path, text.as_bytes().to_vec()), Digests::of(text.as_bytes())));
    let info = BagInfo::new("清河镇", "2025-12-31").into_lines();
    Bag { info, payload: payload.into() }.files()
}

fn put(bag: &Path) {
    for (path, bytes) in files() {
        fs::create_dir_all(bag.join(&path).parent().unwrap()).unwrap();
        fs::write(bag.join(path), bytes).unwrap();
    }
}

fn whole(folder: &Path) -> Vec<Diagnostic> {
    changed(folder, |_| {})
}

fn changed(folder: &Path, change: impl Fn(&Path)) -> Vec<Diagnostic> {
    let bag = folder.join("清河镇-2025-党员积分档案");
    put(&bag);
    change(&bag);
    examine(&bag).diagnostics
}

/// The tag manifests are written in another encoding: no other list speaks of them.
fn in_gbk(bag: &Path) {
    for name in ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"] {
        let path = bag.join(name);
        let text = fs::read_to_string(&path).unwrap() + "清单\n";
        fs::write(&path, encoding_rs::GBK.encode(&text).0).unwrap();
    }
}

/// A folder, which no list names, is a link.
#[cfg(unix)]
fn linked(bag: &Path) {
    std::os::unix::fs::symlink("/dev/null", bag.join("东河村.xlsx")).unwrap();
}

#[cfg(not(unix))]
fn linked(bag: &Path) {
    let name = "tagmanifest-sha256.txt";
    let text = fs::read_to_string(bag.join(name)).unwrap();
    fs::write(bag.join(name), format!("{text}{}  ../东河村.xlsx\n", "0".repeat(64))).unwrap();
}

fn without_a_line(bag: &Path) {
    let path = bag.join("tagmanifest-sha512.txt");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.split_once('\n').unwrap().1).unwrap();
}

fn unpacked(folder: &Path, cut: bool) -> Vec<Diagnostic> {
    let path = folder.join("清河镇-2025-党员积分档案.zip");
    let files = files();
    let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    zip::put_new_zip(&path, "清河镇-2025-党员积分档案", files).unwrap();
    if cut {
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    }
    zip::unpack(&path, &folder.join("解开")).err().unwrap_or_default()
}
