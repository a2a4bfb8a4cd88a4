//! The words, numbers and signs that a formula's text is made of.

use chrono::NaiveDate;

use super::error::FormulaError;
use super::expr::Binary;
use crate::model::text::compact;
use crate::model::{Points, PointsError};

/// One word, number or sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Points),
    Text(String),
    Day(NaiveDate),
    Truth(bool),
    Name(String),
    Operator(Binary),
    Not,
    In,
    Open,
    Close,
    Comma,
    End,
}

/// A token and where it stands, in characters.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub token: Token,
    pub from: usize,
    pub to: usize,
}

/// Words that join or deny, in the spellings that they have.
const WORDS: [(&str, Token); 12] = [
    ("and", Token::Operator(Binary::And)),
    ("or", Token::Operator(Binary::Or)),
    ("并且", Token::Operator(Binary::And)),
    ("或者", Token::Operator(Binary::Or)),
    ("且", Token::Operator(Binary::And)),
    ("或", Token::Operator(Binary::Or)),
    ("not", Token::Not),
    ("不是", Token::Not),
    ("in", Token::In),
    ("like", Token::Operator(Binary::Like)),
    ("yes", Token::Truth(true)),
    ("no", Token::Truth(false)),
];

/// The tokens of a text, with [`Token::End`] last.
pub(super) fn tokens(chars: &[char]) -> Result<Vec<Placed>, FormulaError> {
    let mut reader = Reader { chars, at: 0, found: Vec::new() };
    while let Some(c) = reader.peek(0) {
        reader.next(c)?;
    }
    reader.push(Token::End, chars.len());
    Ok(reader.found)
}

/// Whether a name may stand in a formula without brackets around it.
pub(super) fn is_plain_name(name: &str) -> bool {
    let mut chars = name.chars();
    let starts = chars.next().is_some_and(|c| c == '_' || (c.is_alphanumeric() && !c.is_ascii_digit()));
    let parts = name.split('.').all(|part| !part.is_empty() && part.chars().all(is_of_word));
    // What reads in another width, or as something else, has to stand in brackets.
    starts && parts && keyword(name).is_none() && name.chars().all(|c| narrow(c) == Some(c))
}

fn is_of_word(c: char) -> bool {
    c == '_' || c == '·' || c.is_alphanumeric()
}

fn keyword(word: &str) -> Option<Token> {
    let lower = word.to_ascii_lowercase();
    WORDS.iter().find(|(spelling, _)| *spelling == lower).map(|(_, token)| token.clone())
}

/// The character in half width; `None` where it is invisible.
fn narrow(c: char) -> Option<char> {
    if c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c) {
        return Some(c);
    }
    if c.is_whitespace() {
        return Some(' ');
    }
    compact(c.encode_utf8(&mut [0; 4])).chars().next()
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    found: Vec<Placed>,
}

