//! How the summary says things: periods, days, lists.

use chrono::{Datelike, NaiveDate};

use crate::model::{Period, Window};
use crate::reports::{PeriodResult, ResultDocument, Status};
use crate::rules::RuleSet;

/// What stands where there is nothing.
pub const NOTHING: &str = "无";

/// 2025年, 2025年上半年, 2025年第一季度, 2025年3月.
pub fn period(period: &PeriodResult) -> String {
    let Some(known) = Period::parse(&period.label) else { return period.label.clone() };
    let (year, month) = (known.year(), known.from().month());
    let part = match known.window() {
        Window::Year => String::new(),
        Window::Half => String::from(if month == 1 { "上半年" } else { "下半年" }),
        Window::Quarter => {
            format!("第{}季度", ["一", "二", "三", "四"].get(known.from().month0() as usize / 3).unwrap_or(&""))
        }
        Window::Month => format!("{month}月"),
    };
    format!("{year}年{part}")
}

/// Whether the period is shorter than what the rule set settles: figures up to its end (累计).
pub fn is_cumulative(rules: &RuleSet, period: &PeriodResult) -> bool {
    Period::parse(&period.label).is_some_and(|known| known.window().months() < rules.settles.months())
}

/// 2025年3月15日.
pub fn day(text: &str) -> String {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_or_else(|_| text.to_owned(), |day| format!("{}年{}月{}日", day.year(), day.month(), day.day()))
}

/// The title of a sheet: township, period, what it is, and whether it is provisional.
pub fn title(result: &ResultDocument, rules: &RuleSet, what: &str) -> String {
    let township = result.township.as_deref().unwrap_or_default();
    let cumulative = if is_cumulative(rules, &result.period) { "累计" } else { "" };
    let status = if is_provisional(result) { "（试算）" } else { "" };
    format!("{township}{}{cumulative}{what}{status}", period(&result.period))
}

/// The line under a title.
pub fn unit(result: &ResultDocument, unit: &str) -> String {
    let span = format!("期间：{}至{}", day(&result.period.from), day(&result.period.to));
    if unit.is_empty() { span } else { format!("{span}　　单位：{unit}") }
}

/// Names one after the other; 无 where there are none.
pub fn listed(names: &[String]) -> String {
    if names.is_empty() { NOTHING.to_owned() } else { names.join("、") }
}

/// How many names are listed before 等.
pub const FEW: usize = 8;

/// The first few names; 等 where there are more.
pub fn few(names: &[String]) -> String {
    let listed = names.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > FEW { format!("{listed}等") } else { listed }
}

/// What has to be said where the order by strokes does not know some characters.
pub fn without_strokes(lacking: &[char]) -> Option<String> {
    let listed: Vec<String> = lacking.iter().map(|c| format!("「{c}」")).collect();
    (!lacking.is_empty())
        .then(|| format!("笔画表里没有{}，有这些字的人排在最后，请人工放到应有的位置。", listed.concat()))
}

/// Whether the result is provisional (试算).
pub fn is_provisional(result: &ResultDocument) -> bool {
    result.status == Status::Provisional
}

/// The line of signatures under an official table.
pub fn signatures() -> Vec<String> {
    ["填表人：", "审核人：", "负责人（签字）：", "日期：　　　　年　　月　　日"].map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_said_in_words() {
        for (label, words) in [
            ("2025", "2025年"),
            ("2025H2", "2025年下半年"),
            ("2025Q3", "2025年第三季度"),
            ("2025-03", "2025年3月"),
            ("甲", "甲"),
        ] {
            let result = PeriodResult {
                label: label.into(),
                from: String::new(),
                to: String::new(),
                programme_year: 1,
                cumulative: false,
            };
            assert_eq!(period(&result), words);
        }
        assert_eq!(day("2025-03-05"), "2025年3月5日");
        assert_eq!(day("?"), "?");
    }
}
