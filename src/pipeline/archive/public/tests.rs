use std::io::Read;
use std::path::Path;

use super::{files, pointer};
use crate::archive::ArchivedFile;
use crate::pipeline::archive::{ArchiveOptions, Packing};
use crate::pipeline::options::Settings;
use crate::pipeline::{NoProgress, Options, Outcome, run};

/// The publishable package of a sample.
fn published(sample: &str) -> (Outcome, Vec<ArchivedFile>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
    let options = Options { paths: vec![folder], ..Options::default() };
    let (settings, outcome) = (Settings::new(&options).unwrap(), run(&options, &NoProgress).unwrap());
    let packing = Packing {
        outcome: &outcome,
        given: &crate::pipeline::Options::default(),
        settings: &settings,
        options: &ArchiveOptions::default(),
    };
    let made = files(&packing).unwrap();
    assert_eq!(made, files(&packing).unwrap(), "the same bytes each time");
    if let Some(shown) = std::env::var_os("JIFEN_SHOW") {
        for file in &made {
            let path = Path::new(&shown).join("public").join(sample).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &file.bytes).unwrap();
        }
    }
    (outcome, made)
}

/// All that can be read in a file: its path, and its text or those of the parts of its package.
fn texts(file: &ArchivedFile) -> String {
    let mut text = format!("{}\n{}\n{}\n{}\n", file.path, file.title, file.author, file.remark);
    if file.bytes.starts_with(b"PK") {
        let mut package = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).unwrap();
        for index in 0..package.len() {
            let mut part = package.by_index(index).unwrap();
            text.push_str(&part.name().unwrap());
            part.read_to_string(&mut text).unwrap();
        }
    } else {
        text.push_str(std::str::from_utf8(&file.bytes).unwrap());
    }
    text
}

#[test]
fn nobody_and_no_input_is_named() {
    for sample in ["清河镇", "柳林乡"] {
        let (outcome, made) = published(sample);
        assert!(made.len() >= 9, "{}", made.len());
        let mut places: Vec<&str> = outcome.result.branches.iter().map(|branch| branch.name.as_str()).collect();
        places.extend(outcome.result.township.as_deref());
        places.sort_by_key(|place| std::cmp::Reverse(place.len()));
        for file in &made {
            // What is part of a branch's or a place's name is nobody's.
            let text = places.iter().fold(texts(file), |text, place| text.replace(place, "〇"));
            for member in &outcome.result.members {
                assert!(!text.contains(&member.name), "{} names {}", file.path, member.name);
            }
            for input in &outcome.result.files {
                assert!(!text.contains(&input.path), "{} names {}", file.path, input.path);
            }
        }
        let paths: Vec<&str> = made.iter().map(|file| file.path.as_str()).collect();
        for path in [
            "说明文件.TXT",
            "文件目录.XML",
            "index.html",
            "电子档案/2025/结果/公开汇总.xlsx",
            "电子档案/2025/数据表/支部汇总.csv",
            "电子档案/2025/数据表/名额.csv",
            "电子档案/2025/数据表/分类统计.csv",
            "电子档案/2025/办法/办法.md",
            "其他/规则集/规则集.toml",
        ] {
            assert!(paths.contains(&path), "{path} is not in {paths:?}");
        }
    }
}

#[test]
fn the_rules_that_are_published_still_load_and_say_the_same() {
    let (outcome, made) = published("柳林乡");
    let file = made.iter().find(|file| file.path.ends_with(".toml")).unwrap();
    let rules = crate::rules::load(std::str::from_utf8(&file.bytes).unwrap()).unwrap();
    assert_eq!((rules.items.len(), rules.tests.len()), (outcome.rules.items.len(), 0));
    assert!(!outcome.rules.tests.is_empty());
}

#[test]
fn the_pointer_tells_name_and_digest() {
    let file = pointer("清河镇2025", &"a".repeat(64));
    let text = String::from_utf8(file.bytes).unwrap();
    assert_eq!(file.path, "其他/指向.txt");
    assert!(text.contains("包名：清河镇2025\r\n") && text.contains(&"a".repeat(64)));
}
