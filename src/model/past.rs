//! Last year's archive (上一年度档案): what was known of members at the end of the year before.

use std::collections::HashMap;

use super::{Held, Member, MonthOrDay, Source};

/// A member of any branch, as last year's archive has one.
#[derive(Clone, Debug)]
pub struct PastMember {
    /// The branch of that year, as written.
    pub branch: Option<String>,
    /// The name, without spaces, in the usual widths.
    pub name: String,
    /// The remark in brackets behind the name.
    pub remark: Option<String>,
    /// 出生年月.
    pub born: MonthOrDay,
    /// 入党时间, where the archive has it.
    pub joined: Option<MonthOrDay>,
    /// What the archive says in the columns of the rule set's own, in their order; months are periods. `None` where a cell
    /// is empty or cannot be read.
    pub values: Vec<Option<Held>>,
    /// The row of the archive.
    pub source: Source,
}

/// The whole archive. It is the township's: who has moved between branches is found all the same.
#[derive(Clone, Debug, Default)]
pub struct PastYear {
    /// The year that its title names.
    pub year: Option<i32>,
    members: Vec<PastMember>,
    by_name: HashMap<String, Vec<usize>>,
}

/// Who of the archive a member is.
#[derive(Clone, Copy, Debug)]
pub enum PastMatch<'a> {
    /// This one.
    One(&'a PastMember),
    /// Nobody, as far as name and 出生年月 tell; also where this year's roster has no 出生年月.
    None,
    /// Several fit, and nobody knows which.
    Several,
}

impl PastYear {
    /// The archive of these members.
    #[must_use]
    pub fn new(year: Option<i32>, members: Vec<PastMember>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, member) in members.iter().enumerate() {
            by_name.entry(member.name.clone()).or_default().push(index);
        }
        Self { year, members, by_name }
    }

    /// All its members, in the order of its rows.
    #[must_use]
    pub fn members(&self) -> &[PastMember] {
        &self.members
    }

    /// Who a member was: by name and 出生年月, and by 入党时间 where both have one; whatever the branch.
    #[must_use]
    pub fn find(&self, member: &Member) -> PastMatch<'_> {
        let Some(born) = member.born else { return PastMatch::None };
        let called_so = self.by_name.get(&member.name).into_iter().flatten();
        let mut fitting = called_so.filter_map(|index| self.members.get(*index)).filter(|past| {
            past.born.agrees_with(born)
                && past.joined.zip(member.joined).is_none_or(|(then, now)| then.agrees_with(now))
                && past.remark.as_ref().zip(member.remark.as_ref()).is_none_or(|(then, now)| then == now)
        });
        match (fitting.next(), fitting.next()) {
            (Some(past), None) => PastMatch::One(past),
            (None, _) => PastMatch::None,
            (Some(_), Some(_)) => PastMatch::Several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CellRef;

    fn month(year: i32, month: u32) -> MonthOrDay {
        MonthOrDay { year, month, day: None }
    }

    fn source(row: u32) -> Source {
        Source { file: "档案.xlsx".into(), sheet: "档案".into(), cells: CellRef::new(row, 0).into() }
    }

    #[test]
    fn a_member_is_found_by_name_and_birth_whatever_the_branch() {
        let past = |row, name: &str, born, joined| PastMember {
            branch: Some("西河村党支部".into()),
            name: name.into(),
            remark: None,
            born,
            joined,
            values: Vec::new(),
            source: source(row),
        };
        let joined = |year| Some(MonthOrDay { year, month: 7, day: Some(1) });
        let archive = PastYear::new(
            Some(2024),
            vec![
                past(2, "王伟", month(1980, 3), joined(2005)),
                past(3, "王伟", month(1981, 3), None),
                past(4, "李强", month(1970, 1), None),
                past(5, "李强", month(1970, 1), None),
                past(6, "赵敏", month(1990, 5), joined(2015)),
            ],
        );
        let found = |name: &str, born, joined| {
            let member = Member { born, joined, ..Member::named(name.into(), "1".into(), source(1)) };
            match archive.find(&member) {
                PastMatch::One(past) => Ok(past.source.cells.first.row),
                PastMatch::None => Err("nobody"),
                PastMatch::Several => Err("several"),
            }
        };
        let day = Some(MonthOrDay { day: Some(12), ..month(1980, 3) });
        assert_eq!(
            [found("王伟", day, joined(2005)), found("王伟", Some(month(1981, 3)), joined(2005))],
            [Ok(2), Ok(3)]
        );
        assert_eq!(found("李强", Some(month(1970, 1)), None), Err("several"));
        for (name, born, joined) in [
            ("王伟", Some(month(1982, 3)), None),
            ("王伟", None, joined(2005)),
            ("赵敏", Some(month(1990, 5)), joined(2016)),
            ("孙丽", Some(month(1990, 5)), None),
        ] {
            assert_eq!(found(name, born, joined), Err("nobody"), "{name}");
        }
    }
}
