//! The workbook part: which sheets there are, where their parts are, which of them is ours.

use super::element::root;
use super::markup::{Malformed, local};
use super::package::{Package, PackageError};
use super::record::{Record, read_records};
use super::{DEFINED_NAME, PART_STEM, is_sheet_name};

/// What the workbook part says.
pub(crate) struct Book {
    /// The name of the workbook part.
    pub(crate) part: String,
    /// The namespace of its root: transitional or strict.
    pub(crate) namespace: String,
    /// The namespace of relationship ids that goes with it.
    pub(crate) link_namespace: String,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) styles: Option<String>,
    pub(crate) strings: Option<String>,
    /// Sheets can neither be added nor taken away by hand.
    pub(crate) locked: bool,
    /// Our defined names: the index of the sheet that they belong to, the formula that they hold.
    our_names: Vec<(Option<u32>, String)>,
}

/// One sheet of the workbook.
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// The relationship that leads to its part.
    pub(crate) link: String,
    /// Its part, where it is a worksheet that the package has.
    pub(crate) part: Option<String>,
}

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_MAIN: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

impl Book {
    /// Follows the relationships from the package to the workbook and on to its sheets.
    pub(crate) fn read(package: &mut Package<'_>) -> Result<Self, PackageError> {
        let top = package.relationships("")?;
        let part = top.into_iter().find(|link| link.kind.ends_with("/officeDocument")).and_then(|link| link.target);
        let part = part.ok_or(PackageError::NotAWorkbook)?;
        if !part.to_ascii_lowercase().ends_with(".xml") {
            return Err(PackageError::NotAWorkbook);
        }
        let text = package.text(&part)?.ok_or(PackageError::NotAWorkbook)?;
        let links = package.relationships(&part)?;
        let target = |kind: &str| links.iter().find(|link| link.kind.ends_with(kind))?.target.clone();
        let worksheet = |id: &str| {
            let link = links.iter().find(|link| link.id == id && link.kind.ends_with("/worksheet"))?;
            link.target.clone().filter(|part| package.has(part))
        };
        let read = || -> Result<Option<Self>, Malformed> {
            let book = root(&text)?;
            if book.local() != "workbook" {
                return Ok(None);
            }
            let own = super::markup::prefix(book.tag.name).trim_end_matches(':');
            let declaration = if own.is_empty() { String::from("xmlns") } else { format!("xmlns:{own}") };
            let namespace = book.tag.value(&declaration).unwrap_or_default().into_owned();
            let link_namespace = if namespace == STRICT_MAIN { STRICT } else { TRANSITIONAL }.to_owned();
            let sheets = book.listed(&text, "sheets")?.into_iter().filter(|sheet| sheet.local() == "sheet");
            let sheets = sheets.map(|sheet| {
                let link = sheet.tag.relationship_id().unwrap_or_default().into_owned();
                let name = sheet.tag.value("name").unwrap_or_default().into_owned();
                Sheet { name, part: worksheet(&link), link }
            });
            let protection = book.child(&text, "workbookProtection")?;
            let locked = protection.is_some_and(|it| it.tag.is_set("lockStructure"));
            let names = book.listed(&text, "definedNames")?;
            let ours = names.iter().filter(|name| name.tag.value("name").is_some_and(|name| name == DEFINED_NAME));
            let our_names = ours.map(|name| Ok((name.tag.number("localSheetId"), name.text(&text)?)));
            let our_names = our_names.collect::<Result<_, Malformed>>()?;
            Ok(Some(Self {
                part: part.clone(),
                namespace,
                link_namespace,
                sheets: sheets.collect(),
                styles: target("/styles"),
                strings: target("/sharedStrings"),
                locked,
                our_names,
            }))
        };
        read().map_err(|Malformed| PackageError::Malformed(part.clone()))?.ok_or(PackageError::NotAWorkbook)
    }

    /// Whether the package is of the strict kind, which knows no drawings for notes.
    pub(crate) fn is_strict(&self) -> bool {
        self.namespace == STRICT_MAIN
    }

    /// Whether a name of ours belongs to the sheet or leads to it. Programs that rename a sheet keep the one or
    /// the other in step.
    fn is_named(&self, index: usize, sheet: &Sheet) -> bool {
        let quoted = format!("'{}'", sheet.name.replace('\'', "''"));
        self.our_names.iter().any(|(local, formula)| {
            let target = formula.rsplit_once('!').map(|(sheet, _)| sheet);
            local.and_then(|local| usize::try_from(local).ok()) == Some(index)
                || target.is_some_and(|name| name == sheet.name || name == quoted)
        })
    }
}

/// The sheets that are ours, each with the records found in it.
///
/// A sheet counts as ours by the name of its part, as we wrote it. After another program has saved the file,
/// it counts by its name or our defined name, but only together with our records: a defined name follows its
/// cell when that is moved into a sheet of the branch.
pub(crate) fn our_sheets(package: &mut Package<'_>, book: &Book) -> Result<Vec<(usize, Vec<Record>)>, PackageError> {
    let mut found = Vec::new();
    for (index, sheet) in book.sheets.iter().enumerate() {
        let Some(part) = sheet.part.as_deref() else { continue };
        let by_part = is_our_part(part);
        if !by_part && !book.is_named(index, sheet) && !is_sheet_name(&sheet.name) {
            continue;
        }
        let records = read_records(package, part, book.strings.as_deref())?;
        if by_part || !records.is_empty() {
            found.push((index, records));
        }
    }
    Ok(found)
}

/// Whether a part has the file name that we give our sheet.
pub(crate) fn is_our_part(part: &str) -> bool {
    part.rsplit('/').next().is_some_and(|file| file.starts_with(PART_STEM))
}

/// The prefix (with its colon) that this root element binds to the relationships of either kind of package.
pub(crate) fn link_prefix(root: &super::element::Element<'_>) -> Option<String> {
    let bound = root.tag.attributes().find(|it| {
        let value = it.value();
        it.name.starts_with("xmlns:") && (value == TRANSITIONAL || value == STRICT)
    })?;
    Some(format!("{}:", local(bound.name)))
}
