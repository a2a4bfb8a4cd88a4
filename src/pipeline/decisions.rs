//! Decisions of meetings: read, matched to members, and refused where they cannot be followed.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::gather::ReadFile;
use super::options::Settings;
use super::{BranchScores, Decisions, RunError, Who};
use crate::layout::{Written, read_date, read_outcome, recognise};
use crate::model::text::{compact, person};
use crate::model::{Decision, Diagnostic};
use crate::rules::{RuleSet, read_toml};
use crate::scoring::codes::{A102, A103};
use crate::scoring::{Refusal, Ruling};
use crate::workbook::read;

/// A decision whose member and grade are known.
pub struct Sitting<'a> {
    decision: &'a Decision,
    /// The member.
    pub who: Who,
    grade: usize,
    awarded: bool,
    /// Once allocated: whether it was refused, and why.
    pub outcome: Option<Option<Refusal>>,
}

impl Sitting<'_> {
    /// The ruling for an allocation among these contenders.
    #[must_use]
    pub fn ruling(&self, contenders: &[Who]) -> Option<Ruling> {
        let contender = contenders.iter().position(|who| *who == self.who)?;
        Some(Ruling { contender, grade: self.grade, awarded: self.awarded })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionsText {
    decision: Vec<DecisionText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionText {
    branch: String,
    name: String,
    #[serde(default)]
    id: Option<Number>,
    grade: String,
    outcome: String,
    date: toml::Value,
    reason: String,
}

/// 编号 as people write it, in quotes or bare.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Bare(u32),
    Text(String),
}

impl Number {
    fn text(&self) -> String {
        match self {
            Self::Bare(number) => number.to_string(),
            Self::Text(text) => compact(text),
        }
    }
}

/// Reads the decisions file that profile or command line name: TOML, or a workbook with a table of decisions.
/// A workbook that lies among the inputs was read with them and is not read again.
///
/// # Errors
/// [`RunError::Decisions`] where it cannot be read.
pub fn read_file(
    path: &Path,
    settings: &Settings,
    inputs: &[ReadFile],
) -> Result<(Decisions, Vec<Diagnostic>), RunError> {
    let shown = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let wrong = |message: String| RunError::Decisions { path: path.to_owned(), message };
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let read: DecisionsText = read_toml(&text).map_err(|error| wrong(error.to_string()))?;
        let file: Arc<str> = shown.into();
        let decisions = read.decision.into_iter().map(|text| from_text(text, &file));
        return Ok((decisions.collect(), Vec::new()));
    }
    if !path.is_file() {
        return Err(wrong("没有这个文件".to_owned()));
    }
    let reading = read(path, &shown);
    let mut diagnostics = reading.diagnostics;
    let Some(workbook) = reading.workbook else {
        let why = diagnostics.first().map_or_else(String::new, |diagnostic| diagnostic.message.clone());
        return Err(wrong(why));
    };
    if inputs.iter().any(|input| input.original.digest == workbook.original.digest) {
        return Ok((Vec::new(), Vec::new()));
    }
    let recognised = recognise(&workbook, &settings.rules, &settings.hints);
    diagnostics.extend(recognised.diagnostics);
    Ok((recognised.decisions, diagnostics))
}

/// Names branches as the run does: by the profile's own name for an alias, and without the township before it.
pub fn name_branches(decisions: &mut [Decision], settings: &Settings, township: Option<&str>) {
    for decision in decisions {
        decision.branch = branch_named(&decision.branch, settings, township);
    }
}

/// A branch's name as the run has it.
#[must_use]
pub fn branch_named(name: &str, settings: &Settings, township: Option<&str>) -> String {
    let bare = township.and_then(|township| name.strip_prefix(township));
    let written = bare.filter(|bare| !bare.is_empty()).unwrap_or(name);
    let listed = settings.profile.branch_called(name).or(settings.profile.branch_called(written));
    listed.map_or_else(|| written.to_owned(), |branch| branch.name.clone())
}

fn from_text(text: DecisionText, file: &Arc<str>) -> Decision {
    let date = match &text.date {
        toml::Value::String(date) => date.clone(),
        other => other.to_string(),
    };
    Decision {
        branch: compact(&text.branch),
        name: person(&text.name),
        id: text.id.map(|id| id.text()).filter(|id| !id.is_empty()),
        grade: compact(&text.grade),
        awarded: read_outcome(&compact(&text.outcome)),
        date: match read_date(&date, None) {
            Some(Written::Day(day)) => Some(day),
            _ => None,
        },
        reason: text.reason,
        file: Arc::clone(file),
        source: None,
    }
}

