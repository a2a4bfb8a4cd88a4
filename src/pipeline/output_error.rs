//! Why outputs could not be made.

use crate::render::folder::FolderError;
use crate::render::xlsx::RenderError;

/// Why the outputs could not be made.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// They could not be put in place.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The summary could not be written.
    #[error("写不出汇总表：{0}")]
    Summary(#[from] RenderError),
    /// The list of what became of every cell could not be written.
    #[error("写不出读取清单：{0}")]
    ReadingList(RenderError),
    /// The 办法 could not be written.
    #[error("写不出办法：{0}")]
    Rulebook(RenderError),
    /// The books of members could not be written.
    #[error("写不出一人一册：{0}")]
    MemberBook(RenderError),
    /// The comparison could not be written.
    #[error("写不出比较表：{0}")]
    Comparison(RenderError),
    /// The feedback sheets could not be written.
    #[error("写不出反馈单：{0}")]
    Feedback(RenderError),
    /// A notice, a slip or the record of a publicity could not be written.
    #[error("写不出公示用的表：{0}")]
    Publicity(RenderError),
    /// An input is no longer what was read.
    #[error("{0}没有归档。")]
    Changed(String),
    /// A dataset could not be written.
    #[error("写不出数据集「{dataset}」：{error}")]
    Dataset {
        /// Its name.
        dataset: &'static str,
        /// Why.
        error: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A table of data could not be written.
    #[error("写不出数据表：{0}")]
    Table(std::io::Error),
    /// The lists of what is in a package could not be written.
    #[error("写不出目录：{0}")]
    Catalogue(RenderError),
    /// An archive could not hold a file under its name.
    #[error("「{0}」的名称里有反斜杠（\\），别的系统里存不下，没有归档。请改了文件名再归档。")]
    Name(String),
    /// The result could not be written.
    #[error("写不出结果文件：{0}")]
    Result(#[from] serde_json::Error),
}
