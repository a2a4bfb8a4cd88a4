//! Grades, quotas, and what follows from them.

use super::remark;
use super::section::Section;
use crate::model::{Rounding, Window};
use crate::reports::page::{Align, Tone};
use crate::rules::{End, Gives, Grade, Looked, Mark, RuleSet, Scope, Ties};

/// The articles that say what the points lead to.
pub fn sections(rules: &RuleSet) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(grades(rules));
    sections.extend(quotas(rules));
    sections.extend(honours(rules));
    sections.extend(lists(rules));
    sections.extend(consequences(rules));
    sections.extend(alerts(rules));
    sections.extend(bands(rules));
    sections.extend(checks(rules));
    sections
}

fn mark(mark: Option<Mark>) -> &'static str {
    mark.map_or("", Mark::label)
}

/// The runs in which something applies, in words; nothing where it always does.
fn runs(runs: &[Window]) -> String {
    let each = |window: &Window| window.each().trim_start_matches('每').to_owned();
    if runs.is_empty() {
        String::new()
    } else {
        format!("（只在{}评定时）", runs.iter().map(each).collect::<Vec<_>>().join("、"))
    }
}

fn grades(rules: &RuleSet) -> Option<Section> {
    let first = rules.grades.first()?;
    let mut section = Section::new(&first.article, "等次");
    let has_stars = rules.grades.iter().any(|grade| grade.stars > 0);
    let rows = rules.grades.iter().map(|grade| {
        let mut row = vec![grade.title.clone(), format!("{}{}", rules.grade_words(grade), grade.mark.label())];
        if has_stars {
            row.push("★".repeat(grade.stars as usize));
        }
        row.push(grade.effects.join("、"));
        row
    });
    let mut columns = vec![("等次", Align::Left), ("条件", Align::Left)];
    if has_stars {
        columns.push(("星", Align::Left));
    }
    columns.push(("后续措施", Align::Left));
    section.body.grid(&columns, rows.collect());
    if rules.scales.len() > 1 {
        let names: Vec<String> =
            rules.scales.iter().map(|scale| format!("{}{}", scale.title, runs(&scale.runs))).collect();
        section.body.text(format!("{}中取较低的等次。", names.join("、")));
    }
    for grade in rules.grades.iter().filter(|grade| !grade.about.is_empty()) {
        section.body.line(Tone::Doubtful, 2, format!("{}：{}", grade.title, grade.about));
    }
    section.body.text(format!("{}取 {} 位小数后对照；以上含本数，以下不含。", rules.score.title, rules.score.places));
    Some(section)
}

fn quota_in_words(rules: &RuleSet, grade: &Grade) -> String {
    let Some(quota) = &grade.quota else { return String::new() };
    if let Some(places) = quota.places {
        return format!("{places} 名");
    }
    let among =
        quota.among.as_ref().map_or_else(|| "党员总数".to_owned(), |among| format!("{}的人数", rules.words(among)));
    let whole = quota.rounding.map_or("取整数部分", Rounding::words);
    if let Some(share) = quota.share {
        return format!("不超过{among}的 {}%，{whole}", share.percent());
    }
    let several = quota.percent.len() > 1;
    let percents: Vec<String> = quota
        .percent
        .iter()
        .enumerate()
        .map(|(year, percent)| {
            let year = if several { format!("第 {} 年 ", year + 1) } else { String::new() };
            format!("{year}{}%{}", percent.of, percent.mark.label())
        })
        .collect();
    let later = if several { "（以后各年同最后一年）" } else { "" };
    format!("不超过{among}的 {}{later}，{whole}", percents.join("，"))
}

fn quotas(rules: &RuleSet) -> Option<Section> {
    let limited: Vec<&Grade> = rules.grades.iter().filter(|grade| grade.quota.is_some()).collect();
    if limited.is_empty() {
        return None;
    }
    let quota = &rules.quota;
    let mut section = Section::new(&quota.article, format!("名额{}{}", quota.mark.label(), runs(&quota.runs)));
    let rows = limited.iter().map(|grade| {
        let falls = grade.falls_to.and_then(|to| rules.grades.get(to)).map_or("", |to| to.title.as_str());
        vec![grade.title.clone(), quota_in_words(rules, grade), falls.to_owned()]
    });
    section.body.grid(&[("等次", Align::Left), ("名额", Align::Left), ("名额满的顺延到", Align::Left)], rows.collect());
    let scope = match quota.scope {
        Scope::Branch => "以支部为单位",
        Scope::Township => "以乡镇为单位",
        Scope::Class => "以乡镇为单位、按类别",
        Scope::BranchClass => "以支部为单位、按类别",
    };
    section.body.text(format!("{scope}计算名额。"));
    let order: Vec<String> = quota.order.iter().map(|rule| rules.words(rule)).collect();
    if !order.is_empty() {
        let ties = match quota.ties {
            Ties::Held => "待会议决定",
            Ties::None => "都不授予",
            Ties::All => "都授予",
        };
        section.body.text(format!("依次比较{}，高者先；仍相同而名额容不下的，{ties}。", order.join("、")));
    }
    for line in &quota.about {
        section.body.line(Tone::Plain, 2, format!("· {}{}", line.text, line.mark.label()));
    }
    Some(section)
}

