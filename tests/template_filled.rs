//! What comes out of `template`, filled in by a program, passes `check` without a warning: every item, every level, the
//! least and the most, each column of the procedure, for every built-in rule set in every form that suits it.
//!
//! The program fills in what the workbook offers, by its headers; only where a rule set asks for figures that fit
//! together (votes, shares of attendance) is it told how (`care`).

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it measured"
)]

#[path = "support/program.rs"]
mod program;
mod template_filled {
    pub mod care;
    pub mod filler;
}

use std::collections::BTreeMap;
use std::fs;

use jifen::model::{Period, Points, Severity};
use jifen::pipeline::{NoProgress, Options, Outcome, run};
use jifen::render::xlsx::write_book;
use jifen::reports::{Template, TemplateForm, template_book};
use jifen::rules::{Item, Pricing, RuleSet, builtin, builtin_ids, default_id};
use template_filled::filler::{Filled, fill};

const FORMS: [TemplateForm; 3] = [TemplateForm::Ledger, TemplateForm::Matrix, TemplateForm::Card];
const YEAR: i32 = 2025;

/// A filled workbook and what `check` finds in it; nothing where the form does not suit the rules.
fn filled(rules: &RuleSet, form: TemplateForm) -> Option<(Filled, Outcome)> {
    let period = Period::year_of(YEAR);
    let filled =
        fill(rules, form, |branch| template_book(&Template { rules, form, period, branch: Some(branch) }).ok())?;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("东河村党支部.xlsx");
    fs::write(&path, write_book(&filled.book).unwrap()).unwrap();
    if let Some(kept) = std::env::var_os("JIFEN_KEEP_FILLED") {
        fs::create_dir_all(&kept).unwrap();
        fs::copy(&path, std::path::Path::new(&kept).join(format!("{}-{form:?}.xlsx", rules.id))).unwrap();
    }
    let options = Options {
        paths: vec![path],
        rules: Some(rules.id.clone()),
        period: Some(YEAR.to_string()),
        programme_start: Some(YEAR),
        ..Options::default()
    };
    Some((filled, run(&options, &NoProgress).unwrap()))
}

#[test]
fn a_filled_template_passes_without_a_warning() {
    let mut lines = 0;
    let mut refused = Vec::new();
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for id in builtin_ids() {
        let rules = builtin(id).unwrap().unwrap();
        for form in FORMS {
            let Some((filled, outcome)) = filled(&rules, form) else {
                refused.push(format!("{id} {form:?}"));
                continue;
            };
            lines += filled.lines.len();
            for diagnostic in &outcome.diagnostics {
                match diagnostic.severity {
                    Severity::Note => *notes.entry(diagnostic.code.id).or_default() += 1,
                    _ => wrong.push(format!(
                        "{id} {form:?} {} {:?} {}",
                        diagnostic.code.id, diagnostic.cells, diagnostic.message
                    )),
                }
            }
        }
    }
    println!("{lines} lines; refused: {refused:?}; notes: {notes:?}");
    assert!(wrong.is_empty(), "{} warnings:\n{}", wrong.len(), wrong.join("\n"));
    assert!(refused.iter().all(|refused| refused.ends_with("Matrix")), "{refused:?}");
}

/// Every item that can be entered is, with each of its levels.
#[test]
fn every_item_and_level_is_entered() {
    for id in builtin_ids() {
        let rules = builtin(id).unwrap().unwrap();
        let (filled, _) = filled(&rules, TemplateForm::Ledger).unwrap();
        for item in rules.items.iter().filter(|item| !matches!(item.pricing, Pricing::Computed)) {
            let levels: Vec<&str> =
                item.levels().map_or(vec![""], |levels| levels.of.iter().map(|level| level.level.as_str()).collect());
            for level in levels {
                let is_there = filled.lines.iter().any(|line| line.item == item.id && line.level == level);
                assert!(is_there, "{id} {} {level}", item.id);
            }
        }
    }
}

/// Items whose lines are simply added up come to what the filler adds up itself.
#[test]
fn simple_items_come_to_their_sum() {
    let mut compared = 0;
    for id in builtin_ids() {
        let rules = builtin(id).unwrap().unwrap();
        for form in [TemplateForm::Ledger, TemplateForm::Card] {
            let (filled, outcome) = filled(&rules, form).unwrap();
            for item in rules.items.iter().filter(|item| is_simple(&rules, item)) {
                for member in &outcome.result.members {
                    let mine = filled.lines.iter().filter(|line| line.item == item.id && line.member == member.name);
                    let expected = mine.fold(Points::ZERO, |sum, line| sum + line.worth(item));
                    let entries = member.steps.iter().filter(|step| step.item.as_deref() == Some(&item.id));
                    let found =
                        entries.flat_map(|step| &step.entries).fold(Points::ZERO, |sum, entry| sum + entry.effect);
                    assert_eq!(found, item.signed(expected), "{id} {form:?} {} {}", item.id, member.name);
                    compared += usize::from(!expected.is_zero());
                }
            }
        }
    }
    println!("{compared} sums agree");
    assert!(compared > 60, "{compared}");
}

