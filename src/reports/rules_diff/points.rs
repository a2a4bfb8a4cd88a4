//! What a rule set says of points: categories, items, limits over several, vetoes.

use super::facet::{Facets, Group, TITLE, Thing, key_of};
use crate::reports::rules_page::price_in_words;
use crate::rules::{
    Category, Combine, Computed, Item, Keep, Limit, LimitBy, LineField, Once, Pricing, Reckoned, Ref, Repeat,
    Requirement, RuleSet, Share, Together, Until,
};

/// The facet of a category's share in the whole.
pub const WEIGHT: &str = "权重";
/// The group of categories.
pub const CATEGORIES: &str = "分类";
/// The group of items.
pub const ITEMS: &str = "项目";
/// The group of limits over several.
pub const TOGETHER: &str = "几项合起来的限额";

pub fn groups(rules: &RuleSet) -> Vec<Group> {
    vec![
        Group::new(CATEGORIES, rules.categories.iter().map(|category| category_of(rules, category)).collect()),
        Group::new(ITEMS, rules.items.iter().map(|item| item_of(rules, item)).collect()),
        Group::new(TOGETHER, rules.together.iter().map(|together| together_of(rules, together)).collect()),
        Group::new("否决", rules.veto.iter().map(|_| veto_of(rules)).collect()),
    ]
}

fn category_of(rules: &RuleSet, category: &Category) -> Thing {
    let combine = match category.combine {
        Combine::Sum => "相加",
        Combine::Max => "取最高",
        Combine::Min => "取最低",
        Combine::Mean => "取平均",
    };
    let reckoned = match category.reckoned {
        Reckoned::EachPeriod => "每期",
        Reckoned::EachClass => "每期按各类别",
        Reckoned::Once => "全年一次",
    };
    let parent = category.parent.and_then(|parent| rules.categories.get(parent));
    let facets = Facets::of(rules)
        .said(TITLE, &category.title)
        .keyed("属于", parent.map_or("", |it| &it.id).to_owned(), parent.map_or("", |it| &it.title).to_owned())
        .said(WEIGHT, category.weight.map(Share::percent).map_or_else(String::new, |percent| format!("{percent}%")))
        .points("满分", category.full)
        .rule("起始分", category.start.as_ref())
        .points("最少", category.floor)
        .points("最多", category.cap)
        .yes("扣完为止（逐条）", category.exhausts)
        .said("各项合成", combine)
        .points("满分折算为", category.scale_to)
        .said("限额", limits(&category.limits, "次"))
        .rule("适用", category.applies.as_ref())
        .said("计算", reckoned);
    computed(facets, category.computed.as_ref())
        .list("也可以叫", &category.also)
        .origin(&category.article, Some(category.mark))
        .said("说明", &category.about)
        .thing(&category.id, &category.title)
}

fn computed<'r>(facets: Facets<'r>, computed: Option<&Computed>) -> Facets<'r> {
    let cases = computed.map_or(&[][..], |computed| &computed.cases);
    facets
        .rule("算法", computed.and_then(|computed| computed.points.as_ref()))
        .cases("特殊情形", cases)
        .sentence("怎么得来", computed.and_then(|computed| computed.shows.as_ref()))
}

fn item_of(rules: &RuleSet, item: &Item) -> Thing {
    let category = item.category.and_then(|category| rules.categories.get(category));
    let (full_key, full_words) = full(rules, item);
    let start = match item.starts_full {
        true => "满分".to_owned(),
        false if item.start.is_zero() => String::new(),
        false => item.start.to_string(),
    };
    let repeat = item.repeat.as_ref().map_or_else(String::new, repeat_words);
    let facets = Facets::of(rules)
        .said(TITLE, &item.title)
        .keyed("分类", category.map_or("", |it| &it.id).to_owned(), category.map_or("", |it| &it.title).to_owned())
        .keyed("分值", price_key(rules, &item.pricing), price_words(rules, item, &item.pricing))
        .said("计量", &item.unit)
        .yes("是扣分", item.deducts)
        .keyed("满分", full_key, full_words)
        .said("起始分", if item.opening.is_some() { String::new() } else { start })
        .rule("起始分的算法", item.opening.as_ref())
        .points("最少", item.floor)
        .said("限额", limits(&item.limits, &item.unit))
        .said("同类只计一次", once(rules, item.once.as_ref()))
        .said("多次的倍数", repeat)
        .rule("乘以", item.factor.as_ref())
        .rule("适用", item.applies.as_ref());
    let facets = computed(facets, item.computed.as_ref());
    let (keys, words): (Vec<String>, Vec<String>) = amended(rules, item).unzip();
    facets
        .keyed("以后的变动", keys.join("\n"), words.join("；"))
        .yes("一条只记一次", item.one_each)
        .yes("哪个月都计", item.any_month)
        .said(
            "条数",
            item.lines.map_or_else(String::new, |lines| format!("{}最多 {} 条", lines.per.each(), lines.most)),
        )
        .said("程序", requires(rules, &item.requires))
        .said("另归入", &item.group)
        .list("也可以叫", &item.also)
        .keyed("级别的别样写法", level_names(item), level_names(item))
        .origin(&item.article, Some(item.mark))
        .said("条文", &item.text)
        .thing(&item.id, item.label())
}

