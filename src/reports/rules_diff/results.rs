//! What a rule set says of results: grades, quotas, honours, lists, consequences, alerts, checks.

use super::facet::{Facets, Group, TITLE, Thing, key_of};
use super::head::lines;
use crate::model::Verdict;
use crate::rules::{
    Alert, Bands, Consequence, End, Gives, Grade, Honour, Looked, OwnCheck, Quota, RankedList, RuleSet, Scope, Ties,
};

/// The group of grades.
pub const GRADES: &str = "等次";

pub fn groups(rules: &RuleSet) -> Vec<Group> {
    let quotas = rules.grades.iter().filter(|grade| grade.quota.is_some()).map(|grade| quota_of(rules, grade));
    vec![
        Group::new("评定", rules.scales.iter().map(|scale| scale_of(rules, scale)).collect()),
        Group::in_order(GRADES, rules.grades.iter().map(|grade| grade_of(rules, grade)).collect()),
        Group::new("名额", std::iter::once(quota_rule(rules)).chain(quotas).collect()),
        Group::new("荣誉", rules.honours.iter().map(|honour| honour_of(rules, honour)).collect()),
        Group::in_order("名单", rules.lists.iter().map(|list| list_of(rules, list)).collect()),
        Group::in_order("后续措施", rules.consequences.iter().map(|it| consequence_of(rules, it)).collect()),
        Group::new("预警", rules.alerts.iter().map(|alert| alert_of(rules, alert)).collect()),
        Group::new("统计分段", rules.bands.iter().map(|bands| bands_of(rules, bands)).collect()),
        Group::new("校验", rules.checks.iter().map(|check| check_of(rules, check)).collect()),
    ]
}

fn scale_of(rules: &RuleSet, scale: &crate::rules::Scale) -> Thing {
    let facets = Facets::of(rules).said(TITLE, &scale.title).runs(&scale.runs).said("说明", &scale.about);
    facets.thing(&scale.id, &scale.title)
}

fn grade_of(rules: &RuleSet, grade: &Grade) -> Thing {
    let keys = rules.scales.iter().zip(&grade.when).filter_map(|(scale, when)| {
        let when = when.as_ref()?;
        Some(format!("{} {}", scale.id, key_of(rules, when)))
    });
    let falls = grade.falls_to.and_then(|to| rules.grades.get(to)).map_or("", |to| &to.title);
    Facets::of(rules)
        .keyed("条件", keys.collect::<Vec<_>>().join("\n"), rules.grade_words(grade))
        .said("星", grade.stars.to_string())
        .said("名额满的顺延到", falls)
        .list("后续措施", &grade.effects)
        .runs(&grade.runs)
        .yes("填补空档", grade.fills_gap)
        .origin(&grade.article, Some(grade.mark))
        .said("说明", &grade.about)
        .thing(&grade.title, &grade.title)
}

fn quota_rule(rules: &RuleSet) -> Thing {
    let quota = &rules.quota;
    let scope = match quota.scope {
        Scope::Branch => "支部",
        Scope::Township => "乡镇",
        Scope::Class => "乡镇、按类别",
        Scope::BranchClass => "支部、按类别",
    };
    let ties = match quota.ties {
        Ties::Held => "",
        Ties::None => "都不授予",
        Ties::All => "都授予",
    };
    let keys: Vec<String> = quota.order.iter().map(|rule| key_of(rules, rule)).collect();
    let words: Vec<String> = quota.order.iter().map(|rule| rules.words(rule)).collect();
    let facets = Facets::of(rules)
        .said("单位", scope)
        .said("并列容不下的", ties)
        .keyed("先后", keys.join("\n"), words.join("，再比"))
        .runs(&quota.runs)
        .origin(&quota.article, Some(quota.mark));
    lines(facets, "说明", &quota.about).thing("", "名额")
}

fn quota_of(rules: &RuleSet, grade: &Grade) -> Thing {
    let facets = Facets::of(rules);
    let Some(quota) = &grade.quota else { return facets.thing(&grade.title, &grade.title) };
    facets.said("不超过", quota_words(quota)).rule("基数", quota.among.as_ref()).thing(&grade.title, &grade.title)
}

