//! What is wrong in the text of a formula.

/// A mistake in the text of a formula.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("公式第 {} 个字处：{message}", .at + 1)]
pub struct FormulaError {
    /// Where, in characters from 0.
    pub at: usize,
    /// What stands there and what could, in Chinese.
    pub message: String,
}

impl FormulaError {
    /// A mistake at a place.
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }
}
