//! Marks in place: what is touched, what is not, and that everything comes off again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

#[path = "support/package.rs"]
mod package;

use std::ffi::OsString;
use std::process::Command;

use jifen::model::CellRange;
use jifen::render::annotate::{AnnotateError, MarkKind, Problem, annotate, clean};
use jifen::workbook::marks::{PackageError, SHEET_NAME, State, problem_sheets, state};
use package::{assert_consistent, differing, edited, pack, pack_as, part, parts, tags, with_parts};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, Formula, Image, Note, Table,
    Workbook,
};

/// What a mark touches; all other parts have to stay byte for byte.
const TOUCHED: [&str; 6] = [
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/worksheets/jifenProblems.xml",
    "xl/worksheets/sheet1.xml",
];

fn problem(kind: MarkKind, sheet: &str, cells: &str) -> Problem {
    Problem {
        kind,
        code: "E101".into(),
        place: Some((sheet.into(), CellRange::parse(cells).unwrap())),
        member: "王小明".into(),
        found: "=1+1 <30>".into(),
        message: "单次加分 30 分，超过本项上限 20 分".into(),
        help: "按实施细则第八条改为 20 分以内，或附支部大会决议".into(),
    }
}

/// Existing cells with and without a style, a merged cell, a missing cell, a missing row, a whole row.
fn problems() -> Vec<Problem> {
    vec![
        problem(MarkKind::Wrong, "积分台账", "B3"),
        problem(MarkKind::Doubtful, "积分台账", "C4"),
        problem(MarkKind::Pending, "积分台账", "A1:D1"),
        problem(MarkKind::Mended, "积分台账", "H3"),
        problem(MarkKind::Wrong, "积分台账", "F40"),
        problem(MarkKind::Doubtful, "积分台账", "A5:D5"),
        problem(MarkKind::Doubtful, "没有这张表", "A5"),
        Problem { place: None, ..problem(MarkKind::Doubtful, "", "A1") },
    ]
}

fn headline() -> Vec<String> {
    vec!["第一党支部　2025 年一季度".into(), "规则：示范细则 2025 版".into()]
}

/// A workbook with most of what a branch can put into one.
fn rich() -> Vec<u8> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold().set_background_color(Color::Yellow);
    let sheet = book.add_worksheet();
    sheet.set_name("积分台账").unwrap();
    sheet.merge_range(0, 0, 0, 3, "积分台账", &bold).unwrap();
    sheet.write_row(1, 0, ["姓名", "事项", "日期", "分值"]).unwrap();
    for row in 2..20 {
        sheet.write_row(row, 0, ["王小明", "参加志愿服务 & <学习>", "2025-03-01"]).unwrap();
        sheet.write_number(row, 3, f64::from(row)).unwrap();
    }
    sheet.write_with_format(2, 1, "有底色", &bold).unwrap();
    sheet.write_formula(20, 3, Formula::new("=SUM(D3:D20)").set_result("189")).unwrap();
    sheet.add_data_validation(2, 3, 20, 3, &DataValidation::new().allow_list_strings(&["1", "2"]).unwrap()).unwrap();
    let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(15)).set_format(&bold);
    sheet.add_conditional_format(2, 3, 20, 3, &rule).unwrap();
    sheet.insert_note(3, 1, &Note::new("书记的批注")).unwrap();
    sheet.insert_image(22, 1, &Image::new_from_buffer(&seal()).unwrap()).unwrap();
    sheet.set_column_hidden(5).unwrap();
    sheet.set_row_hidden(10).unwrap();
    sheet.autofilter(1, 0, 20, 3).unwrap();
    sheet.set_freeze_panes(2, 0).unwrap();
    sheet.set_print_area(0, 0, 20, 3).unwrap().set_repeat_rows(1, 1).unwrap();
    sheet.protect_with_password("secret");
    let other = book.add_worksheet();
    other.set_name("花名册").unwrap();
    other.write_row(0, 0, ["姓名", "党支部"]).unwrap();
    other.add_table(2, 0, 5, 1, &Table::new()).unwrap();
    let hidden = book.add_worksheet();
    hidden.set_name("隐藏").unwrap().set_hidden(true);
    hidden.write(0, 0, 1).unwrap();
    book.define_name("上限", "=20").unwrap();
    book.save_to_buffer().unwrap()
}

