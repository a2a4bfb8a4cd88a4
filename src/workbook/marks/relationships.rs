//! How parts lead to each other.

use super::element::root;
use super::markup::Malformed;
use super::package::{Package, PackageError};

/// A link from one part to another.
#[derive(Clone, Debug)]
pub(crate) struct Relationship {
    pub(crate) id: String,
    /// The type's whole address.
    pub(crate) kind: String,
    /// The name of the part it leads to; `None` where it leads out of the package.
    pub(crate) target: Option<String>,
}

impl Package<'_> {
    /// Where a part leads to; `source` is empty for the package itself.
    pub(crate) fn relationships(&mut self, source: &str) -> Result<Vec<Relationship>, PackageError> {
        let name = relationships_part(source);
        let Some(text) = self.text(&name)? else { return Ok(Vec::new()) };
        let read = |text: &str| -> Result<Vec<Relationship>, Malformed> {
            let links = root(text)?.children(text)?.into_iter().filter(|link| link.local() == "Relationship");
            Ok(links
                .map(|link| {
                    let value = |name| link.tag.value(name).unwrap_or_default().into_owned();
                    let inside = value("TargetMode") != "External";
                    Relationship {
                        id: value("Id"),
                        kind: value("Type"),
                        target: inside.then(|| resolve(source, &value("Target"))),
                    }
                })
                .collect())
        };
        read(&text).map_err(|Malformed| PackageError::Malformed(name))
    }
}

/// The part that holds a part's relationships.
pub(crate) fn relationships_part(source: &str) -> String {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") }
}

/// The folder of a part, with a slash at its end unless it is the top.
pub(crate) fn folder(part: &str) -> &str {
    part.rfind('/').and_then(|slash| part.get(..=slash)).unwrap_or("")
}

/// A target as written in the relationships of `source`, as the name of a part.
fn resolve(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let base = if target.starts_with('/') { "" } else { folder(source) };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_or_absolute() {
        assert_eq!(resolve("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/workbook.xml", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/worksheets/sheet1.xml", "../media/1.png"), "xl/media/1.png");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("a/b.xml", "../../../c"), "c");
        assert_eq!(relationships_part(""), "_rels/.rels");
        assert_eq!(relationships_part("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }
}
