//! The rows that are about the township: branches, quotas, grades, decisions, and the run itself.

use super::column::{count, day, digest, flag, listed, maybe, on_day, points, said, text, word};
use super::{Column, Partition, Row};
use crate::reports::{BranchResult, DecisionResult, PeriodResult, QuotaResult, RuleSetResult, Status};
use crate::rules::{Grade, RuleSet, Scope, Ties};

/// A branch.
#[derive(Clone, Copy, Debug)]
pub struct BranchRow<'a> {
    /// The label of the period.
    pub period: &'a str,
    /// The branch's rule set.
    pub rules: &'a RuleSet,
    /// The result.
    pub branch: &'a BranchResult,
}

/// The places of one grade in one scope.
#[derive(Clone, Copy, Debug)]
pub struct QuotaRow<'a> {
    /// The label of the period.
    pub period: &'a str,
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The result.
    pub quota: &'a QuotaResult,
}

/// A grade of a rule set.
#[derive(Clone, Copy, Debug)]
pub struct GradeRow<'a> {
    /// The label of the period.
    pub period: &'a str,
    /// The rule set.
    pub rules: &'a RuleSet,
    /// Its place among the grades, from 1, the best first.
    pub no: usize,
    /// The grade.
    pub grade: &'a Grade,
}

/// A decision of a meeting.
#[derive(Clone, Copy, Debug)]
pub struct DecisionRow<'a> {
    /// The label of the period.
    pub period: &'a str,
    /// The rule set of the member's branch.
    pub rules: &'a RuleSet,
    /// The member's place among those of the branch, where one member is meant.
    pub member_no: Option<usize>,
    /// The decision.
    pub decision: &'a DecisionResult,
}

/// What a rule set was run with, and how the run ended.
#[derive(Clone, Copy, Debug)]
pub struct RunRow<'a> {
    /// The version of the program.
    pub jifen: &'a str,
    /// The rule set as named in the result.
    pub rule_set: &'a RuleSetResult,
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The period.
    pub period: &'a PeriodResult,
    /// How the whole run ended.
    pub status: Status,
    /// Why it is provisional.
    pub because: &'a [String],
}

/// The place of a grade among those under a quota, from 1; none where it has none.
fn turn(rules: &RuleSet, title: &str) -> Option<usize> {
    let mut limited = rules.grades.iter().filter(|grade| grade.quota.is_some());
    limited.position(|grade| grade.title == title).map(|at| at + 1)
}

impl Row for BranchRow<'_> {
    const NAME: &'static str = "branches";
    const MEANING: &'static str = "一个支部一行";
    const PARTITION: Partition = Partition::Township;

    fn columns() -> Vec<Column<Self>> {
        vec![
            text("period", "期间", |row: &Self| word(row.period)).always(),
            text("rule_set", "规则集", |row: &Self| said(&row.rules.id)).always(),
            text("branch", "支部", |row: &Self| said(&row.branch.name)).always(),
            text("path", "在组织里的位置，从上到下用「、」隔开，包括自己", |row: &Self| {
                listed(&row.branch.path)
            }),
            count("members", "计入总数的党员", |row: &Self| Some(row.branch.members)).always(),
            points("mean", "他们的平均分，两位小数", |row: &Self| row.branch.mean),
            count("errors", "错误", |row: &Self| Some(row.branch.errors)).always(),
            count("warnings", "提醒", |row: &Self| Some(row.branch.warnings)).always(),
        ]
    }
}

impl Row for QuotaRow<'_> {
    const NAME: &'static str = "quotas";
    const MEANING: &'static str = "一个范围里一个等次的名额一行";
    const PARTITION: Partition = Partition::Township;

    fn columns() -> Vec<Column<Self>> {
        vec![
            text("period", "期间", |row: &Self| word(row.period)).always(),
            text("rule_set", "规则集", |row: &Self| said(&row.rules.id)).always(),
            text("scope", "范围：支部、乡镇或其中一类，与 members.quota_scope 对应", |row: &Self| {
                said(&row.quota.scope)
            })
            .always(),
            count("turn", "第几轮评：有名额的等次，高的先评", |row: &Self| {
                turn(row.rules, &row.quota.level)
            }),
            text("grade", "等次", |row: &Self| said(&row.quota.level)).always(),
            count("counted", "按多少人计算", |row: &Self| Some(row.quota.counted)).always(),
            points("percent", "百分之几；办法直接写个数的为空", |row: &Self| row.quota.percent),
            count("places", "名额", |row: &Self| Some(row.quota.limit)).always(),
            count("candidates", "参加的人数，包括从上一等次落下来的", |row: &Self| {
                Some(row.quota.candidates)
            })
            .always(),
            count("awarded_count", "评上的人数", |row: &Self| Some(row.quota.awarded.len())).always(),
            text("awarded", "评上的人，用「、」隔开；没有的为空", |row: &Self| {
                listed(&row.quota.awarded)
            }),
            count("contested_count", "并列待定的人数", |row: &Self| Some(row.quota.contested.len())).always(),
            text("contested", "并列待定的人，用「、」隔开；没有的为空", |row: &Self| {
                listed(&row.quota.contested)
            }),
            count("reserved", "给他们留着的名额", |row: &Self| Some(row.quota.reserved)).always(),
        ]
    }
}

