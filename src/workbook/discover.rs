//! From the paths that a user gives to the workbooks to be read.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive_mark::{archive_around, is_archive};
use super::codes::{PASSED_OVER, UNREADABLE};
use super::record::{self, Record, Standing};
use crate::model::Diagnostic;

/// Extensions of what may be a workbook; its content decides what it is. Files of other names (txt, html, xml among
/// them, which may be anything) are read where they are given by name; in a folder they are no workbooks, and not noted.
const SPREADSHEETS: &[&str] = &["xlsx", "xlsm", "xls", "et", "xlsb", "ods", "fods", "csv", "tsv"];

/// What was found under the paths given.
#[derive(Debug)]
pub struct Discovery {
    /// The files to be read, byte by byte in the order of their paths as shown.
    pub files: Vec<Found>,
    /// The folder that paths as shown are relative to.
    pub root: PathBuf,
    /// What was passed over, and what could not be looked into.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path as shown: relative to the root, with `/`.
    pub shown: Arc<str>,
    /// Where it lies.
    pub location: PathBuf,
}

/// A path that cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// No path was given.
    #[error("没有指定文件或文件夹。")]
    Nothing,
    /// There is nothing there.
    #[error("找不到「{}」。", .0.display())]
    Missing(PathBuf),
    /// It cannot be looked at.
    #[error("「{}」打不开，请检查有没有读取它的权限。", .0.display())]
    Closed(PathBuf, #[source] io::Error),
    /// It is an archive, or lies in one.
    #[error("{}", of_archive(path, archive))]
    Archive {
        /// What was given.
        path: PathBuf,
        /// The archive's folder.
        archive: PathBuf,
    },
}

fn of_archive(path: &Path, archive: &Path) -> String {
    let is_itself = fs::canonicalize(path).is_ok_and(|full| full == archive);
    let (path, archive) = (path.display(), archive.display());
    let what = if is_itself {
        format!("「{path}」是档案包")
    } else {
        format!("「{path}」在档案包「{archive}」里")
    };
    format!(
        "{what}，不能当作支部交来的材料。档案包只能核验（verify）、查依据（why）、比较（compare），或用 --previous 作为上年结果。"
    )
}

/// Finds the workbooks: files given are read whatever they are called, folders are searched to the bottom. Archives are
/// no inputs: those met in a folder are passed over.
///
/// # Errors
/// [`DiscoverError`] where a path given is not there, or is an archive or lies in one.
pub fn discover(paths: &[PathBuf]) -> Result<Discovery, DiscoverError> {
    for path in paths.iter().filter(|path| path.exists()) {
        if let Some(archive) = archive_around(path) {
            return Err(DiscoverError::Archive { path: path.clone(), archive });
        }
    }
    discover_anywhere(paths)
}

/// The same, though the paths lie in an archive: a year is reckoned again from what its archive holds.
///
/// # Errors
/// [`DiscoverError`] where a path given is not there.
pub fn discover_anywhere(paths: &[PathBuf]) -> Result<Discovery, DiscoverError> {
    let given = paths.iter().map(|path| Given::look(path)).collect::<Result<Vec<_>, _>>()?;
    let root = common_folder(&given).ok_or(DiscoverError::Nothing)?;
    let mut search = Search { root: &root, files: BTreeSet::new(), diagnostics: Vec::new() };
    for given in &given {
        match given {
            Given::Folder(folder) => search.folder(folder),
            // a shell's `*.xlsx` names these too
            Given::File(file) if is_left_open(file) => search.pass_over(file, LEFT_OPEN),
            Given::File(file) => search.take(file.clone()),
            Given::Special(path) => search.pass_over(path, "不是普通文件"),
        }
    }
    let Search { files, mut diagnostics, .. } = search;
    diagnostics.sort_by(|a, b| a.file.cmp(&b.file));
    diagnostics.dedup();
    Ok(Discovery { files: files.into_iter().collect(), root, diagnostics })
}

/// A path given, in its full form.
enum Given {
    Folder(PathBuf),
    File(PathBuf),
    /// A pipe, a device: reading it might never end.
    Special(PathBuf),
}

impl Given {
    fn look(path: &Path) -> Result<Self, DiscoverError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => DiscoverError::Missing(path.to_owned()),
            _ => DiscoverError::Closed(path.to_owned(), error),
        };
        let about = fs::metadata(path).map_err(failed)?;
        if about.is_dir() {
            return fs::canonicalize(path).map(Self::Folder).map_err(failed);
        }
        // A link keeps its own name and place: that is what the user sees.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).map_err(failed)?;
        let full = path.file_name().map_or_else(|| path.to_owned(), |name| folder.join(name));
        Ok(if about.is_file() { Self::File(full) } else { Self::Special(full) })
    }

    fn base(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder,
            Self::File(path) | Self::Special(path) => path.parent().unwrap_or(path),
        }
    }
}

