//! The years before: how each member and each branch stood, who is new, who is gone, who has moved.

use std::collections::{HashMap, HashSet};

use super::Reckoned;
use crate::layout::codes::M132;
use crate::model::{Diagnostic, Member, PastBook, PastMatch, PastMember, PastWay, PastYear, Points, Severity, masked};
use crate::pipeline::award::MemberStanding;
use crate::pipeline::previous::{grades_in_a_row, is_named};
use crate::pipeline::{BranchScores, Who};
use crate::reports::{
    BeforeResult, BranchYear, BranchYears, GoneMember, GradeCount, KnownBook, KnownYear, MovedMember, NamedMember,
    Rank, RuleSetResult, YearsResult,
};
use crate::rules::RuleSet;
use crate::scoring::{Scorecard, mean};

/// What earlier years say of township and branches, and of each member by branch and roster; `None` and nothing where
/// none was named.
pub fn years(run: &Reckoned<'_>, said: &mut Vec<Diagnostic>) -> (Option<YearsResult>, Vec<Vec<BeforeResult>>) {
    if !is_named(run.settings) {
        return (None, Vec::new());
    }
    let people = People::of(run);
    let before: Vec<Vec<BeforeResult>> = run
        .branches
        .iter()
        .enumerate()
        .map(|(b, branch)| (0..branch.roster.len()).map(|m| people.before(branch, (b, m))).collect())
        .collect();
    let gone = people.gone();
    said.extend(people.said_of_missing(&gone));
    let result = people.result(&before, gone);
    (Some(result), before)
}

/// This year's members beside those of last year.
struct People<'a> {
    run: &'a Reckoned<'a>,
    last: Option<&'a PastYear>,
    /// By branch and roster, who the member was last year.
    matches: Vec<Vec<Option<PastMatch<'a>>>>,
}

