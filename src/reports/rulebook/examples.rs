//! Worked examples: what the program makes of the reckonings that the rule set brings along.

use super::section::Section;
use crate::reports::page::{Align, Tone};

/// A reckoning with what came out.
#[derive(Clone, Debug, Default)]
pub struct WorkedExample {
    /// What it shows.
    pub title: String,
    /// Its entries, as the rule set writes them.
    pub entries: Vec<String>,
    /// What came out: who, what, how much.
    pub results: Vec<(String, String, String)>,
}

/// The appendix with all examples.
pub fn section(examples: &[WorkedExample]) -> Option<Section> {
    if examples.is_empty() {
        return None;
    }
    let mut section = Section::new("", "算例（由程序算出）");
    for (number, example) in examples.iter().enumerate() {
        section.body.line(Tone::Strong, 0, format!("例 {}　{}", number + 1, example.title));
        for entry in &example.entries {
            section.body.line(Tone::Dim, 2, entry);
        }
        let rows = example.results.iter().map(|(who, what, much)| vec![who.clone(), what.clone(), much.clone()]);
        let columns = [("姓名", Align::Left), ("项目", Align::Left), ("得", Align::Left)];
        section.body.grid(&columns, rows.collect());
    }
    Some(section)
}
