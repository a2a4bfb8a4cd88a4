//! F106: changed while the program ran.

use crate::model::{Code, Example, Severity, Verdict};

/// F106: changed while the program ran.
pub static CODE: Code = Code {
    id: "F106",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "文件在运行期间被改动",
    why: "程序先后两次读到的内容不一样，结果可能对不上任何一个版本。",
    mend: "先保存并关闭这个文件，再重新运行。",
    bad: Example::Told("汇总进行到一半时，有人在 WPS 里改了工作簿并保存。"),
    good: Example::Told("汇总期间没有人动工作簿。"),
};