impl<'a> People<'a> {
    fn of(run: &'a Reckoned<'a>) -> Self {
        let last = run.past.last();
        let of_branch = |branch: &'a BranchScores| {
            branch.roster.iter().map(|member| last.map(|last| last.find(&branch.name, member))).collect()
        };
        Self { run, last, matches: run.branches.iter().map(of_branch).collect() }
    }

    fn was(&self, (b, m): Who) -> Option<(&'a PastMember, PastWay)> {
        match self.matches.get(b)?.get(m)?.as_ref()? {
            PastMatch::One(then, way) => Some((then, *way)),
            PastMatch::None | PastMatch::Several => None,
        }
    }

    fn slot(&self, (b, m): Who) -> Option<&'a MemberStanding> {
        self.run.standing.members.get(b)?.get(m)
    }

    fn grade(&self, who: Who) -> Option<&'a str> {
        let rules = self.run.ground.rules;
        Some(&rules.grades.get(self.slot(who)?.grade?)?.title)
    }

    /// The label of the year right before.
    fn label(&self) -> String {
        (self.run.ground.period.year() - 1).to_string()
    }

    /// Why nobody can tell who a member was, though somebody was called so.
    fn several(&self, member: Option<&Member>) -> String {
        let label = self.label();
        let is_called_so = |past: &&PastMember| member.is_some_and(|member| member.name == past.name);
        let called_so: Vec<&PastMember> =
            self.last.map_or(&[][..], PastYear::members).iter().filter(is_called_so).collect();
        let is_once = |(one, other): (&&PastMember, &&PastMember)| {
            one.book.is_some() != other.book.is_some()
                && one.born.zip(other.born).is_some_and(|(one, other)| one.agrees_with(other))
        };
        if member.is_some_and(|member| member.born.is_none()) {
            format!("花名册没有写出生年月，看不出是不是 {label} 年叫这个名字的人，未能判断")
        } else if called_so.iter().all(|past| past.born.is_none()) {
            format!("{label} 年叫这个名字的人没有写出生年月，看不出是不是同一个人，未能判断")
        } else if called_so.len() == 2 && called_so.iter().zip(called_so.iter().skip(1)).all(is_once) {
            format!("{label} 年有他的两份结果（本乡镇的和随人转来的一册），内容不一样，看不出用哪一份，未能判断")
        } else {
            format!("{label} 年有同名的人，出生年月分不清是哪一个，未能判断")
        }
    }

    fn before(&self, branch: &BranchScores, who: Who) -> BeforeResult {
        let (b, m) = who;
        let label = self.label();
        let unknown = |why: String| BeforeResult { period: label.clone(), why: Some(why), ..BeforeResult::default() };
        let Some((then, way)) = self.was(who) else {
            return match self.matches.get(b).and_then(|members| members.get(m)).and_then(Option::as_ref) {
                None => unknown(format!("没有 {label} 年的档案或结果，未能判断")),
                Some(PastMatch::Several) => unknown(self.several(branch.roster.get(m))),
                // People put into an archive whom the rules ask for: it is no roster.
                Some(_) if self.last.is_some_and(|last| last.run.is_none() && !last.is_only_books()) => {
                    unknown(format!("{label} 年的档案里没有这个人，未能判断"))
                }
                Some(_) if self.last.is_some_and(PastYear::is_only_books) => {
                    unknown(format!("{label} 年的只有随人转来的册子，里面没有这个人，未能判断"))
                }
                Some(_) => BeforeResult { new: Some(true), ..unknown(format!("{label} 年没有这个人")) },
            };
        };
        let score = branch.cards.get(m).and_then(|card: &Scorecard| card.score);
        let outcome = &then.outcome;
        let grade = self.grade(who);
        let in_a_row = |grade: &str| {
            let same = outcome.grade.as_deref() == Some(grade);
            let known = if same { 1 + outcome.in_a_row.unwrap_or(1) } else { 1 };
            let earlier = self.run.past.years().get(1..).filter(|_| same).unwrap_or_default();
            let counted = if same { 2 } else { 1 };
            let member = branch.roster.get(m);
            grades_in_a_row(grade, counted, known, self.run.ground.period.year() - 2, earlier, |year| {
                member.map_or(PastMatch::None, |member| year.find(&branch.name, member))
            })
        };
        BeforeResult {
            known: true,
            why: None,
            new: None,
            matched: Some(if way == PastWay::Born { "born" } else { "id" }.to_owned()),
            moved: then.branch.as_deref().map(|now| is_outside(then) || now != &*branch.name),
            book: then.book.as_ref().map(|book| book.file.clone()),
            township: then.book.as_ref().filter(|book| book.is_outside).and_then(|book| book.township.clone()),
            branch: then.branch.clone(),
            score: outcome.score,
            rank: (outcome.rank != (None, None)).then_some(Rank { branch: outcome.rank.0, township: outcome.rank.1 }),
            grade: outcome.grade.clone(),
            stars: outcome.stars,
            score_change: score.zip(outcome.score).map(|(now, then)| now - then),
            grade_change: grade_change(self.run.ground.rules, outcome.grade.as_deref(), grade),
            grades_in_a_row: grade.filter(|_| outcome.grade.is_some()).map(in_a_row),
            period: label,
        }
    }

    /// Who was counted last year and is not now.
    fn gone(&self) -> Vec<GoneMember> {
        let Some(last) = self.last else { return Vec::new() };
        // By address: the members of last year lie in one list and do not move.
        let mut here: HashSet<*const PastMember> = HashSet::new();
        let mut listed: HashMap<*const PastMember, &Member> = HashMap::new();
        let mut unclear: HashSet<&str> = HashSet::new();
        for (b, branch) in self.run.branches.iter().enumerate() {
            for (m, member) in branch.roster.iter().enumerate() {
                match self.was((b, m)) {
                    Some((then, _)) if self.slot((b, m)).is_some_and(|slot| slot.counted) => {
                        here.insert(std::ptr::from_ref(then));
                    }
                    Some((then, _)) => {
                        listed.insert(std::ptr::from_ref(then), member);
                    }
                    None => {
                        let of = self.matches.get(b).and_then(|members| members.get(m)).and_then(Option::as_ref);
                        unclear.extend(matches!(of, Some(PastMatch::Several)).then_some(member.name.as_str()));
                    }
                }
            }
        }
        let end = self.run.ground.period.to();
        // Only branches that are part of this run can miss anybody; of a branch that is no more, nothing is known.
        let is_of_run = |then: &PastMember| {
            then.branch.as_ref().is_some_and(|name| self.run.branches.iter().any(|branch| *branch.name == **name))
        };
        let gone = last.members().iter().filter(|then| {
            then.book.is_none()
                && then.outcome.counted == Some(true)
                && is_of_run(then)
                && !unclear.contains(then.name.as_str())
        });
        gone.filter(|then| !here.contains(&std::ptr::from_ref(*then)))
            .map(|then| GoneMember {
                who: named_past(then),
                how: match listed.get(&std::ptr::from_ref(then)) {
                    Some(member) if member.died.is_some_and(|died| died <= end) => "died",
                    Some(_) => "left",
                    None => "absent",
                }
                .to_owned(),
                score: then.outcome.score,
                grade: then.outcome.grade.clone(),
            })
            .collect()
    }

    /// That members of last year stand in no roster: one problem for each branch. Where last year's branches are not all
    /// in this run, they may be in one of the others: no more than a note.
    fn said_of_missing(&self, gone: &[GoneMember]) -> Vec<Diagnostic> {
        let all = self.last.and_then(|last| last.run.as_ref()).is_some_and(|run| {
            run.branches.iter().all(|then| self.run.branches.iter().any(|branch| *branch.name == *then.name))
        });
        let mut said = Vec::new();
        for branch in self.run.branches {
            let mine = gone.iter().filter(|gone| gone.how == "absent" && gone.who.branch == *branch.name);
            let names: Vec<&str> = mine.map(|gone| gone.who.name.as_str()).collect();
            if names.is_empty() {
                continue;
            }
            let message = format!(
                "{} {} 年年末在册的党员，今年的花名册里没有：{}，共 {} 人，也没有写转出或去世。",
                branch.name,
                self.label(),
                names.join("、"),
                names.len()
            );
            let problem = M132.says(message).of_branch(&branch.name);
            let problem = if all { problem } else { problem.as_severity(Severity::Note) };
            let file = branch.roster.first().map(|member| &member.source.file);
            said.push(file.map_or(problem.clone(), |file| problem.in_file(file)));
        }
        said
    }

    fn result(&self, before: &[Vec<BeforeResult>], gone: Vec<GoneMember>) -> YearsResult {
        let mut result = YearsResult { last: self.label(), ..YearsResult::default() };
        let rules = self.run.ground.rules;
        result.known =
            self.run.past.years().iter().map(|year| known(year, rules, self.run.ground.period.year())).collect();
        result.missing = self.missing();
        let mut branches: Vec<BranchYears> =
            self.run.branches.iter().enumerate().map(|(b, branch)| self.branch(b, branch)).collect();
        let at: HashMap<String, usize> =
            branches.iter().enumerate().map(|(index, branch)| (branch.name.clone(), index)).collect();
        for (b, (branch, members)) in self.run.branches.iter().zip(before).enumerate() {
            for (m, (member, before)) in branch.roster.iter().zip(members).enumerate() {
                if !self.slot((b, m)).is_some_and(|slot| slot.counted) {
                    continue;
                }
                let Some(years) = branches.get_mut(b) else { continue };
                let who = named_now(branch, member);
                match before.grade_change.as_deref() {
                    Some("up") => years.up += 1,
                    Some("down") => years.down += 1,
                    _ => {}
                }
                let came_from_outside = self.was((b, m)).is_some_and(|(then, _)| is_outside(then));
                match (before.known && !came_from_outside, before.new == Some(true) || came_from_outside) {
                    (true, _) if before.moved == Some(true) => {
                        years.moved_in += 1;
                        let from = before.branch.clone().unwrap_or_default();
                        if let Some(left) = at.get(&from).and_then(|index| branches.get_mut(*index)) {
                            left.moved_out += 1;
                        }
                        result.moved.push(MovedMember { who, from });
                    }
                    (true, _) => {}
                    (false, true) => {
                        years.new += 1;
                        result.new.push(who);
                    }
                    (false, false) => {
                        years.unclear += 1;
                        result.unclear.push(who);
                    }
                }
            }
        }
        for gone in &gone {
            if let Some(years) = at.get(&gone.who.branch).and_then(|index| branches.get_mut(*index)) {
                years.gone += 1;
            }
        }
        result.gone = gone;
        result.township = self.township(&branches);
        let run = self.last.and_then(|last| last.run.as_ref());
        let no_more = run
            .into_iter()
            .flat_map(|run| &run.branches)
            .filter(|then| !at.contains_key(&then.name) && self.run.settings.answers_for(&then.name));
        branches.extend(no_more.map(|then| BranchYears {
            name: then.name.clone(),
            before: self.last.map(|last| branch_then(last, &then.name, rules)),
            ..BranchYears::default()
        }));
        result.branches = branches;
        result
    }

    /// The years of which nothing is known, from the earliest known on.
    fn missing(&self) -> Vec<String> {
        let last = self.run.ground.period.year() - 1;
        let whole = self.run.past.years().iter().filter(|year| !year.is_only_books());
        let known: Vec<i32> = whole.map(|year| year.year.unwrap_or(last)).collect();
        let is_only_books = |year: &&PastYear| year.is_only_books();
        let has_last = self.last.filter(|last| !is_only_books(last)).is_some();
        let earliest = known.iter().copied().min().unwrap_or(last);
        let is_known = |year: i32| known.contains(&year) || (has_last && year == last);
        (earliest..=last).rev().filter(|year| !is_known(*year)).map(|year| year.to_string()).collect()
    }

    fn branch(&self, b: usize, branch: &BranchScores) -> BranchYears {
        let rules = self.run.ground.rules;
        let slots = self.run.standing.members.get(b).map_or(&[][..], Vec::as_slice);
        let now = self.branch_now(branch.cards.iter().zip(slots));
        let known = |last: &&PastYear| {
            last.members().iter().any(|then| then.book.is_none() && then.branch.as_deref() == Some(&*branch.name))
                && (last.run.is_some() || last.members().iter().any(|then| then.outcome != Default::default()))
        };
        let before = self.last.filter(known).map(|last| branch_then(last, &branch.name, rules));
        years_of(branch.name.to_string(), before, now)
    }

    fn branch_now<'s>(&self, members: impl Iterator<Item = (&'s Scorecard, &'s MemberStanding)>) -> BranchYear {
        let rules = self.run.ground.rules;
        let counted: Vec<(&Scorecard, &MemberStanding)> = members.filter(|(_, slot)| slot.counted).collect();
        let scores: Vec<Points> = counted.iter().filter_map(|(card, _)| card.score).collect();
        let has = |grade: usize| counted.iter().filter(|(_, slot)| slot.grade == Some(grade)).count();
        let grades = rules.grades.iter().enumerate();
        BranchYear {
            members: counted.len(),
            mean: mean(&scores),
            grades: grades
                .map(|(index, grade)| GradeCount { grade: grade.title.clone(), members: has(index) })
                .collect(),
        }
    }

    fn township(&self, branches: &[BranchYears]) -> BranchYears {
        let members = self.run.branches.iter().zip(&self.run.standing.members);
        let now = self.branch_now(members.flat_map(|(branch, slots)| branch.cards.iter().zip(slots)));
        // Branches that have another rule set now are compared there.
        let is_own =
            |then: &PastMember| then.branch.as_deref().is_none_or(|branch| self.run.settings.answers_for(branch));
        let whole = self.last.filter(|last| !last.is_only_books());
        let before = whole.map(|last| all_then(last, is_own, self.run.ground.rules));
        let sum = |of: fn(&BranchYears) -> usize| branches.iter().map(of).sum();
        BranchYears {
            up: sum(|one| one.up),
            down: sum(|one| one.down),
            new: sum(|one| one.new),
            gone: sum(|one| one.gone),
            moved_in: sum(|one| one.moved_in),
            moved_out: sum(|one| one.moved_out),
            unclear: sum(|one| one.unclear),
            ..years_of(self.run.township.unwrap_or_default().to_owned(), before, now)
        }
    }
}

