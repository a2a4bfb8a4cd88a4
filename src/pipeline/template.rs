//! Blank workbooks: from a rule set and a roster to one workbook for each branch.

use std::collections::HashMap;
use std::path::PathBuf;

use super::branch::assemble_rosters;
use super::gather::gather;
use super::options::Settings;
use super::{NoProgress, Options, RunError};
use crate::layout::RegisterForm;
use crate::layout::codes::{L104, L108, L127};
use crate::model::{Diagnostic, Severity};
use crate::render::xlsx::{RenderError, write_book};
use crate::reports::{RegisterTemplate, Template, TemplateBranch, TemplateForm, register_book, template_book};
use crate::workbook::codes::PASSED_OVER;

/// What blank workbooks are asked for.
#[derive(Clone, Debug, Default)]
pub struct TemplateOptions {
    /// Id or path of a rule set.
    pub rules: Option<String>,
    /// The workbook, or the folder, with the rosters.
    pub roster: Option<PathBuf>,
    /// The form of the points.
    pub form: TemplateForm,
    /// A period's label.
    pub period: Option<String>,
    /// The profile, where it does not lie beside the roster.
    pub profile: Option<PathBuf>,
}

/// Blank workbooks, ready to be put in place.
#[derive(Debug)]
pub struct Templates {
    /// The title of the rule set.
    pub rules: String,
    /// The workbooks, in the order of the branches.
    pub files: Vec<TemplateFile>,
    /// What was assumed because nobody said it.
    pub assumed: Vec<String>,
    /// What is wrong with the rosters.
    pub problems: Vec<Diagnostic>,
}

/// One blank workbook.
#[derive(Debug)]
pub struct TemplateFile {
    /// Its name.
    pub name: String,
    /// The branch that it is for.
    pub branch: Option<String>,
    /// How many members it lists.
    pub members: usize,
    /// Its bytes, the same in each run.
    pub bytes: Vec<u8>,
}

/// Why blank workbooks could not be made: exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// Rules, profile or roster cannot be used.
    #[error(transparent)]
    Run(#[from] RunError),
    /// Nobody stands on the roster.
    #[error("「{}」里没有读到一名党员，没有制表。请核对是不是花名册；用 jifen check --explain-layout 可以看它认成了什么。", .0.display())]
    NoMembers(PathBuf),
    /// A branch's name cannot be that of a file.
    #[error(
        "支部名称「{name}」不能用作文件名：{reason}。请在花名册里改名，或者在配置文件的 [[branch]] 里写正式的名称，把这个名称写进 aliases。"
    )]
    Name {
        /// The name.
        name: String,
        /// Why.
        reason: &'static str,
    },
    /// Two branches would have one file.
    #[error("支部「{0}」和「{1}」的文件名相同，没有制表。请把其中一个改名。")]
    SameName(String, String),
    /// The form does not suit the rules.
    #[error("{0}")]
    Form(String),
    /// A workbook cannot be written.
    #[error("写不出空白表：{0}")]
    Write(#[from] RenderError),
}

/// Makes the blank workbooks: one for each branch of the roster and of the profile, else one for any branch.
///
/// # Errors
/// [`TemplateError`] where none can be made.
pub fn templates(options: &TemplateOptions) -> Result<Templates, TemplateError> {
    let settings = settings(options)?;
    let (branches, problems) = branches(&settings)?;
    if options.roster.is_some() && branches.iter().all(|branch| branch.members.is_empty()) {
        return Err(TemplateError::NoMembers(options.roster.clone().unwrap_or_default()));
    }
    let names = file_names(&branches)?;
    let rules = &settings.rules;
    let book = |branch: Option<&TemplateBranch>| {
        let template = Template { rules, form: options.form, period: settings.period, branch };
        let book = template_book(&template).map_err(TemplateError::Form)?;
        Ok::<_, TemplateError>(write_book(&book)?)
    };
    let mut files = Vec::with_capacity(branches.len().max(1));
    for (branch, name) in branches.iter().zip(names) {
        let members = branch.members.len();
        files.push(TemplateFile { name, branch: Some(branch.name.clone()), members, bytes: book(Some(branch))? });
    }
    if branches.is_empty() {
        files.push(TemplateFile {
            name: format!("{}.xlsx", safe(&rules.id)),
            branch: None,
            members: 0,
            bytes: book(None)?,
        });
    }
    Ok(Templates { rules: rules.title.clone(), files, assumed: settings.assumed, problems })
}

/// Makes the blank workbook of one of the township's registers: its drop-downs offer the branches of profile and roster,
/// and what the rule set has.
///
/// # Errors
/// [`TemplateError`] where it cannot be made.
pub fn register_template(form: &RegisterForm, options: &TemplateOptions) -> Result<Templates, TemplateError> {
    let settings = settings(options)?;
    let (branches, problems) = branches(&settings)?;
    let township = settings.township.clone().or_else(|| branches.iter().find_map(|branch| branch.township.clone()));
    let branches: Vec<String> = branches.into_iter().map(|branch| branch.name).collect();
    let template = RegisterTemplate {
        form,
        rules: &settings.rules,
        township: township.as_deref(),
        period: settings.period,
        branches: &branches,
    };
    let bytes = write_book(&register_book(&template))?;
    let file = TemplateFile { name: format!("{}.xlsx", form.file), branch: None, members: 0, bytes };
    Ok(Templates { rules: settings.rules.title, files: vec![file], assumed: settings.assumed, problems })
}

