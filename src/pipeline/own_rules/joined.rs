//! One outcome of those of several rule sets.

use std::collections::{BTreeSet, HashMap};

use crate::model::Diagnostic;
use crate::pipeline::gather::FileOrder;
use crate::pipeline::one_more::Kept;
use crate::pipeline::profile::BranchProfile;
use crate::pipeline::year::units_of;
use crate::pipeline::{BranchScores, Outcome, document, sort_key};
use crate::reports::{
    BranchResult, FileReading, FileResult, MemberResult, ResultDocument, RuleSetResult, SensitivityResult, Status,
    UnitKind, UnitResult, WaivedResult, YearsResult, with_sums,
};
use crate::rules::RuleSet;
use crate::workbook::Original;

/// Puts outcomes together; a single one is left as it is. Files, branches and members stand in the order in which they would
/// in a run by one rule set; `listed` are the branches that the profile puts first, and
/// whether a whole folder was given, so that others of them are missing. `None` where there is no outcome.
#[must_use]
pub fn joined(mut own: Vec<Outcome>, order: &FileOrder, listed: (&[BranchProfile], bool)) -> Option<Outcome> {
    if own.len() < 2 {
        return own.pop();
    }
    let rule_sets: Vec<RuleSetResult> = own.iter().map(|one| one.result.rule_set.clone()).collect();
    for one in &mut own {
        one.result.rule_sets.clone_from(&rule_sets);
        let id = &one.result.rule_set.id;
        one.result.branches.iter_mut().for_each(|branch| branch.rule_set = Some(id.clone()));
        one.result.quotas.iter_mut().for_each(|quota| quota.rule_set = Some(id.clone()));
    }
    let diagnostics = diagnostics(&own, order);
    let (waived, results_waived) = waived(&own, order);
    let first = own.first()?;
    let result = result(first, &own, (&diagnostics, results_waived), order, listed);
    let rules = first.rules.clone();
    let kept = Kept {
        branches: Vec::new(),
        decisions: Vec::new(),
        standing: Default::default(),
        closed: Vec::new(),
        township: first.kept.township.clone(),
        listed: first.kept.listed.clone(),
        rounds: own.iter().flat_map(|one| one.kept.rounds.clone()).collect(),
        waived,
        ..first.kept
    };
    let mut seen = BTreeSet::new();
    let assumed = own.iter().flat_map(|one| one.assumed.clone()).filter(|told| seen.insert(told.clone()));
    Some(Outcome {
        result,
        rules,
        diagnostics,
        originals: in_order(own.iter().flat_map(|one| &one.originals).cloned(), |it: &Original| &it.shown, order),
        readings: in_order(own.iter().flat_map(|one| &one.readings).cloned(), |it: &FileReading| &it.path, order),
        assumed: assumed.collect(),
        notice: None,
        received: Default::default(),
        kept,
        own,
    })
}

impl Outcome {
    /// What each rule set found out by itself, the main one first; of a run by one rule set, the outcome itself.
    #[must_use]
    pub fn by_rules(&self) -> Vec<&Self> {
        if self.own.is_empty() { vec![self] } else { self.own.iter().collect() }
    }

    /// What the rule set of a branch found out.
    #[must_use]
    pub fn of_branch(&self, name: &str) -> &Self {
        let has = |one: &&Self| one.result.branches.iter().any(|branch| branch.name == name);
        self.own.iter().find(has).unwrap_or(self)
    }

    /// All branches in the order of the result, each with its rules.
    #[must_use]
    pub fn branches(&self) -> Vec<(&RuleSet, &BranchScores)> {
        let all =
            self.by_rules().into_iter().flat_map(|one| one.kept.branches.iter().map(|branch| (&one.rules, branch)));
        let mut all: Vec<(&RuleSet, &BranchScores)> = all.collect();
        if !self.own.is_empty() {
            let places = places(&self.result.branches);
            all.sort_by_key(|(_, branch)| places.get(&*branch.name).copied());
        }
        all
    }
}

/// Files in their order, each once: one with branches of several rule sets was read by each of them.
fn in_order<T, N: AsRef<str>>(all: impl Iterator<Item = T>, name: impl Fn(&T) -> &N, order: &FileOrder) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_by_key(|one| order.place(Some(name(one).as_ref()), None));
    all.dedup_by(|one, before| name(one).as_ref() == name(before).as_ref());
    all
}

/// All problems; what several rule sets say alike is said once.
fn diagnostics(own: &[Outcome], order: &FileOrder) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut all: Vec<Diagnostic> = Vec::new();
    for one in own {
        let mut mine = Vec::new();
        for said in &one.diagnostics {
            let cells = said.cells.map(|cells| (cells.first, cells.last));
            let key = (said.code.id, said.file.clone(), said.sheet.clone(), cells, said.message.clone());
            if !seen.contains(&key) {
                all.push(said.clone());
                mine.push(key);
            }
        }
        seen.extend(mine);
    }
    all.sort_by(|a, b| sort_key(a, order).cmp(&sort_key(b, order)));
    all
}

