//! Finding a table on a sheet: the header row by its words, below any title rows, columns in any order.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cells::shown;
use super::codes::{L102, L104, L105};
use super::columns::{Columns, Kind, Meaning, usual_name};
use super::title::CELL_END;
use crate::model::text::{compact, header, is_one_slip_apart, says_nothing};
use crate::model::{CellRef, Diagnostic, Field, FormPlace, Severity, Source};
use crate::rules::{Pricing, RuleSet};
use crate::workbook::{Row, Sheet};

/// Titles, notes and headers stand in the first rows of a sheet.
const ROWS_SEARCHED: usize = 40;

/// A table that was found.
#[derive(Debug)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub form: Arc<FormPlace>,
    /// The text above the header.
    pub title: String,
    /// Columns that are missing or were not recognised.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether it has the columns without which no row of it can be read.
    pub complete: bool,
}

struct Candidate<'a> {
    row: Row<'a>,
    columns: BTreeMap<Field, u32>,
    unknown: Vec<u32>,
    /// Columns of a meaning that an earlier column has.
    repeated: Vec<(Field, u32)>,
}

/// The table on a sheet, if there is one of a known kind.
#[must_use]
pub fn find_table(sheet: &Sheet, file: &Arc<str>, columns: &Columns, rules: &RuleSet) -> Option<Found> {
    let hint = compact(&sheet.name);
    let above: String = sheet.rows().take(3).flat_map(|row| row.cells.first()).map(shown).collect();
    let (kind, candidate) = [Kind::Ledger, Kind::Decisions, Kind::Roster].into_iter().find_map(|kind| {
        let best = sheet
            .rows()
            .take(ROWS_SEARCHED)
            .map(|row| read_header(kind, row, columns))
            .max_by(|a, b| a.columns.len().cmp(&b.columns.len()).then(b.row.number.cmp(&a.row.number)))?;
        looks_like(kind, &best, &format!("{hint}{}", compact(&above))).then_some((kind, best))
    })?;
    let header_row = candidate.row.number;
    let extent = (
        candidate.row.cells.first().map_or(0, |cell| cell.at.col),
        candidate.row.cells.last().map_or(0, |cell| cell.at.col),
    );
    let form = Arc::new(FormPlace {
        file: Arc::clone(file),
        sheet: Arc::clone(&sheet.name),
        header: header_row,
        columns: candidate.columns,
        extent,
    });
    let title = sheet
        .rows()
        .take_while(|row| row.number < header_row)
        .flat_map(|row| row.cells)
        .map(shown)
        .collect::<Vec<_>>()
        .join(CELL_END);
    let missing = missing_columns(kind, &form, rules);
    let complete = missing.is_empty();
    let mut diagnostics = missing;
    diagnostics.extend(lacking_columns(kind, &form, rules));
    for col in candidate.unknown {
        diagnostics.push(unknown_column(sheet, &form, col, kind, columns, rules));
    }
    diagnostics.extend(candidate.repeated.into_iter().map(|(field, col)| repeated_column(sheet, &form, field, col)));
    Some(Found { kind, form, title, diagnostics, complete })
}

fn read_header<'a>(kind: Kind, row: Row<'a>, columns: &Columns) -> Candidate<'a> {
    let mut found = BTreeMap::new();
    let mut unknown = Vec::new();
    let mut repeated = Vec::new();
    for cell in row.cells {
        match columns.find(kind, &shown(cell)) {
            Some(Meaning::Field(field)) => match found.entry(field) {
                Entry::Vacant(place) => {
                    place.insert(cell.at.col);
                }
                Entry::Occupied(_) => repeated.push((field, cell.at.col)),
            },
            Some(Meaning::Unused) => {}
            None if says_nothing(&shown(cell)) => {}
            None => unknown.push(cell.at.col),
        }
    }
    Candidate { row, columns: found, unknown, repeated }
}

