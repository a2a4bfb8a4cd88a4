//! Marks a branch's own workbook in place: fills and notes on the offending cells, one sheet that lists the problems.
//!
//! Nothing is read into a model and written anew. Parts are found by their relationships, edits are spliced into
//! the text of the few parts that they concern, and all other parts are copied as they are compressed. So seals,
//! pictures, validations, notes, formulas and macros cannot be lost on the way.
//!
//! Marking first takes earlier marks off; marking a marked copy with the same problems gives the same bytes.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod boxes;
mod cells;
mod comments;
mod cover;
mod edit_formats;
mod edits;
mod format_lists;
mod listing;
mod look;
mod note_place;
mod note_text;
mod notes;
mod parts;
mod problem_sheet;
mod remarks;
mod sheet_xml;
mod sheets;
mod signature;
mod splice;
mod strip;
mod styles;
mod targets;
mod worksheet;
mod write;

use crate::model::{CellRange, Digest};
use crate::workbook::marks::{BLANK_DIGEST, Book, Package, PackageError, Record, State, content_digest, state};

pub use crate::workbook::marks::MarkKind;
pub use edits::{Edit, Edited, Written, edit};
use remarks::Remarks;
use styles::Stylesheet;

/// One problem, in the texts that the sheet shows: Chinese, and masked where they have to be.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of mark the cells get.
    pub kind: MarkKind,
    /// The permanent code of the check.
    pub code: String,
    /// The sheet's name and the cells; `None` for a problem of the whole file.
    pub place: Option<(String, CellRange)>,
    /// The member's name, or nothing.
    pub member: String,
    /// What stands in the cell.
    pub found: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// All that goes onto a copy.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marking<'a> {
    /// What stands above the list of the problems.
    pub headline: &'a [String],
    /// What is marked and listed, in this order.
    pub problems: &'a [Problem],
    /// Lines that the copy keeps for the next run, unseen: see [`crate::workbook::marks::memo`].
    pub memo: &'a [String],
}

impl<'a> Marking<'a> {
    /// Marks without anything to remember.
    #[must_use]
    pub const fn of(headline: &'a [String], problems: &'a [Problem]) -> Self {
        Self { headline, problems, memo: &[] }
    }
}

/// A marked copy.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The bytes of the package.
    pub bytes: Vec<u8>,
    /// What the user should be told about the copy, in Chinese.
    pub remarks: Vec<String>,
}

/// Why a file cannot be marked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnnotateError {
    /// The file is no readable OOXML workbook.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The workbook is at the limit of what Excel can hold.
    #[error("工作簿的单元格格式太多（超过 64000 种），无法再加标记：请先清理格式")]
    TooManyFormats,
    /// Without our sheet nothing would be left.
    #[error("工作簿里除了 jifen 的校验表，没有别的工作表")]
    NothingElse,
    /// The copy cannot be put together.
    #[error("写不出带标记的副本：{0}")]
    Archive(#[from] zip::result::ZipError),
}

/// Marks a copy of an xlsx or xlsm.
///
/// Earlier marks are taken off first. Cells under a problem get the fill of its kind (the worst one where there
/// are several), and the first of them a note; in a merged range it is the upper left cell. A range of several
/// rows marks the cells that the sheet uses. A problem whose sheet is not in the workbook is listed without a link.
///
/// # Errors
/// [`AnnotateError`] where the file is none that can be marked; never for a problem that points nowhere.
///
/// ```no_run
/// use jifen::model::CellRange;
/// use jifen::render::annotate::{MarkKind, Marking, Problem, annotate};
///
/// let problem = Problem {
///     kind: MarkKind::Wrong,
///     code: "E101".into(),
///     place: CellRange::parse("F12").map(|cells| ("积分台账".into(), cells)),
///     member: "王小明".into(),
///     found: "30".into(),
///     message: "单次加分超过上限 20 分".into(),
///     help: "按实施细则改为 20 分以内".into(),
/// };
/// let copy = annotate(&std::fs::read("积分.xlsx")?, &Marking::of(&["2025 年一季度".into()], &[problem]))?;
/// std::fs::write("积分-校验.xlsx", copy.bytes)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn annotate(original: &[u8], marking: &Marking<'_>) -> Result<Annotated, AnnotateError> {
    annotate_edited(original, original, marking)
}

