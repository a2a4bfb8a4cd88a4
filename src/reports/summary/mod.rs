//! The township's summary, 汇总.xlsx: one file here for each of its sheets.
//!
//! Totals, counts, means and ranks are formulas over the other sheets. A formula stands only where a calculation of
//! it gives the figure of the result; where it would not, the figure itself stands. Grades, stars and places under
//! quotas are figures: no formula can decide them.

mod appraisals;
mod awards;
mod basis;
mod branch_trend;
mod branches;
mod breakdown;
mod closed;
mod course;
mod formula;
mod honours;
mod measures;
mod members;
mod moved;
mod organisation;
mod overview;
mod pending;
mod plan;
mod problems;
mod rulings;
mod sensitivity;
mod signs;
mod stars;
mod steps;
mod transfers;
mod trend;
pub(super) mod wording;
mod years;
mod years_members;

use self::plan::Plan;
use super::ResultDocument;
use crate::model::{Book, Table};
use crate::rules::RuleSet;

/// A sheet of the summary, and what 总览 says of it.
struct Sheet {
    about: &'static str,
    /// The sheet; `None` where there is nothing to put on it.
    table: fn(&Plan<'_>) -> Option<Table>,
}

/// The sheets behind 总览, in their order.
const SHEETS: &[Sheet] = &[
    Sheet {
        about: "每名党员一行：各类别得分、名次、等次和星级", table: |plan| Some(members::table(plan))
    },
    Sheet { about: "名额怎样计算、给了谁", table: |plan| Some(stars::table(plan)) },
    Sheet { about: "谁因否决、名额、同分等，等次与分数不一致", table: moved::table },
    Sheet { about: "按星级或等次列出授牌的党员", table: awards::table },
    Sheet { about: "还要人决定或补正的事，办完才能定案", table: pending::table },
    Sheet { about: "各支部的人数、平均分和等次分布", table: |plan| Some(branches::table(plan)) },
    Sheet { about: "各级组织的支部数、人数、平均分和等次分布", table: organisation::table },
    Sheet { about: "期间内转出、转入的党员，两边的花名册对不对得上", table: transfers::table },
    Sheet { about: "各月登记了多少、加减了多少分", table: trend::table },
    Sheet { about: "各支部各月的登记和加减分，月度走势由它合计", table: branch_trend::table },
    Sheet { about: "每名党员各月末或各季度末的得分", table: course::table },
    Sheet { about: "按性别、年龄、学历、类别、党龄统计", table: breakdown::table },
    Sheet { about: "各支部与上一年比较", table: years::table },
    Sheet { about: "每名党员与上一年比较，谁新来、谁不在了", table: years_members::table },
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
    Sheet {
        about: "按什么办法计算：程序和规则的版本、读入的文件、办法全文", table: |plan| Some(basis::table(plan))
    },
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

#[cfg(test)]
mod tests;
