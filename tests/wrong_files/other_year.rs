//! Last year's workbook.

use crate::township::{Book, Folder};

fn last_year(branch: &'static str, number: usize) -> Book {
    Book { titled: "2024年", years: vec![2024], ..Book::of(branch, number) }
}

#[test]
fn last_years_workbook_is_one_sentence() {
    let folder =
        Folder::with(&[("东河村.xlsx", Book::of("东河村党支部", 0)), ("西河村.xlsx", last_year("西河村党支部", 1))]);
    let told = folder.tally();
    told.says(&["西河村.xlsx L123 error"]).of("西河村.xlsx", &["2024", "2025", "24 条"]);
    assert_eq!((told.branches(), told.is_final()), (vec!["东河村党支部"], false));
}

#[test]
fn titles_without_a_year_leave_it_to_the_dates() {
    let untitled = Book { titled: "", ..last_year("西河村党支部", 1) };
    Folder::with(&[("西河村.xlsx", untitled.clone())]).tally().says(&["西河村.xlsx L123 error"]);
    // One in twenty-four of this year: entered by mistake, or the other way round; nine tenths say it.
    let mostly = Book { years: [vec![2025], vec![2024; 11]].concat(), ..untitled.clone() };
    Folder::with(&[("西河村.xlsx", mostly)]).tally().says(&["西河村.xlsx L123 error"]);
    // A handful of lines is judged line by line.
    let few = Book { entries: 4, ..untitled };
    let told = Folder::with(&[("西河村.xlsx", few)]).tally();
    assert_eq!(told.problems().len(), 4, "{:?}", told.problems());
}

#[test]
fn a_title_of_this_year_means_that_the_dates_are_wrong() {
    let typed = Book { titled: "2025年", ..last_year("西河村党支部", 1) };
    let told = Folder::with(&[("西河村.xlsx", typed)]).tally();
    assert!(told.problems().iter().all(|it| !it.contains("L123")), "{:?}", told.problems());
    assert_eq!(told.branches(), ["西河村党支部"]);
}

#[test]
fn a_workbook_of_both_years_is_judged_line_by_line() {
    let both = Book { years: vec![2024, 2025], ..last_year("西河村党支部", 1) };
    let told = Folder::with(&[("西河村.xlsx", both)]).tally();
    assert_eq!(told.problems().len(), 12, "{:?}", told.problems());
}

#[test]
fn a_short_period_of_the_right_year_is_no_other_year() {
    let told = Folder::with(&[("西河村.xlsx", Book::of("西河村党支部", 1))]).tally_with(&["--period", "2025Q1"]);
    assert!(told.problems().iter().all(|it| !it.contains("L123")), "{:?}", told.problems());
    assert_eq!(told.branches(), ["西河村党支部"]);
}

#[test]
fn of_many_files_the_one_of_last_year_is_found_without_being_told_the_period() {
    let names = ["东河村党支部", "南坪村党支部", "北岭村党支部", "石桥村党支部", "大营村党支部", "龙泉村党支部"];
    let files = ["1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx", "5.xlsx", "6.xlsx"];
    let books = names.iter().enumerate().map(|(at, name)| Book { entries: 40, ..Book::of(name, at) });
    let mut books: Vec<(&str, Book)> = files.into_iter().zip(books).collect();
    books.push(("7.xlsx", last_year("西河村党支部", 7)));
    let told = Folder::with(&books).tally_with(&[]);
    told.says(&["7.xlsx L123 error"]);
    assert_eq!(told.0["period"]["label"], "2025");
    // Alone it is a workbook of its own year.
    let told = Folder::with(&[("西河村.xlsx", last_year("西河村党支部", 1))]).tally_with(&[]);
    assert_eq!((told.problems(), told.0["period"]["label"].as_str()), (vec![], Some("2024")));
}

#[test]
fn last_years_table_of_points_is_known_by_its_title() {
    let folder = Folder::new();
    let mut text =
        "--- sheet 积分表\n清河镇西河村党支部2024年党员积分表\n姓名 | 政治学习（20分） | 组织生活（25分）\n".to_owned();
    for person in 0..6 {
        text.push_str(&format!("{} | 18 | 25\n", crate::township::name(person)));
    }
    folder.draw("西河村.xlsx", &text);
    folder.tally().says(&["西河村.xlsx L123 error"]).of("西河村.xlsx", &["2024"]);
}

#[test]
fn a_roster_drawn_up_last_year_is_this_years_too() {
    let folder = Folder::with(&[("西河村.xlsx", Book { titled: "", ..Book::of("西河村党支部", 1) })]);
    let text = Book { titled: "", ..Book::of("西河村党支部", 1) }.drawn();
    folder.draw("西河村.xlsx", &text.replace("党员花名册", "2024年党员花名册"));
    folder.tally().says(&[]);
}

#[test]
fn a_ledger_carried_on_for_years_counts_with_what_is_of_this_year() {
    // One entry in twenty, twelve in all: the rest is of other years, and told line by line.
    let years = [vec![2025], vec![2024; 19]].concat();
    let ledger = Book { titled: "", entries: 240, years, ..Book::of("西河村党支部", 1) };
    let told = Folder::with(&[("西河村.xlsx", ledger.clone())]).tally();
    assert!(told.problems().iter().all(|it| !it.contains("L123")), "{:?}", told.problems());
    assert_eq!(told.branches(), ["西河村党支部"]);
    // Three of two hundred may be slips.
    let years = [vec![2025; 3], vec![2024; 197]].concat();
    let slips = Book { entries: 200, years, ..ledger };
    Folder::with(&[("西河村.xlsx", slips)]).tally().says(&["西河村.xlsx L123 error"]);
}