/// Marks a copy in which cells were put right by [`edit`]; it stands for the file that was edited.
///
/// # Errors
/// As [`annotate`].
pub fn annotate_edited(original: &[u8], edited: &[u8], marking: &Marking<'_>) -> Result<Annotated, AnnotateError> {
    // a copy that nobody has touched stands for the file that it was made from
    let origin = match state(original)? {
        State::Unedited { origin } => origin,
        State::NotOurs | State::Edited { .. } => Digest::of(original).to_string(),
    };
    annotate_for(origin, edited, marking)
}

/// Marks a workbook that was rebuilt from a file of another format; the copy stands for that file.
///
/// # Errors
/// As [`annotate`].
pub fn annotate_rebuilt(from: Digest, rebuilt: &[u8], marking: &Marking<'_>) -> Result<Annotated, AnnotateError> {
    annotate_for(from.to_string(), rebuilt, marking)
}

fn annotate_for(origin: String, original: &[u8], marking: &Marking<'_>) -> Result<Annotated, AnnotateError> {
    let mut remarks = Remarks::default();
    let mut package = Package::open(original)?;
    let signed = signature::drop_signature(&mut package)?;
    // said of a copy of a copy too: the file that the branch signed is still another one
    let signed = strip::strip(&mut package)?.signed || signed;
    if signed {
        remarks.push("原文件带数字签名，加标记后签名失效，副本中已去掉签名；原文件未改动。");
    }
    let mut book = Book::read(&mut package)?;
    let styles_part = match book.styles.take() {
        Some(part) => part,
        None => listing::add_styles(&mut package, &book)?,
    };
    let text = package.text(&styles_part)?.ok_or_else(|| PackageError::Malformed(styles_part.clone()))?;
    let mut styles = Stylesheet::read(&styles_part, text)?;

    if book.locked {
        remarks.push("工作簿的结构设了保护：校验表照样加在最后，保护没有动；要删掉它，请先撤销工作簿保护。");
    }
    let records = sheets::mark_sheets(&mut package, &book, marking.problems, &mut styles, &mut remarks)?;
    let name = listing::free_name(&book);
    let part = listing::free_part(&package, &book);
    let look = look::Look::in_styles(&mut styles)?;
    let (styles_part, text) = styles.finish()?;
    package.put(&styles_part, text)?;

    let sheet = problem_sheet::lay_out(&book, marking.headline, marking.problems, &mut remarks);
    let mut all = vec![Record::Origin(origin), Record::Content(BLANK_DIGEST.to_owned())];
    all.extend(signed.then_some(Record::Signed));
    all.extend(records);
    all.extend(marking.memo.iter().cloned().map(Record::Memo));
    let lines: Vec<String> = all.iter().flat_map(Record::lines).collect();
    let blanked = sheet_xml::write(&book.namespace, &sheet, &look, &lines);
    listing::add_sheet(&mut package, &book, &name, &part, &sheet.defined_names())?;
    package.put(&part, blanked.as_bytes())?;
    let content = content_digest(&mut package, &part, &blanked)?.to_string();
    package.put(&part, blanked.replacen(BLANK_DIGEST, &content, 1))?;
    Ok(Annotated { bytes: write::write(&mut package)?, remarks: remarks.sentences() })
}

/// Takes our marks off; a file without any comes back as it is.
///
/// The formats that were appended stay in the styles part, where no cell uses them.
///
/// # Errors
/// [`AnnotateError`] where the file is no readable OOXML workbook, or has no sheet but ours.
pub fn clean(original: &[u8]) -> Result<Vec<u8>, AnnotateError> {
    let mut package = Package::open(original)?;
    if !strip::strip(&mut package)?.any || !package.is_changed() {
        return Ok(original.to_vec());
    }
    signature::drop_signature(&mut package)?;
    write::write(&mut package)
}
