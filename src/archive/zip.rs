//! A bag as one file: written so that the same bag gives the same bytes, opened with suspicion.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::codes::NO_ZIP;
use super::examine::danger;
use crate::model::Diagnostic;
use crate::render::folder::FolderError;
use crate::workbook::archive_mark::{DECLARATION, archive_around};

/// Entries of a zip; a township's has some thousands.
const ENTRIES: u64 = 100_000;
/// Bytes of all files unpacked.
const UNPACKED: u64 = 8_000_000_000;
/// A file above this size must not be packed tighter than [`RATIO`].
const RATIO_FROM: u64 = 1_000_000;
/// What no file of text reaches by honest means.
const RATIO: u64 = 400;
/// So many entries are named; the others are counted.
const NAMED: usize = 10;
/// What Finder adds beside the bag: the marks of macOS, no part of the bag.
const OF_FINDER: &str = "__MACOSX/";

/// Writes a new zip file with the files of a bag below one folder: `top` is the bag's name, `files` have their paths below
/// it. It is written beside its place and put there whole.
///
/// Files are stored as they are: what a deflater writes depends on its version and on the processor, and workbooks,
/// most of a bag, are packed already. They stand sorted, dated 1980-01-01, names in UTF-8.
///
/// # Errors
/// [`FolderError::Exists`] where anything stands there, [`FolderError::Archive`] in an archive, [`FolderError::Io`] where
/// the system refuses; nothing was written then.
pub fn put_new_zip<'a>(
    target: &Path,
    top: &str,
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<(), FolderError> {
    let failed = |source: io::Error| FolderError::Io { path: target.to_owned(), source };
    ensure_free(target)?;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    let mut unfinished =
        open_to_others(builder.prefix(".jifen-").suffix(".zip")).tempfile_in(folder).map_err(failed)?;
    zip(top, files, unfinished.as_file_mut()).map_err(failed)?;
    unfinished.as_file().sync_all().map_err(failed)?;
    unfinished.persist_noclobber(target).map(drop).map_err(|problem| match problem.error.kind() {
        io::ErrorKind::AlreadyExists => FolderError::Exists(target.to_owned()),
        _ => failed(problem.error),
    })
}

/// Says early what [`put_new_zip`] would refuse.
///
/// # Errors
/// [`FolderError::Exists`] and [`FolderError::Archive`].
pub fn ensure_free(target: &Path) -> Result<(), FolderError> {
    if let Some(archive) = archive_around(target) {
        return Err(FolderError::Archive(archive));
    }
    match fs::symlink_metadata(target) {
        Ok(_) => Err(FolderError::Exists(target.to_owned())),
        Err(_) => Ok(()),
    }
}

/// Temporary files are their owner's alone; what is kept is for those for whom new files are (umask).
#[cfg(unix)]
fn open_to_others<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>) -> &'b mut tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn open_to_others<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>) -> &'b mut tempfile::Builder<'p, 's> {
    builder
}

/// Writes the zip.
fn zip<'a>(
    top: &str,
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    out: &mut (impl Write + Seek),
) -> io::Result<()> {
    let mut files: Vec<(&str, &[u8])> = files.into_iter().collect();
    files.sort_unstable_by_key(|(path, _)| *path);
    let mut writer = ZipWriter::new(BufWriter::new(out));
    for (path, bytes) in files {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .large_file(bytes.len() as u64 >= u64::from(u32::MAX))
            .unix_permissions(0o644);
        writer.start_file(format!("{top}/{path}"), options)?;
        writer.write_all(bytes)?;
    }
    writer.finish()?.flush()
}

/// Unpacks the bag of a zip file into a folder, which should be empty; returns the bag's folder. The bag is not examined.
///
/// # Errors
/// Everything for which the file is refused (F410); what may lie in the folder then is to be thrown away.
pub fn unpack(path: &Path, into: &Path) -> Result<PathBuf, Vec<Diagnostic>> {
    let shown = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let refused = |why: &str| vec![NO_ZIP.says(format!("「{shown}」{why}。")).in_file(&shown.as_str().into())];
    let broken = "不完整、已损坏，或者不是 zip 文件";
    let mut file = File::open(path).map_err(|error| refused(&format!("打不开：{error}")))?;
    if declared_entries(&mut file).map_err(|error| refused(&format!("读不出来：{error}")))? > ENTRIES {
        return Err(refused(&format!("里面有 {ENTRIES} 个以上的文件，不会是档案包")));
    }
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| refused(broken))?;
    let names = names(&zip).map_err(|problems| match problems {
        Some(problems) => told(&shown, &problems),
        None => refused(broken),
    })?;
    if zip.has_duplicate_names() {
        return Err(refused("里面有重名的文件，不知以哪一个为准"));
    }
    if zip.has_overlapping_entries().unwrap_or(true) {
        return Err(refused("里面几个文件占着同一处内容，是做过手脚的"));
    }
    let bag = bag_of(&names).ok_or_else(|| refused("里面没有档案包（找不到 bagit.txt）"))?;
    for (index, name) in names.iter().enumerate() {
        let Some(name) = name else { continue };
        if let Err(why) = unpack_one(&mut zip, index, &into.join(name)) {
            return Err(refused(&format!("里面的「{name}」解不开：{why}")));
        }
    }
    Ok(if bag.is_empty() { into.to_owned() } else { into.join(bag) })
}

