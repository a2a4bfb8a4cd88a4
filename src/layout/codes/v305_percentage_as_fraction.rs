//! V305: a share is written as a small number without a sign of percent.

use crate::model::{Code, Example, Severity, Verdict};

/// V305: a share is written as a small number without a sign of percent.
pub static CODE: Code = Code {
    id: "V305",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "百分数像是小数",
    why: "百分数栏里写了 5 以下的数，又没有百分号，多半是把 105% 写成了 1.05。照写的数认读；文件没有记下这一格怎样显示的（旧版 xls 等），按百分之几百认读。",
    mend: "请写成 105 或 105% 这样。",
    bad: Example::Told("考核表的完成率写了 1.05。"),
    good: Example::Told("考核表的完成率写了 105。"),
};