impl Row for GradeRow<'_> {
    const NAME: &'static str = "grades";
    const MEANING: &'static str = "规则集的一个等次一行";
    const PARTITION: Partition = Partition::Township;

    fn columns() -> Vec<Column<Self>> {
        vec![
            text("period", "期间", |row: &Self| word(row.period)).always(),
            text("rule_set", "规则集", |row: &Self| said(&row.rules.id)).always(),
            count("grade_no", "第几等，从 1 起，高的在前", |row: &Self| Some(row.no)).always(),
            text("grade", "等次", |row: &Self| said(&row.grade.title)).always(),
            count("stars", "星数", |row: &Self| usize::try_from(row.grade.stars).ok()).always(),
            text("condition", "分数够什么条件；分几种评定的，用「；」隔开", |row: &Self| {
                let each: Vec<&str> = row.grade.when.iter().flatten().map(crate::rules::Rule::source).collect();
                said(&each.join("；")).map(|words| words.into_owned().into())
            }),
            count("turn", "第几轮评；没有名额限制的为空", |row: &Self| turn(row.rules, &row.grade.title)),
            text("falls_to", "名额满了的，落到哪个等次", |row: &Self| {
                said(&row.rules.grades.get(row.grade.falls_to?)?.title)
            }),
            flag("on_veto", "是不是一票否决给的等次", |row: &Self| {
                Some(row.rules.veto.as_ref().and_then(|veto| veto.grade).is_some_and(|grade| grade + 1 == row.no))
            })
            .always(),
        ]
    }
}

impl Row for DecisionRow<'_> {
    const NAME: &'static str = "decisions";
    const MEANING: &'static str = "会议的一项决定一行";
    const PARTITION: Partition = Partition::Township;

    fn columns() -> Vec<Column<Self>> {
        vec![
            text("period", "期间", |row: &Self| word(row.period)).always(),
            text("rule_set", "规则集", |row: &Self| said(&row.rules.id)).always(),
            text("branch", "支部", |row: &Self| said(&row.decision.branch)),
            count("member_no", "党员在本支部结果里的次序；找不到的为空", |row: &Self| row.member_no),
            text("name", "姓名", |row: &Self| said(&row.decision.name)),
            text("id", "编号", |row: &Self| maybe(row.decision.id.as_ref())),
            text("grade", "等次", |row: &Self| said(&row.decision.grade)),
            flag("awarded", "授予，还是不授予；没有写明的为空", |row: &Self| row.decision.awarded),
            day("decided_on", "会议的日期", |row: &Self| on_day(row.decision.on.as_ref()?)),
            text("decided_by", "谁决定的", |row: &Self| maybe(row.decision.by.as_ref())),
            text("reason", "理由", |row: &Self| maybe(row.decision.reason.as_ref())),
            text("outcome", "followed 已照办，refused 没有采用，unused 这次不评等次", |row: &Self| {
                word(&row.decision.outcome)
            })
            .always(),
            text("why", "为什么没有采用", |row: &Self| maybe(row.decision.why.as_ref())),
            text("source", "写在哪里", |row: &Self| said(&row.decision.source)),
        ]
    }
}

impl Row for RunRow<'_> {
    const NAME: &'static str = "runs";
    const MEANING: &'static str = "这次汇总，一个规则集一行";
    const PARTITION: Partition = Partition::Township;

    fn columns() -> Vec<Column<Self>> {
        vec![
            text("period", "期间", |row: &Self| word(&row.period.label)).always(),
            text("rule_set", "规则集", |row: &Self| said(&row.rules.id)).always(),
            text("rule_set_title", "办法的名称", |row: &Self| said(&row.rule_set.title)).always(),
            text("rule_set_version", "办法的版本", |row: &Self| said(&row.rule_set.version)).always(),
            digest("rule_set_sha256", "规则文件的 SHA-256", |row: &Self| word(&row.rule_set.sha256)).always(),
            text("jifen", "程序的版本", |row: &Self| word(row.jifen)).always(),
            day("from_day", "期间的第一天", |row: &Self| on_day(&row.period.from)).always(),
            day("to_day", "期间的最后一天", |row: &Self| on_day(&row.period.to)).always(),
            count("programme_year", "办法实行的第几年", |row: &Self| {
                usize::try_from(row.period.programme_year).ok()
            })
            .always(),
            flag("cumulative", "是不是还没有到评等次的时候，只是累计", |row: &Self| {
                Some(row.period.cumulative)
            })
            .always(),
            text("status", "final 定案，provisional 试算", |row: &Self| {
                word(match row.status {
                    Status::Final => "final",
                    Status::Provisional => "provisional",
                })
            })
            .always(),
            text("provisional_because", "为什么是试算，用「、」隔开", |row: &Self| listed(row.because)),
            text(
                "quota_over",
                "名额的范围：branch 支部，township 乡镇，class 乡镇的各类，branch_class 支部的各类",
                |row: &Self| {
                    word(match row.rules.quota.scope {
                        Scope::Branch => "branch",
                        Scope::Township => "township",
                        Scope::Class => "class",
                        Scope::BranchClass => "branch_class",
                    })
                },
            )
            .always(),
            text("ties", "末位并列怎么办：held 待定，none 都不给，all 都给", |row: &Self| {
                word(match row.rules.quota.ties {
                    Ties::Held => "held",
                    Ties::None => "none",
                    Ties::All => "all",
                })
            })
            .always(),
        ]
    }
}
