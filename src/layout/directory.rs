//! Who is meant by a name and numbers: a branch's members by all that they go by. Nobody is assumed.

use std::collections::HashMap;

use super::naming::{Naming, identity_end_of};
use super::title::{branch_stem, read_title};
use crate::model::Member;
use crate::model::text::{person, split_remark, without_zeros};

/// How the name of a place that has a branch ends.
const PLACES: [&str; 8] = ["支部", "总支", "支部委员会", "党委", "村", "社区", "居委会", "村委会"];

/// A branch's members, by name, other name and number.
#[derive(Debug)]
pub struct Directory<'a> {
    members: &'a [Member],
    branch: &'a str,
    by_name: HashMap<&'a str, Vec<usize>>,
    by_alias: HashMap<&'a str, Vec<usize>>,
    by_number: HashMap<String, Vec<(usize, usize)>>,
}

/// Whom a naming means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This one; by another name than the roster's own, where that was needed.
    One {
        /// The member.
        member: usize,
        /// Whether it is another of the member's names.
        by_alias: bool,
    },
    /// Any of these.
    Several(Vec<usize>),
    /// Nobody has this name.
    Nobody,
    /// The remark behind the name says that another branch's member is meant.
    OfAnotherBranch,
    /// The name fits these, the remark behind it does not.
    OtherRemark(Vec<usize>),
    /// The number is not that of a member of this name.
    OtherNumber {
        /// Whose number it is.
        numbered: Vec<usize>,
        /// Who is called so.
        named: Vec<usize>,
    },
    /// The end of the ID number is not that of a member of this name.
    OtherIdentity(Vec<usize>),
}

impl<'a> Directory<'a> {
    /// The directory of a branch.
    #[must_use]
    pub fn new(members: &'a [Member], branch: &'a str) -> Self {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_alias: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_number: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (index, member) in members.iter().enumerate() {
            by_name.entry(&member.name).or_default().push(index);
            for alias in &member.aliases {
                let called = by_alias.entry(alias).or_default();
                if !called.contains(&index) {
                    called.push(index);
                }
            }
            for (rank, number) in member.numbers() {
                by_number.entry(key(number)).or_default().push((rank, index));
            }
        }
        Self { members, branch, by_name, by_alias, by_number }
    }

