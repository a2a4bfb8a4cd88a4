//! L120: a form of the profile does not fit a sheet.

use crate::model::{Code, Example, Severity, Verdict};

/// L120: a form of the profile does not fit a sheet.
pub static CODE: Code = Code {
    id: "L120",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "配置文件里的表样与表对不上",
    why: "配置文件的 [[form]] 说这种表有某一栏，或党员姓名、支部、期间写在某一格，这张表里却没有，不能照着读。",
    mend: "表改过样子的，请按新的样子改配置文件里那一行，或为它另写一段 [[form]]；支部改动了表头的，请改回原样。",
    bad: Example::Told("配置文件 jifen.toml 里写着 \"条目\" = \"项目编号\"，支部的表里没有「条目」这一栏。"),
    good: Example::Told("配置文件写的是 \"哪一项\" = \"项目编号\"，支部的表里有「哪一项」这一栏。"),
};
