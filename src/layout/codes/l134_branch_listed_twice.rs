//! L134: the list of branches has a branch, or a name for it, twice.

use crate::model::{Code, Example, Severity, Verdict};

/// L134: the list of branches has a branch, or a name for it, twice.
pub static CODE: Code = Code {
    id: "L134",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "支部名单里重复",
    why: "一个支部列了两次，或者一个名称是两个支部的叫法，交来的表就不知道该算哪一个，按写在前面的算。",
    mend: "请删掉重复的一行；两个支部确有同样的叫法的，在「别名」里写得能够区分。",
    bad: Example::Told("组织表里东河村党支部写了两行。"),
    good: Example::Told("组织表里东河村党支部只有一行。"),
};
