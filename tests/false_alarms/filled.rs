//! Blank workbooks of this project, filled in by a program that keeps all that stands in them.

use std::path::Path;
use std::process::Command;

use crate::program::tool_works;

/// The rule sets whose blank workbook is complete with what is filled in here: roster and ledger. What `jifen template` makes
/// for the others, with the tables that they declare, joins here.
const RULES: [&str; 1] = ["township-stars"];

/// Fills them in; each file's name and its rule set. None where openpyxl is missing.
pub fn fill(folder: &Path) -> Vec<(String, &'static str)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let works = Command::new("python3").args(["-c", "import openpyxl"]).output().is_ok_and(|it| it.status.success());
    if !tool_works("openpyxl", works) {
        return Vec::new();
    }
    let fill = |rules: &'static str| {
        let file = format!("东河村-{rules}.xlsx");
        let mut command = Command::new("python3");
        command.arg(root.join("tests/false_alarms/fill.py")).arg(root.join(format!("templates/{rules}.xlsx")));
        let run = command.arg(folder.join(&file)).output().unwrap();
        assert!(run.status.success(), "{rules}: {}", String::from_utf8_lossy(&run.stderr));
        (file, rules)
    };
    RULES.into_iter().map(fill).collect()
}
