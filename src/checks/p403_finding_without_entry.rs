//! P403: an entry that was looked into is not there any more.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P403` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P403",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "核查过的登记找不到了",
    why: "抽查清单里核查过的登记，现在的报表里没有党员、项目、日期和内容都一样的。核查时属实的，以后不该再改；不实、存疑的，改了就对了，只作说明。",
    mend: "请问支部为什么改、改了哪里；报表给错了的，换成对的再汇总一次。",
    bad: Example::Told("核查时属实的一条登记，支部后来把日期改了。"),
    good: Example::Told("核查时属实的登记没有改过。"),
};