/// The total that the matrix reckons by its own formula is the score; the example row is in none of them.
#[test]
fn the_example_row_counts_nowhere() {
    for id in builtin_ids() {
        let rules = builtin(id).unwrap().unwrap();
        for form in FORMS {
            let Some((filled, outcome)) = filled(&rules, form) else { continue };
            let names: Vec<&str> = outcome.result.members.iter().map(|member| member.name.as_str()).collect();
            assert_eq!(names.len(), filled.members.len(), "{id} {form:?}: {names:?}");
            assert!(!names.contains(&"王某某"));
        }
    }
}

/// What nothing but its lines decides: no limit, no factor, nobody exempt, nothing it begins with or ends at.
fn is_simple(rules: &RuleSet, item: &Item) -> bool {
    let together = rules.together.iter().any(|together| {
        together.names.iter().any(|name| {
            *name == item.id
                || item.category.and_then(|index| rules.categories.get(index)).is_some_and(|c| c.id == *name)
        })
    });
    let category = item.category.and_then(|index| rules.categories.get(index));
    let is_free = category.is_some_and(|category| {
        category.floor.is_none() && category.cap.is_none() && category.limits.is_empty() && !category.exhausts
    });
    !together
        && is_free
        && rules.presence.is_none()
        && matches!(item.pricing, Pricing::Fixed(_) | Pricing::Levels(_) | Pricing::Assessed(_))
        && item.levels().is_none_or(|levels| levels.of.iter().all(|level| !level.veto))
        && item.amended.is_empty()
        && item.limits.is_empty()
        && item.once.is_none()
        && item.repeat.is_none()
        && item.factor.is_none()
        && item.applies.is_none()
        && item.full.is_none()
        && item.full_by.is_none()
        && item.floor.is_none()
        && item.computed.is_none()
}

#[test]
fn the_default_rule_set_takes_all_three_forms() {
    let rules = builtin(&default_id()).unwrap().unwrap();
    for form in FORMS {
        let (filled, outcome) = filled(&rules, form).unwrap();
        assert!(outcome.result.members.iter().all(|member| member.score.is_some()), "{form:?}");
        assert!(!filled.lines.is_empty());
    }
}

/// Saved again by LibreOffice, where that is installed, a filled template says the same and a blank one is still blank.
#[test]
fn saved_again_it_says_the_same() {
    let office = std::process::Command::new("soffice").arg("--version").output();
    if !program::tool_works("soffice (LibreOffice)", office.is_ok_and(|output| output.status.success())) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut books = Vec::new();
    for id in builtin_ids() {
        let rules = builtin(id).unwrap().unwrap();
        for form in FORMS {
            let Some((filled, outcome)) = filled(&rules, form) else { continue };
            let blank = Template { rules: &rules, form, period: None, branch: None };
            for (name, book) in [("filled", &filled.book), ("blank", &template_book(&blank).unwrap())] {
                let path = folder.path().join(format!("{id}-{form:?}-{name}.xlsx"));
                fs::write(&path, write_book(book).unwrap()).unwrap();
                books.push((path, id, name, scores(&outcome)));
            }
        }
    }
    let resaved = folder.path().join("resaved");
    let mut command = std::process::Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()));
    command
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(&resaved)
        .args(books.iter().map(|book| &book.0));
    command.output().unwrap();
    for (path, id, name, expected) in &books {
        let path = resaved.join(path.file_name().unwrap());
        assert!(path.is_file(), "LibreOffice did not open {}", path.display());
        let options = Options {
            paths: vec![path.clone()],
            rules: Some((*id).to_owned()),
            period: Some(YEAR.to_string()),
            programme_start: Some(YEAR),
            ..Options::default()
        };
        let outcome = run(&options, &NoProgress).unwrap();
        let told: Vec<&str> = outcome
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity > Severity::Note)
            .map(|diagnostic| diagnostic.code.id)
            .collect();
        match *name {
            "blank" => assert_eq!(told, ["L101"], "{}", path.display()),
            _ => {
                assert!(told.is_empty(), "{}: {told:?}", path.display());
                assert_eq!(&scores(&outcome), expected, "{}", path.display());
            }
        }
    }
    println!("{} workbooks saved again", books.len());
}

/// Each member's score and grade.
fn scores(outcome: &Outcome) -> Vec<(String, Option<Points>, Option<String>)> {
    outcome.result.members.iter().map(|member| (member.name.clone(), member.score, member.grade.clone())).collect()
}
