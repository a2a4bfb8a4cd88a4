//! The same workbook in every format gives the same cells.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

#[path = "support/binary_excel.rs"]
mod binary_excel;
#[path = "support/container.rs"]
mod container;
#[path = "support/old_excel.rs"]
mod old_excel;
#[path = "support/package.rs"]
mod package;
#[path = "support/shown.rs"]
mod shown;

use binary_excel::{cell, row, short_cell};
use jifen::workbook::{Workbook, read_bytes, worker};
use old_excel::Held;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};

fn whole(bytes: &[u8], name: &str) -> Vec<String> {
    worker::use_program(env!("CARGO_BIN_EXE_jifen").into());
    shown::whole(read_bytes(bytes, name))
}

/// What the formats with types hold.
const TYPED: &[&str] = &[
    "# 积分登记",
    "merged A1:E1",
    "hidden row 3",
    "hidden column 4",
    "A1 Text(\"东河村党支部\")",
    "A2 Text(\"001\")",
    "B2 Date(2025-03-15T00:00:00)",
    "C2 Number(2.675)",
    "D2 Bool(true)",
    "E2 Error(\"#N/A\")",
    "A3 Number(5.35) =",
    "B3 Text(\"优秀\") =",
    "C3 NotCalculated =",
    "D3 Text(\"张三·李\\n四\")",
    "E3 Number(0.5)",
    "# 隐藏 (hidden)",
    "A1 Number(-1.5)",
];

/// The binary workbook stores a result with every formula.
fn without_missing_results() -> Vec<&'static str> {
    TYPED.iter().copied().filter(|line| !line.contains("NotCalculated")).collect()
}

fn xlsx() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = book.add_worksheet().set_name("积分登记").unwrap();
    sheet.merge_range(0, 0, 0, 4, "东河村党支部", &Format::new()).unwrap();
    sheet.write(1, 0, "001").unwrap();
    sheet.write_with_format(1, 1, ExcelDateTime::from_ymd(2025, 3, 15).unwrap(), &date).unwrap();
    sheet.write(1, 2, 2.675).unwrap();
    sheet.write(1, 3, true).unwrap();
    sheet.write(1, 4, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write(2, 0, Formula::new("=C2*2").set_result("5.35")).unwrap();
    sheet.write(2, 1, Formula::new("=\"优\"&\"秀\"").set_result("优秀")).unwrap();
    sheet.write(2, 3, "张三·李\n四").unwrap();
    sheet.write_with_format(2, 4, 0.5, &Format::new().set_num_format("0%")).unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(3).unwrap();
    book.add_worksheet().set_name("隐藏").unwrap().set_hidden(true).write(0, 0, -1.5).unwrap();
    book.save_to_buffer().unwrap()
}

fn xls() -> Vec<u8> {
    let first = old_excel::Sheet {
        name: "积分登记",
        cells: vec![
            (0, 0, Held::Text("东河村党支部")),
            (1, 0, Held::Text("001")),
            (1, 1, Held::Day(45_731.0)),
            (1, 2, Held::Number(2.675)),
            (1, 3, Held::Bool(true)),
            (1, 4, Held::Error(0x2A)),
            (2, 0, Held::Computed(5.35)),
            (2, 1, Held::ComputedText(Some("优秀"))),
            (2, 2, Held::ComputedText(None)),
            (2, 3, Held::Text("张三·李\n四")),
            (2, 4, Held::Hundredths(50)),
        ],
        merges: vec![[0, 0, 0, 4]],
        hidden_rows: vec![2],
        hidden_cols: vec![3],
        ..old_excel::Sheet::default()
    };
    let second = old_excel::Sheet {
        name: "隐藏",
        hidden: true,
        cells: vec![(0, 0, Held::Number(-1.5))],
        ..old_excel::Sheet::default()
    };
    old_excel::workbook(&[first, second], false)
}

fn xlsb() -> Vec<u8> {
    let rows = [
        row(0, false),
        cell(7, 0, 0, &0_u32.to_le_bytes()),
        cell(1, 1, 0, &[]),
        row(1, false),
        cell(6, 0, 0, &binary_excel::text("001")),
        cell(5, 1, 1, &45_731_f64.to_le_bytes()),
        // Short records, which stand right of the one before them.
        short_cell(16, 0, &2.675_f64.to_le_bytes()),
        short_cell(15, 0, &[1]),
        short_cell(14, 0, &[0x2A]),
        row(2, true),
        cell(9, 0, 0, &[&5.35_f64.to_le_bytes()[..], &[0; 10]].concat()),
        cell(8, 1, 0, &[binary_excel::text("优秀"), vec![0; 10]].concat()),
        cell(62, 3, 0, &[&[1][..], &binary_excel::text("张三·李\n四"), &[0; 8]].concat()),
        short_cell(13, 0, &(50_u32 << 2 | 3).to_le_bytes()),
    ];
    let second = [row(0, false), cell(2, 0, 0, &((-150_i32) << 2 | 3).to_le_bytes())];
    let first = binary_excel::sheet(&[(3, 3)], &rows.concat(), &[[0, 0, 0, 4]]);
    let second = binary_excel::sheet(&[], &second.concat(), &[]);
    binary_excel::workbook(&[("积分登记", false, first), ("隐藏", true, second)], &["东河村党支部"])
}

