//! Hostile files of every format: each ends in a diagnostic or a normal read, within 10 s and 512 MB, and the file beside
//! it is read all the same. What was needed is printed: `cargo test --test hostile_formats -- --nocapture`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "what fails here fails the test; figures are printed")]

#[path = "support/binary_excel.rs"]
mod binary_excel;
#[path = "support/container.rs"]
mod container;
#[path = "support/old_excel.rs"]
mod old_excel;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/shown.rs"]
mod shown;
#[path = "support/watched.rs"]
mod watched;

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, Instant};

use container::container;
use jifen::workbook::{read_bytes, worker};
use old_excel::{Held, Sheet, record, stream};
use program::{program, samples};
use watched::watched;
use zip::CompressionMethod;

const LIMIT: Duration = Duration::from_secs(10);
const MEMORY_MB: u64 = 512;

fn ods(table: &str) -> Vec<u8> {
    let content = format!("<d><spreadsheet><t:table t:name=\"表\">{table}</t:table></spreadsheet></d>");
    whole_ods(content.as_bytes())
}

/// Stored, so that no ratio gives it away.
fn whole_ods(content: &[u8]) -> Vec<u8> {
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
    let parts = [("mimetype".to_owned(), mimetype), ("content.xml".to_owned(), content.to_vec())];
    package::pack_as(&parts, CompressionMethod::Stored)
}

fn xml_2003(table: &str) -> Vec<u8> {
    let root = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet Name=\"表\"><Table>";
    format!("{root}{table}</Table></Worksheet></Workbook>").into_bytes()
}

/// A workbook of old Excel with these records among its globals, and among those of its sheet.
fn xls(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let one = Sheet { name: "表", cells: vec![(0, 0, Held::Number(1.0))], ..Sheet::default() };
    let mut records = stream(&[one], false, globals);
    let start = records.windows(4).rposition(|four| four == [9, 8, 16, 0]).unwrap() + 20;
    records.splice(start..start, sheet.iter().copied());
    container(&[("Workbook", &records)])
}

