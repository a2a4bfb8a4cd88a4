//! `[archive]` of the profile: what the archivist's lists say of the package.

use serde::Deserialize;
use toml::Spanned;

use super::number::{Given, Pattern};
use crate::rules::TomlError;

/// What a township says of its archive. Everything is optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArchiveProfile {
    /// 全宗号.
    pub fonds: Option<String>,
    /// The pattern of 档号: {全宗号}-{年度}-{保管期限}-{序号:4}.
    pub number: Option<Spanned<String>>,
    /// 保管期限: 永久, 定期30年, 定期10年, or as the unit writes it.
    pub retention: Option<String>,
    /// 密级; without one it is 无.
    pub secrecy: Option<String>,
    /// 责任者 of the township's own files; without one it is the township.
    pub responsible: Option<String>,
    /// 机构（问题）: the part of a 档号 that names the office, in the unit's own code.
    pub office: Option<String>,
    /// 保管单位.
    pub kept_by: Option<String>,
    /// 制作单位.
    pub made_by: Option<String>,
    /// 检查单位.
    pub checked_by: Option<String>,
    /// 载体编号.
    pub carrier: Option<String>,
    /// Whom to ask: a line of words. An office's telephone is printed as it stands.
    pub contact: Option<String>,
}

/// What stands for 密级 where there is none.
const NOT_SECRET: &str = "无";

impl ArchiveProfile {
    /// Whether the pattern of 档号 can be followed: it names placeholders that exist, and each of them is given.
    ///
    /// # Errors
    /// [`TomlError`] with the place of the pattern in the profile's text.
    pub fn check(&self, text: &str) -> Result<(), TomlError> {
        let Some(number) = &self.number else { return Ok(()) };
        let checked = Pattern::read(number.get_ref()).and_then(|pattern| pattern.check(&self.given("")));
        checked.map_err(|message| TomlError::at(text, number.span().start, message))
    }

    /// The 档号 of the record of this number, counted from 1; empty where no pattern is given.
    #[must_use]
    pub fn number_of(&self, year: &str, record: usize) -> String {
        let pattern = self.number.as_ref().and_then(|number| Pattern::read(number.get_ref()).ok());
        pattern.map_or_else(String::new, |pattern| pattern.filled(&self.given(year), record))
    }

    /// 密级 in words.
    #[must_use]
    pub fn secrecy_in_words(&self) -> &str {
        given(self.secrecy.as_ref()).unwrap_or(NOT_SECRET)
    }

    /// 保管期限, where it is given.
    #[must_use]
    pub fn retention_in_words(&self) -> Option<&str> {
        given(self.retention.as_ref())
    }

    /// 责任者 of the township's own files.
    #[must_use]
    pub fn author<'a>(&'a self, township: Option<&'a str>) -> &'a str {
        given(self.responsible.as_ref()).or(township).unwrap_or_default()
    }

    fn given<'a>(&'a self, year: &'a str) -> Given<'a> {
        Given {
            fonds: given(self.fonds.as_ref()),
            year,
            retention: given(self.retention.as_ref()),
            office: given(self.office.as_ref()),
        }
    }
}

/// What is written and not only blanks.
fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}
