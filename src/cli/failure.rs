//! Why a command could not run.

use crate::pipeline::{CompareError, OutputError, RuleBookError, RunError};
use crate::render::folder::FolderError;

/// Exit code 2, with the reason.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Two options do not go together.
    #[error("{0}")]
    Usage(&'static str),
    /// The table of problems could not be written.
    #[error("写不出问题表格：{0}")]
    Csv(std::io::Error),
    /// The run could not go on.
    #[error(transparent)]
    Run(#[from] RunError),
    /// There was nothing to compare.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// The outputs could not be made.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The outputs could not be put in place.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The rules could not be brought into a workbook, or out of one.
    #[error(transparent)]
    RuleBook(#[from] RuleBookError),
    /// A file of rules could not be written.
    #[error("写不出文件「{}」：{source}", path.display())]
    Rules {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The result could not be printed.
    #[error("写不出结果：{0}")]
    Json(#[from] serde_json::Error),
    /// There is a file where another was to be written.
    #[error("已经有文件「{}」，没有覆盖它。请换一个文件名，或先把它移走。", .0.display())]
    Exists(std::path::PathBuf),
    /// The suggested profile could not be written.
    #[error("写不出配置文件「{}」：{source}", path.display())]
    Profile {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The sample could not be written.
    #[error("写不出示例文件「{}」：{source}", path.display())]
    Sample {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
}
