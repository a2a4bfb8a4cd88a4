//! Ranks, grades, stars: what concerns all members of a branch, or all branches.

use std::borrow::Borrow;

use super::decisions::{self, DecisionOutcome, Sitting};
use super::ground::Ground;
use super::{BranchScores, Who};
use crate::layout::cell_of_name;
use crate::model::{Decision, Diagnostic, FactValue, Period, Points};
use crate::rules::{Quota, Rule, RuleSet, Scope};
use crate::scoring::codes::{A101, A104};
use crate::scoring::{
    Allocation, Contender, Fate, QuotaOutcome, RUN, View, allocate_with, competition_ranks, grade_by_points, is_in_run,
};

/// What a member has beyond the scorecard.
#[derive(Clone, Debug, Default)]
pub struct MemberStanding {
    /// Whether counted among the branch's members at the end of the period.
    pub counted: bool,
    /// Rank in the branch.
    pub branch_rank: Option<usize>,
    /// Rank in the township.
    pub township_rank: Option<usize>,
    /// Rank in the township, counted from the bottom.
    pub township_rank_last: Option<usize>,
    /// Index of the grade.
    pub grade: Option<usize>,
    /// Index of the grade that the score alone gives.
    pub by_points: Option<usize>,
    /// Indexes of the grades in which the place is contested, best first.
    pub contested: Vec<usize>,
}

/// The places of one scope.
#[derive(Clone, Debug)]
pub struct ScopeOutcome {
    /// The branch's or the township's name.
    pub name: String,
    /// Who the outcome's indexes mean, in the order of branches and rosters.
    pub contenders: Vec<Who>,
    /// What decides the order among them, figure by figure.
    pub keys: Vec<Vec<Points>>,
    /// All who are counted, those who do not compete too.
    pub everyone: Vec<Who>,
    /// The places.
    pub quotas: Vec<QuotaOutcome>,
}

/// The standing of all members, by branch and roster; and the places of all scopes.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// One for each member.
    pub members: Vec<Vec<MemberStanding>>,
    /// One for each scope.
    pub scopes: Vec<ScopeOutcome>,
    /// What became of the decisions, in their order; none where no grades are given.
    pub decisions: Vec<DecisionOutcome>,
}

impl Standing {
    /// Ranks alone: for a period that the rule set does not settle.
    pub fn without_grades<B: Borrow<BranchScores>>(branches: &[B], period: Period) -> Self {
        let mut members: Vec<Vec<MemberStanding>> = branches
            .iter()
            .map(|branch| {
                let branch: &BranchScores = branch.borrow();
                let counted = branch.roster.iter().map(|member| member.is_present_on(period.to()));
                counted.map(|counted| MemberStanding { counted, ..MemberStanding::default() }).collect()
            })
            .collect();
        rank(branches, &mut members);
        Self { members, scopes: Vec::new(), decisions: Vec::new() }
    }

    /// What became of a member, for formulas.
    #[must_use]
    pub fn fate(&self, who: Who) -> Fate {
        let slot = self.get(who);
        Fate {
            grade: slot.and_then(|slot| slot.grade),
            by_points: slot.and_then(|slot| slot.by_points),
            vetoed: false,
            town_rank: slot.and_then(|slot| slot.township_rank.zip(slot.township_rank_last)),
        }
    }

    /// A member's standing.
    #[must_use]
    pub fn member(&self, branch: usize, member: usize) -> Option<&MemberStanding> {
        self.get((branch, member))
    }

    fn get_mut(&mut self, (branch, member): Who) -> Option<&mut MemberStanding> {
        self.members.get_mut(branch)?.get_mut(member)
    }

    fn get(&self, (branch, member): Who) -> Option<&MemberStanding> {
        self.members.get(branch)?.get(member)
    }
}

