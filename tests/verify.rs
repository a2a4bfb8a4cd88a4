//! `jifen verify`: a package that is whole passes; whatever is changed in it is found and named, also where the forger made
//! all manifests anew.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/archived_township.rs"]
mod archived_township;
#[path = "support/bag_tools.rs"]
mod bag_tools;
#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use jifen::archive::zip::put_new_zip;
use serde_json::Value;

use archived_township::{EAST, PACKAGE, archive, write_east, write_inputs};
use bag_tools::seal;
use folders::{Files, assert_same, files_below, write_below};
use program::{jifen, samples};

/// A folder with the archived township in it, and where the package lies.
fn archived() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let bag = archive(folder.path(), &[]);
    (folder, bag)
}

fn verify(path: &Path, code: i32) -> Value {
    jifen(path.parent().unwrap(), &["verify", path.to_str().unwrap(), "--format", "json"]).ends_with(code).json()
}

/// The tests that ended so, by id.
fn ended<'a>(report: &'a Value, result: &str) -> Vec<&'a str> {
    let tests = report["tests"].as_array().unwrap().iter();
    tests.filter(|test| test["result"] == result).map(|test| test["id"].as_str().unwrap()).collect()
}

/// Everything that the report says is wrong.
fn wrong(report: &Value) -> String {
    format!("{}{}", report["problems"], report["recomputation"]["differences"])
}

/// The differences that concern one name.
fn differences<'a>(report: &'a Value, of: &str) -> Vec<(&'a str, &'a str, &'a str)> {
    let all = report["recomputation"]["differences"].as_array().unwrap().iter();
    let figures = all.filter(|it| it["of"] == of).flat_map(|it| it["figures"].as_array().unwrap());
    let text = |figure: &'a Value, key: &str| figure[key].as_str().unwrap();
    figures.map(|it| (text(it, "what"), text(it, "archived"), text(it, "recomputed"))).collect()
}

fn data(bag: &Path, path: &str) -> PathBuf {
    bag.join("data").join(path)
}

