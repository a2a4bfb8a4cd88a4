//! 积分登记: a row for each matter. A card has the same columns, without those that say whose it is.

use super::Template;
use super::form::Form;
use super::lists::Lists;
use super::roster::Roster;
use super::slot::{NOBODY, Slot};
use crate::layout::{Dictionary, usual_name};
use crate::model::{CellRef, Choices, Field, Points, Table, TableCell};
use crate::rules::{Holds, Pricing, RuleSet};

/// The name of the sheet.
const NAME: &str = "积分登记";
/// Rows to be filled in.
const ROWS: u32 = 300;
/// The most times that one line may say.
const MOST_TIMES: u32 = 366;

/// The sheet.
pub fn table(template: &Template<'_>, lists: &Lists, roster: &Roster) -> Table {
    let fields = fields(template.rules, lists, true);
    let first = Form::first(1, 0, true);
    let mut form =
        Form::new(NAME, template.title("党员积分登记表"), slots(template, &fields, lists, Some(roster), first));
    form.above = vec![sums(&fields, first, ROWS)];
    form.length = ROWS;
    form.frozen = 3;
    form.table()
}

/// The columns of names and of points, below the example, as other sheets refer to them.
pub fn columns_of_sums(template: &Template<'_>) -> Option<(String, String)> {
    let fields = fields(template.rules, &Lists::new(template.rules), true);
    let first = Form::first(1, 0, true);
    let column = |field: Field| {
        let letters = letters(&fields, field)?;
        Some(format!("'{NAME}'!${letters}${first}:${letters}${}", first + ROWS - 1))
    };
    column(Field::Name).zip(column(Field::Stated))
}

/// The line above the header: how many lines there are, and the points that were written.
pub fn sums(fields: &[Field], first: u32, rows: u32) -> Vec<TableCell> {
    let range =
        |field: Field| letters(fields, field).map(|letters| format!("{letters}{first}:{letters}{}", first + rows - 1));
    let mut cells = vec![TableCell::Text(String::new()); fields.len()];
    let mut put = |col: Option<usize>, cell: TableCell| {
        if let Some(place) = col.and_then(|col| cells.get_mut(col)) {
            *place = cell;
        }
    };
    let col = |field: Field| fields.iter().position(|own| *own == field);
    if let Some(items) = range(Field::ItemName) {
        put(col(Field::Date), TableCell::words("登记条数："));
        put(col(Field::Date).map(|col| col + 1), TableCell::counting(format!("COUNTA({items})"), 0));
    }
    // The sum stands over what it sums up.
    if let Some(points) = range(Field::Stated) {
        put(col(Field::Stated).and_then(|col| col.checked_sub(1)), TableCell::words("分值合计："));
        put(col(Field::Stated), TableCell::reckoning(format!("SUM({points})"), Points::ZERO));
    }
    cells
}

/// The columns, in their order; with those that say whose a line is, or without.
pub fn fields(rules: &RuleSet, lists: &Lists, named: bool) -> Vec<Field> {
    let mut fields = vec![Field::Serial, Field::Date];
    fields.extend(named.then_some([Field::Name, Field::Code]).into_iter().flatten());
    fields.extend([Field::ItemName, Field::Quantity]);
    fields.extend(lists.has_levels().then_some(Field::Level));
    fields.extend([Field::Stated, Field::Matter, Field::Evidence]);
    fields.extend((0..rules.entry_columns.len()).map(Field::Own));
    fields.extend((0..rules.steps.len()).map(Field::Step));
    fields.extend(rules.late_after.map(|_| Field::Registered));
    fields.push(Field::Remark);
    fields
}

/// The columns as people see them; `first` is Excel's number of the first row.
pub fn slots(
    template: &Template<'_>,
    fields: &[Field],
    lists: &Lists,
    roster: Option<&Roster>,
    first: u32,
) -> Vec<Slot> {
    let maker = Maker { template, fields, lists, roster, first };
    fields.iter().map(|field| maker.slot(*field)).collect()
}

struct Maker<'a> {
    template: &'a Template<'a>,
    fields: &'a [Field],
    lists: &'a Lists,
    roster: Option<&'a Roster>,
    first: u32,
}

