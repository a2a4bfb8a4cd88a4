//! The folders that the program writes: the same from the same inputs, never at the cost of a file that is not its own.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/program.rs"]
mod program;
#[path = "support/result_json.rs"]
mod result_json;

use std::fs;

use serde_json::Value;

use folders::{Files, assert_same, files_below, write_below};
use program::{jifen, program, run, samples, tally};
use result_json::{list, text};

/// A working folder with a sample township in it, under its own name.
fn with_township(township: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    write_below(&root.path().join(township), &files_below(&samples().join(township)));
    root
}

/// A working folder with few files, for what does not depend on their number.
fn with_small_township() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let files = ["jifen.toml", "镇机关.xlsx", "龙泉村.xlsx"];
    let files: Files =
        files_below(&samples().join("清河镇")).into_iter().filter(|(path, _)| files.contains(&path.as_str())).collect();
    write_below(&root.path().join("清河镇"), &files);
    root
}

#[test]
fn two_runs_write_the_same_bytes_and_leave_the_inputs_alone() {
    let root = with_township("清河镇");
    let at = |folder: &str| files_below(&root.path().join(folder));
    let inputs = at("清河镇");
    for out in ["一", "二"] {
        jifen(root.path(), &["tally", "清河镇", "--out", out]).ends_with(1);
    }
    let first = at("一");
    let names: Vec<&str> = first.keys().map(String::as_str).filter(|path| !path.starts_with("批注/")).collect();
    assert_eq!(names, [".jifen", "反馈单.xlsx", "汇总.xlsx", "结果.json", "说明.txt"]);
    assert!(first.len() > 12, "{:?}", first.keys());
    assert_same(&first, &at("二"));
    // In place of what stands there, the same again.
    jifen(root.path(), &["tally", "清河镇", "--out", "一"]).ends_with(1);
    assert_same(&first, &at("一"));
    assert_same(&inputs, &at("清河镇"));
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 3, "something is left over");
}

#[test]
fn a_township_without_faults_has_no_copies() {
    let root = with_township("柳林乡");
    jifen(root.path(), &["tally", "柳林乡"]).ends_with(0);
    let written = files_below(&root.path().join("汇总结果"));
    assert_eq!(written.keys().collect::<Vec<_>>(), [".jifen", "汇总.xlsx", "结果.json", "说明.txt"]);
}

#[test]
fn the_order_of_paths_and_the_number_of_threads_change_nothing() {
    let root = with_township("清河镇");
    let mut paths: Vec<String> = files_below(&root.path().join("清河镇"))
        .into_keys()
        .filter(|path| path.ends_with(".xlsx") && !path.starts_with("~$"))
        .map(|path| format!("清河镇/{path}"))
        .collect();
    let tally = |paths: &[String], threads: &str| -> Value {
        let mut command = program(root.path());
        command.env("RAYON_NUM_THREADS", threads).arg("tally").args(paths).args(["--format", "json"]);
        run(&mut command).ends_with(1).json()
    };
    let first = tally(&paths, "2");
    paths.reverse();
    assert_eq!(tally(&paths, "1"), first);
    paths.rotate_left(5);
    // A folder, and files in it once more.
    paths.insert(3, "清河镇".to_owned());
    let mut whole = tally(&paths, "2");
    assert_eq!(whole, tally(&["清河镇".to_owned()], "1"));
    let findings = whole["diagnostics"].as_array_mut().unwrap();
    // A search of the folder tells of the file that it passes over.
    findings.retain(|it| it["file"] != "~$东河村.xlsx");
    assert_eq!(whole, first);
}

#[test]
fn a_folder_of_results_that_its_user_has_worked_in_is_not_replaced() {
    let root = with_small_township();
    let out = root.path().join("汇总结果");
    jifen(root.path(), &["tally", "清河镇"]).ends_with(1);
    let written = files_below(&out);
    let copy = written.keys().find(|path| path.starts_with("批注/")).unwrap();
    for (path, is_new) in
        [(copy.as_str(), false), ("结果.json", false), ("我的批语.docx", true), ("批注/另.xlsx", true)]
    {
        let mut edited = written.get(path).cloned().unwrap_or_default();
        assert_eq!(edited.is_empty(), is_new, "{path}");
        match edited.last_mut() {
            Some(last) => *last ^= 1,
            None => edited.push(b'x'),
        }
        fs::write(out.join(path), edited).unwrap();
        let before = files_below(root.path());
        // Other quotas, so that every file would change.
        let refused = jifen(root.path(), &["tally", "清河镇", "--programme-start", "2023"]).ends_with(2);
        let name = path.rsplit('/').next().unwrap();
        assert!(refused.stderr.contains(name), "{path} is not named: {}", refused.stderr);
        assert_eq!(refused.stdout, "");
        assert_same(&before, &files_below(root.path()));
        match written.get(path) {
            Some(bytes) => fs::write(out.join(path), bytes).unwrap(),
            None => fs::remove_file(out.join(path)).unwrap(),
        }
    }
    // Put right again, and one file deleted: nobody's work is lost by writing it anew.
    fs::remove_file(out.join("说明.txt")).unwrap();
    jifen(root.path(), &["tally", "清河镇"]).ends_with(1);
    assert_same(&written, &files_below(&out));
}

