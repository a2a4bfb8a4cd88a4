//! Earlier years: what was known of members at the end of a year before, from a 上一年度档案 or from that year's result.

mod books;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub use self::books::{PastBook, TakenIn};
use super::{Held, Member, MonthOrDay, Period, Points, Source};

/// A member of any branch, as an earlier year has one.
#[derive(Clone, Debug)]
pub struct PastMember {
    /// The branch of that year, as written.
    pub branch: Option<String>,
    /// The name, without spaces, in the usual widths.
    pub name: String,
    /// The remark in brackets behind the name.
    pub remark: Option<String>,
    /// The roster's number of that year; archives have none.
    pub id: Option<String>,
    /// 出生年月; an archive always has it, a result only where the roster of that year had it.
    pub born: Option<MonthOrDay>,
    /// 入党时间, where it is known.
    pub joined: Option<MonthOrDay>,
    /// What is said in the archive columns of the rule set's own, in their order; months are periods. `None` where
    /// nothing is said, or it cannot be read.
    pub values: Vec<Option<Held>>,
    /// What the year came to.
    pub outcome: PastOutcome,
    /// The row of the archive; a result has none.
    pub source: Option<Source>,
    /// The book that came with the member; `None` for whoever stands in the township's own archive or result.
    pub book: Option<PastBook>,
}

/// What an earlier year came to for a member, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastOutcome {
    /// Whether counted among the branch's members at the end of that year; `None` where nobody says.
    pub counted: Option<bool>,
    /// The score.
    pub score: Option<Points>,
    /// The rank in the branch and in the township.
    pub rank: (Option<usize>, Option<usize>),
    /// The title of the grade.
    pub grade: Option<String>,
    /// Stars.
    pub stars: Option<u32>,
    /// 期末类别.
    pub class: Option<String>,
    /// What followed (后续措施).
    pub consequences: Vec<String>,
    /// How many years in a row, that year included, the grade had been the same; `None` where it is not known.
    pub in_a_row: Option<u32>,
    /// Months in a row that had not ended with the year: kind, first and last month.
    pub open_months: Vec<(String, Period, Period)>,
}

/// The run of which an earlier year is the result.
#[derive(Clone, Debug)]
pub struct PastRun {
    /// The township's name.
    pub township: Option<String>,
    /// The rule set's id, title, version and digest; of several the main one.
    pub rules: [String; 4],
    /// The same of all, where branches had rule sets of their own.
    pub all_rules: Vec<[String; 4]>,
    /// Whether it was final.
    pub is_final: bool,
    /// Its branches.
    pub branches: Vec<PastBranch>,
    /// Whether it says which months in a row had not ended; results of older versions do not.
    pub tells_open_months: bool,
}

impl PastRun {
    fn names(&self) -> Vec<String> {
        self.branches.iter().map(|branch| branch.name.clone()).collect()
    }
}

/// A branch in an earlier year.
#[derive(Clone, Debug)]
pub struct PastBranch {
    /// Its name.
    pub name: String,
    /// Members counted.
    pub members: usize,
    /// Their mean score, to two places.
    pub mean: Option<Points>,
}

/// A whole year. It is the township's: who has moved between branches is found all the same.
#[derive(Clone, Debug, Default)]
pub struct PastYear {
    /// The file, as messages have it.
    pub file: Arc<str>,
    /// The year that the archive's title names, or that the result is of.
    pub year: Option<i32>,
    /// The run; `None` for an archive that people wrote.
    pub run: Option<PastRun>,
    members: Vec<PastMember>,
    by_name: HashMap<String, Vec<usize>>,
    /// Members whom several people of today would be found to be: by index, the branch and number of whoever is.
    kept_for: HashMap<usize, Vec<(String, String)>>,
}

