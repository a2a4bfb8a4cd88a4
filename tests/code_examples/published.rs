//! What is noticed of publicity: a branch, and the township's register or a notice beside its workbook.

use std::path::Path;

use jifen::model::Diagnostic;
use jifen::pipeline::{Options, PublishOptions};

use crate::drawn::{of_sheets, workbook};
use crate::situations::{ONE, Situation, options, outcome, put, told};

/// The situations of the codes about publicity.
pub const PUBLISHED: &[Situation] = &[
    told(
        "P701",
        |folder| posted(folder, "清河镇2024年党员积分公示"),
        |folder| posted(folder, "清河镇2025年党员积分公示"),
    ),
    told("P702", |folder| registered(folder, "2026-01-12|2026-01-14|0|无异议"), fully),
    told("P703", |folder| registered(folder, "2026-01-16|2026-01-12|0|无异议"), fully),
    told("P704", |folder| registered(folder, "2026-01-12|2026-01-16|2|有异议，已复核处理"), fully),
    told("P705", |folder| registered(folder, "2026-01-12|2026-01-16|0|"), fully),
    told("P706", |folder| registered(folder, "元旦后|2026-01-16|0|无异议"), fully),
    told("P707", |folder| published(folder, "2027-01-11"), |folder| published(folder, "2026-01-12")),
];

fn fully(folder: &Path) -> Vec<Diagnostic> {
    registered(folder, "2026-01-12|2026-01-16|0|无异议")
}

/// A register with one row: first day, last day, objections, outcome.
fn registered(folder: &Path, row: &str) -> Vec<Diagnostic> {
    let sheet = format!("# 公示登记\n批次|范围|期间|开始日期|结束日期|异议件数|公示结果\n第一次|全乡镇|2025|{row}\n");
    put(folder, &[("东河村.xlsx", workbook(ONE)), ("公示登记.xlsx", of_sheets(&sheet))]);
    outcome(&Options { report_date: "2026-01-20".parse().ok(), ..options(folder) }).diagnostics
}

/// A notice with this title beside the one workbook that is looked at.
fn posted(folder: &Path, title: &str) -> Vec<Diagnostic> {
    let sheet = format!("# 公示\n{title}\n现将结果予以公示。\n序号|姓名|得分\n1|王伟|71\n");
    put(folder, &[("东河村.xlsx", workbook(ONE)), ("公示.xlsx", of_sheets(&sheet))]);
    outcome(&Options { paths: vec![folder.join("东河村.xlsx")], ..options(folder) }).diagnostics
}

/// A publicity that begins on this day.
fn published(folder: &Path, start: &str) -> Vec<Diagnostic> {
    put(folder, &[("东河村.xlsx", workbook(ONE))]);
    let publish = PublishOptions { asked: true, start: start.parse().ok(), ..PublishOptions::default() };
    outcome(&Options { publish, ..options(folder) }).diagnostics
}
