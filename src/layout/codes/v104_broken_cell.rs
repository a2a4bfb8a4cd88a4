//! V104: the cell holds an error value, or a formula that was never calculated.

use crate::model::{Code, Example, Severity, Verdict};

/// V104: the cell holds an error value, or a formula that was never calculated.
pub static CODE: Code = Code {
    id: "V104",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "公式出错或没有结果",
    why: "这一格显示的是 #REF! 一类的错误，或者是还没有算出结果的公式，读不到要填的内容。改好以前，这一条不计分。",
    mend: "请删掉公式，直接填上内容。要保留公式的，用 Excel 或 WPS 打开，改到能显示结果，保存后再交。",
    bad: Example::Sheets(
        "\
# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王秀兰|女|1968-05-12|1995-07-01|正式
2|李建国|男|1972-11-03|2001-06-28|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|编号|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
1|2025-03-08||王秀兰|J04|志愿服务|#REF!|||清理村道|活动照片||
",
    ),
    good: Example::Sheets(
        "\
# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王秀兰|女|1968-05-12|1995-07-01|正式
2|李建国|男|1972-11-03|2001-06-28|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|编号|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
1|2025-03-08||王秀兰|J04|志愿服务|1|||清理村道|活动照片||
",
    ),
};
