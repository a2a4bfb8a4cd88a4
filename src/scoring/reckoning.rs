//! A member's reckoning: every node of the rule set, in every frame.

use super::category::{CategoryPoints, category_points};
use super::frames::{Frame, RUN, frames_of};
use super::item::{ItemPoints, item_points};
use super::join::join;
use super::lines::{ReckonedLine, lines_of};
use super::scene::Scene;
use super::score::score_of;
use super::view::View;
use crate::model::{Entry, Period, Points, Severity};
use crate::rules::formula::Value;
use crate::rules::{Case, Figure, Node, RuleSet};

/// What is reckoned of a member.
#[derive(Clone, Debug)]
pub struct Reckoning {
    /// Index of the member in the roster.
    pub member: usize,
    /// The run, its settled periods, their classes.
    pub frames: Vec<Frame>,
    /// The lines, by item, then by time.
    pub lines: Vec<ReckonedLine>,
    /// Indexes of the vetoes that stand, sorted by their numbers, each once.
    pub vetoes: Vec<usize>,
    /// Whether it tells what would be without some entries; it does not ask that again of itself.
    pub is_supposed: bool,
    /// What was noticed on the way.
    pub findings: Vec<Finding>,
    /// By frame and item, where the item is reckoned in that frame itself.
    items: Vec<Vec<Option<ItemPoints>>>,
    /// By frame and category, in the same way.
    categories: Vec<Vec<Option<CategoryPoints>>>,
    /// The score of each frame before rounding.
    exact: Vec<Option<Points>>,
    values: Vec<Vec<Value>>,
}

/// Something that a special case says about a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Of what node.
    pub node: Node,
    /// In which period.
    pub period: Period,
    /// How bad it is.
    pub severity: Severity,
    /// Whether it leaves the node without a value: something that it is reckoned from is missing.
    pub lacks: bool,
    /// What is said.
    pub says: String,
}

/// The reckonings of a branch's members, in roster order.
///
/// The order of entries matters only where the rulebook says so: of several that a limit cuts, the later by date,
/// then by position, loses.
#[must_use]
pub fn reckon_branch(scene: &Scene<'_>) -> Vec<Reckoning> {
    let all = |_: usize, _: &Entry| true;
    let mut everyone: Vec<Reckoning> =
        (0..scene.roster.len()).map(|member| Reckoning::begin(scene, member, &all)).collect();
    for node in &scene.rules.order {
        for member in 0..everyone.len() {
            let frames = everyone.get(member).map_or(0, |reckoning| reckoning.frames.len());
            // The parts of a frame stand behind it.
            for at in (0..frames).rev() {
                let Some(own) = everyone.get(member) else { continue };
                let reckoned = reckon(scene, &everyone, own, at, *node);
                if let Some(own) = everyone.get_mut(member) {
                    own.keep(scene.rules, at, *node, reckoned);
                }
            }
        }
    }
    everyone
}

/// What reckoning a node in a frame comes to.
#[derive(Default)]
struct Reckoned {
    value: Option<Value>,
    item: Option<ItemPoints>,
    category: Option<CategoryPoints>,
    exact: Option<Points>,
    findings: Vec<Finding>,
}

impl Reckoning {
    /// The reckoning of one member by itself, with some of the entries.
    #[must_use]
    pub fn alone(scene: &Scene<'_>, member: usize, keep: &dyn Fn(usize, &Entry) -> bool) -> Self {
        Self::begin(scene, member, keep).reckoned(scene)
    }

    /// What the member would have if only some of the entries were there.
    #[must_use]
    pub fn supposed(scene: &Scene<'_>, member: usize, keep: &dyn Fn(usize, &Entry) -> bool) -> Self {
        Self { is_supposed: true, ..Self::begin(scene, member, keep) }.reckoned(scene)
    }

    fn reckoned(self, scene: &Scene<'_>) -> Self {
        let mut own = self;
        for node in &scene.rules.order {
            for at in (0..own.frames.len()).rev() {
                let reckoned = reckon(scene, &[], &own, at, *node);
                own.keep(scene.rules, at, *node, reckoned);
            }
        }
        own
    }

    fn begin(scene: &Scene<'_>, member: usize, keep: &dyn Fn(usize, &Entry) -> bool) -> Self {
        let rules = scene.rules;
        let frames = frames_of(scene, member);
        let lines = lines_of(scene, member, &frames, keep);
        let vetoes = vetoes_of(scene, member, &frames, &lines);
        let nodes = rules.figures.len() + rules.items.len() + rules.categories.len() + 1;
        Self {
            member,
            items: vec![vec![None; rules.items.len()]; frames.len()],
            categories: vec![vec![None; rules.categories.len()]; frames.len()],
            exact: vec![None; frames.len()],
            values: vec![vec![Value::Missing; nodes]; frames.len()],
            is_supposed: false,
            findings: Vec::new(),
            frames,
            lines,
            vetoes,
        }
    }

