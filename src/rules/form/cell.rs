//! One value and its cell.

use chrono::NaiveDate;

use super::given::Given;
use super::holds::{Holds, read_number, tidy};
use super::keys::Key;
use super::lists_in_cells as lists;
use super::node::Node;
use crate::model::text::{compact, is_one_slip_apart};
use crate::model::{Points, TableCell};

/// What stands in the cell of a value.
#[must_use]
pub fn shown(key: &Key, node: &Node) -> TableCell {
    let word = |node: &Node| {
        let text = node.as_text().unwrap_or_default();
        let choice = key.choices.iter().find(|(word, _)| word == text);
        choice.map_or_else(|| lists::show_text(text), |(_, shown)| shown.clone())
    };
    match (key.holds, node) {
        (_, Node::Yes(yes)) => TableCell::Text(if *yes { "是" } else { "否" }.to_owned()),
        (_, Node::Day(day)) => TableCell::Day(*day),
        (_, Node::Whole(number)) => TableCell::Whole(*number),
        (Holds::Choices, Node::List(nodes)) => {
            let words: Vec<Node> = nodes.iter().map(|node| Node::Text(word(node))).collect();
            TableCell::Text(lists::show_list(&words, false))
        }
        (Holds::Words, Node::List(nodes)) => TableCell::Text(lists::show_words(nodes)),
        (holds, Node::List(nodes)) => TableCell::Text(lists::show_list(nodes, holds == Holds::TextOrTexts)),
        (_, Node::Table(entries)) => TableCell::Text(lists::show_map(entries)),
        (Holds::Number | Holds::Amount, Node::Text(text)) => match Points::parse(text) {
            Ok(points) => TableCell::Points(points),
            Err(_) => TableCell::Text(word(node)),
        },
        (Holds::TextOrTexts, Node::Text(text)) => TableCell::Text(lists::show_single(text)),
        (_, Node::Text(_)) => TableCell::Text(word(node)),
    }
}

/// The value of a cell, or what is wrong with it.
pub fn read(key: &Key, given: &Given) -> Result<Node, String> {
    let wrong = || format!("「{}」要写{}；这里写的是「{}」。", key.title, key.holds.in_words(), written(given));
    match (key.holds, given) {
        (_, Given::Formula) => Err(format!(
            "这一格是表格软件的公式。「{}」要写{}，直接写，前面不要写等号；可以先把这一格设成「文本」格式。",
            key.title,
            key.holds.in_words()
        )),
        (_, Given::Broken(error)) => Err(format!("这一格是 {error}，读不出内容。请重新填写「{}」。", key.title)),
        (Holds::Yes, Given::Yes(yes)) => Ok(Node::Yes(*yes)),
        (Holds::Yes, Given::Text(text)) => match compact(text).as_str() {
            "是" | "√" | "✓" | "yes" | "true" | "TRUE" => Ok(Node::Yes(true)),
            "否" | "×" | "no" | "false" | "FALSE" => Ok(Node::Yes(false)),
            _ => Err(wrong()),
        },
        (Holds::Day, Given::Day(day)) => Ok(Node::Day(*day)),
        (Holds::Day, Given::Text(text)) => read_day(text).map(Node::Day).ok_or_else(wrong),
        (Holds::Text | Holds::Long, Given::Day(day)) => Ok(Node::Text(day.to_string())),
        (_, Given::Day(day)) => Err(format!(
            "表格软件把这一格当成了日期（{day}）。「{}」要写{}；请先把这一格设成「文本」格式，再写一遍。",
            key.title,
            key.holds.in_words()
        )),
        (_, Given::Yes(_)) => Err(wrong()),
        (_, Given::Number(number)) => read_words(key, &number.normalize().to_string()).ok_or_else(wrong)?,
        (_, Given::Text(text)) => read_words(key, &tidy(text)).ok_or_else(wrong)?,
    }
}

/// The value that a text is; `None` where it is of another kind.
fn read_words(key: &Key, text: &str) -> Option<Result<Node, String>> {
    let formula = |text: &str| {
        if text.starts_with(['=', '＝']) {
            return Err(format!(
                "算式前面不要写等号：把「{text}」写成「{}」。",
                text.trim_start_matches(['=', '＝']).trim()
            ));
        }
        Ok(Node::Text(lists::read_text(text)))
    };
    Some(match key.holds {
        Holds::Text | Holds::Long => Ok(Node::Text(lists::read_text(text))),
        Holds::Formula => formula(text),
        Holds::Number => Ok(read_number(text)?),
        Holds::Amount => match (chosen(key, text), read_number(text)) {
            (Some(word), _) => Ok(Node::Text(word)),
            (None, Some(number)) => Ok(number),
            (None, None) => formula(text),
        },
        Holds::Choice => chosen(key, text).map(Node::Text).ok_or_else(|| unknown(key, text)),
        Holds::Choices => {
            let (words, _) = lists::read_list(text);
            let words = words.iter().map(|word| chosen(key, word).map(Node::Text).ok_or_else(|| unknown(key, word)));
            words.collect::<Result<Vec<_>, _>>().map(Node::List)
        }
        Holds::Texts => Ok(Node::List(lists::read_list(text).0.into_iter().map(Node::Text).collect())),
        Holds::TextOrTexts => {
            let (mut parts, is_list) = lists::read_list(text);
            Ok(match parts.pop() {
                Some(only) if !is_list => Node::Text(only),
                last => Node::List(parts.into_iter().chain(last).map(Node::Text).collect()),
            })
        }
        Holds::Amounts => {
            let (parts, _) = lists::read_list(text);
            Ok(Node::List(parts.into_iter().map(|part| read_number(&part).unwrap_or(Node::Text(part))).collect()))
        }
        Holds::Words => Ok(lists::read_words(text)?),
        Holds::Map => Ok(lists::read_map(text, true)?),
        Holds::TextMap => Ok(lists::read_map(text, false)?),
        Holds::FormulaOrMap if lists::is_map(text) => Ok(lists::read_map(text, true)?),
        Holds::FormulaOrMap => formula(text),
        Holds::Yes | Holds::Day => return None,
    })
}

/// The word of TOML that a word of the cell stands for.
fn chosen(key: &Key, text: &str) -> Option<String> {
    let bare = |text: &str| compact(text).trim_matches(['【', '】', '[', ']']).to_owned();
    let wanted = bare(text);
    let found = key.choices.iter().find(|(word, shown)| bare(word) == wanted || bare(shown) == wanted);
    found.map(|(word, _)| word.clone())
}

fn unknown(key: &Key, text: &str) -> String {
    let near = key.choices.iter().find(|(_, shown)| is_one_slip_apart(shown, text) || shown.contains(text));
    let near = near.map_or_else(String::new, |(_, shown)| format!("是不是「{shown}」？"));
    let known: Vec<&str> = key.choices.iter().map(|(_, shown)| shown.as_str()).collect();
    format!("「{}」不能写「{text}」。{near}可以写的有：{}。", key.title, known.join("、"))
}

/// What a cell says, for messages.
pub fn written(given: &Given) -> String {
    match given {
        Given::Text(text) => text.trim().to_owned(),
        Given::Number(number) => number.normalize().to_string(),
        Given::Day(day) => day.to_string(),
        Given::Yes(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Given::Formula => "公式".to_owned(),
        Given::Broken(error) => error.clone(),
    }
}

/// 2026-01-01, 2026.1.1, 2026年1月1日.
fn read_day(text: &str) -> Option<NaiveDate> {
    let text = compact(text);
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if parts.next().is_some() { None } else { NaiveDate::from_ymd_opt(year, month, day) }
}
