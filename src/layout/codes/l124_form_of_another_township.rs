//! L124: a form of another township.

use crate::model::{Code, Example, Severity, Verdict};

/// L124: a form of another township.
pub static CODE: Code = Code {
    id: "L124",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "别的乡镇的表",
    why: "标题写的是别的乡镇，里面的人不归本乡镇统计，所以整个文件没有使用。",
    mend: "请看是不是发错了文件。确是本乡镇支部的，把标题里的乡镇名称改过来，或者在配置文件的 [[branch]] 里写上这个支部。",
    bad: Example::Told(
        "配置文件写着 township = \"清河镇\"，「上林村.xlsx」的标题写的是「柳林乡上林村党支部党员花名册」。",
    ),
    good: Example::Told("「上林村.xlsx」的标题写的是「清河镇上林村党支部党员花名册」。"),
};
