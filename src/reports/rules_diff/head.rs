//! What a rule set says as a whole: its name, how the score is made, numbers, periods, procedure.

use super::facet::{Facets, Group, TITLE, Thing, key_of, window_word};
use crate::rules::{Figure, Join, Line, Missing, Number, RuleSet, Word};

/// The group of what is said as a whole.
pub const WHOLE: &str = "办法";
/// The group of named numbers.
pub const NUMBERS: &str = "数字";
/// The group of figures.
pub const FIGURES: &str = "算式";

pub fn groups(rules: &RuleSet) -> Vec<Group> {
    vec![
        Group::new(WHOLE, vec![whole(rules), score(rules)]),
        Group::new("条文", articles(rules)),
        Group::new("程序", steps(rules)),
        Group::new(NUMBERS, rules.numbers.iter().map(|number| number_of(rules, number)).collect()),
        Group::new(FIGURES, rules.figures.iter().map(|figure| figure_of(rules, figure)).collect()),
        Group::new("结算和类别", periods(rules)),
    ]
}

fn whole(rules: &RuleSet) -> Thing {
    let late = rules.late_after.map_or_else(String::new, |(days, mark)| format!("晚 {days} 天以上{}", mark.label()));
    Facets::of(rules)
        .said("规则集", &rules.id)
        .said(TITLE, &rules.title)
        .said("版本", &rules.version)
        .said("来源", &rules.source)
        .said("结算", format!("按{}", window_word(rules.settles)))
        .said("补记", late)
        .list("级别从低到高", &rules.levels)
        .thing("", "办法")
}

fn score(rules: &RuleSet) -> Thing {
    let score = &rules.score;
    let rounding = score.rounding.words();
    let missing = match score.missing {
        Missing::None => "没有总分",
        Missing::Zero => "按 0 分",
        Missing::Reweight => "权重分给其他各类",
    };
    Facets::of(rules)
        .said(TITLE, &score.title)
        .rule("起始分", score.start.as_ref())
        .points("最少", score.floor)
        .points("最多", score.cap)
        .said("取小数", format!("{} 位，{rounding}", score.places))
        .said("某一类没有得分时", missing)
        .yes("否决的记 0 分", score.zero_on_veto)
        .origin(&score.article, Some(score.mark))
        .said("说明", &score.about)
        .thing("score", "总的得分")
}

/// Paragraphs with their marks.
pub fn lines<'r>(facets: Facets<'r>, label: &'static str, lines: &[Line]) -> Facets<'r> {
    let words: Vec<String> = lines.iter().map(|line| format!("{}{}", line.text, line.mark.label())).collect();
    facets.said(label, words.join(" "))
}

fn articles(rules: &RuleSet) -> Vec<Thing> {
    let of = |article: &crate::rules::Article| {
        let facets = Facets::of(rules).said("标题", &article.title);
        lines(facets, "内容", &article.lines).thing(&article.number, format!("第{}条", article.number))
    };
    rules.articles.iter().map(of).collect()
}

fn steps(rules: &RuleSet) -> Vec<Thing> {
    let of = |step: &crate::rules::Step| {
        Facets::of(rules)
            .said(TITLE, &step.title)
            .said("登记在", &step.column)
            .list("也可以叫", &step.also)
            .said("填", super::inputs::holds_word(step.holds))
            .thing(&step.id, &step.title)
    };
    rules.steps.iter().map(of).collect()
}

fn number_of(rules: &RuleSet, number: &Number) -> Thing {
    let dated = number.values.iter().map(|dated| {
        let since = dated.since.map_or_else(String::new, |day| format!("{day} 起 "));
        format!("{since}{}{}", dated.value, dated.mark.label())
    });
    let own = number.value.map(|value| value.to_string());
    Facets::of(rules)
        .said("数", own.into_iter().chain(dated).collect::<Vec<_>>().join("；"))
        .said(TITLE, &number.title)
        .origin(&number.article, number.mark)
        .said("说明", &number.about)
        .thing(&number.id, &number.title)
}

fn figure_of(rules: &RuleSet, figure: &Figure) -> Thing {
    let (key, words) = figure.steps.as_ref().map_or_else(Default::default, |ladder| {
        let rungs: Vec<String> = ladder
            .from
            .iter()
            .map(|rung| {
                let from = rung.from.map(|from| format!("{from} 以上"));
                let above = rung.above.map(|above| format!("高于 {above}"));
                let bound: Vec<String> = from.into_iter().chain(above).collect();
                format!("{} {}{}", bound.join("且"), rung.is, rung.mark.map_or("", crate::rules::Mark::label))
            })
            .collect();
        let rungs = format!("{}；不到的 {}", rungs.join("、"), ladder.below);
        (format!("{}|{rungs}", key_of(rules, &ladder.of)), format!("按{}：{rungs}", rules.words(&ladder.of)))
    });
    Facets::of(rules)
        .rule("算法", figure.of.as_ref())
        .keyed("分档", key, words)
        .cases("特殊情形", &figure.cases)
        .yes("可以本年不评", figure.closable)
        .said(TITLE, &figure.title)
        .origin(&figure.article, figure.mark)
        .said("说明", &figure.about)
        .thing(&figure.id, &figure.title)
}

fn periods(rules: &RuleSet) -> Vec<Thing> {
    let mut things = Vec::new();
    if let Some(year) = &rules.year {
        let join = match year.of {
            Join::Sum => "相加",
            Join::Mean => "平均",
            Join::Weighted => "加权平均",
            Join::Last => "最后一期",
            Join::Max => "最高一期",
            Join::Min => "最低一期",
        };
        let weights: Vec<String> =
            year.weights.iter().map(|(label, share)| format!("{label} {}%", share.percent())).collect();
        let facets = Facets::of(rules)
            .said("各期合成全年", join)
            .said("各期权重", weights.join("、"))
            .rule("哪些期计入", year.counts.as_ref())
            .rule("怎样算评了", year.settled.as_ref());
        things.push(facets.origin(&year.article, year.mark).thing("year", "全年"));
    }
    if let Some(classes) = &rules.classes {
        let fact = rules.member_facts.get(classes.fact).map_or("", |fact| &fact.id);
        let changes = classes.changes.as_ref().map_or_else(String::new, |changes| {
            format!("{}（{}，{}，{}）", changes.table, changes.day, changes.before, changes.after)
        });
        things.push(Facets::of(rules).said("按", fact).said("变动登记在", changes).thing("class", "类别"));
    }
    if let Some(presence) = &rules.presence {
        let since = presence.since.clone().unwrap_or_default();
        let facets = Facets::of(rules).yes("只计月末在册的月份", presence.months).said("在册起始", since);
        things.push(facets.thing("presence", "在册"));
    }
    things
}

/// Words with their other spellings.
pub fn spelt(words: &[Word]) -> String {
    let spell = |word: &Word| match word.also.as_slice() {
        [] => word.title.clone(),
        also => format!("{}（{}）", word.title, also.join("、")),
    };
    words.iter().map(spell).collect::<Vec<_>>().join("、")
}
