//! Paper: A4, one page wide, title rows repeated, pages numbered.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::{Orientation, RowKind, Table};

/// A4 among Excel's paper sizes.
const A4: u8 = 9;

/// Percent at which pages are printed that have breaks of their own.
const SCALE: u16 = 90;
/// The same for tables that count their pages themselves, which have many columns.
const SCALE_OF_RUNS: u16 = 80;

/// Sets up the page of a sheet.
pub fn set_up(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_print_center_horizontally(true);
    // Where pages are fitted to the width, Excel heeds no breaks.
    if table.breaks.is_empty() {
        sheet.set_print_fit_to_pages(1, u16::from(table.one_page));
    } else {
        sheet.set_print_scale(if table.own_pages.is_some() { SCALE_OF_RUNS } else { SCALE });
    }
    match table.orientation {
        Orientation::Portrait => sheet.set_portrait(),
        Orientation::Landscape => sheet.set_landscape(),
    };
    sheet.set_margins(0.6, 0.6, 0.75, 0.75, 0.3, 0.4);
    match table.own_pages {
        None => sheet.set_footer("&C第 &P 页 共 &N 页"),
        Some(pages) => sheet.set_print_first_page_number(1).set_footer(format!("&C第 &P 页 共 {pages} 页")),
    };
    let breaks = table.breaks.iter().filter_map(|row| u32::try_from(*row).ok());
    let breaks: Vec<u32> = breaks.map(|row| table.first_row() + row).filter(|row| *row > 0).collect();
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    // The words over the header of a letter stand on its first page only.
    let first = if table.letter.is_some() { table.header_row() } else { 0 };
    if !table.bare {
        sheet.set_repeat_rows(first, repeated(table) - 1)?;
    }
    if !table.bare && table.letter.is_none() {
        sheet.set_freeze_panes(table.below_headers(), table.frozen_columns)?;
    }
    Ok(())
}

/// How many rows are printed on top of every page: the headers too, where they are those of all rows.
fn repeated(table: &Table) -> u32 {
    let has_parts =
        table.rows.iter().skip_while(|row| row.kind == RowKind::Header).any(|row| row.kind == RowKind::Header);
    if has_parts { Table::HEADER_ROW } else { table.below_headers() }
}

/// How many pixels of its rows a page holds, made as much smaller as its width asks for.
pub fn height(table: &Table) -> u32 {
    // What the margins leave of A4, at 96 pixels an inch.
    let (width, height) = match table.orientation {
        Orientation::Portrait => (678, 978),
        Orientation::Landscape => (1007, 649),
    };
    let needed: u32 = table.columns.iter().map(|column| u32::from(column.width) * 8 + 5).sum();
    height * needed.max(width) / width
}
