//! The cases that are known not to come out right yet, a line for each.

use std::collections::BTreeSet;

/// The list. Remarks begin with `#`.
pub fn read(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The lines that no longer say anything true, by what was tried: case, whether it came out right.
pub fn outdated<'a>(known: &'a BTreeSet<String>, tried: &[(&str, bool)]) -> Vec<&'a str> {
    let fails = |case: &str| tried.contains(&(case, false));
    known.iter().map(String::as_str).filter(|case| !fails(case)).collect()
}

/// The list as it would be true.
pub fn written(tried: &[(&str, bool)]) -> String {
    let wrong = tried.iter().filter(|(_, right)| !right).map(|(case, _)| format!("{case}\n"));
    std::iter::once("# Cases that do not come out right yet.\n".to_owned()).chain(wrong).collect()
}

#[test]
fn a_case_that_comes_out_right_leaves_the_list() {
    let known = read("# remark\na/1\na/2  # soon\na/3\n");
    let tried = [("a/1", true), ("a/2", false), ("a/4", false)];
    assert_eq!(outdated(&known, &tried), ["a/1", "a/3"]);
    assert_eq!(read(&written(&tried)), read("a/2\na/4"));
}
