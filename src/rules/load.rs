//! From the TOML text to a rule set whose references all lead somewhere.

use std::collections::HashMap;

use super::document::{
    CategoryText, Document, Full, GradeText, ItemText, LimitText, RequirementText, StartText, VetoText,
};
use super::inputs::{check_own_columns, resolve_tables};
use super::{
    Category, Fact, Grade, Holds, Item, Limit, LimitBy, Pricing, QuotaRule, Requirement, RuleSet, Score, Step,
    TomlError, Veto, read_toml,
};
use crate::model::text::compact;
use crate::model::{Digest, Points};

/// Why a text is no rule set. The program cannot compute with it and stops.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The text is no TOML, or has a key or value that the language does not know.
    #[error(transparent)]
    Syntax(#[from] TomlError),
    /// It reads, but does not make sense. All problems, one a line.
    #[error("{}", .0.join("\n"))]
    Meaning(Vec<String>),
}

/// Reads a rule set.
///
/// # Errors
/// [`RuleError`] where the text is no rule set.
pub fn load(text: &str) -> Result<RuleSet, RuleError> {
    let document: Document = read_toml(text)?;
    let mut problems = Vec::new();
    let rule_set = Resolver { problems: &mut problems }.resolve(document, Digest::of(text.as_bytes()));
    if problems.is_empty() { Ok(rule_set) } else { Err(RuleError::Meaning(problems)) }
}

struct Resolver<'a> {
    problems: &'a mut Vec<String>,
}

