//! Pairs what is expected with what was read.

/// For each that is expected, the index of what was read in its place: as many pairs as can be, each at most once.
pub fn matched<A, B>(expected: &[A], read: &[B], fits: impl Fn(&A, &B) -> bool) -> Vec<Option<usize>> {
    let candidates: Vec<Vec<usize>> = expected
        .iter()
        .map(|it| read.iter().enumerate().filter(|(_, read)| fits(it, read)).map(|(index, _)| index).collect())
        .collect();
    let mut owner: Vec<Option<usize>> = vec![None; read.len()];
    for index in 0..expected.len() {
        place(index, &candidates, &mut owner, &mut vec![false; read.len()]);
    }
    (0..expected.len()).map(|index| owner.iter().position(|it| *it == Some(index))).collect()
}

/// Gives one of its candidates to this one, if need be by giving the owner another.
fn place(index: usize, candidates: &[Vec<usize>], owner: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for candidate in &candidates[index] {
        if std::mem::replace(&mut tried[*candidate], true) {
            continue;
        }
        if owner[*candidate].is_none_or(|other| place(other, candidates, owner, tried)) {
            owner[*candidate] = Some(index);
            return true;
        }
    }
    false
}

/// The length of the longest list that both hold in their order.
pub fn longest_common(left: &[String], right: &[String]) -> usize {
    let mut best = vec![0; right.len() + 1];
    for a in left {
        let mut diagonal = 0;
        for (index, b) in right.iter().enumerate() {
            let above = best[index + 1];
            best[index + 1] = if a == b { diagonal + 1 } else { above.max(best[index]) };
            diagonal = above;
        }
    }
    best[right.len()]
}

#[test]
fn as_many_pairs_as_can_be() {
    let fits = |expected: &&str, read: &&str| expected.chars().any(|letter| read.contains(letter));
    assert_eq!(matched(&["ab", "a"], &["a", "b"], fits), [Some(1), Some(0)]);
    assert_eq!(matched(&["a", "a"], &["a", "b"], fits), [Some(0), None]);
    let list = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    assert_eq!(longest_common(&list("roster ledger summary"), &list("roster summary tasks")), 2);
}
