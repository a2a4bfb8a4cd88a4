//! A103: a decision lacks what it needs.

use crate::model::{Code, Example, Severity, Verdict};

/// A103: a decision lacks what it needs.
pub static CODE: Code = Code {
    id: "A103",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "决定没有写全",
    why: "一项决定要写明哪一天开的会、什么理由、授予还是不授予。缺了其中一样，这项决定没有照办。",
    mend: "请查会议记录，在决定表的这一行补上「会议日期」和「理由」，「决定」栏写「授予」或「不授予」。",
    bad: Example::Told("决定表里王秀兰这一行写了「授予」，「会议日期」和「理由」都空着。"),
    good: Example::Told("决定表里王秀兰这一行写着：会议日期 2026-01-10，决定「授予」，理由「抢险救灾表现突出」。"),
};
