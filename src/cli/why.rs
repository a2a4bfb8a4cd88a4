//! `why`: one member's score, step by step.

use std::path::Path;

use super::Ending;
use super::args::{Format, WhyArguments};
use super::failure::Failure;
use super::kept::archive_among;
use super::new_file::write_new;
use super::progress::Bar;
use super::screen::Screen;
use crate::model::text::person;
use crate::pipeline::{kept_book, member_book, run as run_pipeline};
use crate::reports::{MemberResult, ResultDocument, Status, why_page};
use crate::rules::RuleSet;

/// Prints the score of every member whom the name fits.
pub fn run(arguments: &WhyArguments, screen: &Screen) -> Result<Ending, Failure> {
    if let Some(archive) = archive_among(&arguments.paths, &arguments.run)? {
        return of_archive(arguments, &archive, screen);
    }
    let outcome = run_pipeline(&arguments.run.options(&arguments.paths), &Bar::new())?;
    let found = fitting(&outcome.result, &arguments.name);
    if found.is_empty() {
        screen.complain(&format!("花名册里没有「{}」。", arguments.name));
        return Ok(Ending::CouldNotRun);
    }
    match arguments.format {
        Format::Json => print_json(&found, screen)?,
        Format::Text => {
            for member in &found {
                let more = outcome.one_more_point(&member.branch, &member.id, &member.name);
                let rules = &outcome.of_branch(&member.branch).rules;
                screen.page(&why_page(&outcome.result, rules, member, more.as_ref()));
                screen.print("\n");
            }
        }
    }
    if let Some(path) = &arguments.out {
        write_new(path, &member_book(&outcome, &found)?)?;
        screen.tell(&format!("已写出 {}。", path.display()));
    }
    Ok(ending(&outcome.result, &found, screen))
}

/// The same from an archive: as it was reckoned then, by the rules of then.
fn of_archive(arguments: &WhyArguments, archive: &Path, screen: &Screen) -> Result<Ending, Failure> {
    let kept = super::kept::open(archive)?;
    let result = kept.result();
    let found = fitting(result, &arguments.name);
    if found.is_empty() {
        screen.complain(&format!("档案包「{}」里没有「{}」。", archive.display(), arguments.name));
        return Ok(Ending::CouldNotRun);
    }
    let rules: Vec<RuleSet> =
        found.iter().map(|member| Ok(kept.rules_and_text(&member.branch)?.0)).collect::<Result<_, Failure>>()?;
    screen.tell(&format!(
        "据档案包「{}」：{} {} 年的结果，{} 归档，由 jifen {} 写出；没有重新计算。",
        archive.file_name().unwrap_or(archive.as_os_str()).to_string_lossy(),
        result.township.as_deref().unwrap_or("未写乡镇名"),
        result.period.label,
        kept.date(),
        result.jifen
    ));
    match arguments.format {
        Format::Json => print_json(&found, screen)?,
        Format::Text => {
            for (member, rules) in found.iter().zip(&rules) {
                screen.page(&why_page(result, rules, member, None));
                screen.print("\n");
            }
        }
    }
    if let Some(path) = &arguments.out {
        write_new(path, &kept_book(result, &found, &rules)?)?;
        screen.tell(&format!("已写出 {}。", path.display()));
    }
    Ok(ending(result, &found, screen))
}

fn print_json(found: &[&MemberResult], screen: &Screen) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(found)?;
    screen.print_result(format!("{text}\n").as_bytes())
}

/// Says so where what was printed may still change.
fn ending(result: &ResultDocument, found: &[&MemberResult], screen: &Screen) -> Ending {
    let theirs = |branch: &str| found.iter().any(|member| member.branch == branch);
    let is_provisional = result.status == Status::Provisional;
    let is_open = is_provisional && result.branches.iter().any(|b| theirs(&b.name) && b.errors > 0);
    if is_open || found.iter().any(|member| !member.contested.is_empty()) {
        screen.tell("注意：这个支部的登记还有错误没有改正，或有名额待定，以上是试算结果。");
        return Ending::DataWrong;
    }
    Ending::Good
}

/// Members by name, or by name and number, also with the branch before it: 王伟, 王伟（3）, 东河村党支部 王伟（3）.
pub(super) fn fitting<'a>(result: &'a ResultDocument, wanted: &str) -> Vec<&'a MemberResult> {
    let wanted = person(wanted).replace('（', "(").replace('）', ")");
    let fits = |member: &&MemberResult| {
        let numbered = format!("{}({})", member.name, member.id);
        let of_branch = |name: &str| {
            let rest = wanted.strip_suffix(name);
            rest.is_some_and(|rest| !rest.is_empty() && rest == person(&member.branch))
        };
        member.name == wanted || numbered == wanted || of_branch(&member.name) || of_branch(&numbered)
    };
    result.members.iter().filter(fits).collect()
}
