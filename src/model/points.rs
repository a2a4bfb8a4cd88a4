//! Points (分): exact numbers, never floats.

mod checked;

pub use checked::Rounding;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, Signed, Zero};
use rust_decimal::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact number of points (分), or of what is counted in points: a fraction of two whole numbers.
///
/// It is read and printed as a decimal and has no float constructor. A figure that no decimal can hold
/// prints rounded half away from zero to six places.
///
/// Arithmetic is exact. What is read is bounded ([`Points::parse`] refuses figures of 10⁹ and more, and more
/// than six places), so sums and products of a year stay far inside the 128 bits used; should a
/// computation ever leave them, it stops the run rather than going on with a wrong number. What people write may go
/// further: formulas use [`Points::checked_add`] and its like, which give nothing there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(Ratio<i128>);

/// Why a text is no number of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PointsError {
    /// It is no decimal number.
    #[error("不是数字")]
    NotANumber,
    /// It is 1,000,000,000 or more, or has more than six decimal places.
    #[error("数字太大，或小数多于六位")]
    TooLarge,
}

/// Decimal places of a figure as read, and as shown where no decimal can hold it.
const PLACES: u32 = 6;
/// What is read stays below this.
const BOUND: i128 = 1_000_000_000;

impl Points {
    /// No points.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));

    /// A whole number of points.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self(Ratio::new_raw(number as i128, 1))
    }

    /// A count of things, as a number to multiply points with.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self(Ratio::from_integer(number as i128))
    }

    /// Reads a plain decimal: an optional sign, digits, at most one point.
    ///
    /// # Errors
    /// [`PointsError`] where it is none, or outside what can be points.
    pub fn parse(text: &str) -> Result<Self, PointsError> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = [whole, places].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        if !is_number {
            return Err(PointsError::NotANumber);
        }
        let decimal = Decimal::from_str_exact(text).map_err(|_| PointsError::TooLarge)?;
        Self::from_decimal(decimal).ok_or(PointsError::TooLarge)
    }

    /// The same number; `None` where it is too large for points, or finer than six places.
    #[must_use]
    pub fn from_decimal(decimal: Decimal) -> Option<Self> {
        let decimal = decimal.normalize();
        let denominator = 10_i128.checked_pow(decimal.scale())?;
        let in_bounds = decimal.scale() <= PLACES && decimal.mantissa().abs() < BOUND.checked_mul(denominator)?;
        let fraction = |mantissa| match denominator {
            1 => Ratio::from_integer(mantissa),
            _ => Ratio::new(mantissa, denominator),
        };
        in_bounds.then(|| Self(fraction(decimal.mantissa())))
    }

    /// The nearest decimal of `places` places, halves away from zero (as Excel's ROUND).
    #[must_use]
    pub fn round(self, places: u32) -> Self {
        if self.mantissa(places).is_some() {
            return self;
        }
        let scale = Self(Ratio::from_integer(10_i128.pow(places)));
        let scaled = self * scale;
        Self(scaled.0.round()) / scale
    }

    /// The largest whole number that does not exceed it.
    #[must_use]
    pub fn floor(self) -> i128 {
        self.0.floor().to_integer()
    }

    /// Whether it is a whole multiple of `step`; steps count from 0. Every number is a multiple of no step (0).
    #[must_use]
    pub fn is_multiple_of(self, step: Self) -> bool {
        step.is_zero() || (self / step).0.is_integer()
    }

    /// How many times `each` has to be taken to come to it at the least; 0 where `each` is nothing.
    #[must_use]
    pub fn times_of(self, each: Self) -> u32 {
        if each.is_zero() { 0 } else { u32::try_from((self / each).0.ceil().to_integer()).unwrap_or(0) }
    }

    /// The largest number of which both are whole multiples.
    #[must_use]
    pub fn common_measure(self, other: Self) -> Self {
        let (mut a, mut b) = (self.abs(), other.abs());
        while !b.is_zero() {
            (a, b) = (b, a - b * Self(Ratio::from_integer((a / b).floor())));
        }
        a
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below 0.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// Its distance from 0.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The number as a whole count, where it is one from 0 up.
    #[must_use]
    pub fn as_count(self) -> Option<u32> {
        if self.0.is_integer() { u32::try_from(self.0.to_integer()).ok() } else { None }
    }

    /// The decimal that shows it: exact where a decimal of six places can hold it, else rounded to six places.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        // The fewest places that hold it leave no trailing zeros.
        if let Some((mantissa, places)) = (0..=PLACES).find_map(|places| Some((self.mantissa(places)?, places))) {
            return Decimal::from_i128_with_scale(mantissa, places);
        }
        let shown = self.round(PLACES);
        let scaled = (shown * Self(Ratio::from_integer(10_i128.pow(PLACES)))).0.to_integer();
        Decimal::from_i128_with_scale(scaled, PLACES).normalize()
    }

    /// The number times 10 to the power of `places`, where that is whole.
    fn mantissa(self, places: u32) -> Option<i128> {
        let scale = 10_i128.pow(places);
        if scale % self.0.denom() == 0 { self.0.numer().checked_mul(&(scale / self.0.denom())) } else { None }
    }

    /// The sum; most are of a whole number and another, which leaves the other's denominator and nothing to reduce.
    fn checked_sum(a: &Ratio<i128>, b: &Ratio<i128>) -> Option<Ratio<i128>> {
        let (whole, other) = match (*a.denom(), *b.denom()) {
            (1, _) => (a, b),
            (_, 1) => (b, a),
            _ => return a.checked_add(b),
        };
        let numerator = whole.numer().checked_mul(other.denom())?.checked_add(*other.numer())?;
        Some(Ratio::new_raw(numerator, *other.denom()))
    }

    fn checked_product(a: &Ratio<i128>, b: &Ratio<i128>) -> Option<Ratio<i128>> {
        match (*a.denom(), *b.denom()) {
            (1, 1) => a.numer().checked_mul(b.numer()).map(Ratio::from_integer),
            _ => a.checked_mul(b),
        }
    }

    fn fold(self, other: Self, checked: impl Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>) -> Self {
        #[expect(clippy::panic, reason = "stopping is the contract: see the type's documentation")]
        match checked(&self.0, &other.0) {
            Some(number) => Self(number),
            None => panic!("分值超出了可以精确计算的范围"),
        }
    }
}

