//! 后续措施: who is to be commended, talked to, or dealt with, by measure.

use super::{Plan, members, wording};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};

/// The sheet's name.
pub const NAME: &str = "后续措施";

pub fn table(plan: &Plan<'_>) -> Table {
    let title = wording::title(plan.result, plan.rules, "积分结果后续措施");
    let columns = vec![
        Column::left("措施", 26),
        Column::center("序号", 6),
        Column::center("支部", 22),
        Column::center("姓名", 10),
        Column::center("编号", 8),
        Column::number(&plan.rules.score.title, 10, NumberKind::Places(plan.rules.score.places)),
        Column::center("等次", 10),
        Column::left("落实情况", 18),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    for measure in measures(plan) {
        let concerned = plan.result.members.iter().filter(|member| member.consequences.contains(&measure));
        for (member, number) in concerned.zip(1..) {
            table.push(
                RowKind::Body,
                vec![
                    TableCell::words(&measure),
                    TableCell::Whole(number),
                    TableCell::words(&member.branch),
                    TableCell::words(&member.name),
                    members::number(&member.id),
                    member.score.map_or(TableCell::Empty, TableCell::Points),
                    TableCell::words(member.grade.as_deref().unwrap_or_default()),
                    TableCell::Empty,
                ],
            );
        }
    }
    table.filter = true;
    table.notes = vec!["按措施排列，序号在每项措施内从 1 起；「落实情况」由经办人填写。".to_owned()];
    table.signatures = wording::signatures();
    table
}

/// The measures that concern anyone, in the order of the rule set's grades.
fn measures(plan: &Plan<'_>) -> Vec<String> {
    let by_grade = plan.rules.grades.iter().flat_map(|grade| &grade.effects);
    let by_member = plan.result.members.iter().flat_map(|member| &member.consequences);
    let mut measures: Vec<String> = Vec::new();
    for measure in by_grade.chain(by_member) {
        if !measures.contains(measure) {
            measures.push(measure.clone());
        }
    }
    measures
}
