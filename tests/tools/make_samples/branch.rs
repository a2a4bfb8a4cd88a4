//! A branch as it is planned (posts) and as it comes out (members, lines, form).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::calendar::{Calendar, day};
use crate::dice::Dice;
use crate::form::Form;
use crate::items::Halves;
use crate::ledger::{Cell, Column, Event, Line, Planted};
use crate::people::{Person, Population};
use crate::score::{Tally, tally};
use crate::situations::{self, Special};
use crate::stars::{Standing, allot};
use crate::year::Composer;

/// How many points a member is to reach.
#[derive(Clone, Copy)]
pub enum Aim {
    /// Base, bonus, penalty, in halves.
    Exactly(Halves, Halves, Halves),
    /// A score from the one to the other, in halves.
    Between(Halves, Halves),
    /// No line at all.
    Nothing,
}

impl Aim {
    /// An ordinary year, under the levels that have a quota.
    pub const ORDINARY: Self = Self::Between(110, 154);
    /// Low enough that a special situation on top stays under those levels.
    pub const MODEST: Self = Self::Between(112, 130);
}

/// A member to be.
#[derive(Clone)]
pub struct Post {
    pub name: Option<(&'static str, bool)>,
    /// The same person as the one so called in an earlier branch.
    pub again: bool,
    pub aim: Aim,
    pub specials: Vec<Special>,
    /// What the list of plantings says of them.
    pub note: String,
}

impl Post {
    /// A member without anything special.
    pub fn new(aim: Aim) -> Self {
        Self { name: None, again: false, aim, specials: Vec::new(), note: String::new() }
    }

    /// Exactly these points.
    pub fn exactly(base: f64, bonus: f64, penalty: f64, note: &str) -> Self {
        let halves = |points: f64| (points * 2.0).round() as Halves;
        Self::new(Aim::Exactly(halves(base), halves(bonus), halves(penalty))).noted(note)
    }

    /// Called so; a woman or not.
    pub fn called(mut self, name: &'static str, woman: bool) -> Self {
        self.name = Some((name, woman));
        self
    }

    /// In that situation.
    pub fn with(mut self, special: Special) -> Self {
        self.specials.push(special);
        self
    }

