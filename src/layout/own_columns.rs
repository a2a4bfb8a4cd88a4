//! What a line of a ledger says beside what every ledger has: in the columns of the rule set's own, and whether evidence
//! is there.

use super::cells::{Reader, broken, shown};
use super::codes::V302;
use super::held::Values;
use crate::model::text::{compact, says_nothing};
use crate::model::{Field, Held};
use crate::rules::{Column, RuleSet};
use crate::workbook::Value;

/// Words under 佐证 that say that there is none.
const NO_EVIDENCE: [&str; 4] = ["没有", "暂无", "未提供", "无佐证"];

/// What stands in the columns of the rule set's own, in its order.
pub fn read_own(row: &mut Reader<'_>, rules: &RuleSet) -> Vec<Option<Held>> {
    let values = Values { rules, table: None, year: row.year };
    rules.entry_columns.iter().enumerate().map(|(index, column)| read_column(row, index, column, values)).collect()
}

fn read_column(row: &mut Reader<'_>, index: usize, column: &Column, values: Values<'_>) -> Option<Held> {
    let field = Field::Own(index);
    // What is merged down over several rows holds for all of them; a figure there would count again and again.
    let cell = row
        .form
        .columns
        .get(&field)
        .and_then(|col| if column.holds.is_figure() { row.row.get(*col) } else { row.row.get_merged(*col) });
    match values.read(column, cell) {
        Some(Ok((held, remark))) => {
            if let Some(remark) = remark {
                row.problem(field, remark);
            }
            Some(held)
        }
        Some(Err(problem)) => {
            row.problem(field, *problem);
            None
        }
        None => {
            if column.required {
                row.problem(field, V302.says(format!("「{}」没有填。", column.title)));
            }
            None
        }
    }
}

/// Whether 佐证 is filled in; `None` where the form has no column for it.
pub fn has_evidence(row: &Reader<'_>) -> Option<bool> {
    let col = row.form.columns.get(&Field::Evidence)?;
    let Some(cell) = row.row.get_merged(*col).filter(|cell| broken(cell).is_none()) else { return Some(false) };
    let says_none = |text: &str| says_nothing(text) || NO_EVIDENCE.contains(&compact(text).as_str());
    Some(match &cell.value {
        Value::Text(text) => !says_none(text),
        Value::Bool(there) => *there,
        _ => !shown(cell).is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::layout::{Columns, Hints, Part, recognise};
    use crate::model::Points;
    use crate::rules::load;
    use crate::workbook::{Original, Workbook, sketch};

    fn part(drawing: &str) -> Part {
        let rules = load(include_str!("../../tests/rules/company.toml")).unwrap();
        let columns = Columns::new(&rules, &BTreeMap::new());
        let hints = Hints { columns, township: None, year: Some(2025), pins: Vec::new() };
        let workbook = Workbook { original: Original::in_memory(b"", &"甲.xlsx".into()), sheets: sketch(drawing) };
        recognise(&workbook, &rules, &hints).parts.remove(0)
    }

    #[test]
    fn what_stands_in_own_columns_has_its_type() {
        let day = |day| chrono::NaiveDate::from_ymd_opt(2025, 3, day).map(Held::Day);
        let half = Points::parse("1.5").ok().map(Held::Figure);
        for (rows, expected) in [
            (
                "1|2025-03-03|王伟|G05|2025-03-04|3月10日|有人 提出|不成立|1.5",
                [day(4), day(10), Some(Held::Text("有人 提出".into())), Some(Held::Choice(1)), half],
            ),
            ("1|2025-03-03|王伟|G05|—||无|/|", [const { None }; 5]),
        ] {
            let header = "序号|日期|姓名|项目编号|公示开始|公示结束日期|异议|异议处理结果|工时";
            let read = part(&format!("# 积分登记\n{header}\n{rows}"));
            assert_eq!(read.lines[0].entry.own, expected, "{rows}");
            assert_eq!(read.lines[0].entry.evidence, None);
            // A card has the columns of a ledger.
            let header = "日期|项目编号|次数|公示开始|公示结束日期|异议|异议处理结果|工时";
            let row = rows.replace("1|2025-03-03|王伟|G05|", "2025-03-03|G05|1|");
            let read = part(&format!("# 王伟\n个人积分卡\n姓名：|王伟\n{header}\n{row}"));
            assert_eq!(read.lines[0].entry.own, expected, "{rows}");
        }
    }

    #[test]
    fn evidence_is_there_or_not_where_there_is_a_column_for_it() {
        for (written, there) in
            [("照片3张", true), ("无", false), ("—", false), ("没有", false), ("", false), ("#N/A", false), ("1", true)]
        {
            let read = part(&format!("# 积分登记\n序号|日期|姓名|项目编号|佐证材料\n1|2025-03-03|王伟|G05|{written}"));
            assert_eq!(read.lines[0].entry.evidence, Some(there), "{written}");
        }
    }
}
