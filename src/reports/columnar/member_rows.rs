//! The rows that are about members: members, steps, entries, parts of the score, alerts.

use super::column::{count, day, figures, flag, listed, maybe, on_day, points, said, text, word};
use super::{Column, LOWEST, Partition, Row};
use crate::model::Points;
use crate::reports::{AlertResult, EntryResult, MemberResult, StepResult};
use crate::rules::RuleSet;

/// A member.
#[derive(Clone, Copy, Debug)]
pub struct MemberRow<'a> {
    /// The label of the period.
    pub period: &'a str,
    /// The branch's rule set.
    pub rules: &'a RuleSet,
    /// The member's place among those of the branch, from 1: it tells namesakes without numbers apart.
    pub no: usize,
    /// The result.
    pub member: &'a MemberResult,
    /// The name of the scope in which places under quotas are given, where the member is counted in one.
    pub scope: Option<&'a str>,
    /// What decides the order in that scope; none for those who do not compete.
    pub ranking: Option<&'a [Points]>,
}

/// A step of a member's score.
#[derive(Clone, Copy, Debug)]
pub struct StepRow<'a> {
    /// The member.
    pub of: MemberRow<'a>,
    /// Its place among the member's steps, from 1.
    pub no: usize,
    /// The step.
    pub step: &'a StepResult,
    /// The item's name.
    pub item_title: Option<&'a str>,
    /// The category's name.
    pub category_title: Option<&'a str>,
}

/// An entry in a step.
#[derive(Clone, Copy, Debug)]
pub struct EntryRow<'a> {
    /// The step.
    pub of: StepRow<'a>,
    /// Its place among the entries of the step, from 1.
    pub no: usize,
    /// The entry.
    pub entry: &'a EntryResult,
}

/// A part of a member's score, or the score at the end of a part of the year.
#[derive(Clone, Copy, Debug)]
pub struct PartRow<'a> {
    /// The member.
    pub of: MemberRow<'a>,
    /// `category`, `group`, `period` or `series`.
    pub kind: &'static str,
    /// Its id or label.
    pub part: &'a str,
    /// Its name.
    pub title: &'a str,
    /// The points.
    pub points: Option<Points>,
}

/// Months in a row in which a member lacks something.
#[derive(Clone, Copy, Debug)]
pub struct AlertRow<'a> {
    /// The member.
    pub of: MemberRow<'a>,
    /// What is missing.
    pub alert: &'a AlertResult,
}

impl<'a> MemberRow<'a> {
    /// The steps of the score.
    pub fn steps(self) -> impl Iterator<Item = StepRow<'a>> {
        self.member.steps.iter().enumerate().map(move |(at, step)| {
            let item = self.rules.items.iter().find(|item| Some(&item.id) == step.item.as_ref());
            let category = self.rules.categories.iter().find(|category| Some(&category.id) == step.category.as_ref());
            StepRow {
                of: self,
                no: at + 1,
                step,
                item_title: item.map(|item| item.title.as_str()),
                category_title: category.map(|category| category.title.as_str()),
            }
        })
    }

    /// The alerts.
    pub fn alerts(self) -> impl Iterator<Item = AlertRow<'a>> {
        self.member.alerts.iter().map(move |alert| AlertRow { of: self, alert })
    }
}

impl<'a> StepRow<'a> {
    /// The entries behind it.
    pub fn entries(self) -> impl Iterator<Item = EntryRow<'a>> {
        self.step.entries.iter().enumerate().map(move |(at, entry)| EntryRow { of: self, no: at + 1, entry })
    }
}

/// The parts of a member's score.
pub fn parts_of(of: MemberRow<'_>) -> impl Iterator<Item = PartRow<'_>> {
    let member = of.member;
    let row = move |kind, part, title, points| PartRow { of, kind, part, title, points };
    let title = move |id: &'_ str| of.rules.categories.iter().find(|it| it.id == id).map(|it| it.title.as_str());
    let categories = member.categories.iter();
    let categories = categories.map(move |(id, points)| row("category", id, title(id).unwrap_or(id), *points));
    let groups = member.groups.iter().map(move |(name, points)| row("group", name, name, Some(*points)));
    let periods = member.periods.iter().map(move |(label, points)| row("period", label, label, *points));
    let series = member.series.iter().map(move |(label, points)| row("series", label, label, *points));
    categories.chain(groups).chain(periods).chain(series)
}

/// A row that is about a member.
trait OfMember {
    fn of_member(&self) -> &MemberRow<'_>;
}

impl OfMember for MemberRow<'_> {
    fn of_member(&self) -> &MemberRow<'_> {
        self
    }
}

