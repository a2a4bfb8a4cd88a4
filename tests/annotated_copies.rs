//! Annotated copies, from the samples and back: marked where something was found and untouched elsewhere, read as the
//! workbook that they were made from, and taken in its place once they are corrected.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/result_json.rs"]
mod result_json;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jifen::model::{CellRange, CellRef};
use rust_decimal::Decimal;
use serde_json::Value;

use folders::{Files, assert_same, files_below, write_below};
use program::{jifen, samples, tally};
use result_json::{decimal, list, text};

/// The parts that have a new line for the added sheet.
const DIRECTORY: [&str; 4] = ["[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml"];
const ADDED: &str = "xl/worksheets/jifenProblems.xml";

/// A working folder with the township of faults in it, tallied: the result and the copies by name.
fn tallied() -> (tempfile::TempDir, Value, Files) {
    let root = tempfile::tempdir().unwrap();
    write_below(&root.path().join("清河镇"), &files_below(&samples().join("清河镇")));
    let result = jifen(root.path(), &["tally", "清河镇", "--format", "json"]).ends_with(1).json();
    let copies = files_below(&root.path().join("汇总结果/批注"));
    (root, result, copies)
}

/// The sheets of a workbook with their parts, in order.
fn sheets(book: &[u8]) -> Vec<(String, String)> {
    let links: BTreeMap<String, String> = package::tags(&package::part(book, "xl/_rels/workbook.xml.rels"))
        .into_iter()
        .filter_map(|(_, link)| Some((link.get("Id")?.clone(), link.get("Target")?.clone())))
        .collect();
    package::tags(&package::part(book, "xl/workbook.xml"))
        .into_iter()
        .filter(|(tag, _)| tag == "sheet")
        .map(|(_, sheet)| (sheet["name"].clone(), format!("xl/{}", links[&sheet["r:id"]])))
        .collect()
}

/// The styles of a sheet's cells, and all else that the sheet says.
fn styles_apart(sheet: &str) -> (BTreeMap<CellRef, String>, Vec<String>) {
    let (mut styles, mut rest) = (BTreeMap::new(), Vec::new());
    for piece in sheet.split('<') {
        let Some((cell, style)) = piece.strip_prefix("c ").and_then(|_| {
            let cell = piece.split("r=\"").nth(1)?.split('"').next()?;
            let style = piece.split(" s=\"").nth(1).map_or("0", |it| it.split('"').next().unwrap());
            Some((CellRef::parse(cell)?, style.to_owned()))
        }) else {
            rest.push(piece.to_owned());
            continue;
        };
        let bare = piece.replace(&format!(" s=\"{style}\""), "");
        // An empty cell says nothing but its style.
        if bare.trim_end() != format!("c r=\"{cell}\"/>") {
            rest.push(bare);
        }
        styles.insert(cell, style);
    }
    (styles, rest)
}

/// The cells of a sheet in which something was found.
fn found_in(result: &Value, file: &str, sheet: &str) -> BTreeSet<CellRef> {
    let mine = list(result, "diagnostics").iter().filter(|it| text(it, "file") == file && text(it, "sheet") == sheet);
    let ranges = mine.filter_map(|it| it["cell"].as_str()).map(|cells| CellRange::parse(cells).unwrap());
    let cells = |range: CellRange| {
        (range.first.row..=range.last.row)
            .flat_map(move |row| (range.first.col..=range.last.col).map(move |col| CellRef::new(row, col)))
    };
    ranges.flat_map(cells).collect()
}

#[test]
fn a_copy_differs_from_its_workbook_in_its_marks_alone() {
    let (_root, result, copies) = tallied();
    let found: BTreeSet<&str> = list(&result, "diagnostics").iter().map(|it| text(it, "file")).collect();
    let read: BTreeSet<&str> = list(&result, "files").iter().map(|it| text(it, "path")).collect();
    let expected: Vec<&str> = found.intersection(&read).copied().collect();
    assert_eq!(copies.keys().map(String::as_str).collect::<Vec<_>>(), expected, "one copy for each file with findings");
    for (file, copy) in &copies {
        let workbook = fs::read(samples().join("清河镇").join(file)).unwrap();
        package::assert_consistent(copy);
        let mut expected: Vec<String> = DIRECTORY.iter().map(|part| (*part).to_owned()).collect();
        expected.push(ADDED.to_owned());
        let mut notes = 0;
        for (sheet, part) in sheets(&workbook) {
            let (before, rest) = styles_apart(&package::part(&workbook, &part));
            let (after, mut same_rest) = styles_apart(&package::part(copy, &part));
            // The notes hang on one element at the end of the sheet.
            same_rest.retain(|piece| !piece.starts_with("legacyDrawing "));
            assert!(rest == same_rest, "{file}「{sheet}」: more than styles has changed");
            let cells = before.keys().chain(after.keys());
            let marked: BTreeSet<CellRef> = cells.filter(|it| before.get(it) != after.get(it)).copied().collect();
            assert_eq!(marked, found_in(&result, file, &sheet), "{file}「{sheet}」");
            if !marked.is_empty() {
                notes += 1;
                let links = part.replace("worksheets/", "worksheets/_rels/") + ".rels";
                let note_parts = [format!("xl/jifenComments{notes}.xml"), format!("xl/drawings/jifenNotes{notes}.vml")];
                expected.extend(note_parts.into_iter().chain([part, links]));
            }
        }
        expected.sort();
        assert_eq!(package::differing(&workbook, copy), expected, "{file}");
        let mut names = sheets(&workbook);
        names.push(("jifen 校验".to_owned(), ADDED.to_owned()));
        assert_eq!(sheets(copy), names, "{file}");
    }
}

