//! What a result says of each member, found once: a township has thousands of members and of problems.

use std::collections::HashMap;

use crate::model::Severity;
use crate::reports::publicity::Pending;
use crate::reports::rulings::{DecisionResult, ObjectionResult};
use crate::reports::{DiagnosticResult, Honour, MemberResult, QuotaResult, ResultDocument, WaivedResult};

/// Branch, name, number.
type Who<'a> = (&'a str, &'a str, &'a str);

/// What is known, by branch and by member.
pub struct Known<'a> {
    members: HashMap<&'a str, Vec<&'a MemberResult>>,
    about: HashMap<Who<'a>, About<'a>>,
    nothing: About<'a>,
    /// By branch and by the name that a problem says; namesakes with their number behind it.
    problems: Named<'a, &'a DiagnosticResult>,
    waived: Named<'a, &'a WaivedResult>,
    quotas: Vec<&'a QuotaResult>,
    quotas_of_branches: HashMap<&'a str, Vec<&'a QuotaResult>>,
    /// What lines wait for.
    pub pending: Pending<'a>,
}

/// What concerns one member.
#[derive(Default)]
pub struct About<'a> {
    pub honours: Vec<&'a Honour>,
    pub decisions: Vec<&'a DecisionResult>,
    pub objections: Vec<&'a ObjectionResult>,
}

impl<'a> Known<'a> {
    pub fn of(result: &'a ResultDocument) -> Self {
        let mut members: HashMap<&str, Vec<&MemberResult>> = HashMap::new();
        for member in &result.members {
            members.entry(&member.branch).or_default().push(member);
        }
        let mut about: HashMap<Who<'_>, About<'_>> = HashMap::new();
        for one in &result.honours {
            about.entry((&one.branch, &one.name, &one.id)).or_default().honours.push(one);
        }
        for one in &result.decisions {
            about
                .entry((&one.branch, &one.name, one.id.as_deref().unwrap_or_default()))
                .or_default()
                .decisions
                .push(one);
        }
        for one in &result.objections {
            about
                .entry((&one.branch, &one.name, one.id.as_deref().unwrap_or_default()))
                .or_default()
                .objections
                .push(one);
        }
        let (mut problems, mut waived) = (HashMap::new(), HashMap::new());
        for one in result.diagnostics.iter().filter(|one| one.severity != Severity::Note) {
            add(&mut problems, one, one);
        }
        for one in &result.waived {
            add(&mut waived, &one.diagnostic, one);
        }
        let (mut quotas, mut quotas_of_branches) = (Vec::new(), HashMap::<&str, Vec<&QuotaResult>>::new());
        for quota in &result.quotas {
            if members.contains_key(quota.scope.as_str()) {
                quotas_of_branches.entry(&quota.scope).or_default().push(quota);
            } else {
                quotas.push(quota);
            }
        }
        let pending = Pending::of(result);
        Self { members, about, nothing: About::default(), problems, waived, quotas, quotas_of_branches, pending }
    }

    pub fn members_of(&self, branch: &str) -> &[&'a MemberResult] {
        self.members.get(branch).map_or(&[], Vec::as_slice)
    }

    /// What concerns a member.
    pub fn about(&self, member: &'a MemberResult) -> &About<'a> {
        self.about.get(&(&*member.branch, &*member.name, &*member.id)).unwrap_or(&self.nothing)
    }

    /// Errors and warnings about a member.
    pub fn problems(&self, member: &MemberResult) -> Vec<&'a DiagnosticResult> {
        of_both(&self.problems, member).into_iter().copied().collect()
    }

    /// What a meeting accepted of a member.
    pub fn waived(&self, member: &MemberResult) -> Vec<&'a WaivedResult> {
        of_both(&self.waived, member).into_iter().copied().collect()
    }

    /// The quotas that may concern a member: the branch's own, and those of wider scopes.
    pub fn quotas(&self, member: &MemberResult) -> impl Iterator<Item = &'a QuotaResult> {
        let own = self.quotas_of_branches.get(member.branch.as_str()).map_or(&[][..], Vec::as_slice);
        own.iter().chain(&self.quotas).copied()
    }
}

/// By branch, then by name.
type Named<'a, T> = HashMap<&'a str, HashMap<&'a str, Vec<T>>>;

fn add<'a, T>(map: &mut Named<'a, T>, problem: &'a DiagnosticResult, what: T) {
    if let (Some(branch), Some(name)) = (problem.branch.as_deref(), problem.member.as_deref()) {
        map.entry(branch).or_default().entry(name).or_default().push(what);
    }
}

/// What stands under the member's name, and under name and number: problems tell namesakes apart where they can.
fn of_both<'m, T>(map: &'m Named<'_, T>, member: &MemberResult) -> Vec<&'m T> {
    let Some(branch) = map.get(member.branch.as_str()) else { return Vec::new() };
    let numbered = super::with_number(member);
    let of = |name: &str| branch.get(name).map_or(&[][..], Vec::as_slice);
    let numbered = if numbered == member.name { &[][..] } else { of(&numbered) };
    of(&member.name).iter().chain(numbered).collect()
}
