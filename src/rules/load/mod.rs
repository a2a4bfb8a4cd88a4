//! From the TOML text to a rule set whose references all lead somewhere.

mod grades;
mod items;
mod limits;

use std::collections::HashMap;
use std::sync::Arc;

use items::{accept_plain_level_names, spread_level_names};

use super::document::{Document, QuotaText};
use super::inputs::{check_own_columns, resolve_tables};
use super::resolve::resolve_rules;
use super::{Bands, Column, Holds, Per, QuotaRule, RuleSet, Scale, Score, Step, TomlError, read_toml};
use crate::model::Digest;
use crate::model::text::compact;

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
    let rule_set = Resolver { problems: &mut problems }.resolve(document, text);
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

    fn resolve(&mut self, document: Document, text: &str) -> RuleSet {
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
        let mistakes: Vec<String> = document.breakdown.iter().filter_map(Bands::mistake).collect();
        self.problems.extend(mistakes);
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
            digest: Digest::of(text.as_bytes()),
            text: Arc::from(text),
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
            bands: document.breakdown,
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

    #[test]
    fn a_month_is_asked_for_only_in_lists_made_month_by_month() {
        let set = |per: &str| {
            format!(
                "id = 'x'\ntitle = 'x'\nversion = '1'\nsource = 'x'\nsettles = 'year'\n\
                 [score]\ntitle = '总分'\nround = 2\narticle = '一'\nmark = '示'\n\
                 [[list]]\ntitle = '榜'\nof = 'in_month(score)'\n{per}from = 'top'\nplaces = 1\ngives = 'honour'\n"
            )
        };
        assert!(load(&set("per = 'month'\n")).is_ok());
        for other in ["", "per = 'quarter'\n"] {
            let error = load(&set(other)).unwrap_err().to_string();
            assert!(error.contains("in_month(…) 只能写在 per = \"month\" 的 [[list]] 里"), "{error}");
        }
    }
}
