//! Blank workbooks of the township's registers: what is asked for in which column. The headers are the register's own, so
//! that what is handed out is what is read.

use super::register::Register;
use super::{decisions, objections, organisation, publicity_register, waivers};

/// The blank workbook of a register.
#[derive(Debug)]
pub struct RegisterForm {
    /// How it is asked for: `template --form id`.
    pub id: &'static str,
    /// The file's proper name, without what stands behind the point; also that of its sheet.
    pub file: &'static str,
    /// What stands over it, after township and period.
    pub title: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// The register by which it is read.
    pub register: &'static Register,
    /// Its columns, in their order; the running number stands before them.
    pub columns: &'static [FormColumn],
    /// What has to be known to fill it in: about what, and how.
    pub guide: &'static [(&'static str, &'static str)],
}

/// A column of such a workbook.
#[derive(Debug)]
pub struct FormColumn {
    /// The column's id in the register.
    pub id: &'static str,
    /// Its width in digits; a Chinese character takes two.
    pub width: u16,
    /// Whether it has to be filled in.
    pub must: bool,
    /// What stands in it.
    pub fill: Fill,
    /// What is said where such a cell is chosen.
    pub note: &'static str,
    /// What stands in the example; nothing leaves it empty. Branches, items and grades take the first there is.
    pub example: &'static str,
}

impl FormColumn {
    /// A column that has to be filled in.
    #[must_use]
    pub const fn must(id: &'static str, width: u16, fill: Fill, note: &'static str, example: &'static str) -> Self {
        Self { id, width, must: true, fill, note, example }
    }

    /// A column that may be left empty.
    #[must_use]
    pub const fn may(id: &'static str, width: u16, fill: Fill, note: &'static str, example: &'static str) -> Self {
        Self { id, width, must: false, fill, note, example }
    }
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Words.
    Words,
    /// A number that keeps the zeros at its front, or a short word.
    Code,
    /// A day.
    Day,
    /// A count.
    Count,
    /// Points.
    Points,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A branch: one of those that the township has, where they are known.
    Branch,
    /// An item of the rule set.
    Item,
    /// A grade of the rule set.
    Grade,
}

/// All of them, in the order in which they are offered. A register gets its blank workbook by its line here.
pub static FORMS: &[&RegisterForm] =
    &[&organisation::FORM, &decisions::FORM, &objections::FORM, &waivers::FORM, &publicity_register::FORM];

/// The form that is asked for, by its id or by the name of its file.
#[must_use]
pub fn register_form(name: &str) -> Option<&'static RegisterForm> {
    FORMS.iter().copied().find(|form| form.id == name || form.file == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_asks_for_what_its_register_needs_and_for_nothing_that_it_does_not_know() {
        for form in FORMS {
            for column in form.columns {
                assert!(!form.register.header(column.id).is_empty(), "{}: {}", form.id, column.id);
            }
            for needed in form.register.needed {
                assert!(form.columns.iter().any(|column| column.id == *needed && column.must), "{}: {needed}", form.id);
            }
        }
    }
}
