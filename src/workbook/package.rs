//! The package that holds a workbook's parts: counted, measured and unpacked under limits.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::trouble::Trouble;
use crate::workbook::sniff::Kind;

/// A workbook has a few dozen parts; one with a picture for every member some hundreds.
const ENTRIES: u64 = 2_000;
/// Bytes of one part.
const PART: u64 = 200_000_000;
/// Bytes of all parts that are read.
const TOTAL: u64 = 400_000_000;
/// A part above this size must not be packed tighter than [`RATIO`].
const RATIO_FROM: u64 = 1_000_000;
const RATIO: u64 = 400;

/// An opened package: no part is unpacked before it is asked for.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Reads the list of parts and holds it against the limits.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Trouble> {
        if declared_entries(bytes) > ENTRIES {
            return Err(too_many());
        }
        let broken = |_| Trouble::Damaged("文件不完整，或已损坏");
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() as u64 > ENTRIES {
            return Err(too_many());
        }
        let mut names = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            let entry = archive.by_index_data(index).map_err(broken)?;
            if entry.encrypted() {
                return Err(Trouble::Locked);
            }
            names.insert(key(&String::from_utf8_lossy(entry.name_raw())), index);
        }
        if archive.has_duplicate_names() || names.len() < archive.len() {
            return Err(Trouble::Damaged("同一部分内容存了两份，不知以哪一份为准"));
        }
        Ok(Self { archive, names, unpacked: 0 })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// What the package holds, going by the names of its parts.
    pub(super) fn kind(&mut self) -> Kind {
        let starts = |prefix: &str| self.names.keys().any(|name| name.starts_with(prefix));
        if self.has("xl/workbook.bin") {
            return Kind::Xlsb;
        }
        if self.has("xl/workbook.xml") || starts("xl/") {
            return Kind::Xlsx;
        }
        if starts("word/") {
            return Kind::Word;
        }
        if starts("ppt/") {
            return Kind::Slides;
        }
        match self.part("mimetype") {
            Ok(Some(kind)) if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") => Kind::Ods,
            Ok(Some(kind)) if kind.starts_with(b"application/vnd.oasis.opendocument.text") => Kind::Word,
            Ok(Some(kind)) if kind.starts_with(b"application/vnd.oasis.opendocument.presentation") => Kind::Slides,
            _ if self.has("_rels/.rels") => Kind::Xlsx,
            _ if self.has("content.xml") => Kind::Ods,
            _ if self.has("ofd.xml") => Kind::Pdf,
            _ => Kind::Archive,
        }
    }

    /// Unpacks a part; `None` where there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(index) = self.names.get(&key(name)) else {
            return Ok(None);
        };
        let broken = Trouble::Damaged("文件不完整，或已损坏");
        let part = self.archive.by_index(*index).map_err(|_| broken.clone())?;
        let (size, packed) = (part.size(), part.compressed_size());
        if size > RATIO_FROM && size / RATIO > packed {
            return Err(Trouble::Beyond("展开以后是原来的 400 倍以上，不像正常的表格".to_owned()));
        }
        let limit = PART.min(TOTAL.saturating_sub(self.unpacked));
        let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0));
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|_| broken)?;
        self.unpacked += bytes.len() as u64;
        if bytes.len() as u64 > limit {
            return Err(Trouble::Beyond(format!(
                "展开后太大（一张表超过 {} MB，或合计超过 {} MB）",
                PART / 1_000_000,
                TOTAL / 1_000_000
            )));
        }
        Ok(Some(bytes))
    }
}

fn too_many() -> Trouble {
    Trouble::Beyond(format!("里面的组成部分太多（超过 {ENTRIES} 个）"))
}

/// Names are compared without regard to case, and with either slash.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// How many entries the package says it has: asked before its list is read, because reading a list takes memory.
fn declared_entries(bytes: &[u8]) -> u64 {
    let tail = bytes.get(bytes.len().saturating_sub(66_000)..).unwrap_or_default();
    let after = |signature: &[u8], offset: usize| {
        memmem::rfind(tail, signature).and_then(|at| tail.get(at + offset..)).unwrap_or_default()
    };
    let count = after(b"PK\x05\x06", 10).first_chunk().map_or(0, |count| u16::from_le_bytes(*count));
    if count < u16::MAX {
        return u64::from(count);
    }
    after(b"PK\x06\x06", 32).first_chunk().map_or(u64::from(count), |count| u64::from_le_bytes(*count))
}
