//! 安全性: nothing private in what the program wrote, nothing in it that runs or leads elsewhere.

use super::findings::Findings;
use super::payload::PayloadFile;
use super::register::{ACTIVE, PRIVATE};
use crate::model::masked;
use crate::reports::ProblemResult;

/// All tests.
pub fn tests(files: &[PayloadFile], findings: &mut Findings) {
    private(files, findings);
    active(files, findings);
}

/// No number of an ID card, a phone or a bank card.
fn private(files: &[PayloadFile], findings: &mut Findings) {
    let ours = files.iter().filter(|file| file.part.is_ours());
    let told = |file: &PayloadFile| {
        let leak = file.leak.as_ref()?;
        Some(ProblemResult::in_file(PRIVATE.id, &file.path, format!("{leak}。")))
    };
    let problems = ours.clone().filter_map(told).collect();
    let others = if ours.clone().count() < files.len() {
        "；收到的材料、批注本、运行记录照原样，没有查"
    } else {
        ""
    };
    findings.judged(&PRIVATE, format!("写出的 {} 个文件里没有{others}", ours.count()), problems);
}

/// No macro, no script, no link out of the package.
fn active(files: &[PayloadFile], findings: &mut Findings) {
    let ours = files.iter().filter(|file| file.part.is_ours());
    let told = |file: &PayloadFile| {
        let found = masked(&file.active.join("、")).into_owned();
        (!file.active.is_empty()).then(|| ProblemResult::in_file(ACTIVE.id, &file.path, format!("里面有{found}。")))
    };
    let problems = ours.clone().filter_map(told).collect();
    findings.judged(&ACTIVE, format!("写出的 {} 个文件里没有", ours.count()), problems);
}
