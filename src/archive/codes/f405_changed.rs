//! F405: a file that is not what it was.

use crate::model::{Code, Example, Severity, Verdict};

/// F405: a file that is not what it was.
pub static CODE: Code = Code {
    id: "F405",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "档案包里的文件变了",
    why: "文件现在的校验值和装包时记下的不一样：内容被改动过，或者在复制、存放时损坏了。哪怕只差一个字，也不是归档时的文件。",
    mend: "请从存放原包的地方重新取一份；不要打开档案包里的文件另存，也不要改清单去凑。",
    bad: Example::Told("有人打开档案包里的「汇总.csv」改了一个分数，存了盘。"),
    good: Example::Told("文件和装包时一个字节也不差。"),
};
