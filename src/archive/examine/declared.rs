//! What a bag says of itself: its declaration, its lists, its sums.

use std::collections::BTreeMap;
use std::path::Path;

use super::compare::Lists;
use super::findings::Findings;
use super::lists::Reading;
use super::tag_files::{INFO, declaration, info_lines, text_of};
use super::walk::Walked;
use super::{BagTest, PAYLOAD};
use crate::archive::algorithm::Algorithm;
use crate::archive::codes::{DISAGREE, MALFORMED, NO_BAG};
use crate::archive::info::{OXUM, oxum};
use crate::model::Severity;
use crate::workbook::archive_mark::DECLARATION;

/// What a bag says of itself.
pub(super) struct Declared {
    /// The lines of bag-info.txt.
    pub(super) info: Vec<(String, String)>,
    has_info: bool,
    /// What the manifests list.
    pub(super) payload: Lists,
    /// What the tag manifests list.
    pub(super) tags: Lists,
    /// Whether there is a manifest at all, and a tag manifest.
    has_lists: (bool, bool),
}

impl Declared {
    /// Reads all tag files.
    pub(super) fn read(folder: &Path, walked: &Walked, findings: &mut Findings) -> Self {
        // Other files beside the payload are held against their digests, and not into memory.
        let lists = Algorithm::ALL.iter().flat_map(|algorithm| [Some(algorithm.list()), algorithm.list_of_tags()]);
        let known: Vec<&str> = lists.flatten().chain([DECLARATION, INFO]).collect();
        let tags = walked.files.keys().map(String::as_str).filter(|path| known.contains(path));
        let texts: BTreeMap<&str, String> =
            tags.filter_map(|name| Some((name, text_of(folder, name, findings)?))).collect();
        let escapes_percent = texts.get(DECLARATION).is_none_or(|text| declaration(text, findings));
        let info = texts.get(INFO).map(|text| info_lines(text, findings)).unwrap_or_default();
        let is_there = |name: &str| walked.files.contains_key(name);
        let has_lists = (
            Algorithm::ALL.iter().any(|algorithm| is_there(algorithm.list())),
            Algorithm::ALL.iter().filter_map(|algorithm| algorithm.list_of_tags()).any(is_there),
        );
        unknown_lists(walked, findings);

        let mut tags = Lists { lists: Vec::new(), complete: BagTest::TagFiles, nothing_added: BagTest::TagFiles };
        let mut payload =
            Lists { lists: Vec::new(), complete: BagTest::Complete, nothing_added: BagTest::NothingAdded };
        for algorithm in Algorithm::ALL {
            let Some(name) = algorithm.list_of_tags() else { continue };
            let reading = Reading { name, algorithm, of_payload: false, escapes_percent, test: BagTest::TagFiles };
            if let Some(text) = texts.get(name) {
                tags.lists.push((algorithm, name, reading.list(text, findings), BagTest::TagFiles));
            } else if !is_there(name) && has_lists.1 {
                findings.wrong(BagTest::TagFiles, no_list(name));
            }
        }
        for algorithm in Algorithm::ALL {
            let (name, test) = (algorithm.list(), test_of(algorithm));
            let reading = Reading { name, algorithm, of_payload: true, escapes_percent, test };
            let is_told = tags.lists.iter().any(|(_, _, list, _)| list.contains_key(name));
            if let Some(text) = texts.get(name) {
                payload.lists.push((algorithm, name, reading.list(text, findings), test));
            } else if is_there(name) {
                findings.untested(test, &format!("清单 {name} 读不出来"));
            } else if is_told || algorithm == Algorithm::Sm3 || !has_lists.0 {
                findings.untested(test, &format!("包里没有清单 {name}"));
            } else {
                findings.wrong(test, no_list(name));
            }
        }
        if payload.lists.is_empty() {
            findings.untested(BagTest::Complete, "没有能用的清单");
            findings.untested(BagTest::NothingAdded, "没有能用的清单");
        }
        if tags.lists.is_empty() {
            findings.untested(BagTest::TagFiles, "没有能用的清单");
        }
        Self { info, has_info: is_there(INFO), payload, tags, has_lists }
    }