fn honours(rules: &RuleSet) -> Vec<Section> {
    let of = |honour: &crate::rules::Honour| {
        let mut section = Section::new(&honour.article, format!("{}{}", honour.title, mark(honour.mark)));
        section.body.line(Tone::Plain, 2, format!("条件：{}。{}", rules.words(&honour.when), runs(&honour.runs)));
        remark(&mut section, &honour.about);
        section
    };
    rules.honours.iter().map(of).collect()
}

fn lists(rules: &RuleSet) -> Vec<Section> {
    let of = |list: &crate::rules::RankedList| {
        let mut section = Section::new(&list.article, format!("{}{}", list.title, mark(list.mark)));
        let each = list.per.map_or("", |per| per.each());
        let end = if list.from == End::Top { "前" } else { "后" };
        let mut words = format!("{each}按{}排列，{end} {} 名", rules.words(&list.of), rules.words(&list.places));
        if let Some(among) = &list.among {
            words.push_str(&format!("，只排{}的", rules.words(among)));
        }
        if !list.except.is_empty() {
            words.push_str(&format!("，已列入{}的不列", list.except.join("、")));
        }
        if list.unless_all_equal {
            words.push_str("，全部同分的不列");
        }
        section.body.line(Tone::Plain, 2, format!("{words}；并列跨线的一并列入。{}", runs(&list.runs)));
        if list.gives == Gives::Consequence {
            section.body.line(Tone::Plain, 2, format!("措施：{}", list.text.replace("{period}", "期间")));
        }
        remark(&mut section, &list.about);
        section
    };
    rules.lists.iter().map(of).collect()
}

fn consequences(rules: &RuleSet) -> Option<Section> {
    let first = rules.consequences.first()?;
    let mut section = Section::new(&first.article, "后续措施");
    for consequence in &rules.consequences {
        let texts: Vec<String> = consequence.text.iter().map(|text| text.replace("{period}", "期间")).collect();
        let each = if consequence.each_period { "每期" } else { "" };
        let words = format!(
            "{each}{}的：{}。{}{}",
            rules.words(&consequence.when),
            texts.join("、"),
            mark(consequence.mark),
            runs(&consequence.runs)
        );
        section.body.line(Tone::Plain, 2, words);
        if !consequence.about.is_empty() {
            section.body.line(Tone::Dim, 4, format!("说明：{}", consequence.about));
        }
    }
    Some(section)
}

fn alerts(rules: &RuleSet) -> Vec<Section> {
    let of = |alert: &crate::rules::Alert| {
        let mut section = Section::new(&alert.article, format!("连续几个月：{}{}", alert.kind, mark(alert.mark)));
        section.body.line(Tone::Plain, 2, format!("算一个月：{}。", rules.words(&alert.absent)));
        section.body.line(Tone::Plain, 2, format!("打断连续：{}。", rules.words(&alert.breaks)));
        for level in &alert.levels {
            let open = if level.open { "，期末还没有中断的" } else { "" };
            section.body.line(Tone::Plain, 2, format!("满 {} 个月{open}：{}。", level.from, level.level));
        }
        remark(&mut section, &alert.about);
        section
    };
    rules.alerts.iter().map(of).collect()
}

fn bands(rules: &RuleSet) -> Vec<Section> {
    let of = |bands: &crate::rules::Bands| {
        let title = format!("按{}统计的分段{}", bands.by.title(), mark(bands.mark));
        let mut section = Section::new(&bands.article, title);
        let words: Vec<String> = (0..bands.count()).map(|band| bands.words(band)).collect();
        section.body.line(Tone::Plain, 2, format!("{}。", words.join("、")));
        section
    };
    rules.bands.iter().map(of).collect()
}

fn checks(rules: &RuleSet) -> Option<Section> {
    if rules.checks.is_empty() {
        return None;
    }
    let mut section = Section::new("", "核对和提示");
    let rows = rules.checks.iter().map(|check| {
        let on = match check.on {
            Looked::Entry => "登记",
            Looked::Member => "党员",
            Looked::Branch => "支部",
            Looked::Record => "各表",
        };
        let says = check.says.told(|rule| format!("〔{}〕", rules.words(rule)));
        vec![check.article.clone(), on.to_owned(), rules.words(&check.when), check.severity.label().to_owned(), says]
    });
    let columns = [
        ("条", Align::Left),
        ("对象", Align::Left),
        ("情形", Align::Left),
        ("轻重", Align::Left),
        ("提示", Align::Left),
    ];
    section.body.grid(&columns, rows.collect());
    Some(section)
}