fn settings(options: &TemplateOptions) -> Result<Settings, RunError> {
    Settings::new(&Options {
        paths: options.roster.iter().cloned().collect(),
        rules: options.rules.clone(),
        period: options.period.clone(),
        profile: options.profile.clone(),
        ..Options::default()
    })
}

/// The branches of the profile and of the roster, and what is wrong with the latter.
fn branches(settings: &Settings) -> Result<(Vec<TemplateBranch>, Vec<Diagnostic>), RunError> {
    let mut branches = Vec::new();
    let mut problems = Vec::new();
    let mut township = settings.township.clone();
    if !settings.paths.is_empty() {
        let mut gathered = gather(settings, &NoProgress)?;
        township = township.or_else(|| gathered.common_township());
        let books = assemble_rosters(&mut gathered, settings);
        problems.append(&mut gathered.diagnostics);
        for book in books {
            problems.extend(book.diagnostics);
            branches.push(TemplateBranch { township: None, name: book.name.to_string(), members: book.roster });
        }
    }
    let known: Vec<String> = branches.iter().map(|branch| branch.name.clone()).collect();
    let others = settings.profile.branch.iter().filter(|branch| !known.contains(&branch.name));
    branches.extend(others.map(|branch| TemplateBranch {
        township: None,
        name: branch.name.clone(),
        members: Vec::new(),
    }));
    let place = |branch: &TemplateBranch| settings.profile.branch.iter().position(|known| known.name == branch.name);
    branches.sort_by_key(|branch| place(branch).unwrap_or(usize::MAX));
    for branch in &mut branches {
        branch.township = township.clone().filter(|township| !branch.name.starts_with(township.as_str()));
    }
    // A roster lacks no entries, whether it has a ledger or not, and may have columns that are of no use here.
    let quiet = [L104.id, L108.id, L127.id, PASSED_OVER.id];
    problems.retain(|problem| problem.severity >= Severity::Warning && !quiet.contains(&problem.code.id));
    Ok((branches, problems))
}

/// A file name for each branch.
fn file_names(branches: &[TemplateBranch]) -> Result<Vec<String>, TemplateError> {
    let mut taken: HashMap<String, &str> = HashMap::new();
    let mut names = Vec::with_capacity(branches.len());
    for branch in branches {
        if let Some(reason) = unfit(&branch.name) {
            return Err(TemplateError::Name { name: branch.name.clone(), reason });
        }
        // Windows and macOS take letters of both cases for the same.
        if let Some(other) = taken.insert(branch.name.to_lowercase(), &branch.name) {
            return Err(TemplateError::SameName(other.to_owned(), branch.name.clone()));
        }
        names.push(format!("{}.xlsx", branch.name));
    }
    Ok(names)
}

/// Why a name cannot be that of a file, on Windows or elsewhere.
fn unfit(name: &str) -> Option<&'static str> {
    const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
    let upper = name.to_uppercase();
    let is_port =
        |word: &str| upper.strip_prefix(word).is_some_and(|rest| rest.len() == 1 && rest.parse::<u8>().is_ok());
    if name.is_empty() {
        Some("名称是空的")
    } else if name.contains(['\\', '/', ':', '*', '?', '"', '<', '>', '|']) {
        Some("里面有 \\ / : * ? \" < > | 中的一个")
    } else if name.contains(char::is_control) {
        Some("里面有看不见的字符")
    } else if name.starts_with(['.', ' ', '~']) || name.ends_with(['.', ' ']) {
        Some("开头或末尾是点、空格或波浪号")
    } else if name.len() > 200 {
        Some("太长")
    } else if DEVICES.contains(&upper.as_str()) || is_port("COM") || is_port("LPT") {
        Some("Windows 留作他用")
    } else {
        None
    }
}

/// Of a rule set's id what cannot lead to another folder.
fn safe(id: &str) -> String {
    let safe: String = id.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
    if safe.is_empty() { "空白表".to_owned() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(name: &str) -> TemplateBranch {
        TemplateBranch { township: None, name: name.into(), members: Vec::new() }
    }

    #[test]
    fn names_that_are_no_files_are_told() {
        for (names, ok) in [
            (&["东河村党支部", "西河村党支部"][..], true),
            (&["东河/西河联合党支部"], false),
            (&["A厂党支部", "a厂党支部"], false),
            (&["CON"], false),
            (&["com1"], false),
            (&[".."], false),
            (&["第一党支部 "], false),
        ] {
            let branches: Vec<_> = names.iter().map(|name| branch(name)).collect();
            assert_eq!(file_names(&branches).is_ok(), ok, "{names:?}");
        }
    }
}