    /// With a remark for the list of plantings.
    pub fn noted(mut self, note: &str) -> Self {
        note.clone_into(&mut self.note);
        self
    }
}

/// A member of a roster.
pub struct Member {
    pub person: Person,
    /// 编号 where the branch gives one.
    pub number: Option<String>,
    pub came: Option<NaiveDate>,
    pub left: Option<NaiveDate>,
    pub died: Option<NaiveDate>,
    pub note: String,
    /// Nothing special about them: faults may be planted in their lines.
    pub ordinary: bool,
    /// A second row for someone who is on the roster already.
    pub repeats: Option<usize>,
    pub written: Vec<(Column, Cell)>,
    pub planted: Vec<Planted>,
}

impl Member {
    /// Whether they are among the members of the year's last day.
    pub fn counted(&self, year: i32) -> bool {
        let last = day(year, 12, 31);
        self.repeats.is_none()
            && [self.left, self.died].iter().flatten().all(|gone| *gone > last)
            && self.came.is_none_or(|came| came <= last)
    }
}

/// A branch with its year.
pub struct Branch {
    pub township: &'static str,
    pub year: i32,
    /// File name without its ending.
    pub file: String,
    /// 东河村党支部
    pub name: String,
    pub form: Form,
    pub members: Vec<Member>,
    pub lines: Vec<Line>,
    pub team: Vec<String>,
    pub calendar: Calendar,
    /// What the list of plantings says of the branch.
    pub remark: String,
    /// A further sheet with prose: its name and its lines.
    pub prose: Option<(&'static str, &'static [&'static str])>,
}

impl Branch {
    /// Lives through the year of `posts`.
    pub fn new(
        township: &'static str,
        year: i32,
        file: &str,
        form: Form,
        mut posts: Vec<Post>,
        people: &mut Population,
    ) -> Self {
        let mut dice = Dice::new(&format!("{township}{file}"));
        let calendar = Calendar::new(year, &mut dice);
        dice.shuffle(&mut posts);
        let place = file.strip_prefix('镇').unwrap_or(file);
        let mut branch = Self {
            township,
            year,
            file: file.to_owned(),
            name: format!("{place}党支部"),
            form,
            members: Vec::new(),
            lines: Vec::new(),
            team: Vec::new(),
            calendar,
            remark: String::new(),
            prose: None,
        };
        for (index, post) in posts.iter().enumerate() {
            branch.members.push(branch.member(index, post, people));
        }
        let ordinary = branch.members.iter().filter(|member| member.ordinary && !member.person.probationary(year));
        branch.team = ordinary.take(3).map(|member| member.person.name.clone()).collect();
        for (index, post) in posts.iter().enumerate() {
            branch.live(index, post, &mut dice);
        }
        branch
    }

    fn member(&self, index: usize, post: &Post, people: &mut Population) -> Member {
        let person = match post.name {
            Some((name, _)) if post.again => people.again(name),
            Some((name, woman)) => people.named(name, woman),
            None => people.anyone(),
        };
        let mut member = Member {
            person,
            number: self.form.numbers.map(|prefix| format!("{prefix}-{:02}", index + 1)),
            came: None,
            left: None,
            died: None,
            note: post.note.clone(),
            ordinary: matches!(post.aim, Aim::Between(..)) && post.specials.is_empty() && post.name.is_none(),
            repeats: None,
            written: Vec::new(),
            planted: Vec::new(),
        };
        post.specials.iter().for_each(|special| situations::settle(special, &mut member));
        member
    }

    fn live(&mut self, index: usize, post: &Post, dice: &mut Dice) {
        let mut composer = Composer {
            window: self.window(index),
            verifier: self.verifier(index),
            together: if self.form.brief { 4 } else { 3 },
            calendar: &self.calendar,
            events: Vec::new(),
            dice,
        };
        match post.aim {
            Aim::Exactly(base, bonus, penalty) => {
                composer.base(140 - base);
                composer.bonus(bonus);
                composer.penalty(penalty);
            }
            Aim::Between(least, most) => {
                let score = composer.dice.between(least, most);
                let base = composer.dice.between(least, 136).min(score);
                let penalty = if composer.dice.chance(12) { composer.dice.between(2, 6) } else { 0 };
                composer.base(140 - base);
                composer.bonus(score - base + penalty);
                composer.penalty(penalty);
            }
            Aim::Nothing => {}
        }
        post.specials.iter().for_each(|special| situations::happen(special, &mut composer));
        let events = composer.events;
        self.lines.extend(events.into_iter().map(|event| Line::new(index, event)));
        if let Aim::Exactly(base, bonus, penalty) = post.aim {
            let wanted = (base, bonus, penalty);
            let reached = self.tally(index);
            assert_eq!((reached.base, reached.bonus, reached.penalty), wanted, "{} {}", self.file, post.note);
        }
    }

    /// The days on which lines of that member may be dated.
    pub fn window(&self, index: usize) -> (NaiveDate, NaiveDate) {
        let member = &self.members[index];
        let from = [Some(member.person.joined), member.came, Some(day(self.year, 1, 1))].into_iter().flatten().max();
        // Nothing in the last days of the year, so that it is entered before the year ends.
        let to = [member.left, member.died, Some(day(self.year, 12, 28))].into_iter().flatten().min();
        (from.unwrap(), to.unwrap())
    }

    /// Who verifies that member's lines: one of the team, never themself.
    pub fn verifier(&self, index: usize) -> String {
        let own = &self.members[index].person.name;
        let others: Vec<&String> = self.team.iter().filter(|name| *name != own).collect();
        others[index % others.len()].clone()
    }

    /// The `turn`-th member about whom nothing is special.
    pub fn ordinary(&self, turn: usize) -> usize {
        let mut ordinary = (0..self.members.len())
            .filter(|index| self.members[*index].ordinary && !self.members[*index].person.probationary(self.year));
        ordinary.nth(turn).expect("enough ordinary members")
    }

    /// The member so called.
    pub fn called(&self, name: &str) -> usize {
        self.members.iter().position(|member| member.person.name == name).expect("a member of that name")
    }

    /// One more line with its whole procedure, on or soon after `date`.
    pub fn happened(
        &mut self,
        index: usize,
        code: &str,
        mut date: NaiveDate,
        level: Option<&'static str>,
        points: Option<Halves>,
    ) -> &mut Line {
        let busy = |lines: &[Line], date: NaiveDate| {
            lines.iter().any(|line| line.member == index && line.event.item.code == code && line.event.date == date)
        };
        while busy(&self.lines, date) {
            date = date + Days::new(1);
        }
        let earlier: Vec<Event> =
            self.lines.iter().filter(|line| line.member == index).map(|line| line.event.clone()).collect();
        let mut dice = Dice::new(code);
        let mut composer = Composer {
            dice: &mut dice,
            calendar: &self.calendar,
            window: (date, date),
            verifier: self.verifier(index),
            together: 1,
            events: earlier,
        };
        let event = composer.add(code, date, Some(1), level, points).clone();
        self.lines.push(Line::new(index, event));
        self.lines.last_mut().unwrap()
    }

    /// The points of one member.
    pub fn tally(&self, index: usize) -> Tally {
        tally(self.lines.iter().filter(|line| line.member == index))
    }

    /// The standing of every member that counts.
    pub fn standings(&self) -> BTreeMap<usize, Standing> {
        let counted: Vec<usize> =
            (0..self.members.len()).filter(|index| self.members[*index].counted(self.year)).collect();
        let tallies: Vec<Tally> = counted.iter().map(|index| self.tally(*index)).collect();
        counted.into_iter().zip(allot(&tallies)).collect()
    }

    /// What the roster is known by: 编号, else 序号.
    pub fn id(&self, index: usize) -> String {
        self.members[index].number.clone().unwrap_or_else(|| (index + 1).to_string())
    }
}