/// Who of an earlier year a member is.
#[derive(Clone, Copy, Debug)]
pub enum PastMatch<'a> {
    /// This one.
    One(&'a PastMember, PastWay),
    /// Nobody bears the name, or whoever does was born at another time.
    None,
    /// Several fit, or one may, and nothing tells whether.
    Several,
}

/// By what a member was found in an earlier year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastWay {
    /// Name and 出生年月, and 入党时间 where both have it; whatever the branch.
    Born,
    /// Branch, name and the roster's number: one of the years does not know when the member was born.
    Number,
}

/// What tells members apart from one year to the next.
#[derive(Clone, Copy, Debug)]
struct Person<'a> {
    branch: Option<&'a str>,
    name: &'a str,
    remark: Option<&'a str>,
    id: Option<&'a str>,
    born: Option<MonthOrDay>,
    joined: Option<MonthOrDay>,
}

/// The same as [`PastMatch`], with the index of whoever was found.
#[derive(Clone, Copy)]
enum Found {
    One(usize, PastWay),
    None,
    Several,
}

impl<'a> Person<'a> {
    fn of(branch: &'a str, member: &'a Member) -> Self {
        Self {
            branch: Some(branch),
            name: &member.name,
            remark: member.remark.as_deref(),
            id: Some(&member.id),
            born: member.born,
            joined: member.joined,
        }
    }
}

impl PastMember {
    /// Whether the branch is one of another township.
    fn is_outside(&self) -> bool {
        self.book.as_ref().is_some_and(|book| book.is_outside)
    }

    fn person(&self) -> Person<'_> {
        Person {
            branch: self.branch.as_deref().filter(|_| !self.is_outside()),
            name: &self.name,
            remark: self.remark.as_deref(),
            id: self.id.as_deref(),
            born: self.born,
            joined: self.joined,
        }
    }

    /// Whether nothing but the time of birth could tell both apart.
    fn may_be(&self, other: Person<'_>) -> bool {
        self.joined.zip(other.joined).is_none_or(|(then, now)| then.agrees_with(now))
            && self.remark.as_deref().zip(other.remark).is_none_or(|(then, now)| then == now)
    }

    /// Whether both have the same number in the same branch.
    fn has_number_of(&self, other: Person<'_>) -> bool {
        !self.is_outside()
            && self.branch.is_some()
            && self.branch.as_deref() == other.branch
            && self.id.is_some()
            && self.id.as_deref() == other.id
    }
}

