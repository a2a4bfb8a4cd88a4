//! Which dialects a form is written in, and the files.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use crate::form::Form;
use crate::sheets::Cell;
use crate::{by_hand, csv, office, openpyxl};

/// Every form whose number is a multiple of this is tried under another format's extension, too.
const RENAMED: u32 = 10;

/// A form in a dialect.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    pub form: &'a Form,
    pub dialect: &'static str,
}

impl<'a> Job<'a> {
    /// The dialects of this list that the form is to be written in, and that can hold it.
    pub fn all_of(form: &'a Form, dialects: &[&'static str]) -> Vec<Self> {
        let jobs = dialects.iter().map(|dialect| Self { form, dialect });
        jobs.filter(|job| job.is_wanted() && job.can_hold_it()).collect()
    }

    fn is_wanted(self) -> bool {
        let named = if self.is_renamed() { "lo-xls" } else { self.dialect };
        let number: u32 = self.form.number.parse().unwrap();
        self.form.dialects.as_ref().is_none_or(|list| list.iter().any(|it| it == named || it == self.dialect))
            && (!self.is_renamed() || number.is_multiple_of(RENAMED))
    }

    fn can_hold_it(self) -> bool {
        match self.dialect {
            "csv" | "gbk" => csv::csv(self.form).is_some(),
            "own" | "xml" | "openpyxl" => true,
            // LibreOffice computes what has no value.
            _ => !self.form.has(Cell::is_formula_without_value),
        }
    }

    fn is_renamed(self) -> bool {
        ["et", "xls-as-xlsx"].contains(&self.dialect)
    }

    /// Whether the sheet's name is written in it.
    pub fn names_sheets(self) -> bool {
        !["csv", "gbk"].contains(&self.dialect)
    }

    pub fn file_name(self) -> String {
        self.form.file_as(match self.dialect {
            "csv" | "gbk" => "csv",
            "lo-xls" => "xls",
            "lo-ods" => "ods",
            "et" => "et",
            _ => "xlsx",
        })
    }

    /// The workbook; an error where another program did not write it.
    pub fn bytes(self, folder: &Path) -> Result<Vec<u8>, String> {
        let read = |path: PathBuf| fs::read(&path).map_err(|error| format!("! {}: {error}", path.display()));
        let converted = |extension: &str| read(office::converted(self.form, extension));
        match self.dialect {
            "own" => Ok(self.form.xlsx()),
            "xml" => Ok(by_hand::xlsx(self.form)),
            "csv" => csv::utf8(self.form).ok_or_else(String::new),
            "gbk" => csv::gb18030(self.form).ok_or_else(String::new),
            "openpyxl" => read(openpyxl::written(self.form, folder)),
            "lo-xlsx" => converted("xlsx"),
            "lo-ods" => converted("ods"),
            _ => converted("xls"),
        }
    }
}

/// The dialects that are written here.
pub const HERE: [&str; 4] = ["own", "xml", "csv", "gbk"];
const OFFICE: [&str; 5] = ["lo-xlsx", "lo-xls", "lo-ods", "et", "xls-as-xlsx"];

/// Lets other programs write the forms; returns the wanted dialects of the programs that are here.
pub fn by_other_programs(forms: &[Form], folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let of = |dialects: &[&'static str]| -> Vec<&Form> {
        forms.iter().filter(|form| !Job::all_of(form, dialects).is_empty()).collect()
    };
    let mut dialects = Vec::new();
    if wanted("openpyxl") && openpyxl::works() {
        openpyxl::write(&of(&["openpyxl"]), folder);
        dialects.push("openpyxl");
    }
    if OFFICE.into_iter().any(&wanted) && office::works() {
        // One after the other would leave processors idle, and the pool's threads have forms to read meanwhile.
        thread::scope(|scope| {
            for (dialect, extension) in [("lo-xlsx", "xlsx"), ("lo-xls", "xls"), ("lo-ods", "ods")] {
                let forms = of(&[dialect]);
                scope.spawn(move || office::convert(&forms, extension, folder));
            }
        });
        dialects.extend(OFFICE.into_iter().filter(|it| wanted(it)));
    }
    dialects
}
