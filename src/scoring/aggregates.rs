//! The lines and records that a formula looks at, and what their aggregates come to.

use chrono::Datelike;

use super::lines::ReckonedLine;
use super::reckoning::Reckoning;
use super::view::View;
use crate::model::{Period, Points, Record, When};
use crate::rules::Ref;
use crate::rules::formula::{Expr, Function, Value, evaluate};

impl<'a> View<'a> {
    /// The records of a table that are looked at: the member's, or the whole branch's, in the stretch of time.
    pub(super) fn records(&self, table: usize) -> Box<dyn Iterator<Item = &'a Record> + '_> {
        let all: Box<dyn Iterator<Item = &'a Record>> = match (self.member, self.whole_branch) {
            (Some(member), false) => {
                let mine = self.scene.index.records.get(member).into_iter().flatten();
                Box::new(mine.filter_map(|at| self.scene.records.get(*at)))
            }
            _ => Box::new(self.scene.records.iter()),
        };
        Box::new(all.filter(move |record| record.table == table && self.is_in_time(record)))
    }

    fn is_in_time(&self, record: &Record) -> bool {
        match (self.frame, record.when) {
            (Some(frame), Some(when)) => {
                frame.period.year() == when.to().year() && frame.months.hold(when) && frame.period.contains(when.to())
            }
            _ => true,
        }
    }

    /// The valid lines of a source that are looked at.
    fn lines(&self, source: Ref) -> Box<dyn Iterator<Item = (&'a ReckonedLine, View<'a>)> + '_> {
        let rules = self.scene.rules;
        let is_mine = move |line: &ReckonedLine| match source {
            Ref::Item(item) => line.item == item,
            Ref::Category(category) => rules.item(line.item).is_some_and(|item| item.category == Some(category)),
            _ => true,
        };
        let all: Box<dyn Iterator<Item = &'a Reckoning>> = match (self.own, self.whole_branch) {
            (Some(own), false) => Box::new(std::iter::once(own)),
            _ => Box::new(self.everyone.iter()),
        };
        let months = self.frame.map(|frame| frame.months);
        let in_time = move |line: &&ReckonedLine| {
            let any_month = rules.item(line.item).is_some_and(|item| item.any_month);
            any_month || months.is_none_or(|months| months.hold(line.when))
        };
        let valid = all.flat_map(|reckoning| &reckoning.lines).filter(|line| line.state.is_valid());
        let found = valid.filter(in_time).filter(move |line| is_mine(line));
        Box::new(found.map(|line| (line, View { line: Some((line.entry, Some(line))), ..*self })))
    }

    /// For every line or record of the source that passes the filter, the view of it.
    fn looked_at(&self, source: &Expr<Ref>, filter: Option<&Expr<Ref>>) -> Vec<View<'a>> {
        let views: Vec<View<'a>> = match source {
            Expr::Name(Ref::Table(table)) => {
                self.records(*table).map(|record| View { record: Some(record), ..*self }).collect()
            }
            Expr::Name(source) => self.lines(*source).map(|(_, view)| view).collect(),
            _ => Vec::new(),
        };
        let passes = |view: &View<'a>| filter.is_none_or(|filter| evaluate(filter, &mut view.clone()).holds());
        views.into_iter().filter(passes).collect()
    }

    /// Whether the member, or anyone of the branch, has a row in a table; where its rows name a stretch of time, one in
    /// the time that is looked at.
    fn is_listed(&self, table: usize) -> bool {
        let columns = self.scene.rules.tables.get(table).map_or(&[][..], |table| &table.columns);
        let by_time = columns.iter().any(|column| column.key && column.holds.window().is_some());
        let looked_at = self.frame.map_or(self.scene.period, |frame| frame.period);
        let fits = |row: &Option<Period>| match row {
            Some(span) => !by_time || When::Span(*span).is_within(&looked_at),
            None => !by_time,
        };
        let own = self.member.filter(|_| !self.whole_branch);
        let mut rows = self.scene.index.listed.iter();
        rows.any(|((of, who), rows)| *of == table && own.is_none_or(|own| own == *who) && rows.iter().any(fits))
    }

    pub(super) fn aggregate(&self, function: Function, arguments: &[Expr<Ref>]) -> Value {
        if let (Function::Listed, [Expr::Name(Ref::Table(table))]) = (function, arguments) {
            return Value::Truth(self.is_listed(*table));
        }
        let Some(source) = arguments.first() else { return Value::Missing };
        let filter = function.filter().and_then(|at| arguments.get(at));
        let views = self.looked_at(source, filter);
        let numbers = || -> Vec<Points> {
            let of = |view: &View<'a>| evaluate(arguments.get(1)?, &mut view.clone()).number();
            views.iter().filter_map(of).collect()
        };
        let mean = |numbers: &[Points]| {
            let sum: Points = numbers.iter().copied().sum();
            if numbers.is_empty() { Value::Missing } else { Value::Number(sum / Points::count(numbers.len())) }
        };
        match function {
            Function::Count => Value::Number(Points::count(views.len())),
            Function::Any => Value::Truth(!views.is_empty()),
            Function::Times => {
                let entries = views.iter().filter_map(|view| self.scene.entries.get(view.line?.0));
                Value::Number(entries.map(|entry| Points::whole(i64::from(entry.quantity))).sum())
            }
            Function::Sum => Value::Number(numbers().into_iter().sum()),
            Function::Mean => mean(&numbers()),
            Function::Most => numbers().into_iter().max().into(),
            Function::Least => numbers().into_iter().min().into(),
            Function::Trimmed => {
                let mut numbers = numbers();
                numbers.sort_unstable();
                let from = arguments.get(2).and_then(|from| evaluate(from, &mut self.clone()).number());
                let is_trimmed = from.is_some_and(|from| Points::count(numbers.len()) >= from) && numbers.len() > 2;
                let kept = if is_trimmed { numbers.get(1..numbers.len() - 1).unwrap_or(&[]) } else { &numbers };
                mean(kept)
            }
            _ => Value::Missing,
        }
    }
}
