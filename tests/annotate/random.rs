//! Sheets of any shape, marked anywhere.

use jifen::model::{CellRange, CellRef};
use jifen::render::annotate::{MarkKind, Marking, Problem, annotate};
use proptest::prelude::*;

use super::fixtures::{assert_marks_well, fill_of, plain, problem, values};
use super::package::{part, tags};

/// One row: whether it says its number, and its cells: whether they say where they are, their style, their value.
type Row = (bool, Vec<(bool, Option<u32>, Option<u32>)>);

/// A sheet's XML. Gaps are only where an address can say so.
fn sheet(rows: &[(u32, Row)]) -> String {
    let mut xml = String::new();
    let mut at = 0;
    for (gap, (numbered, cells)) in rows {
        at += 1 + if *numbered { *gap } else { 0 };
        let number = if *numbered { format!(" r=\"{at}\"") } else { String::new() };
        if cells.is_empty() {
            xml.push_str(&format!("<row{number}/>"));
            continue;
        }
        xml.push_str(&format!("<row{number} spans=\"1:2\">"));
        let mut col = 0;
        for (addressed, style, value) in cells {
            col += if *addressed { 2 } else { 1 };
            let address = CellRef::new(at - 1, col - 1);
            let address = if *addressed { format!(" r=\"{address}\"") } else { String::new() };
            let style = style.map_or(String::new(), |style| format!(" s='{style}'"));
            match value {
                Some(value) => xml.push_str(&format!("<c{address}{style}><v>{value}</v></c>")),
                None => xml.push_str(&format!("<c{style}{address} />")),
            }
        }
        xml.push_str("</row>\n");
    }
    format!(
        r#"<dimension ref="A1"/><cols><col min="3" max="4" width="9" style="1"/></cols><sheetData>{xml}</sheetData>"#
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn marks_go_on_and_come_off(
        rows in prop::collection::vec(
            (0_u32..3, (any::<bool>(), prop::collection::vec((any::<bool>(), prop::option::of(0_u32..2), prop::option::of(0_u32..9)), 0..4))),
            0..6,
        ),
        marks in prop::collection::vec((0_u32..12, 0_u32..8, 0_u32..3, 0_usize..4), 1..6),
    ) {
        let original = plain(&sheet(&rows));
        let problems: Vec<Problem> = marks
            .iter()
            .map(|(row, col, more, kind)| {
                let cells = CellRange::new(CellRef::new(*row, *col), CellRef::new(*row, col + more));
                problem(MarkKind::ALL[*kind], "积分台账", &cells.to_string())
            })
            .collect();
        let copy = assert_marks_well(&original, &problems);
        prop_assert_eq!(values(&original, "积分台账"), values(&copy, "积分台账"));
        for (row, col, more, _) in &marks {
            for at in (*col..=col + more).map(|col| CellRef::new(*row, col)) {
                let worst = marks.iter().filter(|mark| mark.0 == *row && (mark.1..=mark.1 + mark.2).contains(&at.col));
                let worst = MarkKind::ALL[worst.map(|mark| mark.3).min().unwrap()];
                prop_assert_eq!(shown(&copy, at), Some(worst.colour().to_owned()), "{}", at);
            }
        }
        let bare = annotate(&copy, &Marking::of(&[], &[])).unwrap().bytes;
        prop_assert_eq!(values(&original, "积分台账"), values(&bare, "积分台账"));
    }
}

/// The colour of a cell, which may not say where it is.
fn shown(bytes: &[u8], wanted: CellRef) -> Option<String> {
    let sheet = "xl/worksheets/sheet1.xml";
    let text = part(bytes, sheet);
    let (mut row, mut col) = (0, 0);
    for (name, tag) in tags(&text) {
        if name == "row" {
            row = tag.get("r").map_or(row + 1, |number| number.parse().unwrap());
            col = 0;
        } else if name == "c" {
            col = tag.get("r").map_or(col + 1, |at| CellRef::parse(at).unwrap().col + 1);
            if CellRef::new(row - 1, col - 1) == wanted {
                return fill_of(bytes, tag.get("s")?.parse().unwrap());
            }
        }
    }
    None
}
