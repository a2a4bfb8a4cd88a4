//! Why a file, or one sheet of it, cannot be read.

use crate::workbook::sniff::Kind;

/// What stopped the reading. `Damaged` in a sheet costs that sheet alone; all else costs the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::workbook) enum Trouble {
    /// Not as such a file must be; in a few words of Chinese.
    Damaged(&'static str),
    /// Protected by a password.
    Locked,
    /// Something else in the same kind of package.
    Foreign(Kind),
    /// Larger than anything a branch writes; which limit, in Chinese.
    Beyond(String),
}