impl PastYear {
    /// The year of these members.
    #[must_use]
    pub fn new(file: Arc<str>, year: Option<i32>, members: Vec<PastMember>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, member) in members.iter().enumerate() {
            by_name.entry(member.name.clone()).or_default().push(index);
        }
        Self { file, year, run: None, members, by_name, kept_for: HashMap::new() }
    }

    /// The same year, as the result of a run.
    #[must_use]
    pub fn of_run(self, run: PastRun) -> Self {
        Self { run: Some(run), ..self }
    }

    /// The same with the branches called as they are called now; none gets the name that another one had then. Branches of
    /// another township keep their names.
    pub fn call_branches(&mut self, now: impl Fn(&str) -> String) {
        let own = self.members.iter().filter(|member| !member.is_outside());
        let members = own.filter_map(|member| member.branch.clone());
        let then: BTreeSet<String> = members.chain(self.run.iter().flat_map(|run| run.names())).collect();
        let renamed: BTreeMap<&String, String> =
            then.iter().map(|name| (name, now(name))).filter(|(_, now)| !then.contains(now)).collect();
        let call = |name: &mut String| {
            if let Some(now) = renamed.get(name) {
                name.clone_from(now);
            }
        };
        let own = self.members.iter_mut().filter(|member| !member.is_outside());
        own.filter_map(|member| member.branch.as_mut()).for_each(call);
        self.run.iter_mut().flat_map(|run| &mut run.branches).for_each(|branch| call(&mut branch.name));
    }

    /// All its members, in the order of its rows.
    #[must_use]
    pub fn members(&self) -> &[PastMember] {
        &self.members
    }

    /// The same with what its members say in the archive columns of a rule set, where nobody had written it down.
    pub fn set_values(&mut self, mut values: impl FnMut(&PastMember) -> Vec<Option<Held>>) {
        let all = self.run.is_some();
        for member in self.members.iter_mut().filter(|member| all || member.book.is_some()) {
            member.values = values(member);
        }
    }

    /// Who a member was: by name and 出生年月, and by 入党时间 where both have one, whatever the branch; where one of the
    /// years does not know the 出生年月, by branch, name and number.
    #[must_use]
    pub fn find(&self, branch: &str, member: &Member) -> PastMatch<'_> {
        let is_kept_for = |(of, id): &(String, String)| (of.as_str(), id) == (branch, &member.id);
        match self.found(Person::of(branch, member)) {
            Found::One(index, _) if self.kept_for.get(&index).is_some_and(|kept| !kept.iter().any(is_kept_for)) => {
                PastMatch::Several
            }
            found => self.matched(found),
        }
    }

    /// Takes note of all members of today: where two of them cannot be one person and both would be found to be the same one
    /// of then, only whoever has that one's branch and number is; of the others nobody can tell.
    pub fn tell_apart<'m>(&mut self, today: impl Iterator<Item = (&'m str, &'m Member)>) {
        let mut claims: BTreeMap<usize, Vec<(&str, &Member)>> = BTreeMap::new();
        for (branch, member) in today {
            if let Found::One(index, _) = self.found(Person::of(branch, member)) {
                claims.entry(index).or_default().push((branch, member));
            }
        }
        for (index, claimed) in claims {
            let joined = || claimed.iter().filter_map(|(_, member)| member.joined);
            let are_one = joined().zip(joined().skip(1)).all(|(one, other)| one.agrees_with(other));
            let Some(then) = self.members.get(index).filter(|_| !are_one) else { continue };
            let numbered = claimed.iter().filter(|(branch, member)| then.has_number_of(Person::of(branch, member)));
            let kept = numbered.map(|(branch, member)| ((*branch).to_owned(), member.id.clone())).collect();
            self.kept_for.insert(index, kept);
        }
    }

    /// Who a member of another earlier year was in this one.
    #[must_use]
    pub fn find_past(&self, member: &PastMember) -> PastMatch<'_> {
        self.matched(self.found(member.person()))
    }

    fn matched(&self, found: Found) -> PastMatch<'_> {
        match found {
            Found::One(index, way) => self.members.get(index).map_or(PastMatch::None, |past| PastMatch::One(past, way)),
            Found::None => PastMatch::None,
            Found::Several => PastMatch::Several,
        }
    }

    fn found(&self, person: Person<'_>) -> Found {
        let called_so = self.by_name.get(person.name).into_iter().flatten();
        let mut born_then = Vec::new();
        let mut unclear = Vec::new();
        let called_so = called_so.filter_map(|index| Some((*index, self.members.get(*index)?)));
        for (index, past) in called_so.filter(|(_, past)| past.may_be(person)) {
            match past.born.zip(person.born) {
                Some((then, now)) if then.agrees_with(now) => born_then.push((index, past)),
                Some(_) => {}
                None => unclear.push((index, past)),
            }
        }
        if let [(index, _)] = born_then.as_slice() {
            return Found::One(*index, PastWay::Born);
        }
        let (fitting, way) = if born_then.is_empty() { (unclear, PastWay::Number) } else { (born_then, PastWay::Born) };
        let mut numbered = fitting.iter().filter(|(_, past)| past.has_number_of(person));
        match (numbered.next(), numbered.next()) {
            (Some((index, _)), None) => Found::One(*index, way),
            _ if fitting.is_empty() => Found::None,
            _ => Found::Several,
        }
    }
}

#[cfg(test)]
mod tests;
