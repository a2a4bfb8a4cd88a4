//! A member's lines: what each is worth, and what limits leave of it.

use std::collections::HashMap;

use super::card::{LineState, ScoredLine};
use super::frames::Frame;
use super::scene::Scene;
use super::view::View;
use crate::model::{Entry, Held, Points, Tells, Verdict, When};
use crate::rules::formula::whole_months;
use crate::rules::{Item, Keep, Limit, LimitBy, LineField, Once, Pricing, Repeat};

/// A line, and what is left of its worth.
#[derive(Clone, Debug)]
pub struct ReckonedLine {
    /// Index into the branch's entries.
    pub entry: usize,
    /// Index of its item.
    pub item: usize,
    /// When it was.
    pub when: When,
    /// Worth of one time, without the item's sign.
    each: Points,
    times: u32,
    /// What it was worth before limits, without the item's sign.
    pub price: Points,
    /// What it is still worth, without the item's sign.
    pub worth: Points,
    /// What it changes in its item, with sign: after the item's floor and full marks, too.
    pub effect: Points,
    /// What became of it.
    pub state: LineState,
    /// Why, where it did not count in full.
    pub why: Option<String>,
}

impl ReckonedLine {
    /// Leaves it this much worth; the first reason for a cut is kept.
    pub fn cut(&mut self, worth: Points, why: impl Into<String>) {
        self.worth = worth;
        self.state = LineState::Capped;
        self.why.get_or_insert(why.into());
    }

    /// Leaves it the worth of one time.
    fn count_one_time(&mut self) {
        if self.times > 1 {
            self.worth = if self.each > Points::ZERO { self.worth.min(self.each) } else { self.worth.max(self.each) };
            self.times = 1;
        }
    }

    /// The line as it stands in the score.
    #[must_use]
    pub fn scored(&self) -> ScoredLine {
        ScoredLine { entry: self.entry, effect: self.effect, state: self.state, why: self.why.clone() }
    }
}

/// The lines of a member, by item, then by time, then by position, after all limits on what of many counts.
#[must_use]
pub fn lines_of(
    scene: &Scene<'_>,
    member: usize,
    frames: &[Frame],
    keep: &dyn Fn(usize, &Entry) -> bool,
) -> Vec<ReckonedLine> {
    let mine = scene.index.entries.get(member).into_iter().flatten();
    let kept = mine.filter_map(|at| scene.entries.get(*at).filter(|entry| keep(*at, entry)).map(|entry| (*at, entry)));
    let mut lines: Vec<ReckonedLine> =
        kept.filter_map(|(at, entry)| line_of(scene, member, frames, at, entry)).collect();
    let rules = scene.rules;
    for own in lines.chunk_by_mut(|a, b| a.item == b.item) {
        let Some(item) = own.first().and_then(|line| rules.item(line.item)) else { continue };
        let mut own: Vec<&mut ReckonedLine> = own.iter_mut().filter(|line| line.state == LineState::Counted).collect();
        if let Some(once) = &item.once {
            keep_once(scene, once, &mut own);
        }
        if let Some(repeat) = &item.repeat {
            apply_repeat(repeat, &mut own);
        }
        for limit in &item.limits {
            apply_limit(limit, &item.unit, &mut own);
        }
    }
    for together in &rules.together {
        let mut over = in_time(&mut lines, &|item| together.over.binary_search(&item).is_ok());
        if let Some(once) = &together.once {
            keep_once(scene, once, &mut over);
        }
        for limit in &together.limits {
            apply_limit(limit, "次", &mut over);
        }
    }
    for (index, category) in rules.categories.iter().enumerate().filter(|(_, category)| !category.limits.is_empty()) {
        let is_mine = |item: usize| rules.item(item).is_some_and(|item| item.category == Some(index));
        let mut over = in_time(&mut lines, &is_mine);
        for limit in &category.limits {
            apply_limit(limit, "次", &mut over);
        }
    }
    for line in &mut lines {
        let sign = |worth| rules.item(line.item).map_or(worth, |item| item.signed(worth));
        line.effect = if line.state.is_valid() { sign(line.worth) } else { Points::ZERO };
    }
    lines
}

/// The counting lines of some items, by time.
fn in_time<'l>(lines: &'l mut [ReckonedLine], is_over: &dyn Fn(usize) -> bool) -> Vec<&'l mut ReckonedLine> {
    let counting = lines.iter_mut().filter(|line| line.state.is_valid() && is_over(line.item));
    let mut over: Vec<&mut ReckonedLine> = counting.collect();
    over.sort_by_key(|line| (line.when.to(), line.entry));
    over
}

