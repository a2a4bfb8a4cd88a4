//! A form as OOXML that no usual program writes: the main namespace has a prefix, texts stand in their cells, there is
//! no dimension and rows say nothing about their width.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use crate::form::Form;
use crate::package::pack;
use crate::sheets::excel::stored_text;
use crate::sheets::place::cell_name;
use crate::sheets::{Cell, Kind, Sheet, serial};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

pub fn xlsx(form: &Form) -> Vec<u8> {
    let mut formats: Vec<String> = Vec::new();
    let sheets: Vec<String> = form.sheets.iter().map(|sheet| worksheet(sheet, &mut formats)).collect();
    let mut types = format!(
        r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>"#
    );
    let mut book = format!(r#"{DECLARATION}<x:workbook xmlns:x="{MAIN}" xmlns:r="{OFFICE}"><x:sheets>"#);
    let mut links = format!(
        r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId900" Type="{OFFICE}/styles" Target="styles.xml"/>"#
    );
    for (index, sheet) in form.sheets.iter().enumerate() {
        let number = index + 1;
        let (name, state) = (escape(&sheet.name), if sheet.hidden { r#" state="hidden""# } else { "" });
        write!(book, r#"<x:sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>"#).unwrap();
        write!(
            links,
            r#"<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        )
        .unwrap();
        write!(types, r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{TYPES}.worksheet+xml"/>"#)
            .unwrap();
    }
    let root = format!(
        r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types + "</Types>"),
        ("_rels/.rels".to_owned(), root),
        ("xl/workbook.xml".to_owned(), book + "</x:sheets></x:workbook>"),
        ("xl/_rels/workbook.xml.rels".to_owned(), links + "</Relationships>"),
        ("xl/styles.xml".to_owned(), styles(&formats)),
    ];
    let numbered = sheets.into_iter().enumerate();
    parts.extend(numbered.map(|(index, text)| (format!("xl/worksheets/sheet{}.xml", index + 1), text)));
    let parts: Vec<_> = parts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    pack(&parts)
}

fn worksheet(sheet: &Sheet, formats: &mut Vec<String>) -> String {
    let mut text = format!(r#"{DECLARATION}<x:worksheet xmlns:x="{MAIN}">"#);
    if !sheet.hidden_columns.is_empty() {
        let mut columns: Vec<usize> = sheet.hidden_columns.iter().map(|column| column + 1).collect();
        columns.sort_unstable();
        let columns = columns.iter().map(|it| format!(r#"<x:col min="{it}" max="{it}" width="9" hidden="1"/>"#));
        write!(text, "<x:cols>{}</x:cols>", columns.collect::<String>()).unwrap();
    }
    text.push_str("<x:sheetData>");
    for (index, row) in sheet.rows.iter().enumerate() {
        let hidden = if row.hidden { r#" hidden="1""# } else { "" };
        write!(text, r#"<x:row r="{}"{hidden}>"#, index + 1).unwrap();
        for (column, cell) in row.cells.iter().enumerate() {
            text.push_str(&written(&cell_name(index, column), cell, formats));
        }
        text.push_str("</x:row>");
    }
    text.push_str("</x:sheetData>");
    if !sheet.merges.is_empty() {
        let merges = sheet.merges.iter().map(|it| format!(r#"<x:mergeCell ref="{}"/>"#, it.name()));
        write!(text, r#"<x:mergeCells count="{}">{}</x:mergeCells>"#, sheet.merges.len(), merges.collect::<String>())
            .unwrap();
    }
    text + "</x:worksheet>"
}

fn written(at: &str, cell: &Cell, formats: &mut Vec<String>) -> String {
    let style = cell.number_format().map_or_else(String::new, |format| {
        let index = formats.iter().position(|it| it == format).unwrap_or_else(|| {
            formats.push(format.to_owned());
            formats.len() - 1
        });
        format!(r#" s="{}""#, index + 1)
    });
    let (kind, content) = match &cell.kind {
        Kind::Left | Kind::Above => return String::new(),
        Kind::Empty if style.is_empty() => return String::new(),
        Kind::Empty => ("", String::new()),
        Kind::Text(text) => ("inlineStr", format!(r#"<x:is><x:t xml:space="preserve">{}</x:t></x:is>"#, escape(text))),
        Kind::Formula(formula, stored) => {
            let value = stored.as_ref().map_or_else(String::new, |stored| value(stored));
            let kind = stored.as_ref().map_or("", |stored| kind_of(stored));
            (kind, format!("<x:f>{}</x:f>{value}", escape(formula)))
        }
        _ => (kind_of(cell), value(cell)),
    };
    let kind = if kind.is_empty() { String::new() } else { format!(r#" t="{kind}""#) };
    format!(r#"<x:c r="{at}"{style}{kind}>{content}</x:c>"#)
}

fn kind_of(cell: &Cell) -> &'static str {
    match cell.kind {
        Kind::Text(_) => "str",
        Kind::Bool(_) => "b",
        Kind::Error(_) => "e",
        _ => "",
    }
}

fn value(cell: &Cell) -> String {
    let text = match &cell.kind {
        Kind::Date(day) => serial(*day).to_string(),
        Kind::Bool(said) => u8::from(*said).to_string(),
        _ => stored_text(cell),
    };
    format!("<x:v>{}</x:v>", escape(&text))
}

fn styles(formats: &[String]) -> String {
    let mut listed = String::new();
    let mut used = r#"<x:xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#.to_owned();
    for (index, format) in formats.iter().enumerate() {
        let number = 164 + index;
        write!(listed, r#"<x:numFmt numFmtId="{number}" formatCode="{}"/>"#, escape(format)).unwrap();
        write!(
            used,
            r#"<x:xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#
        )
        .unwrap();
    }
    let listed = if formats.is_empty() {
        listed
    } else {
        format!(r#"<x:numFmts count="{}">{listed}</x:numFmts>"#, formats.len())
    };
    format!(
        r#"{DECLARATION}<x:styleSheet xmlns:x="{MAIN}">{listed}<x:fonts count="1"><x:font><x:sz val="11"/><x:name val="宋体"/></x:font></x:fonts><x:fills count="2"><x:fill><x:patternFill patternType="none"/></x:fill><x:fill><x:patternFill patternType="gray125"/></x:fill></x:fills><x:borders count="1"><x:border/></x:borders><x:cellStyleXfs count="1"><x:xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></x:cellStyleXfs><x:cellXfs count="{}">{used}</x:cellXfs></x:styleSheet>"#,
        formats.len() + 1
    )
}
