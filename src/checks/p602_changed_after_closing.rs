//! P602: an entry of a closed period was changed after its closing.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P602` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P602",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "结账以后改过的",
    why: "这一条在结账时保存的结果里是另一个样子：日期、项目、次数、级别、分值、事由、手续，或者计不计分，与现在不同。行的位置变了不算改。",
    mend: "问明为什么改；改得对的，需要的重新公示并重新结账；改得不对的，请支部改回来。",
    bad: Example::Told("一季度结账以后，支部把 2 月一条登记的次数由 1 改成 3。"),
    good: Example::Told("一季度结账以后，支部只添了 4 月的登记。"),
};
