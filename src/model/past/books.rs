//! Books that came with members (随人转来的一册): what another branch or township knew of one member at the end of a year.

use super::{Found, PastMember, PastYear};

/// The book in which a member of an earlier year stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastBook {
    /// The file, as messages have it.
    pub file: String,
    /// The township that wrote it.
    pub township: Option<String>,
    /// Whether that is another township than the run's: its branches are none of the run's, even where they are called so.
    pub is_outside: bool,
    /// The id, title, version and digest of its rule set.
    pub rules: [String; 4],
    /// Whether the result was final.
    pub is_final: bool,
    /// Whether it says which months in a row had not ended.
    pub tells_open_months: bool,
}

/// What became of a book beside what else is known of the same year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// Nobody else knows of the member.
    Added,
    /// Another one says the same; this one adds nothing.
    Same,
    /// Another one has the member at the end of the year, and this one has not: that one counts. Its branch.
    Kept(String),
    /// This one has the member at the end of the year, and another one has not: this one counts. The other's branch.
    Replaced(String),
    /// Both have the member at the end of the year, or neither: both stay, and it is not told which counts. The other's branch.
    Unclear(String),
}

impl PastYear {
    /// Whether nothing is known of the year but books that came with members: of all others nothing is known then.
    #[must_use]
    pub fn is_only_books(&self) -> bool {
        self.run.is_none() && !self.members.is_empty() && self.members.iter().all(|member| member.book.is_some())
    }

    /// The members who stand here by a book of theirs.
    pub fn books(&self) -> impl Iterator<Item = (&PastMember, &PastBook)> {
        self.members.iter().filter_map(|member| Some((member, member.book.as_ref()?)))
    }

    /// Says of each book whether it is of another township than this one.
    pub fn set_township(&mut self, township: Option<&str>) {
        for book in self.members.iter_mut().filter_map(|member| member.book.as_mut()) {
            book.is_outside = book.township.as_deref() != township;
        }
    }

    /// Takes in somebody of a book of the same year.
    pub fn take_in(&mut self, member: PastMember) -> TakenIn {
        let at_end = |member: &PastMember| member.outcome.counted != Some(false);
        let Found::One(index, _) = self.found(member.person()) else {
            self.push(member);
            return TakenIn::Added;
        };
        let Some(other) = self.members.get(index) else { return TakenIn::Same };
        if other.outcome == member.outcome {
            return TakenIn::Same;
        }
        let branch = other.branch.clone().unwrap_or_default();
        match (at_end(other), at_end(&member)) {
            (true, false) => TakenIn::Kept(branch),
            (false, true) => {
                self.by_name.entry(member.name.clone()).or_default().retain(|known| *known != index);
                self.push(member);
                TakenIn::Replaced(branch)
            }
            _ => {
                self.push(member);
                TakenIn::Unclear(branch)
            }
        }
    }

    fn push(&mut self, member: PastMember) {
        self.by_name.entry(member.name.clone()).or_default().push(self.members.len());
        self.members.push(member);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MonthOrDay, PastMatch, PastOutcome, Points};

    fn member(branch: &str, counted: bool, score: i64, book: Option<PastBook>) -> PastMember {
        PastMember {
            branch: Some(branch.into()),
            name: "王伟".into(),
            remark: None,
            id: Some("1".into()),
            born: Some(MonthOrDay { year: 1980, month: 3, day: None }),
            joined: None,
            values: Vec::new(),
            outcome: PastOutcome {
                counted: Some(counted),
                score: Some(Points::whole(score)),
                ..PastOutcome::default()
            },
            source: None,
            book,
        }
    }

    fn score_of(year: &PastYear) -> Option<Points> {
        match year.find_past(&PastMember { id: None, ..member("南山村", true, 0, None) }) {
            PastMatch::One(found, _) => found.outcome.score,
            PastMatch::None | PastMatch::Several => None,
        }
    }

    #[test]
    fn whoever_had_the_member_at_the_end_of_the_year_counts() {
        let own = |counted| PastYear::new("结果.json".into(), Some(2024), vec![member("东河村", counted, 60, None)]);
        let book = |counted, score| member("西河村", counted, score, Some(PastBook::default()));
        let taken = |counted_here, counted_there| {
            let mut year = own(counted_here);
            let taken = year.take_in(book(counted_there, 70));
            (taken, score_of(&year))
        };
        let east = || "东河村".to_owned();
        assert_eq!(taken(true, false), (TakenIn::Kept(east()), Some(Points::whole(60))));
        assert_eq!(taken(false, true), (TakenIn::Replaced(east()), Some(Points::whole(70))));
        assert_eq!(taken(true, true), (TakenIn::Unclear(east()), None));
        let mut year = own(true);
        assert_eq!(year.take_in(book(true, 60)), TakenIn::Same);
        assert!(!year.is_only_books());
        let mut alone = PastYear::new("一册".into(), Some(2024), vec![book(true, 70)]);
        assert!(alone.is_only_books());
        alone.set_township(Some("清河镇"));
        assert!(alone.books().all(|(_, book)| book.is_outside));
    }

    #[test]
    fn the_branch_of_another_township_is_no_branch_of_ours() {
        let outside = PastBook { is_outside: true, ..PastBook::default() };
        let then = PastMember { born: None, ..member("机关", true, 70, Some(outside)) };
        let year = PastYear::new("一册".into(), Some(2024), vec![then]);
        // Same branch by name, same number, and no time of birth: that is no proof where the branch is another one.
        assert!(matches!(year.find_past(&member("机关", true, 0, None)), PastMatch::Several));
    }
}
