//! Every kind of workbook that has to survive its marks: one row a case, what it may change, what is said of it.

use jifen::render::annotate::{MarkKind, Problem};

use super::fixtures::{MAIN, REL, by_hand, plain_styles, plain_workbook, problem, problems, rich};
use super::package::{edited, pack, pack_like_excel, pack_streamed, pack_wide, parts, with_parts};

/// A workbook, the problems in it, and what has to hold.
pub struct Case {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub problems: Vec<Problem>,
    /// Parts that may change or are new, besides [`ALWAYS`].
    pub touched: &'static [&'static str],
    /// What a remark on the copy, and a line of its list, has to say.
    pub said: Option<&'static str>,
    /// How many notes of ours there are.
    pub notes: usize,
    /// Whether openpyxl can read such a workbook at all.
    pub openpyxl: bool,
}

/// What changes in every workbook.
pub const ALWAYS: [&str; 5] = [
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/worksheets/jifenProblems.xml",
];
/// What a sheet needs that had no notes.
const NEW_NOTES: &[&str] = &[
    "xl/drawings/jifenNotes1.vml",
    "xl/jifenComments1.xml",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/worksheets/sheet1.xml",
];

const ROWS: &str = r#"<sheetData><row r="1"><c r="A1" s="1"/><c r="B1" s="1"/></row><row r="2"><c r="A2" t="inlineStr"><is><t>姓名</t></is></c><c r="B2" t="inlineStr"><is><t>分值</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>王小明</t></is></c><c r="B3" s="1"><v>1</v></c></row><row r="4"><c r="A4"/><c r="B4"><v>2</v></c><c r="C4"><f>B4+1</f><v>3</v></c></row></sheetData>"#;
const BOXES: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A sheet of [`ROWS`] with more behind them, in a package with more parts. `links` are those of the sheet: id,
/// type, target; `more` are parts with their content types.
fn sheet_with(behind: &str, links: &[(&str, &str, &str)], more: &[(&str, &str, &str)]) -> Vec<u8> {
    let sheet = format!(r#"<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{ROWS}{behind}</worksheet>"#);
    let package = by_hand(&plain_workbook(), &sheet, &plain_styles());
    let links: String = links
        .iter()
        .map(|(id, kind, target)| format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#))
        .collect();
    let links = format!(r#"<Relationships xmlns="{LINKS}">{links}</Relationships>"#);
    let mut parts: Vec<(&str, &[u8])> = more.iter().map(|(name, text, _)| (*name, text.as_bytes())).collect();
    if links.contains("Id=") {
        parts.push(("xl/worksheets/_rels/sheet1.xml.rels", links.as_bytes()));
    }
    let types = more.iter().filter(|(_, _, kind)| !kind.is_empty());
    let types: String = types
        .map(|(name, _, kind)| match name.strip_suffix(".vml") {
            Some(_) => format!(r#"<Default Extension="vml" ContentType="{kind}"/>"#),
            None => format!(r#"<Override PartName="/{name}" ContentType="{kind}"/>"#),
        })
        .collect();
    let package = with_parts(&package, &parts);
    if types.is_empty() {
        return package;
    }
    edited(&package, "[Content_Types].xml", |text| text.replace("</Types>", &format!("{types}</Types>")))
}

fn kind(last: &str) -> String {
    format!("{REL}/{last}")
}

/// A box of a note as Excel writes it, its tags spread over lines.
fn shape(id: u32, row: u32, col: u32) -> String {
    format!(
        "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style='position:absolute;\r\n  visibility:hidden' fillcolor=\"infoBackground [80]\">\r\n <v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>\r\n <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>2, 15, 2, 10, 4, 15, 5, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
    )
}

fn drawing(shapes: &str) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"\r\n xmlns:o=\"urn:schemas-microsoft-com:office:office\"\r\n xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n <o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>{shapes}</xml>"
    )
}

const NOTE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\"\r\n  path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/></v:shapetype>";

/// A sheet with a note on B3; `text` is what the note's `<text>` holds.
fn noted(authors: &str, text: &str, more_links: &[(&str, &str, &str)], more: &[(&str, &str, &str)]) -> Vec<u8> {
    let comments = format!(
        r#"<comments xmlns="{MAIN}"><authors>{authors}</authors><commentList><comment ref="B3" authorId="0" shapeId="0"><text>{text}</text></comment></commentList></comments>"#
    );
    let drawing = drawing(&format!("{NOTE_TYPE}{}", shape(1025, 2, 1)));
    let (to_comments, to_drawing) = (kind("comments"), kind("vmlDrawing"));
    let mut links =
        vec![("rId1", to_drawing.as_str(), "../drawings/vmlDrawing1.vml"), ("rId2", &to_comments, "/xl/comments1.xml")];
    links.extend(more_links);
    let mut parts = vec![
        ("xl/comments1.xml", comments.as_str(), COMMENTS),
        ("xl/drawings/vmlDrawing1.vml", drawing.as_str(), BOXES),
    ];
    parts.extend(more);
    sheet_with(r#"<legacyDrawing r:id="rId1"/>"#, &links, &parts)
}

/// B3, which all sheets have, and B4.
fn here() -> Vec<Problem> {
    vec![problem(MarkKind::Wrong, "积分台账", "B3"), problem(MarkKind::Doubtful, "积分台账", "B4")]
}

const OLD_NOTES: &[&str] = &["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet1.xml"];

/// All cases.
pub fn all() -> Vec<Case> {
    let mut cases = with_notes();
    cases.extend(of_packages());
    cases.extend(of_sheets());
    cases
}

fn case(name: &'static str, bytes: Vec<u8>, touched: &'static [&'static str]) -> Case {
    Case { name, bytes, problems: here(), touched, said: None, notes: 2, openpyxl: true }
}

/// Notes, threads and drawings that are there already.
fn with_notes() -> Vec<Case> {
    let thread = noted(
        "<author>tc={00000000-0000-4000-8000-000000000001}</author>",
        "<t>[Threaded comment]\n\n请核对</t>",
        &[(
            "rId3",
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml",
        )],
        &[
            (
                "xl/threadedComments/threadedComment1.xml",
                r#"<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B3" dT="2025-03-01T08:00:00.00" personId="{00000000-0000-4000-8000-000000000002}" id="{00000000-0000-4000-8000-000000000001}"><text>请核对</text></threadedComment></ThreadedComments>"#,
                "application/vnd.ms-excel.threadedcomments+xml",
            ),
            (
                "xl/persons/person.xml",
                r#"<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="书记" id="{00000000-0000-4000-8000-000000000002}" userId="a" providerId="None"/></personList>"#,
                "application/vnd.ms-excel.person+xml",
            ),
        ],
    );
    let thread = edited(&thread, "xl/_rels/workbook.xml.rels", |text| {
        text.replace("</Relationships>", r#"<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2017/10/relationships/person" Target="persons/person.xml"/></Relationships>"#)
    });
    let button = drawing(
        "<v:shapetype id=\"_x0000_t201\" o:spt=\"201\" path=\"m,l,21600r21600,l21600,xe\"></v:shapetype><v:shape id=\"_x0000_s1030\" type=\"#_x0000_t201\" style='position:absolute'><v:textbox><div><font>汇总<br>打印</font></div></v:textbox><x:ClientData ObjectType=\"Button\"><x:Anchor>1, 0, 9, 0, 2, 0, 11, 0</x:Anchor><x:TextHAlign>Center</x:TextHAlign></x:ClientData></v:shape>",
    );
    let control = r#"<legacyDrawing r:id="rId1"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1030" r:id="rId2" name="按钮 6"><controlPr defaultSize="0"><anchor><from><xdr:col xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">1</xdr:col></from></anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"#;
    let with_button = sheet_with(
        control,
        &[
            ("rId1", &kind("vmlDrawing"), "../drawings/vmlDrawing1.vml"),
            ("rId2", &kind("ctrlProp"), "../ctrlProps/ctrlProp1.xml"),
        ],
        &[
            ("xl/drawings/vmlDrawing1.vml", &button, BOXES),
            (
                "xl/ctrlProps/ctrlProp1.xml",
                r#"<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Button"/>"#,
                "application/vnd.ms-excel.controlproperties+xml",
            ),
        ],
    );
    let stray = format!(r#"<comments xmlns="{MAIN}"><authors/><commentList/></comments>"#);
    let clash = sheet_with(
        "",
        &[],
        &[
            ("xl/comments1.xml", &stray, COMMENTS),
            ("xl/jifenComments1.xml", &stray, COMMENTS),
            ("xl/drawings/jifenNotes1.vml", "<xml></xml>", BOXES),
        ],
    );
    let lost = sheet_with(r#"<legacyDrawing r:id="rId7"/>"#, &[], &[]);
    vec![
        case("a note that is plain text", noted("<author>书记</author>", "<t>请核对</t>", &[], &[]), OLD_NOTES),
        case(
            "a note of runs",
            noted(
                "<author></author>",
                "<r><rPr><b/><sz val=\"9\"/></rPr><t xml:space=\"preserve\">书记: </t></r><r><t>请核对\n两行</t></r>",
                &[],
                &[],
            ),
            OLD_NOTES,
        ),
        Case { notes: 1, ..case("a thread of comments and its persons", thread, OLD_NOTES) },
        case(
            "a form control, its drawing no XML",
            with_button,
            &["xl/drawings/vmlDrawing1.vml", "xl/jifenComments1.xml", "xl/worksheets/_rels/sheet1.xml.rels"],
        ),
        case(
            "part names that are taken",
            clash,
            &[
                "xl/drawings/jifenNotes2.vml",
                "xl/jifenComments2.xml",
                "xl/worksheets/_rels/sheet1.xml.rels",
                "xl/worksheets/sheet1.xml",
            ],
        ),
        Case {
            notes: 0,
            said: Some("批注读不出来"),
            openpyxl: false,
            ..case("a drawing that leads nowhere", lost, &[])
        },
    ]
}

/// The package as a whole.
fn of_packages() -> Vec<Case> {
    let simple = || sheet_with("", &[], &[]);
    let strict = |text: &str| {
        text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(REL, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    };
    let mut strictly = parts(&simple());
    for (_, content) in &mut strictly {
        *content = strict(std::str::from_utf8(content).unwrap()).into_bytes();
    }
    let prefixed = edited(&simple(), "xl/worksheets/sheet1.xml", |text| {
        text.replace("</", "\u{1}").replace('<', "<x:").replace('\u{1}', "</x:").replace("xmlns=", "xmlns:x=")
    });
    let macros: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    let macros = with_parts(&simple(), &[("xl/vbaProject.bin", &macros)]);
    let macros = edited(&macros, "[Content_Types].xml", |text| {
        text.replace(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        .replace(
            "</Types>",
            "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>",
        )
    });
    let macros = edited(&macros, "xl/_rels/workbook.xml.rels", |text| {
        text.replace("</Relationships>", r#"<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>"#)
    });
    let wps = with_parts(
        &simple(),
        &[("xl/cellimages.xml", b"<etc:cellImages xmlns:etc=\"http://www.wps.cn/officeDocument/2017/etCustomData\"/>")],
    );
    let wps = edited(&wps, "[Content_Types].xml", |text| {
        text.replace("</Types>", "<Override PartName=\"/xl/cellimages.xml\" ContentType=\"application/vnd.wps-officedocument.cellimage+xml\"/></Types>")
    });
    let wps = edited(&wps, "xl/_rels/workbook.xml.rels", |text| {
        text.replace("</Relationships>", r#"<Relationship Id="rId8" Type="http://www.wps.cn/officeDocument/2020/cellImage" Target="cellimages.xml"/></Relationships>"#)
    });
    let wps = edited(&wps, "xl/worksheets/sheet1.xml", |text| {
        text.replace(
            "<c r=\"B4\"><v>2</v></c>",
            "<c r=\"B4\" t=\"str\"><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c>",
        )
    });
    let locked = edited(&simple(), "xl/workbook.xml", |text| {
        text.replace("<sheets>", "<workbookProtection workbookPassword=\"CC1A\" lockStructure=\"1\"/><sheets>")
    });
    let by_1904 =
        edited(&simple(), "xl/workbook.xml", |text| text.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>"));
    vec![
        case("no relationships of the sheet", simple(), NEW_NOTES),
        Case {
            notes: 0,
            said: Some("Strict"),
            openpyxl: false,
            ..case("strict", pack(&strictly), &["xl/worksheets/sheet1.xml"])
        },
        case("a prefix before every name", prefixed, NEW_NOTES),
        case("macros", macros, NEW_NOTES),
        case("pictures in cells of WPS", wps, NEW_NOTES),
        Case { said: Some("结构设了保护"), ..case("a locked workbook", locked, NEW_NOTES) },
        case("days counted from 1904", by_1904, NEW_NOTES),
        case("sizes after the data", pack_streamed(&parts(&simple())), NEW_NOTES),
        case("wide sizes", pack_wide(&parts(&simple())), NEW_NOTES),
        case("packed like Excel", pack_like_excel(&parts(&simple())), NEW_NOTES),
        Case {
            said: Some("签名"),
            ..case(
                "signed",
                signed(&simple()),
                &[
                    "_rels/.rels",
                    "_xmlsignatures/_rels/origin.sigs.rels",
                    "_xmlsignatures/origin.sigs",
                    "_xmlsignatures/sig1.xml",
                    "xl/drawings/jifenNotes1.vml",
                    "xl/jifenComments1.xml",
                    "xl/worksheets/_rels/sheet1.xml.rels",
                    "xl/worksheets/sheet1.xml",
                ],
            )
        },
    ]
}

/// The package with a digital signature, as far as its parts go.
pub fn signed(bytes: &[u8]) -> Vec<u8> {
    let signed = with_parts(
        bytes,
        &[
            ("_xmlsignatures/origin.sigs", b""),
            ("_xmlsignatures/_rels/origin.sigs.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature" Target="sig1.xml"/></Relationships>"#),
            ("_xmlsignatures/sig1.xml", b"<Signature/>"),
        ],
    );
    let signed = edited(&signed, "_rels/.rels", |text| {
        text.replace("</Relationships>", r#"<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>"#)
    });
    edited(&signed, "[Content_Types].xml", |text| {
        text.replace("</Types>", r#"<Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/></Types>"#)
    })
}

/// What stands in the sheets.
fn of_sheets() -> Vec<Case> {
    let protected =
        sheet_with("<sheetProtection password=\"CC1A\" sheet=\"1\" objects=\"1\" scenarios=\"1\"/>", &[], &[]);
    let scale = "<conditionalFormatting sqref=\"B2:B9\"><cfRule type=\"colorScale\" priority=\"1\"><colorScale><cfvo type=\"min\"/><cfvo type=\"max\"/><color rgb=\"FFFF0000\"/><color rgb=\"FF00FF00\"/></colorScale></cfRule></conditionalFormatting>";
    let merged = "<mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells>";
    let formats: String = (0..63_900).map(|at| format!("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"><alignment indent=\"{}\" textRotation=\"{}\"/></xf>", at % 250, at / 250 % 180)).collect();
    let full = edited(&sheet_with("", &[], &[]), "xl/styles.xml", |text| {
        let (head, rest) = text.split_once("<cellXfs").unwrap();
        let (_, tail) = rest.split_once("</cellXfs>").unwrap();
        format!("{head}<cellXfs count=\"63900\">{formats}</cellXfs>{tail}")
    });
    let hidden = edited(&rich(), "xl/workbook.xml", |text| text.replace("state=\"hidden\"", "state=\"veryHidden\""));
    let everywhere = vec![
        problem(MarkKind::Wrong, "积分台账", "B3"),
        problem(MarkKind::Doubtful, "花名册", "B1"),
        problem(MarkKind::Mended, "花名册", "B2"),
        problem(MarkKind::Pending, "隐藏", "A1"),
        problem(MarkKind::Pending, "隐藏", "Z99"),
    ];
    let both: &[&str] = &[
        "xl/comments1.xml",
        "xl/drawings/jifenNotes1.vml",
        "xl/drawings/jifenNotes2.vml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/jifenComments1.xml",
        "xl/jifenComments2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/worksheets/_rels/sheet3.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
    ];
    let several: Vec<Problem> = (0..6).map(|at| problem(MarkKind::ALL[at % 4], "积分台账", "B3")).collect();
    let missing = || [here(), problems()].concat();
    vec![
        Case {
            problems: problems(),
            notes: 6,
            said: Some("「积分台账」设了保护"),
            ..case("most of what there is, shared texts", rich(), OLD_NOTES)
        },
        Case { problems: everywhere.clone(), notes: 5, ..case("three sheets, a table, one hidden", rich(), both) },
        Case { problems: everywhere, notes: 5, ..case("a sheet that Excel does not list", hidden, both) },
        Case { said: Some("设了保护"), ..case("a sheet under a password", protected, NEW_NOTES) },
        Case {
            said: Some("条件格式"),
            ..case("a conditional format over marks", sheet_with(scale, &[], &[]), NEW_NOTES)
        },
        Case {
            problems: missing(),
            notes: 7,
            ..case("cells and rows that are not there, a merged one", sheet_with(merged, &[], &[]), NEW_NOTES)
        },
        Case {
            problems: several,
            notes: 1,
            ..case("several problems on one cell", sheet_with("", &[], &[]), NEW_NOTES)
        },
        case("nearly all formats that Excel can hold", full, NEW_NOTES),
    ]
}
