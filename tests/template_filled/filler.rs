//! Fills in a blank workbook as its headers and the rule set ask.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use jifen::model::{
    Book, CellRange, CellRef, FactValue, Member, MonthOrDay, Points, RowKind, Source, Table, TableCell,
};
use jifen::reports::{TemplateBranch, TemplateForm};
use jifen::rules::{Column, Holds, Item, Pricing, Rows, RuleSet, Table as Declared};

use super::care;

/// Invented people.
const NAMES: [&str; 10] =
    ["白启明", "邓素芬", "方立春", "龚学义", "韩月英", "江海平", "康秀兰", "雷永胜", "孟庆红", "宁国安"];

/// A filled workbook.
pub struct Filled {
    pub book: Book,
    pub members: Vec<String>,
    pub lines: Vec<Line>,
}

/// A line that was entered; of a matrix, a figure.
#[derive(Clone)]
pub struct Line {
    pub member: String,
    pub item: String,
    pub level: String,
    pub quantity: u32,
    pub stated: Option<Points>,
    pub date: NaiveDate,
}

impl Line {
    /// What the filler reckons it to be worth.
    pub fn worth(&self, item: &Item) -> Points {
        let times = Points::whole(i64::from(self.quantity));
        match &item.pricing {
            Pricing::Fixed(price) => *price * times,
            Pricing::Levels(levels) => levels
                .of
                .iter()
                .find(|level| level.level == self.level)
                .map_or(Points::ZERO, |level| level.points * times),
            Pricing::Assessed(_) => self.stated.unwrap_or(Points::ZERO),
            _ => Points::ZERO,
        }
    }
}

/// Fills in the workbook that `blank` makes for a branch; nothing where there is none.
pub fn fill(rules: &RuleSet, form: TemplateForm, blank: impl Fn(&TemplateBranch) -> Option<Book>) -> Option<Filled> {
    let members: Vec<Member> = NAMES.iter().zip(1..).map(|(name, number)| member(rules, name, number)).collect();
    let branch = TemplateBranch { township: Some("清河镇".into()), name: "东河村党支部".into(), members };
    let mut book = blank(&branch)?;
    let lines = lines(rules, form);
    for table in &mut book.tables {
        if let Some(declared) = rules.tables.iter().find(|declared| declared.title == table.name) {
            fill_declared(rules, declared, table, &lines);
        }
    }
    match form {
        TemplateForm::Ledger => {
            let table = sheet(&mut book, "积分登记");
            lines.iter().zip(0..).for_each(|(line, row)| enter(rules, table, row, line));
        }
        TemplateForm::Card => {
            for name in NAMES {
                let table = sheet(&mut book, name);
                lines
                    .iter()
                    .filter(|line| line.member == name)
                    .zip(0..)
                    .for_each(|(line, row)| enter(rules, table, row, line));
            }
        }
        TemplateForm::Matrix => fill_matrix(rules, sheet(&mut book, "积分表"), &lines),
    }
    Some(Filled { book, members: NAMES.map(str::to_owned).to_vec(), lines })
}

fn member(rules: &RuleSet, name: &str, number: u32) -> Member {
    let nowhere = Source { file: Arc::from(""), sheet: Arc::from(""), cells: CellRange::from(CellRef::new(0, 0)) };
    let fact = |column: &Column| match column.holds {
        Holds::Choice => Some(FactValue::Choice((number as usize - 1) % column.one_of.len())),
        Holds::Text => Some(FactValue::Text(format!("第{}组", number % 3 + 1))),
        _ => None,
    };
    Member {
        sex: Some(if number.is_multiple_of(3) { "女" } else { "男" }.to_owned()),
        born: Some(MonthOrDay { year: 1962 + 2 * number as i32, month: number, day: None }),
        joined: Some(MonthOrDay { year: 1984 + 2 * number as i32, month: 7, day: Some(1) }),
        facts: rules.member_facts.iter().map(fact).collect(),
        ..Member::named(name.to_owned(), number.to_string(), nowhere)
    }
}

