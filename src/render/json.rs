//! 结果.json.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::PrettyFormatter;

use super::leaks;
use crate::model::masked;

/// A result as JSON, numbers of ID cards, phones and bank cards masked wherever they stand, file names too: a line for each value, so that two results can be compared line by line, and no indentation,
/// which would be half of its bytes.
///
/// # Errors
/// Where it cannot be written as JSON; its types do not allow that.
pub fn json(document: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    document.serialize(&mut Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b"")))?;
    bytes.push(b'\n');
    Ok(without_numbers(bytes))
}

/// Texts stand between quotes; each is masked by itself, as a number with a fraction is only known when it stands alone.
fn without_numbers(bytes: Vec<u8>) -> Vec<u8> {
    if !leaks::may_hold(&bytes) {
        return bytes;
    }
    let masked_in = |text: &str| text.split('"').map(masked).collect::<Vec<_>>().join("\"").into_bytes();
    std::str::from_utf8(&bytes).map(masked_in).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn numbers_in_texts_are_masked_and_figures_stay() {
        let digest = "13800000000a1f15000000000000000b3c4d5e6f708192a3b4c5d6e7f8091a2b";
        let written = json(&["东河村13800000000.xlsx", "0.30000000000000004", digest, "\"13800000000\""]).unwrap();
        let read: Vec<String> = serde_json::from_slice(&written).unwrap();
        assert_eq!(read, ["东河村138******00.xlsx", "0.30000000000000004", digest, "\"138******00\""]);
    }
}
