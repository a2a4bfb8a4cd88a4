use std::collections::BTreeSet;

use super::element::{Element, Field, Place};
use super::node::{Entry, Node};
use super::*;
use crate::model::{CellRef, Table, TableCell};
use crate::rules::{RuleError, load};

/// A value of each kind, not the same for two keys.
fn value(key: &Key, number: usize) -> Node {
    let text = |words: &str| Node::Text(format!("{words}{number}"));
    let map =
        |node: Node| Node::Table(vec![Entry::new("甲", node), Entry::new("乙：", Node::Text("x = 1".to_owned()))]);
    let day = 1 + u32::try_from(number % 28).unwrap();
    match key.holds {
        Holds::Text | Holds::Formula => text("文；字\\"),
        Holds::Long => text("第一段\n\n第二段“"),
        Holds::Number => Node::Text(format!("{number}.25")),
        Holds::Amount if number.is_multiple_of(2) => Node::Whole(-7),
        Holds::Amount => text("floor(x) / "),
        Holds::Yes => Node::Yes(number.is_multiple_of(2)),
        Holds::Day => Node::Day(chrono::NaiveDate::from_ymd_opt(2026, 1, day).unwrap()),
        Holds::Choice => Node::Text(key.choices[number % key.choices.len()].0.clone()),
        Holds::Choices => Node::List(key.choices.iter().map(|(word, _)| Node::Text(word.clone())).collect()),
        Holds::Texts | Holds::TextOrTexts => Node::List(vec![text("甲；"), Node::Text(String::new())]),
        Holds::Amounts => Node::List(vec![Node::Whole(1), Node::Text("1.5".to_owned()), text("f")]),
        Holds::Words => Node::List(vec![
            text("词"),
            Node::Table(vec![Entry::new("title", text("＝")), Entry::new("also", Node::List(vec![text("、")]))]),
        ]),
        Holds::Map | Holds::FormulaOrMap => map(Node::Text("2.5".to_owned())),
        Holds::TextMap => map(text("2.5；")),
    }
}

/// A rule set with four rows of each list; of keys that exclude one another, some rows have the one and some the other.
fn full(keys: &Keys, scope: Option<usize>, counter: &mut usize, turn: usize) -> Element {
    let mut element = Element::default();
    let known = keys.keys_of(scope);
    let is_below = |path: &str, above: &str| path.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'));
    for (index, key) in known.iter().enumerate() {
        *counter += 1;
        let is_inner = known.iter().any(|other| is_below(&key.path, &other.path));
        let is_outer = known.iter().any(|other| is_below(&other.path, &key.path));
        if (is_inner && turn.is_multiple_of(2)) || (is_outer && !turn.is_multiple_of(2)) {
            continue;
        }
        element.fields.insert(index, Field { node: value(key, *counter), place: Place::default() });
    }
    for (index, _) in keys.owned_by(scope) {
        element.lists.insert(index, (0..2).map(|turn| full(keys, Some(index), counter, turn)).collect());
    }
    element
}

/// The workbook as it would be read back.
fn given(keys: &Keys, sheets: &[FormSheet]) -> Vec<GivenSheet> {
    let cell = |cell: &TableCell| match cell {
        TableCell::Text(text) => Some(Given::Text(text.clone())),
        TableCell::Whole(number) => Some(Given::Number((*number).into())),
        TableCell::Points(points) => Some(Given::Number(points.to_decimal())),
        TableCell::Day(day) => Some(Given::Day(*day)),
        _ => None,
    };
    let of_sheet = |(sheet, form): (&KeySheet, &FormSheet)| {
        let headers: Vec<&str> = if sheet.lists.is_empty() { KEY_HEADERS.to_vec() } else { sheet.headers().collect() };
        let headers: Vec<TableCell> = headers.iter().map(|header| TableCell::Text((*header).to_owned())).collect();
        let rows = std::iter::once(&headers).chain(&form.rows).zip(Table::HEADER_ROW..);
        let cells = rows.flat_map(|(row, number)| {
            row.iter().zip(0..).filter_map(move |(it, col)| Some((CellRef::new(number, col), cell(it)?)))
        });
        GivenSheet { name: sheet.name.clone(), cells: cells.collect() }
    };
    keys.sheets.iter().zip(sheets).map(of_sheet).collect()
}

