//! 决定: a row per contested place that a meeting settled.

use std::sync::Arc;

use super::cells::Reader;
use super::dates::Written;
use super::register::Register;
use super::register_form::{Fill, FormColumn, RegisterForm};
use crate::model::text::{compact, person};
use crate::model::{Decision, Diagnostic, Field, FormPlace};
use crate::workbook::Row;

pub const FIELDS: [Field; 3] = [Field::Name, Field::Grade, Field::Outcome];

/// The proper headers. Decisions are read like any table of a branch's workbook, which knows more of them
/// (`data/columns.toml`); a test below holds the two together.
static REGISTER: Register = Register {
    columns: &[
        ("serial", &["序号"]),
        ("branch", &["支部"]),
        ("name", &["姓名"]),
        ("code", &["编号"]),
        ("grade", &["等次"]),
        ("outcome", &["决定"]),
        ("decided_by", &["决定机构"]),
        ("date", &["会议日期"]),
        ("reason", &["理由"]),
    ],
    needed: &["name", "grade", "outcome"],
};

/// The blank workbook.
pub static FORM: RegisterForm = RegisterForm {
    id: "decisions",
    file: "决定",
    title: "并列名额决定登记表",
    about: "同分而名额不够的，由会议决定授予谁，一人一个等次一行。",
    register: &REGISTER,
    columns: &[
        FormColumn::must("branch", 20, Fill::Branch, "党员所在的支部。", ""),
        FormColumn::must("name", 10, Fill::Words, "党员姓名。", "王某某"),
        FormColumn::may("code", 9, Fill::Code, "花名册的编号，没有编号的写序号；不重名的可以空着。", ""),
        FormColumn::must("grade", 12, Fill::Grade, "名额不够的那个等次。", ""),
        FormColumn::must("outcome", 10, Fill::OneOf(&["授予", "不授予"]), "并列的每个人写一行。", "授予"),
        FormColumn::must("decided_by", 18, Fill::Words, "哪个会议、哪个机构决定的。", "党员大会"),
        FormColumn::must("date", 12, Fill::Day, "开会的日期。", "2026-01-10"),
        FormColumn::must("reason", 30, Fill::Words, "为什么，照会议记录写。", "抢险救灾表现突出"),
    ],
    guide: &[
        ("怎样用", "存为「决定.xlsx」，放在各支部报表旁边，汇总时自动读；放在别处的，用 --decisions 指明。"),
        (
            "写哪些人",
            "汇总以后，「待党员大会决定」的每个人写一行：留下几个名额，就给几人写「授予」，其余的写「不授予」。",
        ),
        ("不照办的", "没有并列的、超过名额的、没有日期或理由的、期间开始以前的会议，不照办，并说明原因。"),
    ],
};

/// The decisions of a sheet, in its order, with what is wrong in their cells.
pub fn read_decisions(
    rows: &[Row<'_>],
    form: &Arc<FormPlace>,
    branch: Option<&str>,
) -> (Vec<Decision>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut decisions = Vec::new();
    for row in rows {
        let number = row.number;
        let mut row = Reader { form, row: *row, year: None, problems: Vec::new() };
        let outcome = row.text(Field::Outcome).map(|text| compact(&text)).unwrap_or_default();
        let date = match row.date(Field::Date) {
            Some(Ok(Written::Day(day))) => Some(day),
            _ => None,
        };
        decisions.push(Decision {
            branch: row
                .text(Field::Branch)
                .map(|text| compact(&text))
                .or(branch.map(str::to_owned))
                .unwrap_or_default(),
            name: row.text(Field::Name).map(|text| person(&text)).unwrap_or_default(),
            id: row.text(Field::Code).map(|text| compact(&text)).filter(|text| !text.is_empty()),
            grade: row.text(Field::Grade).map(|text| compact(&text)).unwrap_or_default(),
            awarded: read_outcome(&outcome),
            date,
            by: row.text(Field::DecidedBy).unwrap_or_default(),
            asks_by: form.columns.contains_key(&Field::DecidedBy),
            reason: row.text(Field::Reason).unwrap_or_default(),
            file: Arc::clone(&form.file),
            number: decisions.len() + 1,
            source: Some(form.row(number)),
        });
        problems.append(&mut row.problems);
    }
    (decisions, problems)
}

/// 授予 or 不授予.
#[must_use]
pub fn read_outcome(text: &str) -> Option<bool> {
    match text {
        "授予" | "同意" | "是" | "√" => Some(true),
        "不授予" | "不同意" | "否" | "×" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::layout::columns::{Columns, Meaning};
    use crate::layout::kind::Dictionary;
    use crate::rules::{builtin, default_id};

    #[test]
    fn the_headers_of_the_blank_workbook_are_known() {
        let rules = builtin(&default_id()).unwrap().unwrap();
        let columns = Columns::new(&rules, &BTreeMap::new());
        for (id, names) in REGISTER.columns {
            let found = columns.find(Dictionary::Decisions, names[0]);
            let Some(Meaning::Field(field)) = found else { panic!("{id}: {found:?}") };
            assert_eq!(crate::layout::columns::key_of(&rules, field), *id);
        }
    }
}
