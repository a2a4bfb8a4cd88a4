//! L126: a workbook of ours that no branch filled in.

use crate::model::{Code, Example, Severity, Verdict};

/// L126: a workbook of ours that no branch filled in.
pub static CODE: Code = Code {
    id: "L126",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "不是支部的登记表",
    why: "这是本程序写出来给人看的工作簿（汇总、读取清单、规则表格等），不是支部登记积分的表，\
           里面的内容没有使用。",
    mend: "请把它移到别的文件夹。支部的登记，请交支部自己填的那份表。",
    bad: Example::Told("支部报表的文件夹里放着「依据.xlsx」，是 jifen why 写的。"),
    good: Example::Told("支部报表的文件夹里只放各支部自己的工作簿。"),
};
