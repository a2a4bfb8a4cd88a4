//! Whose the lines are: each is matched to the one member that it can mean, or says why it cannot.

use std::collections::HashMap;
use std::sync::Arc;

use super::codes::{M101, M102, M103, M110};
use super::directory::{Directory, Found};
use super::ledger::Line;
use super::naming::Naming;
use crate::model::text::{is_one_slip_apart, split_remark};
use crate::model::{Diagnostic, Entry, Field, Member, Proper};

/// A message names so many people at the most.
const NAMED: usize = 8;

/// Names of members → the branches of a workbook that have them.
pub type Elsewhere = HashMap<String, Vec<Arc<str>>>;

/// The branch whose lines are settled.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// Its name.
    pub branch: &'a str,
    /// Who is in the branches of the workbooks that hold several, by file.
    pub elsewhere: &'a HashMap<Arc<str>, Elsewhere>,
}

/// Finds the member of every line. What does not fit exactly one member is a problem of the line.
pub fn settle_lines(roster: &[Member], lines: Vec<Line>, home: Home<'_>) -> Vec<Entry> {
    let directory = Directory::new(roster, home.branch);
    let settle = |line: Line| {
        let Line { mut entry, named, .. } = line;
        if named.name.is_empty() {
            return entry;
        }
        let found = directory.find(&named);
        if let Found::One { member, .. } = found {
            entry.member = Some(member);
        }
        if let Some((field, diagnostic)) = problem(&directory, &named, &found, &branches_with(&entry, &named, home)) {
            // An ID number may stand in the column of numbers.
            let has_column = entry.form.columns.contains_key(&field);
            let field = if field == Field::Identity && !has_column { Field::Code } else { field };
            let source = entry.cell(field);
            // Where the name stands above the table or over a column, the entry has no cell for it.
            let fix = diagnostic.fix.clone().filter(|_| entry.has_cell(field));
            entry.problems.push(Diagnostic { fix, ..diagnostic }.at(source));
        }
        entry
    };
    lines.into_iter().map(settle).collect()
}

/// The other branches of the line's workbook that have somebody of the name.
fn branches_with<'a>(entry: &Entry, named: &Naming, home: Home<'a>) -> Vec<&'a str> {
    let (name, _) = split_remark(&named.name);
    let branches = home.elsewhere.get(&entry.form.file).and_then(|elsewhere| elsewhere.get(name));
    branches.into_iter().flatten().map(|branch| &**branch).filter(|branch| *branch != home.branch).collect()
}

/// What is to be said of whom a line names, and the field that says it.
fn problem(
    directory: &Directory<'_>,
    named: &Naming,
    found: &Found,
    elsewhere: &[&str],
) -> Option<(Field, Diagnostic)> {
    let name = named.name.as_str();
    Some(match found {
        Found::One { by_alias: false, .. } => return None,
        Found::One { member, .. } => (Field::Name, by_alias(directory.member(*member)?, name)),
        Found::Several(several) => (Field::Name, namesakes(directory, several, name)),
        Found::Nobody => (Field::Name, unknown(directory, name, elsewhere)),
        Found::OfAnotherBranch => {
            let (bare, remark) = split_remark(name);
            let remark = remark.unwrap_or_default();
            let message = format!("这里写明是{remark}的{bare}，不是本支部的党员，这一条没有算给谁。");
            let advice = format!("是{remark}的，请移到那个支部的积分登记里；是本支部的，请把括号里的字改对或删去。");
            (Field::Name, M101.says(message).found(name).advise(advice))
        }
        Found::OtherRemark(called) => {
            let listed: Vec<String> =
                in_roster(directory, called).map(|member| format!("「{}」", full_name(member))).collect();
            let message = format!("花名册里是{}，没有「{name}」，不知道这一条是谁的。", listed.join("、"));
            let advice = "请核对姓名后面括号里的字，改成与花名册一样的；另有其人的，请先补进花名册。";
            (Field::Name, M101.says(message).found(name).advise(advice))
        }
        Found::OtherNumber { numbered, named: called } => {
            let code = named.code.as_deref().unwrap_or_default();
            (Field::Code, other_number(directory, code, numbered, called, name))
        }
        Found::OtherIdentity(called) => {
            let end: String = named.identity.iter().flat_map(|end| end.chars().rev().take(4)).collect();
            let end: String = end.chars().rev().collect();
            let ids: Vec<&str> = in_roster(directory, called).map(|member| member.id.as_str()).collect();
            let message = format!("身份证号末尾「{end}」不是花名册里{name}的，无法确认是哪一位。");
            let advice = format!(
                "请对照花名册（{name}是「{}」号），把姓名和身份证号改成同一个人的；姓名没有重名的，身份证号可以空着。",
                ids.join("」「")
            );
            (Field::Identity, M103.says(message).found(&end).advise(advice))
        }
    })
}

