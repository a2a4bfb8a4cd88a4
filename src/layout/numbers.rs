//! Figures as people write them: 3分, ２.５, (2), 一分半, 扣3分, 2次×1.5.

use super::amounts::{Amount, Unit, read_amount};
use crate::model::Points;
use crate::model::text::compact;

/// A longer text is no figure.
const LONGEST: usize = 96;

/// What a figure says, exactly, and in which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number: of a product the whole, behind 扣 and 减 negative, of a percentage the fraction (85% is 0.85).
    pub points: Points,
    /// What stands behind the number.
    pub unit: Unit,
    /// The word before the number that says what is done with the points.
    pub sign_word: Option<SignWord>,
    /// Where it is written as a product: 2次×1.5.
    pub product: Option<Product>,
}

/// The word before a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignWord {
    /// 加, 增.
    Adds,
    /// 扣, 减.
    TakesOff,
}

/// A figure of so many times so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// The two factors, in their order, the second with the sign of the whole.
    pub factors: (Points, Points),
    /// Which of them is the number of times: `None` where it could be either, as in 2×3.
    pub times: Option<u32>,
}

impl From<Points> for Figure {
    fn from(points: Points) -> Self {
        Self { points, unit: Unit::None, sign_word: None, product: None }
    }
}

impl Product {
    /// Whether it may be so many times something.
    #[must_use]
    pub fn fits(&self, times: u32) -> bool {
        let wanted = Points::whole(i64::from(times));
        match self.times {
            Some(read) => read == times,
            None => self.factors.0 == wanted || self.factors.1.abs() == wanted,
        }
    }
}

/// Reads a figure. `None` for what is no figure or not only one: 5-10, 约3, 3或5, ①, （一）, and what [`Points`] cannot
/// hold.
///
/// Of fractions only halves and quarters are read: 3/15 is a day.
#[must_use]
pub fn read_figure(text: &str) -> Option<Figure> {
    if text.len() > LONGEST {
        return None;
    }
    match Points::parse(text) {
        Ok(points) => Some(points.into()),
        Err(_) => read_equation(&compact(text)),
    }
}

/// Whether a text is a figure and nothing besides: no remark behind it, no result, no 每次.
#[must_use]
pub fn is_figure_alone(text: &str) -> bool {
    text.len() <= LONGEST && (Points::parse(text).is_ok() || read_signed(&compact(text)).is_some())
}

/// What follows a price: 2分/次.
const PER_TIME: [&str; 8] = ["/次", "/件", "/户", "/月", "/天", "/人次", "/条", "/篇"];

/// A figure, with what it comes to behind it where somebody wrote that too: 2次×1.5=3.
fn read_equation(text: &str) -> Option<Figure> {
    if let Some(figure) = read_signed(text) {
        return Some(figure);
    }
    // 22（无故缺席1次）: what stands in brackets behind a figure says how it came about.
    if let Some((figure, remark)) = text.strip_suffix(')').and_then(|text| text.split_once('('))
        && !figure.is_empty()
    {
        // 3（2）and 3（2分）are two figures: nobody knows which holds.
        let is_rival = read_signed(remark).is_some_and(|other| matches!(other.unit, Unit::None | Unit::Points));
        return if is_rival { None } else { read_equation(figure) };
    }
    if let Some(figure) = PER_TIME.iter().find_map(|per| text.strip_suffix(per)) {
        return read_signed(figure);
    }
    match text.split_once('=') {
        Some((figure, result)) => {
            let figure = read_signed(figure)?;
            (read_signed(result)?.points == figure.points).then_some(figure)
        }
        None => None,
    }
}

/// Words before a figure, each before those that it begins with.
const SIGN_WORDS: [(&str, SignWord); 11] = [
    ("增加", SignWord::Adds),
    ("加分", SignWord::Adds),
    ("加", SignWord::Adds),
    ("增", SignWord::Adds),
    ("扣除", SignWord::TakesOff),
    ("扣减", SignWord::TakesOff),
    ("扣分", SignWord::TakesOff),
    ("减少", SignWord::TakesOff),
    ("减分", SignWord::TakesOff),
    ("扣", SignWord::TakesOff),
    ("减", SignWord::TakesOff),
];

fn read_signed(text: &str) -> Option<Figure> {
    let word = SIGN_WORDS.iter().find_map(|(word, sign)| Some((*sign, text.strip_prefix(word)?)));
    if let Some((sign, rest)) = word {
        let figure = read_unsigned(rest.strip_prefix(':').unwrap_or(rest), true)?;
        let figure = if sign == SignWord::TakesOff { figure.negated() } else { figure };
        return Some(Figure { sign_word: Some(sign), ..figure });
    }
    match split_sign(text)? {
        (true, rest) => read_unsigned(rest, true).map(Figure::negated),
        (false, rest) => read_unsigned(rest, false),
    }
}

