//! A copy that another program has saved: parts have other names, formats other numbers, texts are shared, authors
//! forgotten, runs split. Excel and WPS cannot be run here, so what they do to a file is done by hand.

use jifen::render::annotate::{MarkKind, Marking, annotate, clean};
use jifen::workbook::marks::{NOTE_PREFIX, SHEET_NAME, State, problem_sheets, state};

use super::fixtures::{assert_marks_well, colour, headline, problem, problems, rich, values};
use super::package::{assert_consistent, pack, part, parts, tags, texts_of_notes};

/// What Excel does when it saves: all of this at once.
fn resaved(bytes: &[u8]) -> Vec<u8> {
    let mut all = parts(bytes);
    let names = [
        ("xl/worksheets/jifenProblems.xml", "xl/worksheets/sheet4.xml"),
        ("xl/jifenComments1.xml", "xl/comments2.xml"),
        ("xl/drawings/jifenNotes1.vml", "xl/drawings/vmlDrawing2.vml"),
    ];
    let mut strings = part(bytes, "xl/sharedStrings.xml");
    let mut next = strings.matches("<si>").count();
    for (name, content) in &mut all {
        let Ok(mut text) = String::from_utf8(content.clone()) else { continue };
        for (old, new) in names {
            let file = |path: &str| path.rsplit('/').next().unwrap().to_owned();
            text = text.replace(&file(old), &file(new));
            if name == old {
                *name = new.to_owned();
            }
        }
        if name.contains("omments") {
            text = text
                .replace("<author>jifen 校验</author>", "<author/>")
                .replace(
                    "xml:space=\"preserve\">【jifen 校验】",
                    ">【</t></r><r><t>jifen </t></r><r><t xml:space=\"preserve\">校验】",
                )
                .replace(">\n【jifen 校验】", ">\n</t></r><r><t>【jifen</t></r><r><t xml:space=\"preserve\"> 校验】");
        }
        if name.ends_with(".vml") {
            text = text
                .replace("_x0000_s", "_x0000_s7")
                .replace("</v:shape>", "</v:shape>\r\n ")
                .replace("<x:Row>", "\r\n   <x:Row>");
        }
        if name == "xl/styles.xml" {
            // one more fill and one more format at the head of the others
            let fill = "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF123456\"/></patternFill></fill>";
            text = numbers(&text, "fillId", |id| if id >= 2 { id + 1 } else { id });
            text = counts(&text, "fills");
            text = counts(&text, "cellXfs");
            let gray = text.find("gray125").map(|at| at + text[at..].find("</fill>").unwrap() + 7).unwrap();
            text.insert_str(gray, fill);
            let list = text.find("<cellXfs").unwrap();
            let at = list + text[list..].find('>').unwrap() + 1;
            text.insert_str(at, "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>");
        }
        if name.starts_with("xl/worksheets/sheet") {
            text = numbers(&text, "s", |style| style + 1);
            while let Some(at) = text.find(" t=\"inlineStr\"><is>") {
                let end = at + text[at..].find("</is>").unwrap();
                let inner = text[at + " t=\"inlineStr\"><is>".len()..end].to_owned();
                text.replace_range(at..end + "</is>".len(), &format!(" t=\"s\"><v>{next}</v>"));
                strings = strings.replace("</sst>", &format!("<si>{inner}</si></sst>"));
                next += 1;
            }
        }
        if name == "docProps/app.xml" {
            text = text.replace("<Application>", "<!-- saved --><Application>");
        }
        *content = text.into_bytes();
    }
    all.iter_mut().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1 = strings.into_bytes();
    pack(&all)
}

/// All numbers in attributes of this name, changed.
fn numbers(text: &str, name: &str, change: impl Fn(u32) -> u32) -> String {
    let wanted = format!(" {name}=\"");
    let mut pieces = text.split(wanted.as_str());
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once('"').unwrap();
        out.push_str(&format!(
            "{wanted}{}\"{rest}",
            number.parse().map_or(number.to_owned(), |it: u32| change(it).to_string())
        ));
    }
    out
}

fn counts(text: &str, list: &str) -> String {
    let at = text.find(&format!("<{list} count=\"")).unwrap() + list.len() + 9;
    let (number, rest) = text[at..].split_once('"').unwrap();
    format!("{}{}\"{rest}", &text[..at], number.parse::<u32>().unwrap() + 1)
}

#[test]
fn a_copy_that_excel_has_saved_is_known_and_cleaned() {
    let original = rich();
    let all =
        [problems(), vec![problem(MarkKind::Wrong, "花名册", "B1"), problem(MarkKind::Doubtful, "积分台账", "B4")]]
            .concat();
    let copy = assert_marks_well(&original, &all);
    let saved = resaved(&copy);
    assert_consistent(&saved);
    assert!(matches!(state(&saved).unwrap(), State::Edited { origin: Some(_) }));
    assert_eq!(problem_sheets(&saved).unwrap(), [SHEET_NAME]);
    let cleaned = clean(&saved).unwrap();
    assert_consistent(&cleaned);
    assert_clean(&cleaned);
    let sheet = "xl/worksheets/sheet1.xml";
    assert_eq!(colour(&cleaned, sheet, "B3").as_deref(), Some("FFFFFF00"), "an own fill comes back");
    assert_eq!(
        texts_of_notes(&part(&cleaned, "xl/comments1.xml"))["B4"],
        texts_of_notes(&part(&original, "xl/comments1.xml"))["B4"]
    );
    for gone in ["xl/comments2.xml", "xl/drawings/vmlDrawing2.vml", "xl/worksheets/sheet4.xml"] {
        assert!(parts(&cleaned).iter().all(|(name, _)| name != gone), "{gone} is left");
    }
    assert!(!part(&cleaned, "xl/worksheets/sheet2.xml").contains("legacyDrawing"));
    assert_eq!(values(&original, "积分台账"), values(&cleaned, "积分台账"));
    let again = annotate(&saved, &Marking::of(&headline(), &all)).unwrap().bytes;
    assert_consistent(&again);
    assert!(annotate(&again, &Marking::of(&headline(), &all)).unwrap().bytes == again);
}

/// No colour, no note and no sheet of ours is left.
pub fn assert_clean(bytes: &[u8]) {
    assert_eq!(problem_sheets(bytes).unwrap(), [""; 0]);
    for (name, content) in parts(bytes) {
        let Ok(text) = String::from_utf8(content) else { continue };
        if name.contains("omments") && name.ends_with(".xml") {
            assert!(texts_of_notes(&text).values().all(|note| !note.contains(NOTE_PREFIX)), "{name}");
        }
        if name.contains("worksheets/") && name.ends_with(".xml") {
            let cells =
                tags(&text).into_iter().filter(|(tag, _)| tag == "c").filter_map(|(_, tag)| tag.get("r").cloned());
            let ours = |at: &String| colour(bytes, &name, at).is_some_and(|it| MarkKind::of_colour(&it).is_some());
            assert_eq!(cells.filter(ours).collect::<Vec<_>>(), [""; 0], "{name}");
        }
    }
}
