//! Another township's form.

use crate::township::{Book, Folder};

const VILLAGES: [(&str, &str); 4] = [
    ("东河村.xlsx", "东河村党支部"),
    ("南坪村.xlsx", "南坪村党支部"),
    ("北岭村.xlsx", "北岭村党支部"),
    ("石桥村.xlsx", "石桥村党支部"),
];

fn township() -> Vec<(&'static str, Book)> {
    VILLAGES.iter().enumerate().map(|(at, (file, branch))| (*file, Book::of(branch, at))).collect()
}

fn foreign() -> Book {
    Book { township: "柳林乡", ..Book::of("上林村党支部", 6) }
}

#[test]
fn another_township_than_the_profiles_is_one_sentence() {
    let folder = Folder::with(&[("东河村.xlsx", Book::of("东河村党支部", 0)), ("上林村.xlsx", foreign())]);
    folder.profile("township = '清河镇'\n");
    let told = folder.tally();
    told.says(&["上林村.xlsx L124 error"]).of("上林村.xlsx", &["柳林乡", "清河镇"]);
    assert_eq!((told.branches(), told.is_final()), (vec!["东河村党支部"], false));
}

#[test]
fn without_a_profile_the_other_files_tell_the_township() {
    let folder = Folder::with(&[township(), vec![("上林村.xlsx", foreign())]].concat());
    let told = folder.tally();
    told.says(&["上林村.xlsx L124 error"]).of("上林村.xlsx", &["柳林乡", "清河镇"]);
    assert_eq!(told.0["township"], "清河镇");
}

#[test]
fn two_other_files_are_too_few_to_tell_the_township() {
    let folder = Folder::with(&[township()[..2].to_vec(), vec![("上林村.xlsx", foreign())]].concat());
    let told = folder.tally();
    told.says(&[]);
    assert_eq!(told.branches().len(), 3);
}

#[test]
fn a_folder_of_the_townships_name_is_meant_so() {
    let folder = Folder::with(&[township(), vec![("柳林乡/上林村.xlsx", foreign())]].concat());
    folder.tally().says(&[]);
}

#[test]
fn what_only_sounds_like_a_township_is_none() {
    for branch in [
        "集镇中心党支部",
        "小城镇建设办党支部",
        "乡镇企业联合党支部",
        "古镇村党支部",
        "驻石井街道流动党员党支部",
        "老街道社区党支部",
    ] {
        let book = Book { township: "", ..Book::of("东河村党支部", 0) };
        let text = book.drawn().replace("东河村党支部", branch);
        for (profile, others) in [("township = '清河镇'\n", vec![]), ("", township())] {
            let folder = Folder::with(&others);
            folder.draw("某支部.xlsx", &text.replace("王", "魏"));
            if !profile.is_empty() {
                folder.profile(profile);
            }
            let told = folder.tally();
            assert!(told.problems().iter().all(|it| !it.contains("L124")), "{branch}: {:?}", told.problems());
        }
    }
}

#[test]
fn a_branch_of_the_profile_is_ours_whatever_its_title_says() {
    let folder = Folder::with(&[("上林村.xlsx", foreign())]);
    folder.profile("township = '清河镇'\n[[branch]]\nname = '上林村党支部'\n");
    let told = folder.tally();
    assert!(told.problems().iter().all(|it| !it.contains("L124")), "{:?}", told.problems());
}

#[test]
fn the_townships_own_name_from_before_it_became_a_town_is_ours() {
    let folder = Folder::with(&[("东河村.xlsx", Book { township: "清河乡", ..Book::of("东河村党支部", 0) })]);
    folder.profile("township = '清河镇'\n");
    let told = folder.tally();
    assert!(told.problems().iter().all(|it| !it.contains("L124")), "{:?}", told.problems());
}
