//! 花名册: a row per member.

use std::sync::Arc;

use chrono::NaiveDate;

use super::cells::{Reader, is_damaged_identity, shown};
use super::codes::{M106, M108, M113, V106, V107};
use super::columns::usual_meaning;
use super::dates::{Written, read_date};
use super::facts::read_facts;
use super::kind::Dictionary;
use super::naming::{is_identity, name_parts, names_in, read_name, read_numbers};
use crate::model::text::{compact, says_nothing};
use crate::model::{
    CellRef, Diagnostic, FactValue, Field, FormPlace, Member, MonthOrDay, MoveCells, OwnTotal, Severity, Source,
    TotalOf,
};
use crate::rules::RuleSet;
use crate::workbook::{Row, Value};

/// A member as a table lists one, with the branch that the row names.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The member.
    pub member: Member,
    /// The branch, as written.
    pub branch: Option<String>,
}

/// What a person's row is known by, whatever word it begins with.
pub const PROOF: [Field; 4] = [Field::Name, Field::Born, Field::Joined, Field::Standing];

/// What tells of a person beside the name: with two of them a row without a name is one that lacks it.
pub const ABOUT: [Field; 9] = [
    Field::Code,
    Field::Identity,
    Field::Sex,
    Field::Born,
    Field::Joined,
    Field::Standing,
    Field::Came,
    Field::Left,
    Field::Died,
];

