//! The examples of every code, run through the program: the bad one raises the code, the good one raises nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

#[path = "code_examples/archives.rs"]
mod archives;
#[path = "code_examples/asked.rs"]
mod asked;
#[path = "support/container.rs"]
mod container;
#[path = "code_examples/drawn.rs"]
mod drawn;
#[path = "support/old_excel.rs"]
mod old_excel;
#[path = "code_examples/organised.rs"]
mod organised;
#[path = "support/package.rs"]
mod package;
#[path = "code_examples/past.rs"]
mod past;
#[path = "code_examples/published.rs"]
mod published;
#[path = "code_examples/sent.rs"]
mod sent;
#[path = "code_examples/situations.rs"]
mod situations;
#[path = "code_examples/variants.rs"]
mod variants;

use std::collections::BTreeSet;
use std::path::Path;

use archives::ARCHIVES;
use asked::ASKED;
use jifen::model::{Code, Diagnostic, Example};
use jifen::pipeline::all_codes;
use jifen::render::markdown;
use jifen::reports::codes_page;
use jifen::rules::lint::{Asked, Lint, completed, lint};
use jifen::rules::load;
use organised::ORGANISED;
use past::PAST;
use published::PUBLISHED;
use situations::{SITUATIONS, found_of};
use variants::VARIANTS;

/// What a bad example raises besides its own code, because the one does not come without the other.
const INHERENT: &[(&str, &[&str], &str)] = &[
    ("A102", &["A101"], "a decision that is not followed leaves the tie as it was"),
    ("P302", &["E304"], "a waiver that is not followed leaves the problem as it was"),
    ("P303", &["E301"], "so does one that cannot be followed"),
];

enum Side {
    Bad,
    Good,
}

/// What the program finds in an example; a told one has to stand among the situations.
fn found(code: &Code, side: &Side) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    let folder: &Path = folder.path();
    let mut all = SITUATIONS.iter().chain(ASKED).chain(ORGANISED).chain(PAST).chain(PUBLISHED).chain(ARCHIVES);
    let told = all.find(|situation| situation.code == code.id);
    let (example, told) = match side {
        Side::Bad => (&code.bad, told.and_then(|situation| situation.bad)),
        Side::Good => (&code.good, told.and_then(|situation| situation.good)),
    };
    match (example, told) {
        (Example::Sheets(text), None) => found_of(folder, &[("东河村.xlsx", drawn::workbook(text))]),
        (Example::File(name, bytes), None) => found_of(folder, &[(name, bytes.to_vec())]),
        (Example::Rules(piece), None) => linted(piece),
        (Example::Told(_), Some(make)) => make(folder),
        (Example::Told(_), None) => panic!("{}: an example is told, and no situation of the tests shows it", code.id),
        (_, Some(_)) => panic!("{}: the situation of the tests is no longer needed", code.id),
    }
}

/// What lint finds in a piece of a rule set; a first line may say what the profile does.
fn linted(piece: &str) -> Vec<Diagnostic> {
    let text = completed(piece);
    let rules = load(&text).unwrap();
    let said = piece.lines().find(|line| line.contains("honours_not_held")).unwrap_or_default();
    let closed = rules.figures.iter().map(|figure| said.contains(&figure.title)).collect();
    let found = lint(&rules, &Asked { text: Some(&text), closed, ..Asked::default() });
    found.iter().filter(|lint| lint.waived.is_none()).map(Lint::diagnostic).collect()
}

fn ids(diagnostics: &[Diagnostic]) -> BTreeSet<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}

#[test]
fn every_bad_example_raises_its_code_and_no_other() {
    let mut wrong = Vec::new();
    for code in all_codes() {
        let found = found(code, &Side::Bad);
        let inherent = INHERENT.iter().filter(|(id, ..)| *id == code.id).flat_map(|(_, others, _)| *others);
        let expected: BTreeSet<&str> = inherent.copied().chain([code.id]).collect();
        if ids(&found) != expected {
            wrong.push(format!("{}, found:\n{}", code.id, found.iter().map(line).collect::<String>()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_good_example_raises_anything() {
    let of = |code: &&Code| (code.id, found(code, &Side::Good).iter().map(line).collect::<String>());
    let wrong: Vec<(&str, String)> = all_codes().iter().map(of).filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{}", wrong.iter().map(|(id, found)| format!("{id}:\n{found}")).collect::<String>());
}

#[test]
fn every_variant_raises_its_code() {
    for (id, drawing) in VARIANTS {
        let found = of_variant(drawing);
        assert!(ids(&found).contains(id), "{id}: {found:#?}\n{drawing}");
    }
}

fn of_variant(drawing: &str) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    found_of(folder.path(), &[("东河村.xlsx", drawn::workbook(drawing))])
}

/// `E304 | 错误 | 积分登记 H2 | 王伟 | 5 | what is wrong | what to do`, and the fix where there is one.
fn line(diagnostic: &Diagnostic) -> String {
    let place = match (&diagnostic.sheet, diagnostic.cells) {
        (Some(sheet), Some(cells)) => format!("{sheet} {cells}"),
        (Some(sheet), None) => sheet.to_string(),
        (None, _) => diagnostic.file.as_deref().unwrap_or("—").to_owned(),
    };
    let parts = [
        diagnostic.code.id,
        diagnostic.severity.label(),
        &place,
        diagnostic.member.as_deref().unwrap_or("—"),
        diagnostic.value.as_deref().unwrap_or("—"),
        &diagnostic.message,
        &diagnostic.help,
    ];
    let fix = diagnostic.fix.as_ref().map(|fix| format!(" | → {}", fix.to));
    format!("{}{}\n", parts.join(" | "), fix.unwrap_or_default())
}

/// Read these lines as a branch secretary would. `SNAPSHOTS=overwrite` takes over what changed.
#[test]
fn the_wording_is_as_it_was_read_and_approved() {
    let mut text = String::new();
    for code in all_codes() {
        let mut lines: Vec<String> = found(code, &Side::Bad).iter().filter(|d| d.code == code).map(line).collect();
        for (id, drawing) in VARIANTS.iter().filter(|(id, _)| *id == code.id) {
            lines.extend(of_variant(drawing).iter().filter(|d| d.code.id == *id).map(line));
        }
        let mut seen = BTreeSet::new();
        lines.retain(|line| seen.insert(line.clone()));
        text.push_str(&lines.concat());
    }
    snapbox::assert_data_eq!(text, snapbox::file!["snapshots/diagnostics.txt"].raw());
}

/// `JIFEN_UPDATE=1` writes the page anew.
#[test]
fn the_page_of_all_codes_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let page = markdown::page(&codes_page(&all_codes()));
    if std::env::var_os("JIFEN_UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differing = page.lines().zip(written.lines()).find(|(new, old)| new != old);
    assert!(
        page == written,
        "docs/diagnostics.md is stale, JIFEN_UPDATE=1 rewrites it; first difference: {differing:?}"
    );
}
