//! From where a formula looks: at a member, in a stretch of time, at a line or a record.

use chrono::NaiveDate;

use super::frames::{Frame, RUN, innermost};
use super::lines::ReckonedLine;
use super::reckoning::Reckoning;
use super::scene::Scene;
use crate::model::{Member, Points, Record};
use crate::rules::formula::{Value, evaluate};
use crate::rules::{Rule, Sentence};

/// What became of a member, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fate {
    /// Index of the grade.
    pub grade: Option<usize>,
    /// Index of the grade that the points alone give.
    pub by_points: Option<usize>,
    /// Whether a veto stands.
    pub vetoed: bool,
    /// Rank by score among all branches, from the top and from the bottom.
    pub town_rank: Option<(usize, usize)>,
}

/// From where a formula looks.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What is known of the branch.
    pub scene: &'a Scene<'a>,
    /// What is reckoned of its members so far, in roster order; empty before that.
    pub everyone: &'a [Reckoning],
    /// The member; `None` where it is about the branch.
    pub member: Option<usize>,
    /// The member's own reckoning.
    pub own: Option<&'a Reckoning>,
    /// Index of the frame among the reckoning's.
    pub at: usize,
    /// The frame.
    pub frame: Option<&'a Frame>,
    /// The frame of the run.
    pub run: Option<&'a Frame>,
    /// Full marks of the item in question.
    pub full: Option<Points>,
    /// What became of the member.
    pub fate: Fate,
    /// The line that is looked at.
    pub line: Option<(usize, Option<&'a ReckonedLine>)>,
    /// The record that is looked at.
    pub record: Option<&'a Record>,
    /// Whether aggregates are over the whole branch.
    pub whole_branch: bool,
}

impl<'a> View<'a> {
    /// A look at a branch as a whole.
    #[must_use]
    pub const fn of_branch(scene: &'a Scene<'a>, everyone: &'a [Reckoning]) -> Self {
        Self {
            scene,
            everyone,
            member: None,
            own: None,
            at: RUN,
            frame: None,
            run: None,
            full: None,
            fate: Fate { grade: None, by_points: None, vetoed: false, town_rank: None },
            line: None,
            record: None,
            whole_branch: true,
        }
    }

    /// A look at a frame of which nothing is reckoned yet.
    #[must_use]
    pub const fn of_frame(scene: &'a Scene<'a>, member: Option<usize>, frame: &'a Frame) -> Self {
        Self { member, frame: Some(frame), whole_branch: false, ..Self::of_branch(scene, &[]) }
    }

    /// A look at a line before anything is reckoned, in the innermost stretch of time that it lies in.
    #[must_use]
    pub fn of_line(scene: &'a Scene<'a>, member: usize, frames: &'a [Frame], entry: usize) -> Self {
        let when = scene.entries.get(entry).and_then(|entry| entry.when);
        Self {
            member: Some(member),
            frame: when.and_then(|when| innermost(frames, when)).or(frames.first()),
            run: frames.first(),
            line: Some((entry, None)),
            whole_branch: false,
            ..Self::of_branch(scene, &[])
        }
    }

    /// A look at a member in a frame of the reckoning.
    #[must_use]
    pub fn of_member(scene: &'a Scene<'a>, everyone: &'a [Reckoning], own: &'a Reckoning, at: usize) -> Self {
        Self {
            member: Some(own.member),
            own: Some(own),
            at,
            frame: own.frames.get(at),
            run: own.frames.get(RUN),
            whole_branch: false,
            ..Self::of_branch(scene, everyone)
        }
    }

    /// The same look, with what became of the member.
    #[must_use]
    pub const fn with_fate(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }

    /// The same look, at another stretch of time of the member's.
    #[must_use]
    pub const fn in_frame(self, frame: &'a Frame) -> Self {
        Self { frame: Some(frame), ..self }
    }

    /// The same look, with the full marks of the item in question.
    #[must_use]
    pub const fn with_full(self, full: Option<Points>) -> Self {
        Self { full, ..self }
    }

    /// The same look at one record.
    #[must_use]
    pub const fn at_record(self, record: &'a Record) -> Self {
        Self { record: Some(record), ..self }
    }

    /// The value of a rule.
    #[must_use]
    pub fn value(&self, rule: &Rule) -> Value {
        evaluate(rule.tree(), &mut self.clone())
    }

    /// Whether a rule holds.
    #[must_use]
    pub fn holds(&self, rule: &Rule) -> bool {
        self.value(rule).holds()
    }

    /// The number that a rule gives.
    #[must_use]
    pub fn number(&self, rule: &Rule) -> Option<Points> {
        self.value(rule).number()
    }

    /// A sentence with the values of its formulas.
    #[must_use]
    pub fn told(&self, sentence: &Sentence) -> String {
        sentence.told(|rule| in_words(&self.value(rule)))
    }

    /// The last day that is looked at.
    pub(super) fn end(&self) -> NaiveDate {
        self.frame.map_or(self.scene.period, |frame| frame.period).to()
    }

    pub(super) fn roster_member(&self) -> Option<&'a Member> {
        self.scene.roster.get(self.member?)
    }
}

/// A value as a sentence puts it.
fn in_words(value: &Value) -> String {
    match value {
        Value::Missing => "（空）".to_owned(),
        Value::Truth(true) => "是".to_owned(),
        Value::Truth(false) => "否".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Text(text) | Value::Word { text, .. } => text.to_string(),
    }
}
