//! Articles in the order of their numbers.

use crate::reports::page::{Page, Tone};

/// What stands under an article's number.
#[derive(Debug, Default)]
pub struct Section {
    /// The article, as the rule set writes it: 六, 七之4, 第三条.
    pub article: String,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub body: Page,
}

impl Section {
    /// An empty one.
    pub fn new(article: &str, title: impl Into<String>) -> Self {
        Self { article: article.to_owned(), title: title.into(), body: Page::default() }
    }
}

const DIGITS: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The number that an article begins with: 十二 is 12; an article without one stands at the end.
fn number(article: &str) -> u32 {
    let text = article.trim_start_matches('第');
    let arabic: String = text.chars().take_while(char::is_ascii_digit).collect();
    if let Ok(number) = arabic.parse() {
        return number;
    }
    let mut tens = None;
    let mut ones = None;
    for c in text.chars() {
        match (c, DIGITS.iter().position(|digit| *digit == c)) {
            ('十', _) => tens = Some(ones.take().unwrap_or(1)),
            (_, Some(digit)) => ones = u32::try_from(digit + 1).ok(),
            _ => break,
        }
    }
    match (tens, ones) {
        (None, None) => u32::MAX,
        (tens, ones) => tens.unwrap_or(0) * 10 + ones.unwrap_or(0),
    }
}

/// The article without its paragraph: 六 of 六.1, 七 of 七之4.
fn head(article: &str) -> &str {
    let end = article.find(['.', '之', '（', '(', '-']).unwrap_or(article.len());
    article.get(..end).unwrap_or(article).trim_start_matches('第').trim_end_matches('条')
}

/// Prints the sections by their articles; what belongs to one article stands under one heading.
pub fn print(page: &mut Page, mut sections: Vec<Section>) {
    sections.sort_by_key(|section| number(&section.article));
    let mut last: Option<String> = None;
    for section in sections {
        let article = head(&section.article).to_owned();
        if last.as_ref() == Some(&article) && !article.is_empty() {
            page.blank();
            page.line(Tone::Strong, 0, section.title);
        } else if article.is_empty() {
            page.heading(section.title);
        } else {
            page.heading(format!("{article}、{}", section.title));
        }
        page.blocks.extend(section.body.blocks);
        last = Some(article);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_stand_in_the_order_of_their_numbers() {
        let all = ["二", "一.3", "十", "九", "十二", "二十", "第3条", "七之4", ""];
        let mut sorted = all;
        sorted.sort_by_key(|article| number(article));
        assert_eq!(sorted, ["一.3", "二", "第3条", "七之4", "九", "十", "十二", "二十", ""]);
        assert_eq!(head("七之4"), "七");
        assert_eq!(head("第三条"), "三");
    }
}
