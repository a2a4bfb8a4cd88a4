//! Which groups are too small to be told of: less than five people, and whoever could be reckoned from the rest.

/// The fewest people of whom a figure may be published.
pub const FEWEST: usize = 5;
/// What stands for a count below that.
pub const FEW: &str = "〈5";
/// What stands for a figure that is not published.
pub const NOT_TOLD: &str = "不公布";

/// Of groups that together make a whole whose sum is published: which must not be told. Groups of nobody tell nothing.
///
/// A single small group could be reckoned as the whole less the others, and so could several that have less than
/// [`FEWEST`] people together; then the next smallest group is kept back too.
pub fn withheld(sizes: &[usize]) -> Vec<bool> {
    let mut kept: Vec<bool> = sizes.iter().map(|size| (1..FEWEST).contains(size)).collect();
    if !kept.contains(&true) {
        return kept;
    }
    loop {
        let held = || sizes.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(size, _)| *size);
        if held().count() > 1 && held().sum::<usize>() >= FEWEST {
            return kept;
        }
        let free = sizes.iter().enumerate().filter(|(index, size)| **size > 0 && kept.get(*index) == Some(&false));
        let Some((next, _)) = free.min_by_key(|(_, size)| **size) else { return kept };
        if let Some(kept) = kept.get_mut(next) {
            *kept = true;
        }
    }
}

/// A count of people as it may be published: nobody, or at least five.
pub fn count(people: usize, is_withheld: bool) -> String {
    match people {
        1..FEWEST => FEW.to_owned(),
        _ if is_withheld => NOT_TOLD.to_owned(),
        _ => people.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_groups_take_the_next_smallest_along() {
        for (sizes, kept) in [
            (&[23, 7, 9][..], &[false, false, false][..]),
            (&[23, 3, 9, 0], &[false, true, true, false]),
            (&[23, 4, 9, 4], &[false, true, false, true]),
            (&[23, 1, 9, 1, 8], &[false, true, false, true, true]),
            (&[3], &[true]),
            (&[], &[]),
        ] {
            assert_eq!(withheld(sizes), kept, "{sizes:?}");
        }
        assert_eq!(
            [count(0, true), count(4, false), count(9, true), count(9, false)],
            ["不公布", "〈5", "不公布", "9"]
        );
    }
}
