//! The rulebook, line by line: what it says of small workbooks, computed by hand, against what the program makes of them.
//!
//! The cases stand in `tests/rulebook/*.txt`, in words that whoever knows the rulebook can check; `读法.txt` beside
//! them says how they are read.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what fails here fails the test")]

#[path = "rulebook/case.rs"]
mod case;
#[path = "rulebook/expected.rs"]
mod expected;
#[path = "rulebook/points_table.rs"]
mod points_table;
#[path = "rulebook/tables.rs"]
mod tables;
#[path = "rulebook/township.rs"]
mod township;
#[path = "rulebook/workbooks.rs"]
mod workbooks;

use std::path::Path;

use case::Case;

fn holds(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rulebook").join(file);
    let text = std::fs::read_to_string(&path).expect("the cases are there");
    let cases = Case::all(&text);
    assert!(cases.len() > 5, "{file} has lost its cases");
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let result = township::run(case);
            let wrong = expected::differences(case, &result);
            (!wrong.is_empty()).then(|| format!("【{}】\n  {}", case.title, wrong.join("\n  ")))
        })
        .collect();
    assert!(failures.is_empty(), "{file}: {} 例不符\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn base_points() {
    holds("二-基础分.txt");
}

#[test]
fn bonus_points() {
    holds("三-增加分.txt");
}

#[test]
fn penalties_and_vetoes() {
    holds("四五-扣减分和一票否决.txt");
}

#[test]
fn grades() {
    holds("六-星级与等次.txt");
}

#[test]
fn quotas() {
    holds("七-名额.txt");
}

#[test]
fn how_a_line_is_read() {
    holds("读表.txt");
}