/// The deepest folder that holds all.
fn common_folder(given: &[Given]) -> Option<PathBuf> {
    let (first, others) = given.split_first()?;
    let holds_all = |folder: &&Path| others.iter().all(|other| other.base().starts_with(folder));
    // Drives of Windows have nothing in common: there the first one's folder serves.
    Some(first.base().ancestors().find(holds_all).unwrap_or(first.base()).to_owned())
}

/// Why the file that an office program keeps beside an open one is passed over.
const LEFT_OPEN: &str = "是打开着的文件留下的临时文件";

/// Whether an office program keeps this file beside one that is open.
fn is_left_open(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("~$") || name.starts_with(".~")
}

struct Search<'a> {
    root: &'a Path,
    files: BTreeSet<Found>,
    diagnostics: Vec<Diagnostic>,
}

/// A folder still to be searched, and the output folder of ours in which it lies.
struct Pending {
    folder: PathBuf,
    output: Option<usize>,
}

/// An output folder of ours that was met.
struct Output {
    folder: PathBuf,
    record: Record,
    unedited: usize,
}

impl Search<'_> {
    /// Searches a folder that was given. Outputs of ours that lie in it are no inputs; the folder itself was asked for.
    fn folder(&mut self, given: &Path) {
        let mut outputs: Vec<Output> = Vec::new();
        let mut pending = vec![Pending { folder: given.to_owned(), output: None }];
        while let Some(Pending { folder, mut output }) = pending.pop() {
            let Ok(entries) = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) else {
                let shown = self.shown(&folder);
                let message = format!("文件夹「{shown}」打不开，里面的文件没有读取。");
                self.diagnostics.push(UNREADABLE.says(message).in_file(&shown).advise("请检查有没有打开它的权限。"));
                continue;
            };
            if folder != given && is_archive(&folder) {
                self.pass_over(&folder, "是档案包");
                continue;
            }
            if folder != given
                && let Ok(Some(record)) = Record::read(&folder)
            {
                output = Some(outputs.len());
                outputs.push(Output { folder, record, unedited: 0 });
            }
            for entry in entries {
                let path = entry.path();
                let name = entry.file_name().to_string_lossy().into_owned();
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
                if name == record::NAME {
                } else if is_left_open(&path) {
                    self.pass_over(&path, LEFT_OPEN);
                } else if name.starts_with('.') {
                    self.pass_over(&path, if is_folder { "是隐藏文件夹" } else { "是隐藏文件" });
                } else if is_folder {
                    pending.push(Pending { folder: path, output });
                } else if !is_file {
                    self.pass_over(&path, "是链接或特殊文件");
                } else if is_spreadsheet(&path) {
                    match output.and_then(|output| outputs.get_mut(output)) {
                        Some(output) if output.is_unedited(&path) => output.unedited += 1,
                        _ => self.take(path),
                    }
                }
            }
        }
        for Output { folder, unedited, .. } in outputs.iter().filter(|output| output.unedited > 0) {
            let shown = self.shown(folder);
            let message = format!("「{shown}」是本程序的输出，其中 {unedited} 个没有改动过的文件不再读取。");
            self.diagnostics.push(PASSED_OVER.says(message).in_file(&shown));
        }
    }

    fn take(&mut self, location: PathBuf) {
        self.files.insert(Found { shown: self.shown(&location), location });
    }

    fn pass_over(&mut self, path: &Path, because: &str) {
        let shown = self.shown(path);
        self.diagnostics.push(PASSED_OVER.says(format!("「{shown}」{because}，没有读取。")).in_file(&shown));
    }

    fn shown(&self, path: &Path) -> Arc<str> {
        relative(self.root, path).into()
    }
}

impl Output {
    /// What cannot be read is left to the reader to report.
    fn is_unedited(&self, path: &Path) -> bool {
        self.record.standing(&self.folder, &relative(&self.folder, path)).is_ok_and(|found| found == Standing::Unedited)
    }
}