fn told(shown: &str, problems: &[String]) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = problems
        .iter()
        .take(NAMED)
        .map(|problem| NO_ZIP.says(format!("「{shown}」里面的{problem}。")).in_file(&shown.into()))
        .collect();
    if problems.len() > NAMED {
        let message = format!("「{shown}」里面还有 {} 处同样的问题。", problems.len() - NAMED);
        told.push(NO_ZIP.says(message).in_file(&shown.into()));
    }
    told
}

/// The path of each entry that is a file of the bag; `None` for folders and for what is no part of it.
///
/// The error names what is wrong with which entry; `None` where the list itself is broken.
fn names(zip: &ZipArchive<BufReader<File>>) -> Result<Vec<Option<String>>, Option<Vec<String>>> {
    let (mut names, mut problems, mut sizes) = (Vec::with_capacity(zip.len()), Vec::new(), 0_u64);
    let mut met = BTreeSet::new();
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index).map_err(|_| None)?;
        let raw = entry.name_raw();
        let Ok(name) = std::str::from_utf8(raw) else {
            let (name, ..) = encoding_rs::GBK.decode(raw);
            problems.push(format!("「{name}」的名称不是 UTF-8 编码，换一台电脑会成为乱码"));
            continue;
        };
        let plain = name.strip_suffix('/').unwrap_or(name);
        let kind = entry.unix_mode().unwrap_or_default() & 0o170_000;
        sizes = sizes.saturating_add(entry.size());
        if entry.encrypted() {
            problems.push(format!("「{name}」加了密"));
        } else if let Some(why) = danger(plain) {
            problems.push(format!("「{name}」{why}"));
        } else if entry.is_symlink() || !matches!(kind, 0 | 0o100_000 | 0o040_000) {
            problems.push(format!("「{name}」是链接或特殊文件"));
        } else if entry.size() > RATIO_FROM && entry.size() / RATIO > entry.compressed_size() {
            problems.push(format!("「{name}」展开以后是原来的 {RATIO} 倍以上，不合情理"));
        } else if !met.insert(plain.to_owned()) {
            problems.push(format!("「{name}」有两份，不知以哪一份为准"));
        }
        let is_file = plain.len() == name.len() && !name.starts_with(OF_FINDER);
        names.push(is_file.then(|| name.to_owned()));
    }
    if sizes > UNPACKED {
        problems.push(format!("文件展开后共有 {} GB，不会是档案包", sizes / 1_000_000_000));
    }
    if problems.is_empty() { Ok(names) } else { Err(Some(problems)) }
}

/// The folder of the bag within the zip: the only one on top, or the top itself.
fn bag_of(names: &[Option<String>]) -> Option<String> {
    let is_there = |path: &str| names.iter().flatten().any(|name| name == path);
    if is_there(DECLARATION) {
        return Some(String::new());
    }
    let tops: BTreeSet<&str> = names.iter().flatten().filter_map(|name| name.split('/').next()).collect();
    let top = tops.first().filter(|_| tops.len() == 1)?;
    is_there(&format!("{top}/{DECLARATION}")).then(|| (*top).to_owned())
}

/// Unpacks one file to where nothing is yet; the reason why not in words.
fn unpack_one(zip: &mut ZipArchive<BufReader<File>>, index: usize, target: &Path) -> Result<(), String> {
    let entry = zip.by_index(index).map_err(|_| "用了不认得的压缩方式，或者已损坏".to_owned())?;
    let size = entry.size();
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => "和另一个文件重名（只是大小写不同）".to_owned(),
        io::ErrorKind::StorageFull => "磁盘满了".to_owned(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => "已损坏".to_owned(),
        _ => error.to_string(),
    };
    target.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    let mut file = BufWriter::new(File::create_new(target).map_err(failed)?);
    let written = io::copy(&mut entry.take(size.saturating_add(1)), &mut file).map_err(failed)?;
    if written != size {
        return Err("大小和目录里写的不一样".to_owned());
    }
    file.flush().map_err(failed)
}

/// How many entries the zip says it has: asked before its list is read, because reading a list takes memory.
fn declared_entries(file: &mut File) -> io::Result<u64> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(length.saturating_sub(66_000)))?;
    file.take(66_000).read_to_end(&mut tail)?;
    file.rewind()?;
    let after = |signature: &[u8], offset: usize| {
        memchr::memmem::rfind(&tail, signature).and_then(|at| tail.get(at + offset..)).unwrap_or_default()
    };
    let count = after(b"PK\x05\x06", 10).first_chunk().map_or(0, |count| u16::from_le_bytes(*count));
    if count < u16::MAX {
        return Ok(u64::from(count));
    }
    Ok(after(b"PK\x06\x06", 32).first_chunk().map_or(u64::from(count), |count| u64::from_le_bytes(*count)))
}

#[cfg(test)]
mod tests;
