//! L127: a branch has tables for its points, and nothing stands in them.

use crate::model::{Code, Example, Severity, Verdict};

/// L127: a branch has tables for its points, and nothing stands in them.
pub static CODE: Code = Code {
    id: "L127",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "登记表一行也没有填",
    why: "花名册填好了，登记积分的表里一行内容也没有，多半是把没有填的空白表交上来了。",
    mend: "请换成填好的那一份；还没有填的，填好再报。",
    bad: Example::Sheets(
        "# 花名册
        清河镇东河村党支部2025年党员花名册
        序号|姓名|性别|出生年月|入党时间|党员类别
        1|王秀兰|女|1968-05-12|1995-07-01|正式
        # 积分登记
        清河镇东河村党支部2025年党员积分登记表
        序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
        例|2025-03-15|王某某|J04|志愿服务|1|||写明是什么事|||
        1|||||||||||
        2|||||||||||",
    ),
    good: Example::Sheets(
        "# 花名册
        清河镇东河村党支部2025年党员花名册
        序号|姓名|性别|出生年月|入党时间|党员类别
        1|王秀兰|女|1968-05-12|1995-07-01|正式
        # 积分登记
        清河镇东河村党支部2025年党员积分登记表
        序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
        1|2025-03-08|王秀兰|J04|志愿服务|1|||清扫街道|||",
    ),
};
