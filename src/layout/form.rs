//! What a form lacks and has too much: columns that are missing, unknown, or there twice.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cells::shown;
use super::codes::{L102, L104, L119};
use super::columns::{Columns, usual_name};
use super::heading::Dictionaries;
use super::judged::Judged;
use super::kind::{Dictionary, Kind};
use super::table_rows::{data_rows, rows_with_use};
use super::tables::Table;
use crate::model::text::{compact, header, is_one_slip_apart};
use crate::model::{CellRef, Diagnostic, Field, FormPlace, Proper, Severity, Source};
use crate::rules::{Item, RuleSet};
use crate::workbook::{Cell, Row, Sheet};

/// What is wrong with the columns of a table, and whether its rows can be read in spite of it.
#[must_use]
pub fn check_columns(
    sheet: &Sheet,
    table: &Table,
    form: &FormPlace,
    words: &Dictionaries<'_>,
    has_member: bool,
) -> (Vec<Diagnostic>, bool) {
    let judged = &table.judged;
    // A card that nobody was named on and nothing was written on waits for its member.
    let is_blank = || data_rows(&rows_with_use(sheet, table, form)).is_empty();
    let has_member = has_member || (table.labels.asks_for_member && is_blank());
    let mut diagnostics = missing_columns(judged, form, words.rules, has_member);
    let complete = diagnostics.is_empty();
    diagnostics.extend(near_columns(sheet, table, form, words.rules));
    let used: BTreeSet<u32> = rows_of(sheet, table).flat_map(|row| row.cells).map(|cell| cell.at.col).collect();
    for col in &judged.unknown {
        diagnostics.push(unknown_column(sheet, table, form, *col, used.contains(col), words));
    }
    for (field, col) in &judged.repeated {
        diagnostics.push(repeated_column(sheet, table, form, *field, *col, used.contains(col)));
    }
    (diagnostics, complete)
}

/// Columns without which no row can be read.
fn missing_columns(judged: &Judged, form: &FormPlace, rules: &RuleSet, has_member: bool) -> Vec<Diagnostic> {
    let kind = judged.kind;
    let needed: &[&[Field]] = match kind {
        Kind::Ledger => &[&[Field::Name], &[Field::Date, Field::Day], &[Field::ItemNumber, Field::ItemName]],
        Kind::Card if !has_member => &[&[Field::Name]],
        Kind::Roster => &[&[Field::Name]],
        Kind::Decisions => &[&[Field::Name], &[Field::Grade], &[Field::Outcome], &[Field::Date], &[Field::Reason]],
        _ => &[],
    };
    let absent = needed.iter().filter(|any| !any.iter().any(|field| form.columns.contains_key(field)));
    absent
        .map(|any| {
            let names: Vec<String> =
                any.iter().map(|field| format!("「{}」", usual_name(rules, kind.dictionary(), *field))).collect();
            let names = names.join("或");
            let advice =
                format!("请在表头补上{names}一栏，逐行填写。本来就有这一栏，只是名称不一样的，把表头改成{names}。");
            let message = format!("这张表缺少{names}一栏，表里的内容没有读取。");
            L102.says(message).at(form.row(form.header)).advise(advice)
        })
        .collect()
}

