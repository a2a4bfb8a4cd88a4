//! Each case of the table: marked, compared part by part, cleaned, and read by calamine.

use jifen::render::annotate::{MarkKind, Marking, annotate, clean};
use jifen::workbook::marks::NOTE_PREFIX;

use super::cases::{ALWAYS, Case, all};
use super::fixtures::{assert_marks_well, colour, headline, problem, values};
use super::package::{differing, part, parts, texts_of_notes};

#[test]
fn every_case_keeps_what_it_may_not_touch_and_loses_its_marks_again() {
    for case in all() {
        println!("{}", case.name);
        let copy = assert_marks_well(&case.bytes, &case.problems);
        let mut allowed: Vec<&str> = ALWAYS.iter().chain(case.touched).copied().collect();
        allowed.push("xl/worksheets/sheet1.xml");
        allowed.sort_unstable();
        allowed.dedup();
        assert_eq!(differing(&case.bytes, &copy), allowed, "{}", case.name);
        assert_eq!(notes(&copy), case.notes, "{}: notes", case.name);
        assert_eq!(colour(&copy, "xl/worksheets/sheet1.xml", "B3").as_deref(), Some(MarkKind::Wrong.colour()));
        assert_eq!(values(&case.bytes, "积分台账"), values(&copy, "积分台账"), "{}: values", case.name);
        assert_is_said(&case, &copy);
        // cells that are there lose their marks without a trace
        let existing = [problem(MarkKind::Wrong, "积分台账", "B3")];
        let copy = assert_marks_well(&case.bytes, &existing);
        let cleaned = clean(&copy).unwrap();
        let left: Vec<String> = differing(&case.bytes, &cleaned)
            .into_iter()
            .filter(|name| name != "xl/styles.xml" && !case.touched.contains(&"_xmlsignatures/sig1.xml"))
            .collect();
        assert_eq!(left, [""; 0], "{}: after cleaning", case.name);
    }
}

fn assert_is_said(case: &Case, copy: &[u8]) {
    let remarks = annotate(&case.bytes, &Marking::of(&headline(), &case.problems)).unwrap().remarks;
    let list = part(copy, "xl/worksheets/jifenProblems.xml");
    match case.said {
        Some(said) => {
            assert!(remarks.iter().any(|remark| remark.contains(said)), "{}: {remarks:?}", case.name);
            assert!(list.contains(said), "{}: the list does not say {said}", case.name);
        }
        None if case.name.contains("sheet") || case.name.starts_with("most") => {}
        None => assert_eq!(remarks, [""; 0], "{}", case.name),
    }
}

/// How many notes have a text of ours.
fn notes(bytes: &[u8]) -> usize {
    let texts = parts(bytes).into_iter().filter(|(name, _)| name.contains("omments") && !name.contains("threaded"));
    let texts = texts.flat_map(|(_, content)| texts_of_notes(std::str::from_utf8(&content).unwrap()));
    texts.filter(|(_, text)| text.contains(NOTE_PREFIX)).count()
}

#[test]
fn a_note_tells_all_problems_of_its_cell_and_follows_what_the_branch_wrote() {
    let case = all().into_iter().find(|case| case.name == "several problems on one cell").unwrap();
    let copy = annotate(&case.bytes, &Marking::of(&headline(), &case.problems)).unwrap().bytes;
    let texts = texts_of_notes(&part(&copy, "xl/jifenComments1.xml"));
    assert_eq!(texts.len(), 1);
    let text = &texts["B3"];
    for wanted in ["【jifen 校验】这一格有 6 个问题", "1. 错误 E101（清单第 1 条）", "填的是：=1+1 <30>", "其余 2 个"]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let case = all().into_iter().find(|case| case.name == "a note that is plain text").unwrap();
    let copy = annotate(&case.bytes, &Marking::of(&headline(), &case.problems)).unwrap().bytes;
    let texts = texts_of_notes(&part(&copy, "xl/comments1.xml"));
    assert!(texts["B3"].starts_with("请核对\n【jifen 校验】错误 E101"), "{texts:?}");
}

#[test]
fn formats_are_used_again_and_not_multiplied() {
    let case = all().into_iter().find(|case| case.name.starts_with("nearly all")).unwrap();
    let mut bytes = case.bytes;
    for _ in 0..3 {
        // worked on between the rounds, so that nothing can be taken from the copy as it is
        bytes = clean(&annotate(&bytes, &Marking::of(&headline(), &case.problems)).unwrap().bytes).unwrap();
    }
    let styles = part(&bytes, "xl/styles.xml");
    let count = styles.split("<cellXfs count=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(count, "63912", "two marks, ten formats of the list");
}

#[test]
fn notes_are_capped_and_the_worst_get_one() {
    let problems: Vec<_> = (0..600)
        .map(|row| {
            problem(if row >= 550 { MarkKind::Wrong } else { MarkKind::Mended }, "积分台账", &format!("B{}", row + 3))
        })
        .collect();
    let case = all().into_iter().find(|case| case.name == "no relationships of the sheet").unwrap();
    let copy = assert_marks_well(&case.bytes, &problems);
    let texts = texts_of_notes(&part(&copy, "xl/jifenComments1.xml"));
    assert_eq!(texts.len(), 500);
    assert!(texts.contains_key("B602") && texts.contains_key("B3") && !texts.contains_key("B552"));
    assert!(colour(&copy, "xl/worksheets/sheet1.xml", "B552").is_some());
    let said = annotate(&case.bytes, &Marking::of(&headline(), &problems)).unwrap().remarks;
    assert!(said.iter().any(|remark| remark.contains("有 600 格要加批注")), "{said:?}");
}