/// Competition ranks by score among the members counted, vetoed ones included.
fn rank<B: Borrow<BranchScores>>(branches: &[B], members: &mut [Vec<MemberStanding>]) {
    let mut everyone: Vec<(Who, Points)> = Vec::new();
    for (b, (branch, standings)) in branches.iter().zip(members.iter_mut()).enumerate() {
        let branch: &BranchScores = branch.borrow();
        let counted = branch.cards.iter().zip(standings.iter_mut()).enumerate().filter(|(_, (_, s))| s.counted);
        let scored = counted.filter_map(|(m, (card, slot))| Some(((m, slot), card.score?)));
        let (slots, scores): (Vec<_>, Vec<_>) = scored.unzip();
        for ((m, slot), (place, score)) in slots.into_iter().zip(competition_ranks(&scores).into_iter().zip(scores)) {
            slot.branch_rank = Some(place);
            everyone.push(((b, m), score));
        }
    }
    let scores: Vec<Points> = everyone.iter().map(|(_, score)| *score).collect();
    let turned: Vec<Points> = scores.iter().map(|score| -*score).collect();
    let places = competition_ranks(&scores).into_iter().zip(competition_ranks(&turned));
    for (((b, m), _), (place, last)) in everyone.iter().zip(places) {
        if let Some(slot) = members.get_mut(*b).and_then(|members| members.get_mut(*m)) {
            slot.township_rank = Some(place);
            slot.township_rank_last = Some(last);
        }
    }
}

/// Gives grades and places under quotas, by branch, by class or over the township, and says what is contested or refused.
pub fn award(
    ground: &Ground<'_>,
    branches: &[BranchScores],
    township: Option<&str>,
    decisions: &[Decision],
) -> (Standing, Vec<Diagnostic>) {
    let branches: Vec<&BranchScores> = branches.iter().collect();
    award_with(ground, &branches, township, decisions, &Supposing::default())
}

/// What is otherwise than it is, for asking what would be.
#[derive(Clone, Debug, Default)]
pub struct Supposing<'a> {
    /// A quota has one place more.
    pub one_more: Option<OneMorePlace<'a>>,
    /// By branch, the standings that hold what the points of its members give, where those are as they were: that need
    /// not be asked again.
    pub known: Vec<Option<&'a [MemberStanding]>>,
}

/// One place more than a quota gives.
#[derive(Clone, Copy, Debug)]
pub struct OneMorePlace<'a> {
    /// The name of the scope.
    pub scope: &'a str,
    /// Index of the grade.
    pub grade: usize,
}

/// The same for branches that lie anywhere, and where something may be otherwise.
pub fn award_with(
    ground: &Ground<'_>,
    branches: &[&BranchScores],
    township: Option<&str>,
    decisions: &[Decision],
    supposing: &Supposing<'_>,
) -> (Standing, Vec<Diagnostic>) {
    let rules = ground.rules;
    let mut standing = Standing::without_grades(branches, ground.period);
    for (b, branch) in branches.iter().enumerate() {
        let scene = ground.scene(branch);
        let known = supposing.known.get(b).copied().flatten();
        for (m, own) in branch.reckonings.iter().enumerate() {
            let asked = || {
                let view = View::of_member(&scene, &branch.reckonings, own, RUN);
                branch.cards.get(m).and_then(|card| card.score).and_then(|_| grade_by_points(rules, &view))
            };
            let by_points = known.and_then(|known| known.get(m)).map_or_else(asked, |slot| slot.by_points);
            let vetoed = rules.veto.as_ref().filter(|_| !own.vetoes.is_empty()).and_then(|veto| veto.grade);
            if let Some(slot) = standing.get_mut((b, m)) {
                slot.by_points = by_points;
                slot.grade = vetoed.or(by_points).filter(|_| slot.counted);
            }
        }
    }
    let mut diagnostics = Vec::new();
    let (mut sittings, mut outcomes, found) = decisions::resolve(rules, ground.period, branches, decisions);
    diagnostics.extend(found);
    let has_quotas = rules.grades.iter().any(|grade| grade.quota.is_some());
    if has_quotas && is_in_run(&rules.quota.runs, ground.period.window()) {
        for (name, everyone) in scopes(rules, branches, &standing, township) {
            let one_more = supposing.one_more.filter(|more| more.scope == name).map(|more| more.grade);
            let scope = settle_scope(ground, branches, &mut standing, (name, everyone), &mut sittings, one_more);
            diagnostics.extend(contested(rules, branches, &scope));
            standing.scopes.push(scope);
        }
    }
    diagnostics.extend(decisions::refused(rules, &sittings, &mut outcomes));
    standing.decisions = outcomes;
    (standing, diagnostics)
}