/// Every finding is a row of the added sheet, with a link to its cell.
#[test]
fn the_added_sheet_lists_every_finding() {
    let (_root, result, copies) = tallied();
    for (file, copy) in &copies {
        let sheet = package::part(copy, ADDED);
        let links: Vec<String> = package::tags(&sheet)
            .into_iter()
            .filter(|(tag, _)| tag == "hyperlink")
            .filter_map(|(_, link)| link.get("location").cloned())
            .collect();
        for finding in list(&result, "diagnostics").iter().filter(|it| text(it, "file") == file) {
            assert!(sheet.contains(text(finding, "code")), "{file}: {finding}");
            if let Some(cells) = finding["cell"].as_str() {
                let first = cells.split(':').next().unwrap();
                let leads =
                    |link: &String| link.contains(text(finding, "sheet")) && link.replace('$', "").contains(first);
                assert!(links.iter().any(leads), "{file}: no link to {first}: {links:?}");
            }
        }
    }
}

#[test]
fn copies_are_read_as_their_workbooks() {
    let (root, result, copies) = tallied();
    let second = root.path().join("第二次");
    write_below(&second, &files_below(&root.path().join("清河镇")));
    write_below(&second, &copies);
    let again = jifen(root.path(), &["tally", "第二次", "--out", "结果二", "--format", "json"]).ends_with(1).json();
    for key in ["status", "provisional_because", "branches", "members", "quotas", "diagnostics"] {
        assert!(again[key] == result[key], "{key} differ");
    }
    // The marks of the first time are off: the copies of the copies are the same but for what they are copies of.
    let copies_again = files_below(&root.path().join("结果二/批注"));
    assert_eq!(copies_again.keys().collect::<Vec<_>>(), copies.keys().collect::<Vec<_>>());
    for (file, copy) in &copies {
        let differing = package::differing(copy, &copies_again[file]);
        assert!(differing.iter().all(|part| part == ADDED), "{file}: {differing:?}");
    }
}

#[test]
fn one_workbook_and_its_copy_are_checked_alike() {
    let root = tempfile::tempdir().unwrap();
    fs::copy(samples().join("清河镇/石桥村.xlsx"), root.path().join("石桥村.xlsx")).unwrap();
    let check = |path: &str| jifen(root.path(), &["check", path, "--format", "json"]).ends_with(1).json();
    let first = check("石桥村.xlsx");
    let places = ["石桥村.xlsx", "批注/石桥村.xlsx", "批注-2/石桥村.xlsx", "批注-3/石桥村.xlsx"];
    assert!(root.path().join(places[1]).exists(), "the copy lies beside its input");
    for (place, next) in places.iter().zip(&places[1..]) {
        let again = check(place);
        for key in ["members", "quotas", "diagnostics"] {
            assert!(again[key] == first[key], "{key} of {place} differ");
        }
        assert!(root.path().join(next).exists(), "the copy of {place} lies in a folder of its own");
    }
    let copies = files_below(root.path());
    assert_eq!(copies.keys().filter(|path| path.ends_with(".xlsx")).count(), 4, "{:?}", copies.keys());
    // Again, in place of what is there; and with what a user changed there, not at all.
    check(places[0]);
    assert_same(&copies, &files_below(root.path()));
    corrected(&root.path().join(places[1]), "H79", "4");
    let edited = files_below(root.path());
    let refused = jifen(root.path(), &["check", places[0]]).ends_with(2);
    assert!(refused.stderr.contains("石桥村.xlsx"), "{}", refused.stderr);
    assert_same(&edited, &files_below(root.path()));
}

/// Writes a number into a cell that has one.
fn corrected(path: &Path, cell: &str, number: &str) {
    let book = fs::read(path).unwrap();
    let (_, part) = sheets(&book).into_iter().find(|(name, _)| name == "积分登记").unwrap();
    let edited = package::edited(&book, &part, |sheet| {
        let at = sheet.find(&format!("<c r=\"{cell}\"")).unwrap();
        let (before, rest) = sheet.split_at(at + sheet[at..].find("<v>").unwrap() + 3);
        format!("{before}{number}{}", &rest[rest.find('<').unwrap()..])
    });
    fs::write(path, edited).unwrap();
}

