//! What makes a part belong to the package: content types, relationships, and their end.

use super::AnnotateError;
use super::splice::Splices;
use crate::workbook::marks::element::{Element, root};
use crate::workbook::marks::markup::{Malformed, prefix};
use crate::workbook::marks::{Package, PackageError, relationships_part};

/// The part that says what each part is.
const TYPES_PART: &str = "[Content_Types].xml";
/// A part of relationships without any.
const NO_LINKS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// Says what a new part is.
pub(super) fn declare(package: &mut Package<'_>, part: &str, content_type: &str) -> Result<(), AnnotateError> {
    edit(package, TYPES_PART, |text| {
        let types = root(text)?;
        let own = prefix(types.tag.name);
        let mut splices = Splices::default();
        splices.append(&types, &format!("<{own}Override PartName=\"/{part}\" ContentType=\"{content_type}\"/>"));
        Ok(splices.apply(text))
    })
}

/// Says what all parts with this ending are; says whether that had to be said.
pub(super) fn declare_ending(
    package: &mut Package<'_>,
    ending: &str,
    content_type: &str,
) -> Result<bool, AnnotateError> {
    let mut said = false;
    edit(package, TYPES_PART, |text| {
        let types = root(text)?;
        let entries = types.children(text)?;
        if entries.iter().any(|entry| is_ending(entry, ending)) {
            return Ok(text.to_owned());
        }
        said = true;
        let entry =
            format!("<{}Default Extension=\"{ending}\" ContentType=\"{content_type}\"/>", prefix(types.tag.name));
        let mut splices = Splices::default();
        // endings stand before single parts
        match entries.iter().find(|entry| entry.local() == "Override") {
            Some(first) => splices.insert(first.span.start, entry),
            None => splices.append(&types, &entry),
        }
        Ok(splices.apply(text))
    })?;
    Ok(said)
}

/// Takes back what was said of an ending, where no part needs it any more. (LibreOffice speaks of each part.)
pub(super) fn undeclare_ending(package: &mut Package<'_>, ending: &str) -> Result<(), AnnotateError> {
    let dotted = format!(".{ending}");
    let parts: Vec<String> =
        package.names().into_iter().filter(|name| name.to_lowercase().ends_with(&dotted)).collect();
    edit(package, TYPES_PART, |text| {
        let entries = root(text)?.children(text)?;
        let single = |part: &String| entries.iter().any(|entry| is_part(entry, part));
        if parts.iter().all(single) { without(text, |entry| is_ending(entry, ending)) } else { Ok(text.to_owned()) }
    })
}

fn is_ending(entry: &Element<'_>, ending: &str) -> bool {
    entry.local() == "Default" && entry.tag.value("Extension").is_some_and(|it| it.eq_ignore_ascii_case(ending))
}

fn is_part(entry: &Element<'_>, part: &str) -> bool {
    entry.tag.value("PartName").is_some_and(|name| name.trim_start_matches('/').eq_ignore_ascii_case(part))
}

/// Takes back what was said of single parts.
fn undeclare(package: &mut Package<'_>, parts: &[String]) -> Result<(), AnnotateError> {
    edit(package, TYPES_PART, |text| without(text, |entry| parts.iter().any(|part| is_part(entry, part))))
}

/// Adds a relationship of a part and gives back its id. `namespace` is that of relationship ids.
pub(super) fn link(
    package: &mut Package<'_>,
    source: &str,
    namespace: &str,
    kind: &str,
    target: &str,
) -> Result<String, AnnotateError> {
    let links = package.relationships(source)?;
    let numbered = (1..).map(|number| format!("rIdJifen{number}"));
    let id = numbered.into_iter().find(|id| links.iter().all(|link| link.id != *id)).unwrap_or_default();
    let part = relationships_part(source);
    if !package.has(&part) {
        package.put(&part, NO_LINKS)?;
    }
    edit(package, &part, |text| {
        let list = root(text)?;
        let own = prefix(list.tag.name);
        let entry = format!("<{own}Relationship Id=\"{id}\" Type=\"{namespace}/{kind}\" Target=\"{target}\"/>");
        let mut splices = Splices::default();
        splices.append(&list, &entry);
        Ok(splices.apply(text))
    })?;
    Ok(id)
}

/// Takes a relationship of a part away, and where it was the last one and `made` here, the list of them.
pub(super) fn unlink(package: &mut Package<'_>, source: &str, id: &str, made: bool) -> Result<(), AnnotateError> {
    let part = relationships_part(source);
    edit(package, &part, |text| without(text, |link| link.tag.value("Id").is_some_and(|it| it == id)))?;
    if made && package.relationships(source)?.is_empty() {
        package.remove(&part);
        // LibreOffice declares relationship parts one by one
        undeclare(package, &[part])?;
    }
    Ok(())
}

/// Takes a part out, its relationships, and what only they lead to (print settings, notes).
pub(super) fn remove_part(package: &mut Package<'_>, part: &str) -> Result<(), AnnotateError> {
    let own_links = relationships_part(part);
    let mut led_to: Vec<String> = package.relationships(part)?.into_iter().filter_map(|link| link.target).collect();
    package.remove(part);
    package.remove(&own_links);
    if !led_to.is_empty() {
        for links in package.names().into_iter().filter(|name| name.ends_with(".rels")) {
            let source = links.replace("_rels/", "");
            let source = source.strip_suffix(".rels").unwrap_or("");
            let others: Vec<_> = package.relationships(source)?.into_iter().filter_map(|link| link.target).collect();
            led_to.retain(|part| !others.contains(part));
        }
    }
    led_to.iter().for_each(|part| package.remove(part));
    // LibreOffice declares relationship parts one by one
    led_to.extend([part.to_owned(), own_links]);
    undeclare(package, &led_to)
}

/// A text without the children of its root that are `unwanted`.
pub(super) fn without(text: &str, unwanted: impl Fn(&Element<'_>) -> bool) -> Result<String, Malformed> {
    let mut splices = Splices::default();
    root(text)?.children(text)?.iter().filter(|child| unwanted(child)).for_each(|it| splices.remove(it.span.clone()));
    Ok(splices.apply(text))
}

/// Edits a part that has to be there.
pub(super) fn edit(
    package: &mut Package<'_>,
    part: &str,
    change: impl FnOnce(&str) -> Result<String, Malformed>,
) -> Result<(), AnnotateError> {
    let malformed = || PackageError::Malformed(part.to_owned());
    let text = package.text(part)?.ok_or_else(malformed)?;
    let changed = change(&text).map_err(|Malformed| malformed())?;
    if changed != text {
        package.put(part, changed)?;
    }
    Ok(())
}
