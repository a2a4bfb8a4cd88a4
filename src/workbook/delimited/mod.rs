//! Text whose cells are parted by a character: csv, tsv, and whatever else "save as text" writes.

mod separator;
pub(super) mod typed;

use std::borrow::Cow;

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::encoding::decoded;
use super::trouble::{CELLS, SheetRead, Trouble, take_cell};
use super::{Cell, Sheet};
use crate::model::CellRef;
use separator::{Separator, said, separator};

/// Stands for a separator that is no single byte while the text is read; no readable text contains it.
const STAND_IN: char = '\u{1f}';

/// Reads a text as one sheet of that name.
pub(super) fn sheets(bytes: &[u8], name: &str) -> Result<Vec<SheetRead>, Trouble> {
    let text = decoded(bytes, None)?;
    let (separator, text) = said(&text).unwrap_or_else(|| (separator(&text), &text));
    let (delimiter, text) = match separator {
        Separator::Byte(byte) => (byte, Cow::Borrowed(text)),
        Separator::Wide(wide) => (STAND_IN as u8, Cow::Owned(text.replace(wide, STAND_IN.encode_utf8(&mut [0; 4])))),
    };
    if widest(text.as_bytes(), delimiter) > CellRef::LAST_COL {
        return Err(outside());
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let (mut record, mut cells, mut budget) = (StringRecord::new(), Vec::new(), CELLS);
    let mut next_row: u32 = 0;
    while reader.read_record(&mut record).map_err(|error| trouble(&error))? {
        // Blank lines are rows too.
        let row = next_row.saturating_add(blank_lines(&record, &text));
        next_row = row.saturating_add(1);
        for (col, field) in (0..).zip(&record) {
            take_cell(&mut budget)?;
            let field = match separator {
                Separator::Byte(_) => Cow::Borrowed(field),
                Separator::Wide(wide) => Cow::Owned(field.replace(STAND_IN, wide.encode_utf8(&mut [0; 4]))),
            };
            let at = CellRef::new(row, col);
            if row > CellRef::LAST_ROW || col > CellRef::LAST_COL {
                return Err(outside());
            }
            cells.extend(typed::value(&field).map(|value| Cell { at, value, formula: false, percent: Some(false) }));
        }
    }
    Ok(vec![Ok(Sheet::from_cells(name, cells))])
}

fn outside() -> Trouble {
    Trouble::Beyond("行数或列数超出了表格能有的".to_owned())
}

/// The most separators that a line has: asked before, because the reader holds a whole line at once.
fn widest(text: &[u8], delimiter: u8) -> u32 {
    let (mut widest, mut count, mut quoted) = (0, 0_u32, false);
    for byte in text {
        match *byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => count = 0,
            byte if byte == delimiter && !quoted => {
                count = count.saturating_add(1);
                widest = count.max(widest);
            }
            _ => {}
        }
    }
    widest
}

/// How many blank lines stand before a record, which the reader passes over.
fn blank_lines(record: &StringRecord, text: &str) -> u32 {
    let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
    let (before, from) = text.as_bytes().split_at_checked(start).unwrap_or_default();
    // A record ends at the first of CR and LF; the second is not yet a line.
    let mut previous = before.last().copied().unwrap_or_default();
    let breaks = from.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let lines = breaks.filter(|byte| {
        let is_line = **byte == b'\r' || previous != b'\r';
        previous = **byte;
        is_line
    });
    u32::try_from(lines.count()).unwrap_or(u32::MAX)
}

fn trouble(error: &csv::Error) -> Trouble {
    match error.kind() {
        ErrorKind::Utf8 { .. } => Trouble::Damaged("文字编码不对"),
        _ => Trouble::Damaged("文件不完整，或已损坏"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let read = sheets(text.as_bytes(), "东河村").unwrap();
        let sheet = read[0].as_ref().unwrap();
        assert_eq!(&*sheet.name, "东河村");
        sheet.cells().iter().map(|cell| format!("{} {:?}", cell.at, cell.value)).collect()
    }

    #[test]
    fn cells_stand_where_excel_shows_them() {
        let expected =
            ["A1 Text(\"姓名\")", "B1 Text(\"分值\")", "A2 Text(\"王\\n伟\")", "B2 Number(2.5)", "A5 Text(\"李\")"];
        for text in [
            "姓名,分值\n\"王\n伟\",2.50\n\n\n李,\n",
            "sep=;\r\n姓名;分值\r\n\"王\n伟\";2.50\r\n\r\n\r\n李;\r\n",
            "姓名\t分值\n\"王\n伟\"\t2.50\n\n\n李",
            "姓名，分值\n\"王\n伟\"，2.50\n\n\n李，",
            "姓名|分值\n\"王\n伟\"|2.50\n\n\n李|",
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn quotes_and_uneven_lines_are_understood() {
        assert_eq!(
            shown("标题\n姓名,事由,分值\n王伟,\"帮扶,\"\"一对一\"\"\",1\n"),
            [
                "A1 Text(\"标题\")",
                "A2 Text(\"姓名\")",
                "B2 Text(\"事由\")",
                "C2 Text(\"分值\")",
                "A3 Text(\"王伟\")",
                "B3 Text(\"帮扶,\\\"一对一\\\"\")",
                "C3 Number(1)",
            ]
        );
        assert_eq!(
            shown("姓名，事由\n王伟，\"甲，乙\"\n"),
            ["A1 Text(\"姓名\")", "B1 Text(\"事由\")", "A2 Text(\"王伟\")", "B2 Text(\"甲，乙\")"]
        );
        assert_eq!(shown("\n\n姓名,分值\n"), ["A3 Text(\"姓名\")", "B3 Text(\"分值\")"]);
    }

    #[test]
    fn more_than_a_sheet_holds_is_refused() {
        assert!(matches!(sheets(",".repeat(16_384).as_bytes(), "表"), Err(Trouble::Beyond(_))));
        assert!(matches!(sheets("a,b\n".repeat(1_048_577).as_bytes(), "表"), Err(Trouble::Beyond(_))));
        assert!(matches!(
            sheets(format!("{}\n", ",".repeat(999)).repeat(5_001).as_bytes(), "表"),
            Err(Trouble::Beyond(_))
        ));
    }
}
