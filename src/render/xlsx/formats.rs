//! The look of cells: few formats, made once for each sheet.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::model::{Align, Cached, Column, ColumnTone, NumberKind, RowKind, TableCell};

/// The height of an ordinary row in pixels: the default of 宋体 11.
pub const ROW_HEIGHT: u32 = 18;
/// The width of an ordinary column in pixels: the default of 宋体 11, in which a digit is 8 pixels wide.
pub const COLUMN_WIDTH: u32 = 72;
/// GB 2312: lets a machine without the font choose another Chinese one.
const CHINESE: u8 = 134;

/// The body's font and nothing else.
pub fn plain() -> Format {
    Format::new().set_font_name("宋体").set_font_size(11).set_font_family(0).set_font_charset(CHINESE)
}

/// The title over a table.
pub fn title() -> Format {
    let font = Format::new().set_font_name("黑体").set_font_size(20).set_font_family(0).set_font_charset(CHINESE);
    font.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

/// How large the type of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// To be read at a desk: 11 points.
    Plain,
    /// To be read on a wall: 14 points.
    Large,
}

impl Size {
    /// A height in pixels that was reckoned for 11 points.
    pub const fn height(self, pixels: u32) -> u32 {
        match self {
            Self::Plain => pixels,
            Self::Large => pixels * 14 / 11,
        }
    }

    /// How many characters of this size have room where so many digits of 11 points have.
    pub const fn width(self, digits: u32) -> u32 {
        match self {
            Self::Plain => digits,
            Self::Large => digits * 11 / 14,
        }
    }

    /// How much room the characters of a title take that is posted up, in characters of [`Self::Large`].
    pub const fn of_title(characters: u32) -> u32 {
        characters * 24 / 14 + 1
    }

    fn dress(self, format: Format) -> Format {
        match self {
            Self::Plain => format,
            Self::Large => format.set_font_size(14),
        }
    }
}

/// The title of a letter that is posted up.
pub fn posted_title() -> Format {
    title().set_font_size(24)
}

/// A paragraph of such a letter.
pub fn paragraph() -> Format {
    let font = Format::new().set_font_name("仿宋").set_font_size(14).set_font_family(0).set_font_charset(CHINESE);
    font.set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

/// Who signs such a letter, and when.
pub fn signed() -> Format {
    paragraph().set_align(FormatAlign::Right).set_indent(2)
}

/// The line under the title.
pub fn unit() -> Format {
    plain().set_align(FormatAlign::Right).set_align(FormatAlign::VerticalCenter)
}

/// Notes and signatures under a table.
pub fn remark() -> Format {
    plain().set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

fn bordered() -> Format {
    plain().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter)
}

/// A header cell.
fn header() -> Format {
    bordered().set_bold().set_align(FormatAlign::Center).set_text_wrap().set_background_color(Color::RGB(0x00F2_F2F2))
}

/// The header of a column that has to be filled in.
pub fn must_header() -> Format {
    header().set_background_color(Color::RGB(0x00FC_E4D6))
}

/// A header that is filled in: days in short, for columns as narrow as a sign.
pub fn open_header() -> Format {
    header().set_background_color(Color::RGB(0x00FF_FFFF)).set_num_format("m\"-\"d")
}

/// The same on the left.
pub fn on_the_left(format: Format) -> Format {
    format.set_align(FormatAlign::Left)
}

/// The formats of a sheet.
pub struct Formats {
    body: Vec<Format>,
    example: Vec<Format>,
    total: Vec<Format>,
    headline: Vec<Format>,
    header: Format,
    heading: Format,
    label: Format,
    count: Format,
    figure: Format,
    day: Format,
    link: Format,
}

impl Formats {
    /// The formats that these columns need.
    pub fn of(columns: &[Column], size: Size) -> Self {
        let left = || bordered().set_align(FormatAlign::Left).set_indent(1).set_text_wrap();
        Self {
            body: columns.iter().map(|column| size.dress(of_column(column, bordered()))).collect(),
            example: columns.iter().map(|column| of_column(column, shaded())).collect(),
            total: columns.iter().map(|column| of_column(column, bordered().set_bold())).collect(),
            headline: columns.iter().map(headline).collect(),
            header: size.dress(header()),
            heading: size.dress(left().set_bold().set_background_color(Color::RGB(0x00F2_F2F2))),
            label: size.dress(left()),
            count: bordered().set_align(FormatAlign::Center),
            figure: bordered().set_align(FormatAlign::Center).set_num_format("0.00"),
            day: bordered().set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
            link: left().set_font_color(Color::RGB(0x0005_63C1)),
        }
    }

    /// The format of a cell in a row of this kind; figures outside the columns of numbers have two places.
    pub fn get(&self, kind: RowKind, col: usize, cell: &TableCell) -> &Format {
        match kind {
            RowKind::Body => self.body.get(col).unwrap_or(&self.label),
            RowKind::Example => self.example.get(col).unwrap_or(&self.label),
            RowKind::Total => self.total.get(col).unwrap_or(&self.label),
            RowKind::Headline => self.headline.get(col).unwrap_or(&self.label),
            RowKind::Header => &self.header,
            RowKind::Heading => &self.heading,
            RowKind::Wide => match cell {
                TableCell::Day(_) => &self.day,
                TableCell::Whole(_) | TableCell::Formula { cached: Cached::Whole(_), .. } => &self.count,
                TableCell::Points(_) | TableCell::Formula { cached: Cached::Points(_), .. } => &self.figure,
                _ => &self.label,
            },
        }
    }

    /// The formats of the columns of a sheet that is not ruled, for cells without a format of their own.
    pub fn unruled(columns: &[Column]) -> Vec<Format> {
        columns.iter().map(|column| of_column(column, plain().set_align(FormatAlign::VerticalCenter))).collect()
    }

    /// The format of a link.
    pub fn link(&self) -> &Format {
        &self.link
    }
}

/// Large figures; words among them are somewhat smaller, so that they find room.
fn headline(column: &Column) -> Format {
    let size = if column.align == Align::Left { 12 } else { 20 };
    of_column(column, bordered().set_bold().set_font_size(size))
}

/// What is shown and does not count.
fn shaded() -> Format {
    bordered().set_italic().set_font_color(Color::RGB(0x0080_8080)).set_background_color(Color::RGB(0x00FF_F9E5))
}

fn of_column(column: &Column, format: Format) -> Format {
    let aligned = match column.align {
        Align::Left => format.set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
        Align::Center => format.set_align(FormatAlign::Center).set_text_wrap(),
        Align::Right => format.set_align(FormatAlign::Right),
    };
    let aligned = match column.tone {
        ColumnTone::Fixed => aligned.set_background_color(Color::RGB(0x00F2_F2F2)),
        ColumnTone::Plain | ColumnTone::Must | ColumnTone::Open => aligned,
    };
    match column.number {
        NumberKind::General => aligned,
        NumberKind::Quiet => aligned.set_num_format("General;-General;"),
        NumberKind::Text => aligned.set_num_format("@"),
        NumberKind::Places(0) => aligned.set_num_format("0"),
        NumberKind::Places(places) => {
            aligned.set_num_format(format!("0.{}", "0".repeat(usize::try_from(places).unwrap_or(0))))
        }
        NumberKind::Stars => aligned.set_num_format("0\"★\";-0;\"—\""),
        NumberKind::ShortDay => aligned.set_num_format("yyyy-mm-dd"),
        NumberKind::Day => aligned.set_num_format("yyyy\"年\"m\"月\"d\"日\""),
    }
}
