//! Leads every formula of a rule set to what it speaks of, and puts the figures in the order in which they can be reckoned.

use super::formula::{Expr, Function};
use super::names::{Names, Place};
use super::{Computed, Item, Ladder, Looked, OwnCheck, Pricing, Reckoned, Ref, Rule, RuleSet, Table, TableLayout};
use crate::model::Points;

/// Something that is reckoned for every member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// A figure.
    Figure(usize),
    /// An item.
    Item(usize),
    /// A category.
    Category(usize),
    /// The score.
    Score,
}

/// Resolves everything that refers to something else. What is wrong is added to the problems.
pub fn resolve_rules(rules: &mut RuleSet, problems: &mut Vec<String>) {
    let before = problems.len();
    resolve_ids(rules, problems);
    // Formulas are resolved against the rule set as it stands; their own trees play no part in that.
    let known = rules.clone();
    let names = Names::of(&known);
    for_each_rule(rules, &mut |rule, place, owner| {
        if let Err(problem) = rule.resolve(&names, place) {
            problems.push(format!("{owner}：公式「{}」：{problem}", rule.source()));
        }
    });
    if problems.len() == before {
        settle_starts(rules);
        match order(rules) {
            Ok(order) => rules.order = order,
            Err(problem) => problems.push(problem),
        }
    }
}

/// Ids that are no formulas: of classes, presence, checks, alerts.
fn resolve_ids(rules: &mut RuleSet, problems: &mut Vec<String>) {
    let facts: Vec<String> = rules.member_facts.iter().map(|fact| fact.id.clone()).collect();
    let mut fact = |owner: &str, id: &str| {
        let found = facts.iter().position(|fact| fact == id);
        if found.is_none() {
            problems.push(format!("{owner}：[[member]] 里没有 id 为「{id}」的一栏"));
        }
        found
    };
    if let Some(classes) = &mut rules.classes {
        classes.fact = fact("class", &classes.of).unwrap_or_default();
    }
    if let Some(presence) = &mut rules.presence {
        presence.since_fact = presence.since.as_ref().and_then(|since| fact("presence", since));
    }
    if let Some(changes) = rules.classes.as_mut().and_then(|classes| classes.changes.as_mut()) {
        let table = rules.tables.iter().position(|table| table.id == changes.table);
        let columns = table.and_then(|index| rules.tables.get(index)).map(|table| {
            [&changes.day, &changes.before, &changes.after]
                .map(|id| table.columns.iter().position(|column| column.id == *id))
        });
        match (table, columns) {
            (Some(table), Some([Some(day), Some(before), Some(after)])) => changes.found = (table, day, before, after),
            _ => problems.push("class.changes：没有这样的表，或表里没有这几栏".to_owned()),
        }
    }
    let archive = rules.tables.iter().find(|table| table.layout == TableLayout::Archive);
    let archived = |id: &str| archive.and_then(|table| table.columns.iter().position(|column| column.id == id));
    for alert in &mut rules.alerts {
        if let Some(carry) = &mut alert.carry {
            match (archived(&carry.from), archived(&carry.to)) {
                (Some(from), Some(to)) => carry.found = (from, to),
                _ => problems.push(format!("「{}」的 carry：上一年度档案没有这两栏", alert.kind)),
            }
        }
    }
    let (items, categories, tables) = (&rules.items, &rules.categories, &rules.tables);
    for check in &mut rules.checks {
        check.found = found_of(check, items, categories, tables, problems);
    }
}

fn found_of(
    check: &OwnCheck,
    items: &[Item],
    categories: &[super::Category],
    tables: &[Table],
    problems: &mut Vec<String>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for name in &check.of {
        let before = found.len();
        if check.on == Looked::Record {
            found.extend(tables.iter().position(|table| table.id == *name));
        } else {
            let category = categories.iter().position(|category| category.id == *name);
            let mine = |item: &Item| item.id == *name || (category.is_some() && item.category == category);
            found.extend(items.iter().enumerate().filter(|(_, item)| mine(item)).map(|(index, _)| index));
        }
        if found.len() == before {
            problems.push(format!("check「{}」的 of：没有叫做「{name}」的项目、分类或表", check.id));
        }
    }
    if check.on == Looked::Record && found.len() != 1 {
        problems.push(format!("check「{}」看一张表的记录，of 要写这张表的 id", check.id));
    }
    found
}