impl OfMember for StepRow<'_> {
    fn of_member(&self) -> &MemberRow<'_> {
        &self.of
    }
}

impl OfMember for EntryRow<'_> {
    fn of_member(&self) -> &MemberRow<'_> {
        &self.of.of
    }
}

impl OfMember for PartRow<'_> {
    fn of_member(&self) -> &MemberRow<'_> {
        &self.of
    }
}

impl OfMember for AlertRow<'_> {
    fn of_member(&self) -> &MemberRow<'_> {
        &self.of
    }
}

/// Who it is about.
fn who<R: OfMember>() -> Vec<Column<R>> {
    vec![
        text("period", "期间", |row: &R| word(row.of_member().period)).always(),
        text("rule_set", "规则集", |row: &R| said(&row.of_member().rules.id)).always(),
        count(
            "member_no",
            "党员在本支部结果里的次序，从 1 起；各数据集用它对上同一个人",
            |row: &R| Some(row.of_member().no),
        )
        .always(),
        text("name", "姓名", |row: &R| said(&row.of_member().member.name)),
        text("id", "花名册上的编号", |row: &R| said(&row.of_member().member.id)),
    ]
}

impl Row for MemberRow<'_> {
    const NAME: &'static str = "members";
    const MEANING: &'static str = "一名党员一行：得分、名次、等次";
    const PARTITION: Partition = Partition::Branch;

    fn columns() -> Vec<Column<Self>> {
        let mut columns = who();
        columns.extend([
            text("class", "类别（分类的规则集）", |row: &Self| maybe(row.member.class.as_ref())),
            flag("probationary", "是否预备党员", |row: &Self| Some(row.member.probationary)).always(),
            flag("counted", "期末是否计入支部党员总数", |row: &Self| Some(row.member.counted)).always(),
            text("party_group", "党小组", |row: &Self| maybe(row.member.party_group.as_ref())),
            points("score", "得分；没有评出的为空", |row: &Self| row.member.score),
            count("rank_branch", "支部内名次", |row: &Self| row.member.rank.branch),
            count("rank_township", "乡镇内名次", |row: &Self| row.member.rank.township),
            text("grade", "评定的等次：经一票否决、名额和决定以后的", |row: &Self| {
                maybe(row.member.grade.as_ref())
            }),
            count("stars", "评定的星数", |row: &Self| usize::try_from(row.member.stars).ok()).always(),
            text("grade_by_points", "只看分数应得的等次", |row: &Self| {
                maybe(row.member.grade_by_points.as_ref())
            }),
            count("stars_by_points", "只看分数应得的星数", |row: &Self| {
                usize::try_from(row.member.stars_by_points).ok()
            })
            .always(),
            text("veto", "成立的一票否决项目，用「、」隔开；没有的为空", |row: &Self| {
                listed(&row.member.veto)
            }),
            text(
                "contested",
                "并列待定的等次，高的在前，用「、」隔开；没有的为空",
                |row: &Self| listed(&row.member.contested),
            ),
            text("consequences", "后续措施，用「、」隔开；没有的为空", |row: &Self| {
                listed(&row.member.consequences)
            }),
            text(
                "quota_scope",
                "在哪个范围里计算和争取名额：支部、乡镇或其中一类；不计入总数的为空",
                |row: &Self| row.scope.and_then(said),
            ),
            figures(
                "ranking",
                "争取名额时依次比较的数，大的在前；没有某个数的，写可能的最小数；不参加的为空",
                |row: &Self| row.ranking.map(|figures| figures.iter().map(|figure| (*figure).max(LOWEST)).collect()),
            ),
        ]);
        columns
    }
}

