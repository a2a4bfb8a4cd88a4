//! The rows of tables that a rule set declares: typed values, and signs by their columns.

use std::sync::Arc;

use super::band::Band;
use super::cells::{Reader, broken, shown};
use super::codes::{L102, M106, V301, V302};
use super::context::Context;
use super::declared::{Fit, MarkColumn, fit_columns};
use super::heading::Dictionaries;
use super::held::{Values, read_time, word_of};
use super::labels::Labels;
use super::naming::{Naming, read_name, read_numbers};
use super::tables::Table;
use crate::model::text::{compact, header};
use crate::model::{
    CellRef, Diagnostic, Field, FormPlace, Held, Record, RecordField, RecordValue, Source, StepTaken, When, Whose,
};
use crate::rules::{self, Column, Rows};
use crate::workbook::{Cell, Row, Sheet};

/// A row of a declared table before its member is known.
#[derive(Clone, Debug)]
pub struct RecordLine {
    /// What it says: one record, or one for each sign.
    pub records: Vec<Record>,
    /// How it names the member; nobody, where it is not about one.
    pub named: Naming,
    /// The branch that the row names, as written.
    pub branch: Option<String>,
    /// Steps of the procedure that were taken for all signs of the table.
    pub steps: Vec<StepTaken>,
    /// What is wrong with the row as a whole.
    pub problems: Vec<Diagnostic>,
}

/// That a declared table was found.
#[derive(Clone, Debug)]
pub struct DeclaredTable {
    /// Its index in the rule set.
    pub table: usize,
    /// Its header.
    pub place: Source,
    /// Whether its rows could be read.
    pub complete: bool,
}

/// What a declared table holds.
#[derive(Debug, Default)]
pub struct ReadRecords {
    /// Its rows, and its labels as a row of their own.
    pub lines: Vec<RecordLine>,
    /// What is wrong with its form.
    pub problems: Vec<Diagnostic>,
    /// Whether its rows could be read.
    pub complete: bool,
}

/// Reads a declared table.
#[must_use]
pub fn read_records(
    sheet: &Sheet,
    table: &Table,
    index: usize,
    rows: &[Row<'_>],
    context: &Context,
    words: &Dictionaries<'_>,
) -> ReadRecords {
    let Some(declared) = words.rules.tables.get(index) else { return ReadRecords::default() };
    let fit = fit_columns(&table.band, rows, declared, &Dictionaries::new(words.columns, words.rules, context.year));
    let missing = missing_columns(&fit, declared, &context.form);
    if !missing.is_empty() {
        return ReadRecords { problems: missing, ..ReadRecords::default() };
    }
    let values = Values { rules: words.rules, table: Some(declared), year: context.year };
    let reading = TableReading { index, declared, context, values, sheet, band: &table.band };
    let (columns, mut problems) = reading.mark_columns(&fit);
    let mut lines: Vec<RecordLine> = Vec::new();
    lines.extend(reading.labels(&table.labels, &table.band, sheet));
    lines.extend(rows.iter().filter_map(|row| reading.line(*row, &fit, &columns)));
    // A form that nobody has begun to fill in lacks no days.
    if fit.marks.is_empty() && !declared.heads.is_empty() && !rows.is_empty() {
        problems.push(
            V301.says("这张表没有一栏的表头写了日期，没有可以读的记号。").at(context.form.row(context.form.header)),
        );
    }
    ReadRecords { lines, problems, complete: true }
}

/// Columns that have to be there and are not.
pub(super) fn missing_columns(fit: &Fit, declared: &rules::Table, form: &FormPlace) -> Vec<Diagnostic> {
    let missing = declared
        .columns
        .iter()
        .enumerate()
        .filter(|(index, column)| column.required && fit.columns.iter().all(|(other, _)| other != index));
    missing
        .map(|(_, column)| {
            let name = &column.title;
            let message = format!("这张表缺少「{name}」一栏，表里的内容没有读取。");
            let advice = format!(
                "请在表头补上「{name}」一栏，逐行填写。本来就有这一栏，只是名称不一样的，把表头改成「{name}」。"
            );
            L102.says(message).at(form.row(form.header)).advise(advice)
        })
        .collect()
}

/// A column of signs whose header says when.
struct Marks {
    col: u32,
    when: When,
    heads: Vec<RecordValue>,
}

struct TableReading<'a> {
    index: usize,
    declared: &'a rules::Table,
    context: &'a Context,
    values: Values<'a>,
    sheet: &'a Sheet,
    band: &'a Band,
}