fn change(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{} does not say {from}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_whole_package_passes_and_is_not_touched() {
    let (_folder, bag) = archived();
    let before = files_below(&bag);
    let report = verify(&bag, 0);
    assert_eq!(ended(&report, "failed"), [""; 0]);
    let not_tested = ended(&report, "not_tested");
    assert_eq!(not_tested, ["signature", "reported", "systems", "extent", "carrier", "virus", "access"]);
    assert_eq!(report["package"]["kind"], "year");
    assert_eq!(report["recomputation"]["whole"], true);
    assert_eq!(report["recomputation"]["members"], 10);
    assert_same(&before, &files_below(&bag));
}

/// Every test has its line: what is not tested says why and who can do it.
#[test]
fn each_head_has_its_lines() {
    let (_folder, bag) = archived();
    let page = jifen(&bag, &["verify", "."]).ends_with(0).stdout;
    let heads: Vec<usize> = ["真实性", "完整性", "可用性", "安全性"]
        .iter()
        .map(|head| page.find(&format!("\n{head}\n")).unwrap())
        .collect();
    assert!(heads.is_sorted(), "{page}");
    assert!(page.contains("核验通过") && page.contains("未检测　签名与时间戳") && page.contains("可由"), "{page}");
}

/// Any one file changed, gone, renamed or added is found and named; nothing else is trusted then.
#[test]
fn whatever_is_done_to_any_file_is_found_and_named() {
    let (_folder, bag) = archived();
    let files = files_below(&bag);
    for (path, bytes) in &files {
        let name = path.rsplit('/').next().unwrap();
        let full = bag.join(path);
        let mut flipped = bytes.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        fs::write(&full, flipped).unwrap();
        found(&bag, name, "changed");
        fs::remove_file(&full).unwrap();
        if path != "bagit.txt" {
            found(&bag, name, "gone");
        }
        let renamed = full.with_file_name(format!("另-{name}"));
        fs::write(&renamed, bytes).unwrap();
        found(&bag, name, "renamed");
        fs::remove_file(&renamed).unwrap();
        fs::write(&full, bytes).unwrap();
    }
    for added in ["data/电子档案/多.txt", "多.txt"] {
        fs::write(bag.join(added), "多出来的").unwrap();
        found(&bag, "多.txt", "added");
        fs::remove_file(bag.join(added)).unwrap();
    }
    assert_same(&files, &files_below(&bag));
}

/// The report names the file, and looks at no content.
#[track_caller]
fn found(bag: &Path, name: &str, what: &str) {
    let run = jifen(bag, &["verify", ".", "--format", "json"]);
    assert_eq!(run.code, Some(1), "{name} {what}: {}{}", run.stdout, run.stderr);
    let report = run.json();
    // A manifest of manifests has none above it: what it no longer fits is named, and that it may be the list itself.
    let is_named = wrong(&report).contains(name) || name.starts_with("tagmanifest-") && wrong(&report).contains("清单");
    assert!(is_named, "{name} {what}: {}", wrong(&report));
    assert_eq!(report["recomputation"], Value::Null, "{name} {what}");
    assert_eq!(report["package"]["kind"], "untrusted", "{name} {what}");
}

const RESULT: &str = "电子档案/2025/结果/结果.json";

#[test]
fn a_figure_changed_in_the_result_is_found_by_recomputation() {
    let (_folder, bag) = archived();
    let path = data(&bag, RESULT);
    let mut result: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let members = result["members"].as_array_mut().unwrap();
    let member = members.iter_mut().find(|member| member["name"] == "李秀英").unwrap();
    assert_eq!(member["score"], "59");
    member["score"] = "60".into();
    fs::write(&path, serde_json::to_vec(&result).unwrap()).unwrap();
    seal(&bag);
    let report = verify(&bag, 1);
    let failed = ended(&report, "failed");
    assert!(failed.contains(&"scores") && failed.contains(&"document"), "{failed:?}");
    assert_eq!(differences(&report, "东河村党支部 李秀英"), [("得分", "60", "59")]);
    let page = jifen(&bag, &["verify", "."]).ends_with(1).stdout;
    assert!(page.contains("东河村党支部 李秀英：得分 存档 60，重算 59"), "{page}");
}

#[test]
fn a_cell_changed_in_an_input_is_found_by_digest_and_score() {
    let (_folder, bag) = archived();
    let path = data(&bag, "电子档案/2025/收到的材料/东河村.xlsx");
    let mut lines = EAST;
    lines[2] = "3 | 2025-07-20 | 王伟 | Z08 | 1 | | 9 | 抗洪抢险 | 李秀英 | 2025-12-20";
    write_east(&path, &lines);
    seal(&bag);
    let report = verify(&bag, 1);
    let failed = ended(&report, "failed");
    assert!(failed.contains(&"inputs") && failed.contains(&"scores"), "{failed:?}");
    assert!(report["problems"].to_string().contains("收到的材料「东河村.xlsx」不是算出结果的那一份"));
    assert!(differences(&report, "东河村党支部 王伟").contains(&("得分", "80", "79")), "{}", wrong(&report));
}

#[test]
fn a_threshold_changed_in_the_rule_set_is_found() {
    let (_folder, bag) = archived();
    let rules: Vec<String> =
        files_below(&bag).into_keys().filter(|path| path.ends_with(".toml") && path.contains("规则集/")).collect();
    assert_eq!(rules.len(), 1, "{rules:?}");
    for copy in files_below(&bag).into_keys().filter(|path| path.ends_with("办法.toml") || rules.contains(path)) {
        change(&bag.join(copy), "when = \"60 <= score < 65\"", "when = \"56.5 <= score < 65\"");
    }
    for copy in files_below(&bag).into_keys().filter(|path| path.ends_with("办法.toml") || rules.contains(path)) {
        change(&bag.join(copy), "when = \"score < 60\"", "when = \"score < 56.5\"");
    }
    seal(&bag);
    let report = verify(&bag, 1);
    let failed = ended(&report, "failed");
    assert!(failed.contains(&"rules") && failed.contains(&"scores"), "{failed:?}");
    assert!(differences(&report, "西河村党支部 钱进").contains(&("等次", "不合格", "无星")), "{}", wrong(&report));
}

/// What is written of a result is made again, and compared byte for byte.
#[test]
fn a_table_or_a_workbook_that_says_something_else_is_found() {
    let (_folder, bag) = archived();
    let files = files_below(&bag);
    let written: Vec<&String> = files
        .keys()
        .filter(|path| {
            ["/结果/", "/一人一册/", "/数据表/", "/批注本/", "/办法/"].iter().any(|kind| path.contains(kind))
                && !path.ends_with("结果.json")
        })
        .collect();
    assert!(written.len() > 1, "{written:?}");
    for path in written {
        let name = path.rsplit('/').next().unwrap();
        let mut bytes = files[path].clone();
        match path.rsplit('.').next().unwrap() {
            "csv" | "txt" => bytes.extend_from_slice(b"1\r\n"),
            // The end of a zip: a comment more, which opens as before.
            _ => bytes.extend_from_slice(b"\0"),
        }
        fs::write(bag.join(path), bytes).unwrap();
        seal(&bag);
        let report = verify(&bag, 1);
        let failed = ended(&report, "failed");
        assert!(failed.contains(&"outputs") && wrong(&report).contains(name), "{name}: {failed:?}");
        fs::write(bag.join(path), &files[path]).unwrap();
    }
}

/// What another version packed is compared by what results are used for.
#[test]
fn a_package_of_another_version_is_held_to_scores_grades_and_places() {
    let (_folder, bag) = archived();
    for path in [RESULT, "其他/运行记录.json"] {
        let path = data(&bag, path);
        let version = format!("\"jifen\": \"{}\"", env!("CARGO_PKG_VERSION"));
        let text = fs::read_to_string(&path).unwrap();
        let version = if text.contains(&version) { version } else { version.replace(": ", ":") };
        change(&path, &version, "\"jifen\":\"0.0.9\"");
    }
    seal(&bag);
    let report = verify(&bag, 0);
    let not_tested = ended(&report, "not_tested");
    assert!(not_tested.contains(&"document") && not_tested.contains(&"outputs"), "{not_tested:?}");
    assert!(ended(&report, "passed").contains(&"scores"));
    assert_eq!(report["recomputation"]["whole"], false);
}

#[test]
fn what_is_no_package_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &str| jifen(folder.path(), &["verify", path]).ends_with(2).stderr;
    assert!(refused("没有").contains("没有「没有」"));
    write_inputs(&folder.path().join("报表"));
    assert!(refused("报表").contains("不是档案包"));
    assert!(refused("报表/东河村.xlsx").contains("不是 zip 文件"));
    assert!(refused("报表/jifen.toml").contains("不是 zip 文件"));
    archive(folder.path(), &[]);
    assert!(refused("归档").contains(PACKAGE));
}

