//! The files that record waivers.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::checks::P302;
use crate::layout::{read_waivers, understood};
use crate::model::{Diagnostic, RegisterPlace, Waiver};
use crate::pipeline::RunError;
use crate::pipeline::papers::is_toml;
use crate::rules::read_toml;
use crate::workbook::read;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaiversText {
    #[serde(default)]
    waive: Vec<WaiverText>,
}

/// A waiver in TOML. What is lacking is told as in a workbook, so nothing is required here.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WaiverText {
    branch: Option<toml::Value>,
    name: Option<toml::Value>,
    id: Option<toml::Value>,
    code: Option<toml::Value>,
    item: Option<toml::Value>,
    date: Option<toml::Value>,
    sheet: Option<toml::Value>,
    cell: Option<toml::Value>,
    treatment: Option<toml::Value>,
    reason: Option<toml::Value>,
    by: Option<toml::Value>,
    on: Option<toml::Value>,
}

/// Reads one file: TOML, or a workbook with a table of waivers.
///
/// # Errors
/// [`RunError::Waivers`] where it is not there, or is no TOML.
pub fn read_file(path: &Path) -> Result<(Vec<Waiver>, Vec<Diagnostic>), RunError> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let file: Arc<str> = name.into();
    let wrong = |message: String| RunError::Waivers { path: path.to_owned(), message };
    if !path.is_file() {
        return Err(wrong("没有这个文件".to_owned()));
    }
    if is_toml(path) {
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let read: WaiversText = read_toml(&text).map_err(|error| wrong(error.to_string()))?;
        let waivers = read.waive.into_iter().zip(1..).map(|(text, number)| from_text(text, &file, number));
        return Ok((waivers.collect(), Vec::new()));
    }
    let reading = read(path, &file);
    let mut diagnostics = reading.diagnostics;
    let Some(workbook) = reading.workbook else { return Ok((Vec::new(), diagnostics)) };
    match read_waivers(&workbook) {
        Some(waivers) => Ok((waivers, diagnostics)),
        None => {
            let message = format!("「{file}」里没有找到豁免的表：要有「党员」「代码」「原因」等栏。");
            diagnostics.push(P302.says(message).in_file(&file));
            Ok((Vec::new(), diagnostics))
        }
    }
}

fn from_text(text: WaiverText, file: &Arc<str>, number: usize) -> Waiver {
    let said = |value: Option<toml::Value>| match value {
        Some(toml::Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    understood(Waiver {
        branch: said(text.branch),
        name: said(text.name),
        id: said(text.id),
        code: said(text.code),
        item: said(text.item),
        date: said(text.date),
        sheet: said(text.sheet),
        cell: said(text.cell),
        treatment: said(text.treatment),
        reason: said(text.reason),
        by: said(text.by),
        on: said(text.on),
        at: RegisterPlace { file: Arc::clone(file), source: None, number },
        ..Waiver::default()
    })
}
