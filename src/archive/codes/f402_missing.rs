//! F402: a file that is listed and not there.

use crate::model::{Code, Example, Severity, Verdict};

/// F402: a file that is listed and not there.
pub static CODE: Code = Code {
    id: "F402",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "档案包里少了文件",
    why: "清单里列着的文件不在包里：包不完整，里面的结果不能再作依据。",
    mend: "请从存放原包的地方重新取一份完整的包；不要只补这一个文件，也不要改清单。",
    bad: Example::Told("有人从档案包里删去了「文件目录.XML」。"),
    good: Example::Told("清单里列出的文件都在。"),
};