impl Row for StepRow<'_> {
    const NAME: &'static str = "scores";
    const MEANING: &'static str = "得分的一步一行；一名党员各步相加就是得分";
    const PARTITION: Partition = Partition::Branch;

    fn columns() -> Vec<Column<Self>> {
        let mut columns = who();
        columns.extend([
            count("step_no", "这名党员的第几步，从 1 起", |row: &Self| Some(row.no)).always(),
            text("item", "项目编号；不属于哪个项目的为空", |row: &Self| maybe(row.step.item.as_ref())),
            text("item_title", "项目名称", |row: &Self| row.item_title.and_then(said)),
            text("category", "类目；一票否决和总分上的一步为空", |row: &Self| {
                maybe(row.step.category.as_ref())
            }),
            text("category_title", "类目名称", |row: &Self| row.category_title.and_then(said)),
            text("settled", "在哪个结算期间计算", |row: &Self| said(&row.step.period)),
            text("class", "按哪一类计算（一年中类别有变化的）", |row: &Self| {
                maybe(row.step.class.as_ref())
            }),
            points("counted", "计入得分的分", |row: &Self| Some(row.step.counted)).always(),
            points("full_marks", "满分", |row: &Self| row.step.of),
            text("note", "怎样得来的", |row: &Self| said(&row.step.note)),
        ]);
        columns
    }
}

impl Row for EntryRow<'_> {
    const NAME: &'static str = "entries";
    const MEANING: &'static str = "一条登记一行：计了多少分，写在哪个格";
    const PARTITION: Partition = Partition::Branch;

    fn columns() -> Vec<Column<Self>> {
        let mut columns = who();
        columns.extend([
            count("step_no", "属于这名党员得分的第几步", |row: &Self| Some(row.of.no)).always(),
            count("entry_no", "这一步的第几条，从 1 起", |row: &Self| Some(row.no)).always(),
            text("item", "项目编号", |row: &Self| maybe(row.of.step.item.as_ref())),
            text("item_title", "项目名称", |row: &Self| row.of.item_title.and_then(said)),
            text("category", "类目", |row: &Self| maybe(row.of.step.category.as_ref())),
            text("settled", "在哪个结算期间计算", |row: &Self| said(&row.of.step.period)),
            day("occurred", "发生的日期；登记按月、按季写的为空，见 written_date", |row: &Self| {
                on_day(&row.entry.date)
            }),
            text("written_date", "日期，照结果.json：某日，或某月、某季", |row: &Self| {
                said(&row.entry.date)
            }),
            points("quantity", "次数", |row: &Self| Some(row.entry.quantity)).always(),
            text("level", "级别", |row: &Self| maybe(row.entry.level.as_ref())),
            points("stated", "登记写的分值", |row: &Self| row.entry.stated),
            points("effect", "扣除各种上限以后，给项目增减的分", |row: &Self| Some(row.entry.effect)).always(),
            text(
                "state",
                "counted 计入，pending 待审议，excluded 不计，capped 超过上限",
                |row: &Self| word(&row.entry.state),
            )
            .always(),
            text("why", "没有全部计入的原因", |row: &Self| maybe(row.entry.why.as_ref())),
            text("file", "写在哪个文件", |row: &Self| said(&row.entry.source.file)).always(),
            text("sheet", "哪张工作表", |row: &Self| said(&row.entry.source.sheet)).always(),
            text("cell", "哪些格", |row: &Self| said(&row.entry.source.cell)).always(),
        ]);
        columns
    }
}

impl Row for PartRow<'_> {
    const NAME: &'static str = "parts";
    const MEANING: &'static str = "得分的一个部分一行：各类目、第二种分类、各结算期间、各月末";
    const PARTITION: Partition = Partition::Branch;

    fn columns() -> Vec<Column<Self>> {
        let mut columns = who();
        columns.extend([
            text(
                "kind",
                "category 类目，group 第二种分类，period 结算期间，series 到某月或某季末为止的得分",
                |row: &Self| word(row.kind),
            )
            .always(),
            text("part", "类目的编号，或类别、期间", |row: &Self| said(row.part)).always(),
            text("title", "名称", |row: &Self| said(row.title)).always(),
            points("points", "分；没有评出的为空", |row: &Self| row.points),
        ]);
        columns
    }
}

impl Row for AlertRow<'_> {
    const NAME: &'static str = "alerts";
    const MEANING: &'static str = "连续几个月缺什么，一段一行";
    const PARTITION: Partition = Partition::Branch;

    fn columns() -> Vec<Column<Self>> {
        let mut columns = who();
        columns.extend([
            text("kind", "缺什么", |row: &Self| said(&row.alert.kind)).always(),
            text("from_month", "从哪个月", |row: &Self| said(&row.alert.from)).always(),
            text("to_month", "到哪个月", |row: &Self| said(&row.alert.to)).always(),
            count("months", "共几个月", |row: &Self| usize::try_from(row.alert.months).ok()).always(),
            text("level", "轻重", |row: &Self| said(&row.alert.level)),
        ]);
        columns
    }
}
