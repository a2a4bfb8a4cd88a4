//! Waivers (豁免): deviations that a meeting accepted. They are quiet from then on, and told with the result.
//!
//! A waiver names one entry and one problem in it. It changes no rule: an entry whose problem says nothing against its
//! figure counts again where the meeting says so (计分), any other stays at 0 and is only complained about no longer.

mod files;
mod follow;
mod idle;

pub use follow::{Fate, Lifted};

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::branch_names::branch_named;
use super::options::Settings;
use super::{BranchScores, RunError, code, document};
use crate::checks::{P302, P303};
use crate::model::{Code, Diagnostic, Severity, Verdict, Waiver, masked};
use crate::reports::WaivedResult;
use crate::rules::RuleSet;

/// Problems that exclude an entry though the rule set says what it is worth: the figure is reckoned without what is wrong.
const COUNTABLE: [&str; 3] = ["E304", "E401", "E403"];
/// The codes about waivers themselves begin so.
const OWN: &str = "P30";
/// The codes about objections begin so.
const OBJECTIONS: &str = "P50";
/// The codes about what was found by looking into entries begin so.
const AUDIT: &str = "P40";

/// The waivers of a run that can be followed, in an order of their own: that of the files makes no difference.
#[derive(Debug, Default)]
pub struct Waivers {
    accepted: Vec<Accepted>,
}

/// A waiver that can be followed.
#[derive(Debug)]
pub struct Accepted {
    /// What is written.
    waiver: Waiver,
    /// The problem that was accepted.
    code: &'static Code,
    /// Index of the item, where the rule set has it.
    item: Option<usize>,
    /// Whether the entry counts; `None` where the problem does not bear on that.
    counts: Option<bool>,
}

/// A problem that was accepted, and by which waiver.
#[derive(Clone, Debug)]
pub struct Waived {
    /// The waiver's index.
    pub by: usize,
    /// The problem.
    pub diagnostic: Diagnostic,
}

impl Waivers {
    /// Reads the files, and sees which waivers can be followed; what cannot is a diagnostic. `branches` are those that came.
    ///
    /// # Errors
    /// [`RunError::Waivers`] where a file is not there, or is no TOML.
    pub fn read(
        files: &[PathBuf],
        settings: &Settings,
        township: Option<&str>,
        branches: &HashSet<Arc<str>>,
    ) -> Result<(Self, Vec<Diagnostic>), RunError> {
        let (mut accepted, mut diagnostics) = (Vec::new(), Vec::new());
        for file in files {
            let (waivers, found) = files::read_file(file)?;
            diagnostics.extend(found.into_iter().filter(|_| settings.whose.speaks_for_all()));
            for mut waiver in waivers {
                waiver.branch = branch_named(&waiver.branch, settings, township, branches.iter().map(|name| &**name));
                if !settings.answers_for(&waiver.branch) {
                    continue;
                }
                match accept(waiver, &settings.rules) {
                    Ok(one) => accepted.push(one),
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                }
            }
        }
        accepted.sort_by_cached_key(|one: &Accepted| one.order());
        Ok((Self { accepted }, diagnostics))
    }

    /// What was accepted, as the result tells it, in the order of the problems.
    #[must_use]
    pub fn results(&self, waived: &[Waived]) -> Vec<WaivedResult> {
        let result = |waived: &Waived| {
            let Accepted { waiver, counts, .. } = self.accepted.get(waived.by)?;
            Some(WaivedResult {
                diagnostic: document::diagnostic_result(&waived.diagnostic),
                counts: *counts,
                reason: masked(&waiver.reason).into_owned(),
                by: masked(&waiver.by).into_owned(),
                on: waiver.day.map(|day| day.to_string()).unwrap_or_default(),
                source: waiver.at.in_words(),
            })
        };
        waived.iter().filter_map(result).collect()
    }

    /// The waivers of a branch, with their indexes.
    fn of<'a>(&'a self, branch: &'a BranchScores) -> impl Iterator<Item = (usize, &'a Accepted)> {
        self.accepted.iter().enumerate().filter(|(_, one)| *one.waiver.branch == *branch.name)
    }
}

impl Accepted {
    /// By what waivers are sorted: what they say, then where.
    fn order(&self) -> impl Ord + use<> {
        let Waiver { branch, name, id, code, date, sheet, cell, reason, by, on, at, .. } = self.waiver.clone();
        ([branch, name, id, code, date, sheet, cell, on, by, reason], at)
    }
}

/// A diagnostic about a waiver, at its row.
fn about(waiver: &Waiver, diagnostic: Diagnostic) -> Diagnostic {
    let diagnostic = match &waiver.at.source {
        Some(source) => diagnostic.at(source.clone()),
        None => diagnostic.in_file(&waiver.at.file),
    };
    let diagnostic = Diagnostic { message: format!("{}：{}", title(waiver), diagnostic.message), ..diagnostic };
    if waiver.name.is_empty() { diagnostic } else { diagnostic.of_member(&waiver.name) }
}

/// What a waiver is called in messages: 第 2 条（王伟 J04 2025-05-12 E304）.
fn title(waiver: &Waiver) -> String {
    let date = waiver.when.map_or_else(|| waiver.date.clone(), |when| when.to_string());
    let parts = [&waiver.name, &waiver.item, &date, &waiver.code].map(|part| masked(part).into_owned());
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("第 {} 条豁免（{}）", waiver.at.number, parts.join(" "))
}

