//! Composes a member's year: lines that come to exactly the points that are wanted.

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::{Calendar, day, quarter};
use crate::dice::Dice;
use crate::items::{Halves, Kind, item};
use crate::ledger::Event;
use crate::reasons::reason;

/// Writes down events of one member.
pub struct Composer<'a> {
    pub dice: &'a mut Dice,
    pub calendar: &'a Calendar,
    /// First and last day on which anything of theirs may be dated.
    pub window: (NaiveDate, NaiveDate),
    pub verifier: String,
    /// Most volunteer services put into one line.
    pub together: i32,
    pub events: Vec<Event>,
}

impl Composer<'_> {
    /// Base points short of the full 70 by `missing`.
    pub fn base(&mut self, missing: Halves) {
        let mut rest = missing;
        let unserved = self.dice.between(0, 5).min(rest / 3);
        rest -= 3 * unserved;
        let mut serve = 10 - unserved;
        while serve > 0 {
            let times = self.dice.between(1, self.together).min(serve);
            serve -= times;
            let date = self.free("J04");
            self.add("J04", date, Some(times), None, None);
        }
        while rest > 0 {
            let leaves = self.events.iter().filter(|event| event.level == Some("请假")).count();
            let (code, level, times, cost) = match self.dice.between(0, 9) {
                0..=2 if rest >= 6 => ("J02", Some("无故缺席"), 1, 6),
                3..=4 if rest >= 2 && self.lines_of("J03") == 0 => {
                    let months = self.dice.between(1, 3).min(rest / 2);
                    ("J03", None, months, 2 * months)
                }
                5 if leaves < 2 => ("J02", Some("请假"), 1, 1),
                _ if rest >= 4 => ("J01", Some("缺学"), 1, 4),
                _ => ("J02", Some("请假"), 1, 1),
            };
            rest -= cost;
            let date = self.free(code);
            self.add(code, date, Some(times), level, None);
        }
    }

    /// Bonus points of `wanted` that no limit cuts.
    pub fn bonus(&mut self, wanted: Halves) {
        let mut rest = wanted;
        while rest > 0 {
            rest -= self.one_bonus(rest);
        }
    }

    fn one_bonus(&mut self, rest: Halves) -> Halves {
        let kinds: &[&str] = if rest > 24 {
            &["Z01", "Z02", "Z03", "Z04", "Z04", "Z05", "Z06", "Z08"]
        } else {
            &["Z01", "Z01", "Z02", "Z03", "Z04", "Z05", "Z06", "Z07"]
        };
        let code = if rest == 1 { "Z07" } else { *self.dice.pick(kinds) };
        let date = self.free(code);
        let taken = |events: &[Event]| -> Halves {
            let same = |event: &&Event| event.item.code == code && quarter(event.date) == quarter(date);
            events.iter().filter(same).map(Event::worth).sum()
        };
        let (times, level, points) = match code {
            "Z01" => (1, None, Some(self.dice.between(2, 6).min(rest))),
            "Z02" => (if rest >= 8 && self.dice.chance(20) { 2 } else { 1 }, None, None),
            "Z04" => (1, None, Some(self.dice.between(3, 10).min(rest))),
            "Z05" if self.lines_of("Z05") < 2 => {
                let levels = [("村级", 2), ("镇级", 4), ("县级", 10)];
                let affordable: Vec<_> = levels.iter().filter(|(_, cost)| *cost <= rest).collect();
                (1, Some(self.dice.pick(&affordable).0), None)
            }
            "Z06" if taken(&self.events) < 12 => {
                let most = ((12 - taken(&self.events)) / 4).min(rest / 4).max(1);
                (self.dice.between(1, most), None, None)
            }
            "Z07" if rest == 1 || taken(&self.events) <= 4 => {
                (1, Some(if rest > 1 && self.dice.chance(60) { "镇级" } else { "村级" }), None)
            }
            "Z03" if self.lines_of("Z03") == 0 => (1, None, None),
            "Z08" => (1, None, Some(2 * self.dice.between(5, 8))),
            _ => return 0,
        };
        let worth = item(code).price(level).map_or(points.unwrap_or(0), |price| price * times);
        if worth > rest {
            return 0;
        }
        self.add(code, date, Some(times), level, points);
        worth
    }

    /// Penalties of `wanted`, at least one point.
    pub fn penalty(&mut self, wanted: Halves) {
        let mut rest = wanted;
        while rest > 0 {
            let (code, level, points) = match rest {
                4 | 8.. => *self.dice.pick(&[("K01", None, None), ("K05", Some("村级"), None), ("K01", None, None)]),
                6 => *self.dice.pick(&[("K03", None, None), ("K05", Some("镇级"), None)]),
                _ => ("K04", None, Some(rest)),
            };
            let worth = item(code).price(level).map_or(points.unwrap_or(0), |price| price);
            if (code == "K05" && self.lines_of(code) > 0) || (code == "K01" && self.lines_of(code) > 3) {
                continue;
            }
            rest -= worth;
            let date = self.free(code);
            self.add(code, date, Some(1), level, points);
        }
    }

    /// How many lines of an item there are so far.
    pub fn lines_of(&self, code: &str) -> usize {
        self.events.iter().filter(|event| event.item.code == code).count()
    }

    /// A day on which an item of that number can happen and this member has none yet.
    pub fn free(&mut self, code: &str) -> NaiveDate {
        let pool: &[NaiveDate] = match code {
            "J01" => &self.calendar.studies,
            "J02" => &self.calendar.meetings,
            "J04" => &self.calendar.volunteering,
            "K01" => &self.calendar.assemblies,
            _ => &[],
        };
        let (from, to) = self.window;
        let busy = |date: NaiveDate| self.events.iter().any(|event| event.item.code == code && event.date == date);
        let usable = |date: &NaiveDate| *date >= from && *date <= to && !busy(*date);
        let mut open: Vec<NaiveDate> = pool.iter().copied().filter(usable).collect();
        if open.is_empty() {
            open = from.iter_days().take_while(|date| *date <= to).filter(usable).collect();
        }
        *self.dice.pick(&open)
    }

    /// Adds an event with a reason and its whole procedure.
    pub fn add(
        &mut self,
        code: &str,
        date: NaiveDate,
        count: Option<i32>,
        level: Option<&'static str>,
        points: Option<Halves>,
    ) -> &mut Event {
        let item = item(code);
        let turn = self.lines_of(code);
        let turn = if item.once_per_matter() { turn } else { turn + date.day() as usize };
        let (matter, evidence) = reason(code, level, date, turn);
        let voted = item.kind != Kind::Base;
        let entered = (date + Days::new(u64::from(date.day() % 6))).min(day(date.year(), 12, 31));
        self.events.push(Event {
            date,
            item,
            count,
            level,
            points,
            matter,
            evidence,
            verifier: Some(self.verifier.clone()),
            passed: voted.then(|| self.calendar.vote_after(date)),
            entered,
        });
        self.events.last_mut().unwrap()
    }
}