#[test]
fn every_key_survives_the_way_through_toml_and_through_sheets() {
    let keys = Keys::built_in();
    let root = full(&keys, None, &mut 0, 0);
    let text = canonical(&keys, &root).text;
    text.parse::<toml::Table>().unwrap_or_else(|error| panic!("{error}"));
    let read = read_text(&keys, &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(canonical(&keys, &read).text, text);
    let read = read_sheets(&keys, &given(&keys, &sheets(&keys, &root).unwrap()));
    let read = read.unwrap_or_else(|problems| panic!("{}", problems[0]));
    assert_eq!(canonical(&keys, &read).text, text);
    for key in keys.sheets.iter().flat_map(|sheet| &sheet.keys).filter(|key| !key.path.starts_with('@')) {
        let last = key.path.rsplit('.').next().unwrap();
        assert!(text.contains(&format!("{last} = ")), "{} was not tried", key.path);
    }
}

#[test]
fn mistakes_in_the_text_are_told_at_their_cells() {
    let keys = Keys::built_in();
    let text = "id = 'x'\ntitle = '甲'\nversion = '1'\nsource = '丁'\nsettles = 'year'\nscore.title = '总分'\n\
                [[category]]\nid = 'a'\ntitle = '乙'\nmark = '示'\n[[category.item]]\nid = 'A1'\ntitle = '丙'\n\
                mark = '示'\nlimits = [{ per = 'year', times = 1 }, { per = 'month', points = 1.50 }]\n";
    let root = read_text(&keys, text).unwrap();
    let root = read_sheets(&keys, &given(&keys, &sheets(&keys, &root).unwrap()));
    let written = canonical(&keys, &root.unwrap_or_else(|problems| panic!("{}", problems[0])));
    let (line, found) = written.text.lines().enumerate().find(|(_, line)| line.contains("\"1.5\"")).unwrap();
    let column = found[..found.find("points").unwrap()].chars().count() + 1;
    let problem = written.problem_at(&keys, line + 1, column, "错");
    assert!(problem.to_string().starts_with("「限额」!"), "{problem}");
    let cell = problem.cell().unwrap();
    let titles: Vec<&str> = keys.sheets.iter().find(|sheet| sheet.name == "限额").unwrap().headers().collect();
    assert_eq!((cell.row, titles[cell.col as usize]), (Table::FIRST_ROW + 1, "最多几分"));
    assert_eq!(written.problem_named(&keys, "A1：错"), "「项目」!C4：A1：错");
}

/// What the loader says may be written, where it meets a line with a key or a word that it does not know.
fn known_to_the_loader(list: Option<&List>, line: &str) -> Option<BTreeSet<String>> {
    let text = match list {
        None => format!("{line}\n"),
        Some(list) => {
            let owner = tables(list.path.strip_suffix(&list.relative).unwrap().trim_end_matches('.'));
            match list.inline {
                true => format!("{owner}{} = [{{ {line} }}]\n", list.relative),
                false => format!("{owner}[[{}]]\n{line}\n", list.path),
            }
        }
    };
    let Err(RuleError::Syntax(error)) = load(&text) else { panic!("{text}") };
    let known = error.message.split_once("可以写的有：")?.1;
    Some(known.trim_end_matches('。').split('、').map(str::to_owned).collect())
}

/// `[[category]]`, `[[category.item]]`: the headings of a list and of its owners.
fn tables(path: &str) -> String {
    let ends = path.match_indices('.').map(|(at, _)| at).chain((!path.is_empty()).then_some(path.len()));
    ends.map(|end| format!("[[{}]]\n", &path[..end])).collect()
}

#[test]
fn the_list_has_exactly_the_keys_that_the_loader_knows() {
    let keys = Keys::built_in();
    let scopes = std::iter::once(None).chain((0..keys.lists.len()).map(Some));
    let (mut tried, mut wrong) = (0, Vec::new());
    for scope in scopes {
        let list = scope.map(|list| &keys.lists[list]);
        if list.is_some_and(|list| list.is_map) {
            continue;
        }
        let paths: Vec<String> = keys
            .keys_of(scope)
            .iter()
            .map(|key| key.path.clone())
            .chain(keys.owned_by(scope).map(|(_, list)| list.relative.clone()))
            .collect();
        let above = |path: &String| path.match_indices('.').map(|(at, _)| path[..at].to_owned()).collect::<Vec<_>>();
        let prefixes: BTreeSet<String> = paths.iter().flat_map(above).chain([String::new()]).collect();
        for prefix in prefixes {
            let dotted = if prefix.is_empty() { String::new() } else { format!("{prefix}.") };
            let ours: BTreeSet<String> = paths
                .iter()
                .filter_map(|path| path.strip_prefix(&dotted))
                .map(|path| path.split('.').next().unwrap().to_owned())
                .collect();
            // Full marks may be a number, too: the loader does not say what else.
            let Some(theirs) = known_to_the_loader(list, &format!("{dotted}zzz = 1")) else { continue };
            tried += 1;
            assert_eq!(ours, theirs, "{}: {prefix}", list.map_or("the root", |list| &list.path));
        }
        for key in keys.keys_of(scope).iter().filter(|key| key.holds == Holds::Choice) {
            let ours: BTreeSet<String> = key.choices.iter().map(|(word, _)| word.clone()).collect();
            let theirs = known_to_the_loader(list, &format!("{} = \"zzz\"", key.path)).unwrap();
            // A step's column holds less than other columns, which is told later.
            let is_part = list.is_some_and(|list| list.path == "step") && ours.is_subset(&theirs);
            if !is_part && ours != theirs {
                wrong.push(format!("{}: {ours:?}, {theirs:?}", key.path));
            }
        }
    }
    assert!(tried > 40, "{tried}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
