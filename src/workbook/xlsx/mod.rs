//! Excel 2007 and later (.xlsx, .xlsm), and what WPS saves under the same names.
//!
//! The package is unpacked once, under limits ([`package`]); each sheet is walked once ([`walk`]); a plain workbook of
//! nothing but good values is put together in memory, and calamine reads that ([`values`]).

mod cell;
mod contents;
mod escape;
mod package;
mod styles;
mod text;
mod trouble;
mod values;
mod walk;
mod xml;

pub(super) use trouble::Trouble;

use contents::Contents;
use package::Package;
use values::Plain;

use super::Sheet;
use super::sniff::Kind;

/// One sheet, or its name and why it could not be read.
pub(super) type SheetRead = Result<Sheet, (String, &'static str)>;

/// Reads all sheets of a package.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<SheetRead>, Trouble> {
    let mut package = Package::open(bytes)?;
    match package.kind() {
        Kind::Xlsx => {}
        other => return Err(Trouble::Foreign(other)),
    }
    let contents = Contents::read(&mut package)?;
    let mut part = |name: &Option<String>| name.as_deref().map_or(Ok(None), |name| package.part(name));
    let strings = part(&contents.strings)?.map(|part| text::strings(&part)).transpose()?;
    let styles = part(&contents.styles)?.map(|part| styles::styles(&part)).transpose()?;
    let count = strings.as_ref().map_or(0, |strings| strings.count);
    let mut plain = Plain::new(strings.map(|strings| strings.xml), styles, contents.from_1904)?;
    let mut budget = walk::CELLS;
    for listed in contents.sheets {
        let walked = match part(&listed.part)? {
            Some(part) => walk::walk(&part, count, &mut budget),
            None => Err(Trouble::Damaged("内容缺失")),
        };
        plain.add(listed.name, listed.hidden, walked)?;
    }
    plain.read()
}