/// The members with these indexes, as many as a message names.
fn in_roster<'a>(directory: &'a Directory<'_>, indexes: &'a [usize]) -> impl Iterator<Item = &'a Member> {
    indexes.iter().take(NAMED).filter_map(|index| directory.member(*index))
}

/// The name as the roster has it, with its remark.
fn full_name(member: &Member) -> String {
    member.remark.as_ref().map_or_else(|| member.name.clone(), |remark| format!("{}（{remark}）", member.name))
}

fn by_alias(member: &Member, name: &str) -> Diagnostic {
    let message =
        format!("「{name}」是花名册里{}（{} 号）的另一个名字，已算给{}。", member.name, member.id, member.name);
    let diagnostic = M110.says(message).found(name).advise(format!("可以不改；要改就写成「{}」。", member.name));
    // Where another has the same name, the other name is what tells them apart.
    if member.namesake || member.remark.is_some() {
        return diagnostic;
    }
    diagnostic.could_be(Proper::Text(member.name.as_str().into()))
}

fn namesakes(directory: &Directory<'_>, several: &[usize], name: &str) -> Diagnostic {
    let ids: Vec<&str> = in_roster(directory, several).map(|member| member.id.as_str()).collect();
    let message = format!("花名册里有 {} 位「{name}」，分不清是哪一位。", several.len());
    let ids = ids.join("」或「");
    let advice = format!("请在「编号」栏填上这位党员在花名册里的号：「{ids}」。没有这一栏的，请加一栏。");
    M102.says(message).found(name).advise(advice)
}

fn unknown(directory: &Directory<'_>, name: &str, elsewhere: &[&str]) -> Diagnostic {
    let diagnostic = M101.says(format!("花名册里没有「{name}」，不知道这一条是谁的。")).found(name);
    if !elsewhere.is_empty() {
        let (branches, (bare, _)) = (elsewhere.join("、"), split_remark(name));
        let advice =
            format!("{branches}有「{bare}」：确是那个支部的，请移到那个支部的登记里；不是的，请核对姓名后改正。");
        return diagnostic.advise(advice);
    }
    let near = near_names(directory.members(), name);
    if near.is_empty() {
        return diagnostic;
    }
    let near = near.join("、");
    diagnostic.advise(format!("是不是{near}？请核对后改正姓名；如果确有其人，请先补进花名册。"))
}

/// The names that a slip may have been made of, the likeliest first; with the number, where the name alone does not tell.
pub fn near_names<'a>(members: impl Iterator<Item = &'a Member>, name: &str) -> Vec<String> {
    let (name, _) = split_remark(name);
    let mut near: Vec<(bool, &str, &Member)> = Vec::new();
    for member in members {
        for called in std::iter::once(&member.name).chain(&member.aliases) {
            if is_one_slip_apart(called, name) {
                // Slips in the given name are more frequent than in the surname, and neither changes the length.
                let is_likely =
                    called.chars().next() == name.chars().next() && called.chars().count() == name.chars().count();
                near.push((!is_likely, called, member));
            }
        }
    }
    near.sort_by_key(|(unlikely, ..)| *unlikely);
    let numbered = near.len() > 1;
    let shown = near.iter().take(3).map(|(_, called, member)| {
        let number = if numbered || member.namesake { format!("{} 号", member.id) } else { String::new() };
        let whose = if *called == member.name { String::new() } else { member.name.clone() };
        match [whose, number].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，") {
            about if about.is_empty() => format!("「{called}」"),
            about => format!("「{called}」（{about}）"),
        }
    });
    shown.collect()
}

