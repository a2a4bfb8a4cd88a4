//! What in a workbook would run, or leads out of it: macros, embedded objects, links to other places.

use super::marks::element::root;
use super::marks::{Package, PackageError};

/// Parts that run, or hold what another program opens.
const RUNNING: [(&str, &str); 5] = [
    ("vbaproject", "宏"),
    ("activex", "控件"),
    ("embeddings/", "嵌入的对象"),
    ("externallinks/", "到其他工作簿的链接"),
    ("customui/", "自定义的菜单"),
];

/// What in a workbook (xlsx) would run or leads elsewhere, in words, one for each part; empty for one that is only cells.
/// A link to a file beside it, by a relative path, leads nowhere else.
///
/// # Errors
/// [`PackageError`] where it is no readable OOXML workbook.
pub fn active_content(bytes: &[u8]) -> Result<Vec<String>, PackageError> {
    let mut package = Package::open(bytes)?;
    let mut found = Vec::new();
    for name in package.names() {
        let lower = name.to_lowercase();
        if let Some((_, word)) = RUNNING.iter().find(|(part, _)| lower.contains(part)) {
            found.push((*word).to_owned());
        }
        if !lower.ends_with(".rels") {
            continue;
        }
        let text = package.text(&name)?.unwrap_or_default();
        let malformed = |_| PackageError::Malformed(name.clone());
        let links = root(&text).and_then(|root| root.children(&text)).map_err(malformed)?;
        for link in links.iter().filter(|link| link.tag.value("TargetMode").as_deref() == Some("External")) {
            let target = link.tag.value("Target").unwrap_or_default().into_owned();
            if leads_elsewhere(&target) {
                found.push(format!("到「{target}」的链接"));
            }
        }
    }
    Ok(found)
}

/// Whether a link leads to anything but a file below or beside: it has a scheme, or a place on another machine.
#[must_use]
pub fn leads_elsewhere(target: &str) -> bool {
    let scheme = target.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()));
    scheme || target.starts_with(['/', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_elsewhere_are_told_from_files_beside() {
        for target in ["http://x", "file:///c:/x", "mailto:a", r"\\server\x", "/etc/x", "C:/x"] {
            assert!(leads_elsewhere(target), "{target}");
        }
        for target in ["电子档案/2025/结果/汇总.xlsx", "../一人一册/东河村.xlsx", "a.b#'表'!A1"] {
            assert!(!leads_elsewhere(target), "{target}");
        }
    }
}
