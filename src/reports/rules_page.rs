//! A rule set as people read it: numbered articles, each number marked as given or illustrative.

use super::page::{Align, Page, Tone};
use super::rules_tables::add_tables;
use crate::rules::{Grade, Item, Limit, LimitBy, Pricing, RuleSet, Scope};

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

/// The whole rule set.
#[must_use]
pub fn rules_page(rules: &RuleSet) -> Page {
    let mut page = Page::default();
    page.heading(&rules.title);
    page.text(format!("规则集 {}，版本 {}。来源：{}。", rules.id, rules.version, rules.source));
    page.text("【原】数字出自原文；【示】示例数字，使用前请换成本单位的数字。");
    let mut after = rules.articles.iter().peekable();
    let category_articles: Vec<&str> = rules.categories.iter().map(|category| category.article.as_str()).collect();
    if let Some(first) = after.peek().filter(|article| !category_articles.contains(&article.number.as_str())) {
        add_article(&mut page, first);
        after.next();
    }
    for (index, category) in rules.categories.iter().enumerate() {
        let full = category.full.map_or_else(String::new, |full| format!("（合计 {full} 分）"));
        page.heading(format!("{}、{}{full}{}", category.article, category.title, category.mark.label()));
        if !category.about.is_empty() {
            page.text(&category.about);
        }
        add_items(&mut page, rules, rules.items.iter().filter(|item| item.category == Some(index)));
    }
    if let Some(veto) = &rules.veto {
        page.heading(format!("{}、{}{}", veto.article, veto.title, veto.mark.label()));
        page.text(&veto.about);
        for item in rules.items.iter().filter(|item| item.is_veto()) {
            page.line(Tone::Plain, 2, format!("{} {}", item.id, item.title));
        }
    }
    add_grades(&mut page, rules);
    add_quota(&mut page, rules);
    for article in after {
        add_article(&mut page, article);
    }
    if let Some((days, mark)) = rules.late_after {
        page.blank();
        page.text(format!("登记日期比发生日期晚 {days} 天以上的为补记。{}", mark.label()));
    }
    add_tables(&mut page, rules);
    let waiting = rules.illustrative();
    page.heading(format!("示例数字（{} 处），请换成本单位的", waiting.len()));
    page.text(format!("{}。", waiting.join("、")));
    page
}

fn add_article(page: &mut Page, article: &crate::rules::Article) {
    page.heading(format!("{}、{}", article.number, article.title));
    for (number, line) in article.lines.iter().enumerate() {
        page.line(Tone::Plain, 2, format!("{}. {}{}", number + 1, line.text, line.mark.label()));
    }
}

fn add_items<'a>(page: &mut Page, rules: &RuleSet, items: impl Iterator<Item = &'a Item>) {
    let rows = items.map(|item| {
        vec![
            item.id.clone(),
            item.title.clone(),
            item.full.map_or_else(String::new, |full| full.to_string()),
            format!("{}{}", price_in_words(rules, item), item.mark.label()),
            conditions_in_words(rules, item),
        ]
    });
    let columns = [
        ("编号", Align::Left),
        ("项目", Align::Left),
        ("满分", Align::Right),
        ("分值", Align::Left),
        ("限制", Align::Left),
    ];
    page.grid(&columns, rows.collect());
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
            format!("每{}{sign} {}—{} 分，由小组核定，{} 分为一档", item.unit, range.from, range.to, range.step)
        }
        Pricing::Formula(rule) => format!("{sign}{}", rules.words(rule)),
        Pricing::Recorded => "只登记，不计分".to_owned(),
        Pricing::Computed | Pricing::Veto => String::new(),
    }
}

/// The limits of an item and the steps of the procedure that its entries need, in words.
#[must_use]
pub fn conditions_in_words(rules: &RuleSet, item: &Item) -> String {
    let mut parts: Vec<String> = item.limits.iter().map(|limit| limit_text(limit, item)).collect();
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

fn limit_text(limit: &Limit, item: &Item) -> String {
    match limit.most {
        LimitBy::Times(times) => format!("{}最多 {times} {}", limit.per.each(), item.unit),
        LimitBy::Points(points) => format!("{}最多 {points} 分", limit.per.each()),
    }
}

fn add_grades(page: &mut Page, rules: &RuleSet) {
    let article = rules.grades.first().map_or("", |grade| grade.article.as_str());
    page.heading(format!("{article}、等次"));
    let rows = rules.grades.iter().map(|grade| {
        vec![
            grade.title.clone(),
            format!("{}{}", rules.grade_words(grade), grade.mark.label()),
            "★".repeat(grade.stars as usize),
            grade.effects.join("、"),
        ]
    });
    let columns = [("等次", Align::Left), ("条件", Align::Left), ("星", Align::Left), ("后续措施", Align::Left)];
    page.grid(&columns, rows.collect());
    for grade in rules.grades.iter().filter(|grade| !grade.about.is_empty()) {
        page.line(Tone::Doubtful, 2, format!("{}：{}", grade.title, grade.about));
    }
    page.text(format!("{}取 {} 位小数后对照；以上含本数，以下不含。", rules.score.title, rules.score.places));
}

fn add_quota(page: &mut Page, rules: &RuleSet) {
    let limited: Vec<&Grade> = rules.grades.iter().filter(|grade| grade.quota.is_some()).collect();
    if limited.is_empty() {
        return;
    }
    page.heading(format!("{}、名额", rules.quota.article));
    let rows = limited.iter().map(|grade| {
        let percents: Vec<String> = grade
            .quota
            .iter()
            .flat_map(|quota| quota.percent.iter().enumerate())
            .map(|(year, percent)| format!("第 {} 年 {}%{}", year + 1, percent.of, percent.mark.label()))
            .collect();
        let falls = grade.falls_to.and_then(|to| rules.grades.get(to)).map_or("", |to| to.title.as_str());
        vec![grade.title.clone(), format!("{}（以后各年同最后一年）", percents.join("，")), falls.to_owned()]
    });
    let columns = [("等次", Align::Left), ("不超过党员总数的", Align::Left), ("名额满的顺延到", Align::Left)];
    page.grid(&columns, rows.collect());
    let scope = match rules.quota.scope {
        Scope::Branch => "以支部为单位",
        Scope::Township => "以乡镇为单位",
        Scope::Class => "以乡镇为单位、按类别",
    };
    page.text(format!("{scope}计算名额，取整数部分。"));
    for line in &rules.quota.about {
        page.line(Tone::Plain, 2, format!("· {}{}", line.text, line.mark.label()));
    }
}
