//! Whether a bag is what it was when it was packed: every test of fixity and completeness, by name.

use std::path::{Path, PathBuf};

use crate::model::Diagnostic;

/// What is tested of a bag without reckoning anything, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BagTest {
    /// bagit.txt declares a bag of a version that is known, and its tag files are UTF-8.
    Declaration,
    /// Every name is one that other systems can hold, and none leads out of the bag.
    Names,
    /// The tag files are those that the tag manifests name, by SHA-256 and SHA-512.
    TagFiles,
    /// The payload is as large as bag-info.txt says, file by file and byte by byte.
    Oxum,
    /// Every file of the manifests is there.
    Complete,
    /// No file is there that no manifest names.
    NothingAdded,
    /// Every file has the SHA-256 of the manifest.
    Sha256,
    /// Every file has the SHA-512 of the manifest.
    Sha512,
    /// Every file has the SM3 of the list.
    Sm3,
}

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tested {
    /// So many things were looked at, and all were right.
    Passed(usize),
    /// So many were wrong; the diagnostics name them.
    Failed(usize),
    /// It could not be done; why, in words.
    NotTested(String),
}

/// What was found of a bag.
#[derive(Debug)]
pub struct Examination {
    /// Every test once, in the order of [`BagTest`].
    pub tests: Vec<(BagTest, Tested)>,
    /// All problems, F4xx.
    pub diagnostics: Vec<Diagnostic>,
    /// The bag, where nothing is wrong with it: only then is anything in it trusted.
    pub opened: Option<Opened>,
}

/// A bag with which nothing is wrong.
#[derive(Clone, Debug)]
pub struct Opened {
    folder: PathBuf,
    info: Vec<(String, String)>,
}

impl Opened {
    /// Where a file of the payload lies; `path` is below `data/`.
    #[must_use]
    pub fn location(&self, path: &str) -> PathBuf {
        self.folder.join("data").join(path)
    }

    /// The bag's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The first value of a label of bag-info.txt.
    #[must_use]
    pub fn info(&self, label: &str) -> Option<&str> {
        self.info.iter().find(|(own, _)| own.eq_ignore_ascii_case(label)).map(|(_, value)| value.as_str())
    }
}

/// Makes all tests; none stops another that can still be made.
#[must_use]
pub fn examine(folder: &Path) -> Examination {
    // Seam: the `bag` helper puts the tests here.
    let opened = Opened { folder: folder.to_owned(), info: Vec::new() };
    Examination { tests: Vec::new(), diagnostics: Vec::new(), opened: Some(opened) }
}
