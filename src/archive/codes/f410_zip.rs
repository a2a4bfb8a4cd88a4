//! F410: a zip file that cannot be unpacked.

use crate::model::{Code, Example, Severity, Verdict};

/// F410: a zip file that cannot be unpacked.
pub static CODE: Code = Code {
    id: "F410",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "压缩的档案包解不开",
    why: "zip 文件不完整、加了密、里面的名称不能用，或者解开后大得不合情理；这样的文件里是什么说不清，所以一个文件也没有解开。",
    mend: "请从存放原包的地方重新取一份 zip 文件；也可以直接核验没有压缩的档案包文件夹。",
    bad: Example::Told("zip 文件只下载了一半。"),
    good: Example::Told("zip 文件是 jifen archive --zip 写出的，完整。"),
};
