//! An OOXML package in memory: its parts by name, and what was changed in them.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The most bytes that one part may inflate to.
const PART_LIMIT: u64 = 200_000_000;
/// The most bytes that all parts together may inflate to.
const TOTAL_LIMIT: u64 = 600_000_000;
/// The most bytes of inflated parts that are kept for the next time that they are asked for.
const KEPT_LIMIT: usize = 32_000_000;
/// The most parts.
const COUNT_LIMIT: usize = 10_000;
/// How an OLE container begins: an xls, or an xlsx under a password.
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Why a file cannot be taken for an OOXML workbook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// An OLE container or an encrypted entry.
    #[error("文件已加密，或是旧的 xls 格式：请去掉打开密码，另存为 xlsx")]
    Encrypted,
    /// Not a zip archive, or a damaged one.
    #[error("不是完好的 xlsx 文件（压缩包打不开）：{0}")]
    Archive(#[from] zip::result::ZipError),
    /// A part cannot be inflated.
    #[error("文件里的「{part}」已损坏：{source}")]
    Unreadable {
        /// The part's name.
        part: String,
        /// What the archive says.
        source: std::io::Error,
    },
    /// Two entries of one name: programs differ on which one counts.
    #[error("文件里有两个「{0}」，内容以哪个为准无法确定")]
    Duplicate(String),
    /// Beyond what a workbook can sensibly hold.
    #[error("文件展开后太大（{0}）")]
    TooLarge(String),
    /// A part that is not UTF-8 XML.
    #[error("文件里的「{0}」不是 UTF-8 编码，请用 Excel 或 WPS 打开后另存一次")]
    Encoding(String),
    /// A part that is not well-formed.
    #[error("文件里的「{0}」格式有错，请用 Excel 或 WPS 打开后另存一次")]
    Malformed(String),
    /// No workbook inside, or a binary one.
    #[error("不是 xlsx 或 xlsm 工作簿")]
    NotAWorkbook,
}

impl PackageError {
    /// Whether the file is of another format, and not a package with a fault.
    #[must_use]
    pub const fn is_other_format(&self) -> bool {
        matches!(self, Self::Encrypted | Self::Archive(_) | Self::NotAWorkbook)
    }
}

/// The package: what is in the archive, and over it what was changed.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    by_key: HashMap<String, usize>,
    changed: BTreeMap<usize, Option<Vec<u8>>>,
    added: Vec<(String, Vec<u8>)>,
    /// Parts of the archive that were inflated already: the larger ones are asked for several times.
    inflated: HashMap<usize, Vec<u8>>,
}

/// What becomes of a part.
pub(crate) enum Fate<'p> {
    /// It stays as it is; its index in the archive.
    Kept(usize),
    /// It has a new content.
    Written(&'p [u8]),
}

/// Part names are compared without case, and some programs write them with backslashes.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

