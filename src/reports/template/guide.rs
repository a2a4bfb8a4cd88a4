//! 填表说明: how to fill in the workbook.

use super::{Template, TemplateForm};
use crate::model::{Align, Column, Orientation, RowKind, Table, TableCell};
use crate::rules::Pricing;

/// The name of the sheet.
const NAME: &str = "填表说明";

/// The sheet.
pub fn table(template: &Template<'_>) -> Table {
    let rules = template.rules;
    let columns = vec![Column::left("关于", 16), Column::left("怎样做", 84)];
    let unit = format!("按「{}」（{} 版）制表。填好以后用 jifen check 查一遍再报。", rules.title, rules.version);
    let mut table = Table::new(NAME, NAME.to_owned(), unit, columns);
    table.heading = Align::Left;
    table.orientation = Orientation::Portrait;
    let heading = |table: &mut Table, text: &str| table.push(RowKind::Heading, vec![TableCell::words(text)]);
    let wide = |table: &mut Table, label: &str, text: &str| {
        table.push(RowKind::Wide, vec![TableCell::words(label), TableCell::words(text)]);
    };
    heading(&mut table, "各张工作表");
    if template.branch.is_none() {
        wide(&mut table, "标题", "先把各张表标题里的〔乡镇〕〔村〕〔年〕换成实际的名称和年份。");
    }
    wide(&mut table, "花名册", "一名党员一行，先填好：别的表里的姓名都从这里选。转出、去世的写日期，不要删去。");
    match template.form {
        TemplateForm::Ledger => {
            wide(&mut table, "积分登记", "一件事一行。日期、姓名、项目必填；不分党员先后，发生一件登记一件。")
        }
        TemplateForm::Matrix => {
            wide(&mut table, "积分表", "一名党员一行，一个项目一栏，格里写这一项一共得几分。没有的空着，不写 0。")
        }
        TemplateForm::Card if template.branch.is_some_and(|branch| !branch.members.is_empty()) => {
            wide(&mut table, "积分卡", "一名党员一张工作表，工作表名就是姓名。一件事一行。");
        }
        TemplateForm::Card => {
            wide(
                &mut table,
                "积分卡",
                "一名党员一张：右键点工作表「积分卡」的标签，选「移动或复制」建立副本，填上姓名。一件事一行。",
            );
        }
    }
    for declared in rules.tables.iter().filter(|table| !table.is_archive()) {
        let about = if declared.about.is_empty() { "按表头填写。" } else { &declared.about };
        wide(&mut table, &declared.title, about);
    }
    wide(&mut table, "项目", "全部项目的编号、名称、分值、限制和手续，对照用，不用填。");
    wide(&mut table, "下拉选项", "下拉列表从这里取，不要改动、删除。");
    heading(&mut table, "怎样填");
    wide(&mut table, "橙色表头", "必填的栏。别的栏没有就空着。");
    wide(&mut table, "写「例」的行", "示例，序号栏写着「例」，不计分；可以留着，也可以整行删除。");
    wide(
        &mut table,
        "下拉列表",
        "点到一格，有下拉箭头的从列表中选，旁边有怎样填的提示。从别处粘贴会把下拉列表盖掉，内容照样能读。",
    );
    wide(&mut table, "日期", "写年月日齐全的日期，如 2025-03-15。");
    let decided: Vec<String> = rules
        .items
        .iter()
        .filter(|item| matches!(item.pricing, Pricing::Assessed(_)))
        .map(|item| item.id.clone())
        .collect();
    if template.form != TemplateForm::Matrix {
        let needed = if decided.is_empty() {
            String::new()
        } else {
            format!("{}由人核定，必须填；", decided.join("、"))
        };
        wide(
            &mut table,
            "分值",
            &format!("{needed}其他项目可以空着，由程序按办法计算；填了的会核对。扣分的也写正数。"),
        );
    }
    wide(&mut table, "行不够", "在表的中间插入行，下拉列表和公式会跟着延长。可以排序、筛选，没有锁定。");
    wide(&mut table, "合计", "灰色的栏和登记条数、合计由公式得出，不用填。");
    table
}
