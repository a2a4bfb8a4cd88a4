//! E312: no entries of the item can come to the points that a table states for a period.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Points, Severity, Tells, Verdict};

/// What `jifen explain E312` says.
pub static CODE: Code = Code {
    id: "E312",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "这个得分凑不出来",
    why: "表里写的是一个项目一段时间的得分，按办法规定的分值，不管登记几次都得不出这个数。",
    mend: "请核对这个人这个项目的得分；分不清是怎么得来的，请改用积分登记，一件事写一行。",
    bad: Example::Sheets(
        "# 积分表
2025年党员积分表
序号 | 姓名 | J03党费缴纳 | J04志愿服务
1 | 王伟 | 10 | 4",
    ),
    good: Example::Sheets(
        "# 积分表
2025年党员积分表
序号 | 姓名 | J03党费缴纳 | J04志愿服务
1 | 王伟 | 10 | 4.5",
    ),
};

/// Whether the points lie outside what the item can be, or between what its prices can come to.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let written = entry.stated.filter(|stated| item.takes_negative() || !stated.is_negative())?;
    let label = item.label();
    let told = |message: String| Some(CODE.says(message).at(entry.cell(Field::Stated)).found(&written.to_string()));
    let change = match entry.tells {
        Tells::Event => return None,
        Tells::Change => written.abs(),
        Tells::Standing => {
            let (least, most) = (item.floor.unwrap_or(Points::ZERO), item.full);
            if written < least || most.is_some_and(|most| written > most) {
                let most = most.map_or_else(String::new, |most| format!("到 {most} 分"));
                return told(format!("{label}的得分只能是 {least} 分{most}，这里写的是 {written} 分。"));
            }
            (written - item.start).abs()
        }
    };
    // Full marks cut off what is above them, and the floor what is below: there any rest may be left.
    let is_cut =
        item.full.is_some_and(|full| entry.tells == Tells::Standing && item.start.is_zero() && written == full)
            || (entry.tells == Tells::Standing && item.floor == Some(written));
    if is_cut || item.can_come_to(change) {
        return None;
    }
    told(format!("按办法规定的分值，{label}得不出 {written} 分。"))
}
