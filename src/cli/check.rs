//! `check`: what is wrong in which cell, and annotated copies.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::Ending;
use super::args::{CheckArguments, CheckFormat, TextEncoding};
use super::clean;
use super::failure::Failure;
use super::held::told_of_held;
use super::progress::Bar;
use super::screen::Screen;
use super::suggest;
use crate::pipeline::{Copies, Fixable, Mending, Options, Outcome, mended_copies, reading_list, run as run_pipeline};
use crate::render::csv::{CsvEncoding, csv};
use crate::render::folder::{OutputFiles, merge_into_folder};
use crate::render::json::json;
use crate::reports::{
    PROBLEM_COLUMNS, WithStatistics, check_page, layout_page, problem_rows, rounds_page, statistics, statistics_page,
    waived_page,
};
use crate::workbook::record::Record;

/// Where annotated copies go, beside the input.
const COPIES: &str = "批注";

/// Checks workbooks, prints the report, writes annotated copies.
pub fn run(arguments: &CheckArguments, screen: &Screen) -> Result<Ending, Failure> {
    if let Some(file) = &arguments.suggest_profile {
        return suggest::run(arguments, file.as_deref(), screen);
    }
    if arguments.clean {
        return clean::run(arguments, screen);
    }
    if arguments.encoding.is_some() && arguments.format != CheckFormat::Csv {
        return Err(Failure::Usage("--encoding 只和 --format csv 一起用。"));
    }
    if arguments.statistics && arguments.format == CheckFormat::Csv {
        return Err(Failure::Usage("--statistics 不和 --format csv 一起用，请去掉一个。"));
    }
    let options = Options { against: arguments.against.clone(), ..arguments.run.options(&arguments.paths) };
    let outcome = run_pipeline(&options, &Bar::new())?;
    let copies =
        if arguments.explain_layout { Copies::default() } else { mended_copies(&outcome, arguments.mending()) };
    let (folder, copied) = match &arguments.out {
        Some(folder) => (folder.clone(), copies.files),
        None => next_round(beside(&arguments.paths), copies.files),
    };
    let mut files = OutputFiles::new();
    for (path, bytes) in copied {
        files.insert_of_branch(&path, bytes)?;
    }
    let mended = copies.mended;
    let is_copied = !files.is_empty();
    if arguments.reading_list {
        let (name, bytes) = reading_list(&outcome)?;
        files.insert(name, bytes)?;
    }
    let written = merge_into_folder(&folder, &files);
    print(arguments, &outcome, screen)?;
    // What was found is worth reading even where the copies have no place.
    written?;
    for told in outcome.assumed.iter().chain(&copies.remarks) {
        screen.tell(told);
    }
    if let Some(told) = told_of_fixes(arguments.mending(), mended, &outcome) {
        screen.tell(&told);
    }
    if is_copied {
        screen.tell(&format!("批注本写在「{}」，改好以后直接上报批注本。", folder.display()));
    }
    let held = told_of_held(files.held(), screen);
    if arguments.reading_list && !held {
        screen.tell(&format!("读取清单写在「{}」。", folder.display()));
    }
    Ok(if held || outcome.is_provisional() { Ending::DataWrong } else { Ending::Good })
}

impl CheckArguments {
    /// Which fixes are asked for; those that change the meaning include the others.
    const fn mending(&self) -> Mending {
        match (self.fix, self.unsafe_fixes) {
            (_, true) => Mending::Unsafe,
            (true, false) => Mending::Safe,
            (false, false) => Mending::Nothing,
        }
    }
}

/// What was put right; without a wish for it, what could be.
fn told_of_fixes(mending: Mending, mended: usize, outcome: &Outcome) -> Option<String> {
    let Fixable { safe, with_meaning } = Fixable::of(&outcome.diagnostics);
    match (mending, safe, with_meaning) {
        (Mending::Nothing, 0, _) | (Mending::Safe, 0, 0) | (Mending::Unsafe, 0, 0) => None,
        (Mending::Nothing, safe, _) => Some(format!("{safe} 处只是写法不规范，加 --fix 可以在批注本里改好。")),
        (Mending::Safe, _, 1..) => Some(format!(
            "批注本里改好了 {mended} 格。另有 {with_meaning} 处改了意思会变，核对以后可以用 --unsafe-fixes 一起改。"
        )),
        _ => Some(format!("批注本里改好了 {mended} 格，原来的和改后的都列在「jifen 校验」表里；改好的请再校验一遍。")),
    }
}

