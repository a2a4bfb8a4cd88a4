//! What stands behind a day and says nothing about it: the weekday, the time of day.

use chrono::Weekday;

/// Words for parts of a day, each before those that it ends with.
const PARTS: [&str; 19] = [
    "上午", "下午", "中午", "晚上", "早上", "晚间", "夜间", "傍晚", "凌晨", "清晨", "全天", "当天", "晚", "早", "夜",
    "AM", "PM", "am", "pm",
];

/// The text, in plain widths, without weekday and time of day behind it, and the weekday.
#[must_use]
pub fn without_moment(text: &str) -> (&str, Option<Weekday>) {
    let (mut rest, mut weekday) = (text.trim_end(), None);
    while let Some((before, found)) = cut(rest) {
        (rest, weekday) = (before.trim_end(), weekday.or(found));
    }
    (rest, weekday)
}

/// Takes off one such remark.
fn cut(text: &str) -> Option<(&str, Option<Weekday>)> {
    if let Some((before, inner)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        if let Some(weekday) = cut_weekday(&format!("周{inner}")).filter(|(before, _)| before.is_empty()) {
            return Some((before, Some(weekday.1)));
        }
        let (rest, weekday) = without_moment(inner);
        // A remark that says nothing of days: 2025.10.1（国庆节）.
        let is_remark = !rest.contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十月日".contains(c));
        return (rest.is_empty() || is_remark).then_some((before, weekday));
    }
    if let Some((before, weekday)) = cut_weekday(text) {
        return Some((before, Some(weekday)));
    }
    if let Some(before) = PARTS.iter().find_map(|part| text.strip_suffix(part)) {
        return Some((before, None));
    }
    let is_of_clock = |c: char| c.is_ascii_digit() || ":时点分秒半整-~至.Z".contains(c);
    let before = text.trim_end_matches(is_of_clock);
    let is_clock = text.strip_prefix(before)?.split(['-', '~', '至']).all(is_clock);
    let day = before.strip_suffix('T').unwrap_or(before);
    let is_end = before.is_empty() || before.ends_with(|c: char| " T日号上午晚早夜晨间)Mm".contains(c));
    (is_clock && is_end).then(|| (day.trim_end().trim_end_matches(['-', '~']), None))
}

fn cut_weekday(text: &str) -> Option<(&str, Weekday)> {
    let (at, last) = text.char_indices().next_back()?;
    let weekday = match last {
        '一' => Weekday::Mon,
        '二' => Weekday::Tue,
        '三' => Weekday::Wed,
        '四' => Weekday::Thu,
        '五' => Weekday::Fri,
        '六' => Weekday::Sat,
        '日' | '天' => Weekday::Sun,
        _ => return None,
    };
    let before = text.get(..at)?;
    ["星期", "礼拜", "周"].iter().find_map(|word| Some((before.strip_suffix(word)?, weekday)))
}

/// 14:30, 14:30:00, 14时, 9点半, 9点30分.
fn is_clock(text: &str) -> bool {
    let number = |text: &str, most: u32| {
        text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse().is_ok_and(|n: u32| n <= most)
    };
    if let Some((hour, rest)) = text.split_once(['时', '点']) {
        let minutes = rest.strip_suffix('分').unwrap_or(rest);
        return number(hour, 24) && (matches!(rest, "" | "半" | "整") || number(minutes, 59));
    }
    let mut parts = text.strip_suffix('Z').unwrap_or(text).splitn(3, ':');
    let is_hour = parts.next().is_some_and(|hour| number(hour, 24));
    let is_minute = parts.next().is_some_and(|minute| number(minute, 59));
    let is_second = parts.next().is_none_or(|second| {
        let (whole, places) = second.split_once('.').unwrap_or((second, "0"));
        number(whole, 59) && places.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_hour && is_minute && is_second
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekday_and_time_are_taken_off() {
        for (text, day, weekday) in [
            ("2025-03-15", "2025-03-15", None),
            ("2025-3-15 14:30", "2025-3-15", None),
            ("2025-03-15 14:30:00", "2025-03-15", None),
            ("2025-03-15T14:30:00.000Z", "2025-03-15", None),
            ("2025-03-15 14:30-16:00", "2025-03-15", None),
            ("2025-03-15 14:30 - 16:00", "2025-03-15", None),
            ("2025-03-15 PM 2:30", "2025-03-15", None),
            ("3月15日上午", "3月15日", None),
            ("3月15日下午3:00", "3月15日", None),
            ("3月15日14时30分", "3月15日", None),
            ("3月15日晚上9点半", "3月15日", None),
            ("3月15日(星期六)", "3月15日", Some(Weekday::Sat)),
            ("3月15日 星期日", "3月15日", Some(Weekday::Sun)),
            ("3月15日(周六)上午", "3月15日", Some(Weekday::Sat)),
            ("3月15日(周六 14:30)", "3月15日", Some(Weekday::Sat)),
            ("3月15日", "3月15日", None),
            ("十五日", "十五日", None),
            ("3月15日(补)", "3月15日", None),
            ("3月15日(3次)", "3月15日(3次)", None),
            ("2025-03-15 99:30", "2025-03-15 99:30", None),
            ("2025-03-15 14", "2025-03-15 14", None),
            ("", "", None),
            ("()", "", None),
        ] {
            assert_eq!(without_moment(text), (day, weekday), "{text}");
        }
    }
}
