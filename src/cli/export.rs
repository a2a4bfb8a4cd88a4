//! `tally --export`: the datasets, beside the results.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::pipeline::Outcome;
use crate::render::folder::{OutputFiles, ensure_replaceable, replace_folder};

/// Where datasets are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Exporting<'a> {
    folder: &'a Path,
}

impl<'a> Exporting<'a> {
    /// Into this folder, where the results go into `out`. Says early what could not be done later.
    ///
    /// # Errors
    /// [`Failure`] where this build cannot, where one of the folders lies in the other, or what stands there is not ours.
    pub fn to(folder: &'a Path, out: &Path) -> Result<Self, Failure> {
        if !cfg!(feature = "parquet") {
            return Err(Failure::Usage(
                "这个 jifen 编译时没有带上写数据集的功能，不能用 --export。请换用正式发布的程序，或者不带 --no-default-features 重新编译。",
            ));
        }
        let (mine, results) = (full(folder), full(out));
        if mine.starts_with(&results) || results.starts_with(&mine) {
            return Err(Failure::Usage(
                "--export 和 --out 要写两个不同的文件夹，也不能一个放在另一个里面：每次写出都整个替换。",
            ));
        }
        ensure_replaceable(folder).map_err(Failure::Export)?;
        Ok(Self { folder })
    }

    /// Makes the datasets of a run.
    #[cfg(feature = "parquet")]
    #[expect(clippy::unused_self, reason = "there is nothing to be made where nothing is wanted")]
    pub fn files(self, outcome: &Outcome) -> Result<OutputFiles, Failure> {
        Ok(crate::pipeline::export_files(outcome)?)
    }

    /// Never called: [`Exporting::to`] refuses.
    #[cfg(not(feature = "parquet"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as in a build that can")]
    pub fn files(self, _outcome: &Outcome) -> Result<OutputFiles, Failure> {
        Ok(OutputFiles::new())
    }

    /// Puts them in place, all of them.
    pub fn put(self, files: &OutputFiles) -> Result<(), Failure> {
        replace_folder(self.folder, files).map_err(Failure::Export)
    }

    /// The folder.
    pub const fn folder(self) -> &'a Path {
        self.folder
    }
}

/// The path as the system knows it, as far as it exists.
fn full(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = absolute.ancestors().find_map(|above| Some((above, std::fs::canonicalize(above).ok()?)));
    match known {
        Some((above, real)) => absolute.strip_prefix(above).map_or_else(|_| real.clone(), |rest| real.join(rest)),
        None => absolute,
    }
}
