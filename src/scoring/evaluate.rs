//! What the names in a formula are worth: for a member, in a stretch of time, of a line or a record.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::frames::{Frame, RUN, frames_of, innermost};
use super::lines::ReckonedLine;
use super::reckoning::{Reckoning, figure_value};
use super::scene::Scene;
use crate::model::{Entry, FactValue, Held, Member, MonthOrDay, Period, Points, Record, RecordField, StepTaken, When};
use crate::rules::formula::{Expr, Function, Scope, Value, evaluate};
use crate::rules::{Column, LineField, MemberRef, Node, OutcomeRef, Ref, Rule, RunRef, Sentence, Table};

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
    fn end(&self) -> NaiveDate {
        self.frame.map_or(self.scene.period, |frame| frame.period).to()
    }

    fn roster_member(&self) -> Option<&'a Member> {
        self.scene.roster.get(self.member?)
    }

    fn node(&self, node: Node) -> Value {
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

    fn member_fact(&self, fact: MemberRef) -> Value {
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

    fn run_fact(&self, fact: RunRef) -> Value {
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

    fn outcome(&self, fact: OutcomeRef) -> Value {
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

    fn line_field(&self, field: LineField) -> Value {
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

    fn held(&self, held: &Held, column: Option<&Column>, table: Option<&Table>) -> Value {
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

    fn field_of(&self, record: &Record, field: RecordField) -> Value {
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
    fn of_table(&self, table: usize, field: RecordField) -> Value {
        if matches!(field, RecordField::Label(_)) {
            let mut labels = self.scene.records.iter().filter(|record| record.table == table);
            return labels
                .find_map(|record| record.value(field).map(|_| self.field_of(record, field)))
                .unwrap_or(Value::Missing);
        }
        self.records(table).next().map_or(Value::Missing, |record| self.field_of(record, field))
    }

    /// The records of a table that are looked at: the member's, or the whole branch's, in the stretch of time.
    fn records(&self, table: usize) -> Box<dyn Iterator<Item = &'a Record> + '_> {
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

    fn aggregate(&self, function: Function, arguments: &[Expr<Ref>]) -> Value {
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

/// A text; an empty one is missing.
fn written(text: &str) -> Value {
    if text.is_empty() { Value::Missing } else { Value::Text(Arc::from(text)) }
}

fn text(text: &str) -> Value {
    Value::Text(Arc::from(text))
}
