//! Categories with their items, paragraphs, vetoes.

use super::section::Section;
use super::{Ranges, range_in_words};
use crate::reports::page::{Align, Tone};
use crate::reports::rules_page::{conditions_in_words, price_in_words};
use crate::rules::{Case, Category, Combine, FullBy, Item, Node, RuleSet};

/// The articles that say what gives points.
pub fn sections(rules: &RuleSet, ranges: Ranges<'_>) -> Vec<Section> {
    let mut sections: Vec<Section> = rules.articles.iter().map(paragraphs).collect();
    let categories = rules.categories.iter().enumerate();
    sections.extend(categories.map(|(index, category)| category_section(rules, index, category, ranges)));
    sections.extend(rules.veto.as_ref().map(|veto| {
        let mut section = Section::new(&veto.article, format!("{}{}", veto.title, veto.mark.label()));
        section.body.text(&veto.about);
        for item in rules.items.iter().filter(|item| item.is_veto()) {
            section.body.line(Tone::Plain, 2, format!("{} {}", item.id, item.title));
        }
        if let Some(repaired) = &veto.repaired {
            section.body.line(Tone::Plain, 2, format!("{}的，不再否决。", rules.words(repaired)));
        }
        section
    }));
    sections
}

fn paragraphs(article: &crate::rules::Article) -> Section {
    let mut section = Section::new(&article.number, article.title.clone());
    for (number, line) in article.lines.iter().enumerate() {
        section.body.line(Tone::Plain, 2, format!("{}. {}{}", number + 1, line.text, line.mark.label()));
    }
    section
}

fn category_section(rules: &RuleSet, index: usize, category: &Category, ranges: Ranges<'_>) -> Section {
    let range = range_in_words(ranges(Node::Category(index)));
    let full = category.full.map_or_else(String::new, |full| format!("，满分 {full}"));
    let title = format!("{}{}（可得 {range}{full}）", category.title, category.mark.label());
    let mut section = Section::new(&category.article, title);
    if !category.about.is_empty() {
        section.body.text(&category.about);
    }
    for sentence in making_of(rules, index, category) {
        section.body.line(Tone::Plain, 2, sentence);
    }
    let items = rules.items.iter().enumerate().filter(|(_, item)| item.category == Some(index));
    let rows = items.map(|(at, item)| {
        vec![
            item.id.clone(),
            item.title.clone(),
            full_in_words(rules, item),
            range_in_words(ranges(Node::Item(at))),
            rule_in_words(rules, item),
        ]
    });
    let columns = [
        ("编号", Align::Left),
        ("项目", Align::Left),
        ("满分", Align::Left),
        ("可得", Align::Left),
        ("办法", Align::Left),
    ];
    section.body.grid(&columns, rows.collect());
    section
}

/// How a category comes about, beyond the sum of its items.
fn making_of(rules: &RuleSet, index: usize, category: &Category) -> Vec<String> {
    let mut said = Vec::new();
    let parts: Vec<String> = rules
        .categories
        .iter()
        .filter(|part| part.parent == Some(index))
        .map(|part| {
            let share = part.weight.map_or_else(String::new, |weight| format!(" × {}%", weight.percent()));
            format!("{}{share}", part.title)
        })
        .collect();
    if !parts.is_empty() {
        let how = match category.combine {
            Combine::Sum => " + ",
            Combine::Max | Combine::Min | Combine::Mean => "、",
        };
        said.push(format!("由 {} 构成。", parts.join(how)));
    }
    match category.combine {
        Combine::Sum => {}
        Combine::Max => said.push("只计最高的一项。".to_owned()),
        Combine::Min => said.push("只计最低的一项。".to_owned()),
        Combine::Mean => said.push("取各项的平均。".to_owned()),
    }
    if let Some(computed) = &category.computed {
        said.extend(computed.cases.iter().map(|case| case_in_words(rules, case)));
        said.extend(computed.points.as_ref().map(|points| format!("{} = {}。", category.title, rules.words(points))));
    }
    if let Some(applies) = &category.applies {
        said.push(format!("只适用于{}的。", rules.words(applies)));
    }
    if let Some(start) = &category.start {
        said.push(format!("从 {} 分起。", rules.words(start)));
    }
    if let Some(scale) = category.scale_to {
        said.push(format!("适用项目的满分合计折算到 {scale}。"));
    }
    match (category.floor, category.cap) {
        (Some(floor), None) if category.exhausts => said.push(format!("扣到 {floor} 为止。")),
        (Some(floor), None) => said.push(format!("最少 {floor} 分。")),
        (None, Some(cap)) => said.push(format!("最多 {cap} 分。")),
        (Some(floor), Some(cap)) => said.push(format!("在 {floor} 到 {cap} 之间，超出的截去。")),
        (None, None) => {}
    }
    said
}

fn full_in_words(rules: &RuleSet, item: &Item) -> String {
    match &item.full_by {
        Some(FullBy { fact, of }) => {
            let words = rules.member_facts.get(*fact).map_or(&[][..], |fact| &fact.one_of);
            let each = words.iter().zip(of).map(|(word, full)| match full {
                Some(full) => format!("{} {full}", word.title),
                None => format!("{} 免", word.title),
            });
            each.collect::<Vec<_>>().join("、")
        }
        None => item.full.map_or_else(String::new, |full| full.to_string()),
    }
}

/// The whole rule of an item: its own words, else what they would say.
fn rule_in_words(rules: &RuleSet, item: &Item) -> String {
    let mut parts = Vec::new();
    if item.text.is_empty() {
        parts.push(price_in_words(rules, item));
        parts.extend(item.computed.iter().flat_map(|computed| &computed.cases).map(|case| case_in_words(rules, case)));
        let points = item.computed.as_ref().and_then(|computed| computed.points.as_ref());
        parts.extend(points.map(|points| rules.words(points)));
        parts.push(conditions_in_words(rules, item));
    } else {
        parts.push(item.text.trim_end_matches('。').to_owned());
    }
    parts.extend(item.applies.as_ref().map(|applies| format!("只适用于{}的", rules.words(applies))));
    parts.extend(item.factor.as_ref().map(|factor| format!("乘以{}", rules.words(factor))));
    parts.extend(item.amended.iter().map(|amended| {
        let words = if amended.text.is_empty() {
            "分值另定".to_owned()
        } else {
            amended.text.trim_end_matches('。').to_owned()
        };
        format!("{} 起：{words}", amended.since)
    }));
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}。{}", parts.join("；"), item.mark.label())
}

/// A special case in words.
fn case_in_words(rules: &RuleSet, case: &Case) -> String {
    let what = match &case.is {
        _ if case.exempt => "不适用".to_owned(),
        Some(is) => format!("为 {}", rules.words(is)),
        None => "不产生得分".to_owned(),
    };
    let note = if case.note.is_empty() { String::new() } else { format!("（{}）", case.note) };
    format!("{}的，{what}{note}", rules.words(&case.when))
}
