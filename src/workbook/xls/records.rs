//! The records that a workbook of Excel 97–2003 is made of: a kind, a length, and bytes.

use crate::workbook::ole::u16_at;

/// One record, without those that continue it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    /// What it is.
    pub kind: u16,
    /// What it holds.
    pub data: &'a [u8],
}

impl Record<'_> {
    /// The number at a place of the record.
    pub(super) fn number(&self, at: usize) -> Option<u16> {
        u16_at(self.data, at)
    }

    /// Row and column, as every record of a cell starts.
    pub(super) fn place(&self) -> Option<(u32, u32)> {
        Some((self.number(0)?.into(), self.number(2)?.into()))
    }
}

/// Steps through a stream until it ends, or a record is cut short.
pub(super) fn records(mut stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let kind = u16_at(stream, 0)?;
        let length = usize::from(u16_at(stream, 2)?);
        let (data, rest) = stream.get(4..)?.split_at_checked(length)?;
        stream = rest;
        Some(Record { kind, data })
    })
}

/// The kinds that are looked at, by their names in [MS-XLS].
pub(super) mod kind {
    pub const BOF: u16 = 0x0809;
    pub const EOF: u16 = 0x000A;
    pub const FILEPASS: u16 = 0x002F;
    pub const BOUNDSHEET: u16 = 0x0085;
    pub const FORMAT: u16 = 0x041E;
    pub const XF: u16 = 0x00E0;
    pub const ROW: u16 = 0x0208;
    pub const COLINFO: u16 = 0x007D;
    pub const FORMULA: u16 = 0x0006;
    pub const STRING: u16 = 0x0207;
    pub const CONTINUE: u16 = 0x003C;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const RSTRING: u16 = 0x00D6;
    pub const LABELSST: u16 = 0x00FD;
    pub const BOOLERR: u16 = 0x0205;
    pub const RK: u16 = 0x027E;
    pub const MULRK: u16 = 0x00BD;
}
