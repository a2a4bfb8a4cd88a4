//! L153: an earlier year is of another township.

use crate::model::{Code, Example, Severity, Verdict};

/// L153: an earlier year is of another township.
pub static CODE: Code = Code {
    id: "L153",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "以前年度的结果是别的乡镇的",
    why: "所写的结果记着另一个乡镇的名称，拿来比较会张冠李戴，没有用到；支部大多同名的，按乡镇改了名处理，照样比较，只提醒。",
    mend: "拿错了的，换成本乡镇的；乡镇名称写得不一样的，在配置文件里写 township，与以前年度的一样。",
    bad: Example::Told("统计清河镇，previous 写的是柳林乡 2024 年的「结果.json」。"),
    good: Example::Told("统计清河镇，previous 写的是清河镇 2024 年的「结果.json」。"),
};
