//! V107: an ID number was saved as a number, and its last digits are lost.

use crate::model::{Code, Example, Severity, Verdict};

/// V107: an ID number was saved as a number, and its last digits are lost.
///
/// The number in the examples belongs to nobody: 000 is never given as the serial of a day.
pub static CODE: Code = Code {
    id: "V107",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "身份证号末几位丢失",
    why: "身份证号存成了数字，Excel 只能保住前 15 位，后面几位都变成了 0，找不回来。",
    mend: "请对照身份证重新填写：先把这一栏的单元格格式改为「文本」，再输入全部 18 位。",
    bad: Example::Sheets(
        "\
# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|身份证号|入党时间|党员类别
1|王秀兰|女|110101190001010000|1995-07-01|正式
2|李建国|男||2001-06-28|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|编号|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
1|2025-03-08||王秀兰|J04|志愿服务|1|||清理村道|活动照片||
",
    ),
    good: Example::Sheets(
        "\
# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|身份证号|入党时间|党员类别
1|王秀兰|女|'110101190001010006|1995-07-01|正式
2|李建国|男||2001-06-28|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|编号|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
1|2025-03-08||王秀兰|J04|志愿服务|1|||清理村道|活动照片||
",
    ),
};
