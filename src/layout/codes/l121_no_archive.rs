//! L121: the file that is named as last year's archive holds none.

use crate::model::{Code, Example, Severity, Verdict};

/// L121: the file that is named as last year's archive holds none.
pub static CODE: Code = Code {
    id: "L121",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "没有找到上一年度档案",
    why: "配置文件的 previous（或 --previous）所写的文件里，没有找到办法规定的上一年度档案表，要看上一年的规定都用不上。",
    mend: "请核对 previous 写的是不是档案文件；是的，看档案表的表头有没有「姓名」「出生年月」和办法规定的各栏，栏名要一样。",
    bad: Example::Told("previous = \"上年档案.xlsx\"，文件里却只有各支部的花名册。"),
    good: Example::Told("上年档案.xlsx 里有一张「上一年度档案」，表头是：支部、姓名、出生年月、等次、后续措施。"),
};
