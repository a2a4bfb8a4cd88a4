//! Grades, with where they fall to and their quotas, and the veto.

use super::{Known, Resolver};
use crate::model::Points;
use crate::rules::document::{GradeText, VetoText};
use crate::rules::grade::WhenText;
use crate::rules::{Grade, Item, Pricing, Scale, Veto};

impl Resolver<'_> {
    pub(super) fn grades(&mut self, texts: Vec<GradeText>, scales: &[Scale]) -> Vec<Grade> {
        let titles: Vec<String> = texts.iter().map(|text| text.title.clone()).collect();
        let mut grades = Vec::new();
        for (index, text) in texts.into_iter().enumerate() {
            let falls_to = text.falls_to.as_ref().and_then(|title| {
                let found = titles.iter().position(|other| other == title).filter(|found| *found > index);
                if found.is_none() {
                    self.wrong(format!("「{}」顺延到「{title}」，但后面没有这一等次", text.title));
                }
                found
            });
            if text.quota.is_some() && falls_to.is_none() {
                self.wrong(format!("「{}」有名额，却没有写未入名额的顺延到哪里", text.title));
            }
            if let Some(quota) = &text.quota {
                let ways = [!quota.percent.is_empty(), quota.share.is_some(), quota.places.is_some()];
                if ways.into_iter().filter(|is_given| *is_given).count() != 1 {
                    self.wrong(format!("「{}」的名额要在 percent、share、places 中恰好写一个", text.title));
                }
            }
            let mut when = vec![None; scales.len()];
            let written = match text.when {
                WhenText::Only(rule) => vec![(scales.first().map_or(String::new(), |scale| scale.id.clone()), rule)],
                WhenText::Scales(written) => written,
            };
            for (id, rule) in written {
                match scales.iter().position(|scale| scale.id == id).and_then(|scale| when.get_mut(scale)) {
                    Some(slot) => *slot = Some(rule),
                    None => self.wrong(format!("等次「{}」的条件按「{id}」评定，却没有这样的 [[scale]]", text.title)),
                }
            }
            grades.push(Grade {
                title: text.title,
                stars: text.stars,
                when,
                quota: text.quota,
                falls_to,
                runs: text.runs,
                fills_gap: text.fills_gap,
                effects: text.effects,
                article: text.article,
                mark: text.mark,
                about: text.about,
            });
        }
        grades
    }

    pub(super) fn veto(
        &mut self,
        text: VetoText,
        known: &Known<'_>,
        grades: &[GradeText],
        items: &mut Vec<Item>,
    ) -> Option<Veto> {
        let requires = self.requires(&text.title, &text.requires, known.steps);
        items.extend(text.item.into_iter().map(|item| Item {
            id: item.id,
            title: item.title,
            also: item.also,
            category: None,
            unit: "次".to_owned(),
            pricing: Pricing::Veto,
            deducts: false,
            start: Points::ZERO,
            opening: None,
            full: None,
            full_by: None,
            starts_full: false,
            applies: None,
            computed: None,
            factor: None,
            amended: Vec::new(),
            floor: None,
            limits: Vec::new(),
            once: None,
            repeat: None,
            one_each: false,
            any_month: false,
            lines: None,
            group: String::new(),
            requires: requires.clone(),
            article: text.article.clone(),
            mark: text.mark,
            text: text.about.clone(),
        }));
        let grade = text.grade.as_ref().and_then(|title| {
            let found = grades.iter().position(|grade| grade.title == *title);
            if found.is_none() {
                self.wrong(format!("veto.grade 里的「{title}」不是任何一个等次"));
            }
            found
        });
        Some(Veto {
            title: text.title,
            article: text.article,
            mark: text.mark,
            grade,
            about: text.about,
            repaired: text.repaired,
        })
    }
}
