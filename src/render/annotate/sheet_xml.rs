//! The part of our sheet, as XML. Texts are inline, so that the shared strings of the workbook stay untouched.

use unicode_width::UnicodeWidthStr;

use super::look::Look;
use super::problem_sheet::{COLUMNS, ProblemSheet, Row};
use super::splice::escaped;
use crate::model::CellRef;
use crate::workbook::marks::MarkKind;

/// Over which columns the counts spread, first and last.
const COUNT_SPANS: [(u32, u32); 5] = [(0, 1), (2, 3), (4, 5), (6, 6), (7, 7)];
/// The height of one line of text, in points, and what a row needs besides.
const LINE_HEIGHT: usize = 15;
const PADDING: usize = 4;
/// Excel's highest row, in points.
const HIGHEST: usize = 409;

/// Writes the part; `records` go into the hidden column, below the list.
pub(super) fn write(namespace: &str, sheet: &ProblemSheet, look: &Look, records: &[String]) -> String {
    let mut rows = Rows { xml: String::new(), next: 0, width: ProblemSheet::last_column() + 1 };
    let mut merges = vec![merged(0, 0, rows.width - 1)];
    rows.push(Some(28), &spread(&sheet.title, look.title, rows.width));
    for line in &sheet.lines {
        merges.push(merged(rows.next, 0, rows.width - 1));
        let whole = COLUMNS.iter().map(|column| column.width).sum();
        rows.push(Some(height(&[(line, whole)])), &spread(line, look.line, rows.width));
    }
    let mut counts = Vec::new();
    for ((first, last), (kind, text)) in COUNT_SPANS.into_iter().zip(&sheet.counts) {
        let format = kind.map_or(look.centred, |kind: MarkKind| look.kind(kind));
        counts.push((text.as_str(), format));
        counts.extend((first..last).map(|_| ("", format)));
        if first < last {
            merges.push(merged(rows.next, first, last));
        }
    }
    rows.push(Some(20), &counts);
    rows.push(Some(22), &COLUMNS.map(|column| (column.heading, look.header)));
    let mut links = String::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        if let Some(link) = &row.link {
            let at = CellRef::new(rows.next, 3);
            let (link, shown) = (escaped(link), escaped(&row.place));
            links.push_str(&format!("<hyperlink ref=\"{at}\" location=\"{link}\" display=\"{shown}\"/>"));
        }
        rows.push_problem(index + 1, row, look);
    }
    if sheet.rows.is_empty() {
        merges.push(merged(rows.next, 0, rows.width - 1));
        rows.push(None, &spread("没有发现问题", look.centred, rows.width));
    }
    rows.push_records(records);

    let last = CellRef::new(rows.next.saturating_sub(1), rows.width);
    let (frozen, count) = (sheet.header_row() + 1, merges.len());
    let columns: String = COLUMNS.iter().zip(1..).map(|(column, at)| col(at, column.width, "")).collect();
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{namespace}\">\
         <sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:{last}\"/>\
         <sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{frozen}\" topLeftCell=\"A{next}\" \
         activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A{next}\" \
         sqref=\"A{next}\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"16\"/><cols>{columns}{hidden}\
         </cols><sheetData>{data}</sheetData><autoFilter ref=\"{filter}\"/><mergeCells count=\"{count}\">{merges}\
         </mergeCells>{links}<printOptions horizontalCentered=\"1\"/><pageMargins left=\"0.5\" right=\"0.5\" \
         top=\"0.6\" bottom=\"0.7\" header=\"0.3\" footer=\"0.35\"/><pageSetup paperSize=\"9\" fitToHeight=\"0\" \
         orientation=\"landscape\"/><headerFooter><oddFooter>&amp;C第 &amp;P 页　共 &amp;N 页</oddFooter>\
         </headerFooter></worksheet>",
        next = frozen + 1,
        hidden = col(rows.width + 1, 9, " hidden=\"1\""),
        data = rows.xml,
        filter = sheet.filter_range(),
        merges = merges.concat(),
    )
}

/// The rows as they grow.
struct Rows {
    xml: String,
    next: u32,
    /// How many columns the list has.
    width: u32,
}