const ODS: &str = "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\">\
    <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>\
    <table:table table:name=\"积分登记\" table:style-name=\"ta1\"><office:forms/>\
    <table:table-column table:number-columns-repeated=\"3\"/><table:table-column table:visibility=\"collapse\"/><table:table-column/>\
    <table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"5\"><text:p>东河村党支部</text:p></table:table-cell>\
    <table:covered-table-cell table:number-columns-repeated=\"4\"/></table:table-row>\
    <table:table-row><table:table-cell office:value-type=\"string\"><text:p>001</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"date\" office:date-value=\"2025-03-15\"><text:p>2025年3月15日</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"float\" office:value=\"2.675\"><text:p>2.68</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row>\
    <table:table-row table:visibility=\"collapse\"><table:table-cell table:formula=\"of:=[.C2]*2\" office:value-type=\"float\" office:value=\"5.35\"/>\
    <table:table-cell table:formula=\"of:=&quot;优秀&quot;\" office:value-type=\"string\" office:string-value=\"优秀\"/>\
    <table:table-cell table:formula=\"of:=[.C2]\"/>\
    <table:table-cell office:value-type=\"string\"><text:p>张三·<text:span>李</text:span></text:p><text:p>四</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"><text:p>50%</text:p></table:table-cell></table:table-row>\
    <table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>\
    <table:table table:name=\"隐藏\" table:style-name=\"ta2\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"-1.50\"/>\
    </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";

fn ods() -> Vec<u8> {
    package::pack(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".to_owned(), ODS.as_bytes().to_vec()),
        ("META-INF/manifest.xml".to_owned(), b"<manifest:manifest/>".to_vec()),
    ])
}

fn flat_ods() -> Vec<u8> {
    let root =
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"";
    ODS.replace("office:document-content>", "office:document>").replacen("<office:document", root, 1).into_bytes()
}

const XML_2003: &str = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
    <Worksheet ss:Name=\"积分登记\"><Table><Column ss:Index=\"4\" ss:Hidden=\"1\"/>\
    <Row><Cell ss:MergeAcross=\"4\"><Data ss:Type=\"String\">东河村党支部</Data></Cell></Row>\
    <Row><Cell><Data ss:Type=\"String\">001</Data></Cell><Cell><Data ss:Type=\"DateTime\">2025-03-15T00:00:00.000</Data></Cell>\
    <Cell><Data ss:Type=\"Number\">2.6749999999999998</Data></Cell><Cell><Data ss:Type=\"Boolean\">1</Data></Cell>\
    <Cell><Data ss:Type=\"Error\">#N/A</Data></Cell></Row>\
    <Row ss:Hidden=\"1\"><Cell ss:Formula=\"=R[-1]C[2]*2\"><Data ss:Type=\"Number\">5.35</Data></Cell>\
    <Cell ss:Formula=\"=&quot;优秀&quot;\"><Data ss:Type=\"String\">优秀</Data></Cell><Cell ss:Formula=\"=R2C3\"/>\
    <Cell><Data ss:Type=\"String\">张三·李&#10;四</Data></Cell><Cell><Data ss:Type=\"Number\">0.5</Data></Cell></Row></Table></Worksheet>\
    <Worksheet ss:Name=\"隐藏\"><Table><Row><Cell><Data ss:Type=\"Number\">-1.5</Data></Cell></Row></Table>\
    <WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>";

#[test]
fn formats_with_types_agree() {
    for (name, bytes) in
        [("a.xls", xls()), ("a.ods", ods()), ("a.fods", flat_ods()), ("a.xml", XML_2003.as_bytes().to_vec())]
    {
        assert_eq!(whole(&bytes, name), TYPED, "{name}");
    }
    assert_eq!(whole(&xlsb(), "a.xlsb"), without_missing_results());
    // What rust_xlsxwriter calls an error result is computed, and it stores no formula without a result.
    let theirs: Vec<String> =
        whole(&xlsx(), "a.xlsx").iter().map(|line| line.replace("(\"#N/A\") =", "(\"#N/A\")")).collect();
    assert_eq!(theirs, without_missing_results());
}