#[test]
fn what_is_not_ours_is_not_replaced() {
    let root = with_small_township();
    let foreign = root.path().join("上报材料");
    write_below(&foreign, &Files::from([("总结.docx".to_owned(), b"x".to_vec())]));
    fs::write(root.path().join("文件"), "x").unwrap();
    let before = files_below(root.path());
    for command in ["tally", "check"] {
        for out in ["上报材料", "文件"] {
            let refused = jifen(root.path(), &[command, "清河镇", "--out", out]).ends_with(2);
            assert!(refused.stderr.contains(out), "{}", refused.stderr);
            assert_same(&before, &files_below(root.path()));
        }
    }
    // The inputs' own folder least of all.
    jifen(root.path(), &["tally", "清河镇", "--out", "清河镇"]).ends_with(2);
    assert_same(&before, &files_below(root.path()));
    // An empty folder is nobody's.
    fs::create_dir(root.path().join("空")).unwrap();
    jifen(root.path(), &["tally", "清河镇", "--out", "空"]).ends_with(1);
}

#[test]
fn a_run_that_cannot_start_writes_nothing() {
    let root = with_small_township();
    let before = files_below(root.path());
    for arguments in [
        &["tally", "没有"][..],
        &["tally", "清河镇", "--period", "去年"],
        &["tally", "清河镇", "--programme-start", "2030"],
        &["tally", "清河镇", "--rules", "没有"],
        &["tally", "清河镇", "--decisions", "没有.toml"],
        &["check", "没有.xlsx"],
        &["check", "清河镇", "--period", "去年"],
    ] {
        let refused = jifen(root.path(), arguments).ends_with(2);
        assert!(refused.stdout.is_empty() && !refused.stderr.is_empty(), "{arguments:?}");
        assert_same(&before, &files_below(root.path()));
    }
}

/// One file that cannot be read costs the others nothing.
#[test]
fn the_other_files_go_on() {
    let root = with_small_township();
    let alone = tally(&root.path().join("清河镇"), 1, &[]);
    fs::write(root.path().join("清河镇/坏.xlsx"), "PK\u{3}\u{4}").unwrap();
    fs::write(root.path().join("清河镇/空.xlsx"), "").unwrap();
    let together = tally(&root.path().join("清河镇"), 1, &[]);
    assert_eq!(alone["members"], together["members"]);
    let unread: Vec<&str> = list(&together, "diagnostics")
        .iter()
        .filter(|it| text(it, "code").starts_with('F'))
        .map(|it| text(it, "file"))
        .collect();
    assert_eq!(unread, ["坏.xlsx", "空.xlsx"]);
}

#[test]
fn the_demonstration_is_the_sample_and_can_be_repeated() {
    let root = tempfile::tempdir().unwrap();
    jifen(root.path(), &["demo"]).ends_with(1);
    let first = files_below(&root.path().join("jifen-演示"));
    let in_folder = |path: &String| path.strip_prefix("支部上报/").map(str::to_owned);
    let mut inputs: Files = first.iter().filter_map(|(path, bytes)| Some((in_folder(path)?, bytes.clone()))).collect();
    let mut sample = files_below(&samples().join("清河镇"));
    // A lock file would keep Excel, and the next demonstration, from the workbook beside it.
    assert!(sample.remove("~$东河村.xlsx").is_some() && inputs.remove(".jifen").is_some());
    assert_same(&inputs, &sample);
    let result: Value = serde_json::from_slice(&first["汇总结果/结果.json"]).unwrap();
    assert_eq!(result["members"], tally(&samples().join("清河镇"), 1, &[])["members"]);
    jifen(root.path(), &["demo"]).ends_with(1);
    assert_same(&first, &files_below(&root.path().join("jifen-演示")));
    let one_file = root.path().join("jifen-演示/支部上报/东河村.xlsx");
    fs::write(&one_file, "edited").unwrap();
    jifen(root.path(), &["demo"]).ends_with(2);
    assert_eq!(fs::read(one_file).unwrap(), b"edited");
}
