//! The forms that are known not to be read right yet: lines `NNN dialect` or `NNN *`.

use std::collections::{BTreeMap, BTreeSet};

/// The list, a pair of number and dialect for each line. Remarks begin with `#`.
pub fn read(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let pairs = lines.filter(|line| !line.is_empty()).map(|line| {
        line.split_once(' ').unwrap_or_else(|| panic!("known-failures.txt: {line} is not a number and a dialect"))
    });
    pairs.map(|(number, dialect)| (number.to_owned(), dialect.trim().to_owned())).collect()
}

pub fn is_known(known: &[(String, String)], number: &str, dialect: &str) -> bool {
    known.iter().any(|(form, of)| form == number && (of == dialect || of == "*"))
}

/// The lines that no longer say anything true, by what was tried: number, dialect, whether it was read right.
/// A dialect that could not be tried here may stay.
pub fn outdated(known: &[(String, String)], tried: &[(&str, &str, bool)]) -> Vec<String> {
    let is_outdated = |(number, dialect): &&(String, String)| {
        let mut of_form = tried.iter().filter(|it| it.0 == number).peekable();
        of_form.peek().is_none() || {
            let mut meant = of_form.filter(|it| it.1 == dialect || dialect == "*").peekable();
            meant.peek().is_some() && meant.all(|it| it.2)
        }
    };
    known.iter().filter(is_outdated).map(|(number, dialect)| format!("{number} {dialect}")).collect()
}

/// The list as it would be true.
pub fn written(tried: &[(&str, &str, bool)]) -> String {
    let mut forms: BTreeMap<&str, (bool, BTreeSet<&str>)> = BTreeMap::new();
    for (number, dialect, right) in tried {
        let form = forms.entry(number).or_default();
        if *right {
            form.0 = true;
        } else {
            form.1.insert(dialect);
        }
    }
    let head = "# Not read right yet: the form's number and the dialect, * where it is all of them.\n";
    let lines = forms.iter().flat_map(|(number, (any_right, wrong))| match any_right {
        false => vec![format!("{number} *\n")],
        true => wrong.iter().map(|dialect| format!("{number} {dialect}\n")).collect(),
    });
    std::iter::once(head.to_owned()).chain(lines).collect()
}

#[test]
fn a_form_that_is_read_right_leaves_the_list() {
    let known = read("# remark\n001 own\n002 *\n003 *  # soon\n004 csv\n005 lo-xls\n");
    assert!(is_known(&known, "002", "xml") && !is_known(&known, "001", "xml"));
    let tried =
        [("001", "own", true), ("002", "own", true), ("002", "xml", false), ("003", "own", true), ("005", "own", true)];
    assert_eq!(outdated(&known, &tried), ["001 own", "003 *", "004 csv"]);
    assert!(written(&tried).ends_with(".\n002 xml\n"));
    assert!(written(&[("001", "own", false), ("001", "xml", false)]).ends_with(".\n001 *\n"));
}