#[test]
fn formats_of_text_agree() {
    let expected = [
        "# 东河村",
        "A1 Text(\"姓名\")",
        "B1 Text(\"日期\")",
        "C1 Text(\"分值\")",
        "D1 Text(\"编号\")",
        "A2 Text(\"王伟\")",
        "B2 Date(2025-03-15T00:00:00)",
        "C2 Number(2.675)",
        "D2 Text(\"001\")",
        "A4 Text(\"李\\n娜\")",
        "B4 Date(2025-03-05T00:00:00)",
        "C4 Number(-1.5)",
        "D4 Text(\"340123197001011234\")",
    ];
    let csv =
        "姓名,日期,分值,编号\r\n王伟,2025-03-15,2.675,001\r\n,,,\r\n\"李\n娜\",2025/3/5,-1.50,340123197001011234\r\n";
    let tsv = csv.replace(',', "\t");
    let wide = |mark: u8, unit: fn(u16) -> [u8; 2]| {
        let mark = if mark == 0xFF { [0xFF, 0xFE] } else { [0xFE, 0xFF] };
        mark.into_iter().chain(tsv.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
    };
    let rows = "<tr><td>姓名<td>日期<td>分值<td>编号<tr><td>王伟<td>2025-03-15<td>2.675<td>001<tr><td>&nbsp;<td><td><td>\
        <tr><td>李<br>娜<td>2025/3/5<td>-1.50<td>340123197001011234";
    let page = format!("<html><head><meta charset=gbk></head><body><table>{rows}</table></body></html>");
    for (name, bytes) in [
        ("csv", csv.as_bytes().to_vec()),
        ("csv with a mark", format!("\u{feff}{csv}").into_bytes()),
        ("csv of Excel in Chinese", gbk(csv)),
        ("semicolons", format!("sep=;\r\n{}", csv.replace(',', ";")).into_bytes()),
        ("full-width commas", csv.replace(',', "，").into_bytes()),
        ("tabs", tsv.clone().into_bytes()),
        ("Unicode text", wide(0xFF, u16::to_le_bytes)),
        ("Unicode text, the other way round", wide(0xFE, u16::to_be_bytes)),
        ("a page", page.clone().into_bytes()),
        ("a page in GBK", gbk(&page)),
        ("a piece of a page", format!("<table>{rows}</table>").into_bytes()),
    ] {
        // The name says nothing: web systems call all of these .xls.
        assert_eq!(whole(&bytes, "镇/东河村.xls"), expected, "{name}");
    }
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn a_binary_workbook_is_read_as_a_whole_or_not_at_all() {
    let good = [row(0, false), cell(5, 0, 0, &1_f64.to_le_bytes())].concat();
    let read = |first: &[u8], texts: &[&str]| {
        let sheet = |rows: &[u8]| binary_excel::sheet(&[], rows, &[]);
        read_bytes(
            &binary_excel::workbook(&[("坏", false, sheet(first)), ("好", false, sheet(&good))], texts),
            "a.xlsb",
        )
    };
    // A text that stands nowhere, and an error that nobody knows, say so in their cell.
    let odd = [row(0, false), cell(7, 0, 0, &9_u32.to_le_bytes()), cell(11, 1, 0, &[0x77])].concat();
    let Workbook { sheets, .. } = read(&odd, &[]).workbook.unwrap();
    assert_eq!(shown::cells(&sheets[0]), ["A1 Error(\"9\")", "B1 Error(\"#?\") ="]);
    for (name, rows) in [
        ("a short cell", [row(0, false), cell(5, 0, 0, &[0; 4])].concat()),
        ("beyond the columns", [row(0, false), cell(5, 16_384, 0, &[0; 8])].concat()),
        ("beyond the rows", [row(1_048_576, false), cell(5, 0, 0, &[0; 8])].concat()),
        ("a long text", [row(0, false), cell(6, 0, 0, &u32::MAX.wrapping_sub(1).to_le_bytes())].concat()),
        ("cut short", vec![0x00, 0xFF]),
    ] {
        let reading = read(&rows, &[]);
        assert_eq!(shown::codes(&reading), ["F105"], "{name}");
        assert_eq!(reading.workbook.unwrap().sheets.len(), 1, "{name}");
    }
}

#[test]
fn encrypted_documents_are_refused() {
    let parts = |manifest: &str, more: &str| {
        package::pack(&[
            ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            ("content.xml".to_owned(), b"\x01\x02\x03".to_vec()),
            ("META-INF/manifest.xml".to_owned(), manifest.as_bytes().to_vec()),
            (more.to_owned(), Vec::new()),
        ])
    };
    let entry = "<m:manifest><m:file-entry m:full-path=\"content.xml\"><m:encryption-data m:checksum=\"x\"/></m:file-entry></m:manifest>";
    for bytes in [parts(entry, "styles.xml"), parts("<m:manifest/>", "encrypted-package")] {
        assert_eq!(shown::codes(&read_bytes(&bytes, "a.ods")), ["F102"]);
    }
}
