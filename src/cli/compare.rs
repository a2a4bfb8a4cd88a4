//! `compare`: two rule sets on the same workbooks or on an archive, or two results.

use std::path::Path;

use super::Ending;
use super::args::{CompareArguments, Format};
use super::failure::Failure;
use super::kept::{archive_among, is_zip};
use super::new_file::write_new;
use super::progress::Bar;
use super::screen::Screen;
use crate::pipeline::{code, compare_kept, compare_rules, compare_rules_on_archive, comparison_file};
use crate::reports::comparison_page;
use crate::workbook::archive_mark::archive_of;

/// The command without the option that it shares with others and has no use for: its rules stand in front.
pub fn with_its_own_rules(command: clap::Command) -> clap::Command {
    command.mut_subcommand("compare", |compare| compare.mut_arg("rules", |rules| rules.hide(true)))
}

/// Compares, prints the page, and writes the workbook where one was asked for.
pub fn run(arguments: &CompareArguments, screen: &Screen) -> Result<Ending, Failure> {
    let CompareArguments { before, after, paths, .. } = arguments;
    if arguments.run.rules.is_some() {
        screen.complain("比较的两套规则写在前面，不用 --rules。");
        return Ok(Ending::CouldNotRun);
    }
    let comparison = if paths.is_empty() {
        let is_result = |file: &str| {
            let path = Path::new(file);
            let is_in_archive = path.exists() && archive_of(path).is_some();
            is_in_archive || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
        };
        let zip = [before, after].into_iter().find(|file| is_zip(Path::new(file)));
        if let Some(zip) = zip {
            screen.complain(&format!("「{zip}」是压缩包，请先解开，再写解开以后的文件夹。"));
            return Ok(Ending::CouldNotRun);
        }
        if !is_result(before) || !is_result(after) {
            screen.complain(
                "两套规则之后要写工作簿或文件夹；不写的，前面要是两个结果文件（结果.json），或两个档案包的文件夹。",
            );
            return Ok(Ending::CouldNotRun);
        }
        compare_kept(Path::new(before), Path::new(after))?
    } else if let Some(archive) = archive_among(paths, &arguments.run)? {
        compare_rules_on_archive(before, after, &archive, &Bar::new())?
    } else {
        compare_rules(before, after, &arguments.run.options(paths), &Bar::new())?
    };
    if let Some(out) = &arguments.out {
        write_new(out, &comparison_file(&comparison)?)?;
    }
    match arguments.format {
        Format::Json => screen.print(&format!("{}\n", serde_json::to_string_pretty(&comparison)?)),
        Format::Text => screen.page(&comparison_page(&comparison, &|id| code(id).map(|code| code.title))),
    }
    if let Some(out) = &arguments.out {
        screen.tell(&format!("比较表写在「{}」。", out.display()));
    }
    Ok(Ending::Good)
}
