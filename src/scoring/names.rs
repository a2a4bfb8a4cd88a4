//! What the names in a formula are worth for who or what is looked at.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::reckoning::figure_value;
use super::view::View;
use crate::model::{Entry, FactValue, Held, Member, MonthOrDay, Points, Record, RecordField, StepTaken, When};
use crate::rules::formula::Value;
use crate::rules::{Column, LineField, MemberRef, Node, OutcomeRef, RunRef, Table};

impl View<'_> {
    pub(super) fn node(&self, node: Node) -> Value {
        match (self.own, node) {
            (Some(own), _) => own.value(self.scene.rules, self.at, node),
            // Of nobody in particular, a figure says what it can of the branch.
            (None, Node::Figure(index)) => {
                let is_closed = self.scene.closed.get(index).copied().unwrap_or(false);
                let figure = self.scene.rules.figures.get(index).filter(|_| !is_closed);
                figure.map_or(Value::Missing, |figure| figure_value(figure, self).0)
            }
            (None, _) => Value::Missing,
        }
    }

    pub(super) fn member_fact(&self, fact: MemberRef) -> Value {
        let Some(member) = self.roster_member() else { return Value::Missing };
        let first_day = |day: MonthOrDay| NaiveDate::from_ymd_opt(day.year, day.month, day.day.unwrap_or(1));
        let years_since = |day: Option<MonthOrDay>| {
            let since = day.and_then(first_day)?;
            self.end().years_since(since).map(|years| Points::whole(i64::from(years)))
        };
        match fact {
            MemberRef::Name => text(&member.name),
            MemberRef::Sex => member.sex.as_deref().map_or(Value::Missing, text),
            MemberRef::Probationary => Value::Truth(member.probationary),
            MemberRef::Age => years_since(member.born).into(),
            MemberRef::PartyAge => years_since(member.joined).into(),
            MemberRef::Born => member.born.and_then(first_day).into(),
            MemberRef::Joined => member.joined.and_then(first_day).into(),
            MemberRef::Came => member.came.into(),
            MemberRef::Left => member.left.into(),
            MemberRef::Died => member.died.into(),
            MemberRef::Present => Value::Truth(member.is_present_on(self.end())),
            MemberRef::Months => self.frame.map(|frame| Points::whole(i64::from(frame.months.count()))).into(),
            MemberRef::Fact(fact) => self.own_fact(member, fact),
        }
    }

    fn own_fact(&self, member: &Member, fact: usize) -> Value {
        let column = self.scene.rules.member_facts.get(fact);
        let classes = self.scene.rules.classes.as_ref();
        // In a frame of a class the class is that one, whatever the roster says at the end.
        if let (Some(frame), true) = (self.frame, classes.is_some_and(|classes| classes.fact == fact)) {
            let word = frame.class.and_then(|class| column?.one_of.get(class));
            return word.map_or(Value::Missing, |word| text(&word.title));
        }
        match member.facts.get(fact).and_then(Option::as_ref) {
            Some(FactValue::Choice(word)) => {
                column.and_then(|column| column.one_of.get(*word)).map_or(Value::Missing, |word| text(&word.title))
            }
            Some(FactValue::Text(written)) => text(written),
            Some(FactValue::Day(day)) => Value::Day(*day),
            Some(FactValue::Figure(points)) => Value::Number(*points),
            None => Value::Missing,
        }
    }

    pub(super) fn run_fact(&self, fact: RunRef) -> Value {
        match fact {
            RunRef::Window => text(self.scene.period.window().id()),
            RunRef::Period => text(&self.frame.map_or(self.scene.period, |frame| frame.period).to_string()),
            RunRef::Year => Value::Number(Points::whole(i64::from(self.scene.period.year()))),
            // The first year is only assumed where nobody said when the programme began.
            RunRef::ProgrammeYear if self.scene.programme_year == 1 && !self.scene.is_first_year => Value::Missing,
            RunRef::ProgrammeYear => Value::Number(Points::whole(i64::from(self.scene.programme_year))),
            RunRef::End => Value::Day(self.end()),
            RunRef::Start => Value::Day(self.frame.map_or(self.scene.period, |frame| frame.period).from()),
            RunRef::Members => {
                let last = self.scene.period.to();
                Value::Number(Points::count(self.scene.roster.iter().filter(|m| m.is_present_on(last)).count()))
            }
        }
    }

    pub(super) fn outcome(&self, fact: OutcomeRef) -> Value {
        let grade = |index: Option<usize>| index.and_then(|index| self.scene.rules.grades.get(index));
        match fact {
            OutcomeRef::Grade => grade(self.fate.grade).map_or(Value::Missing, |grade| text(&grade.title)),
            OutcomeRef::ByPoints => grade(self.fate.by_points).map_or(Value::Missing, |grade| text(&grade.title)),
            OutcomeRef::Stars => grade(self.fate.grade).map(|grade| Points::whole(i64::from(grade.stars))).into(),
            OutcomeRef::TownRank => self.fate.town_rank.map(|(rank, _)| Points::count(rank)).into(),
            OutcomeRef::TownRankLast => self.fate.town_rank.map(|(_, last)| Points::count(last)).into(),
            OutcomeRef::Vetoed => Value::Truth(self.fate.vetoed || self.own.is_some_and(|own| !own.vetoes.is_empty())),
        }
    }

    pub(super) fn line_field(&self, field: LineField) -> Value {
        let Some((at, line)) = self.line else { return Value::Missing };
        let Some(entry) = self.scene.entries.get(at) else { return Value::Missing };
        let rules = self.scene.rules;
        let item = entry.known_item().and_then(|item| rules.item(item));
        let number = |number: u32| Value::Number(Points::whole(i64::from(number)));
        let day = entry.when.map(When::to);
        match field {
            LineField::Item => item.map_or(Value::Missing, |item| text(&item.id)),
            LineField::Category => {
                let category = item.and_then(|item| rules.categories.get(item.category?));
                category.map_or(Value::Missing, |category| text(&category.id))
            }
            LineField::Date => day.into(),
            LineField::Registered => entry.registered.into(),
            LineField::Level => self.level(entry),
            LineField::Quantity => number(entry.quantity),
            LineField::Stated => entry.stated.into(),
            LineField::Price => {
                line.map(|line| line.price).or_else(|| self.scene.plain_price(entry, entry.known_item()?)).into()
            }
            LineField::Points => line.map(|line| line.effect).into(),
            LineField::Matter => written(&entry.matter),
            LineField::Evidence => entry.evidence.into(),
            LineField::Month => day.map(|day| Points::whole(i64::from(day.month()))).into(),
            LineField::Quarter => day.map(|day| Points::whole(i64::from(day.month0() / 3 + 1))).into(),
            LineField::Half => day.map(|day| Points::whole(i64::from(day.month0() / 6 + 1))).into(),
            LineField::Own(own) => {
                let held = entry.own.get(own).and_then(Option::as_ref);
                held.map_or(Value::Missing, |held| self.held(held, rules.entry_columns.get(own), None))
            }
            LineField::Step(step) => match entry.steps.get(step) {
                Some(StepTaken::Yes(Some(day))) => Value::Day(*day),
                Some(StepTaken::Yes(None)) => Value::Truth(true),
                _ => Value::Missing,
            },
        }
    }

    fn level(&self, entry: &Entry) -> Value {
        let item = entry.known_item().and_then(|item| self.scene.rules.item(item));
        let named = item.and_then(|item| item.levels()).and_then(|levels| levels.find(&entry.level));
        let name = named.map_or(&*entry.level, |level| level.level.as_str());
        match self.scene.rules.level_rank(name) {
            _ if name.is_empty() => Value::Missing,
            Some(rank) => Value::Word { text: Arc::from(name), rank },
            None => text(name),
        }
    }

    pub(super) fn held(&self, held: &Held, column: Option<&Column>, table: Option<&Table>) -> Value {
        match held {
            Held::Text(text) => written(text),
            Held::Day(day) => Value::Day(*day),
            Held::Span(period) => text(&period.to_string()),
            Held::Figure(points) => Value::Number(*points),
            Held::Instead(word) => {
                column.and_then(|column| column.instead.get(*word)).map_or(Value::Missing, |word| text(word))
            }
            Held::Choice(word) => {
                column.and_then(|column| column.one_of.get(*word)).map_or(Value::Missing, |word| text(&word.title))
            }
            Held::Sign(sign) => {
                table.and_then(|table| table.sign(*sign)).map_or(Value::Missing, |sign| text(&sign.word.title))
            }
            Held::Item(item) => self.scene.rules.item(*item).map_or(Value::Missing, |item| text(&item.id)),
            Held::Blank => Value::Missing,
        }
    }

    pub(super) fn field_of(&self, record: &Record, field: RecordField) -> Value {
        let Some(table) = self.scene.rules.tables.get(record.table) else { return Value::Missing };
        let column = match field {
            RecordField::Head(index) => table.heads.get(index),
            RecordField::Column(index) => table.columns.get(index),
            RecordField::Label(index) => table.labels.get(index),
            RecordField::Sign => None,
        };
        record.value(field).map_or(Value::Missing, |held| self.held(held, column, Some(table)))
    }

    /// What the member's one record of a table says, in the stretch of time; or a label above the table.
    pub(super) fn of_table(&self, table: usize, field: RecordField) -> Value {
        if matches!(field, RecordField::Label(_)) {
            let mut labels = self.scene.records.iter().filter(|record| record.table == table);
            return labels
                .find_map(|record| record.value(field).map(|_| self.field_of(record, field)))
                .unwrap_or(Value::Missing);
        }
        self.records(table).next().map_or(Value::Missing, |record| self.field_of(record, field))
    }
}

/// A text; an empty one is missing.
fn written(text: &str) -> Value {
    if text.is_empty() { Value::Missing } else { Value::Text(Arc::from(text)) }
}

fn text(text: &str) -> Value {
    Value::Text(Arc::from(text))
}
