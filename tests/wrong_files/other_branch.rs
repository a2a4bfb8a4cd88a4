//! Another branch's workbook under this branch's name, and one workbook under two names.

use crate::township::{Book, Folder};

#[test]
fn another_branchs_workbook_under_this_name_is_one_sentence() {
    let east = Book::of("东河村党支部", 0);
    let other = Book { entries: 20, ..east.clone() };
    let folder = Folder::with(&[("东河村.xlsx", east), ("西河村.xlsx", other)]);
    let told = folder.tally();
    told.says(&["西河村.xlsx L125 error"]).of("西河村.xlsx", &["西河村", "东河村党支部", "东河村.xlsx"]);
    assert_eq!(told.branches(), ["东河村党支部"]);
    let help = told.0["diagnostics"].to_string();
    assert!(help.contains("换成西河村自己的"), "{help}");
}

#[test]
fn a_neighbours_workbook_whose_title_was_left_is_told_apart_by_its_people() {
    let east = Book::of("东河村党支部", 0);
    let west = Book { people: 8..16, ..east.clone() };
    let folder = Folder::with(&[("东河村.xlsx", east), ("西河村.xlsx", west)]);
    let told = folder.tally();
    told.says(&["西河村.xlsx L125 error"]).of("西河村.xlsx", &["标题", "没有改"]);
}

#[test]
fn a_name_that_the_title_contradicts_is_no_fault_while_nobody_else_has_that_title() {
    let folder =
        Folder::with(&[("南坪村.xlsx", Book::of("南坪村党支部", 0)), ("西河村.xlsx", Book::of("东河村党支部", 1))]);
    let told = folder.tally();
    told.says(&[]);
    assert_eq!(told.branches(), ["南坪村党支部", "东河村党支部"]);
}

#[test]
fn halves_and_quarters_of_one_branch_are_its_parts() {
    let half =
        |months: std::ops::RangeInclusive<u32>| Book { months: months.collect(), ..Book::of("东河村党支部", 0) };
    for (first, second) in [
        ("上半年.xlsx", "下半年.xlsx"),
        ("东河村.xlsx", "东河村（下半年）.xlsx"),
        ("第一次报.xlsx", "补报.xlsx"),
        ("东河村.xlsx", "新建 工作表.xlsx"),
    ] {
        let told = Folder::with(&[(first, half(1..=6)), (second, half(7..=12))]).tally();
        told.says(&[]);
        assert_eq!(told.branches(), ["东河村党支部"], "{first} {second}");
    }
}

#[test]
fn two_branches_with_the_same_people_are_one_sentence_each() {
    // Both file names agree with their titles: nobody can say which of the two is wrong.
    let folder = Folder::with(&[
        ("东河村.xlsx", Book::of("东河村党支部", 0)),
        ("西河村.xlsx", Book { entries: 20, ..Book::of("西河村党支部", 0) }),
    ]);
    let told = folder.tally();
    told.says(&["东河村.xlsx L125 error", "西河村.xlsx L125 error"]);
    told.of("西河村.xlsx", &["东河村.xlsx", "8"]).of("东河村.xlsx", &["西河村.xlsx"]);
}

#[test]
fn of_two_with_the_same_people_the_one_whose_name_and_title_differ_is_wrong() {
    let folder = Folder::with(&[
        ("东河村.xlsx", Book::of("东河村党支部", 0)),
        ("第二份.xlsx", Book { entries: 20, ..Book::of("西河村党支部", 0) }),
    ]);
    let told = folder.tally();
    assert_eq!(told.problems().len(), 2, "{:?}", told.problems());
    let folder = Folder::with(&[
        ("东河村.xlsx", Book::of("东河村党支部", 0)),
        ("东河村2.xlsx", Book { entries: 20, ..Book::of("西河村党支部", 0) }),
    ]);
    folder.tally().says(&["东河村2.xlsx L125 error"]);
}

#[test]
fn a_few_people_in_two_branches_are_told_by_name() {
    let folder = Folder::with(&[
        ("东河村.xlsx", Book::of("东河村党支部", 0)),
        ("西河村.xlsx", Book { people: 4..12, ..Book::of("西河村党支部", 1) }),
    ]);
    let told = folder.tally();
    assert!(told.problems().iter().all(|it| it.contains("M104")), "{:?}", told.problems());
    assert_eq!(told.branches().len(), 2);
}

#[test]
fn a_general_branch_lists_the_members_of_its_branches() {
    let folder = Folder::with(&[
        ("机关总支.xlsx", Book { people: 0..30, entries: 30, ..Book::of("机关党总支", 0) }),
        ("一支部.xlsx", Book { people: 0..8, ..Book::of("机关第一党支部", 0) }),
    ]);
    let told = folder.tally();
    assert!(told.problems().iter().all(|it| !it.contains("L125")), "{:?}", told.problems());
}

#[test]
fn a_branch_that_moved_to_another_as_a_whole_is_in_both_rosters() {
    let text = |branch: &'static str, column: &str| {
        let text = Book { months: vec![if column == "转出时间" { 2 } else { 9 }], ..Book::of(branch, 0) }.drawn();
        text.replace("党员类别", &format!("党员类别 | {column}")).replace("| 正式", "| 正式 | 2025-06-30")
    };
    let folder = Folder::new();
    folder.draw("东河村.xlsx", &text("东河村党支部", "转出时间"));
    folder.draw("西河村.xlsx", &text("西河村党支部", "转入时间"));
    let told = folder.tally();
    assert!(told.problems().iter().all(|it| !it.contains("L125")), "{:?}", told.problems());
}
