//! What changed between two rule sets, as a page.

use super::facet::BESIDE;
use super::{Change, ChangeKind, ChangedFacet, RulesDiff};
use crate::reports::page::{Page, Tone};

/// Of what is new or gone so many facets are told.
const TOLD: usize = 8;

/// The page.
#[must_use]
pub fn rules_diff_page(diff: &RulesDiff) -> Page {
    let mut page = Page::default();
    page.heading("规则比较");
    let named = |rules: &super::RuleSetNamed| format!("{}（{}，版本 {}）", rules.title, rules.id, rules.version);
    page.text(format!("原：{}", named(&diff.before)));
    page.text(format!("新：{}", named(&diff.after)));
    if diff.is_empty() {
        page.blank();
        page.line(Tone::Good, 0, "没有不同。");
        return page;
    }
    for group in &diff.groups {
        page.heading(&group.title);
        for change in &group.changes {
            add(&mut page, change);
        }
    }
    page
}

fn add(page: &mut Page, change: &Change) {
    match change.kind {
        ChangeKind::Added => page.line(Tone::Good, 2, alone("新增", change)),
        ChangeKind::Removed => page.line(Tone::Bad, 2, alone("删去", change)),
        ChangeKind::Changed => match change.facets.as_slice() {
            [only] => page.line(Tone::Plain, 2, format!("{}：{}", change.name, from_to(only))),
            all => {
                page.line(Tone::Plain, 2, format!("{}：", change.name));
                for facet in all {
                    page.line(Tone::Plain, 4, from_to(facet));
                }
            }
        },
        ChangeKind::Moved => {
            for facet in &change.facets {
                page.line(Tone::Plain, 2, format!("{}：{} → {}", facet.about, facet.before, facet.after));
            }
        }
    }
}

fn alone(became: &str, change: &Change) -> String {
    let said = whole(&change.facets);
    if said.is_empty() { format!("{became}　{}", change.name) } else { format!("{became}　{}：{said}", change.name) }
}

fn from_to(facet: &ChangedFacet) -> String {
    let shown = |words: &str| if words.is_empty() { "（无）".to_owned() } else { words.to_owned() };
    format!("{} {} → {}", facet.about, shown(&facet.before), shown(&facet.after))
}

/// What a thing says that stands in one of the rule sets alone.
fn whole(facets: &[ChangedFacet]) -> String {
    let telling: Vec<&ChangedFacet> = facets.iter().filter(|facet| !BESIDE.contains(&facet.about.as_str())).collect();
    let said = telling.iter().take(TOLD).map(|facet| {
        let words = if facet.before.is_empty() { &facet.after } else { &facet.before };
        format!("{} {words}", facet.about)
    });
    let more = if telling.len() > TOLD { "；……" } else { "" };
    format!("{}{more}", said.collect::<Vec<_>>().join("；"))
}