impl Maker<'_> {
    fn slot(&self, field: Field) -> Slot {
        let rules = self.template.rules;
        let header = usual_name(rules, Dictionary::Events, field);
        let from = self.template.period.map(|period| period.from());
        let to = self.template.period.map(|period| period.to());
        let first_item = self.lists.first().and_then(|(index, _)| rules.item(index));
        let day = TableCell::Day(self.template.some_day());
        match field {
            Field::Serial => Slot::serial(header),
            Field::Date => Slot::day(header, from, to, "事情发生的日期，写年月日。").must().like(day),
            Field::Registered => {
                let note = rules
                    .late_after
                    .map_or_else(String::new, |(days, _)| format!("登记的日期。比发生日期晚 {days} 天以上的是补记。"));
                Slot::day(header, from, None, &note).like(day)
            }
            Field::Name => {
                let slot = Slot::short(header, 11, "从下拉列表中选，名单取自「花名册」。一行只写一个人。");
                let names = self.roster.map_or(Choices::Free, Roster::names);
                slot.must().of(names).like(TableCell::words(NOBODY))
            }
            Field::Code => Slot::code(header, "重名的写花名册的编号或序号，其他人空着。"),
            Field::ItemName => {
                let slot = Slot::words(header, 26, "从下拉列表中选。各项目怎样计分，见「项目」表。");
                let example = self.lists.first().map_or(TableCell::Empty, |(_, label)| TableCell::words(label));
                slot.must().of(self.lists.items()).like(example)
            }
            Field::Quantity => {
                let slot = Slot::short(header, 7, "几次（件、月）写几，只写整数；空着的是 1。");
                slot.of(Choices::Whole { least: 1, most: MOST_TIMES }).like(TableCell::Whole(1))
            }
            Field::Level => {
                let slot = Slot::short(header, 12, "先选项目，再从下拉列表中选；不分级别的项目空着。");
                let example = first_item.and_then(|item| item.levels()).and_then(|levels| levels.of.first());
                let example = example.map_or(TableCell::Empty, |level| TableCell::words(&level.level));
                match self.cell(Field::ItemName) {
                    Some(item) => slot.of(self.lists.levels(&item)).like(example),
                    None => slot,
                }
            }
            Field::Stated => self.stated(header),
            Field::Matter => {
                Slot::words(header, 30, "写清楚是什么事，一行一件。").like(TableCell::words("写明是什么事"))
            }
            Field::Evidence => {
                Slot::words(header, 16, "照片、记录、证书等的名称或编号。").like(TableCell::words("会议记录"))
            }
            Field::Own(index) => match rules.entry_columns.get(index) {
                Some(column) => {
                    let at = CellRef::new(self.first.saturating_sub(1), self.col(field).unwrap_or(0));
                    Slot::declared(self.template, column, None, self.lists, at)
                }
                None => Slot::words(header, 12, ""),
            },
            Field::Step(index) => {
                let step = rules.steps.get(index);
                let title = step.map_or("", |step| step.title.as_str());
                match step.map(|step| step.holds) {
                    Some(Holds::Date) => {
                        Slot::day(header, from, None, &format!("{title}的日期，写年月日；还没有的空着。")).like(day)
                    }
                    _ => {
                        let slot = Slot::short(header, 10, &format!("{title}的人写姓名；还没有的空着。"));
                        slot.like(TableCell::words("李某某"))
                    }
                }
            }
            _ => Slot::words(header, 14, ""),
        }
    }

    /// The points: only what people decide has to be written.
    fn stated(&self, header: String) -> Slot {
        let assessed: Vec<&str> = self
            .template
            .rules
            .items
            .iter()
            .filter(|item| matches!(item.pricing, Pricing::Assessed(_)))
            .map(|item| item.id.as_str())
            .collect();
        let note = if assessed.is_empty() {
            "可以空着，由程序按办法计算；填了的会核对。".to_owned()
        } else {
            format!("要填的：{}（由人核定）。其他项目可以空着，由程序按办法计算；填了的会核对。", assessed.join("、"))
        };
        let slot = Slot::short(header, 8, &note);
        let first = self.lists.first().and_then(|(index, _)| self.template.rules.item(index));
        let example = match first.map(|item| &item.pricing) {
            Some(Pricing::Assessed(range)) => TableCell::Points(range.from),
            _ => TableCell::Empty,
        };
        match self.cell(Field::Stated).zip(self.cell(Field::ItemName)) {
            Some((points, item)) => slot.of(self.lists.points(&points, &item)).like(example),
            None => slot,
        }
    }

    fn col(&self, field: Field) -> Option<u32> {
        u32::try_from(self.fields.iter().position(|own| *own == field)?).ok()
    }

    /// The cell of a field in the first row; its column stays, its row goes along.
    fn cell(&self, field: Field) -> Option<String> {
        letters(self.fields, field).map(|letters| format!("${letters}{}", self.first))
    }
}

fn letters(fields: &[Field], field: Field) -> Option<String> {
    let col = fields.iter().position(|own| *own == field)?;
    Some(CellRef::new(0, u32::try_from(col).ok()?).column_letters())
}
