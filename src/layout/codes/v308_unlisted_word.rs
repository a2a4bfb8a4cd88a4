//! V308: a word that is none of those that a column lists, where the rule set takes that lightly.

use crate::model::{Code, Example, Severity, Verdict};

/// V308: a word that is none of those that a column lists, where the rule set takes that lightly.
pub static CODE: Code = Code {
    id: "V308",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "不是列出的词",
    why: "这里的词不在办法列出的几个里，按没有填处理：在记号栏上方的，这一栏不算办法所列的任何一类。",
    mend: "写错的，请改成列出的词；确是别的（别类会议等），可以不管。",
    bad: Example::Told("出勤表的会议类型写「主题党日」，办法只列了学习、党课等几类。"),
    good: Example::Told("会议类型是办法列出的一类。"),
};