/// The files, and what becomes of each: the codes of which one must come, or nothing where it is read.
fn files() -> Vec<(&'static str, Vec<u8>, &'static [&'static str])> {
    let number = |row: u16, col: u16| record(0x203, &[&row.to_le_bytes()[..], &col.to_le_bytes(), &[0; 10]].concat());
    let one = "<t:table-cell o:value-type=\"float\" o:value=\"1\"/>";
    let texts: Vec<u8> = (0..400).flat_map(|_| record(0x3C, &b"\0\0\0".repeat(2_700))).collect();
    let every = "t:number-rows-repeated=\"1048576\"";
    vec![
        ("一行.csv", b"a,".repeat(400_000), &["F104"]),
        ("一格.csv", [&b"a,\""[..], &b"b\n".repeat(100_000)].concat(), &[]),
        ("空行.csv", [&b"\n".repeat(1_100_000)[..], b"a"].concat(), &["F104"]),
        ("太长.csv", b"a".repeat(21_000_000), &["F104"]),
        ("套表.html", "<table><tr><td>".repeat(20_000).into_bytes(), &[]),
        ("套层.html", format!("<table><tr><td>{}x", "<div>".repeat(100_000)).into_bytes(), &[]),
        ("跨列.html", format!("<table>{}", "<tr><td colspan=1000000000 rowspan=1000000000>1".repeat(20_000)).into_bytes(), &["F104"]),
        ("跨行.html", format!("<table><tr>{}{}", "<td rowspan=65534>1".repeat(8_000), "<tr><td>2".repeat(10_000)).into_bytes(), &["F104"]),
        ("属性.html", format!("<table><tr><td {}>x", (0..40_000).map(|i| format!("a{i} ")).collect::<String>()).into_bytes(), &[]),
        ("实体.html", format!("<table><tr><td>{}", "&amp;".repeat(300_000)).into_bytes(), &["F104"]),
        ("尖括号.html", format!("<table><tr><td>{}", "<".repeat(400_000)).into_bytes(), &["F104"]),
        ("实体.xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>".to_vec(), &["F101"]),
        ("套层.xml", xml_2003(&"<a>".repeat(100_000)), &["F101"]),
        ("隐藏.xml", xml_2003(&"<Row Index=\"1\" Span=\"1048575\" Hidden=\"1\"/>".repeat(20_000)), &[]),
        ("远处.xml", xml_2003("<Row Index=\"1048577\"><Cell/></Row>"), &["F101"]),
        ("重复.ods", ods(&format!("<t:table-row {every}><t:table-cell t:number-columns-repeated=\"16384\" o:value-type=\"float\" o:value=\"1\"/></t:table-row>")), &["F104"]),
        ("很多.ods", ods(&format!("<t:table-row>{}</t:table-row>", one.repeat(100)).repeat(400)), &[]),
        ("隐藏.ods", ods(&format!("<t:table-row t:visibility=\"collapse\" {every}/>").repeat(10_000)), &[]),
        ("空格.ods", ods("<t:table-row><t:table-cell><text:p><text:s text:c=\"2000000000\"/><text:s text:c=\"2000000000\"/></text:p></t:table-cell></t:table-row>"), &["F104"]),
        ("没完的批注.ods", whole_ods(b"<d><spreadsheet><t:table><t:table-row><t:table-cell><o:annotation><text:p>x"), &["F101"]),
        ("断了.ods", whole_ods(b"<d><spreadsheet><t:table><t:table-row>"), &["F101"]),
        ("套层.ods", whole_ods(&b"<a>".repeat(100_000)), &["F101"]),
        ("文字表.xls", xls(&[record(0xFC, &[0xFF; 11]), texts].concat(), &[]), &["F101", "F107"]),
        ("文字附注.xls", xls(&record(0xFC, b"\x02\0\0\0\x02\0\0\0\xFF\xFF\x05\xF0\xFF\xFF\xFF"), &[]), &["F101", "F107"]),
        ("很大.xls", xls(&[], &record(0x200, &[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0])), &["F107"]),
        ("远处.xls", xls(&[], &number(65_535, 255)), &["F104"]),
        ("倒置.xls", old_excel::upside_down(), &["F107"]),
        ("合并.xls", xls(&[], &record(0xE5, &[&[0xFF, 0xFF][..], &[0; 8_000]].concat())), &["F101", "F107"]),
    ]
}

#[test]
fn each_file_ends_and_costs_itself_alone() {
    worker::use_program(env!("CARGO_BIN_EXE_jifen").into());
    for (name, bytes, codes) in files() {
        let start = Instant::now();
        let reading = read_bytes(&bytes, name);
        let took = start.elapsed();
        println!("{name}: {} KB, {} ms, {:?}", bytes.len() / 1_000, took.as_millis(), shown::codes(&reading));
        assert!(took < LIMIT, "{name}: {took:?}");
        match shown::codes(&reading).as_slice() {
            [] => assert!(codes.is_empty() && reading.workbook.is_some(), "{name} was read"),
            [code] => assert!(codes.contains(code) && reading.workbook.is_none(), "{name}: {:?}", reading.diagnostics),
            more => panic!("{name}: {more:?}"),
        }
    }
}

#[test]
fn all_of_them_in_one_folder_leave_the_good_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join("表").join(name);
    fs::create_dir(at("")).unwrap();
    let mut refused = 2;
    for (name, bytes, codes) in files() {
        fs::write(at(name), bytes).unwrap();
        refused += usize::from(!codes.is_empty());
    }
    // Sparse: one line without an end.
    for (name, length) in [("三亿.csv", 300_000_000), ("两亿.csv", 199_000_000)] {
        File::create(at(name)).unwrap().set_len(length).unwrap();
    }
    fs::copy(one_sample(), at("好.xlsx")).unwrap();
    let mut names: Vec<_> = fs::read_dir(at("")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut command = program(folder.path());
    let run = watched(command.arg("check").args(names).args(["--format", "json"]), folder.path());
    println!("all in one run: {:?}, program {:?} MB, worker {:?} MB", run.took, run.program_mb, run.worker_mb);
    assert_eq!(run.code, Some(1));
    let result: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let files = result["files"].as_array().unwrap();
    assert!(files.iter().any(|file| file["path"] == "好.xlsx" && file["rows"].as_u64() > Some(10)), "{files:?}");
    let found = result["diagnostics"].as_array().unwrap().iter();
    let found: Vec<_> = found.filter(|one| one["code"].as_str().is_some_and(|code| code.starts_with("F1"))).collect();
    assert_eq!(found.len(), refused, "{found:#?}");
    for peak in [run.program_mb, run.worker_mb] {
        assert!(peak.is_none_or(|mb| mb <= MEMORY_MB), "{peak:?} MB");
    }
}

fn one_sample() -> std::path::PathBuf {
    let mut found: Vec<_> =
        program_files(&samples()).into_iter().filter(|path| path.extension().is_some_and(|it| it == "xlsx")).collect();
    found.sort();
    found.remove(0)
}

fn program_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { program_files(&path) } else { vec![path] }).collect()
}

/// A generator that gives the same mutants every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn mutated(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=dice.below(2) {
        let at = dice.below(bytes.len());
        match dice.below(16) {
            0 => bytes[at] = 0xFF,
            1 => bytes[at] = 0,
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, b'<'),
            4 => bytes.truncate(at.max(40)),
            _ => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
        }
    }
    bytes
}

