//! Decisions of meetings: read, matched to members, and refused where they cannot be followed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::branch_names::branch_named;
use super::gather::{Gathered, ReadFile};
use super::options::Settings;
use super::papers::Paper;
use super::{BranchScores, Decisions, RunError, Share, Who};
use crate::layout::codes::L103;
use crate::layout::{Written, read_date, read_outcome, recognise};
use crate::model::text::{compact, person};
use crate::model::{Decision, Diagnostic, Period};
use crate::rules::{RuleSet, read_toml};
use crate::scoring::codes::{A102, A103, A105, A106, A107};
use crate::scoring::{Refusal, Ruling};
use crate::workbook::read;

/// A decision whose member and grade are known.
pub struct Sitting<'a> {
    decision: &'a Decision,
    /// Which of the decisions it is.
    index: usize,
    /// The member.
    pub who: Who,
    grade: usize,
    awarded: bool,
    /// Once allocated: whether it was refused, and why.
    pub outcome: Option<Option<Refusal>>,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionOutcome {
    /// The member, where it is known who is meant.
    pub who: Option<Who>,
    /// Why it was not followed, in a sentence; `None` where it was.
    pub why: Option<String>,
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
    by: Option<String>,
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
fn read_file(path: &Path, settings: &Settings, inputs: &[ReadFile]) -> Result<(Decisions, Vec<Diagnostic>), RunError> {
    let shown = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let wrong = |message: String| RunError::Decisions { path: path.to_owned(), message };
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let read: DecisionsText = read_toml(&text).map_err(|error| wrong(error.to_string()))?;
        let file: Arc<str> = shown.into();
        let asks_by = read.decision.iter().any(|text| text.by.is_some());
        let decisions =
            read.decision.into_iter().zip(1..).map(|(text, number)| from_text(text, &file, number, asks_by));
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
    // Sheets that say how to fill it in, and what there is to choose from, are no surprise here.
    diagnostics.extend(recognised.diagnostics.into_iter().filter(|found| found.code.id != L103.id));
    Ok((recognised.decisions, diagnostics))
}

/// The decisions of the files that are named, or called so.
///
/// # Errors
/// [`RunError::Decisions`] where it cannot be read.
pub fn of_file(settings: &Settings, gathered: &mut Gathered) -> Result<Decisions, RunError> {
    let mut decisions = Vec::new();
    for path in Paper::Decisions.files(settings, &gathered.papers, &mut gathered.diagnostics) {
        let (read, found) = read_file(&path, settings, &gathered.files)?;
        decisions.extend(read);
        gathered.diagnostics.extend(found);
    }
    Ok(decisions)
}

/// Gives each rule set the decisions about its branches, those of workbooks before those of the file. Their branches get
/// the names that the run has for them: the profile's own for an alias, and without the township before it.
pub fn deal(shares: &mut [Share], of_file: Decisions, township: Option<&str>) {
    let mut all: Decisions = shares.iter_mut().flat_map(|share| std::mem::take(&mut share.decisions)).collect();
    all.extend(of_file);
    for mut decision in all {
        let Some(first) = shares.first() else { return };
        let come = shares.iter().flat_map(|share| &share.books).map(|book| &*book.name);
        decision.branch = branch_named(&decision.branch, &first.settings, township, come);
        let share = shares.iter_mut().find(|share| share.settings.answers_for(&decision.branch));
        share.into_iter().for_each(|share| share.decisions.push(decision.clone()));
    }
}

fn from_text(text: DecisionText, file: &Arc<str>, number: usize, asks_by: bool) -> Decision {
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
        by: text.by.clone().unwrap_or_default(),
        asks_by,
        reason: text.reason,
        file: Arc::clone(file),
        number,
        source: None,
    }
}

