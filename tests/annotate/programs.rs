//! What other programs make of a marked copy.

use std::ffi::OsString;
use std::process::Command;

use jifen::model::Digest;
use jifen::render::annotate::{Marking, annotate, clean};
use jifen::workbook::marks::{SHEET_NAME, State, problem_sheets, state};

use super::cases::{Case, all};
use super::fixtures::{colour, headline, plain, problems, rich};
use super::package::{assert_consistent, differing, part, tags};
use super::resaved::assert_clean;

#[test]
fn openpyxl_and_libreoffice_open_the_copies() {
    let folder = tempfile::tempdir().unwrap();
    let plain = plain(r#"<sheetData><row r="3"><c r="B3" s="1"><v>1</v></c></row></sheetData>"#);
    let rich = rich();
    let mut files = Vec::new();
    for (name, original) in [("rich", rich.clone()), ("plain", plain)] {
        let copy = annotate(&original, &Marking::of(&headline(), &problems())).unwrap().bytes;
        for (name, bytes) in [(format!("{name}-marked"), &copy), (format!("{name}-clean"), &clean(&copy).unwrap())] {
            files.push(folder.path().join(format!("{name}.xlsx")));
            std::fs::write(files.last().unwrap(), bytes).unwrap();
        }
    }
    let script = "import sys,openpyxl\nfor f in sys.argv[1:]:\n w=openpyxl.load_workbook(f); s=w.worksheets[0]\n \
                  print(s['B3'].fill.fgColor.rgb, s['F40'].fill.fgColor.rgb, len(w.sheetnames), s['B3'].value)";
    let arguments = [&["-c".into(), script.into()][..], &files.iter().map(Into::into).collect::<Vec<_>>()].concat();
    if let Some(said) = tool("python3", &["-c", "import openpyxl"], &arguments) {
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[0], "FFFFC7CD FFFFC7CD 4 有底色");
        assert_eq!(lines[1], "FFFFFF00 00000000 3 有底色");
        assert_eq!(lines[2], "FFFFC7CD FFFFC7CD 2 1900-01-01 00:00:00");
        assert_eq!(lines[3], "00000000 00000000 1 1900-01-01 00:00:00");
    }
    // a row put in before the marks, and all saved again: colours travel with the cells, records do not
    let shifted = folder.path().join("shifted.xlsx");
    let script = "import sys,openpyxl\nw=openpyxl.load_workbook(sys.argv[1]); w['积分台账'].insert_rows(2); \
                  w['jifen 校验'].title='改了名'; w.save(sys.argv[2])";
    let arguments = ["-c".into(), script.into(), files[0].clone().into(), shifted.clone().into()];
    if tool("python3", &["-c", "import openpyxl"], &arguments).is_some() {
        let shifted = std::fs::read(shifted).unwrap();
        assert_eq!(problem_sheets(&shifted).unwrap(), ["改了名"]);
        assert!(matches!(state(&shifted).unwrap(), State::Edited { origin: Some(_) }));
        let cleaned = clean(&shifted).unwrap();
        assert_consistent(&cleaned);
        assert_eq!(problem_sheets(&cleaned).unwrap(), [""; 0]);
        let sheet = "xl/worksheets/sheet1.xml";
        let cells: Vec<String> =
            tags(&part(&cleaned, sheet)).iter().filter_map(|(_, tag)| tag.get("r").cloned()).collect();
        let filled: Vec<_> = cells.iter().filter_map(|at| Some((at.as_str(), colour(&cleaned, sheet, at)?))).collect();
        assert_eq!(
            filled,
            [("A1", "FFFFFF00".to_owned()), ("B4", "FFFFFF00".to_owned())],
            "only the branch's own fills"
        );
    }
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let out = folder.path().join("resaved");
    let convert = |to: &str| {
        let mut arguments: Vec<OsString> =
            vec![profile.as_str().into(), "--headless".into(), "--convert-to".into(), to.into(), "--outdir".into()];
        arguments.push(out.clone().into());
        arguments.extend(files.iter().map(Into::into));
        tool("soffice", &["--version"], &arguments)
    };
    if convert("pdf").is_some() {
        for file in &files {
            let pdf = out.join(file.with_extension("pdf").file_name().unwrap());
            assert!(std::fs::metadata(&pdf).unwrap().len() > 1_000, "{}", pdf.display());
        }
    }
    if convert("xlsx:Calc MS Excel 2007 XML").is_some() {
        let resaved = std::fs::read(out.join("rich-marked.xlsx")).unwrap();
        let origin = Some(Digest::of(&rich).to_string());
        assert_eq!(state(&resaved).unwrap(), State::Edited { origin });
        assert_eq!(problem_sheets(&resaved).unwrap(), [SHEET_NAME]);
        let cleaned = clean(&resaved).unwrap();
        assert_consistent(&cleaned);
        assert_eq!(problem_sheets(&cleaned).unwrap(), [""; 0]);
        let sheet = "xl/worksheets/sheet1.xml";
        assert_eq!(colour(&cleaned, sheet, "A1").as_deref(), Some("FFFFFF00"), "an own fill comes back");
        assert_eq!((colour(&cleaned, sheet, "C4"), colour(&cleaned, sheet, "F40")), (None, None));
        let copy = annotate(&resaved, &Marking::of(&headline(), &problems())).unwrap().bytes;
        assert_consistent(&copy);
        assert!(annotate(&copy, &Marking::of(&headline(), &problems())).unwrap().bytes == copy);
    }
}

