//! From scores and standings to the result document.

use rayon::prelude::*;

use super::award::{MemberStanding, ScopeOutcome, Standing, scope_names};
use super::follow::{Following, MemberFollowing};
use super::gather::ReadFile;
use super::records;
use super::rounding::{adding_up, shown};
use super::rounds::written;
use super::year::YearParts;
use super::{BranchScores, Who};
use crate::model::{Diagnostic, FactValue, Member, MonthOrDay, Period, Points, Severity, masked};
use crate::reports::{
    AlertResult, BranchResult, CarryResult, DiagnosticResult, EntryResult, FileResult, Honour, MemberResult,
    OpenMonths, PeriodResult, QuotaResult, Rank, ResultDocument, RoundResult, RuleSetResult, SCHEMA, SourceResult,
    Status, StepResult, WaivedResult, reading_result, table_results, with_sums,
};
use crate::rules::{Pricing, RuleSet};
use crate::scoring::{AlertFound, LineState, QuotaOutcome, Scorecard, ScoredLine, Step, mean};

/// What the document is made of.
pub struct Parts<'a> {
    pub rules: &'a RuleSet,
    pub period: Period,
    pub programme_year: u32,
    pub township: Option<String>,
    pub files: &'a [ReadFile],
    pub branches: &'a [BranchScores],
    pub standing: &'a Standing,
    pub following: &'a Following,
    pub diagnostics: &'a [Diagnostic],
    pub rounds: Vec<RoundResult>,
    pub waived: Vec<WaivedResult>,
    pub year: YearParts,
}

/// The result as other programs read it.
pub fn document(parts: Parts<'_>) -> ResultDocument {
    let Parts { rules, period, branches, standing, diagnostics, .. } = parts;
    let provisional_because = reasons(rules, standing, diagnostics);
    let label = &period.to_string();
    let following = parts.following;
    let before = &parts.year.before;
    let members = branches.par_iter().zip(&standing.members).enumerate().flat_map_iter(|(b, (branch, standings))| {
        let rows = branch.roster.iter().zip(&branch.cards).zip(standings).enumerate();
        rows.map(move |(m, ((member, card), standing))| {
            let follows = following.members.get(b).and_then(|members| members.get(m));
            let before = before.get(b).and_then(|members| members.get(m)).cloned();
            MemberResult { before, ..member_result(rules, label, branch, member, card, standing, follows) }
        })
    });
    let mut members: Vec<MemberResult> = members.collect();
    for (member, course) in members.iter_mut().zip(parts.year.courses) {
        member.series = course;
    }
    let quotas = standing
        .scopes
        .iter()
        .flat_map(|scope| scope.quotas.iter().map(move |quota| quota_result(rules, branches, scope, quota)));
    let quotas = quotas.collect();
    let honours = following.honours.iter().filter_map(|honour| honour_result(branches, honour)).collect();
    let records = (!rules.tables.is_empty()).then(|| records::results(rules, branches));
    let branches: Vec<BranchResult> = branches
        .iter()
        .zip(&standing.members)
        .map(|(branch, standings)| branch_result(branch, standings, diagnostics))
        .collect();
    let grades: Vec<&str> = rules.grades.iter().map(|grade| grade.title.as_str()).collect();
    let organisation = with_sums(parts.year.organisation, &branches, &members, &grades);
    ResultDocument {
        schema: SCHEMA,
        jifen: env!("CARGO_PKG_VERSION").to_owned(),
        rule_set: RuleSetResult {
            id: rules.id.clone(),
            title: rules.title.clone(),
            version: rules.version.clone(),
            sha256: rules.digest.to_string(),
        },
        township: parts.township,
        period: PeriodResult {
            label: label.clone(),
            from: period.from().to_string(),
            to: period.to().to_string(),
            programme_year: parts.programme_year,
            cumulative: period.window() < rules.settles,
        },
        status: if provisional_because.is_empty() { Status::Final } else { Status::Provisional },
        provisional_because,
        files: parts.files.iter().map(|file| file_result(file, rules)).collect(),
        quotas,
        honours,
        records,
        branches,
        members,
        diagnostics: diagnostics.iter().map(diagnostic_result).collect(),
        rounds: parts.rounds,
        waived: parts.waived,
        rule_sets: Vec::new(),
        organisation,
        transfers: parts.year.transfers,
        series: parts.year.series,
        closed: parts.year.closed,
        decisions: parts.year.decisions,
        objections: parts.year.objections,
        appraisals: parts.year.appraisals,
        years: parts.year.years,
        breakdown: parts.year.breakdown,
        sensitivity: parts.year.sensitivity,
        publicity: parts.year.publicity,
        transfer: None,
    }
}

fn reasons(rules: &RuleSet, standing: &Standing, diagnostics: &[Diagnostic]) -> Vec<String> {
    because_of_errors(diagnostics).into_iter().chain(because_of_ties(rules, standing)).collect()
}