/// Whether a file may be a workbook by its name.
#[must_use]
pub fn is_spreadsheet(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    SPREADSHEETS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// A path below a folder, with `/`.
fn relative(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let steps: Vec<_> = below.components().map(|step| step.as_os_str().to_string_lossy()).collect();
    if steps.is_empty() { ".".to_owned() } else { steps.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Digest;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn found(discovery: &Discovery) -> Vec<&str> {
        discovery.files.iter().map(|found| &*found.shown).collect()
    }

    fn noted(discovery: &Discovery) -> Vec<(&str, &str)> {
        discovery.diagnostics.iter().map(|note| (note.code.id, note.file.as_deref().unwrap())).collect()
    }

    #[test]
    fn a_folder_is_searched_to_the_bottom() {
        let folder = folder(&[
            "b/东.XLSX",
            "b/a.csv",
            "a.et",
            "jifen.toml",
            "说明.docx",
            "~$a.et",
            ".~lock.a.ods#",
            ".git/x.xlsx",
            "B.xls",
            "记.txt",
            "页.html",
        ]);
        let discovery = discover(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found(&discovery), ["B.xls", "a.et", "b/a.csv", "b/东.XLSX"]);
        assert_eq!(noted(&discovery), [("F201", ".git"), ("F201", ".~lock.a.ods#"), ("F201", "~$a.et")]);
        assert_eq!(discovery.root, folder.path().canonicalize().unwrap());
    }

    #[test]
    fn several_paths_are_shown_from_their_common_folder() {
        let folder = folder(&["东片/a.xlsx", "西片/b.xlsx", "西片/~$b.xlsx", "西片/c.dat"]);
        let at = |path: &str| folder.path().join(path);
        let discovery = discover(&[at("西片/c.dat"), at("东片"), at("东片/a.xlsx")]).unwrap();
        assert_eq!(found(&discovery), ["东片/a.xlsx", "西片/c.dat"]);
        assert_eq!(found(&discover(&[at("西片/b.xlsx")]).unwrap()), ["b.xlsx"]);
        let open = discover(&[at("西片/b.xlsx"), at("西片/~$b.xlsx")]).unwrap();
        assert_eq!((found(&open), noted(&open)), (vec!["b.xlsx"], vec![("F201", "~$b.xlsx")]));
        assert!(matches!(discover(&[at("没有.xlsx")]), Err(DiscoverError::Missing(_))));
        assert!(matches!(discover(&[]), Err(DiscoverError::Nothing)));
    }

    #[test]
    fn our_own_output_is_an_input_only_where_edited_or_asked_for() {
        let folder = folder(&["东.xlsx", "批注/东.xlsx", "批注/西.xlsx", "批注/片/北.xlsx", "批注/新.xlsx"]);
        let output = folder.path().join("批注");
        let mut record = Record::default();
        for name in ["东.xlsx", "西.xlsx", "片/北.xlsx"] {
            record.note(name, Digest::of(format!("批注/{name}").as_bytes()));
        }
        record.write(&output).unwrap();
        fs::write(output.join("西.xlsx"), "corrected").unwrap();
        let discovery = discover(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found(&discovery), ["东.xlsx", "批注/新.xlsx", "批注/西.xlsx"]);
        assert_eq!(noted(&discovery), [("F201", "批注")]);
        assert!(discovery.diagnostics[0].message.contains("其中 2 个"));
        assert_eq!(discover(&[output]).unwrap().files.len(), 4);
    }

    #[test]
    fn archives_are_no_inputs() {
        let folder = folder(&["东.xlsx", "归档/清河镇/bagit.txt", "归档/清河镇/data/西.xlsx"]);
        let discovery = discover(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found(&discovery), ["东.xlsx"]);
        assert_eq!(noted(&discovery), [("F201", "归档/清河镇")]);
        for inside in ["归档/清河镇", "归档/清河镇/data", "归档/清河镇/data/西.xlsx"] {
            let path = folder.path().join(inside);
            let refused = discover(std::slice::from_ref(&path)).unwrap_err();
            assert!(refused.to_string().contains("档案包"), "{refused}");
            assert_eq!(discover_anywhere(&[path]).unwrap().files.len(), 1);
        }
        // A broken one is still none.
        fs::rename(folder.path().join("归档/清河镇/bagit.txt"), folder.path().join("归档/清河镇/bag-info.txt"))
            .unwrap();
        assert_eq!(found(&discover(&[folder.path().to_owned()]).unwrap()), ["东.xlsx"]);
        assert!(discover(&[folder.path().join("归档/清河镇/data")]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_passed_over_unless_given() {
        let folder = folder(&["东.xlsx"]);
        let link = folder.path().join("环.xlsx");
        std::os::unix::fs::symlink("东.xlsx", &link).unwrap();
        std::os::unix::fs::symlink(".", folder.path().join("环")).unwrap();
        let discovery = discover(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found(&discovery), ["东.xlsx"]);
        assert_eq!(noted(&discovery), [("F201", "环"), ("F201", "环.xlsx")]);
        assert_eq!(found(&discover(&[link]).unwrap()), ["环.xlsx"]);
    }
}
