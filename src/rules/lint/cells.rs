//! The numbers of one kind, cut where a rule compares them: every number behaves as one of these cells.

use crate::model::Points;
use crate::rules::formula::Interval;

/// Numbers that no rule tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// This number.
    At(Points),
    /// All between these, neither included; `None` where there is no end.
    Between(Option<Points>, Option<Points>),
}

/// The cells that have a number which can be, each with such a number, in ascending order.
///
/// `grain`: numbers are whole multiples of it; `None` where they can be any.
#[must_use]
pub fn cells(thresholds: &[Points], reach: Interval, grain: Option<Points>) -> Vec<(Cell, Points)> {
    let mut sorted = thresholds.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut all = Vec::new();
    let mut before = None;
    for threshold in &sorted {
        all.push(Cell::Between(before, Some(*threshold)));
        all.push(Cell::At(*threshold));
        before = Some(*threshold);
    }
    all.push(Cell::Between(before, None));
    all.into_iter().filter_map(|cell| Some((cell, number_in(cell, reach, grain)?))).collect()
}

/// A number of the cell that can be: of several a plain one.
fn number_in(cell: Cell, reach: Interval, grain: Option<Points>) -> Option<Points> {
    let (from, to) = match cell {
        Cell::At(number) => {
            let fits = reach.holds(number) && grain.is_none_or(|grain| number.is_multiple_of(grain));
            return fits.then_some(number);
        }
        Cell::Between(from, to) => (from, to),
    };
    let is_in = |number: &Points| {
        from.is_none_or(|from| from < *number) && to.is_none_or(|to| *number < to) && reach.holds(*number)
    };
    let one = Points::whole(1);
    let step = grain.unwrap_or(one);
    // Next to the ends, the ends of what can be, and the middle.
    let down = |number: Points| (number / step).floor_points() * step;
    let up = |number: Points| -down(-number);
    let mut tried = Vec::new();
    tried.extend(from.map(|from| down(from) + step));
    tried.extend(to.map(|to| up(to) - step));
    tried.extend(reach.least.map(|least| if grain.is_some() { up(least) } else { least }));
    tried.extend(reach.most.map(|most| if grain.is_some() { down(most) } else { most }));
    if from.is_none() && to.is_none() {
        tried.push(Points::ZERO);
    }
    if grain.is_none() {
        let half = Points::whole(2);
        let low = [from, reach.least].into_iter().flatten().max();
        let high = [to, reach.most].into_iter().flatten().min();
        tried.extend(low.zip(high).map(|(low, high)| (low + high) / half));
    }
    tried.into_iter().find(is_in)
}

/// Numbers that lie next to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins, and whether that belongs to it.
    pub from: Option<(Points, bool)>,
    /// Where it ends, and whether that belongs to it.
    pub to: Option<(Points, bool)>,
}

impl Stretch {
    /// From one cell to another.
    #[must_use]
    pub fn of(first: Cell, last: Cell) -> Self {
        let from = match first {
            Cell::At(number) => Some((number, true)),
            Cell::Between(from, _) => from.map(|from| (from, false)),
        };
        let to = match last {
            Cell::At(number) => Some((number, true)),
            Cell::Between(_, to) => to.map(|to| (to, false)),
        };
        Self { from, to }
    }

    /// The one number that it is.
    #[must_use]
    pub fn single(self) -> Option<Points> {
        match (self.from, self.to) {
            (Some((from, true)), Some((to, true))) if from == to => Some(from),
            _ => None,
        }
    }

    /// The whole numbers between which it is a hole: 89 and 90.
    #[must_use]
    pub fn between_neighbours(self) -> Option<(Points, Points)> {
        let (Some((from, false)), Some((to, false))) = (self.from, self.to) else { return None };
        let one = Points::whole(1);
        (to - from == one && from.is_multiple_of(one)).then_some((from, to))
    }

