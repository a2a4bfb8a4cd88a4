//! `archive --member`: the book of one person who asks for theirs.

use std::path::{Path, PathBuf};

use super::Ending;
use super::args::ArchiveArguments;
use super::failure::Failure;
use super::new_file::write_new;
use super::progress::Bar;
use super::screen::Screen;
use super::why::fitting;
use crate::model::masked;
use crate::pipeline::archive::file_names::safe_name;
use crate::pipeline::{member_book, run as run_pipeline};
use crate::reports::{MemberResult, ResultDocument};

/// Writes the book of one member.
pub fn run(arguments: &ArchiveArguments, screen: &Screen) -> Result<Ending, Failure> {
    let wanted = arguments.member.as_deref().unwrap_or_default();
    let outcome = run_pipeline(&arguments.run.options(&arguments.paths), &Bar::new())?;
    let found = fitting(&outcome.result, wanted);
    let member = match found.as_slice() {
        [] => {
            screen.complain(&format!("花名册里没有「{wanted}」。"));
            return Ok(Ending::CouldNotRun);
        }
        [member] => *member,
        several => {
            screen.complain(&which(wanted, several));
            return Ok(Ending::CouldNotRun);
        }
    };
    let path = target(arguments.out.as_deref(), &outcome.result, member);
    write_new(&path, &member_book(&outcome, &[member])?)?;
    screen.tell(&format!("已写出{} {}的一册：{}。", member.branch, numbered(member), path.display()));
    if outcome.is_provisional() {
        screen.tell("注意：结果还是试算，册上已经写明；定案以后请重新写一册。");
        return Ok(Ending::DataWrong);
    }
    Ok(Ending::Good)
}

/// Who of several is meant, in words that name only one of them.
fn which(wanted: &str, found: &[&MemberResult]) -> String {
    let is_enough =
        |member: &MemberResult| found.iter().filter(|other| numbered(other) == numbered(member)).count() == 1;
    let told = found.iter().map(|member| {
        if is_enough(member) {
            format!("{}（{}）", numbered(member), member.branch)
        } else {
            format!("{} {}", member.branch, numbered(member))
        }
    });
    let told: Vec<String> = told.collect();
    let how = if found.iter().all(|member| is_enough(member)) {
        "姓名（编号）"
    } else {
        "「支部 姓名（编号）」"
    };
    format!("有 {} 个「{wanted}」，没有写出。请把 --member 写成{how}：{}。", found.len(), told.join("、"))
}

/// Where the book goes: the file that was named, a file in the folder that was named, or one in the current folder.
fn target(out: Option<&Path>, result: &ResultDocument, member: &MemberResult) -> PathBuf {
    let has_namesakes = result.members.iter().filter(|other| other.name == member.name).count() > 1;
    let who = if has_namesakes { numbered(member) } else { member.name.clone() };
    let name = format!("{}-{}-一人一册.xlsx", safe_name(&masked(&who)), result.period.label);
    match out {
        Some(path) if path.is_dir() => path.join(name),
        Some(path) => path.to_owned(),
        None => PathBuf::from(name),
    }
}

/// 王伟（3）.
fn numbered(member: &MemberResult) -> String {
    if member.id.is_empty() { member.name.clone() } else { format!("{}（{}）", member.name, member.id) }
}
