//! By what an archive of ours, or any other bag, is known: its folder holds `bagit.txt`, or `data/` beside what only bags
//! have. Archives are never changed, and never taken for branches' reports; one that lost its declaration, neither.

use std::path::{Path, PathBuf};

/// The file that declares a bag.
pub const DECLARATION: &str = "bagit.txt";

/// The folder in which all else lies that was packed.
const PAYLOAD: &str = "data";

/// Whether a folder is a bag, a broken one too.
#[must_use]
pub fn is_archive(folder: &Path) -> bool {
    folder.join(DECLARATION).is_file() || (folder.join(PAYLOAD).is_dir() && has_lists(folder))
}

/// Whether a folder holds files that are only beside the payload of a bag.
fn has_lists(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().to_lowercase());
    names.any(|name| {
        let is_list = ["manifest-", "tagmanifest-"].iter().any(|start| name.starts_with(start));
        name == "bag-info.txt" || (is_list && name.ends_with(".txt"))
    })
}

/// The bag in which a path lies, or which it is; the path itself need not exist.
#[must_use]
pub fn archive_around(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let existing = whole.ancestors().find(|folder| folder.exists())?;
    let full = std::fs::canonicalize(existing).unwrap_or_else(|_| existing.to_owned());
    full.ancestors().find(|folder| is_archive(folder)).map(Path::to_owned)
}

/// The same, by the words that led there where the path is the bag itself.
#[must_use]
pub fn archive_of(path: &Path) -> Option<PathBuf> {
    if is_archive(path) { Some(path.to_owned()) } else { archive_around(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bag_without_its_declaration_is_still_one() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        std::fs::create_dir_all(at("data/2025")).unwrap();
        assert!(!is_archive(folder.path()), "a folder that is called data is nothing special");
        for sign in ["bag-info.txt", "manifest-sha256.txt", "TAGMANIFEST-sha512.txt", DECLARATION] {
            std::fs::write(at(sign), "").unwrap();
            assert!(is_archive(folder.path()), "{sign}");
            assert_eq!(archive_around(&at("data/2025/无")), folder.path().canonicalize().ok(), "{sign}");
            std::fs::remove_file(at(sign)).unwrap();
        }
        std::fs::remove_dir_all(at("data")).unwrap();
        std::fs::write(at("bag-info.txt"), "").unwrap();
        assert!(!is_archive(folder.path()));
    }
}
