//! F101: not a workbook, empty, cut short or damaged.

use crate::model::{Code, Example, Severity, Verdict};

/// F101: not a workbook, empty, cut short or damaged.
pub static CODE: Code = Code {
    id: "F101",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "文件不能读取",
    why: "文件是空的、不完整、已损坏，或根本不是工作簿，里面的积分无从计算。",
    mend: "用 Excel 或 WPS 打开看是否正常，正常就另存为 .xlsx 再运行；打不开就请原单位重新发送。",
    bad: Example::File("东河村.xlsx", b""),
    good: Example::Told("在 Excel 或 WPS 中能正常打开的 .xlsx 文件。"),
};
