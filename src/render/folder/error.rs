//! Why an output folder was not written, in words for its user.

use std::io;
use std::path::{Path, PathBuf};

/// Paths named in a message; more are counted.
const NAMED: usize = 8;

/// Why output was not put in place. Where nothing else is said, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// What stands there is not an output folder of ours: a folder without our record, a file.
    #[error("「{}」不是 jifen 写的文件夹，没有覆盖；请用 --out 另选一个文件夹。", .0.display())]
    NotOurs(PathBuf),
    /// Something stands where a folder was to be made that no later run replaces.
    #[error("已经有「{}」，没有覆盖；请先把它移走，或用 --out 另选一个文件夹。", .0.display())]
    Exists(PathBuf),
    /// Files in the way that we did not write, or that were changed since.
    #[error("下列文件在 jifen 写出以后改动过，或者不是 jifen 写的，没有覆盖：{}。请先移走或改名，或用 --out 另选一个文件夹。",
        named(.0))]
    Edited(Vec<PathBuf>),
    /// Files in the way that a spreadsheet program has open, as far as its own lock files tell.
    #[error("下列文件正在 Excel 或 WPS 中打开，请先关闭：{}。（如果确实没有打开，请删除同一文件夹里以「~$」或「.~」开头的同名隐藏文件。）",
        named(.0))]
    Open(Vec<PathBuf>),
    /// The folder is a link; what it leads to may be anything.
    #[error("「{}」是一个链接，没有写入；请用 --out 写出真正的文件夹。", .0.display())]
    Link(PathBuf),
    /// It is an archive, or lies in one, and archives are never changed.
    #[error("「{}」是档案包，里面的东西从不改动，没有写入；请用 --out 写到它以外。", .0.display())]
    Archive(PathBuf),
    /// The program runs inside the folder to be replaced: whoever stands in it would be left in a deleted one.
    #[error("当前就在输出文件夹「{}」里面，请先退到它的上一层，或用 --out 另选一个文件夹。", .0.display())]
    Inside(PathBuf),
    /// A file's path below the output folder that cannot be used.
    #[error("输出文件的名称「{0}」不能使用：与另一个输出文件重名，或者指向输出文件夹以外。")]
    BadPath(String),
    /// The system refused. [`merge_into_folder`](super::merge_into_folder) may have put some of the files in place.
    #[error("「{}」{}", .path.display(), told(.source))]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl FolderError {
    /// For `map_err`: an error of the system at a path.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}

fn named(paths: &[PathBuf]) -> String {
    let shown: Vec<_> = paths.iter().take(NAMED).map(|path| format!("「{}」", path.display())).collect();
    let shown = shown.join("、");
    if paths.len() > NAMED { format!("{shown}等 {} 个文件", paths.len()) } else { shown }
}

fn told(error: &io::Error) -> String {
    if is_open_elsewhere(error) {
        return "正在别的程序（Excel、WPS 等）中打开，请先关闭。".to_owned();
    }
    let why = match error.kind() {
        // Windows refuses to rename a folder in which a file is open with the same words.
        io::ErrorKind::PermissionDenied if cfg!(windows) => {
            "没有写入的权限，或者其中有文件正打开着；请先关闭，或用 --out 另选一个文件夹"
        }
        io::ErrorKind::PermissionDenied => "没有写入的权限，请用 --out 另选一个文件夹",
        io::ErrorKind::ReadOnlyFilesystem => "在只读的磁盘上，请用 --out 另选一个文件夹",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "没有写成：磁盘满了",
        io::ErrorKind::InvalidFilename => "没有写成：名称太长，或者含有不能用的字符",
        io::ErrorKind::NotADirectory => "没有写成：路径中有一段是文件，不是文件夹",
        io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => {
            "不能整个替换（可能是挂载点），请用 --out 选它里面的一个文件夹"
        }
        _ => return format!("没有写成：{error}"),
    };
    format!("{why}。")
}

/// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`; the numbers mean other things on other systems.
fn is_open_elsewhere(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_place_and_the_way_out() {
        assert_eq!(
            FolderError::NotOurs("汇总结果".into()).to_string(),
            "「汇总结果」不是 jifen 写的文件夹，没有覆盖；请用 --out 另选一个文件夹。"
        );
        let many: Vec<PathBuf> = (1..=9).map(|number| format!("{number}.xlsx").into()).collect();
        let message = FolderError::Edited(many).to_string();
        assert!(message.contains("「8.xlsx」等 9 个文件。"), "{message}");
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let message = FolderError::at(Path::new("汇总结果"))(denied).to_string();
        assert!(message.starts_with("「汇总结果」没有写入的权限"), "{message}");
    }
}
