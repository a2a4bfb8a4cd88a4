//! F403: a file that no list names.

use crate::model::{Code, Example, Severity, Verdict};

/// F403: a file that no list names.
pub static CODE: Code = Code {
    id: "F403",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "档案包里多了文件",
    why: "清单里没有的文件不是归档时装进去的，说不清是谁在什么时候放进来的；有了它，整个包就不是原来的包了。",
    mend: "请从存放原包的地方重新取一份；另外要保存的文件放到档案包以外。",
    bad: Example::Told("有人把自己记的「备忘.txt」存进了档案包。"),
    good: Example::Told("包里只有清单列出的文件。"),
};