/// Sees whether a waiver says all that it has to, and something that can be followed.
fn accept(waiver: Waiver, rules: &RuleSet) -> Result<Accepted, Box<Diagnostic>> {
    let refuse = |diagnostic: Diagnostic| Err(Box::new(about(&waiver, diagnostic)));
    let lacking = lacking(&waiver);
    if !lacking.is_empty() {
        let lacking = lacking.join("、");
        let advice = format!("请查会议记录，在这一条补上{lacking}。");
        return refuse(P302.says(format!("没有写明{lacking}，没有采用。")).advise(advice));
    }
    let unread = [
        (waiver.when.is_none() && !waiver.date.is_empty(), "日期", &waiver.date),
        (waiver.day.is_none(), "批准日期", &waiver.on),
        (waiver.cells.is_none() && !waiver.cell.is_empty(), "单元格", &waiver.cell),
    ];
    if let Some((_, column, text)) = unread.into_iter().find(|(is_unread, ..)| *is_unread) {
        return refuse(P302.says(format!("{column}写的是「{text}」，看不懂，没有采用。")).found(text));
    }
    let Some(code) = code(&waiver.code) else {
        return refuse(P303.says(format!("没有「{}」这个代码，没有采用。", waiver.code)).found(&waiver.code));
    };
    if let Some(why) = never(code) {
        return refuse(P303.says(format!("{}（{}）不能豁免：{why}。", code.id, code.title)).found(code.id));
    }
    let counts = match (treatment(&waiver.treatment), code.verdict) {
        (Err(()), _) => {
            let message = format!("处理写的是「{}」，要写「计分」或「不计分」，没有采用。", waiver.treatment);
            return refuse(P302.says(message).found(&waiver.treatment));
        }
        (Ok(None), Verdict::Counted) | (Ok(Some(true)), Verdict::Counted) => None,
        (Ok(Some(false)), Verdict::Counted) => {
            let message =
                format!("{}（{}）不影响计分，这一条登记照常计分，处理不能写「不计分」。", code.id, code.title);
            let advice = "请把处理空着；这一条登记本来就不该有的，请在支部的表里删掉。";
            return refuse(P303.says(message).advise(advice));
        }
        (Ok(None), _) => {
            let message = "没有写明处理，没有采用：这个问题使登记不计分，要写明以后「计分」还是「不计分」。";
            return refuse(P302.says(message).advise("请在处理一栏写「计分」或「不计分」。"));
        }
        (Ok(Some(true)), _) if !may_count(code) => {
            let message =
                format!("登记有 {}（{}）这个问题，按办法算不出该得多少分，处理不能写「计分」。", code.id, code.title);
            let advice = "要计分的，请在支部的表里改正登记；只是不再提醒的，处理写「不计分」。";
            return refuse(P303.says(message).advise(advice));
        }
        (Ok(decided), _) => decided,
    };
    let item = match rules.find_item_in(&waiver.item) {
        crate::rules::ItemMatch::Found(item) => Some(item),
        _ => None,
    };
    Ok(Accepted { waiver, code, item, counts })
}

/// What a waiver does not say and has to.
fn lacking(waiver: &Waiver) -> Vec<&'static str> {
    let has_place = !waiver.sheet.is_empty() && !waiver.cell.is_empty();
    let half_a_place = waiver.sheet.is_empty() != waiver.cell.is_empty();
    let needed = [
        ("支部", waiver.branch.is_empty()),
        ("党员", waiver.name.is_empty()),
        ("代码", waiver.code.is_empty()),
        ("项目", waiver.item.is_empty() && !has_place),
        ("日期", waiver.date.is_empty() && !has_place),
        ("工作表", half_a_place && waiver.sheet.is_empty()),
        ("单元格", half_a_place && waiver.cell.is_empty()),
        ("原因", waiver.reason.is_empty()),
        ("批准（会议）", waiver.by.is_empty()),
        ("批准日期", waiver.on.is_empty()),
    ];
    needed.into_iter().filter_map(|(name, lacks)| lacks.then_some(name)).collect()
}

/// 计分 or 不计分; `None` where nothing is written.
fn treatment(text: &str) -> Result<Option<bool>, ()> {
    match text {
        "" => Ok(None),
        "计分" | "记分" | "照计" => Ok(Some(true)),
        "不计分" | "不记分" | "不计" => Ok(Some(false)),
        _ => Err(()),
    }
}

/// Whether the rule set says what an entry is worth that has this problem.
fn may_count(code: &Code) -> bool {
    code.verdict == Verdict::Pending || COUNTABLE.contains(&code.id)
}

/// Why a problem can be no matter of a waiver; `None` where it can.
fn never(code: &Code) -> Option<&'static str> {
    if code.id.starts_with(OWN) {
        return Some("这是豁免本身的问题");
    }
    if code.id.starts_with(AUDIT) {
        return Some("核查的结果只能由核查人在抽查清单里改");
    }
    if code.id.starts_with(OBJECTIONS) {
        return Some("异议要查清楚，处理写在异议表里");
    }
    match code.id.chars().next()? {
        'F' => Some("文件读不出来，只能换一份能读的"),
        'L' => Some("说的是整张表，不是哪一条登记，只能改表"),
        'M' if code.severity == Severity::Error && code.verdict == Verdict::Counted => {
            Some("说的是这个人是谁、在哪个支部，只能改表")
        }
        'A' => Some("名额和并列的事由党员大会决定，写在决定表里"),
        'R' => Some("说的是规则集"),
        _ => None,
    }
}
