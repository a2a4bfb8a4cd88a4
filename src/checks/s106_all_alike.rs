//! S106: all members of a branch have the same score, or nearly.

use super::signs::Seen;
use super::thresholds::{CLOSE_ONE_IN, FEW, MANY};
use crate::layout::cell_of_name;
use crate::model::{Code, Diagnostic, Example, Points, Severity, Verdict, Window};

/// What `jifen explain S106` says.
pub static CODE: Code = Code {
    id: "S106",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "全支部的得分没有拉开",
    why: "全支部的得分完全一样，或者几乎一样，看不出谁做得多、谁做得少，可能是平均打分。这是线索，不影响得分。",
    mend: "请核对是不是每个人都按实际情况登记的；属实的不用改。",
    bad: Example::Sheets(
        "# 花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别
1 | 王伟 | 男 | 1960-01 | 2001-07-01 | 正式
2 | 李秀英 | 女 | 1963-02 | 2002-07-01 | 正式
3 | 张敏 | 女 | 1966-03 | 2003-07-01 | 正式
4 | 李建国 | 男 | 1969-04 | 2004-07-01 | 正式
5 | 王秀兰 | 女 | 1972-05 | 2005-07-01 | 正式
# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-01-04 | 王伟 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
2 | 2025-02-04 | 李秀英 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
3 | 2025-03-04 | 张敏 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
4 | 2025-04-04 | 李建国 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
5 | 2025-05-04 | 王秀兰 | J04 | 志愿服务 | 10 | | | 打扫广场 | | ",
    ),
    good: Example::Sheets(
        "# 花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别
1 | 王伟 | 男 | 1960-01 | 2001-07-01 | 正式
2 | 李秀英 | 女 | 1963-02 | 2002-07-01 | 正式
3 | 张敏 | 女 | 1966-03 | 2003-07-01 | 正式
4 | 李建国 | 男 | 1969-04 | 2004-07-01 | 正式
5 | 王秀兰 | 女 | 1972-05 | 2005-07-01 | 正式
# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-01-04 | 王伟 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
2 | 2025-02-04 | 李秀英 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
3 | 2025-03-04 | 张敏 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
4 | 2025-04-04 | 李建国 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
5 | 2025-05-04 | 王秀兰 | J04 | 志愿服务 | 4 | | | 打扫广场 | | ",
    ),
};

/// That the scores of a branch do not differ, or hardly.
pub fn run(seen: &Seen<'_>) -> Option<Diagnostic> {
    // In one month it is no wonder that nobody is ahead of the others.
    if seen.scene.period.window() == Window::Month {
        return None;
    }
    let members: Vec<usize> = seen.members().collect();
    let scores: Vec<Points> = members.iter().filter_map(|member| seen.score(*member)).collect();
    if members.len() < FEW || scores.len() < members.len() || !is_kept(seen, &members) {
        return None;
    }
    let (low, high) = (*scores.iter().min()?, *scores.iter().max()?);
    let many = members.len() >= MANY;
    let sum: Points = scores.iter().copied().sum();
    let close = (high - low) * Points::count(scores.len()) * Points::whole(CLOSE_ONE_IN) <= sum;
    let (message, severity) = if low == high {
        let message = format!("全支部 {} 人的得分都是 {low} 分，没有高低。", members.len());
        (message, if many { Severity::Warning } else { Severity::Note })
    } else if many && close {
        let message =
            format!("全支部 {} 人的得分都在 {low} 分到 {high} 分之间，最多相差 {} 分。", members.len(), high - low);
        (message, Severity::Note)
    } else {
        return None;
    };
    let first = seen.scene.roster.get(*members.first()?)?;
    Some(CODE.says(message).at(cell_of_name(first)).as_severity(severity))
}

/// Whether something is recorded of most members: where nothing is, no score can differ, and that is told elsewhere.
fn is_kept(seen: &Seen<'_>, members: &[usize]) -> bool {
    let has_records = |member: usize| seen.scene.index.records.get(member).is_some_and(|records| !records.is_empty());
    let kept = members.iter().filter(|member| seen.lines(**member).next().is_some() || has_records(**member)).count();
    kept * 2 > members.len()
}
