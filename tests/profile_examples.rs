//! `docs/配置文件.md` is true: its worked examples are run as they stand there, from the sheets to what is read, and every
//! key that the program knows is in it.
//!
//! `JIFEN_UPDATE=1` writes anew what the program suggests and reads; the finished profiles are a person's.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "code_examples/drawn.rs"]
#[allow(dead_code, reason = "it makes other drawings too")]
mod drawn;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use program::{Run, jifen};
use serde_json::Value;

fn page_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/配置文件.md")
}

fn page() -> String {
    fs::read_to_string(page_path()).unwrap().replace("\r\n", "\n")
}

/// A fenced block: what stands behind its three marks, and its lines.
#[derive(Clone, Debug)]
struct Block {
    label: String,
    text: String,
}

/// The parts of a text between fences, and the blocks behind them.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(label) = line.strip_prefix("```") {
            let inside: Vec<String> =
                lines.by_ref().take_while(|line| *line != "```").map(|l| format!("{l}\n")).collect();
            blocks.push(Block { label: label.to_owned(), text: inside.concat() });
        }
    }
    blocks
}

/// A worked example.
#[derive(Debug)]
struct Example {
    heading: String,
    files: Vec<Block>,
    suggested: String,
    finished: String,
    read: String,
}

fn examples(page: &str) -> Vec<Example> {
    let sections = page.split("\n### ").skip(1).filter(|section| section.starts_with('例'));
    sections
        .map(|section| {
            let blocks = blocks(section);
            let one = |label: &str| blocks.iter().find(|block| block.label == label).unwrap().text.clone();
            Example {
                heading: section.lines().next().unwrap().to_owned(),
                files: blocks.iter().filter(|block| block.label.ends_with(".xlsx")).cloned().collect(),
                suggested: one("toml 建议"),
                finished: one("toml 填好"),
                read: one("text 读出"),
            }
        })
        .collect()
}

/// A folder with the workbooks of an example.
fn folder_of(example: &Example) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("报表")).unwrap();
    for file in &example.files {
        let name = file.label.strip_prefix("text ").unwrap();
        fs::write(folder.path().join("报表").join(name), drawn::of_sheets(&file.text)).unwrap();
    }
    folder
}

fn put_profile(folder: &Path, text: &str) {
    fs::write(folder.join("报表/jifen.toml"), text).unwrap();
}

/// What was read: a line for each entry.
fn entries(result: &Value) -> String {
    let mut lines = Vec::new();
    for member in result["members"].as_array().unwrap() {
        for step in member["steps"].as_array().unwrap() {
            for entry in step["entries"].as_array().unwrap() {
                let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
                let parts = [
                    word(&member["branch"]),
                    word(&member["name"]),
                    word(&step["item"]),
                    word(&entry["date"]),
                    format!("次数 {}", word(&entry["quantity"])),
                    format!("得分 {}", word(&entry["stated"])),
                    format!("{}!{}", word(&entry["source"]["sheet"]), word(&entry["source"]["cell"])),
                ];
                lines.push(format!("{}\n", parts.join("|")));
            }
        }
    }
    lines.concat()
}

fn suggest(folder: &Path, code: i32) -> Run {
    jifen(folder, &["check", "--suggest-profile", "报表"]).ends_with(code)
}

#[test]
fn the_worked_examples_run_as_they_are_written() {
    let old = page();
    let mut new = old.clone();
    let examples = examples(&old);
    assert_eq!(examples.len(), 3);
    for example in &examples {
        let folder = folder_of(example);
        let suggested = suggest(folder.path(), 1).stdout;
        if std::env::var_os("JIFEN_UPDATE").is_none() {
            assert_eq!(suggested, example.suggested, "{}", example.heading);
        }
        // What is open is refused, with its place.
        put_profile(folder.path(), &suggested);
        let refused = jifen(folder.path(), &["check", "报表"]).ends_with(2).stderr;
        let line = suggested.lines().position(|line| line.contains("= \"?\"")).unwrap() + 1;
        assert!(refused.contains("还是「?」") && refused.contains(&format!("第 {line} 行")), "{refused}");
        // A person only fills in what is open.
        let open = suggested.lines().zip(example.finished.lines());
        for (before, after) in open {
            let (start, end) = before.split_once("\"?\"").unwrap_or((before, ""));
            assert!(after.starts_with(start) && after.ends_with(end), "{}: {after}", example.heading);
        }
        assert_eq!(suggested.lines().count(), example.finished.lines().count(), "{}", example.heading);
        put_profile(folder.path(), &example.finished);
        let result = jifen(folder.path(), &["check", "报表", "--format", "json"]).ends_with(0).json();
        let read = entries(&result);
        new = update(&new, &example.heading, "toml 建议", &suggested);
        new = update(&new, &example.heading, "text 读出", &read);
        if std::env::var_os("JIFEN_UPDATE").is_none() {
            assert_eq!(read, example.read, "{}", example.heading);
        }
        // Now nothing is left to be finished.
        let rest = suggest(folder.path(), 0).stdout;
        assert!(rest.lines().all(|line| line.starts_with('#')), "{rest}");
    }
    if std::env::var_os("JIFEN_UPDATE").is_some() {
        fs::write(page_path(), new).unwrap();
    }
}