    /// As a condition: `65 <= score < 70`.
    #[must_use]
    pub fn condition(self, name: &str) -> String {
        if let Some(number) = self.single() {
            return format!("{name} = {number}");
        }
        let sign = |included: bool| if included { "<=" } else { "<" };
        match (self.from, self.to) {
            (Some((from, with)), Some((to, and))) => format!("{from} {} {name} {} {to}", sign(with), sign(and)),
            (Some((from, with)), None) => format!("{name} {} {from}", if with { ">=" } else { ">" }),
            (None, Some((to, with))) => format!("{name} {} {to}", sign(with)),
            (None, None) => "yes".to_owned(),
        }
    }

    /// In words behind the name of the number: 合计 65 以上、70 以下.
    #[must_use]
    pub fn of_title(self, title: &str) -> String {
        let words = self.in_words();
        let space = if words.starts_with(|c: char| c.is_ascii_digit() || c == '-') { " " } else { "" };
        format!("{title}{space}{words}")
    }

    /// In words: 65 以上、70 以下. 以上 takes the number in, 以下 does not.
    #[must_use]
    pub fn in_words(self) -> String {
        if let Some(number) = self.single() {
            return format!("恰为 {number}");
        }
        let from = self.from.map(|(from, with)| if with { format!("{from} 以上") } else { format!("高于 {from}") });
        let to = self.to.map(|(to, with)| if with { format!("不高于 {to}") } else { format!("{to} 以下") });
        let parts: Vec<String> = from.into_iter().chain(to).collect();
        if parts.is_empty() { "不论多少".to_owned() } else { parts.join("、") }
    }
}

impl Points {
    /// The largest whole number that does not exceed it, as a number; the number itself where that is too large to hold.
    fn floor_points(self) -> Self {
        i64::try_from(self.floor()).map_or(self, Self::whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(thresholds: &[i64], least: Option<i64>, most: Option<i64>, grain: Option<&str>) -> Vec<String> {
        let thresholds: Vec<Points> = thresholds.iter().map(|number| Points::whole(*number)).collect();
        let reach = Interval { least: least.map(Points::whole), most: most.map(Points::whole) };
        let grain = grain.map(|grain| Points::parse(grain).unwrap());
        let found = cells(&thresholds, reach, grain);
        found.into_iter().map(|(cell, number)| format!("{} ({number})", Stretch::of(cell, cell).in_words())).collect()
    }

    #[test]
    fn every_cell_that_has_a_number_is_found() {
        assert_eq!(
            shown(&[89, 90], Some(0), Some(100), Some("0.01")),
            ["89 以下 (88.99)", "恰为 89 (89)", "高于 89、90 以下 (89.01)", "恰为 90 (90)", "高于 90 (90.01)"]
        );
        assert_eq!(shown(&[89, 90], Some(90), None, Some("1")), ["恰为 90 (90)", "高于 90 (91)"]);
        assert_eq!(shown(&[89, 90], None, Some(89), Some("1")), ["89 以下 (88)", "恰为 89 (89)"]);
        assert_eq!(shown(&[0, 1], Some(0), Some(1), None), ["恰为 0 (0)", "高于 0、1 以下 (0.5)", "恰为 1 (1)"]);
        assert_eq!(shown(&[], None, None, None), ["不论多少 (0)"]);
    }

    #[test]
    fn stretches_are_told_and_written() {
        let at = |number| Cell::At(Points::whole(number));
        let between = |from, to| Cell::Between(Some(Points::whole(from)), Some(Points::whole(to)));
        let gap = Stretch::of(at(65), between(65, 70));
        assert_eq!((gap.condition("score"), gap.in_words()), ("65 <= score < 70".into(), "65 以上、70 以下".into()));
        let hole = Stretch::of(between(89, 90), between(89, 90));
        assert_eq!(hole.between_neighbours(), Some((Points::whole(89), Points::whole(90))));
        assert_eq!(hole.condition("score"), "89 < score < 90");
        assert_eq!(Stretch::of(at(90), at(90)).condition("score"), "score = 90");
    }
}
