//! Which number format a cell needs for its new content: a day has to show as one, a number as a number.

use std::collections::HashMap;

use super::AnnotateError;
use super::splice::{with_attribute, without_attribute};
use super::styles::Stylesheet;
use crate::workbook::marks::element::root;
use crate::workbook::marks::markup::Malformed;

/// The format that every Excel shows in its own country's way: 2025/3/15.
const PLAIN_DAY: u32 = 14;
/// 常规.
const GENERAL: u32 = 0;
/// The formats of the built-in list that show days, those of Chinese Excel with them.
const DAYS: [std::ops::RangeInclusive<u32>; 5] = [14..=17, 22..=22, 27..=31, 36..=36, 50..=58];
/// Percentages, times and text of the built-in list.
const NO_NUMBERS: [std::ops::RangeInclusive<u32>; 6] = [9..=10, 18..=21, 32..=35, 45..=47, 49..=49, 12..=13];

/// What a cell's format has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// A number as it is.
    Number,
    /// A day.
    Day,
}

/// The number formats of a workbook.
pub(super) struct ValueFormats {
    /// The workbook's own, by their numbers.
    codes: HashMap<u32, String>,
}

impl ValueFormats {
    /// Reads those of the styles part.
    pub(super) fn read(text: &str) -> Result<Self, Malformed> {
        let listed = root(text)?.listed(text, "numFmts")?;
        let code = |item: &crate::workbook::marks::element::Element<'_>| {
            Some((item.tag.number("numFmtId")?, item.tag.value("formatCode")?.into_owned()))
        };
        Ok(Self { codes: listed.iter().filter_map(code).collect() })
    }

    /// The number format of a style that shows days with all that belongs to them.
    pub(super) fn day_of(&self, styles: &Stylesheet, style: u32) -> Option<u32> {
        let format = root(styles.format(style)?).ok()?.tag.number("numFmtId")?;
        let is_whole = self.codes.get(&format).map_or(matches!(format, 14 | 22 | 31), |code| code.contains(['d', 'D']));
        (is_whole && self.shows(format) == Some(Shows::Day)).then_some(format)
    }

    /// The style that looks like `style` and shows such a value: itself where it does, else with `day` for a day.
    pub(super) fn fitting(
        &self,
        styles: &mut Stylesheet,
        style: u32,
        shows: Shows,
        day: Option<u32>,
    ) -> Result<u32, AnnotateError> {
        let bad = |styles: &Stylesheet| styles.malformed();
        let raw = styles.format(style).unwrap_or_default().to_owned();
        let tag = root(&raw).map_err(|Malformed| bad(styles))?.tag;
        let format = tag.number("numFmtId").unwrap_or(GENERAL);
        let is_text = tag.value("quotePrefix").is_some_and(|it| matches!(&*it, "1" | "true"));
        let fits = self.shows(format) == Some(shows);
        if fits && !is_text {
            return Ok(style);
        }
        let set = || -> Result<String, Malformed> {
            // A leading apostrophe makes a text of whatever stands behind it.
            let plain = without_attribute(&raw, "quotePrefix")?;
            if fits {
                return Ok(plain);
            }
            let wanted = if shows == Shows::Day { day.unwrap_or(PLAIN_DAY) } else { GENERAL };
            with_attribute(&with_attribute(&plain, "numFmtId", &wanted.to_string())?, "applyNumberFormat", "1")
        };
        let raw = set().map_err(|Malformed| bad(styles))?;
        styles.ensure_format(raw)
    }

    /// What a format shows; `None` where it shows numbers as something else: percentages, times, texts.
    fn shows(&self, format: u32) -> Option<Shows> {
        match self.codes.get(&format) {
            Some(code) => shows_of(code),
            None if DAYS.iter().any(|days| days.contains(&format)) => Some(Shows::Day),
            None if NO_NUMBERS.iter().any(|others| others.contains(&format)) => None,
            None => Some(Shows::Number),
        }
    }
}

/// What a format code shows, by its part for positive numbers.
fn shows_of(code: &str) -> Option<Shows> {
    let mut bare = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => break,
            _ => bare.extend(c.to_lowercase()),
        }
    }
    if bare.contains('y') || bare.contains('d') || bare.contains('e') && bare.contains('m') {
        return Some(Shows::Day);
    }
    let is_number = bare.contains(['0', '#', '?']) || bare.contains("general");
    (is_number && !bare.contains(['%', '/', 'h', 's', '@'])).then_some(Shows::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_are_known_by_what_they_show() {
        for code in ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\";@", "[$-804]yyyy/m/d", "e-m-d", "yyyy\"年\"m\"月\""] {
            assert_eq!(shows_of(code), Some(Shows::Day), "{code}");
        }
        for code in ["0", "0.00_ ", "General", "#,##0.0;[Red]-#,##0.0", "0\"day\""] {
            assert_eq!(shows_of(code), Some(Shows::Number), "{code}");
        }
        for code in ["0%", "@", "h:mm", "# ?/?", "\"无\""] {
            assert_eq!(shows_of(code), None, "{code}");
        }
    }
}