/// The sign before a figure, or the brackets that bookkeepers use for it: whether it is negative, and the rest. `None`
/// for brackets around something else: （一） and (+2).
fn split_sign(text: &str) -> Option<(bool, &str)> {
    let bracketed = text.strip_suffix('分').unwrap_or(text).strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    if let Some(inner) = bracketed {
        let inner = strip_minus(inner).unwrap_or(inner);
        return inner.starts_with(|c: char| c.is_ascii_digit() || c == '.').then_some((true, inner));
    }
    match strip_minus(text) {
        Some(rest) => Some((true, rest)),
        None => Some((false, text.strip_prefix('+').unwrap_or(text))),
    }
}

fn strip_minus(text: &str) -> Option<&str> {
    text.strip_prefix(['-', '‐', '‑', '–', '负'])
}

/// A product or a single amount, behind a sign or not.
fn read_unsigned(text: &str, is_signed: bool) -> Option<Figure> {
    match text.split_once(['×', '*', '✕', '✖', 'x', 'X', '乘']) {
        None => {
            let amount = read_amount(text)?;
            Some(Figure { points: amount.number, unit: amount.unit, sign_word: None, product: None })
        }
        Some((first, second)) => {
            let second = second.strip_prefix('以').unwrap_or(second);
            // The points that are taken each time may carry the sign: 2次×(-1.5).
            let (first, second) = (split_sign(first)?, split_sign(second)?);
            let figure = multiplied(read_amount(first.1)?, read_amount(second.1)?)?;
            match (first.0, second.0) {
                (false, false) => Some(figure),
                (false, true) if !is_signed => Some(figure.negated()),
                _ => None,
            }
        }
    }
}

fn multiplied(first: Amount, second: Amount) -> Option<Figure> {
    let count = |amount: Amount| amount.number.as_count().filter(|count| *count > 0);
    let (one, other) = (count(first), count(second));
    let times = match (first.unit, second.unit) {
        (Unit::Percent, _) | (_, Unit::Percent) | (Unit::Points, Unit::Points) | (Unit::Times, Unit::Times) => {
            return None;
        }
        (Unit::Times, _) | (_, Unit::Points) => Some(one?),
        (_, Unit::Times) | (Unit::Points, _) => Some(other?),
        (Unit::None, Unit::None) => match (one, other) {
            (Some(one), Some(other)) => (one == other).then_some(one),
            (None, None) => return None,
            _ => one.or(other),
        },
    };
    let points = first.number * second.number;
    // What no reading would take as one number is none as a product.
    Points::from_decimal(points.to_decimal()).filter(|read| *read == points && !points.is_zero())?;
    let product = Product { factors: (first.number, second.number), times };
    Some(Figure { points, unit: Unit::Points, sign_word: None, product: Some(product) })
}

