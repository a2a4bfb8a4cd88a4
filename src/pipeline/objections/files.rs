//! The files that record objections.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::checks::P502;
use crate::layout::{objection_understood, read_objections};
use crate::model::{Diagnostic, Objection, RegisterPlace};
use crate::pipeline::RunError;
use crate::pipeline::papers::is_toml;
use crate::rules::read_toml;
use crate::workbook::read;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectionsText {
    #[serde(default)]
    objection: Vec<ObjectionText>,
}

/// An objection in TOML. What is lacking is told as in a workbook, so nothing is required here.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ObjectionText {
    branch: Option<toml::Value>,
    name: Option<toml::Value>,
    id: Option<toml::Value>,
    item: Option<toml::Value>,
    date: Option<toml::Value>,
    sheet: Option<toml::Value>,
    cell: Option<toml::Value>,
    matter: Option<toml::Value>,
    raised: Option<toml::Value>,
    /// Who raised it is not kept.
    #[serde(rename = "raiser")]
    _raiser: Option<serde::de::IgnoredAny>,
    result: Option<toml::Value>,
    becomes: Option<toml::Value>,
    settled: Option<toml::Value>,
    by: Option<toml::Value>,
    how: Option<toml::Value>,
}

/// Reads one file: TOML, or a workbook with a table of objections.
///
/// # Errors
/// [`RunError::Objections`] where it is not there, or is no TOML.
pub fn read_file(path: &Path) -> Result<(Vec<Objection>, Vec<Diagnostic>), RunError> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let file: Arc<str> = name.into();
    let wrong = |message: String| RunError::Objections { path: path.to_owned(), message };
    if !path.is_file() {
        return Err(wrong("没有这个文件".to_owned()));
    }
    if is_toml(path) {
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let read: ObjectionsText = read_toml(&text).map_err(|error| wrong(error.to_string()))?;
        let all = read.objection.into_iter().zip(1..);
        return Ok((all.map(|(text, number)| from_text(text, &file, number)).collect(), Vec::new()));
    }
    let reading = read(path, &file);
    let mut diagnostics = reading.diagnostics;
    let Some(workbook) = reading.workbook else { return Ok((Vec::new(), diagnostics)) };
    match read_objections(&workbook) {
        Some(objections) => Ok((objections, diagnostics)),
        None => {
            let message = format!("「{file}」里没有找到异议的表：要有「党员」「异议内容」「提出日期」等栏。");
            diagnostics.push(P502.says(message).in_file(&file));
            Ok((Vec::new(), diagnostics))
        }
    }
}

fn from_text(text: ObjectionText, file: &Arc<str>, number: usize) -> Objection {
    let said = |value: Option<toml::Value>| match value {
        Some(toml::Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    objection_understood(Objection {
        branch: said(text.branch),
        name: said(text.name),
        id: said(text.id),
        item: said(text.item),
        date: said(text.date),
        sheet: said(text.sheet),
        cell: said(text.cell),
        matter: said(text.matter),
        raised: said(text.raised),
        result: said(text.result),
        becomes: said(text.becomes),
        settled: said(text.settled),
        settled_by: said(text.by),
        settled_how: said(text.how),
        at: RegisterPlace { file: Arc::clone(file), source: None, number },
        ..Objection::default()
    })
}
