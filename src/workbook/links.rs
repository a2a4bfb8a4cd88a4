//! The links between the parts of a package of Office.

use std::collections::BTreeMap;

use super::escape::decoded;
use super::package::Package;
use super::trouble::Trouble;
use super::xml::{Token, Tokens};

/// A link from one part to another: what it is, and the part.
pub(super) struct Link {
    /// The last step of its type: `worksheet`, `styles`.
    pub kind: String,
    /// The part that it leads to.
    pub part: String,
}

/// The part that the package is about.
pub(super) fn main_part(package: &mut Package<'_>) -> Result<Option<String>, Trouble> {
    let root = listed(package, "_rels/.rels", "")?;
    Ok(root.into_values().find(|link| link.kind == "officeDocument").map(|link| link.part))
}

/// The links of a part, by their names; none where the list is missing.
pub(super) fn links(package: &mut Package<'_>, part: &str) -> Result<BTreeMap<String, Link>, Trouble> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    listed(package, &format!("{folder}/_rels/{name}.rels"), folder)
}

fn listed(package: &mut Package<'_>, list: &str, folder: &str) -> Result<BTreeMap<String, Link>, Trouble> {
    let part = package.part(list)?.unwrap_or_default();
    let mut tokens = Tokens::new(&part)?;
    let mut links = BTreeMap::new();
    while let Some(token) = tokens.next()? {
        if let Token::Open(tag) = token
            && tag.name == b"Relationship"
        {
            let said = |name: &[u8]| Ok(decoded(tag.attribute(name)?.unwrap_or_default()).into_owned());
            let kind: String = said(b"Type")?;
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            links.insert(said(b"Id")?, Link { kind, part: resolved(folder, &said(b"Target")?) });
        }
    }
    Ok(links)
}

/// The name of a part: absolute, or relative to a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_are_relative_or_absolute() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/sharedStrings.xml", "xl/sharedStrings.xml"),
            ("xl", "../other/a.xml", "other/a.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolved(folder, target), part);
        }
    }
}
