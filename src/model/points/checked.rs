//! Arithmetic for what people write: where a number leaves what can be held there is none, and the run goes on.

use num_rational::Ratio;
use num_traits::CheckedDiv;
use serde::Deserialize;

use super::{PLACES, Points};

/// How a number becomes one of fewer places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest, halves away from 0 (四舍五入, as Excel's ROUND).
    #[default]
    HalfUp,
    /// To the nearest, halves to the even digit (四舍六入五成双).
    HalfEven,
    /// Away from 0 (进位, as Excel's ROUNDUP).
    Up,
    /// Towards 0 (舍去, as Excel's ROUNDDOWN).
    Down,
    /// To the lower one.
    Floor,
    /// To the higher one.
    Ceiling,
}

impl Rounding {
    /// The word for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::HalfUp => "四舍五入",
            Self::HalfEven => "四舍六入五成双",
            Self::Up => "向上进位",
            Self::Down => "舍去",
            Self::Floor => "取较小的",
            Self::Ceiling => "取较大的",
        }
    }
}

/// Numerator and denominator stay below this: rounding and showing multiply them by a million.
const PART: i128 = 10_i128.pow(30);
/// The number itself stays below this: what is shown has 28 digits, six of them places.
const WHOLE: i128 = 10_i128.pow(18);

impl Points {
    /// The sum, where it can be held.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        held(Self::checked_sum(&self.0, &other.0)?)
    }

    /// The difference, where it can be held.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    /// The product, where it can be held.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        held(Self::checked_product(&self.0, &other.0)?)
    }

    /// The quotient, where there is one and it can be held: none by 0.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        held(self.0.checked_div(&other.0)?)
    }

    /// The number with so many decimal places; none where that are more than six, or it cannot be held.
    #[must_use]
    pub fn checked_round(self, places: u32, way: Rounding) -> Option<Self> {
        if places > PLACES {
            return None;
        }
        let scale = 10_i128.pow(places);
        let scaled = Self::checked_product(&self.0, &Ratio::from_integer(scale))?;
        let (numerator, denominator) = (*scaled.numer(), *scaled.denom());
        let (lower, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
        // The rest against what it leaves of a whole one: a half where the two are equal.
        let against_half = rest.cmp(&(denominator - rest));
        let goes_up = rest != 0
            && match way {
                Rounding::HalfUp => against_half.is_gt() || (against_half.is_eq() && numerator > 0),
                Rounding::HalfEven => against_half.is_gt() || (against_half.is_eq() && lower % 2 != 0),
                Rounding::Up => numerator > 0,
                Rounding::Down => numerator < 0,
                Rounding::Floor => false,
                Rounding::Ceiling => true,
            };
        held(Ratio::new(lower + i128::from(goes_up), scale))
    }
}

/// The number, where rounding and showing it cannot overflow.
fn held(number: Ratio<i128>) -> Option<Points> {
    let parts = number.numer().unsigned_abs() < PART.unsigned_abs() && *number.denom() < PART;
    (parts && number.numer().unsigned_abs() / number.denom().unsigned_abs() < WHOLE.unsigned_abs())
        .then_some(Points(number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points(text: &str) -> Points {
        Points::parse(text).unwrap()
    }

    #[test]
    fn each_way_of_rounding_goes_its_way() {
        use Rounding::{Ceiling, Down, Floor, HalfEven, HalfUp, Up};
        for (number, places, results) in [
            ("2.5", 0, ["3", "2", "3", "2", "2", "3"]),
            ("3.5", 0, ["4", "4", "4", "3", "3", "4"]),
            ("-2.5", 0, ["-3", "-2", "-3", "-2", "-3", "-2"]),
            ("-2.4", 0, ["-2", "-2", "-3", "-2", "-3", "-2"]),
            ("1.005", 2, ["1.01", "1", "1.01", "1", "1", "1.01"]),
            ("7", 2, ["7"; 6]),
            ("-0.001", 2, ["0", "0", "-0.01", "0", "-0.01", "0"]),
        ] {
            for (way, result) in [HalfUp, HalfEven, Up, Down, Floor, Ceiling].into_iter().zip(results) {
                assert_eq!(points(number).checked_round(places, way), Some(points(result)), "{number} {way:?}");
            }
        }
        assert_eq!(points("1").checked_round(7, HalfUp), None);
    }

    #[test]
    fn what_cannot_be_held_is_none_and_what_can_be_shows() {
        let mut large = points("999999999.999999");
        let mut fine = Points::whole(1).checked_div(points("999999937")).unwrap();
        for _ in 0..8 {
            for number in [large, fine] {
                assert!(!number.to_string().is_empty());
                assert!(number.checked_round(6, Rounding::HalfUp).is_some());
            }
            let Some(larger) = large.checked_mul(large) else { break };
            large = larger;
            fine = fine.checked_mul(fine).unwrap_or(fine);
        }
        assert_eq!(large.checked_mul(large), None);
        assert_eq!(fine.checked_mul(fine).and_then(|fine| fine.checked_mul(fine)), None);
        assert_eq!(Points::whole(1).checked_div(Points::ZERO), None);
    }

    proptest! {
        #[test]
        fn what_fits_is_what_the_plain_operators_give(a in -9_999_999_i64..9_999_999, b in -9_999_999_i64..9_999_999) {
            let (a, b) = (Points::whole(a) / Points::whole(1000), Points::whole(b) / Points::whole(7));
            prop_assert_eq!(a.checked_add(b), Some(a + b));
            prop_assert_eq!(a.checked_sub(b), Some(a - b));
            prop_assert_eq!(a.checked_mul(b), Some(a * b));
            prop_assert_eq!(a.checked_div(b), (!b.is_zero()).then(|| a / b));
            prop_assert_eq!(b.checked_round(2, Rounding::HalfUp), Some(b.round(2)));
        }
    }
}