fn other_number(directory: &Directory<'_>, code: &str, numbered: &[usize], named: &[usize], name: &str) -> Diagnostic {
    let whose: Vec<&str> = in_roster(directory, numbered).map(|member| member.name.as_str()).collect();
    let message = if whose.is_empty() {
        format!("花名册里没有编号「{code}」，无法确认「{name}」是哪一位。")
    } else {
        format!("编号「{code}」在花名册里是「{}」，这里写的姓名是「{name}」。", whose.join("、"))
    };
    let diagnostic = M103.says(message).found(code);
    match (whose.as_slice(), named) {
        (whose, [only]) => {
            let id = directory.member(*only).map_or("", |member| &member.id);
            let other = whose.first().map(|whose| format!("是{whose}的，把姓名改成「{whose}」；"));
            diagnostic.advise(format!("{}是{name}的，把编号改成「{id}」或空着。", other.unwrap_or_default()))
        }
        ([whose], []) => diagnostic.advise(format!(
            "花名册里没有{name}。是{whose}的，把姓名改成「{whose}」；确有{name}的，请先补进花名册，再写上编号。"
        )),
        _ => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::{drawn, settle_members};

    const ROSTER: &str = "序号|编号|姓名|曾用名|身份证后四位|党员类别";

    fn roster(rows: &str) -> Vec<Member> {
        let members = drawn::read(&format!("# 花名册\n{ROSTER}\n{rows}")).parts.remove(0).members;
        settle_members(members, Vec::new(), &[], "东河村党支部").0
    }

    fn settled(members: &[Member], rows: &[String]) -> Vec<Entry> {
        let drawing = format!("# 积分登记\n日期|编号|姓名|身份证后四位|项目编号|次数\n{}", rows.join("\n"));
        let elsewhere = HashMap::from([(
            Arc::from("甲.xlsx"),
            Elsewhere::from([("赵敏".to_owned(), vec![Arc::from("西河村党支部")])]),
        )]);
        let home = Home { branch: "东河村党支部", elsewhere: &elsewhere };
        settle_lines(members, drawn::read(&drawing).parts.remove(0).lines, home)
    }

    /// Whose the line is, as index into the roster, or the code and the field of what is wrong.
    fn whose(members: &[Member], code: &str, name: &str, end: &str) -> Result<usize, (&'static str, String)> {
        let entries = settled(members, &[format!("2025-03-08|{code}|{name}|{end}|A|1")]);
        let is_error = |problem: &&Diagnostic| problem.code.id.starts_with('M') && problem.code != &M110;
        let wrong = entries[0].problems.iter().find(is_error);
        match (entries[0].member, wrong) {
            (Some(member), None) => Ok(member),
            (None, Some(wrong)) => Err((wrong.code.id, wrong.cells.unwrap().to_string())),
            both => panic!("{both:?}"),
        }
    }

    fn wrong<T>(code: &'static str, cell: &str) -> Result<T, (&'static str, String)> {
        Err((code, cell.to_owned()))
    }

    #[test]
    fn a_line_belongs_to_whom_its_name_and_number_mean() {
        let members = roster(
            "1||王伟||'0001|正式\n2|'021|张伟||'0011|正式\n3|'022|张伟||002X|正式\n4||欧阳 秀英|欧阳招弟|'0004|正式",
        );
        for (code, name, end, expected) in [
            ("", "王伟", "", Ok(0)),
            ("", "王\u{3000}伟", "", Ok(0)),
            ("", "王 伟", "", Ok(0)),
            ("", "欧阳秀英", "", Ok(3)),
            ("", "欧阳招弟", "", Ok(3)),
            ("4", "欧阳招弟", "", Ok(3)),
            ("1", "王伟", "", Ok(0)),
            ("'01", "王伟", "", Ok(0)),
            ("'021", "张伟", "", Ok(1)),
            ("21", "张伟", "", Ok(1)),
            // the running number serves too
            ("3", "张伟", "", Ok(2)),
            ("", "张伟", "", wrong("M102", "C2")),
            ("", "王玮", "", wrong("M101", "C2")),
            ("3", "王伟", "", wrong("M103", "B2")),
            ("9", "王伟", "", wrong("M103", "B2")),
            ("1", "", "", wrong("M106", "C2")),
            // the end of the ID number
            ("", "张伟", "11", Ok(1)),
            ("", "张伟", "'0011", Ok(1)),
            ("", "张伟", "002x", Ok(2)),
            ("", "张伟", "'11010119000102002x", Ok(2)),
            ("", "张伟", "'0012", wrong("M103", "D2")),
            ("", "王伟", "'0011", wrong("M103", "D2")),
            ("21", "张伟", "'0011", Ok(1)),
            ("21", "张伟", "002X", wrong("M103", "D2")),
            // an ID number is none of the members' numbers, wherever it stands
            ("'110101190001020011", "张伟", "", Ok(1)),
            ("", "张伟（21）", "", Ok(1)),
            ("", "张伟（002X）", "", Ok(2)),
            // branches
            ("", "王伟（东河村）", "", Ok(0)),
            ("", "王伟(清河镇东河村党支部)", "", Ok(0)),
            ("", "王伟（西河村）", "", wrong("M101", "C2")),
            ("", "赵敏", "", wrong("M101", "C2")),
            ("", "王伟（女）", "", Ok(0)),
        ] {
            assert_eq!(whose(&members, code, name, end), expected, "{code} {name} {end}");
        }
    }

    #[test]
    fn remarks_in_brackets_tell_namesakes_apart_where_both_sides_use_them() {
        let members = roster(
            "1||张伟（大）|||正式\n2||张伟（小）|||正式\n3||张三（纪检）|||正式\n4||李四|||正式\n5||李四（小）|||正式",
        );
        for (name, expected) in [
            ("张伟（大）", Ok(0)),
            ("张伟(小)", Ok(1)),
            ("张伟", wrong("M102", "C2")),
            ("张伟（老）", wrong("M101", "C2")),
            ("张三", Ok(2)),
            ("张三（纪检）", Ok(2)),
            ("张三（宣传）", wrong("M101", "C2")),
            ("李四", Ok(3)),
            ("李四（小）", Ok(4)),
        ] {
            assert_eq!(whose(&members, "", name, ""), expected, "{name}");
        }
        assert_eq!(members[0].name, "张伟");
    }

    #[test]
    fn another_name_is_noted_and_the_rosters_own_go_before_it() {
        let members = roster("1||吴志刚|吴铁柱、吴刚||正式\n2||吴刚|无||正式\n3||郑敏|郑梅||正式\n4||郑霞|郑梅||正式");
        assert_eq!(whose(&members, "", "吴铁柱", ""), Ok(0));
        assert_eq!(whose(&members, "", "吴刚", ""), Ok(1));
        assert_eq!(whose(&members, "", "郑梅", ""), wrong("M102", "C2"));
        assert_eq!(whose(&members, "", "无", ""), wrong("M106", "C2"));
        let entry = settled(&members, &["2025-03-08||吴铁柱||A|1".to_owned()]).remove(0);
        assert_eq!(entry.problems.iter().filter(|problem| problem.code == &M110).count(), 1);
    }

    #[test]
    fn what_is_proposed_is_told_with_its_number_and_never_assumed() {
        let members = roster("1||王伟|||正式\n2||王玮|||正式\n3||张小敏|张晓敏||正式\n4||李丽|||正式\n5||李丽|||正式");
        for (name, advice) in [
            ("王炜", "是不是「王伟」（1 号）、「王玮」（2 号）？"),
            ("张晓民", "是不是「张晓敏」（张小敏）？"),
            ("李利", "是不是「李丽」（4 号）、「李丽」（5 号）？"),
            ("赵敏", "西河村党支部有「赵敏」"),
        ] {
            let entry = settled(&members, &[format!("2025-03-08||{name}||A|1")]).remove(0);
            let told = entry.problems.iter().find(|problem| problem.code == &M101).unwrap();
            assert!(told.help.starts_with(advice) && entry.member.is_none(), "{}", told.help);
        }
    }

    const PEOPLE: [&str; 8] = [
        "1|A01|王伟||'0001|正式",
        "2|A02|张伟（大）||'0011|正式",
        "3|A03|张伟（小）||002X|正式",
        "4|A04|李晓红|李招弟、李梅||正式",
        "5|A05|李梅||'0005|正式",
        "6|A06|陈刚||'0006|正式",
        "7|A07|陈刚||'0007|正式",
        "8|5|孙丽|||预备",
    ];
    const LINES: [&str; 12] = [
        "|王伟|",
        "A02|张伟|",
        "|张伟（小）|",
        "|张伟|2x",
        "|李招弟|",
        "|李梅|",
        "5|李梅|",
        "5|孙丽|",
        "|陈刚|",
        "|陈刚|7",
        "|陈钢|",
        "A03|陈刚|",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// Neither the order of the roster nor that of the lines changes who is meant.
        #[test]
        fn the_order_of_rows_changes_nothing(
            people in Just(PEOPLE.to_vec()).prop_shuffle(),
            order in Just((0..LINES.len()).collect::<Vec<usize>>()).prop_shuffle(),
        ) {
            let meant = |people: &[&str], order: &[usize]| -> Vec<(usize, Result<String, Vec<&'static str>>)> {
                let members = roster(&people.join("\n"));
                let rows: Vec<String> = order
                    .iter()
                    .map(|at| { let parts: Vec<&str> = LINES[*at].split('|').collect();
                        format!("2025-03-08|{}|{}|{}|A|1", parts[0], parts[1], parts[2]) })
                    .collect();
                let mut meant: Vec<_> = order
                    .iter()
                    .zip(settled(&members, &rows))
                    .map(|(at, entry)| {
                        let codes = || entry.problems.iter().map(|problem| problem.code.id).filter(|id| id.starts_with('M'));
                        let member = entry.member.map(|member| members[member].id.clone());
                        (*at, member.ok_or_else(|| codes().collect()))
                    })
                    .collect();
                meant.sort();
                meant
            };
            let straight: Vec<usize> = (0..LINES.len()).collect();
            prop_assert_eq!(meant(&people, &order), meant(&PEOPLE, &straight));
        }
    }
}
