//! L128: a branch has entries and no roster.

use crate::model::{Code, Example, Severity, Verdict};

/// L128: a branch has entries and no roster.
pub static CODE: Code = Code {
    id: "L128",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "没有花名册",
    why: "有积分登记，没有读到花名册，不知道登记的是哪些党员，所有登记都没有计入。多半是漏交了一张表。",
    mend: "请补上花名册，放在同一个文件里。花名册另有一个文件的，和登记一起交，两处标题写同样的支部名称；\
           在文件里而没有认出来的，把表头改成模板里的写法。",
    bad: Example::Told("「东河村.xlsx」里只有积分登记，没有花名册。"),
    good: Example::Sheets(
        "# 花名册
        清河镇东河村党支部党员花名册
        序号|姓名|性别|出生年月|入党时间|党员类别
        1|王秀兰|女|1968-05-12|1995-07-01|正式
        2|李建国|男|1972-11-03|2001-06-28|正式
        # 积分登记
        清河镇东河村党支部党员积分登记表
        序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
        1|2025-03-08|王秀兰|J04|志愿服务|1|||清扫街道|||
        2|2025-04-12|李建国|J04|志愿服务|1|||清理河道|||",
    ),
};
