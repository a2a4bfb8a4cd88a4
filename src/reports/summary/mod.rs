//! The township's summary, 汇总.xlsx: one file here for each of its sheets.
//!
//! Totals, counts, means and ranks are formulas over the other sheets. A formula stands only where a calculation of
//! it gives the figure of the result; where it would not, the figure itself stands. Grades, stars and places under
//! quotas are figures: no formula can decide them.

mod appraisals;
mod awards;
mod basis;
mod branches;
mod breakdown;
mod closed;
mod formula;
mod honours;
mod measures;
mod members;
mod organisation;
mod overview;
mod pending;
mod problems;
mod rulings;
mod sensitivity;
mod signs;
mod stars;
mod steps;
mod trend;
pub(super) mod wording;
mod years;

use self::formula::Rows;
use super::ResultDocument;
use crate::model::{Book, Points, Table};
use crate::rules::RuleSet;

/// A sheet of the summary, and what 总览 says of it.
struct Sheet {
    about: &'static str,
    /// The sheet; `None` where there is nothing to put on it.
    table: fn(&Plan<'_>) -> Option<Table>,
}

/// The sheets behind 总览, in their order.
const SHEETS: [Sheet; 19] = [
    Sheet {
        about: "每名党员一行：各类别得分、名次、等次和星级", table: |plan| Some(members::table(plan))
    },
    Sheet {
        about: "名额怎样计算、给了谁，谁因名额、同分等与分数不一致", table: |plan| Some(stars::table(plan))
    },
    Sheet { about: "按星级或等次列出授牌的党员", table: awards::table },
    Sheet { about: "还要人决定或补正的事，办完才能定案", table: pending::table },
    Sheet { about: "各支部的人数、平均分和等次分布", table: |plan| Some(branches::table(plan)) },
    Sheet { about: "各级组织的支部数、人数、平均分和等次分布", table: organisation::table },
    Sheet { about: "各月登记了多少、加减了多少分", table: trend::table },
    Sheet { about: "按性别、年龄、学历、类别、党龄统计", table: breakdown::table },
    Sheet { about: "与以前各年比较", table: years::table },
    Sheet { about: "按措施列出要落实的党员", table: |plan| Some(measures::table(plan)) },
    Sheet { about: "按荣誉和期间列出名单", table: honours::table },
    Sheet { about: "别人对党员的评价、打分、投票读到了什么", table: appraisals::table },
    Sheet { about: "会议的决定和异议的处理", table: rulings::table },
    Sheet { about: "差一步就会改变等次或星级的党员", table: sensitivity::table },
    Sheet { about: "已经结账的期间，结账以后改了什么", table: closed::table },
    Sheet { about: "值得再看一看的登记，不影响计分", table: signs::table },
    Sheet {
        about: "每个问题在哪个文件、哪个单元格，怎么改", table: |plan| Some(problems::table(plan))
    },
    Sheet {
        about: "每名党员每个项目一行，是各项合计的依据", table: |plan| Some(steps::table(plan))
    },
    Sheet { about: "按什么办法计算，程序和规则的版本", table: basis::table },
];

/// Builds the summary of a township from its result.
///
/// 总览 stands first, then the [`SHEETS`] that have something to say. All words of the rulebook come from `rules` and
/// `result`.
#[must_use]
pub fn summary_book(result: &ResultDocument, rules: &RuleSet) -> Book {
    let plan = Plan::of(result, rules);
    let made: Vec<(Table, &str)> =
        SHEETS.iter().filter_map(|sheet| Some(((sheet.table)(&plan)?, sheet.about))).collect();
    let contents: Vec<(&str, &str)> = made.iter().map(|(table, about)| (table.name.as_str(), *about)).collect();
    let overview = overview::table(&plan, &contents);
    let tables = std::iter::once(overview).chain(made.into_iter().map(|(table, _)| table)).collect();
    Book { title: wording::title(result, rules, "党员积分汇总"), tables }
}

/// Where everything stands, so that one sheet can point at another.
struct Plan<'a> {
    result: &'a ResultDocument,
    rules: &'a RuleSet,
    /// The rows of 党员积分.
    members: Rows,
    /// The rows of each member in 得分明细; `None` for a member without steps.
    steps: Vec<Option<Rows>>,
    /// All rows of 得分明细.
    all_steps: Rows,
    /// The rows of 支部情况.
    branches: Rows,
    /// Indexes of the diagnostics in the order of 问题清单.
    problems: Vec<usize>,
}

impl<'a> Plan<'a> {
    fn of(result: &'a ResultDocument, rules: &'a RuleSet) -> Self {
        let mut before = 0;
        let steps = result.members.iter().map(|member| {
            let count = member.steps.len();
            let rows = (count > 0).then(|| Rows::of_body(before, count));
            before += count;
            rows
        });
        let steps = steps.collect();
        Self {
            result,
            rules,
            members: Rows::of_body(0, result.members.len()),
            steps,
            all_steps: Rows::of_body(0, before),
            branches: Rows::of_body(0, result.branches.len()),
            problems: problems::listed(&result.diagnostics),
        }
    }

    /// The rows of 问题清单.
    fn problem_rows(&self) -> Rows {
        Rows::of_body(0, self.problems.len())
    }

    /// The mean over the members counted, all or those of one branch, to two places.
    fn mean(&self, branch: Option<&str>) -> Option<Points> {
        let members = self.result.members.iter().filter(|member| member.counted);
        let own = members.filter(|member| branch.is_none_or(|branch| member.branch == branch));
        let scores: Vec<Points> = own.filter_map(|member| member.score).collect();
        let sum: Points = scores.iter().copied().sum();
        (!scores.is_empty()).then(|| (sum / Points::count(scores.len())).round(2))
    }

    /// How many members counted have this grade, in all or in one branch.
    fn graded(&self, grade: &str, branch: Option<&str>) -> usize {
        let members = self.result.members.iter().filter(|member| member.counted);
        let own = members.filter(|member| branch.is_none_or(|branch| member.branch == branch));
        own.filter(|member| member.grade.as_deref() == Some(grade)).count()
    }
}

#[cfg(test)]
mod tests;
