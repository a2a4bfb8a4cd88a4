//! A date taken apart: its numbers, and the marks between them.

use super::numerals::{is_numeral, read_digits, read_numeral};

/// No date has more numbers, nor more numbers and marks.
const NUMBERS: usize = 6;
const SIGNS: usize = 16;

/// A number of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub value: u32,
    /// How many digits it is written with; 四 has one, 十五 two.
    pub digits: usize,
}

/// Numbers and marks. The shape has an `N` for each number; 年, 月 and 日 are `y`, `m` and `d`; what joins two days
/// (至, ~, —) is `~`; the others stand for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    shape: [u8; SIGNS],
    signs: usize,
    numbers: [Number; NUMBERS],
    count: usize,
}

impl Parts {
    /// Takes a text in plain widths apart. `None` where it holds anything that no date does.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut parts = Self { shape: [0; SIGNS], signs: 0, numbers: [Number::default(); NUMBERS], count: 0 };
        let mut rest = text.trim();
        while let Some(first) = rest.chars().next() {
            let after = if first.is_ascii_digit() {
                let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                let digits = rest.get(..rest.len() - after.len())?;
                parts.number(digits.parse().ok()?, digits.len())?;
                after
            } else if is_numeral(first) {
                let after = rest.trim_start_matches(|c| is_numeral(c) || matches!(c, '0' | 'O' | 'o'));
                let spelt = rest.get(..rest.len() - after.len())?;
                let value = read_digits(spelt).or_else(|| read_numeral(spelt))?;
                parts.number(value, if value < 10 { 1 } else { value.ilog10() as usize + 1 })?;
                after
            } else if let Some(after) = rest.strip_prefix("元月") {
                parts.number(1, 1)?;
                parts.sign(b'm')?;
                after
            } else {
                parts.sign(mark(first)?)?;
                let after = rest.get(first.len_utf8()..)?;
                let repeated = after.trim_start_matches(|c| c == first && c != '.' && c != '/');
                if first == '月' { after.strip_prefix('份').unwrap_or(after) } else { repeated }
            };
            rest = after.trim_start();
        }
        Some(parts)
    }

    /// The shape, as `NyNmNd`.
    #[must_use]
    pub fn shape(&self) -> &str {
        self.shape.get(..self.signs).and_then(|shape| std::str::from_utf8(shape).ok()).unwrap_or_default()
    }

    /// The numbers in their order.
    #[must_use]
    pub fn numbers(&self) -> &[Number] {
        self.numbers.get(..self.count).unwrap_or_default()
    }

    fn number(&mut self, value: u32, digits: usize) -> Option<()> {
        *self.numbers.get_mut(self.count)? = Number { value, digits };
        self.count += 1;
        self.sign(b'N')
    }

    fn sign(&mut self, sign: u8) -> Option<()> {
        *self.shape.get_mut(self.signs)? = sign;
        self.signs += 1;
        Some(())
    }
}

fn mark(c: char) -> Option<u8> {
    Some(match c {
        '年' => b'y',
        '月' => b'm',
        '日' | '号' => b'd',
        '-' | '‐' | '‑' => b'-',
        '/' => b'/',
        '.' | '。' | '·' => b'.',
        '、' | ',' => b',',
        '至' | '到' | '~' | '〜' | '∼' | '—' | '–' | '―' => b'~',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Option<(String, Vec<u32>)> {
        let parts = Parts::of(text)?;
        Some((parts.shape().to_owned(), parts.numbers().iter().map(|number| number.value).collect()))
    }

    #[test]
    fn numbers_and_marks_are_told_apart() {
        for (text, shape, numbers) in [
            ("2025-03-15", "N-N-N", &[2025, 3, 15][..]),
            ("2025 年 3 月 15 号", "NyNmNd", &[2025, 3, 15]),
            ("二〇二五年三月廿五日", "NyNmNd", &[2025, 3, 25]),
            ("二0二五年十二月", "NyNm", &[2025, 12]),
            ("3月份", "Nm", &[3]),
            ("元月5日", "NmNd", &[1, 5]),
            ("3月1日——5日", "NmNd~Nd", &[3, 1, 5]),
            ("2025 3", "NN", &[2025, 3]),
            ("", "", &[]),
        ] {
            assert_eq!(taken(text), Some((shape.to_owned(), numbers.to_vec())), "{text}");
        }
        let long = "1-".repeat(50_000);
        for text in ["上半年", "3月15日前", "99999999999999999999", "三四十月", &long] {
            assert_eq!(taken(text), None, "{text}");
        }
    }
}
