//! The generator's own reckoning, kept apart from the program's: points in halves, straight from the rulebook.

use std::collections::BTreeMap;

use crate::calendar::quarter;
use crate::items::{Halves, Kind};
use crate::ledger::{Line, State};

/// A member's points.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    pub base: Halves,
    pub bonus: Halves,
    /// Without sign.
    pub penalty: Halves,
    pub vetoed: bool,
}

impl Tally {
    /// Base and bonus less penalty.
    pub fn score(self) -> Halves {
        self.base + self.bonus - self.penalty
    }
}

/// What one member's lines come to.
pub fn tally<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Tally {
    let lines: Vec<&Line> = lines.into_iter().filter(|line| line.state == State::Counted).collect();
    let of = |code: &str| -> Vec<&Line> { lines.iter().copied().filter(|line| line.event.item.code == code).collect() };
    let sum = |code: &str| -> Halves { of(code).iter().map(|line| line.event.worth()).sum() };
    let by_quarter = |code: &str, most: Halves| -> Halves {
        let mut quarters = [0; 4];
        of(code).iter().for_each(|line| quarters[quarter(line.event.date)] += line.event.worth());
        quarters.iter().map(|points| (*points).min(most)).sum()
    };
    let by_matter = |code: &str| -> Halves {
        let mut matters = BTreeMap::new();
        for line in of(code) {
            let price = line.event.item.price(line.event.level).unwrap();
            let best = matters.entry(line.event.matter.as_str()).or_insert(0);
            *best = price.max(*best);
        }
        matters.values().sum()
    };
    Tally {
        base: (40 - sum("J01")).max(0) + (50 - sum("J02")).max(0) + (20 - sum("J03")).max(0) + sum("J04").min(30),
        bonus: sum("Z01")
            + sum("Z02")
            + sum("Z03").min(10)
            + sum("Z04")
            + by_matter("Z05")
            + by_quarter("Z06", 12)
            + by_quarter("Z07", 6)
            + sum("Z08"),
        penalty: sum("K01") + sum("K02") + sum("K03") + sum("K04") + by_matter("K05") + sum("K06"),
        vetoed: lines.iter().any(|line| line.event.item.kind == Kind::Veto),
    }
}