fn unknown_column(
    sheet: &Sheet,
    table: &Table,
    form: &FormPlace,
    col: u32,
    is_used: bool,
    words: &Dictionaries<'_>,
) -> Diagnostic {
    let kind = table.judged.kind;
    let (at, name) = heading_of(sheet, table, col);
    let near = nearest(&name, form, kind.dictionary(), words.columns, words.rules);
    let is_near =
        near.is_some() && name.chars().count() > 2 && !OF_SOMETHING_ELSE.iter().any(|word| name.contains(word));
    let says_words = kind == Kind::Matrix && holds_words(sheet, table, col);
    let matters = is_used && !says_words && (is_near || may_matter(kind, &name));
    let advice = match &near {
        Some(near) => format!("如果这一栏就是「{near}」，请把表头改成「{near}」；与积分无关的可以不管。"),
        None if kind == Kind::Matrix => items_near(&name, words.rules),
        None => "与积分无关的可以不管，改成「备注」就不再提醒；计分要用的，请改成规定的表头。".to_owned(),
    };
    let said = L104
        .says(format!("表头「{name}」不认识，这一栏的内容没有使用。"))
        .at(form.at(at))
        .found(&name)
        .advise(advice)
        .as_severity(if matters { Severity::Warning } else { Severity::Note });
    match near.filter(|_| is_near && sheet.get(at).is_some_and(|cell| may_be_replaced(sheet, cell, &name))) {
        Some(near) => said.could_be(Proper::Text(near.into())),
        None => said,
    }
}

/// Words of headings of a roster that may tell when somebody came or went.
const COMING_AND_GOING: [&str; 10] = ["转", "调", "离", "出", "去世", "死", "亡", "停", "除名", "在册"];

/// Words of headings that sound like known ones and are about something else: 支部意见, 入党时所在党支部.
const OF_SOMETHING_ELSE: [&str; 2] = ["意见", "入党时"];

/// Whether a column holds words alone, as one does that groups items: no figure, no mark.
fn holds_words(sheet: &Sheet, table: &Table, col: u32) -> bool {
    let mut cells = rows_of(sheet, table).flat_map(|row| row.cells).filter(|cell| cell.at.col == col);
    cells.all(|cell| {
        let text = compact(&shown(cell));
        text.chars().count() > 1 && !text.chars().any(|c| c.is_numeric())
    })
}

/// Whether an unknown column may bear on points. A roster has columns of all kinds (学历, 邮箱) that do not; and a bare number
/// is no heading of anything.
fn may_matter(kind: Kind, name: &str) -> bool {
    let is_number = name.parse::<rust_decimal::Decimal>().is_ok();
    !is_number && (kind != Kind::Roster || COMING_AND_GOING.iter().any(|word| name.contains(word)))
}

/// That columns were read by what they resemble: whoever knows better has to see it. Each could as well have its usual
/// heading, which says the same.
fn near_columns<'a>(
    sheet: &'a Sheet,
    table: &'a Table,
    form: &'a FormPlace,
    rules: &'a RuleSet,
) -> impl Iterator<Item = Diagnostic> {
    let judged = &table.judged;
    let near = judged.near.iter();
    near.filter(|(field, col)| judged.fields.get(field) == Some(col) || *field == Field::Price).map(|(field, col)| {
        let (at, name) = heading_of(sheet, table, *col);
        let usual = usual_name(rules, judged.kind.dictionary(), *field);
        let said = L119
            .says(format!("表头「{name}」不是规定的写法，按「{usual}」读取。"))
            .at(form.at(at))
            .found(&name)
            .advise(format!("读得对的可以不管，或者把表头改成「{usual}」；不对的，请改成它真正的意思。"));
        match sheet.get(at) {
            Some(cell) if may_be_replaced(sheet, cell, &name) => said.mended_to(Proper::Text(usual.into())),
            _ => said,
        }
    })
}

/// Whether another text may take a heading's place: it says nothing besides its name, is written by hand, and is not
/// repeated further down, where it would then be no repetition any more.
fn may_be_replaced(sheet: &Sheet, cell: &Cell, name: &str) -> bool {
    let says_it = |cell: &Cell| !cell.formula && compact(&shown(cell)) == name;
    let mut below = sheet.cells().iter().filter(|other| other.at.col == cell.at.col && other.at.row > cell.at.row);
    says_it(cell) && !below.any(says_it)
}

/// The items that a heading may mean.
fn items_near(name: &str, rules: &RuleSet) -> String {
    let near: Vec<String> = rules.nearest_items(name).into_iter().map(Item::label).collect();
    if near.is_empty() {
        return "这一栏是积分项目的，请写上办法里的项目编号或名称；与积分无关的可以不管。".to_owned();
    }
    format!("最接近的项目是 {}；是其中一项的，请改成它的编号或名称，与积分无关的可以不管。", near.join("、"))
}