impl Default for Points {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.fold(other, Self::checked_sum)
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.fold(-other, Self::checked_sum)
    }
}

impl Mul for Points {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.fold(other, Self::checked_product)
    }
}

impl std::ops::Div for Points {
    type Output = Self;
    /// # Panics
    /// Where `other` is 0.
    fn div(self, other: Self) -> Self {
        self.fold(other, num_traits::CheckedDiv::checked_div)
    }
}

impl Neg for Points {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Points {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Add::add)
    }
}

impl Hash for Points {
    /// Numerator and denominator are in lowest terms: equal points have equal ones.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.numer().hash(state);
        self.0.denom().hash(state);
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_integer() { write!(f, "{}", self.0.numer()) } else { write!(f, "{}", self.to_decimal()) }
    }
}

impl fmt::Debug for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Points({})", self.0)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Points {
    /// From a text or a whole number. A TOML or JSON float has already lost its digits and is refused.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Points;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("整数，或加引号的小数（如 \"1.5\"）")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Points, E> {
                Points::parse(text).map_err(|error| E::custom(format!("「{text}」{error}")))
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Points, E> {
                Points::from_decimal(Decimal::from(number)).ok_or_else(|| E::custom(PointsError::TooLarge))
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Points, E> {
                Points::from_decimal(Decimal::from(number)).ok_or_else(|| E::custom(PointsError::TooLarge))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(text: &str) -> Points {
        Points::parse(text).unwrap()
    }

    #[test]
    fn decimals_read_back_as_they_were_written() {
        for (written, shown) in [
            ("0", "0"),
            ("69", "69"),
            ("72.25", "72.25"),
            ("-3", "-3"),
            ("+1.50", "1.5"),
            ("0.1", "0.1"),
            ("100", "100"),
        ] {
            assert_eq!(points(written).to_string(), shown);
        }
        assert_eq!(points("0.1") + points("0.2"), points("0.3"));
    }

    #[test]
    fn what_is_no_number_or_too_large_is_refused() {
        for text in ["", "一", "1e3", "1.2.3", "NaN", "--1"] {
            assert_eq!(Points::parse(text), Err(PointsError::NotANumber), "{text}");
        }
        for text in ["1000000000", "0.0000001", "99999999999999999999999999999999999999"] {
            assert_eq!(Points::parse(text), Err(PointsError::TooLarge), "{text}");
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        for (number, rounded) in [("2.675", "2.68"), ("-2.675", "-2.68"), ("1.005", "1.01"), ("99.994", "99.99")] {
            assert_eq!(points(number).round(2), points(rounded));
        }
    }

    #[test]
    fn a_third_is_exact_and_shown_to_six_places() {
        let third = points("1") / points("3");
        assert_eq!(third + third + third, points("1"));
        assert_eq!(third.to_string(), "0.333333");
    }

    #[test]
    fn steps_count_from_zero() {
        assert!(points("1.5").is_multiple_of(points("0.5")));
        assert!(!points("1.2").is_multiple_of(points("0.5")));
        assert!(points("1.2").is_multiple_of(Points::ZERO));
    }
}
