//! The tables that the rule set asks for beside roster and ledger.

use super::Template;
use super::form::Form;
use super::lists::Lists;
use super::roster::{Roster, name_of, number_of};
use super::slot::{NOBODY, Slot, choices_of, note_of, signs};
use crate::layout::{Dictionary, usual_name};
use crate::model::{Ask, CellRef, Choices, Column, ColumnTone, Field, Member, NumberKind, Table, TableCell, Window};
use crate::rules::{Rows, Table as Declared};

/// Rows for those who are not listed yet.
const MORE: u32 = 10;
/// Rows of a table in which a member may have several.
const SEVERAL: u32 = 100;
/// Rows of a table that is not about members.
const OTHERS: u32 = 30;
/// Labels with what stands behind them in one line above a table.
const LABELS: usize = 3;

/// The sheet.
pub fn table(template: &Template<'_>, declared: &Declared, lists: &Lists, roster: &Roster) -> Table {
    let maker = Maker { template, declared, lists, roster };
    let is_named = declared.title.ends_with(['表', '票', '册', '单']);
    let title = template.title(&format!("{}{}", declared.title, if is_named { "" } else { "表" }));
    let above = maker.labels();
    let days = maker.open_columns();
    let further = if days > 0 { declared.heads.len().saturating_sub(1) } else { 0 };
    // Signs below no day, or a month of no year, would be taken for a mistake.
    let example = declared.heads.is_empty();
    let (above_count, headers) = (count(above.len()), count(further));
    let first = Form::first(above_count, headers, example);
    let mut form = Form::new(&declared.title, title, maker.slots(first));
    let width = form.slots.len();
    form.unit = maker.unit();
    form.above = above.into_iter().map(|line| line.cells(width)).collect();
    form.headers = vec![vec![TableCell::Text(String::new()); width]; further];
    form.example = example;
    form.rows = maker.rows();
    form.length = maker.length(form.rows.len());
    form.frozen = if declared.rows == Rows::NotOfMembers { 1 } else { 2 };
    let mut table = form.table();
    maker.ask_labels(&mut table);
    maker.ask_heads(&mut table);
    table
}

/// A line of labels, each with the index of what it says.
struct LabelLine(Vec<(usize, String)>);

impl LabelLine {
    /// The label of the n-th stands in the odd column, what it says in the next.
    fn cells(self, width: usize) -> Vec<TableCell> {
        let mut cells = vec![TableCell::Text(String::new()); width.max(self.0.len() * 2 + 1)];
        for (place, (_, title)) in self.0.into_iter().enumerate() {
            if let Some(cell) = cells.get_mut(place * 2 + 1) {
                *cell = TableCell::Text(format!("{title}："));
            }
        }
        cells
    }
}

struct Maker<'a> {
    template: &'a Template<'a>,
    declared: &'a Declared,
    lists: &'a Lists,
    roster: &'a Roster,
}

