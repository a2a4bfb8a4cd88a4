//! L140: a branch reports on the form of another rule set than its own.

use crate::model::{Code, Example, Severity, Verdict};

/// L140: a branch reports on the form of another rule set than its own.
pub static CODE: Code = Code {
    id: "L140",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "用的是另一个办法的表",
    why: "配置文件里各支部用的办法不止一个，这个支部的表登记的却是另一个办法的项目，照自己的办法一条也认不出来。\
           多半是配置文件里这个支部的 rules 写错了、漏写了，或者支部填错了表。",
    mend: "请核对配置文件给这个支部写的 rules；没有写错的，请支部换成自己那个办法的表再报。",
    bad: Example::Told("东河厂党支部按企业的办法计分，交来的登记表里都是乡镇办法的项目。"),
    good: Example::Told("东河厂党支部按企业的办法计分，交来的登记表里是企业办法的项目。"),
};
