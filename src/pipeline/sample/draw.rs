//! The draw itself: nothing but digests of texts that the check list prints, so that anybody can make it again.
//!
//! `docs/抽查.md` describes it; `tests/tools/redo_draw.py` makes it again without this program. A change of anything here
//! is another [`VERSION`].

use std::collections::BTreeMap;

use crate::model::Digest;

/// The version of the draw.
pub const VERSION: &str = "1";
/// One of so many branches is drawn, rounded up.
const ONE_OF: usize = 3;

/// The SHA-256 of texts with `|` between them, in UTF-8.
#[must_use]
pub fn digest(parts: &[&str]) -> Digest {
    Digest::of(parts.join("|").as_bytes())
}

/// A branch that may be drawn.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// The stratum; one and the same for all where the draw is not stratified.
    pub stratum: String,
    /// Whether it has to be drawn, because it was left out twice running.
    pub due: bool,
}

/// What became of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its digest.
    pub digest: Digest,
    /// Its place in its stratum, from 1.
    pub place: usize,
    /// Whether it is drawn.
    pub drawn: bool,
}

/// Draws branches: in each stratum those that are due, then by digest, until a third of them is drawn, rounded up.
#[must_use]
pub fn draw_branches(seed: &str, candidates: &[Candidate]) -> Vec<Placed> {
    let mut placed: Vec<Placed> =
        candidates.iter().map(|one| Placed { digest: digest(&[seed, &one.name]), place: 0, drawn: false }).collect();
    let mut strata: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, one) in candidates.iter().enumerate() {
        strata.entry(&one.stratum).or_default().push(index);
    }
    for mut members in strata.into_values() {
        let is_due = |index: &usize| candidates.get(*index).is_some_and(|one| one.due);
        let digest = |index: usize| placed.get(index).map(|one| one.digest);
        members.sort_by_key(|index| (!is_due(index), digest(*index)));
        let due = members.iter().filter(|index| is_due(index)).count();
        let count = members.len().div_ceil(ONE_OF).max(due);
        for (at, index) in members.into_iter().enumerate() {
            if let Some(one) = placed.get_mut(index) {
                (one.place, one.drawn) = (at + 1, at < count);
            }
        }
    }
    placed
}

/// The least digest of an entry's tickets: the more tickets, the smaller it is likely to be.
#[must_use]
pub fn least_ticket(seed: &str, [file, sheet, cell]: [&str; 3], tickets: usize) -> Digest {
    let first = digest(&[seed, file, sheet, cell, "1"]);
    (2..=tickets).map(|number| digest(&[seed, file, sheet, cell, &number.to_string()])).fold(first, Ord::min)
}

/// Which are drawn: so many with the least digests; of equal ones those that stand first.
#[must_use]
pub fn draw_least(digests: &[Digest], count: usize) -> Vec<bool> {
    let mut order: Vec<(Digest, usize)> = digests.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut drawn = vec![false; digests.len()];
    for (_, index) in order.into_iter().take(count) {
        if let Some(one) = drawn.get_mut(index) {
            *one = true;
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(count: usize, due: &[usize]) -> Vec<Candidate> {
        let one = |number: usize| Candidate {
            name: format!("第{number}村党支部"),
            stratum: if number.is_multiple_of(2) { "双" } else { "单" }.to_owned(),
            due: due.contains(&number),
        };
        (1..=count).map(one).collect()
    }

    fn drawn(seed: &str, candidates: &[Candidate]) -> Vec<String> {
        let placed = draw_branches(seed, candidates);
        candidates.iter().zip(placed).filter(|(_, one)| one.drawn).map(|(one, _)| one.name.clone()).collect()
    }

    #[test]
    fn a_third_of_each_stratum_is_drawn_rounded_up() {
        for (count, expected) in [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (14, 6)] {
            assert_eq!(drawn("甲", &candidates(count, &[])).len(), expected, "{count}");
        }
    }

    #[test]
    fn those_that_are_due_are_drawn_whatever_the_seed() {
        for seed in ["甲", "乙", "丙", "丁"] {
            let names = drawn(seed, &candidates(12, &[2, 4, 6]));
            assert!(["第2村党支部", "第4村党支部", "第6村党支部"].iter().all(|due| names.iter().any(|n| n == due)));
            assert_eq!(names.len(), 5, "{names:?}");
        }
    }

    #[test]
    fn the_order_of_the_branches_makes_no_difference() {
        let mut all = candidates(11, &[3]);
        let mut before = drawn("甲", &all);
        all.reverse();
        let mut after = drawn("甲", &all);
        before.sort();
        after.sort();
        assert_eq!(before, after);
    }

    /// By arithmetic: the least of w+1 numbers is that of one of w as often as w to 1.
    #[test]
    fn more_tickets_are_drawn_more_often() {
        let wins = (0..2_000)
            .filter(|seed: &u32| {
                let seed = seed.to_string();
                let heavy = least_ticket(&seed, ["a.xlsx", "登记", "A2"], 5);
                heavy < least_ticket(&seed, ["a.xlsx", "登记", "A3"], 1)
            })
            .count();
        assert!((1_600..=1_735).contains(&wins), "{wins} of 2000, expected about 1667");
    }

    #[test]
    fn a_digest_is_that_of_the_printed_text() {
        // printf '2025149|东河村党支部' | sha256sum
        let expected = "c6d41532b1396d751e3263a64502edc26223736f4521081914125faa211bf0ea";
        assert_eq!(digest(&["2025149", "东河村党支部"]).to_string(), expected);
    }

    #[test]
    fn the_least_are_drawn() {
        let digests: Vec<Digest> = ["a", "b", "c", "a"].iter().map(|text| Digest::of(text.as_bytes())).collect();
        assert_eq!(draw_least(&digests, 9), [true; 4]);
        assert_eq!(draw_least(&digests, 0), [false; 4]);
        assert_eq!(draw_least(&digests, 2).iter().filter(|one| **one).count(), 2);
    }
}
