//! One sentence on a workbook or a branch (一句话结论): can it be reported, or what has to be done first.

use super::grouping::problem_kinds;
use super::page::Tone;
use crate::model::{Diagnostic, Severity};

/// Errors from this number on are also counted by kind.
const MANY: usize = 10;

/// The sentence, and how it is meant.
#[must_use]
pub fn headline<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> (Tone, String) {
    let kinds = problem_kinds(diagnostics);
    let count = |severity| {
        let of = || kinds.iter().filter(move |kind| kind.severity == severity);
        let places: usize = of().map(|kind| kind.places()).sum();
        (places, of().count(), of().map(|kind| kind.problems.len()).sum::<usize>())
    };
    let (errors, of_kind, different) = count(Severity::Error);
    let (warnings, ..) = count(Severity::Warning);
    // What is the same in many places is mended at one stroke: that takes the fright out of a large number.
    let in_all = match different {
        1 if errors > 1 => "，都是同一个问题".to_owned(),
        _ if errors >= MANY && of_kind < errors => format!("，归为 {of_kind} 种"),
        _ => String::new(),
    };
    match (errors, warnings) {
        (0, 0) => (Tone::Good, "没有问题，可以上报。".to_owned()),
        (0, warnings) => (Tone::Doubtful, format!("可以上报；有 {warnings} 处请再看一看。")),
        (errors, 0) => (Tone::Bad, format!("有 {errors} 处必须改正{in_all}。")),
        (errors, warnings) if in_all.is_empty() => {
            (Tone::Bad, format!("有 {errors} 处必须改正，另有 {warnings} 处请再看一看。"))
        }
        (errors, warnings) => (Tone::Bad, format!("有 {errors} 处必须改正{in_all}；另有 {warnings} 处请再看一看。")),
    }
}
