//! What cannot be marked, and what is damaged.

use jifen::render::annotate::{AnnotateError, Marking, annotate, clean};
use jifen::workbook::marks::{PackageError, state};

use super::fixtures::{headline, plain, problems, rich};
use super::package::{edited, pack, parts, with_parts};

#[test]
fn what_cannot_be_marked_is_an_error_and_never_a_panic() {
    let good = plain(r#"<sheetData><row r="3"><c r="B3"><v>1</v></c></row></sheetData>"#);
    let mark = |bytes: &[u8]| annotate(bytes, &Marking::of(&[], &problems()));
    let package = |error: AnnotateError| match error {
        AnnotateError::Package(error) => error,
        other => panic!("{other}"),
    };
    assert!(matches!(package(mark(b"").unwrap_err()), PackageError::Archive(_)));
    assert!(matches!(package(mark(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....").unwrap_err()), PackageError::Encrypted));
    let twice = with_parts(&good, &[("xl\\Workbook.xml", b"<workbook/>")]);
    assert!(matches!(package(mark(&twice).unwrap_err()), PackageError::Duplicate(_)));
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend("<worksheet/>".encode_utf16().flat_map(u16::to_le_bytes));
    let mut all = parts(&good);
    all.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1 = utf16;
    assert!(matches!(package(mark(&pack(&all)).unwrap_err()), PackageError::Encoding(_)));
    for (name, text) in [
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>"),
        ("xl/worksheets/sheet1.xml", "<!DOCTYPE a><worksheet/>"),
        ("xl/styles.xml", "<styleSheet><fills></fonts></styleSheet>"),
        ("xl/workbook.xml", "<workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships"),
        ("[Content_Types].xml", ""),
        ("_rels/.rels", "</>"),
    ] {
        let bad = edited(&good, name, |_| text.to_owned());
        let error = package(mark(&bad).unwrap_err());
        assert!(matches!(error, PackageError::Malformed(_) | PackageError::NotAWorkbook), "{name} {error}");
        let _ = clean(&bad);
        let _ = state(&bad);
    }
    let formats: String = (0..64_000).map(|at| format!("<xf numFmtId=\"{at}\" fillId=\"0\"/>")).collect();
    let full = edited(&good, "xl/styles.xml", |text| {
        let start = text.find("<cellXfs").unwrap();
        format!("{}<cellXfs>{formats}</cellXfs></styleSheet>", &text[..start])
    });
    assert!(matches!(mark(&full).unwrap_err(), AnnotateError::TooManyFormats));
}

#[test]
fn a_damaged_package_never_panics() {
    let good = annotate(&rich(), &Marking::of(&headline(), &problems())).unwrap().bytes;
    let names = [
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/jifenProblems.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    ];
    let junk = [
        "<",
        ">",
        "\"",
        "/",
        "",
        "&",
        "99999999999",
        "甲",
        "<c/>",
        "\u{0}",
        "r=\"A0\"",
        "fillId=\"999\"",
        "<x:Row>",
        "</v:shape>",
        "<r>",
    ];
    let mut seed = 1_u64;
    let mut next = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % bound
    };
    for _ in 0..400 {
        let mut all = parts(&good);
        let name = names[next(names.len())];
        let content = &mut all.iter_mut().find(|(it, _)| it == name).unwrap().1;
        for _ in 0..=next(3) {
            let at = next(content.len());
            let end = (at + next(6)).min(content.len());
            content.splice(at..end, junk[next(junk.len())].bytes());
        }
        let bad = pack(&all);
        let _ = state(&bad);
        let _ = clean(&bad);
        let _ = annotate(&bad, &Marking::of(&[], &problems()));
    }
    for _ in 0..200 {
        let mut bad = good.clone();
        let at = next(bad.len());
        bad[at] ^= 1 << next(8);
        let _ = annotate(&bad[..next(bad.len()).max(1)], &Marking::of(&[], &problems()));
        let _ = annotate(&bad, &Marking::of(&[], &problems()));
    }
}
