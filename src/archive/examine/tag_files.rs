//! The tag files: all text, in UTF-8.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::BagTest;
use super::findings::Findings;
use crate::archive::codes::MALFORMED;
use crate::archive::info;
use crate::workbook::archive_mark::DECLARATION;

/// Bytes of a tag file: a hundred thousand lines of SHA-512 and a path take a third of it.
const LARGEST: u64 = 64 * 1024 * 1024;
/// Versions of BagIt that are the same to us.
const VERSIONS: [&str; 2] = ["1.0", "0.97"];
/// The tag file that says who packed the bag.
pub(super) const INFO: &str = "bag-info.txt";

/// The text of a tag file; `None` where it has none, and then that was told.
pub(super) fn text_of(folder: &Path, name: &str, findings: &mut Findings) -> Option<String> {
    let mut wrong = |message: String| {
        findings.wrong(BagTest::Declaration, MALFORMED.says(message).in_file(&name.into()));
        None
    };
    let mut bytes = Vec::new();
    let read = File::open(folder.join(name)).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        return wrong(format!("「{name}」打不开：{error}。"));
    }
    if bytes.len() as u64 > LARGEST {
        return wrong(format!("「{name}」有 64 MB 以上，不会是清单或说明，没有读。"));
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return wrong(format!("「{name}」开头有字节顺序标记（BOM），是被别的程序另存过的。"));
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            findings.looked(BagTest::Declaration, 1);
            Some(text)
        }
        Err(error) => {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            wrong(format!("「{name}」不是 UTF-8 编码（第 {line} 行起读不出来）。"))
        }
    }
}

/// Holds bagit.txt against the two lines that it has to have. Returns whether `%25` stands for `%`.
pub(super) fn declaration(text: &str, findings: &mut Findings) -> bool {
    let mut wrong = |message: String, found: &str| {
        let problem = MALFORMED.says(message).in_file(&DECLARATION.into());
        findings.wrong(BagTest::Declaration, if found.is_empty() { problem } else { problem.found(found) });
    };
    let value = |label: &str| {
        let is_it = |line: &&str| line.split_once(':').is_some_and(|(own, _)| own.trim().eq_ignore_ascii_case(label));
        text.lines().find(is_it).and_then(|line| line.split_once(':')).map(|(_, value)| value.trim())
    };
    let version = value("BagIt-Version");
    match version {
        Some(version) if VERSIONS.contains(&version) => {}
        Some(version) => wrong(
            format!(
                "bagit.txt 写的版本是「{version}」，本程序只认得 {}；可能要用更新的程序核验。",
                VERSIONS.join(" 和 ")
            ),
            version,
        ),
        None => wrong("bagit.txt 里没有写版本（BagIt-Version）。".to_owned(), ""),
    }
    match value("Tag-File-Character-Encoding") {
        Some(encoding) if encoding.eq_ignore_ascii_case("UTF-8") => {}
        Some(encoding) => {
            wrong(format!("bagit.txt 写明说明和清单的编码是「{encoding}」，应当是 UTF-8。"), encoding);
        }
        None => wrong("bagit.txt 里没有写说明和清单的编码（Tag-File-Character-Encoding）。".to_owned(), ""),
    }
    version != Some("0.97")
}

/// The lines of bag-info.txt.
pub(super) fn info_lines(text: &str, findings: &mut Findings) -> Vec<(String, String)> {
    info::read(text).unwrap_or_else(|line| {
        let message = format!("「{INFO}」第 {line} 行不成样子：应当是「名称: 内容」。");
        findings.wrong(BagTest::Declaration, MALFORMED.says(message).in_file(&INFO.into()));
        Vec::new()
    })
}
