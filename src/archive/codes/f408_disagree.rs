//! F408: lists that contradict each other or the sums.

use crate::model::{Code, Example, Severity, Verdict};

/// F408: lists that contradict each other or the sums.
pub static CODE: Code = Code {
    id: "F408",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "档案包的清单互相对不上",
    why: "SHA-256、SHA-512、SM3 三份清单应当列出同样的文件，文件个数和字节数应当与 bag-info.txt 里写的一样；对不上，说明有一处被改过或没有写完。",
    mend: "请从存放原包的地方重新取一份；不要改清单去凑。",
    bad: Example::Told("SHA-512 清单里少了一行，SHA-256 清单里有。"),
    good: Example::Told("几份清单列出同样的文件，个数和字节数与 bag-info.txt 一致。"),
};
