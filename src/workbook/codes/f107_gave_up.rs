//! F107: the reader of an old format broke down over a file, or was stopped.

use crate::model::{Code, Example, Severity, Verdict};

/// F107: the reader of an old format broke down over a file, or was stopped.
pub static CODE: Code = Code {
    id: "F107",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "文件读到一半停下了",
    why: "旧格式（.xls、.et）的文件由单独的进程读取，限定时间和内存。这个文件让它出错或超出了限度，其他文件照常读取。",
    mend: "用 Excel 或 WPS 打开，核对内容后另存为 .xlsx（Excel 工作簿），再运行；打不开就请原单位重新发送。",
    bad: Example::Told("一个 .xls 文件里的长度、个数被改成了不可能的数字。"),
    good: Example::Told("同一个文件，用 WPS 打开后另存为 .xlsx。"),
};
