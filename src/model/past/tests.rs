//! Whom a name of a year before means.

use super::*;
use crate::model::CellRef;

fn month(year: i32, month: u32) -> MonthOrDay {
    MonthOrDay { year, month, day: None }
}

fn source(row: u32) -> Source {
    Source { file: "档案.xlsx".into(), sheet: "档案".into(), cells: CellRef::new(row, 0).into() }
}

#[test]
fn a_member_is_found_by_name_and_birth_whatever_the_branch() {
    let past = |row, name: &str, born, joined| PastMember {
        branch: Some("西河村党支部".into()),
        name: name.into(),
        remark: None,
        id: None,
        born: Some(born),
        joined,
        values: Vec::new(),
        outcome: PastOutcome::default(),
        source: Some(source(row)),
        book: None,
    };
    let joined = |year| Some(MonthOrDay { year, month: 7, day: Some(1) });
    let archive = PastYear::new(
        "档案.xlsx".into(),
        Some(2024),
        vec![
            past(2, "王伟", month(1980, 3), joined(2005)),
            past(3, "王伟", month(1981, 3), None),
            past(4, "李强", month(1970, 1), None),
            past(5, "李强", month(1970, 1), None),
            past(6, "赵敏", month(1990, 5), joined(2015)),
        ],
    );
    let found = |name: &str, born, joined| {
        let member = Member { born, joined, ..Member::named(name.into(), "1".into(), source(1)) };
        match archive.find("东河村党支部", &member) {
            PastMatch::One(past, _) => Ok(past.source.as_ref().unwrap().cells.first.row),
            PastMatch::None => Err("nobody"),
            PastMatch::Several => Err("several"),
        }
    };
    let day = Some(MonthOrDay { day: Some(12), ..month(1980, 3) });
    assert_eq!([found("王伟", day, joined(2005)), found("王伟", Some(month(1981, 3)), joined(2005))], [Ok(2), Ok(3)]);
    assert_eq!(found("李强", Some(month(1970, 1)), None), Err("several"));
    // This year's roster does not say when 王伟 was born, and an archive has no numbers.
    assert_eq!(found("王伟", None, joined(2005)), Err("several"));
    for (name, born, joined) in [
        ("王伟", Some(month(1982, 3)), None),
        ("赵敏", Some(month(1990, 5)), joined(2016)),
        ("孙丽", Some(month(1990, 5)), None),
    ] {
        assert_eq!(found(name, born, joined), Err("nobody"), "{name}");
    }
}

#[test]
fn without_a_time_of_birth_branch_and_number_tell() {
    let past = |branch: &str, id: &str, born| PastMember {
        branch: Some(branch.into()),
        name: "王伟".into(),
        remark: None,
        id: Some(id.into()),
        born,
        joined: None,
        values: Vec::new(),
        outcome: PastOutcome::default(),
        source: None,
        book: None,
    };
    let found = |members: Vec<PastMember>, branch: &str, id: &str, born| {
        let member = Member { born, ..Member::named("王伟".into(), id.into(), source(1)) };
        match PastYear::new("结果.json".into(), Some(2024), members).find(branch, &member) {
            PastMatch::One(found, way) => format!("{} {way:?}", found.id.as_deref().unwrap_or_default()),
            PastMatch::None => "nobody".to_owned(),
            PastMatch::Several => "several".to_owned(),
        }
    };
    let march = Some(month(1980, 3));
    let two = || vec![past("东河村", "1", march), past("西河村", "2", march)];
    // Two namesakes of one month: the number tells, but only in the same branch.
    assert_eq!(found(two(), "西河村", "2", march), "2 Born");
    assert_eq!(found(two(), "西河村", "3", march), "several");
    assert_eq!(found(two(), "东河村", "1", None), "1 Number");
    assert_eq!(found(two(), "东河村", "2", None), "several");
    assert_eq!(found(vec![past("东河村", "1", None)], "东河村", "1", march), "1 Number");
    // Born at another time, it is somebody else, whatever the number.
    assert_eq!(found(vec![past("东河村", "1", Some(month(1981, 3)))], "东河村", "1", march), "nobody");
}

#[test]
fn two_who_cannot_be_one_are_not_both_the_same_one_of_then() {
    let then = PastMember {
        branch: Some("东河村党支部".into()),
        name: "王伟".into(),
        remark: None,
        id: Some("3".into()),
        born: Some(month(1980, 3)),
        joined: None,
        values: Vec::new(),
        outcome: PastOutcome::default(),
        source: None,
        book: None,
    };
    let today = |id: &str, joined| Member {
        born: Some(month(1980, 3)),
        joined: Some(MonthOrDay { year: joined, month: 7, day: Some(1) }),
        ..Member::named("王伟".into(), id.into(), source(1))
    };
    let (same, other, moved) = (today("3", 2005), today("8", 2010), today("9", 2005));
    let is_found =
        |archive: &PastYear, branch: &str, member: &Member| matches!(archive.find(branch, member), PastMatch::One(..));
    let mut archive = PastYear::new("结果.json".into(), Some(2024), vec![then]);
    archive.tell_apart([("东河村党支部", &same), ("西河村党支部", &other)].into_iter());
    assert!(is_found(&archive, "东河村党支部", &same) && !is_found(&archive, "西河村党支部", &other));
    // Who has moved stands in two rosters, and is one.
    archive.kept_for.clear();
    archive.tell_apart([("东河村党支部", &same), ("西河村党支部", &moved)].into_iter());
    assert!(is_found(&archive, "东河村党支部", &same) && is_found(&archive, "西河村党支部", &moved));
}
