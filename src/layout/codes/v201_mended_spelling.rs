//! V201: put right automatically: the spelling is unusual, the meaning plain.

use crate::model::{Code, Example, Severity, Verdict};

/// V201: put right automatically: the spelling is unusual, the meaning plain.
pub static CODE: Code = Code {
    id: "V201",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "写法不规范，已认读",
    why: "这一格的写法不规范，例如日期写成 2025.3.8、数字是全角的、姓名中间有空格。意思是清楚的，已按这个意思计算。",
    mend: "可以不改。要改得规范，就照提示的写法改；也可以加 --fix，在批注本里自动改好。",
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
1|'2025.3.8||王秀兰|J04|志愿服务|'２次|||清理村道|活动照片||
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
1|2025-03-08||王秀兰|J04|志愿服务|2|||清理村道|活动照片||
",
    ),
};