/// Bytes in place of others: what is counted and measured stays where it is.
fn replaced(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        bytes[at] = [0, 1, 0x7F, 0xFF, u8::try_from(dice.below(256)).unwrap()][dice.below(5)];
    }
    bytes
}

/// A ledger whose every kind of record can be damaged.
fn ledger() -> Sheet<'static> {
    Sheet {
        name: "积分登记",
        cells: vec![
            (0, 0, Held::Text("东河村党支部")),
            (1, 1, Held::Day(45_731.0)),
            (1, 2, Held::Hundredths(267)),
            (1, 4, Held::Bool(true)),
            (2, 0, Held::Computed(5.35)),
            (2, 1, Held::ComputedText(Some("优秀"))),
        ],
        merges: vec![[0, 0, 0, 5]],
        hidden_rows: vec![2],
        hidden_cols: vec![3],
        ..Sheet::default()
    }
}

#[test]
fn mutants_of_old_workbooks_do_no_harm() {
    worker::use_program(env!("CARGO_BIN_EXE_jifen").into());
    let (good, mut dice) = (stream(&[ledger(), ledger()], false, &[]), Dice(7));
    let mut ends = std::collections::BTreeMap::new();
    for _ in 0..400 {
        let bytes = container(&[("Workbook", &replaced(&good, &mut dice))]);
        let start = Instant::now();
        let reading = read_bytes(&bytes, "mutant.xls");
        assert!(start.elapsed() < LIMIT);
        assert!(reading.workbook.is_some() || !reading.diagnostics.is_empty());
        *ends.entry(shown::codes(&reading).join(" ")).or_insert(0) += 1;
    }
    println!("400 mutants of xls: {ends:?}");
}

#[test]
fn mutants_of_the_other_formats_do_no_harm() {
    let table = "<t:table-column t:visibility=\"collapse\" t:number-columns-repeated=\"2\"/><t:table-row t:number-rows-repeated=\"2\">\
        <t:table-cell o:value-type=\"float\" o:value=\"2.5\" t:number-columns-spanned=\"2\"/><t:table-cell t:formula=\"of:=A1\" o:value-type=\"string\">\
        <text:p>王 <text:span>伟</text:span><text:s text:c=\"2\"/></text:p></t:table-cell></t:table-row>";
    let content = format!("<d><spreadsheet><t:table t:name=\"表\">{table}</t:table></spreadsheet></d>");
    let xml = xml_2003(
        "<Column Index=\"2\" Hidden=\"1\"/><Row Index=\"3\"><Cell MergeAcross=\"2\" Formula=\"=1\"><Data Type=\"Number\">2.5</Data></Cell></Row>",
    );
    let html = "<html><meta charset=utf-8><table><tr style='display:none'><td colspan=2 rowspan=2 x:num=\"2.5\">3&nbsp;<br>4<td>王<tr><td>2025-03-15</table>";
    let rows = [
        binary_excel::row(0, true),
        binary_excel::cell(7, 0, 0, &0_u32.to_le_bytes()),
        binary_excel::cell(5, 1, 1, &45_731_f64.to_le_bytes()),
        binary_excel::short_cell(13, 0, &[0; 4]),
        binary_excel::cell(8, 3, 0, &[binary_excel::text("优秀"), vec![0; 10]].concat()),
    ];
    let sheet = binary_excel::sheet(&[(3, 3)], &rows.concat(), &[[0, 0, 0, 4]]);
    let (mut dice, mut ends) = (Dice(11), std::collections::BTreeMap::new());
    let ends_of = |name: &'static str, bytes: &[u8], ends: &mut std::collections::BTreeMap<String, u32>| {
        let start = Instant::now();
        let reading = read_bytes(bytes, name);
        assert!(start.elapsed() < LIMIT);
        assert!(reading.workbook.is_some() || !reading.diagnostics.is_empty());
        *ends.entry(format!("{name} {}", shown::codes(&reading).join(" "))).or_insert(0) += 1;
    };
    for _ in 0..300 {
        ends_of("ods", &whole_ods(&mutated(content.as_bytes(), &mut dice)), &mut ends);
        ends_of("xml", &mutated(&xml, &mut dice), &mut ends);
        ends_of("html", &mutated(html.as_bytes(), &mut dice), &mut ends);
        ends_of("csv", &mutated("姓名,\"分\n值\"\n王伟,2025-03-15\n\n,2.5\n".as_bytes(), &mut dice), &mut ends);
        let mutant = replaced(&sheet, &mut dice);
        ends_of("xlsb", &binary_excel::workbook(&[("表", false, mutant)], &["甲"]), &mut ends);
        let whole = binary_excel::workbook(&[("表", false, sheet.clone())], &["甲"]);
        ends_of("xlsb package", &mutated(&whole, &mut dice), &mut ends);
    }
    println!("300 mutants of each: {ends:?}");
}
