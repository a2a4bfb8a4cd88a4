//! One line of a ledger: what happened, how its cells are written, what was planted in it.

use chrono::NaiveDate;

use crate::items::{Halves, Item, Kind};

/// The columns of both sheets, in the order of the plainest form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    Serial,
    Date,
    Entered,
    Id,
    Name,
    Code,
    Item,
    Count,
    Level,
    Points,
    Matter,
    Evidence,
    Verifier,
    Passed,
    Remark,
    Colour,
    Sex,
    Born,
    Joined,
    Class,
    Came,
    Left,
    Died,
    Base,
    Bonus,
    Penalty,
    Total,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Date(NaiveDate),
    /// A formula that Excel computed to an error value.
    Broken(&'static str),
    /// Total of the row's own figures: the formula's cached result.
    Sum(f64),
}

impl Cell {
    /// Text, empty or not.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Points as the number that a form holds.
    pub fn halves(halves: Halves) -> Self {
        Self::Number(f64::from(halves) / 2.0)
    }

    /// A date or nothing.
    pub fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

/// Something that happened, with its procedure.
#[derive(Clone)]
pub struct Event {
    pub date: NaiveDate,
    pub item: &'static Item,
    /// None is an empty cell and means one.
    pub count: Option<i32>,
    pub level: Option<&'static str>,
    /// Only where the group assesses them.
    pub points: Option<Halves>,
    pub matter: String,
    pub evidence: &'static str,
    pub verifier: Option<String>,
    pub passed: Option<NaiveDate>,
    pub entered: NaiveDate,
}

impl Event {
    /// How often, 1 where nothing is said.
    pub fn times(&self) -> i32 {
        self.count.unwrap_or(1)
    }

    /// What the line is worth before any limit, in halves, without sign.
    pub fn worth(&self) -> Halves {
        self.item.price(self.level).map_or(self.points.unwrap_or(0), |price| price * self.times())
    }

    /// Whether the assembly has to pass it.
    pub fn needs_vote(&self) -> bool {
        self.item.kind != Kind::Base
    }
}

/// Whether a line takes part in the score.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    Counted,
    Pending,
    Excluded,
}

/// A diagnostic that is to be found, at a place known once the sheet is laid out.
#[derive(Clone)]
pub struct Planted {
    pub code: &'static str,
    pub what: String,
}

/// A line of a ledger.
#[derive(Clone)]
pub struct Line {
    /// Index into the branch's members.
    pub member: usize,
    pub event: Event,
    pub state: State,
    /// Cells that do not say what the event says.
    pub written: Vec<(Column, Cell)>,
    pub planted: Vec<Planted>,
}

impl Line {
    /// A line that says what happened.
    pub fn new(member: usize, event: Event) -> Self {
        Self { member, event, state: State::Counted, written: Vec::new(), planted: Vec::new() }
    }

    /// Writes something else into one cell.
    pub fn write(&mut self, column: Column, cell: Cell) -> &mut Self {
        self.written.push((column, cell));
        self
    }

    /// Declares what has to be found here.
    pub fn plant(&mut self, code: &'static str, what: impl Into<String>) -> &mut Self {
        self.planted.push(Planted { code, what: what.into() });
        self
    }

    /// The line takes no part in the score.
    pub fn leave_out(&mut self, state: State) -> &mut Self {
        self.state = state;
        self
    }
}