impl Reader<'_> {
    /// The character so many further on, in half width; an invisible one is a space.
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at.checked_add(ahead)?).map(|c| narrow(*c).unwrap_or(' '))
    }

    fn push(&mut self, token: Token, to: usize) {
        self.found.push(Placed { token, from: self.at, to });
        self.at = to;
    }

    fn sign(&mut self, token: Token, length: usize) {
        self.push(token, self.at + length);
    }

    fn next(&mut self, c: char) -> Result<(), FormulaError> {
        use Binary::*;
        let second = self.peek(1);
        match (c, second) {
            (c, _) if c.is_whitespace() => self.at += 1,
            (c, _) if c.is_ascii_digit() => return self.number(),
            ('「', _) => return self.quoted('」', Token::Name),
            ('\'', _) => return self.quoted('\'', Token::Text),
            ('"', _) => return self.quoted('"', Token::Text),
            ('‘' | '’', _) => return self.quoted('’', Token::Text),
            ('“' | '”', _) => return self.quoted('”', Token::Text),
            ('<', Some('=')) | ('≤' | '≦', _) => self.sign(Token::Operator(AtMost), if c == '<' { 2 } else { 1 }),
            ('>', Some('=')) | ('≥' | '≧', _) => self.sign(Token::Operator(AtLeast), if c == '>' { 2 } else { 1 }),
            ('<', Some('>')) | ('!', Some('=')) => self.sign(Token::Operator(Unequal), 2),
            ('≠', _) => self.sign(Token::Operator(Unequal), 1),
            ('=', Some('=')) => self.sign(Token::Operator(Equal), 2),
            ('=', _) => self.sign(Token::Operator(Equal), 1),
            ('<', _) => self.sign(Token::Operator(Less), 1),
            ('>', _) => self.sign(Token::Operator(Greater), 1),
            ('+', _) => self.sign(Token::Operator(Plus), 1),
            ('-', _) => self.sign(Token::Operator(Minus), 1),
            ('*' | '×' | '✕', _) => self.sign(Token::Operator(Times), 1),
            ('/' | '÷' | '∕', _) => self.sign(Token::Operator(Over), 1),
            ('(', _) => self.sign(Token::Open, 1),
            (')', _) => self.sign(Token::Close, 1),
            (',' | '、', _) => self.sign(Token::Comma, 1),
            (c, _) if is_of_word(c) => return self.word(),
            _ => {
                let shown = self.chars.get(self.at).copied().unwrap_or(c);
                return Err(FormulaError::new(self.at, format!("公式里不能写「{shown}」。")));
            }
        }
        Ok(())
    }

    /// A text or name up to its closing sign, which stands twice where it belongs to the text.
    fn quoted(&mut self, close: char, token: fn(String) -> Token) -> Result<(), FormulaError> {
        let is_close = |at: usize| self.chars.get(at).is_some_and(|c| *c == close || narrow(*c) == Some(close));
        let mut text = String::new();
        let mut at = self.at + 1;
        while let Some(c) = self.chars.get(at) {
            if is_close(at) && !is_close(at + 1) {
                let is_empty_name = close == '」' && text.trim().is_empty();
                if is_empty_name {
                    return Err(FormulaError::new(self.at, "「」里要写名称。"));
                }
                self.push(token(text), at + 1);
                return Ok(());
            }
            at += if is_close(at) { 2 } else { 1 };
            text.push(*c);
        }
        Err(FormulaError::new(self.at, format!("从这里开始的文字没有写完，后面缺少「{close}」。")))
    }

    fn digits(&self, from: usize) -> usize {
        (from..).take_while(|ahead| self.peek(*ahead).is_some_and(|c| c.is_ascii_digit())).count()
    }

    fn text(&self, length: usize) -> String {
        (0..length).filter_map(|ahead| self.peek(ahead)).collect()
    }

    /// A number, a percentage, a day, or a name that starts with digits.
    fn number(&mut self) -> Result<(), FormulaError> {
        let whole = self.digits(0);
        if let Some(day) = self.day(whole)? {
            self.push(Token::Day(day), self.at + 10);
            return Ok(());
        }
        let places = if self.peek(whole) == Some('.') { self.digits(whole + 1) } else { 0 };
        let length = if places > 0 { whole + 1 + places } else { whole };
        if self.peek(length).is_some_and(is_of_word) && self.joint(length).is_none() {
            if places == 0 {
                return self.word();
            }
            let stands = self.chars.get(self.at + length).copied().unwrap_or(' ');
            return Err(FormulaError::new(
                self.at + length,
                format!("数字后面紧接着「{stands}」：单位不写，乘号不能省。"),
            ));
        }
        let text = self.text(length);
        let refused = |error: PointsError| FormulaError::new(self.at, format!("「{text}」{error}。"));
        let number = Points::parse(&text).map_err(refused)?;
        if self.peek(length) == Some('%') {
            let share = number / Points::whole(100);
            // 0.00001% would have more places than a number that is written out.
            if Points::parse(&share.to_string()) != Ok(share) {
                return Err(FormulaError::new(self.at, format!("「{text}%」小数太多。")));
            }
            self.sign(Token::Number(share), length + 1);
        } else {
            self.sign(Token::Number(number), length);
        }
        Ok(())
    }

    /// A day as 2025-07-01. What looks like one and is none is refused rather than taken for a subtraction.
    fn day(&self, whole: usize) -> Result<Option<NaiveDate>, FormulaError> {
        let month = self.digits(whole + 1);
        let day = self.digits(whole + month + 2);
        let is_day = whole == 4
            && self.peek(whole) == Some('-')
            && (1..=2).contains(&month)
            && self.peek(whole + month + 1) == Some('-')
            && (1..=2).contains(&day);
        if !is_day {
            return Ok(None);
        }
        let text = self.text(whole + month + day + 2);
        if (month, day) != (2, 2) {
            let message = format!("「{text}」不是日期的写法：日期写成 2025-07-01，要相减就在减号两边留空格。");
            return Err(FormulaError::new(self.at, message));
        }
        match NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
            Ok(day) => Ok(Some(day)),
            Err(_) => Err(FormulaError::new(self.at, format!("「{text}」没有这一天。"))),
        }
    }

    /// A word that joins, standing so far ahead with nothing before it, as in 90且…, and its length.
    fn joint(&self, ahead: usize) -> Option<(Token, usize)> {
        WORDS.iter().filter(|(_, token)| matches!(token, Token::Operator(_) | Token::In)).find_map(|(word, token)| {
            let length = word.chars().count();
            let stands = word
                .chars()
                .enumerate()
                .all(|(place, c)| self.peek(ahead + place).is_some_and(|other| other.to_ascii_lowercase() == c));
            // An ASCII word ends where the next letter is none of its kind: 90and base, but not 90order.
            let ends =
                !word.is_ascii() || !self.peek(ahead + length).is_some_and(|c| c == '_' || c.is_ascii_alphanumeric());
            (stands && ends).then(|| (token.clone(), length))
        })
    }

    fn word(&mut self) -> Result<(), FormulaError> {
        let ends_operand = |token: &Token| {
            matches!(
                token,
                Token::Number(_) | Token::Text(_) | Token::Day(_) | Token::Truth(_) | Token::Name(_) | Token::Close
            )
        };
        // Where an operand has ended no name can stand: what starts with a word that joins is that word.
        if self.found.last().is_some_and(|last| ends_operand(&last.token))
            && let Some((token, length)) = self.joint(0)
        {
            self.sign(token, length);
            return Ok(());
        }
        let part = |from: usize| (from..).take_while(|ahead| self.peek(*ahead).is_some_and(is_of_word)).count();
        let mut length = part(0);
        while self.peek(length) == Some('.') && self.peek(length + 1).is_some_and(is_of_word) {
            length += 1 + part(length + 1);
        }
        let word = self.text(length);
        self.sign(keyword(&word).unwrap_or(Token::Name(word)), length);
        Ok(())
    }
}
