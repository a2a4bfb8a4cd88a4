//! `rules`: which rule sets there are, what they say, and the way of one through a workbook.

use std::path::{Path, PathBuf};

use super::Ending;
use super::args::{RulesArguments, RulesCommand, ShowFormat};
use super::failure::Failure;
use super::screen::Screen;
use super::{rules_diff, rules_test};
use crate::pipeline::{
    OutputError, export_rules, find_rules, import_rules, rulebook, rulebook_as_book, rulebook_in_markdown,
};
use crate::reports::rules_list_page;
use crate::rules::{RuleSet, builtin_ids, default_id};

/// Prints the list of rule sets, or one of them; brings one into a workbook or out of it.
pub fn run(arguments: &RulesArguments, screen: &Screen) -> Result<Ending, Failure> {
    match &arguments.command {
        RulesCommand::List => {
            let rules = builtin_ids().into_iter().map(|id| find_rules(id, Path::new("")));
            screen.page(&rules_list_page(&rules.collect::<Result<Vec<_>, _>>()?, &default_id()));
        }
        RulesCommand::Show { rules, format, out } => {
            let name = rules.clone().unwrap_or_else(default_id);
            show(&find_rules(&name, Path::new(""))?, *format, out.as_deref(), screen)?;
        }
        RulesCommand::Lint(arguments) => return super::lint::run(arguments, screen),
        RulesCommand::Export { rules, out } => return export(rules, out.as_deref(), screen),
        RulesCommand::Import { book, out } => return import(book, out.as_deref(), screen),
        RulesCommand::Diff { before, after, format } => return rules_diff::run(before, after, *format, screen),
        RulesCommand::Test { rules } => return rules_test::run(rules.as_deref(), screen),
    }
    Ok(Ending::Good)
}

/// Prints a rule set as a 办法, or writes it into a workbook.
fn show(rules: &RuleSet, format: ShowFormat, out: Option<&Path>, screen: &Screen) -> Result<(), Failure> {
    if let Some(path) = out {
        super::new_file::write_new(path, &rulebook_as_book(rules).map_err(OutputError::Rulebook)?)?;
        screen.tell(&format!("办法写在「{}」。", path.display()));
        return Ok(());
    }
    match format {
        ShowFormat::Text => screen.page(&rulebook(rules)),
        ShowFormat::Md => screen.print(&rulebook_in_markdown(rules)),
    }
    Ok(())
}

fn export(rules: &str, out: Option<&Path>, screen: &Screen) -> Result<Ending, Failure> {
    let book = export_rules(rules)?;
    let path = named(out, &book.id, "xlsx");
    super::new_file::write_new(&path, &book.bytes)?;
    screen.tell(&format!("规则表格写在「{}」。改好以后用 jifen rules import 读回来。", path.display()));
    match book.mistake {
        Some(mistake) => {
            screen.tell(&format!("注意：这套规则本身有误，改好才能读回来：\n{mistake}"));
            Ok(Ending::DataWrong)
        }
        None => Ok(Ending::Good),
    }
}

fn import(book: &Path, out: Option<&Path>, screen: &Screen) -> Result<Ending, Failure> {
    let (id, text) = import_rules(book)?;
    let path = named(out, &id, "toml");
    super::new_file::write_new(&path, text.as_bytes())?;
    screen.tell(&format!("规则文件写在「{}」，没有发现错误。用 jifen rules show 可以通读一遍。", path.display()));
    Ok(Ending::Good)
}

/// The file asked for, or one named after the rule set. Of the id only what cannot lead to another folder.
fn named(out: Option<&Path>, id: &str, extension: &str) -> PathBuf {
    let safe: String = id.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
    let stem = if safe.is_empty() { "rules" } else { &safe };
    out.map_or_else(|| PathBuf::from(format!("{stem}.{extension}")), Path::to_owned)
}