fn sheet<'b>(book: &'b mut Book, name: &str) -> &'b mut Table {
    book.tables.iter_mut().find(|table| table.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

/// Every item with each of its levels and the least and the most that it may be worth, each for one member, in days that
/// no limit of times can mind: what a rule set says of them together is [`care`]'s.
fn lines(rules: &RuleSet, form: TemplateForm) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let first = NaiveDate::from_ymd_opt(2025, 1, 6).unwrap();
    for item in rules.items.iter().filter(|item| !matches!(item.pricing, Pricing::Computed)) {
        let levels: Vec<&str> =
            item.levels().map_or(vec![""], |levels| levels.of.iter().map(|level| level.level.as_str()).collect());
        let values: Vec<Option<Points>> = match &item.pricing {
            Pricing::Assessed(range) => vec![Some(range.from), Some(range.to)],
            _ => vec![None],
        };
        // Once, and as often as one line may say.
        let times: &[u32] =
            if item.one_each || item.once.is_some() || values.len() > 1 || item.is_veto() { &[1] } else { &[1, 3] };
        for level in levels {
            for stated in &values {
                for quantity in times {
                    let count = lines.len();
                    let line = Line {
                        member: NAMES[count % NAMES.len()].to_owned(),
                        item: item.id.clone(),
                        level: level.to_owned(),
                        quantity: *quantity,
                        stated: *stated,
                        date: first + Days::new((count as u64 * 7) % 330),
                    };
                    lines.extend(care::line(rules, form, line));
                }
            }
        }
    }
    lines.extend(care::more_lines(rules, &NAMES));
    lines
}

/// Enters a line: by the words of the header, as a person would.
fn enter(rules: &RuleSet, table: &mut Table, row: usize, line: &Line) {
    let index = rules.items.iter().position(|item| item.id == line.item).unwrap();
    let item = &rules.items[index];
    let label = format!("{} {}", item.id, item.title);
    let found = rules.find_item_in(&label) == jifen::rules::ItemMatch::Found(index);
    put(table, row, "序号", TableCell::count(row + 1));
    put(table, row, "日期", TableCell::Day(line.date));
    put(table, row, "姓名", TableCell::words(&line.member));
    put(table, row, "项目名称", TableCell::words(if found { &label } else { &item.id }));
    if !item.is_veto_at(&line.level) {
        put(table, row, "次数", TableCell::Whole(i64::from(line.quantity)));
    }
    if !line.level.is_empty() {
        put(table, row, "级别", TableCell::words(&line.level));
    }
    if let Some(stated) = line.stated {
        put(table, row, "分值", TableCell::Points(stated));
    }
    put(table, row, "事由", TableCell::words(&format!("第 {} 件事", row + 1)));
    put(table, row, "佐证材料", TableCell::words("会议记录、照片"));
    put(table, row, "登记日期", TableCell::Day(line.date + Days::new(1)));
    for step in &rules.steps {
        let cell = if step.holds == Holds::Date {
            TableCell::Day(line.date + Days::new(3))
        } else {
            TableCell::words("李秀英")
        };
        put(table, row, &step.column, cell);
    }
    for column in &rules.entry_columns {
        if let Some(cell) = care::own_column(rules, column, line) {
            put(table, row, &column.title, cell);
        }
    }
}

/// Puts a cell into the n-th row that waits to be filled in.
fn put(table: &mut Table, row: usize, header: &str, cell: TableCell) {
    if let Some(col) = col(table, header) {
        put_at(table, row, col, cell);
    }
}

fn col(table: &Table, header: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.header == header)
}

fn put_at(table: &mut Table, row: usize, col: usize, cell: TableCell) {
    let mut rows = table.rows.iter_mut().filter(|row| row.kind == RowKind::Body);
    let cells = &mut rows.nth(row).unwrap_or_else(|| panic!("{}: no row {row}", table.name)).cells;
    if cells.len() <= col {
        cells.resize(col + 1, TableCell::Empty);
    }
    cells[col] = cell;
}

