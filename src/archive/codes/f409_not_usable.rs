//! F409: the record of the run, or the result, cannot be used.

use crate::model::{Code, Example, Severity, Verdict};

/// F409: the record of the run, or the result, cannot be used.
pub static CODE: Code = Code {
    id: "F409",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "档案包里的运行记录或结果不能用",
    why: "重算要靠「运行记录.json」和「结果.json」。它们缺了、内容不完整，或者是更新的版本写的，都不能照着重算。",
    mend: "更新的版本写的，请用那个版本或更新的 jifen；不完整的，请另取一份保存完好的档案包，不要自己改。",
    bad: Example::Told("档案包的运行记录是更新的版本写的，这个版本看不懂。"),
    good: Example::Told("档案包是这个版本写的，没有人动过。"),
};
