//! Input files: never modified, and the same bytes from the first look to the last.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::codes::{BEYOND, CHANGED, UNREADABLE};
use crate::model::{Diagnostic, Digest};

/// Bytes of a file; more are not even read.
const LARGEST: u64 = 200_000_000;

/// An input file. Its bytes come only through here, and only as long as they are those that were read.
#[derive(Clone, Debug)]
pub struct Original {
    /// The path as shown: relative to the folder given, with `/`.
    pub shown: Arc<str>,
    /// The SHA-256 of the bytes that were read.
    pub digest: Digest,
    location: Location,
}

#[derive(Clone, Debug)]
enum Location {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

impl Original {
    /// Reads a file and remembers its digest.
    #[expect(clippy::result_large_err, reason = "a diagnostic is a value like any other, and this is no hot path")]
    pub(super) fn open(location: &Path, shown: &Arc<str>) -> Result<(Self, Vec<u8>), Diagnostic> {
        let about = std::fs::metadata(location).map_err(|error| unopened(&error, shown))?;
        if !about.is_file() {
            // A pipe or a device: reading it might never end.
            return Err(UNREADABLE.says(format!("「{shown}」不是普通文件，不能读取。")).in_file(shown));
        }
        let size = about.len();
        if size > LARGEST {
            let message = format!("「{shown}」有 {} MB，超过了 {} MB 的限度。", size / 1_000_000, LARGEST / 1_000_000);
            return Err(BEYOND.says(message).in_file(shown));
        }
        let bytes = std::fs::read(location).map_err(|error| unopened(&error, shown))?;
        let location = Location::File(location.to_owned());
        Ok((Self { shown: Arc::clone(shown), digest: Digest::of(&bytes), location }, bytes))
    }

    /// A file that lies in memory.
    pub(crate) fn in_memory(bytes: &[u8], shown: &Arc<str>) -> Self {
        Self { shown: Arc::clone(shown), digest: Digest::of(bytes), location: Location::Memory(bytes.into()) }
    }

    /// The bytes, read again from where they lie.
    ///
    /// # Errors
    /// F106 where they are no longer those that were read, F101 where the file can no longer be opened.
    #[expect(clippy::result_large_err, reason = "a diagnostic is a value like any other, and this is no hot path")]
    pub fn bytes(&self) -> Result<Vec<u8>, Diagnostic> {
        let bytes = match &self.location {
            Location::File(path) => std::fs::read(path).map_err(|error| unopened(&error, &self.shown))?,
            Location::Memory(bytes) => bytes.to_vec(),
        };
        if Digest::of(&bytes) == self.digest {
            Ok(bytes)
        } else {
            Err(CHANGED.says(format!("「{}」在程序运行期间被改动了。", self.shown)).in_file(&self.shown))
        }
    }
}

fn unopened(error: &std::io::Error, shown: &Arc<str>) -> Diagnostic {
    let because = match error.kind() {
        std::io::ErrorKind::NotFound => "文件不在了",
        std::io::ErrorKind::PermissionDenied => "没有读取它的权限，或它正被别的程序占用",
        _ => "读取时出错",
    };
    UNREADABLE
        .says(format!("「{shown}」打不开：{because}。"))
        .in_file(shown)
        .advise("如果它正在 Excel 或 WPS 里打开，请先关闭再运行。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("东河村.xlsx");
        std::fs::write(&path, b"one").unwrap();
        let (original, bytes) = Original::open(&path, &"东河村.xlsx".into()).unwrap();
        assert_eq!(original.bytes().unwrap(), bytes);
        std::fs::write(&path, b"two").unwrap();
        assert_eq!(original.bytes().unwrap_err().code, &CHANGED);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(original.bytes().unwrap_err().code, &UNREADABLE);
    }
}