/// Why a result with errors is provisional.
pub fn because_of_errors(diagnostics: &[Diagnostic]) -> Option<String> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    (errors > 0).then(|| format!("有 {errors} 处错误没有改正"))
}

/// Why a result in which places are contested is provisional.
pub fn because_of_ties(rules: &RuleSet, standing: &Standing) -> Vec<String> {
    let mut reasons = Vec::new();
    for scope in &standing.scopes {
        for quota in scope.quotas.iter().filter(|quota| !quota.contested.is_empty()) {
            let grade = rules.grades.get(quota.grade).map_or("", |grade| &grade.title);
            reasons.push(format!("{}{grade}有 {} 人并列，待党员大会决定", scope.name, quota.contested.len()));
        }
    }
    reasons
}

fn file_result(file: &ReadFile, rules: &RuleSet) -> FileResult {
    FileResult {
        path: file.original.shown.to_string(),
        sha256: file.original.digest.to_string(),
        branch: (!file.branches.is_empty()).then(|| file.branches.join("、")),
        titled: file.recognised.claims.branch.clone().filter(|_| file.branches.is_empty()),
        layout: file.recognised.tables.iter().map(|table| table.kind.id().to_owned()).collect(),
        rows: file.recognised.rows(),
        tables: table_results(&file.recognised.tables, rules),
        reading: Some(reading_result(&file.recognised.account)),
    }
}

fn branch_result(branch: &BranchScores, standings: &[MemberStanding], diagnostics: &[Diagnostic]) -> BranchResult {
    let counted = branch.cards.iter().zip(standings).filter(|(_, standing)| standing.counted);
    let members = counted.clone().count();
    let scores: Vec<Points> = counted.filter_map(|(card, _)| card.score).collect();
    let of_severity = |severity: Severity| {
        let mine = diagnostics.iter().filter(|diagnostic| diagnostic.branch.as_deref() == Some(&*branch.name));
        mine.filter(|diagnostic| diagnostic.severity == severity).count()
    };
    BranchResult {
        name: branch.name.to_string(),
        path: branch.path.clone(),
        members,
        mean: mean(&scores),
        errors: of_severity(Severity::Error),
        warnings: of_severity(Severity::Warning),
        rule_set: None,
    }
}

fn member_result(
    rules: &RuleSet,
    label: &str,
    branch: &BranchScores,
    member: &Member,
    card: &Scorecard,
    standing: &MemberStanding,
    follows: Option<&MemberFollowing>,
) -> MemberResult {
    let grade = standing.grade.and_then(|grade| rules.grades.get(grade));
    let by_points = standing.by_points.and_then(|grade| rules.grades.get(grade));
    let title = |grade: &usize| rules.grades.get(*grade).map(|grade| grade.title.clone());
    let categories: Vec<(String, Option<Points>)> =
        rules.categories.iter().map(|c| c.id.clone()).zip(card.categories.iter().copied()).collect();
    let steps = card.steps.iter().map(|step| step_result(rules, label, branch, step));
    let steps = adding_up(steps, &categories, card.score, label);
    MemberResult {
        branch: branch.name.to_string(),
        name: member.name.clone(),
        id: member.id.clone(),
        class: class_name(rules, class_of(rules, member)),
        probationary: member.probationary,
        counted: standing.counted,
        categories: categories.into_iter().map(|(id, points)| (id, points.map(shown))).collect(),
        score: card.score,
        rank: Rank { branch: standing.branch_rank, township: standing.township_rank },
        grade: grade.map(|grade| grade.title.clone()),
        stars: grade.map_or(0, |grade| grade.stars),
        stars_by_points: by_points.map_or(0, |grade| grade.stars),
        grade_by_points: by_points.map(|grade| grade.title.clone()),
        contested: standing.contested.iter().filter_map(title).collect(),
        veto: card.vetoes.iter().filter_map(|veto| rules.item(*veto)).map(|item| item.id.clone()).collect(),
        consequences: follows.map_or(Vec::new(), |follows| follows.consequences.clone()),
        groups: card.groups.iter().map(|(group, points)| (group.clone(), shown(*points))).collect(),
        periods: card.periods.iter().map(|(period, score)| (period.to_string(), *score)).collect(),
        alerts: follows.map_or(Vec::new(), |follows| {
            follows.alerts.iter().filter_map(|found| alert_result(rules, found)).collect()
        }),
        party_group: member.party_group.as_deref().map(|group| masked(group).into_owned()),
        before: None,
        carry: carry_result(rules, member, follows),
        series: Vec::new(),
        steps,
    }
}

/// What next year's run needs of a member: the month of birth, and months in a row that had not ended.
fn carry_result(rules: &RuleSet, member: &Member, follows: Option<&MemberFollowing>) -> Option<CarryResult> {
    let born = member.born.map(|born| MonthOrDay { day: None, ..born }.to_string());
    let open = follows.and_then(|follows| follows.open.as_ref()).map(|open| {
        let row = |(alert, from, to): &(usize, Period, Period)| {
            let kind = rules.alerts.get(*alert)?.kind.clone();
            Some(OpenMonths { kind, from: from.to_string(), to: to.to_string() })
        };
        open.iter().filter_map(row).collect()
    });
    (born.is_some() || open.is_some()).then_some(CarryResult { born, open })
}

