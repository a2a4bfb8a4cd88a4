//! P303: a waiver asks for what no meeting can accept.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P303` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P303",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "不能这样豁免",
    why: "有的问题不能豁免：文件或整张表读不出来的，名额和并列的事，按办法算不出该得多少分、处理却写「计分」的。",
    mend: "请按提示改正登记或者豁免表；代码是什么意思，可以用 explain 命令查看。",
    bad: Example::Told("登记里的级别空着，豁免表里有一条：王伟，Z05，2025-05-12，代码 E301，处理「计分」。"),
    good: Example::Told("登记里的级别空着，豁免表里有一条：王伟，Z05，2025-05-12，代码 E301，处理「不计分」。"),
};
