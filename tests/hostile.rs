//! Hostile and broken files: each ends in a diagnostic or a normal read, soon, and never takes the program down.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use jifen::workbook::{Reading, Value, read_bytes};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const LIMIT: Duration = Duration::from_secs(10);
const SHEET: &str = "xl/worksheets/sheet1.xml";
const GOOD: &str = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row></sheetData></worksheet>";
const STRINGS: &str = "<sst uniqueCount=\"2\"><si><t>甲</t></si><si><t>乙</t></si></sst>";
const WORKBOOK: &str = "<workbook><sheets><sheet name=\"坏\" sheetId=\"1\" r:id=\"r1\"/>\
    <sheet name=\"好\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>";

/// A package of these parts.
fn package(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of two sheets with these parts put in the place of good ones, or added.
fn workbook(changed: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |id: &str, what: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}/{what}\" Target=\"{target}\"/>")
    };
    let root = format!("<Relationships>{}</Relationships>", link("r1", "officeDocument", "xl/workbook.xml"));
    let links = [
        link("r1", "worksheet", "worksheets/sheet1.xml"),
        link("r2", "worksheet", "worksheets/sheet2.xml"),
        // Not the usual name: the link decides.
        link("r3", "sharedStrings", "texts.xml"),
    ];
    let links = format!("<Relationships>{}</Relationships>", links.concat());
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/texts.xml", STRINGS.as_bytes()),
        (SHEET, GOOD.as_bytes()),
        ("xl/worksheets/sheet2.xml", GOOD.as_bytes()),
    ];
    for (name, part) in changed {
        match parts.iter_mut().find(|(known, _)| known == name) {
            Some(known) => known.1 = part,
            None => parts.push((name, part)),
        }
    }
    package(&parts, method)
}

fn packed(changed: &[(&str, &[u8])]) -> Vec<u8> {
    workbook(changed, CompressionMethod::Deflated)
}

/// A workbook whose first sheet is this; stored, so that no ratio gives it away.
fn sheet(part: &str) -> Vec<u8> {
    workbook(&[(SHEET, part.as_bytes())], CompressionMethod::Stored)
}

fn cells(cells: &str) -> Vec<u8> {
    sheet(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"))
}

fn read(name: &str, bytes: &[u8]) -> Reading {
    let start = Instant::now();
    let reading = read_bytes(bytes, name);
    assert!(start.elapsed() < LIMIT, "{name}: {:?}", start.elapsed());
    assert!(reading.workbook.is_some() || !reading.diagnostics.is_empty(), "{name}: neither read nor refused");
    reading
}

fn codes(reading: &Reading) -> Vec<&str> {
    reading.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}

/// The cells of the first sheet, as `A1 value`, and proof that the second one was read in full.
fn shown(name: &str, bytes: &[u8]) -> Vec<String> {
    let reading = read(name, bytes);
    assert_eq!(reading.diagnostics, [], "{name}");
    let workbook = reading.workbook.unwrap();
    assert_eq!(workbook.sheets[1].cells()[0].value, Value::Text("乙".into()), "{name}");
    let cells = workbook.sheets[0].cells().iter();
    cells.map(|cell| format!("{} {:?}{}", cell.at, cell.value, if cell.formula { " =" } else { "" })).collect()
}

#[test]
fn one_bad_cell_does_not_hide_the_others() {
    for (bad, becomes) in [
        ("t=\"s\"><v>0</v>", "Text(\"甲\")"),
        ("t=\"s\"><v>99</v>", "Error(\"99\")"),
        ("t=\"s\"><v>-1</v>", "Error(\"-1\")"),
        ("t=\"mystery\"><v>5</v>", "Error(\"5\")"),
        ("t=\"n\"><v>五分</v>", "Error(\"五分\")"),
        ("t=\"n\"><v>NaN</v>", "Error(\"NaN\")"),
        ("><v>1e300</v>", "Error("),
        ("><v>&lt;</v>", "Text(\"<\")"),
        ("t=\"e\"><v>#SPILL!</v>", "Error(\"#SPILL!\")"),
        ("t=\"b\"><v>banana</v>", "Error(\"banana\")"),
        ("t=\"d\"><v>三月</v>", "Error(\"三月\")"),
        ("t=\"str\"><f>B1</f><v>优秀</v>", "Text(\"优秀\") ="),
        ("t=\"str\"><v>a&bad;b</v>", "Text(\"a&bad;b\")"),
        ("t=\"inlineStr\"><is><t>&#0;</t></is>", "Text(\"&#0;\")"),
        ("><extLst><ext/></extLst><v>3</v>", "Number(3)"),
        ("t=\"n\"><v>3</v><extLst><ext/></extLst>", "Number(3)"),
        ("s=\"99999999999\"><v>3</v>", "Number(3)"),
        ("><f t=\"shared\" si=\"99999999999\"/><v>3</v>", "Number(3) ="),
        ("><f t=\"shared\" ref=\"A1:A2\" si=\"x\">B1</f>", "NotCalculated ="),
        ("><v><![CDATA[3]]></v>", "Number(3)"),
    ] {
        let file = cells(&format!("<row r=\"1\"><c r=\"A1\" {bad}</c><c r=\"B1\"><v>2.50</v></c></row>"));
        let shown = shown(bad, &file);
        assert!(shown[0].starts_with(&format!("A1 {becomes}")), "{bad}: {shown:?}");
        assert_eq!(shown[1], "B1 Number(2.5)", "{bad}");
    }
}

#[test]
fn far_cells_and_boasting_figures_cost_nothing() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    assert_eq!(shown("far cell", &cells(far)), ["A1 Number(1)", "XFD1048576 Number(2)"]);
    let boast = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><c><v>1</v></c></sheetData></worksheet>";
    assert_eq!(shown("dimension", &sheet(boast)), ["A1 Number(1)"]);
    for count in ["99999999999999", "2000000000", "-1", "x"] {
        let strings = STRINGS.replace("\"2\"", &format!("\"{count}\""));
        assert_eq!(shown(count, &packed(&[("xl/texts.xml", strings.as_bytes())])), ["A1 Text(\"乙\")"]);
    }
}

