//! F102: under a password.

use crate::model::{Code, Example, Severity, Verdict};

/// F102: under a password.
pub static CODE: Code = Code {
    id: "F102",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "文件加了密码",
    why: "加了密码的文件只有知道密码的人能打开，本程序不询问密码。",
    mend: "请知道密码的人用 Excel 或 WPS 打开，在「文件」菜单的文档加密（用密码进行加密）处把密码清空，保存后再运行。",
    bad: Example::File(
        "东河村.xlsx",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
    ),
    good: Example::Told("同一个文件，清空密码后保存。只锁定单元格、不加打开密码的保护不受影响。"),
};