/// The class at the end of the period, as an index of the fact's words.
fn class_of(rules: &RuleSet, member: &Member) -> Option<usize> {
    match member.facts.get(rules.classes.as_ref()?.fact)? {
        Some(FactValue::Choice(class)) => Some(*class),
        _ => None,
    }
}

fn class_name(rules: &RuleSet, class: Option<usize>) -> Option<String> {
    let fact = rules.member_facts.get(rules.classes.as_ref()?.fact)?;
    fact.one_of.get(class?).map(|word| word.title.clone())
}

fn alert_result(rules: &RuleSet, found: &AlertFound) -> Option<AlertResult> {
    let alert = rules.alerts.get(found.alert)?;
    Some(AlertResult {
        kind: alert.kind.clone(),
        from: found.from.to_string(),
        to: found.to.to_string(),
        months: found.months,
        level: alert.levels.get(found.level)?.level.clone(),
    })
}

fn honour_result(branches: &[BranchScores], (title, (b, m), period): &(String, Who, Option<Period>)) -> Option<Honour> {
    let branch = branches.get(*b)?;
    let member = branch.roster.get(*m)?;
    Some(Honour {
        title: title.clone(),
        branch: branch.name.to_string(),
        name: member.name.clone(),
        id: member.id.clone(),
        period: period.map(|period| period.to_string()),
    })
}

fn step_result(rules: &RuleSet, label: &str, branch: &BranchScores, step: &Step) -> StepResult {
    let category = step.category.and_then(|category| rules.categories.get(category));
    let mut entries = Vec::with_capacity(step.lines.len());
    entries.extend(step.lines.iter().filter_map(|line| entry_result(rules, branch, step, line)));
    StepResult {
        item: step.item.and_then(|item| rules.item(item)).map(|item| item.id.clone()),
        category: category.map(|category| category.id.clone()),
        period: step.period.map_or_else(|| label.to_owned(), |period| period.to_string()),
        class: class_name(rules, step.class),
        counted: step.counted,
        of: step.of,
        note: step.note.clone(),
        entries,
    }
}

fn entry_result(rules: &RuleSet, branch: &BranchScores, step: &Step, line: &ScoredLine) -> Option<EntryResult> {
    let entry = branch.entries.get(line.entry)?;
    let source = entry.source();
    let level = match step.item.and_then(|item| rules.item(item)).map(|item| &item.pricing) {
        Some(Pricing::Levels(levels)) if !entry.level.is_empty() => {
            levels.find(&entry.level).map_or_else(|| entry.level.to_string(), |level| level.level.clone())
        }
        _ => entry.level.to_string(),
    };
    Some(EntryResult {
        date: entry.when?.to_string(),
        quantity: Points::whole(i64::from(entry.quantity)),
        level: Some(level).filter(|level| !level.is_empty()),
        stated: entry.stated,
        effect: line.effect,
        state: state(line.state).to_owned(),
        why: line.why.clone(),
        written: written(entry),
        source: SourceResult {
            file: source.file.to_string(),
            sheet: source.sheet.to_string(),
            cell: source.cells.to_string(),
        },
    })
}

fn state(state: LineState) -> &'static str {
    match state {
        LineState::Counted => "counted",
        LineState::Pending => "pending",
        LineState::Excluded => "excluded",
        LineState::Capped => "capped",
    }
}

fn quota_result(rules: &RuleSet, branches: &[BranchScores], scope: &ScopeOutcome, quota: &QuotaOutcome) -> QuotaResult {
    QuotaResult {
        scope: scope.name.clone(),
        level: rules.grades.get(quota.grade).map_or_else(String::new, |grade| grade.title.clone()),
        counted: quota.counted,
        percent: quota.percent,
        limit: quota.limit,
        candidates: quota.candidates.len(),
        awarded: scope_names(branches, scope, &quota.awarded, rules.quota.scope),
        contested: scope_names(branches, scope, &quota.contested, rules.quota.scope),
        reserved: quota.reserved,
        rule_set: None,
    }
}

/// A problem as the result tells it.
pub fn diagnostic_result(diagnostic: &Diagnostic) -> DiagnosticResult {
    let text = |text: &Option<std::sync::Arc<str>>| text.as_ref().map(ToString::to_string);
    DiagnosticResult {
        code: diagnostic.code.id.to_owned(),
        severity: diagnostic.severity,
        file: text(&diagnostic.file),
        sheet: text(&diagnostic.sheet),
        cell: diagnostic.cells.map(|cells| cells.to_string()),
        branch: text(&diagnostic.branch),
        member: diagnostic.member.clone(),
        value: diagnostic.value.clone(),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        fix: diagnostic.fix.clone(),
    }
}
