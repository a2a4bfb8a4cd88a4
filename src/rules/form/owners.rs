//! Rows of all sheets become a tree: each goes to the owner that it names.

use std::collections::HashMap;

use super::element::Element;
use super::from_sheets::{Reader, Row};
use super::keys::Keys;
use super::to_sheets::name;
use crate::model::text::{compact, is_one_slip_apart};

impl Reader<'_> {
    /// Puts every row under its owner.
    pub(super) fn assemble(&mut self) -> Element {
        let keys = self.keys;
        let mut levels: Vec<Vec<usize>> = Vec::new();
        for (row, list) in self.rows.iter().map(|row| row.list).enumerate() {
            let depth = depth(keys, list);
            levels.resize_with(levels.len().max(depth + 1), Vec::new);
            levels.get_mut(depth).into_iter().for_each(|level| level.push(row));
        }
        let mut rows: Vec<Row> = std::mem::take(&mut self.rows);
        let mut names: HashMap<(usize, String), usize> = HashMap::new();
        let mut owners: Vec<Option<usize>> = vec![None; rows.len()];
        for row in levels.iter().flatten().copied() {
            let Some(read) = rows.get(row) else { continue };
            let list = read.list;
            let owner_list = keys.lists.get(list).and_then(|list| list.owner);
            let mut owner_name = String::new();
            if let (Some(owner_list), Some((written, cell))) = (owner_list, &read.owner) {
                match self.owner(owner_list, written, &names, &rows) {
                    Ok((index, name)) => {
                        owner_name = name;
                        if let Some(owner) = owners.get_mut(row) {
                            *owner = Some(index);
                        }
                    }
                    Err(message) => {
                        let sheet = keys.sheet_of(Some(list));
                        self.wrong(sheet, *cell, message);
                        continue;
                    }
                }
            }
            if keys.is_owner(list) {
                let (own, place) = (name(keys, list, &owner_name, &read.element), read.element.place);
                if !own.is_empty() && names.insert((list, own.clone()), row).is_some() {
                    self.wrong(place.sheet, place.cell, format!("「{own}」写了两次。"));
                }
            }
        }
        // From the innermost out, so that a row has all its own when it goes to its owner.
        let mut root = std::mem::take(&mut self.root);
        for row in levels.iter().rev().flat_map(|level| level.iter().rev()).copied() {
            let Some(read) = rows.get_mut(row) else { continue };
            let (list, mut element) = (read.list, std::mem::take(&mut read.element));
            element.lists.values_mut().for_each(|rows| rows.reverse());
            let owner = match owners.get(row).copied().flatten() {
                Some(owner) => rows.get_mut(owner).map(|owner| &mut owner.element),
                None => Some(&mut root),
            };
            owner.into_iter().for_each(|owner| owner.lists.entry(list).or_default().push(std::mem::take(&mut element)));
        }
        root.lists.values_mut().for_each(|rows| rows.reverse());
        root
    }

    /// The row that a name means: by its name, or where only one has it, by its title.
    fn owner(
        &self,
        list: usize,
        written: &str,
        names: &HashMap<(usize, String), usize>,
        rows: &[Row],
    ) -> Result<(usize, String), String> {
        if let Some(row) = names.get(&(list, written.to_owned())) {
            return Ok((*row, written.to_owned()));
        }
        let title = self.keys.title_of(list);
        let of_list = || names.iter().filter(|((other, _), _)| *other == list);
        let is_titled = |row: &usize| {
            let text = rows.get(*row).zip(title).and_then(|(row, title)| row.element.text(title));
            text.is_some_and(|text| compact(&text) == compact(written))
        };
        let mut titled = of_list().filter(|(_, row)| is_titled(row));
        if let (Some(((_, name), row)), None) = (titled.next(), titled.next()) {
            return Ok((*row, name.clone()));
        }
        let sheet =
            self.keys.sheets.get(self.keys.sheet_of(Some(list))).map(|sheet| sheet.name.as_str()).unwrap_or_default();
        let mut near: Vec<&str> = of_list().map(|((_, name), _)| name.as_str()).collect();
        near.sort_unstable();
        let near = near.into_iter().find(|name| is_one_slip_apart(name, written));
        let near = near.map_or_else(String::new, |near| format!("是不是「{near}」？"));
        Err(format!("「{sheet}」里没有「{written}」。{near}请写那张表里有的，或者先在那里加一行。"))
    }
}

fn depth(keys: &Keys, list: usize) -> usize {
    keys.lists.get(list).and_then(|list| list.owner).map_or(0, |owner| depth(keys, owner) + 1)
}