/// Reads each workbook: sheets, texts of notes that are ours or not, and whether B3 of the first sheet has our red.
const READ: &str = "import sys,openpyxl\nfor f in sys.argv[1:]:\n w=openpyxl.load_workbook(f); s=w.worksheets[0]\n \
    notes=[c.comment.text for t in w.worksheets for r in t.iter_rows() for c in r if c.comment]\n \
    print(len(w.sheetnames), sum('jifen' in n for n in notes), len(notes), s['B3'].fill.fgColor.rgb)";

#[test]
fn every_case_is_read_and_saved_by_openpyxl_and_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let path = |index: usize, name: &str| folder.path().join(format!("{index:02}-{name}.xlsx"));
    let cases = all();
    let mut copies = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let copy = annotate(&case.bytes, &Marking::of(&headline(), &case.problems)).unwrap().bytes;
        for (name, bytes) in [("original", &case.bytes), ("marked", &copy), ("clean", &clean(&copy).unwrap())] {
            std::fs::write(path(index, name), bytes).unwrap();
        }
        copies.push(path(index, "marked"));
    }
    let read = |files: &[std::path::PathBuf]| {
        let arguments = [&["-c".into(), READ.into()][..], &files.iter().map(Into::into).collect::<Vec<_>>()].concat();
        tool("python3", &["-c", "import openpyxl"], &arguments)
            .map(|said| said.lines().map(str::to_owned).collect::<Vec<_>>())
    };
    let readable: Vec<usize> = (0..cases.len()).filter(|index| cases[*index].openpyxl).collect();
    let three = |index: &usize| ["original", "marked", "clean"].map(|name| path(*index, name));
    if let Some(lines) = read(&readable.iter().flat_map(three).collect::<Vec<_>>()) {
        for (index, lines) in readable.iter().zip(lines.chunks(3)) {
            let case = &cases[*index];
            let said = |line: usize| lines[line].split(' ').map(str::to_owned).collect::<Vec<_>>();
            let number = |line: usize, word: usize| said(line)[word].parse::<usize>().unwrap();
            assert_eq!(number(1, 0), number(0, 0) + 1, "{}: sheets", case.name);
            assert_eq!((number(1, 1), number(0, 1)), (case.notes, 0), "{}: our notes", case.name);
            assert_eq!((said(1)[3].as_str(), said(2)), ("FFFFC7CD", said(0)), "{}", case.name);
        }
    }
    // openpyxl saves the copy: parts and formats get new names and numbers, notes lose their runs
    let script = "import sys,openpyxl\nfor f in sys.argv[1:]:\n w=openpyxl.load_workbook(f); w.save(f[:-5]+'.saved')";
    let arguments =
        ["-c".into(), script.into()].into_iter().chain(readable.iter().map(|at| path(*at, "marked").into()));
    if tool("python3", &["-c", "import openpyxl"], &arguments.collect::<Vec<OsString>>()).is_some() {
        for index in &readable {
            let saved = std::fs::read(path(*index, "marked").with_extension("saved")).unwrap();
            assert_comes_off(&cases[*index], &saved);
        }
    }
    let out = folder.path().join("resaved");
    let mut arguments: Vec<OsString> = vec![
        format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()).into(),
        "--headless".into(),
        "--convert-to".into(),
        "xlsx:Calc MS Excel 2007 XML".into(),
        "--outdir".into(),
        out.clone().into(),
    ];
    arguments.extend(copies.iter().map(Into::into));
    let start = std::time::Instant::now();
    if tool("soffice", &["--version"], &arguments).is_some() {
        println!("LibreOffice saved {} copies in {:?}", copies.len(), start.elapsed());
        for (case, copy) in cases.iter().zip(&copies) {
            let saved = std::fs::read(out.join(copy.file_name().unwrap()));
            assert_comes_off(case, &saved.unwrap_or_else(|error| panic!("{}: {error}", case.name)));
        }
    }
}

/// A copy that another program has saved is known, and all marks come off; marking it again is stable.
fn assert_comes_off(case: &Case, saved: &[u8]) {
    if case.name.starts_with("nearly all") {
        // 63,900 formats take most of a minute in a build for tests, and tell nothing new here
        return;
    }
    assert!(matches!(state(saved).unwrap(), State::Edited { origin: Some(_) }), "{}", case.name);
    let cleaned = clean(saved).unwrap();
    assert_consistent(&cleaned);
    assert_clean(&cleaned);
    let copy = annotate(saved, &Marking::of(&headline(), &case.problems)).unwrap().bytes;
    assert_consistent(&copy);
    let again = annotate(&copy, &Marking::of(&headline(), &case.problems)).unwrap().bytes;
    assert_eq!(differing(&copy, &again), [""; 0], "{}: a second run changes parts", case.name);
    assert!(copy == again, "{}: a second run changes bytes", case.name);
}

/// What a tool prints; `None`, said on a line of its own, where the tool is missing and not required.
fn tool(program: &str, probe: &[&str], arguments: &[OsString]) -> Option<String> {
    let there = Command::new(program).args(probe).output().is_ok_and(|done| done.status.success());
    if !there {
        assert!(std::env::var_os("JIFEN_TOOLS_REQUIRED").is_none_or(|it| it != "1"), "{program} is required");
        println!("skipped: {program} is not installed");
        return None;
    }
    let done = Command::new(program).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program}: {errors}");
    Some(String::from_utf8(done.stdout).unwrap())
}