#[test]
fn a_damaged_sheet_costs_itself_alone() {
    let nested = format!("<worksheet>{}{}</worksheet>", "<a>".repeat(300_000), "</a>".repeat(300_000));
    for (name, part) in [
        ("cut short", &GOOD[..60]),
        ("empty", ""),
        ("mismatched", "<worksheet><sheetData></worksheet></sheetData>"),
        ("other root", "<chartsheet/>"),
        ("document type", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet><sheetData/></worksheet>"),
        ("beyond the sheet", "<worksheet><sheetData><row><c r=\"A99999999999\"/></row></sheetData></worksheet>"),
        ("beyond the columns", "<worksheet><sheetData><row><c r=\"ZZZZZZZZZ1\"/></row></sheetData></worksheet>"),
        ("beyond the rows", "<worksheet><sheetData><row r=\"4294967296\"/></sheetData></worksheet>"),
        ("bad attribute", "<worksheet><sheetData><row><c r=A1/></row></sheetData></worksheet>"),
        ("nested", &nested),
    ] {
        let reading = read(name, &sheet(part));
        assert_eq!(codes(&reading), ["F105"], "{name}");
        assert_eq!(reading.workbook.unwrap().sheets.len(), 1, "{name}");
    }
    let wide: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xFF\xFE", wide.as_slice()].concat();
    for part in [wide, marked, b"<worksheet>\xFF</worksheet>".to_vec()] {
        assert_eq!(codes(&read("UTF-16", &packed(&[(SHEET, &part)]))), ["F105"]);
    }
    let nowhere = WORKBOOK.replace("r1", "r9");
    assert_eq!(codes(&read("no link", &packed(&[("xl/workbook.xml", nowhere.as_bytes())]))), ["F105"]);
}

#[test]
fn what_is_beyond_all_measure_is_refused() {
    let bomb = vec![b' '; 20_000_000];
    let token = "x".repeat(300_000);
    let sheets: String = (0..2_001).map(|i| format!("<sheet name=\"{i}\" r:id=\"r1\"/>")).collect();
    let sheets = format!("<workbook>{sheets}</workbook>");
    let merges = format!("<worksheet><sheetData/>{}</worksheet>", "<mergeCell ref=\"A1:B2\"/>".repeat(100_001));
    let names: Vec<String> = (0..2_001).map(|i| format!("xl/media/{i}.png")).collect();
    let media: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    for (name, file) in [
        ("bomb", packed(&[(SHEET, &bomb)])),
        ("bomb of texts", packed(&[("xl/texts.xml", &bomb)])),
        ("long text", cells(&format!("<row><c t=\"str\"><v>{token}</v></c></row>"))),
        ("long tag", cells(&format!("<row><c t=\"{token}\"/></row>"))),
        ("long comment", cells(&format!("<!--{token}-->"))),
        ("many sheets", packed(&[("xl/workbook.xml", sheets.as_bytes())])),
        ("many merges", sheet(&merges)),
        ("many cells", cells(&format!("<row>{}</row>", "<c/>".repeat(1_000)).repeat(5_001))),
        ("many texts", workbook(&[("xl/texts.xml", "<si/>".repeat(5_000_001).as_bytes())], CompressionMethod::Stored)),
        ("much text", workbook(&[("xl/texts.xml", &vec![b' '; 65_000_000])], CompressionMethod::Stored)),
        ("many parts", packed(&media)),
    ] {
        assert_eq!(codes(&read(name, &file)), ["F104"], "{name}");
    }
}

#[test]
fn broken_packages_are_refused() {
    let good = packed(&[]);
    for length in [4, 30, good.len() / 2, good.len() - 1] {
        assert_eq!(codes(&read("cut short", &good[..length])), ["F101"], "{length}");
    }
    let random: Vec<u8> = (0..5_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    assert_eq!(codes(&read("random", &random)), ["F101"]);
    assert_eq!(codes(&read("random after magic", &[b"PK\x03\x04", random.as_slice()].concat())), ["F101"]);

    let third = packed(&[("xl/worksheets/sheet3.xml", b"<worksheet/>")]);
    let twice = patched(third, b"sheet3.xml", b"sheet2.xml");
    assert_eq!(codes(&read("the same name twice", &twice)), ["F101"]);
    let case = packed(&[("XL\\Worksheets\\Sheet1.XML", b"<worksheet/>")]);
    assert_eq!(codes(&read("the same name in other letters", &case)), ["F101"]);

    let mut locked = good.clone();
    for at in positions(&good, b"PK\x01\x02") {
        locked[at + 8] |= 1;
    }
    assert_eq!(codes(&read("locked parts", &locked)), ["F102"]);
    let mut liar = packed(&[(SHEET, "<a/>".repeat(50_000).as_bytes())]);
    for at in positions(&liar, b"PK\x01\x02") {
        liar[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert_eq!(codes(&read("lies about sizes", &liar)), ["F101"]);

    let no_sheets = packed(&[("xl/workbook.xml", b"<workbook><sheets/></workbook>")]);
    assert_eq!(codes(&read("no sheets", &no_sheets)), ["F101"]);
    let root = "<a><Relationship Id=\"a\" Type=\"b/officeDocument\" Target=\"../../../etc/passwd\"/></a>";
    assert_eq!(codes(&read("way out", &packed(&[("_rels/.rels", root.as_bytes())]))), ["F101"]);
}

#[test]
fn other_formats_are_named() {
    let stored = |parts: &[(&str, &[u8])]| package(parts, CompressionMethod::Stored);
    let word = stored(&[("_rels/.rels", b"<a/>"), ("word/document.xml", b"<a/>")]);
    let archive = stored(&[("东河村.xlsx", b"x")]);
    for (bytes, says) in [
        (&word[..], "Word"),
        (&archive, "压缩包"),
        ("<html><body>请重新登录".as_bytes(), "网页"),
        (b"MIME-Version: 1.0\r\n\r\n<html>", ".mht"),
        (b"SQLite format 3\0", "数据库"),
        (b"Rar!\x1A\x07\0", "压缩包"),
        (b"\x89PNG\r\n", "图片"),
        (b"%PDF-1.4", "PDF"),
    ] {
        let reading = read("改名.xlsx", bytes);
        assert_eq!(codes(&reading), ["F103"], "{says}");
        assert!(reading.diagnostics[0].message.contains(says), "{}", reading.diagnostics[0].message);
    }
}

#[test]
fn mutants_do_no_harm() {
    let good = packed(&[]);
    let part = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"inlineStr\"><is>\
        <t xml:space=\"preserve\"> 王&amp; </t></is></c><c><f>A1</f><v>2.5</v></c></row></sheetData></worksheet>";
    let mut seed = 1_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..1_000 {
        let mut bytes = good.clone();
        let mut text = part.as_bytes().to_vec();
        for _ in 0..=random(6) {
            let (at, to) = (random(bytes.len()), random(256));
            bytes[at] = u8::try_from(to).unwrap();
            let marks = b"<>/\"'&=; \x009\xFF![-";
            let (at, to) = (random(text.len()), random(marks.len()));
            text[at] = marks[to];
        }
        read("mutant", &bytes);
        let reading = read("mutant of a sheet", &packed(&[(SHEET, &text)]));
        assert!(reading.workbook.is_some(), "the other sheet is good");
        assert!(codes(&reading).iter().all(|code| *code == "F105"));
    }
}

fn positions(bytes: &[u8], of: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(of)).collect()
}

fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    for at in positions(&bytes, from) {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}
