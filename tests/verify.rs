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
    assert!(wrong(&report).contains(name), "{name} {what}: {}", wrong(&report));
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
            let kinds = ["/结果/", "/一人一册/", "/数据表/", "/批注本/", "/办法/"];
            let is_list = path.starts_with("data/") && path.matches('/').count() == 1;
            (is_list || kinds.iter().any(|kind| path.contains(kind))) && !path.ends_with("结果.json")
        })
        .collect();
    for list in ["说明文件.TXT", "文件目录.XML", "目录.xlsx", "index.html"] {
        assert!(written.iter().any(|path| path.ends_with(list)), "{list}: {written:?}");
    }
    for path in written {
        let name = path.rsplit('/').next().unwrap();
        let mut bytes = files[path].clone();
        match path.rsplit('.').next().unwrap() {
            "csv" | "txt" | "TXT" | "XML" | "html" => bytes.extend_from_slice(b"\r\n"),
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

/// Says that another version packed it, in some of the three places.
fn packed_by_another(bag: &Path, places: &[&str]) {
    for path in places {
        let path = bag.join(path);
        let (own, other) = (env!("CARGO_PKG_VERSION"), "0.0.9");
        let text = fs::read_to_string(&path).unwrap();
        let written = [format!("\"jifen\": \"{own}\""), format!("\"jifen\":\"{own}\""), format!("jifen {own}")];
        let written = written.iter().find(|written| text.contains(*written)).unwrap();
        change(&path, written, &written.replace(own, other));
    }
    seal(bag);
}

const VERSIONS: [&str; 3] = ["data/电子档案/2025/结果/结果.json", "data/其他/运行记录.json", "bag-info.txt"];

/// What another version packed is compared by what results are used for, and says so.
#[test]
fn a_package_of_another_version_is_held_to_scores_grades_and_places() {
    let (_folder, bag) = archived();
    packed_by_another(&bag, &VERSIONS);
    let report = verify(&bag, 0);
    let not_tested = ended(&report, "not_tested");
    assert!(not_tested.contains(&"document") && not_tested.contains(&"outputs"), "{not_tested:?}");
    assert!(ended(&report, "passed").contains(&"scores"));
    assert_eq!(report["recomputation"]["whole"], false);
    let page = jifen(&bag, &["verify", "."]).ends_with(0).stdout.replace(['\n', ' '], "");
    assert!(page.contains("包是别的版本写的，各种写法没有逐字节核对"), "{page}");
    // The members' table has to have the result's scores also then.
    change(&data(&bag, "电子档案/2025/数据表/党员.csv"), ",80,1,1,", ",81,1,1,");
    seal(&bag);
    let report = verify(&bag, 1);
    assert!(ended(&report, "failed").contains(&"tables") && wrong(&report).contains("王伟"), "{}", wrong(&report));
}

/// A version that stands in one place alone is no other version: that would switch off the comparison of bytes.
#[test]
fn a_package_whose_versions_disagree_fails() {
    for places in [&VERSIONS[1..2], &VERSIONS[..2], &VERSIONS[2..]] {
        let (_folder, bag) = archived();
        packed_by_another(&bag, places);
        assert!(ended(&verify(&bag, 1), "failed").contains(&"source"), "{places:?}");
    }
}

#[test]
fn what_bag_info_says_is_what_was_packed() {
    for (from, to) in
        [("Organization: 清河镇", "Organization: 柳林乡"), ("Date: 2025", "Date: 2024"), ("Bag-Group", "X-Group")]
    {
        let (_folder, bag) = archived();
        change(&bag.join("bag-info.txt"), from, to);
        seal(&bag);
        assert!(ended(&verify(&bag, 1), "failed").contains(&"source"), "{to}");
    }
}

/// Without the record of the run, a year's package is no part of one, whatever is taken out with it.
#[test]
fn a_year_without_its_record_fails() {
    let (_folder, bag) = archived();
    let record = data(&bag, RECORD);
    let text = fs::read(&record).unwrap();
    fs::remove_file(&record).unwrap();
    seal(&bag);
    let report = verify(&bag, 1);
    assert!(ended(&report, "failed").contains(&"record") && wrong(&report).contains("运行记录.json"), "{report}");
    for taken in ["收到的材料", "批注本"] {
        let _ = fs::remove_dir_all(data(&bag, &format!("电子档案/2025/{taken}")));
        seal(&bag);
        assert!(ended(&verify(&bag, 1), "failed").contains(&"record"), "{taken}");
    }
    fs::write(&record, text).unwrap();
    fs::remove_file(data(&bag, RESULT)).unwrap();
    seal(&bag);
    assert!(ended(&verify(&bag, 1), "failed").contains(&"record"));
}

const RECORD: &str = "其他/运行记录.json";

/// The recomputation needs nothing that lies outside: what the record does not place is not looked for.
#[test]
fn the_recomputation_stays_in_the_package() {
    let (_folder, bag) = archived();
    let kept: Value = serde_json::from_slice(&fs::read(data(&bag, RECORD)).unwrap()).unwrap();
    let without = |key: &str, value: Value| {
        let mut record = kept.clone();
        record[key] = value;
        fs::write(data(&bag, RECORD), serde_json::to_vec_pretty(&record).unwrap()).unwrap();
        seal(&bag);
        let report = verify(&bag, 1);
        let wrong = wrong(&report);
        assert!(wrong.contains("不到包外面去找") || wrong.contains("不在收到的材料里"), "{key}: {wrong}");
    };
    without("stand_ins", serde_json::json!({}));
    without("decisions", Value::Null);
    without("paths", serde_json::json!(["其他"]));
}

/// Every file is one that the record knows, as it was received; the record says nothing that the program did not write.
#[test]
fn files_that_nobody_packed_and_papers_that_changed_are_found() {
    let (_folder, bag) = archived();
    let files = files_below(&bag);
    for (path, test) in [
        ("data/其他/多.txt", "nothing_added"),
        ("data/电子档案/2025/收到的材料/多.xlsx", "nothing_added"),
        ("data/多.txt", "nothing_added"),
        ("多.txt", "nothing_added"),
        ("data/电子档案/2025/收到的材料/jifen.toml", "record"),
        ("data/电子档案/2025/收到的材料/豁免.toml", "record"),
    ] {
        let kept = files.get(path).map_or(&[][..], Vec::as_slice);
        fs::write(bag.join(path), [kept, b"# more\n"].concat()).unwrap();
        seal(&bag);
        let report = verify(&bag, 1);
        let name = path.rsplit('/').next().unwrap();
        assert!(
            ended(&report, "failed").contains(&test) && wrong(&report).contains(name),
            "{path}: {}",
            wrong(&report)
        );
        if kept.is_empty() {
            fs::remove_file(bag.join(path)).unwrap()
        } else {
            fs::write(bag.join(path), kept).unwrap()
        }
    }
    change(&data(&bag, RECORD), "\"schema\": 1,", "\"schema\": 1, \"more\": true,");
    seal(&bag);
    assert!(wrong(&verify(&bag, 1)).contains("more"));
    write_below(&bag, &files);
    fs::remove_file(bag.join("digests-sm3.txt")).unwrap();
    for list in ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"] {
        let text = fs::read_to_string(bag.join(list)).unwrap();
        let rest: Vec<&str> = text.lines().filter(|line| !line.ends_with("digests-sm3.txt")).collect();
        fs::write(bag.join(list), rest.join("\n") + "\n").unwrap();
    }
    assert!(ended(&verify(&bag, 1), "failed").contains(&"sm3"));
}

/// A rule set that cannot be read is told in the user's words.
#[test]
fn a_damaged_rule_set_is_told_by_its_line() {
    let (_folder, bag) = archived();
    change(&data(&bag, "其他/规则集/qinghe-stars.toml"), "id = \"qinghe-stars\"", "id = \"qinghe-stars\" x");
    seal(&bag);
    let wrong = wrong(&verify(&bag, 1));
    assert!(wrong.contains("行写法不对") && !wrong.contains("expected"), "{wrong}");
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

/// A sample township: its package and the part that may be published, which points to it by digest.
#[test]
fn a_sample_township_passes() {
    let folder = tempfile::tempdir().unwrap();
    write_below(&folder.path().join("柳林乡"), &files_below(&samples().join("柳林乡")));
    let pack = |place: &str, more: &[&str]| {
        jifen(folder.path(), &[&["archive", "柳林乡", "--out", place], more].concat()).ends_with(0);
        folder.path().join(place)
    };
    let together = pack("归档", &[]);
    let (whole, public) = (together.join("柳林乡-2025-党员积分档案"), together.join("柳林乡-2025-公开部分"));
    assert_eq!(ended(&verify(&whole, 0), "failed"), [""; 0]);
    let report = verify(&public, 0);
    assert_eq!((&report["package"]["kind"], ended(&report, "failed").len()), (&"part".into(), 0));
    assert!(ended(&report, "passed").contains(&"pointer") && ended(&report, "passed").contains(&"people"));
    // Another package of the same year beside it is nothing to it.
    let of_members = pack("归档二", &["--books", "member"]).join("柳林乡-2025-党员积分档案");
    assert_eq!(ended(&verify(&of_members, 0), "failed"), [""; 0]);
    fs::rename(&of_members, together.join("另一次归档")).unwrap();
    assert!(ended(&verify(&public, 0), "passed").contains(&"pointer"));
    fs::rename(&whole, folder.path().join("别处")).unwrap();
    assert!(ended(&verify(&public, 0), "not_tested").contains(&"pointer"));
    fs::rename(together.join("另一次归档"), &whole).unwrap();
    assert!(ended(&verify(&public, 1), "failed").contains(&"pointer"));
}

/// The book that goes with a member.
#[test]
fn a_book_of_a_member_passes_and_what_is_changed_in_it_is_found() {
    let folder = tempfile::tempdir().unwrap();
    write_inputs(&folder.path().join("报表"));
    jifen(folder.path(), &["archive", "报表", "--transfer", "赵敏", "--out", "转接"]).ends_with(0);
    let bag = folder.path().join("转接/赵敏-2025-组织关系转接");
    let report = verify(&bag, 0);
    assert_eq!((&report["package"]["kind"], ended(&report, "failed").len()), (&"transfer".into(), 0));
    let passed = ended(&report, "passed");
    assert!(["rules", "schema", "outputs", "plain"].iter().all(|test| passed.contains(test)), "{passed:?}");
    change(&data(&bag, RESULT), "\"score\": \"80\"", "\"score\": \"90\"");
    seal(&bag);
    assert!(ended(&verify(&bag, 1), "failed").contains(&"outputs"));
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