impl TableReading<'_> {
    fn form(&self) -> &Arc<FormPlace> {
        &self.context.form
    }

    /// The columns of signs that can be read, and what is wrong above the others.
    fn mark_columns(&self, fit: &Fit) -> (Vec<Marks>, Vec<Diagnostic>) {
        let rows: Vec<u32> = (0..self.declared.heads.len()).map(|head| self.row_of_head(head, fit)).collect();
        let mut problems = Vec::new();
        let mut columns = Vec::new();
        for column in &fit.marks {
            let mut when = None;
            let mut heads = Vec::new();
            for (index, ((head, held), row)) in self.declared.heads.iter().zip(&column.heads).zip(&rows).enumerate() {
                let at = CellRef::new(*row, column.col);
                match held.clone().map_or_else(|| self.head_without_value(head, at), Ok) {
                    Ok(held) => {
                        when = when.or_else(|| time_of(&held));
                        heads.push(RecordValue { of: RecordField::Head(index), at, held });
                    }
                    Err(problem) => problems.extend(problem.map(|problem| problem.at(self.form().at(at)))),
                }
            }
            columns.extend(when.map(|when| Marks { col: column.col, when, heads }));
        }
        (columns, problems)
    }

    /// The row of the header in which a head stands.
    fn row_of_head(&self, head: usize, fit: &Fit) -> u32 {
        let rows = self.band.rows.clone();
        let holds = |row: u32, column: &MarkColumn| {
            let held = column.heads.get(head).cloned().flatten();
            let cell = self.sheet.get(CellRef::new(row, column.col));
            held.is_some() && cell.is_some_and(|cell| self.head_in(head, cell) == held)
        };
        let found = rows.clone().find(|row| fit.marks.iter().any(|column| holds(*row, column)));
        found.unwrap_or(if self.declared.heads.len() > 1 && head == 0 { *rows.start() } else { *rows.end() })
    }

    fn head_in(&self, head: usize, cell: &Cell) -> Option<Held> {
        let column = self.declared.heads.get(head)?;
        let text = header(&shown(cell));
        let whole = if column.holds.is_time() {
            read_time(column.holds, &text, self.context.year)
        } else {
            word_of(column, &text)
        };
        whole.or_else(|| Some(self.values.read(column, Some(cell))?.ok()?.0))
    }

    /// What an unread head means, or what is wrong with it.
    fn head_without_value(&self, head: &Column, at: CellRef) -> Result<Held, Option<Box<Diagnostic>>> {
        let cell = self.sheet.get(at);
        if head.holds.is_time() {
            let name = &head.title;
            let message = match cell.map(|cell| header(&shown(cell))) {
                Some(text) => format!("表头「{text}」看不出{name}，这一栏的记号没有读取。"),
                None => format!("这一栏的表头没有写{name}，下面的记号没有读取。"),
            };
            return Err(Some(Box::new(V301.says(message))));
        }
        if let Some(read) = self.values.read(head, cell) {
            return read.map(|(held, _)| held).map_err(Some);
        }
        let message = format!("这一栏的表头没有写{}。", head.title);
        Err(head.required.then(|| Box::new(V302.says(message))))
    }

    fn line(&self, row: Row<'_>, fit: &Fit, columns: &[Marks]) -> Option<RecordLine> {
        let mut reader = Reader { form: self.form(), row, year: self.context.year, problems: Vec::new() };
        let mut named = Naming::default();
        let branch = reader.text(Field::Branch).map(|text| compact(&text));
        let of = if self.declared.rows == Rows::NotOfMembers {
            Whose::Table
        } else {
            let name = read_name(&mut reader).unwrap_or_default();
            let (code, identity) = read_numbers(&mut reader);
            named = Naming { name: name.clone(), code, identity };
            if name.is_empty() {
                if reader.cell(Field::Name).is_none() {
                    reader.problem(Field::Name, M106.says("这一行没有写姓名，不知道是谁的，没有使用。"));
                }
                let problems = reader.problems;
                return Some(RecordLine { records: Vec::new(), named, branch, steps: Vec::new(), problems });
            }
            Whose::Member(None, name.into())
        };
        let mut problems = reader.problems;
        let mut own = Vec::new();
        for (index, col) in &fit.columns {
            let Some(column) = self.declared.columns.get(*index) else { continue };
            if self.is_not_asked(column, row, fit) {
                continue;
            }
            own.extend(self.value(
                column,
                RecordField::Column(*index),
                row.get_merged(*col),
                (row.number, *col),
                &mut problems,
            ));
        }
        let key_time = || {
            let says_when = |value: &&RecordValue| {
                self.column(value.of).is_some_and(|column| column.when)
                    || (matches!(value.held, Held::Span(_)) && self.is_key(value.of))
            };
            own.iter().filter(says_when).map(|value| &value.held).find_map(time_of)
        };
        let record = Record {
            table: self.index,
            form: Arc::clone(self.form()),
            row: row.number,
            col: None,
            of,
            when: key_time(),
            values: own,
            problems: Vec::new(),
        };
        let records = if self.declared.heads.is_empty() {
            vec![record]
        } else {
            columns.iter().map(|column| self.mark(&record, row, column)).collect()
        };
        Some(RecordLine { records, named, branch, steps: self.context.steps.clone(), problems })
    }

    /// Whether another column of the row says that this one is not asked: where 承诺件数 is 免, nothing can be kept.
    fn is_not_asked(&self, column: &Column, row: Row<'_>, fit: &Fit) -> bool {
        let Some(id) = &column.unless else { return false };
        fit.columns.iter().any(|(index, col)| {
            let other = self.declared.columns.get(*index).filter(|other| other.id == *id);
            other.is_some_and(|other| self.said_instead(other, row.get_merged(*col)))
        })
    }

    fn is_key(&self, of: RecordField) -> bool {
        self.column(of).is_some_and(|column| column.key)
    }

    fn column(&self, of: RecordField) -> Option<&Column> {
        match of {
            RecordField::Column(index) => self.declared.columns.get(index),
            _ => None,
        }
    }

    /// The record of one sign: an empty cell is told later, when it is known who was there.
    fn mark(&self, row_record: &Record, row: Row<'_>, column: &Marks) -> Record {
        let at = CellRef::new(row.number, column.col);
        let mut record = Record { col: Some(column.col), when: Some(column.when), ..row_record.clone() };
        record.values.splice(0..0, column.heads.iter().cloned());
        let read = match row.get(column.col) {
            Some(cell) => match broken(cell) {
                Some(problem) => Err(Box::new(problem)),
                None if compact(&shown(cell)).is_empty() => Ok((Held::Blank, None)),
                None => self.values.sign(&shown(cell)),
            },
            None => Ok((Held::Blank, None)),
        };
        match read {
            Ok((held, _)) => record.values.push(RecordValue { of: RecordField::Sign, at, held }),
            Err(problem) => record.problems.push(problem.at(self.form().at(at))),
        }
        record
    }

    /// The value of a column or label; what is wrong with it is noted.
    fn value(
        &self,
        column: &Column,
        of: RecordField,
        cell: Option<&Cell>,
        (row, col): (u32, u32),
        problems: &mut Vec<Diagnostic>,
    ) -> Option<RecordValue> {
        let at = CellRef::new(row, col);
        let place = self.form().at(at);
        match self.values.read(column, cell) {
            Some(Ok((held, remark))) => {
                problems.extend(remark.map(|remark| remark.at(place)));
                Some(RecordValue { of, at, held })
            }
            Some(Err(problem)) => {
                problems.push(problem.at(place));
                None
            }
            None => {
                let is_instead = self.said_instead(column, cell);
                let message = format!("「{}」没有填。", column.title);
                problems.extend((column.required && !is_instead).then(|| V302.says(message).at(place)));
                None
            }
        }
    }

    fn said_instead(&self, column: &Column, cell: Option<&Cell>) -> bool {
        cell.is_some_and(|cell| column.word_instead(&shown(cell)).is_some())
    }

    /// What the labels around the table say, as a record of the table as a whole.
    fn labels(&self, labels: &Labels, band: &Band, sheet: &Sheet) -> Option<RecordLine> {
        if self.declared.labels.is_empty() {
            return None;
        }
        let mut problems = Vec::new();
        let mut values = Vec::new();
        for (index, label) in self.declared.labels.iter().enumerate() {
            let of = RecordField::Label(index);
            let found = labels.others.iter().find(|(key, _)| label.is_called(key)).map(|(_, labelled)| labelled);
            let read = match found {
                Some(labelled) => {
                    let text = without_unit(&labelled.text, label);
                    Some((labelled.at, self.values.read_text(label, text)))
                }
                None => {
                    let at = place_of_label(label, band, sheet);
                    label.empty.as_deref().map(|empty| (at, self.values.read_text(label, empty)))
                }
            };
            match read {
                // That a figure in a sentence is text is no remark.
                Some((at, Ok((held, _)))) => values.push(RecordValue { of, at, held }),
                Some((at, Err(problem))) => problems.push(problem.at(self.form().at(at))),
                None if label.required => {
                    let message = format!("表的上方没有写「{}」是多少。", label.title);
                    let advice = format!("请在表的上方写明，例如「{}：23」。", label.title);
                    problems
                        .push(V302.says(message).advise(advice).at(self.form().at(place_of_label(label, band, sheet))));
                }
                None => {}
            }
        }
        let record = Record {
            table: self.index,
            form: Arc::clone(self.form()),
            row: self.form().header,
            col: None,
            of: Whose::Table,
            when: None,
            values,
            problems: Vec::new(),
        };
        Some(RecordLine { records: vec![record], named: Naming::default(), branch: None, steps: Vec::new(), problems })
    }
}

/// The text of a count without the unit of people or votes behind it.
fn without_unit<'t>(text: &'t str, label: &Column) -> &'t str {
    let text = text.trim();
    if label.holds.is_figure() {
        text.trim_end_matches(['人', '名', '票', '张', '份', ' ', '，', ',', '；', ';'])
    } else {
        text
    }
}

/// The cell that holds a label; where there is none, the first cell of the header.
fn place_of_label(label: &Column, band: &Band, sheet: &Sheet) -> CellRef {
    let first = band.columns.first().map_or(0, |(heading, _)| heading.at.col);
    let above = sheet.cells().iter().take_while(|cell| cell.at.row < *band.rows.start());
    let names = |cell: &&Cell| {
        let text = compact(&shown(cell));
        label.names().any(|name| text.contains(&compact(name)))
    };
    above.filter(names).last().map_or(CellRef::new(*band.rows.start(), first), |cell| cell.at)
}

/// When a value says that something was.
fn time_of(held: &Held) -> Option<When> {
    match held {
        Held::Day(day) => Some(When::Day(*day)),
        Held::Span(period) => Some(When::Span(*period)),
        _ => None,
    }
}