/// A table is recognised by several of its own words together; its name alone proves nothing.
fn looks_like(kind: Kind, candidate: &Candidate<'_>, names: &str) -> bool {
    let has = |field: &Field| candidate.columns.contains_key(field);
    let own: BTreeSet<&Field> = candidate
        .columns
        .keys()
        .filter(|field| match kind {
            Kind::Ledger => matches!(
                field,
                Field::Date
                    | Field::Registered
                    | Field::ItemNumber
                    | Field::ItemName
                    | Field::Quantity
                    | Field::Level
                    | Field::Stated
                    | Field::Matter
                    | Field::Evidence
                    | Field::Step(_)
            ),
            Kind::Roster => matches!(
                field,
                Field::Sex
                    | Field::Identity
                    | Field::Born
                    | Field::Joined
                    | Field::Standing
                    | Field::Came
                    | Field::Left
                    | Field::Died
            ),
            Kind::Decisions => matches!(field, Field::Grade | Field::Outcome | Field::Reason | Field::Date),
        })
        .collect();
    match kind {
        Kind::Ledger => own.len() >= 4 || (own.len() >= 3 && has(&Field::Name)),
        Kind::Decisions => has(&Field::Name) && has(&Field::Grade) && has(&Field::Outcome) && own.len() >= 3,
        Kind::Roster => {
            let called_so = names.contains("名册") || names.contains("名单");
            own.len() >= 3 || (has(&Field::Name) && (own.len() >= 2 || (called_so && candidate.columns.len() >= 2)))
        }
    }
}

/// Columns without which no row can be read.
fn missing_columns(kind: Kind, form: &FormPlace, rules: &RuleSet) -> Vec<Diagnostic> {
    let needed: &[&[Field]] = match kind {
        Kind::Ledger => &[&[Field::Name], &[Field::Date], &[Field::ItemNumber, Field::ItemName]],
        Kind::Roster => &[&[Field::Name]],
        Kind::Decisions => &[&[Field::Name], &[Field::Grade], &[Field::Outcome], &[Field::Date], &[Field::Reason]],
    };
    let absent = needed.iter().filter(|any| !any.iter().any(|field| form.columns.contains_key(field)));
    absent
        .map(|any| {
            let names: Vec<String> =
                any.iter().map(|field| format!("「{}」", usual_name(rules, kind, *field))).collect();
            let names = names.join("或");
            let advice =
                format!("请在表头补上{names}一栏，逐行填写。本来就有这一栏，只是名称不一样的，把表头改成{names}。");
            let message = format!("这张表缺少{names}一栏，表里的内容没有读取。");
            L102.says(message).at(form.row(form.header)).advise(advice)
        })
        .collect()
}

/// Columns that the rules ask about: without them rows can be read, but less can be known.
fn lacking_columns(kind: Kind, form: &FormPlace, rules: &RuleSet) -> Vec<Diagnostic> {
    let wanted: Vec<(Field, Severity)> = match kind {
        Kind::Roster => {
            let numbered = form.columns.contains_key(&Field::Serial) || form.columns.contains_key(&Field::Code);
            if numbered { Vec::new() } else { vec![(Field::Serial, Severity::Warning)] }
        }
        Kind::Ledger => {
            let priced = |wanted: fn(&Pricing) -> bool| rules.items.iter().any(|item| wanted(&item.pricing));
            let mut wanted = Vec::new();
            if priced(|pricing| matches!(pricing, Pricing::Levels(_))) {
                wanted.push((Field::Level, Severity::Warning));
            }
            if priced(|pricing| matches!(pricing, Pricing::Assessed(_))) {
                wanted.push((Field::Stated, Severity::Warning));
            }
            let steps = 0..rules.steps.len();
            wanted.extend(
                steps
                    .filter(|step| rules.items.iter().any(|item| item.requires.iter().any(|need| need.step == *step)))
                    .map(|step| (Field::Step(step), Severity::Warning)),
            );
            wanted.extend([Field::Quantity, Field::Matter].map(|field| (field, Severity::Note)));
            wanted
        }
        Kind::Decisions => Vec::new(),
    };
    wanted
        .into_iter()
        .filter(|(field, _)| !form.columns.contains_key(field))
        .map(|(field, severity)| {
            let name = usual_name(rules, kind, field);
            let (message, advice) = if field == Field::Serial {
                let message = format!("这张花名册没有「{name}」一栏，暂按名单的先后编号。");
                (message, format!("请在表头加上「{name}」，给每个人一个不同的号。"))
            } else {
                let message = format!("这张表没有「{name}」一栏，按每行都没有填写处理。");
                (message, format!("请在表头加上「{name}」，有内容的逐行填写；都没有内容的，这一栏可以空着。"))
            };
            L105.says(message).at(form.row(form.header)).as_severity(severity).advise(advice)
        })
        .collect()
}