impl Resolver<'_> {
    fn resolve(&mut self, document: Document, digest: Digest) -> RuleSet {
        let Document { category: texts, veto: veto_text, grade: grade_texts, .. } = document;
        let steps = document.step;
        let mut items = Vec::new();
        let mut categories = Vec::new();
        for (index, text) in texts.into_iter().enumerate() {
            categories.push(self.category(index, text, &steps, &mut items));
        }
        for level in &document.level {
            spread_level_names(&mut items, &level.name, &level.also);
        }
        accept_plain_level_names(&mut items);
        let facts = |name: &str| match name {
            "score" => Some((Fact::Score, document.score.title.clone())),
            _ => {
                let index = categories.iter().position(|category| category.id == name)?;
                Some((Fact::Category(index), categories.get(index)?.title.clone()))
            }
        };
        let grades = self.grades(grade_texts, &facts);
        let veto = veto_text.and_then(|text| self.veto(text, &steps, &grades, &mut items));
        let order = document.quota.order.iter().filter_map(|name| match facts(name) {
            Some((fact, _)) => Some(fact),
            None => {
                self.problems.push(format!("名额的排序里没有叫做「{name}」的事实"));
                None
            }
        });
        let quota = QuotaRule {
            order: order.collect(),
            scope: document.quota.scope,
            article: document.quota.article,
            mark: document.quota.mark,
            about: document.quota.about,
        };
        let of = document.score.of.iter().filter_map(|id| {
            let found = categories.iter().position(|category| category.id == *id);
            if found.is_none() {
                self.problems.push(format!("score.of 里的「{id}」不是任何一类的 id"));
            }
            found
        });
        let score = Score {
            of: of.collect(),
            title: document.score.title,
            places: document.score.round.min(6),
            article: document.score.article,
            mark: document.score.mark,
        };
        check_own_columns("member", &document.member, self.problems);
        check_own_columns("entry", &document.entry, self.problems);
        let tables = resolve_tables(document.table, &items, self.problems);
        for step in steps.iter().filter(|step| !matches!(step.holds, Holds::Text | Holds::Date)) {
            self.problems.push(format!("程序「{}」的栏只能是 text 或 date", step.title));
        }
        let by_number = self.index(items.iter().map(|item| vec![item.id.to_uppercase()]), "项目编号");
        let by_name = self.index(
            items.iter().map(|item| std::iter::once(&item.title).chain(&item.also).map(|name| compact(name)).collect()),
            "项目名称",
        );
        RuleSet {
            id: document.id,
            title: document.title,
            version: document.version,
            source: document.source,
            digest,
            settles: document.settles,
            late_after: document.late_after.map(|late| (i64::from(late.days), late.mark)),
            score,
            articles: document.article,
            steps,
            member_facts: document.member,
            tables,
            entry_columns: document.entry,
            categories,
            items,
            veto,
            grades,
            quota,
            by_number,
            by_name,
        }
    }

    fn category(&mut self, index: usize, text: CategoryText, steps: &[Step], items: &mut Vec<Item>) -> Category {
        let requires = self.requires(&text.id, &text.requires, steps);
        let first = items.len();
        for item in text.item {
            let item = self.item(index, item, text.deducts, &text.article, &requires);
            items.push(item);
        }
        let fulls = items.iter().skip(first).filter_map(|item| item.full).sum::<Points>();
        if text.full.is_some_and(|full| full != fulls) {
            self.problems.push(format!("「{}」各项满分之和是 {fulls}，与所写的满分不一致", text.title));
        }
        Category {
            id: text.id,
            title: text.title,
            also: text.also,
            article: text.article,
            full: text.full,
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
    ) -> Item {
        let start = match (&text.start, text.full) {
            (None, _) => Points::ZERO,
            (Some(StartText::Points(points)), _) => *points,
            (Some(StartText::Full(Full::Full)), Some(full)) => full,
            (Some(StartText::Full(Full::Full)), None) => {
                self.problems.push(format!("{}：从满分起，却没有写满分", text.id));
                Points::ZERO
            }
        };
        if let Pricing::Levels(levels) = &text.price {
            let unknown = levels.empty.as_ref().filter(|empty| levels.of.iter().all(|level| level.level != **empty));
            if let Some(empty) = unknown {
                self.problems.push(format!("{}：级别空着时按「{empty}」计，却没有这一级", text.id));
            }
        }
        let limits = text.limits.iter().filter_map(|limit| self.limit(&text.id, limit)).collect();
        Item {
            id: text.id,
            title: text.title,
            also: text.also,
            category: Some(category),
            unit: text.unit,
            pricing: text.price,
            deducts: deducts || text.deducts,
            start,
            full: text.full,
            floor: text.floor,
            limits,
            same_matter: text.same_matter,
            requires: requires.to_vec(),
            article: text.article.unwrap_or_else(|| article.to_owned()),
            mark: text.mark,
            text: text.text,
        }
    }

    fn limit(&mut self, item: &str, text: &LimitText) -> Option<Limit> {
        let most = match (text.times, text.points) {
            (Some(times), None) => LimitBy::Times(times),
            (None, Some(points)) => LimitBy::Points(points),
            _ => {
                self.problems.push(format!("{item}：限额要在 times（次数）和 points（分）中恰好写一个"));
                return None;
            }
        };
        Some(Limit { per: text.per, most })
    }

    fn requires(&mut self, owner: &str, texts: &[RequirementText], steps: &[Step]) -> Vec<Requirement> {
        let mut requires = Vec::new();
        for text in texts {
            match steps.iter().position(|step| step.id == text.step) {
                Some(step) => requires.push(Requirement { step, until: text.until }),
                None => self.problems.push(format!("「{owner}」要求的程序「{}」没有定义", text.step)),
            }
        }
        requires
    }

    fn grades(&mut self, texts: Vec<GradeText>, facts: &impl Fn(&str) -> Option<(Fact, String)>) -> Vec<Grade> {
        let titles: Vec<String> = texts.iter().map(|text| text.title.clone()).collect();
        let mut grades = Vec::new();
        for (index, text) in texts.into_iter().enumerate() {
            let falls_to = text.falls_to.as_ref().and_then(|title| {
                let found = titles.iter().position(|other| other == title).filter(|found| *found > index);
                if found.is_none() {
                    self.problems.push(format!("「{}」顺延到「{title}」，但后面没有这一等次", text.title));
                }
                found
            });
            if text.quota.is_some() && falls_to.is_none() {
                self.problems.push(format!("「{}」有名额，却没有写未入名额的顺延到哪里", text.title));
            }
            match text.when.build(facts) {
                Ok(when) => grades.push(Grade {
                    title: text.title,
                    stars: text.stars,
                    when,
                    quota: text.quota,
                    falls_to,
                    effects: text.effects,
                    article: text.article,
                    mark: text.mark,
                    about: text.about,
                }),
                Err(problem) => self.problems.push(format!("等次「{}」：{problem}", text.title)),
            }
        }
        grades
    }

    fn veto(&mut self, text: VetoText, steps: &[Step], grades: &[Grade], items: &mut Vec<Item>) -> Option<Veto> {
        let requires = self.requires(&text.title, &text.requires, steps);
        items.extend(text.item.into_iter().map(|item| Item {
            id: item.id,
            title: item.title,
            also: item.also,
            category: None,
            unit: "次".to_owned(),
            pricing: Pricing::Veto,
            deducts: false,
            start: Points::ZERO,
            full: None,
            floor: None,
            limits: Vec::new(),
            same_matter: None,
            requires: requires.clone(),
            article: text.article.clone(),
            mark: text.mark,
            text: text.about.clone(),
        }));
        let grade = grades.iter().position(|grade| grade.title == text.grade);
        if grade.is_none() {
            self.problems.push(format!("veto.grade 里的「{}」不是任何一个等次", text.grade));
        }
        Some(Veto { title: text.title, article: text.article, mark: text.mark, grade: grade?, about: text.about })
    }

    fn index(&mut self, names: impl Iterator<Item = Vec<String>>, what: &str) -> HashMap<String, usize> {
        let mut index = HashMap::new();
        for (item, names) in names.enumerate() {
            for name in names {
                if index.insert(name.clone(), item).is_some_and(|earlier| earlier != item) {
                    self.problems.push(format!("{what}「{name}」用了两次"));
                }
            }
        }
        index
    }
}

/// Levels are compared in plain widths and without spaces, however the rule set writes them.
fn accept_plain_level_names(items: &mut [Item]) {
    for item in items {
        if let Pricing::Levels(levels) = &mut item.pricing {
            for level in &mut levels.of {
                level.also = std::iter::once(&level.level).chain(&level.also).map(|name| compact(name)).collect();
            }
        }
    }
}

fn spread_level_names(items: &mut [Item], name: &str, also: &[String]) {
    for item in items {
        if let Pricing::Levels(levels) = &mut item.pricing {
            for level in levels.of.iter_mut().filter(|level| level.level == name) {
                level.also.extend_from_slice(also);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Mark, builtin, builtin_ids, default_id};

    #[test]
    fn every_embedded_rule_set_loads_under_its_own_id() {
        assert!(builtin_ids().contains(&default_id().as_str()));
        for id in builtin_ids() {
            let rule_set = builtin(id).unwrap().unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(rule_set.id, id);
            assert!(rule_set.items.iter().all(|item| item.is_veto() || item.mark == Mark::Illustrative));
        }
    }

    #[test]
    fn mistakes_are_named_with_line_and_column() {
        let error = load("id = \"x\"\ntitel = \"y\"\n").unwrap_err();
        assert!(matches!(error, RuleError::Syntax(TomlError { line: 2, column: 1, .. })), "{error:?}");
    }
}
