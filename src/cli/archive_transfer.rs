//! `archive --transfer`: the book that goes with a member who left.

use std::path::Path;

use super::Ending;
use super::args::ArchiveArguments;
use super::failure::Failure;
use super::progress::Bar;
use super::screen::Screen;
use crate::pipeline::archive::{Leaver, joined, leaver, text_of_rules, transfer_files, transfer_name};
use crate::pipeline::{Settings, run as run_pipeline};
use crate::render::folder::{OutputFiles, put_new_folder};
use crate::reports::Status;

/// Runs the year as `tally` does, or opens the archive of one, and writes the book of one member.
pub fn run(arguments: &ArchiveArguments, screen: &Screen) -> Result<Ending, Failure> {
    let wanted = arguments.transfer.as_deref().unwrap_or_default();
    if let Some(archive) = super::kept::archive_among(&arguments.paths, &arguments.run)? {
        let kept = super::kept::open(&archive)?;
        let member = leaver(kept.result(), wanted)?;
        let (rules, rule_text) = kept.rules_and_text(&member.branch)?;
        let (result, date) = (kept.result(), kept.date());
        return write(&Leaver { result, member, rules: &rules, rule_text: &rule_text, date: &date }, arguments, screen);
    }
    let options = arguments.run.options(&arguments.paths);
    let settings = Settings::new(&options)?;
    let outcome = run_pipeline(&options, &Bar::new())?;
    let member = leaver(&outcome.result, wanted)?;
    let rules = &outcome.of_branch(&member.branch).rules;
    let rule_text = text_of_rules(rules, &options, &settings)?;
    let date = options.report_date.map_or_else(|| outcome.result.period.to.clone(), |day| day.to_string());
    let leaver = Leaver { result: &outcome.result, member, rules, rule_text: &rule_text, date: &date };
    write(&leaver, arguments, screen)
}

fn write(leaver: &Leaver<'_>, arguments: &ArchiveArguments, screen: &Screen) -> Result<Ending, Failure> {
    let mut files = OutputFiles::new();
    for (path, bytes) in transfer_files(leaver)? {
        // Digests may look like numbers; all else is searched, the rules too: people may stand in their examples.
        if path.starts_with("data/") {
            files.insert(&path, bytes)?;
        } else {
            files.insert_of_branch(&path, bytes)?;
        }
    }
    if !files.held().is_empty() {
        for problem in files.held() {
            screen.complain(&format!("{}（{}）{}", problem.message, problem.code.id, problem.help));
        }
        screen.complain("随人转走的一册没有写。");
        return Ok(Ending::DataWrong);
    }
    let out = arguments.out.as_deref().unwrap_or(Path::new("转接"));
    let folder = out.join(transfer_name(leaver));
    put_new_folder(&folder, &files)?;
    let (branch, name) = (&leaver.member.branch, &leaver.member.name);
    screen.tell(&format!("{branch} {name} 随人转走的一册写在「{}」，整个文件夹交给接收的支部。", folder.display()));
    screen.tell("里面有出生年月（到月为止），只有这一名党员的内容；请按组织关系材料保管。");
    if let Some(there) = joined(leaver) {
        screen.tell(&format!(
            "注意：{name} 在期间内转到了{}，这一册是在{branch}的部分；年末在{}的那一册，写 --transfer \"{} {}（{}）\"。",
            there.branch, there.branch, there.branch, there.name, there.id
        ));
    }
    if leaver.result.status == Status::Provisional {
        screen.tell("注意：全乡镇的结果还是试算，这一册也写明了是试算；定案以后请重新写一份。");
        return Ok(Ending::DataWrong);
    }
    Ok(Ending::Good)
}
