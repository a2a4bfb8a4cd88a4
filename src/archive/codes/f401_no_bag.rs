//! F401: not a bag, or one that was not finished.

use crate::model::{Code, Example, Severity, Verdict};

/// F401: not a bag, or one that was not finished.
pub static CODE: Code = Code {
    id: "F401",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "不是档案包，或者没有写完",
    why: "档案包靠 bagit.txt 和几份清单证明自己没有变过；缺了其中一份，就说不清包里的文件是不是原来的，也说不清少没少，整个包都不能作数。",
    mend: "请从存放原包的地方重新取一份完整的；不要自己补文件。如果是归档时中断留下的，删去后重新归档。",
    bad: Example::Told("复制到一半就拔了盘：文件夹里有 data，没有 bagit.txt。"),
    good: Example::Told("档案包是整个复制过来的，bagit.txt、清单和 data 都在。"),
};
