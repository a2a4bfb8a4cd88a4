//! Rules in Excel: a rule set as a workbook, and back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::RunError;
use super::rule_file::rule_text;
use crate::model::{CellRef, TableCell};
use crate::render::xlsx::{RenderError, write_book};
use crate::reports::rules_book;
use crate::rules::form::{Canonical, CellProblem, Given, GivenSheet, Keys, canonical, read_sheets, read_text, sheets};
use crate::rules::{RuleError, TomlError, load};
use crate::workbook::{Cell, Sheet, Value, read};

/// So many mistakes are told; who has more has another problem.
const MOST_PROBLEMS: usize = 50;

/// Why a rule set could not become a workbook, or a workbook no rule set.
#[derive(Debug, thiserror::Error)]
pub enum RuleBookError {
    /// There is no such rule set, or it cannot be read.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The rule set cannot be put into sheets.
    #[error("规则集「{name}」写不成表格：{error}")]
    Text {
        /// Its id or path.
        name: String,
        /// What is wrong, and where.
        error: TomlError,
    },
    /// Something would not survive in a cell.
    #[error("规则集写不成表格：{0}")]
    Cell(CellProblem),
    /// The workbook cannot be written.
    #[error("写不出规则表格：{0}")]
    Write(#[from] RenderError),
    /// The workbook cannot be read.
    #[error("读不了「{}」：{reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// What stands in its cells makes no rule set.
    #[error("「{}」有 {count} 处要改：\n{}", path.display(), problems.join("\n"))]
    Wrong {
        /// The file.
        path: PathBuf,
        /// How many mistakes there are.
        count: usize,
        /// Each with its cell; of very many only the first.
        problems: Vec<String>,
    },
}

/// A rule set as a workbook.
#[derive(Debug)]
pub struct RuleBook {
    /// Its id.
    pub id: String,
    /// The bytes of the workbook.
    pub bytes: Vec<u8>,
    /// What is wrong with the rule set itself; the workbook has it all the same.
    pub mistake: Option<RuleError>,
}

/// Writes a built-in rule set, or one from a file, as a workbook.
///
/// # Errors
/// [`RuleBookError`] where there is none, or it cannot be put into sheets.
pub fn export_rules(name: &str) -> Result<RuleBook, RuleBookError> {
    let text = rule_text(name, Path::new(""))?;
    let keys = Keys::built_in();
    let root = read_text(&keys, &text).map_err(|error| RuleBookError::Text { name: name.to_owned(), error })?;
    let sheets = sheets(&keys, &root).map_err(RuleBookError::Cell)?;
    let of_key = |index: usize| {
        let cell = sheets.first().and_then(|sheet| sheet.rows.get(index)).and_then(|row| row.get(1));
        if let Some(TableCell::Text(text)) = cell { text.clone() } else { String::new() }
    };
    let bytes = write_book(&rules_book(&keys, &of_key(1), &sheets))?;
    Ok(RuleBook { id: of_key(0), bytes, mistake: load(&text).err() })
}

/// Reads a workbook back: the rule set's id, and its canonical TOML, which loads.
///
/// # Errors
/// [`RuleBookError`] where it cannot be read, or something in it is wrong; with the cells.
pub fn import_rules(path: &Path) -> Result<(String, String), RuleBookError> {
    let reading = read(path, &path.to_string_lossy());
    let Some(workbook) = reading.workbook.filter(|_| reading.diagnostics.is_empty()) else {
        let reasons: Vec<String> = reading.diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
        return Err(RuleBookError::Unreadable { path: path.to_owned(), reason: reasons.join("；") });
    };
    let wrong = |mut problems: Vec<String>| {
        let count = problems.len();
        problems.truncate(MOST_PROBLEMS);
        if count > MOST_PROBLEMS {
            problems.push(format!("……还有 {} 处。", count - MOST_PROBLEMS));
        }
        RuleBookError::Wrong { path: path.to_owned(), count, problems }
    };
    let keys = Keys::built_in();
    let given: Vec<GivenSheet> = workbook.sheets.iter().map(given_sheet).collect();
    let root =
        read_sheets(&keys, &given).map_err(|problems| wrong(problems.iter().map(ToString::to_string).collect()))?;
    let text = canonical(&keys, &root);
    match load(&text.text) {
        Ok(rules) => Ok((rules.id, text.text)),
        Err(error) => Err(wrong(at_cells(&keys, &text, &error))),
    }
}

/// What is wrong with the text, told at the cells that it comes from.
fn at_cells(keys: &Keys, text: &Canonical, error: &RuleError) -> Vec<String> {
    match error {
        RuleError::Syntax(error) => {
            vec![text.problem_at(keys, error.line, error.column, &error.message).to_string()]
        }
        RuleError::Meaning(messages) => messages.iter().map(|message| text.problem_named(keys, message)).collect(),
    }
}

/// The cells of a sheet; a cell that is merged downwards holds for all its rows.
fn given_sheet(sheet: &Sheet) -> GivenSheet {
    let tall = sheet.merges().iter().filter(|range| range.first.row < range.last.row);
    let columns: BTreeSet<u32> = tall.map(|range| range.first.col).collect();
    let mut cells = Vec::with_capacity(sheet.cells().len());
    for row in sheet.rows() {
        cells.extend(row.cells.iter().map(|cell| (cell.at, given(cell))));
        for col in columns.iter().filter(|col| row.get(**col).is_none()) {
            cells.extend(row.get_merged(*col).map(|cell| (CellRef::new(row.number, *col), given(cell))));
        }
    }
    GivenSheet { name: sheet.name.to_string(), cells }
}

fn given(cell: &Cell) -> Given {
    match &cell.value {
        _ if cell.formula => Given::Formula,
        Value::NotCalculated => Given::Formula,
        Value::Text(text) => Given::Text(text.to_string()),
        Value::Number(number) => Given::Number(*number),
        Value::Date(moment) => Given::Day(moment.date()),
        Value::Bool(yes) => Given::Yes(*yes),
        Value::Error(error) => Given::Broken(error.to_string()),
    }
}
