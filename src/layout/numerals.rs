//! Numbers in Chinese numerals: 十二, 一百二十, 廿五, 拾贰, 二〇二五.

/// No number of a form needs more characters.
const LONGEST: usize = 16;

/// The digit that a numeral is: 〇 to 九, also as it is written on cheques and in the old characters.
#[must_use]
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '叄' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Tens, hundreds, thousands.
fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Whether the character is part of a number in numerals.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || power(c).is_some() || matches!(c, '廿' | '卅' | '万' | '萬')
}

/// The number that is spelt out. `None` for what leaves something open: 三四 is three or four, 一百五 is said and not
/// written.
#[must_use]
pub fn read_numeral(text: &str) -> Option<u32> {
    let (mut thousands, mut section, mut pending, mut below, mut zero) = (0, 0, None, 10_000, false);
    let mut count = 0;
    for c in text.chars() {
        count += 1;
        if count > LONGEST {
            return None;
        }
        match (digit(c), power(c), c) {
            (Some(0), ..) if pending.is_none() && !zero && (count == 1 || below < 10_000 || thousands > 0) => {
                zero = true
            }
            (Some(digit @ 1..), ..) if pending.is_none() && (!zero || below < 10_000 || thousands > 0) => {
                pending = Some(digit);
            }
            (_, Some(power), _) if power < below => {
                // 十二 and 一百十二 leave out the one.
                let times = pending.take().or((power == 10).then_some(1))?;
                (section, below, zero) = (section + times * power, power, false);
            }
            (.., '廿' | '卅') if pending.is_none() && below > 10 => {
                (section, below, zero) = (section + if c == '廿' { 20 } else { 30 }, 10, false);
            }
            (.., '万' | '萬') if thousands == 0 => {
                let all = section + ones(pending.take(), below, zero)?;
                (thousands, section, below, zero) = ((all > 0).then_some(all * 10_000)?, 0, 10_000, false);
            }
            _ => return None,
        }
    }
    let is_bare = thousands == 0 && below == 10_000;
    if count == 0 || (zero && pending.is_none() && count > 1) {
        return None;
    }
    // Behind 万 without 零, and behind 百 or 千, a last digit alone is how people talk.
    let ones = match pending {
        None => 0,
        Some(digit) if is_bare || zero || below == 10 => digit,
        Some(_) => return None,
    };
    Some(thousands + section + ones)
}

/// The last digit of what stands before 万.
fn ones(pending: Option<u32>, below: u32, zero: bool) -> Option<u32> {
    match pending {
        None => Some(0),
        Some(digit) => (below == 10_000 || below == 10 || zero).then_some(digit),
    }
}

/// Digits put side by side: 二〇二五, 一二. A 0 or O between them stands for 〇.
#[must_use]
pub fn read_digits(text: &str) -> Option<u32> {
    let zero = |c| if matches!(c, '0' | 'O' | 'o') { Some(0) } else { digit(c) };
    let is_short = text.len() <= LONGEST && text.starts_with(|c| digit(c).is_some());
    let mut digits = text.chars().map(zero);
    is_short.then(|| digits.try_fold(0_u32, |number, digit| number.checked_mul(10)?.checked_add(digit?)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelt_out() {
        for (text, number) in [
            ("零", 0),
            ("〇", 0),
            ("三", 3),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十五", 25),
            ("廿", 20),
            ("廿五", 25),
            ("卅一", 31),
            ("一百", 100),
            ("一百零五", 105),
            ("一百二十", 120),
            ("一百一十二", 112),
            ("一百十二", 112),
            ("一千零一十", 1010),
            ("一千零一", 1001),
            ("两万", 20_000),
            ("十二万三千四百五十六", 123_456),
            ("一万零五", 10_005),
            ("叁", 3),
            ("拾贰", 12),
            ("壹佰贰拾", 120),
        ] {
            assert_eq!(read_numeral(text), Some(number), "{text}");
        }
    }

    #[test]
    fn what_leaves_something_open_is_no_number() {
        let long = "一".repeat(100_000);
        for text in [
            "",
            "三四",
            "两三",
            "十十",
            "百",
            "一百五",
            "三千二",
            "一万五",
            "零五",
            "一零",
            "一百零",
            "一百零零五",
            "万",
            "一万万",
            "五十百",
            "十几",
            "甲",
            "3",
            &long,
        ] {
            assert_eq!(read_numeral(text), None, "{text}");
        }
    }

    #[test]
    fn digits_stand_side_by_side() {
        for (text, number) in
            [("二〇二五", Some(2025)), ("二○二五", Some(2025)), ("二零二五", Some(2025)), ("二O二五", Some(2025))]
        {
            assert_eq!(read_digits(text), number, "{text}");
        }
        for text in ["", "2025", "十五", "一二三四五六七八九一二", "二x"] {
            assert_eq!(read_digits(text), None, "{text}");
        }
    }
}
