//! The canonical TOML of a tree, and which cell each part of it comes from.

use std::collections::HashMap;

use super::element::{Element, Place};
use super::keys::Keys;
use super::{CellProblem, literal};

/// A text, and the cells that it comes from.
#[derive(Clone, Debug, Default)]
pub struct Canonical {
    /// The TOML.
    pub text: String,
    /// Where its parts begin, in order.
    pub spans: Vec<Span>,
    /// The cells of the names of rows; of names that several rows have, none.
    names: HashMap<String, Option<Place>>,
    line: usize,
    column: usize,
}

/// From a place of the text on, what stands there comes from a cell.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    pub(super) place: Place,
}

impl Canonical {
    /// A mistake at a place of the text, told at its cell. `message` is what is wrong there.
    #[must_use]
    pub fn problem_at(&self, keys: &Keys, line: usize, column: usize, message: &str) -> CellProblem {
        let after = self.spans.partition_point(|span| (span.line, span.column) <= (line, column));
        let span = after.checked_sub(1).and_then(|index| self.spans.get(index));
        let place = span.map(|span| span.place).unwrap_or_default();
        let message = in_headers(keys, place.sheet, message);
        CellProblem::at(keys, place.sheet, Some(place.cell).filter(|_| span.is_some()), message)
    }

    /// A mistake in words, told at the cell of the first name that it quotes, where that is the name of one row alone.
    #[must_use]
    pub fn problem_named(&self, keys: &Keys, message: &str) -> String {
        let quoted = message.split('「').skip(1).filter_map(|rest| rest.split('」').next());
        let first = message.split('：').next();
        let place = first.into_iter().chain(quoted).find_map(|name| self.names.get(name).copied().flatten());
        match place {
            Some(place) => CellProblem::at(keys, place.sheet, Some(place.cell), message).to_string(),
            None => message.to_owned(),
        }
    }

    fn name(&mut self, name: &str, place: Place) {
        self.names.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(Some(place));
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        match text.rsplit_once('\n') {
            Some((before, rest)) => {
                self.line += before.matches('\n').count() + 1;
                self.column = rest.chars().count();
            }
            None => self.column += text.chars().count(),
        }
    }

    fn mark(&mut self, place: Place) {
        self.spans.push(Span { line: self.line + 1, column: self.column + 1, place });
    }
}

/// Writes a tree.
pub fn write(keys: &Keys, root: &Element) -> Canonical {
    let mut writer = Writer { keys, out: Canonical::default() };
    for head in &keys.order {
        if keys.sections.contains(head) {
            writer.section(root, head);
        } else if let Some((list, _)) = keys.owned_by(None).find(|(_, list)| list.path == *head) {
            writer.tables(root, list);
        } else {
            writer.fields(root, None, head, "");
        }
    }
    writer.out
}

struct Writer<'a> {
    keys: &'a Keys,
    out: Canonical,
}

