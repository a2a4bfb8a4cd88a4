//! The list of problems on a branch's sheet: the worst first, the same in many places as one line.

use std::collections::HashSet;

use super::Feedback;
use super::room::{Room, WIDTHS, height, shortened};
use crate::model::{Diagnostic, RowKind, Severity, Table, TableCell};
use crate::reports::grouping::{ProblemKind, SameProblem, places_in_words, problem_kinds};
use crate::reports::round::{RoundProblem, RoundResult};

/// So many kinds at most, so many lines at most of each: all kinds are to be on the page. Where there are more, one.
const LINES_OF_KIND: [(usize, usize); 3] = [(3, 6), (6, 3), (8, 2)];
/// So many ranges of cells are named in a line.
const RANGES: usize = 6;
/// The most characters of a cell: four lines or so.
const LONGEST: usize = 70;
/// The height of the line that counts what did not fit.
const REST: usize = 22;

/// A line as it will stand, and how many places it is about.
struct Line {
    severity: String,
    place: String,
    what: String,
    help: String,
    places: usize,
}

/// Adds as many lines as the page has room for, and says how many places it had none for.
pub fn add(table: &mut Table, feedback: &Feedback<'_>, mut room: Room) {
    let diagnostics = feedback.sender.diagnostics.iter().copied();
    let kinds = problem_kinds(diagnostics.filter(|diagnostic| diagnostic.severity != Severity::Note));
    let since = Since::of(feedback.round);
    let with_files = feedback.sender.files.len() > 1;
    let of_kind = LINES_OF_KIND.iter().find(|(most, _)| kinds.len() <= *most).map_or(1, |(_, lines)| *lines);
    let lines: Vec<Line> = kinds.iter().flat_map(|kind| lines(kind, of_kind, &since, with_files)).collect();
    let all: usize = lines.iter().map(|line| line.places).sum();
    let count = lines.len();
    let mut told = 0;
    let mut last_help = "";
    for (number, line) in (1..).zip(&lines) {
        let help = if line.help == last_help { "同上" } else { &line.help };
        let texts = [line.severity.as_str(), &line.place, &line.what, help];
        let height = height(texts.into_iter().zip(WIDTHS.into_iter().skip(1)));
        let is_last = usize::try_from(number).is_ok_and(|number| number == count);
        if !room.take(height, if is_last { 0 } else { REST }) {
            break;
        }
        let cells = texts.map(TableCell::words);
        table.push(RowKind::Body, [vec![TableCell::Whole(number)], cells.to_vec()].concat());
        told += line.places;
        last_help = &line.help;
    }
    if told < all {
        let words = format!("其余 {} 处见批注本「jifen 校验」表。", all - told);
        table.push(RowKind::Wide, vec![TableCell::words("……"), TableCell::Empty, TableCell::words(&words)]);
    }
}

/// The lines of a kind: one for each problem, or the last one for all that are left.
fn lines(kind: &ProblemKind<'_>, most: usize, since: &Since<'_>, with_files: bool) -> Vec<Line> {
    let shown = if kind.problems.len() <= most { kind.problems.len() } else { most.saturating_sub(1) };
    let mut lines: Vec<Line> =
        kind.problems.iter().take(shown).map(|problem| line(kind, problem, since, with_files)).collect();
    let rest: Vec<&Diagnostic> =
        kind.problems.iter().skip(shown).flat_map(|problem| problem.places.iter().copied()).collect();
    if let Some(first) = rest.first() {
        let count = if shown > 0 { "同类的还有" } else { "共" };
        let what = format!("{}，{count} {} 处，例如：{}", kind.code.title, rest.len(), first.message);
        let help = if rest.iter().all(|one| one.help == first.help) { &first.help } else { kind.code.mend };
        lines.push(Line {
            severity: severity_in_words(kind, since.of_places(&rest)),
            place: places_in_words(&rest, RANGES, with_files),
            what: shortened(&what, LONGEST),
            help: shortened(help, LONGEST),
            places: rest.len(),
        });
    }
    lines
}

/// 错误, and below it what the last time says of it.
fn severity_in_words(kind: &ProblemKind<'_>, since: &str) -> String {
    [kind.severity.label(), since].join("\n").trim_end().to_owned()
}

fn line(kind: &ProblemKind<'_>, problem: &SameProblem<'_>, since: &Since<'_>, with_files: bool) -> Line {
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
        what: format!("{}{count}", shortened(&format!("{who}{message}"), LONGEST)),
        help: shortened(help, LONGEST),
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
