//! Draws that were made before, read back from their check lists: whom they left out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::SampleError;
use super::draw::digest;
use crate::layout::check_list::{CheckList, EarlierDraw, read_check_list};
use crate::model::{Digest, Period, masked};
use crate::reports::EarlierList;
use crate::workbook::read;

/// Who is left out by so many draws running is due in the next.
const RUNNING: usize = 2;

/// A draw that was made before.
#[derive(Debug)]
pub struct Earlier {
    /// Where it was read from.
    pub path: PathBuf,
    /// The file, as it is told.
    pub told: EarlierList,
    /// Its period.
    pub period: Period,
    /// Its seed.
    pub seed: String,
    /// The branches that were drawn.
    pub drawn: BTreeSet<String>,
}

/// Reads a check list, whichever: the file's name, its bytes' digest, what it says.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read_list(path: &Path) -> Result<(Arc<str>, Digest, CheckList), String> {
    if !path.is_file() {
        return Err("没有这个文件".to_owned());
    }
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let file: Arc<str> = name.into();
    let reading = read(path, &file);
    let Some(workbook) = reading.workbook else {
        return Err(reading.diagnostics.first().map_or_else(|| "读不出来".to_owned(), |one| one.message.clone()));
    };
    let list = read_check_list(&workbook).ok_or_else(|| "它不是抽查清单（jifen sample 写的）".to_owned())?;
    Ok((file, workbook.original.digest, list))
}

/// The draws in the order of their periods; within one as they were given. A list that comes twice, blank and filled in,
/// is one draw.
///
/// # Errors
/// [`SampleError::After`] where a file is no check list of ours, or does not agree with its own seed.
pub fn read_earlier(paths: &[PathBuf], name: impl Fn(&str) -> String) -> Result<Vec<Earlier>, SampleError> {
    let mut draws: Vec<Earlier> = Vec::new();
    for path in paths {
        let wrong = |message: String| SampleError::After { path: path.clone(), message };
        let (file, sha256, list) = read_list(path).map_err(wrong)?;
        let draw = list
            .draw
            .ok_or_else(|| wrong("里面没有「抽查办法」和「支部名单」两张表，看不出抽了哪些支部".to_owned()))?;
        let period = agrees(&draw).map_err(wrong)?;
        let drawn = draw.branches.iter().filter(|branch| branch.drawn).map(|branch| name(&branch.name)).collect();
        if draws.iter().any(|other| other.seed == draw.seed && other.period == period) {
            continue;
        }
        let told = EarlierList { file: masked(&file).into_owned(), period: period.to_string(), sha256 };
        draws.push(Earlier { path: path.clone(), told, period, seed: draw.seed, drawn });
    }
    draws.sort_by_key(|draw| draw.period.to());
    Ok(draws)
}

/// The period of a draw whose digests are those of its seed.
fn agrees(draw: &EarlierDraw) -> Result<Period, String> {
    let period = Period::parse(&draw.period).ok_or_else(|| format!("期间写的是「{}」，看不懂", draw.period))?;
    if draw.branches.is_empty() {
        return Err("「支部名单」里没有支部".to_owned());
    }
    match draw.branches.iter().find(|branch| digest(&[&draw.seed, &branch.name]).to_string() != branch.digest) {
        Some(branch) => Err(format!("「支部名单」里「{}」的摘要与种子对不上，这份清单被改过", branch.name)),
        None => Ok(period),
    }
}

/// Whether a branch has to be drawn: none of the last two draws took it, whatever the reason.
pub fn is_due(draws: &[Earlier], branch: &str) -> bool {
    draws.len() >= RUNNING && draws.iter().rev().take(RUNNING).all(|draw| !draw.drawn.contains(branch))
}