/// Calls `visit` with every formula, the place where it stands, and whose it is.
pub fn for_each_rule(rules: &mut RuleSet, visit: &mut impl FnMut(&mut Rule, Place, &str)) {
    let mut on = |rule: Option<&mut Rule>, place: Place, owner: &str| {
        if let Some(rule) = rule {
            visit(rule, place, owner);
        }
    };
    for (index, table) in rules.tables.iter_mut().enumerate() {
        let owner = format!("表「{}」的 blank", table.title);
        for blank in &mut table.blank {
            on(Some(&mut blank.when), Place::Record(index), &owner);
        }
    }
    for figure in &mut rules.figures {
        let owner = format!("算式「{}」", figure.title);
        on(figure.of.as_mut(), Place::Plain, &owner);
        for case in &mut figure.cases {
            on(Some(&mut case.when), Place::Plain, &owner);
            on(case.is.as_mut(), Place::Plain, &owner);
        }
        if let Some(Ladder { of, .. }) = &mut figure.steps {
            on(Some(of), Place::Plain, &owner);
        }
    }
    let computed =
        |computed: &mut Option<Computed>, owner: &str, on: &mut dyn FnMut(Option<&mut Rule>, Place, &str)| {
            let Some(computed) = computed else { return };
            on(computed.points.as_mut(), Place::Item, owner);
            for case in &mut computed.cases {
                on(Some(&mut case.when), Place::Item, owner);
                on(case.is.as_mut(), Place::Item, owner);
            }
            for rule in computed.shows.iter_mut().flat_map(super::Sentence::rules_mut) {
                on(Some(rule), Place::Item, owner);
            }
        };
    for category in &mut rules.categories {
        let owner = format!("分类「{}」", category.title);
        on(category.start.as_mut(), Place::Plain, &owner);
        on(category.applies.as_mut(), Place::Plain, &owner);
        computed(&mut category.computed, &owner, &mut on);
    }
    for item in &mut rules.items {
        let owner = format!("项目 {}", item.id);
        on(item.opening.as_mut(), Place::Item, &owner);
        on(item.applies.as_mut(), Place::Plain, &owner);
        on(item.factor.as_mut(), Place::Line, &owner);
        computed(&mut item.computed, &owner, &mut on);
        let later = item.amended.iter_mut().filter_map(|amended| amended.price.as_mut());
        for pricing in std::iter::once(&mut item.pricing).chain(later) {
            if let Pricing::Formula(rule) = pricing {
                on(Some(rule), Place::Line, &owner);
            }
        }
    }
    on(rules.score.start.as_mut(), Place::Plain, "score");
    if let Some(year) = &mut rules.year {
        on(year.counts.as_mut(), Place::Plain, "year.counts");
        on(year.settled.as_mut(), Place::Plain, "year.settled");
    }
    if let Some(veto) = &mut rules.veto {
        on(veto.repaired.as_mut(), Place::Line, "veto.repaired");
    }
    for grade in &mut rules.grades {
        let owner = format!("等次「{}」", grade.title);
        for when in grade.when.iter_mut().flatten() {
            on(Some(when), Place::Plain, &owner);
        }
        on(grade.quota.as_mut().and_then(|quota| quota.among.as_mut()), Place::Plain, &owner);
    }
    for rule in &mut rules.quota.order {
        on(Some(rule), Place::Plain, "quota.order");
    }
    for honour in &mut rules.honours {
        on(Some(&mut honour.when), Place::Plain, &format!("荣誉「{}」", honour.title));
    }
    for list in &mut rules.lists {
        let owner = format!("名单「{}」", list.title);
        let place = Place::List(list.per);
        on(Some(&mut list.of), place, &owner);
        on(Some(&mut list.places), place, &owner);
        on(list.among.as_mut(), place, &owner);
    }
    for consequence in &mut rules.consequences {
        let owner = format!("后续措施「{}」", consequence.text.join("、"));
        on(Some(&mut consequence.when), Place::Plain, &owner);
    }
    for alert in &mut rules.alerts {
        let owner = format!("预警「{}」", alert.kind);
        on(Some(&mut alert.absent), Place::Plain, &owner);
        on(Some(&mut alert.breaks), Place::Plain, &owner);
        on(alert.unknown.as_mut(), Place::Plain, &owner);
    }
    for check in &mut rules.checks {
        let place = match (check.on, check.found.first()) {
            (Looked::Entry, _) => Place::Line,
            (Looked::Record, Some(table)) => Place::Record(*table),
            _ => Place::Plain,
        };
        let owner = format!("check「{}」", check.id);
        on(Some(&mut check.when), place, &owner);
        for rule in check.says.rules_mut() {
            on(Some(rule), place, &owner);
        }
    }
}

/// What items begin with, where it is the same for all.
fn settle_starts(rules: &mut RuleSet) {
    for item in &mut rules.items {
        match item.opening.as_ref().map(Rule::tree) {
            Some(Expr::Name(Ref::Full)) => {
                item.starts_full = true;
                item.start = item.full.unwrap_or(Points::ZERO);
                item.opening = None;
            }
            Some(Expr::Number(start)) => {
                item.start = *start;
                item.opening = None;
            }
            _ => {}
        }
    }
}

/// Every node after all that it is reckoned from.
fn order(rules: &RuleSet) -> Result<Vec<Node>, String> {
    let mut order = Vec::new();
    let mut open = Vec::new();
    let nodes = (0..rules.items.len()).map(Node::Item);
    let nodes = nodes.chain((0..rules.categories.len()).map(Node::Category)).chain(std::iter::once(Node::Score));
    for node in nodes.chain((0..rules.figures.len()).map(Node::Figure)) {
        put(rules, node, &mut order, &mut open)?;
    }
    Ok(order)
}