/// The scopes of quotas: their names, and the members counted in each.
fn scopes(
    rules: &RuleSet,
    branches: &[&BranchScores],
    standing: &Standing,
    township: Option<&str>,
) -> Vec<(String, Vec<Who>)> {
    let counted_of = |b: usize| {
        let members = branches.get(b).map_or(0, |branch| branch.roster.len());
        (0..members).map(move |m| (b, m)).filter(|who| standing.get(*who).is_some_and(|s| s.counted))
    };
    let everyone = || (0..branches.len()).flat_map(counted_of).collect::<Vec<Who>>();
    let town = township.unwrap_or("全部支部");
    match rules.quota.scope {
        Scope::Branch => {
            branches.iter().enumerate().map(|(b, branch)| (branch.name.to_string(), counted_of(b).collect())).collect()
        }
        Scope::Township => vec![(town.to_owned(), everyone())],
        Scope::Class => {
            let Some(fact) = rules.classes.as_ref().map(|classes| classes.fact) else {
                return vec![(town.to_owned(), everyone())];
            };
            by_class(rules, branches, fact, town, &everyone())
        }
        Scope::BranchClass => {
            let fact = rules.classes.as_ref().map(|classes| classes.fact);
            let each = branches.iter().enumerate().flat_map(|(b, branch)| {
                let mine: Vec<Who> = counted_of(b).collect();
                match fact {
                    Some(fact) => by_class(rules, branches, fact, &branch.name, &mine),
                    None => vec![(branch.name.to_string(), mine)],
                }
            });
            each.collect()
        }
    }
}

/// Some members by their class, each class with its name after that of the whole.
fn by_class(
    rules: &RuleSet,
    branches: &[&BranchScores],
    fact: usize,
    whole: &str,
    everyone: &[Who],
) -> Vec<(String, Vec<Who>)> {
    let words = rules.member_facts.get(fact).map_or(&[][..], |fact| &fact.one_of);
    let class_of = |(b, m): Who| branches.get(b)?.roster.get(m)?.facts.get(fact)?.clone();
    let of = |class: usize| {
        everyone.iter().copied().filter(|who| class_of(*who) == Some(FactValue::Choice(class))).collect()
    };
    words.iter().enumerate().map(|(class, word)| (format!("{whole} {}", word.title), of(class))).collect()
}

/// Lower than any figure that decides an order.
const NOTHING: Points = Points::whole(i64::MIN);

