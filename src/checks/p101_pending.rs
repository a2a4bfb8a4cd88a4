//! P101: a step is missing without which the line does not count.

use super::{Book, MissingSteps, known_item, missing_steps};
use crate::model::{Code, Diagnostic, Entry, Example, Severity, Verdict};
use crate::rules::Until;

/// What `jifen explain P101` says.
pub static CODE: Code = Code {
    id: "P101",
    severity: Severity::Warning,
    verdict: Verdict::Pending,
    title: "待审议，暂不计分",
    why: "办法规定要先办完手续才能计分，手续没有记录，这一条先放在一边。",
    mend: "手续办了的，请补填；没有办的，等办完再报，届时计分。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解邻里纠纷 | 李秀英 | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解邻里纠纷 | 李秀英 | 2025-06-30",
    ),
};

/// Whether a step is missing that has to be taken before the line counts.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let MissingSteps { field, titles, columns } = missing_steps(book, item, entry, Until::Pending)?;
    let message = format!("{}要先经{titles}，这里没有记录，暂不计分。", item.label());
    let advice = format!("已经办了的，请补填{columns}；没有办的，等办完再报，届时计分。");
    Some(CODE.says(message).at(entry.cell(field)).advise(advice))
}
