//! F202: the same bytes under two names.

use crate::model::{Code, Example, Severity, Verdict};

/// F202: the same bytes under two names.
pub static CODE: Code = Code {
    id: "F202",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "同一个文件交了两份",
    why: "两个文件的内容一模一样，只算一次，以免重复计分。",
    mend: "删去多余的一份；如果本该是两个支部的表，请核对是不是交错了文件。",
    bad: Example::Told("「东河村.xlsx」和「东河村（副本）.xlsx」内容完全相同。"),
    good: Example::Told("每个支部只有一份工作簿。"),
};