fn settle_scope(
    ground: &Ground<'_>,
    branches: &[&BranchScores],
    standing: &mut Standing,
    (name, everyone): (String, Vec<Who>),
    sittings: &mut [Sitting<'_>],
    one_more: Option<usize>,
) -> ScopeOutcome {
    let rules = ground.rules;
    let mut who = Vec::new();
    let mut contenders = Vec::new();
    for (b, m) in everyone.iter().copied() {
        let Some((branch, own)) = branches.get(b).and_then(|branch| Some((branch, branch.reckonings.get(m)?))) else {
            continue;
        };
        let by_points = standing.get((b, m)).and_then(|s| s.by_points);
        if let (Some(by_points), true) = (by_points, own.vetoes.is_empty()) {
            let scene = ground.scene(branch);
            let view = View::of_member(&scene, &branch.reckonings, own, RUN);
            let keys = rules.quota.order.iter().map(|rule| view.number(rule).unwrap_or(NOTHING)).collect();
            contenders.push(Contender { keys, by_points });
            who.push((b, m));
        }
    }
    let mine: Vec<usize> = (0..sittings.len())
        .filter(|index| sittings.get(*index).is_some_and(|sitting| who.contains(&sitting.who)))
        .collect();
    let rulings: Vec<_> =
        mine.iter().filter_map(|index| sittings.get(*index)).filter_map(|sitting| sitting.ruling(&who)).collect();
    let counted = |quota: &Quota| match &quota.among {
        None => everyone.len(),
        Some(among) => everyone.iter().filter(|who| is_among(ground, branches, standing, **who, among)).count(),
    };
    let Allocation { grades, contested, quotas, refused } =
        allocate_with(rules, ground.programme_year, &counted, &contenders, &rulings, one_more);
    for ((place, grade), contested) in who.iter().zip(grades).zip(contested) {
        if let Some(slot) = standing.get_mut(*place) {
            slot.grade = Some(grade);
            slot.contested = contested;
        }
    }
    let refused: Vec<(usize, _)> =
        refused.into_iter().filter_map(|(ruling, why)| Some((*mine.get(ruling)?, why))).collect();
    for index in &mine {
        if let Some(sitting) = sittings.get_mut(*index) {
            sitting.outcome = Some(refused.iter().find(|(refused, _)| refused == index).map(|(_, why)| *why));
        }
    }
    let keys = contenders.into_iter().map(|contender| contender.keys).collect();
    ScopeOutcome { name, contenders: who, keys, everyone, quotas }
}

/// Whether a member is one of those that a quota is a share of.
fn is_among(ground: &Ground<'_>, branches: &[&BranchScores], standing: &Standing, who: Who, among: &Rule) -> bool {
    let found = branches.get(who.0).and_then(|branch| Some((branch, branch.reckonings.get(who.1)?)));
    found.is_some_and(|(branch, own)| {
        let scene = ground.scene(branch);
        let fate = standing.fate(who);
        View::of_member(&scene, &branch.reckonings, own, RUN).with_fate(fate).holds(among)
    })
}

/// One warning for each group that ties: at the roster row of the first of them.
fn contested(rules: &RuleSet, branches: &[&BranchScores], scope: &ScopeOutcome) -> Vec<Diagnostic> {
    let tied = scope.quotas.iter().filter(|quota| !quota.contested.is_empty());
    tied.filter_map(|quota| {
        let names = scope_names(branches, scope, &quota.contested, rules.quota.scope).join("、");
        let (b, m) = *scope.contenders.get(*quota.contested.iter().min()?)?;
        let branch = branches.get(b)?;
        let member = branch.roster.get(m)?;
        let grade = rules.grades.get(quota.grade).map_or("", |grade| &grade.title);
        let message = format!(
            "{names}各项分数都相同，{}的{grade}名额只剩 {} 个，暂不授予，待党员大会决定。",
            scope.name, quota.reserved
        );
        let diagnostic = A101.says(message).at(cell_of_name(member)).of_member(&names).of_branch(&branch.name);
        Some(diagnostic)
    })
    .collect()
}

/// The names of contenders, in the order of branches and rosters; over the township with the branch before the name.
pub fn scope_names<B: Borrow<BranchScores>>(
    branches: &[B],
    scope: &ScopeOutcome,
    who: &[usize],
    over: Scope,
) -> Vec<String> {
    let mut places: Vec<Who> = who.iter().filter_map(|index| scope.contenders.get(*index)).copied().collect();
    places.sort_unstable();
    let name = |(b, m): Who| {
        let branch: &BranchScores = branches.get(b)?.borrow();
        let listed = branch.roster.get(m)?.listed_name();
        Some(if !matches!(over, Scope::Branch | Scope::BranchClass) {
            format!("{} {listed}", branch.name)
        } else {
            listed
        })
    };
    places.into_iter().filter_map(name).collect()
}

/// The note that nobody said in which year the programme began.
pub fn first_year_assumed(period: Period) -> Diagnostic {
    let year = period.year();
    A104.says(format!("没有写明办法从哪一年开始实行，{year} 年按第一年的名额比例计算。"))
}
