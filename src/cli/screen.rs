//! Standard output and standard error. A reader that went away is no error.

use std::io::{IsTerminal, Write};

use super::failure::Failure;
use crate::model::masked;
use crate::render::leaks::held_back;
use crate::render::terminal::{Layout, page};
use crate::reports::Page;

/// Pages are laid out for a terminal of this many columns.
const WIDTH: usize = 80;

/// Where a command prints.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    colour: bool,
}

impl Screen {
    /// Colour only on a terminal, and not where the user asked for none.
    #[must_use]
    pub fn new() -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { colour: wanted && std::io::stdout().is_terminal() }
    }

    /// Prints a page, numbers of ID cards, phones and bank cards masked: a branch may be named after a file with one in its name.
    pub fn page(&self, content: &Page) {
        self.print(&masked(&page(content, Layout { width: WIDTH, colour: self.colour })));
    }

    /// Prints a text as it is.
    pub fn print(&self, text: &str) {
        self.print_bytes(text.as_bytes());
    }

    /// Prints what is text already, in UTF-8.
    pub fn print_bytes(&self, text: &[u8]) {
        let mut out = std::io::stdout().lock();
        // A closed pipe (`jifen … | head`) ends the output, not the run.
        let _ = out.write_all(text).and_then(|()| out.flush());
    }

    /// Prints a result, unless a private number stands in it.
    pub fn print_result(&self, result: &[u8]) -> Result<(), Failure> {
        match held_back("打印的结果", result) {
            Some(problem) => Err(Failure::Held(Box::new(problem))),
            None => {
                self.print_bytes(result);
                Ok(())
            }
        }
    }

    /// Tells the user something beside the result, with numbers masked.
    pub fn tell(&self, text: &str) {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "{}", masked(text));
    }

    /// Waits for the Enter key where somebody can press it.
    pub fn wait_for_reader(&self) {
        if std::io::stdin().is_terminal() {
            self.tell("按回车键关闭窗口。");
            let _ = std::io::stdin().read_line(&mut String::new());
        }
    }

    /// Says why the command could not run.
    pub fn complain(&self, text: &str) {
        self.tell(text.trim_end());
    }
}
