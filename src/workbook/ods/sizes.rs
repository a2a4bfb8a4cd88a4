//! Widths of columns and heights of rows, which stand in styles, with their units.

use std::collections::HashMap;

use rust_decimal::Decimal;

/// Styles of columns and rows that are kept.
const STYLES: usize = 16_384;

/// The sizes that styles give.
#[derive(Debug, Default)]
pub(super) struct Sizes {
    columns: HashMap<String, u32>,
    rows: HashMap<String, u32>,
}

impl Sizes {
    /// Takes note of the width that a style gives.
    pub(super) fn column(&mut self, style: &str, said: &str) {
        // A character of the usual font is 7 pixels wide, which are 5.25 points, 105 twentieths.
        let width = twentieths(said).and_then(|size| size.checked_mul(256)).map(|size| size / 105);
        if let Some(width) = width.filter(|_| self.columns.len() < STYLES) {
            self.columns.insert(style.to_owned(), width);
        }
    }

    /// Takes note of the height that a style gives.
    pub(super) fn row(&mut self, style: &str, said: &str) {
        if let Some(height) = twentieths(said).filter(|_| self.rows.len() < STYLES) {
            self.rows.insert(style.to_owned(), height);
        }
    }

    /// The width of a column of that style, in 256ths of a character.
    pub(super) fn width(&self, style: &str) -> Option<u32> {
        self.columns.get(style).copied()
    }

    /// The height of a row of that style, in 20ths of a point.
    pub(super) fn height(&self, style: &str) -> Option<u32> {
        self.rows.get(style).copied()
    }
}

/// A length in 20ths of a point: 2.258cm, 64.01pt, 0.889in.
fn twentieths(said: &str) -> Option<u32> {
    let said = said.trim();
    let (number, unit) = said.split_at_checked(said.len().checked_sub(2)?)?;
    let points = match unit {
        "cm" => Decimal::new(28_346, 3),
        "mm" => Decimal::new(28_346, 4),
        "in" => Decimal::new(72, 0),
        "pt" => Decimal::ONE,
        "pc" => Decimal::new(12, 0),
        "px" => Decimal::new(75, 2),
        _ => return None,
    };
    let number: Decimal = number.trim().parse().ok()?;
    let twentieths = number.checked_mul(points)?.checked_mul(Decimal::new(20, 0))?;
    // No screen shows more.
    u32::try_from(twentieths.round()).ok().filter(|size| *size < 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        for (said, expected) in [
            ("2.54cm", Some(1_440)),
            ("25.4mm", Some(1_440)),
            ("1in", Some(1_440)),
            ("72pt", Some(1_440)),
            ("1em", None),
            ("cm", None),
            ("-1cm", None),
            ("99999999cm", None),
            ("", None),
        ] {
            assert_eq!(twentieths(said), expected, "{said}");
        }
    }
}
