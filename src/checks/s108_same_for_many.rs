//! S108: the same line stands for most members, though what it is about is judged person by person.

use std::collections::{BTreeSet, HashMap};

use super::signs::{Seen, is_ledger_line, is_open};
use super::thresholds::FEW;
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};
use crate::rules::{Item, Pricing};

/// What `jifen explain S108` says.
pub static CODE: Code = Code {
    id: "S108",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "同一条加分照抄给了多数人",
    why: "这个项目按级别或者由小组逐人核定，却给多数党员登记了日期、级别、分值、事由完全一样的一条，可能是照抄的。这是线索，不影响得分。",
    mend: "请核对这些人是不是都够得上；属实的不用改，各人的情况在事由里写清楚。",
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
7 | 2025-07-01 | 王伟 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀共产党员 | 周婷 | 2025-12-20
8 | 2025-07-01 | 李秀英 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀共产党员 | 周婷 | 2025-12-20
9 | 2025-07-01 | 张敏 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀共产党员 | 周婷 | 2025-12-20
10 | 2025-07-01 | 李建国 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀共产党员 | 周婷 | 2025-12-20
11 | 2025-07-01 | 王秀兰 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀共产党员 | 周婷 | 2025-12-20",
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
7 | 2025-07-01 | 王伟 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀共产党员 | 周婷 | 2025-12-20
8 | 2025-07-01 | 李秀英 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀共产党员 | 周婷 | 2025-12-20",
    ),
};

/// Lines of one text that more than half of the members have, for an item whose points are decided person by person.
pub fn run(seen: &Seen<'_>) -> Option<Diagnostic> {
    let mut places: HashMap<_, usize> = HashMap::new();
    let mut groups: Vec<(&Entry, usize, BTreeSet<usize>)> = Vec::new();
    for (index, entry) in seen.scene.entries.iter().enumerate() {
        let Some((member, item, day)) = personal(seen, index, entry) else { continue };
        let key = (day, item, entry.quantity, &entry.level, entry.stated, &entry.matter, format!("{:?}", entry.own));
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, _, members)) => {
                members.insert(member);
            }
            None => groups.push((entry, item, BTreeSet::from([member]))),
        }
    }
    let counted = seen.members().count();
    let mut copied = groups.into_iter().filter(|(_, _, members)| members.len() >= FEW && members.len() * 2 > counted);
    let (entry, item, members) = copied.next()?;
    let more = copied.count();
    let members: Vec<usize> = members.into_iter().collect();
    let label = seen.scene.rules.item(item).map(Item::label).unwrap_or_default();
    let others = if more > 0 { format!("这样的登记另外还有 {more} 组。") } else { String::new() };
    let message = format!(
        "在册 {counted} 人中有 {} 人的{label}是同一天、同样事由「{}」、同样分值：{}。{others}",
        members.len(),
        entry.matter,
        seen.names(&members)
    );
    Some(CODE.says(message).at(entry.cell(Field::Matter)).of_member(&seen.names(&members)))
}

/// Member, item and day of a line that counts, has a matter, and whose worth is decided for each person: by level, or by people,
/// without full marks that everybody is to reach.
fn personal(seen: &Seen<'_>, index: usize, entry: &Entry) -> Option<(usize, usize, chrono::NaiveDate)> {
    let rules = seen.scene.rules;
    let (member, item, day) = (entry.member?, entry.known_item()?, entry.day()?);
    let counts = seen.scene.judgements.get(index).is_some_and(|judged| judged.verdict == Verdict::Counted);
    let is_counted = seen.counted.get(member).copied().unwrap_or(false) && seen.scene.period.contains(day);
    let of = rules.item(item)?;
    let is_personal = matches!(of.pricing_on(day), Pricing::Levels(_) | Pricing::Assessed(_)) && is_open(rules, entry);
    (is_ledger_line(entry) && counts && is_counted && is_personal && !entry.matter.is_empty())
        .then_some((member, item, day))
}
