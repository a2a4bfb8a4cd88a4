//! F407: a name that leads out of the bag, a link, files that lie elsewhere.

use crate::model::{Code, Example, Severity, Verdict};

/// F407: a name that leads out of the bag, a link, files that lie elsewhere.
pub static CODE: Code = Code {
    id: "F407",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "档案包里有不能用的名称、链接或指向别处的文件",
    why: "档案包应当自成一体。指向包以外的路径、链接、特殊文件，或者要到网上去取的文件，都可能把别的东西当成档案里的，所以不跟着读。",
    mend: "请查明这个包是从哪里来的，从存放原包的地方重新取一份；打包、复制时不要用链接代替文件。",
    bad: Example::Told("包里的「东河村.xlsx」是一个链接，指向别处的文件。"),
    good: Example::Told("包里都是真正的文件，没有链接。"),
};
