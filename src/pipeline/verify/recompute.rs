//! Reckoning everything again from the archived inputs and rules, and comparing it with the archived result.

use serde_json::Value;

use super::differences::{Extent, differences};
use super::findings::Findings;
use super::register::{DOCUMENT, SCORES};
use crate::pipeline::archive::Archived;
use crate::pipeline::{Outcome, Progress, run};
use crate::render::json::json;
use crate::reports::{About, Difference, ProblemResult, RecomputationResult};

/// How many differences are named in a line of the report.
const NAMED: usize = 3;

/// Runs again what was run, over what the archive holds. Nothing is written.
///
/// # Errors
/// Why it could not be run, in words.
pub fn again(archived: &Archived, progress: &dyn Progress) -> Result<Outcome, String> {
    run(&archived.options(), progress).map_err(|error| in_chinese(&error.to_string()))
}

/// What is said of a text in TOML, without the words of the library that read it: the line says where to look.
fn in_chinese(message: &str) -> String {
    match message.split_once("写法不对（") {
        Some((before, rest)) => format!("{before}写法不对{}", rest.rsplit_once('）').map_or("。", |(_, rest)| rest)),
        None => message.to_owned(),
    }
}

/// Compares, and adds the lines of both tests.
pub fn compare(
    archived: &Archived,
    document: &Value,
    again: &Result<Outcome, String>,
    findings: &mut Findings,
) -> Option<RecomputationResult> {
    let outcome = match again {
        Ok(outcome) => outcome,
        Err(why) => {
            let problem = ProblemResult::of(SCORES.id, format!("重算不了：{why}"));
            findings.failed(&SCORES, "重算不了，见下面", [problem]);
            findings.not_tested(&DOCUMENT, "重算不了");
            return None;
        }
    };
    let Some(recomputed) = json(&outcome.result).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
    else {
        findings.not_tested(&SCORES, "重算的结果写不出来");
        return None;
    };
    let title = |branch: &str, category: &str| {
        let rules = &outcome.of_branch(branch).rules;
        rules.categories.iter().find(|it| it.id == category).map(|it| it.title.clone())
    };
    let of_results = differences(document, &recomputed, Extent::Results, &title);
    let members = archived.result.members.len();
    if of_results.is_empty() {
        findings.passed(&SCORES, format!("{members} 名党员的得分、等次、名次、名额、荣誉，重算都一样"));
    } else {
        findings.failed(&SCORES, in_a_line(&of_results), []);
    }
    let packed_by = &archived.record.jifen;
    let whole = packed_by == env!("CARGO_PKG_VERSION");
    if !whole {
        let why = format!("归档的是 jifen {packed_by}，本程序是 {}，只比得分等次", env!("CARGO_PKG_VERSION"));
        findings.not_tested(&DOCUMENT, why);
        return Some(RecomputationResult { whole, members, differences: of_results });
    }
    let differences = differences(document, &recomputed, Extent::Whole, &title);
    if differences.is_empty() {
        findings.passed(&DOCUMENT, "结果.json 每一处，重算都一样");
    } else {
        findings.failed(&DOCUMENT, format!("{} 处不一样，见下面", differences.len()), []);
    }
    Some(RecomputationResult { whole, members, differences })
}

/// Which results differ, in a line.
fn in_a_line(differences: &[Difference]) -> String {
    let members = differences.iter().filter(|it| it.about == About::Member).count();
    let named: Vec<&str> = differences.iter().take(NAMED).map(|it| it.of.as_str()).collect();
    let more = if differences.len() > NAMED { format!("等 {} 处", differences.len()) } else { String::new() };
    let counted = if members > 0 { format!("{members} 名党员不一样：") } else { "不一样：".to_owned() };
    format!("{counted}{}{more}", named.join("、"))
}
