//! The forms that a branch fills in.

use super::section::Section;
use crate::reports::page::{Page, Tone};
use crate::reports::rules_tables::add_tables;
use crate::rules::RuleSet;

/// The appendices about forms and procedure.
pub fn sections(rules: &RuleSet) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut body = Page::default();
    add_tables(&mut body, rules);
    if !body.blocks.is_empty() {
        sections.push(Section { article: String::new(), title: "支部填报的表".to_owned(), body });
    }
    if let Some((days, mark)) = rules.late_after {
        let mut section = Section::new("", "补记");
        section.body.line(Tone::Plain, 2, format!("登记日期比发生日期晚 {days} 天以上的为补记。{}", mark.label()));
        sections.push(section);
    }
    sections
}
