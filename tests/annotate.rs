//! Marks in place: what is touched, what is not, and that everything comes off again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

#[path = "annotate/cases.rs"]
mod cases;
#[path = "annotate/fixtures.rs"]
mod fixtures;
#[path = "support/package.rs"]
mod package;
#[path = "annotate/programs.rs"]
mod programs;
#[path = "annotate/random.rs"]
mod random;
#[path = "annotate/refusals.rs"]
mod refusals;
#[path = "annotate/resaved.rs"]
mod resaved;
#[path = "annotate/table.rs"]
mod table;

use fixtures::{
    MAIN, REL, TOUCHED, assert_marks_well, by_hand, colour, headline, plain, plain_styles, plain_workbook, problem,
    problems, rich, values,
};
use jifen::render::annotate::{MarkKind, Marking, Problem, annotate, clean};
use jifen::workbook::marks::{SHEET_NAME, State, problem_sheets, state};
use package::{assert_consistent, differing, edited, pack, pack_as, part, parts, tags, with_parts};
use rust_xlsxwriter::Workbook;

#[test]
fn a_rich_workbook_keeps_all_parts_but_the_touched_ones() {
    let original = rich();
    let copy = assert_marks_well(&original, &problems());
    assert_eq!(differing(&original, &copy), TOUCHED);
    // rows and cells that were put in go again, but the spans and the dimension stay wide
    let cleaned = clean(&copy).unwrap();
    assert_eq!(differing(&original, &cleaned), ["xl/styles.xml", "xl/worksheets/sheet1.xml"]);
    assert_eq!(problem_sheets(&copy).unwrap(), [SHEET_NAME]);
    for sheet in ["积分台账", "花名册", "隐藏"] {
        assert_eq!(values(&original, sheet), values(&copy, sheet));
    }
}

#[test]
fn marks_on_existing_cells_come_off_without_a_trace() {
    let original = rich();
    let existing = [problem(MarkKind::Wrong, "积分台账", "A3:D6"), problem(MarkKind::Mended, "积分台账", "B1")];
    let copy = assert_marks_well(&original, &existing);
    assert_eq!(differing(&original, &clean(&copy).unwrap()), ["xl/styles.xml"]);
    assert_eq!(colour(&copy, "xl/worksheets/sheet1.xml", "A1").as_deref(), Some(MarkKind::Mended.colour()));
    assert_eq!(colour(&copy, "xl/worksheets/sheet1.xml", "B3").as_deref(), Some(MarkKind::Wrong.colour()));
}

#[test]
fn a_file_without_marks_comes_back_as_it_is() {
    let original = rich();
    assert!(clean(&original).unwrap() == original);
    assert_eq!(state(&original).unwrap(), State::NotOurs);
}

