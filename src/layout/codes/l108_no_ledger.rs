//! L108: a branch has a roster and no ledger.

use crate::model::{Code, Example, Severity, Verdict};

/// L108: a branch has a roster and no ledger.
pub static CODE: Code = Code {
    id: "L108",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "没有积分登记表",
    why: "只有花名册，没有积分登记。所有党员都按没有任何记录计分，这多半是漏交了一张表。",
    mend: "请补上积分登记表；表在文件里而没有认出来的，请把表头改成模板里的写法。",
    bad: Example::Sheets(
        "# 花名册
        清河镇东河村党支部党员花名册
        序号|姓名|性别|出生年月|入党时间|党员类别
        1|王秀兰|女|1968-05-12|1995-07-01|正式",
    ),
    good: Example::Sheets(
        "# 花名册
        清河镇东河村党支部党员花名册
        序号|姓名|性别|出生年月|入党时间|党员类别
        1|王秀兰|女|1968-05-12|1995-07-01|正式
        # 积分登记
        清河镇东河村党支部党员积分登记表
        序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
        1|2025-03-08|王秀兰|J04|志愿服务|1|||清扫街道|||",
    ),
};
