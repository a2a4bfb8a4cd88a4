//! Holds the outcome against the plan: who is contested where, and that nothing was planted by accident.

use std::collections::BTreeMap;

use crate::branch::Branch;

/// Branch, levels, how many members.
const CONTESTED: [(&str, &str, usize); 5] = [
    ("北岭村", "四星级", 2),
    ("南坪村", "五星级、四星级", 3),
    ("清河社区", "三星级", 3),
    ("石桥村", "五星级", 2),
    ("西河村", "四星级", 2),
];

/// Stops where the townships are not what they are meant to be.
pub fn hold(qinghe: &[Branch], liulin: &[Branch]) {
    let mut contested: BTreeMap<(String, String), usize> = BTreeMap::new();
    for branch in qinghe.iter().chain(liulin) {
        for standing in branch.standings().values().filter(|standing| !standing.contested.is_empty()) {
            *contested.entry((branch.file.clone(), standing.contested.join("、"))).or_default() += 1;
        }
        nothing_by_accident(branch);
    }
    let planned: BTreeMap<_, _> =
        CONTESTED.iter().map(|(file, levels, count)| (((*file).to_owned(), (*levels).to_owned()), *count)).collect();
    assert_eq!(contested, planned, "contested places");
    assert!(liulin.iter().all(|branch| branch.lines.iter().all(|line| line.planted.is_empty())));
}

fn nothing_by_accident(branch: &Branch) {
    for (at, line) in branch.lines.iter().enumerate() {
        let event = &line.event;
        let same = |other: &&crate::ledger::Line| {
            let (one, two) = (event, &other.event);
            (line.member, one.date, one.item.code) == (other.member, two.date, two.item.code)
        };
        let twins = branch.lines[..at].iter().filter(same).count();
        assert!(
            twins == 0 || line.planted.iter().any(|planted| planted.code == "S101"),
            "{} {}",
            branch.file,
            event.date
        );
        if line.planted.is_empty() && line.written.is_empty() {
            let (from, to) = branch.window(line.member);
            assert!(event.date >= from && event.date <= to, "{} {} outside", branch.file, event.date);
            assert!(event.passed.is_some() == event.needs_vote() && event.passed.is_none_or(|vote| vote > event.date));
            assert!(event.entered >= event.date && (event.entered - event.date).num_days() < 30);
        }
    }
}
