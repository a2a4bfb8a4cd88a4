//! Conditional formats that lie over a mark: their colour is shown and ours is not.
//!
//! Ours cannot be made to win without touching them: a rule of ours above theirs would need the number that
//! theirs has, and every rule of the sheet would have to be numbered anew. So the note and the list say so.

use super::worksheet::Worksheet;
use crate::model::{CellRange, CellRef};
use crate::workbook::marks::element::Element;
use crate::workbook::marks::markup::Malformed;

/// The ranges of a sheet whose conditional formats can give a cell a colour. `fills` says of each differential
/// format of the styles whether it has a fill.
pub(super) fn coloured_ranges(sheet: &Worksheet<'_>, fills: &[bool]) -> Result<Vec<CellRange>, Malformed> {
    let text = sheet.text;
    let mut ranges = Vec::new();
    for format in sheet.parts.iter().filter(|part| part.local() == "conditionalFormatting") {
        if any_colours(format, text, fills)? {
            ranges.extend(listed(&format.tag.value("sqref").unwrap_or_default()));
        }
    }
    // newer kinds of rules stand in an extension
    let extensions = sheet.part("extLst").map_or(Ok(Vec::new()), |list| list.children(text))?;
    for extension in &extensions {
        for format in extension.listed(text, "conditionalFormattings")? {
            if any_colours(&format, text, fills)?
                && let Some(cells) = format.child(text, "sqref")?
            {
                ranges.extend(listed(&cells.text(text)?));
            }
        }
    }
    if ranges.len() > RANGE_LIMIT {
        // Somewhere among them a colour may be hidden: saying so once too often does no harm.
        let last = CellRef::new(u32::MAX, u32::MAX);
        return Ok(vec![CellRange::new(CellRef::new(0, 0), last)]);
    }
    Ok(ranges)
}

fn any_colours(format: &Element<'_>, text: &str, fills: &[bool]) -> Result<bool, Malformed> {
    for rule in format.children(text)?.iter().filter(|rule| rule.local() == "cfRule") {
        let kind = rule.tag.value("type").unwrap_or_default();
        let named = rule.tag.number("dxfId").and_then(|id| fills.get(usize::try_from(id).ok()?)).copied();
        let own = rule.child(text, "dxf")?.map_or(Ok(None), |dxf| dxf.child(text, "fill"))?;
        if matches!(&*kind, "colorScale" | "dataBar") || named == Some(true) || own.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The most ranges that are looked at one by one; pasting breaks them up into very many.
const RANGE_LIMIT: usize = 2_000;

fn listed(cells: &str) -> Vec<CellRange> {
    cells.split_whitespace().filter_map(CellRange::parse).collect()
}

/// Whether one of the ranges has this cell.
pub(super) fn covers(ranges: &[CellRange], at: CellRef) -> bool {
    ranges.iter().any(|range| range.contains(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_that_colour_count() {
        let text = r#"<worksheet><sheetData/><conditionalFormatting sqref="A1:A9 C1"><cfRule type="cellIs" dxfId="0" priority="1"/></conditionalFormatting><conditionalFormatting sqref="B1:B9"><cfRule type="cellIs" dxfId="1" priority="2"/></conditionalFormatting><conditionalFormatting sqref="D1"><cfRule type="colorScale" priority="3"/></conditionalFormatting><extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression"><x14:dxf><fill/></x14:dxf></x14:cfRule><xm:sqref>E1:E2</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"#;
        let ranges = coloured_ranges(&Worksheet::read(text).unwrap(), &[true, false]).unwrap();
        let shown: Vec<String> = ranges.iter().map(CellRange::to_string).collect();
        assert_eq!(shown, ["A1:A9", "C1", "D1", "E1:E2"]);
        assert!(covers(&ranges, CellRef::new(4, 0)) && !covers(&ranges, CellRef::new(4, 1)));
    }
}