fn unknown_column(
    sheet: &Sheet,
    form: &FormPlace,
    col: u32,
    kind: Kind,
    columns: &Columns,
    rules: &RuleSet,
) -> Diagnostic {
    let at = CellRef::new(form.header, col);
    let name = header(&sheet.get(at).map(shown).unwrap_or_default());
    let is_used = sheet.rows().filter(|row| row.number > form.header).any(|row| row.get(col).is_some());
    let near = nearest(&name, form, kind, columns, rules);
    let advice = match near {
        Some(near) => format!("如果这一栏就是「{near}」，请把表头改成「{near}」；与积分无关的可以不管。"),
        None => "与积分无关的可以不管，改成「备注」就不再提醒；计分要用的，请改成规定的表头。".to_owned(),
    };
    let source = Source { file: Arc::clone(&form.file), sheet: Arc::clone(&form.sheet), cells: at.into() };
    L104.says(format!("表头「{name}」不认识，这一栏的内容没有使用。"))
        .at(source)
        .found(&name)
        .advise(advice)
        .as_severity(if is_used { Severity::Warning } else { Severity::Note })
}

/// Two columns mean the same: the first is read. That matters where the other holds something; a second column of
/// names is a second block of lines beside the first, or leaves open who is meant.
fn repeated_column(sheet: &Sheet, form: &FormPlace, field: Field, col: u32) -> Diagnostic {
    let name = |col| header(&sheet.get(CellRef::new(form.header, col)).map(shown).unwrap_or_default());
    let read = form.columns.get(&field).copied().unwrap_or(col);
    let (first, second) = (name(read), name(col));
    let is_used = sheet.rows().filter(|row| row.number > form.header).any(|row| row.get(col).is_some());
    let severity = match (is_used, field) {
        (true, Field::Name) => Severity::Error,
        (true, _) => Severity::Warning,
        (false, _) => Severity::Note,
    };
    let cells = CellRef::new(form.header, col).into();
    let source = Source { file: Arc::clone(&form.file), sheet: Arc::clone(&form.sheet), cells };
    let letters = CellRef::new(form.header, read).column_letters();
    L104.says(format!("「{second}」与 {letters} 栏「{first}」意思相同，只读了 {letters} 栏，这一栏没有使用。"))
        .at(source)
        .found(&second)
        .advise("请只留一栏；两栏说的不是一回事的，把其中一栏的表头改成别的说法。")
        .as_severity(severity)
}

/// The known header that an unknown one most likely means, among those that the table lacks.
fn nearest(name: &str, form: &FormPlace, kind: Kind, columns: &Columns, rules: &RuleSet) -> Option<String> {
    let lacking = columns.fields(kind).into_iter().filter(|field| !form.columns.contains_key(field));
    lacking
        .map(|field| usual_name(rules, kind, field))
        .find(|usual| is_one_slip_apart(usual, name) || (usual.chars().count() > 1 && name.contains(usual.as_str())))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::rules::{builtin, default_id};
    use crate::workbook::sketch;

    /// What is found on the one sheet of a drawing: kind, Excel's row of the header, codes.
    fn found(drawing: &str) -> Option<(Kind, u32, Vec<&'static str>)> {
        let rules = builtin(&default_id()).unwrap().unwrap();
        let columns = Columns::new(&rules, &BTreeMap::new());
        let found = find_table(&sketch(drawing)[0], &"甲.xlsx".into(), &columns, &rules)?;
        let codes = found.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
        Some((found.kind, found.form.header + 1, codes))
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
