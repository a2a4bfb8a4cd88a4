//! F406: a tag file in another encoding, or with lines that are none.

use crate::model::{Code, Example, Severity, Verdict};

/// F406: a tag file in another encoding, or with lines that are none.
pub static CODE: Code = Code {
    id: "F406",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "档案包的说明或清单读不懂",
    why: "bagit.txt、bag-info.txt 和清单都应当是 UTF-8 编码的文字，一行一项；编码不对或者写法不对，就没法照它核对。",
    mend: "请从存放原包的地方重新取一份；不要用记事本等程序打开后另存，那会改变编码。",
    bad: Example::Told("清单被别的程序另存成了 GBK 编码。"),
    good: Example::Told("说明和清单是归档时写的样子，UTF-8 编码。"),
};
