//! A rule set as a workbook that people edit: the sheets of its tables, and one that tells how to fill them in.

use crate::model::{
    Align, Ask, Book, Choices, Column, ColumnTone, Hidden, NumberKind, Orientation, RowKind, Table, TableCell,
};
use crate::rules::form::{COVERS, FormSheet, Holds, KEY_HEADERS, Key, KeySheet, Keys, OWNER_SHOWN};

/// Empty rows under those of a list, ruled, for what people add.
const EMPTY_ROWS: u32 = 15;
/// How many rows under the header have drop-downs and notes.
const ASKED_ROWS: u32 = 400;

/// The workbook of a rule set: `sheets` are those of [`crate::rules::form::sheets`].
#[must_use]
pub fn rules_book(keys: &Keys, title: &str, sheets: &[FormSheet]) -> Book {
    let mut tables = vec![cover(keys, title, sheets)];
    for (index, (sheet, form)) in keys.sheets.iter().zip(sheets).enumerate() {
        tables.push(if index == 0 { key_table(keys, sheet, form) } else { list_table(keys, sheet, form) });
    }
    tables.push(columns(keys));
    Book { title: title.to_owned(), tables }
}

/// How to edit, and what each sheet is for.
fn cover(keys: &Keys, title: &str, sheets: &[FormSheet]) -> Table {
    let columns = vec![Column::left("关于", 16), Column::left("怎样做", 88)];
    let [name, columns_name] = COVERS;
    let mut table = Table::new(name, format!("{title}：规则表格"), String::new(), columns);
    table.heading = Align::Left;
    table.unit = "改好以后存盘，用 jifen rules import 读回去；有写得不对的，会指出是哪张表哪一格。".to_owned();
    let heading = |table: &mut Table, text: &str| table.push(RowKind::Heading, vec![TableCell::words(text)]);
    let wide = |table: &mut Table, label: &str, text: &str| {
        table.push(RowKind::Wide, vec![TableCell::words(label), TableCell::words(text)]);
    };
    heading(&mut table, "怎样改");
    wide(&mut table, "改一格", "直接改。点到一格，旁边会出现怎样填的提示；有下拉箭头的从列表中选。");
    wide(&mut table, "加一行", "写在表下面的空行里，或者插入一行。中间空一行没有关系。次序就是办法里的次序。");
    wide(&mut table, "删一行", "整行删除，或者把这一行清空。它在别的表里的行也要删。");
    wide(&mut table, "不要动", "工作表的名称、表头、灰色的格。不要加自己的表和栏。");
    wide(&mut table, "空着", "空着就是办法没有这样规定。「〔空〕」是写明了空着。");
    wide(&mut table, "算式", "照原样写，如 20 * present / due，前面不要写等号；它是规则的算式，不是表格软件的公式。");
    wide(&mut table, "几个", "一格里写几个的，用；隔开，如 甲；乙。词里本来有；的，写成 \\；。");
    wide(&mut table, "隐藏的", "没有用到的工作表和栏先隐藏了。要用时，右键点工作表标签或表头，选「取消隐藏」。");
    heading(&mut table, "颜色和标注");
    wide(&mut table, "橙色表头", "必填的栏。");
    wide(&mut table, "灰色", "不用改的格。");
    wide(&mut table, "【原】", "数字出自办法原文。");
    wide(&mut table, "【示】", "原文只有结构，数字是示例；换成本单位的数字以后，改成【原】。");
    heading(&mut table, "各张工作表");
    for (sheet, form) in keys.sheets.iter().zip(sheets) {
        let hidden = if is_hidden(sheet, form) { "（没有用到，已隐藏）" } else { "" };
        wide(&mut table, &sheet.name, &format!("{}{hidden}", sheet.about));
    }
    wide(&mut table, columns_name, "各张表的每一栏怎样填。");
    table.orientation = Orientation::Portrait;
    table
}

/// How each column of each sheet is filled in.
fn columns(keys: &Keys) -> Table {
    let [_, name] = COVERS;
    let columns = vec![Column::left("工作表", 14), Column::left("栏", 24), Column::left("怎样填", 74)];
    let mut table =
        Table::new(name, "各栏怎样填".to_owned(), "点到那一栏的格，旁边也有同样的提示。".to_owned(), columns);
    table.heading = Align::Left;
    table.orientation = Orientation::Portrait;
    for sheet in keys.sheets.iter().skip(1) {
        for key in &sheet.keys {
            let must = if key.must { "必填。" } else { "" };
            let cells = [sheet.name.clone(), key.title.clone(), format!("{must}{}", key.note)];
            table.push(RowKind::Body, cells.map(TableCell::Text).to_vec());
        }
    }
    table
}

/// The sheet of the keys that occur once: one a row.
fn key_table(keys: &Keys, sheet: &KeySheet, form: &FormSheet) -> Table {
    let [name, content, note] = KEY_HEADERS;
    let mut content = Column::left(content, 44);
    content.number = NumberKind::Text;
    let fixed = |column: Column| Column { tone: ColumnTone::Fixed, ..column };
    let columns = vec![fixed(Column::left(name, 26)), content, fixed(Column::left(note, 62))];
    let mut table = blank(sheet, columns);
    for ((row, cells), key) in (Table::FIRST_ROW..).zip(&form.rows).zip(&sheet.keys) {
        if key.rare && cells.get(1).is_none_or(|cell| matches!(cell, TableCell::Empty)) {
            table.hidden.rows.push(row);
        }
        table.asks.push(ask(keys, key, row, row, 1));
        table.push(RowKind::Body, cells.clone());
    }
    table
}

