//! Places under quotas: never more than there are, ties share a fate, and nobody climbs.

use std::sync::OnceLock;

use jifen::model::Points;
use jifen::rules::{RuleSet, builtin, default_id};
use jifen::scoring::{Allocation, Contender, Refusal, Ruling, allocate};
use proptest::prelude::*;

fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| builtin(&default_id()).unwrap().unwrap())
}

/// Contenders with few different keys, so that many tie; the grade is what the first key gives.
fn contenders() -> impl Strategy<Value = Vec<Contender>> {
    let one = (6_i64..=11, 0_i64..=1, 0_i64..=1).prop_map(|(tens, bonus, base)| {
        let by_points = match tens {
            10.. => 0,
            9 => 1,
            8 => 2,
            7 => 4,
            _ => 6,
        };
        Contender { keys: [tens * 10, bonus, base].map(Points::whole).to_vec(), by_points }
    });
    prop::collection::vec(one, 0..60)
}

/// Members counted: the contenders, and others.
fn electorate() -> impl Strategy<Value = (Vec<Contender>, usize, u32)> {
    (contenders(), 0_usize..40, 1_u32..=5).prop_map(|(who, others, year)| {
        let counted = who.len() + others;
        (who, counted, year)
    })
}

/// Rulings about anyone and any grade.
fn rulings(contenders: usize) -> impl Strategy<Value = Vec<Ruling>> {
    let one = (0..contenders.max(1), 0_usize..3, any::<bool>());
    prop::collection::vec(one, 0..8).prop_map(|mut all| {
        all.sort_unstable();
        all.dedup_by_key(|(contender, grade, _)| (*contender, *grade));
        all.into_iter().map(|(contender, grade, awarded)| Ruling { contender, grade, awarded }).collect()
    })
}

fn places_hold(who: &[Contender], places: &Allocation) -> Result<(), TestCaseError> {
    let rules = rules();
    for quota in &places.quotas {
        prop_assert!(quota.awarded.len() + quota.reserved <= quota.limit);
        prop_assert!(quota.contested.is_empty() || quota.reserved > 0);
        prop_assert!(quota.contested.is_empty() || quota.contested.len() > quota.reserved);
        prop_assert!(quota.awarded.iter().all(|who| !quota.contested.contains(who)));
        prop_assert!(quota.awarded.iter().chain(&quota.contested).all(|who| quota.candidates.contains(who)));
        let mut once = quota.awarded.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), quota.awarded.len());
        for contender in 0..who.len() {
            let has = places.grades[contender] == quota.grade;
            prop_assert_eq!(has, quota.awarded.contains(&contender));
            prop_assert_eq!(places.contested[contender].contains(&quota.grade), quota.contested.contains(&contender));
        }
    }
    for (contender, grade) in who.iter().zip(&places.grades) {
        prop_assert!(*grade >= contender.by_points, "somebody climbed");
        let stars = rules.grades[*grade].stars;
        prop_assert!(rules.grades[contender.by_points].stars < 3 || stars >= 2, "somebody fell below two stars");
    }
    for contested in &places.contested {
        prop_assert!(contested.is_sorted());
    }
    Ok(())
}

proptest! {
    #[test]
    fn quotas_are_never_exceeded((who, counted, year) in electorate()) {
        let rules = rules();
        let places = allocate(rules, year, &|_| counted, &who, &[]);
        places_hold(&who, &places)?;
        for quota in &places.quotas {
            let share = quota.percent.unwrap() * Points::count(counted) / Points::whole(100);
            prop_assert_eq!(quota.limit, usize::try_from(share.floor()).unwrap());
        }
    }

    #[test]
    fn equal_keys_share_a_fate_and_better_keys_fare_no_worse((who, counted, year) in electorate()) {
        let places = allocate(rules(), year, &|_| counted, &who, &[]);
        for (a, first) in who.iter().enumerate() {
            for (b, second) in who.iter().enumerate() {
                if first.keys == second.keys {
                    prop_assert_eq!(places.grades[a], places.grades[b]);
                    prop_assert_eq!(&places.contested[a], &places.contested[b]);
                } else if first.keys > second.keys && places.contested.iter().all(Vec::is_empty) {
                    prop_assert!(places.grades[a] <= places.grades[b]);
                }
            }
        }
    }

    #[test]
    fn who_stands_where_in_the_list_does_not_matter(
        (who, counted, year) in electorate(),
        seed in any::<u64>(),
    ) {
        let mut order: Vec<usize> = (0..who.len()).collect();
        order.sort_by_key(|place| (*place as u64 + 1).wrapping_mul(seed | 1));
        let moved: Vec<Contender> = order.iter().map(|place| who[*place].clone()).collect();
        let rules = rules();
        let before = allocate(rules, year, &|_| counted, &who, &[]);
        let after = allocate(rules, year, &|_| counted, &moved, &[]);
        for (now, then) in order.iter().enumerate() {
            prop_assert_eq!(after.grades[now], before.grades[*then]);
            prop_assert_eq!(&after.contested[now], &before.contested[*then]);
        }
        for (a, b) in before.quotas.iter().zip(&after.quotas) {
            prop_assert_eq!((a.limit, a.reserved, a.awarded.len()), (b.limit, b.reserved, b.awarded.len()));
        }
    }

    #[test]
    fn no_place_is_left_empty_while_somebody_waits_for_it((who, counted, year) in electorate()) {
        for quota in allocate(rules(), year, &|_| counted, &who, &[]).quotas {
            let taken = quota.awarded.len() + quota.reserved;
            prop_assert!(taken == quota.limit || quota.awarded.len() == quota.candidates.len());
        }
    }

    #[test]
    fn rulings_never_break_a_quota_and_each_is_followed_or_refused(
        ((who, counted, year), given) in electorate().prop_flat_map(|all| {
            let given = rulings(all.0.len());
            (Just(all), given)
        }),
    ) {
        let given: Vec<Ruling> = given.into_iter().filter(|ruling| ruling.contender < who.len()).collect();
        let places = allocate(rules(), year, &|_| counted, &who, &given);
        places_hold(&who, &places)?;
        for (index, ruling) in given.iter().enumerate() {
            let refusal = places.refused.iter().find(|(refused, _)| *refused == index).map(|(_, why)| *why);
            let quota = &places.quotas[ruling.grade];
            match refusal {
                None if ruling.awarded => prop_assert!(quota.awarded.contains(&ruling.contender)),
                None => prop_assert!(!quota.awarded.contains(&ruling.contender)),
                Some(Refusal::ExceedsQuota) => prop_assert!(quota.contested.contains(&ruling.contender)),
                Some(Refusal::NotContested) => prop_assert!(!quota.contested.contains(&ruling.contender)),
            }
        }
    }
}
