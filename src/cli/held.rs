//! Files that were held back because a private number stands in them.

use super::screen::Screen;
use crate::model::Diagnostic;

/// Tells why each was not written. Whether there are any: the run has then not done all that was asked.
pub fn told_of_held(held: &[Diagnostic], screen: &Screen) -> bool {
    for problem in held {
        screen.tell(&format!("{}（{}）{}", problem.message, problem.code.id, problem.help));
    }
    !held.is_empty()
}