fn years_of(name: String, before: Option<BranchYear>, now: BranchYear) -> BranchYears {
    let then = before.as_ref().and_then(|before| before.mean);
    let mean_change = now.mean.zip(then).map(|(now, then)| now - then);
    BranchYears { name, before, now: Some(now), mean_change, ..BranchYears::default() }
}

/// A branch of an earlier year.
fn branch_then(year: &PastYear, branch: &str, rules: &RuleSet) -> BranchYear {
    let all = all_then(year, |then| then.branch.as_deref() == Some(branch), rules);
    match year.run.as_ref().and_then(|run| run.branches.iter().find(|one| one.name == branch)) {
        Some(told) => BranchYear { members: told.members, mean: told.mean, ..all },
        None => all,
    }
}

/// Whether a member was in another township.
fn is_outside(then: &PastMember) -> bool {
    then.book.as_ref().is_some_and(|book| book.is_outside)
}

/// Members of an earlier year, without those who are known by a book that came with them: they were none of ours. Whom an
/// archive lists is taken for counted.
fn all_then(year: &PastYear, is_own: impl Fn(&PastMember) -> bool, rules: &RuleSet) -> BranchYear {
    let mine = year.members().iter().filter(|then| then.book.is_none() && is_own(then));
    let counted: Vec<&PastMember> = mine.filter(|then| then.outcome.counted != Some(false)).collect();
    let scores: Vec<Points> = counted.iter().filter_map(|then| then.outcome.score).collect();
    let mut titles: Vec<&str> = rules.grades.iter().map(|grade| grade.title.as_str()).collect();
    for title in counted.iter().filter_map(|then| then.outcome.grade.as_deref()) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    let has = |title: &str| counted.iter().filter(|then| then.outcome.grade.as_deref() == Some(title)).count();
    BranchYear {
        members: counted.len(),
        mean: mean(&scores),
        grades: titles.iter().map(|title| GradeCount { grade: (*title).to_owned(), members: has(title) }).collect(),
    }
}

