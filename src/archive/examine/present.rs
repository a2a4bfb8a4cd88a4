//! What is there: whether it is a bag at all, names, digests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::BagTest;
use super::contents::digests_of;
use super::findings::Findings;
use super::names::twins;
use super::walk::Walked;
use crate::archive::Digests;
use crate::archive::codes::{DANGEROUS, MISSING};
use crate::model::Severity;
use crate::workbook::archive_mark::DECLARATION;

/// The list of files that are to be fetched from elsewhere.
const FETCH: &str = "fetch.txt";

/// The files of one half of a bag, its payload or its tag files.
pub(super) struct Present<'a> {
    /// Those that could be read.
    pub(super) digests: BTreeMap<&'a str, Digests>,
    /// Those that could not: they were told already, and are not missing besides.
    pub(super) told: BTreeSet<&'a str>,
}

impl<'a> Present<'a> {
    /// Reads these files.
    pub(super) fn of(folder: &Path, paths: Vec<&'a str>, walked: &'a Walked, findings: &mut Findings) -> Self {
        let mut present = Self { digests: BTreeMap::new(), told: walked.strange.keys().map(String::as_str).collect() };
        let digests = digests_of(folder, &paths);
        for (path, digests) in paths.into_iter().zip(digests) {
            match digests {
                Ok(digests) => {
                    present.digests.insert(path, digests);
                }
                Err(error) => {
                    let message = format!("「{path}」打不开，读不出内容：{error}。");
                    findings.wrong(BagTest::Complete, MISSING.says(message).in_file(&path.into()));
                    present.told.insert(path);
                }
            }
        }
        present
    }

    /// The digests of the files by their paths below a folder.
    pub(super) fn below(self, folder: &str) -> BTreeMap<String, Digests> {
        let below = |(path, digests): (&str, Digests)| (path.strip_prefix(folder).unwrap_or(path).to_owned(), digests);
        self.digests.into_iter().map(below).collect()
    }
}

/// Why a folder is no bag, or one that was not finished; in words.
pub(super) fn no_bag(folder: &Path, walked: &Walked) -> Option<String> {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().unwrap_or(whole.as_os_str()).to_string_lossy();
    if name.starts_with(".jifen-") {
        return Some(format!("「{name}」是归档写到一半留下的临时文件夹，不是档案包。"));
    }
    if walked.files.contains_key(DECLARATION) {
        return None;
    }
    let is_list = |path: &String| path.starts_with("manifest-") || path.starts_with("tagmanifest-");
    Some(if walked.files.keys().any(is_list) {
        format!("「{name}」里有清单，没有 {DECLARATION}：包没有写完，或者没有复制完整。")
    } else {
        format!("「{name}」不是档案包：里面没有 {DECLARATION}。")
    })
}

/// Names and kinds of all that is there.
pub(super) fn names(walked: &Walked, findings: &mut Findings) {
    findings.looked(BagTest::Names, walked.files.len());
    for (path, why) in &walked.strange {
        let message = format!("「{path}」{why}，没有读取。");
        findings.wrong(BagTest::Names, DANGEROUS.says(message).in_file(&path.as_str().into()));
    }
    if walked.files.contains_key(FETCH) {
        let message = format!("包里有 {FETCH}：有的文件不在包里，要到别处去取。这样的包本身不完整，没有照它去取。");
        findings.wrong(BagTest::Names, DANGEROUS.says(message).in_file(&FETCH.into()));
    }
    // Nothing was done to the bag, and here both are there: it is only told.
    for (one, other) in twins(walked.files.keys().map(String::as_str)) {
        let message = format!("「{one}」和「{other}」只是大小写或字的存储写法不同，复制到 Windows 上会变成一个文件。");
        let problem = DANGEROUS.says(message).in_file(&other.into()).as_severity(Severity::Warning);
        findings.remark(problem.advise("保管、复制这个包时用 zip 文件，或者用分得清这两个名称的磁盘。"));
    }
}
