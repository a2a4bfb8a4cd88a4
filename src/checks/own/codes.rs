//! The codes of what a rule set says itself: one for each severity and for what a line counts then.

use crate::model::{Code, Example, Severity, Verdict};

/// Every code of this family.
pub static CODES: &[&Code] =
    &[&E401, &E402, &E403, &E404, &E405, &E406, &E407, &E408, &E409, &E410, &E411, &P201, &S201, &S202, &S203];

/// E401: 不合办法的规定，不计分.
pub static E401: Code = Code {
    id: "E401",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "不合办法的规定，不计分",
    why: "办法对这样的登记有明文规定，这一条不符合。",
    mend: "请对照提示改正；改正以前这一条不计分。",
    bad: Example::Told("在「积分登记」里登记了本年没有评选的荣誉。"),
    good: Example::Told("本年没有评选的荣誉不登记。"),
};

/// E402: 有事没有处理完，暂不计分.
pub static E402: Code = Code {
    id: "E402",
    severity: Severity::Error,
    verdict: Verdict::Pending,
    title: "有事没有处理完，暂不计分",
    why: "这一条还有事没有处理完，处理完以前不计分，结果只能是试算。",
    mend: "请把处理的结果登记上。",
    bad: Example::Told("「异议」一栏写了「有」，「异议处理结果」空着。"),
    good: Example::Told("「异议处理结果」写明成立或不成立。"),
};

/// E403: 按办法不计分.
pub static E403: Code = Code {
    id: "E403",
    severity: Severity::Warning,
    verdict: Verdict::Excluded,
    title: "按办法不计分",
    why: "按办法的规定，这一条不计入积分。",
    mend: "情况属实的不用改；写错的请改正。",
    bad: Example::Told("异议处理结果为「成立」的登记。"),
    good: Example::Told("没有异议的登记。"),
};

/// E404: 不合办法的规定.
pub static E404: Code = Code {
    id: "E404",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "不合办法的规定",
    why: "表里写的与办法的规定不符，不知道哪里写错了。",
    mend: "请对照提示改正。",
    bad: Example::Told("考核表里兑现的件数多于承诺的件数。"),
    good: Example::Told("兑现的件数不多于承诺的件数。"),
};

/// E405: 缺少计分的依据.
pub static E405: Code = Code {
    id: "E405",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "缺少计分的依据",
    why: "这一项要由别的表算出来，现在没有可以用的数。",
    mend: "请补上缺的表或缺的一行。",
    bad: Example::Told("出勤表里没有这名党员。"),
    good: Example::Told("出勤表里每名党员都有一行。"),
};

/// E406: 不在应计的期间.
pub static E406: Code = Code {
    id: "E406",
    severity: Severity::Warning,
    verdict: Verdict::Excluded,
    title: "不在应计的期间",
    why: "这名党员当时不在册，或这一期不结算，这一条不计分。",
    mend: "日期写错的请改正；确实不在应计期间的，不用改。",
    bad: Example::Told("6 月转入的党员，登记的日期在 3 月。"),
    good: Example::Told("登记的日期在转入以后。"),
};

/// E407: 这一项不用登记.
pub static E407: Code = Code {
    id: "E407",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "这一项不用登记",
    why: "这个项目的分由别的表算出来，登记了会重复计算。",
    mend: "请删去这一条，在相应的表里登记。",
    bad: Example::Told("在「积分登记」里登记由出勤表计算的项目。"),
    good: Example::Told("由出勤表计算的项目只在出勤表里登记。"),
};

/// E408: 一行只能登记一件.
pub static E408: Code = Code {
    id: "E408",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "一行只能登记一件",
    why: "这个项目一行是一件事，次数大于 1 时不知道是哪几件。",
    mend: "请一件登记一行。",
    bad: Example::Told("一行登记一户的项目，次数写了 2。"),
    good: Example::Told("分两行登记，次数各为 1 或空着。"),
};

/// E409: 有一期没有结算.
pub static E409: Code = Code {
    id: "E409",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "有一期没有结算",
    why: "这一期没有任何可以结算的记录，年度只能按其余各期计算。",
    mend: "请补上这一期的记录。",
    bad: Example::Told("按季度结算的支部，考核表里没有第四季度的行。"),
    good: Example::Told("考核表里四个季度都有。"),
};

/// E410: 类别变动前后不接.
pub static E410: Code = Code {
    id: "E410",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "换过的类别前后不接",
    why: "原类别与前一次的新类别不同，或最后的新类别与花名册不一致，全年按花名册的类别计算。",
    mend: "请核对登记变动的表和花名册。",
    bad: Example::Told("花名册是「在职」，「类别变动」里最后一次的新类别是「离退休」。"),
    good: Example::Told("最后一次变动的新类别与花名册一致。"),
};

/// E411: 登记的行数多了.
pub static E411: Code = Code {
    id: "E411",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "登记的行数多了",
    why: "办法规定这个项目在这段时间里最多登记几行，多出来时不知道以哪一行为准，都不计分。",
    mend: "请只留下应当计分的，删去其余的。",
    bad: Example::Told("一年评一次的项目，同一名党员登记了两行。"),
    good: Example::Told("一年评一次的项目，一名党员一行。"),
};

/// P201: 手续没有完，暂不计分.
pub static P201: Code = Code {
    id: "P201",
    severity: Severity::Warning,
    verdict: Verdict::Pending,
    title: "手续没有完，暂不计分",
    why: "办法要求的手续还没有完成，完成以前不计分。",
    mend: "手续完成后补登记。",
    bad: Example::Told("加分没有写公示结束日期。"),
    good: Example::Told("写了公示结束日期，没有异议。"),
};

/// S201: 需要核对.
pub static S201: Code = Code {
    id: "S201",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "需要核对",
    why: "这里与通常的情况不同，请核对；照常计分。",
    mend: "请核对；没有错的不用改。",
    bad: Example::Told("登记日期早于发生日期。"),
    good: Example::Told("登记日期不早于发生日期。"),
};

/// S202: 提示.
pub static S202: Code = Code {
    id: "S202",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "提示",
    why: "办法要求提示这种情况。",
    mend: "看一下即可。",
    bad: Example::Told("期末有党员满 80 周岁，按办法可以不参加集中活动。"),
    good: Example::Told("没有满 80 周岁的党员。"),
};

/// S203: 需要跟进.
pub static S203: Code = Code {
    id: "S203",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "需要跟进",
    why: "按办法，这名党员的情况需要跟进。",
    mend: "请按办法办理。",
    bad: Example::Told("连续四个月没有参加组织生活。"),
    good: Example::Told("每月都参加组织生活。"),
};
