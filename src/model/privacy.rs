//! ID-card, phone and bank-card numbers never leave the program unmasked.

use std::borrow::Cow;

/// The text with every run of digits that looks like an ID-card, bank-card (15–19 digits, ID with a final X) or mobile
/// phone number (11 digits from 1) masked but for its first three and last two characters.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    if text.len() < 11 || longest_digit_run(text) < 11 {
        return Cow::Borrowed(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = chars.as_slice();
    while let [first, tail @ ..] = rest {
        let digits = rest.iter().take_while(|c| digit(**c).is_some()).count();
        if digits == 0 {
            out.push(*first);
            rest = tail;
            continue;
        }
        let with_check_letter = digits == 17 && matches!(rest.get(17), Some('X' | 'x' | 'Ｘ' | 'ｘ'));
        let length = digits + usize::from(with_check_letter);
        let (run, after) = rest.split_at(length.min(rest.len()));
        let is_phone = length == 11 && run.first().copied().and_then(digit) == Some(1);
        if is_phone || (15..=19).contains(&length) {
            out.extend(run.iter().enumerate().map(|(i, c)| if i < 3 || i + 2 >= length { *c } else { '*' }));
        } else {
            out.extend(run);
        }
        rest = after;
    }
    Cow::Owned(out)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

fn longest_digit_run(text: &str) -> usize {
    text.split(|c| digit(c).is_none()).map(|run| run.chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_phone_and_card_shapes_are_masked() {
        assert_eq!(masked("身份证110101190001011234补"), "身份证110*************34补");
        assert_eq!(masked("11010119000101123X"), "110*************3X");
        assert_eq!(masked("电话13800000000"), "电话138******00");
        assert_eq!(masked("６２２２０００００００００００００００"), "６２２**************００");
    }

    #[test]
    fn ordinary_figures_stay() {
        for text in ["2025-03-15", "王伟", "20250315", "1234567890", "第12345678901234条"] {
            assert_eq!(masked(text), text);
        }
    }
}
