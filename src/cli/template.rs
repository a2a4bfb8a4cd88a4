//! `template`: blank workbooks for branches.

use std::path::{Path, PathBuf};

use super::Ending;
use super::args::{TemplateArguments, TemplateFormArgument};
use super::failure::Failure;
use super::new_file::{ensure_outside_archives, write_new};
use super::screen::Screen;
use crate::layout::RegisterForm;
use crate::pipeline::{TemplateOptions, Templates, register_template, templates};
use crate::reports::{Align, Page, TemplateForm, Tone};

/// So many problems of the roster are printed; `check` tells them all.
const PROBLEMS: usize = 5;

/// Writes the workbooks, none of them over a file that is there.
pub fn run(arguments: &TemplateArguments, screen: &Screen) -> Result<Ending, Failure> {
    let options = TemplateOptions {
        rules: arguments.rules.clone(),
        roster: arguments.roster.clone(),
        form: match arguments.form {
            TemplateFormArgument::Branches(form) => form,
            TemplateFormArgument::Register(_) => TemplateForm::default(),
        },
        period: arguments.period.clone(),
        profile: arguments.profile.clone(),
    };
    let register = match arguments.form {
        TemplateFormArgument::Branches(_) => None,
        TemplateFormArgument::Register(form) => Some(form),
    };
    let made = match register {
        Some(form) => register_template(form, &options)?,
        None => templates(&options)?,
    };
    let paths = places(&arguments.out, &made, register.is_some())?;
    paths.iter().try_for_each(|path| ensure_outside_archives(path))?;
    if let Some(taken) = paths.iter().find(|path| path.exists()) {
        return Err(Failure::Exists(taken.clone()));
    }
    if let Some(folder) = paths.first().and_then(|path| path.parent()).filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|source| Failure::Template { path: folder.to_owned(), source })?;
    }
    for (written, (path, file)) in paths.iter().zip(&made.files).enumerate() {
        if let Err(failure) = write_new(path, &file.bytes) {
            // All or none: half a set would stand in the way of the next try.
            for path in paths.iter().take(written) {
                let _ = std::fs::remove_file(path);
            }
            return Err(failure);
        }
    }
    match register {
        Some(form) => screen.page(&register_page(form, &paths)),
        None => screen.page(&page(&made, &paths)),
    }
    for told in &made.assumed {
        screen.tell(told);
    }
    let is_wrong = made.problems.iter().any(|problem| problem.severity == crate::model::Severity::Error);
    Ok(if is_wrong { Ending::DataWrong } else { Ending::Good })
}

/// Where each workbook goes: into the folder; the only one also into a file that is named.
///
/// A register of the township belongs beside the reports of the branches, and may be put there.
fn places(out: &Path, made: &Templates, is_register: bool) -> Result<Vec<PathBuf>, Failure> {
    let is_file = out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if is_file && made.files.len() == 1 {
        return Ok(vec![out.to_owned()]);
    }
    if is_file {
        return Err(Failure::OneFile { path: out.to_owned(), count: made.files.len() });
    }
    if let Some(other) = others_in(out, made).filter(|_| !is_register) {
        return Err(Failure::Occupied { folder: out.to_owned(), file: other });
    }
    Ok(made.files.iter().map(|file| out.join(&file.name)).collect())
}

/// A file in the folder that is no blank workbook of this run: blank workbooks among others are soon mistaken for filled ones.
fn others_in(folder: &Path, made: &Templates) -> Option<String> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    names.sort();
    let is_hidden = |name: &str| name.starts_with(['.', '~']) || name.eq_ignore_ascii_case("thumbs.db");
    names.into_iter().find(|name| !is_hidden(name) && made.files.iter().all(|file| file.name != *name))
}

fn register_page(form: &RegisterForm, paths: &[PathBuf]) -> Page {
    let mut page = Page::default();
    let shown: Vec<String> = paths.iter().map(|path| format!("「{}」", path.display())).collect();
    page.text(format!("制了空白的{}{}。{}", form.title, shown.concat(), form.about));
    if let Some((_, how)) = form.guide.first() {
        page.text(*how);
    }
    page
}

fn page(made: &Templates, paths: &[PathBuf]) -> Page {
    let mut page = Page::default();
    page.text(format!("按「{}」制了 {} 份空白表：", made.rules, made.files.len()));
    let rows = made.files.iter().zip(paths).map(|(file, path)| {
        let members = if file.members == 0 { "空白".to_owned() } else { format!("{} 名党员", file.members) };
        vec![path.display().to_string(), members]
    });
    page.grid(&[("文件", Align::Left), ("花名册", Align::Left)], rows.collect());
    if !made.problems.is_empty() {
        page.blank();
        page.line(Tone::Doubtful, 0, format!("花名册有 {} 处要核对：", made.problems.len()));
        for problem in made.problems.iter().take(PROBLEMS) {
            page.line(Tone::Plain, 2, format!("{} {}", problem.code.id, problem.message));
        }
        page.line(Tone::Plain, 2, "用 jifen check 查花名册，可以看到每一处在哪里、怎样改。");
    }
    page.blank();
    page.text("填好以后，用 jifen check 查一遍再报。");
    page
}