impl Figure {
    fn negated(self) -> Self {
        let product = self.product.map(|product| {
            let (first, second) = product.factors;
            Product { factors: (first, -second), ..product }
        });
        Self { points: -self.points, product, ..self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<String> {
        read_figure(text).map(|figure| figure.points.to_string())
    }

    #[test]
    fn spellings_of_one_figure_are_one() {
        for (written, number) in [
            ("3", "3"),
            ("03", "3"),
            ("3.0", "3"),
            ("３．５", "3.5"),
            (".5", "0.5"),
            ("+3", "3"),
            ("＋3", "3"),
            ("-2", "-2"),
            ("－2", "-2"),
            ("−2", "-2"),
            ("–2", "-2"),
            ("负2分", "-2"),
            ("(2)", "-2"),
            ("（2）", "-2"),
            ("（－2）", "-2"),
            ("（2分）", "-2"),
            ("(2)分", "-2"),
            ("\u{a0}3 ", "3"),
            ("\u{3000}3\u{3000}分", "3"),
            ("3\u{200b}", "3"),
            ("1\u{202f}200", "1200"),
            ("3分", "3"),
            ("3 分", "3"),
            ("半分", "0.5"),
            ("半", "0.5"),
            ("一分半", "1.5"),
            ("3分半", "3.5"),
            ("两分", "2"),
            ("十二", "12"),
            ("一百二十分", "120"),
            ("廿", "20"),
            ("叁", "3"),
            ("拾贰分", "12"),
            ("〇", "0"),
            ("二〇", "20"),
            ("零点五", "0.5"),
            ("二点二五分", "2.25"),
            ("1,200", "1200"),
            ("1，200，000.5", "1200000.5"),
            ("85%", "0.85"),
            ("８５.５％", "0.855"),
            ("百分之八十五", "0.85"),
            ("二分之一", "0.5"),
            ("1/2", "0.5"),
            ("½", "0.5"),
            ("1½分", "1.5"),
            ("三次", "3"),
            ("3人次", "3"),
            ("2个月", "2"),
            ("两次半", "2.5"),
        ] {
            assert_eq!(read(written).as_deref(), Some(number), "{written}");
        }
    }

    #[test]
    fn what_is_no_figure_or_not_one_is_none() {
        let long = format!("{}1", "0".repeat(100_000));
        let spaces = " ".repeat(100_000);
        let texts = "abc 多次 5-10 5~10 约3 3左右 3或5 3? 三四分 一百五 ① ⑫ ㈠ (一) （一） (+2) () \
             1. 1.2.3 1,2 12,00 1,200,00 0,100 1.2,300 1e3 0x10 --2 +-2 \
             1+2 3/5 3/15 1/0 ⅓ 三分之一 五分之〇分 3。5 3分钟 第3次 3月份 几次 ² ٣ 𝟑 3分分 分 \
             次 % 百分之 半半 3半 1.5分半 1000000000 0.0000001 1‰ ±3 点五 三点 3点5 扣 加 \
             加-3 扣（3） 加加3";
        for text in texts.split(' ').chain(["", " ", &long, &spaces]) {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_before_the_figure_says_what_is_done_with_it() {
        use SignWord::{Adds, TakesOff};
        for (text, number, word) in [
            ("加5分", "5", Some(Adds)),
            ("增2分", "2", Some(Adds)),
            ("加分：2", "2", Some(Adds)),
            ("扣3分", "-3", Some(TakesOff)),
            ("减2分", "-2", Some(TakesOff)),
            ("扣除半分", "-0.5", Some(TakesOff)),
            ("扣2次×1.5", "-3", Some(TakesOff)),
            ("+3", "3", None),
            ("-3", "-3", None),
        ] {
            let figure = read_figure(text).unwrap();
            assert_eq!((figure.points.to_string().as_str(), figure.sign_word), (number, word), "{text}");
        }
    }

    #[test]
    fn a_product_keeps_how_often_and_how_much() {
        for (text, number, times) in [
            ("1.5*2", "3", Some(2)),
            ("2×1.5", "3", Some(2)),
            ("2次×1.5", "3", Some(2)),
            ("1.5分×2次", "3", Some(2)),
            ("2×1.5分", "3", Some(2)),
            ("2件*2分", "4", Some(2)),
            ("３次 ｘ 1分", "3", Some(3)),
            ("两次乘以1.5分", "3", Some(2)),
            ("2次×半分", "1", Some(2)),
            ("2次×(-1.5)", "-3", Some(2)),
            ("-1.5×2", "-3", Some(2)),
            ("2×2", "4", Some(2)),
            ("2×3", "6", None),
            ("3×2分", "6", Some(3)),
        ] {
            let figure = read_figure(text).unwrap();
            assert_eq!((figure.points.to_string().as_str(), figure.product.unwrap().times), (number, times), "{text}");
        }
        for text in [
            "1.5×1.5",
            "2分×3分",
            "2次×3次",
            "2×3×4",
            "1.5次×2",
            "0次×2",
            "×2",
            "2×",
            "2×甲",
            "50%×2",
            "-2×-3",
            "扣2×-3",
            "999999999×999999999",
            "0.001×0.0005",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read_figure("2×3").unwrap().product.unwrap().fits(3));
        assert!(!read_figure("2次×3").unwrap().product.unwrap().fits(3));
        assert!(read_figure("扣2×3").unwrap().product.unwrap().fits(3));
    }

    #[test]
    fn the_unit_tells_points_from_times() {
        for (text, unit) in [
            ("3", Unit::None),
            ("3分", Unit::Points),
            ("半次", Unit::Times),
            ("3个月", Unit::Times),
            ("3%", Unit::Percent),
        ] {
            assert_eq!(read_figure(text).unwrap().unit, unit, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(mantissa in -999_999_999_i64..=999_999_999, scale in 0_u32..=6) {
            let points = Points::whole(mantissa) / Points::whole(10_i64.pow(scale));
            let figure = read_figure(&points.to_string()).unwrap();
            prop_assert_eq!(figure, Figure { points, unit: Unit::None, sign_word: None, product: None });
        }

        #[test]
        fn no_text_stops_the_reading(text in "[-+0-9.,/%()（）×*xX半分次一二十百千万点零〇加扣½① ]{0,24}") {
            if let Some(figure) = read_figure(&text) {
                prop_assert_eq!(Points::parse(&figure.points.to_string()), Ok(figure.points));
            }
        }
    }
}
