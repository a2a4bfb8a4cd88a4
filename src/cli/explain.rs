//! `explain`: what a diagnostic means.

use super::Ending;
use super::args::ExplainArguments;
use super::failure::Failure;
use super::screen::Screen;
use crate::pipeline::{all_codes, code};
use crate::reports::{Align, Page, explain_page};

/// Prints one code's page, or the list of all codes.
pub fn run(arguments: &ExplainArguments, screen: &Screen) -> Result<Ending, Failure> {
    let Some(id) = &arguments.code else {
        let rows = all_codes()
            .into_iter()
            .map(|code| vec![code.id.to_owned(), code.severity.label().to_owned(), code.title.to_owned()]);
        let mut page = Page::default();
        page.grid(&[("代码", Align::Left), ("级别", Align::Left), ("意思", Align::Left)], rows.collect());
        screen.page(&page);
        return Ok(Ending::Good);
    };
    match code(id) {
        Some(code) => {
            screen.page(&explain_page(code));
            Ok(Ending::Good)
        }
        None => {
            screen.complain(&format!("没有代码「{id}」。用 jifen explain 列出全部代码。"));
            Ok(Ending::CouldNotRun)
        }
    }
}
