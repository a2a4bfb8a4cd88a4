//! The result of one member who left, as it goes with them: what concerns others is left out.

use serde::{Deserialize, Serialize};

use super::document::{BranchResult, DiagnosticResult, FileResult, MemberResult, ResultDocument, Status};
use super::rulings::{DecisionResult, ObjectionResult};

/// Whose book a result is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferBookResult {
    /// The member.
    pub member: String,
    /// The member's number.
    pub id: String,
    /// The branch that the member left.
    pub from: String,
    /// The township of that branch, where it is known.
    pub township: Option<String>,
    /// The branch that the member joined; null where it is none of that township, or nobody knows.
    pub to: Option<String>,
}

/// What stands in place of a text that names others.
const LEFT_OUT: &str = "（提到了别的党员，没有随人转走）";

/// The result reduced to one of its members.
///
/// Of the branch it keeps name and place; its count is that of the members here who were counted (one or none), and it has
/// no mean, as that would be made of others' scores. Places under quotas, sums, and whatever names anybody else are left out.
#[must_use]
pub fn transfer_book(result: &ResultDocument, member: &MemberResult) -> ResultDocument {
    let others = Others::of(result, member);
    // Moves tell people by name and branch alone: of namesakes in one branch nobody knows who moved.
    let mut namesakes = result.members.iter().filter(|one| one.name == member.name && one.branch == member.branch);
    let is_known = namesakes.nth(1).is_none();
    let moved = result.transfers.iter().filter(|moved| {
        is_known
            && moved.name == member.name
            && moved.from.as_ref() == Some(&member.branch)
            && moved.to.as_ref() != Some(&member.branch)
    });
    // Moves have no numbers: of namesakes in the branch nobody can tell whose they are.
    let namesakes =
        result.members.iter().filter(|other| other.branch == member.branch && other.name == member.name).count();
    let moved: Vec<_> = moved.filter(|_| namesakes == 1).cloned().collect();
    let diagnostics = others.diagnostics(result, member);
    let errors = |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
    let branch = result.branches.iter().find(|branch| branch.name == member.branch);
    let of_branch = BranchResult {
        name: member.branch.clone(),
        path: branch.map_or_else(|| vec![member.branch.clone()], |branch| branch.path.clone()),
        members: usize::from(member.counted),
        mean: None,
        errors: errors(crate::model::Severity::Error),
        warnings: errors(crate::model::Severity::Warning),
        rule_set: None,
    };
    let own_rules = branch.and_then(|branch| branch.rule_set.as_ref());
    let rule_set = result.rule_sets.iter().find(|rules| Some(&rules.id) == own_rules).unwrap_or(&result.rule_set);
    let is_mine = |branch: &str, name: &str, id: Option<&str>| {
        branch == member.branch && name == member.name && id.is_none_or(|id| id == member.id)
    };
    let honours = result.honours.iter().filter(|one| is_mine(&one.branch, &one.name, Some(&one.id))).cloned();
    let decisions = result.decisions.iter().filter(|one| is_mine(&one.branch, &one.name, one.id.as_deref()));
    let objections = result.objections.iter().filter(|one| is_mine(&one.branch, &one.name, one.id.as_deref()));
    let records = result.records.as_ref().map(|records| {
        let mine = records
            .iter()
            .filter(|one| one.member.as_deref().is_some_and(|name| is_mine(&one.branch, name, one.id.as_deref())));
        mine.filter(|one| !one.values.values().any(|text| others.are_named_in(text))).cloned().collect()
    });
    let is_provisional = result.status == Status::Provisional;
    ResultDocument {
        schema: result.schema,
        jifen: result.jifen.clone(),
        rule_set: rule_set.clone(),
        township: result.township.clone(),
        period: result.period.clone(),
        status: result.status,
        provisional_because: is_provisional
            .then(|| "写出这一册时，全乡镇的结果还是试算".to_owned())
            .into_iter()
            .collect(),
        files: files(result, member),
        branches: vec![of_branch],
        members: vec![others.member(member)],
        quotas: Vec::new(),
        honours: honours.collect(),
        records,
        diagnostics,
        rounds: Vec::new(),
        waived: Vec::new(),
        rule_sets: Vec::new(),
        organisation: Vec::new(),
        series: Vec::new(),
        closed: Vec::new(),
        decisions: decisions.map(|one| others.decision(one)).collect(),
        objections: objections.map(|one| others.objection(one)).collect(),
        appraisals: Vec::new(),
        years: None,
        breakdown: Vec::new(),
        sensitivity: None,
        publicity: None,
        transfer: Some(TransferBookResult {
            member: member.name.clone(),
            id: member.id.clone(),
            from: member.branch.clone(),
            township: result.township.clone(),
            to: moved.iter().find_map(|moved| moved.to.clone()),
        }),
        transfers: moved,
    }
}

/// The files in which the member's entries stand, without what else is in them.
fn files(result: &ResultDocument, member: &MemberResult) -> Vec<FileResult> {
    let entries = || member.steps.iter().flat_map(|step| &step.entries);
    let mine = result.files.iter().filter(|file| entries().any(|entry| entry.source.file == file.path));
    mine.map(|file| FileResult { tables: Vec::new(), reading: None, ..file.clone() }).collect()
}

/// All others of the township, by name.
struct Others<'a>(Vec<&'a str>);

impl<'a> Others<'a> {
    fn of(result: &'a ResultDocument, member: &MemberResult) -> Self {
        let names = result.members.iter().map(|other| other.name.as_str());
        let mut names: Vec<&str> = names.filter(|name| *name != member.name).collect();
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    fn are_named_in(&self, text: &str) -> bool {
        self.0.iter().any(|name| text.contains(name))
    }

    fn without(&self, text: &mut String) {
        if self.are_named_in(text) {
            LEFT_OUT.clone_into(text);
        }
    }

    /// Problems of the member's own that name nobody else. Where a namesake is in the branch it is not told whose they are.
    fn diagnostics(&self, result: &ResultDocument, member: &MemberResult) -> Vec<DiagnosticResult> {
        let called_so = |other: &&MemberResult| other.branch == member.branch && other.name == member.name;
        if result.members.iter().filter(called_so).count() > 1 {
            return Vec::new();
        }
        let is_mine = |one: &&DiagnosticResult| {
            one.branch.as_ref() == Some(&member.branch) && one.member.as_ref() == Some(&member.name)
        };
        let texts = |one: &DiagnosticResult| {
            let found = one.value.as_deref().unwrap_or_default();
            [found, &one.message, &one.help].into_iter().any(|text| self.are_named_in(text))
        };
        result.diagnostics.iter().filter(is_mine).filter(|one| !texts(one)).cloned().collect()
    }

    fn member(&self, member: &MemberResult) -> MemberResult {
        let mut member = member.clone();
        for step in &mut member.steps {
            self.without(&mut step.note);
            step.entries.iter_mut().filter_map(|entry| entry.why.as_mut()).for_each(|why| self.without(why));
        }
        member
    }

    fn decision(&self, decision: &DecisionResult) -> DecisionResult {
        let mut decision = decision.clone();
        [&mut decision.reason, &mut decision.why].into_iter().flatten().for_each(|text| self.without(text));
        decision
    }

    fn objection(&self, objection: &ObjectionResult) -> ObjectionResult {
        let mut objection = objection.clone();
        self.without(&mut objection.matter);
        objection.how.iter_mut().for_each(|text| self.without(text));
        objection
    }
}
