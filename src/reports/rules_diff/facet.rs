//! What a rule set says of one thing, facet by facet: in words, and in a key that is the same where the meaning is.

use crate::model::{Points, RecordField, Window};
use crate::rules::{Case, LineField, Mark, MemberRef, Ref, Rule, RuleSet, Sentence, TableLayout};

/// One thing that a rule says.
#[derive(Clone, Debug)]
pub struct Facet {
    /// What it is about: 分值, 限额.
    pub label: &'static str,
    /// Equal where the meaning is equal, whatever the spelling.
    pub key: String,
    /// In words; empty where nothing is said.
    pub words: String,
}

/// Something that a rule set speaks of: an item, a grade, a table.
#[derive(Clone, Debug)]
pub struct Thing {
    /// Finds the same thing in another rule set.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What is said of it.
    pub facets: Vec<Facet>,
}

/// Facets that say nothing of what a thing does to results.
pub const BESIDE: &[&str] =
    &[TITLE, "条", "标注", "条文", "说明", "也可以叫", "级别的别样写法", "怎么得来", "填补空档"];
/// The facet that is the name for people.
pub const TITLE: &str = "名称";

impl Thing {
    /// Its name without an id, where it has one.
    pub fn title(&self) -> Option<&str> {
        self.facets.iter().find(|facet| facet.label == TITLE).map(|facet| facet.key.as_str())
    }
}

/// Things of one kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are: 项目, 等次.
    pub title: &'static str,
    /// In the rule set's order.
    pub things: Vec<Thing>,
    /// Whether it matters which comes first.
    pub in_order: bool,
}

impl Group {
    /// Things whose order says nothing.
    pub fn new(title: &'static str, things: Vec<Thing>) -> Self {
        Self { title, things, in_order: false }
    }

    /// Things of which the first that holds decides.
    pub fn in_order(title: &'static str, things: Vec<Thing>) -> Self {
        Self { in_order: true, ..Self::new(title, things) }
    }
}

/// Gathers the facets of a thing.
pub struct Facets<'r> {
    rules: &'r RuleSet,
    facets: Vec<Facet>,
}

impl<'r> Facets<'r> {
    /// Nothing said yet.
    pub const fn of(rules: &'r RuleSet) -> Self {
        Self { rules, facets: Vec::new() }
    }

    /// The thing with all that was said of it.
    pub fn thing(self, id: impl Into<String>, name: impl Into<String>) -> Thing {
        Thing { id: id.into(), name: name.into(), facets: self.facets }
    }

    /// Words with a key of their own.
    pub fn keyed(mut self, label: &'static str, key: String, words: String) -> Self {
        self.facets.push(Facet { label, key, words });
        self
    }

    /// Words that are their own key.
    pub fn said(self, label: &'static str, words: impl Into<String>) -> Self {
        let words = words.into();
        self.keyed(label, words.clone(), words)
    }

    /// Several words.
    pub fn list(self, label: &'static str, words: &[String]) -> Self {
        self.keyed(label, format!("{words:?}"), words.join("、"))
    }

    /// Points, where there are any.
    pub fn points(self, label: &'static str, points: Option<Points>) -> Self {
        self.said(label, points.map_or_else(String::new, |points| points.to_string()))
    }

    /// Whether something holds.
    pub fn yes(self, label: &'static str, yes: bool) -> Self {
        self.said(label, if yes { "是" } else { "" })
    }

    /// A formula.
    pub fn rule(self, label: &'static str, rule: Option<&Rule>) -> Self {
        let (key, words) =
            rule.map_or_else(Default::default, |rule| (key_of(self.rules, rule), self.rules.words(rule)));
        self.keyed(label, key, words)
    }

    /// A sentence, its formulas in braces.
    pub fn sentence(self, label: &'static str, sentence: Option<&Sentence>) -> Self {
        let with = |say: &dyn Fn(&Rule) -> String| {
            sentence.map_or_else(String::new, |sentence| sentence.told(|rule| format!("{{{}}}", say(rule))))
        };
        let (key, words) = (with(&|rule| key_of(self.rules, rule)), with(&|rule| self.rules.words(rule)));
        self.keyed(label, key, words)
    }

