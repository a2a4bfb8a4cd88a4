//! Points are exact numbers.

use jifen::model::Points;
use proptest::prelude::*;

/// Any figure that can be read.
fn decimal() -> impl Strategy<Value = Points> {
    (-999_999_999_i64..=999_999_999, 0_u32..1_000_000).prop_map(|(whole, places)| {
        let sign = if whole < 0 { "-" } else { "" };
        Points::parse(&format!("{sign}{}.{places:06}", whole.abs())).unwrap()
    })
}

/// Figures as rulebooks have them, quotients included.
fn figure() -> impl Strategy<Value = Points> {
    (-100_000_i64..=100_000, 1_i64..=60).prop_map(|(over, under)| Points::whole(over) / Points::whole(under))
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(points in decimal()) {
        prop_assert_eq!(Points::parse(&points.to_string()).unwrap(), points);
        let json = serde_json::to_string(&points).unwrap();
        prop_assert_eq!(serde_json::from_str::<Points>(&json).unwrap(), points);
    }

    #[test]
    fn printing_is_plain(points in figure()) {
        let shown = points.to_string();
        prop_assert!(shown.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.'), "{}", shown);
        prop_assert!(!shown.contains('.') || !shown.ends_with(['0', '.']), "{}", shown);
        prop_assert!(shown != "-0");
    }

    #[test]
    fn sums_and_products_are_those_of_numbers(a in figure(), b in figure(), c in figure()) {
        prop_assert_eq!(a + b, b + a);
        prop_assert_eq!((a + b) + c, a + (b + c));
        prop_assert_eq!(a * b, b * a);
        prop_assert_eq!(a * (b + c), a * b + a * c);
        prop_assert_eq!(a - a, Points::ZERO);
        prop_assert_eq!(a + -a, Points::ZERO);
        prop_assert_eq!((a - b) + b, a);
        prop_assert!(b.is_zero() || a / b * b == a);
        prop_assert_eq!([a, b, c].into_iter().sum::<Points>(), c + b + a);
    }

    #[test]
    fn order_is_that_of_numbers(a in figure(), b in figure(), c in figure()) {
        prop_assert_eq!(a < b, (b - a) > Points::ZERO);
        prop_assert_eq!(a < b, a + c < b + c);
        prop_assert_eq!(a.is_negative(), a < Points::ZERO);
        prop_assert_eq!(a.abs(), a.max(-a));
    }

    #[test]
    fn rounding_is_half_away_from_zero(points in figure(), places in 0_u32..=6) {
        let rounded = points.round(places);
        let unit = (0..places).fold(Points::whole(1), |unit, _| unit / Points::whole(10));
        prop_assert!(rounded.is_multiple_of(unit));
        let off = (rounded - points).abs() * Points::whole(2);
        prop_assert!(off <= unit);
        prop_assert!(off < unit || rounded.abs() > points.abs());
        prop_assert_eq!((-points).round(places), -rounded);
        prop_assert_eq!(rounded.round(places), rounded);
    }

    #[test]
    fn the_floor_is_the_largest_whole_number_below(points in figure()) {
        let floor = Points::whole(i64::try_from(points.floor()).unwrap());
        prop_assert!(floor <= points && points < floor + Points::whole(1));
        prop_assert_eq!(points.is_multiple_of(Points::whole(1)), floor == points);
    }

    #[test]
    fn no_text_trips_the_reader(text in "\\PC*") {
        let _ = Points::parse(&text);
    }

    #[test]
    fn what_is_too_large_or_too_fine_is_refused(whole in 1_000_000_000_u128.., places in 1_u32..9_999_999) {
        prop_assert!(Points::parse(&whole.to_string()).is_err());
        let fine = format!("0.{places:07}");
        prop_assert_eq!(Points::parse(&fine).is_ok(), places % 10 == 0);
    }
}
