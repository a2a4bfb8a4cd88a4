//! What the names in formulas can be.

use super::outcomes::{may_lack, outcomes};
use super::{Given, Outcomes, Spans};
use crate::model::{Points, RecordField, Window};
use crate::rules::formula::{Expr, Function, Interval, Kind, interval};
use crate::rules::{
    Column, Holds, Item, LineField, MemberRef, Node, OutcomeRef, Pricing, Ref, Rule, RuleSet, RunRef, TableLayout,
};

/// What is known while a formula is looked at.
pub struct Bounds<'a> {
    /// The rule set.
    pub rules: &'a RuleSet,
    /// What is given.
    pub given: &'a Given,
    /// What the nodes come to that the formula may ask for.
    pub spans: &'a Spans,
    /// Full marks of the item that the formula belongs to.
    pub full: Option<Interval>,
    /// The item whose line is looked at.
    pub item: Option<&'a Item>,
}

/// A name, and for fields of a record the table that it stands in.
#[derive(Clone, Copy)]
struct Asked {
    name: Ref,
    at: Place,
}

/// Where in a formula a name stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The table whose records are looked at.
    table: Option<usize>,
    /// Whether another stretch of time is looked at than that of the formula: nothing is known of the nodes there.
    elsewhere: bool,
}

/// The formula with every name told where it stands.
fn placed(expr: &Expr<Ref>, at: Place) -> Expr<Asked> {
    let inner = |part: &Expr<Ref>| placed(part, at);
    match expr {
        Expr::Number(number) => Expr::Number(*number),
        Expr::Text(text) => Expr::Text(text.clone()),
        Expr::Word { text, rank } => Expr::Word { text: text.clone(), rank: *rank },
        Expr::Day(day) => Expr::Day(*day),
        Expr::Truth(truth) => Expr::Truth(*truth),
        Expr::Name(name) => Expr::Name(Asked { name: *name, at }),
        Expr::Not(part) => Expr::Not(Box::new(inner(part))),
        Expr::Negate(part) => Expr::Negate(Box::new(inner(part))),
        Expr::Binary(sign, a, b) => Expr::binary(*sign, inner(a), inner(b)),
        Expr::In(what, among) => Expr::In(Box::new(inner(what)), among.iter().map(inner).collect()),
        Expr::Call(function, parts) => {
            let within = match (function.kind(), parts.first()) {
                (Kind::Aggregate, Some(Expr::Name(Ref::Table(table)))) => Place { table: Some(*table), ..at },
                _ if *function == Function::InRun => Place { elsewhere: true, ..at },
                _ => at,
            };
            Expr::Call(*function, parts.iter().map(|part| placed(part, within)).collect())
        }
    }
}

