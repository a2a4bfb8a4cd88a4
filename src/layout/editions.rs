//! A roster and a later one of the same branch: who is the same person, and what the later one knows better.

use std::collections::HashMap;

use super::codes::M112;
use super::settle::cell_of_name;
use crate::model::{Diagnostic, Member};

/// The rosters of one branch as one. Rosters on sheets of their own that list mostly the same people are editions of one
/// roster, the last one the latest; any others belong together.
#[must_use]
pub fn merge_editions(listed: Vec<Member>) -> (Vec<Member>, Vec<Diagnostic>) {
    let mut rosters: Vec<Vec<Member>> = Vec::new();
    for member in listed {
        let place = |member: &Member| (member.source.file.clone(), member.source.sheet.clone());
        let own = rosters.iter_mut().find(|roster| roster.first().is_some_and(|first| place(first) == place(&member)));
        match own {
            Some(roster) => roster.push(member),
            None => rosters.push(vec![member]),
        }
    }
    let mut rosters = rosters.into_iter();
    let mut whole = rosters.next().unwrap_or_default();
    let mut problems = Vec::new();
    for later in rosters {
        if are_editions(&whole, &later) {
            problems.extend(renew(&mut whole, later, true));
        } else {
            whole.extend(later);
        }
    }
    (whole, problems)
}

/// Whether two lists are editions of one: most of the longer are in both.
#[must_use]
pub fn are_editions(a: &[Member], b: &[Member]) -> bool {
    let both = pairs(a, b, true).iter().flatten().count();
    both > 0 && both * 2 > a.len().max(b.len())
}

/// Puts another edition of a roster into the one that is there. Each is listed once, as the later edition has it; who is
/// only in the earlier one and has no 转出时间 is told.
pub fn renew(roster: &mut Vec<Member>, other: Vec<Member>, is_later: bool) -> Vec<Diagnostic> {
    let is_edition = are_editions(roster, &other);
    let pairs = pairs(roster, &other, is_edition);
    let first_of_other = other.first().map(|member| member.source.clone());
    let first_here = roster.first().map(|member| member.source.clone());
    let mut missing = Vec::new();
    let mut found = vec![false; roster.len()];
    let mut added = Vec::new();
    for (member, pair) in other.into_iter().zip(pairs) {
        match pair.and_then(|at| Some((at, roster.get_mut(at)?))) {
            Some((at, here)) => {
                if let Some(found) = found.get_mut(at) {
                    *found = true;
                }
                if is_later { succeed(here, member) } else { recall(here, member) }
            }
            None => added.push(member),
        }
    }
    if is_edition {
        let gone = |member: &&Member| member.left.is_none() && member.died.is_none();
        if is_later {
            let lost = roster.iter().zip(&found).filter(|(_, found)| !**found).map(|(member, _)| member).filter(gone);
            missing.extend(lost.map(|member| not_in_later(member, first_of_other.as_ref())));
        } else {
            missing.extend(added.iter().filter(gone).map(|member| not_in_later(member, first_here.as_ref())));
        }
    }
    roster.extend(added);
    missing
}

fn not_in_later(member: &Member, later: Option<&crate::model::Source>) -> Diagnostic {
    let place = match later {
        Some(later) if later.file == member.source.file => format!("工作表「{}」", later.sheet),
        Some(later) => format!("「{}」", later.file),
        None => String::new(),
    };
    let message = format!("后来的花名册（{place}）里没有{}，又没有写转出或去世的时间，仍算在党员总数里。", member.name);
    M112.says(message).at(cell_of_name(member)).of_member(&member.name)
}

/// The later edition knows best; what it does not say, the earlier one still tells.
fn succeed(here: &mut Member, later: Member) {
    let earlier = std::mem::replace(here, later);
    recall(here, earlier);
}

/// Takes over from an earlier edition what this one does not say, and the numbers that lines of that time use. That
/// somebody had left is the later edition's to say.
fn recall(here: &mut Member, earlier: Member) {
    let numbers: Vec<String> = earlier.numbers().map(|(_, number)| number.to_owned()).collect();
    for number in numbers {
        if !here.goes_by(&number) {
            here.former_numbers.push(number);
        }
    }
    for alias in earlier.aliases {
        if !here.aliases.contains(&alias) {
            here.aliases.push(alias);
        }
    }
    here.born = here.born.or(earlier.born);
    here.joined = here.joined.or(earlier.joined);
    if here.came.is_none() {
        here.came = earlier.came;
        here.move_cells.came = earlier.move_cells.came;
    }
    here.died = here.died.or(earlier.died);
    here.party_group = here.party_group.take().or(earlier.party_group);
    here.confirmed = here.confirmed.or(earlier.confirmed);
    here.identity = here.identity.take().or(earlier.identity);
    here.identity_end = here.identity_end.take().or(earlier.identity_end);
    if here.facts.is_empty() {
        here.facts = earlier.facts;
    }
    if here.own_totals.is_empty() {
        here.own_totals = earlier.own_totals;
    }
}

