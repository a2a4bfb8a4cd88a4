//! Where a sheet is listed: the workbook part, its relationships, the content types.

use super::AnnotateError;
use super::parts::{declare, edit, link, remove_part, without};
use super::splice::{Splices, escaped};
use crate::workbook::marks::element::{Element, root};
use crate::workbook::marks::markup::{Malformed, prefix};
use crate::workbook::marks::{
    Book, DEFINED_NAME, PART_STEM, Package, SHEET_NAME, folder, link_prefix, relationships_part,
};

/// What a worksheet part is.
const WORKSHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
/// What a styles part is.
const STYLES_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// A name that no sheet has yet (Excel compares them without case).
pub(super) fn free_name(book: &Book) -> String {
    let taken = |name: &str| book.sheets.iter().any(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|number| format!("{SHEET_NAME} ({number})"));
    std::iter::once(SHEET_NAME.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// A name for the part of our sheet.
pub(super) fn free_part(package: &Package<'_>, book: &Book) -> String {
    let folder = folder(&book.part);
    let numbered = (2..).map(|number| format!("{folder}worksheets/{PART_STEM}{number}.xml"));
    let first = format!("{folder}worksheets/{PART_STEM}.xml");
    std::iter::once(first).chain(numbered).find(|part| !package.has(part)).unwrap_or_default()
}

/// A defined name that belongs to our sheet.
pub(super) struct DefinedName {
    pub(super) name: &'static str,
    /// What stands after the sheet's name and `!`.
    pub(super) range: String,
    pub(super) hidden: bool,
}

/// Lists our sheet, last of all sheets.
pub(super) fn add_sheet(
    package: &mut Package<'_>,
    book: &Book,
    name: &str,
    part: &str,
    names: &[DefinedName],
) -> Result<(), AnnotateError> {
    let target = part.strip_prefix(folder(&book.part)).unwrap_or(part);
    let link = link(package, &book.part, &book.link_namespace, "worksheet", target)?;
    declare(package, part, WORKSHEET_TYPE)?;
    edit(package, &book.part, |text| list_sheet(text, book, name, &link, names))
}

/// Gives a workbook without styles a styles part.
pub(super) fn add_styles(package: &mut Package<'_>, book: &Book) -> Result<String, AnnotateError> {
    let part = format!("{}styles.xml", folder(&book.part));
    if !package.has(&part) {
        package.put(&part, super::format_lists::empty_part(&book.namespace))?;
        declare(package, &part, STYLES_TYPE)?;
    }
    link(package, &book.part, &book.link_namespace, "styles", "styles.xml")?;
    Ok(part)
}

fn list_sheet(text: &str, book: &Book, name: &str, link: &str, names: &[DefinedName]) -> Result<String, Malformed> {
    let workbook = root(text)?;
    let own = prefix(workbook.tag.name);
    let children = workbook.children(text)?;
    let sheets = children.iter().find(|child| child.local() == "sheets").ok_or(Malformed)?;
    let ids = sheets.children(text)?;
    let id = ids.iter().filter_map(|sheet| sheet.tag.number("sheetId")).max().unwrap_or(0).saturating_add(1);
    let link = match link_prefix(&workbook) {
        Some(prefix) => format!("{prefix}id=\"{link}\""),
        None => format!("xmlns:r=\"{}\" r:id=\"{link}\"", book.link_namespace),
    };
    let mut splices = Splices::default();
    splices.append(sheets, &format!("<{own}sheet name=\"{}\" sheetId=\"{id}\" {link}/>", escaped(name)));
    let quoted = escaped(&format!("'{}'!", name.replace('\'', "''")));
    let index = book.sheets.len();
    let entries: String = names
        .iter()
        .map(|entry| {
            let hidden = if entry.hidden { " hidden=\"1\"" } else { "" };
            let range = escaped(&entry.range);
            format!(
                "<{own}definedName name=\"{}\" localSheetId=\"{index}\"{hidden}>{quoted}{range}</{own}definedName>",
                entry.name
            )
        })
        .collect();
    match children.iter().find(|child| child.local() == "definedNames") {
        Some(list) => splices.append(list, &entries),
        None => {
            let before = ["sheets", "functionGroups", "externalReferences"];
            let after = children.iter().filter(|child| before.contains(&child.local()));
            let at = after.map(|child| child.span.end).max().ok_or(Malformed)?;
            splices.insert(at, format!("<{own}definedNames>{entries}</{own}definedNames>"));
        }
    }
    Ok(splices.apply(text))
}

/// Takes sheets off all lists, and their parts out; so also our defined name if it has lost its sheet.
pub(super) fn remove_sheets(package: &mut Package<'_>, book: &Book, gone: &[usize]) -> Result<(), AnnotateError> {
    edit(package, &book.part, |text| unlist_sheets(text, book, gone))?;
    for sheet in gone.iter().filter_map(|index| book.sheets.get(*index)) {
        edit(package, &relationships_part(&book.part), |text| {
            without(text, |link| link.tag.value("Id").is_some_and(|id| id == sheet.link))
        })?;
        if let Some(part) = &sheet.part {
            remove_part(package, part)?;
        }
    }
    Ok(())
}

fn unlist_sheets(text: &str, book: &Book, gone: &[usize]) -> Result<String, Malformed> {
    let workbook = root(text)?;
    let mut splices = Splices::default();
    // where an index of a sheet points once the others are gone
    let moved = |index: u32| -> Option<u32> {
        let at = usize::try_from(index).ok()?;
        let before = gone.iter().filter(|gone| **gone < at).count();
        (!gone.contains(&at)).then(|| index.saturating_sub(u32::try_from(before).unwrap_or(u32::MAX)))
    };
    for child in workbook.children(text)? {
        match child.local() {
            "sheets" => {
                let sheets = child.children(text)?.into_iter().filter(|sheet| sheet.local() == "sheet");
                for (_, sheet) in sheets.enumerate().filter(|(index, _)| gone.contains(index)) {
                    splices.remove(sheet.span);
                }
            }
            "bookViews" => {
                for view in child.children(text)? {
                    for name in ["activeTab", "firstSheet"] {
                        let Some(index) = view.tag.number(name) else { continue };
                        let new = moved(index).unwrap_or_else(|| first_shown(&workbook, text, gone).unwrap_or(0));
                        if new != index {
                            splices.set(&view.tag, name, &new.to_string());
                        }
                    }
                }
            }
            "definedNames" => {
                let mut left = 0;
                let mut inner = Splices::default();
                for name in child.children(text)? {
                    let local = name.tag.number("localSheetId");
                    let to = local.map_or(Some(None), |index| moved(index).map(Some));
                    match to.filter(|_| name.tag.value("name").is_none_or(|name| name != DEFINED_NAME)) {
                        None => inner.remove(name.span),
                        Some(index) => {
                            left += 1;
                            if let Some(index) = index.filter(|_| index != local) {
                                inner.set(&name.tag, "localSheetId", &index.to_string());
                            }
                        }
                    }
                }
                if left == 0 && !inner.is_empty() {
                    splices.remove(child.span);
                } else {
                    splices.extend(inner);
                }
            }
            _ => {}
        }
    }
    debug_assert!(gone.iter().all(|index| *index < book.sheets.len()));
    Ok(splices.apply(text))
}

/// The first sheet that is not hidden, counted without those that go.
fn first_shown(workbook: &Element<'_>, text: &str, gone: &[usize]) -> Option<u32> {
    let sheets = workbook.listed(text, "sheets").ok()?;
    let kept = sheets.iter().enumerate().filter(|(index, _)| !gone.contains(index)).map(|(_, sheet)| sheet);
    let shown = kept.enumerate().find(|(_, sheet)| sheet.tag.value("state").is_none_or(|state| state == "visible"));
    shown.and_then(|(index, _)| u32::try_from(index).ok())
}
