//! The last guard of privacy: a file about to be written is searched for numbers of ID cards, phones and bank cards.
//!
//! What comes from free text is masked long before. Here the finished bytes are searched, so that no later output can
//! forget to: every cell, note, prompt, name, property and attribute of every part of a workbook, every line of a text.

mod places;
mod quick;
mod texts;

use std::sync::Arc;

use crate::model::{Diagnostic, PrivateKind, PrivateNumber, masked, private_numbers};
use crate::workbook::codes::LEAK;
use crate::workbook::marks::{Package, PackageError};

use places::Places;
pub(super) use quick::may_hold;
use texts::Spot;

/// So many numbers are looked for in one file; it is held back for the first.
const ENOUGH: usize = 100;

/// A number found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// What it looks like.
    pub kind: PrivateKind,
    /// The number, masked.
    pub shown: String,
    /// Where it stands, in words for users, masked: 工作表「党员积分」B7.
    pub place: String,
    /// The sheet, where it stands in one; masked.
    pub sheet: Option<String>,
    /// The cell, where it stands in one: B7.
    pub cell: Option<String>,
}

/// The numbers in a workbook (xlsx), or in a text, one by one in the order of the file; at most a hundred.
///
/// # Errors
/// [`PackageError`] where a workbook cannot be opened: what was not searched is not known to be clean.
pub fn leaks_in(bytes: &[u8]) -> Result<Vec<Leak>, PackageError> {
    leaks_but(bytes, &[])
}

/// The same, without the phones in lines that may be printed: see [`held_back_but`].
///
/// # Errors
/// As [`leaks_in`].
pub fn leaks_but(bytes: &[u8], printed: &[String]) -> Result<Vec<Leak>, PackageError> {
    if bytes.starts_with(b"PK\x03\x04") { in_workbook(bytes, printed) } else { Ok(in_text(bytes, printed)) }
}

/// The numbers in a text, without the phones in lines that may be printed.
fn numbers_but(text: &str, printed: &[String]) -> Vec<PrivateNumber> {
    let mut numbers = private_numbers(text);
    let in_line = |number: &PrivateNumber| {
        let stands = |line: &String| {
            let mut places = text.match_indices(line.as_str());
            places.any(|(at, line)| at <= number.at.start && number.at.end <= at + line.len())
        };
        number.kind == PrivateKind::Phone && printed.iter().any(stands)
    };
    if !printed.is_empty() {
        numbers.retain(|number| !in_line(number));
    }
    numbers
}

/// Why the file must not be written: one problem ([`LEAK`]) that names the first number and counts the others.
/// `None` where it holds no such number.
///
/// ```
/// use jifen::render::leaks::held_back;
/// assert!(held_back("说明.txt", "电话138******00".as_bytes()).is_none());
/// let problem = held_back("说明.txt", "电话13800000000".as_bytes()).unwrap();
/// assert_eq!(problem.message, "「说明.txt」没有写出：第 1 行里有像手机号的数字（138******00）。");
/// ```
#[must_use]
pub fn held_back(path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    held_back_but(path, bytes, &[])
}

/// The same, though these lines may stand in it as they are: where to object, which the township has written to be read.
/// Only a phone in such a line is let pass, and only where the whole line stands around it.
///
/// ```
/// use jifen::render::leaks::held_back_but;
/// let office = ["电话：13800000000".to_owned()];
/// assert!(held_back_but("公示.txt", "请打电话：13800000000".as_bytes(), &office).is_none());
/// assert!(held_back_but("公示.txt", "王伟 13800000000".as_bytes(), &office).is_some());
/// ```
#[must_use]
pub fn held_back_but(path: &str, bytes: &[u8], printed: &[String]) -> Option<Diagnostic> {
    let shown = masked(path);
    let mut found = of_text(path, &[], || Spot::named("文件名"));
    match leaks_but(bytes, printed) {
        Ok(inside) => found.extend(inside),
        Err(error) => return Some(LEAK.says(format!("「{shown}」没有写出：写好以后不能打开检查（{error}）。"))),
    }
    let first = found.first()?;
    let others = match found.len() {
        1 => String::new(),
        ENOUGH.. => "，另外还有许多处".to_owned(),
        count => format!("，另有 {} 处", count - 1),
    };
    let Leak { kind, shown: number, place, sheet, .. } = first;
    let message = format!("「{shown}」没有写出：{place}里有像{}的数字（{number}）{others}。", kind.label());
    let file: Arc<str> = Arc::from(&*shown);
    let problem = LEAK.says(message).found(number);
    Some(match sheet {
        Some(sheet) => problem.in_sheet(&file, &Arc::from(sheet.as_str())),
        None => problem.in_file(&file),
    })
}

fn in_text(bytes: &[u8], printed: &[String]) -> Vec<Leak> {
    if !may_hold(bytes) {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(bytes);
    // In JSON and in csv a text between quotes stands alone.
    let texts = text.lines().enumerate().flat_map(|(at, line)| line.split('"').map(move |text| (at + 1, text)));
    texts
        .flat_map(|(line, text)| of_text(text, printed, || Spot::named(&format!("第 {line} 行"))))
        .take(ENOUGH)
        .collect()
}

fn in_workbook(bytes: &[u8], printed: &[String]) -> Result<Vec<Leak>, PackageError> {
    let mut package = Package::open(bytes)?;
    let mut found = Vec::new();
    for part in package.names() {
        found.extend(of_text(&part, &[], || Spot::named("文件内部的名称")));
        let Some(bytes) = package.bytes(&part)? else { continue };
        if !may_hold(&bytes) {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        let mut hits = Vec::new();
        texts::each(&text, &mut |at, text| {
            hits.extend(
                numbers_but(text, printed).into_iter().map(|number| (at.clone(), kind_and_mask(text, &number))),
            );
            hits.len() < ENOUGH
        });
        if hits.is_empty() {
            continue;
        }
        let mut places = Places::of(&mut package)?;
        for (at, (kind, shown)) in hits.into_iter().take(ENOUGH) {
            found.push(leak(kind, shown, places.spot(&mut package, &part, &at)?));
        }
    }
    found.truncate(ENOUGH);
    Ok(found)
}

/// The numbers in one text that stands somewhere.
fn of_text(text: &str, printed: &[String], spot: impl Fn() -> Spot) -> Vec<Leak> {
    let found = numbers_but(text, printed);
    found
        .iter()
        .map(|number| {
            let (kind, shown) = kind_and_mask(text, number);
            leak(kind, shown, spot())
        })
        .collect()
}

fn kind_and_mask(text: &str, number: &PrivateNumber) -> (PrivateKind, String) {
    (number.kind, masked(text.get(number.at.clone()).unwrap_or_default()).into_owned())
}

fn leak(kind: PrivateKind, shown: String, spot: Spot) -> Leak {
    let masked = |text: String| masked(&text).into_owned();
    Leak { kind, shown, place: masked(spot.words), sheet: spot.sheet.map(masked), cell: spot.cell }
}
