//! How much of the samples is read right, by the tables that lie beside them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::program::{program, run, samples};
use crate::result_json::{list, text};

use crate::report::{Counts, Share};

/// Tables: workbooks with a roster and a ledger; members: those with the reckoned score; entries: planted faults.
pub fn counts() -> Counts {
    let mut counts = Counts::default();
    let mut members: BTreeSet<[String; 5]> = rows("scores.csv").into_iter().map(member).collect();
    let mut planted: Vec<[String; 3]> = rows("planted.csv").into_iter().map(fault).collect();
    counts.members.all = members.len();
    counts.entries.all = planted.len();
    counts.tables.all = 2 * members.iter().map(|it| (&it[0], &it[1])).collect::<BTreeSet<_>>().len();
    for township in ["清河镇", "柳林乡"] {
        let out = tempfile::tempdir().unwrap();
        let result =
            run(program(out.path()).arg("tally").arg(samples().join(township)).args(["--format", "json"])).json();
        let file_of = |branch: &str| list(&result, "files").iter().find(|file| text(file, "branch") == branch);
        for it in list(&result, "members") {
            let file = file_of(text(it, "branch")).map_or("", |file| text(file, "path"));
            let read = [township, file, text(it, "id"), text(it, "name"), text(it, "score")];
            let right = members.remove(&read.map(str::to_owned));
            counts.members.right += usize::from(right);
            counts.too_many += usize::from(!right);
        }
        for file in list(&result, "files") {
            let layout = list(file, "layout").iter().filter(|it| ["roster", "ledger"].iter().any(|name| *it == name));
            counts.tables.right += layout.count();
        }
        for it in list(&result, "diagnostics") {
            let row = crate::result_json::row(text(it, "cell")).map_or_else(String::new, |row| row.to_string());
            let read = [text(it, "file").to_owned(), row, text(it, "code").to_owned()];
            if let Some(at) = planted.iter().position(|fault| *fault == read) {
                planted.swap_remove(at);
                counts.entries.right += 1;
            } else {
                counts.false_alarms += usize::from(text(it, "severity") != "note");
            }
        }
    }
    counts.forms = Share::default();
    counts
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let content = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)).unwrap();
    content.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn member(row: Vec<String>) -> [String; 5] {
    [0, 1, 2, 3, 7].map(|index| row[index].clone())
}

fn fault(row: Vec<String>) -> [String; 3] {
    [0, 2, 3].map(|index| row[index].clone())
}