/// The members of a roster, in its order, with what is wrong in their rows.
pub fn read_roster(rows: &[Row<'_>], form: &Arc<FormPlace>, rules: &RuleSet) -> (Vec<Listed>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut members = Vec::new();
    let group = group_fact(rules);
    for row in rows {
        let mut reader = Reader { form, row: *row, year: None, problems: Vec::new() };
        if reader.cell(Field::Name).is_none() {
            if ABOUT.iter().filter(|field| reader.cell(**field).is_some()).count() > 1 {
                reader.problem(Field::Name, M106.says("这一行没有写姓名，不知道是谁，没有算作党员。"));
            }
            problems.extend(reader.problems);
            continue;
        }
        let place = members.len() + 1;
        let branch = reader.text(Field::Branch).map(|text| compact(&text));
        let (member, found) = read_member(reader, place, rules, group);
        problems.extend(found);
        members.extend(member.map(|member| Listed { member, branch }));
    }
    (members, problems)
}

fn read_member(
    mut row: Reader<'_>,
    place: usize,
    rules: &RuleSet,
    group: Option<usize>,
) -> (Option<Member>, Vec<Diagnostic>) {
    let Some(written) = read_name(&mut row) else {
        return (None, row.problems);
    };
    let (name, remark, mut aliases) = name_parts(&written);
    if is_no_name(&name) {
        // With a running number it was meant to be a member: then somebody is missing.
        let is_numbered = row.cell(Field::Serial).is_some_and(|cell| matches!(cell.value, Value::Number(_)));
        let severity = if is_numbered { Severity::Error } else { Severity::Warning };
        let message = format!("姓名栏里写的是「{name}」，不是姓名，这一行没有当作党员。");
        row.problem(Field::Name, M113.says(message).found(&written).as_severity(severity));
        return (None, row.problems);
    }
    let (code, identity_end) = read_numbers(&mut row);
    let serial = number_text(&mut row, Field::Serial);
    let (id, serial) = match (code, serial) {
        (Some(code), serial) => (code, serial),
        (None, Some(serial)) => (serial, None),
        (None, None) => {
            // Where the whole column is missing, the header's diagnostic has said so.
            if [Field::Code, Field::Serial].iter().any(|field| row.form.columns.contains_key(field)) {
                let message = format!("{name}没有序号，暂按名单的先后编为 {place} 号。");
                row.problem(Field::Serial, M108.says(message));
            }
            (place.to_string(), None)
        }
    };
    let other_names = row.text_as_written(Field::Alias);
    aliases.extend(other_names.iter().flat_map(|text| names_in(text)).filter(|alias| *alias != name));
    let identity =
        identity(&mut row).or_else(|| identity_end.clone().filter(|end| is_identity(end) && end.len() == 18));
    let facts = read_facts(&mut row, rules);
    let member = Member {
        id,
        serial,
        former_numbers: Vec::new(),
        remark,
        aliases,
        namesake: false,
        sex: row.text_as_written(Field::Sex).map(|text| compact(&text)),
        education: row.text_as_written(Field::Education).map(|text| compact(&text)),
        probationary: is_probationary(&mut row),
        born: month_or_day(&mut row, Field::Born, "出生年月"),
        joined: month_or_day(&mut row, Field::Joined, "入党时间"),
        confirmed: confirmed(&mut row),
        identity,
        identity_end,
        move_cells: MoveCells { came: cell_of(&row, Field::Came), left: cell_of(&row, Field::Left) },
        party_group: party_group(&mut row, rules, group.and_then(|at| Some((at, facts.get(at)?.as_ref()?)))),
        came: move_day(&mut row, Field::Came, "转入时间"),
        left: move_day(&mut row, Field::Left, "转出时间"),
        died: move_day(&mut row, Field::Died, "去世时间"),
        facts,
        own_totals: own_totals(&mut row, rules),
        source: row.form.row(row.row.number),
        name_cell: CellRef::new(row.row.number, row.form.columns.get(&Field::Name).copied().unwrap_or(0)),
        name,
    };
    let problems = row.problems.into_iter().map(|problem| problem.of_member(&member.name)).collect();
    (Some(member), problems)
}

/// Whether this can be nobody's name: a number, a day, a sentence, an organisation.
fn is_no_name(name: &str) -> bool {
    const STOPS: [char; 6] = ['。', '，', '；', '：', '！', '？'];
    const ORGANISATIONS: [&str; 4] = ["党支部", "党总支", "党委", "党组织"];
    !name.chars().any(char::is_alphabetic)
        || name.contains(STOPS)
        || ORGANISATIONS.iter().any(|word| name.ends_with(word))
        || read_date(name, None).is_some()
}

/// Where a field stands; `None` where nothing does.
fn cell_of(row: &Reader<'_>, field: Field) -> Option<Source> {
    row.cell(field).map(|cell| row.form.at(cell.at))
}

/// The group within the branch: in the usual column, or as the fact at this place, which the rule set asks for.
fn party_group(row: &mut Reader<'_>, rules: &RuleSet, own: Option<(usize, &FactValue)>) -> Option<String> {
    let usual = row.text_as_written(Field::PartyGroup).map(|text| compact(&text));
    let own = || match own? {
        (_, FactValue::Text(text)) => Some(text.clone()),
        (fact, FactValue::Choice(word)) => Some(rules.member_facts.get(fact)?.one_of.get(*word)?.title.clone()),
        _ => None,
    };
    usual.or_else(own).filter(|group| !says_nothing(group))
}

/// The fact of the rule set that is the group within the branch: it is called so.
fn group_fact(rules: &RuleSet) -> Option<usize> {
    let is_group = |name: &str| usual_meaning(Dictionary::People, name) == Some(Field::PartyGroup);
    rules.member_facts.iter().position(|fact| fact.names().any(is_group))
}

/// A number that names: 3 and "03" as they stand.
fn number_text(row: &mut Reader<'_>, field: Field) -> Option<String> {
    row.text(field).map(|text| compact(&text)).filter(|text| !text.is_empty())
}

fn is_probationary(row: &mut Reader<'_>) -> bool {
    let Some(standing) = row.text(Field::Standing).map(|text| compact(&text)) else { return false };
    let probationary = standing.contains("预备");
    if !probationary && !standing.contains("正式") {
        let message = format!("「{standing}」看不出是正式党员还是预备党员，暂按正式党员处理。");
        let diagnostic = V106.says(message).found(&standing).advise("请写「正式」或「预备」。");
        row.problem(Field::Standing, diagnostic);
    }
    probationary
}

fn month_or_day(row: &mut Reader<'_>, field: Field, name: &str) -> Option<MonthOrDay> {
    let before = row.problems.len();
    let written = row.date(field)?;
    // A birthday in another spelling is as good as any: only days that count are worth a note.
    row.problems.truncate(before);
    match written {
        Ok(written) => Some(written.into()),
        Err(found) => {
            let message = format!("{name}「{}」看不懂，查同名和重复党员时没有用到它。", found.trim());
            let advice = "请查档案后改好，写成 1972-11-03 或 1972年11月 这样。";
            row.problem(field, V106.says(message).found(&found).advise(advice));
            None
        }
    }
}

/// The day of becoming a full member. Words there (未转正, 预备期内) are as good as nothing.
fn confirmed(row: &mut Reader<'_>) -> Option<MonthOrDay> {
    let before = row.problems.len();
    let written = row.date(Field::Confirmed);
    row.problems.truncate(before);
    written?.ok().map(MonthOrDay::from)
}

/// A day on which someone came or went: it decides who is counted, so what cannot be read is an error.
fn move_day(row: &mut Reader<'_>, field: Field, name: &str) -> Option<NaiveDate> {
    match row.date(field)? {
        Ok(Written::Day(day)) => Some(day),
        Ok(Written::Month(year, month)) => {
            let day = NaiveDate::from_ymd_opt(year, month, 1)?;
            let message = format!("{name}只写到 {year} 年 {month} 月，暂按当月 1 日处理。");
            let found = row.cell(field).map(shown).unwrap_or_default();
            row.problem(field, V106.says(message).found(&found).advise("请查档案后写明是哪一天。"));
            Some(day)
        }
        Err(found) => {
            let message = format!("{name}「{}」看不懂，不知道这个人算不算在党员总数里，暂按没有填处理。", found.trim());
            let diagnostic = V106.says(message).found(&found).as_severity(Severity::Error);
            row.problem(field, diagnostic.advise("请查档案后改好，写成 2025-03-15 这样。"));
            None
        }
    }
}

/// An ID number, where the cell still holds the whole of it.
fn identity(row: &mut Reader<'_>) -> Option<String> {
    let cell = row.cell(Field::Identity)?;
    let found = shown(cell);
    if is_damaged_identity(cell) {
        let message = "身份证号存成了数字，末尾几位已经丢失，找不回来了。";
        row.problem(Field::Identity, V107.says(message).found(&found));
        return None;
    }
    let number = compact(&found).to_uppercase();
    (number.len() == 18).then_some(number)
}

fn own_totals(row: &mut Reader<'_>, rules: &RuleSet) -> Vec<OwnTotal> {
    let categories = (0..rules.categories.len()).map(|index| (Field::CategoryTotal(index), TotalOf::Category(index)));
    let fields = categories.chain([(Field::Total, TotalOf::Score)]);
    let mut totals = Vec::new();
    for (field, of) in fields {
        let before = row.problems.len();
        let read = row.points(field);
        // Nothing is computed from these figures, so what is wrong with them is worth a warning only.
        for problem in row.problems.iter_mut().skip(before) {
            problem.severity = problem.severity.min(Severity::Warning);
        }
        if let (Ok(Some(points)), Some(cell)) = (read, row.cell(field)) {
            totals.push(OwnTotal { of, points, source: row.form.at(cell.at), formula: cell.formula, period: None });
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;

    fn roster(drawing: &str) -> (Vec<Member>, Vec<(&'static str, String)>) {
        let mut read = drawn::read(drawing);
        let of_rows = |problem: &&Diagnostic| !problem.code.id.starts_with('L');
        let place = |problem: &Diagnostic| problem.cells.map(|cells| cells.to_string()).unwrap_or_default();
        let problems =
            read.diagnostics.iter().filter(of_rows).map(|problem| (problem.code.id, place(problem))).collect();
        (read.parts.remove(0).members, problems)
    }

    #[test]
    fn names_in_any_dress_are_people_and_totals_are_none() {
        let (members, problems) = roster(
            "# 花名册
党员花名册
序号|姓名|出生年月|入党时间|党员类别
1|王\u{3000}伟|1980-03|2005-07-01|正式
2|李秀英|1975年8月16日|2001.6.28|预备党员
3|阿依古丽•买买提|'1990.11|2015-12-03|正式党员
合计|3|||
填表人：张敏||审核人：||",
        );
        let names: Vec<(&str, &str, bool)> = members.iter().map(|m| (&*m.name, &*m.id, m.probationary)).collect();
        assert_eq!(names, [("王伟", "1", false), ("李秀英", "2", true), ("阿依古丽·买买提", "3", false)]);
        assert_eq!(members[0].born, Some(MonthOrDay { year: 1980, month: 3, day: None }));
        assert_eq!(problems, [("V201", "B3".to_owned()), ("V201", "B5".to_owned())]);
    }

    #[test]
    fn the_sex_is_as_written() {
        let (members, problems) = roster("# 花名册\n序号|姓名|性别|入党时间\n1|王伟| 男 |\n2|李秀英||\n3|张敏|#N/A|");
        let sexes: Vec<Option<&str>> = members.iter().map(|member| member.sex.as_deref()).collect();
        assert_eq!(sexes, [Some("男"), None, None]);
        assert_eq!(problems, []);
    }

    #[test]
    fn a_number_is_missing_in_a_row_or_in_the_whole_column() {
        let (members, problems) = roster("# 花名册\n序号|姓名|出生年月|入党时间\n1|王伟||\n|李秀英||");
        assert_eq!(members[1].id, "2");
        assert_eq!(problems, [("M108", "A3".to_owned())]);
        let (members, problems) = roster("# 花名册\n姓名|出生年月|入党时间\n王伟||\n李秀英||");
        assert_eq!((&*members[0].id, &*members[1].id), ("1", "2"));
        assert_eq!(problems, []);
    }

    #[test]
    fn the_number_that_the_branch_gives_goes_before_the_running_one() {
        let (members, _) = roster("# 花名册\n序号|编号|姓名|出生年月|入党时间\n1|'007|王伟||\n2||李秀英||");
        assert_eq!((&*members[0].id, members[0].serial.as_deref()), ("007", Some("1")));
        assert_eq!((&*members[1].id, members[1].serial.as_deref()), ("2", None));
    }

    #[test]
    fn an_identity_is_damaged_only_where_digits_are_lost() {
        for (number, problem) in [
            ("110101190001010000", true),
            ("11010119000101000", true),
            ("110101900101000", false),
            ("'110101190001010006", false),
            ("'1.10101E+17", true),
            ("'1.10101e17", true),
        ] {
            let (_, problems) = roster(&format!("# 花名册\n序号|姓名|身份证号|入党时间|出生年月\n1|王伟|{number}||"));
            assert_eq!(problems.iter().any(|(code, _)| *code == "V107"), problem, "{number}");
        }
    }

    #[test]
    fn days_of_coming_and_going_decide_who_counts() {
        let (members, problems) = roster(
            "# 花名册
序号|姓名|出生年月|入党时间|转入时间|转出时间
1|王伟|||2025-06-01|—
2|李秀英|||'2025年3月|
3|张敏||||去年",
        );
        assert_eq!(members[0].came, NaiveDate::from_ymd_opt(2025, 6, 1));
        assert_eq!(members[1].came, NaiveDate::from_ymd_opt(2025, 3, 1));
        assert_eq!((members[0].left, members[2].left), (None, None));
        assert_eq!(problems, [("V106", "E3".to_owned()), ("V106", "F4".to_owned())]);
    }
}
