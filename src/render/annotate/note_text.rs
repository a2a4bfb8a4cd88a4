//! What a note says: for each problem of its cell the code, what is wrong, what was found and what to do.

use super::Problem;
use crate::workbook::marks::{NOTE_PREFIX, SHEET_NAME};

/// The most problems that one note tells of; the list has all of them.
const PROBLEMS: usize = 4;
/// The most characters of what is said of one problem in one line, and of what was found.
const SAID: usize = 120;
const FOUND: usize = 40;
/// What a note says where a conditional format may lie over the colour.
const HIDDEN_COLOUR: &str = "这一格设有条件格式，标的颜色可能看不出来。";

/// The text of the note on a cell. `problems` are those of the cell with their numbers in the list, from 0.
pub(super) fn note_text(problems: &[(usize, &Problem)], colour_hidden: bool) -> String {
    let mut sorted = problems.to_vec();
    sorted.sort_by_key(|(number, problem)| (problem.kind, *number));
    let mut lines = Vec::new();
    match sorted.as_slice() {
        [(number, only)] => {
            lines.push(format!("{NOTE_PREFIX}{}", head(*number, only)));
            lines.extend(body(only));
        }
        several => {
            lines.push(format!("{NOTE_PREFIX}这一格有 {} 个问题", several.len()));
            for (place, (number, problem)) in (1..).zip(several.iter().take(PROBLEMS)) {
                lines.push(format!("{place}. {}", head(*number, problem)));
                lines.extend(body(problem));
            }
            if several.len() > PROBLEMS {
                lines.push(format!("其余 {} 个见「{SHEET_NAME}」表。", several.len() - PROBLEMS));
            }
        }
    }
    if colour_hidden {
        lines.push(HIDDEN_COLOUR.to_owned());
    }
    lines.join("\n")
}

/// Kind, code and the number in the list; the cells too, where there are several.
fn head(number: usize, problem: &Problem) -> String {
    let cells = problem.place.as_ref().filter(|(_, cells)| cells.first != cells.last);
    let cells = cells.map_or(String::new(), |(_, cells)| format!("，{cells}"));
    format!("{} {}（清单第 {} 条{cells}）", problem.kind.label(), problem.code, number + 1)
}

fn body(problem: &Problem) -> Vec<String> {
    let found = problem.found.trim();
    let is_news = !found.is_empty() && !problem.message.contains(found);
    let mut lines = vec![one_line(&problem.message, SAID)];
    if is_news {
        lines.push(format!("填的是：{}", one_line(found, FOUND)));
    }
    if !problem.help.trim().is_empty() {
        lines.push(format!("怎么改：{}", one_line(&problem.help, SAID)));
    }
    lines
}

/// A text in one line, cut where it is long. The prefix by which notes are known is never in it.
fn one_line(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(NOTE_PREFIX, SHEET_NAME);
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}……", line.get(..end).unwrap_or("")),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::super::MarkKind;
    use super::*;
    use crate::model::CellRange;

    fn problem(kind: MarkKind, code: &str, cells: &str) -> Problem {
        Problem {
            kind,
            code: code.into(),
            place: Some(("台账".into(), CellRange::parse(cells).unwrap())),
            member: String::new(),
            found: "30".into(),
            message: "超过上限 20 分".into(),
            help: "改为 20 分以内".into(),
        }
    }

    #[test]
    fn one_problem_is_told_at_once_and_several_worst_first() {
        let wrong = problem(MarkKind::Wrong, "E101", "A1");
        let alone = note_text(&[(4, &wrong)], false);
        assert_eq!(alone, "【jifen 校验】错误 E101（清单第 5 条）\n超过上限 20 分\n填的是：30\n怎么改：改为 20 分以内");
        let doubtful = Problem { message: "写着 30".into(), ..problem(MarkKind::Doubtful, "W201", "A1:D1") };
        let both = note_text(&[(0, &doubtful), (1, &wrong)], true);
        let lines: Vec<&str> = both.lines().collect();
        assert_eq!(lines[..2], ["【jifen 校验】这一格有 2 个问题", "1. 错误 E101（清单第 2 条）"]);
        assert_eq!(lines[5..7], ["2. 存疑 W201（清单第 1 条，A1:D1）", "写着 30"]);
        assert!(lines[7].starts_with("怎么改") && lines[8] == HIDDEN_COLOUR);
        let many = note_text(&[(0, &wrong); 6], false);
        assert!(many.ends_with("其余 2 个见「jifen 校验」表。"), "{many}");
    }

    #[test]
    fn texts_are_short_and_cannot_look_like_a_note() {
        let long = Problem {
            message: format!("【jifen 校验】{}", "长".repeat(500)),
            ..problem(MarkKind::Wrong, "E1", "A1")
        };
        let text = note_text(&[(0, &long)], false);
        assert_eq!(text.matches(NOTE_PREFIX).count(), 1);
        assert!(text.chars().count() < 250);
    }
}
