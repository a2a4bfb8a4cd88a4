//! Who is meant: matching lines to the roster by number and name, and what is wrong inside a roster.

use std::collections::HashMap;
use std::sync::Arc;

use super::codes::{M101, M102, M103, M105, M107};
use super::ledger::Line;
use crate::model::text::{is_one_slip_apart, without_zeros};
use crate::model::{Diagnostic, Entry, Field, Member};

/// Marks namesakes, and takes out rows that list the same member again.
pub fn settle_roster(members: Vec<Member>) -> (Vec<Member>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut kept: Vec<Member> = Vec::with_capacity(members.len());
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut by_identity: HashMap<String, usize> = HashMap::new();
    for member in members {
        let namesakes = by_name.entry(member.name.clone()).or_default();
        let again = namesakes
            .iter()
            .filter_map(|index| kept.get(*index))
            .find(|earlier| earlier.id == member.id || member.is_same_person(earlier));
        if let Some(earlier) = again {
            let place = place_seen_from(earlier, &member);
            let message = format!("{}在花名册里列了两次（另一处是 {place}），这一行没有重复计算。", member.name);
            problems.push(M105.says(message).at(cell_of_name(&member)).of_member(&member.name));
            continue;
        }
        let same_identity = member.identity.as_ref().and_then(|identity| by_identity.get(identity));
        if let Some(earlier) = same_identity.and_then(|index| kept.get(*index)) {
            let message = format!(
                "{} 与 {} 的身份证号相同（另一处在{}），这一行没有重复计算。",
                member.name, earlier.name, earlier.source
            );
            problems.push(M105.says(message).at(cell_of_name(&member)).of_member(&member.name));
            continue;
        }
        if let Some(identity) = &member.identity {
            by_identity.insert(identity.clone(), kept.len());
        }
        if let Some(earlier) = by_id.get(&member.id).and_then(|index| kept.get(*index)) {
            let place = place_seen_from(earlier, &member);
            let message = format!("{}与{}（{place}）用了同一个号「{}」。", member.name, earlier.name, member.id);
            problems.push(M107.says(message).at(cell_of_name(&member)).of_member(&member.name).found(&member.id));
        }
        by_id.entry(member.id.clone()).or_insert(kept.len());
        namesakes.push(kept.len());
        kept.push(member);
    }
    for group in by_name.values().filter(|group| group.len() > 1) {
        for index in group {
            if let Some(member) = kept.get_mut(*index) {
                member.namesake = true;
            }
        }
    }
    (kept, problems)
}

/// The cell with a member's name.
#[must_use]
pub fn cell_of_name(member: &Member) -> crate::model::Source {
    crate::model::Source {
        file: Arc::clone(&member.source.file),
        sheet: Arc::clone(&member.source.sheet),
        cells: member.name_cell.into(),
    }
}

/// Where a member stands, as briefly as it can be said to who looks at another: `B4` in the same sheet.
fn place_seen_from(member: &Member, other: &Member) -> String {
    let is_near = (&member.source.file, &member.source.sheet) == (&other.source.file, &other.source.sheet);
    if is_near { member.name_cell.to_string() } else { cell_of_name(member).to_string() }
}

/// Finds the member of every line. What does not fit exactly one member is a problem of the line.
pub fn settle_lines(roster: &[Member], lines: Vec<Line>) -> Vec<Entry> {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, member) in roster.iter().enumerate() {
        by_name.entry(&member.name).or_default().push(index);
        for number in std::iter::once(&member.id).chain(&member.serial) {
            by_number.entry(without_zeros(number)).or_default().push(index);
        }
    }
    let settle = |line: Line| {
        let mut entry = line.entry;
        if entry.written_name.is_empty() {
            return entry;
        }
        let named = by_name.get(&*entry.written_name).map_or(&[][..], Vec::as_slice);
        let found = match line.code.as_deref().filter(|code| !code.is_empty()) {
            Some(code) => {
                let numbered = by_number.get(without_zeros(code)).map_or(&[][..], Vec::as_slice);
                by_number_and_name(roster, code, numbered, named, &entry.written_name)
            }
            None => by_name_alone(roster, named, &entry.written_name),
        };
        match found {
            Ok(member) => entry.member = Some(member),
            Err(problem) => {
                let (field, diagnostic) = *problem;
                let source = entry.cell(field);
                entry.problems.push(diagnostic.at(source));
            }
        }
        entry
    };
    lines.into_iter().map(settle).collect()
}

fn by_name_alone(roster: &[Member], named: &[usize], name: &str) -> Result<usize, Box<(Field, Diagnostic)>> {
    match named {
        [only] => Ok(*only),
        [] => {
            let near: Vec<&str> =
                roster.iter().map(|m| m.name.as_str()).filter(|m| is_one_slip_apart(m, name)).collect();
            let diagnostic = M101.says(format!("花名册里没有「{name}」，不知道这一条是谁的。")).found(name);
            let diagnostic = if near.is_empty() {
                diagnostic
            } else {
                let near = near.join("、");
                diagnostic.advise(format!("是不是「{near}」？请核对后改正姓名；如果确有其人，请先补进花名册。"))
            };
            Err(Box::new((Field::Name, diagnostic)))
        }
        several => {
            let ids: Vec<&str> = several.iter().filter_map(|index| roster.get(*index)).map(|m| m.id.as_str()).collect();
            let message = format!("花名册里有 {} 位「{name}」，分不清是哪一位。", several.len());
            let ids = ids.join("」或「");
            let advice = format!("请在「编号」栏填上这位党员在花名册里的号：「{ids}」。没有这一栏的，请加一栏。");
            Err(Box::new((Field::Name, M102.says(message).found(name).advise(advice))))
        }
    }
}

