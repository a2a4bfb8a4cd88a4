//! M130: so many months in a row are nearly reached.

use crate::model::{Code, Example, Severity, Verdict};

/// M130: so many months in a row are nearly reached.
pub static CODE: Code = Code {
    id: "M130",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "再有几个月就到规定的月数",
    why: "办法规定连续几个月不参加组织生活（或不交党费等）要列入名单；这位党员到期末没有中断，再有一两个月就到了。及早提醒，还来得及。",
    mend: "请支部及时联系本人，问清原因：有正当理由的请假登记；没有的做工作。只作提示，不影响得分。",
    bad: Example::Told("办法规定连续六个月列入名单，李建国从 8 月到 12 月连续五个月没有交党费。"),
    good: Example::Told("办法规定连续六个月列入名单，李建国 8 月、9 月没有交党费，10 月补交了。"),
};