/// Matches decisions to members. What is incomplete, or fits nobody, is a diagnostic.
pub fn resolve<'a>(
    rules: &RuleSet,
    branches: &[&BranchScores],
    decisions: &'a [Decision],
) -> (Vec<Sitting<'a>>, Vec<Diagnostic>) {
    let mut sittings: Vec<Sitting<'a>> = Vec::new();
    let mut diagnostics = Vec::new();
    for decision in decisions {
        match resolve_one(rules, branches, decision) {
            Ok(sitting) => {
                let again = sittings.iter().any(|other| (other.who, other.grade) == (sitting.who, sitting.grade));
                if again {
                    let message = format!("{}的{}已经有一项决定，这一项没有采用。", decision.name, decision.grade);
                    let advice = "一个人的一个等次只写一行，请删去多余的一行。";
                    diagnostics.push(about(decision, A102.says(message).advise(advice)));
                } else {
                    sittings.push(sitting);
                }
            }
            Err(diagnostic) => diagnostics.push(about(decision, *diagnostic)),
        }
    }
    (sittings, diagnostics)
}

fn resolve_one<'a>(
    rules: &RuleSet,
    branches: &[&BranchScores],
    decision: &'a Decision,
) -> Result<Sitting<'a>, Box<Diagnostic>> {
    let lacking: Vec<&str> = [
        (decision.date.is_none(), "会议日期"),
        (decision.reason.trim().is_empty(), "理由"),
        (decision.awarded.is_none(), "决定（授予或不授予）"),
    ]
    .into_iter()
    .filter_map(|(lacks, name)| lacks.then_some(name))
    .collect();
    if !lacking.is_empty() {
        return Err(Box::new(
            A103.says(format!("{}的决定没有写明{}，没有采用。", decision.name, lacking.join("、")))
                .advise(format!("请查会议记录，在决定表的这一行补上{}。", lacking.join("、"))),
        ));
    }
    let refuse = |message: String| Box::new(A102.says(message));
    let grade = rules
        .grade_index(&decision.grade)
        .ok_or_else(|| refuse(format!("办法里没有「{}」，这项决定没有采用。", decision.grade)))?;
    let branch = branches.iter().position(|branch| *branch.name == *decision.branch);
    let branch = branch.ok_or_else(|| refuse(format!("没有叫做「{}」的支部，这项决定没有采用。", decision.branch)))?;
    let roster = branches.get(branch).map_or(&[][..], |branch| &branch.roster);
    let mut fitting = roster.iter().enumerate().filter(|(_, member)| {
        member.is_called(&decision.name) && decision.id.as_ref().is_none_or(|id| member.goes_by(id))
    });
    let (member, _) = fitting
        .next()
        .ok_or_else(|| refuse(format!("{}的花名册里没有「{}」，这项决定没有采用。", decision.branch, decision.name)))?;
    if fitting.next().is_some() {
        return Err(refuse(format!(
            "{}有几位「{}」，不知道是哪一位，这项决定没有采用。",
            decision.branch, decision.name
        )));
    }
    let awarded = decision.awarded == Some(true);
    Ok(Sitting { decision, who: (branch, member), grade, awarded, outcome: None })
}

/// The decisions that could not be followed.
pub fn refused(rules: &RuleSet, sittings: &[Sitting<'_>]) -> Vec<Diagnostic> {
    let refused = sittings.iter().filter_map(|sitting| {
        let (why, advice) = match sitting.outcome {
            None => ("不参加评定", "请删去决定表的这一行。"),
            Some(None) => return None,
            Some(Some(Refusal::NotContested)) => {
                ("没有并列待定，不需要决定", "请核对姓名和等次；没有写错的，删去决定表的这一行。")
            }
            Some(Some(Refusal::ExceedsQuota)) => {
                ("授予的人数超过了留下的名额", "留下几个名额就给几人写「授予」，其余的写「不授予」。")
            }
        };
        let grade = rules.grades.get(sitting.grade).map_or("", |grade| &grade.title);
        let message = format!("{}的{grade}：{why}，这项决定没有采用。", sitting.decision.name);
        Some(about(sitting.decision, A102.says(message).advise(advice)))
    });
    refused.collect()
}

fn about(decision: &Decision, diagnostic: Diagnostic) -> Diagnostic {
    let placed = match &decision.source {
        Some(source) => diagnostic.at(source.clone()),
        None => diagnostic.in_file(&decision.file),
    };
    placed.of_member(&decision.name).of_branch(&Arc::from(decision.branch.as_str()))
}
