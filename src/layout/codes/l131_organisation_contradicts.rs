//! L131: organisation workbook and profile say different things of a branch.

use crate::model::{Code, Example, Severity, Verdict};

/// L131: organisation workbook and profile say different things of a branch.
pub static CODE: Code = Code {
    id: "L131",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "组织表与配置文件不一致",
    why: "同一个支部，组织表和 jifen.toml 的 [[branch]] 写得不一样（上级组织、党员数、文件），按 jifen.toml 的算。",
    mend: "请查清哪一个对，把另一个改成一样的，或者删掉其中一处。",
    bad: Example::Told("jifen.toml 写明东河村党支部 members = 1，组织表里它的「党员数」是 3。"),
    good: Example::Told("jifen.toml 写明东河村党支部 members = 1，组织表里它的「党员数」也是 1。"),
};
