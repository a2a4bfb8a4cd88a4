//! P301: a waiver matches nothing any more.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P301` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P301",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "豁免用不上了",
    why: "豁免针对的那条登记，或者登记里的那个问题，现在没有了；留着它，以后同样的问题会被它盖住。",
    mend: "登记已经改好的，请从豁免表里删去这一条；姓名、项目、日期或代码写错的，请改正。",
    bad: Example::Told("登记里的分值已经改对，豁免表里还有一条：王伟，J04，2025-05-12，代码 E304。"),
    good: Example::Told(
        "登记里的分值写的是 5，办法是 3；豁免表里有一条：王伟，J04，2025-05-12，代码 E304，原因、批准和批准日期都写了，处理写「不计分」。",
    ),
};
