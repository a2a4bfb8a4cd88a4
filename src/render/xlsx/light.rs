//! Rows over several columns without merged cells, for sheets of which there are thousands: a merge looks a format up for
//! each of its cells, which takes longer than all else. A text of one line flows over the empty cells on its right.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::cells;
use super::formats::plain;

/// The cells of a stretch: its first, those between, its last.
struct Stretch {
    first: Format,
    inner: Format,
    last: Format,
}

impl Stretch {
    /// A box without lines in it.
    fn of(format: &Format) -> Self {
        let lines = || format.clone().set_border_top(FormatBorder::Thin).set_border_bottom(FormatBorder::Thin);
        Self {
            first: lines().set_border_left(FormatBorder::Thin),
            inner: lines(),
            last: lines().set_border_right(FormatBorder::Thin),
        }
    }

    fn write(&self, sheet: &mut Worksheet, at: u32, [first, last]: [u16; 2], text: &str) -> Result<(), XlsxError> {
        sheet.write_string_with_format(at, first, cells::shortened(text), &self.first)?;
        if last > first + 1 {
            sheet.set_range_format(at, first + 1, at, last - 1, &self.inner)?;
        }
        sheet.set_cell_format(at, last, &self.last)?;
        Ok(())
    }
}

/// The looks of such rows.
pub struct Light {
    words: Stretch,
    heading: Stretch,
}

impl Light {
    /// Those of a sheet.
    pub fn new() -> Self {
        // On the screen a filled cell has no grid lines.
        let words = plain()
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::VerticalCenter)
            .set_indent(1)
            .set_background_color(Color::RGB(0x00FF_FFFF));
        let heading = words.clone().set_bold().set_background_color(Color::RGB(0x00F2_F2F2));
        Self { words: Stretch::of(&words), heading: Stretch::of(&heading) }
    }

    /// A text of one line in columns of a row, of which there are at least two.
    pub fn flow(
        &self,
        sheet: &mut Worksheet,
        at: u32,
        columns: [u16; 2],
        text: &str,
        is_heading: bool,
    ) -> Result<(), XlsxError> {
        let stretch = if is_heading { &self.heading } else { &self.words };
        stretch.write(sheet, at, columns, text)
    }
}

/// A text in the middle of all columns.
pub fn centered(sheet: &mut Worksheet, at: u32, last: u16, text: &str, format: Format) -> Result<(), XlsxError> {
    let format = format.set_align(FormatAlign::CenterAcross);
    sheet.write_string_with_format(at, 0, cells::shortened(text), &format)?;
    sheet.set_range_format(at, 1, at, last, &format)?;
    Ok(())
}
