//! M130: so many months in a row are nearly reached.

use crate::model::{Code, Example, Severity, Verdict};

/// M130: so many months in a row are nearly reached.
pub static CODE: Code = Code {
    id: "M130",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "再有几个月就到规定的月数",
    why: "办法规定连续几个月都落下某件事的要列入名单；这位党员到期末没有中断，再有一两个月就到了。及早提醒，还来得及。",
    mend: "请支部及时联系本人，问清原因，帮助他按时做到。只作提示，不影响得分。",
    bad: Example::Told("办法规定连续六个月列入名单，李建国从 8 月到 12 月连续五个月落下。"),
    good: Example::Told("办法规定连续六个月列入名单，李建国 8 月、9 月落下，10 月做到了。"),
};