#[test]
fn a_corrected_copy_counts_in_place_of_its_workbook() {
    let root = tempfile::tempdir().unwrap();
    for file in ["jifen.toml", "石桥村.xlsx", "镇机关.xlsx"] {
        fs::copy(samples().join("清河镇").join(file), root.path().join(file)).unwrap();
    }
    let before = tally(root.path(), 1, &[]);
    let wrong = list(&before, "diagnostics").iter().find(|it| it["code"] == "E304").unwrap();
    assert_eq!((text(wrong, "file"), text(wrong, "cell"), text(wrong, "value")), ("石桥村.xlsx", "H79", "2"));
    jifen(root.path(), &["check", "石桥村.xlsx"]).ends_with(1);

    // A copy that nobody worked on is no second workbook.
    let beside = tally(root.path(), 1, &[]);
    for key in ["branches", "members", "quotas", "files"] {
        assert!(beside[key] == before[key], "{key} differ");
    }
    assert_eq!(passed_over(&beside), ["批注"]);

    corrected(&root.path().join("批注/石桥村.xlsx"), "H79", "4");
    let after = tally(root.path(), 1, &[]);
    assert_eq!(passed_over(&after), ["石桥村.xlsx"]);
    assert!(list(&after, "diagnostics").iter().all(|it| it["code"] != "E304"));
    let total = |result: &Value| list(result, "members").iter().map(|it| decimal(it, "score")).sum::<Decimal>();
    assert_eq!(total(&after) - total(&before), Decimal::from(4));
    assert_eq!(list(&after, "members").len(), list(&before, "members").len());
    let mut files: Vec<&str> = list(&after, "members")
        .iter()
        .flat_map(|member| list(member, "steps"))
        .flat_map(|step| list(step, "entries"))
        .map(|entry| text(&entry["source"], "file"))
        .collect();
    files.sort_unstable();
    files.dedup();
    assert_eq!(files, ["批注/石桥村.xlsx", "镇机关.xlsx"]);

    // A second round of corrections, in the copy of the copy.
    jifen(root.path(), &["check", "批注/石桥村.xlsx"]).ends_with(1);
    corrected(&root.path().join("批注-2/石桥村.xlsx"), "H103", "5");
    let last = tally(root.path(), 1, &[]);
    assert_eq!(passed_over(&last), ["批注/石桥村.xlsx", "石桥村.xlsx"]);
    assert_eq!(total(&last) - total(&after), Decimal::from(5));

    // The same where the branch sends it back under another name.
    fs::rename(root.path().join("批注-2/石桥村.xlsx"), root.path().join("石桥村（改）.xlsx")).unwrap();
    let renamed = tally(root.path(), 1, &[]);
    assert_eq!(passed_over(&renamed), ["批注/石桥村.xlsx", "石桥村.xlsx"]);
    assert_eq!(total(&renamed), total(&last));
}

/// The files that were found and not used.
fn passed_over(result: &Value) -> Vec<&str> {
    let notes = list(result, "diagnostics").iter().filter(|it| it["code"] == "F201");
    notes.map(|it| text(it, "file")).collect()
}

/// A branch that sends text: the copy is a workbook with the same cells, and stands for the text when both are there.
#[test]
fn what_is_no_xlsx_comes_back_as_one() {
    let root = tempfile::tempdir().unwrap();
    let csv = "清河镇东河村党支部党员花名册,,,,,\r\n序号,姓名,性别,出生年月,入党时间,党员类别\r\n\
                1,王秀兰,女,1968-05-12,1995-07-01,正式\r\n,,,,,\r\n\
                清河镇东河村党支部2025年积分登记,,,,,\r\n序号,日期,姓名,项目编号,次数,事由\r\n\
                1,2025-03-15,王秀兰,J04,2,清扫街道\r\n2,2025-04-31,王秀兰,J04,1,清扫街道\r\n";
    write_below(root.path(), &Files::from([("东河村.csv".to_owned(), csv.as_bytes().to_vec())]));
    let found = |result: &Value| -> BTreeSet<(String, String)> {
        let errors = list(result, "diagnostics").iter().filter(|it| text(it, "severity") == "error");
        errors.map(|it| (text(it, "code").to_owned(), text(it, "cell").to_owned())).collect()
    };
    let first =
        jifen(root.path(), &["check", "东河村.csv", "--period", "2025", "--format", "json"]).ends_with(1).json();
    assert_eq!(found(&first), BTreeSet::from([("V102".to_owned(), "B8".to_owned())]));
    let copy = fs::read(root.path().join("批注/东河村.csv.xlsx")).unwrap();
    assert!(!package::part(&copy, ADDED).is_empty());
    let again = jifen(root.path(), &["check", "批注/东河村.csv.xlsx", "--period", "2025", "--format", "json"]);
    assert_eq!(found(&again.ends_with(1).json()), found(&first));
    // Both together: the copy stands for the text.
    fs::rename(root.path().join("批注/东河村.csv.xlsx"), root.path().join("东河村.xlsx")).unwrap();
    let both = jifen(root.path(), &["tally", ".", "--period", "2025", "--format", "json"]).ends_with(1).json();
    assert_eq!(list(&both, "members").len(), 1);
    assert!(passed_over(&both).contains(&"东河村.csv"));
}
