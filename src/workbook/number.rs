//! Numbers as their users typed them. The one float of the program stands here: the day count of a date.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

/// Excel shows no more digits: what is stored beyond them is what binary fractions leave over.
const DIGITS: u32 = 15;

/// Why a stored value is no decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoDecimal {
    /// It is no number.
    NotANumber,
    /// It is a number, and larger than any decimal.
    TooLarge,
}

/// The decimal that a stored number means: `2.6749999999999998` is 2.675, for nobody typed anything else.
///
/// What is finer than a decimal can hold is rounded off. There are no trailing zeros.
pub(super) fn decimal(stored: &[u8]) -> Result<Decimal, NoDecimal> {
    let (negative, unsigned) = match stored {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, stored),
    };
    let mut mantissa: i64 = 0;
    let (mut kept, mut scale, mut round_up) = (0_u32, 0_i32, false);
    let (mut any, mut in_places, mut exponent) = (false, false, 0);
    for (at, byte) in unsigned.iter().enumerate() {
        match byte {
            b'0'..=b'9' if kept < DIGITS => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                kept += u32::from(mantissa != 0);
                scale += i32::from(in_places);
                any = true;
            }
            b'0'..=b'9' => {
                if kept == DIGITS {
                    round_up = *byte >= b'5';
                    kept += 1;
                }
                scale -= i32::from(!in_places);
            }
            b'.' if !in_places => in_places = true,
            b'e' | b'E' if any => {
                exponent = exponent_of(unsigned.get(at + 1..).unwrap_or_default())?;
                break;
            }
            _ => return Err(NoDecimal::NotANumber),
        }
    }
    if !any {
        return Err(NoDecimal::NotANumber);
    }
    mantissa += i64::from(round_up);
    scaled(if negative { -mantissa } else { mantissa }, scale.saturating_sub(exponent))
}

fn exponent_of(text: &[u8]) -> Result<i32, NoDecimal> {
    let text = std::str::from_utf8(text).map_err(|_| NoDecimal::NotANumber)?;
    text.parse().map_err(|_| NoDecimal::NotANumber)
}

/// `mantissa` × 10^-`scale`.
fn scaled(mut mantissa: i64, mut scale: i32) -> Result<Decimal, NoDecimal> {
    if mantissa == 0 {
        return Ok(Decimal::ZERO);
    }
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    if scale < 0 {
        let factor = 10_i128.checked_pow(scale.unsigned_abs()).ok_or(NoDecimal::TooLarge)?;
        let number = i128::from(mantissa).checked_mul(factor).ok_or(NoDecimal::TooLarge)?;
        return Decimal::try_from_i128_with_scale(number, 0).map_err(|_| NoDecimal::TooLarge);
    }
    let scale = scale.unsigned_abs();
    let too_fine = scale.saturating_sub(Decimal::MAX_SCALE);
    let kept = 10_i64.checked_pow(too_fine).map_or(0, |factor| mantissa / factor);
    Ok(Decimal::new(kept, scale - too_fine).normalize())
}

/// The date of a stored day count, where it is one that spreadsheets can show: 1 January 1900 to the end of 9999.
pub(super) fn date(stored: &[u8], from_1904: bool) -> Option<NaiveDateTime> {
    let serial: f64 = std::str::from_utf8(stored).ok()?.parse().ok()?;
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let serial = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, from_1904);
    let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
    date.and_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into())
}

/// A date in the form of XML: `2025-03-15`, with or without a time.
pub(super) fn iso_date(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches('Z');
    let whole = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f");
    whole.or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d").map(NaiveDateTime::from)).ok()
}

/// A duration in the form of XML (`PT08H30M00S`), as the part of a day that spreadsheets show as a time.
pub(super) fn iso_time(text: &str) -> Option<Decimal> {
    let (negative, text) = text.trim().strip_prefix('-').map_or((false, text.trim()), |text| (true, text));
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = Decimal::ZERO;
    for (unit, length) in [('H', 3_600), ('M', 60), ('S', 1)] {
        if let Some((number, after)) = rest.split_once(unit) {
            let number = decimal(number.as_bytes()).ok()?;
            seconds = seconds.checked_add(number.checked_mul(Decimal::from(length))?)?;
            rest = after;
        }
    }
    let days = part_of_day(seconds)?;
    rest.is_empty().then_some(if negative { -days } else { days })
}

/// Seconds as a part of a day.
pub(super) fn part_of_day(seconds: Decimal) -> Option<Decimal> {
    let days = seconds.checked_div(Decimal::from(86_400))?;
    decimal(days.to_string().as_bytes()).ok()
}

/// A binary fraction as the shortest decimal that reads back to it, for [`decimal`] and [`date`].
pub(super) fn stored(number: f64) -> String {
    format!("{number:e}")
}

