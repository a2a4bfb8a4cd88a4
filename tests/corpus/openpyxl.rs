//! Forms as openpyxl writes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::form::Form;
use crate::program::tool_works;
use crate::sheets::excel::stored_text;
use crate::sheets::place::{cell_name, column_name};
use crate::sheets::{Cell, Kind, Sheet};

/// Whether openpyxl is there; a line says so where it is not.
pub fn works() -> bool {
    let tried = Command::new("python3").args(["-c", "import openpyxl"]).output();
    tool_works("python3 with openpyxl", tried.is_ok_and(|output| output.status.success()))
}

/// Where the form lies that was written.
pub fn written(form: &Form, folder: &Path) -> PathBuf {
    folder.join("openpyxl").join(format!("{}.xlsx", form.number))
}

/// Writes the forms in one run of Python.
pub fn write(forms: &[&Form], folder: &Path) {
    fs::create_dir_all(folder.join("openpyxl")).unwrap();
    let described: Vec<Value> = forms
        .iter()
        .map(|form| {
            let sheets: Vec<Value> = form.sheets.iter().map(described).collect();
            json!({"path": written(form, folder), "sheets": sheets})
        })
        .collect();
    let list = folder.join("forms.json");
    fs::write(&list, Value::from(described).to_string()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/write_openpyxl.py");
    let output = Command::new("python3").arg(script).arg(list).output().unwrap();
    assert!(output.status.success(), "openpyxl: {}", String::from_utf8_lossy(&output.stderr));
}

fn described(sheet: &Sheet) -> Value {
    let mut cells = Vec::new();
    for (row, line) in sheet.rows.iter().enumerate() {
        for (column, cell) in line.cells.iter().enumerate() {
            let stored = cell.stored();
            let (kind, value) = described_value(&stored);
            if kind != "empty" || cell.format.is_some() {
                let at = cell_name(row, column);
                cells.push(json!({"at": at, "kind": kind, "value": value, "format": stored.number_format()}));
            }
        }
    }
    let hidden_rows = sheet.rows.iter().enumerate().filter(|(_, row)| row.hidden).map(|(index, _)| index + 1);
    json!({
        "name": sheet.name,
        "hidden": sheet.hidden,
        "hidden_rows": hidden_rows.collect::<Vec<_>>(),
        "hidden_columns": sheet.hidden_columns.iter().map(|it| column_name(*it)).collect::<Vec<_>>(),
        "merges": sheet.merges.iter().map(|it| it.name()).collect::<Vec<_>>(),
        "cells": cells,
    })
}

fn described_value(cell: &Cell) -> (&'static str, Value) {
    match &cell.kind {
        Kind::Empty | Kind::Left | Kind::Above => ("empty", Value::Null),
        Kind::Text(text) => ("text", json!(text)),
        Kind::Number(_) => ("number", json!(stored_text(cell))),
        Kind::Date(day) => ("date", json!(day.to_string())),
        Kind::Bool(said) => ("bool", json!(said)),
        Kind::Error(error) => ("error", json!(error)),
        Kind::Formula(formula, _) => ("formula", json!(format!("={formula}"))),
    }
}