impl Bounds<'_> {
    /// What a settled formula's values lie in; `None` where it is no number.
    pub fn interval(&self, expr: &Expr<Ref>) -> Option<Interval> {
        interval(&placed(expr, Place::default()), &|asked: &Asked| self.of(*asked))
    }

    /// The same of a rule.
    pub fn of_rule(&self, rule: &Rule) -> Option<Interval> {
        self.interval(&self.given.settle(self.rules, rule.tree()))
    }

    /// What a rule that is a condition can come to.
    pub fn of_condition(&self, rule: &Rule) -> Outcomes {
        outcomes(&self.given.settle(self.rules, rule.tree()), self)
    }

    /// Whether a rule may have no value.
    pub fn lacks(&self, rule: &Rule) -> bool {
        may_lack(&self.given.settle(self.rules, rule.tree()), self)
    }

    /// What a name can be where it is a yes or no.
    pub fn truth(&self, name: Ref) -> Outcomes {
        match name {
            Ref::Figure(index) => self.spans.at(Node::Figure(index)).truth,
            Ref::Member(MemberRef::Probationary | MemberRef::Present) | Ref::Outcome(OutcomeRef::Vetoed) => {
                Outcomes { missing: false, ..Outcomes::ANY }
            }
            _ => Outcomes::ANY,
        }
    }

    /// Whether a name may have no value.
    pub fn may_lack(&self, name: Ref) -> bool {
        match name {
            Ref::Figure(index) => self.spans.at(Node::Figure(index)).may_lack,
            Ref::Category(index) => self.spans.at(Node::Category(index)).may_lack,
            Ref::Item(index) => self.spans.at(Node::Item(index)).may_lack,
            Ref::Score => self.spans.at(Node::Score).may_lack,
            Ref::Full => self.full.is_none(),
            Ref::Member(MemberRef::Probationary | MemberRef::Present | MemberRef::Months | MemberRef::Name)
            | Ref::Outcome(OutcomeRef::Vetoed)
            | Ref::Line(LineField::Quantity) => false,
            // Nobody has to say when the programme began.
            Ref::Run(fact) => fact == RunRef::ProgrammeYear,
            Ref::Member(MemberRef::Fact(fact)) => {
                self.rules.member_facts.get(fact).is_none_or(|column| !column.required && column.empty.is_none())
            }
            _ => true,
        }
    }

    /// What a number of this name lies in; `None` where it is none.
    fn of(&self, asked: Asked) -> Option<Interval> {
        let from = |least: i64| Interval { least: Some(Points::whole(least)), most: None };
        let within =
            |least: i64, most: i64| Interval { least: Some(Points::whole(least)), most: Some(Points::whole(most)) };
        let rules = self.rules;
        let is_node = matches!(asked.name, Ref::Figure(_) | Ref::Category(_) | Ref::Item(_) | Ref::Score);
        if is_node && asked.at.elsewhere {
            return Some(Interval::default());
        }
        match asked.name {
            Ref::Number(index) => {
                let mut all = rules.numbers.get(index)?.all().map(Interval::only);
                let first = all.next()?;
                Some(all.fold(first, Interval::hull))
            }
            Ref::Figure(index) => self.spans.at(Node::Figure(index)).interval,
            Ref::Category(index) => self.spans.at(Node::Category(index)).interval,
            Ref::Item(index) => self.spans.at(Node::Item(index)).interval,
            Ref::Score => self.spans.at(Node::Score).interval,
            Ref::Full => Some(self.full.unwrap_or_default()),
            Ref::Of(table, field) => of_field(rules, Some(table), field),
            Ref::Record(field) => of_field(rules, asked.at.table, field),
            Ref::Member(fact) => match fact {
                MemberRef::Age | MemberRef::PartyAge => Some(from(0)),
                MemberRef::Months => Some(within(0, i64::from(self.given.window.unwrap_or(Window::Year).months()))),
                MemberRef::Fact(fact) => of_column(rules.member_facts.get(fact)?),
                _ => None,
            },
            Ref::Run(RunRef::ProgrammeYear) => Some(from(1)),
            Ref::Run(RunRef::Members) => Some(from(0)),
            Ref::Outcome(OutcomeRef::TownRank | OutcomeRef::TownRankLast) => Some(from(1)),
            Ref::Run(RunRef::Year) => Some(Interval::default()),
            Ref::Outcome(OutcomeRef::Stars) => {
                Some(within(0, rules.grades.iter().map(|grade| i64::from(grade.stars)).max().unwrap_or(0)))
            }
            Ref::Line(field) => self.of_line(field),
            Ref::LastYear(column) => {
                let archive = rules.tables.iter().find(|table| table.layout == TableLayout::Archive)?;
                of_column(archive.columns.get(column)?)
            }
            Ref::Run(_) | Ref::Outcome(_) | Ref::RecordDate | Ref::Entries | Ref::Table(_) => None,
        }
    }

    fn of_line(&self, field: LineField) -> Option<Interval> {
        let within = |least: i64, most: i64| {
            Some(Interval { least: Some(Points::whole(least)), most: Some(Points::whole(most)) })
        };
        match field {
            LineField::Month => within(1, 12),
            LineField::Quarter => within(1, 4),
            LineField::Half => within(1, 2),
            LineField::Quantity if self.item.is_some_and(|item| item.one_each) => within(1, 1),
            LineField::Quantity => Some(Interval { least: Some(Points::ZERO), most: None }),
            LineField::Stated => match self.item.map(|item| &item.pricing) {
                Some(Pricing::Assessed(range)) => Some(Interval { least: Some(range.from), most: Some(range.to) }),
                _ => Some(Interval::default()),
            },
            LineField::Price | LineField::Points => Some(Interval::default()),
            LineField::Own(own) => of_column(self.rules.entry_columns.get(own)?),
            _ => None,
        }
    }
}

fn of_field(rules: &RuleSet, table: Option<usize>, field: RecordField) -> Option<Interval> {
    let Some(table) = table else { return Some(Interval::default()) };
    let table = rules.tables.get(table)?;
    match field {
        RecordField::Head(index) => of_column(table.heads.get(index)?),
        RecordField::Column(index) => of_column(table.columns.get(index)?),
        RecordField::Label(index) => of_column(table.labels.get(index)?),
        RecordField::Sign => None,
    }
}

/// The figures that a column may hold; what lies outside is an error and not read.
fn of_column(column: &Column) -> Option<Interval> {
    let least = match column.holds {
        Holds::Count => Some(column.from.map_or(Points::ZERO, |from| from.max(Points::ZERO))),
        Holds::Points | Holds::Percent => column.from,
        _ => return None,
    };
    Some(Interval { least, most: column.to })
}

/// Whether a formula's values are whole numbers: a count.
#[must_use]
pub fn is_whole(rules: &RuleSet, expr: &Expr<Ref>) -> bool {
    let column = |column: Option<&Column>| column.is_some_and(|column| column.holds == Holds::Count);
    match expr {
        Expr::Call(Function::Count | Function::Times | Function::Rank | Function::Floor | Function::Ceil, _) => true,
        Expr::Call(Function::Days | Function::Workdays | Function::Months | Function::Years, _) => true,
        Expr::Call(Function::Branch, parts) => parts.first().is_some_and(|part| is_whole(rules, part)),
        Expr::Name(Ref::Member(MemberRef::Age | MemberRef::PartyAge | MemberRef::Months))
        | Expr::Name(Ref::Run(RunRef::Members | RunRef::ProgrammeYear | RunRef::Year))
        | Expr::Name(Ref::Outcome(OutcomeRef::Stars | OutcomeRef::TownRank | OutcomeRef::TownRankLast)) => true,
        Expr::Name(Ref::Member(MemberRef::Fact(fact))) => column(rules.member_facts.get(*fact)),
        Expr::Name(Ref::Of(table, RecordField::Column(index))) => {
            column(rules.tables.get(*table).and_then(|table| table.columns.get(*index)))
        }
        Expr::Name(Ref::Of(table, RecordField::Label(index))) => {
            column(rules.tables.get(*table).and_then(|table| table.labels.get(*index)))
        }
        Expr::Name(Ref::Figure(index)) => rules
            .figures
            .get(*index)
            .filter(|figure| figure.cases.is_empty())
            .and_then(|figure| figure.of.as_ref())
            .is_some_and(|of| is_whole(rules, of.tree())),
        _ => false,
    }
}