/// A number packed into four bytes (RK): an integer or the upper half of a binary fraction, either of them in hundredths.
pub(super) fn unpacked(packed: u32) -> String {
    let (in_hundredths, is_integer) = (packed & 1 != 0, packed & 2 != 0);
    if is_integer {
        let number = packed.cast_signed() >> 2;
        return format!("{number}e{}", if in_hundredths { -2 } else { 0 });
    }
    let number = f64::from_bits(u64::from(packed & !3) << 32);
    stored(if in_hundredths { number / 100.0 } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back() {
        for (stored, typed) in [
            ("0.1", "0.1"),
            ("2.6749999999999998", "2.675"),
            ("0.30000000000000004", "0.3"),
            ("0.1000000000000000055511151231257827", "0.1"),
            ("-1.50", "-1.5"),
            ("0", "0"),
            ("-0.0", "0"),
            ("100", "100"),
            ("1E2", "100"),
            ("1.5e+3", "1500"),
            ("5.", "5"),
            (".5", "0.5"),
            ("0099", "99"),
            ("999999999999999.9", "1000000000000000"),
            ("340123197001011234", "340123197001011000"),
            ("1.25E-7", "0.000000125"),
            ("5.551115123125783E-17", "0.0000000000000000555111512312"),
            ("5e-324", "0"),
        ] {
            assert_eq!(decimal(stored.as_bytes()).unwrap().to_string(), typed, "{stored}");
        }
    }

    #[test]
    fn what_is_no_decimal_is_told() {
        for stored in ["", "-", ".", "e5", "1e", "1.2.3", "五", "NaN", "inf", "0x10", "1 2", "1e99999999999"] {
            assert_eq!(decimal(stored.as_bytes()), Err(NoDecimal::NotANumber), "{stored}");
        }
        for stored in ["1e29", "-1E300", "99999999999999999999999999999999999999999999"] {
            assert_eq!(decimal(stored.as_bytes()), Err(NoDecimal::TooLarge), "{stored}");
        }
    }

    #[test]
    fn every_short_decimal_survives_binary() {
        // What a spreadsheet stores of it is the nearest binary fraction, printed with 17 digits.
        for (mantissa, places) in (1..2_000_u32).map(|i| (i * 7_919, i % 9)) {
            let typed = Decimal::new(mantissa.into(), places).normalize();
            let stored: f64 = typed.to_string().parse().unwrap();
            assert_eq!(decimal(format!("{stored:.16e}").as_bytes()), Ok(typed));
        }
    }

    #[test]
    fn packed_numbers_are_what_was_typed() {
        let upper = |number: f64| u32::try_from(number.to_bits() >> 32).unwrap() & !3;
        for (packed, typed) in [
            (5 << 2 | 2, "5"),
            ((-5_i32 << 2).cast_unsigned() | 2, "-5"),
            (267 << 2 | 3, "2.67"),
            (upper(1.5), "1.5"),
            (upper(267.0) | 1, "2.67"),
        ] {
            assert_eq!(decimal(unpacked(packed).as_bytes()).unwrap().to_string(), typed);
        }
        assert_eq!(date(unpacked(45_731 << 2 | 2).as_bytes(), false).unwrap().to_string(), "2025-03-15 00:00:00");
        assert_eq!(date(stored(45_731.5).as_bytes(), false).unwrap().to_string(), "2025-03-15 12:00:00");
    }

    #[test]
    fn dates_may_have_a_time() {
        for (text, date) in [
            ("2025-03-15", "2025-03-15 00:00:00"),
            ("2025-03-15T08:30:00Z", "2025-03-15 08:30:00"),
            ("2025-03-15T08:30:00.000", "2025-03-15 08:30:00"),
        ] {
            assert_eq!(iso_date(text).unwrap().to_string(), date);
        }
        assert_eq!(iso_date("3月15日"), None);
    }

    #[test]
    fn times_are_parts_of_a_day() {
        for (text, days) in
            [("PT12H00M00S", "0.5"), ("PT08H30M", "0.354166666666667"), ("-PT36H", "-1.5"), ("PT0S", "0")]
        {
            assert_eq!(iso_time(text).unwrap().to_string(), days);
        }
        for text in ["", "12:00", "PTxH", "P1D", "PT1S2H"] {
            assert_eq!(iso_time(text), None, "{text}");
        }
    }

    #[test]
    fn only_plausible_day_counts_are_dates() {
        let shown = |serial: &str, from_1904| date(serial.as_bytes(), from_1904).map(|date| date.to_string());
        assert_eq!(shown("45731", false).unwrap(), "2025-03-15 00:00:00");
        assert_eq!(shown("45731.5", false).unwrap(), "2025-03-15 12:00:00");
        assert_eq!(shown("44269", true).unwrap(), "2025-03-15 00:00:00");
        assert_eq!(shown("59", false).unwrap(), "1900-02-28 00:00:00");
        for serial in ["0", "0.5", "-3", "60", "2958466", "NaN", "x"] {
            assert_eq!(shown(serial, false), None, "{serial}");
        }
    }
}
