//! Why a file cannot be read, in words that need no knowledge of the system's.

use std::io::{Error, ErrorKind};

/// Why a file cannot be read.
#[must_use]
pub fn in_words(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "没有这个文件，请核对文件名和文件夹".to_owned(),
        ErrorKind::PermissionDenied => "没有读取的权限".to_owned(),
        ErrorKind::IsADirectory => "这是文件夹，要写的是文件".to_owned(),
        ErrorKind::InvalidData => "里面不是文字，或者编码不是 UTF-8".to_owned(),
        _ => error.to_string(),
    }
}
