//! Why a package could not even be looked at.

use std::path::PathBuf;

/// Exit code 2: there is nothing to verify.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// There is no such path.
    #[error("没有「{}」这个文件夹或文件。", .0.display())]
    Missing(PathBuf),
    /// A folder that is no package, and holds none.
    #[error("「{}」不是档案包：里面没有 bagit.txt。档案包是 jifen archive（归档）写出的文件夹，或它的 zip。", .0.display())]
    NoPackage(PathBuf),
    /// A folder of packages.
    #[error("「{}」里有 {} 个档案包，一次核验一个，请写明是哪一个：{}", folder.display(), names.len(), names.join("、"))]
    Several {
        /// The folder.
        folder: PathBuf,
        /// The names of those in it.
        names: Vec<String>,
    },
    /// A file that is no zip.
    #[error("「{}」不是档案包：它不是 zip 文件。", .0.display())]
    NoZip(PathBuf),
    /// There is no room for what is in the zip.
    #[error("不能建临时文件夹来展开「{}」：{source}", path.display())]
    NoRoom {
        /// The zip.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}