    /// The member with this index.
    #[must_use]
    pub fn member(&self, index: usize) -> Option<&'a Member> {
        self.members.get(index)
    }

    /// All of them.
    pub fn members(&self) -> impl Iterator<Item = &'a Member> {
        self.members.iter()
    }

    /// Whom a naming means: name, remark and numbers have to agree, as far as they are written.
    #[must_use]
    pub fn find(&self, naming: &Naming) -> Found {
        let (name, remark) = split_remark(&naming.name);
        let own = self.by_name.get(name);
        let by_alias = own.is_none();
        let called = own.or_else(|| self.by_alias.get(name)).cloned().unwrap_or_default();
        let numbered = naming.code.as_deref().map(|code| self.numbered(code));
        if let (true, Some(numbered)) = (called.is_empty(), &numbered) {
            let numbered = numbered.iter().map(|(_, index)| *index).collect();
            return Found::OtherNumber { numbered, named: called };
        }
        if called.is_empty() {
            return Found::Nobody;
        }
        let named = match self.narrowed(&called, remark) {
            Ok(named) => named,
            Err(found) => return found,
        };
        let fitting = match numbered {
            Some(numbered) => match Self::of_number(&numbered, &named) {
                fitting if fitting.is_empty() => {
                    let numbered = numbered.iter().map(|(_, index)| *index).collect();
                    return Found::OtherNumber { numbered, named };
                }
                fitting => fitting,
            },
            None => named,
        };
        let fitting = match naming.identity.as_deref() {
            Some(end) => match self.of_identity(end, &fitting) {
                of_identity if of_identity.is_empty() => return Found::OtherIdentity(fitting),
                of_identity => of_identity,
            },
            None => fitting,
        };
        match fitting.as_slice() {
            [member] => Found::One { member: *member, by_alias },
            _ => Found::Several(fitting),
        }
    }

    fn numbered(&self, code: &str) -> Vec<(usize, usize)> {
        self.by_number.get(&key(code)).cloned().unwrap_or_default()
    }

    /// Those of the name who have the number: as 编号, else as 序号, else in an earlier roster.
    fn of_number(numbered: &[(usize, usize)], named: &[usize]) -> Vec<usize> {
        let of_rank = |rank| numbered.iter().filter(move |(own, index)| *own == rank && named.contains(index));
        let ranks = (0..3).map(|rank| of_rank(rank).map(|(_, index)| *index).collect::<Vec<usize>>());
        ranks.into_iter().find(|fitting| !fitting.is_empty()).unwrap_or_default()
    }

    /// Those whose ID number ends so; the only one of the name, where the roster does not say how it ends.
    fn of_identity(&self, end: &str, named: &[usize]) -> Vec<usize> {
        let ends_so = |index: &usize| self.member(*index).and_then(|member| member.has_identity_end(end));
        let fitting: Vec<usize> = named.iter().copied().filter(|index| ends_so(index) == Some(true)).collect();
        match named {
            [only] if ends_so(only).is_none() => vec![*only],
            _ if named.iter().all(|index| ends_so(index).is_none()) => named.to_vec(),
            _ => fitting,
        }
    }

    /// Those whom the remark behind the name leaves.
    fn narrowed(&self, called: &[usize], remark: Option<&str>) -> Result<Vec<usize>, Found> {
        let keep = |is_meant: &dyn Fn(&Member) -> bool| -> Vec<usize> {
            called.iter().copied().filter(|index| self.member(*index).is_some_and(is_meant)).collect()
        };
        let Some(remark) = remark else {
            // Where the roster calls one 张伟 and another 张伟（小）, the plain name is the first one's.
            let plain = keep(&|member| member.remark.is_none());
            return Ok(if plain.len() == 1 { plain } else { called.to_vec() });
        };
        let end = identity_end_of(remark).filter(|_| remark.chars().count() >= 4);
        let ways: [&dyn Fn(&Member) -> bool; 4] = [
            &|member| member.remark.as_deref() == Some(remark),
            &|member| is_name_of(remark, member),
            &|member| member.goes_by(remark),
            &|member| end.as_deref().is_some_and(|end| member.has_identity_end(end) == Some(true)),
        ];
        if let Some(meant) = ways.into_iter().map(keep).find(|meant| !meant.is_empty()) {
            return Ok(meant);
        }
        if self.is_own_branch(remark) {
            return Ok(called.to_vec());
        }
        if self.is_other_branch(remark) {
            return Err(Found::OfAnotherBranch);
        }
        // Any other remark (女, 预备) is nothing that the roster could contradict, unless it has one of its own.
        let left = keep(&|member| member.remark.is_none());
        if left.is_empty() { Err(Found::OtherRemark(called.to_vec())) } else { Ok(left) }
    }

    fn is_own_branch(&self, remark: &str) -> bool {
        remark.chars().count() > 1 && self.branch.contains(&*stem(remark))
    }

    /// Whether a remark names a branch that is not this one. A branch that is only called as its file does not tell.
    fn is_other_branch(&self, remark: &str) -> bool {
        let is_place = |name: &str| PLACES.iter().any(|end| name.ends_with(end) && name != *end);
        is_place(remark) && is_place(self.branch)
    }
}

/// What makes the branch that a remark names its own.
#[must_use]
pub fn stem(remark: &str) -> String {
    let named = read_title(remark, None).branch;
    branch_stem(named.as_deref().unwrap_or(remark)).to_owned()
}

fn is_name_of(remark: &str, member: &Member) -> bool {
    let remark = person(remark);
    remark == member.name || member.aliases.iter().any(|alias| remark.ends_with(alias.as_str()))
}

/// Numbers are the same whatever their zeros before and the size of their letters.
fn key(number: &str) -> String {
    without_zeros(number).to_uppercase()
}