    /// The value of a node in a frame.
    #[must_use]
    pub fn value(&self, rules: &RuleSet, at: usize, node: Node) -> Value {
        self.values.get(at).and_then(|values| values.get(slot(rules, node))).cloned().unwrap_or(Value::Missing)
    }

    /// The points of a node in the run.
    #[must_use]
    pub fn points(&self, rules: &RuleSet, node: Node) -> Option<Points> {
        self.value(rules, RUN, node).number()
    }

    /// What an item comes to in a frame, where it is reckoned there itself.
    #[must_use]
    pub fn item(&self, at: usize, item: usize) -> Option<&ItemPoints> {
        self.items.get(at)?.get(item)?.as_ref()
    }

    /// What a category comes to in a frame, where it is reckoned there itself.
    #[must_use]
    pub fn category(&self, at: usize, category: usize) -> Option<&CategoryPoints> {
        self.categories.get(at)?.get(category)?.as_ref()
    }

    /// Gives the score of the run so many points more, for asking what that would change. Returns the score.
    pub fn raise(&mut self, rules: &RuleSet, by: Points) -> Option<Points> {
        let place = slot(rules, Node::Score);
        let value = self.values.get_mut(RUN)?.get_mut(place)?;
        let score = value.number()? + by;
        *value = Value::Number(score);
        Some(score)
    }

    /// Gives the score of the run so many points more, and reckons again what is reckoned from it. Returns the score;
    /// `None` where there is none.
    pub fn raise_through(&mut self, scene: &Scene<'_>, everyone: &[Self], by: Points) -> Option<Points> {
        let score = self.raise(scene.rules, by)?;
        let behind = scene.rules.order.iter().skip_while(|node| **node != Node::Score);
        for node in behind.filter(|node| matches!(node, Node::Figure(_))) {
            let reckoned = reckon(scene, everyone, self, RUN, *node);
            self.keep(scene.rules, RUN, *node, reckoned);
        }
        Some(score)
    }

    /// The score of a frame before rounding.
    #[must_use]
    pub fn exact(&self, at: usize) -> Option<Points> {
        self.exact.get(at).copied().flatten()
    }