/// The figures of a matrix: for each item and member, what the lines come to.
fn fill_matrix(rules: &RuleSet, table: &mut Table, lines: &[Line]) {
    for (place, step) in rules.steps.iter().enumerate() {
        let cell = if step.holds == Holds::Date {
            TableCell::Day(NaiveDate::from_ymd_opt(2025, 12, 20).unwrap())
        } else {
            TableCell::words("李秀英")
        };
        table.above[0][place * 2 + 2] = cell;
    }
    for item in &rules.items {
        let Some(col) =
            table.columns.iter().position(|column| column.header.starts_with(&format!("{}{}", item.id, item.title)))
        else {
            continue;
        };
        for (row, name) in NAMES.iter().enumerate() {
            let mine: Vec<&Line> = lines.iter().filter(|line| line.item == item.id && line.member == *name).collect();
            if mine.is_empty() {
                continue;
            }
            let sum = mine.iter().fold(Points::ZERO, |sum, line| sum + line.worth(item));
            let figure = if item.starts_full { item.full.unwrap() - sum } else { sum };
            let figure = item.full.map_or(figure, |full| figure.min(full)).max(Points::ZERO);
            put_at(table, row, col, TableCell::Points(figure));
        }
    }
    // What a spreadsheet program reckons of the total's formula, reckoned here from the figures.
    let Some(total) = col(table, "合计") else { return };
    for row in 0..NAMES.len() {
        let cells = &table.rows.iter().filter(|row| row.kind == RowKind::Body).nth(row).unwrap().cells;
        let mut sum = Points::ZERO;
        for (column, cell) in table.columns.iter().zip(cells) {
            let item = rules.items.iter().find(|item| column.header.starts_with(&format!("{}{}", item.id, item.title)));
            let Some(item) = item else { continue };
            sum = match cell {
                TableCell::Points(figure) => sum + item.signed_of_column(*figure),
                _ if item.starts_full => sum + item.full.unwrap(),
                _ => sum,
            };
        }
        let TableCell::Formula { formula, .. } = &cells[total] else { panic!("no formula") };
        let formula = formula.clone();
        put_at(table, row, total, TableCell::reckoning(formula, sum));
    }
}

/// What a figure of an item's column adds to the total.
trait OfColumn {
    fn signed_of_column(&self, figure: Points) -> Points;
}

impl OfColumn for Item {
    fn signed_of_column(&self, figure: Points) -> Points {
        if self.starts_full { figure } else { self.signed(figure) }
    }
}

/// Labels, heads, rows and signs of a declared table.
fn fill_declared(rules: &RuleSet, declared: &Declared, table: &mut Table, lines: &[Line]) {
    for (index, label) in declared.labels.iter().enumerate() {
        table.above[index / 3][index % 3 * 2 + 2] = care::label(rules, label);
    }
    let open: Vec<usize> = (0..table.columns.len()).filter(|col| table.columns[*col].header.is_empty()).collect();
    if !open.is_empty() {
        let heads: Vec<&Column> = declared.heads.iter().filter(|head| !head.holds.is_time()).collect();
        let days = care::days(rules, declared);
        for (col, (day, kind)) in open.iter().zip(&days) {
            table.columns[*col].header = day.format("%Y-%m-%d").to_string();
            for (row, head) in heads.iter().enumerate() {
                table.rows[row].cells[*col] = TableCell::words(&head.one_of[*kind % head.one_of.len()].title);
            }
        }
        for (number, (_, kind)) in days.iter().enumerate().take(open.len()) {
            for (row, name) in NAMES.iter().enumerate() {
                let absent = lines.iter().filter(|line| line.member == *name && line.item == "W01");
                let absent = absent.map(|line| line.quantity as usize).sum();
                put_at(table, row, open[number], care::sign(rules, declared, row, number, *kind, absent));
            }
        }
        return;
    }
    if !declared.heads.is_empty() {
        let first = 3 + declared.columns.len();
        let last = table.columns.len() - 1;
        for col in first..last {
            for row in 0..NAMES.len() {
                put_at(table, row, col, care::sign(rules, declared, row, col - first, 0, 0));
            }
        }
        return;
    }
    let filled = table.rows.iter().filter(|row| row.kind == RowKind::Body && !row.cells.is_empty()).count();
    let rows = care::rows(rules, declared, &NAMES, filled);
    for (number, row) in rows.iter().enumerate() {
        if declared.rows != Rows::NotOfMembers && number >= filled {
            put(table, number, "姓名", TableCell::words(&row.member));
        }
        for (column, cell) in &row.cells {
            let title =
                &declared.columns.iter().find(|own| own.id == *column).unwrap_or_else(|| panic!("{column}")).title;
            put(table, number, title, cell.clone());
        }
    }
}