/// Who of another list is whom in this one. In editions of one roster a name that each has once is the same person's.
fn pairs(roster: &[Member], other: &[Member], by_name_alone: bool) -> Vec<Option<usize>> {
    let (here, there) = (by_name(roster), by_name(other));
    let pair = |member: &Member| {
        let namesakes = here.get(member.name.as_str()).map_or(&[][..], Vec::as_slice);
        let alone = |names: Option<&Vec<usize>>| names.is_some_and(|names| names.len() == 1);
        let are_alone = by_name_alone && namesakes.len() == 1 && alone(there.get(member.name.as_str()));
        let find = |fits: &dyn Fn(&Member) -> bool| {
            namesakes.iter().copied().find(|index| roster.get(*index).is_some_and(fits))
        };
        find(&|own| own.is_same_person(member)).or_else(|| {
            find(&|own| {
                (own.id == member.id || are_alone)
                    && !own.is_certainly_another(member)
                    && !is_born_otherwise(own, member)
            })
        })
    };
    let mut taken = vec![false; roster.len()];
    let found = other.iter().map(pair).map(|found| {
        // Nobody is two people of one list.
        let is_taken = taken.get_mut(found?)?;
        if std::mem::replace(is_taken, true) { None } else { found }
    });
    found.collect()
}

fn is_born_otherwise(a: &Member, b: &Member) -> bool {
    a.born.zip(b.born).is_some_and(|(a, b)| !a.agrees_with(b))
}

fn by_name(members: &[Member]) -> HashMap<&str, Vec<usize>> {
    let mut names: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, member) in members.iter().enumerate() {
        names.entry(&member.name).or_default().push(index);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;

    /// Numbers and names after merging the rosters of a drawing, with the members that a later one lacks.
    fn merged(rosters: &[&str]) -> (String, Vec<Option<String>>) {
        let sheets = rosters.iter().enumerate();
        let drawing = sheets.map(|(at, rows)| format!("# 花名册{at}\n序号|姓名|出生年月|党员类别|转出时间\n{rows}\n"));
        let members = drawn::read(&drawing.collect::<String>()).parts.remove(0).members;
        let (members, problems) = merge_editions(members);
        let left = |member: &Member| member.left.map(|day| format!("→{day}")).unwrap_or_default();
        let listed: Vec<String> =
            members.iter().map(|member| format!("{}{}{}", member.id, member.name, left(member))).collect();
        (listed.join(" "), problems.into_iter().map(|problem| problem.member).collect())
    }

    #[test]
    fn the_later_roster_knows_who_left() {
        let first = "1|王伟||正式|\n2|李秀英||正式|\n3|张敏||正式|\n4|周建军||正式|";
        let missing = |names: &[&str]| names.iter().map(|name| Some((*name).to_owned())).collect::<Vec<_>>();
        for (rosters, members, lost) in [
            (&[first][..], "1王伟 2李秀英 3张敏 4周建军", &[][..]),
            (&[first, first], "1王伟 2李秀英 3张敏 4周建军", &[]),
            (
                &[first, "1|王伟||正式|\n2|李秀英||正式|2025-06-01\n3|张敏||正式|\n4|周建军||正式|"],
                "1王伟 2李秀英→2025-06-01 3张敏 4周建军",
                &[],
            ),
            // gone without a word, the numbers moved up; and someone new
            (
                &[first, "1|王伟||正式|\n2|张敏||正式|\n3|周建军||正式|\n4|孙丽||正式|"],
                "1王伟 2李秀英 2张敏 3周建军 4孙丽",
                &["李秀英"],
            ),
            // lists of different people belong together
            (&["1|王伟||正式|", "2|李秀英||正式|"], "1王伟 2李秀英", &[]),
            // namesakes stay apart
            (
                &[
                    "1|张伟|1970-01-01|正式|\n2|张伟|1985-01-01|正式|",
                    "1|张伟|1985-01-01|正式|\n2|张伟|1970-01-01|正式|",
                ],
                "1张伟 2张伟 1张伟 2张伟",
                &[],
            ),
        ] {
            assert_eq!(merged(rosters), (members.to_owned(), missing(lost)), "{rosters:?}");
        }
    }

    #[test]
    fn lines_of_before_may_use_the_numbers_of_before() {
        let drawing = "# 一\n序号|姓名|党员类别|性别\n1|王伟|正式|\n2|李秀英|正式|\n3|张敏|正式|
# 二\n序号|姓名|党员类别|性别\n1|王伟|正式|\n2|张敏|正式|\n3|李秀英|正式|";
        let (members, _) = merge_editions(drawn::read(drawing).parts.remove(0).members);
        let min = members.iter().find(|member| member.name == "张敏").unwrap();
        assert_eq!((min.id.as_str(), min.goes_by("3"), min.goes_by("1")), ("2", true, false));
    }
}
