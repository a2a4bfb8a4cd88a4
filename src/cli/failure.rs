//! Why a command could not run.

use crate::model::Diagnostic;
use crate::pipeline::verify::VerifyError;
use crate::pipeline::{CompareError, OutputError, RuleBookError, RunError, SampleError, TemplateError};
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
    /// There was nothing to verify.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The outputs could not be made.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The outputs could not be put in place.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The datasets could not be put in place.
    #[error("{}", .0.to_string().replace("--out", "--export"))]
    Export(FolderError),
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
    /// A private number stands in the only file that was asked for.
    #[error("{}（{}）{}", .0.message, .0.code.id, .0.help)]
    Held(Box<Diagnostic>),
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
    /// The blank workbooks could not be made.
    #[error(transparent)]
    Blank(#[from] TemplateError),
    /// Nothing could be drawn.
    #[error(transparent)]
    Draw(#[from] SampleError),
    /// The folder of blank workbooks could not be made.
    #[error("建不了文件夹「{}」：{source}", path.display())]
    Template {
        /// The folder.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Several workbooks do not fit into one file.
    #[error("要写 {count} 份空白表，「{}」只是一个文件。请用 --out 写一个文件夹的名称。", path.display())]
    OneFile {
        /// The file.
        path: std::path::PathBuf,
        /// How many there are.
        count: usize,
    },
    /// There is something else in the folder for blank workbooks.
    #[error("文件夹「{}」里有别的文件（如「{file}」），空白表没有写进去，免得混在一起。请用 --out 另选一个空文件夹。", folder.display())]
    Occupied {
        /// The folder.
        folder: std::path::PathBuf,
        /// One of them.
        file: String,
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