fn put(rules: &RuleSet, node: Node, order: &mut Vec<Node>, open: &mut Vec<Node>) -> Result<(), String> {
    if order.contains(&node) {
        return Ok(());
    }
    if open.contains(&node) {
        let names: Vec<String> = open.iter().map(|node| rules.title_of(*node)).collect();
        return Err(format!("互相引用，算不出来：{} → {}", names.join(" → "), rules.title_of(node)));
    }
    open.push(node);
    for needed in needs(rules, node) {
        put(rules, needed, order, open)?;
    }
    open.pop();
    order.push(node);
    Ok(())
}

/// What a node is reckoned from.
fn needs(rules: &RuleSet, node: Node) -> Vec<Node> {
    let mut needed = Vec::new();
    let mut in_rule = |rule: &Rule| nodes_in(rule.tree(), &mut needed);
    match node {
        Node::Figure(index) => {
            let Some(figure) = rules.figures.get(index) else { return needed };
            figure.of.iter().for_each(&mut in_rule);
            figure.steps.iter().for_each(|steps| in_rule(&steps.of));
            for case in &figure.cases {
                in_rule(&case.when);
                case.is.iter().for_each(&mut in_rule);
            }
        }
        Node::Item(index) => {
            let Some(item) = rules.items.get(index) else { return needed };
            item.opening.iter().chain(&item.applies).chain(&item.factor).for_each(&mut in_rule);
            computed_rules(item.computed.as_ref()).for_each(&mut in_rule);
        }
        Node::Category(index) => {
            let Some(category) = rules.categories.get(index) else { return needed };
            category.start.iter().chain(&category.applies).for_each(&mut in_rule);
            computed_rules(category.computed.as_ref()).for_each(&mut in_rule);
            let items = rules.items.iter().enumerate().filter(|(_, item)| item.category == Some(index));
            needed.extend(items.map(|(item, _)| Node::Item(item)));
            let parts = rules.categories.iter().enumerate().filter(|(_, part)| part.parent == Some(index));
            needed.extend(parts.map(|(part, _)| Node::Category(part)));
        }
        Node::Score => {
            rules.score.start.iter().for_each(&mut in_rule);
            let parts = rules.categories.iter().enumerate().filter(|(_, part)| part.parent.is_none());
            needed.extend(parts.map(|(part, _)| Node::Category(part)));
        }
    }
    needed
}

fn computed_rules(computed: Option<&Computed>) -> impl Iterator<Item = &Rule> {
    let cases = computed.into_iter().flat_map(|computed| &computed.cases);
    let points = computed.into_iter().filter_map(|computed| computed.points.as_ref());
    let shown = computed.into_iter().filter_map(|computed| computed.shows.as_ref()).flat_map(super::Sentence::rules);
    points.chain(cases.flat_map(|case| std::iter::once(&case.when).chain(&case.is))).chain(shown)
}

/// The nodes whose values a formula asks for. The source of an aggregate is asked for its lines, not for its points; the
/// settled period before and other entries are reckoned by themselves.
fn nodes_in(expr: &Expr<Ref>, found: &mut Vec<Node>) {
    match expr {
        Expr::Name(Ref::Figure(index)) => found.push(Node::Figure(*index)),
        Expr::Name(Ref::Category(index)) => found.push(Node::Category(*index)),
        Expr::Name(Ref::Item(index)) => found.push(Node::Item(*index)),
        Expr::Name(Ref::Score) => found.push(Node::Score),
        Expr::Call(Function::Previous | Function::Closed, _) => {}
        Expr::Call(function, arguments) if function.kind() == super::formula::Kind::Aggregate => {
            arguments.iter().skip(1).for_each(|part| nodes_in(part, found));
        }
        _ => expr.parts().into_iter().for_each(|part| nodes_in(part, found)),
    }
}

impl RuleSet {
    /// The name of a node for people.
    #[must_use]
    pub fn title_of(&self, node: Node) -> String {
        match node {
            Node::Figure(index) => self.figures.get(index).map_or_else(String::new, |figure| figure.title.clone()),
            Node::Item(index) => self.items.get(index).map_or_else(String::new, Item::label),
            Node::Category(index) => self.categories.get(index).map_or_else(String::new, |c| c.title.clone()),
            Node::Score => self.score.title.clone(),
        }
    }

    /// How often a node is reckoned: an item as often as its category.
    #[must_use]
    pub fn reckoned(&self, node: Node) -> Reckoned {
        let category = match node {
            Node::Item(index) => self.items.get(index).and_then(|item| item.category),
            Node::Category(index) => Some(index),
            Node::Figure(_) | Node::Score => None,
        };
        category.and_then(|index| self.categories.get(index)).map_or(Reckoned::EachPeriod, |c| c.reckoned)
    }
}