fn waived(own: &[Outcome], order: &FileOrder) -> (Vec<Diagnostic>, Vec<WaivedResult>) {
    let pairs = own.iter().flat_map(|one| one.kept.waived.iter().zip(&one.result.waived));
    let mut pairs: Vec<(&Diagnostic, &WaivedResult)> = pairs.collect();
    pairs.sort_by(|(a, _), (b, _)| sort_key(a, order).cmp(&sort_key(b, order)));
    pairs.into_iter().map(|(diagnostic, result)| (diagnostic.clone(), result.clone())).unzip()
}

fn result(
    first: &Outcome,
    own: &[Outcome],
    (diagnostics, waived): (&[Diagnostic], Vec<WaivedResult>),
    order: &FileOrder,
    (listed, whole): (&[BranchProfile], bool),
) -> ResultDocument {
    let results = || own.iter().map(|one| &one.result);
    let files = files(own, order);
    let branches = branches(own, &files, listed);
    let places = places(&branches);
    let of = |name: &str| places.get(name).copied().unwrap_or(usize::MAX);
    let mut by_branch: HashMap<&str, Vec<&MemberResult>> = HashMap::new();
    for member in results().flat_map(|result| &result.members) {
        by_branch.entry(&member.branch).or_default().push(member);
    }
    let members = branches.iter().filter_map(|branch| by_branch.get(branch.name.as_str())).flatten();
    let members: Vec<MemberResult> = members.map(|member| (*member).clone()).collect();
    let mut quotas: Vec<_> = results().flat_map(|result| result.quotas.clone()).collect();
    quotas.sort_by_key(|quota| of(&quota.scope));
    let mut honours: Vec<_> = results().flat_map(|result| result.honours.clone()).collect();
    honours.sort_by_key(|honour| of(&honour.branch));
    let mut rounds: Vec<_> = results().flat_map(|result| result.rounds.clone()).collect();
    rounds.sort_by_key(|round| of(&round.branch));
    let records = results().any(|result| result.records.is_some()).then(|| {
        let mut records: Vec<_> = results().filter_map(|result| result.records.clone()).flatten().collect();
        records.sort_by_key(|record| of(&record.branch));
        records
    });
    let mut provisional_because: Vec<String> = document::because_of_errors(diagnostics).into_iter().collect();
    provisional_because.extend(own.iter().flat_map(|one| document::because_of_ties(&one.rules, &one.kept.standing)));
    // What is told of single branches or members is told of all; sums and means over the township are those of the first
    // rule set, for the points of another are other points. The workbook of each rule set has its own.
    let mut result = first.result.clone();
    let mut transfers = Vec::new();
    result.status = if provisional_because.is_empty() { Status::Final } else { Status::Provisional };
    result.provisional_because = provisional_because;
    result.diagnostics = diagnostics.iter().map(document::diagnostic_result).collect();
    result.waived = waived;
    result.files = files;
    result.branches = branches;
    result.members = members;
    result.quotas = quotas;
    result.honours = honours;
    result.rounds = rounds;
    result.records = records;
    for one in results().flat_map(|result| &result.transfers) {
        if !transfers.contains(one) {
            transfers.push(one.clone());
        }
    }
    result.transfers = transfers;
    result.organisation = organisation(own, &result, listed, whole);
    result.closed = results().flat_map(|result| result.closed.clone()).collect();
    result.decisions = results().flat_map(|result| result.decisions.clone()).collect();
    result.objections = results().flat_map(|result| result.objections.clone()).collect();
    result.years = years(results().filter_map(|result| result.years.clone()));
    result.sensitivity = sensitivity(results().filter_map(|result| result.sensitivity.clone()));
    result.publicity = results().find_map(|result| result.publicity.clone());
    result
}

/// The organisation tree of all branches. Of a unit whose branches have several rule sets there is no mean.
fn organisation(own: &[Outcome], result: &ResultDocument, listed: &[BranchProfile], whole: bool) -> Vec<UnitResult> {
    let places = places(&result.branches);
    let mut branches: Vec<&BranchScores> = own.iter().flat_map(|one| &one.kept.branches).collect();
    branches.sort_by_key(|branch| places.get(&*branch.name).copied());
    let units = units_of(&listed.iter().collect::<Vec<_>>(), &branches, result.township.as_deref(), whole);
    let mut grades: Vec<&str> = Vec::new();
    for grade in own.iter().flat_map(|one| &one.rules.grades) {
        if !grades.contains(&grade.title.as_str()) {
            grades.push(&grade.title);
        }
    }
    let mut units = with_sums(units, &result.branches, &result.members, &grades);
    let rules_below = |unit: &UnitResult| {
        let below = |branch: &&BranchResult| {
            unit.kind == UnitKind::Township || branch.path.iter().any(|above| above == unit.name())
        };
        result.branches.iter().filter(below).filter_map(|branch| branch.rule_set.clone()).collect::<BTreeSet<_>>()
    };
    for unit in units.iter_mut().filter(|unit| !matches!(unit.kind, UnitKind::Branch | UnitKind::Group)) {
        if rules_below(unit).len() > 1 {
            unit.mean = None;
        }
    }
    units
}

