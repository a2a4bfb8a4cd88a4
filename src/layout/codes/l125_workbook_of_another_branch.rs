//! L125: a workbook of another branch.

use crate::model::{Code, Example, Severity, Verdict};

/// L125: a workbook of another branch.
pub static CODE: Code = Code {
    id: "L125",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "别的支部的表",
    why: "文件名、标题和里面的人对不上：看来是把别的支部的表用这个支部的名字交来了，\
           或者照别的支部的表填、没有改标题。用了就会把分算到别人头上，所以没有使用。",
    mend: "请向支部要它自己的表；表是对的、只是标题没有改的，把标题改成本支部的名称再报。",
    bad: Example::Told("「西河村.xlsx」的标题写的是东河村党支部，里面的人也是「东河村.xlsx」里的人。"),
    good: Example::Told("「西河村.xlsx」的标题写的是西河村党支部，里面是西河村的党员。"),
};
