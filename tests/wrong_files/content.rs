//! One workbook sent twice.

use crate::package;
use crate::township::{Book, Folder, Told};

/// The same sheets in other bytes, as a program writes them that saves a workbook again.
fn saved_again(text: &str) -> String {
    text.replace("--- sheet", "\n--- sheet").replace("清河镇", "清河镇 ")
}

#[test]
fn the_same_bytes_under_two_names_count_once() {
    let book = Book::of("东河村党支部", 0);
    let told = Folder::with(&[("东河村.xlsx", book.clone()), ("西河村.xlsx", book)]).tally();
    told.says(&["西河村.xlsx F202 warning"]).of("西河村.xlsx", &["东河村.xlsx", "完全相同"]);
}

#[test]
fn the_same_content_saved_again_is_said_to_be_the_same() {
    let book = Book::of("东河村党支部", 0);
    let folder = Folder::with(&[("东河村.xlsx", book.clone())]);
    folder.draw("东河村（1）.xlsx", &saved_again(&book.drawn()));
    let told = folder.tally();
    told.says(&["东河村（1）.xlsx L107 warning"]);
    told.of("东河村（1）.xlsx", &["东河村.xlsx", "内容", "一样", "只算一次"]);
    assert_eq!((told.branches(), told.is_final()), (vec!["东河村党支部"], true));
}

#[test]
fn the_same_content_under_the_names_of_two_branches_is_an_error() {
    let folder = Folder::with(&[("东河村.xlsx", untitled())]);
    folder.draw("西河村.xlsx", &format!("{}\n--- sheet 说明\n无\n", untitled().drawn()));
    let told = folder.tally();
    told.says(&["东河村.xlsx L125 error", "西河村.xlsx L125 error"]);
    told.of("西河村.xlsx", &["东河村.xlsx", "一样"]);
}

#[test]
fn two_versions_without_titles_are_one_branchs_and_nobody_knows_which_holds() {
    // A bracket of either width sorts on the other side of the ending: that must not decide.
    for second in ["东河村（修改）.xlsx", "东河村(修改).xlsx"] {
        let folder = Folder::with(&[("东河村.xlsx", untitled())]);
        folder.draw(second, &Book { entries: 20, ..untitled() }.drawn());
        let told = folder.tally();
        let mut problems = told.problems();
        problems.sort();
        let mut expected = vec!["东河村.xlsx L107 error".to_owned(), format!("{second} L107 error")];
        expected.sort();
        assert_eq!(problems, expected);
        told.of(second, &["东河村.xlsx", "2025 年 1 月", "都没有使用"]).of("东河村.xlsx", &[second]);
        assert!(told.branches().is_empty());
        // The township says which: a note on the other, whatever the branch is called.
        folder.profile(&format!("[[branch]]\nname = '东河党支部'\nfile = '{second}'\n"));
        let told = folder.tally();
        told.says(&["东河村.xlsx F201 note"]).of("东河村.xlsx", &[second]);
        assert_eq!(told.branches(), ["东河党支部"]);
    }
}

#[test]
fn halves_without_titles_are_parts_of_one_branch() {
    let half = |months: std::ops::RangeInclusive<u32>| Book { months: months.collect(), ..untitled() };
    let titled = |months| Book { months, ..Book::of("东河村党支部", 0) };
    let halves = [("一.xlsx", titled((1..=6).collect())), ("二.xlsx", titled((7..=12).collect()))];
    let scores = |told: &Told| -> Vec<String> {
        told.0["members"].as_array().unwrap().iter().map(|member| member["score"].to_string()).collect()
    };
    let whole = scores(&Folder::with(&halves).tally());
    for (first, second) in
        [("东河村.xlsx", "东河村（下半年）.xlsx"), ("东河村（上半年）.xlsx", "东河村（下半年）.xlsx")]
    {
        for (one, other) in [(1..=6, 7..=12), (7..=12, 1..=6)] {
            let told = Folder::with(&[(first, half(one)), (second, half(other))]).tally();
            told.says(&[]);
            assert_eq!(told.branches(), ["东河村"], "{first} {second}");
            assert_eq!(scores(&told), whole, "{first} {second}");
        }
    }
}

#[test]
fn the_same_content_in_two_versions_without_titles_counts_once() {
    let folder = Folder::with(&[("东河村.xlsx", untitled())]);
    folder.draw("东河村（1）.xlsx", &format!("{}\n--- sheet 说明\n无\n", untitled().drawn()));
    let told = folder.tally();
    told.says(&["东河村（1）.xlsx L107 warning"]).of("东河村（1）.xlsx", &["东河村.xlsx", "只算一次"]);
    assert_eq!((told.branches(), told.is_final()), (vec!["东河村"], true));
}

/// A workbook whose titles name nobody.
fn untitled() -> Book {
    Book { township: "", branch: "", titled: "", ..Book::of("东河村党支部", 0) }
}

#[test]
fn overlapping_workbooks_that_differ_are_said_to_overlap() {
    let book = Book::of("东河村党支部", 0);
    let folder = Folder::with(&[("东河村.xlsx", book.clone()), ("东河村（修改）.xlsx", Book { entries: 20, ..book })]);
    let told = folder.tally();
    told.says(&["东河村（修改）.xlsx L107 error"]).of("东河村（修改）.xlsx", &["月的登记"]);
}

#[test]
fn a_workbook_packed_again_has_other_bytes() {
    let folder = Folder::with(&[("东河村.xlsx", Book::of("东河村党支部", 0))]);
    let bytes = std::fs::read(folder.path().join("in/东河村.xlsx")).unwrap();
    let mut parts = package::parts(&bytes);
    parts.retain(|(name, _)| name != "docProps/app.xml");
    let again = package::pack(&parts);
    assert_ne!(again, bytes);
    folder.put("东河村（1）.xlsx", &again);
    folder.tally().says(&["东河村（1）.xlsx L107 warning"]).of("东河村（1）.xlsx", &["一样"]);
}
