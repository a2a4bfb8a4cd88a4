//! `sample`: which branches and entries are looked into.

use super::Ending;
use super::args::SampleArguments;
use super::failure::Failure;
use super::new_file::write_new;
use super::progress::Bar;
use super::screen::Screen;
use crate::pipeline::{SampleOptions, sample};
use crate::reports::sample_page;

/// Draws, writes the check list where no file is, prints what was drawn.
pub fn run(arguments: &SampleArguments, screen: &Screen) -> Result<Ending, Failure> {
    if arguments.out.exists() {
        return Err(Failure::Exists(arguments.out.clone()));
    }
    let options = SampleOptions {
        run: arguments.run.options(&arguments.paths),
        seed: arguments.seed.clone(),
        after: arguments.after.clone(),
        strata: arguments.strata,
        entries: usize::from(arguments.entries),
    };
    let drawn = sample(&options, &Bar::new())?;
    write_new(&arguments.out, &drawn.bytes)?;
    screen.page(&sample_page(&drawn.sample));
    for told in &drawn.assumed {
        screen.tell(told);
    }
    screen.tell(&format!("已写出 {}；怎样抽的，里面「抽查办法」一张表写明了。", arguments.out.display()));
    Ok(Ending::Good)
}
