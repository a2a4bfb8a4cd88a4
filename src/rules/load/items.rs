//! Categories and their items: what their full marks, prices and steps lead to.

use std::collections::BTreeMap;

use super::{Known, Resolver};
use crate::model::Points;
use crate::model::text::compact;
use crate::rules::document::{CategoryText, FullText, ItemText, OnceText, RequirementText};
use crate::rules::{
    Category, Column, Computed, FullBy, Item, Keep, Levels, LineField, Once, Pricing, Reckoned, Requirement, Step,
};

impl Resolver<'_> {
    pub(super) fn category(
        &mut self,
        index: usize,
        text: CategoryText,
        ids: &[String],
        known: &Known<'_>,
        items: &mut Vec<Item>,
    ) -> Category {
        let requires = self.requires(&text.id, &text.requires, known.steps);
        let first = items.len();
        for item in text.item {
            let item = self.item(index, item, text.deducts, &text.article, &requires, known);
            items.push(item);
        }
        let parent = text.parent.as_ref().and_then(|parent| {
            let found = ids.iter().position(|id| id == parent);
            if found.is_none() {
                self.wrong(format!("「{}」的 in 里的「{parent}」不是任何一类的 id", text.title));
            }
            found
        });
        let own = || items.iter().skip(first);
        if let Some(full) = text.full.filter(|_| own().all(|item| item.full_by.is_none())) {
            let fulls = own().filter_map(|item| item.full).sum::<Points>();
            let has_parts = own().next().is_none();
            if full != fulls && !has_parts {
                self.wrong(format!("「{}」各项满分之和是 {fulls}，与所写的满分不一致", text.title));
            }
        }
        let computed = (text.points.is_some() || !text.cases.is_empty()).then_some(Computed {
            points: text.points,
            cases: text.cases,
            shows: text.shows,
        });
        if computed.is_some() && own().next().is_some() {
            self.wrong(format!("「{}」有项目，就不能再写 points；要另算的，另立一类", text.title));
        }
        if text.exhausts && text.floor.is_none() {
            self.wrong(format!("「{}」写了 exhausts（扣完为止），要同时写 floor（扣到多少为止）", text.title));
        }
        let limits = text.limits.iter().filter_map(|limit| self.limit(&text.title, limit)).collect();
        Category {
            id: text.id,
            title: text.title,
            also: text.also,
            parent,
            weight: text.weight,
            article: text.article,
            full: text.full,
            start: text.start,
            floor: text.floor,
            cap: text.cap,
            exhausts: text.exhausts,
            combine: text.combine,
            scale_to: text.scale_to,
            computed,
            applies: text.applies,
            reckoned: match (text.per, text.by_class) {
                (Some(_), _) => Reckoned::Once,
                (None, true) => Reckoned::EachClass,
                (None, false) => Reckoned::EachPeriod,
            },
            limits,
            mark: text.mark,
            about: text.about,
        }
    }

    fn item(
        &mut self,
        category: usize,
        text: ItemText,
        deducts: bool,
        article: &str,
        requires: &[Requirement],
        known: &Known<'_>,
    ) -> Item {
        let (full, full_by) = match text.full {
            None => (None, None),
            Some(FullText::Points(full)) => (Some(full), None),
            Some(FullText::By(by)) => match self.full_by(&text.id, &by.by, &by.of, known.facts) {
                Some(by) => (by.of.iter().flatten().copied().max(), Some(by)),
                None => (None, None),
            },
        };
        let has_cases_alone = text.points.is_none() && !text.cases.is_empty();
        if has_cases_alone && text.price.is_some() {
            self.wrong(format!("{}：cases 说的是 points 的例外，要和 points 一起写", text.id));
        }
        let computed = (text.points.is_some() || has_cases_alone).then_some(Computed {
            points: text.points,
            cases: text.cases,
            shows: text.shows,
        });
        let pricing = match (text.price, &computed) {
            (Some(price), _) => price,
            (None, Some(_)) => Pricing::Computed,
            (None, None) => {
                self.wrong(format!("{}：要在 price（一条登记值多少）和 points（怎样算出）中至少写一个", text.id));
                Pricing::Recorded
            }
        };
        if let Pricing::Levels(levels) = &pricing {
            let unknown = levels.empty.as_ref().filter(|empty| levels.of.iter().all(|level| level.level != **empty));
            if let Some(empty) = unknown {
                self.wrong(format!("{}：级别空着时按「{empty}」计，却没有这一级", text.id));
            }
        }
        let limits = text.limits.iter().filter_map(|limit| self.limit(&text.id, limit)).collect();
        let once = match (text.once, text.same_matter) {
            (Some(OnceText { keep: Keep::Item, .. }), None) | (None, Some(Keep::Item)) => {
                self.wrong(format!("{}：keep = \"item\" 只用于 [[together]]", text.id));
                None
            }
            (Some(once), None) => self.once(&text.id, once, known),
            (None, Some(keep)) => Some(Once { by: vec![vec![LineField::Matter]], per: known.settles, keep }),
            (None, None) => None,
            (Some(_), Some(_)) => {
                self.wrong(format!("{}：once 和 same_matter 只能写一个", text.id));
                None
            }
        };
        Item {
            id: text.id,
            title: text.title,
            also: text.also,
            category: Some(category),
            unit: text.unit,
            pricing,
            deducts: deducts || text.deducts,
            start: Points::ZERO,
            opening: text.start,
            full,
            full_by,
            starts_full: false,
            applies: text.applies,
            computed,
            factor: text.factor,
            amended: text.amended,
            floor: text.floor,
            limits,
            once,
            repeat: text.repeat,
            one_each: text.quantity.is_some(),
            any_month: text.any_month,
            lines: text.lines,
            group: text.group,
            requires: requires.to_vec(),
            article: text.article.unwrap_or_else(|| article.to_owned()),
            mark: text.mark,
            text: text.text,
        }
    }

    fn full_by(&mut self, item: &str, by: &str, of: &BTreeMap<String, Points>, facts: &[Column]) -> Option<FullBy> {
        let found = facts.iter().position(|fact| fact.id == by || fact.title == by);
        let Some((index, fact)) = found.and_then(|index| Some((index, facts.get(index)?))) else {
            self.wrong(format!("{item}：满分按「{by}」定，但 [[member]] 里没有这一栏"));
            return None;
        };
        let mut fulls = vec![None; fact.one_of.len()];
        for (word, full) in of {
            match fact.choice(word).and_then(|choice| fulls.get_mut(choice)) {
                Some(slot) => *slot = Some(*full),
                None => self.wrong(format!("{item}：满分里的「{word}」不是「{}」可以填的", fact.title)),
            }
        }
        Some(FullBy { fact: index, of: fulls })
    }

    pub(super) fn requires(&mut self, owner: &str, texts: &[RequirementText], steps: &[Step]) -> Vec<Requirement> {
        let mut requires = Vec::new();
        for text in texts {
            match steps.iter().position(|step| step.id == text.step) {
                Some(step) => requires.push(Requirement { step, until: text.until }),
                None => self.wrong(format!("「{owner}」要求的程序「{}」没有定义", text.step)),
            }
        }
        requires
    }
}

/// Levels are compared in plain widths and without spaces, however the rule set writes them.
pub(super) fn accept_plain_level_names(items: &mut [Item]) {
    for levels in items.iter_mut().flat_map(priced_by_level) {
        for level in &mut levels.of {
            level.also = std::iter::once(&level.level).chain(&level.also).map(|name| compact(name)).collect();
        }
    }
}

pub(super) fn spread_level_names(items: &mut [Item], name: &str, also: &[String]) {
    for levels in items.iter_mut().flat_map(priced_by_level) {
        for level in levels.of.iter_mut().filter(|level| level.level == name) {
            level.also.extend_from_slice(also);
        }
    }
}

fn priced_by_level(item: &mut Item) -> impl Iterator<Item = &mut Levels> {
    let later = item.amended.iter_mut().filter_map(|amended| amended.price.as_mut());
    std::iter::once(&mut item.pricing).chain(later).filter_map(|pricing| match pricing {
        Pricing::Levels(levels) => Some(levels),
        _ => None,
    })
}