/// How many may have a grade, in words.
fn quota_words(quota: &Quota) -> String {
    let years = quota.percent.iter().zip(1..).map(|(percent, year)| {
        let year = if quota.percent.len() > 1 { format!("第 {year} 年 ") } else { String::new() };
        format!("{year}{}%{}", percent.of, percent.mark.label())
    });
    let share = quota.share.map(|share| format!("{}%", share.percent()));
    let places = quota.places.map(|places| format!("{places} 名"));
    let rounding = quota.rounding.map(|rounding| rounding.words().to_owned());
    years.chain(share).chain(places).chain(rounding).collect::<Vec<_>>().join("，")
}

fn honour_of(rules: &RuleSet, honour: &Honour) -> Thing {
    Facets::of(rules)
        .rule("条件", Some(&honour.when))
        .runs(&honour.runs)
        .origin(&honour.article, honour.mark)
        .said("说明", &honour.about)
        .thing(&honour.title, &honour.title)
}

fn list_of(rules: &RuleSet, list: &RankedList) -> Thing {
    let from = match list.from {
        End::Top => "从高到低",
        End::Bottom => "从低到高",
    };
    let gives = match list.gives {
        Gives::Honour => "荣誉",
        Gives::Consequence => "后续措施",
    };
    Facets::of(rules)
        .rule("按", Some(&list.of))
        .said("每期", list.per.map_or("", crate::rules::Per::each))
        .said("次序", from)
        .rule("名数", Some(&list.places))
        .rule("范围", list.among.as_ref())
        .list("除去已列入", &list.except)
        .yes("都相同的不列", list.unless_all_equal)
        .said("给予", gives)
        .said("措辞", &list.text)
        .runs(&list.runs)
        .origin(&list.article, list.mark)
        .said("说明", &list.about)
        .thing(&list.title, &list.title)
}

fn consequence_of(rules: &RuleSet, consequence: &Consequence) -> Thing {
    let text = consequence.text.join("、");
    let name = if text.is_empty() { &consequence.warning } else { &text };
    Facets::of(rules)
        .rule("条件", Some(&consequence.when))
        .yes("逐期", consequence.each_period)
        .said("同组只取一条", consequence.group.clone().unwrap_or_default())
        .said("提醒", &consequence.warning)
        .runs(&consequence.runs)
        .origin(&consequence.article, consequence.mark)
        .said("说明", &consequence.about)
        .thing(name, name)
}

fn alert_of(rules: &RuleSet, alert: &Alert) -> Thing {
    let levels = alert.levels.iter().map(|level| {
        let open = if level.open { "（期末未中断的）" } else { "" };
        format!("{} 个月 {}{open}", level.from, level.level)
    });
    let carry = alert.carry.as_ref().map_or_else(String::new, |carry| format!("{}、{}", carry.from, carry.to));
    Facets::of(rules)
        .rule("哪些月份算缺", Some(&alert.absent))
        .rule("哪些月份中断", Some(&alert.breaks))
        .rule("说不清的", alert.unknown.as_ref())
        .said("几个月起", levels.collect::<Vec<_>>().join("、"))
        .said("接上年", carry)
        .runs(&alert.runs)
        .origin(&alert.article, alert.mark)
        .said("说明", &alert.about)
        .thing(&alert.kind, &alert.kind)
}

fn bands_of(rules: &RuleSet, bands: &Bands) -> Thing {
    let words: Vec<String> = (0..bands.count()).map(|band| bands.words(band)).collect();
    let title = bands.by.title();
    Facets::of(rules).said("分段", words.join("、")).origin(&bands.article, bands.mark).thing(title, title)
}

fn check_of(rules: &RuleSet, check: &OwnCheck) -> Thing {
    let on = match check.on {
        Looked::Entry => "每条登记",
        Looked::Member => "每名党员",
        Looked::Branch => "支部",
        Looked::Record => "表里的每条记录",
    };
    let counts = match check.counts {
        Verdict::Counted => "照计",
        Verdict::Pending => "暂不计分",
        Verdict::Excluded => "不计分",
    };
    let says = check.says.told(|rule| format!("{{{}}}", rules.words(rule)));
    Facets::of(rules)
        .said("看", on)
        .list("范围", &check.of)
        .rule("不对的是", Some(&check.when))
        .said("轻重", check.severity.label())
        .said("这条登记", counts)
        .sentence("说法", Some(&check.says))
        .said("怎么改", &check.help)
        .said("标在", &check.at)
        .yes("不计入总数的也看", check.of_all)
        .yes("逐期", check.each_period)
        .said("条", &check.article)
        .thing(&check.id, if says.is_empty() { check.id.clone() } else { format!("{}：{says}", check.id) })
}