impl Rows {
    fn push(&mut self, height: Option<usize>, cells: &[(&str, u32)]) {
        let cells: String = cells.iter().zip(0..).map(|((text, format), col)| self.cell(col, text, *format)).collect();
        self.push_cells(height, &cells, "", None);
    }

    fn push_problem(&mut self, number: usize, row: &Row, look: &Look) {
        let place = if row.link.is_some() { look.link } else { look.text };
        let [member, found, message, help] = row.texts.each_ref();
        let texts: [(&str, u32); 7] = [
            (row.kind.label(), look.kind(row.kind)),
            (&row.code, look.centred),
            (&row.place, place),
            (member, look.centred),
            (found, look.text),
            (message, look.text),
            (help, look.text),
        ];
        let mut cells = format!("<c r=\"{}\" s=\"{}\"><v>{number}</v></c>", CellRef::new(self.next, 0), look.centred);
        cells.extend(texts.iter().zip(1..).map(|((text, format), col)| self.cell(col, text, *format)));
        let columns = COLUMNS.iter().skip(1).map(|column| column.width);
        let texts: Vec<(&str, u32)> = texts.iter().map(|(text, _)| *text).zip(columns).collect();
        self.push_cells(Some(height(&texts)), &cells, "", None);
    }

    /// The records get rows of their own behind an empty one, unseen and not printed: whoever deletes the rows of problems
    /// that are done deletes none of them.
    fn push_records(&mut self, records: &[String]) {
        self.next += 1;
        for record in records {
            self.push_cells(None, "", " hidden=\"1\"", Some(record));
        }
    }

    fn push_cells(&mut self, height: Option<usize>, cells: &str, more: &str, record: Option<&str>) {
        let height = height.map_or(String::new(), |points| format!(" ht=\"{points}\""));
        let record = record.map_or(String::new(), |line| self.cell(self.width, line, 0));
        let number = self.next + 1;
        self.xml.push_str(&format!("<row r=\"{number}\"{height}{more}>{cells}{record}</row>"));
        self.next = number;
    }

    fn cell(&self, col: u32, text: &str, format: u32) -> String {
        let at = CellRef::new(self.next, col);
        if text.is_empty() {
            return format!("<c r=\"{at}\" s=\"{format}\"/>");
        }
        let space = if text.trim() == text { "" } else { " xml:space=\"preserve\"" };
        format!("<c r=\"{at}\" s=\"{format}\" t=\"inlineStr\"><is><t{space}>{}</t></is></c>", escaped(text))
    }
}

/// A text in the first of some cells that are merged.
fn spread(text: &str, format: u32, width: u32) -> Vec<(&str, u32)> {
    std::iter::once((text, format)).chain((1..width).map(|_| ("", format))).collect()
}

fn merged(row: u32, first: u32, last: u32) -> String {
    format!("<mergeCell ref=\"{}:{}\"/>", CellRef::new(row, first), CellRef::new(row, last))
}

fn col(number: u32, width: u32, more: &str) -> String {
    format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}.7109375\" customWidth=\"1\"{more}/>")
}

/// How high a row must be for these texts in columns of these widths.
///
/// Some programs fit the height themselves on opening, others believe what is written; none fits merged cells.
fn height(texts: &[(&str, u32)]) -> usize {
    let lines = |(text, width): &(&str, u32)| -> usize {
        // a Chinese character is somewhat wider than two digits, by which widths are counted
        let room = (usize::try_from(*width).unwrap_or(0) * 9 / 10).max(1);
        text.lines().map(|line| line.width().div_ceil(room).max(1)).sum()
    };
    let most = texts.iter().map(lines).max().unwrap_or(0).max(1);
    (most * LINE_HEIGHT + PADDING).min(HIGHEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_high_as_their_longest_text() {
        assert_eq!(height(&[("", 10), ("短", 10)]), 19);
        assert_eq!(height(&[("一二三四五六七八九十", 10), ("短", 10)]), 49);
        assert_eq!(height(&[("a\nb", 10)]), 34);
        assert_eq!(height(&[(&"长".repeat(9_000), 10)]), 409);
    }
}
