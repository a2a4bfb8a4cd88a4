//! L119: columns were read by what their headings or cells resemble.

use crate::model::{Code, Example, Severity, Verdict};

/// L119: columns were read by what their headings or cells resemble.
pub static CODE: Code = Code {
    id: "L119",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "表头写法不同，按相近的意思读取",
    why: "有的表头不是规定的写法，但从字面或下面的内容看得出是哪一栏，已按那一栏读取。",
    mend: "读得对的可以不管；不对的，请把表头改成规定的写法，或者在 jifen.toml 的 [columns] 里写明。",
    bad: Example::Sheets(
        "# 积分登记
        清河镇东河村党支部党员积分登记表
        序号|日期|姓名|项目编号|项目名称|次数|级别|申报分值|事由|佐证材料|核实人|党员大会通过日期
        1|2025-03-08|王伟|J04|志愿服务|1||1.5|清扫街道|||",
    ),
    good: Example::Sheets(
        "# 积分登记
        清河镇东河村党支部党员积分登记表
        序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|佐证材料|核实人|党员大会通过日期
        1|2025-03-08|王伟|J04|志愿服务|1||1.5|清扫街道|||",
    ),
};
