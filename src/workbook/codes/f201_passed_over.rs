//! F201: passed over.

use crate::model::{Code, Example, Severity, Verdict};

/// F201: passed over.
pub static CODE: Code = Code {
    id: "F201",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "有文件没有读取",
    why: "临时文件、隐藏文件、快捷链接和本程序自己的输出不是支部交来的工作簿，所以略过。",
    mend: "如果其中有要计算的工作簿，请改名或另存到普通文件夹；否则不用管。",
    bad: Example::Told("文件夹里有「~$东河村.xlsx」：东河村.xlsx 正打开着，这是它的临时文件。"),
    good: Example::Told("文件夹里只有各支部的工作簿。"),
};