fn line_of(scene: &Scene<'_>, member: usize, frames: &[Frame], at: usize, entry: &Entry) -> Option<ReckonedLine> {
    let (index, when) = (entry.known_item()?, entry.when?);
    let item = scene.rules.item(index)?;
    let judgement = scene.judgements.get(at);
    let verdict = judgement.map_or(Verdict::Counted, |judgement| judgement.verdict);
    let state = match verdict {
        Verdict::Counted => LineState::Counted,
        Verdict::Pending => LineState::Pending,
        Verdict::Excluded => LineState::Excluded,
    };
    let (each, times, price) = match state {
        LineState::Counted => worth_of(scene, member, frames, at, item, entry),
        _ => (Points::ZERO, 0, Points::ZERO),
    };
    let why = judgement.filter(|_| verdict != Verdict::Counted).and_then(|judgement| judgement.why.clone());
    Some(ReckonedLine {
        entry: at,
        item: index,
        when,
        each,
        times,
        price,
        worth: price,
        effect: Points::ZERO,
        state,
        why,
    })
}

/// Worth of one time, how many times, worth in all.
fn worth_of(
    scene: &Scene<'_>,
    member: usize,
    frames: &[Frame],
    at: usize,
    item: &Item,
    entry: &Entry,
) -> (Points, u32, Points) {
    let stated = entry.stated.unwrap_or(Points::ZERO);
    match entry.tells {
        Tells::Event => {
            let times = if item.once.is_some() { 1 } else { entry.quantity };
            let view = || View::of_line(scene, member, frames, at);
            let day = entry.when.map_or(scene.period.to(), When::to);
            let factor = item.factor.as_ref().map(|factor| view().number(factor).unwrap_or(Points::whole(1)));
            let priced = |times: u32| match item.pricing_on(day) {
                Pricing::Formula(rule) => view().number(rule).unwrap_or(Points::ZERO),
                _ => item.price(day, &entry.level, times, entry.stated).unwrap_or(Points::ZERO),
            };
            let with_factor = |points: Points| factor.map_or(points, |factor| points * factor);
            (with_factor(priced(1)), times, with_factor(priced(times)))
        }
        Tells::Standing => item.times_behind(item.signed(stated - item.start)),
        Tells::Change => item.times_behind(stated.abs()),
    }
}

/// Of the lines that are alike in a window one counts, or those of one item. A line in which nothing is written is alike
/// to no other.
fn keep_once(scene: &Scene<'_>, once: &Once, lines: &mut [&mut ReckonedLine]) {
    let what = once_in_words(scene, once);
    if once.keep != Keep::Item {
        lines.iter_mut().for_each(|line| line.count_one_time());
    }
    let mut best: HashMap<(i32, u32, String), (usize, Points)> = HashMap::new();
    let keys: Vec<_> = lines.iter().map(|line| key_of(scene, once, line)).collect();
    for (index, (key, line)) in keys.iter().zip(&*lines).enumerate() {
        if let Some(key) = key {
            let worth = if once.keep == Keep::Item { line.each } else { line.worth };
            let leader = best.entry(key.clone()).or_insert((index, worth));
            if once.keep != Keep::First && worth > leader.1 {
                *leader = (index, worth);
            }
        }
    }
    let which = match once.keep {
        Keep::Highest => "最高一次",
        Keep::First => "最早一次",
        Keep::Item => "单价最高的一项",
    };
    let items: Vec<usize> = lines.iter().map(|line| line.item).collect();
    for (index, (line, key)) in lines.iter_mut().zip(&keys).enumerate() {
        let leader = key.as_ref().and_then(|key| best.get(key));
        let is_kept = leader.is_none_or(|(leader, _)| match once.keep {
            Keep::Item => items.get(*leader) == Some(&line.item),
            Keep::Highest | Keep::First => *leader == index,
        });
        let is_several = || scene.entries.get(line.entry).is_some_and(|entry| entry.quantity > 1);
        if !is_kept {
            line.cut(Points::ZERO, format!("{what}只计{which}"));
        } else if once.keep != Keep::Item && is_several() {
            line.cut(line.worth, format!("{what}只计一次，次数不加倍"));
        }
    }
}

