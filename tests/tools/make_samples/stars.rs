//! The generator's own allotment of stars within one branch, first year: 5%, 10%, 15%.

use crate::score::Tally;

/// Where a member ends.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Standing {
    pub grade: &'static str,
    pub stars: u8,
    /// Levels at which only the assembly can decide, highest first.
    pub contested: Vec<&'static str>,
}

/// Level, points in halves from which it is reached, per cent of the members, stars.
const LEVELS: [(&str, i32, usize, u8); 3] = [("五星级", 200, 5, 5), ("四星级", 180, 10, 4), ("三星级", 160, 15, 3)];

/// The standings of the members that count, in their order.
pub fn allot(tallies: &[Tally]) -> Vec<Standing> {
    let mut standings: Vec<Standing> = tallies.iter().map(|tally| below_three(*tally)).collect();
    let key = |index: &usize| {
        let tally = tallies[*index];
        (tally.score(), tally.bonus, tally.base)
    };
    let mut waiting: Vec<usize> = Vec::new();
    let mut above = i32::MAX;
    for (level, from, percent, stars) in LEVELS {
        let own = |index: &usize| !tallies[*index].vetoed && (from..above).contains(&tallies[*index].score());
        waiting.extend((0..tallies.len()).filter(own));
        above = from;
        waiting.sort_by_key(|index| (std::cmp::Reverse(key(index)), *index));
        let mut places = tallies.len() * percent / 100;
        let mut passed = Vec::new();
        for group in waiting.chunk_by(|one, other| key(one) == key(other)) {
            if group.len() <= places {
                places -= group.len();
                for index in group {
                    standings[*index] =
                        Standing { grade: level, stars, contested: standings[*index].contested.clone() };
                }
                continue;
            }
            if places > 0 {
                group.iter().for_each(|index| standings[*index].contested.push(level));
            }
            places = 0;
            passed.extend_from_slice(group);
        }
        waiting = passed;
    }
    for index in waiting {
        standings[index].grade = "二星级";
        standings[index].stars = 2;
    }
    standings
}

fn below_three(tally: Tally) -> Standing {
    let (grade, stars) = match tally.score() {
        _ if tally.vetoed => ("不合格", 0),
        160.. => ("", 0),
        150.. => ("二星级", 2),
        140.. => ("一星级", 1),
        130.. => ("未定级", 0),
        120.. => ("无星", 0),
        _ => ("不合格", 0),
    };
    Standing { grade, stars, contested: Vec::new() }
}
