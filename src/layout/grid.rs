//! Grids: a figure in each cell, told by its row and its column. Members × items, members × months, items × months,
//! items × members; and a card's items with what they came to.

use std::collections::{HashMap, HashSet};

use super::cells::{Reader, count_in, figure_in, left_to_its_formula};
use super::codes::V201;
use super::context::Context;
use super::heading::Measure;
use super::judged::{About, GridColumn, Judged};
use super::kind::Kind;
use super::ledger::{Line, read_item, read_naming, read_step};
use super::naming::Naming;
use super::numbers::read_figure;
use crate::model::text::{compact, says_nothing};
use crate::model::{Diagnostic, Entry, Field, ItemMention, Points, Proper, StepTaken, Tells, When};
use crate::rules::{Item, Pricing, RuleSet};
use crate::workbook::{Cell, Row, Value};

/// Marks that say that something was done, where a figure is asked for.
const DONE: [&str; 4] = ["√", "✓", "✔", "☑"];

/// The figures of a grid, as entries; where nothing is written there is none.
pub fn read_grid(rows: &[Row<'_>], judged: &Judged, context: &Context, rules: &RuleSet) -> Vec<Line> {
    let mut columns: Vec<Column> = figure_columns(judged).into_iter().map(|column| Column::new(column, rows)).collect();
    pair_columns(&mut columns);
    rows.iter().flat_map(|row| GridRow::read(*row, judged, context, rules).lines(&columns, rules)).collect()
}

/// A column with what its figures tell by their signs.
struct Column {
    at: GridColumn,
    /// Some are below 0 and none above: they say what was taken off.
    takes_off: bool,
    /// The first column that is about the same.
    group: usize,
    /// The first column that has the points of the same.
    points: Option<u32>,
}

impl Column {
    fn new(at: GridColumn, rows: &[Row<'_>]) -> Self {
        let (mut below, mut above) = (false, false);
        for row in rows {
            // A figure says the same whether its cell holds it as a number or as text.
            let figure = match row.get(at.col).map(|cell| &cell.value) {
                Some(Value::Number(number)) => Points::from_decimal(*number),
                Some(Value::Text(text)) => read_figure(text).map(|figure| figure.points),
                _ => None,
            };
            below |= figure.is_some_and(Points::is_negative);
            above |= figure.is_some_and(|figure| !figure.is_negative() && !figure.is_zero());
        }
        Self { at, takes_off: below && !above, group: 0, points: None }
    }
}

/// The columns with figures: those of the grid, else a card's own columns of points.
fn figure_columns(judged: &Judged) -> Vec<GridColumn> {
    if judged.kind != Kind::Card || judged.figures().next().is_some() {
        return judged.figures().cloned().collect();
    }
    let has = |field: Field| judged.fields.contains_key(&field);
    let points = has(Field::Stated) || has(Field::Added) || has(Field::Taken);
    let own: &[(Field, Measure)] = if points {
        &[(Field::Stated, Measure::Points), (Field::Added, Measure::Change), (Field::Taken, Measure::Change)]
    } else {
        &[(Field::Quantity, Measure::Times)]
    };
    own.iter()
        .filter_map(|(field, measure)| {
            let col = *judged.fields.get(field)?;
            Some(GridColumn { col, measure: Some(*measure), about: About::Row })
        })
        .collect()
}

/// What a row of a grid says for all its cells.
struct GridRow<'a> {
    row: Row<'a>,
    context: &'a Context,
    kind: Kind,
    named: Naming,
    branch: Option<String>,
    /// The item of the row, where it names one; else that of the whole table.
    item: Option<ItemMention>,
    steps: Vec<StepTaken>,
    problems: Vec<Diagnostic>,
}

impl<'a> GridRow<'a> {
    fn read(row: Row<'a>, judged: &Judged, context: &'a Context, rules: &RuleSet) -> Self {
        let mut reader = Reader { form: &context.form, row, year: context.year, problems: Vec::new() };
        let has = |field: Field| judged.fields.contains_key(&field);
        let by_column = judged.grid.iter().any(|column| matches!(column.about, About::Member(_)));
        let named = if by_column { Naming::default() } else { read_naming(&mut reader, context) };
        let item = if judged.grid.iter().any(|column| matches!(column.about, About::Item(..))) {
            None
        } else if has(Field::ItemNumber) || has(Field::ItemName) {
            Some(read_item(&mut reader, rules))
        } else {
            judged.item.map(ItemMention::Known)
        };
        let branch = reader.text(Field::Branch).map(|text| compact(&text));
        let steps = (0..rules.steps.len()).map(|step| read_step(&mut reader, step, context, rules)).collect();
        Self { row, context, kind: judged.kind, named, branch, item, steps, problems: reader.problems }
    }

    /// The entries of the row. What is wrong with the row as a whole is told once, with its first figure.
    fn lines(mut self, columns: &[Column], rules: &RuleSet) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let counts = |column: &&Column| column.at.measure == Some(Measure::Times) && column.at.about != About::Row;
        let counted = columns.iter().filter(counts).filter(|column| self.is_filled(column.at.col));
        let counted: HashSet<usize> = counted.map(|column| column.group).collect();
        for column in columns {
            let Some(cell) = self.row.get(column.at.col) else { continue };
            if matches!(&cell.value, Value::Text(text) if says_nothing(text)) {
                continue;
            }
            let item = match &column.at.about {
                About::Item(item, _) => ItemMention::Known(*item),
                _ => self.item.clone().unwrap_or(ItemMention::Missing),
            };
            // An item that nobody knows is told once a row. What a card's item came to says all; what was added or taken
            // off on the way is only how.
            if !lines.is_empty() && (!matches!(item, ItemMention::Known(_)) || column.at.about == About::Row) {
                continue;
            }
            // 次数 and 得分 of one item side by side are one entry.
            if column.at.measure != Some(Measure::Times) && counted.contains(&column.group) {
                continue;
            }
            let mut line = self.line(cell, column, item, rules);
            if let (Some(line), Measure::Times) = (&mut line, column.at.measure.unwrap_or(Measure::Points)) {
                self.add_points(line, column);
            }
            lines.extend(line);
        }
        lines
    }

    fn is_filled(&self, col: u32) -> bool {
        let cell = self.row.get(col);
        cell.is_some_and(|cell| !matches!(&cell.value, Value::Text(text) if says_nothing(text)))
    }

    /// The points that stand beside a number of times.
    fn add_points(&self, line: &mut Line, times: &Column) {
        let Some(cell) = times.points.and_then(|col| self.row.get(col)) else { return };
        let figure = read_figure_of(cell, Measure::Points, self.context, &mut line.entry.problems);
        line.entry.stated = figure;
        line.entry.has_stated = figure.is_some();
    }

    fn line(&mut self, cell: &Cell, column: &Column, mention: ItemMention, rules: &RuleSet) -> Option<Line> {
        let item = match mention {
            ItemMention::Known(item) => rules.item(item),
            _ => None,
        };
        let measure = self.measure(cell, column, item);
        let before = self.problems.len();
        let figure = read_figure_of(cell, measure, self.context, &mut self.problems);
        if measure != column.at.measure.unwrap_or(Measure::Points) {
            // A tick under a heading of points: the 1 that it means would be read as one point there.
            self.problems.iter_mut().skip(before).for_each(|problem| problem.fix = None);
        }
        let starts_full = item.is_some_and(|item| !item.start.is_zero());
        let taken = column.takes_off || measure == Measure::Change;
        // Nothing came together and nothing was taken off: nobody wrote that something was.
        if figure == Some(Points::ZERO) && (!starts_full || taken || measure == Measure::Times) {
            return None;
        }
        let (tells, quantity, stated) = match measure {
            Measure::Times => (Tells::Event, figure.and_then(Points::as_count).unwrap_or(1), None),
            _ if taken || item.is_some_and(|item| item.deducts && item.start.is_zero()) => (Tells::Change, 1, figure),
            _ => (Tells::Standing, 1, figure),
        };
        let period = match column.at.about {
            About::Item(_, period) => period,
            About::Period(period) => Some(period),
            _ => None,
        };
        let named = match &column.at.about {
            About::Member(name) => Naming { name: name.clone(), ..Naming::default() },
            _ => self.named.clone(),
        };
        let entry = Entry {
            form: self.context.form.clone(),
            row: self.row.number,
            col: Some(cell.at.col),
            tells,
            when: period.or(self.context.period).map(When::Span),
            registered: None,
            member: None,
            written_name: named.name.as_str().into(),
            item: mention,
            quantity,
            has_quantity: measure == Measure::Times,
            level: "".into(),
            stated,
            has_stated: stated.is_some(),
            matter: "".into(),
            steps: self.steps.clone(),
            evidence: None,
            own: Vec::new(),
            problems: std::mem::take(&mut self.problems),
        };
        Some(Line { entry, named, branch: self.branch.clone(), kind: self.kind, formula: cell.formula })
    }

    /// What a figure counts: as the heading says; a tick says that a thing was done once.
    fn measure(&self, cell: &Cell, column: &Column, item: Option<&Item>) -> Measure {
        let is_tick = matches!(&cell.value, Value::Text(text) if DONE.contains(&compact(text).as_str()));
        let has_price = item.is_some_and(|item| matches!(item.pricing, Pricing::Fixed(_)) && item.start.is_zero());
        if is_tick && has_price { Measure::Times } else { column.at.measure.unwrap_or(Measure::Points) }
    }
}

