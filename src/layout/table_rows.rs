//! The rows of a table, by what a table of its kind is known by.

use super::decisions;
use super::kind::Kind;
use super::ledger;
use super::roster;
use super::rows::{RowUse, sorted_rows};
use super::tables::Table;
use crate::model::{Field, FormPlace};
use crate::workbook::{Row, Sheet};

/// The rows below a table's header, each with what it is.
pub fn rows_with_use<'a>(sheet: &'a Sheet, table: &Table, form: &FormPlace) -> Vec<(Row<'a>, RowUse)> {
    let people: Vec<Field> = [Field::Name].into_iter().chain(roster::ABOUT).collect();
    let (fields, proof): (&[Field], &[Field]) = match table.judged.kind {
        Kind::Ledger | Kind::Card => (&ledger::FIELDS, &ledger::PROOF),
        Kind::Decisions => (&decisions::FIELDS, &decisions::FIELDS),
        _ => (&people, &roster::PROOF),
    };
    sorted_rows(sheet, table, form, fields, proof)
}

/// Those that hold data.
pub fn data_rows<'a>(rows: &[(Row<'a>, RowUse)]) -> Vec<Row<'a>> {
    rows.iter().filter(|(_, row_use)| *row_use == RowUse::Data).map(|(row, _)| *row).collect()
}