/// The page with another text in a block of a section.
fn update(page: &str, heading: &str, label: &str, text: &str) -> String {
    let section = page.find(&format!("\n### {heading}\n")).unwrap();
    let fence = format!("\n```{label}\n");
    let start = section + page[section..].find(&fence).unwrap() + fence.len();
    let end = start + page[start - 1..].find("\n```\n").unwrap();
    format!("{}{text}{}", &page[..start], &page[end..])
}

#[test]
fn the_example_of_all_keys_is_a_profile() {
    let examples = examples(&page());
    let folder = folder_of(&examples[0]);
    let all = blocks(&page()).into_iter().find(|block| block.label == "toml 全部").unwrap();
    put_profile(folder.path(), &all.text);
    fs::write(folder.path().join("报表/决定.toml"), "decision = []\n").unwrap();
    fs::write(folder.path().join("报表/豁免.toml"), "waive = []\n").unwrap();
    fs::write(folder.path().join("报表/组织.xlsx"), "支部,党员数\n东河村党支部,23\n").unwrap();
    fs::write(folder.path().join("报表/异议.xlsx"), "支部,党员,异议内容,提出日期\n").unwrap();
    fs::write(folder.path().join("报表/节假日.csv"), "日期,类别\n2026-01-01,休\n").unwrap();
    // Whatever it is called, a csv is read as one.
    fs::write(folder.path().join("报表/公示登记.xlsx"), "范围,期间,开始日期,结束日期\n").unwrap();
    let run = jifen(folder.path(), &["check", "报表"]);
    assert_ne!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("没有用上"), "{}", run.stderr);
}

#[test]
fn every_key_is_documented() {
    let folder = folder_of(&examples(&page())[0]);
    for section in ["", "[[branch]]\n", "[[form]]\n", "[publicity]\n", "[archive]\n"] {
        put_profile(folder.path(), &format!("{section}not_a_key = 1\n"));
        let told = jifen(folder.path(), &["check", "报表"]).ends_with(2).stderr;
        let (_, known) = told.split_once("可以写的有：").unwrap();
        for key in known.trim_end().trim_end_matches('。').split('、') {
            assert!(page().contains(&format!("| `{key}` |")), "{section}{key}");
        }
    }
}

#[test]
fn a_suggested_profile_never_replaces_a_file() {
    let folder = folder_of(&examples(&page())[0]);
    let into = &["check", "报表", "--suggest-profile=表样.toml"];
    let first = jifen(folder.path(), into).ends_with(1);
    assert_eq!(first.stdout, "");
    let written = fs::read_to_string(folder.path().join("表样.toml")).unwrap();
    assert_eq!(written, suggest(folder.path(), 1).stdout);
    let second = jifen(folder.path(), into).ends_with(2);
    assert!(second.stderr.contains("没有覆盖"), "{}", second.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("表样.toml")).unwrap(), written);
}

#[test]
fn what_is_wrong_in_a_profile_is_told_with_its_line() {
    let folder = folder_of(&examples(&page())[0]);
    let form = "[[form]]\nheader = [\"谁\"]\n";
    for (text, place, words) in [
        ("[[form]]\nlayout = \"ledger\"\n".to_owned(), "第 1 行", "没有说是哪些表"),
        ("[[form]]\nsheet = \"记分本\"\n".to_owned(), "第 1 行", "没有说表在哪里"),
        (format!("{form}layout = \"登记簿\"\n"), "第 3 行", "ledger（积分登记）"),
        (format!("{form}header_rows = \"三\"\n"), "第 3 行", "Excel 的行号"),
        (format!("{form}rows = \"9-5\"\n"), "第 3 行", "Excel 的行号"),
        (format!("{form}period = \"去年\"\n"), "第 3 行", "要写期间"),
        (format!("{form}colums = {{}}\n"), "第 3 行", "是不是「columns」"),
        (format!("{form}[form.columns]\n\"谁\" = \"姓名\"\n\"哪天\" = \"日其\"\n"), "第 5 行", "最接近的有：日期"),
        (format!("{form}[form.columns]\n\"谁\" = \"志愿者服务\"\n"), "第 4 行", "J04「志愿服务」"),
        (format!("{form}member = \"?\"\n"), "第 3 行", "还是「?」"),
        ("[archive]\nnumber = \"{年}-{序号}\"\n".to_owned(), "第 2 行第 10 列", "可以写的有：{全宗号}"),
        ("[archive]\nnumber = \"{全宗号}-{序号}\"\n".to_owned(), "第 2 行", "没有写 fonds"),
        ("[archive]\nnumber = \"{年度}\"\n".to_owned(), "第 2 行", "要有 {序号}"),
        ("[archive]\nfond = \"1\"\n".to_owned(), "第 2 行", "是不是「fonds」"),
    ] {
        put_profile(folder.path(), &text);
        let told = jifen(folder.path(), &["check", "报表"]).ends_with(2).stderr;
        assert!(told.contains(place) && told.contains(words), "{text}\n{told}");
    }
}