/// Puts the columns together that count how often something was done and have the points of it.
fn pair_columns(columns: &mut [Column]) {
    let mut groups: HashMap<About, (usize, Option<u32>)> = HashMap::new();
    for (place, column) in columns.iter().enumerate() {
        let (_, points) = groups.entry(column.at.about.clone()).or_insert((place, None));
        if column.at.measure != Some(Measure::Times) {
            points.get_or_insert(column.at.col);
        }
    }
    for column in columns {
        if let Some((group, points)) = groups.get(&column.at.about) {
            (column.group, column.points) = (*group, *points);
        }
    }
}

/// The figure of a cell; what is none is a problem.
fn read_figure_of(cell: &Cell, measure: Measure, context: &Context, problems: &mut Vec<Diagnostic>) -> Option<Points> {
    let read = match (&cell.value, measure) {
        (Value::Text(text), Measure::Times) if DONE.contains(&compact(text).as_str()) => {
            let message = format!("这里写的是「{}」，按做了 1 次认读。", text.trim());
            let remark = V201.says(message).found(text).mended_to(Proper::Number(1.into()));
            Ok((Points::whole(1), Some(left_to_its_formula(cell, remark))))
        }
        (Value::Number(number), Measure::Times) if number.is_zero() => Ok((Points::ZERO, None)),
        (_, Measure::Times) => count_in(cell).map(|(times, remark)| (Points::whole(times.into()), remark)),
        _ => figure_in(cell).map(|(figure, remark)| (figure.points, remark)),
    };
    let at = context.form.at(cell.at);
    match read {
        Ok((figure, remark)) => {
            problems.extend(remark.map(|remark| remark.at(at)));
            Some(figure)
        }
        Err(problem) => {
            problems.push(problem.at(at));
            None
        }
    }
}