/// The cell that heads a column, and its words.
fn heading_of(sheet: &Sheet, table: &Table, col: u32) -> (CellRef, String) {
    let found = table.band.at(col);
    let row = found.map_or(*table.band.rows.end(), |(heading, _)| heading.at.row);
    let at = CellRef::new(row, col);
    let name = sheet.get(at).map(|cell| header(&shown(cell)));
    (at, name.or_else(|| found.map(|(heading, _)| heading.leaf().to_owned())).unwrap_or_default())
}

/// The rows of a table, below its header.
fn rows_of<'a>(sheet: &'a Sheet, table: &Table) -> impl Iterator<Item = Row<'a>> {
    sheet.rows_in(table.rows.clone())
}

/// Two columns mean the same: the first is read. That matters where the other holds something; a second column of
/// names is a second block of lines beside the first, or leaves open who is meant.
fn repeated_column(
    sheet: &Sheet,
    table: &Table,
    form: &FormPlace,
    field: Field,
    col: u32,
    is_used: bool,
) -> Diagnostic {
    let read = form.columns.get(&field).copied().unwrap_or(col);
    let ((_, first), (at, second)) = (heading_of(sheet, table, read), heading_of(sheet, table, col));
    let is_harmless = !is_used || is_of_others(table, col) || says_nothing_else(sheet, table, field, read, col);
    let severity = match (is_harmless, field) {
        (true, _) => Severity::Note,
        (false, Field::Name) => Severity::Error,
        (false, _) => Severity::Warning,
    };
    let source = Source { file: Arc::clone(&form.file), sheet: Arc::clone(&form.sheet), cells: at.into() };
    let letters = CellRef::new(form.header, read).column_letters();
    L104.says(format!("「{second}」与 {letters} 栏「{first}」意思相同，只读了 {letters} 栏，这一栏没有使用。"))
        .at(source)
        .found(&second)
        .advise("请只留一栏；两栏说的不是一回事的，把其中一栏的表头改成别的说法。")
        .as_severity(severity)
}

/// Words of headings over columns about people who are no members here.
const OTHERS: [&str; 7] = ["联系人", "家属", "亲属", "配偶", "子女", "介绍人", "父母"];

/// Whether a column stands under a heading of its own about other people: 姓名 under 家属联系人.
fn is_of_others(table: &Table, col: u32) -> bool {
    let heading = table.band.at(col).map(|(heading, _)| heading);
    heading.is_some_and(|heading| heading.path.iter().any(|word| OTHERS.iter().any(|other| word.contains(other))))
}

/// Whether a second column of a roster says in each row what the first says; or of a member's standing nothing of
/// probation, which is all that is asked of it.
fn says_nothing_else(sheet: &Sheet, table: &Table, field: Field, read: u32, col: u32) -> bool {
    let text = |row: &Row<'_>, col: u32| {
        let cell = row.cells.iter().find(|cell| cell.at.col == col);
        cell.map_or(String::new(), |cell| compact(&shown(cell)))
    };
    let is_idle = |row: Row<'_>| {
        let second = text(&row, col);
        second == text(&row, read) || (field == Field::Standing && !second.contains("预备"))
    };
    table.judged.kind == Kind::Roster && rows_of(sheet, table).all(is_idle)
}

/// The known header that an unknown one most likely means, among those that the table lacks.
fn nearest(name: &str, form: &FormPlace, kind: Dictionary, columns: &Columns, rules: &RuleSet) -> Option<String> {
    let lacking = columns.fields(kind).into_iter().filter(|field| !form.columns.contains_key(field));
    lacking
        .map(|field| usual_name(rules, kind, field))
        .find(|usual| is_one_slip_apart(usual, name) || (usual.chars().count() > 1 && name.contains(usual.as_str())))
}