#[test]
fn prefixes_and_missing_addresses_are_kept() {
    let workbook = format!(
        r#"<x:workbook xmlns:x="{MAIN}"><x:sheets><x:sheet xmlns:q="{REL}" name="积分台账" sheetId="7" q:id="rId1"/></x:sheets></x:workbook>"#
    );
    let sheet = format!(
        r#"<x:worksheet xmlns:x="{MAIN}"><x:cols><x:col min="8" max="8" style="1"/></x:cols><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c s="1"/></x:row><x:row/><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"#
    );
    let styles = plain_styles().replace('<', "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=");
    let original = by_hand(&workbook, &sheet, &styles);
    let copy = assert_marks_well(&original, &problems());
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<x:c r="H3" s=""#) && sheet.contains(r#"<x:row r="40"><x:c r="F40""#), "{sheet}");
    assert!(part(&copy, "xl/styles.xml").contains("<x:fgColor rgb=\"FFFFC7CD\"/>"));
    // no prefix is bound to relationships at the root, so the new sheet brings one
    assert!(part(&copy, "xl/workbook.xml").contains(&format!(r#"sheetId="8" xmlns:r="{REL}" r:id="rIdJifen1"/>"#)));
}

#[test]
fn a_strict_package_stays_strict() {
    let strict = |text: &str| {
        text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(REL, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    };
    let mut all = parts(&plain(r#"<sheetData><row r="3"><c r="B3" s="1"><v>1</v></c></row></sheetData>"#));
    for (_, content) in &mut all {
        *content = strict(std::str::from_utf8(content).unwrap()).into_bytes();
    }
    let copy = assert_marks_well(&pack(&all), &problems());
    for (name, content) in parts(&copy) {
        let text = String::from_utf8(content).unwrap();
        assert!(!text.contains("schemas.openxmlformats.org/spreadsheetml") && !text.contains(REL), "{name}: {text}");
    }
}

#[test]
fn cells_and_rows_are_put_in_where_they_belong() {
    let sheet = r#"<dimension ref="A1:C3"/><cols><col min="8" max="8" style="1"/></cols><sheetData><row r="1" spans="1:2"/><row r="3" spans="1:3" s="1" customFormat="1"><c r="A3"/><c r="C3" t="str"><f>"a"</f><v>a</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="B4:C5"/></mergeCells>"#;
    let copy = assert_marks_well(&plain(sheet), &problems());
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<dimension ref="A1:H40"/>"#), "{sheet}");
    assert!(sheet.contains(r#"<row r="1" spans="1:4"><c r="A1""#), "{sheet}");
    assert!(sheet.contains(r#"<row r="3" spans="1:8""#), "{sheet}");
    assert!(sheet.contains(r#"<row r="4"><c r="B4""#), "a merged cell is marked at its anchor: {sheet}");
    let find = |at: &str| tags(&sheet).into_iter().find(|(_, tag)| tag.get("r").is_some_and(|it| it == at)).unwrap().1;
    // both have the look of format 1: one by its row, one by its column
    assert_eq!(find("B3")["s"], find("B3")["s"]);
    assert!(part(&copy, "xl/styles.xml").contains(r#"numFmtId="14" fontId="0" fillId="4""#));
}

#[test]
fn an_empty_sheet_and_poor_styles_are_filled_up() {
    for styles in ["", "<fonts/><fills/><cellXfs count='0'/>", "<numFmts/><dxfs count=\"0\"/><extLst/>"] {
        let styles = format!("<styleSheet xmlns=\"{MAIN}\">{styles}</styleSheet>");
        for data in ["<sheetData/>", "<sheetData></sheetData>"] {
            let sheet = format!("<worksheet xmlns=\"{MAIN}\">{data}</worksheet>");
            assert_marks_well(&by_hand(&plain_workbook(), &sheet, &styles), &problems());
        }
    }
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData/></worksheet>");
    assert_marks_well(&by_hand(&plain_workbook(), &sheet, &format!("<styleSheet xmlns=\"{MAIN}\"/>")), &problems());
}

#[test]
fn a_workbook_without_styles_gets_some() {
    let original = plain(r#"<sheetData><row r="3"><c r="B3"><v>1</v></c></row></sheetData>"#);
    let without = |text: &str, from: &str| {
        let start = text.find(from).unwrap();
        let start = text[..start].rfind('<').unwrap();
        let end = start + text[start..].find('>').unwrap() + 1;
        format!("{}{}", &text[..start], &text[end..])
    };
    let original = edited(&original, "[Content_Types].xml", |text| without(text, "/xl/styles.xml"));
    let original = edited(&original, "xl/_rels/workbook.xml.rels", |text| without(text, "rId2"));
    let bare: Vec<_> = parts(&original).into_iter().filter(|(name, _)| name != "xl/styles.xml").collect();
    let copy = annotate(&pack(&bare), &Marking::of(&headline(), &problems())).unwrap().bytes;
    assert_consistent(&copy);
    assert_eq!(colour(&copy, "xl/worksheets/sheet1.xml", "B3").as_deref(), Some(MarkKind::Wrong.colour()));
    assert!(annotate(&copy, &Marking::of(&headline(), &problems())).unwrap().bytes == copy);
}

#[test]
fn styles_out_of_range_and_unknown_elements_are_no_obstacle() {
    let sheet = r#"<sheetData><row r="3"><c r="B3" s="99"><v>1</v><extLst><c/></extLst></c><c r="H3" s="x"/></row></sheetData><extLst><ext uri="{1}"><row r="99"/></ext></extLst>"#;
    assert_marks_well(&plain(sheet), &problems());
}

#[test]
fn the_same_name_and_the_same_part_may_be_taken() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("积分台账").unwrap();
    book.add_worksheet().set_name("Jifen 校验").unwrap().write(0, 0, "支部自己的表").unwrap();
    let original = book.save_to_buffer().unwrap();
    let copy = assert_marks_well(&original, &problems());
    assert_eq!(problem_sheets(&copy).unwrap(), ["jifen 校验 (2)"]);
    assert!(problem_sheets(&original).unwrap().is_empty());
    let mut book = Workbook::new();
    book.add_worksheet().set_name(SHEET_NAME).unwrap().write(0, 0, "支部自己的表").unwrap();
    let original = book.save_to_buffer().unwrap();
    assert_marks_well(&original, &[problem(MarkKind::Wrong, SHEET_NAME, "A1")]);
}

#[test]
fn defined_names_and_the_active_sheet_stay_right() {
    let original =
        edited(&rich(), "xl/workbook.xml", |text| text.replace("<workbookView ", "<workbookView activeTab=\"1\" "));
    let copy = assert_marks_well(&original, &problems());
    let names = tags(&part(&copy, "xl/workbook.xml"));
    let local: Vec<_> = names.iter().filter(|(name, _)| name == "definedName").map(|(_, tag)| tag).collect();
    assert!(local.iter().any(|tag| tag["name"] == "_xlnm.Print_Titles" && tag["localSheetId"] == "3"));
    // our sheet dragged to the front by the branch: indexes shift back when it goes
    let front = edited(&copy, "xl/workbook.xml", |text| {
        let start = text.find("<sheet name=\"jifen").unwrap();
        let end = start + text[start..].find("/>").unwrap() + 2;
        let without = format!("{}{}", &text[..start], &text[end..]);
        let moved = without.replace("<sheets>", &format!("<sheets>{}", &text[start..end]));
        let shift = |text: &str, name: &str, from: u32, to: u32| {
            text.replace(&format!("{name}=\"{from}\""), &format!("{name}=\"#{to}\""))
        };
        let moved = [(0, 1), (1, 2), (2, 3), (3, 0)]
            .iter()
            .fold(moved, |text, (from, to)| shift(&text, "localSheetId", *from, *to));
        shift(&moved, "activeTab", 1, 2).replace('#', "")
    });
    assert!(matches!(state(&front).unwrap(), State::Edited { origin: Some(_) }));
    let cleaned = clean(&front).unwrap();
    assert_eq!(part(&cleaned, "xl/workbook.xml"), part(&original, "xl/workbook.xml"));
}

#[test]
fn the_zip_may_be_packed_in_many_ways_and_carry_macros() {
    let mut all = parts(&rich());
    all.push(("xl/vbaProject.bin".into(), (0..=255).cycle().take(5_000).collect()));
    all.push(("xl/cellimages.xml".into(), b"<etc:cellImages xmlns:etc='urn:wps'/>".to_vec()));
    let packings = [
        pack_as(&all, zip::CompressionMethod::Stored),
        package::pack_streamed(&all),
        package::pack_wide(&all),
        package::pack_like_excel(&all),
    ];
    for original in packings {
        assert_eq!(parts(&original), all);
        let copy = assert_marks_well(&original, &problems());
        assert_eq!(differing(&original, &copy), TOUCHED);
        assert!(parts(&copy).iter().take(all.len()).map(|(name, _)| name).eq(all.iter().map(|(name, _)| name)));
    }
}

#[test]
fn a_signature_goes_and_that_is_said() {
    let copy = annotate(&cases::signed(&rich()), &Marking::of(&headline(), &problems())).unwrap();
    assert_consistent(&copy.bytes);
    assert!(copy.remarks.iter().any(|remark| remark.contains("签名")), "{:?}", copy.remarks);
    assert!(parts(&copy.bytes).iter().all(|(name, _)| !name.starts_with("_xmlsignatures")));
    assert_eq!(part(&copy.bytes, "_rels/.rels"), part(&rich(), "_rels/.rels"));
}

#[test]
fn an_edited_copy_is_told_from_an_unedited_one() {
    let original = rich();
    let copy = annotate(&original, &Marking::of(&headline(), &problems())).unwrap().bytes;
    let origin = Some(jifen::model::Digest::of(&original).to_string());
    let corrected = edited(&copy, "xl/sharedStrings.xml", |text| text.replace("有底色", "改过了"));
    assert_eq!(state(&corrected).unwrap(), State::Edited { origin: origin.clone() });
    let noted = edited(&copy, "xl/worksheets/jifenProblems.xml", |text| text.replace("超过本项上限", "已经改了"));
    assert_eq!(state(&noted).unwrap(), State::Edited { origin });
    // a copy that was worked on is a file of its own: its digest is the next origin
    let next = annotate(&corrected, &Marking::of(&headline(), &problems())).unwrap().bytes;
    assert_eq!(state(&next).unwrap(), State::Unedited { origin: jifen::model::Digest::of(&corrected).to_string() });
}

#[test]
fn marks_come_off_cells_that_moved_or_were_copied() {
    let sheet = r#"<sheetData><row r="3"><c r="A3" s="1"><v>1</v></c><c r="B3" s="1"><v>2</v></c></row></sheetData>"#;
    let copy = annotate(&plain(sheet), &Marking::of(&[], &[problem(MarkKind::Wrong, "积分台账", "A3")])).unwrap().bytes;
    let moved = edited(&copy, "xl/worksheets/sheet1.xml", |text| {
        text.replace("r=\"3\"", "r=\"9\"").replace("A3", "A9").replace("B3", "B9")
    });
    let sheet = part(&clean(&moved).unwrap(), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<c r="A9" s="1"><v>1</v></c><c r="B9" s="1">"#), "{sheet}");
    // without our sheet there is no record: the fill goes, the rest of the look stays
    let mut all = parts(&copy);
    all.retain(|(name, _)| name != "xl/worksheets/jifenProblems.xml");
    let sheet = clean(&pack(&all)).unwrap();
    assert_eq!(colour(&sheet, "xl/worksheets/sheet1.xml", "A3"), None);
}

#[test]
fn very_many_problems_stay_within_what_excel_holds() {
    let many: Vec<_> = (0..2_400)
        .map(|row| problem(MarkKind::ALL[row % 4], "积分台账", &format!("B{}:D{}", row * 2 + 3, row * 2 + 3)))
        .collect();
    let start = std::time::Instant::now();
    let copy = annotate(&rich(), &Marking::of(&headline(), &many)).unwrap();
    println!("2,400 problems: {:?}, {} bytes", start.elapsed(), copy.bytes.len());
    assert_consistent(&copy.bytes);
    assert!(annotate(&copy.bytes, &Marking::of(&headline(), &many)).unwrap().bytes == copy.bytes);
    let whole = [problem(MarkKind::Wrong, "积分台账", "A1:XFD1048576")];
    let copy = annotate(&rich(), &Marking::of(&headline(), &whole)).unwrap();
    assert_consistent(&copy.bytes);
}

#[test]
fn a_byte_order_mark_and_unknown_parts_of_our_name_are_left_alone() {
    let bare = plain(r#"<sheetData><row r="3"><c r="B3"><v>1</v></c></row></sheetData>"#);
    let original = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "_rels/.rels"]
        .iter()
        .fold(bare, |bytes, name| {
            edited(&bytes, name, |text| format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>{text}"))
        });
    let stray = with_parts(&original, &[("xl/worksheets/jifenProblems.xml", b"<worksheet/>")]);
    let copy = assert_marks_well(&stray, &problems());
    assert_eq!(part(&copy, "xl/worksheets/jifenProblems.xml"), "<worksheet/>");
    assert!(part(&copy, "xl/worksheets/sheet1.xml").starts_with('\u{feff}'));
}

#[test]
fn a_sheet_with_a_table_and_one_that_is_hidden_are_marked_too() {
    let original = rich();
    let more = [problem(MarkKind::Wrong, "花名册", "B4"), problem(MarkKind::Pending, "隐藏", "A1")];
    let copy = assert_marks_well(&original, &more);
    let sheet = part(&copy, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<tableParts") && colour(&copy, "xl/worksheets/sheet2.xml", "B4").is_some(), "{sheet}");
    assert!(differing(&original, &copy).iter().all(|name| !name.contains("tables")));
}

#[test]
fn the_list_shows_links_counts_and_a_page_set_up() {
    let texts = [Problem { message: "a & b < c".into(), ..problem(MarkKind::Wrong, "积分台账", "B3") }];
    let mut book = Workbook::new();
    book.add_worksheet().set_name("支部's 表").unwrap();
    book.add_worksheet().set_name("积分台账").unwrap();
    let original = book.save_to_buffer().unwrap();
    let quoted = [texts.to_vec(), vec![problem(MarkKind::Mended, "支部's 表", "A1:B2")]].concat();
    let copy = assert_marks_well(&original, &quoted);
    let sheet = part(&copy, "xl/worksheets/jifenProblems.xml");
    for wanted in [
        "<hyperlink ref=\"D7\" location=\"'积分台账'!B3\" display=\"积分台账!B3\"/>",
        "location=\"'支部''s 表'!A1:B2\"",
        "错误 1 处",
        "共 2 处",
        "=1+1 &lt;30&gt;",
        "a &amp; b &lt; c",
        "<autoFilter ref=\"A6:H8\"/>",
        "topLeftCell=\"A7\"",
        "paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"",
        "第 &amp;P 页　共 &amp;N 页",
    ] {
        assert!(sheet.contains(wanted), "{wanted}: {sheet}");
    }
    assert!(part(&copy, "xl/workbook.xml").contains("'jifen 校验'!$6:$6"));
    let values = values(&copy, SHEET_NAME);
    assert!(values.contains(&(6, 5, "=1+1 <30>".to_owned())), "a text and no formula: {values:?}");
}