    /// Special cases: the first that holds decides.
    pub fn cases(self, label: &'static str, cases: &[Case]) -> Self {
        let rules = self.rules;
        let key_or_none = |rule: &Option<Rule>| rule.as_ref().map_or_else(String::new, |rule| key_of(rules, rule));
        let key = |case: &Case| {
            let Case { when, is, exempt, note, error, warning } = case;
            format!("{}→{}|{exempt}|{note}|{error}|{warning}", key_of(rules, when), key_or_none(is))
        };
        let words = |case: &Case| {
            let is = case.is.as_ref().map(|is| rules.words(is));
            let is = is.or(case.exempt.then(|| "免".to_owned())).unwrap_or_default();
            let said = [&case.note, &case.error, &case.warning];
            let said: String = said.iter().filter(|said| !said.is_empty()).map(|said| format!("（{said}）")).collect();
            format!("{}：{is}{said}", rules.words(&case.when))
        };
        let (keys, all): (Vec<String>, Vec<String>) = cases.iter().map(|case| (key(case), words(case))).unzip();
        self.keyed(label, keys.join("\n"), all.join("；"))
    }

    /// In which runs something holds.
    pub fn runs(self, runs: &[Window]) -> Self {
        let words: Vec<String> = runs.iter().map(|window| window_word(*window).to_owned()).collect();
        self.list("只在", &words)
    }

    /// Where the rulebook says so, and whether its numbers are the source's.
    pub fn origin(self, article: &str, mark: Option<Mark>) -> Self {
        self.said("条", article).said("标注", mark.map_or("", Mark::label))
    }
}

/// The word for a stretch of the calendar.
pub const fn window_word(window: Window) -> &'static str {
    match window {
        Window::Month => "月",
        Window::Quarter => "季度",
        Window::Half => "半年",
        Window::Year => "年",
    }
}

/// A formula with names by which it can be compared with one of another rule set: ids, no indexes and no titles.
pub fn key_of(rules: &RuleSet, rule: &Rule) -> String {
    rule.tree().source_with(&|name: &Ref| key_of_name(rules, *name))
}

fn key_of_name(rules: &RuleSet, name: Ref) -> String {
    let id = |kind: &str, id: Option<&String>| format!("{kind}.{}", id.map_or("", String::as_str));
    match name {
        Ref::Number(index) => id("number", rules.numbers.get(index).map(|number| &number.id)),
        Ref::Figure(index) => id("figure", rules.figures.get(index).map(|figure| &figure.id)),
        Ref::Category(index) => id("category", rules.categories.get(index).map(|category| &category.id)),
        Ref::Item(index) => id("item", rules.items.get(index).map(|item| &item.id)),
        Ref::Table(index) => id("table", rules.tables.get(index).map(|table| &table.id)),
        Ref::Of(index, field) => {
            let table = rules.tables.get(index);
            let column = table.and_then(|table| match field {
                RecordField::Head(index) => table.heads.get(index),
                RecordField::Column(index) => table.columns.get(index),
                RecordField::Label(index) => table.labels.get(index),
                RecordField::Sign => None,
            });
            format!("{}.{}", id("of", table.map(|table| &table.id)), column.map_or("sign", |column| &column.id))
        }
        Ref::Member(MemberRef::Fact(index)) => id("member", rules.member_facts.get(index).map(|fact| &fact.id)),
        Ref::Line(LineField::Own(index)) => id("entry", rules.entry_columns.get(index).map(|column| &column.id)),
        Ref::Line(LineField::Step(index)) => id("step", rules.steps.get(index).map(|step| &step.id)),
        Ref::LastYear(index) => {
            let archive = rules.tables.iter().find(|table| table.layout == TableLayout::Archive);
            id("last", archive.and_then(|table| table.columns.get(index)).map(|column| &column.id))
        }
        // Of a record only the place of its column is known here; its words, which are compared too, name it.
        Ref::Record(_) => format!("{name:?}{}", rules.name_of(name)),
        other => format!("{other:?}"),
    }
}
