//! From the TOML text to a rule set whose references all lead somewhere.

use std::collections::HashMap;

use super::document::{
    CategoryText, Document, FullText, GradeText, ItemText, LimitText, OnceText, QuotaText, RequirementText,
    TogetherText, VetoText,
};
use super::grade::WhenText;
use super::inputs::{check_own_columns, resolve_tables};
use super::resolve::resolve_rules;
use super::{
    Category, Column, Computed, FullBy, Grade, Holds, Item, Keep, Limit, LimitBy, LineField, Once, Per, Pricing,
    QuotaRule, Reckoned, Requirement, RuleSet, Scale, Score, Step, Together, TomlError, Veto, read_toml,
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

/// What the references of categories and items lead to.
struct Known<'a> {
    steps: &'a [Step],
    facts: &'a [Column],
    own: &'a [Column],
    settles: Per,
}

impl Resolver<'_> {
    fn wrong(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }

    fn resolve(&mut self, document: Document, digest: Digest) -> RuleSet {
        let steps = document.step;
        let known =
            Known { steps: &steps, facts: &document.member, own: &document.entry, settles: document.settles.into() };
        let ids: Vec<String> = document.category.iter().map(|category| category.id.clone()).collect();
        let mut items = Vec::new();
        let mut categories = Vec::new();
        for (index, text) in document.category.into_iter().enumerate() {
            categories.push(self.category(index, text, &ids, &known, &mut items));
        }
        let veto = document.veto.and_then(|text| self.veto(text, &known, &document.grade, &mut items));
        for level in &document.level {
            spread_level_names(&mut items, &level.name, &level.also);
        }
        accept_plain_level_names(&mut items);
        let scales = if document.scale.is_empty() { vec![Scale::default()] } else { document.scale };
        let grades = self.grades(document.grade, &scales);
        let together =
            document.together.into_iter().filter_map(|text| self.together(text, &items, &ids, &known)).collect();
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
        let score = Score {
            title: document.score.title,
            start: document.score.start,
            floor: document.score.floor,
            cap: document.score.cap,
            places: document.score.round.min(6),
            rounding: document.score.rounding,
            missing: document.score.missing,
            zero_on_veto: document.score.zero_on_veto,
            article: document.score.article,
            mark: document.score.mark,
            about: document.score.about,
        };
        let mut rules = RuleSet {
            id: document.id,
            title: document.title,
            version: document.version,
            source: document.source,
            digest,
            settles: document.settles,
            name_column: document.name_column,
            late_after: document.late_after.map(|late| (i64::from(late.days), late.mark)),
            score,
            levels: document.level.into_iter().map(|level| level.name).collect(),
            articles: document.article,
            steps,
            member_facts: document.member,
            entry_columns: document.entry,
            tables,
            numbers: document.number,
            figures: document.figure,
            categories,
            items,
            together,
            year: document.year,
            classes: document.class,
            presence: document.presence,
            veto,
            scales,
            grades,
            quota: document.quota.map(quota_rule).unwrap_or_default(),
            honours: document.honour,
            lists: document.list,
            consequences: document.consequence,
            alerts: document.alert,
            checks: document.check,
            tests: document.test,
            waivers: document.waive,
            order: Vec::new(),
            by_number,
            by_name,
        };
        resolve_rules(&mut rules, self.problems);
        rules
    }

    fn category(
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

    fn full_by(
        &mut self,
        item: &str,
        by: &str,
        of: &std::collections::BTreeMap<String, Points>,
        facts: &[Column],
    ) -> Option<FullBy> {
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

    fn once(&mut self, owner: &str, text: OnceText, known: &Known<'_>) -> Option<Once> {
        Some(Once { by: self.fields(owner, &text.by, known)?, per: text.per.unwrap_or(known.settles), keep: text.keep })
    }

    fn fields(&mut self, owner: &str, texts: &[String], known: &Known<'_>) -> Option<Vec<Vec<LineField>>> {
        let field = |name: &str| match name {
            "matter" | "事由" => Some(LineField::Matter),
            "date" | "日期" => Some(LineField::Date),
            "level" | "级别" => Some(LineField::Level),
            "item" | "项目" => Some(LineField::Item),
            _ => known.own.iter().position(|own| own.id == name || own.is_called(name)).map(LineField::Own),
        };
        let mut all = Vec::new();
        for text in texts {
            let fields: Option<Vec<LineField>> = text.split('|').map(|name| field(name.trim())).collect();
            match fields {
                Some(fields) => all.push(fields),
                None => {
                    self.wrong(format!(
                        "{owner}：「{text}」不是登记表的一栏，可以写 matter、date、level 或 [[entry]] 的 id"
                    ));
                    return None;
                }
            }
        }
        Some(all)
    }

    fn limit(&mut self, owner: &str, text: &LimitText) -> Option<Limit> {
        let most = self.most(owner, text.times, text.points)?;
        Some(Limit { per: text.per, most })
    }

    fn most(&mut self, owner: &str, times: Option<u32>, points: Option<Points>) -> Option<LimitBy> {
        match (times, points) {
            (Some(times), None) => Some(LimitBy::Times(times)),
            (None, Some(points)) => Some(LimitBy::Points(points)),
            _ => {
                self.wrong(format!("{owner}：限额要在 times（次数）和 points（分）中恰好写一个"));
                None
            }
        }
    }

    fn together(
        &mut self,
        text: TogetherText,
        items: &[Item],
        categories: &[String],
        known: &Known<'_>,
    ) -> Option<Together> {
        let place = format!("together（{}）", text.over.join("、"));
        let mut over = Vec::new();
        for name in &text.over {
            let before = over.len();
            let category = categories.iter().position(|id| id == name);
            let mine = |item: &Item| item.id == *name || (category.is_some() && item.category == category);
            over.extend(items.iter().enumerate().filter(|(_, item)| mine(item)).map(|(index, _)| index));
            if over.len() == before {
                self.wrong(format!("{place}：「{name}」不是项目编号，也不是有项目的分类"));
            }
        }
        over.sort_unstable();
        over.dedup();
        let (limits, once) = if text.same.is_empty() {
            let most = self.most(&place, text.times, text.points)?;
            (vec![Limit { per: text.per, most }], None)
        } else {
            (Vec::new(), Some(Once { by: self.fields(&place, &text.same, known)?, per: text.per, keep: text.keep }))
        };
        Some(Together { over, limits, once, names: text.over, article: text.article, mark: text.mark })
    }

    fn requires(&mut self, owner: &str, texts: &[RequirementText], steps: &[Step]) -> Vec<Requirement> {
        let mut requires = Vec::new();
        for text in texts {
            match steps.iter().position(|step| step.id == text.step) {
                Some(step) => requires.push(Requirement { step, until: text.until }),
                None => self.wrong(format!("「{owner}」要求的程序「{}」没有定义", text.step)),
            }
        }
        requires
    }

    fn grades(&mut self, texts: Vec<GradeText>, scales: &[Scale]) -> Vec<Grade> {
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

    fn veto(&mut self, text: VetoText, known: &Known<'_>, grades: &[GradeText], items: &mut Vec<Item>) -> Option<Veto> {
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

    fn index(&mut self, names: impl Iterator<Item = Vec<String>>, what: &str) -> HashMap<String, usize> {
        let mut index = HashMap::new();
        for (item, names) in names.enumerate() {
            for name in names {
                if index.insert(name.clone(), item).is_some_and(|earlier| earlier != item) {
                    self.wrong(format!("{what}「{name}」用了两次"));
                }
            }
        }
        index
    }
}

fn quota_rule(text: QuotaText) -> QuotaRule {
    QuotaRule {
        order: text.order,
        ties: text.ties,
        runs: text.runs,
        scope: text.scope,
        article: text.article,
        mark: text.mark,
        about: text.about,
    }
}

/// Levels are compared in plain widths and without spaces, however the rule set writes them.
fn accept_plain_level_names(items: &mut [Item]) {
    for levels in items.iter_mut().flat_map(priced_by_level) {
        for level in &mut levels.of {
            level.also = std::iter::once(&level.level).chain(&level.also).map(|name| compact(name)).collect();
        }
    }
}

fn spread_level_names(items: &mut [Item], name: &str, also: &[String]) {
    for levels in items.iter_mut().flat_map(priced_by_level) {
        for level in levels.of.iter_mut().filter(|level| level.level == name) {
            level.also.extend_from_slice(also);
        }
    }
}

fn priced_by_level(item: &mut Item) -> impl Iterator<Item = &mut super::Levels> {
    let later = item.amended.iter_mut().filter_map(|amended| amended.price.as_mut());
    std::iter::once(&mut item.pricing).chain(later).filter_map(|pricing| match pricing {
        Pricing::Levels(levels) => Some(levels),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{builtin, builtin_ids, default_id};

    #[test]
    fn every_embedded_rule_set_loads_under_its_own_id() {
        assert!(builtin_ids().contains(&default_id().as_str()));
        for id in builtin_ids() {
            let rule_set = builtin(id).unwrap().unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(rule_set.id, id);
        }
    }

    #[test]
    fn mistakes_are_named_with_line_and_column() {
        let error = load("id = \"x\"\ntitel = \"y\"\n").unwrap_err();
        assert!(matches!(error, RuleError::Syntax(TomlError { line: 2, column: 1, .. })), "{error:?}");
    }
}
