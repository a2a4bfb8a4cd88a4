//! 结果.json.

use crate::reports::ResultDocument;

/// The document as indented JSON, ended by a line break.
///
/// # Errors
/// Where it cannot be written as JSON; its types do not allow that.
pub fn json(document: &ResultDocument) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    Ok(text)
}