/// Full marks, also by a fact of the member.
fn full(rules: &RuleSet, item: &Item) -> (String, String) {
    let Some(by) = &item.full_by else {
        let full = item.full.map_or_else(String::new, |full| full.to_string());
        return (full.clone(), full);
    };
    let fact = rules.member_facts.get(by.fact);
    let words = fact.map_or(&[][..], |fact| &fact.one_of).iter().zip(&by.of).map(|(word, full)| {
        let full = full.map_or_else(|| "免".to_owned(), |full| full.to_string());
        format!("{} {full}", word.title)
    });
    let words = words.collect::<Vec<_>>().join("、");
    (format!("{}|{words}", fact.map_or("", |fact| &fact.id)), words)
}

fn price_key(rules: &RuleSet, pricing: &Pricing) -> String {
    match pricing {
        Pricing::Formula(rule) => format!("formula {}", key_of(rules, rule)),
        Pricing::Levels(levels) => {
            let each = levels.of.iter().map(|level| format!("{}={}/{}", level.level, level.points, level.veto));
            format!("levels {} {:?}", each.collect::<Vec<_>>().join(","), levels.empty)
        }
        // Nothing in these refers to the rule set.
        other => format!("{other:?}"),
    }
}

/// The price in words, with the levels that are vetoes.
fn price_words(rules: &RuleSet, item: &Item, pricing: &Pricing) -> String {
    let priced = Item { pricing: pricing.clone(), ..item.clone() };
    let words = price_in_words(rules, &priced);
    let vetoes = priced.levels().map_or(&[][..], |levels| &levels.of).iter().filter(|level| level.veto);
    let vetoes: Vec<&str> = vetoes.map(|level| level.level.as_str()).collect();
    if vetoes.is_empty() { words } else { format!("{words}；{}的否决", vetoes.join("、")) }
}

fn amended<'r>(rules: &'r RuleSet, item: &'r Item) -> impl Iterator<Item = (String, String)> + 'r {
    item.amended.iter().map(move |change| {
        let (since, mark) = (change.since, change.mark.map_or("", crate::rules::Mark::label));
        let price = change.price.as_ref();
        let full = change.full.map_or_else(String::new, |full| format!("，满分 {full}"));
        let text = if change.text.is_empty() { String::new() } else { format!("（{}）", change.text) };
        let said = price.map_or_else(String::new, |price| price_words(rules, item, price));
        let key = price.map_or_else(String::new, |price| price_key(rules, price));
        (format!("{since} {key}{full}{text}{mark}"), format!("{since} 起 {said}{full}{text}{mark}"))
    })
}

fn level_names(item: &Item) -> String {
    let with_others = item.levels().map_or(&[][..], |levels| &levels.of).iter().filter(|level| !level.also.is_empty());
    with_others.map(|level| format!("{}（{}）", level.level, level.also.join("、"))).collect::<Vec<_>>().join("、")
}

/// Limits in words, each in its window.
pub fn limits(limits: &[Limit], unit: &str) -> String {
    let each = limits.iter().map(|limit| match limit.most {
        LimitBy::Times(times) => format!("{}最多 {times} {unit}", limit.per.each()),
        LimitBy::Points(points) => format!("{}最多 {points} 分", limit.per.each()),
    });
    each.collect::<Vec<_>>().join("；")
}

fn once(rules: &RuleSet, once: Option<&Once>) -> String {
    let Some(once) = once else { return String::new() };
    let name = |field: &LineField| rules.name_of(Ref::Line(*field));
    let by: Vec<String> = once.by.iter().map(|any| any.iter().map(name).collect::<Vec<_>>().join("或")).collect();
    let keep = match once.keep {
        Keep::Highest => "最高",
        Keep::First => "最早",
        Keep::Item => "单价最高",
    };
    format!("{}{}相同的只计{keep}一次", once.per.each(), by.join("、"))
}

fn repeat_words(repeat: &Repeat) -> String {
    let factors: Vec<String> = repeat.factors.iter().map(ToString::to_string).collect();
    let within = repeat.within_months.map_or_else(String::new, |months| format!("、{months} 个月以内"));
    format!("{}{within}依次乘以 {}", repeat.per.each(), factors.join("、"))
}

fn requires(rules: &RuleSet, needs: &[Requirement]) -> String {
    let each = needs.iter().map(|need| {
        let step = rules.steps.get(need.step).map_or("", |step| &step.title);
        match need.until {
            Until::Pending => format!("缺{step}的暂不计分"),
            Until::Counts => format!("缺{step}的照计，列出"),
        }
    });
    each.collect::<Vec<_>>().join("；")
}

fn together_of(rules: &RuleSet, together: &Together) -> Thing {
    let named = |name: &String| {
        let item = rules.items.iter().find(|item| item.id == *name).map(Item::label);
        item.or_else(|| rules.categories.iter().find(|it| it.id == *name).map(|it| it.title.clone()))
            .unwrap_or_else(|| name.clone())
    };
    let mut ids = together.names.clone();
    ids.sort();
    Facets::of(rules)
        .said("限额", limits(&together.limits, "次"))
        .said("同类只计一次", once(rules, together.once.as_ref()))
        .origin(&together.article, Some(together.mark))
        .thing(ids.join("、"), together.names.iter().map(named).collect::<Vec<_>>().join("、"))
}

fn veto_of(rules: &RuleSet) -> Thing {
    let facets = Facets::of(rules);
    let Some(veto) = &rules.veto else { return facets.thing("veto", "") };
    let grade = veto.grade.and_then(|grade| rules.grades.get(grade)).map_or("", |grade| &grade.title);
    facets
        .said(TITLE, &veto.title)
        .said("等次", grade)
        .rule("何时不再算", veto.repaired.as_ref())
        .origin(&veto.article, Some(veto.mark))
        .said("说明", &veto.about)
        .thing("veto", &veto.title)
}
