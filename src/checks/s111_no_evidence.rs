//! S111: lines that give many points have no evidence, though the form has a column for it.

use super::signs::{Seen, asks_itself, is_open};
use super::thresholds::{HIGH_ONE_IN, HIGH_TIMES_USUAL, LINES_FOR_USUAL};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Points, Severity, Verdict};
use crate::rules::formula::Expr;
use crate::rules::{LineField, Ref};
use crate::scoring::ScoredLine;

/// What `jifen explain S111` says.
pub static CODE: Code = Code {
    id: "S111",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "高分的登记没有佐证",
    why: "这一条的分是本支部一般一条的 2 倍以上，去掉它本人得分要少十分之一以上，佐证一栏却空着。这是线索，不影响得分。",
    mend: "请补上佐证，或者对照原始记录核对这一条。",
    bad: Example::Sheets(
        "# 花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别
1 | 王伟 | 男 | 1960-01 | 2001-07-01 | 正式
2 | 李秀英 | 女 | 1963-02 | 2002-07-01 | 正式
3 | 张敏 | 女 | 1966-03 | 2003-07-01 | 正式
4 | 李建国 | 男 | 1969-04 | 2004-07-01 | 正式
5 | 王秀兰 | 女 | 1972-05 | 2005-07-01 | 正式
6 | 陈刚 | 男 | 1975-06 | 2006-07-01 | 正式
# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 佐证材料 | 核实人 | 党员大会通过日期
1 | 2025-01-04 | 王伟 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
2 | 2025-02-04 | 李秀英 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
3 | 2025-03-04 | 张敏 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
4 | 2025-04-04 | 李建国 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
5 | 2025-05-04 | 王秀兰 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
6 | 2025-06-04 | 陈刚 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
7 | 2025-07-01 | 王伟 | Z05 | 受表彰奖励 | 1 | 省级 | | 优秀共产党员 | | 周婷 | 2025-12-20",
    ),
    good: Example::Sheets(
        "# 花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别
1 | 王伟 | 男 | 1960-01 | 2001-07-01 | 正式
2 | 李秀英 | 女 | 1963-02 | 2002-07-01 | 正式
3 | 张敏 | 女 | 1966-03 | 2003-07-01 | 正式
4 | 李建国 | 男 | 1969-04 | 2004-07-01 | 正式
5 | 王秀兰 | 女 | 1972-05 | 2005-07-01 | 正式
6 | 陈刚 | 男 | 1975-06 | 2006-07-01 | 正式
# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 佐证材料 | 核实人 | 党员大会通过日期
1 | 2025-01-04 | 王伟 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
2 | 2025-02-04 | 李秀英 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
3 | 2025-03-04 | 张敏 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
4 | 2025-04-04 | 李建国 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
5 | 2025-05-04 | 王秀兰 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
6 | 2025-06-04 | 陈刚 | J04 | 志愿服务 | 2 | | | 打扫广场 | 签到表 | | 
7 | 2025-07-01 | 王伟 | Z05 | 受表彰奖励 | 1 | 省级 | | 优秀共产党员 | 文件 | 周婷 | 2025-12-20",
    ),
};

/// A line without evidence that gives many points.
struct High<'a> {
    member: usize,
    line: &'a ScoredLine,
    entry: &'a Entry,
}

/// High lines without evidence; a warning where one of them decides a grade.
pub fn run(seen: &Seen<'_>) -> Option<Diagnostic> {
    let rules = seen.scene.rules;
    if asks_itself(rules, &|part| *part == Expr::Name(Ref::Line(LineField::Evidence))) {
        return None;
    }
    let usual = usual(seen)?;
    // Its worth stands in its item; what the score has of it is known only from the score without it.
    let is_high = |member: usize, line: &ScoredLine| {
        let score = seen.score(member).filter(|score| *score > Points::ZERO);
        line.effect >= usual * Points::whole(HIGH_TIMES_USUAL)
            && score
                .zip(seen.score_without(member, line.entry))
                .is_some_and(|(score, without)| (score - without) * Points::whole(HIGH_ONE_IN) >= score)
    };
    let mut high: Vec<High<'_>> = Vec::new();
    for member in seen.members() {
        let lacking = seen
            .gains(member)
            .filter(|(line, entry)| entry.evidence == Some(false) && is_open(rules, entry) && is_high(member, line));
        high.extend(lacking.map(|(line, entry)| High { member, line, entry }));
    }
    high.sort_by_key(|one| (one.line.entry, one.member));
    let mut members: Vec<usize> = high.iter().map(|one| one.member).collect();
    members.sort_unstable();
    members.dedup();
    let first = high.first()?;
    let decides = |one: &High<'_>| {
        let grade = seen.graded().find(|(member, _)| *member == one.member).map(|(_, grade)| grade);
        let without = seen.grade_without(one.member, &|entry| entry == one.line.entry);
        grade.zip(without).is_some_and(|(grade, without)| without > grade)
    };
    let deciding = high.iter().filter(|one| decides(one)).count();
    let first_points = first.line.effect;
    let message = match (high.len(), deciding) {
        (1, 0) => format!("{}这一条得 {first_points} 分，没有佐证。", seen.names(&members)),
        (1, _) => {
            format!("{}这一条得 {first_points} 分，没有佐证；没有这一条，就够不到现在的等次。", seen.names(&members))
        }
        (all, 0) => format!("{}有 {all} 条高分的登记没有佐证（这一条 {first_points} 分）。", seen.names(&members)),
        (all, some) => format!(
            "{}有 {all} 条高分的登记没有佐证（这一条 {first_points} 分），其中 {some} 条各决定着一个等次。",
            seen.names(&members)
        ),
    };
    let severity = if deciding > 0 { Severity::Warning } else { Severity::Note };
    let at = first.entry.cell(Field::Evidence);
    Some(CODE.says(message).at(at).of_member(&seen.names(&members)).as_severity(severity))
}

/// What a line of this branch usually gives: the middle one of all that give points, of two in the middle the higher.
fn usual(seen: &Seen<'_>) -> Option<Points> {
    let mut effects: Vec<Points> =
        seen.members().flat_map(|member| seen.gains(member)).map(|(line, _)| line.effect).collect();
    effects.sort_unstable();
    effects.get(effects.len() / 2).copied().filter(|_| effects.len() >= LINES_FOR_USUAL)
}