/// A zip is verified like its folder, and nothing is left of it.
#[test]
fn a_zip_is_unpacked_elsewhere_and_verified() {
    let (folder, bag) = archived();
    let zip = folder.path().join("包.zip");
    let mut files = files_below(&bag);
    pack(&zip, &files);
    let report = verify(&zip, 0);
    assert_eq!(report["package"]["name"], PACKAGE);
    assert_eq!(ended(&report, "failed"), [""; 0]);
    // Without a folder of its own it is called as the zip is, and not as the place where it was unpacked.
    let flat = folder.path().join("平.zip");
    let mut out = zip::ZipWriter::new(fs::File::create(&flat).unwrap());
    for (path, bytes) in &files {
        out.start_file(path.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap();
    assert_eq!(verify(&flat, 0)["package"]["name"], "平.zip");
    fs::remove_file(&flat).unwrap();
    files.remove("data/电子档案/2025/收到的材料/西河村.xlsx");
    fs::remove_file(&zip).unwrap();
    pack(&zip, &files);
    assert!(wrong(&verify(&zip, 1)).contains("西河村.xlsx"));
    let bytes = fs::read(&zip).unwrap();
    fs::write(&zip, &bytes[..bytes.len() / 2]).unwrap();
    let report = verify(&zip, 1);
    assert!(ended(&report, "failed").contains(&"declaration") && wrong(&report).contains("F410"), "{report}");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

fn pack(zip: &Path, files: &Files) {
    put_new_zip(zip, PACKAGE, files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))).unwrap();
}

/// Half a package: whatever was not written yet, nothing of it is trusted.
#[test]
fn a_package_that_was_not_written_to_its_end_is_named() {
    let (_folder, bag) = archived();
    fs::remove_file(bag.join("bagit.txt")).unwrap();
    let report = verify(&bag, 1);
    assert!(ended(&report, "failed").contains(&"declaration"), "{report}");
}

/// A township with errors is packed only with a reason; its package verifies like any other.
#[test]
fn a_sample_township_passes() {
    let folder = tempfile::tempdir().unwrap();
    write_below(&folder.path().join("柳林乡"), &files_below(&samples().join("柳林乡")));
    let run = jifen(folder.path(), &["archive", "柳林乡", "--out", "归档", "--provisional", "--reason", "试一试"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    let bags: Vec<PathBuf> = fs::read_dir(folder.path().join("归档")).unwrap().map(|it| it.unwrap().path()).collect();
    for bag in bags.iter().filter(|bag| bag.is_dir()) {
        let report = verify(bag, 0);
        assert_eq!(ended(&report, "failed"), [""; 0], "{}", bag.display());
    }
}

/// Where the packages of released versions lie.
fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archives")
}

/// A package of each version that was released keeps verifying: whole, and with the same scores, grades and stars.
#[test]
fn packages_of_earlier_versions_keep_verifying() {
    let folder = tempfile::tempdir().unwrap();
    let zips: Files = files_below(&kept()).into_iter().filter(|(path, _)| path.ends_with(".zip")).collect();
    assert!(!zips.is_empty(), "tests/archives/README.md says how they are made");
    write_below(folder.path(), &zips);
    for name in zips.keys() {
        let report = jifen(folder.path(), &["verify", name, "--format", "json"]).json();
        let passed = ended(&report, "passed");
        for test in ["sha256", "sha512", "sm3", "tag_files", "complete", "nothing_added", "inputs", "rules", "scores"] {
            assert!(passed.contains(&test), "{name} {test}: {}", wrong(&report));
        }
    }
}

/// Makes the package of this version anew: `cargo test --test verify -- --ignored make_the_package_of_this_version`.
#[test]
#[ignore = "makes a file of the repository"]
fn make_the_package_of_this_version() {
    let folder = tempfile::tempdir().unwrap();
    let bag = archive(folder.path(), &[]);
    // Deflated, unlike what --zip writes: a repository keeps it for ever.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (path, bytes) in files_below(&bag) {
        zip.start_file(format!("{PACKAGE}/{path}"), options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let made = zip.finish().unwrap().into_inner();
    assert!(made.len() < 300_000, "{} bytes", made.len());
    fs::create_dir_all(kept()).unwrap();
    fs::write(kept().join(format!("{}.zip", env!("CARGO_PKG_VERSION"))), made).unwrap();
}

/// docs/核验.md has every line of the report.
#[test]
fn every_test_is_explained() {
    let (_folder, bag) = archived();
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/核验.md")).unwrap();
    for test in verify(&bag, 0)["tests"].as_array().unwrap() {
        let title = test["title"].as_str().unwrap();
        assert!(text.contains(&format!("| {title} |")), "docs/核验.md does not explain {title}");
    }
}
