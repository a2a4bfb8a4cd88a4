//! `archive`: the year's package.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Ending;
use super::args::{ArchiveArguments, BooksArgument};
use super::failure::Failure;
use super::held::told_of_held;
use super::progress::Bar;
use super::screen::Screen;
use crate::archive::zip;
use crate::model::masked;
use crate::pipeline::archive::{ArchiveOptions, Books, Package, Packages, Packing, packages, public_name, whole_name};
use crate::pipeline::{Options, Outcome, Settings, run as run_pipeline};
use crate::render::folder::{FolderError, OutputFiles, ensure_free, put_new_folder};
use crate::reports::{Packed, closed_page, packed_page, rounds_page, tally_page, waived_page};

/// Where packages are written, where nobody says another place.
const FOLDER: &str = "归档";

/// Runs the year as `tally` does, and packs it.
pub fn run(arguments: &ArchiveArguments, screen: &Screen) -> Result<Ending, Failure> {
    if arguments.member.is_some() {
        return super::archive_member::run(arguments, screen);
    }
    if arguments.transfer.is_some() {
        return super::archive_transfer::run(arguments, screen);
    }
    let reason = arguments.reason.as_deref().map(str::trim);
    if reason.is_some_and(str::is_empty) {
        return Err(Failure::Usage("--reason 空着：请写明为什么试算也要归档。"));
    }
    let options = Options {
        audits: arguments.audit.clone(),
        publish: arguments.publish.options(),
        closed: Some(arguments.closed.clone()),
        series: arguments.series.map(Into::into),
        ..arguments.run.options(&arguments.paths)
    };
    let settings = Settings::new(&options)?;
    let outcome = run_pipeline(&options, &Bar::new())?;
    print(&outcome, screen);
    if outcome.is_provisional() && reason.is_none() {
        refuse(&outcome, screen);
        return Ok(Ending::DataWrong);
    }
    if !outcome.is_provisional() && reason.is_some() {
        screen.tell("结果已经定案，按定案归档，--provisional 和 --reason 没有用到。");
    }
    let books = match arguments.books {
        BooksArgument::Branch => Books::Branch,
        BooksArgument::Member => Books::Member,
    };
    let provisional = reason.filter(|_| outcome.is_provisional()).map(|reason| masked(reason).into_owned());
    let wanted = ArchiveOptions { provisional, books };
    let packing = Packing { outcome: &outcome, given: &options, settings: &settings, options: &wanted };
    let out = arguments.out.clone().unwrap_or_else(|| FOLDER.into());
    // Before the work is done: where something stands already, nothing is made.
    for name in std::iter::once(whole_name(&packing)).chain(public_name(&packing)) {
        ensure_free(&out.join(&name))?;
        if arguments.zip {
            zip::ensure_free(&zip_beside(&out.join(&name)))?;
        }
    }
    let Packages { whole, public, held, remarks } = packages(&packing)?;
    remarks.iter().for_each(|told| screen.tell(told));
    if told_of_held(&held, screen) {
        screen.tell("档案包没有写：改好上面说的地方，再归档。");
        return Ok(Ending::DataWrong);
    }
    let purpose = if outcome.is_provisional() {
        "试算的全部材料，还不能作为最后结果"
    } else {
        "全部材料，内部保管"
    };
    let all =
        std::iter::once((whole, purpose)).chain(public.map(|public| (public, "可以公开的部分，没有党员的个人信息")));
    screen.page(&packed_page(&put(all, &out, packing.period(), arguments.zip)?));
    Ok(if outcome.is_provisional() { Ending::DataWrong } else { Ending::Good })
}

/// The result, as `tally` prints it.
fn print(outcome: &Outcome, screen: &Screen) {
    screen.page(&tally_page(&outcome.result));
    screen.page(&rounds_page(&outcome.result.rounds));
    screen.page(&waived_page(&outcome.result.waived));
    screen.page(&closed_page(&outcome.result.closed));
    outcome.assumed.iter().for_each(|told| screen.tell(told));
}

/// Says why a provisional result is not packed, and what to do.
fn refuse(outcome: &Outcome, screen: &Screen) {
    // The page above has the reasons; whoever reads only the messages needs them too.
    let reasons = outcome.result.provisional_because.join("；");
    screen.tell(&format!("结果还是试算，没有归档：{reasons}。"));
    screen.tell(
        "先改正错误，并列的请党员大会决定（写进「决定」表），再归档。\n\
         一定要把试算也留下来的，加 --provisional --reason 写明原因；包名和包里都写明是试算。",
    );
}

/// A package on its way out.
struct Ready {
    folder: PathBuf,
    name: String,
    files: OutputFiles,
    packed: Packed,
}

/// Writes all packages, or none: what was written before one that could not be is taken away again.
fn put<'a>(
    all: impl Iterator<Item = (Package, &'a str)>,
    out: &Path,
    period: &str,
    zips: bool,
) -> Result<Vec<Packed>, Failure> {
    let mut ready: Vec<Ready> = Vec::new();
    for (package, purpose) in all {
        let folder = out.join(&package.name);
        let mut packed = told_of(&package, &folder, purpose, period);
        packed.zip = zips.then(|| zip_beside(&folder).display().to_string());
        let mut files = OutputFiles::new();
        for (path, bytes) in package.files {
            // What is ours was searched for private numbers; the rest is what was received.
            files.insert_of_branch(&path, bytes)?;
        }
        ready.push(Ready { folder, name: package.name, files, packed });
    }
    let mut done: Vec<PathBuf> = Vec::new();
    for one in &ready {
        if let Err(error) = put_one(one, zips, &mut done) {
            for written in done {
                // One of them is a file, the others are folders.
                let _ = std::fs::remove_dir_all(&written).or_else(|_| std::fs::remove_file(&written));
            }
            return Err(error.into());
        }
    }
    Ok(ready.into_iter().map(|one| one.packed).collect())
}

fn put_one(one: &Ready, zips: bool, done: &mut Vec<PathBuf>) -> Result<(), FolderError> {
    put_new_folder(&one.folder, &one.files)?;
    done.push(one.folder.clone());
    if zips {
        let file = zip_beside(&one.folder);
        zip::put_new_zip(&file, &one.name, one.files.iter())?;
        done.push(file);
    }
    Ok(())
}

/// The zip of a package, beside its folder. Its name has points in it where the township's has.
fn zip_beside(folder: &Path) -> PathBuf {
    let mut file = folder.as_os_str().to_owned();
    file.push(".zip");
    file.into()
}

fn told_of(package: &Package, folder: &Path, purpose: &str, period: &str) -> Packed {
    let records = format!("data/电子档案/{period}/");
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, _) in &package.files {
        let Some(kind) = path.strip_prefix(&records).and_then(|below| below.split_once('/')) else { continue };
        *kinds.entry(kind.0).or_default() += 1;
    }
    Packed {
        place: folder.display().to_string(),
        zip: None,
        purpose: purpose.to_owned(),
        files: package.files.len(),
        bytes: package.files.iter().map(|(_, bytes)| bytes.len()).sum(),
        kinds: kinds.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect(),
    }
}
