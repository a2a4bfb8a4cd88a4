//! F105: one sheet cannot be read, the others were.

use crate::model::{Code, Example, Severity, Verdict};

/// F105: one sheet cannot be read, the others were.
pub static CODE: Code = Code {
    id: "F105",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "有一张工作表读不出来",
    why: "这张工作表已损坏，其余工作表照常读取；它里面的积分没有计入。",
    mend: "用 Excel 或 WPS 打开文件，按提示修复后另存为 .xlsx，核对这张表再运行。",
    bad: Example::Told("「积分登记」这张表的内容中途断了，别的表完好。"),
    good: Example::Told("每张表都能在 Excel 或 WPS 中正常显示。"),
};