fn by_number_and_name(
    roster: &[Member],
    code: &str,
    numbered: &[usize],
    named: &[usize],
    name: &str,
) -> Result<usize, Box<(Field, Diagnostic)>> {
    let mut both = numbered.iter().filter(|index| named.contains(index));
    if let (Some(member), None) = (both.next(), both.next()) {
        return Ok(*member);
    }
    let whose: Vec<&str> = numbered.iter().filter_map(|index| roster.get(*index)).map(|m| m.name.as_str()).collect();
    let message = if whose.is_empty() {
        format!("花名册里没有编号「{code}」，无法确认「{name}」是哪一位。")
    } else {
        format!("编号「{code}」在花名册里是「{}」，这里写的姓名是「{name}」。", whose.join("、"))
    };
    let diagnostic = M103.says(message).found(code);
    let diagnostic = match (whose.as_slice(), named) {
        (whose, [only]) => {
            let id = roster.get(*only).map_or("", |member| &member.id);
            let other = whose.first().map(|whose| format!("是{whose}的，把姓名改成「{whose}」；"));
            diagnostic.advise(format!("{}是{name}的，把编号改成「{id}」或空着。", other.unwrap_or_default()))
        }
        ([whose], []) => diagnostic.advise(format!(
            "花名册里没有{name}。是{whose}的，把姓名改成「{whose}」；确有{name}的，请先补进花名册，再写上编号。"
        )),
        _ => diagnostic,
    };
    Err(Box::new((Field::Code, diagnostic)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;

    fn roster(rows: &str) -> (Vec<Member>, Vec<&'static str>) {
        let mut read = drawn::read(&format!(
            "# 花名册
序号|编号|姓名|出生年月|入党时间
{rows}"
        ));
        let (kept, problems) = settle_roster(read.parts.remove(0).members);
        (kept, problems.iter().map(|problem| problem.code.id).collect())
    }

    /// Whose the line is, as index into the roster, or the code and the field of what is wrong.
    fn whose(members: &[Member], code: &str, name: &str) -> Result<usize, (&'static str, String)> {
        let drawing = format!(
            "# 积分登记
日期|编号|姓名|项目编号|次数
2025-03-08|{code}|{name}|A|1"
        );
        let entries = settle_lines(members, drawn::read(&drawing).parts.remove(0).lines);
        let wrong = entries[0].problems.iter().find(|problem| problem.code.id.starts_with('M'));
        match (entries[0].member, wrong) {
            (Some(member), None) => Ok(member),
            (None, Some(wrong)) => Err((wrong.code.id, wrong.cells.unwrap().to_string())),
            both => panic!("{both:?}"),
        }
    }

    #[test]
    fn a_line_belongs_to_whom_its_name_and_number_mean() {
        let (members, _) = roster("1||王伟||\n2|'021|张伟||\n3|'022|张伟||\n4||欧阳 秀英||");
        let wrong = |code, cell: &str| Err((code, cell.to_owned()));
        for (code, name, expected) in [
            ("", "王伟", Ok(0)),
            ("", "王\u{3000}伟", Ok(0)),
            ("", "王 伟", Ok(0)),
            ("", "欧阳秀英", Ok(3)),
            ("1", "王伟", Ok(0)),
            ("'01", "王伟", Ok(0)),
            ("'021", "张伟", Ok(1)),
            ("21", "张伟", Ok(1)),
            // the running number serves too
            ("3", "张伟", Ok(2)),
            ("", "张伟", wrong("M102", "C2")),
            ("", "王玮", wrong("M101", "C2")),
            ("3", "王伟", wrong("M103", "B2")),
            ("9", "王伟", wrong("M103", "B2")),
            ("1", "", wrong("M106", "C2")),
        ] {
            assert_eq!(whose(&members, code, name), expected, "{code} {name}");
        }
    }

    #[test]
    fn a_roster_lists_everyone_once_under_a_number_of_his_own() {
        for (rows, names, codes) in [
            ("1||王伟||\n2||李秀英||", "王伟 李秀英", &[][..]),
            // the same number and name, or the same birth and joining
            ("1||王伟||\n1||王伟||", "王伟", &["M105"]),
            ("1||王伟|1980-03-01|2005-07-01\n2||王伟|1980-03-01|2005-07-01", "王伟", &["M105"]),
            // namesakes
            ("1||王伟|1980-03-01|2005-07-01\n2||王伟|1985-03-01|2009-07-01", "王伟（1） 王伟（2）", &[]),
            ("1||王伟||\n2||王伟||", "王伟（1） 王伟（2）", &[]),
            ("1||王伟||\n1||李秀英||", "王伟 李秀英", &["M107"]),
        ] {
            let (members, found) = roster(rows);
            let listed: Vec<String> = members.iter().map(Member::listed_name).collect();
            assert_eq!((listed.join(" ").as_str(), found.as_slice()), (names, codes), "{rows}");
        }
    }
}