fn print(arguments: &CheckArguments, outcome: &Outcome, screen: &Screen) -> Result<(), Failure> {
    let counted = arguments.statistics.then(|| statistics(&outcome.result, &outcome.diagnostics));
    match (arguments.format, &counted) {
        (CheckFormat::Json, None) => screen.print_result(&json(&outcome.result)?)?,
        (CheckFormat::Json, Some(statistics)) => {
            screen.print_result(&json(&WithStatistics { result: &outcome.result, statistics })?)?;
        }
        (CheckFormat::Csv, _) => print_csv(arguments, outcome, screen)?,
        (CheckFormat::Text, Some(statistics)) => screen.page(&statistics_page(statistics)),
        (CheckFormat::Text, None) if arguments.explain_layout => {
            for one in outcome.by_rules() {
                screen.page(&layout_page(&one.readings, &one.rules));
            }
        }
        (CheckFormat::Text, None) => {
            screen.page(&check_page(&outcome.result, &outcome.diagnostics));
            screen.page(&rounds_page(&outcome.result.rounds));
            screen.page(&waived_page(&outcome.result.waived));
        }
    }
    Ok(())
}

/// The list of problems, and which characters the encoding lacks.
fn print_csv(arguments: &CheckArguments, outcome: &Outcome, screen: &Screen) -> Result<(), Failure> {
    let encoding = match arguments.encoding {
        Some(TextEncoding::Gbk) => CsvEncoding::Gbk,
        Some(TextEncoding::Utf8) | None => CsvEncoding::Utf8,
    };
    let written = csv(&PROBLEM_COLUMNS, &problem_rows(&outcome.diagnostics), encoding).map_err(Failure::Csv)?;
    screen.print_result(&written.bytes)?;
    if !written.lacking.is_empty() {
        let named: Vec<String> =
            written.lacking.iter().map(|c| format!("「{c}」写作〔U+{:04X}〕", u32::from(*c))).collect();
        let named = named.join("，");
        screen.tell(&format!("gbk 里没有这些字：{named}。要原样的字，请去掉 --encoding gbk。"));
    }
    Ok(())
}

/// Copies of workbooks that lie in 批注 themselves, because somebody worked on them there, go into the next such folder
/// under their own names: 批注-2. What was worked on is never written over.
fn next_round(folder: PathBuf, files: Vec<(String, Vec<u8>)>) -> (PathBuf, Vec<(String, Vec<u8>)>) {
    let round_of = |path: &str| -> Option<(u32, String)> {
        let (first, rest) = path.split_once('/')?;
        let number = match first.strip_prefix(COPIES)? {
            "" => 1,
            more => more.strip_prefix('-')?.parse().ok()?,
        };
        Some((number, rest.to_owned()))
    };
    let Some(latest) = files.iter().filter_map(|(path, _)| Some(round_of(path)?.0)).max() else {
        return (folder, files);
    };
    let taken: HashSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let mut renamed = HashSet::new();
    let place = |(path, bytes): (String, Vec<u8>)| match round_of(&path) {
        Some((_, own)) if !taken.contains(&own) && renamed.insert(own.clone()) => (own, bytes),
        _ => (path, bytes),
    };
    let files = files.into_iter().map(place).collect();
    (folder.with_file_name(format!("{COPIES}-{}", latest.saturating_add(1))), files)
}

/// 批注 in the folder of the input. Where that is itself a folder of our copies, the next one beside it: 批注-2.
fn beside(paths: &[PathBuf]) -> PathBuf {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_dir() { first } else { first.parent().unwrap_or(Path::new("")) };
    let folder = if folder == Path::new(".") { Path::new("") } else { folder };
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = here.canonicalize().unwrap_or_else(|_| here.to_owned());
    match (whole.file_name(), whole.parent(), Record::read(&whole)) {
        (Some(name), Some(parent), Ok(Some(_))) => {
            let name = name.to_string_lossy();
            let (stem, number) = match name.rsplit_once('-') {
                Some((stem, number)) => (stem, number.parse::<u32>().unwrap_or(1)),
                None => (&*name, 1),
            };
            parent.join(format!("{stem}-{}", number.saturating_add(1)))
        }
        _ => folder.join(COPIES),
    }
}
