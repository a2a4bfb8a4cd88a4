//! F301: a number that must not leave the program, in a file about to be written.

use crate::model::{Code, Example, Severity, Verdict};

/// F301: a number that must not leave the program, in a file about to be written.
pub static CODE: Code = Code {
    id: "F301",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "要写出的文件里有号码，没有写出",
    why: "身份证号、手机号、银行卡号不能出现在汇总、公示这样发给别人看的文件里。表里的号码写出时都遮盖；每个文件写好以后再查一遍，\
          还有号码的，这个文件不写出，别的文件照常写出。",
    mend: "在 jifen.toml、支部名称、文件名和工作表名称里找这个号码，删去以后再运行一遍。",
    bad: Example::Told("jifen.toml 里写着 township = \"13800000000清河镇\"：它写进汇总的标题，所以汇总没有写出。"),
    good: Example::Told("乡镇名写作「清河镇」；联系电话写在表里的，写出时已经遮盖。"),
};
