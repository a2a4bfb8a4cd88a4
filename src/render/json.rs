//! 结果.json.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::PrettyFormatter;

/// A result as JSON: a line for each value, so that two results can be compared line by line, and no indentation,
/// which would be half of its bytes.
///
/// # Errors
/// Where it cannot be written as JSON; its types do not allow that.
pub fn json(document: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    document.serialize(&mut Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b"")))?;
    bytes.push(b'\n');
    Ok(bytes)
}
