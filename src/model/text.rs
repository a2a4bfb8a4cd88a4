//! Making spellings comparable: widths, spaces, dots. The meaning of a text never changes here.

/// The text in half width where full width is only another spelling, trimmed, without invisible characters.
#[must_use]
pub fn plain(text: &str) -> String {
    let narrowed = gathered(text, text.chars().filter_map(narrow));
    let trimmed = narrowed.trim();
    if trimmed.len() == narrowed.len() { narrowed } else { trimmed.to_owned() }
}

/// [`plain`], without any space: for headers, names and whatever is compared word for word.
#[must_use]
pub fn compact(text: &str) -> String {
    gathered(text, text.chars().filter_map(narrow).filter(|c| !c.is_whitespace()))
}

/// A person's name: [`compact`], with the one dot that minority names take.
#[must_use]
pub fn person(text: &str) -> String {
    let dotted = |c| match c {
        '•' | '・' | '･' | '.' | '﹒' | '․' | '‧' | '∙' | '⋅' | '●' | '\u{387}' => '·',
        _ => c,
    };
    gathered(text, text.chars().filter_map(narrow).filter(|c| !c.is_whitespace()).map(dotted))
}

/// A name and the remark in brackets behind it: 王伟（东河村） is 王伟, of 东河村. Several remarks stay as they stand
/// between the first bracket and the last.
#[must_use]
pub fn split_remark(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let remark = text.strip_suffix(['）', ')', '】', ']', '〕', '］']).and_then(|text| {
        let (name, remark) = text.split_once(['（', '(', '【', '[', '〔', '［'])?;
        (!name.trim().is_empty()).then(|| (name.trim(), remark.trim()))
    });
    match remark {
        Some((name, remark)) => (name, (!remark.is_empty()).then_some(remark)),
        None => (text, None),
    }
}

/// A header: [`compact`], without required marks and closing colon.
#[must_use]
pub fn header(text: &str) -> String {
    compact(text).trim_start_matches(['*', '★']).trim_end_matches([':', '*']).to_owned()
}

/// The header without a remark in brackets at its end: 分值(分) is 分值.
#[must_use]
pub fn without_brackets(header: &str) -> Option<&str> {
    let inner = header.strip_suffix(')')?;
    let (before, _) = inner.split_once('(')?;
    (!before.is_empty()).then_some(before)
}

/// The text without what stands in brackets anywhere in it, and without a code behind an underscore:
/// 得分(20分) is 得分, 姓名_real_name is 姓名.
#[must_use]
pub fn without_remarks(text: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '【' | '〔' | '〈' | '《' => depth += 1,
            ')' | ']' | '}' | '】' | '〕' | '〉' | '》' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    match bare.split_once('_') {
        Some((before, code)) if !before.is_empty() && code.is_ascii() => before.to_owned(),
        _ => bare,
    }
}

/// A number that names, without leading zeros: 03 and 3 are the same. What is no number stays.
#[must_use]
pub fn without_zeros(number: &str) -> &str {
    let bare = number.trim_start_matches('0');
    if bare.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) { number } else { bare }
}

/// Whether a text can be a person's name.
#[must_use]
pub fn may_be_name(text: &str) -> bool {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    match text.split_once('·') {
        Some((first, second)) => [first, second].iter().all(|part| !part.is_empty() && part.chars().all(is_han)),
        None => (2..=4).contains(&text.chars().count()) && text.chars().all(is_han),
    }
}

/// Whether the text only says that there is nothing: blanks, dashes, 无.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    text.trim() == "无"
        || text
            .chars()
            .filter_map(narrow)
            .all(|c| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '―' | '‐' | '‑' | '─' | '━' | '/' | '\\'))
}

/// The characters as one text; there is room from the start for as many bytes as they were made from.
fn gathered(from: &str, chars: impl Iterator<Item = char>) -> String {
    let mut text = String::with_capacity(from.len());
    text.extend(chars);
    text
}

fn narrow(c: char) -> Option<char> {
    match c {
        // Ordinary characters first: they are nearly all.
        '\u{20}'..='\u{7e}' | '\u{4e00}'..='\u{9fff}' => Some(c),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        '\u{feff}' | '\u{ad}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => None,
        '\u{3000}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Some(' '),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0),
        '−' | '﹣' => Some('-'),
        _ => Some(c),
    }
}

/// Whether two texts differ by one character replaced, missing or added: a likely slip.
#[must_use]
pub fn is_one_slip_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let head = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => short.len() > 1 && head + tail + 1 == short.len(),
        1 => short.len() > 1 && head + tail >= short.len(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_text_become_one() {
        assert_eq!(plain(" ２０２５．３\u{200b} "), "2025.3");
        assert_eq!(compact("姓\u{3000}\u{3000}名"), "姓名");
        assert_eq!(person("阿依古丽．买买提"), "阿依古丽·买买提");
        assert_eq!(person("王　伟"), "王伟");
        for dot in ["·", "•", "・", "･", "．", ".", "‧", "∙", "⋅", " · ", "\u{3000}•\u{a0}"] {
            assert_eq!(person(&format!("阿依古丽{dot}买买提")), "阿依古丽·买买提", "{dot}");
        }
        for invisible in ["\u{200b}", "\u{202c}", "\u{2060}", "\u{feff}", "\u{fe00}", "\u{e0101}", "\u{202f}"] {
            assert_eq!(compact(&format!("王{invisible}伟")), "王伟");
        }
        assert_eq!(header("*项目\n编号："), "项目编号");
        assert_eq!(without_brackets("分值(分)"), Some("分值"));
        assert_eq!(without_brackets("(分)"), None);
        assert!(
            says_nothing("—")
                && says_nothing(" ")
                && says_nothing("无")
                && says_nothing("－\u{200b}─")
                && !says_nothing("无名")
        );
    }

    #[test]
    fn a_remark_stands_in_brackets_behind_the_name() {
        for (text, name, remark) in [
            ("王伟（东河村）", "王伟", Some("东河村")),
            (" 张三 ( 纪检 ) ", "张三", Some("纪检")),
            ("王伟(女）", "王伟", Some("女")),
            ("王伟【预备】", "王伟", Some("预备")),
            ("王伟（女）（预备）", "王伟", Some("女）（预备")),
            ("王伟（）", "王伟", None),
            ("王伟", "王伟", None),
            ("（纪检）王伟", "（纪检）王伟", None),
            ("（纪检）", "（纪检）", None),
            ("王伟（女", "王伟（女", None),
            ("", "", None),
        ] {
            assert_eq!(split_remark(text), (name, remark), "{text}");
        }
    }

    #[test]
    fn one_slip_is_one_character() {
        assert!(is_one_slip_apart("王伟", "王玮"));
        assert!(is_one_slip_apart("王小伟", "王伟"));
        assert!(!is_one_slip_apart("王伟", "王伟"));
        assert!(!is_one_slip_apart("王伟", "李强"));
    }
}
