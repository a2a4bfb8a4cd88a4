//! The record that an output folder of ours holds: what we wrote there, so that it is neither taken for an input nor
//! overwritten once its user has edited it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use crate::model::Digest;

/// The name of the record in its folder.
pub const NAME: &str = ".jifen";

/// Bytes of a record; what is longer is none of ours.
const LARGEST: u64 = 16_000_000;

/// What we wrote into a folder: for each file its path below the folder, with `/`, and its digest.
///
/// On disk it is a line per file as `sha256sum` writes them, so that `sha256sum -c .jifen` checks it by other means:
/// the digest, two blanks, the path. A path has several lines while it is being replaced in place: whichever of them the
/// file matches, it is ours, so that a run that is killed halfway leaves nothing that looks edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    digests: BTreeMap<String, BTreeSet<String>>,
}

/// How a file stands to the record of its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As we wrote it.
    Unedited,
    /// We wrote it, and it was changed since.
    Edited,
    /// We wrote it, and it is gone.
    Gone,
    /// Not ours.
    Foreign,
}

impl Record {
    /// Notes a file that was written, in place of what was noted for its path.
    pub fn note(&mut self, path: &str, digest: Digest) {
        self.digests.insert(path.to_owned(), [digest.to_string()].into());
    }

    /// Notes a file that is about to be written, beside what is noted for its path.
    pub fn announce(&mut self, path: &str, digest: Digest) {
        self.digests.entry(path.to_owned()).or_default().insert(digest.to_string());
    }

    /// The record of a folder; `None` where it has none. Lines that are not of our form are passed over.
    ///
    /// # Errors
    /// Where there is one and it cannot be read.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let path = folder.join(NAME);
        match fs::symlink_metadata(&path) {
            Ok(about) if about.is_file() && about.len() <= LARGEST => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
        Ok(Some(Self::parse(&String::from_utf8_lossy(&fs::read(path)?))))
    }

    /// Writes the record into its folder.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::write(folder.join(NAME), self.to_string())
    }

    /// The files noted, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.digests.keys().map(String::as_str)
    }

    /// How the file at `path` below `folder` stands to this record.
    ///
    /// # Errors
    /// Where the file is noted, exists, and cannot be read.
    pub fn standing(&self, folder: &Path, path: &str) -> io::Result<Standing> {
        let Some(noted) = self.digests.get(path) else { return Ok(Standing::Foreign) };
        match fs::File::open(folder.join(path)).and_then(Digest::of_reader) {
            Ok(digest) if noted.contains(&digest.to_string()) => Ok(Standing::Unedited),
            Ok(_) => Ok(Standing::Edited),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Standing::Gone),
            Err(error) => Err(error),
        }
    }

    fn parse(text: &str) -> Self {
        let mut record = Self::default();
        for line in text.lines() {
            // As sha256sum does it: a leading backslash says that the path is escaped.
            let (line, escaped) = line.strip_prefix('\\').map_or((line, false), |line| (line, true));
            let Some((digest, path)) = line.split_once("  ") else { continue };
            if digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                let path = if escaped { unescaped(path) } else { path.to_owned() };
                record.digests.entry(path).or_default().insert(digest.to_ascii_lowercase());
            }
        }
        record
    }
}

fn unescaped(path: &str) -> String {
    let mut characters = path.chars();
    let mut plain = String::with_capacity(path.len());
    while let Some(character) = characters.next() {
        plain.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    plain
}

/// The files of an output folder of ours that are still as we wrote them; `None` where the folder is none of ours.
///
/// # Errors
/// Where the record, or a file that it notes, cannot be read.
pub fn unedited(folder: &Path) -> io::Result<Option<BTreeSet<String>>> {
    let Some(record) = Record::read(folder)? else { return Ok(None) };
    let mut unedited = BTreeSet::new();
    for path in record.paths() {
        if record.standing(folder, path)? == Standing::Unedited {
            unedited.insert(path.to_owned());
        }
    }
    Ok(Some(unedited))
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.digests.iter().try_for_each(|(path, digests)| {
            let escaped = path.contains(['\\', '\n']);
            let mark = if escaped { "\\" } else { "" };
            let path = path.replace('\\', "\\\\").replace('\n', "\\n");
            digests.iter().try_for_each(|digest| writeln!(f, "{mark}{digest}  {path}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_tells_edited_files_from_ours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        assert_eq!(unedited(path).unwrap(), None);
        fs::create_dir(path.join("批注")).unwrap();
        let mut record = Record::default();
        for name in ["汇总.xlsx", "批注/东河村.xlsx", "说明.txt"] {
            fs::write(path.join(name), name).unwrap();
            record.note(name, Digest::of(name.as_bytes()));
        }
        record.write(path).unwrap();
        fs::write(path.join("批注/东河村.xlsx"), "corrected").unwrap();
        fs::remove_file(path.join("说明.txt")).unwrap();
        let read = Record::read(path).unwrap().unwrap();
        assert_eq!(read, record);
        let standing = |name| read.standing(path, name).unwrap();
        assert_eq!(standing("批注/东河村.xlsx"), Standing::Edited);
        assert_eq!(standing("说明.txt"), Standing::Gone);
        assert_eq!(standing("西河村.xlsx"), Standing::Foreign);
        assert_eq!(unedited(path).unwrap(), Some(["汇总.xlsx".to_owned()].into()));
    }

    #[test]
    fn a_file_being_replaced_is_ours_before_and_after() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let mut record = Record::default();
        record.note("东.xlsx", Digest::of(b"old"));
        record.announce("东.xlsx", Digest::of(b"new"));
        record.write(path).unwrap();
        let read = Record::read(path).unwrap().unwrap();
        assert_eq!(read, record);
        for (content, standing) in [("old", Standing::Unedited), ("new", Standing::Unedited), ("x", Standing::Edited)] {
            fs::write(path.join("东.xlsx"), content).unwrap();
            assert_eq!(read.standing(path, "东.xlsx").unwrap(), standing);
        }
        record.note("东.xlsx", Digest::of(b"new"));
        assert_eq!(record.to_string(), format!("{}  东.xlsx\n", Digest::of(b"new")));
    }

    #[test]
    fn odd_names_and_foreign_lines_do_no_harm() {
        let mut record = Record::default();
        record.note("a\\b\nc\\nd", Digest::of(b""));
        record.note("甲  乙.xlsx", Digest::of(b"x"));
        assert_eq!(Record::parse(&format!("# comment\nabc  d\n{record}\n")), record);
    }
}
