//! `tally`: the whole township.

use std::path::Path;

use super::Ending;
use super::args::{Format, TallyArguments};
use super::close::close;
use super::export::Exporting;
use super::failure::Failure;
use super::held::told_of_held;
use super::progress::Bar;
use super::screen::Screen;
use crate::pipeline::{Options, run as run_pipeline, township_files};
use crate::render::folder::{ensure_replaceable, replace_folder};
use crate::render::json::json;
use crate::reports::{WithStatistics, closed_page, rounds_page, statistics, statistics_page, tally_page, waived_page};

/// Computes the township, writes the output folder, prints the result.
pub fn run(arguments: &TallyArguments, screen: &Screen) -> Result<Ending, Failure> {
    let shown = Shown { format: arguments.format, statistics: arguments.statistics };
    let options = Options {
        against: arguments.against.clone(),
        audits: arguments.audit.clone(),
        publish: arguments.publish.options(),
        closed: Some(arguments.closed.clone()),
        series: arguments.series.map(Into::into),
        ..arguments.run.options(&arguments.paths)
    };
    let export = arguments.export.as_deref().map(|folder| Exporting::to(folder, &arguments.out)).transpose()?;
    tally(&options, &arguments.out, export, shown, arguments.close, screen)
}

/// What is printed of the result.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// How.
    pub format: Format,
    /// Whether the commonest problems are counted as well.
    pub statistics: bool,
}

/// The same for `demo`; `closes` where the result is to be kept as that of a closed period.
pub fn tally(
    options: &Options,
    out: &Path,
    export: Option<Exporting<'_>>,
    shown: Shown,
    closes: bool,
    screen: &Screen,
) -> Result<Ending, Failure> {
    ensure_replaceable(out)?;
    let outcome = run_pipeline(options, &Bar::new())?;
    let (files, remarks) = township_files(&outcome)?;
    let datasets = export.map(|export| export.files(&outcome)).transpose()?;
    replace_folder(out, &files)?;
    let counted = shown.statistics.then(|| statistics(&outcome.result, &outcome.diagnostics));
    match (shown.format, &counted) {
        (Format::Json, None) => screen.print_result(&json(&outcome.result)?)?,
        (Format::Json, Some(statistics)) => {
            screen.print_result(&json(&WithStatistics { result: &outcome.result, statistics })?)?;
        }
        (Format::Text, counted) => {
            screen.page(&tally_page(&outcome.result));
            screen.page(&rounds_page(&outcome.result.rounds));
            screen.page(&waived_page(&outcome.result.waived));
            screen.page(&closed_page(&outcome.result.closed));
            if let Some(statistics) = counted {
                screen.print("\n");
                screen.page(&statistics_page(statistics));
            }
        }
    }
    for told in outcome.assumed.iter().chain(&remarks) {
        screen.tell(told);
    }
    let mut held = told_of_held(files.held(), screen);
    screen.tell(&format!("结果写在「{}」。", out.display()));
    if let Some((export, datasets)) = export.zip(datasets) {
        // A dataset without one of its branches would be taken for a whole one.
        if told_of_held(datasets.held(), screen) {
            held = true;
            screen.tell("数据集缺了上面的文件就不完整，全部没有写出。");
        } else {
            export.put(&datasets)?;
            screen.tell(&format!("数据集写在「{}」。", export.folder().display()));
        }
    }
    if closes && !held {
        close(&outcome.result, &json(&outcome.result)?, &options.paths, screen)?;
    }
    Ok(if held || outcome.is_provisional() { Ending::DataWrong } else { Ending::Good })
}
