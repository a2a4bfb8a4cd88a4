//! The two packages of a year: the whole one, and the part that may be published and points to it.

use rayon::prelude::*;

use super::{Packing, books, catalogue, public, received, results, tables};
use crate::archive::{ArchivedFile, Bag, BagInfo, Digests};
use crate::model::{Diagnostic, masked};
use crate::pipeline::OutputError;
use crate::render::leaks::held_back;

/// The manifest by whose digest the publishable package names the whole one.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The labels of bag-info.txt under which it does.
pub const POINTS_TO: &str = "Jifen-Whole-Package";
/// See [`POINTS_TO`].
pub const POINTS_TO_SHA256: &str = "Jifen-Whole-Package-Manifest-SHA256";
/// The label under which a package says why a provisional result was packed.
pub const PROVISIONAL: &str = "Jifen-Provisional-Reason";

/// A bag, ready to be written.
#[derive(Debug)]
pub struct Package {
    /// The name of its folder.
    pub name: String,
    /// Its files: paths below the folder, with `/`, sorted.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The packages of a run.
#[derive(Debug)]
pub struct Packages {
    /// The whole one.
    pub whole: Package,
    /// The publishable one; none of a provisional result.
    pub public: Option<Package>,
    /// The files of ours in which a private number stands: with any, nothing is to be written.
    pub held: Vec<Diagnostic>,
    /// What is to be said of the annotated copies and of what is made public.
    pub remarks: Vec<String>,
}

/// Makes both packages; nothing is written.
///
/// # Errors
/// [`OutputError`] where a file of them cannot be made.
pub fn packages(packing: &Packing<'_>) -> Result<Packages, OutputError> {
    let ((received, results), (books, tables)) = rayon::join(
        || rayon::join(|| received::files(packing), || results::files(packing)),
        || rayon::join(|| books::files(packing), || tables::files(packing)),
    );
    let (received, results) = (received?, results?);
    let mut payload = received.received;
    payload.extend(results.copies);
    // The record has the files' names as they are, as the manifests have them; all else in it is masked.
    payload.push(received.record);
    // What `tally` writes was searched when it was made.
    payload.extend(results.ours);
    let first_unsearched = payload.len();
    payload.extend(results.rulebooks);
    payload.extend(books?);
    payload.extend(tables?);
    let lists = catalogue::files(packing, &payload)?;
    payload.extend(lists);
    let mut held = results.held;
    held.extend(leaking(payload.get(first_unsearched..).unwrap_or_default()));
    let whole = packed(whole_name(packing), info(packing, packing.options.provisional.as_deref()), payload);
    let public = public_name(packing).map(|name| public_part(packing, name, &whole, &mut held)).transpose()?;
    Ok(Packages { whole, public, held, remarks: results.remarks })
}

/// All that is written of a result: what `tally` writes, books, tables. The same result gives the same bytes.
///
/// # Errors
/// [`OutputError`] where one of them cannot be made.
pub fn written_files(packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    let results = results::files(packing)?;
    let mut files = results.ours;
    files.extend(results.rulebooks);
    files.extend(results.copies);
    files.extend(books::files(packing)?);
    files.extend(tables::files(packing)?);
    Ok(files)
}

/// The lists over what was received (the rule sets among it), what is written of the result, and the record of the run.
///
/// # Errors
/// [`OutputError`] where one of them cannot be made.
pub fn lists(
    packing: &Packing<'_>,
    mut received: Vec<ArchivedFile>,
    written: &[ArchivedFile],
    record: Vec<u8>,
) -> Result<Vec<ArchivedFile>, OutputError> {
    received.extend_from_slice(written);
    received.push(received::record_file(record));
    catalogue::files(packing, &received)
}

/// What bag-info.txt of the whole package says, but for the sums of the payload.
#[must_use]
pub fn info_of_whole(packing: &Packing<'_>) -> Vec<(String, String)> {
    info(packing, packing.options.provisional.as_deref()).description(&whole_name(packing)).into_lines()
}

/// The publishable package, which names the whole one by the digest of its manifest.
fn public_part(
    packing: &Packing<'_>,
    name: String,
    whole: &Package,
    held: &mut Vec<Diagnostic>,
) -> Result<Package, OutputError> {
    let manifest = whole.files.iter().find(|(path, _)| path == MANIFEST).map_or(&[][..], |(_, bytes)| bytes);
    let digest = Digests::of(manifest).sha256;
    let mut payload = public::files(packing)?;
    payload.push(public::pointer(&whole.name, &digest));
    held.extend(leaking(&payload));
    let info = info(packing, None).say(POINTS_TO, &whole.name).say(POINTS_TO_SHA256, &digest);
    Ok(packed(name, info, payload))
}

fn leaking(files: &[ArchivedFile]) -> Vec<Diagnostic> {
    files.par_iter().filter_map(|file| held_back(&file.path, &file.bytes)).collect()
}

fn packed(name: String, info: BagInfo, payload: Vec<ArchivedFile>) -> Package {
    let payload: Vec<(ArchivedFile, Digests)> = payload
        .into_par_iter()
        .map(|file| (Digests::of(&file.bytes), file))
        .map(|(digests, file)| (file, digests))
        .collect();
    let info = info.description(&name).into_lines();
    Package { name, files: Bag { info, payload }.files() }
}

/// What both bags say of themselves: the township, the date of the report, the year they are of.
fn info(packing: &Packing<'_>, reason: Option<&str>) -> BagInfo {
    let result = &packing.outcome.result;
    let date = packing.settings.report_date.map_or_else(|| result.period.to.clone(), |date| date.to_string());
    let township = masked(township(packing)).into_owned();
    let info = BagInfo::new(&township, &date).group(&format!("{township}-{}", packing.period()));
    reason.map_or_else(|| info.clone(), |reason| info.clone().say(PROVISIONAL, &masked(reason)))
}

fn township<'a>(packing: &'a Packing<'_>) -> &'a str {
    packing.outcome.result.township.as_deref().unwrap_or("未写乡镇名")
}

/// The name of the whole package's folder.
#[must_use]
pub fn whole_name(packing: &Packing<'_>) -> String {
    name_of(packing, "党员积分档案")
}

/// The name of the publishable package's folder; none of a provisional result.
#[must_use]
pub fn public_name(packing: &Packing<'_>) -> Option<String> {
    (!packing.outcome.is_provisional()).then(|| name_of(packing, "公开部分"))
}

/// 清河镇-2025-党员积分档案; a provisional one says so.
fn name_of(packing: &Packing<'_>, what: &str) -> String {
    let trial = if packing.outcome.is_provisional() { "-试算" } else { "" };
    let name = format!("{}-{}-{what}{trial}", masked(township(packing)), packing.period());
    // What no system takes in a name, and what would lead elsewhere.
    name.chars().map(|c| if "/\\:*?\"<>|".contains(c) || c.is_control() { '_' } else { c }).collect()
}
