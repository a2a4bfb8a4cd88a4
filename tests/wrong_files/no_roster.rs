//! A ledger without a roster.

use crate::township::{Book, Folder};

/// The sheets of a workbook, from the ledger on.
fn ledger_of(book: &Book) -> String {
    let text = book.drawn();
    text[text.find("--- sheet 积分登记").unwrap()..].to_owned()
}

#[test]
fn a_ledger_without_a_roster_is_one_sentence() {
    let folder = Folder::new();
    folder.draw("东河村.xlsx", &ledger_of(&Book::of("东河村党支部", 0)));
    let told = folder.tally();
    told.says(&["东河村.xlsx L128 error"]).of("东河村.xlsx", &["东河村党支部", "花名册", "24 条"]);
    assert!(!told.is_final());
}

#[test]
fn a_roster_in_a_file_of_its_own_is_enough() {
    let book = Book::of("东河村党支部", 0);
    let (text, ledger) = (book.drawn(), ledger_of(&book));
    let folder = Folder::new();
    folder.draw("积分登记.xlsx", &ledger);
    folder.draw("花名册.xlsx", text.strip_suffix(&ledger).unwrap());
    folder.tally().says(&[]);
}
