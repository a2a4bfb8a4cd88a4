//! F104: beyond the limits that keep a hostile file from taking the machine down.

use crate::model::{Code, Example, Severity, Verdict};

/// F104: beyond the limits that keep a hostile file from taking the machine down.
pub static CODE: Code = Code {
    id: "F104",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "文件大得不正常",
    why: "文件超出了安全限度，读取它可能使电脑卡死。正常的积分工作簿远远达不到这些限度。",
    mend: "在 Excel 或 WPS 中把要用的内容复制到新建的工作簿，另存后再运行。",
    bad: Example::Told("文件展开后有几百兆，或有几百万个单元格。"),
    good: Example::Told("只有积分内容的工作簿，通常不到 1 MB。"),
};
