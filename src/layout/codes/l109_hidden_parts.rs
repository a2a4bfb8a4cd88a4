//! L109: rows, columns or a whole sheet are hidden.

use crate::model::{Code, Example, Severity, Verdict};

/// L109: rows, columns or a whole sheet are hidden.
pub static CODE: Code = Code {
    id: "L109",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "有隐藏的内容",
    why: "表里有隐藏的行、栏，或者整张表是隐藏的。程序照常读取，里面有分值的一样计分。",
    mend: "不该算的，请取消隐藏后删去；应该算的，可以不管，取消隐藏看着更明白。",
    bad: Example::Told("积分登记的第 17 行是隐藏的，那一行写着王秀兰的志愿服务。"),
    good: Example::Told("第 17 行已经取消隐藏，或者已经删去。"),
};
