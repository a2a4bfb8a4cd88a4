//! Forms as other programs write them: openpyxl and LibreOffice.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::excel::stored_text;
use crate::form::{Cell, Form, Kind, Sheet};
use crate::place::{cell_name, column_name};
use crate::program::tool_works;

/// Keeps the values that are stored beside formulas, whoever says that they wrote them.
const NEVER_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"#;

fn works(tool: &str, arguments: &[&str]) -> bool {
    let works = Command::new(tool).args(arguments).output().is_ok_and(|output| output.status.success());
    tool_works(&format!("{tool} {}", arguments.join(" ")), works)
}

/// Whether openpyxl is there; a line says so where it is not.
pub fn has_openpyxl() -> bool {
    works("python3", &["-c", "import openpyxl"])
}

/// Whether LibreOffice is there; a line says so where it is not.
pub fn has_office() -> bool {
    works("soffice", &["--version"])
}

/// Writes the forms into the folder, each as `NNN.xlsx`, in one run of Python.
pub fn openpyxl(forms: &[&Form], folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let described: Vec<Value> = forms
        .iter()
        .map(|form| {
            let sheets: Vec<Value> = form.sheets.iter().map(described).collect();
            json!({"path": folder.join(format!("{}.xlsx", form.number)), "sheets": sheets})
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

/// Converts the workbooks to the format with this extension, in one run of LibreOffice with a profile of its own, into
/// the folder `lo-EXTENSION`. A file that is not written is found missing later.
pub fn convert(workbooks: &[PathBuf], extension: &str, folder: &Path) {
    let filter = match extension {
        "xlsx" => "xlsx:Calc MS Excel 2007 XML",
        "xls" => "xls:MS Excel 97",
        other => other,
    };
    let profile = folder.join(format!("profile-{extension}"));
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(profile.join("user/registrymodifications.xcu"), NEVER_RECALCULATE).unwrap();
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", filter, "--outdir"])
        .arg(folder.join(format!("lo-{extension}")))
        .args(workbooks)
        .output()
        .unwrap();
    assert!(output.status.success(), "soffice: {}", String::from_utf8_lossy(&output.stderr));
}
