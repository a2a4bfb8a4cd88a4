//! One thing that is found in a rule set.

use crate::model::{Code, Diagnostic, Severity};
use crate::rules::{Node, RuleSet};

/// What a lint is about.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Subject {
    /// Its id or title: what a waiver writes in `of`.
    pub of: String,
    /// What it is, in words.
    pub label: String,
    /// Where the rulebook says so; empty where nothing is written.
    pub article: String,
    /// The section of the file, the key that names it there, and its value.
    pub at: (&'static str, &'static str, String),
}

impl Subject {
    /// A part of the file with a name.
    #[must_use]
    pub fn new(section: &'static str, key: &'static str, of: &str, what: &str, article: &str) -> Self {
        Self {
            of: of.to_owned(),
            label: format!("{what}「{of}」"),
            article: article.to_owned(),
            at: (section, key, of.to_owned()),
        }
    }

    /// The rule set as a whole.
    #[must_use]
    pub fn whole(rules: &RuleSet) -> Self {
        Self { of: rules.id.clone(), label: "规则集".to_owned(), ..Self::default() }
    }

    /// A section that stands in the file once.
    #[must_use]
    pub fn section(section: &'static str, label: &str, article: &str) -> Self {
        Self {
            of: section.to_owned(),
            label: label.to_owned(),
            article: article.to_owned(),
            at: (section, "", String::new()),
        }
    }

    /// An item, category or figure, or the score.
    #[must_use]
    pub fn node(rules: &RuleSet, node: Node) -> Self {
        match node {
            Node::Item(index) => rules.items.get(index).map_or_else(Self::default, |item| {
                let section = if item.is_veto() { "veto.item" } else { "category.item" };
                Self {
                    label: format!("项目 {}", item.label()),
                    ..Self::new(section, "id", &item.id, "项目", &item.article)
                }
            }),
            Node::Category(index) => rules.categories.get(index).map_or_else(Self::default, |category| {
                let label = format!("分类「{}」", category.title);
                Self { label, ..Self::new("category", "id", &category.id, "分类", &category.article) }
            }),
            Node::Figure(index) => rules.figures.get(index).map_or_else(Self::default, |figure| {
                let label = format!("算式「{}」", figure.title);
                Self { label, ..Self::new("figure", "id", &figure.id, "算式", &figure.article) }
            }),
            Node::Score => Self::section("score", &format!("「{}」", rules.score.title), &rules.score.article),
        }
    }

    /// A grade.
    #[must_use]
    pub fn grade(rules: &RuleSet, index: usize) -> Self {
        let grade = rules.grades.get(index);
        grade.map_or_else(Self::default, |grade| Self::new("grade", "title", &grade.title, "等次", &grade.article))
    }
}

/// One thing that is found in a rule set.
#[derive(Clone, Debug)]
pub struct Lint {
    /// Which kind.
    pub code: &'static Code,
    /// How bad it is here.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, in one or two plain sentences.
    pub says: String,
    /// What to write instead.
    pub help: String,
    /// Why the rule set accepts it.
    pub waived: Option<String>,
    /// The line of the file, from 1, where it is known.
    pub line: Option<usize>,
}

impl Lint {
    /// A lint with the code's own severity and advice.
    #[must_use]
    pub fn new(code: &'static Code, subject: Subject, says: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            subject,
            says: says.into(),
            help: code.mend.to_owned(),
            waived: None,
            line: None,
        }
    }

    /// Replaces the code's general advice by advice for this case.
    #[must_use]
    pub fn advise(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// Replaces the code's severity.
    #[must_use]
    pub fn as_severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The same as a problem of a file.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let said = format!("{}：{}", self.subject.label, self.says);
        self.code.says(said).advise(self.help.clone()).as_severity(self.severity)
    }
}
