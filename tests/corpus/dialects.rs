//! Which dialects a form is written in, and the files.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::form::{Cell, Form};
use crate::{by_hand, csv, excel, other_programs};

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
        let written = |below: &str, extension: &str| {
            let path = folder.join(below).join(format!("{}.{extension}", self.form.number));
            fs::read(path).map_err(|error| format!("{below} wrote nothing: {error}"))
        };
        match self.dialect {
            "own" => Ok(excel::xlsx(self.form)),
            "xml" => Ok(by_hand::xlsx(self.form)),
            "csv" => csv::utf8(self.form).ok_or_else(String::new),
            "gbk" => csv::gb18030(self.form).ok_or_else(String::new),
            "openpyxl" => written("openpyxl", "xlsx"),
            "lo-xlsx" => written("lo-xlsx", "xlsx"),
            "lo-ods" => written("lo-ods", "ods"),
            _ => written("lo-xls", "xls"),
        }
    }
}

/// Lets other programs write the forms into the folder; returns the dialects of the programs that are here.
pub fn by_other_programs(forms: &[Form], folder: &Path) -> Vec<&'static str> {
    let mut dialects = Vec::new();
    if other_programs::has_openpyxl() {
        let forms: Vec<&Form> = forms.iter().filter(|form| !Job::all_of(form, &["openpyxl"]).is_empty()).collect();
        other_programs::openpyxl(&forms, &folder.join("openpyxl"));
        dialects.push("openpyxl");
    }
    if other_programs::has_office() {
        let office = ["lo-xlsx", "lo-xls", "lo-ods"];
        let own = folder.join("own");
        fs::create_dir_all(&own).unwrap();
        let wanted: Vec<(PathBuf, &Form)> = forms
            .iter()
            .filter(|form| !Job::all_of(form, &office).is_empty())
            .map(|form| (own.join(format!("{}.xlsx", form.number)), form))
            .collect();
        wanted.par_iter().for_each(|(path, form)| fs::write(path, excel::xlsx(form)).unwrap());
        let paths: Vec<PathBuf> = wanted.into_iter().map(|(path, _)| path).collect();
        if !paths.is_empty() {
            ["xlsx", "xls", "ods"].par_iter().for_each(|extension| other_programs::convert(&paths, extension, folder));
        }
        dialects.extend(office);
        dialects.extend(["et", "xls-as-xlsx"]);
    }
    dialects
}