/// A picture of one pixel.
fn seal() -> Vec<u8> {
    let hex = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100\
               c9fe92ef0000000049454e44ae426082";
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// A package written by hand: a workbook of one sheet with this content.
fn by_hand(workbook: &str, sheet: &str, styles: &str) -> Vec<u8> {
    let part = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = "http://schemas.openxmlformats.org/package/2006/relationships";
    let top = format!(
        r#"<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let links = format!(
        r#"<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{rel}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{rel}/styles" Target="styles.xml"/></Relationships>"#
    );
    pack(&[
        part("[Content_Types].xml", types),
        part("_rels/.rels", &top),
        part("xl/workbook.xml", workbook),
        part("xl/_rels/workbook.xml.rels", &links),
        part("xl/worksheets/sheet1.xml", sheet),
        part("xl/styles.xml", styles),
    ])
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn plain_workbook() -> String {
    format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="积分台账" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    )
}

fn plain_styles() -> String {
    format!(
        r#"<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"><alignment wrapText="1"/></xf></cellXfs></styleSheet>"#
    )
}

fn plain(sheet: &str) -> Vec<u8> {
    let sheet = format!(r#"<worksheet xmlns="{MAIN}">{sheet}</worksheet>"#);
    by_hand(&plain_workbook(), &sheet, &plain_styles())
}

/// The colour that a cell of a sheet shows.
fn colour(bytes: &[u8], sheet: &str, cell: &str) -> Option<String> {
    let cells = tags(&part(bytes, sheet));
    let (_, cell) = cells.iter().find(|(name, it)| name == "c" && it.get("r").is_some_and(|at| at == cell))?;
    let style: usize = cell.get("s")?.parse().unwrap();
    let styles = tags(&part(bytes, "xl/styles.xml"));
    let after = |list: &'static str| styles.iter().skip_while(move |(name, _)| name != list).skip(1);
    let format = after("cellXfs").filter(|(name, _)| name == "xf").nth(style)?;
    let fill: usize = format.1["fillId"].parse().unwrap();
    let mut patterns = after("fills").enumerate().filter(|(_, (name, _))| name == "fill");
    let (start, _) = patterns.nth(fill)?;
    let inside = after("fills").skip(start + 1).take_while(|(name, _)| name != "fill" && name != "borders");
    inside.filter(|(name, _)| name == "fgColor").find_map(|(_, tag)| tag.get("rgb").cloned())
}

/// What has to hold for every workbook: it stays consistent, a second run writes the same bytes, the state is
/// known, and what comes off leaves the sheets' parts as they were.
fn assert_marks_well(original: &[u8], problems: &[Problem]) -> Vec<u8> {
    let copy = annotate(original, &headline(), problems).unwrap().bytes;
    assert_consistent(&copy);
    let again = annotate(&copy, &headline(), problems).unwrap().bytes;
    assert_eq!(differing(&copy, &again), [""; 0], "a second run changes parts");
    assert!(copy == again, "a second run changes bytes");
    let origin = jifen::model::Digest::of(original).to_string();
    assert_eq!(state(&copy).unwrap(), State::Unedited { origin });
    let cleaned = clean(&copy).unwrap();
    assert_consistent(&cleaned);
    assert_eq!(state(&cleaned).unwrap(), State::NotOurs);
    let left: Vec<String> =
        differing(original, &cleaned).into_iter().filter(|name| !name.ends_with("styles.xml")).collect();
    assert!(left.iter().all(|name| name.contains("worksheets/sheet")), "{left:?}");
    let marked_again = annotate(&cleaned, &headline(), problems).unwrap().bytes;
    assert!(differing(&copy, &marked_again).iter().all(|name| name.contains("jifenProblems")));
    copy
}

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

/// All that a sheet says, as a reader sees it.
fn values(bytes: &[u8], sheet: &str) -> Vec<(usize, usize, String)> {
    use calamine::Reader;
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let first = range.start().unwrap_or_default();
    let cells = range.used_cells().map(|(row, col, value)| (row, col, value.to_string()));
    cells.map(|(row, col, value)| (row + first.0 as usize, col + first.1 as usize, value)).collect()
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
    let copy = annotate(&pack(&bare), &headline(), &problems()).unwrap().bytes;
    assert_consistent(&copy);
    assert_eq!(colour(&copy, "xl/worksheets/sheet1.xml", "B3").as_deref(), Some(MarkKind::Wrong.colour()));
    assert!(annotate(&copy, &headline(), &problems()).unwrap().bytes == copy);
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
fn the_zip_may_be_stored_or_streamed_and_carry_macros() {
    let mut all = parts(&rich());
    all.push(("xl/vbaProject.bin".into(), (0..=255).cycle().take(5_000).collect()));
    all.push(("xl/cellimages.xml".into(), b"<etc:cellImages xmlns:etc='urn:wps'/>".to_vec()));
    let stored = pack_as(&all, zip::CompressionMethod::Stored);
    let copy = assert_marks_well(&stored, &problems());
    assert_eq!(differing(&stored, &copy), TOUCHED);
    let streamed = package::pack_streamed(&all);
    let copy = assert_marks_well(&streamed, &problems());
    assert_eq!(differing(&streamed, &copy), TOUCHED);
}

#[test]
fn a_signature_goes_and_that_is_said() {
    let signed = with_parts(
        &rich(),
        &[
            ("_xmlsignatures/origin.sigs", b""),
            ("_xmlsignatures/_rels/origin.sigs.rels", br#"<Relationships xmlns="r"><Relationship Id="rId1" Type="x/signature" Target="sig1.xml"/></Relationships>"#),
            ("_xmlsignatures/sig1.xml", b"<Signature/>"),
        ],
    );
    let signed = edited(&signed, "_rels/.rels", |text| {
        text.replace("</Relationships>", r#"<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>"#)
    });
    let signed = edited(&signed, "[Content_Types].xml", |text| {
        text.replace("</Types>", r#"<Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/></Types>"#)
    });
    let copy = annotate(&signed, &headline(), &problems()).unwrap();
    assert_consistent(&copy.bytes);
    assert!(copy.remarks.iter().any(|remark| remark.contains("签名")), "{:?}", copy.remarks);
    assert!(parts(&copy.bytes).iter().all(|(name, _)| !name.starts_with("_xmlsignatures")));
    assert_eq!(part(&copy.bytes, "_rels/.rels"), part(&rich(), "_rels/.rels"));
}

#[test]
fn an_edited_copy_is_told_from_an_unedited_one() {
    let original = rich();
    let copy = annotate(&original, &headline(), &problems()).unwrap().bytes;
    let origin = Some(jifen::model::Digest::of(&original).to_string());
    let corrected = edited(&copy, "xl/sharedStrings.xml", |text| text.replace("有底色", "改过了"));
    assert_eq!(state(&corrected).unwrap(), State::Edited { origin: origin.clone() });
    let noted = edited(&copy, "xl/worksheets/jifenProblems.xml", |text| text.replace("超过本项上限", "已经改了"));
    assert_eq!(state(&noted).unwrap(), State::Edited { origin });
    // a copy that was worked on is a file of its own: its digest is the next origin
    let next = annotate(&corrected, &headline(), &problems()).unwrap().bytes;
    assert_eq!(state(&next).unwrap(), State::Unedited { origin: jifen::model::Digest::of(&corrected).to_string() });
}

#[test]
fn marks_come_off_cells_that_moved_or_were_copied() {
    let sheet = r#"<sheetData><row r="3"><c r="A3" s="1"><v>1</v></c><c r="B3" s="1"><v>2</v></c></row></sheetData>"#;
    let copy = annotate(&plain(sheet), &[], &[problem(MarkKind::Wrong, "积分台账", "A3")]).unwrap().bytes;
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
    let copy = annotate(&rich(), &headline(), &many).unwrap();
    println!("2,400 problems: {:?}, {} bytes", start.elapsed(), copy.bytes.len());
    assert_consistent(&copy.bytes);
    assert!(annotate(&copy.bytes, &headline(), &many).unwrap().bytes == copy.bytes);
    let whole = [problem(MarkKind::Wrong, "积分台账", "A1:XFD1048576")];
    let copy = annotate(&rich(), &headline(), &whole).unwrap();
    assert_consistent(&copy.bytes);
}

#[test]
fn openpyxl_and_libreoffice_open_the_copies() {
    let folder = tempfile::tempdir().unwrap();
    let plain = plain(r#"<sheetData><row r="3"><c r="B3" s="1"><v>1</v></c></row></sheetData>"#);
    let rich = rich();
    let mut files = Vec::new();
    for (name, original) in [("rich", rich.clone()), ("plain", plain)] {
        let copy = annotate(&original, &headline(), &problems()).unwrap().bytes;
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
        let origin = Some(jifen::model::Digest::of(&rich).to_string());
        assert_eq!(state(&resaved).unwrap(), State::Edited { origin });
        assert_eq!(problem_sheets(&resaved).unwrap(), [SHEET_NAME]);
        let cleaned = clean(&resaved).unwrap();
        assert_consistent(&cleaned);
        assert_eq!(problem_sheets(&cleaned).unwrap(), [""; 0]);
        let sheet = "xl/worksheets/sheet1.xml";
        assert_eq!(colour(&cleaned, sheet, "A1").as_deref(), Some("FFFFFF00"), "an own fill comes back");
        assert_eq!((colour(&cleaned, sheet, "C4"), colour(&cleaned, sheet, "F40")), (None, None));
        let copy = annotate(&resaved, &headline(), &problems()).unwrap().bytes;
        assert_consistent(&copy);
        assert!(annotate(&copy, &headline(), &problems()).unwrap().bytes == copy);
    }
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

#[test]
fn what_cannot_be_marked_is_an_error_and_never_a_panic() {
    let good = plain(r#"<sheetData><row r="3"><c r="B3"><v>1</v></c></row></sheetData>"#);
    let mark = |bytes: &[u8]| annotate(bytes, &[], &problems());
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
    let good = annotate(&rich(), &headline(), &problems()).unwrap().bytes;
    let names = ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/jifenProblems.xml"];
    let junk = ["<", ">", "\"", "/", "", "&", "99999999999", "甲", "<c/>", "\u{0}", "r=\"A0\"", "fillId=\"999\""];
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
        let _ = annotate(&bad, &[], &problems());
    }
    for _ in 0..200 {
        let mut bad = good.clone();
        let at = next(bad.len());
        bad[at] ^= 1 << next(8);
        let _ = annotate(&bad[..next(bad.len()).max(1)], &[], &problems());
        let _ = annotate(&bad, &[], &problems());
    }
}