#[cfg(test)]
mod tests {
    use crate::layout::Kind;
    use crate::layout::drawn;

    /// What is found on the one sheet of a drawing: kind, Excel's row of the header, codes of its columns.
    fn found(drawing: &str) -> Option<(Kind, u32, Vec<&'static str>)> {
        let recognised = drawn::read(drawing);
        let [table] = recognised.tables.as_slice() else { return None };
        let columns =
            recognised.diagnostics.iter().filter(|diagnostic| matches!(diagnostic.code.id, "L102" | "L104" | "L105"));
        Some((table.kind, table.header.last.row + 1, columns.map(|diagnostic| diagnostic.code.id).collect()))
    }

    #[test]
    fn a_roster_is_known_by_its_words_wherever_they_stand() {
        for (drawing, row) in [
            ("# 花名册\n序号|姓名|性别|出生年月|入党时间|党员类别", 1),
            ("# Sheet1\n东河村党支部党员花名册\n|||制表日期：2025-12-31\n序号|姓名|性别|出生年月|入党时间", 3),
            ("# 表\n入党日期|党员类型|出生日期|党员姓名|序号", 1),
            ("# 表\n序 号|姓　　名|性 别|出生\u{3000}年月|入党时间：", 1),
            ("# 表\n*序号|姓名（必填）|出生年月（公历）|入党时间（年月日）|党员类别(正式/预备)", 1),
            ("# 党员名单\n序号|姓名|入党时间", 1),
        ] {
            assert_eq!(found(drawing), Some((Kind::Roster, row, vec![])), "{drawing}");
        }
    }

    #[test]
    fn a_ledger_is_known_by_its_words_wherever_they_stand() {
        let all = "级别|分值|事由|核实人|党员大会通过日期";
        for (drawing, row) in [
            (format!("# 积分登记\n序号|日期|姓名|项目编号|次数|{all}"), 1),
            (format!("# Sheet2\n东河村党支部2025年党员积分登记表\n单位：分\n{all}|次数|项目名称|姓名|日期"), 3),
            (format!("# 表\n发生时间|党员姓名|积分项目|数 量|{all}"), 1),
            // the header repeated by a page break: the first one holds
            (format!("# 表\n日期|姓名|项目编号|次数|{all}\n2025-03-08|王伟|A|1\n日期|姓名|项目编号|次数|{all}"), 1),
        ] {
            assert_eq!(found(&drawing), Some((Kind::Ledger, row, vec![])), "{drawing}");
        }
    }

    #[test]
    fn other_sheets_are_no_tables_of_ours() {
        for drawing in [
            "# 花名册\n填表说明\n请逐行填写",
            "# 积分登记\n王伟|J04|志愿服务\n李秀英|J04|志愿服务",
            "# 签到\n序号|姓名|签名|电话",
            "# 空",
        ] {
            assert_eq!(found(drawing), None, "{drawing}");
        }
    }

    #[test]
    fn missing_lacking_and_unknown_columns_are_named() {
        for (drawing, codes) in [
            ("# 表\n日期|项目编号|次数|级别|分值|事由|核实人|党员大会通过日期", &["L102"][..]),
            ("# 表\n日期|姓名|次数|级别|分值|事由|核实人|党员大会通过日期", &["L102"]),
            ("# 表\n日期|姓名|项目编号|次数|级别|分值|事由|核实人", &["L105"]),
            ("# 表\n日期|姓名|项目编号|次数|级别|分值|事由|核实人|党员大会通过日期|带队人", &["L104"]),
            ("# 表\n日期|姓名|项目编号|次数|级别|分值|事由|核实人|党员大会通过日期|—|地点", &[]),
            ("# 花名册\n姓名|出生年月|入党时间", &["L105"]),
        ] {
            let (_, _, found) = found(drawing).unwrap_or_else(|| panic!("{drawing}"));
            assert_eq!(found, codes, "{drawing}");
        }
    }
}
