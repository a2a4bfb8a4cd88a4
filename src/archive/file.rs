//! One file of the payload, and what the catalogue (文件目录) says of it.

/// A file to be packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedFile {
    /// Its path below `data/`, with `/`.
    pub path: String,
    /// 题名: what it is.
    pub title: String,
    /// 责任者: who made it; empty where it is the township, which the catalogue then names.
    pub author: String,
    /// 备注: what a reader should know of it; mostly empty.
    pub remark: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl ArchivedFile {
    /// A file of the township's own, without remark.
    #[must_use]
    pub fn new(path: impl Into<String>, title: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { path: path.into(), title: title.into(), author: String::new(), remark: String::new(), bytes }
    }
}
