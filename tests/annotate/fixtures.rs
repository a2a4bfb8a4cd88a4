//! Workbooks to mark, problems to mark in them, and what has to hold for each.

use jifen::model::{CellRange, Digest};
use jifen::render::annotate::{MarkKind, Marking, Problem, annotate, clean};
use jifen::workbook::marks::{State, state};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, Formula, Image, Note, Table,
    Workbook,
};

use super::package::{assert_consistent, differing, pack, part, parts, tags};

/// What a mark touches in [`rich`], which has a note; all other parts have to stay byte for byte.
pub const TOUCHED: [&str; 8] = [
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/worksheets/jifenProblems.xml",
    "xl/worksheets/sheet1.xml",
];

pub fn problem(kind: MarkKind, sheet: &str, cells: &str) -> Problem {
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
pub fn problems() -> Vec<Problem> {
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

pub fn headline() -> Vec<String> {
    vec!["第一党支部　2025 年一季度".into(), "规则：示范细则 2025 版".into()]
}

/// A workbook with most of what a branch can put into one.
pub fn rich() -> Vec<u8> {
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
pub fn seal() -> Vec<u8> {
    let hex = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100\
               c9fe92ef0000000049454e44ae426082";
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// A package written by hand: a workbook of one sheet with this content.
pub fn by_hand(workbook: &str, sheet: &str, styles: &str) -> Vec<u8> {
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

pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn plain_workbook() -> String {
    format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="积分台账" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    )
}

pub fn plain_styles() -> String {
    format!(
        r#"<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"><alignment wrapText="1"/></xf></cellXfs></styleSheet>"#
    )
}

pub fn plain(sheet: &str) -> Vec<u8> {
    let sheet = format!(r#"<worksheet xmlns="{MAIN}">{sheet}</worksheet>"#);
    by_hand(&plain_workbook(), &sheet, &plain_styles())
}

/// The colour that a cell of a sheet shows.
pub fn colour(bytes: &[u8], sheet: &str, cell: &str) -> Option<String> {
    let cells = tags(&part(bytes, sheet));
    let (_, cell) = cells.iter().find(|(name, it)| name == "c" && it.get("r").is_some_and(|at| at == cell))?;
    fill_of(bytes, cell.get("s")?.parse().unwrap())
}

/// The colour that a format has.
pub fn fill_of(bytes: &[u8], format: usize) -> Option<String> {
    let styles = tags(&part(bytes, "xl/styles.xml"));
    let after = |list: &'static str| styles.iter().skip_while(move |(name, _)| name != list).skip(1);
    let format = after("cellXfs").filter(|(name, _)| name == "xf").nth(format)?;
    let fill: usize = format.1["fillId"].parse().unwrap();
    let mut patterns = after("fills").enumerate().filter(|(_, (name, _))| name == "fill");
    let (start, _) = patterns.nth(fill)?;
    let inside = after("fills").skip(start + 1).take_while(|(name, _)| name != "fill" && name != "borders");
    inside.filter(|(name, _)| name == "fgColor").find_map(|(_, tag)| tag.get("rgb").cloned())
}

/// What has to hold for every workbook: it stays consistent, a second run writes the same bytes, the state is
/// known, and what comes off leaves the sheets' parts as they were.
pub fn assert_marks_well(original: &[u8], problems: &[Problem]) -> Vec<u8> {
    let copy = annotate(original, &Marking::of(&headline(), problems)).unwrap().bytes;
    assert_consistent(&copy);
    let again = annotate(&copy, &Marking::of(&headline(), problems)).unwrap().bytes;
    assert_eq!(differing(&copy, &again), [""; 0], "a second run changes parts");
    assert!(copy == again, "a second run changes bytes");
    let origin = Digest::of(original).to_string();
    assert_eq!(state(&copy).unwrap(), State::Unedited { origin });
    let cleaned = clean(&copy).unwrap();
    assert_consistent(&cleaned);
    assert_eq!(state(&cleaned).unwrap(), State::NotOurs);
    let left: Vec<String> =
        differing(original, &cleaned).into_iter().filter(|name| !name.ends_with("styles.xml")).collect();
    // a signature does not come back
    let signed = parts(original).iter().any(|(name, _)| name.starts_with("_xmlsignatures"));
    assert!(signed || left.iter().all(|name| name.contains("worksheets/sheet")), "{left:?}");
    let marked_again = annotate(&cleaned, &Marking::of(&headline(), problems)).unwrap().bytes;
    assert!(signed || differing(&copy, &marked_again).iter().all(|name| name.contains("jifenProblems")));
    copy
}

/// All that a sheet says, as a reader sees it.
pub fn values(bytes: &[u8], sheet: &str) -> Vec<(usize, usize, String)> {
    use calamine::Reader;
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let first = range.start().unwrap_or_default();
    let cells = range.used_cells().map(|(row, col, value)| (row, col, value.to_string()));
    cells.map(|(row, col, value)| (row + first.0 as usize, col + first.1 as usize, value)).collect()
}
