//! How the categories make the score, and the score the year.

use super::section::Section;
use super::{Ranges, range_in_words, remark};
use crate::reports::page::{Align, Tone};
use crate::reports::rules_page::limit_in_words;
use crate::rules::{Join, Keep, Missing, Node, RuleSet};

/// The articles that say how points are put together.
pub fn sections(rules: &RuleSet, ranges: Ranges<'_>) -> Vec<Section> {
    let mut sections = vec![score(rules, ranges)];
    sections.extend(year(rules));
    sections.extend(rules.together.iter().map(|together| {
        let mut section = Section::new(&together.article, format!("合并限额{}", together.mark.label()));
        let names = together.names.join("、");
        for limit in &together.limits {
            section.body.line(Tone::Plain, 2, format!("{names} 合计{}。", limit_in_words(limit, "次")));
        }
        if let Some(once) = &together.once {
            let which = match once.keep {
                Keep::Highest => "最高的一次",
                Keep::First => "最早的一次",
                Keep::Item => "单价最高的一项",
            };
            section.body.line(Tone::Plain, 2, format!("{names} 中同一件事只计{which}。"));
        }
        section
    }));
    sections.extend(figures(rules));
    sections
}

fn score(rules: &RuleSet, ranges: Ranges<'_>) -> Section {
    let score = &rules.score;
    let range = range_in_words(ranges(Node::Score));
    let mut section = Section::new(&score.article, format!("{}{}（可得 {range}）", score.title, score.mark.label()));
    let parts: Vec<String> = rules
        .categories
        .iter()
        .filter(|category| category.parent.is_none())
        .map(|category| {
            let share = category.weight.map_or_else(String::new, |weight| format!(" × {}%", weight.percent()));
            format!("{}{share}", category.title)
        })
        .collect();
    let start = score.start.as_ref().map_or_else(String::new, |start| format!("{} + ", rules.words(start)));
    section.body.line(
        Tone::Plain,
        2,
        format!("{} = {start}{}，取 {} 位小数。", score.title, parts.join(" + "), score.places),
    );
    match (score.floor, score.cap) {
        (Some(floor), Some(cap)) => section.body.line(Tone::Plain, 2, format!("截取到 {floor}—{cap}。")),
        (Some(floor), None) => section.body.line(Tone::Plain, 2, format!("最少 {floor} 分。")),
        (None, Some(cap)) => section.body.line(Tone::Plain, 2, format!("最多 {cap} 分。")),
        (None, None) => {}
    }
    let missing = match score.missing {
        Missing::None => "",
        Missing::Zero => "缺少的一类按 0 分计。",
        Missing::Reweight => "缺少的一类，权重按比例摊到其余各类。",
    };
    if !missing.is_empty() {
        section.body.line(Tone::Plain, 2, missing);
    }
    if score.zero_on_veto {
        section.body.line(Tone::Plain, 2, "有否决情形的，总分为 0。");
    }
    remark(&mut section, &score.about);
    section
}

fn year(rules: &RuleSet) -> Option<Section> {
    let year = rules.year.as_ref()?;
    let mark = year.mark.map_or("", |mark| mark.label());
    let mut section = Section::new(&year.article, format!("结算与年度得分{mark}"));
    let each = rules.settles.each().trim_start_matches('每');
    let how = match year.of {
        Join::Sum => "各期相加",
        Join::Mean => "各期平均",
        Join::Weighted => "各期加权",
        Join::Last => "取最后一期",
        Join::Max => "取最高的一期",
        Join::Min => "取最低的一期",
    };
    section.body.line(Tone::Plain, 2, format!("按{each}结算，年度得分为{how}。"));
    for (label, share) in &year.weights {
        section.body.line(Tone::Plain, 4, format!("{label}：{}%", share.percent()));
    }
    if let Some(counts) = &year.counts {
        section.body.line(Tone::Plain, 2, format!("应计的期：{}。", rules.words(counts)));
    }
    Some(section)
}

/// Numbers and figures with a name.
fn figures(rules: &RuleSet) -> Option<Section> {
    let mut section = Section::new("", "数字和算式");
    let numbers = rules.numbers.iter().map(|number| {
        let dated = number.values.iter().map(|dated| {
            let since = dated.since.map_or_else(String::new, |since| format!("{since} 起 "));
            format!("{since}{}{}", dated.value, dated.mark.label())
        });
        let always = number.value.map(|value| format!("{value}{}", number.mark.map_or("", |mark| mark.label())));
        vec![number.title.clone(), dated.chain(always).collect::<Vec<_>>().join("，"), number.about.clone()]
    });
    let named = rules.figures.iter().map(|figure| {
        let cases = figure.cases.iter().map(|case| {
            let is = case.is.as_ref().map_or_else(|| "没有".to_owned(), |is| rules.words(is));
            format!("{}的，{is}", rules.words(&case.when))
        });
        let of = figure.of.as_ref().map(|of| rules.words(of));
        let steps = figure.steps.as_ref().map(|steps| {
            let rungs = steps.from.iter().map(|rung| match (rung.from, rung.above) {
                (Some(from), _) => format!("{from} 以上 {}", rung.is),
                (None, Some(above)) => format!("超过 {above} {}", rung.is),
                (None, None) => rung.is.to_string(),
            });
            format!("{}：{}", rules.words(&steps.of), rungs.collect::<Vec<_>>().join("，"))
        });
        let words: Vec<String> = cases.chain(of).chain(steps).collect();
        vec![figure.title.clone(), words.join("；"), figure.about.clone()]
    });
    let rows: Vec<Vec<String>> = numbers.chain(named).collect();
    if rows.is_empty() {
        return None;
    }
    section.body.grid(&[("名称", Align::Left), ("怎样得出", Align::Left), ("说明", Align::Left)], rows);
    Some(section)
}
