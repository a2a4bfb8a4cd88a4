//! What the names and functions in a formula come to, seen from a [`View`].

use super::frames::{RUN, frames_of, innermost};
use super::reckoning::Reckoning;
use super::scene::Scene;
use super::view::View;
use crate::model::{Entry, Points, Record, When};
use crate::rules::formula::{Expr, Function, Scope, Value, evaluate};
use crate::rules::{Node, Ref};

impl<'a> View<'a> {
    /// The same in the settled period before, where that counts and is the one right before.
    fn previous(&self, arguments: &[Expr<Ref>]) -> Value {
        let found = self.own.zip(self.frame).and_then(|(own, frame)| {
            let before = frame.period.from().pred_opt()?;
            let at = own.frames.iter().position(|other| other.is_period && other.period.to() == before)?;
            Some((own, at))
        });
        match (found, arguments.first()) {
            (Some((own, at)), Some(asked)) => evaluate(asked, &mut View { at, frame: own.frames.get(at), ..*self }),
            _ => Value::Missing,
        }
    }

    /// The same for every counted member of the branch.
    fn of_everyone(&self, asked: &Expr<Ref>) -> Vec<Value> {
        let last = self.scene.period.to();
        let counted = self.everyone.iter().filter(|reckoning| {
            self.scene.roster.get(reckoning.member).is_some_and(|member| member.is_present_on(last))
        });
        let of = |reckoning: &'a Reckoning| {
            let at = if self.at < reckoning.frames.len() && self.at == RUN { RUN } else { self.at };
            let view = View {
                member: Some(reckoning.member),
                own: Some(reckoning),
                at,
                frame: reckoning.frames.get(at),
                run: reckoning.frames.get(RUN),
                whole_branch: false,
                ..*self
            };
            evaluate(asked, &mut view.clone())
        };
        counted.map(of).collect()
    }

    fn cohort(&self, function: Function, asked: &Expr<Ref>) -> Value {
        let values = self.of_everyone(asked);
        if function == Function::HowMany {
            return Value::Number(Points::count(values.iter().filter(|value| value.holds()).count()));
        }
        let numbers: Vec<Points> = values.iter().filter_map(Value::number).collect();
        match function {
            Function::Rank => {
                let mine = evaluate(asked, &mut self.clone()).number();
                let above = |mine: Points| numbers.iter().filter(|other| **other > mine).count() + 1;
                mine.map(|mine| Points::count(above(mine))).into()
            }
            Function::Best => numbers.into_iter().max().into(),
            Function::Lowest => numbers.into_iter().min().into(),
            _ if numbers.is_empty() => Value::Missing,
            _ => {
                let count = numbers.len();
                Value::Number(numbers.into_iter().sum::<Points>() / Points::count(count))
            }
        }
    }
}

impl Scope<Ref> for View<'_> {
    fn name(&mut self, name: &Ref) -> Value {
        match *name {
            Ref::Number(index) => self.scene.rules.numbers.get(index).and_then(|number| number.on(self.end())).into(),
            Ref::Figure(index) => self.node(Node::Figure(index)),
            Ref::Category(index) => self.node(Node::Category(index)),
            Ref::Item(index) => self.node(Node::Item(index)),
            Ref::Score => self.node(Node::Score),
            Ref::Full => self.full.into(),
            Ref::Entries | Ref::Table(_) => Value::Missing,
            Ref::Of(table, field) => self.of_table(table, field),
            Ref::Member(fact) => self.member_fact(fact),
            Ref::Run(fact) => self.run_fact(fact),
            Ref::Outcome(fact) => self.outcome(fact),
            Ref::Line(field) => self.line_field(field),
            Ref::Record(field) => self.record.map_or(Value::Missing, |record| self.field_of(record, field)),
            Ref::RecordDate => self.record.and_then(|record| record.when).map(When::to).into(),
            Ref::LastYear(column) => {
                let known = self.member.and_then(|member| self.scene.last_year.get(member)?.as_ref());
                let held = known.and_then(|known| known.get(column)?.as_ref());
                let archive = self.scene.rules.tables.iter().find(|table| table.is_archive());
                let column = archive.and_then(|archive| archive.columns.get(column));
                held.map_or(Value::Missing, |held| self.held(held, column, archive))
            }
        }
    }

    fn call(&mut self, function: Function, arguments: &[Expr<Ref>]) -> Value {
        match (function, arguments) {
            (Function::Branch, [asked]) => evaluate(asked, &mut View { whole_branch: true, ..*self }),
            (Function::Previous, asked) => self.previous(asked),
            (Function::Closed, [Expr::Name(Ref::Figure(figure))]) => {
                Value::Truth(self.scene.closed.get(*figure).copied().unwrap_or(false))
            }
            (Function::Without, [filter, asked]) => {
                let is_asked_once = self.own.is_some_and(|own| !own.is_supposed);
                let (Some(member), true) = (self.member, is_asked_once) else { return Value::Missing };
                let fits = |at: usize, entry: &Entry| {
                    let frames = self.own.map_or(&[][..], |own| &own.frames);
                    let view = View::of_line(self.scene, member, frames, at);
                    entry.when.is_some() && !evaluate(filter, &mut view.clone()).holds()
                };
                let other = Reckoning::supposed(self.scene, member, &fits);
                let view = View::of_member(self.scene, &[], &other, self.at.min(other.frames.len().saturating_sub(1)));
                evaluate(asked, &mut view.clone())
            }
            (Function::InMonth | Function::InQuarter, [asked]) => evaluate(asked, self),
            (Function::InRun, [asked]) => evaluate(asked, &mut View { at: RUN, frame: self.run, ..*self }),
            (Function::Rank | Function::Best | Function::Lowest | Function::Average | Function::HowMany, [asked]) => {
                self.cohort(function, asked)
            }
            _ => self.aggregate(function, arguments),
        }
    }
}

/// Index of the sign that an empty cell means for the member and the column of the record, where the table says so.
#[must_use]
pub fn blank_sign(scene: &Scene<'_>, record: &Record) -> Option<usize> {
    let table = scene.rules.tables.get(record.table)?;
    // Only classes change from one stretch of time to the next.
    let with_classes = record.member().filter(|_| scene.rules.classes.is_some() && !table.blank.is_empty());
    let frames = with_classes.map_or_else(Vec::new, |member| frames_of(scene, member));
    let frame = record.when.and_then(|when| innermost(&frames, when));
    let view = View { member: record.member(), whole_branch: false, ..View::of_branch(scene, &[]) };
    let view = View { frame, ..view }.at_record(record);
    table.blank.iter().find(|blank| view.holds(&blank.when)).map(|blank| blank.is)
}