impl<'a> Package<'a> {
    /// Looks at the archive's directory; inflates nothing yet.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, PackageError> {
        if bytes.starts_with(OLE) {
            return Err(PackageError::Encrypted);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.has_duplicate_names() {
            return Err(PackageError::Duplicate(String::from("同名部件")));
        }
        if archive.len() > COUNT_LIMIT {
            return Err(PackageError::TooLarge(format!("{} 个部件", archive.len())));
        }
        let mut names = Vec::with_capacity(archive.len());
        let mut by_key = HashMap::new();
        let mut total = 0_u64;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index)?;
            let name = entry.name()?.into_owned();
            if entry.encrypted() {
                return Err(PackageError::Encrypted);
            }
            total = total.saturating_add(entry.size());
            if entry.size() > PART_LIMIT || total > TOTAL_LIMIT {
                return Err(PackageError::TooLarge(name));
            }
            if by_key.insert(key(&name), index).is_some() {
                return Err(PackageError::Duplicate(name));
            }
            names.push(name);
        }
        Ok(Self { archive, names, by_key, changed: BTreeMap::new(), added: Vec::new(), inflated: HashMap::new() })
    }

    /// The archive, to copy entries from as they are.
    pub(crate) fn archive(&mut self) -> &mut ZipArchive<Cursor<&'a [u8]>> {
        &mut self.archive
    }

    /// Whether something differs from the archive.
    pub(crate) fn is_changed(&self) -> bool {
        !self.changed.is_empty() || !self.added.is_empty()
    }

    /// The parts that there are now, in their order, new ones last.
    pub(crate) fn names(&self) -> Vec<String> {
        let kept = self.names.iter().enumerate().filter(|(index, _)| !matches!(self.changed.get(index), Some(None)));
        kept.map(|(_, name)| name.clone()).chain(self.added.iter().map(|(name, _)| name.clone())).collect()
    }

    /// The same with what becomes of each.
    pub(crate) fn fates(&self) -> impl Iterator<Item = (&str, Fate<'_>)> {
        let old = self.names.iter().enumerate().filter_map(|(index, name)| match self.changed.get(&index) {
            None => Some((name.as_str(), Fate::Kept(index))),
            Some(Some(content)) => Some((name.as_str(), Fate::Written(content))),
            Some(None) => None,
        });
        old.chain(self.added.iter().map(|(name, content)| (name.as_str(), Fate::Written(content))))
    }

    /// Whether there is such a part now.
    pub(crate) fn has(&self, name: &str) -> bool {
        let wanted = key(name);
        let kept = self.by_key.get(&wanted).is_some_and(|index| !matches!(self.changed.get(index), Some(None)));
        kept || self.added.iter().any(|(name, _)| key(name) == wanted)
    }

    /// The content of a part now; `None` if there is no such part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, PackageError> {
        let wanted = key(name);
        if let Some((_, content)) = self.added.iter().find(|(name, _)| key(name) == wanted) {
            return Ok(Some(content.clone()));
        }
        let Some(&index) = self.by_key.get(&wanted) else { return Ok(None) };
        match self.changed.get(&index) {
            Some(content) => Ok(content.clone()),
            None => self.stored(index).map(Some),
        }
    }

    fn stored(&mut self, index: usize) -> Result<Vec<u8>, PackageError> {
        if let Some(content) = self.inflated.get(&index) {
            return Ok(content.clone());
        }
        let content = self.inflate(index)?;
        let kept: usize = self.inflated.values().map(Vec::len).sum();
        if kept + content.len() <= KEPT_LIMIT {
            self.inflated.insert(index, content.clone());
        }
        Ok(content)
    }

    fn inflate(&mut self, index: usize) -> Result<Vec<u8>, PackageError> {
        let entry = self.archive.by_index(index)?;
        let part = entry.name()?.into_owned();
        let mut content = Vec::new();
        // the directory can lie about sizes
        let read = entry.take(PART_LIMIT + 1).read_to_end(&mut content);
        read.map_err(|source| PackageError::Unreadable { part: part.clone(), source })?;
        if content.len() as u64 > PART_LIMIT {
            return Err(PackageError::TooLarge(part));
        }
        Ok(content)
    }

    /// The content of an XML part now; it must be UTF-8.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, PackageError> {
        let Some(content) = self.bytes(name)? else { return Ok(None) };
        let text = String::from_utf8(content).map_err(|_| PackageError::Encoding(name.to_owned()))?;
        let declared = text.trim_start_matches('\u{feff}').strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
        let foreign = declared.is_some_and(|(declaration, _)| {
            let lower = declaration.to_ascii_lowercase();
            lower.contains("encoding") && !lower.contains("utf-8") && !lower.contains("utf8")
        });
        // UTF-16 text of ASCII letters is valid UTF-8, with a zero after each letter
        if foreign || text.contains('\0') { Err(PackageError::Encoding(name.to_owned())) } else { Ok(Some(text)) }
    }

    /// Gives a part this content: in its place if there is one of this name, else after all others.
    pub(crate) fn put(&mut self, name: &str, content: impl Into<Vec<u8>>) -> Result<(), PackageError> {
        let (wanted, content) = (key(name), content.into());
        if let Some(&index) = self.by_key.get(&wanted) {
            // What is of another length is another content: that need not be inflated to be known.
            let length = self.archive.by_index_raw(index)?.size();
            if length == content.len() as u64 && self.stored(index)? == content {
                self.changed.remove(&index);
            } else {
                self.changed.insert(index, Some(content));
            }
        } else if let Some(slot) = self.added.iter_mut().find(|(name, _)| key(name) == wanted) {
            slot.1 = content;
        } else {
            self.added.push((name.to_owned(), content));
        }
        Ok(())
    }

    /// Takes a part out.
    pub(crate) fn remove(&mut self, name: &str) {
        let wanted = key(name);
        if let Some(&index) = self.by_key.get(&wanted) {
            self.changed.insert(index, None);
        }
        self.added.retain(|(name, _)| key(name) != wanted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_package_is_an_error() {
        assert!(matches!(Package::open(OLE), Err(PackageError::Encrypted)));
        assert!(matches!(Package::open(b""), Err(PackageError::Archive(_))));
        assert!(matches!(Package::open(b"PK\x03\x04 and then nothing"), Err(PackageError::Archive(_))));
    }
}
