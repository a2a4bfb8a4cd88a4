//! What a reckoning knows: the rules, a branch's roster, entries and records, last year, and the run.

use std::collections::BTreeMap;

use crate::model::{Entry, Held, Member, Period, Points, Record, Tells, When};
use crate::rules::{Pricing, RuleSet};

use super::card::Judgement;
use super::months::Months;

/// All that is known of a branch before its points are reckoned.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The period of the run.
    pub period: Period,
    /// The n-th year of the programme.
    pub programme_year: u32,
    /// Whether that is known and the first: there is no year before.
    pub is_first_year: bool,
    /// Whether last year's archive was read, or there was no year before.
    pub knows_last_year: bool,
    /// The members.
    pub roster: &'a [Member],
    /// The entries.
    pub entries: &'a [Entry],
    /// What the checks say of each entry.
    pub judgements: &'a [Judgement],
    /// The records of declared tables.
    pub records: &'a [Record],
    /// What last year's archive says of each member, in the order of its columns; `None` where it does not tell.
    pub last_year: &'a [Option<Vec<Option<Held>>>],
    /// By figure, whether the profile says that it was not held this year.
    pub closed: &'a [bool],
    /// What belongs to whom.
    pub index: &'a BranchIndex,
}

/// The entries and records of each member.
#[derive(Clone, Debug, Default)]
pub struct BranchIndex {
    /// By member, the entries with a known time and item, by item, then by time, then by position.
    pub entries: Vec<Vec<usize>>,
    /// By member, the records.
    pub records: Vec<Vec<usize>>,
    /// By table and member, the rows that there are, whatever they say: the stretch of time that each names.
    pub listed: BTreeMap<(usize, usize), Vec<Option<Period>>>,
}

impl BranchIndex {
    /// The index of a branch.
    #[must_use]
    pub fn of(
        roster: &[Member],
        entries: &[Entry],
        records: &[Record],
        listed: BTreeMap<(usize, usize), Vec<Option<Period>>>,
    ) -> Self {
        let mut index =
            Self { entries: vec![Vec::new(); roster.len()], records: vec![Vec::new(); roster.len()], listed };
        for (at, entry) in entries.iter().enumerate() {
            let mine = entry.member.and_then(|member| index.entries.get_mut(member));
            if let (Some(mine), Some(_), Some(_)) = (mine, entry.when, entry.known_item()) {
                mine.push(at);
            }
        }
        for mine in &mut index.entries {
            let key = |at: &usize| {
                let entry = entries.get(*at);
                (entry.and_then(Entry::known_item), entry.and_then(|entry| entry.when).map(When::to), *at)
            };
            mine.sort_by_cached_key(key);
        }
        for (at, record) in records.iter().enumerate() {
            if let Some(mine) = record.member().and_then(|member| index.records.get_mut(member)) {
                mine.push(at);
            }
        }
        index
    }
}

impl Scene<'_> {
    /// From when on what a member did counts: the day that the rule set puts before 转入时间, else that.
    #[must_use]
    pub fn came(&self, member: &Member) -> Option<chrono::NaiveDate> {
        let since = self.rules.presence.as_ref().and_then(|presence| presence.since_fact);
        since.and_then(|fact| member.facts.get(fact)?.as_ref()?.day()).or(member.came)
    }

    /// The months at whose last day the member is on the roster.
    #[must_use]
    pub fn months_on_roster(&self, member: usize) -> Months {
        let Some(member) = self.roster.get(member) else { return Months::NONE };
        // Who came back (转回) is there from then on, whatever day the rule set puts before it.
        let left = member.left.filter(|left| member.came.is_none_or(|came| came <= *left));
        let member = Member { came: self.came(member), left, ..member.clone() };
        Months::of(&self.period).filter(|month| {
            Period::month_of(self.period.year(), month).is_some_and(|month| member.is_present_on(month.to()))
        })
    }

    /// What the line is worth by its figures alone, without sign; `None` where a formula prices it.
    #[must_use]
    pub fn plain_price(&self, entry: &Entry, item: usize) -> Option<Points> {
        let item = self.rules.item(item)?;
        let day = entry.when?.to();
        match item.pricing_on(day) {
            Pricing::Formula(_) => None,
            _ if entry.tells != Tells::Event => None,
            _ => item.price(day, &entry.level, entry.quantity, entry.stated),
        }
    }
}
