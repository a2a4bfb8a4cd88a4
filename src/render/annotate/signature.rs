//! A digital signature says that a package was not changed: after a mark it is void, and its parts go.

use super::AnnotateError;
use super::parts::{edit, remove_part, without};
use crate::workbook::marks::{Package, relationships_part};

/// The folder of the signature parts.
const FOLDER: &str = "_xmlsignatures/";

/// Takes the parts of a signature out; says whether there was one.
pub(super) fn drop_signature(package: &mut Package<'_>) -> Result<bool, AnnotateError> {
    let signed = |name: &str| name.to_lowercase().starts_with(FOLDER);
    let parts: Vec<String> = package.names().into_iter().filter(|name| signed(name)).collect();
    if parts.is_empty() {
        return Ok(false);
    }
    let links = package.relationships("")?;
    let void: Vec<String> = links
        .into_iter()
        .filter(|link| link.kind.contains("/digital-signature/") || link.target.as_deref().is_some_and(signed))
        .map(|link| link.id)
        .collect();
    edit(package, &relationships_part(""), |text| {
        without(text, |link| link.tag.value("Id").is_some_and(|id| void.iter().any(|gone| *gone == id)))
    })?;
    for part in parts {
        if part.ends_with(".rels") { package.remove(&part) } else { remove_part(package, &part)? }
    }
    Ok(true)
}
