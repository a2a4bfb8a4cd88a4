//! The list of rule sets; prices and limits of items in words.

use super::page::{Align, Page};
use crate::rules::{Item, Limit, LimitBy, Pricing, RuleSet};

/// The list of rule sets: id, title, version.
#[must_use]
pub fn rules_list_page(rules: &[RuleSet], default: &str) -> Page {
    let mut page = Page::default();
    let rows = rules.iter().map(|rules| {
        let usual = if rules.id == default { "是" } else { "" };
        vec![rules.id.clone(), rules.title.clone(), rules.version.clone(), usual.to_owned()]
    });
    let columns = [("规则集", Align::Left), ("名称", Align::Left), ("版本", Align::Left), ("默认", Align::Left)];
    page.grid(&columns, rows.collect());
    page
}

/// What an entry of the item is worth, in words; nothing for a veto.
#[must_use]
pub fn price_in_words(rules: &RuleSet, item: &Item) -> String {
    let sign = if item.deducts { "扣" } else { "" };
    match &item.pricing {
        Pricing::Fixed(points) => format!("每{}{sign} {points} 分", item.unit),
        Pricing::Levels(levels) => {
            let each: Vec<String> = levels.of.iter().map(|level| format!("{} {}", level.level, level.points)).collect();
            let empty = levels.empty.as_ref().map_or_else(String::new, |empty| format!("；空着的按{empty}"));
            {
                let sign = if item.deducts { "扣：" } else { "" };
                format!("{sign}{}{empty}", each.join("、"))
            }
        }
        Pricing::Assessed(range) => {
            format!("每{}{sign} {}—{} 分，由人核定，{} 分为一档", item.unit, range.from, range.to, range.step)
        }
        Pricing::Formula(rule) => format!("{sign}{}", rules.words(rule)),
        Pricing::Recorded => "只登记，不计分".to_owned(),
        Pricing::Computed | Pricing::Veto => String::new(),
    }
}

/// The limits of an item and the steps of the procedure that its entries need, in words.
#[must_use]
pub fn conditions_in_words(rules: &RuleSet, item: &Item) -> String {
    let mut parts: Vec<String> = item.limits.iter().map(|limit| limit_in_words(limit, &item.unit)).collect();
    if item.once.is_some() {
        parts.push("同一事由只计最高级别一次".to_owned());
    }
    if item.floor.is_some_and(|floor| floor.is_zero()) {
        parts.push("扣完为止".to_owned());
    }
    let steps: Vec<&str> =
        item.requires.iter().filter_map(|need| rules.steps.get(need.step)).map(|step| step.title.as_str()).collect();
    if !steps.is_empty() {
        parts.push(format!("须经{}", steps.join("、")));
    }
    parts.join("；")
}

/// A limit in words; the unit is what 次数 counts.
#[must_use]
pub fn limit_in_words(limit: &Limit, unit: &str) -> String {
    match limit.most {
        LimitBy::Times(times) => format!("{}最多 {times} {unit}", limit.per.each()),
        LimitBy::Points(points) => format!("{}最多 {points} 分", limit.per.each()),
    }
}