/// What earlier years say of all branches; of the township no sums but how many came and went.
fn years(mut all: impl Iterator<Item = YearsResult>) -> Option<YearsResult> {
    let mut years = all.next()?;
    for other in all {
        for year in other.known {
            // Each rule set reads the same file; what it was reckoned by is not what all of them are.
            match years.known.iter_mut().find(|known| (&known.period, &known.file) == (&year.period, &year.file)) {
                Some(known) => {
                    known.same_rules = known.same_rules.zip(year.same_rules).map(|(one, other)| one && other);
                    // A book that came with a member is compared with the rule set that takes it up.
                    for (book, other) in known.books.iter_mut().zip(year.books) {
                        book.same_rules |= other.same_rules;
                    }
                }
                None => years.known.push(year),
            }
        }
        years.missing.retain(|label| other.missing.contains(label));
        let (sum, more) = (&mut years.township, other.township);
        (sum.before, sum.now, sum.mean_change) = (None, None, None);
        sum.up += more.up;
        sum.down += more.down;
        sum.new += more.new;
        sum.gone += more.gone;
        sum.moved_in += more.moved_in;
        sum.moved_out += more.moved_out;
        sum.unclear += more.unclear;
        years.branches.extend(other.branches);
        years.new.extend(other.new);
        years.gone.extend(other.gone);
        years.moved.extend(other.moved);
        years.unclear.extend(other.unclear);
    }
    Some(years)
}

/// Who is one step from another grade, in all branches.
fn sensitivity(mut all: impl Iterator<Item = SensitivityResult>) -> Option<SensitivityResult> {
    let mut result = all.next()?;
    for other in all {
        let (sum, more) = (&mut result.asked, other.asked);
        sum.entries += more.entries;
        sum.entries_left_out += more.entries_left_out;
        sum.members += more.members;
        sum.roundings += more.roundings;
        sum.vetoes += more.vetoes;
        sum.places += more.places;
        result.near.extend(other.near);
        result.cases.extend(other.cases);
        result.places.extend(other.places);
        match (&mut result.all_accepted, other.all_accepted) {
            (Some(sum), Some(more)) => {
                sum.entries += more.entries;
                sum.members += more.members;
                sum.shifts.extend(more.shifts);
                sum.honours_on.extend(more.honours_on);
                sum.honours_off.extend(more.honours_off);
            }
            (slot @ None, more) => *slot = more,
            (Some(_), None) => {}
        }
    }
    Some(result)
}

/// The files; one with branches of several rule sets names them all, and has the tables as the first of them read it.
fn files(own: &[Outcome], order: &FileOrder) -> Vec<FileResult> {
    let mut all: Vec<FileResult> = own.iter().flat_map(|one| one.result.files.clone()).collect();
    all.sort_by_key(|file| order.place(Some(&file.path), None));
    let mut files: Vec<FileResult> = Vec::with_capacity(all.len());
    for file in all {
        match files.last_mut().filter(|last| last.path == file.path) {
            Some(last) => {
                let both: Vec<String> = last.branch.iter().chain(&file.branch).cloned().collect();
                last.branch = (!both.is_empty()).then(|| both.join("、"));
            }
            None => files.push(file),
        }
    }
    files
}

/// The branches: those that the profile lists in its order, then the others in the order of their first files.
fn branches(own: &[Outcome], files: &[FileResult], listed: &[BranchProfile]) -> Vec<BranchResult> {
    let mut all: Vec<BranchResult> = own.iter().flat_map(|one| one.result.branches.clone()).collect();
    let named = files.iter().flat_map(|file| file.branch.iter().flat_map(|names| names.split('、')));
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (place, name) in named.enumerate() {
        first.entry(name).or_insert(place);
    }
    let listed: HashMap<&str, usize> = listed.iter().map(|branch| branch.name.as_str()).zip(0..).collect();
    let place = |places: &HashMap<&str, usize>, name: &str| places.get(name).copied().unwrap_or(usize::MAX);
    all.sort_by_key(|branch| (place(&listed, &branch.name), place(&first, &branch.name)));
    all
}

/// The places of branches by name.
fn places(branches: &[BranchResult]) -> HashMap<&str, usize> {
    branches.iter().map(|branch| branch.name.as_str()).zip(0..).collect()
}
