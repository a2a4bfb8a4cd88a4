//! 可用性: every file opens, its form is one that is known, and none of ours is needed to read it.

use super::findings::Findings;
use super::payload::{Part, PayloadFile};
use super::register::{OPENS, PLAIN, SCHEMA};
use crate::archive::places::{self, Kind};
use crate::pipeline::archive::{Archived, RECORD_SCHEMA};
use crate::reports::{PackageKind, ProblemResult, SCHEMA as RESULT_SCHEMA};

/// Every file opens as what its name says it is. What came in is kept as it came.
pub fn opens(files: &[PayloadFile], findings: &mut Findings) {
    let looked_at = files.iter().filter(|file| !file.part.came_in());
    let told = |file: &PayloadFile| {
        let trouble = file.trouble.as_ref()?;
        Some(ProblemResult::in_file(OPENS.id, &file.path, format!("打不开：{trouble}。").replace("。。", "。")))
    };
    let problems = looked_at.clone().filter_map(told).collect();
    let came_in = files.len() - looked_at.clone().count();
    let kept =
        if came_in > 0 { format!("；收到的 {came_in} 个原样保存，由重算读取") } else { String::new() };
    findings.judged(&OPENS, format!("{} 个文件都能打开{kept}", looked_at.count()), problems);
}

/// The versions of the record and of the result are known. A newer one was refused before.
pub fn schema(archived: &Archived, findings: &mut Findings) {
    let (record, result) = (archived.record.schema, archived.result.schema);
    if record <= RECORD_SCHEMA && result <= RESULT_SCHEMA {
        findings.passed(&SCHEMA, format!("结果.json 第 {result} 版，运行记录第 {record} 版，都认得"));
    } else {
        let message = "格式比本程序新，请用新的版本核验。";
        findings.failed(&SCHEMA, "格式比本程序新", [ProblemResult::in_file(SCHEMA.id, places::RUN, message)]);
    }
}

/// What a stranger without this program reads first is there.
pub fn plain(files: &[PayloadFile], kind: PackageKind, findings: &mut Findings) {
    let wanted = [
        (places::ABOUT, "说明"),
        (places::CATALOGUE, "文件目录"),
        (places::INDEX_PAGE, "网页目录"),
        (places::INDEX_BOOK, "表格目录"),
    ];
    // What is published has its index as a page, and a member's book is a handful of files.
    let wanted = match kind {
        PackageKind::Transfer => wanted.get(..1),
        PackageKind::Part => wanted.get(..3),
        PackageKind::Year | PackageKind::Untrusted => None,
    }
    .unwrap_or(&wanted);
    let lacking: Vec<&str> =
        wanted.iter().map(|(path, _)| *path).filter(|path| !files.iter().any(|file| file.path == *path)).collect();
    let words: Vec<&str> = wanted.iter().map(|(_, word)| *word).collect();
    let tables = files.iter().filter(|file| file.part == Part::Record(Kind::Tables)).count();
    if lacking.is_empty() {
        let tables = if tables > 0 { format!("，结果另有 {tables} 张 csv") } else { String::new() };
        findings.passed(&PLAIN, format!("有{}{tables}", words.join("、")));
    } else {
        let told = |path: &&str| ProblemResult::in_file(PLAIN.id, path, format!("没有「{path}」。"));
        findings.failed(&PLAIN, format!("缺 {}", lacking.join("、")), lacking.iter().map(told).collect::<Vec<_>>());
    }
}
