//! Whether a bag is what it was when it was packed: every test of fixity and completeness, by name.

mod compare;
mod contents;
mod declared;
mod findings;
mod lists;
mod names;
mod present;
mod tag_files;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Digests;
use super::codes::{DANGEROUS, NO_BAG};
use crate::model::Diagnostic;
use declared::Declared;
use findings::Findings;
use present::{Present, names, no_bag};
use walk::walk;

pub(super) use names::danger;

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
    files: BTreeMap<String, Digests>,
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

    /// Every file of the payload: its path below `data/` and its digests as reckoned now, sorted.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Digests)> {
        self.files.iter().map(|(path, digests)| (path.as_str(), digests))
    }

    /// The lines of bag-info.txt, in their order.
    #[must_use]
    pub fn info_lines(&self) -> &[(String, String)] {
        &self.info
    }

    /// The first value of a label of bag-info.txt.
    #[must_use]
    pub fn info(&self, label: &str) -> Option<&str> {
        self.info.iter().find(|(own, _)| own.eq_ignore_ascii_case(label)).map(|(_, value)| value.as_str())
    }
}

/// Bytes of all files of a bag: a township's has some hundreds of millions.
const LARGEST: u64 = 64_000_000_000;
/// What the paths of the payload begin with.
const PAYLOAD: &str = "data/";

/// Makes all tests; none stops another that can still be made.
///
/// Links are not followed, and nothing outside the folder is read. Files are read a piece at a time.
#[must_use]
pub fn examine(folder: &Path) -> Examination {
    let mut findings = Findings::default();
    let opened = make_tests(folder, &mut findings);
    let opened = opened.filter(|_| !findings.any_wrong());
    Examination { tests: findings.tests(), diagnostics: findings.diagnostics, opened }
}

/// The bag, with what could be read of it.
fn make_tests(folder: &Path, findings: &mut Findings) -> Option<Opened> {
    let walked = match walk(folder) {
        Ok(walked) => walked,
        Err(error) => {
            let message = format!("文件夹「{}」打不开：{error}。", folder.display());
            findings.wrong(BagTest::Declaration, NO_BAG.says(message));
            findings.nothing_else("文件夹打不开");
            return None;
        }
    };
    if let Some(message) = no_bag(folder, &walked) {
        findings.wrong(BagTest::Declaration, NO_BAG.says(message));
        findings.nothing_else("不是完整的档案包");
        return None;
    }
    let bytes: u64 = walked.files.values().sum();
    if walked.unbounded || bytes > LARGEST {
        let message = if walked.unbounded {
            format!("包里有 {} 个以上的文件，或者文件夹套得太深，不会是档案包，没有核对。", walk::FILES)
        } else {
            format!("包里的文件共有 {} GB，不会是档案包，没有核对。", bytes / 1_000_000_000)
        };
        findings.wrong(BagTest::Names, DANGEROUS.says(message));
        findings.nothing_else("包大得不合情理");
        return None;
    }
    names(&walked, findings);
    let declared = Declared::read(folder, &walked, findings);
    let is_payload = |path: &&str| path.starts_with(PAYLOAD);
    let (payload, tags): (Vec<&str>, Vec<&str>) = walked.files.keys().map(String::as_str).partition(is_payload);
    if declared.is_whole(&payload, findings) {
        let tags = tags.into_iter().filter(|name| !name.starts_with("tagmanifest-"));
        declared.tags.compare(&Present::of(folder, tags.collect(), &walked, findings), findings);
        let present = Present::of(folder, payload, &walked, findings);
        declared.payload.compare(&present, findings);
        declared.measure(&walked, findings);
        return Some(Opened { folder: folder.to_owned(), info: declared.info, files: present.below(PAYLOAD) });
    }
    declared.measure(&walked, findings);
    findings.nothing_else("包没有写完");
    None
}

#[cfg(test)]
mod tests;
