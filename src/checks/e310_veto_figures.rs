//! E310: figures on a veto line say nothing.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Proper, Severity, Verdict};

/// What `jifen explain E310` says.
pub static CODE: Code = Code {
    id: "E310",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "否决不看分值",
    why: "否决项只看有没有这件事，次数、级别、分值写了也不起作用。",
    mend: "可以清空这几栏；不改也不影响结果。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | V01 | 受党纪处分 | 1 | | | 警告处分 | | 2025-06-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | V01 | 受党纪处分 | | | | 警告处分 | | 2025-06-30",
    ),
};

/// Whether a veto line has 次数, 级别 or 分值 filled in.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry).filter(|item| item.is_veto_at(&entry.level))?;
    // Where the level is what makes it a veto, only the others say nothing.
    let by_level = !item.is_veto();
    let field = match (entry.has_quantity, entry.level.is_empty() || by_level, entry.has_stated) {
        (true, ..) => Field::Quantity,
        (_, false, _) => Field::Level,
        (.., true) => Field::Stated,
        _ => return None,
    };
    let message = match by_level {
        true => format!("{}到「{}」是一票否决，不看次数和分值，这里填写的内容没有用到。", item.label(), entry.level),
        false => format!("{}不看次数、级别和分值，这里填写的内容没有用到。", item.label()),
    };
    let diagnostic = CODE.says(message).at(entry.cell(field)).found(&figures(entry, by_level));
    Some(if entry.has_cell(field) { emptied(diagnostic, entry, by_level) } else { diagnostic })
}

/// What the line has and does not need, in words.
fn figures(entry: &Entry, by_level: bool) -> String {
    let quantity = entry.has_quantity.then(|| format!("{} 次", entry.quantity));
    let level = Some(entry.level.to_string()).filter(|level| !level.is_empty() && !by_level);
    let stated = entry.stated.filter(|_| entry.has_stated).map(|stated| format!("{stated} 分"));
    [quantity, level, stated].into_iter().flatten().collect::<Vec<_>>().join("、")
}

/// The fix: all cells that say nothing here are emptied at once.
fn emptied(diagnostic: Diagnostic, entry: &Entry, by_level: bool) -> Diagnostic {
    let fields = [Field::Quantity, Field::Level, Field::Stated, Field::Added, Field::Taken];
    let idle = fields.into_iter().filter(|field| *field != Field::Level || !by_level);
    let cells = idle.filter(|field| entry.has_cell(*field)).map(|field| entry.cell(field).cells.first).collect();
    let mut diagnostic = diagnostic.could_be(Proper::Nothing);
    if let Some(fix) = &mut diagnostic.fix {
        fix.also = cells;
    }
    diagnostic
}