impl Maker<'_> {
    fn labels(&self) -> Vec<LabelLine> {
        let labels: Vec<(usize, String)> =
            self.declared.labels.iter().enumerate().map(|(index, label)| (index, label.title.clone())).collect();
        labels.chunks(LABELS).map(|line| LabelLine(line.to_vec())).collect()
    }

    fn slots(&self, first: u32) -> Vec<Slot> {
        let people = |field| usual_name(self.template.rules, Dictionary::People, field);
        let mut slots = vec![Slot::serial(people(Field::Serial))];
        if self.declared.rows != Rows::NotOfMembers {
            let name = Slot::short(people(Field::Name), 11, "从下拉列表中选，名单取自「花名册」。");
            slots.push(name.must().of(self.roster.names()).like(TableCell::words(NOBODY)));
            slots.push(Slot::code(people(Field::Code), "重名的写花名册的编号或序号，其他人空着。"));
        }
        for column in &self.declared.columns {
            let at = CellRef::new(first.saturating_sub(1), count(slots.len()));
            slots.push(Slot::declared(self.template, column, Some(self.declared), self.lists, at));
        }
        slots.extend(self.sign_columns());
        slots.push(Slot::words(people(Field::Remark), 14, ""));
        slots
    }

    /// The columns of signs: one for each month or the like; days are filled in above them.
    fn sign_columns(&self) -> Vec<Slot> {
        let words = signs(self.declared);
        let note = format!("从下拉列表中选：{}。", self.meanings().join("，"));
        let like = words.first().map_or(TableCell::Empty, |word| TableCell::words(word));
        let sign = |header: String, width: u16| {
            Slot::short(header, width, &note).of(Choices::Words(words.clone())).like(like.clone())
        };
        let open = self.open_columns();
        if open > 0 {
            let slots = (0..open).map(|_| {
                let slot = sign(String::new(), 7);
                Slot { column: Column { tone: ColumnTone::Open, number: NumberKind::General, ..slot.column }, ..slot }
            });
            return slots.collect();
        }
        let window = self.declared.time_head().and_then(|head| head.holds.window());
        let parts = window.map_or_else(Vec::new, |window| self.template.parts(window));
        parts.into_iter().map(|part| sign(part, 8)).collect()
    }

    /// How many columns of signs wait for a day: as many as a period of that length may have meetings.
    fn open_columns(&self) -> usize {
        let is_open = self.declared.time_head().is_some_and(|head| head.holds.window().is_none());
        if !is_open {
            return 0;
        }
        // Meetings of several kinds are held side by side.
        let plenty = if self.declared.heads.len() > 1 { 40 } else { 24 };
        match self.template.period.map_or(Window::Year, |period| period.window()) {
            Window::Year => plenty,
            Window::Half => plenty * 2 / 3,
            Window::Quarter => plenty / 2,
            Window::Month => plenty / 3,
        }
    }

    fn unit(&self) -> String {
        let mut said = match self.declared.rows {
            Rows::OneEach => "一名党员一行。".to_owned(),
            Rows::ManyEach => "一名党员可以有几行。".to_owned(),
            Rows::NotOfMembers => String::new(),
        };
        if self.open_columns() > 0 {
            let heads: Vec<&str> = self.declared.heads.iter().map(|head| head.title.as_str()).collect();
            said.push_str(&format!("先在白色的表头里写{}，一次一列；多出来的列空着。", heads.join("、")));
        } else if self.declared.heads.is_empty() {
            said.push_str("写「例」的一行是示例，不算。");
        }
        if !self.declared.signs.is_empty() {
            said.push_str(&format!("记号：{}。", self.meanings().join("，")));
        }
        said
    }

    /// Each sign with what it means, the shortest spelling first.
    fn meanings(&self) -> Vec<String> {
        let pairs = self.declared.signs.iter().zip(signs(self.declared));
        pairs
            .map(|(sign, word)| if sign.word.title == word { word } else { format!("{word} {}", sign.word.title) })
            .collect()
    }

    /// A row for each member where the table has to list them; for each month or the like where rows are told apart so.
    fn rows(&self) -> Vec<Vec<TableCell>> {
        let template = self.template;
        let window = template.period.map_or(Window::Year, |period| period.window());
        if self.declared.rows == Rows::NotOfMembers || !self.declared.is_required(window) {
            return Vec::new();
        }
        let keys: Vec<usize> =
            (0..).zip(&self.declared.columns).filter(|(_, column)| column.key).map(|(index, _)| index).collect();
        let parts = match (self.declared.rows, keys.as_slice()) {
            (Rows::OneEach, _) => vec![None],
            (_, [key]) => {
                let column = self.declared.columns.get(*key);
                let Some(window) = column.and_then(|column| column.holds.window()) else { return Vec::new() };
                template.parts(window).into_iter().map(|part| Some((*key, part))).collect()
            }
            _ => return Vec::new(),
        };
        let members = template.members();
        let row = |serial: i64, number: i64, member: &Member, part: &Option<(usize, String)>| {
            let mut row = vec![TableCell::Whole(serial), TableCell::words(&name_of(member)), number_of(member, number)];
            if let Some((key, part)) = part {
                row.resize(row.len() + key, TableCell::Empty);
                row.push(TableCell::words(part));
            }
            row
        };
        let pairs = parts.iter().flat_map(|part| members.iter().map(move |(number, member)| (*number, *member, part)));
        (1..).zip(pairs).map(|(serial, (number, member, part))| row(serial, number, member, part)).collect()
    }

    fn length(&self, filled: usize) -> u32 {
        match self.declared.rows {
            _ if filled > 0 => count(filled) + MORE,
            Rows::OneEach => 60,
            Rows::ManyEach => SEVERAL.max(count(self.template.members().len()) * 12),
            Rows::NotOfMembers => OTHERS,
        }
    }

    /// What may stand behind the labels above the table.
    fn ask_labels(&self, table: &mut Table) {
        for (index, label) in self.declared.labels.iter().enumerate() {
            let row = Table::HEADER_ROW + count(index / LABELS);
            let col = count(index % LABELS * 2 + 2);
            let at = CellRef::new(row, col);
            let choices = choices_of(self.template, label, Some(self.declared), self.lists, at);
            table.asks.extend(ask(label.title.clone(), note_of(label), row, col..=col, choices));
        }
    }

    /// What may stand above the columns of signs: the time in the first row, the others below it.
    fn ask_heads(&self, table: &mut Table) {
        let open = self.open_columns();
        if open == 0 {
            return;
        }
        let first = count(self.declared.columns.len()) + if self.declared.rows == Rows::NotOfMembers { 1 } else { 3 };
        let time = self.declared.heads.iter().filter(|head| head.holds.is_time());
        let others = self.declared.heads.iter().filter(|head| !head.holds.is_time());
        for (row, head) in (table.header_row()..).zip(time.chain(others)) {
            let choices = if head.holds.is_time() {
                let period = self.template.period;
                Some(Choices::Days { from: period.map(|p| p.from()), to: period.map(|p| p.to()) })
            } else {
                choices_of(self.template, head, Some(self.declared), self.lists, CellRef::new(row, first))
            };
            let cols = first..=first + count(open) - 1;
            table.asks.extend(ask(head.title.clone(), note_of(head), row, cols, choices));
        }
    }
}

/// One ask over several columns is one for each of them.
fn ask(
    title: String,
    note: String,
    row: u32,
    cols: std::ops::RangeInclusive<u32>,
    choices: Option<Choices>,
) -> Vec<Ask> {
    cols.filter_map(|col| u16::try_from(col).ok())
        .map(|col| Ask {
            first: row,
            last: row,
            col,
            title: title.clone(),
            note: note.clone(),
            choices: choices.clone().unwrap_or(Choices::Free),
        })
        .collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX / 4)
}
