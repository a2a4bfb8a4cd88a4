//! `why`: one member's score, step by step.

use super::Ending;
use super::args::{Format, WhyArguments};
use super::failure::Failure;
use super::new_file::write_new;
use super::progress::Bar;
use super::screen::Screen;
use crate::model::text::person;
use crate::pipeline::{member_book, run as run_pipeline};
use crate::reports::{MemberResult, ResultDocument, why_page};

/// Prints the score of every member whom the name fits.
pub fn run(arguments: &WhyArguments, screen: &Screen) -> Result<Ending, Failure> {
    let outcome = run_pipeline(&arguments.run.options(&arguments.paths), &Bar::new())?;
    let found = fitting(&outcome.result, &arguments.name);
    if found.is_empty() {
        screen.complain(&format!("花名册里没有「{}」。", arguments.name));
        return Ok(Ending::CouldNotRun);
    }
    match arguments.format {
        Format::Json => {
            let text = serde_json::to_string_pretty(&found).unwrap_or_default();
            screen.print_result(format!("{text}\n").as_bytes())?;
        }
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
    let theirs = |branch: &str| found.iter().any(|member| member.branch == branch);
    let is_open = outcome.is_provisional() && outcome.result.branches.iter().any(|b| theirs(&b.name) && b.errors > 0);
    if is_open || found.iter().any(|member| !member.contested.is_empty()) {
        screen.tell("注意：这个支部的登记还有错误没有改正，或有名额待定，以上是试算结果。");
        return Ok(Ending::DataWrong);
    }
    Ok(Ending::Good)
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
