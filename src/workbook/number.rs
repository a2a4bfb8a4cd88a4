//! From the binary numbers of spreadsheets to the decimals that their users typed. No float goes further than here.

use std::fmt::Write as _;

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

/// Excel shows no more.
const DIGITS: u32 = 15;

/// Turns stored numbers into decimals; keeps the scratch space for the next one.
#[derive(Default)]
pub(super) struct Decimals {
    shortest: String,
}

impl Decimals {
    /// The shortest decimal that reads back to the same binary number, rounded to 15 digits. `None` where it is no
    /// number, or larger than a decimal can hold.
    pub(super) fn of(&mut self, stored: f64) -> Option<Decimal> {
        // Most figures are small whole numbers: exact, and quick.
        if stored.abs() < 1e15 && stored.trunc() == stored {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 10^15")]
            return Some(Decimal::from(stored as i64));
        }
        self.shortest.clear();
        write!(self.shortest, "{stored:e}").ok()?;
        let (digits, exponent) = self.shortest.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let mantissa: i128 = [whole, places].concat().parse().ok()?;
        let scale = i32::try_from(places.len()).ok()? - exponent;
        let figure = if scale < 0 {
            let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
            Decimal::try_from_i128_with_scale(mantissa.checked_mul(factor)?, 0).ok()?
        } else {
            // Finer than a decimal can hold is as good as nothing: what a sum of binary fractions leaves over.
            let too_fine = u32::try_from(scale).ok()?.saturating_sub(Decimal::MAX_SCALE);
            let kept = 10_i128.checked_pow(too_fine).map_or(0, |factor| mantissa / factor);
            Decimal::try_from_i128_with_scale(kept, u32::try_from(scale).ok()? - too_fine).ok()?
        };
        let rounded = figure.round_sf_with_strategy(DIGITS, rust_decimal::RoundingStrategy::MidpointAwayFromZero)?;
        Some(rounded.normalize())
    }
}

/// The date of a stored day count, where it is one that spreadsheets can show: 1 January 1900 to the end of 9999.
pub(super) fn date(stored: &calamine::ExcelDateTime) -> Option<NaiveDateTime> {
    if !stored.is_datetime() || !(1.0..2_958_466.0).contains(&stored.as_f64()) {
        return None;
    }
    let (year, month, day, hour, minute, second, milli) = stored.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
    date.and_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into())
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::*;

    #[test]
    fn what_was_typed_comes_back() {
        for (stored, typed) in [
            (0.1, "0.1"),
            ("2.6749999999999998".parse().unwrap(), "2.675"),
            (0.1 + 0.2, "0.3"),
            (-1.5, "-1.5"),
            (0.0, "0"),
            (100.0, "100"),
            (1e15, "1000000000000000"),
            (340_123_197_001_011_234.0, "340123197001011000"),
            (1.25e-7, "0.000000125"),
            (5.551_115_123_125_783e-17, "0.0000000000000000555111512312"),
            (5e-324, "0"),
        ] {
            assert_eq!(Decimals::default().of(stored).unwrap().to_string(), typed, "{stored}");
        }
        for stored in [f64::NAN, f64::INFINITY, 1e29, -1e300] {
            assert_eq!(Decimals::default().of(stored), None, "{stored}");
        }
    }

    #[test]
    fn only_plausible_day_counts_are_dates() {
        let shown = |serial: f64, from_1904| {
            date(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, from_1904)).map(|date| date.to_string())
        };
        assert_eq!(shown(45_731.0, false).unwrap(), "2025-03-15 00:00:00");
        assert_eq!(shown(45_731.5, false).unwrap(), "2025-03-15 12:00:00");
        assert_eq!(shown(44_269.0, true).unwrap(), "2025-03-15 00:00:00");
        assert_eq!(shown(59.0, false).unwrap(), "1900-02-28 00:00:00");
        for serial in [0.0, 0.5, -3.0, 60.0, 2_958_466.0, f64::NAN] {
            assert_eq!(shown(serial, false), None, "{serial}");
        }
        assert_eq!(date(&ExcelDateTime::new(3.0, ExcelDateTimeType::TimeDelta, false)), None);
    }
}
