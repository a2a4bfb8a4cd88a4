//! The table of contents: which part holds which sheet, and where texts and formats stand.

use std::collections::BTreeMap;

use crate::workbook::escape::decoded;
use crate::workbook::links::{Link, links, main_part};
use crate::workbook::package::Package;
use crate::workbook::trouble::{Trouble, check_sheets};
use crate::workbook::xml::{Token, Tokens, local};

/// What the workbook's own part says.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The worksheets in the order of their tabs.
    pub sheets: Vec<Listed>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    /// The part of shared texts.
    pub strings: Option<String>,
    /// The part of formats.
    pub styles: Option<String>,
}

/// A worksheet in the table of contents.
#[derive(Debug)]
pub(super) struct Listed {
    /// The name on its tab.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The part that holds it, where one is named.
    pub part: Option<String>,
}

impl Contents {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Trouble> {
        let missing = Trouble::Damaged("缺少工作表目录");
        let main = main_part(package)?.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let links = links(package, &main)?;
        let part = package.part(&main)?.ok_or(missing)?;
        let named = |kind: &str| links.values().find(|link| link.kind == kind).map(|link| link.part.clone());
        let mut contents = Self { strings: named("sharedStrings"), styles: named("styles"), ..Self::default() };
        contents.walk(&part, &links)?;
        Ok(contents)
    }

    fn walk(&mut self, part: &[u8], links: &BTreeMap<String, Link>) -> Result<(), Trouble> {
        let mut tokens = Tokens::new(part)?;
        while let Some(token) = tokens.next()? {
            let Token::Open(tag) = token else { continue };
            match tag.name {
                b"workbookPr" => self.from_1904 |= tag.says_yes(b"date1904")?,
                b"sheet" => {
                    let (mut name, mut hidden, mut link) = (String::new(), false, None);
                    for attribute in tag.attributes() {
                        match attribute? {
                            (b"name", value) => name = decoded(value).into_owned(),
                            (b"state", value) => hidden = matches!(value, b"hidden" | b"veryHidden"),
                            (key, value) if local(key) == b"id" => link = links.get(&*decoded(value)),
                            _ => {}
                        }
                    }
                    // Charts, dialogs and macros have tabs too, and nothing to read.
                    if link.is_none_or(|link| link.kind == "worksheet") {
                        self.sheets.push(Listed { name, hidden, part: link.map(|link| link.part.clone()) });
                    }
                    check_sheets(self.sheets.len())?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}