fn known(year: &PastYear, rules: &RuleSet, now: i32) -> KnownYear {
    let rule_set = year.run.as_ref().map(|run| {
        // Where branches had rule sets of their own, ours is compared with itself.
        let own = run.all_rules.iter().find(|[id, ..]| *id == rules.id).unwrap_or(&run.rules);
        let [id, title, version, sha256] = own.clone();
        RuleSetResult { id, title, version, sha256 }
    });
    KnownYear {
        period: year.year.unwrap_or(now - 1).to_string(),
        file: masked(&year.file).into_owned(),
        kind: match (&year.run, year.is_only_books()) {
            (Some(_), _) => "result",
            (None, true) => "books",
            (None, false) => "archive",
        }
        .to_owned(),
        members: year.members().len(),
        books: year.books().map(|(member, book)| known_book(member, book, rules)).collect(),
        same_rules: rule_set.as_ref().map(|rule_set| rule_set.sha256 == rules.digest.to_string()),
        rule_set,
        is_final: year.run.as_ref().map(|run| run.is_final),
    }
}

fn known_book(member: &PastMember, book: &PastBook, rules: &RuleSet) -> KnownBook {
    let [id, title, version, sha256] = book.rules.clone();
    KnownBook {
        file: book.file.clone(),
        name: masked(&member.name).into_owned(),
        branch: member.branch.clone().unwrap_or_default(),
        township: book.township.clone(),
        same_rules: sha256 == rules.digest.to_string(),
        rule_set: RuleSetResult { id, title, version, sha256 },
        is_final: book.is_final,
    }
}

/// Whether a grade is better or worse than another, where the rule set has both.
fn grade_change(rules: &RuleSet, then: Option<&str>, now: Option<&str>) -> Option<String> {
    let place = |title: &str| rules.grades.iter().position(|grade| grade.title == title);
    let word = match place(now?)?.cmp(&place(then?)?) {
        std::cmp::Ordering::Less => "up",
        std::cmp::Ordering::Equal => "same",
        std::cmp::Ordering::Greater => "down",
    };
    Some(word.to_owned())
}

fn named_now(branch: &BranchScores, member: &Member) -> NamedMember {
    NamedMember { branch: branch.name.to_string(), name: member.name.clone(), id: member.id.clone() }
}

fn named_past(then: &PastMember) -> NamedMember {
    NamedMember {
        branch: then.branch.clone().unwrap_or_default(),
        name: masked(&then.name).into_owned(),
        id: then.id.as_deref().map_or_else(String::new, |id| masked(id).into_owned()),
    }
}
