//! L130: a row of the organisation workbook cannot be used.

use crate::model::{Code, Example, Severity, Verdict};

/// L130: a row of the organisation workbook cannot be used.
pub static CODE: Code = Code {
    id: "L130",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "组织表的一行没有看懂",
    why: "组织表一行是一个支部，乡镇据它知道该交表的有哪些支部、归哪个党委或总支。名称、党员数、文件看不懂的，那一项没有用。",
    mend: "请在组织表里改好：「支部」写名称，「党员数」写数字，「文件」写报表文件夹里的文件名。",
    bad: Example::Told("组织表里东河村党支部的「党员数」写的是「二十来个」。"),
    good: Example::Told("组织表里东河村党支部的「党员数」写的是 1。"),
};
