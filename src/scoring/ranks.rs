//! Ranks and means.

use crate::model::Points;

/// Competition ranks (1, 2, 2, 4), the highest first, in the order given.
#[must_use]
pub fn competition_ranks(scores: &[Points]) -> Vec<usize> {
    let mut sorted = scores.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    scores.iter().map(|score| sorted.partition_point(|other| other > score) + 1).collect()
}

/// The mean, rounded half away from zero to two places; `None` of nothing.
#[must_use]
pub fn mean(scores: &[Points]) -> Option<Points> {
    let sum: Points = scores.iter().copied().sum();
    (!scores.is_empty()).then(|| (sum / Points::count(scores.len())).round(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_share_a_rank_and_the_next_is_skipped() {
        let scores = [70, 90, 80, 80].map(Points::whole);
        assert_eq!(competition_ranks(&scores), [4, 1, 2, 2]);
    }

    #[test]
    fn the_mean_is_rounded_once() {
        let scores = ["70.005", "70.005", "70"].map(|text| Points::parse(text).unwrap());
        assert_eq!(mean(&scores), Some(Points::parse("70").unwrap()));
        assert_eq!(mean(&[]), None);
    }
}