/// Matches decisions to members. What is incomplete, out of time, contradicted, or fits nobody, is a diagnostic.
pub fn resolve<'a>(
    rules: &RuleSet,
    period: Period,
    branches: &[&BranchScores],
    decisions: &'a [Decision],
) -> (Vec<Sitting<'a>>, Vec<DecisionOutcome>, Vec<Diagnostic>) {
    let mut found: Vec<Result<Sitting<'a>, Box<Diagnostic>>> =
        decisions.iter().enumerate().map(|at| resolve_one(rules, period, branches, at)).collect();
    drop_doubles(&mut found);
    let mut sittings = Vec::new();
    let mut outcomes = Vec::with_capacity(decisions.len());
    let mut diagnostics = Vec::new();
    for (decision, found) in decisions.iter().zip(found) {
        match found {
            Ok(sitting) => {
                outcomes.push(DecisionOutcome { who: Some(sitting.who), why: None });
                if decision.asks_by && decision.by.trim().is_empty() {
                    let message = format!("{}的决定没有写明是哪个会议、哪个机构决定的，仍然照办。", decision.name);
                    diagnostics.push(about(decision, A106.says(message)));
                }
                sittings.push(sitting);
            }
            Err(diagnostic) => {
                outcomes.push(DecisionOutcome { who: None, why: Some(diagnostic.message.clone()) });
                diagnostics.push(about(decision, *diagnostic));
            }
        }
    }
    (sittings, outcomes, diagnostics)
}

/// Of decisions about one place the first is followed where all say the same, and none where they do not.
fn drop_doubles(found: &mut [Result<Sitting<'_>, Box<Diagnostic>>]) {
    let mut places: BTreeMap<(Who, usize), Vec<usize>> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        if let Ok(sitting) = one {
            places.entry((sitting.who, sitting.grade)).or_default().push(at);
        }
    }
    for same in places.into_values().filter(|same| same.len() > 1) {
        let awarded = |at: usize| found.get(at).and_then(|one| one.as_ref().ok()).map(|sitting| sitting.awarded);
        let first = same.first().copied().and_then(awarded);
        let is_contradictory = same.iter().any(|at| awarded(*at) != first);
        for at in same.into_iter().skip(usize::from(!is_contradictory)) {
            let Some(Ok(sitting)) = found.get(at) else { continue };
            let Decision { name, grade, .. } = sitting.decision;
            let diagnostic = if is_contradictory {
                A107.says(format!("{name}的{grade}，一处写授予、一处写不授予，都没有采用。"))
            } else {
                let message = format!("{name}的{grade}已经有一项决定，这一项没有采用。");
                A102.says(message).advise("一个人的一个等次只写一行，请删去多余的一行。")
            };
            if let Some(slot) = found.get_mut(at) {
                *slot = Err(Box::new(diagnostic));
            }
        }
    }
}

fn resolve_one<'a>(
    rules: &RuleSet,
    period: Period,
    branches: &[&BranchScores],
    (index, decision): (usize, &'a Decision),
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
    if let Some(day) = decision.date.filter(|day| *day < period.from()) {
        let message = format!("{}的决定是 {day} 的会议作的，在 {period} 开始以前，没有采用。", decision.name);
        return Err(Box::new(A105.says(message).found(&day.to_string())));
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
    Ok(Sitting { decision, index, who: (branch, member), grade, awarded, outcome: None })
}

/// The decisions that could not be followed.
pub fn refused(rules: &RuleSet, sittings: &[Sitting<'_>], outcomes: &mut [DecisionOutcome]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for sitting in sittings {
        let (why, advice) = match sitting.outcome {
            None => ("不参加评定", "请删去决定表的这一行。"),
            Some(None) => continue,
            Some(Some(Refusal::NotContested)) => {
                ("没有并列待定，不需要决定", "请核对姓名和等次；没有写错的，删去决定表的这一行。")
            }
            Some(Some(Refusal::ExceedsQuota)) => {
                ("授予的人数超过了留下的名额", "留下几个名额就给几人写「授予」，其余的写「不授予」。")
            }
        };
        let grade = rules.grades.get(sitting.grade).map_or("", |grade| &grade.title);
        let message = format!("{}的{grade}：{why}，这项决定没有采用。", sitting.decision.name);
        if let Some(outcome) = outcomes.get_mut(sitting.index) {
            outcome.why = Some(message.clone());
        }
        diagnostics.push(about(sitting.decision, A102.says(message).advise(advice)));
    }
    diagnostics
}

fn about(decision: &Decision, diagnostic: Diagnostic) -> Diagnostic {
    let placed = match &decision.source {
        Some(source) => diagnostic.at(source.clone()),
        None => diagnostic.in_file(&decision.file),
    };
    placed.of_member(&decision.name).of_branch(&Arc::from(decision.branch.as_str()))
}
