//! OpenDocument spreadsheets (.ods, and .fods, which is the same without a package).
//!
//! Read by our own code: calamine 0.38 never ends on some damaged files, and tells neither what is hidden nor which
//! formula was never calculated. Numbers stand in the file as decimals, so nothing is lost on the way.

mod cell;
mod row;
mod shown;
mod sizes;
mod table;

use std::collections::BTreeSet;

use super::Sheet;
use super::escape::decoded;
use super::package::Package;
use super::sniff::Kind;
use super::trouble::{CELLS, SheetRead, Trouble, check_sheets};
use super::xml::{Tag, Token, Tokens, local};
use sizes::Sizes;
use table::table;

/// Bytes of the one piece of XML that holds all sheets.
const LONGEST: usize = 100_000_000;

/// Reads all sheets of a package.
pub(super) fn sheets(package: &mut Package<'_>) -> Result<Vec<SheetRead>, Trouble> {
    if package.has("encrypted-package") || is_encrypted(package)? {
        return Err(Trouble::Locked);
    }
    flat(&package.part("content.xml")?.ok_or(Trouble::Damaged("内容缺失"))?)
}

/// Reads all sheets of a document that is one piece of XML.
pub(super) fn flat(content: &[u8]) -> Result<Vec<SheetRead>, Trouble> {
    if content.len() > LONGEST {
        return Err(Trouble::Beyond(format!("展开后太大（超过 {} MB）", LONGEST / 1_000_000)));
    }
    let mut tokens = Tokens::new(content)?;
    let (mut sheets, mut hidden, mut style, mut is_spreadsheet) = (Vec::new(), BTreeSet::new(), String::new(), false);
    let (mut budget, mut sizes) = (CELLS, Sizes::default());
    while let Some(token) = tokens.next()? {
        let Token::Open(tag) = token else { continue };
        match tag.name {
            b"style" => style = said(tag, b"name")?,
            b"table-column-properties" => sizes.column(&style, &said(tag, b"column-width")?),
            b"table-row-properties" if said(tag, b"use-optimal-row-height")? != "true" => {
                sizes.row(&style, &said(tag, b"row-height")?);
            }
            b"table-properties" if said(tag, b"display")? == "false" => {
                hidden.insert(style.clone());
            }
            b"spreadsheet" => is_spreadsheet = true,
            b"table" if is_spreadsheet => {
                let name = said(tag, b"name")?;
                let is_hidden = hidden.contains(&said(tag, b"style-name")?);
                let mut sheet: Sheet = table(&mut tokens, tag, &name, &sizes, &mut budget)?;
                sheet.hidden = is_hidden;
                sheets.push(Ok(sheet));
                check_sheets(sheets.len())?;
            }
            // What was changed and what tables refer to is no table, and may look like one.
            _ if is_spreadsheet => tokens.skip(tag)?,
            _ => {}
        }
    }
    if !is_spreadsheet {
        return Err(Trouble::Foreign(Kind::Word));
    }
    Ok(sheets)
}

fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Trouble> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    let mut tokens = Tokens::new(&manifest)?;
    while let Some(token) = tokens.next()? {
        if matches!(token, Token::Open(tag) if tag.name == b"encryption-data") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The value of an attribute by its name less the prefix, or nothing.
fn said(tag: Tag<'_>, name: &[u8]) -> Result<String, Trouble> {
    for attribute in tag.attributes() {
        let (key, value) = attribute?;
        if local(key) == name {
            return Ok(decoded(value).into_owned());
        }
    }
    Ok(String::new())
}
