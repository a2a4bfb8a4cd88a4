//! L133: a workbook is of a branch that the township does not list.

use crate::model::{Code, Example, Severity, Verdict};

/// L133: a workbook is of a branch that the township does not list.
pub static CODE: Code = Code {
    id: "L133",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "名单里没有的支部",
    why: "支部名单（组织表、jifen.toml 的 [[branch]]）里没有这个支部，可能是名称写得不一样，也可能是别处的表混了进来。\
           它的党员照样计入。",
    mend: "是名单里某个支部的，在那个支部的「别名」里写上这个名称；是新成立的，加进名单；不是本乡镇的，把文件移走。",
    bad: Example::Told("组织表里只有东河村党支部，文件夹里还有一份西河村党支部的表。"),
    good: Example::Told("组织表里有东河村党支部和西河村党支部，文件夹里正是这两个支部的表。"),
};
