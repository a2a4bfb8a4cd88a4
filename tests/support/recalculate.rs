//! LibreOffice as an oracle: recalculates a workbook of ours and compares every formula's value with the one that we
//! wrote beside it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};

/// Set where the tool has to be there: a missing one is then a failure, and not a skipped test.
const REQUIRED: &str = "JIFEN_TOOLS_REQUIRED";
/// The most by which two numbers may differ, in proportion to the larger (and never less than absolutely).
const TOLERANCE: f64 = 1e-9;

/// Makes LibreOffice recalculate what it loads. It trusts the values of files that say they are Excel's otherwise.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Comparison {
    /// How many cells with formulas were compared.
    pub formulas: usize,
    /// Those whose value differs, in words: sheet, cell, formula, ours, theirs.
    pub differences: Vec<String>,
}

/// Recalculates the workbook and compares; `None`, with a line that says so, where LibreOffice is missing.
pub fn recalculate(workbook: &[u8]) -> Option<Comparison> {
    let Some(office) = office() else {
        let required = std::env::var_os(REQUIRED).is_some_and(|value| value == "1");
        assert!(!required, "soffice is missing and {REQUIRED}=1");
        println!("skipped: soffice (LibreOffice) is missing");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let recalculated = convert(office, workbook, folder.path());
    Some(compare(workbook, &recalculated))
}

fn office() -> Option<&'static str> {
    ["soffice", "libreoffice"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()))
}

/// A profile of its own for each call: two at a time on one profile disturb each other.
fn convert(office: &str, workbook: &[u8], folder: &Path) -> Vec<u8> {
    let user = folder.join("profile/user");
    fs::create_dir_all(&user).unwrap();
    fs::write(user.join("registrymodifications.xcu"), ALWAYS_RECALCULATE).unwrap();
    let input = folder.join("summary.xlsx");
    fs::write(&input, workbook).unwrap();
    let output = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.join("recalculated"))
        .arg(&input)
        .output()
        .unwrap();
    let written = folder.join("recalculated/summary.xlsx");
    fs::read(&written).unwrap_or_else(|error| panic!("soffice wrote nothing: {error}; {output:?}"))
}

/// Compares every cell that has a formula in `ours` with the same cell of `theirs`.
pub fn compare(ours: &[u8], theirs: &[u8]) -> Comparison {
    let mut ours = open(ours);
    let mut theirs = open(theirs);
    let mut comparison = Comparison::default();
    for sheet in ours.sheet_names().to_vec() {
        let cached = values(&mut ours, &sheet);
        let calculated = values(&mut theirs, &sheet);
        let formulas = ours.worksheet_formula(&sheet).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, col, formula) in formulas.cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let at = (top + u32::try_from(row).unwrap(), left + u32::try_from(col).unwrap());
            comparison.formulas += 1;
            let (ours, theirs) = (cached.get(&at), calculated.get(&at));
            if !is_same(ours.unwrap_or(&Data::Empty), theirs.unwrap_or(&Data::Empty)) {
                let cell = jifen::model::CellRef::new(at.0, at.1);
                comparison.differences.push(format!("{sheet}!{cell} ={formula}: {ours:?}, recalculated {theirs:?}"));
            }
        }
    }
    comparison
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

fn values(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> BTreeMap<(u32, u32), Data> {
    let range = workbook.worksheet_range(sheet).unwrap();
    let (top, left) = range.start().unwrap_or_default();
    let cells = range.used_cells().map(|(row, col, value)| {
        ((top + u32::try_from(row).unwrap(), left + u32::try_from(col).unwrap()), value.clone())
    });
    cells.collect()
}

fn is_same(ours: &Data, theirs: &Data) -> bool {
    let number = |data: &Data| match data {
        Data::Float(number) => Some(*number),
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        Data::Int(number) => Some(*number as f64),
        _ => None,
    };
    let text = |data: &Data| match data {
        Data::String(text) => Some(text.clone()),
        Data::Empty => Some(String::new()),
        _ => None,
    };
    match (number(ours), number(theirs)) {
        (Some(a), Some(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()).max(1.0),
        (None, None) => match (text(ours), text(theirs)) {
            (Some(a), Some(b)) => a == b,
            (None, None) => ours == theirs,
            _ => false,
        },
        _ => false,
    }
}