    /// The bytes and the files of the payload against Payload-Oxum.
    pub(super) fn measure(&self, walked: &Walked, findings: &mut Findings) {
        let stated: Vec<&str> = self
            .info
            .iter()
            .filter(|(label, _)| label.eq_ignore_ascii_case(OXUM))
            .map(|(_, value)| value.as_str())
            .collect();
        let Some(first) = stated.first() else {
            let why = if self.has_info { format!("{INFO} 没有写 {OXUM}") } else { format!("没有 {INFO}") };
            return findings.untested(BagTest::Oxum, &why);
        };
        if stated.iter().any(|value| value != first) {
            let message = format!("{INFO} 里的 {OXUM} 写了几遍，各不相同：{}。", stated.join("、"));
            return findings.wrong(BagTest::Oxum, DISAGREE.says(message).in_file(&INFO.into()));
        }
        let Some((bytes, files)) = oxum(first) else {
            let message = format!("{INFO} 里的 {OXUM} 写的是「{first}」，应当是「字节数.文件数」。");
            return findings.wrong(BagTest::Oxum, MALFORMED.says(message).in_file(&INFO.into()).found(first));
        };
        let sizes = walked.files.iter().filter(|(path, _)| path.starts_with(PAYLOAD)).map(|(_, size)| *size);
        let (found_bytes, found_files) = sizes.fold((0_u64, 0_u64), |(bytes, files), size| (bytes + size, files + 1));
        if (bytes, files) == (found_bytes, found_files) {
            return findings.looked(BagTest::Oxum, usize::try_from(files).unwrap_or(usize::MAX));
        }
        if [BagTest::Complete, BagTest::NothingAdded, BagTest::Sha256].into_iter().any(|test| findings.has_failed(test))
        {
            // The files by which the sums differ were named.
            return findings.fails(BagTest::Oxum);
        }
        let message = format!(
            "{INFO} 记的是 {files} 个文件、{bytes} 字节，data 里现有 {found_files} 个文件、{found_bytes} 字节。"
        );
        findings.wrong(BagTest::Oxum, DISAGREE.says(message).in_file(&INFO.into()).found(first));
    }

    /// Whether the bag was finished: it has lists of both kinds, and files where files are listed.
    pub(super) fn is_whole(&self, payload: &[&str], findings: &mut Findings) -> bool {
        let mut half = |test: BagTest, message: String| findings.wrong(test, NO_BAG.says(message));
        let (has_list, has_list_of_tags) = self.has_lists;
        if !has_list {
            half(BagTest::Complete, "没有文件清单（manifest-sha256.txt）：包没有写完，或者没有复制完整。".to_owned());
        }
        if !has_list_of_tags {
            let message = "没有 tagmanifest-sha256.txt：它是最后写的，没有它，包就没有写完，或者没有复制完整。";
            half(BagTest::TagFiles, message.to_owned());
        }
        let listed = self.payload.lists.iter().map(|(_, _, list, _)| list.len()).max().unwrap_or_default();
        let is_empty = payload.is_empty() && listed > 0;
        if is_empty {
            let message = format!("清单列出 {listed} 个文件，data 里一个也没有：包没有写完，或者没有复制完整。");
            half(BagTest::Complete, message);
        }
        has_list && !is_empty
    }
}

const fn test_of(algorithm: Algorithm) -> BagTest {
    match algorithm {
        Algorithm::Sha256 => BagTest::Sha256,
        Algorithm::Sha512 => BagTest::Sha512,
        Algorithm::Sm3 => BagTest::Sm3,
    }
}

fn no_list(name: &str) -> crate::model::Diagnostic {
    DISAGREE.says(format!("包里没有清单「{name}」；SHA-256 和 SHA-512 的清单应当都有。")).in_file(&name.into())
}

/// Lists by digests that are not reckoned here: nothing is wrong with them, and nobody held them against the files.
fn unknown_lists(walked: &Walked, findings: &mut Findings) {
    let is_known = |name: &str| {
        Algorithm::ALL.iter().any(|algorithm| algorithm.list() == name || algorithm.list_of_tags() == Some(name))
    };
    for name in walked.files.keys() {
        let rest = name.strip_prefix("tag").unwrap_or(name).strip_prefix("manifest-");
        if let Some(algorithm) = rest.and_then(|rest| rest.strip_suffix(".txt"))
            && !is_known(name)
        {
            let message = format!("没有照「{name}」核对：本程序不算 {} 校验值。", algorithm.to_uppercase());
            let problem = DISAGREE.says(message).in_file(&name.as_str().into()).as_severity(Severity::Note);
            findings.remark(problem.advise("要照它核对，请用别的校验工具。"));
        }
    }
}
