//! S105: many members of a branch lie exactly on the lower bound of a grade.

use std::collections::BTreeMap;

use super::signs::{Seen, asks_itself, calls};
use super::thresholds::{ON_EDGE, ON_EDGE_ONE_IN};
use crate::layout::cell_of_name;
use crate::model::{Code, Diagnostic, Entry, Example, Points, Severity, Verdict};
use crate::rules::formula::Function;
use crate::scoring::{RUN, View, grade_by_points};

/// What `jifen explain S105` says.
pub static CODE: Code = Code {
    id: "S105",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "许多人的得分恰好在等次线上",
    why: "一个支部有 5 人以上、占四分之一以上的得分恰好等于某个等次的最低分，少一点就够不到，可能是按线凑的分。这是线索，不影响得分。",
    mend: "请抽几个人，对照原始记录核对每一分的来历；属实的不用改。",
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
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-01-04 | 王伟 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
2 | 2025-02-04 | 李秀英 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
3 | 2025-03-04 | 张敏 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
4 | 2025-04-04 | 李建国 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
5 | 2025-05-04 | 王秀兰 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
6 | 2025-06-04 | 陈刚 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
7 | 2025-03-08 | 王伟 | Z03 | 带头致富、带动群众 | 1 | | | 带动三户种茶 | 周婷 | 2025-12-20
8 | 2025-04-12 | 李秀英 | Z05 | 受表彰奖励 | 1 | 县级 | | 县三八红旗手 | 周婷 | 2025-12-20
9 | 2025-05-20 | 张敏 | Z04 | 落实支部急难险重任务 | 1 | | 5 | 抢修水渠 | 周婷 | 2025-12-20
10 | 2025-07-16 | 李建国 | Z08 | 见义勇为、抢险救灾 | 1 | | 5 | 转移群众 | 周婷 | 2025-12-20
11 | 2025-08-02 | 王秀兰 | Z04 | 落实支部急难险重任务 | 1 | | 5 | 夜间值守 | 周婷 | 2025-12-20",
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
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-01-04 | 王伟 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
2 | 2025-02-04 | 李秀英 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
3 | 2025-03-04 | 张敏 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
4 | 2025-04-04 | 李建国 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
5 | 2025-05-04 | 王秀兰 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
6 | 2025-06-04 | 陈刚 | J04 | 志愿服务 | 10 | | | 打扫广场 | | 
7 | 2025-03-08 | 王伟 | Z03 | 带头致富、带动群众 | 1 | | | 带动三户种茶 | 周婷 | 2025-12-20
8 | 2025-04-12 | 李秀英 | Z05 | 受表彰奖励 | 1 | 县级 | | 县三八红旗手 | 周婷 | 2025-12-20
9 | 2025-05-20 | 张敏 | Z04 | 落实支部急难险重任务 | 1 | | 3 | 抢修水渠 | 周婷 | 2025-12-20
10 | 2025-07-16 | 李建国 | Z08 | 见义勇为、抢险救灾 | 1 | | 5 | 转移群众 | 周婷 | 2025-12-20
11 | 2025-08-02 | 王秀兰 | Z04 | 落实支部急难险重任务 | 1 | | 4 | 夜间值守 | 周婷 | 2025-12-20",
    ),
};

/// Members whose score gives their grade, and would not if it were the least step lower.
pub fn run(seen: &Seen<'_>) -> Option<Diagnostic> {
    let rules = seen.scene.rules;
    if asks_itself(rules, &|part| calls(part, Function::HowMany)) {
        return None;
    }
    let step = (0..rules.score.places).fold(Points::whole(1), |step, _| step / Points::whole(10));
    let mut by_grade: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (member, grade) in seen.graded().filter(|(member, _)| is_made(seen, *member)) {
        if is_on_edge(seen, member, grade, step) {
            by_grade.entry(grade).or_default().push(member);
        }
    }
    let counted = seen.members().count();
    let many = by_grade.into_iter().filter(|(_, on)| on.len() >= ON_EDGE && on.len() * ON_EDGE_ONE_IN >= counted);
    // Of one branch the edge that has the most tells enough; of equals the better grade.
    let (grade, on) = many.max_by_key(|(grade, on)| (on.len(), std::cmp::Reverse(*grade)))?;
    let score = seen.score(*on.first()?)?;
    let message = format!(
        "在册 {counted} 人中有 {} 人的得分恰好够到{}，再少一点就不够（{} {score} 分）：{}。请核对是不是按线凑的分。",
        on.len(),
        seen.grade(grade),
        if on.iter().all(|member| seen.score(*member) == Some(score)) { "都是" } else { "第一人" },
        seen.names(&on)
    );
    let severity = if on.len() * 2 >= counted { Severity::Warning } else { Severity::Note };
    let first = seen.scene.roster.get(*on.first()?)?;
    Some(CODE.says(message).at(cell_of_name(first)).of_member(&seen.names(&on)).as_severity(severity))
}

/// Whether the score was made by lines that not everybody has: a bound is often what full marks come to, and who has just them
/// is on it for a good reason.
fn is_made(seen: &Seen<'_>, member: usize) -> bool {
    let is_open = |entry: &Entry| {
        let item = entry.known_item().and_then(|item| seen.scene.rules.item(item));
        item.is_some_and(|item| item.full.is_none() && item.full_by.is_none())
    };
    seen.lines(member).any(|(line, entry)| line.effect.is_negative() || is_open(entry))
}

fn is_on_edge(seen: &Seen<'_>, member: usize, grade: usize, step: Points) -> bool {
    let rules = seen.scene.rules;
    let Some(mut own) = seen.reckonings.get(member).cloned() else { return false };
    if own.raise(rules, -step).is_none() {
        return false;
    }
    let view = View::of_member(&seen.scene, seen.reckonings, &own, RUN);
    grade_by_points(rules, &view).is_some_and(|below| below > grade)
}