/// The sheet of a list: one key a column.
fn list_table(keys: &Keys, sheet: &KeySheet, form: &FormSheet) -> Table {
    let leading = sheet.leading();
    let mut columns: Vec<Column> = sheet.which.iter().chain(&sheet.owner).map(|title| leading_column(title)).collect();
    columns.extend(sheet.shows_owner.then(|| Column { tone: ColumnTone::Fixed, ..Column::left(OWNER_SHOWN, 18) }));
    columns.extend(sheet.keys.iter().map(column));
    let mut table = blank(sheet, columns);
    table.frozen_columns = sheet.frozen;
    let last = Table::FIRST_ROW + ASKED_ROWS.max(u32::try_from(form.rows.len()).unwrap_or(u32::MAX) + EMPTY_ROWS);
    table.asks.extend(leading_asks(keys, sheet, last));
    for (col, (index, key)) in (leading..).zip(sheet.keys.iter().enumerate()) {
        let is_empty =
            form.rows.iter().all(|row| row.get(leading + index).is_none_or(|cell| matches!(cell, TableCell::Empty)));
        let Ok(col) = u16::try_from(col) else { continue };
        if key.rare && is_empty {
            table.hidden.columns.push(col);
        }
        table.asks.push(ask(keys, key, Table::FIRST_ROW, last, col));
    }
    for cells in &form.rows {
        table.push(RowKind::Body, cells.clone());
    }
    for _ in 0..EMPTY_ROWS {
        table.push(RowKind::Body, Vec::new());
    }
    table.hidden = Hidden { sheet: is_hidden(sheet, form), ..table.hidden };
    table
}

fn blank(sheet: &KeySheet, columns: Vec<Column>) -> Table {
    let mut table = Table::new(&sheet.name, sheet.name.clone(), sheet.about.clone(), columns);
    table.heading = Align::Left;
    table.orientation = Orientation::Landscape;
    table
}

fn is_hidden(sheet: &KeySheet, form: &FormSheet) -> bool {
    sheet.rare && form.rows.is_empty()
}

fn leading_column(title: &str) -> Column {
    Column { number: NumberKind::Text, tone: ColumnTone::Must, ..Column::center(title, 12) }
}

fn column(key: &Key) -> Column {
    let (width, align, number) = match key.holds {
        Holds::Text => (14, Align::Left, NumberKind::Text),
        Holds::Long => (40, Align::Left, NumberKind::General),
        Holds::Number => (9, Align::Center, NumberKind::General),
        Holds::Amount => (10, Align::Center, NumberKind::Text),
        Holds::Formula | Holds::FormulaOrMap => (30, Align::Left, NumberKind::Text),
        Holds::Yes => (8, Align::Center, NumberKind::General),
        Holds::Day => (16, Align::Center, NumberKind::Day),
        Holds::Choice => (11, Align::Center, NumberKind::General),
        Holds::Choices | Holds::Amounts => (12, Align::Center, NumberKind::Text),
        Holds::Texts | Holds::TextOrTexts | Holds::Words | Holds::Map | Holds::TextMap => {
            (20, Align::Left, NumberKind::Text)
        }
    };
    let tone = if key.must { ColumnTone::Must } else { ColumnTone::Plain };
    Column { header: key.title.clone(), width: key.width.unwrap_or(width), align, number, tone }
}

/// The note and the drop-down of a key.
fn ask(keys: &Keys, key: &Key, first: u32, last: u32, col: u16) -> Ask {
    let choices = match (key.holds, key.from) {
        (Holds::Yes, _) => Choices::Words(vec!["是".to_owned(), "否".to_owned()]),
        (Holds::Choice, _) => Choices::Words(key.choices.iter().map(|(_, shown)| shown.clone()).collect()),
        (_, Some(sheet)) => names(keys, sheet).unwrap_or(Choices::Free),
        _ => Choices::Free,
    };
    let must = if key.must { "必填。" } else { "" };
    Ask { first, last, col, title: key.title.clone(), note: format!("{must}{}", key.note), choices }
}

/// Notes and drop-downs of the columns that say whose a row is.
fn leading_asks(keys: &Keys, sheet: &KeySheet, last: u32) -> Vec<Ask> {
    let lists = || sheet.lists.iter().filter_map(|list| keys.lists.get(*list));
    let mut asks = Vec::new();
    let mut ask = |title: &str, note: String, choices: Choices| {
        let col = u16::try_from(asks.len()).unwrap_or(u16::MAX);
        asks.push(Ask { first: Table::FIRST_ROW, last, col, title: title.to_owned(), note, choices });
    };
    if let Some(which) = &sheet.which {
        let words = lists().map(|list| list.title.clone()).collect();
        ask(which, "必填。从列表中选。".to_owned(), Choices::Words(words));
    }
    if let Some(title) = &sheet.owner {
        let mut owners = lists().filter_map(|list| list.owner.and_then(|owner| keys.lists.get(owner)));
        let (first, more) = (owners.next(), owners.next());
        let choices = first.filter(|_| more.is_none()).and_then(|owner| names(keys, owner.sheet));
        let names: Vec<&str> = lists()
            .filter_map(|list| keys.sheets.get(keys.sheet_of(Some(list.owner?))))
            .map(|sheet| sheet.name.as_str())
            .collect();
        let note = format!("这一行属于谁：写「{}」里的编号或名称。", names.join("」或「"));
        ask(title, note, choices.unwrap_or(Choices::Free));
    }
    asks
}

/// The names that the rows of a sheet have.
fn names(keys: &Keys, sheet: usize) -> Option<Choices> {
    let known = keys.sheets.get(sheet)?;
    let named_by = known.lists.first().and_then(|list| keys.lists.get(*list))?.named_by?;
    let col = u16::try_from(known.leading() + named_by).ok()?;
    Some(Choices::Column { table: known.name.clone(), col, last: Table::FIRST_ROW + ASKED_ROWS })
}