impl Writer<'_> {
    /// The keys `head` and `head.…` of an element, without `drop` at their front; an empty head stands for all.
    fn fields(&mut self, element: &Element, scope: Option<usize>, head: &str, drop: &str) {
        for (index, key) in self.keys.keys_of(scope).iter().enumerate() {
            let is_meant = head.is_empty() || below(&key.path, head).is_some() || key.path == head;
            let Some(field) = element.fields.get(&index).filter(|_| is_meant) else { continue };
            self.out.mark(field.place);
            let path = key.path.strip_prefix(drop).unwrap_or(&key.path);
            self.out.push(&format!("{path} = {}\n", literal::value(&field.node)));
        }
    }

    fn section(&mut self, root: &Element, head: &str) {
        let keys = self.keys;
        let lists: Vec<usize> = keys
            .owned_by(None)
            .filter(|(index, list)| below(&list.path, head).is_some() && root.lists.contains_key(index))
            .map(|(index, _)| index)
            .collect();
        let inline = lists.iter().filter(|list| keys.lists.get(**list).is_some_and(|list| list.inline));
        let of_head =
            |index: &usize| keys.keys_of(None).get(*index).is_some_and(|key| below(&key.path, head).is_some());
        let first = root.fields.iter().find(|(index, _)| of_head(index)).map(|(_, field)| field.place);
        if first.is_some() || inline.clone().next().is_some() {
            self.heading(first, &format!("[{head}]\n"));
            let drop = format!("{head}.");
            self.fields(root, None, head, &drop);
            for list in inline {
                self.inline(root, *list, &drop);
            }
        }
        for list in lists.into_iter().filter(|list| keys.lists.get(*list).is_some_and(|list| !list.inline)) {
            self.tables(root, list);
        }
    }

    fn heading(&mut self, place: Option<Place>, text: &str) {
        if !self.out.text.is_empty() {
            self.out.push("\n");
        }
        if let Some(place) = place {
            self.out.mark(place);
        }
        self.out.push(text);
    }

    /// `[[list]]` for each row that an element owns.
    fn tables(&mut self, owner: &Element, list: usize) {
        let keys = self.keys;
        let Some(known) = keys.lists.get(list) else { return };
        for row in owner.lists.get(&list).into_iter().flatten() {
            self.heading(Some(row.place), &format!("[[{}]]\n", known.path));
            if let Some(name) = known.named_by.and_then(|key| row.text(key)) {
                self.out.name(&name, row.place);
            }
            self.fields(row, Some(list), "", "");
            for (index, _) in keys.owned_by(Some(list)).filter(|(_, list)| list.inline) {
                self.inline(row, index, "");
            }
            for (index, _) in keys.owned_by(Some(list)).filter(|(_, list)| !list.inline) {
                self.tables(row, index);
            }
        }
    }

    /// `list = [ { … }, ]`, one row a line; of a map one key a line.
    fn inline(&mut self, owner: &Element, list: usize, drop: &str) {
        let keys = self.keys;
        let (Some(known), Some(rows)) = (keys.lists.get(list), owner.lists.get(&list)) else { return };
        let path = known.relative.strip_prefix(drop).unwrap_or(&known.relative);
        if known.is_map {
            return self.map(path, rows);
        }
        if let Some(row) = rows.first() {
            self.out.mark(row.place);
        }
        self.out.push(&format!("{path} = [\n"));
        for row in rows {
            self.out.push("  ");
            self.out.mark(row.place);
            self.out.push("{ ");
            let fields = keys.keys_of(Some(list)).iter().enumerate();
            let fields = fields.filter_map(|(index, key)| Some((key, row.fields.get(&index)?)));
            for (index, (key, field)) in fields.enumerate() {
                self.out.push(if index > 0 { ", " } else { "" });
                self.out.mark(field.place);
                self.out.push(&format!("{} = {}", key.path, literal::on_one_line(&field.node)));
            }
            self.out.push(" },\n");
        }
        self.out.push("]\n");
    }

    fn map(&mut self, path: &str, rows: &[Element]) {
        for row in rows {
            let (Some(key), Some(value)) = (row.text(0), row.fields.get(&1)) else { continue };
            self.out.mark(row.place);
            self.out.push(&format!("{path}.{} = ", literal::key(&key)));
            self.out.mark(value.place);
            self.out.push(&format!("{}\n", literal::value(&value.node)));
        }
    }
}

/// A message in which the keys that it quotes are called by their headers: 「price」 is 「每次分值、核定：从……」.
fn in_headers(keys: &Keys, sheet: usize, message: &str) -> String {
    let known = keys.sheets.get(sheet).map_or(&[][..], |sheet| &sheet.keys);
    let mut told = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, (word, after))) =
        rest.split_once('「').and_then(|(before, rest)| Some((before, rest.split_once('」')?)))
    {
        let exact = known.iter().find(|key| key.path == word).map(|key| key.title.clone());
        let titled = exact.or_else(|| {
            let below: Vec<&str> =
                known.iter().filter(|key| below(&key.path, word).is_some()).map(|key| key.title.as_str()).collect();
            let more = if below.len() > 3 { "……" } else { "" };
            (!below.is_empty()).then(|| format!("{}{more}", below.get(..3).unwrap_or(&below).join("、")))
        });
        told.push_str(&format!("{before}「{}」", titled.as_deref().unwrap_or(word)));
        rest = after;
    }
    told + rest
}

/// What follows `head.` in a path.
fn below<'p>(path: &'p str, head: &str) -> Option<&'p str> {
    path.strip_prefix(head)?.strip_prefix('.')
}
