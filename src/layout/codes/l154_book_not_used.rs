//! L154: a book that came with a member is of nobody here, or somebody else knows of the same year.

use crate::model::{Code, Example, Severity, Verdict};

/// L154: a book that came with a member is of nobody here, or somebody else knows of the same year.
pub static CODE: Code = Code {
    id: "L154",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "随人转来的一册要核对",
    why: "给了一个党员随人转来的一册，今年哪个支部的花名册里都没有这个人；或者同一年的结果、另一册里也有他，内容不一样，要看用的是不是该用的那一份。",
    mend: "花名册里没有的，核对姓名和出生年月，确实没有转来的，从 previous 里去掉这一册；同一年有两份的，核对他那一年年末在哪里，只留那一份。",
    bad: Example::Told("previous 里有李强 2024 年随人转来的一册，今年的花名册里没有李强。"),
    good: Example::Told("previous 里有李强 2024 年随人转来的一册，李强在今年的花名册里，出生年月一样。"),
};