fn once_in_words(scene: &Scene<'_>, once: &Once) -> String {
    let name = |field: &LineField| match field {
        LineField::Matter => "事由".to_owned(),
        LineField::Date => "日期".to_owned(),
        LineField::Level => "级别".to_owned(),
        LineField::Own(own) => scene.rules.entry_columns.get(*own).map_or_else(String::new, |own| own.title.clone()),
        _ => "项目".to_owned(),
    };
    let parts: Vec<String> = once.by.iter().filter_map(|fields| fields.first()).map(name).collect();
    format!("同一{}", parts.join("、"))
}

fn key_of(scene: &Scene<'_>, once: &Once, line: &ReckonedLine) -> Option<(i32, u32, String)> {
    let entry = scene.entries.get(line.entry)?;
    let (year, number) = once.per.of(line.when.to());
    let mut key = String::new();
    for fields in &once.by {
        let written = fields.iter().find_map(|field| text_of(entry, *field))?;
        key.push_str(&written);
        key.push('\u{1f}');
    }
    Some((year, number, key))
}

/// What a line says in a field, for telling whether lines are alike.
fn text_of(entry: &Entry, field: LineField) -> Option<String> {
    let text = match field {
        LineField::Matter => entry.matter.to_string(),
        LineField::Level => entry.level.to_string(),
        LineField::Date => entry.when?.to_string(),
        LineField::Item => entry.known_item()?.to_string(),
        LineField::Own(own) => match entry.own.get(own)?.as_ref()? {
            Held::Text(text) => crate::model::text::compact(text),
            Held::Figure(points) => points.to_string(),
            held => format!("{held:?}"),
        },
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// The n-th time of a window counts the n-th factor; a line of several times counts one after the other. Where lines
/// stand for some months only, those that still stand on its day are counted, whatever they are worth by the end of the
/// period.
fn apply_repeat(repeat: &Repeat, lines: &mut [&mut ReckonedLine]) {
    let mut seen: HashMap<(i32, u32), Vec<(chrono::NaiveDate, usize)>> = HashMap::new();
    for line in lines.iter_mut().filter(|line| repeat.within_months.is_some() || line.worth != Points::ZERO) {
        let day = line.when.to();
        let earlier = seen.entry(repeat.per.of(day)).or_default();
        let stands = |since: chrono::NaiveDate| {
            repeat.within_months.is_none_or(|within| whole_months(since, day) < i64::from(within))
        };
        let before = earlier.iter().filter(|(since, _)| stands(*since)).map(|(_, times)| *times);
        let before = before.fold(0, usize::saturating_add);
        let times = usize::try_from(line.times.max(1)).unwrap_or(usize::MAX);
        earlier.push((day, times));
        let own = repeat.factors.iter().skip(before).take(times);
        let after = times - own.len();
        let last = repeat.factors.last().copied().unwrap_or(Points::whole(1));
        let factor = (own.copied().sum::<Points>() + last * Points::count(after)) / Points::count(times);
        line.price = line.price * factor;
        line.worth = line.worth * factor;
        line.each = line.each * factor;
    }
}

/// A figure of several windows may be as much as all of them allow together.
fn apply_limit(limit: &Limit, unit: &str, lines: &mut [&mut ReckonedLine]) {
    let mut used: HashMap<(i32, u32, u32), (u32, Points)> = HashMap::new();
    for line in lines {
        let (year, number) = limit.per.of(line.when.from());
        let windows = match (line.when, limit.per.window()) {
            (When::Span(period), Some(window)) => (period.window().months() / window.months()).max(1),
            _ => 1,
        };
        let (times_used, points_used) = used.entry((year, number, windows)).or_default();
        match limit.most.over(windows) {
            LimitBy::Times(most) if line.worth > Points::ZERO => {
                let allowed = line.times.min(most.saturating_sub(*times_used));
                if allowed < line.times {
                    let worth = line.worth.min(line.each * Points::whole(i64::from(allowed)));
                    line.cut(worth, format!("{}最多 {most} {unit}", limit.per.each()));
                }
                *times_used += allowed;
            }
            LimitBy::Points(most) => {
                let allowed = line.worth.min((most - *points_used).max(Points::ZERO));
                if allowed < line.worth {
                    line.cut(allowed, format!("{}最多 {most} 分", limit.per.each()));
                }
                *points_used += allowed;
            }
            LimitBy::Times(_) => {}
        }
    }
}
