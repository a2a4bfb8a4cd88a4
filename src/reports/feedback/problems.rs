//! The list of problems on a branch's sheet: the worst first, the same in many places as one line.

use std::collections::HashSet;

use super::Feedback;
use super::room::{Room, WIDTHS, height, shortened};
use crate::model::{Diagnostic, RowKind, Severity, Table, TableCell};
use crate::reports::grouping::{ProblemKind, SameProblem, places_in_words, problem_kinds};
use crate::reports::round::{RoundProblem, RoundResult};

/// How much is said, from the fullest on: lines of one kind at most, characters of a cell at most. The first with which
/// all is on the page is taken; that all kinds are there is worth more than a second example of one.
const FULLNESS: [Fullness; 6] =
    [fullness(20, 160), fullness(6, 160), fullness(3, 160), fullness(3, 70), fullness(2, 70), fullness(1, 70)];
/// So many ranges of cells are named in a line.
const RANGES: usize = 6;
/// The height of the line that counts what did not fit.
const REST: usize = 22;

#[derive(Clone, Copy)]
struct Fullness {
    lines: usize,
    characters: usize,
}

const fn fullness(lines: usize, characters: usize) -> Fullness {
    Fullness { lines, characters }
}

/// A line as it will stand, and how many places it is about.
struct Line {
    severity: String,
    place: String,
    what: String,
    help: String,
    places: usize,
}

impl Line {
    fn texts(&self) -> [&str; 4] {
        [&self.severity, &self.place, &self.what, &self.help]
    }

    fn height(&self) -> usize {
        height(self.texts().into_iter().zip(WIDTHS.into_iter().skip(1)))
    }
}

/// Adds as many lines as the page has room for, and says how many places it had none for.
pub fn add(table: &mut Table, feedback: &Feedback<'_>, mut room: Room) {
    let diagnostics = feedback.sender.diagnostics.iter().copied();
    let kinds = problem_kinds(diagnostics.filter(|diagnostic| diagnostic.severity != Severity::Note));
    let since = Since::of(feedback.round);
    let with_files = feedback.sender.files.len() > 1;
    let mut lines = Vec::new();
    for fullness in FULLNESS {
        lines = said_once(kinds.iter().flat_map(|kind| self::lines(kind, fullness, &since, with_files)).collect());
        if { room }.take(lines.iter().map(Line::height).sum(), 0) {
            break;
        }
    }
    let all: usize = lines.iter().map(|line| line.places).sum();
    let mut told = 0;
    for (number, line) in (1..).zip(&lines) {
        let is_last = told + line.places == all;
        if !room.take(line.height(), if is_last { 0 } else { REST }) {
            break;
        }
        let cells = line.texts().map(TableCell::words);
        table.push(RowKind::Body, [vec![TableCell::Whole(number)], cells.to_vec()].concat());
        told += line.places;
    }
    if told < all {
        let words = format!("其余 {} 处见批注本「jifen 校验」表。", all - told);
        table.push(RowKind::Wide, vec![TableCell::words("……"), TableCell::Empty, TableCell::words(&words)]);
    }
}

/// The same lines; advice that stands in the line above is not said again.
fn said_once(mut lines: Vec<Line>) -> Vec<Line> {
    let mut last = String::new();
    for line in &mut lines {
        if line.help == last {
            "同上".clone_into(&mut line.help);
        } else {
            last.clone_from(&line.help);
        }
    }
    lines
}

/// The lines of a kind: one for each problem, or the last one for all that are left.
fn lines(kind: &ProblemKind<'_>, fullness: Fullness, since: &Since<'_>, with_files: bool) -> Vec<Line> {
    let count = kind.problems.len();
    let shown = if count <= fullness.lines { count } else { fullness.lines.saturating_sub(1) };
    let line = |problem| line(kind, problem, fullness.characters, since, with_files);
    let mut lines: Vec<Line> = kind.problems.iter().take(shown).map(line).collect();
    let rest: Vec<&Diagnostic> =
        kind.problems.iter().skip(shown).flat_map(|problem| problem.places.iter().copied()).collect();
    if let Some(first) = rest.first() {
        let count = if shown > 0 { "同类的还有" } else { "共" };
        let what = format!("{}，{count} {} 处，例如：{}", kind.code.title, rest.len(), first.message);
        let help = if rest.iter().all(|one| one.help == first.help) { &first.help } else { kind.code.mend };
        lines.push(Line {
            severity: severity_in_words(kind, since.of_places(&rest)),
            place: places_in_words(&rest, RANGES, with_files),
            what: shortened(&what, fullness.characters),
            help: shortened(help, fullness.characters),
            places: rest.len(),
        });
    }
    lines
}

/// 错误, and below it what the last time says of it.
fn severity_in_words(kind: &ProblemKind<'_>, since: &str) -> String {
    [kind.severity.label(), since].join("\n").trim_end().to_owned()
}

fn line(
    kind: &ProblemKind<'_>,
    problem: &SameProblem<'_>,
    longest: usize,
    since: &Since<'_>,
    with_files: bool,
) -> Line {
    let (message, help) = problem.first().map_or(("", ""), |first| (first.message.as_str(), first.help.as_str()));
    let members = problem.members();
    let who = match members.as_slice() {
        [] => String::new(),
        [one] if message.contains(one) => String::new(),
        [one] => format!("{one}："),
        [one, two] => format!("{one}、{two}："),
        [one, two, ..] => format!("{one}、{two}等 {} 人：", members.len()),
    };
    let count = if problem.places.len() > 1 { format!("（{} 处）", problem.places.len()) } else { String::new() };
    let place = places_in_words(&problem.places, RANGES, with_files);
    Line {
        severity: severity_in_words(kind, since.of_places(&problem.places)),
        place: if place.is_empty() { "整个文件".to_owned() } else { place },
        what: format!("{}{count}", shortened(&format!("{who}{message}"), longest)),
        help: shortened(help, longest),
        places: problem.places.len(),
    }
}

/// Which problems were there the last time, and which were not.
struct Since<'a> {
    unmended: HashSet<Key<'a>>,
    new: HashSet<Key<'a>>,
}

type Key<'a> = (&'a str, Option<&'a str>, Option<String>, &'a str);

impl<'a> Since<'a> {
    fn of(round: Option<&'a RoundResult>) -> Self {
        let keys = |problems: &'a [RoundProblem]| {
            let key = |problem: &'a RoundProblem| {
                (problem.code.as_str(), problem.sheet.as_deref(), problem.cell.clone(), problem.message.as_str())
            };
            problems.iter().map(key).collect()
        };
        let none: &[RoundProblem] = &[];
        Self {
            unmended: keys(round.map_or(none, |round| &round.unmended)),
            new: keys(round.map_or(none, |round| &round.new)),
        }
    }

    /// 未改, 新增, or nothing where nobody knows; what is new in one of its places is new.
    fn of_places(&self, places: &[&Diagnostic]) -> &'static str {
        let is_in = |keys: &HashSet<Key<'_>>, diagnostic: &Diagnostic| {
            let cell = diagnostic.cells.map(|cells| cells.to_string());
            keys.contains(&(diagnostic.code.id, diagnostic.sheet.as_deref(), cell, diagnostic.message.as_str()))
        };
        if places.iter().any(|diagnostic| is_in(&self.new, diagnostic)) {
            "新增"
        } else if places.iter().any(|diagnostic| is_in(&self.unmended, diagnostic)) {
            "未改"
        } else {
            ""
        }
    }
}
