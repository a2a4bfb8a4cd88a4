//! S107: everybody in a branch reaches the best grade.

use super::signs::Seen;
use super::thresholds::{FEW, MANY};
use crate::layout::cell_of_name;
use crate::model::{Code, Diagnostic, Example, Severity, Verdict};
use crate::scoring::is_in_run;

/// What `jifen explain S107` says.
pub static CODE: Code = Code {
    id: "S107",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "全支部都够最高等次",
    why: "按得分，全支部没有一个人够不到最高等次，可能是打分太宽。这是线索，不影响得分，名额照常执行。",
    mend: "请对照原始记录核对几个人的加分；属实的不用改。",
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
5 | 2025-05-04 | 王秀兰 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
6 | 2025-02-11 | 王伟 | Z02 | 化解矛盾、维护稳定 | 16 | | | 调解纠纷 | 周婷 | 2025-12-20
7 | 2025-03-11 | 李秀英 | Z02 | 化解矛盾、维护稳定 | 17 | | | 调解纠纷 | 周婷 | 2025-12-20
8 | 2025-04-11 | 张敏 | Z02 | 化解矛盾、维护稳定 | 18 | | | 调解纠纷 | 周婷 | 2025-12-20
9 | 2025-05-11 | 李建国 | Z02 | 化解矛盾、维护稳定 | 19 | | | 调解纠纷 | 周婷 | 2025-12-20
10 | 2025-06-11 | 王秀兰 | Z02 | 化解矛盾、维护稳定 | 20 | | | 调解纠纷 | 周婷 | 2025-12-20",
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
5 | 2025-05-04 | 王秀兰 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
6 | 2025-02-11 | 王伟 | Z02 | 化解矛盾、维护稳定 | 16 | | | 调解纠纷 | 周婷 | 2025-12-20
7 | 2025-03-11 | 李秀英 | Z02 | 化解矛盾、维护稳定 | 17 | | | 调解纠纷 | 周婷 | 2025-12-20
8 | 2025-04-11 | 张敏 | Z02 | 化解矛盾、维护稳定 | 18 | | | 调解纠纷 | 周婷 | 2025-12-20
9 | 2025-05-11 | 李建国 | Z02 | 化解矛盾、维护稳定 | 19 | | | 调解纠纷 | 周婷 | 2025-12-20",
    ),
};

/// That the points of all members counted give the best grade that this run has.
pub fn run(seen: &Seen<'_>) -> Option<Diagnostic> {
    let rules = seen.scene.rules;
    let window = seen.scene.period.window();
    let mut given = rules.grades.iter().enumerate().filter(|(_, grade)| is_in_run(&grade.runs, window));
    let (best, _) = given.next()?;
    given.next()?;
    let counted = seen.members().count();
    let at_the_top = seen.graded().filter(|(_, grade)| *grade == best).count();
    let has_points = seen.members().any(|member| seen.lines(member).next().is_some());
    if counted < FEW || at_the_top < counted || !has_points {
        return None;
    }
    let scores: Vec<_> = seen.members().filter_map(|member| seen.score(member)).collect();
    let (low, high) = scores.iter().min().zip(scores.iter().max())?;
    let message = format!("全支部 {counted} 人按得分都够{}，最低 {low} 分，最高 {high} 分。", seen.grade(best));
    let first = seen.scene.roster.get(seen.members().next()?)?;
    let severity = if counted >= MANY { Severity::Warning } else { Severity::Note };
    Some(CODE.says(message).at(cell_of_name(first)).as_severity(severity))
}