    fn keep(&mut self, rules: &RuleSet, at: usize, node: Node, reckoned: Reckoned) {
        for cut in reckoned.item.iter().flat_map(|item| &item.cuts) {
            if let Some(line) = self.lines.get_mut(cut.line) {
                line.effect = cut.effect;
                line.state = super::card::LineState::Capped;
                line.why.get_or_insert_with(|| cut.why.clone());
            }
        }
        for cut in reckoned.category.iter().flat_map(|category| &category.cuts) {
            if let Some(line) = self.lines.get_mut(cut.line) {
                if let Some(Some(item)) = self.items.get_mut(at).and_then(|items| items.get_mut(line.item)) {
                    item.counted = item.counted - line.effect + cut.effect;
                    let place = slot(rules, Node::Item(line.item));
                    if let Some(value) = self.values.get_mut(at).and_then(|values| values.get_mut(place)) {
                        *value = Value::Number(item.counted);
                    }
                }
                line.effect = cut.effect;
                line.state = super::card::LineState::Capped;
                line.why.get_or_insert_with(|| cut.why.clone());
            }
        }
        if let (Node::Item(index), Some(item)) = (node, reckoned.item)
            && let Some(place) = self.items.get_mut(at).and_then(|items| items.get_mut(index))
        {
            *place = Some(item);
        }
        if let (Node::Category(index), Some(category)) = (node, reckoned.category)
            && let Some(place) = self.categories.get_mut(at).and_then(|categories| categories.get_mut(index))
        {
            *place = Some(category);
        }
        if let (Node::Score, Some(exact)) = (node, self.exact.get_mut(at)) {
            *exact = reckoned.exact;
        }
        for finding in reckoned.findings {
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
        let place = slot(rules, node);
        if let (Some(value), Some(kept)) =
            (reckoned.value, self.values.get_mut(at).and_then(|values| values.get_mut(place)))
        {
            *kept = value;
        }
    }
}

fn slot(rules: &RuleSet, node: Node) -> usize {
    let (figures, items) = (rules.figures.len(), rules.items.len());
    match node {
        Node::Figure(index) => index,
        Node::Item(index) => figures + index,
        Node::Category(index) => figures + items + index,
        Node::Score => figures + items + rules.categories.len(),
    }
}

fn reckon(scene: &Scene<'_>, everyone: &[Reckoning], own: &Reckoning, at: usize, node: Node) -> Reckoned {
    let rules = scene.rules;
    let Some(frame) = own.frames.get(at) else { return Reckoned::default() };
    let view = View::of_member(scene, everyone, own, at);
    match node {
        Node::Figure(index) => {
            let Some(figure) = rules.figures.get(index) else { return Reckoned::default() };
            let is_closed = scene.closed.get(index).copied().unwrap_or(false);
            let (value, case) = if is_closed { (Value::Truth(false), None) } else { figure_value(figure, &view) };
            let findings = case.map(|case| findings(case, node, frame)).unwrap_or_default();
            Reckoned { value: Some(value), findings, ..Reckoned::default() }
        }
        Node::Item(index) if frame.reckons(rules.reckoned(node)) => {
            let Some(item) = rules.items.get(index) else { return Reckoned::default() };
            let (points, case) = item_points(index, item, &view);
            let findings = case.map(|case| findings(case, node, frame)).unwrap_or_default();
            let value = points.as_ref().map_or(Value::Number(Points::ZERO), ItemPoints::value);
            Reckoned { value: Some(value), item: points, findings, ..Reckoned::default() }
        }
        Node::Category(index) if frame.reckons(rules.reckoned(node)) => {
            let (points, case) = category_points(index, &view);
            let findings = case.map(|case| findings(case, node, frame)).unwrap_or_default();
            Reckoned { value: Some(points.value.into()), category: Some(points), findings, ..Reckoned::default() }
        }
        Node::Item(_) | Node::Category(_) => {
            let value = join(rules, own, at, &|part| own.value(rules, part, node).number());
            Reckoned { value: Some(value.into()), ..Reckoned::default() }
        }
        Node::Score => {
            let exact = score_of(rules, own, at, &view);
            let value = exact.and_then(|exact| exact.checked_round(rules.score.places, rules.score.rounding));
            Reckoned { value: Some(value.into()), exact, ..Reckoned::default() }
        }
    }
}

/// What a figure is, and the special case that decides it.
pub fn figure_value<'f>(figure: &'f Figure, view: &View<'_>) -> (Value, Option<&'f Case>) {
    if let Some(case) = figure.cases.iter().find(|case| view.holds(&case.when)) {
        return (case.is.as_ref().map_or(Value::Missing, |is| view.value(is)), Some(case));
    }
    let value = match (&figure.of, &figure.steps) {
        (Some(of), _) => view.value(of),
        (None, Some(steps)) => view.number(&steps.of).map(|number| steps.at(number)).into(),
        (None, None) => Value::Missing,
    };
    (value, None)
}

fn findings(case: &Case, node: Node, frame: &Frame) -> Vec<Finding> {
    let said = [(Severity::Error, &case.error), (Severity::Warning, &case.warning)];
    let said = said.into_iter().filter(|(_, says)| !says.is_empty());
    let lacks = case.is.is_none() && !case.exempt;
    let finding = |(severity, says): (Severity, &String)| Finding {
        node,
        period: frame.period,
        severity,
        lacks,
        says: says.clone(),
    };
    said.map(finding).collect()
}

/// The vetoes that stand: their lines are valid and were not put right.
fn vetoes_of(scene: &Scene<'_>, member: usize, frames: &[Frame], lines: &[ReckonedLine]) -> Vec<usize> {
    let rules = scene.rules;
    let is_veto = |line: &&ReckonedLine| {
        let (item, entry) = (rules.item(line.item), scene.entries.get(line.entry));
        item.zip(entry).is_some_and(|(item, entry)| item.is_veto_at(&entry.level))
    };
    let repaired = rules.veto.as_ref().and_then(|veto| veto.repaired.as_ref());
    let stands = |line: &&ReckonedLine| {
        repaired.is_none_or(|repaired| !View::of_line(scene, member, frames, line.entry).holds(repaired))
    };
    let standing = lines.iter().filter(|line| line.state.is_valid()).filter(is_veto).filter(stands);
    let mut vetoes: Vec<usize> = standing.map(|line| line.item).collect();
    vetoes.sort_by_key(|veto| rules.item(*veto).map(|item| item.id.clone()));
    vetoes.dedup();
    vetoes
}
