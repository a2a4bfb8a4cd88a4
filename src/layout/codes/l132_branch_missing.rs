//! L132: a branch that the township expects handed in nothing.

use crate::model::{Code, Example, Severity, Verdict};

/// L132: a branch that the township expects handed in nothing.
pub static CODE: Code = Code {
    id: "L132",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "支部没有交表",
    why: "支部名单（组织表、jifen.toml 的 [[branch]]）里有这个支部，报表里没有它的表，汇总里就没有它的党员：\
           全乡镇的人数、平均分和名次都不完整。名额按全乡镇计算的，少了它名额就算不准，所以算错误。",
    mend: "请催这个支部交表；已经交来、名称写得不一样的，在它的「别名」里写上那个名称；已经撤销的，从名单里删掉。",
    bad: Example::Told("组织表里有东河村党支部和西河村党支部，文件夹里只有东河村党支部的表。"),
    good: Example::Told("组织表里有东河村党支部和西河村党支部，文件夹里两个支部的表都有。"),
};
