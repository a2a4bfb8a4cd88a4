//! A rule set as all lints look at it: what its parts reach, in which runs, for which classes.

use chrono::NaiveDate;

use super::bands::{Band, bands_of};
use super::{Asked, FailedTest};
use crate::model::{Period, Window};
use crate::rules::formula::Interval;
use crate::rules::reach::{Given, Reach};
use crate::rules::{Grade, Node, RuleSet};

/// A rule set, and what is known of it.
pub struct Lens<'a> {
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The period for which numbers hold.
    pub period: Option<Period>,
    /// By figure, whether the profile says that it was not held.
    pub closed: Vec<bool>,
    /// The tests that fail.
    pub failed: Vec<FailedTest>,
    /// What is wrong with bands.
    pub bands: Vec<Band>,
    runs: Vec<(Window, Reach)>,
}

impl<'a> Lens<'a> {
    /// Looks at a rule set.
    #[must_use]
    pub fn new(rules: &'a RuleSet, asked: &Asked<'_>) -> Self {
        let mut lens = Self {
            rules,
            period: asked.period,
            closed: asked.closed.clone(),
            failed: asked.failed.clone(),
            bands: Vec::new(),
            runs: Vec::new(),
        };
        let windows = [Window::Year, Window::Half, Window::Quarter, Window::Month];
        let runs = windows.into_iter().filter(|window| *window >= rules.settles);
        lens.runs = runs.map(|window| (window, Reach::of(rules, &lens.given(Some(window), None)))).collect();
        lens.bands = bands_of(&lens);
        lens
    }

    /// What is given in a run, for a class.
    #[must_use]
    pub fn given(&self, window: Option<Window>, class: Option<usize>) -> Given {
        let fact = self.runs.first().and_then(|(_, reach)| reach.class_fact());
        Given {
            class: fact.zip(class),
            window,
            day: Some(self.period.map_or(NaiveDate::MAX, |period| period.to())),
            closed: Vec::new(),
        }
    }

    /// The runs that settle, the longest first, with what is reached in each.
    pub fn runs(&self) -> impl Iterator<Item = (Window, &Reach)> {
        self.runs.iter().map(|(window, reach)| (*window, reach))
    }

    /// What is reached in a year.
    #[must_use]
    pub fn year(&self) -> Option<&Reach> {
        self.runs.first().map(|(_, reach)| reach)
    }

    /// The classes; a rule set without any has one that is all members.
    #[must_use]
    pub fn classes(&self) -> Vec<Option<usize>> {
        let count = self.year().map_or(0, Reach::classes);
        if count == 0 { vec![None] } else { (0..count).map(Some).collect() }
    }

    /// A class in words: 类别为「老龄」的; empty for all members.
    #[must_use]
    pub fn class_words(&self, class: Option<usize>) -> String {
        let found = || {
            let column = self.rules.member_facts.get(self.year()?.class_fact()?)?;
            let word = column.one_of.get(class?)?;
            Some(format!("{}为「{}」的", column.title, word.title))
        };
        found().unwrap_or_default()
    }

    /// Several classes in words; empty where they are all there are.
    #[must_use]
    pub fn several(&self, classes: &[Option<usize>]) -> String {
        if classes.len() == self.classes().len() {
            return String::new();
        }
        let words: Vec<String> = classes.iter().map(|class| self.class_words(*class)).collect();
        words.join("、")
    }

    /// The range of a node in words, for a class or for all: 0—85.
    #[must_use]
    pub fn range_words(&self, window: Window, class: Option<usize>, node: Node) -> String {
        let reach = self.runs.iter().find(|(run, _)| *run == window).map(|(_, reach)| reach);
        reach.and_then(|reach| reach.range(class, node)).map_or_else(|| "不是数".to_owned(), in_words)
    }

    /// The range of the score and of every category in words.
    #[must_use]
    pub fn all_ranges(&self, window: Window, class: Option<usize>) -> String {
        let nodes = (0..self.rules.categories.len()).map(Node::Category);
        let nodes = std::iter::once(Node::Score).chain(nodes);
        let each = nodes.map(|node| format!("{} {}", self.rules.title_of(node), self.range_words(window, class, node)));
        each.collect::<Vec<_>>().join("，")
    }

    /// The grades that can be given on a scale in a run, with their conditions, best first.
    pub fn on_scale(&self, scale: usize, window: Window) -> Vec<(usize, &'a Grade)> {
        let is_in = |runs: &[Window]| runs.is_empty() || runs.contains(&window);
        if self.rules.scales.get(scale).is_none_or(|scale| !is_in(&scale.runs)) {
            return Vec::new();
        }
        let grades = self.rules.grades.iter().enumerate();
        let here = grades.filter(|(_, grade)| is_in(&grade.runs) && grade.when.get(scale).is_some_and(Option::is_some));
        here.collect()
    }
}

/// A range in words: 0—85, 60 以上 without an upper end.
#[must_use]
pub fn in_words(range: Interval) -> String {
    match (range.least, range.most) {
        (Some(least), Some(most)) if least == most => format!("{least}"),
        (Some(least), Some(most)) => format!("{least}—{most}"),
        (Some(least), None) => format!("{least} 以上，上不封顶"),
        (None, Some(most)) => format!("最多 {most}，下不封底"),
        (None, None) => "上不封顶，下不封底".to_owned(),
    }
}
