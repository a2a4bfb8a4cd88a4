//! Manifests, line by line: a digest and a path.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::BagTest;
use super::findings::Findings;
use super::names::danger;
use crate::archive::algorithm::Algorithm;
use crate::archive::codes::{DANGEROUS, MALFORMED};

/// A list of files and digests; the digests in small letters.
pub(super) type List = BTreeMap<String, String>;

/// How the lists of a bag are read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    /// The name of the list.
    pub(super) name: &'a str,
    /// Its digests.
    pub(super) algorithm: Algorithm,
    /// Whether it lists the payload; else the tag files.
    pub(super) of_payload: bool,
    /// Whether `%25` stands for `%`: since BagIt 1.0.
    pub(super) escapes_percent: bool,
    /// The test that fails where the list is wrong.
    pub(super) test: BagTest,
}

impl Reading<'_> {
    /// The lines that are right; what is wrong with others is told.
    pub(super) fn list(self, text: &str, findings: &mut Findings) -> List {
        let mut list = List::new();
        // Any of the three line ends will do; what an editor made of them changes nothing.
        let lines = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
        for (number, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
            let number = number + 1;
            let Some((digest, path)) = self.parts(line) else {
                let message = format!(
                    "「{}」第 {number} 行不成样子：应当是 {} 位 {} 校验值，空格，再是文件的路径。",
                    self.name,
                    self.algorithm.digits(),
                    self.algorithm.label(),
                );
                findings.wrong(self.test, MALFORMED.says(message).in_file(&self.name.into()));
                continue;
            };
            if let Some(why) = danger(&path) {
                let message = format!("「{}」第 {number} 行写的路径「{path}」{why}，没有照它去读。", self.name);
                findings.wrong(BagTest::Names, DANGEROUS.says(message).in_file(&self.name.into()).found(&path));
            } else if path.starts_with("data/") != self.of_payload {
                let expected = if self.of_payload {
                    "只应列出 data 文件夹里的文件"
                } else {
                    "只应列出 data 文件夹以外的文件"
                };
                let message = format!("「{}」第 {number} 行写着「{path}」；这份清单{expected}。", self.name);
                findings.wrong(self.test, MALFORMED.says(message).in_file(&self.name.into()).found(&path));
            } else {
                match list.entry(path) {
                    Entry::Vacant(place) => {
                        place.insert(digest);
                    }
                    Entry::Occupied(place) => {
                        let path = place.key();
                        let message =
                            format!("「{}」第 {number} 行把「{path}」又列了一遍，每个文件只能列一次。", self.name);
                        findings.wrong(self.test, MALFORMED.says(message).in_file(&self.name.into()).found(path));
                    }
                }
            }
        }
        list
    }

    /// The digest and the path of a line.
    fn parts(self, line: &str) -> Option<(String, String)> {
        let (digest, rest) = line.split_once([' ', '\t'])?;
        let is_digest = digest.len() == self.algorithm.digits() && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let rest = rest.trim_start_matches([' ', '\t']);
        // Digest tools put `*` before a file that they read byte by byte.
        let path = rest.strip_prefix('*').unwrap_or(rest);
        (is_digest && !path.is_empty()).then(|| (digest.to_ascii_lowercase(), self.unescaped(path)))
    }

    fn unescaped(self, path: &str) -> String {
        let path = path.replace("%0A", "\n").replace("%0a", "\n").replace("%0D", "\r").replace("%0d", "\r");
        if self.escapes_percent { path.replace("%25", "%") } else { path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (List, Vec<&'static str>) {
        let reading = Reading {
            name: "manifest-sha256.txt",
            algorithm: Algorithm::Sha256,
            of_payload: true,
            escapes_percent: true,
            test: BagTest::Sha256,
        };
        let mut findings = Findings::default();
        let list = reading.list(text, &mut findings);
        (list, findings.diagnostics.iter().map(|problem| problem.code.id).collect())
    }

    #[test]
    fn lines_of_all_tools_are_read() {
        let digest = "0123456789abcdef".repeat(4);
        let text = format!(
            "{digest}  data/a\r\n{} *data/b c\n{digest}\t data/100%25%0a\r{digest} data/%2541\n",
            digest.to_uppercase()
        );
        let (list, problems) = read(&text);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(list.keys().collect::<Vec<_>>(), ["data/%41", "data/100%\n", "data/a", "data/b c"]);
        assert!(list.values().all(|own| *own == digest));
    }

    #[test]
    fn lines_that_are_wrong_are_named() {
        let digest = "0".repeat(64);
        let cases = [
            ("0000  data/a".to_owned(), "F406"),
            (format!("{}g  data/a", "0".repeat(63)), "F406"),
            (digest.clone(), "F406"),
            (format!("{digest}  "), "F406"),
            (format!("{digest}  bagit.txt"), "F406"),
            (format!("{digest}  data/a\n{digest}  data/a"), "F406"),
            (format!("{digest}  data/../../a"), "F407"),
            (format!("{digest}  /etc/passwd"), "F407"),
            (format!("{digest}  data\\a"), "F407"),
            (format!("{digest}  C:/a"), "F407"),
        ];
        for (text, code) in cases {
            assert_eq!(read(&text).1, [code], "{text}");
        }
    }
}
