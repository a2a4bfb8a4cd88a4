//! A rule set as a 办法: numbered articles that a meeting can read and vote on, with what can be reached and worked examples.

mod examples;
mod inputs;
mod making;
mod outcomes;
mod parts;
mod section;

pub use examples::WorkedExample;

use super::page::{Page, Tone};
use crate::rules::formula::Interval;
use crate::rules::{Node, RuleSet};
use section::Section;

/// The least and the most that a node can come to; `None` where it is no number.
pub type Ranges<'a> = &'a dyn Fn(Node) -> Option<Interval>;

/// The whole rule set. The examples are those that it brings along, as the program reckoned them.
#[must_use]
pub fn rulebook_page(rules: &RuleSet, ranges: Ranges<'_>, examples: &[WorkedExample]) -> Page {
    let mut page = Page::default();
    page.heading(&rules.title);
    page.text(format!("规则集 {}，版本 {}。来源：{}。", rules.id, rules.version, rules.source));
    page.text("【原】数字出自原文；【示】示例数字，使用前请换成本单位的数字。");
    let mut sections = parts::sections(rules, ranges);
    sections.extend(making::sections(rules, ranges));
    sections.extend(outcomes::sections(rules));
    section::print(&mut page, sections);
    let mut appendix = Vec::new();
    appendix.extend(inputs::sections(rules));
    appendix.extend(examples::section(examples));
    for (number, section) in appendix.into_iter().enumerate() {
        page.heading(format!("附 {}　{}", number + 1, section.title));
        page.blocks.extend(section.body.blocks);
    }
    let waiting = rules.illustrative();
    page.heading(format!("示例数字（{} 处），请换成本单位的", waiting.len()));
    match waiting.is_empty() {
        true => page.text("没有。"),
        false => page.text(format!("{}。", waiting.join("、"))),
    }
    page
}

/// A range in words: 0—70 分; 0 分以上，不封顶.
fn range_in_words(range: Option<Interval>) -> String {
    match range.map(|range| (range.least, range.most)) {
        None => String::new(),
        Some((Some(least), Some(most))) if least == most => format!("{least} 分"),
        Some((Some(least), Some(most))) => format!("{least}—{most} 分"),
        Some((Some(least), None)) => format!("{least} 分以上，不封顶"),
        Some((None, Some(most))) => format!("最多 {most} 分，不封底"),
        Some((None, None)) => "不封顶，不封底".to_owned(),
    }
}

/// Adds a remark, where there is one.
fn remark(section: &mut Section, about: &str) {
    if !about.is_empty() {
        section.body.line(Tone::Dim, 2, format!("说明：{about}"));
    }
}
