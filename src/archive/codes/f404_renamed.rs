//! F404: a file under another name.

use crate::model::{Code, Example, Severity, Verdict};

/// F404: a file under another name.
pub static CODE: Code = Code {
    id: "F404",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "档案包里的文件改了名",
    why: "内容一样，名称不是清单里的：文件被改了名或挪了地方。目录、清单和重算都按原来的名称找文件，改了名就对不上。",
    mend: "请从存放原包的地方重新取一份；不要在档案包里改名或挪动文件。",
    bad: Example::Told("有人把「东河村.xlsx」改名为「东河村（定稿）.xlsx」。"),
    good: Example::Told("文件都在原来的位置，叫原来的名称。"),
};
